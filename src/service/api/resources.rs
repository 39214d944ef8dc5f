//! People, versions, conferences and source reports as the API shows them.

use serde::Serialize;
use utoipa::ToSchema;

use super::words::{ConferenceKindWord, ConferenceStatusWord, MediaTypeWord, RouteWord, SourceKindWord};
use crate::app::{DatedPlace, Held, Listing, Made, Receipt, SourceReceipt};
use crate::http::extract::{Cursor, IsoDate};
use cip_engine::brief::IdentityDifference;
use cip_store::{Conference, Person, PersonId, PersonSummary, Source, Version, Withdrawal};
use cip_wire::reading::{ReadingName, ReadingNote, SetAsidePart, Understood};

/// A person and what is known.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Person)]
pub(super) struct PersonOut {
    /// The record system's id.
    id: String,
    /// The name that pages show beside the id.
    name: Option<String>,
    /// Admitted to custody.
    admitted: Option<IsoDate>,
    /// Sentenced.
    sentenced: Option<IsoDate>,
    /// The parole qualifying date.
    parole_qualifying: Option<IsoDate>,
    /// The earliest date of liberation.
    earliest_release: Option<IsoDate>,
    /// The day on which the sentence ends.
    sentence_expiry: Option<IsoDate>,
    /// The route of case management.
    route: Option<RouteWord>,
}

impl From<Person> for PersonOut {
    fn from(person: Person) -> Self {
        let known = person.known;
        Self {
            id: person.id.to_string(),
            name: known.name,
            admitted: known.admitted.map(IsoDate),
            sentenced: known.sentenced.map(IsoDate),
            parole_qualifying: known.parole_qualifying.map(IsoDate),
            earliest_release: known.earliest_release.map(IsoDate),
            sentence_expiry: known.sentence_expiry.map(IsoDate),
            route: known.route.map(RouteWord::from),
        }
    }
}

/// A person as the list shows them.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PersonEntry)]
pub(super) struct PersonEntryOut {
    /// The record system's id.
    id: String,
    /// The name that pages show beside the id.
    name: Option<String>,
    /// How many versions there are; withdrawn ones are not counted.
    versions: u32,
    /// The date of the newest version.
    newest: Option<IsoDate>,
}

impl From<PersonSummary> for PersonEntryOut {
    fn from(summary: PersonSummary) -> Self {
        Self {
            id: summary.person.id.to_string(),
            name: summary.person.known.name,
            versions: summary.versions,
            newest: summary.newest.map(IsoDate),
        }
    }
}

