//! What a look costs that was computed before: a brief, asked for again and again by somebody without identity, by a
//! system with its token and by a person who has signed in, in turn, so that they meet the same machine.
//!
//! `cargo bench --bench looks` does it over SQLite; addresses of empty databases are looked at after it, in the same run.
//! Every look is a row of the record, on the disk before the answer.

#![expect(clippy::unwrap_used, reason = "what cannot be asked has failed")]

#[path = "../tests/suite/identity/provider.rs"]
#[expect(dead_code, reason = "the tests of identity use the rest")]
mod provider;
#[expect(dead_code, reason = "the load uses the rest")]
mod served;

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::time::Duration;

use provider::{AUDIENCE, CLIENT, Provider, SECRET};
use served::{Connection, Service, plan};

/// How often each asks.
const ROUNDS: usize = 2_000;
/// Rounds before that, which are not counted.
const WARM: usize = 200;
const BRIEF: &str = "/v1/people/p-1/brief";

fn main() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let provider = runtime.block_on(Provider::start());
    let folder = tempfile::tempdir().unwrap();
    let file = format!("sqlite:{}", folder.path().join("plans.db").display());
    // What cargo itself passes begins with a hyphen.
    let more: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    for database in [&file].into_iter().chain(&more) {
        println!("\n{}", database.split(':').next().unwrap_or_default());
        look(database, &provider, folder.path());
    }
}

fn look(database: &str, provider: &Provider, folder: &Path) {
    let open = Service::start(&["--database", database]);
    fill(open.address());
    let settings = settings(provider, folder);
    let port = settings.1.to_string();
    let listen = format!("127.0.0.1:{port}");
    let guarded = Service::start(&["--database", database, "--config", &settings.0, "--listen", &listen]);
    let token = provider.token(&provider.claims());
    let cookie = sign_in(guarded.address(), provider);
    let mut asks = [
        ("without identity", Connection::new(open.address())),
        (
            "a system, by token",
            Connection::saying(guarded.address(), &format!("authorization: Bearer {token}")),
        ),
        ("a person, signed in", Connection::saying(guarded.address(), &format!("cookie: {cookie}"))),
    ];
    let mut times: [Vec<Duration>; 3] = Default::default();
    for round in 0..WARM + ROUNDS {
        for ((_, connection), times) in asks.iter_mut().zip(&mut times) {
            let took = connection.ask("GET", BRIEF, "", "", 200);
            if round >= WARM {
                times.push(took);
            }
        }
    }
    for ((who, _), times) in asks.iter().zip(&mut times) {
        times.sort_unstable();
        let at = |percent: usize| times[(times.len() - 1) * percent / 100].as_secs_f64() * 1e3;
        println!("{who:<20} p50 {:>6.2} ms, p90 {:>6.2} ms, p99 {:>6.2} ms", at(50), at(90), at(99));
    }
}

/// Two plans of a person, and a place on the case for both who ask with identity.
fn fill(address: &str) {
    let mut connection = Connection::new(address);
    for (number, date) in [(4, "2024-03-12"), (5, "2025-03-11")] {
        let path = format!("/v1/people/p-1/versions?as_of={date}");
        connection.ask("POST", &path, "text/markdown", &plan(number), 201);
    }
    for name in ["pr2", "a.keeper"] {
        let entry = format!("{{\"name\":\"{name}\",\"from\":\"2020-01-01\"}}");
        connection.ask("PUT", "/v1/people/p-1/caseload", "application/json", &entry, 201);
    }
}

/// A file of settings with identity, and the port that it is for.
fn settings(provider: &Provider, folder: &Path) -> (String, u16) {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let (file, secret) = (folder.join("settings.toml"), folder.join("secret"));
    std::fs::write(&secret, SECRET).unwrap();
    let text = format!(
        "address = \"http://127.0.0.1:{port}\"\n[identity]\nissuer = \"{}\"\naudience = \"{AUDIENCE}\"\n\
         client_id = \"{CLIENT}\"\nclient_secret_file = \"{}\"\nscopes = [\"openid\"]\n\
         [fair_use]\nreads_per_minute = 1000000\n",
        provider.issuer,
        secret.display()
    );
    std::fs::write(&file, text).unwrap();
    (file.display().to_string(), port)
}

/// Signs in: the cookie of the session.
fn sign_in(address: &str, provider: &Provider) -> String {
    let begun = get(address, "/sign-in/start?to=/", "");
    let returned = provider.sign_in(header(&begun, "location"), "a.keeper");
    let back = get(address, &format!("/sign-in/return?{returned}"), header(&begun, "set-cookie"));
    let cookies = back.lines().filter_map(|line| line.strip_prefix("set-cookie: "));
    let session =
        cookies.filter_map(|cookie| cookie.split(';').next()).find(|pair| pair.contains("session="));
    session.unwrap_or_else(|| panic!("{back}")).to_owned()
}

/// The whole answer.
fn get(address: &str, path: &str, cookie: &str) -> String {
    let cookie = cookie.split(';').next().unwrap_or_default();
    let mut stream = TcpStream::connect(address).unwrap();
    let request =
        format!("GET {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\ncookie: {cookie}\r\n\r\n");
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

fn header<'a>(answer: &'a str, name: &str) -> &'a str {
    let line = answer.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
    line.unwrap_or_else(|| panic!("no {name}: {answer}"))
}
