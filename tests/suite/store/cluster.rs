//! A PostgreSQL cluster of the tests' own, thrown away when they end.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection, Executor};

/// Starts the cluster and stops it when its standard input ends, as it does with the process that started it.
const START: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/suite/store/cluster.sh");

/// The one cluster that the tests of this process share.
static SHARED: LazyLock<Cluster> = LazyLock::new(Cluster::start);

/// A running cluster.
pub(crate) struct Cluster {
    /// What starts an address of one of its databases.
    address: String,
    script: Child,
    said: BufReader<ChildStdout>,
}

impl Cluster {
    /// Starts a cluster of its own.
    pub(crate) fn start() -> Self {
        Self::starting(&mut Command::new(START))
    }

    /// Starts one whose data is on a disk of its own, of this size: `64m`.
    pub(crate) fn on_a_disk_of(size: &str) -> Self {
        Self::starting(Command::new(START).arg(size))
    }

    fn starting(command: &mut Command) -> Self {
        let script = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let mut script = script.expect("tests/run installs what starts a cluster");
        let mut said = BufReader::new(script.stdout.take().unwrap());
        let mut folder = String::new();
        said.read_line(&mut folder).unwrap();
        assert!(folder.starts_with('/'), "PostgreSQL did not start; tests/run installs it: {folder:?}");
        Self { address: format!("postgres:///DATABASE?host={}&user=postgres", folder.trim()), script, said }
    }

    /// Stops it without a word of warning and starts it again.
    pub(crate) fn restart(&mut self) {
        self.tell("restart\n");
    }

    /// Makes the disk larger, and starts it again.
    pub(crate) fn make_room(&mut self) {
        self.tell("room\n");
    }

    fn tell(&mut self, line: &str) {
        self.script.stdin.as_mut().unwrap().write_all(line.as_bytes()).unwrap();
        let mut said = String::new();
        self.said.read_line(&mut said).unwrap();
        assert_eq!(said, "restarted\n");
    }

    /// The address of a new, empty database.
    pub(crate) async fn database(&self) -> String {
        static LAST: AtomicU32 = AtomicU32::new(0);
        let name = format!("plans_{}_{}", std::process::id(), LAST.fetch_add(1, Ordering::Relaxed));
        let mut db = PgConnection::connect(&self.address.replace("DATABASE", "postgres")).await.unwrap();
        db.execute(AssertSqlSafe(format!("CREATE DATABASE {name}"))).await.unwrap();
        db.close().await.unwrap();
        self.address.replace("DATABASE", &name)
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.script.stdin.take());
        let _ = self.script.wait();
    }
}

/// The address of a new, empty database of the shared cluster.
pub(crate) async fn database() -> String {
    tokio::task::spawn_blocking(|| &*SHARED).await.unwrap().database().await
}
