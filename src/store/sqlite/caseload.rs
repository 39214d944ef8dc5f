//! The tables of who holds whose case, and who is posted where.

use jiff::civil::Date;
use sqlx::sqlite::{SqlitePool, SqliteRow};
use sqlx::{Row, SqliteConnection};

use super::{people, rows};
use crate::{Arrival, CaseloadEntry, Holder, PersonId, StaffEntry, StoreError, Term};

const IS_THERE: &str = "SELECT EXISTS (SELECT 1 FROM caseload
    WHERE person = ? AND kind = ? AND holder = ? AND since = ?)";
const PUT: &str = "INSERT INTO caseload (person, kind, holder, since, until) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (person, kind, holder, since) DO UPDATE SET until = excluded.until";
const LIST: &str =
    "SELECT kind, holder, since, until FROM caseload WHERE person = ? ORDER BY since, kind, holder";
const END: &str = "UPDATE caseload SET until = MAX(since, ?1)
    WHERE person = ?2 AND kind = ?3 AND holder = ?4 AND (until IS NULL OR until > ?1)";
const STAFF_IS_THERE: &str =
    "SELECT EXISTS (SELECT 1 FROM staff WHERE establishment = ? AND name = ? AND since = ?)";
const PUT_STAFF: &str = "INSERT INTO staff (establishment, name, since, until) VALUES (?, ?, ?, ?)
    ON CONFLICT (establishment, name, since) DO UPDATE SET until = excluded.until";
const STAFF: &str = "SELECT name, since, until FROM staff WHERE establishment = ? ORDER BY since, name";
const END_STAFF: &str = "UPDATE staff SET until = MAX(since, ?1)
    WHERE establishment = ?2 AND name = ?3 AND (until IS NULL OR until > ?1)";

/// Keeps an entry, or the end of one that is there.
pub(super) async fn put(
    db: &mut SqliteConnection,
    person: &PersonId,
    entry: &CaseloadEntry,
) -> Result<Arrival<()>, StoreError> {
    people::bring_into_being(db, person).await?;
    let CaseloadEntry { holder, term } = entry;
    let is_there = sqlx::query_scalar(IS_THERE).bind(person.as_str()).bind(holder.kind());
    let is_there = is_there.bind(holder.text()).bind(term.from.to_string()).fetch_one(&mut *db).await?;
    let put = sqlx::query(PUT).bind(person.as_str()).bind(holder.kind()).bind(holder.text());
    put.bind(term.from.to_string()).bind(term.until.map(|day| day.to_string())).execute(db).await?;
    Ok(arrival(is_there))
}

/// A person's entries.
pub(super) async fn list(db: &SqlitePool, person: &PersonId) -> Result<Vec<CaseloadEntry>, StoreError> {
    let rows = sqlx::query(LIST).bind(person.as_str()).fetch_all(db).await?;
    let entry = |row: &SqliteRow| {
        let (kind, text): (&str, String) = (row.try_get("kind")?, row.try_get("holder")?);
        let holder = Holder::of(kind, text).ok_or_else(|| rows::damaged("kind"))?;
        Ok(CaseloadEntry { holder, term: term(row)? })
    };
    rows.iter().map(entry).collect()
}

/// Ends a holder's entries; says how many.
pub(super) async fn end(
    db: &mut SqliteConnection,
    person: &PersonId,
    holder: &Holder,
    until: Date,
) -> Result<u64, StoreError> {
    let end = sqlx::query(END).bind(until.to_string()).bind(person.as_str());
    Ok(end.bind(holder.kind()).bind(holder.text()).execute(db).await?.rows_affected())
}

/// Keeps a posting, or the end of one that is there.
pub(super) async fn put_staff(
    db: &mut SqliteConnection,
    establishment: &str,
    entry: &StaffEntry,
) -> Result<Arrival<()>, StoreError> {
    let StaffEntry { name, term } = entry;
    let is_there = sqlx::query_scalar(STAFF_IS_THERE).bind(establishment).bind(name);
    let is_there = is_there.bind(term.from.to_string()).fetch_one(&mut *db).await?;
    let put = sqlx::query(PUT_STAFF).bind(establishment).bind(name).bind(term.from.to_string());
    put.bind(term.until.map(|day| day.to_string())).execute(db).await?;
    Ok(arrival(is_there))
}

/// Who is posted to an establishment.
pub(super) async fn staff(db: &SqlitePool, establishment: &str) -> Result<Vec<StaffEntry>, StoreError> {
    let rows = sqlx::query(STAFF).bind(establishment).fetch_all(db).await?;
    rows.iter().map(|row| Ok(StaffEntry { name: row.try_get("name")?, term: term(row)? })).collect()
}

/// Ends somebody's postings; says how many.
pub(super) async fn end_staff(
    db: &mut SqliteConnection,
    establishment: &str,
    name: &str,
    until: Date,
) -> Result<u64, StoreError> {
    let end = sqlx::query(END_STAFF).bind(until.to_string()).bind(establishment).bind(name);
    Ok(end.execute(db).await?.rows_affected())
}

fn arrival(is_there: bool) -> Arrival<()> {
    if is_there { Arrival::Known(()) } else { Arrival::New(()) }
}

fn term(row: &SqliteRow) -> Result<Term, StoreError> {
    Ok(Term { from: rows::date(row, "since")?, until: rows::date_if_any(row, "until")? })
}