/// Makes the list of a resource from a part of it.
macro_rules! list {
    ($(#[$about:meta])* $name:ident { $(#[$order:meta])* $plural:ident: $entry:ident by $place:ident } from $resource:ident) => {
        $(#[$about])*
        #[derive(Debug, Serialize, ToSchema)]
        pub(super) struct $name {
            $(#[$order])*
            $plural: Vec<$entry>,
            /// What `after` takes to get the entries that follow; null where none do.
            #[schema(value_type = Option<String>)]
            next: Option<Cursor<$place>>,
        }

        impl From<Listing<$resource, $place>> for $name {
            fn from(listing: Listing<$resource, $place>) -> Self {
                let $plural = listing.entries.into_iter().map($entry::from).collect();
                Self { $plural, next: listing.next.map(Cursor) }
            }
        }
    };
}

list! {
    /// People.
    PersonList {
        /// By id.
        people: PersonEntryOut by PersonId
    } from PersonSummary
}
list! {
    /// A person's versions.
    VersionList {
        /// By date, then by number.
        versions: VersionOut by DatedPlace
    } from Version
}
list! {
    /// A person's held versions.
    HeldList {
        /// By date, then by number.
        held: HeldOut by DatedPlace
    } from Held
}
list! {
    /// A person's conferences.
    ConferenceList {
        /// By date.
        conferences: ConferenceOut by DatedPlace
    } from Conference
}
list! {
    /// A person's source reports.
    SourceList {
        /// By date.
        sources: SourceOut by DatedPlace
    } from Source
}

/// A CIP version, without its text.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Version)]
pub(super) struct VersionOut {
    /// Order of arrival, from 1; never changes.
    number: u32,
    /// The day from which the plan is the one in force.
    as_of: IsoDate,
    /// What the bytes are.
    media_type: MediaTypeWord,
    /// The record system's own id of the document.
    source_id: Option<String>,
    /// SHA-256 of the bytes, as 64 hexadecimal digits.
    hash: String,
    /// Length in bytes.
    bytes: u64,
    /// The version that arrived later for the same date and is in force instead.
    superseded_by: Option<u32>,
}

impl From<Version> for VersionOut {
    fn from(version: Version) -> Self {
        Self {
            number: version.number,
            as_of: IsoDate(version.as_of),
            media_type: version.media_type.into(),
            source_id: version.source_id,
            hash: version.hash.to_string(),
            bytes: version.bytes,
            superseded_by: version.superseded_by,
        }
    }
}

/// A version that is held.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = HeldVersion)]
pub(super) struct HeldOut {
    #[serde(flatten)]
    version: VersionOut,
    /// Why it is held: `other_person`.
    held: &'static str,
    /// What it says otherwise than the person's earlier versions.
    differs: Vec<DifferenceOut>,
}

impl From<Held> for HeldOut {
    fn from(held: Held) -> Self {
        let differs = held.differs.into_iter().map(DifferenceOut::from).collect();
        Self { version: held.version.into(), held: OTHER_PERSON, differs }
    }
}

/// Why a version is held.
const OTHER_PERSON: &str = "other_person";

/// A field that differs.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = HeldDifference)]
pub(super) struct DifferenceOut {
    /// `name`, `person_number` or `date_of_birth`.
    field: &'static str,
    /// What the newest earlier version that has it says, as it is written there.
    earlier: String,
    /// What this version says, as it is written there.
    this: String,
}

impl From<IdentityDifference> for DifferenceOut {
    fn from(difference: IdentityDifference) -> Self {
        let IdentityDifference { field, earlier, this } = difference;
        Self { field: field.name(), earlier, this }
    }
}

/// A version that was posted in error.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Withdrawal)]
pub(super) struct WithdrawalOut {
    /// The version's number, which no other will have.
    number: u32,
    /// Why; where it was withdrawn before, the first reason.
    reason: String,
}

impl From<Withdrawal> for WithdrawalOut {
    fn from(withdrawal: Withdrawal) -> Self {
        Self { number: withdrawal.number, reason: withdrawal.reason }
    }
}

/// What the sender of a version gets back.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = VersionReceipt)]
pub(super) struct ReceiptOut {
    #[serde(flatten)]
    version: VersionOut,
    /// Words, as `wc -w` counts them; null where the service failed to read the text, which is kept all the same.
    words: Option<usize>,
    /// Headings found. None is a sign that the text is not what it should be.
    headings: Option<usize>,
    /// How the text was made of the document; absent where the text is what came.
    #[serde(flatten)]
    #[schema(value_type = MadeOut)]
    made: Option<MadeOut>,
    /// Share of the words carried forward from the version before it by date, from 0 to 1; null for the first.
    carried_forward: Option<f64>,
    /// The version of the same date that this one took over from.
    supersedes: Option<u32>,
    /// The fields of its header by which it is compared with the person's earlier versions: `name`, `person_number`,
    /// `date_of_birth`. Without any it is taken whoever's it is.
    identity: Vec<&'static str>,
    /// Why it is held: `other_person`; absent where it counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    held: Option<&'static str>,
    /// What it says otherwise than the person's earlier versions; absent where it counts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    differs: Vec<DifferenceOut>,
}

impl From<Receipt> for ReceiptOut {
    fn from(receipt: Receipt) -> Self {
        Self {
            version: receipt.version.into(),
            words: receipt.reading.as_ref().map(|reading| reading.words),
            headings: receipt.reading.as_ref().map(|reading| reading.headings),
            made: receipt.reading.and_then(|reading| reading.made).map(MadeOut::from),
            carried_forward: receipt.carried.map(crate::app::Carried::share),
            supersedes: receipt.supersedes,
            identity: receipt.identity.into_iter().map(cip_engine::brief::IdentityField::name).collect(),
            held: (!receipt.held.is_empty()).then_some(OTHER_PERSON),
            differs: receipt.held.into_iter().map(DifferenceOut::from).collect(),
        }
    }
}

/// A case conference.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Conference)]
pub(super) struct ConferenceOut {
    /// What a brief's `conference` parameter takes.
    id: u32,
    /// When it was or is to be.
    date: IsoDate,
    /// What it is for.
    kind: ConferenceKindWord,
    /// Whether it was held.
    status: ConferenceStatusWord,
}

impl From<Conference> for ConferenceOut {
    fn from(conference: Conference) -> Self {
        let details = conference.details;
        Self {
            id: conference.number,
            date: IsoDate(details.date),
            kind: details.kind.into(),
            status: details.status.into(),
        }
    }
}

/// A source report, without its text.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SourceReport)]
pub(super) struct SourceOut {
    /// Order of arrival, from 1; never changes.
    number: u32,
    /// What kind of report.
    kind: SourceKindWord,
    /// The report's date.
    date: IsoDate,
    /// What the bytes are.
    media_type: MediaTypeWord,
    /// SHA-256 of the bytes, as 64 hexadecimal digits.
    hash: String,
    /// Length in bytes.
    bytes: u64,
}

impl From<Source> for SourceOut {
    fn from(source: Source) -> Self {
        Self {
            number: source.number,
            kind: source.kind.into(),
            date: IsoDate(source.date),
            media_type: source.media_type.into(),
            hash: source.hash.to_string(),
            bytes: source.bytes,
        }
    }
}

/// How a text was made of a document.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ReadingReceipt)]
pub(super) struct MadeOut {
    /// Which reader made the text, and the text's hash.
    #[schema(required = false)]
    reading: ReadingName,
    /// Pages, where the format knows them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pages: Option<u32>,
    /// Tables found.
    #[schema(required = false)]
    tables: usize,
    /// What belongs to the pages and not to the plan; never compared.
    #[schema(required = false)]
    set_aside: Vec<SetAsidePart>,
    /// What whoever reads the text should know.
    #[schema(required = false)]
    notes: Vec<ReadingNote>,
}

impl From<Made> for MadeOut {
    fn from(made: Made) -> Self {
        let Understood { pages, tables, set_aside, notes, .. } = made.understood;
        Self { reading: made.name, pages, tables, set_aside, notes }
    }
}

/// What the sender of a source report gets back.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SourceReportReceipt)]
pub(super) struct SourceReceiptOut {
    #[serde(flatten)]
    source: SourceOut,
    /// Words, as `wc -w` counts them; null where the service failed to read the text, which is kept all the same.
    words: Option<usize>,
    /// How the text was made of the document; absent where the text is what came.
    #[serde(flatten)]
    #[schema(value_type = MadeOut)]
    made: Option<MadeOut>,
    /// What it says otherwise than the person's plans; absent where that is nothing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    differs: Vec<DifferenceOut>,
}

impl From<SourceReceipt> for SourceReceiptOut {
    fn from(receipt: SourceReceipt) -> Self {
        Self {
            source: receipt.source.into(),
            words: receipt.reading.as_ref().map(|reading| reading.words),
            made: receipt.reading.and_then(|reading| reading.made).map(MadeOut::from),
            differs: receipt.differs.into_iter().map(DifferenceOut::from).collect(),
        }
    }
}
