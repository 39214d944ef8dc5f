//! What memory the service holds while it answers ten thousand requests: it may fill its cache, and then grow no more.
//!
//! `cargo bench --bench memory` starts it over SQLite with a cache so small that it is soon full, lets four ask in turn
//! for all that there is of a few people, post somebody new now and then and ask for what there is not, and prints what
//! it holds after every thousand.

#![expect(clippy::unwrap_used, reason = "what cannot be asked has failed")]

#[expect(dead_code, reason = "the load uses the rest")]
mod served;

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use served::{Connection, Service, plan};

const REQUESTS: usize = 10_000;
/// After so many the memory is looked at.
const STEP: usize = 1_000;
const ASKING: usize = 4;
const PEOPLE: usize = 6;
/// One request in so many posts a plan of somebody new.
const POST_EVERY: usize = 50;
/// Less than what is asked for takes, so that what is kept makes room for what comes.
const CACHE_MIB: &str = "16";
const DATES: [&str; 5] = ["2021-03-11", "2022-03-10", "2023-03-14", "2024-03-12", "2025-03-11"];

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let database = format!("sqlite:{}", folder.path().join("plans.db").display());
    let service = Service::start(&["--database", &database, "--cache", CACHE_MIB]);
    let plans: Vec<String> = (1..=DATES.len()).map(plan).collect();
    let mut connection = Connection::new(service.address());
    for person in 0..PEOPLE {
        for (plan, date) in plans.iter().zip(DATES) {
            post(&mut connection, &format!("p-{person}"), date, plan);
        }
    }
    println!("{:>6} requests: {:>4} MB", 0, service.held_kb() / 1000);
    let (next, held) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..ASKING {
            scope.spawn(|| {
                let mut connection = Connection::new(service.address());
                while let Some(at) = Some(next.fetch_add(1, Ordering::Relaxed)).filter(|at| *at < REQUESTS) {
                    ask(&mut connection, at, &plans[4]);
                    if (at + 1).is_multiple_of(STEP) {
                        held.lock().unwrap().push((at + 1, service.held_kb()));
                    }
                }
            });
        }
    });
    for (requests, kb) in held.into_inner().unwrap() {
        println!("{requests:>6} requests: {:>4} MB", kb / 1000);
    }
    println!("at most {} MB", service.peak_kb() / 1000);
}

/// One request: of each kind in turn, each of another person than the last of its kind, and every brief of another
/// length.
fn ask(connection: &mut Connection, at: usize, plan: &str) {
    if at.is_multiple_of(POST_EVERY) {
        return post(
            connection,
            &format!("new-{at}"),
            DATES[4],
            &format!("{plan}\nThis is the plan of {at}.\n"),
        );
    }
    let person = at / 7 % PEOPLE;
    let words = 400 + at % 1_000;
    let (path, status) = match at % 7 {
        0 => (format!("/v1/people/p-{person}/brief?words={words}"), 200),
        1 => (format!("/people/p-{person}/brief?words={words}"), 200),
        2 => (format!("/v1/people/p-{person}/delta?from={}&to=5", 1 + at / 11 % 4), 200),
        3 => (format!("/people/p-{person}/delta?from={}&to=5", 1 + at / 11 % 4), 200),
        4 => (format!("/v1/people/p-{person}/condensed"), 200),
        5 => (format!("/v1/people/p-{person}/history"), 200),
        _ => (format!("/v1/people/nobody-{at}/brief"), 404),
    };
    connection.ask("GET", &path, "", "", status);
}

fn post(connection: &mut Connection, person: &str, date: &str, plan: &str) {
    let path = format!("/v1/people/{person}/versions?as_of={date}");
    connection.ask("POST", &path, "text/markdown", plan, 201);
}
