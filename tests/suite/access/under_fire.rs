//! The service killed at random while many post and look: every answer that was given has its row, and the record holds.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::mpsc::{self, Sender};
use std::thread;

use cip_store::AuditRow;
use serde_json::Value;

use crate::crash::{Service, database, post, send, serve};

/// How often the service is killed.
const KILLS: usize = 50;
const WRITERS: usize = 8;
const READERS: usize = 32;

/// An answer that was given: what it is recorded as, to whose case, and which version where it was a post.
type Given = (&'static str, String, Option<u64>);

#[test]
fn every_answer_that_was_given_has_its_row() {
    let folder = tempfile::tempdir().unwrap();
    let mut given: BTreeMap<Given, usize> = BTreeMap::new();
    for round in 0..KILLS {
        let service = Service::start(&mut serve(folder.path()));
        for answer in fire(service, round) {
            *given.entry(answer).or_default() += 1;
        }
    }
    let posts: usize =
        given.iter().filter(|((_, _, version), _)| version.is_some()).map(|(_, count)| count).sum();
    let looks: usize = given.values().sum::<usize>() - posts;
    assert!(posts > KILLS && looks > 4 * KILLS, "{posts} posts and {looks} looks were answered");
    check(folder.path(), &given);
    let verified = audit(folder.path(), &["verify"]);
    assert!(verified.status.success(), "{verified:?}");
    assert!(String::from_utf8(verified.stdout).unwrap().starts_with("The record of looks holds."));
}

/// Everybody at once, until some answers have come; gives all that were given.
fn fire(service: Service, round: usize) -> Vec<Given> {
    let (sender, receiver) = mpsc::channel();
    let mut threads = Vec::new();
    for writer in 0..WRITERS {
        let (address, sender) = (service.address().to_owned(), sender.clone());
        threads.push(thread::spawn(move || write(&address, round, writer, &sender)));
    }
    for reader in 0..READERS {
        let (address, sender) = (service.address().to_owned(), sender.clone());
        threads.push(thread::spawn(move || read(&address, reader, &sender)));
    }
    drop(sender);
    // Another number in each round, so that the end comes in another place.
    let mut given: Vec<Given> = receiver.iter().take(round * 37 % 101).collect();
    service.kill();
    given.extend(receiver.iter());
    for thread in threads {
        thread.join().unwrap();
    }
    given
}

fn write(address: &str, round: usize, writer: usize, given: &Sender<Given>) {
    for number in 0.. {
        let (person, text) = (format!("p-{writer}"), format!("# Plan\n\nEntry {number} of round {round}.\n"));
        let Some((status, receipt)) = post(address, &person, "2024-03-14", &text) else { return };
        assert!([200, 201].contains(&status), "{receipt}");
        if given.send(("POST_VERSION", person, receipt["number"].as_u64())).is_err() {
            return;
        }
    }
}

/// Half of the readers look at cases that are there, or come to be; each of the others at one that only that reader looks
/// at, and that never is there.
fn read(address: &str, reader: usize, given: &Sender<Given>) {
    let is_there = reader.is_multiple_of(2);
    let person = if is_there { format!("p-{}", reader / 2 % WRITERS) } else { format!("r-{reader}") };
    let request =
        format!("GET /v1/people/{person}/versions HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n");
    while let Some((status, _)) = send(address, &request) {
        assert!(status == 404 || is_there && status == 200, "{status}");
        if given.send(("VIEW_VERSIONS", person.clone(), None)).is_err() {
            return;
        }
    }
}

fn check(folder: &Path, given: &BTreeMap<Given, usize>) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let rows: Vec<AuditRow> = runtime.block_on(async {
        let store = cip_store::open(&database(folder)).await.unwrap();
        store.record_after(0, 1_000_000).await.unwrap()
    });
    let mut kept: BTreeMap<(String, String, Option<u64>), usize> = BTreeMap::new();
    for row in rows {
        let details: Value = serde_json::from_str(&row.event.details).unwrap();
        let version = (row.event.what == "POST_VERSION").then(|| details["version"].as_u64()).flatten();
        let subject = row.event.subject.map_or_else(String::new, |subject| subject.id);
        *kept.entry((row.event.what, subject, version)).or_default() += 1;
    }
    for ((what, person, version), count) in given {
        let rows = kept.get(&((*what).to_owned(), person.clone(), *version)).copied().unwrap_or_default();
        assert!(rows >= *count, "{what} {person} {version:?}: {count} answers, {rows} rows");
    }
}

