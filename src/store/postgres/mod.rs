//! PostgreSQL behind the tables, for several copies of the service over one database: the only module that names its
//! driver, but for the rows.
//!
//! What one person's arrivals are numbered by is guarded by an advisory lock on that person, taken first in the
//! transaction and let go with it, and by unique keys behind it; people do not wait for one another. Migrations run
//! forward only, at opening, under the migrator's lock, so that of several copies that start at once one runs them.

mod address;
pub(super) mod codes;

use std::time::Duration;

use async_trait::async_trait;
use sqlx::Postgres as Driver;
use sqlx::migrate::Migrator;
use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgPool, PgPoolOptions};

use crate::db::{Backend, Connection, Row, Transaction, takes_statements};
use crate::failed::migration_failed;
use crate::{ContentHash, PersonId, StoreError};

static MIGRATIONS: Migrator = sqlx::migrate!("migrations/postgres");

/// Connections of one copy of the service. A server takes 100 by default, and there are several copies.
const CONNECTIONS: u32 = 16;
/// How long a request waits for a connection: longer and it is refused, and may try again.
const ACQUIRE: Duration = Duration::from_secs(5);
/// Longest that a statement may take on the server, waiting for a lock included, in milliseconds.
const STATEMENT_MILLISECONDS: &str = "20000";

/// A PostgreSQL database.
pub(super) struct Postgres {
    pool: PgPool,
}

impl Postgres {
    /// Opens the database and brings its tables up to date.
    pub(super) async fn open(address: &str) -> Result<Self, StoreError> {
        let options = address::options(address)?.options([("statement_timeout", STATEMENT_MILLISECONDS)]);
        let pool = PgPoolOptions::new().max_connections(CONNECTIONS).acquire_timeout(ACQUIRE);
        let pool = pool.connect_with(options).await?;
        MIGRATIONS.run(&pool).await.map_err(migration_failed)?;
        Ok(Self { pool })
    }
}

#[async_trait]
impl Backend for Postgres {
    async fn reader(&self) -> Result<Box<dyn Connection>, StoreError> {
        Ok(Box::new(self.pool.acquire().await?))
    }

    async fn begin(&self, person: Option<&PersonId>) -> Result<Box<dyn Transaction>, StoreError> {
        let mut transaction = self.pool.begin().await?;
        if let Some(person) = person {
            let lock = sqlx::query("SELECT pg_advisory_xact_lock($1)").bind(lock_of(person));
            lock.execute(&mut *transaction).await?;
        }
        Ok(Box::new(transaction))
    }

    fn is_given_up(&self, error: &StoreError) -> bool {
        let StoreError::Unavailable(cause) = error else { return false };
        let Some(sqlx::Error::Database(cause)) = cause.downcast_ref::<sqlx::Error>() else { return false };
        cause.code().is_some_and(|code| codes::is_given_up(&code))
    }

    async fn bytes(&self) -> Result<u64, StoreError> {
        const BYTES: &str = "SELECT pg_database_size(current_database())";
        let bytes: i64 = sqlx::query_scalar(BYTES).fetch_one(&self.pool).await?;
        Ok(bytes.cast_unsigned())
    }

    async fn close(&self) {
        self.pool.close().await;
    }
}

takes_statements!(PoolConnection<Driver>, Row::Postgres);
takes_statements!(sqlx::Transaction<'static, Driver>, Row::Postgres);

#[async_trait]
impl Transaction for sqlx::Transaction<'static, Driver> {
    async fn commit(self: Box<Self>) -> Result<(), StoreError> {
        Ok((*self).commit().await?)
    }

    fn connection(&mut self) -> &mut dyn Connection {
        self
    }
}

/// The number by which a person is locked: eight bytes of a hash. Two people of one number wait for each other, no more.
fn lock_of(person: &PersonId) -> i64 {
    let hash = ContentHash::of(person.as_str().as_bytes()).0;
    hash[..8].iter().fold(0, |number, byte| number << 8 | i64::from(*byte))
}
