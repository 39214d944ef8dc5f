//! A whole store from one database to another, of whichever kind.
//!
//! Takes two databases, moves the rows table by table in order of their keys, a part a transaction, and compares both
//! by hash in the end. A row that is there stays, so a copy that broke off is done again and goes on; a target with any
//! other row is refused before the first is written. What is made again at will (readings) is not moved.

use std::fmt::Write as _;
use std::sync::LazyLock;

use sha2::{Digest, Sha256};

use crate::db::{Backend, Connection, Guard, Row, Value};
use crate::tables::audit;
use crate::{AuditEvent, ContentHash, StoreError};

/// Rows of a part; contents are up to 8 MiB each, so few.
const PART: i64 = 32;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Text,
    Number,
    Bytes,
}
use Kind::{Bytes, Number, Text};

/// A table: what its rows are ordered by, and its columns.
struct Table {
    name: &'static str,
    /// Whether rows are taken in order only, each behind the last.
    in_order: bool,
    key: &'static [(&'static str, Kind)],
    columns: &'static [(&'static str, Kind)],
}

/// The tables, each behind those that it refers to.
const TABLES: [Table; 13] = [
    Table {
        name: "people",
        in_order: false,
        key: &[("id", Text)],
        columns: &[
            ("id", Text),
            ("name", Text),
            ("admitted", Text),
            ("sentenced", Text),
            ("parole_qualifying", Text),
            ("earliest_release", Text),
            ("sentence_expiry", Text),
            ("route", Text),
        ],
    },
    Table {
        name: "contents",
        in_order: false,
        key: &[("hash", Bytes)],
        columns: &[("hash", Bytes), ("content", Bytes)],
    },
    Table {
        name: "versions",
        in_order: false,
        key: &[("person", Text), ("number", Number)],
        columns: &[
            ("person", Text),
            ("number", Number),
            ("as_of", Text),
            ("media_type", Text),
            ("source_id", Text),
            ("hash", Bytes),
            ("bytes", Number),
            ("withdrawn", Text),
            ("held", Text),
        ],
    },
    Table {
        name: "source_ids",
        in_order: false,
        key: &[("person", Text), ("number", Number), ("source_id", Text)],
        columns: &[("person", Text), ("number", Number), ("source_id", Text)],
    },
    Table {
        name: "held_fields",
        in_order: false,
        key: &[("person", Text), ("number", Number), ("field", Text)],
        columns: &[("person", Text), ("number", Number), ("field", Text), ("earlier", Text), ("this", Text)],
    },
    Table {
        name: "conferences",
        in_order: false,
        key: &[("person", Text), ("number", Number)],
        columns: &[("person", Text), ("number", Number), ("date", Text), ("kind", Text), ("status", Text)],
    },
    Table {
        name: "sources",
        in_order: false,
        key: &[("person", Text), ("number", Number)],
        columns: &[
            ("person", Text),
            ("number", Number),
            ("kind", Text),
            ("date", Text),
            ("media_type", Text),
            ("hash", Bytes),
            ("bytes", Number),
        ],
    },
    Table {
        name: "invitations",
        in_order: false,
        key: &[("person", Text), ("conference", Number), ("name", Text)],
        columns: &[("person", Text), ("conference", Number), ("name", Text)],
    },
    Table {
        name: "caseload",
        in_order: false,
        key: &[("person", Text), ("kind", Text), ("holder", Text), ("since", Text)],
        columns: &[("person", Text), ("kind", Text), ("holder", Text), ("since", Text), ("until", Text)],
    },
    Table {
        name: "staff",
        in_order: false,
        key: &[("establishment", Text), ("name", Text), ("since", Text)],
        columns: &[("establishment", Text), ("name", Text), ("since", Text), ("until", Text)],
    },
    Table {
        name: "break_glass",
        in_order: false,
        key: &[("number", Number)],
        columns: &[
            ("number", Number),
            ("person", Text),
            ("name", Text),
            ("reason", Text),
            ("opened", Text),
            ("until", Text),
            ("reviewed", Text),
            ("reviewed_by", Text),
            ("outcome", Text),
            ("note", Text),
        ],
    },
    // A row is taken behind the last only, so its order is kept and its chain with it.
    Table {
        name: "audit",
        in_order: true,
        key: &[("number", Number)],
        columns: &[
            ("number", Number),
            ("at", Text),
            ("what", Text),
            ("who_kind", Text),
            ("who", Text),
            ("roles", Text),
            ("subject_type", Text),
            ("subject", Text),
            ("refused", Text),
            ("details", Text),
            ("from_address", Text),
            ("request", Text),
            ("reason", Text),
            ("before", Bytes),
            ("hash", Bytes),
        ],
    },
    // Its id counts arrivals and is given anew, in the same order.
    Table {
        name: "answers",
        in_order: false,
        key: &[("id", Number)],
        columns: &[
            ("key", Text),
            ("fingerprint", Bytes),
            ("status", Number),
            ("location", Text),
            ("content_type", Text),
            ("body", Bytes),
        ],
    },
];

