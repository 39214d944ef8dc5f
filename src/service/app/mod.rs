//! The use cases: what a record system, a practitioner and a chair can ask for.
//!
//! Takes who asks and what for, gives domain values; knows the store and the engine, but neither HTTP nor pages.
//! Both the API and the pages call these functions, so both tell the same story.

mod access;
mod break_glass;
mod briefs;
mod cache;
mod caller;
mod carried;
mod caseload;
mod choices;
mod clock;
mod computed;
mod condensed;
mod conferences;
mod dates;
mod deltas;
mod documents;
mod error;
mod handle;
mod held;
mod histories;
mod json;
mod lives;
mod once;
mod paging;
mod passages;
mod people;
mod readers;
mod readings;
mod record;
mod reports;
mod sessions;
mod short_text;
mod sources;
mod texts;
mod timeline;
mod versions;

pub use access::{Case, Policy, ReasonPolicy, Rule, What};
pub use cache::{CACHE_BYTES_DEFAULT, Cache};
pub use caller::{Caller, RefusalNoted, Request, Role, Roles, Who};
pub use carried::Carried;
pub use choices::{
    BRIEF_WORDS, BriefChoice, BriefQuestion, CondensedChoice, DeltaChoice, HistoryChoice, agency,
};
pub use clock::Clock;
pub use computed::Choice;
pub use condensed::CondensedPlan;
pub use dates::{InvalidDate, iso_date};
pub use deltas::Comparison;
pub use error::{AppError, cause_chain, if_any, sentence};
pub use handle::App;
pub use held::Held;
pub use histories::Traced;
pub use json::{json_code, shortened};
pub use lives::Lives;
pub use once::Work;
pub use paging::{DatedPlace, LIST_ENTRIES, LIST_ENTRIES_MAX, Listing, Paging};
pub use passages::{Found, PassageLives};
pub use readers::{Reader, Readers};
pub use record::{Details, Export, Happened, Recorded, Verified, exported, is_recorded, recorded_names};
pub use reports::Report;
pub use short_text::{InvalidShortText, SHORT_TEXT_CHARS_MAX, short_text};
pub use sources::SourceReceipt;
pub use texts::{Made, Post, Reading, media_type_of_ending, media_type_of_file, text_hash};
pub use timeline::{after as version_after, before as version_before};
pub use versions::{Preview, Receipt, VersionOverview};
