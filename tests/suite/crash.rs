//! The service killed, and its disk full: what was acknowledged is there.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use cip_store::ContentHash;
use serde_json::Value;

use crate::store::cluster::Cluster;

/// How often the service is killed.
const KILLS: usize = 50;
/// How many senders post at once.
const WRITERS: usize = 4;
/// Most answers of a round before the service is killed.
const ANSWERS_MAX: usize = 7;
/// Longest that an answer may take before it is taken for none.
const HANGING: Duration = Duration::from_mins(1);

/// A service of its own process.
pub(crate) struct Service {
    process: Child,
    address: String,
}

/// A version that was acknowledged: whose, its number, the hash of its bytes.
type Acknowledged = BTreeMap<(String, u64), String>;

impl Service {
    pub(crate) fn start(command: &mut Command) -> Self {
        Self::start_logging(command, Stdio::null())
    }

    /// With its log going there.
    pub(crate) fn start_logging(command: &mut Command, log: impl Into<Stdio>) -> Self {
        let mut process = command.stdout(Stdio::piped()).stderr(log).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.split("http://").nth(1).unwrap_or_else(|| panic!("no address in {line:?}"));
        let address = address.split(',').next().unwrap().to_owned();
        Self { process, address }
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// Ends it as a fault in it would: with whatever it says then.
    pub(crate) fn abort(mut self) {
        let abort = ["-ABRT".to_owned(), self.process.id().to_string()];
        assert!(Command::new("kill").args(abort).status().unwrap().success());
        self.process.wait().unwrap();
    }

    /// Ends it without a word of warning.
    pub(crate) fn kill(mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

pub(crate) fn serve(folder: &Path) -> Command {
    serve_over(&database(folder))
}

/// The service over this database.
pub(crate) fn serve_over(database: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cip-brief"));
    command.args(["serve", "--listen", "127.0.0.1:0", "--database", database]);
    command
}

pub(crate) fn database(folder: &Path) -> String {
    format!("sqlite:{}", folder.join("plans.db").display())
}

/// Sends a request; gives status and body, or nothing where the service is gone.
pub(crate) fn send(address: &str, request: &str) -> Option<(u16, Value)> {
    let answer = exchange(address, request)?;
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    Some((status, serde_json::from_str(body).ok()?))
}

/// Sends a request; gives the whole answer.
fn exchange(address: &str, request: &str) -> Option<String> {
    let mut stream = TcpStream::connect(address).ok()?;
    stream.set_read_timeout(Some(HANGING)).unwrap();
    stream.write_all(request.as_bytes()).ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    Some(answer)
}

pub(crate) fn post(address: &str, person: &str, as_of: &str, text: &str) -> Option<(u16, Value)> {
    send(
        address,
        &format!(
            "POST /v1/people/{person}/versions?as_of={as_of} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\
             content-type: text/markdown\r\ncontent-length: {}\r\n\r\n{text}",
            text.len()
        ),
    )
}

pub(crate) fn versions(address: &str, person: &str) -> Vec<Value> {
    let request = format!(
        "GET /v1/people/{person}/versions?limit=1000 HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n"
    );
    let (status, body) = send(address, &request).unwrap();
    if status == 404 { Vec::new() } else { body["versions"].as_array().unwrap().clone() }
}

/// A text that no other round or writer posts, long enough to take several pages of the file.
fn text(round: usize, writer: usize, post: usize) -> String {
    format!(
        "# Plan\n\nEntry {round} of writer {writer}, number {post}.\n\n{}",
        "He has a flat in Inverkell.\n\n".repeat(300)
    )
}

pub(crate) fn hash(text: &str) -> String {
    ContentHash::of(text.as_bytes()).to_string()
}

/// Posts from several senders until so many answers have come; gives what was acknowledged.
fn post_until(service: Service, round: usize, answers: usize) -> Acknowledged {
    let (sender, receiver) = mpsc::channel();
    let writers: Vec<_> = (0..WRITERS)
        .map(|writer| {
            let (address, sender) = (service.address.clone(), sender.clone());
            thread::spawn(move || {
                // Two writers a person, so that they meet.
                let person = format!("p-{}", writer / 2);
                for number in 0.. {
                    let text = text(round, writer, number);
                    let Some((status, receipt)) = post(&address, &person, "2024-03-14", &text) else {
                        return;
                    };
                    assert_eq!(status, 201, "{receipt}");
                    let acknowledged = ((person.clone(), receipt["number"].as_u64().unwrap()), hash(&text));
                    if sender.send(acknowledged).is_err() {
                        return;
                    }
                }
            })
        })
        .collect();
    drop(sender);
    let mut acknowledged: Acknowledged = receiver.iter().take(answers).collect();
    service.kill();
    // What was answered before the end counts too.
    acknowledged.extend(receiver.iter());
    for writer in writers {
        writer.join().unwrap();
    }
    acknowledged
}

/// Every acknowledged version is listed as it was acknowledged, and numbers have no gap.
fn check(service: &Service, acknowledged: &Acknowledged) {
    for person in ["p-0", "p-1"] {
        let listed = versions(&service.address, person);
        let by_number: BTreeMap<u64, &str> = listed
            .iter()
            .map(|version| (version["number"].as_u64().unwrap(), version["hash"].as_str().unwrap()))
            .collect();
        assert!(by_number.keys().copied().eq(1..=listed.len() as u64), "{:?}", by_number.keys());
        for ((_, number), hash) in acknowledged.iter().filter(|((whose, _), _)| whose == person) {
            assert_eq!(by_number.get(number), Some(&hash.as_str()), "{person} {number}");
        }
    }
}

fn outlives_kills(database: &str) {
    let mut acknowledged = Acknowledged::new();
    for round in 0..KILLS {
        let service = Service::start(&mut serve_over(database));
        check(&service, &acknowledged);
        acknowledged.extend(post_until(service, round, round % ANSWERS_MAX));
    }
    check(&Service::start(&mut serve_over(database)), &acknowledged);
    assert!(acknowledged.len() > KILLS, "{} posts were acknowledged", acknowledged.len());
}

#[test]
fn what_was_acknowledged_outlives_fifty_kills() {
    let folder = tempfile::tempdir().unwrap();
    outlives_kills(&database(folder.path()));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_acknowledged_over_postgresql_outlives_fifty_kills() {
    let database = crate::store::cluster::database().await;
    tokio::task::spawn_blocking(move || outlives_kills(&database)).await.unwrap();
}

#[test]
fn a_full_disk_refuses_and_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    // No file may grow beyond 900 KiB, which is to SQLite what a full disk is.
    let mut limited = Command::new("bash");
    limited.arg("-c").arg("trap '' XFSZ; ulimit -f 900; exec \"$@\"").arg("bash");
    limited.arg(env!("CARGO_BIN_EXE_cip-brief")).args(["serve", "--listen", "127.0.0.1:0", "--database"]);
    let service = Service::start(limited.arg(database(folder.path())));
    let (acknowledged, status, code) =
        post_until_refused(&service, (0..200).map(|number| text(0, 0, number)));
    assert_eq!(status, 503);
    assert!(["store_unavailable", "not_recorded"].contains(&code.as_str()), "{code}");
    assert!(acknowledged.len() > 5, "{} posts fitted", acknowledged.len());
    // A look that cannot be recorded is not answered.
    let list = format!(
        "GET /v1/people/p-0/versions HTTP/1.1\r\nhost: {0}\r\nconnection: close\r\n\r\n",
        service.address
    );
    let unseen = (0..2000).map(|_| send(&service.address, &list).unwrap()).find(|(status, _)| *status != 200);
    let (status, body) = unseen.unwrap();
    assert_eq!((status, &body["errorCode"]), (503, &Value::from("not_recorded")));
    assert_eq!(body["versions"], Value::Null);
    // Nor is a page shown.
    for path in ["/", "/people/p-0", "/people/p-0/versions/1", "/people/p-0/brief"] {
        let page = exchange(
            &service.address,
            &format!(
                "GET {path} HTTP/1.1\r\nhost: {0}\r\naccept: text/html\r\nconnection: close\r\n\r\n",
                service.address
            ),
        );
        let page = page.unwrap();
        assert!(page.starts_with("HTTP/1.1 503 "), "{path}: {page}");
        assert!(!page.contains("p-0<") && !page.contains("Inverkell"), "{path}: {page}");
    }
    service.kill();
    check(&Service::start(&mut serve(folder.path())), &acknowledged);
}

/// Posts one text after another until one is refused: what was acknowledged, and with which status and code it ended.
fn post_until_refused(
    service: &Service,
    mut texts: impl Iterator<Item = String>,
) -> (Acknowledged, u16, String) {
    let mut acknowledged = Acknowledged::new();
    let refused = texts.find_map(|text| {
        let (status, body) = post(&service.address, "p-0", "2024-03-14", &text).unwrap();
        if status == 201 {
            acknowledged.insert(("p-0".to_owned(), body["number"].as_u64().unwrap()), hash(&text));
            return None;
        }
        Some((status, body["errorCode"].as_str().unwrap().to_owned()))
    });
    let (status, code) = refused.unwrap();
    (acknowledged, status, code)
}

/// A text that a database cannot make much smaller.
fn dense(number: usize) -> String {
    let lines = (0..1_000).map(|line| format!("He has {}.\n\n", hash(&format!("{number} {line}"))));
    format!("# Plan\n\n{}", lines.collect::<String>())
}

/// Posts over a disk that gets full, then looks, then has room made: nothing that was acknowledged is lost.
fn fill(database: &str, cluster: &mut Cluster) {
    let service = Service::start(&mut serve_over(database));
    let (acknowledged, status, code) = post_until_refused(&service, (0..2_000).map(dense));
    assert_eq!(status, 503, "{code}");
    assert!(acknowledged.len() > 5, "{} posts fitted", acknowledged.len());
    // A look that cannot be recorded is not answered; one that could be was.
    let list = format!(
        "GET /v1/people/p-0/versions HTTP/1.1\r\nhost: {0}\r\nconnection: close\r\n\r\n",
        service.address
    );
    let unseen =
        (0..20_000).map(|_| send(&service.address, &list).unwrap()).find(|(status, _)| *status != 200);
    let (status, body) = unseen.unwrap();
    assert_eq!((status, &body["versions"]), (503, &Value::Null), "{body}");
    cluster.make_room();
    // It goes on by itself.
    let answers = (0..100).map(|_| {
        thread::sleep(Duration::from_millis(100));
        send(&service.address, &list).unwrap().0
    });
    assert_eq!(answers.into_iter().find(|status| *status == 200), Some(200));
    check(&service, &acknowledged);
    let (status, receipt) = post(&service.address, "p-0", "2024-03-15", "# Plan\n\nHe has moved.\n").unwrap();
    assert_eq!(status, 201, "{receipt}");
    let verify = ["audit", "verify", "--database", database];
    let verified = Command::new(env!("CARGO_BIN_EXE_cip-brief")).args(verify).output().unwrap();
    assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stderr));
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_of_postgresql_refuses_and_loses_nothing() {
    let start = || Cluster::on_a_disk_of("64m");
    let mut cluster = tokio::task::spawn_blocking(start).await.unwrap();
    let database = cluster.database().await;
    tokio::task::spawn_blocking(move || fill(&database, &mut cluster)).await.unwrap();
}

#[cfg(target_os = "linux")]
#[test]
fn a_place_that_cannot_be_written_is_refused_at_the_start() {
    // Nobody, not even root, makes files there.
    let output = Command::new(env!("CARGO_BIN_EXE_cip-brief"))
        .args(["serve", "--listen", "127.0.0.1:0", "--database", "sqlite:/sys/plans.db"])
        .output()
        .unwrap();
    let message = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(message.contains("/sys/plans.db: the database cannot be used"), "{message}");
}

#[test]
fn a_damaged_database_is_refused_at_the_start() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("plans.db"), "A letter, not a database. ".repeat(300)).unwrap();
    let output = serve(folder.path()).output().unwrap();
    let message = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(message.contains("the database is damaged"), "{message}");
}
