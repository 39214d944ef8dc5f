//! The tables of who holds whose case, and who is posted where.

use jiff::civil::Date;

use super::{people, rows};
use crate::db::{Connection, Row};
use crate::{Arrival, CaseloadEntry, Holder, PersonId, StaffEntry, StoreError, Term};

const IS_THERE: &str =
    "SELECT since FROM caseload WHERE person = $1 AND kind = $2 AND holder = $3 AND since = $4";
const PUT: &str = "INSERT INTO caseload (person, kind, holder, since, until) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (person, kind, holder, since) DO UPDATE SET until = excluded.until";
const LIST: &str =
    "SELECT kind, holder, since, until FROM caseload WHERE person = $1 ORDER BY since, kind, holder";
const END: &str = "UPDATE caseload SET until = CASE WHEN since > $1 THEN since ELSE $1 END
    WHERE person = $2 AND kind = $3 AND holder = $4 AND (until IS NULL OR until > $1)";
const STAFF_IS_THERE: &str = "SELECT since FROM staff WHERE establishment = $1 AND name = $2 AND since = $3";
const PUT_STAFF: &str = "INSERT INTO staff (establishment, name, since, until) VALUES ($1, $2, $3, $4)
    ON CONFLICT (establishment, name, since) DO UPDATE SET until = excluded.until";
const STAFF: &str = "SELECT name, since, until FROM staff WHERE establishment = $1 ORDER BY since, name";
const END_STAFF: &str = "UPDATE staff SET until = CASE WHEN since > $1 THEN since ELSE $1 END
    WHERE establishment = $2 AND name = $3 AND (until IS NULL OR until > $1)";

/// Keeps an entry, or the end of one that is there.
pub(super) async fn put(
    db: &mut dyn Connection,
    person: &PersonId,
    entry: &CaseloadEntry,
) -> Result<Arrival<()>, StoreError> {
    people::bring_into_being(db, person).await?;
    let CaseloadEntry { holder, term } = entry;
    let (since, until) = days(*term);
    let key = [person.into(), holder.kind().into(), holder.text().into(), (&since).into()];
    let is_there = db.row(IS_THERE, &key).await?.is_some();
    let [person, kind, holder, since] = key;
    db.execute(PUT, &[person, kind, holder, since, until.as_deref().into()]).await?;
    Ok(arrival(is_there))
}

/// Brings a person into being with an entry; false where they are there.
pub(super) async fn begin(
    db: &mut dyn Connection,
    person: &PersonId,
    entry: &CaseloadEntry,
) -> Result<bool, StoreError> {
    match people::bring_into_being(db, person).await? {
        Arrival::Known(()) => Ok(false),
        Arrival::New(()) => put(db, person, entry).await.map(|_| true),
    }
}

/// A person's entries.
pub(super) async fn list(
    db: &mut dyn Connection,
    person: &PersonId,
) -> Result<Vec<CaseloadEntry>, StoreError> {
    let entry = |row: &Row| {
        let (kind, text) = (rows::text(row, "kind")?, rows::text(row, "holder")?.to_owned());
        let holder = Holder::of(kind, text).ok_or_else(|| rows::damaged("kind"))?;
        Ok(CaseloadEntry { holder, term: term(row)? })
    };
    db.rows(LIST, &[person.into()]).await?.iter().map(entry).collect()
}

/// Ends a holder's entries; says how many.
pub(super) async fn end(
    db: &mut dyn Connection,
    person: &PersonId,
    holder: &Holder,
    until: Date,
) -> Result<u64, StoreError> {
    let until = until.to_string();
    db.execute(END, &[(&until).into(), person.into(), holder.kind().into(), holder.text().into()]).await
}

/// Keeps a posting, or the end of one that is there.
pub(super) async fn put_staff(
    db: &mut dyn Connection,
    establishment: &str,
    entry: &StaffEntry,
) -> Result<Arrival<()>, StoreError> {
    let StaffEntry { name, term } = entry;
    let (since, until) = days(*term);
    let key = [establishment.into(), name.into(), (&since).into()];
    let is_there = db.row(STAFF_IS_THERE, &key).await?.is_some();
    let [establishment, name, since] = key;
    db.execute(PUT_STAFF, &[establishment, name, since, until.as_deref().into()]).await?;
    Ok(arrival(is_there))
}

/// Who is posted to an establishment.
pub(super) async fn staff(
    db: &mut dyn Connection,
    establishment: &str,
) -> Result<Vec<StaffEntry>, StoreError> {
    let entry = |row: &Row| Ok(StaffEntry { name: rows::text(row, "name")?.to_owned(), term: term(row)? });
    db.rows(STAFF, &[establishment.into()]).await?.iter().map(entry).collect()
}

/// Ends somebody's postings; says how many.
pub(super) async fn end_staff(
    db: &mut dyn Connection,
    establishment: &str,
    name: &str,
    until: Date,
) -> Result<u64, StoreError> {
    let until = until.to_string();
    db.execute(END_STAFF, &[(&until).into(), establishment.into(), name.into()]).await
}

fn arrival(is_there: bool) -> Arrival<()> {
    if is_there { Arrival::Known(()) } else { Arrival::New(()) }
}

fn days(term: Term) -> (String, Option<String>) {
    (term.from.to_string(), term.until.map(|day| day.to_string()))
}

fn term(row: &Row) -> Result<Term, StoreError> {
    Ok(Term { from: rows::date(row, "since")?, until: rows::date_if_any(row, "until")? })
}
