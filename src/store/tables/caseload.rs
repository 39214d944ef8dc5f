//! The tables of who holds whose case, and who is posted where.

use jiff::civil::Date;

use super::{people, rows};
use crate::db::{Connection, Row};
use crate::{Arrival, CaseloadEntry, Holder, PersonId, StaffEntry, StoreError, Term};

const FIND: &str =
    "SELECT holder FROM caseload WHERE person = $1 AND kind = $2 AND holder = $3 AND since = $4";
const PUT: &str = "INSERT INTO caseload (person, kind, holder, since, until) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (person, kind, holder, since) DO UPDATE SET until = excluded.until";
const LIST: &str =
    "SELECT kind, holder, since, until FROM caseload WHERE person = $1 ORDER BY since, kind, holder";
const END: &str = "UPDATE caseload SET until = CASE WHEN since > $1 THEN since ELSE $1 END
    WHERE person = $2 AND kind = $3 AND holder = $4 AND (until IS NULL OR until > $1)";
const FIND_STAFF: &str = "SELECT name FROM staff WHERE establishment = $1 AND name = $2 AND since = $3";
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
    let (from, until) = (term.from.to_string(), term.until.map(|day| day.to_string()));
    let mut values = vec![person.into(), holder.kind().into(), holder.text().into(), (&from).into()];
    let there = db.row(FIND, &values).await?.is_some();
    values.push(until.as_deref().into());
    db.execute(PUT, &values).await?;
    Ok(arrival(there))
}

/// A person's entries.
pub(super) async fn list(
    db: &mut dyn Connection,
    person: &PersonId,
) -> Result<Vec<CaseloadEntry>, StoreError> {
    let entry = |row: &Row| {
        let holder = Holder::of(rows::text(row, "kind")?, rows::owned(row, "holder")?);
        Ok(CaseloadEntry { holder: holder.ok_or_else(|| rows::damaged("kind"))?, term: term(row)? })
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
    let (from, until) = (term.from.to_string(), term.until.map(|day| day.to_string()));
    let mut values = vec![establishment.into(), name.into(), (&from).into()];
    let there = db.row(FIND_STAFF, &values).await?.is_some();
    values.push(until.as_deref().into());
    db.execute(PUT_STAFF, &values).await?;
    Ok(arrival(there))
}

/// Who is posted to an establishment.
pub(super) async fn staff(
    db: &mut dyn Connection,
    establishment: &str,
) -> Result<Vec<StaffEntry>, StoreError> {
    let entry = |row: &Row| Ok(StaffEntry { name: rows::owned(row, "name")?, term: term(row)? });
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

fn arrival(there: bool) -> Arrival<()> {
    if there { Arrival::Known(()) } else { Arrival::New(()) }
}

fn term(row: &Row) -> Result<Term, StoreError> {
    Ok(Term { from: rows::date(row, "since")?, until: rows::date_if_any(row, "until")? })
}
