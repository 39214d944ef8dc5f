//! The table of the record of looks.

use sqlx::sqlite::{Sqlite, SqlitePool, SqliteRow};
use sqlx::{Executor, Row, SqliteConnection};

use super::rows;
use crate::{Anchor, AuditEvent, AuditQuery, AuditRow, Done, PersonId, StoreError, Subject};

const HEAD: &str = "SELECT number, hash FROM audit_head";
const INSERT: &str =
    "INSERT INTO audit (number, at, what, who_kind, who, roles, subject_type, subject, refused,
        details, from_address, request, reason, before, hash)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
const QUERY: &str = "SELECT * FROM audit
    WHERE (?1 IS NULL OR number < ?1) AND (?2 IS NULL OR who = ?2) AND (?3 IS NULL OR subject = ?3)
        AND (?4 IS NULL OR what = ?4) AND (?5 IS NULL OR at >= ?5) AND (?6 IS NULL OR at < ?6)
    ORDER BY number DESC LIMIT ?7";
const AFTER: &str = "SELECT * FROM audit WHERE number > ? ORDER BY number LIMIT ?";
const DONE: &str = "SELECT who, what, MIN(at) AS first, MAX(at) AS last FROM audit
    WHERE subject = ? AND subject_type = 'PERSON' AND at >= ? AND refused IS NULL
        AND who_kind IN ('person', 'system')
    GROUP BY who, what ORDER BY who, what";

/// Adds rows after the last.
pub(super) async fn add(db: &mut SqliteConnection, events: &[AuditEvent]) -> Result<Anchor, StoreError> {
    // Read within the transaction: another process may have written meanwhile.
    let mut last = head(&mut *db).await?;
    for event in events {
        let row = last.next(event.clone());
        insert(&mut *db, &row).await?;
        last = row.anchor();
    }
    Ok(last)
}

/// The row that was written last.
pub(super) async fn head<'e>(db: impl Executor<'e, Database = Sqlite>) -> Result<Anchor, StoreError> {
    let row = sqlx::query(HEAD).fetch_one(db).await?;
    Ok(Anchor { number: rows::count(&row, "number")?, hash: rows::hash(&row, "hash")? })
}

/// Rows that fit a query, the newest first.
pub(super) async fn list(
    db: &SqlitePool,
    query: &AuditQuery,
    before: Option<u64>,
    limit: usize,
) -> Result<Vec<AuditRow>, StoreError> {
    let AuditQuery { who, subject, what, from, until } = query;
    let query = sqlx::query(QUERY).bind(before.map(u64::cast_signed)).bind(who.as_deref());
    let query = query.bind(subject.as_deref()).bind(what.as_deref()).bind(from.as_deref());
    let query = query.bind(until.as_deref()).bind(rows::limit(limit));
    query.fetch_all(db).await?.iter().map(read).collect()
}

/// Rows that follow a number, in order.
pub(super) async fn after(db: &SqlitePool, number: u64, limit: usize) -> Result<Vec<AuditRow>, StoreError> {
    let query = sqlx::query(AFTER).bind(number.cast_signed()).bind(rows::limit(limit));
    query.fetch_all(db).await?.iter().map(read).collect()
}

/// Who has done what to a person's case since a time.
pub(super) async fn done_since(
    db: &SqlitePool,
    person: &PersonId,
    since: &str,
) -> Result<Vec<Done>, StoreError> {
    let rows = sqlx::query(DONE).bind(person.as_str()).bind(since).fetch_all(db).await?;
    let done = |row: &SqliteRow| {
        let (who, what) = (row.try_get("who")?, row.try_get("what")?);
        Ok(Done { who, what, first: row.try_get("first")?, last: row.try_get("last")? })
    };
    rows.iter().map(done).collect()
}

async fn insert(db: &mut SqliteConnection, row: &AuditRow) -> Result<(), StoreError> {
    let event = &row.event;
    sqlx::query(INSERT)
        .bind(row.number.cast_signed())
        .bind(&event.at)
        .bind(&event.what)
        .bind(&event.who_kind)
        .bind(&event.who)
        .bind(&event.roles)
        .bind(event.subject.as_ref().map(|subject| &subject.kind))
        .bind(event.subject.as_ref().map(|subject| &subject.id))
        .bind(event.refused.as_deref())
        .bind(&event.details)
        .bind(event.from.as_deref())
        .bind(event.request.as_deref())
        .bind(event.reason.as_deref())
        .bind(&row.before.0[..])
        .bind(&row.hash.0[..])
        .execute(db)
        .await?;
    Ok(())
}

fn read(row: &SqliteRow) -> Result<AuditRow, StoreError> {
    let (kind, id): (Option<String>, Option<String>) =
        (row.try_get("subject_type")?, row.try_get("subject")?);
    let event = AuditEvent {
        at: row.try_get("at")?,
        what: row.try_get("what")?,
        who_kind: row.try_get("who_kind")?,
        who: row.try_get("who")?,
        roles: row.try_get("roles")?,
        subject: kind.zip(id).map(|(kind, id)| Subject { kind, id }),
        refused: row.try_get("refused")?,
        details: row.try_get("details")?,
        from: row.try_get("from_address")?,
        request: row.try_get("request")?,
        reason: row.try_get("reason")?,
    };
    let (before, hash) = (rows::hash(row, "before")?, rows::hash(row, "hash")?);
    Ok(AuditRow { number: rows::count(row, "number")?, event, before, hash })
}

#[cfg(test)]
mod tests {
    use super::super::Sqlite as Database;
    use super::*;
    use crate::{Broken, Chain, Store};

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

    async fn verify(store: &Database) -> Result<(), Broken> {
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
        let store = Database::open(&address).await.unwrap();
        store.record(&["A", "B", "C"].map(event)).await.unwrap();
        store.record(&["D", "E", "F"].map(event)).await.unwrap();
        assert_eq!(verify(&store).await, Ok(()));
        let mut db = store.writer.acquire().await.unwrap();
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
}
