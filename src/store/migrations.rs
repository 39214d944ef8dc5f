//! The migrations of either database, forward only, in the order in which they run.
//!
//! Listed here rather than by the driver's macro, which would compile both drivers a second time, for the compiler. A
//! test holds that no file was forgotten.

use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{AssertSqlSafe, SqlSafeStr};

/// A migration: the name of its file, which begins with its number, and its statements.
type File = (&'static str, &'static str);

macro_rules! files {
    ($database:literal: $($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("migrations/", $database, "/", $name, ".sql")))),*]
    };
}

const SQLITE: &[File] = files!(
    "sqlite": "0001_sources", "0002_contents", "0003_held", "0004_readings", "0005_access", "0006_audit", "0007_sessions",
    "0008_reasons", "0009_session_checks", "0010_source_ids"
);
const POSTGRES: &[File] = files!("postgres": "0001_sources", "0002_access", "0003_audit", "0004_sessions", "0005_reasons", "0006_session_checks",
    "0007_source_ids");

/// Those of SQLite.
pub(crate) fn of_sqlite() -> Migrator {
    migrator(SQLITE)
}

/// Those of PostgreSQL.
pub(crate) fn of_postgres() -> Migrator {
    migrator(POSTGRES)
}

fn migrator(files: &[File]) -> Migrator {
    let migration = |(name, sql): &File| {
        let (number, about) = name.split_once('_').unwrap_or((name, ""));
        let number = number.parse().unwrap_or_default();
        let sql = AssertSqlSafe(*sql).into_sql_str();
        Migration::new(number, about.replace('_', " ").into(), MigrationType::Simple, sql, false)
    };
    Migrator::with_migrations(files.iter().map(migration).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_listed_and_has_a_number() {
        for (database, files) in [("sqlite", SQLITE), ("postgres", POSTGRES)] {
            let folder = format!("{}/migrations/{database}", env!("CARGO_MANIFEST_DIR"));
            let entries = std::fs::read_dir(folder).unwrap();
            let mut there: Vec<String> =
                entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
            there.sort_unstable();
            let listed: Vec<String> = files.iter().map(|(name, _)| format!("{name}.sql")).collect();
            assert_eq!(listed, there);
            let numbers: Vec<i64> = migrator(files).iter().map(|migration| migration.version).collect();
            assert!(numbers.iter().all(|number| *number > 0) && numbers.is_sorted(), "{numbers:?}");
        }
    }
}
