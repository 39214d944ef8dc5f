//! What somebody with the file in hand may do to the record of looks, and what verifying it says then.

use super::Sqlite;
use crate::tables::Tables;
use crate::{AuditEvent, Broken, Chain, Store, Subject};

fn event(what: &str) -> AuditEvent {
    AuditEvent {
        at: "2026-11-28T16:30:00.000000Z".to_owned(),
        what: what.to_owned(),
        who_kind: "person".to_owned(),
        who: "m.bell".to_owned(),
        roles: "ROLE_CIP_READ".to_owned(),
        subject: Some(Subject { kind: "PERSON".to_owned(), id: "p-17".to_owned() }),
        refused: None,
        details: "{}".to_owned(),
        from: Some("127.0.0.1".to_owned()),
        request: None,
        reason: None,
    }
}

async fn verify(store: &Tables) -> Result<(), Broken> {
    let mut chain = Chain::default();
    for row in store.record_after(0, 100).await.unwrap() {
        chain.follow(&row)?;
    }
    chain.ends_at(store.record_head().await.unwrap())
}

/// A record of six rows after somebody with the file in hand has done this to it.
async fn after(change: &'static str) -> Result<(), Broken> {
    const TRIGGERS: [&str; 6] = [
        "audit_rows_stay",
        "audit_rows_stay_as_they_are",
        "audit_rows_follow",
        "audit_head_follows",
        "audit_head_stays",
        "audit_head_goes_on",
    ];
    let folder = tempfile::tempdir().unwrap();
    let address = format!("sqlite:{}", folder.path().join("test.db").display());
    let database = Sqlite::open(&address).await.unwrap();
    let writer = database.writer.clone();
    let store = Tables::new(Box::new(database));
    store.record(&["A", "B", "C"].map(event)).await.unwrap();
    store.record(&["D", "E", "F"].map(event)).await.unwrap();
    assert_eq!(verify(&store).await, Ok(()));
    let mut db = writer.acquire().await.unwrap();
    if !change.is_empty() {
        assert!(sqlx::raw_sql(change).execute(&mut *db).await.is_err(), "{change}");
        for trigger in TRIGGERS {
            let drop = sqlx::AssertSqlSafe(format!("DROP TRIGGER {trigger}"));
            sqlx::raw_sql(drop).execute(&mut *db).await.unwrap();
        }
        sqlx::raw_sql(change).execute(&mut *db).await.unwrap();
    }
    drop(db);
    verify(&store).await
}

#[tokio::test]
async fn a_record_that_nobody_touched_holds() {
    assert_eq!(after("").await, Ok(()));
}

#[tokio::test]
async fn an_altered_row_is_found() {
    let found = after("UPDATE audit SET who = 'a.nother' WHERE number = 3").await;
    assert_eq!(found, Err(Broken::Altered { number: 3 }));
}

#[tokio::test]
async fn a_removed_row_is_found() {
    let found = after("DELETE FROM audit WHERE number = 2").await;
    assert_eq!(found, Err(Broken::Missing { number: 2 }));
}

#[tokio::test]
async fn a_removed_end_is_found() {
    let found = after("DELETE FROM audit WHERE number > 4").await;
    assert_eq!(found, Err(Broken::End { found: 4, expected: 6 }));
}

#[tokio::test]
async fn an_inserted_row_is_found() {
    let found = after(
        "UPDATE audit SET number = 7 WHERE number = 6;
        INSERT INTO audit SELECT 6, at, what, who_kind, 'x', roles, subject_type, subject, refused, details,
            from_address, request, reason, before, hash FROM audit WHERE number = 7",
    )
    .await;
    assert_eq!(found, Err(Broken::Altered { number: 6 }));
}

#[tokio::test]
async fn reordered_rows_are_found() {
    let found = after(
        "UPDATE audit SET number = 99 WHERE number = 2; UPDATE audit SET number = 2 WHERE number = 3;
        UPDATE audit SET number = 3 WHERE number = 99",
    )
    .await;
    assert_eq!(found, Err(Broken::Altered { number: 2 }));
}

#[tokio::test]
async fn no_row_takes_the_place_of_another() {
    let found = after(
        "INSERT OR REPLACE INTO audit SELECT number, at, what, who_kind, 'x', roles, subject_type, subject,
            refused, details, from_address, request, reason, before, hash FROM audit WHERE number = 6",
    )
    .await;
    assert_eq!(found, Err(Broken::Altered { number: 6 }));
}
