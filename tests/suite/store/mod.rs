//! What every database behind the service must do, run on each.

pub(crate) mod cluster;
mod copies;
mod places;
mod sessions;
mod sqlite;

use std::sync::Arc;

use cip_store::{
    Again, Answer, Arrival, Checked, ConferenceDetails, ConferenceKind, ConferenceStatus, ContentHash,
    HeldField, HeldVersion, Known, MediaType, NewSource, NewVersion, Person, PersonId, Route, SourceKind,
    Store, StoreError, Taken, Version, open,
};
use jiff::civil::{Date, date};

use places::{
    an_emergency_waits_for_its_first_review, places_come_from_four_tables_and_end,
    the_record_is_a_chain_that_is_asked_by_whom_on_what_and_when,
};
use sessions::{
    a_case_begins_once, a_reason_counts_in_its_session_for_a_while, one_asks_about_a_session_at_a_time,
};

/// A database of its own for each test.
struct Fresh {
    address: String,
    store: Arc<dyn Store>,
}

impl Fresh {
    async fn at(address: String) -> Self {
        let store = open(&address).await.unwrap();
        Self { address, store }
    }

    async fn reopened(self) -> Self {
        self.store.close().await;
        Self::at(self.address).await
    }

    /// Adds a version and gives its number, or none where it was there.
    async fn add(&self, as_of: Date, content: &[u8]) -> Option<u32> {
        match keep(&*self.store, version(as_of, content, None)).await.unwrap() {
            Arrival::New(version) => Some(version.number),
            Arrival::Known(_) => None,
        }
    }

    /// Numbers in the order of the list, each with what supersedes it.
    async fn order(&self) -> Vec<(u32, Option<u32>)> {
        let versions = self.store.versions(&p17()).await.unwrap();
        versions.iter().map(|version| (version.number, version.superseded_by)).collect()
    }
}

fn p17() -> PersonId {
    "p-17".parse().unwrap()
}

fn version(as_of: Date, content: &[u8], source_id: Option<&str>) -> NewVersion {
    let source_id = source_id.map(str::to_owned);
    NewVersion {
        as_of,
        media_type: MediaType::Markdown,
        source_id,
        content: content.to_vec(),
        again: Again::Corrects,
    }
}

/// Keeps a version in which nothing differs.
async fn keep(store: &dyn Store, new: NewVersion) -> Result<Arrival<Version>, StoreError> {
    let arrival = take(store, new, Vec::new()).await?;
    assert!(arrival.kept().held.is_empty());
    Ok(arrival.map(|taken| taken.version))
}

/// Keeps a version in which this differs; again where another arrived meanwhile, as the service does.
async fn take(
    store: &dyn Store,
    new: NewVersion,
    differs: Vec<HeldField>,
) -> Result<Arrival<Taken>, StoreError> {
    loop {
        let checked = Checked { last_number: store.last_number(&p17()).await?, differs: differs.clone() };
        match store.add_version(&p17(), &new, &checked).await {
            Err(StoreError::Overtaken) => {}
            taken => return taken,
        }
    }
}

fn conference(date: Date, kind: ConferenceKind, status: ConferenceStatus) -> ConferenceDetails {
    ConferenceDetails { date, kind, status }
}

const MARCH_2023: Date = date(2023, 3, 14);
const MARCH_2024: Date = date(2024, 3, 12);
const MARCH_2025: Date = date(2025, 3, 11);

async fn numbers_are_order_of_arrival_and_the_list_is_by_date(db: Fresh) {
    assert_eq!(db.add(MARCH_2025, b"third").await, Some(1));
    assert_eq!(db.add(MARCH_2023, b"first").await, Some(2));
    assert_eq!(db.add(MARCH_2024, b"late in the middle").await, Some(3));
    assert_eq!(db.order().await, [(2, None), (3, None), (1, None)]);
}

