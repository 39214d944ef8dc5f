//! Two copies of the service over one PostgreSQL database: one is killed, or the database restarted, while others write
//! and read.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use serde_json::Value;

use crate::crash::{Service, hash, post, send, serve_over, versions};
use crate::store::cluster::Cluster;

/// Versions of a person.
const VERSIONS: usize = 5;
/// How many senders post, and how many look, at once.
const WRITERS: usize = 8;
const READERS: usize = 32;
/// How often a sender tries again, and how long it waits in between.
const TRIES: usize = 100;
const BETWEEN: Duration = Duration::from_millis(100);

/// People of a run: a few dozen, or as many as the environment asks for, which is how the long run is done.
fn people() -> usize {
    std::env::var("CIP_BRIEF_TEST_PEOPLE").map_or(40, |people| people.parse().expect("a number of people"))
}

/// A copy of the service over this database.
fn copy(database: &str) -> Service {
    Service::start(&mut serve_over(database))
}

/// What is posted of a person in a year.
fn text(person: usize, year: usize) -> String {
    format!("# Plan of person {person}\n\nYear {year}. {}\n", "He works in the garden. ".repeat(30))
}

/// What the senders got to hear: of each version its number and hash; and how often they were told to try again.
#[derive(Default)]
struct Heard {
    acknowledged: BTreeMap<usize, BTreeMap<u64, String>>,
    refused: usize,
}

/// Everybody's versions posted by [`WRITERS`] over these copies, while [`READERS`] look; `meanwhile` is done when half
/// is through.
fn run(addresses: &[String], meanwhile: impl FnOnce()) -> Heard {
    let (done, over) = (AtomicUsize::new(0), AtomicBool::new(false));
    let all = people() * VERSIONS;
    thread::scope(|scope| {
        let writers: Vec<_> = (0..WRITERS)
            .map(|writer| {
                scope.spawn({
                    let done = &done;
                    move || write(addresses, writer, done)
                })
            })
            .collect();
        let readers: Vec<_> = (0..READERS)
            .map(|reader| {
                scope.spawn({
                    let over = &over;
                    move || look(addresses, reader, over)
                })
            })
            .collect();
        while done.load(Ordering::Relaxed) < all / 2 {
            thread::yield_now();
            thread::sleep(Duration::from_millis(5));
        }
        meanwhile();
        let mut heard = Heard::default();
        for writer in writers {
            let of_writer = writer.join().unwrap();
            heard.refused += of_writer.refused;
            for (person, versions) in of_writer.acknowledged {
                heard.acknowledged.entry(person).or_default().extend(versions);
            }
        }
        over.store(true, Ordering::Relaxed);
        for reader in readers {
            reader.join().unwrap();
        }
        heard
    })
}

/// Posts each second version of each fourth person, so that two senders over two copies meet at every person.
fn write(addresses: &[String], writer: usize, done: &AtomicUsize) -> Heard {
    let mut heard = Heard::default();
    for person in (0..people()).filter(|person| person % (WRITERS / 2) == writer / 2) {
        for year in (0..VERSIONS).filter(|year| year % 2 == writer % 2) {
            let text = text(person, year);
            let (number, refused) = post_until_kept(addresses, writer, person, year, &text);
            heard.refused += refused;
            heard.acknowledged.entry(person).or_default().insert(number, hash(&text));
            done.fetch_add(1, Ordering::Relaxed);
        }
    }
    heard
}

/// Posts until it is acknowledged, at another copy where one does not answer; the number, and how often it was refused.
fn post_until_kept(
    addresses: &[String],
    writer: usize,
    person: usize,
    year: usize,
    text: &str,
) -> (u64, usize) {
    let (mut refused, day) = (0, format!("{}-03-14", 2018 + year));
    for tried in 0..TRIES {
        let address = &addresses[(writer + tried) % addresses.len()];
        match post(address, &format!("p-{person}"), &day, text) {
            Some((200 | 201, receipt)) => return (receipt["number"].as_u64().unwrap(), refused),
            Some((503, problem)) => {
                assert!(problem["errorCode"].is_string(), "{problem}");
                refused += 1;
            }
            Some(other) => panic!("{other:?}"),
            None => {}
        }
        thread::sleep(BETWEEN);
    }
    panic!("p-{person} of {day} was never taken");
}

/// Looks at briefs until all is written: each is there, or not yet, or refused for now.
fn look(addresses: &[String], reader: usize, over: &AtomicBool) {
    for look in 0.. {
        if over.load(Ordering::Relaxed) {
            return;
        }
        let address = &addresses[(reader + look) % addresses.len()];
        let person = (reader * 7 + look) % people();
        let request = format!(
            "GET /v1/people/p-{person}/brief HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n"
        );
        match send(address, &request) {
            Some((200 | 404 | 503, _)) => {}
            Some(other) => panic!("{other:?}"),
            None => thread::sleep(BETWEEN),
        }
        thread::sleep(Duration::from_millis(20));
    }
}

/// Nothing that was acknowledged is lost, nothing is there twice, no number is skipped.
fn check(address: &str, heard: &Heard) {
    assert_eq!(heard.acknowledged.len(), people());
    for (person, acknowledged) in &heard.acknowledged {
        let listed = versions(address, &format!("p-{person}"));
        let text = |version: &Value| version["hash"].as_str().unwrap().to_owned();
        let by_number: BTreeMap<u64, String> =
            listed.iter().map(|version| (version["number"].as_u64().unwrap(), text(version))).collect();
        assert_eq!(&by_number, acknowledged, "p-{person}");
        assert!(by_number.keys().copied().eq(1..=VERSIONS as u64), "p-{person}: {by_number:?}");
        assert_eq!(by_number.values().collect::<BTreeSet<_>>().len(), VERSIONS, "p-{person}");
    }
}

/// The record of looks holds from its first row to its last, though two copies wrote it.
fn check_record(database: &str) {
    let verify = ["audit", "verify", "--database", database];
    let verified = Command::new(env!("CARGO_BIN_EXE_cip-brief")).args(verify).output().unwrap();
    assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stderr));
}

#[tokio::test(flavor = "multi_thread")]
async fn one_of_two_copies_is_killed() {
    let database = crate::store::cluster::database().await;
    tokio::task::spawn_blocking(move || {
        // Both at once, so that both want to make the tables.
        let [one, other] = thread::scope(|scope| {
            [scope.spawn(|| copy(&database)), scope.spawn(|| copy(&database))].map(|it| it.join().unwrap())
        });
        let addresses = [one.address().to_owned(), other.address().to_owned()];
        let heard = run(&addresses, || one.kill());
        check(other.address(), &heard);
        check_record(&database);
    })
    .await
    .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_database_is_restarted() {
    let mut cluster = tokio::task::spawn_blocking(Cluster::start).await.unwrap();
    let database = cluster.database().await;
    tokio::task::spawn_blocking(move || {
        let copies = [copy(&database), copy(&database)];
        let addresses = copies.each_ref().map(|copy| copy.address().to_owned());
        let heard = run(&addresses, || cluster.restart());
        check(&addresses[0], &heard);
        check_record(&database);
    })
    .await
    .unwrap();
}
