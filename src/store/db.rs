//! What the tables ask of a database, whichever it is: statements with values, rows with columns, a transaction.
//!
//! The statements themselves are written once, in SQL that both databases read (`$1`, `IS DISTINCT FROM`, `ON CONFLICT`,
//! `RETURNING`); what is different between them is in the module of each.

use async_trait::async_trait;
use sqlx::Row as _;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;

use crate::{PersonId, StoreError};

/// A database behind the service.
#[async_trait]
pub(crate) trait Backend: Send + Sync + 'static {
    /// A connection that reads.
    async fn reader(&self) -> Result<Box<dyn Connection>, StoreError>;

    /// Begins a transaction that writes; what it reads of what is guarded stays true until it ends.
    async fn begin(&self, guard: Guard<'_>) -> Result<Box<dyn Transaction>, StoreError>;

    /// Whether a transaction that failed like this may succeed when it is done again.
    fn is_given_up(&self, error: &StoreError) -> bool;

    /// How many bytes the database takes.
    async fn bytes(&self) -> Result<u64, StoreError>;

    /// Finishes what was begun and lets the database go.
    async fn close(&self);
}

/// What a transaction has to itself until it ends.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Guard<'a> {
    /// Nothing: its unique keys are enough.
    None,
    /// What is kept of a person.
    Person(&'a PersonId),
    /// The end of the record of looks.
    Record,
    /// The cases that were opened without a place.
    BreakGlass,
}

/// What takes statements.
#[async_trait]
pub(crate) trait Connection: Send {
    /// Does a statement; how many rows it touched.
    async fn execute(&mut self, sql: &'static str, values: &[Value<'_>]) -> Result<u64, StoreError>;

    /// The rows that a statement gives.
    async fn rows(&mut self, sql: &'static str, values: &[Value<'_>]) -> Result<Vec<Row>, StoreError>;
}

impl dyn Connection + '_ {
    /// The first row that a statement gives.
    pub(crate) async fn row(
        &mut self,
        sql: &'static str,
        values: &[Value<'_>],
    ) -> Result<Option<Row>, StoreError> {
        Ok(self.rows(sql, values).await?.into_iter().next())
    }
}

/// Statements that count together or not at all.
#[async_trait]
pub(crate) trait Transaction: Connection {
    /// Makes them count. A transaction that is let go without is undone.
    async fn commit(self: Box<Self>) -> Result<(), StoreError>;

    /// As what takes statements.
    fn connection(&mut self) -> &mut dyn Connection;
}

/// A value of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Value<'a> {
    /// A text, or none.
    Text(Option<&'a str>),
    /// A whole number.
    Number(i64),
    /// Bytes.
    Bytes(&'a [u8]),
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Some(text))
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(Some(text))
    }
}

impl<'a> From<Option<&'a str>> for Value<'a> {
    fn from(text: Option<&'a str>) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a PersonId> for Value<'a> {
    fn from(person: &'a PersonId) -> Self {
        person.as_str().into()
    }
}

impl From<u32> for Value<'_> {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl From<i64> for Value<'_> {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl<'a> From<&'a [u8]> for Value<'a> {
    fn from(bytes: &'a [u8]) -> Self {
        Self::Bytes(bytes)
    }
}

/// A row that a statement gave.
pub(crate) enum Row {
    /// Of SQLite.
    Sqlite(SqliteRow),
    /// Of PostgreSQL.
    Postgres(PgRow),
}

/// Reads a column of either kind of row.
macro_rules! column {
    ($row:expr, $column:expr) => {
        Ok(match $row {
            Row::Sqlite(row) => row.try_get($column)?,
            Row::Postgres(row) => row.try_get($column)?,
        })
    };
}

impl Row {
    /// A whole number.
    pub(crate) fn number(&self, column: &'static str) -> Result<i64, StoreError> {
        column!(self, column)
    }

    /// A text that may be absent.
    pub(crate) fn text_if_any(&self, column: &'static str) -> Result<Option<&str>, StoreError> {
        column!(self, column)
    }

    /// Bytes.
    pub(crate) fn bytes(&self, column: &'static str) -> Result<&[u8], StoreError> {
        column!(self, column)
    }
}

/// Binds values to a statement of either driver.
macro_rules! bound {
    ($sql:expr, $values:expr) => {
        $values.iter().fold(sqlx::query($sql), |query, value| match *value {
            $crate::db::Value::Text(text) => query.bind(text),
            $crate::db::Value::Number(number) => query.bind(number),
            $crate::db::Value::Bytes(bytes) => query.bind(bytes),
        })
    };
}
pub(crate) use bound;

/// Makes what derefs to a driver's connection take statements.
macro_rules! takes_statements {
    ($connection:ty, $row:path) => {
        #[async_trait::async_trait]
        impl $crate::db::Connection for $connection {
            async fn execute(
                &mut self,
                sql: &'static str,
                values: &[$crate::db::Value<'_>],
            ) -> Result<u64, $crate::StoreError> {
                Ok($crate::db::bound!(sql, values).execute(&mut **self).await?.rows_affected())
            }

            async fn rows(
                &mut self,
                sql: &'static str,
                values: &[$crate::db::Value<'_>],
            ) -> Result<Vec<$crate::db::Row>, $crate::StoreError> {
                let rows = $crate::db::bound!(sql, values).fetch_all(&mut **self).await?;
                Ok(rows.into_iter().map($row).collect())
            }
        }
    };
}
pub(crate) use takes_statements;

/// Makes the transactions of a driver ours.
macro_rules! commits {
    ($driver:ty) => {
        #[async_trait::async_trait]
        impl $crate::db::Transaction for sqlx::Transaction<'static, $driver> {
            async fn commit(self: Box<Self>) -> Result<(), $crate::StoreError> {
                Ok((*self).commit().await?)
            }

            fn connection(&mut self) -> &mut dyn $crate::db::Connection {
                self
            }
        }
    };
}
pub(crate) use commits;