/// What was copied of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopiedTable {
    /// The table.
    pub table: &'static str,
    /// How many rows both databases have.
    pub rows: u64,
    /// SHA-256 over the rows of both.
    pub hash: ContentHash,
}

/// Copies and compares.
pub(crate) async fn copy(
    from: &dyn Backend,
    to: &dyn Backend,
    event: &AuditEvent,
) -> Result<Vec<CopiedTable>, StoreError> {
    // Before anything is written: two stores in one database could not be told apart again.
    for table in STATEMENTS.iter() {
        table.check_target(from, to).await?;
    }
    let mut transaction = from.begin(Guard::Record).await?;
    audit::add(transaction.connection(), std::slice::from_ref(event)).await?;
    transaction.commit().await?;
    for table in STATEMENTS.iter() {
        table.copy(from, to).await?;
    }
    let mut copied = Vec::new();
    for table in STATEMENTS.iter() {
        let (ours, theirs) = (table.sum(from).await?, table.sum(to).await?);
        if ours != theirs {
            return Err(StoreError::CopyDiffers(table.table.name));
        }
        copied.push(ours);
    }
    Ok(copied)
}

/// The statements of the tables. Made once and never changed.
static STATEMENTS: LazyLock<Vec<Statements>> = LazyLock::new(|| TABLES.map(Statements::new).into());

/// The statements of a table.
struct Statements {
    table: Table,
    /// The first part, the part behind a key, and the last row.
    first: String,
    next: String,
    last: String,
    insert: String,
}

impl Statements {
    fn new(table: Table) -> Self {
        let (keys, columns) = (names(table.key), names(table.columns));
        let mut all = columns.clone();
        for (key, _) in table.key.iter().filter(|key| !table.columns.contains(key)) {
            let _ = write!(all, ", {key}");
        }
        let select = format!("SELECT {all} FROM {}", table.name);
        let behind = placeholders(table.key.len());
        Self {
            first: format!("{select} ORDER BY {keys} LIMIT $1"),
            last: format!("{select} ORDER BY {} DESC LIMIT 1", keys.replace(", ", " DESC, ")),
            next: format!(
                "{select} WHERE ({keys}) > ({behind}) ORDER BY {keys} LIMIT ${}",
                table.key.len() + 1
            ),
            insert: format!(
                "INSERT INTO {} ({columns}) VALUES ({}) ON CONFLICT DO NOTHING",
                table.name,
                placeholders(table.columns.len())
            ),
            table,
        }
    }

    async fn copy(&'static self, from: &dyn Backend, to: &dyn Backend) -> Result<(), StoreError> {
        let mut reader = from.reader().await?;
        let mut last = if self.table.in_order { self.last(to).await? } else { None };
        loop {
            let part = self.part(&mut *reader, last.as_ref()).await?;
            let Some(end) = part.last() else { return Ok(()) };
            let mut transaction = to.begin(Guard::None).await?;
            for row in &part {
                let values = values(row, self.table.columns)?;
                transaction.connection().execute(&self.insert, &values).await?;
            }
            transaction.commit().await?;
            last = Some(Owned::of(end, self.table.key)?);
        }
    }

    /// The key of the last row that a database has.
    async fn last(&'static self, db: &dyn Backend) -> Result<Option<Owned>, StoreError> {
        let row = db.reader().await?.rows(&self.last, &[]).await?;
        row.last().map(|row| Owned::of(row, self.table.key)).transpose()
    }

    /// How many rows a database has of the table, and their hash.
    async fn sum(&'static self, db: &dyn Backend) -> Result<CopiedTable, StoreError> {
        let (mut rows, mut hasher) = (0, Sha256::new());
        let mut all = Rows::of(self, db).await?;
        while let Some(row) = all.next().await? {
            values(&row, self.table.columns)?.iter().for_each(|value| feed(&mut hasher, *value));
            rows += 1;
        }
        Ok(CopiedTable { table: self.table.name, rows, hash: ContentHash(hasher.finalize().into()) })
    }

    /// Refuses a target with a row that the store has not, or that lies in another order there. Reads of the store no more
    /// than up to the last row of the target.
    async fn check_target(&'static self, from: &dyn Backend, to: &dyn Backend) -> Result<(), StoreError> {
        let (mut ours, mut theirs) = (Rows::of(self, from).await?, Rows::of(self, to).await?);
        while let Some(their) = theirs.next().await? {
            let their = values(&their, self.table.columns)?;
            loop {
                let Some(our) = ours.next().await? else {
                    return Err(StoreError::HoldsAnother(self.table.name));
                };
                if values(&our, self.table.columns)? == their {
                    break;
                }
            }
        }
        Ok(())
    }

