//! What is SQLite's alone: files, their rights, their damage, backups, and databases of earlier programs.

use std::path::Path;

use cip_store::{ContentHash, READINGS_MAX, StoreError, backup, open};
use tempfile::TempDir;

use super::{Fresh, MARCH_2023, MARCH_2024, MARCH_2025, other_name, p17, row, take, version};

pub(super) fn address(folder: &TempDir) -> String {
    format!("sqlite:{}", folder.path().join("test.db").display())
}

async fn fresh() -> (TempDir, Fresh) {
    let folder = tempfile::tempdir().unwrap();
    let db = Fresh::at(address(&folder)).await;
    (folder, db)
}

#[tokio::test]
async fn a_reading_that_is_not_what_was_kept_is_made_again_and_the_oldest_goes() {
    let (folder, db) = fresh().await;
    let hash = ContentHash::of(b"document");
    db.store.keep_reading(hash, "docx/1", b"text").await.unwrap();
    let mut writer = migrated(&folder, 4).await;
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

#[tokio::test]
async fn addresses_that_name_no_database() {
    let memory = ["sqlite::memory:", "sqlite://:memory:", "sqlite:x.db?mode=memory", "sqlite:"];
    for address in ["", "cip-brief.db", "mysql://localhost/cip"].into_iter().chain(memory) {
        assert!(matches!(open(address).await, Err(StoreError::Address(_))), "{address}");
    }
    let missing = open("sqlite:/nowhere/at/all/cip.db").await;
    assert!(matches!(missing, Err(StoreError::Unavailable(_))));
}

#[tokio::test]
async fn a_database_that_takes_nothing_is_found() {
    let (folder, db) = fresh().await;
    db.store.check_writes().await.unwrap();
    assert_eq!(db.store.unfinished().await.unwrap(), 0, "nothing is left of it");
    let mut writer = migrated(&folder, 10).await;
    let refuses = "CREATE TRIGGER full BEFORE INSERT ON contents BEGIN SELECT RAISE(ABORT, 'full'); END";
    sqlx::query(refuses).execute(&mut writer).await.unwrap();
    db.store.check().await.unwrap();
    assert!(db.store.check_writes().await.is_err());
    sqlx::Connection::close(writer).await.unwrap();
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
    let (folder, db) = fresh().await;
    db.add(MARCH_2023, b"plan").await;
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let entry = entry.unwrap();
        let mode = entry.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{:?}", entry.file_name());
    }
}

#[tokio::test]
async fn a_backup_is_whole_and_made_while_others_write() {
    let (folder, db) = fresh().await;
    db.add(MARCH_2023, b"plan").await;
    let copy = folder.path().join("copy.db");
    let row = row("BACK_UP");
    backup(&address(&folder), &copy, &row).await.unwrap();
    db.add(MARCH_2024, b"later").await;
    assert!(matches!(backup(&address(&folder), &copy, &row).await, Err(StoreError::Unavailable(_))));
    let restored = open(&format!("sqlite:{}", copy.display())).await.unwrap();
    assert_eq!(restored.versions(&p17()).await.unwrap().len(), 1);
    assert_eq!(restored.version_content(&p17(), 1).await.unwrap().unwrap(), b"plan");
}

#[tokio::test]
async fn a_damaged_file_is_refused() {
    let (folder, db) = fresh().await;
    db.add(MARCH_2023, &vec![b'x'; 100_000]).await;
    db.store.close().await;
    let file = folder.path().join("test.db");
    let mut bytes = std::fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    // The heads of some pages in the middle.
    for page in (middle / 4096 * 4096..bytes.len()).step_by(4096) {
        bytes[page..page + 16].fill(0xff);
    }
    std::fs::write(&file, bytes).unwrap();
    match open(&address(&folder)).await.err() {
        Some(StoreError::Damaged(_)) => {}
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_file_that_is_cut_off_is_refused() {
    let (folder, db) = fresh().await;
    db.add(MARCH_2023, &vec![b'x'; 100_000]).await;
    db.store.close().await;
    let file = folder.path().join("test.db");
    let bytes = std::fs::read(&file).unwrap();
    std::fs::write(&file, &bytes[..bytes.len() / 2]).unwrap();
    assert!(matches!(open(&address(&folder)).await.err(), Some(StoreError::Damaged(_))));
}

/// The tables as the first release made them, with a person, two versions and a report.
const FIRST_SCHEMA: &str = include_str!("../../../src/store/migrations/sqlite/0001_sources.sql");

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
    let db = Fresh::at(address(&folder)).await;
    assert_eq!(db.order().await, [(1, None)], "what was there counts, and what was withdrawn does not");
    assert_eq!(db.store.held_versions(&p17()).await.unwrap(), []);
    let held = take(&*db.store, version(MARCH_2025, b"of somebody else", None), other_name()).await.unwrap();
    assert_eq!((held.kept().version.number, db.order().await.len()), (3, 1));
}

/// The database, brought up to the migration of this number.
async fn migrated(folder: &TempDir, last: i64) -> sqlx::SqliteConnection {
    use sqlx::Connection;
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(folder.path().join("test.db"));
    let mut db =
        sqlx::sqlite::SqliteConnection::connect_with(&options.create_if_missing(true)).await.unwrap();
    let all = sqlx::migrate::Migrator::new(Path::new("src/store/migrations/sqlite")).await.unwrap();
    assert_eq!(all.iter().next().unwrap().sql.as_str(), FIRST_SCHEMA);
    all.run_to(last, &mut db).await.unwrap();
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
