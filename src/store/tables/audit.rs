//! The table of the record of looks.

use super::rows;
use crate::db::{Connection, Row};
use crate::{Anchor, AuditEvent, AuditQuery, AuditRow, Done, PersonId, StoreError, Subject};

const HEAD: &str = "SELECT number, hash FROM audit_head";
const INSERT: &str =
    "INSERT INTO audit (number, at, what, who_kind, who, roles, subject_type, subject, refused,
        details, from_address, request, reason, before, hash)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
const QUERY: &str = "SELECT * FROM audit
    WHERE number < $1 AND ($2 IS NULL OR who = $2) AND ($3 IS NULL OR subject = $3)
        AND ($4 IS NULL OR what = $4) AND ($5 IS NULL OR at >= $5) AND ($6 IS NULL OR at < $6)
    ORDER BY number DESC LIMIT $7";
const AFTER: &str = "SELECT * FROM audit WHERE number > $1 ORDER BY number LIMIT $2";
const DONE: &str = "SELECT who, what, MIN(at) AS first, MAX(at) AS last FROM audit
    WHERE subject = $1 AND subject_type = 'PERSON' AND at >= $2 AND refused IS NULL
        AND who_kind IN ('person', 'system')
    GROUP BY who, what ORDER BY who, what";

/// Adds rows after the last.
pub(crate) async fn add(db: &mut dyn Connection, events: &[AuditEvent]) -> Result<Anchor, StoreError> {
    // Read within the transaction: another process may have written meanwhile.
    let mut last = head(db).await?;
    for event in events {
        let row = last.next(event.clone());
        insert(db, &row).await?;
        last = row.anchor();
    }
    Ok(last)
}

/// The row that was written last.
pub(super) async fn head(db: &mut dyn Connection) -> Result<Anchor, StoreError> {
    let row = db.row(HEAD, &[]).await?.ok_or_else(|| rows::damaged("one"))?;
    Ok(Anchor { number: rows::count(&row, "number")?, hash: rows::hash(&row, "hash")? })
}

/// Rows that fit a query, the newest first.
pub(super) async fn list(
    db: &mut dyn Connection,
    query: &AuditQuery,
    before: Option<u64>,
    limit: usize,
) -> Result<Vec<AuditRow>, StoreError> {
    let AuditQuery { who, subject, what, from, until } = query;
    let values = [
        rows::place(before).into(),
        who.as_deref().into(),
        subject.as_deref().into(),
        what.as_deref().into(),
        from.as_deref().into(),
        until.as_deref().into(),
        rows::limit(limit).into(),
    ];
    db.rows(QUERY, &values).await?.iter().map(read).collect()
}

/// Rows that follow a number, in order.
pub(super) async fn after(
    db: &mut dyn Connection,
    number: u64,
    limit: usize,
) -> Result<Vec<AuditRow>, StoreError> {
    let values = [rows::place(Some(number)).into(), rows::limit(limit).into()];
    db.rows(AFTER, &values).await?.iter().map(read).collect()
}

/// Who has done what to a person's case since a time.
pub(super) async fn done_since(
    db: &mut dyn Connection,
    person: &PersonId,
    since: &str,
) -> Result<Vec<Done>, StoreError> {
    let done = |row: &Row| {
        let text = |column| rows::text(row, column).map(str::to_owned);
        Ok(Done { who: text("who")?, what: text("what")?, first: text("first")?, last: text("last")? })
    };
    db.rows(DONE, &[person.into(), since.into()]).await?.iter().map(done).collect()
}

async fn insert(db: &mut dyn Connection, row: &AuditRow) -> Result<(), StoreError> {
    let event = &row.event;
    let values = [
        row.number.cast_signed().into(),
        (&event.at).into(),
        (&event.what).into(),
        (&event.who_kind).into(),
        (&event.who).into(),
        (&event.roles).into(),
        event.subject.as_ref().map(|subject| subject.kind.as_str()).into(),
        event.subject.as_ref().map(|subject| subject.id.as_str()).into(),
        event.refused.as_deref().into(),
        (&event.details).into(),
        event.from.as_deref().into(),
        event.request.as_deref().into(),
        event.reason.as_deref().into(),
        row.before.0[..].into(),
        row.hash.0[..].into(),
    ];
    db.execute(INSERT, &values).await?;
    Ok(())
}

fn read(row: &Row) -> Result<AuditRow, StoreError> {
    let text = |column| rows::text(row, column).map(str::to_owned);
    let text_if_any = |column| row.text_if_any(column).map(|text| text.map(str::to_owned));
    let (kind, id) = (text_if_any("subject_type")?, text_if_any("subject")?);
    let event = AuditEvent {
        at: text("at")?,
        what: text("what")?,
        who_kind: text("who_kind")?,
        who: text("who")?,
        roles: text("roles")?,
        subject: kind.zip(id).map(|(kind, id)| Subject { kind, id }),
        refused: text_if_any("refused")?,
        details: text("details")?,
        from: text_if_any("from_address")?,
        request: text_if_any("request")?,
        reason: text_if_any("reason")?,
    };
    let (before, hash) = (rows::hash(row, "before")?, rows::hash(row, "hash")?);
    Ok(AuditRow { number: rows::count(row, "number")?, event, before, hash })
}

#[cfg(test)]
mod tests {
    use std::str::FromStr;

    use sqlx::Connection as _;
    use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};

    use super::super::Tables;
    use crate::audit::chain::tests::event;
    use crate::sqlite::Sqlite;
    use crate::{Broken, Chain, Store};

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
        let store = Tables::new(Box::new(Sqlite::open(&address, crate::Opening::MayBegin).await.unwrap()));
        store.record(&["A", "B", "C"].map(event)).await.unwrap();
        store.record(&["D", "E", "F"].map(event)).await.unwrap();
        assert_eq!(verify(&store).await, Ok(()));
        let options = SqliteConnectOptions::from_str(&address).unwrap();
        let mut db = SqliteConnection::connect_with(&options).await.unwrap();
        if !change.is_empty() {
            assert!(sqlx::raw_sql(change).execute(&mut db).await.is_err(), "{change}");
            for trigger in TRIGGERS {
                let drop = sqlx::AssertSqlSafe(format!("DROP TRIGGER {trigger}"));
                sqlx::raw_sql(drop).execute(&mut db).await.unwrap();
            }
            sqlx::raw_sql(change).execute(&mut db).await.unwrap();
        }
        db.close().await.unwrap();
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