    async fn part(
        &'static self,
        reader: &mut dyn Connection,
        last: Option<&Owned>,
    ) -> Result<Vec<Row>, StoreError> {
        let Some(last) = last else { return reader.rows(&self.first, &[PART.into()]).await };
        let mut values: Vec<Value<'_>> = last.0.iter().map(OwnedValue::borrowed).collect();
        values.push(PART.into());
        reader.rows(&self.next, &values).await
    }
}

/// The rows of a table in order, read part by part.
struct Rows {
    statements: &'static Statements,
    reader: Box<dyn Connection>,
    part: std::vec::IntoIter<Row>,
    last: Option<Owned>,
}

impl Rows {
    async fn of(statements: &'static Statements, db: &dyn Backend) -> Result<Self, StoreError> {
        Ok(Self { statements, reader: db.reader().await?, part: Vec::new().into_iter(), last: None })
    }

    async fn next(&mut self) -> Result<Option<Row>, StoreError> {
        if self.part.len() == 0 {
            self.part = self.statements.part(&mut *self.reader, self.last.as_ref()).await?.into_iter();
        }
        let Some(row) = self.part.next() else { return Ok(None) };
        self.last = Some(Owned::of(&row, self.statements.table.key)?);
        Ok(Some(row))
    }
}

/// The key of a row.
struct Owned(Vec<OwnedValue>);

enum OwnedValue {
    Text(String),
    Number(i64),
    Bytes(Vec<u8>),
}

impl Owned {
    fn of(row: &Row, key: &[(&'static str, Kind)]) -> Result<Self, StoreError> {
        let owned = |value: &Value<'_>| match *value {
            Value::Text(text) => OwnedValue::Text(text.unwrap_or_default().to_owned()),
            Value::Number(number) => OwnedValue::Number(number),
            Value::Bytes(bytes) => OwnedValue::Bytes(bytes.to_vec()),
        };
        Ok(Self(values(row, key)?.iter().map(owned).collect()))
    }
}

impl OwnedValue {
    fn borrowed(&self) -> Value<'_> {
        match self {
            Self::Text(text) => text.into(),
            Self::Number(number) => (*number).into(),
            Self::Bytes(bytes) => bytes.as_slice().into(),
        }
    }
}

fn values<'a>(row: &'a Row, columns: &[(&'static str, Kind)]) -> Result<Vec<Value<'a>>, StoreError> {
    let value = |(name, kind): &(&'static str, Kind)| {
        Ok(match kind {
            Text => row.text_if_any(name)?.into(),
            Number => row.number(name)?.into(),
            Bytes => row.bytes(name)?.into(),
        })
    };
    columns.iter().map(value).collect()
}

/// Each value with its kind and length before it, so that no two rows feed the same bytes.
fn feed(hasher: &mut Sha256, value: Value<'_>) {
    let mut put = |kind: u8, bytes: &[u8]| {
        hasher.update([kind]);
        hasher.update((bytes.len() as u64).to_be_bytes());
        hasher.update(bytes);
    };
    match value {
        Value::Text(None) => put(0, &[]),
        Value::Text(Some(text)) => put(1, text.as_bytes()),
        Value::Number(number) => put(2, &number.to_be_bytes()),
        Value::Bytes(bytes) => put(3, bytes),
    }
}

fn names(columns: &[(&str, Kind)]) -> String {
    columns.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
}

fn placeholders(count: usize) -> String {
    (1..=count).map(|at| format!("${at}")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Readings are made again at will, who was signed in signs in again and says again why they look, and the head
    /// follows the rows of the record.
    const LEFT: [&str; 4] = ["audit_head", "readings", "reasons", "sessions"];

    #[tokio::test]
    async fn every_table_and_every_column_is_copied() {
        let folder = tempfile::tempdir().unwrap();
        let address = format!("sqlite:{}", folder.path().join("test.db").display());
        let db = crate::sqlite::Sqlite::open(&address, crate::Opening::MayBegin).await.unwrap();
        let mut db = db.reader().await.unwrap();
        let tables =
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\'
            AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name";
        let columns = "SELECT name FROM pragma_table_info($1)";
        for row in db.rows(tables, &[]).await.unwrap() {
            let name = row.text_if_any("name").unwrap().unwrap();
            if LEFT.contains(&name) {
                continue;
            }
            let table = TABLES.iter().find(|table| table.name == name).expect(name);
            let all = db.rows(columns, &[name.into()]).await.unwrap();
            for column in &all {
                let column = column.text_if_any("name").unwrap().unwrap();
                let of = |columns: &[(&str, Kind)]| columns.iter().any(|(name, _)| *name == column);
                assert!(of(table.columns) || of(table.key), "{name}.{column}");
            }
        }
    }
}
