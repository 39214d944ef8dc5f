//! What every database behind the service must do, run on SQLite.

use std::sync::Arc;

use cip_store::{
    Answer, Arrival, AuditEvent, Checked, ConferenceDetails, ConferenceKind, ConferenceStatus, ContentHash,
    HeldField, HeldVersion, Known, MediaType, NewSource, NewVersion, Person, PersonId, READINGS_MAX, Route,
    SourceKind, Store, StoreError, Taken, Version, backup, open,
};
use jiff::civil::{Date, date};
use tempfile::TempDir;

/// A database of its own for each test.
struct Fresh {
    folder: TempDir,
    store: Arc<dyn Store>,
}

impl Fresh {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = open(&address(&folder)).await.unwrap();
        Self { folder, store }
    }

    async fn reopened(self) -> Self {
        self.store.close().await;
        let store = open(&address(&self.folder)).await.unwrap();
        Self { folder: self.folder, store }
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

fn address(folder: &TempDir) -> String {
    format!("sqlite:{}", folder.path().join("test.db").display())
}

fn p17() -> PersonId {
    "p-17".parse().unwrap()
}

fn version(as_of: Date, content: &[u8], source_id: Option<&str>) -> NewVersion {
    let source_id = source_id.map(str::to_owned);
    NewVersion { as_of, media_type: MediaType::Markdown, source_id, content: content.to_vec() }
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

#[tokio::test]
async fn numbers_are_order_of_arrival_and_the_list_is_by_date() {
    let db = Fresh::new().await;
    assert_eq!(db.add(MARCH_2025, b"third").await, Some(1));
    assert_eq!(db.add(MARCH_2023, b"first").await, Some(2));
    assert_eq!(db.add(MARCH_2024, b"late in the middle").await, Some(3));
    assert_eq!(db.order().await, [(2, None), (3, None), (1, None)]);
}

#[tokio::test]
async fn same_content_for_the_same_date_is_there_already() {
    let db = Fresh::new().await;
    db.add(MARCH_2023, b"plan").await;
    assert_eq!(db.add(MARCH_2023, b"plan").await, None);
    assert_eq!(db.add(MARCH_2024, b"plan").await, Some(2), "for another date it is another version");
    assert_eq!(db.order().await, [(1, None), (2, None)]);
}

#[tokio::test]
async fn other_content_for_the_same_date_supersedes() {
    let db = Fresh::new().await;
    db.add(MARCH_2023, b"plan").await;
    assert_eq!(db.add(MARCH_2023, b"plan, corrected").await, Some(2));
    assert_eq!(db.order().await, [(1, Some(2)), (2, None)]);
    assert_eq!(db.add(MARCH_2023, b"plan").await, None, "a late repeat does not bring the old one back");
    assert_eq!(db.order().await, [(1, Some(2)), (2, None)]);
}

#[tokio::test]
async fn source_id_with_other_content_or_date_is_refused_and_nothing_is_kept() {
    let db = Fresh::new().await;
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

#[tokio::test]
async fn bytes_come_back_as_they_came() {
    let db = Fresh::new().await;
    let all: Vec<u8> = (0..=255).collect();
    db.add(MARCH_2023, &all).await;
    db.add(MARCH_2024, b"").await;
    assert_eq!(db.store.version_content(&p17(), 1).await.unwrap().unwrap(), all);
    assert_eq!(db.store.version_content(&p17(), 2).await.unwrap().unwrap(), b"");
    assert_eq!(db.store.version_content(&p17(), 3).await.unwrap(), None);
    let versions = db.store.versions(&p17()).await.unwrap();
    assert_eq!((versions[0].bytes, versions[0].hash), (256, ContentHash::of(&all)));
}

#[tokio::test]
async fn what_was_kept_is_there_after_opening_again() {
    let db = Fresh::new().await;
    db.add(MARCH_2023, b"plan").await;
    let db = db.reopened().await.reopened().await;
    assert_eq!(db.order().await, [(1, None)]);
    assert_eq!(db.add(MARCH_2024, b"next").await, Some(2));
}

#[tokio::test]
async fn concurrent_arrivals_have_no_gap_and_no_double() {
    let db = Fresh::new().await;
    let arrivals: Vec<_> = (0..24u8)
        .map(|index| {
            let store = Arc::clone(&db.store);
            // Each content is posted twice, as by a sender who tries again.
            let content = [b'a' + index / 2];
            tokio::spawn(async move { keep(&*store, version(MARCH_2023, &content, None)).await })
        })
        .collect();
    let mut new = 0;
    for arrival in arrivals {
        new += u32::from(matches!(arrival.await.unwrap().unwrap(), Arrival::New(_)));
    }
    let numbers: Vec<u32> = db.order().await.into_iter().map(|(number, _)| number).collect();
    assert_eq!((new, numbers), (12, (1..=12).collect()));
}

#[tokio::test]
async fn a_person_comes_into_being_with_the_first_post() {
    let db = Fresh::new().await;
    assert_eq!(db.store.person(&p17()).await.unwrap(), None);
    assert_eq!(db.store.versions(&p17()).await.unwrap(), []);
    db.add(MARCH_2023, b"plan").await;
    assert_eq!(db.store.person(&p17()).await.unwrap().unwrap().known, Known::default());
}

#[tokio::test]
async fn what_is_known_of_a_person_is_replaced() {
    let db = Fresh::new().await;
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

#[tokio::test]
async fn people_are_listed_by_id_with_their_versions() {
    let db = Fresh::new().await;
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

#[tokio::test]
async fn ids_that_differ_in_case_are_two_people() {
    let db = Fresh::new().await;
    db.add(MARCH_2023, b"plan").await;
    assert_eq!(db.store.person(&"P-17".parse().unwrap()).await.unwrap(), None);
}

#[tokio::test]
async fn a_conference_takes_over_a_new_status() {
    use {
        ConferenceKind::Annual, ConferenceKind::Concern, ConferenceStatus::Held, ConferenceStatus::Scheduled,
    };
    let db = Fresh::new().await;
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

#[tokio::test]
async fn sources_are_kept_once() {
    let db = Fresh::new().await;
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

#[tokio::test]
async fn addresses_that_name_no_database() {
    let memory = ["sqlite::memory:", "sqlite://:memory:", "sqlite:x.db?mode=memory", "sqlite:"];
    for address in ["", "cip-brief.db", "postgres://localhost/cip"].into_iter().chain(memory) {
        assert!(matches!(open(address).await, Err(StoreError::Address(_))), "{address}");
    }
    let missing = open("sqlite:/nowhere/at/all/cip.db").await;
    assert!(matches!(missing, Err(StoreError::Unavailable(_))));
}

#[tokio::test]
async fn a_file_that_is_no_database_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("test.db"), "This is a letter, not a database.".repeat(100)).unwrap();
    assert!(open(&address(&folder)).await.is_err());
}

#[cfg(unix)]
#[tokio::test]
async fn only_the_owner_can_read_the_file() {
    use std::os::unix::fs::PermissionsExt;
    let db = Fresh::new().await;
    db.add(MARCH_2023, b"plan").await;
    for entry in std::fs::read_dir(db.folder.path()).unwrap() {
        let entry = entry.unwrap();
        let mode = entry.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{:?}", entry.file_name());
    }
}

#[tokio::test]
async fn a_withdrawn_version_is_hidden_and_stands_in_nobodys_way() {
    let db = Fresh::new().await;
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

#[tokio::test]
async fn a_reading_is_kept_by_content_and_reader() {
    let db = Fresh::new().await;
    let hash = ContentHash::of(b"document");
    assert_eq!(db.store.reading(hash, "docx/1").await.unwrap(), None);
    db.store.keep_reading(hash, "docx/1", b"text").await.unwrap();
    let db = db.reopened().await;
    assert_eq!(db.store.reading(hash, "docx/1").await.unwrap().unwrap(), b"text");
    assert_eq!(db.store.reading(hash, "docx/2").await.unwrap(), None, "another reader reads anew");
    assert_eq!(db.store.reading(ContentHash::of(b"other"), "docx/1").await.unwrap(), None);
    db.store.keep_reading(hash, "docx/1", b"text again").await.unwrap();
    assert_eq!(db.store.reading(hash, "docx/1").await.unwrap().unwrap(), b"text again");
    let mut writer = migrated(&db.folder, usize::MAX).await;
    sqlx::query("UPDATE readings SET reading = x'00'").execute(&mut writer).await.unwrap();
    assert_eq!(db.store.reading(hash, "docx/1").await.unwrap(), None, "it is not what was kept");
    // As if so many had come after it.
    db.store.keep_reading(ContentHash::of(b"last"), "docx/1", b"text").await.unwrap();
    let far = format!("UPDATE readings SET id = {READINGS_MAX} WHERE id = (SELECT MAX(id) FROM readings)");
    sqlx::query(sqlx::AssertSqlSafe(far)).execute(&mut writer).await.unwrap();
    db.store.keep_reading(ContentHash::of(b"new"), "docx/1", b"text").await.unwrap();
    let left: Vec<i64> =
        sqlx::query_scalar("SELECT id FROM readings ORDER BY id").fetch_all(&mut writer).await.unwrap();
    assert_eq!(left, [i64::from(READINGS_MAX), i64::from(READINGS_MAX) + 1], "the oldest goes");
    sqlx::Connection::close(writer).await.unwrap();
}

fn other_name() -> Vec<HeldField> {
    vec![HeldField {
        field: "name".to_owned(),
        earlier: "Una Brodick".to_owned(),
        this: "Rhoda Kilmory".to_owned(),
    }]
}

#[tokio::test]
async fn a_held_version_is_listed_apart_until_it_is_confirmed() {
    let db = Fresh::new().await;
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

#[tokio::test]
async fn a_held_version_that_is_withdrawn_is_not_confirmed_and_stands_in_nobodys_way() {
    let db = Fresh::new().await;
    db.add(MARCH_2023, b"plan").await;
    let new = || version(MARCH_2024, b"of somebody else", Some("PR2-2"));
    take(&*db.store, new(), other_name()).await.unwrap();
    assert_eq!(db.store.withdraw_version(&p17(), 2, "wrong person").await.unwrap().unwrap().number, 2);
    assert_eq!(db.store.held_versions(&p17()).await.unwrap(), []);
    assert!(!db.store.confirm_version(&p17(), 2).await.unwrap());
    assert_eq!(take(&*db.store, new(), other_name()).await.unwrap().kept().version.number, 3);
}

#[tokio::test]
async fn a_version_that_was_overtaken_is_looked_at_again() {
    let db = Fresh::new().await;
    db.add(MARCH_2023, b"plan").await;
    let checked = Checked::default();
    let late = db.store.add_version(&p17(), &version(MARCH_2024, b"next", None), &checked).await;
    assert!(matches!(late, Err(StoreError::Overtaken)), "{late:?}");
    let known = db.store.add_version(&p17(), &version(MARCH_2023, b"plan", None), &checked).await.unwrap();
    assert!(matches!(known, Arrival::Known(_)), "what is there need not be looked at");
    assert_eq!(db.order().await, [(1, None)]);
}

#[tokio::test]
async fn content_is_kept_before_it_counts_and_forgotten_when_refused() {
    let db = Fresh::new().await;
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

#[tokio::test]
async fn answers_are_kept_once_a_key() {
    let db = Fresh::new().await;
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

#[tokio::test]
async fn a_backup_is_whole_and_made_while_others_write() {
    let db = Fresh::new().await;
    db.add(MARCH_2023, b"plan").await;
    let copy = db.folder.path().join("copy.db");
    let row = AuditEvent {
        at: "2026-11-28T16:30:00.000000Z".to_owned(),
        what: "BACK_UP".to_owned(),
        who_kind: "command".to_owned(),
        who: "command".to_owned(),
        roles: String::new(),
        subject: None,
        refused: None,
        details: "{}".to_owned(),
        from: None,
        request: None,
        reason: None,
    };
    backup(&address(&db.folder), &copy, &row).await.unwrap();
    db.add(MARCH_2024, b"later").await;
    assert!(matches!(backup(&address(&db.folder), &copy, &row).await, Err(StoreError::Unavailable(_))));
    let restored = open(&format!("sqlite:{}", copy.display())).await.unwrap();
    assert_eq!(restored.versions(&p17()).await.unwrap().len(), 1);
    assert_eq!(restored.version_content(&p17(), 1).await.unwrap().unwrap(), b"plan");
}

#[tokio::test]
async fn a_damaged_file_is_refused() {
    let db = Fresh::new().await;
    db.add(MARCH_2023, &vec![b'x'; 100_000]).await;
    db.store.close().await;
    let file = db.folder.path().join("test.db");
    let mut bytes = std::fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    // The heads of some pages in the middle.
    for page in (middle / 4096 * 4096..bytes.len()).step_by(4096) {
        bytes[page..page + 16].fill(0xff);
    }
    std::fs::write(&file, bytes).unwrap();
    match open(&address(&db.folder)).await.err() {
        Some(StoreError::Damaged(_)) => {}
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_file_that_is_cut_off_is_refused() {
    let db = Fresh::new().await;
    db.add(MARCH_2023, &vec![b'x'; 100_000]).await;
    db.store.close().await;
    let file = db.folder.path().join("test.db");
    let bytes = std::fs::read(&file).unwrap();
    std::fs::write(&file, &bytes[..bytes.len() / 2]).unwrap();
    assert!(matches!(open(&address(&db.folder)).await.err(), Some(StoreError::Damaged(_))));
}

/// The tables as the first release made them, with a person, two versions and a report.
const FIRST_SCHEMA: &str = include_str!("../../src/store/migrations/sqlite/0001_sources.sql");

#[tokio::test]
async fn a_database_of_the_first_schema_is_brought_up_to_date() {
    let folder = tempfile::tempdir().unwrap();
    old_database(&folder).await;
    let store = open(&address(&folder)).await.unwrap();
    let versions = store.versions(&p17()).await.unwrap();
    assert_eq!(
        versions.iter().map(|version| (version.number, version.bytes)).collect::<Vec<_>>(),
        [(1, 4), (2, 5)]
    );
    assert_eq!(store.version_content(&p17(), 2).await.unwrap().unwrap(), b"plan2");
    assert_eq!(store.source_content(&p17(), 1).await.unwrap().unwrap(), b"plan");
    assert_eq!(store.unfinished().await.unwrap(), 0);
}

#[tokio::test]
async fn a_database_from_before_posts_were_held_is_brought_up_to_date() {
    let folder = tempfile::tempdir().unwrap();
    old_database(&folder).await;
    let mut db = migrated(&folder, 2).await;
    let withdraw = "UPDATE versions SET withdrawn = 'wrong person' WHERE number = 2";
    sqlx::query(withdraw).execute(&mut db).await.unwrap();
    sqlx::Connection::close(db).await.unwrap();
    let db = Fresh { store: open(&address(&folder)).await.unwrap(), folder };
    assert_eq!(db.order().await, [(1, None)], "what was there counts, and what was withdrawn does not");
    assert_eq!(db.store.held_versions(&p17()).await.unwrap(), []);
    let held = take(&*db.store, version(MARCH_2025, b"of somebody else", None), other_name()).await.unwrap();
    assert_eq!((held.kept().version.number, db.order().await.len()), (3, 1));
}

/// The database, brought up to the first so many migrations.
async fn migrated(folder: &TempDir, count: usize) -> sqlx::SqliteConnection {
    use sqlx::Connection;
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(folder.path().join("test.db"));
    let mut db =
        sqlx::sqlite::SqliteConnection::connect_with(&options.create_if_missing(true)).await.unwrap();
    let all: &'static sqlx::migrate::Migrator =
        Box::leak(Box::new(sqlx::migrate!("src/store/migrations/sqlite")));
    let first = sqlx::migrate::Migrator {
        migrations: all.migrations[..count.min(all.migrations.len())].to_vec().into(),
        ..sqlx::migrate::Migrator::DEFAULT
    };
    assert_eq!(all.migrations[0].sql.as_ref(), FIRST_SCHEMA);
    first.run(&mut db).await.unwrap();
    db
}

/// Makes the database as a program that knew the first migration only would have left it.
async fn old_database(folder: &TempDir) {
    use sqlx::Connection;
    let mut db = migrated(folder, 1).await;
    let hash = |content: &[u8]| ContentHash::of(content).0.to_vec();
    sqlx::query("INSERT INTO people (id) VALUES ('p-17')").execute(&mut db).await.unwrap();
    for (number, as_of, content) in [(1, "2023-03-14", "plan"), (2, "2024-03-12", "plan2")] {
        let insert = sqlx::query("INSERT INTO versions VALUES ('p-17', ?, ?, 'text/markdown', NULL, ?, ?)");
        let insert = insert.bind(number).bind(as_of).bind(hash(content.as_bytes())).bind(content.as_bytes());
        insert.execute(&mut db).await.unwrap();
    }
    let insert =
        sqlx::query("INSERT INTO sources VALUES ('p-17', 1, 'ser', '2019-02-01', 'text/plain', ?, ?)");
    insert.bind(hash(b"plan")).bind(&b"plan"[..]).execute(&mut db).await.unwrap();
    db.close().await.unwrap();
}