fn audit(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cip-brief"));
    command.arg("audit").args(arguments).arg("--database").arg(database(folder)).output().unwrap()
}

/// Does this to a record of some rows, and says what verifying it says then.
fn tampered(change: &'static str) -> (Option<i32>, String) {
    let folder = tempfile::tempdir().unwrap();
    let service = Service::start(&mut serve(folder.path()));
    for number in 0..6 {
        post(service.address(), "p-0", "2024-03-14", &format!("# Plan {number}\n")).unwrap();
    }
    service.kill();
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        use sqlx::Connection;
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(folder.path().join("plans.db"));
        let mut db = sqlx::sqlite::SqliteConnection::connect_with(&options).await.unwrap();
        let triggers = "SELECT 'DROP TRIGGER ' || name FROM sqlite_schema WHERE type = 'trigger'";
        let drops: Vec<String> = sqlx::query_scalar(triggers).fetch_all(&mut db).await.unwrap();
        for drop in drops {
            sqlx::raw_sql(sqlx::AssertSqlSafe(drop)).execute(&mut db).await.unwrap();
        }
        sqlx::raw_sql(change).execute(&mut db).await.unwrap();
        db.close().await.unwrap();
    });
    let output = audit(folder.path(), &["verify"]);
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn whatever_is_done_to_the_record_by_hand_is_found() {
    let changes = [
        ("UPDATE audit SET who = 'a.nother' WHERE number = 3", "row 3 has been altered"),
        ("DELETE FROM audit WHERE number = 2", "row 2 is missing"),
        ("DELETE FROM audit WHERE number > 4", "ends at row 4"),
        (
            "UPDATE audit SET number = number + 100 WHERE number > 3; UPDATE audit SET number = number - 99 WHERE number > 100;
            INSERT INTO audit SELECT 4, at, 'VIEW_PLAN', who_kind, who, roles, subject_type, subject, refused, details,
                from_address, request, reason, before, hash FROM audit WHERE number = 3",
            "row 4 has been altered",
        ),
        (
            "UPDATE audit SET number = 99 WHERE number = 2; UPDATE audit SET number = 2 WHERE number = 3;
            UPDATE audit SET number = 3 WHERE number = 99",
            "row 2 has been altered, or is not in its place",
        ),
    ];
    for (change, found) in changes {
        let (code, said) = tampered(change);
        assert_eq!(code, Some(1), "{change}");
        assert!(said.contains(found), "{change}: {said}");
    }
}

#[test]
fn commands_write_a_row_each() {
    let folder = tempfile::tempdir().unwrap();
    let lines = folder.path().join("plans.ndjson");
    std::fs::write(&lines, "{\"person\":\"p-1\",\"as_of\":\"2024-03-14\",\"content\":\"# Plan\\n\"}\n")
        .unwrap();
    let run = |arguments: &[&std::ffi::OsStr]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cip-brief"));
        let output = command.args(arguments).arg("--database").arg(database(folder.path())).output().unwrap();
        assert!(output.status.success(), "{output:?}");
    };
    run(&["import".as_ref(), lines.as_os_str()]);
    run(&["backup".as_ref(), folder.path().join("copy.db").as_os_str()]);
    let export = String::from_utf8(audit(folder.path(), &["export"]).stdout).unwrap();
    let what: Vec<String> = export
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["what"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(what, ["BEGIN_IMPORT", "END_IMPORT", "BACK_UP", "EXPORT_AUDIT"]);
}