async fn same_content_for_the_same_date_is_there_already(db: Fresh) {
    db.add(MARCH_2023, b"plan").await;
    assert_eq!(db.add(MARCH_2023, b"plan").await, None);
    assert_eq!(db.add(MARCH_2024, b"plan").await, Some(2), "for another date it is another version");
    assert_eq!(db.order().await, [(1, None), (2, None)]);
}

async fn other_content_for_the_same_date_supersedes(db: Fresh) {
    db.add(MARCH_2023, b"plan").await;
    assert_eq!(db.add(MARCH_2023, b"plan, corrected").await, Some(2));
    assert_eq!(db.order().await, [(1, Some(2)), (2, None)]);
    assert_eq!(db.add(MARCH_2023, b"plan, corrected").await, None, "it is in force");
    let loaded = NewVersion { again: Again::Repeats, ..version(MARCH_2023, b"plan", None) };
    let loaded = keep(&*db.store, loaded).await.unwrap();
    assert!(
        matches!(loaded, Arrival::Known(ref version) if version.number == 1),
        "an import that is run again"
    );
    assert_eq!(db.add(MARCH_2023, b"plan").await, Some(3), "a correction back");
    assert_eq!(db.add(MARCH_2023, b"plan").await, None, "and that again");
    assert_eq!(db.order().await, [(1, Some(3)), (2, Some(3)), (3, None)]);
    db.store.withdraw_version(&p17(), 3, "posted in error").await.unwrap();
    assert_eq!(db.order().await, [(1, Some(2)), (2, None)]);
    assert_eq!(db.add(MARCH_2023, b"plan").await, Some(4), "what is in force without it is the correction");
    db.store.withdraw_version(&p17(), 4, "posted in error").await.unwrap();
    db.store.withdraw_version(&p17(), 2, "posted in error").await.unwrap();
    assert_eq!(db.add(MARCH_2023, b"plan").await, None, "the first is in force again");
}

async fn every_source_id_that_a_version_came_under_is_its_own(db: Fresh) {
    let add = |content, id| keep(&*db.store, version(MARCH_2023, content, id));
    let number = |arrival: Result<Arrival<Version>, StoreError>| arrival.unwrap().kept().number;
    assert_eq!(number(add(b"plan", None).await), 1);
    for id in ["PR2-1", "PR2-2", "PR2-2"] {
        assert_eq!(number(add(b"plan", Some(id)).await), 1);
    }
    assert_eq!(db.store.versions(&p17()).await.unwrap()[0].source_id.as_deref(), Some("PR2-1"), "the first");
    for id in ["PR2-1", "PR2-2"] {
        let refused = add(b"other", Some(id)).await;
        assert!(matches!(refused, Err(StoreError::SourceIdTaken { number: 1, .. })), "{id}: {refused:?}");
    }
    // A withdrawn version stands in nobody's way.
    db.store.withdraw_version(&p17(), 1, "posted in error").await.unwrap();
    assert_eq!(number(add(b"other", Some("PR2-2")).await), 2);
    assert_eq!(db.store.further_ids(&p17()).await.unwrap().len(), 1);
}

