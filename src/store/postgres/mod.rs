//! PostgreSQL behind the tables, for several copies of the service over one database: the only module that names its
//! driver, but for the rows.
//!
//! What one person's arrivals are numbered by is guarded by an advisory lock on that person, taken first in the
//! transaction and let go with it, and by unique keys behind it; people do not wait for one another. The record of looks
//! has one writer at a time, of all copies, in the same way. Migrations run
//! forward only, at opening, under the migrator's lock, so that of several copies that start at once one runs them.

mod address;
pub(super) mod codes;

use std::time::Duration;

use async_trait::async_trait;
use sqlx::Postgres as Driver;
use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgPool, PgPoolOptions};

use crate::db::{Backend, Connection, Guard, Row, Transaction, commits, takes_statements};
use crate::failed::migration_failed;
use crate::{ContentHash, Opening, StoreError, migrations, shown};

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
    /// Opens the database and brings its tables up to date; makes them where there are none, if that is wanted.
    pub(super) async fn open(address: &str, opening: Opening) -> Result<Self, StoreError> {
        let options = address::options(address)?.options([("statement_timeout", STATEMENT_MILLISECONDS)]);
        let pool = PgPoolOptions::new().max_connections(CONNECTIONS).acquire_timeout(ACQUIRE);
        let pool = pool.connect_with(options).await?;
        if opening == Opening::Begun && !is_begun(&pool).await? {
            return Err(StoreError::NotBegun(shown(address).to_owned()));
        }
        migrations::of_postgres().run(&pool).await.map_err(migration_failed)?;
        Ok(Self { pool })
    }
}

/// Refuses an address that no connection may be made to.
pub(super) fn check_address(address: &str) -> Result<(), StoreError> {
    address::options(address).map(drop)
}

/// Whether a store was begun in the database.
async fn is_begun(pool: &PgPool) -> Result<bool, StoreError> {
    const BEGUN: &str = "SELECT to_regclass('_sqlx_migrations') IS NOT NULL";
    Ok(sqlx::query_scalar(BEGUN).fetch_one(pool).await?)
}

#[async_trait]
impl Backend for Postgres {
    async fn reader(&self) -> Result<Box<dyn Connection>, StoreError> {
        Ok(Box::new(self.pool.acquire().await?))
    }

    async fn begin(&self, guard: Guard<'_>) -> Result<Box<dyn Transaction>, StoreError> {
        let mut transaction = self.pool.begin().await?;
        if let Some(number) = lock_of(guard) {
            let lock = sqlx::query("SELECT pg_advisory_xact_lock($1)").bind(number);
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
takes_statements!(sqlx::Transaction<'_, Driver>, Row::Postgres);
commits!(Driver);

/// The number of the lock of a guard: eight bytes of a hash. Two guards of one number wait for each other, no more.
fn lock_of(guard: Guard<'_>) -> Option<i64> {
    let name = match guard {
        Guard::None => return None,
        Guard::Person(person) => format!("person {}", person.as_str()),
        Guard::Record => "record".to_owned(),
        Guard::BreakGlass => "break-glass".to_owned(),
    };
    let hash = ContentHash::of(name.as_bytes()).0;
    Some(hash[..8].iter().fold(0, |number, byte| number << 8 | i64::from(*byte)))
}
