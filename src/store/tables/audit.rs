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
    let row = db.row(HEAD, &[]).await?.ok_or_else(|| rows::damaged("number"))?;
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
        rows::before(before),
        who.as_deref().into(),
        subject.as_deref().into(),
        what.as_deref().into(),
        from.as_deref().into(),
        until.as_deref().into(),
        rows::limit(limit),
    ];
    db.rows(QUERY, &values).await?.iter().map(read).collect()
}

/// Rows that follow a number, in order.
pub(super) async fn after(
    db: &mut dyn Connection,
    number: u64,
    limit: usize,
) -> Result<Vec<AuditRow>, StoreError> {
    db.rows(AFTER, &[number.cast_signed().into(), rows::limit(limit)]).await?.iter().map(read).collect()
}

/// Who has done what to a person's case since a time.
pub(super) async fn done_since(
    db: &mut dyn Connection,
    person: &PersonId,
    since: &str,
) -> Result<Vec<Done>, StoreError> {
    let done = |row: &Row| {
        let (who, what) = (rows::owned(row, "who")?, rows::owned(row, "what")?);
        Ok(Done { who, what, first: rows::owned(row, "first")?, last: rows::owned(row, "last")? })
    };
    db.rows(DONE, &[person.into(), since.into()]).await?.iter().map(done).collect()
}

async fn insert(db: &mut dyn Connection, row: &AuditRow) -> Result<(), StoreError> {
    let event = &row.event;
    let subject = event.subject.as_ref();
    let values = [
        row.number.cast_signed().into(),
        (&event.at).into(),
        (&event.what).into(),
        (&event.who_kind).into(),
        (&event.who).into(),
        (&event.roles).into(),
        subject.map(|subject| subject.kind.as_str()).into(),
        subject.map(|subject| subject.id.as_str()).into(),
        event.refused.as_deref().into(),
        (&event.details).into(),
        event.from.as_deref().into(),
        event.request.as_deref().into(),
        event.reason.as_deref().into(),
        row.before.0[..].into(),
        row.hash.0[..].into(),
    ];
    db.execute(INSERT, &values).await.map(|_| ())
}

fn read(row: &Row) -> Result<AuditRow, StoreError> {
    let (kind, id) = (rows::owned_if_any(row, "subject_type")?, rows::owned_if_any(row, "subject")?);
    let event = AuditEvent {
        at: rows::owned(row, "at")?,
        what: rows::owned(row, "what")?,
        who_kind: rows::owned(row, "who_kind")?,
        who: rows::owned(row, "who")?,
        roles: rows::owned(row, "roles")?,
        subject: kind.zip(id).map(|(kind, id)| Subject { kind, id }),
        refused: rows::owned_if_any(row, "refused")?,
        details: rows::owned(row, "details")?,
        from: rows::owned_if_any(row, "from_address")?,
        request: rows::owned_if_any(row, "request")?,
        reason: rows::owned_if_any(row, "reason")?,
    };
    let (before, hash) = (rows::hash(row, "before")?, rows::hash(row, "hash")?);
    Ok(AuditRow { number: rows::count(row, "number")?, event, before, hash })
}