async fn source_id_with_other_content_or_date_is_refused_and_nothing_is_kept(db: Fresh) {
    let add = |version| keep(&*db.store, version);
    add(version(MARCH_2023, b"plan", Some("PR2-1"))).await.unwrap();
    for other in [version(MARCH_2023, b"other", Some("PR2-1")), version(MARCH_2024, b"plan", Some("PR2-1"))] {
        match add(other).await {
            Err(StoreError::SourceIdTaken { source_id, number }) => {
                assert_eq!((source_id.as_str(), number), ("PR2-1", 1));
            }
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(db.order().await, [(1, None)]);
    let again = add(version(MARCH_2023, b"plan", Some("PR2-1"))).await.unwrap();
    assert!(matches!(again, Arrival::Known(ref version) if version.number == 1));
}

async fn bytes_come_back_as_they_came(db: Fresh) {
    let all: Vec<u8> = (0..=255).collect();
    db.add(MARCH_2023, &all).await;
    db.add(MARCH_2024, b"").await;
    assert_eq!(db.store.version_content(&p17(), 1).await.unwrap().unwrap(), all);
    assert_eq!(db.store.version_content(&p17(), 2).await.unwrap().unwrap(), b"");
    assert_eq!(db.store.version_content(&p17(), 3).await.unwrap(), None);
    let versions = db.store.versions(&p17()).await.unwrap();
    assert_eq!((versions[0].bytes, versions[0].hash), (256, ContentHash::of(&all)));
}

async fn what_was_kept_is_there_after_opening_again(db: Fresh) {
    db.add(MARCH_2023, b"plan").await;
    let db = db.reopened().await.reopened().await;
    assert_eq!(db.order().await, [(1, None)]);
    assert_eq!(db.add(MARCH_2024, b"next").await, Some(2));
}

async fn concurrent_arrivals_have_no_gap_and_no_double(db: Fresh) {
    let arrivals: Vec<_> = (0..24u8)
        .map(|index| {
            let store = Arc::clone(&db.store);
            // Each document is posted twice, as by a sender who tries again.
            let (content, id) = ([b'a' + index / 2], format!("PR2-{}", index / 2));
            tokio::spawn(async move { keep(&*store, version(MARCH_2023, &content, Some(&id))).await })
        })
        .collect();
    let mut new = 0;
    for arrival in arrivals {
        new += u32::from(matches!(arrival.await.unwrap().unwrap(), Arrival::New(_)));
    }
    let numbers: Vec<u32> = db.order().await.into_iter().map(|(number, _)| number).collect();
    assert_eq!((new, numbers), (12, (1..=12).collect()));
}

async fn a_person_comes_into_being_with_the_first_post(db: Fresh) {
    assert_eq!(db.store.person(&p17()).await.unwrap(), None);
    assert_eq!(db.store.versions(&p17()).await.unwrap(), []);
    db.add(MARCH_2023, b"plan").await;
    assert_eq!(db.store.person(&p17()).await.unwrap().unwrap().known, Known::default());
}

async fn what_is_known_of_a_person_is_replaced(db: Fresh) {
    let known = Known {
        name: Some("Nobody At All".to_owned()),
        admitted: Some(date(2019, 5, 2)),
        sentenced: Some(date(2019, 9, 30)),
        parole_qualifying: Some(date(2024, 9, 30)),
        earliest_release: Some(date(2026, 1, 30)),
        sentence_expiry: Some(date(2029, 9, 29)),
        route: Some(Route::Enhanced),
    };
    let person = Person { id: p17(), known };
    assert_eq!(db.store.put_person(&person).await.unwrap(), Arrival::New(()));
    assert_eq!(db.store.person(&p17()).await.unwrap().as_ref(), Some(&person));
    let empty = Person { id: p17(), known: Known::default() };
    assert_eq!(db.store.put_person(&empty).await.unwrap(), Arrival::Known(()));
    assert_eq!(db.store.person(&p17()).await.unwrap(), Some(empty));
}

async fn people_are_listed_by_id_with_their_versions(db: Fresh) {
    db.add(MARCH_2024, b"plan").await;
    db.add(MARCH_2023, b"late").await;
    let other = Person { id: "a-2".parse().unwrap(), known: Known::default() };
    db.store.put_person(&other).await.unwrap();
    let people = db.store.people(None, 9).await.unwrap();
    let shown: Vec<_> = people.iter().map(|it| (it.person.id.as_str(), it.versions, it.newest)).collect();
    assert_eq!(shown, [("a-2", 0, None), ("p-17", 2, Some(MARCH_2024))]);
    assert_eq!(db.store.people(None, 1).await.unwrap(), people[..1]);
    assert_eq!(db.store.people(Some(&people[0].person.id), 9).await.unwrap(), people[1..]);
    assert_eq!(db.store.people(Some(&p17()), 9).await.unwrap(), []);
}

async fn ids_that_differ_in_case_are_two_people(db: Fresh) {
    db.add(MARCH_2023, b"plan").await;
    assert_eq!(db.store.person(&"P-17".parse().unwrap()).await.unwrap(), None);
}

async fn a_conference_takes_over_a_new_status(db: Fresh) {
    use {
        ConferenceKind::Annual, ConferenceKind::Concern, ConferenceStatus::Held, ConferenceStatus::Scheduled,
    };
    let store = &db.store;
    let add = |details: ConferenceDetails| async move {
        store.add_conference(&p17(), &details.into()).await.unwrap()
    };
    assert!(
        matches!(add(conference(MARCH_2024, Annual, Scheduled)).await, Arrival::New(ref it) if it.number == 1)
    );
    assert!(
        matches!(add(conference(MARCH_2024, Concern, Held)).await, Arrival::New(ref it) if it.number == 2)
    );
    assert!(
        matches!(add(conference(MARCH_2024, Annual, Held)).await, Arrival::Known(ref it) if it.number == 1)
    );
    assert!(
        matches!(add(conference(MARCH_2023, Annual, Held)).await, Arrival::New(ref it) if it.number == 3)
    );
    let conferences = db.store.conferences(&p17()).await.unwrap();
    let shown: Vec<_> =
        conferences.iter().map(|it| (it.number, it.details.kind, it.details.status)).collect();
    assert_eq!(shown, [(3, Annual, Held), (1, Annual, Held), (2, Concern, Held)]);
}

async fn sources_are_kept_once(db: Fresh) {
    let source = |kind, content: &[u8]| NewSource {
        kind,
        date: MARCH_2023,
        media_type: MediaType::Plain,
        content: content.to_vec(),
    };
    let add = |new| async { db.store.add_source(&p17(), new).await.unwrap() };
    assert!(matches!(add(source(SourceKind::Ser, b"report")).await, Arrival::New(ref it) if it.number == 1));
    assert!(
        matches!(add(source(SourceKind::Ser, b"report")).await, Arrival::Known(ref it) if it.number == 1)
    );
    assert!(
        matches!(add(source(SourceKind::Other, b"report")).await, Arrival::New(ref it) if it.number == 2)
    );
    assert_eq!(db.store.sources(&p17()).await.unwrap().len(), 2);
    assert_eq!(db.store.source_content(&p17(), 1).await.unwrap().unwrap(), b"report");
    assert_eq!(db.store.source_content(&p17(), 9).await.unwrap(), None);
}

async fn a_withdrawn_version_is_hidden_and_stands_in_nobodys_way(db: Fresh) {
    let add = |content: &'static [u8]| async {
        let new = version(MARCH_2023, content, Some("PR2-1"));
        keep(&*db.store, new).await.unwrap().kept().number
    };
    assert_eq!(add(b"of somebody else").await, 1);
    let store = &db.store;
    let withdraw =
        |reason: &'static str| async move { store.withdraw_version(&p17(), 1, reason).await.unwrap() };
    assert_eq!(withdraw("wrong person").await.unwrap().reason, "wrong person");
    assert_eq!(withdraw("again").await.unwrap().reason, "wrong person");
    assert_eq!(db.store.withdraw_version(&p17(), 9, "none").await.unwrap(), None);
    assert_eq!(db.order().await, []);
    assert_eq!(db.store.version_content(&p17(), 1).await.unwrap(), None);
    assert_eq!(db.store.withdrawal(&p17(), 1).await.unwrap().unwrap().number, 1);
    // The same id, the same date, the same content: taken in anew, under a number of their own.
    assert_eq!((add(b"of the right person").await, add(b"of the right person").await), (2, 2));
    assert_eq!(db.add(MARCH_2023, b"of somebody else").await, Some(3));
    assert_eq!(db.order().await, [(2, Some(3)), (3, None)]);
    assert_eq!(db.store.people(None, 9).await.unwrap()[0].versions, 2);
}

async fn a_reading_is_kept_by_content_and_reader(db: Fresh) {
    let hash = ContentHash::of(b"document");
    assert_eq!(db.store.reading(hash, "docx/1").await.unwrap(), None);
    db.store.keep_reading(hash, "docx/1", b"text").await.unwrap();
    let db = db.reopened().await;
    assert_eq!(db.store.reading(hash, "docx/1").await.unwrap().unwrap(), b"text");
    assert_eq!(db.store.reading(hash, "docx/2").await.unwrap(), None, "another reader reads anew");
    assert_eq!(db.store.reading(ContentHash::of(b"other"), "docx/1").await.unwrap(), None);
    db.store.keep_reading(hash, "docx/1", b"text again").await.unwrap();
    assert_eq!(db.store.reading(hash, "docx/1").await.unwrap().unwrap(), b"text again");
}

fn other_name() -> Vec<HeldField> {
    vec![HeldField {
        field: "name".to_owned(),
        earlier: "Una Brodick".to_owned(),
        this: "Rhoda Kilmory".to_owned(),
    }]
}

async fn a_held_version_is_listed_apart_until_it_is_confirmed(db: Fresh) {
    db.add(MARCH_2023, b"plan").await;
    let new = || version(MARCH_2023, b"of somebody else", Some("PR2-2"));
    let held = take(&*db.store, new(), other_name()).await.unwrap();
    assert!(
        matches!(held, Arrival::New(Taken { ref version, ref held }) if version.number == 2 && *held == other_name())
    );
    assert_eq!(db.order().await, [(1, None)], "it supersedes nothing");
    assert_eq!(db.store.people(None, 9).await.unwrap()[0].versions, 1);
    let again = take(&*db.store, new(), Vec::new()).await.unwrap();
    assert!(matches!(again, Arrival::Known(Taken { ref held, .. }) if *held == other_name()), "{again:?}");
    match take(&*db.store, version(MARCH_2024, b"other", Some("PR2-2")), Vec::new()).await {
        Err(StoreError::SourceIdTaken { number: 2, .. }) => {}
        other => panic!("{other:?}"),
    }
    let db = db.reopened().await;
    let HeldVersion { version, differs } = &db.store.held_versions(&p17()).await.unwrap()[0];
    assert_eq!((version.number, differs), (2, &other_name()));
    assert_eq!(db.add(MARCH_2024, b"next").await, Some(3), "its number is its own");
    assert!(db.store.confirm_version(&p17(), 2).await.unwrap());
    assert_eq!(db.order().await, [(1, Some(2)), (2, None), (3, None)]);
    assert_eq!(db.store.held_versions(&p17()).await.unwrap(), []);
    assert!(db.store.confirm_version(&p17(), 2).await.unwrap(), "again");
    assert!(!db.store.confirm_version(&p17(), 9).await.unwrap());
    let known = take(&*db.store, new(), other_name()).await.unwrap();
    assert!(matches!(known, Arrival::Known(Taken { ref held, .. }) if held.is_empty()));
}

async fn a_held_version_that_is_withdrawn_is_not_confirmed_and_stands_in_nobodys_way(db: Fresh) {
    db.add(MARCH_2023, b"plan").await;
    let new = || version(MARCH_2024, b"of somebody else", Some("PR2-2"));
    take(&*db.store, new(), other_name()).await.unwrap();
    assert_eq!(db.store.withdraw_version(&p17(), 2, "wrong person").await.unwrap().unwrap().number, 2);
    assert_eq!(db.store.held_versions(&p17()).await.unwrap(), []);
    assert!(!db.store.confirm_version(&p17(), 2).await.unwrap());
    assert_eq!(take(&*db.store, new(), other_name()).await.unwrap().kept().version.number, 3);
}

async fn a_version_that_was_overtaken_is_looked_at_again(db: Fresh) {
    db.add(MARCH_2023, b"plan").await;
    let checked = Checked::default();
    let late = db.store.add_version(&p17(), &version(MARCH_2024, b"next", None), &checked).await;
    assert!(matches!(late, Err(StoreError::Overtaken)), "{late:?}");
    let known = db.store.add_version(&p17(), &version(MARCH_2023, b"plan", None), &checked).await.unwrap();
    assert!(matches!(known, Arrival::Known(_)), "what is there need not be looked at");
    assert_eq!(db.order().await, [(1, None)]);
}

async fn content_is_kept_before_it_counts_and_forgotten_when_refused(db: Fresh) {
    let hash = db.store.keep_content(b"plan").await.unwrap();
    assert_eq!(db.store.unfinished().await.unwrap(), 1);
    db.store.forget_content(hash).await.unwrap();
    assert_eq!(db.store.unfinished().await.unwrap(), 0);
    db.store.keep_content(b"plan").await.unwrap();
    db.add(MARCH_2023, b"plan").await;
    assert_eq!(db.store.unfinished().await.unwrap(), 0);
    db.store.forget_content(hash).await.unwrap();
    assert_eq!(db.store.version_content(&p17(), 1).await.unwrap().unwrap(), b"plan", "a version has it");
}

async fn answers_are_kept_once_a_key(db: Fresh) {
    let answer = |status, body: &[u8]| Answer {
        fingerprint: ContentHash::of(b"request"),
        status,
        location: Some("/v1/people/p-17".to_owned()),
        content_type: None,
        body: body.to_vec(),
    };
    assert_eq!(db.store.answer("k").await.unwrap(), None);
    db.store.keep_answer("k", &answer(201, b"first")).await.unwrap();
    db.store.keep_answer("k", &answer(200, b"second")).await.unwrap();
    assert_eq!(db.store.answer("k").await.unwrap(), Some(answer(201, b"first")));
}

/// Runs each behaviour on each database.
macro_rules! on_each_database {
    ($($behaviour:ident,)*) => {
        mod on_sqlite {
            $(#[tokio::test]
            async fn $behaviour() {
                let folder = tempfile::tempdir().unwrap();
                let address = super::sqlite::address(&folder);
                super::$behaviour(super::Fresh::at(address).await).await;
            })*
        }

        mod on_postgres {
            $(#[tokio::test]
            async fn $behaviour() {
                let address = super::cluster::database().await;
                super::$behaviour(super::Fresh::at(address).await).await;
            })*
        }
    };
}

on_each_database! {
    numbers_are_order_of_arrival_and_the_list_is_by_date,
    same_content_for_the_same_date_is_there_already,
    other_content_for_the_same_date_supersedes,
    every_source_id_that_a_version_came_under_is_its_own,
    source_id_with_other_content_or_date_is_refused_and_nothing_is_kept,
    bytes_come_back_as_they_came,
    what_was_kept_is_there_after_opening_again,
    concurrent_arrivals_have_no_gap_and_no_double,
    a_person_comes_into_being_with_the_first_post,
    what_is_known_of_a_person_is_replaced,
    people_are_listed_by_id_with_their_versions,
    ids_that_differ_in_case_are_two_people,
    a_conference_takes_over_a_new_status,
    sources_are_kept_once,
    a_withdrawn_version_is_hidden_and_stands_in_nobodys_way,
    a_reading_is_kept_by_content_and_reader,
    a_held_version_is_listed_apart_until_it_is_confirmed,
    a_held_version_that_is_withdrawn_is_not_confirmed_and_stands_in_nobodys_way,
    a_version_that_was_overtaken_is_looked_at_again,
    content_is_kept_before_it_counts_and_forgotten_when_refused,
    answers_are_kept_once_a_key,
    one_asks_about_a_session_at_a_time,
    a_reason_counts_in_its_session_for_a_while,
    a_case_begins_once,
    places_come_from_four_tables_and_end,
    an_emergency_waits_for_its_first_review,
    the_record_is_a_chain_that_is_asked_by_whom_on_what_and_when,
}

/// A row of the record of looks, as a command writes it.
fn row(what: &str) -> cip_store::AuditEvent {
    cip_store::AuditEvent {
        at: "2026-11-28T16:30:00.000000Z".to_owned(),
        what: what.to_owned(),
        who_kind: "command".to_owned(),
        who: "command".to_owned(),
        roles: String::new(),
        subject: None,
        refused: None,
        details: "{}".to_owned(),
        from: None,
        request: None,
        reason: None,
    }
}
