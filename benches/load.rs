//! The service under load on loopback: 8 record systems post five 30-page plans of each person while 32 readers ask for
//! briefs, deltas and pages.
//!
//! `cargo bench --bench load -- 1000` does it for a thousand people over SQLite and prints rates, latencies and the
//! service's peak memory; then it checks that every plan that was acknowledged is listed. Addresses of empty databases
//! behind the number are put under the same load after it, in the same run.

#![expect(clippy::unwrap_used, reason = "a load that cannot be put on has failed")]

mod served;

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use served::{Connection, Service, plan};

const WRITERS: usize = 8;
const READERS: usize = 32;
/// People where nobody says how many.
const PEOPLE_DEFAULT: usize = 40;
const DATES: [&str; 5] = ["2021-03-11", "2022-03-10", "2023-03-14", "2024-03-12", "2025-03-11"];
/// The conference whose changes are asked for: between the last two plans.
const CONFERENCE: &str = r#"{"date":"2024-03-13","kind":"annual"}"#;
/// What readers ask for, in turn.
const QUESTIONS: [(&str, &str); 4] = [
    ("brief, JSON", "/v1/people/{}/brief"),
    ("brief, page", "/people/{}/brief"),
    ("delta, JSON", "/v1/people/{}/delta?from=4&to=5"),
    ("delta, page", "/people/{}/delta?from=4&to=5"),
];
/// How long a reader thinks between two answers.
const READING: Duration = Duration::from_millis(500);

fn main() {
    // What cargo itself passes begins with a hyphen.
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let people = arguments.first();
    let people = people.map_or(PEOPLE_DEFAULT, |number| number.parse().expect("a number of people"));
    let folder = tempfile::tempdir().unwrap();
    let file = format!("sqlite:{}", folder.path().join("plans.db").display());
    for database in [&file].into_iter().chain(arguments.iter().skip(1)) {
        println!("\n{}", database.split(':').next().unwrap_or_default());
        put_under_load(database, people);
    }
    println!("\nfile of SQLite: {} MB", bytes_under(folder.path()) / 1_000_000);
}

fn put_under_load(database: &str, people: usize) {
    let service = Service::start(&["--database", database]);
    // Made each person's own by a line at the end.
    let plans: Vec<String> = (1..=DATES.len()).map(plan).collect();
    let load = Load {
        people,
        plans: &plans,
        next: AtomicUsize::new(0),
        done: AtomicUsize::new(0),
        over: AtomicBool::new(false),
    };
    let begun = Instant::now();
    let (posts, answers) = load.put_on(service.address());
    let took = begun.elapsed();
    println!(
        "{people} people × {} plans of {} KB: {:.0} s",
        plans.len(),
        plans[4].len() / 1000,
        took.as_secs_f64()
    );
    tell("post of a plan", took, posts);
    for (question, (name, _)) in QUESTIONS.iter().enumerate() {
        tell(name, took, answers.iter().filter(|(of, _)| *of == question).map(|(_, time)| *time).collect());
    }
    println!("peak memory of the service: {} MB", service.peak_kb() / 1000);
    check(service.address(), people);
}

struct Load<'a> {
    people: usize,
    plans: &'a [String],
    /// The next person to post.
    next: AtomicUsize,
    /// How many are posted.
    done: AtomicUsize,
    over: AtomicBool,
}

impl Load<'_> {
    /// Writes and reads at once; how long each post took, and each answer, with what it was to.
    fn put_on(&self, address: &str) -> (Vec<Duration>, Vec<(usize, Duration)>) {
        thread::scope(|scope| {
            let writers: Vec<_> = (0..WRITERS).map(|_| scope.spawn(|| self.write(address))).collect();
            let readers: Vec<_> =
                (0..READERS).map(|reader| scope.spawn(move || self.read(address, reader))).collect();
            let posts = writers.into_iter().flat_map(|writer| writer.join().unwrap()).collect();
            self.over.store(true, Ordering::Relaxed);
            (posts, readers.into_iter().flat_map(|reader| reader.join().unwrap()).collect())
        })
    }

    /// Posts people, one after the other.
    fn write(&self, address: &str) -> Vec<Duration> {
        let mut connection = Connection::new(address);
        let mut times = Vec::new();
        loop {
            let person = self.next.fetch_add(1, Ordering::Relaxed);
            if person >= self.people {
                return times;
            }
            for (plan, date) in self.plans.iter().zip(DATES) {
                let path = format!("/v1/people/load-{person}/versions?as_of={date}");
                let text = format!("{plan}\nThis is the plan of load-{person}.\n");
                times.push(connection.ask("POST", &path, "text/markdown", &text, 201));
            }
            connection.ask(
                "POST",
                &format!("/v1/people/load-{person}/conferences"),
                "application/json",
                CONFERENCE,
                201,
            );
            self.done.fetch_max(person + 1, Ordering::Relaxed);
        }
    }

    /// Asks about people who are posted, until the writers are done.
    fn read(&self, address: &str, reader: usize) -> Vec<(usize, Duration)> {
        let mut connection = Connection::new(address);
        let mut times = Vec::new();
        for turn in reader.. {
            if self.over.load(Ordering::Relaxed) {
                break;
            }
            thread::sleep(READING);
            // Those begun last may not be whole yet.
            let Some(whole) =
                self.done.load(Ordering::Relaxed).checked_sub(2 * WRITERS).filter(|whole| *whole > 0)
            else {
                continue;
            };
            let question = turn % QUESTIONS.len();
            // Spread over everybody, the same way each time.
            let person = turn * 7919 % whole;
            let path = QUESTIONS[question].1.replace("{}", &format!("load-{person}"));
            times.push((question, connection.ask("GET", &path, "", "", 200)));
        }
        times
    }
}

fn bytes_under(folder: &Path) -> u64 {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().metadata().unwrap().len()).sum()
}

fn tell(name: &str, took: Duration, mut times: Vec<Duration>) {
    times.sort_unstable();
    let Some(last) = times.len().checked_sub(1) else { return println!("{name:<16} none") };
    let at = |percent: usize| times[last * percent / 100].as_secs_f64() * 1e3;
    let rate = f64::from(u32::try_from(times.len()).unwrap()) / took.as_secs_f64();
    println!(
        "{name:<16} {:>6}, {rate:>6.1} a second, p50 {:>6.1} ms, p99 {:>6.1} ms",
        times.len(),
        at(50),
        at(99)
    );
}

/// Every plan that was acknowledged is listed, in order.
fn check(address: &str, people: usize) {
    let mut connection = Connection::new(address);
    for person in 0..people {
        let path = format!("/v1/people/load-{person}/versions");
        let (status, text, _) = connection.exchange("GET", &path, "", "");
        assert_eq!(status, 200, "{text}");
        let listed: serde_json::Value = serde_json::from_str(&text).unwrap();
        let dates: Vec<&str> =
            listed["versions"].as_array().unwrap().iter().map(|it| it["as_of"].as_str().unwrap()).collect();
        assert_eq!(dates, DATES, "load-{person}");
    }
    println!("all {} plans are listed", people * DATES.len());
}
