//! The command line, run as people run it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

const V1: &str = "# Plan\n\nConference date: 14 March 2023\n\n## Risk\n\nThe risk is Medium.\n";
const V2: &str = "# Plan\n\nConference date: 12 March 2024\n\n## Risk\n\nThe risk is High.\n";
const V3: &str = "# Plan\n\nConference date: 11 March 2025\n\n## Risk\n\nThe risk is Low.\n";
const UNDATED: &str = "# Plan\n\n## Risk\n\nThe risk is Low.\n";

/// A folder with versions in it.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [("v1.md", V1), ("v2.md", V2), ("v3.md", V3), ("undated.md", UNDATED)] {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    std::fs::write(folder.path().join("scan.md"), b"PK\x03\x04 scan").unwrap();
    folder
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cip-brief"));
    command
        .args(arguments)
        .current_dir(folder)
        .env_remove("CIP_BRIEF_LISTEN")
        .env_remove("CIP_BRIEF_DATABASE");
    command
}

fn run(arguments: &str) -> Output {
    let arguments: Vec<&str> = arguments.split_whitespace().collect();
    command(folder().path(), &arguments).output().unwrap()
}

/// What a run writes that must go well.
fn stdout(arguments: &str) -> String {
    let output = run(arguments);
    assert!(output.status.success(), "{}", stderr(&output));
    String::from_utf8(output.stdout).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Checks that a run fails with a status and says something.
fn refused(arguments: &str, status: i32, says: &str) {
    let output = run(arguments);
    assert_eq!(output.status.code(), Some(status), "{arguments}: {}", stderr(&output));
    assert!(stderr(&output).contains(says), "{arguments}: {}", stderr(&output));
    assert!(output.stdout.is_empty(), "{arguments}");
}

fn json(arguments: &str) -> Value {
    serde_json::from_str(&stdout(arguments)).unwrap()
}

#[test]
fn delta_as_json() {
    let delta = json("delta v1.md v2.md --format json");
    assert_eq!(delta["schema"], "cip-delta/1");
    assert_eq!(delta["totals"]["added"], 0);
}

#[test]
fn every_form_for_people_shows_both_values() {
    for format in ["", "--format text", "--format markdown", "--format html"] {
        for command in ["delta v1.md v2.md", "brief v1.md v2.md"] {
            let text = stdout(&format!("{command} {format}"));
            assert!(text.contains("Medium") && text.contains("High"), "{command} {format}: {text}");
            assert!(!text.contains('\u{1b}'), "no colour into a pipe");
        }
    }
}

#[test]
fn brief_compares_the_last_two() {
    let brief = json("brief v1.md v2.md v3.md --format json");
    assert_eq!(brief["baseline"]["number"], 2);
    assert_eq!(brief["current"], serde_json::json!({"number": 3, "as_of": "2025-03-11"}));
}

#[test]
fn brief_since_a_day() {
    let brief = json("brief v1.md v2.md v3.md --since 2024-03-11 --format json");
    assert_eq!(brief["baseline"]["number"], 1);
}

#[test]
fn brief_of_a_first_plan() {
    assert_eq!(json("brief v1.md --format json")["baseline"], Value::Null);
}

#[test]
fn brief_with_dates_given() {
    let brief = json("brief v1.md undated.md --as-of 2020-01-02 --as-of 2021-01-02 --format json");
    assert_eq!(
        (&brief["baseline"]["as_of"], &brief["current"]["as_of"]),
        (&"2020-01-02".into(), &"2021-01-02".into())
    );
}

#[test]
fn a_version_without_a_date_is_warned_of() {
    let output = run("brief v1.md undated.md --format json");
    assert!(output.status.success());
    assert!(stderr(&output).contains("undated.md has no date"), "{}", stderr(&output));
}

#[test]
fn history_as_json_and_as_text() {
    let history = json("history v1.md v2.md v3.md --format json");
    assert_eq!(history["schema"], "cip-history/1");
    assert_eq!(history["versions"][2]["as_of"], "2025-03-11");
    let units = history["units"].as_array().unwrap();
    let risk = units.iter().find(|unit| unit["wordings"].is_array() && unit["section"][0] == "Risk").unwrap();
    assert_eq!((&risk["wording_since"], &risk["lineage_since"]), (&3.into(), &1.into()));
    let text = stdout("history v1.md v2.md v3.md");
    assert!(text.contains("11/03/2025  The risk is Low. [otherwise since 14/03/2023]"), "{text}");
}

#[test]
fn wrong_usage() {
    refused("", 2, "Usage");
    refused("delta v1.md", 2, "NEW");
    refused("delta v1.md v2.md --format pdf", 2, "pdf");
    refused("brief", 2, "VERSION");
    refused("brief v1.md v2.md --as-of 2024-01-01", 2, "2 versions and 1 dates");
    refused("brief v1.md --as-of 2024-02-30", 2, "no such day");
    refused("brief v1.md undated.md --since 2024-01-01", 2, "undated.md has none");
    refused("brief v1.md v2.md --since 2001-01-01", 2, "no version is dated");
    refused("brief v2.md v1.md", 2, "oldest first");
    refused("brief v1.md --words 0", 2, "--words");
    refused("serve --listen 0.0.0.0:0", 2, "no identity is configured");
    refused("serve --listen nonsense", 2, "no address");
}

#[test]
fn failures() {
    refused("delta v1.md missing.md", 1, "missing.md cannot be read: ");
    refused("delta v1.md .", 1, ". cannot be read: ");
    refused("delta scan.md v1.md", 1, "scan.md: the document looks like a zip archive");
    refused("serve --listen 127.0.0.1:0 --database mysql://nowhere", 1, "no database address");
}

#[test]
fn what_asks_about_a_store_begins_none() {
    let folder = folder();
    let typos = [("typo.db", false), ("empty.db", true)];
    std::fs::write(folder.path().join("empty.db"), "").unwrap();
    for (file, there) in typos {
        let address = format!("sqlite:{file}");
        for arguments in [
            &["audit", "verify", "--database", &address][..],
            &["audit", "export", "--database", &address],
            &["sessions", "end", "a.keeper", "--database", &address],
            &["sessions", "end", "--everybody", "--database", &address],
            &["copy", "--from", &address, "--to", "sqlite:target.db"],
            &["backup", "copy.db", "--database", &address],
        ] {
            let output = command(folder.path(), arguments).output().unwrap();
            assert_eq!(output.status.code(), Some(1), "{arguments:?}");
            assert!(output.stdout.is_empty(), "{arguments:?}");
            let said = stderr(&output);
            assert!(said.contains(&format!("there is no store at {address}")), "{arguments:?}: {said}");
        }
        let left = std::fs::metadata(folder.path().join(file));
        assert!(left.map_or(!there, |left| there && left.len() == 0), "{file} was written");
    }
    for file in ["target.db", "copy.db"] {
        assert!(!folder.path().join(file).exists(), "{file}");
    }
}

#[test]
fn help_and_version() {
    assert!(stdout("--version").starts_with("cip-brief "));
    for command in ["demo", "serve", "import", "delta", "brief"] {
        assert!(stdout("--help").contains(command));
    }
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let folder = folder();
    let long = V1.repeat(500);
    std::fs::write(folder.path().join("long.md"), long).unwrap();
    let mut child = command(folder.path(), &["delta", "long.md", "long.md", "--format", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), stderr(&output)), (Some(0), String::new()));
}

/// A server that ends with the test.
struct Server {
    child: Child,
    lines: BufReader<std::process::ChildStdout>,
    address: String,
}

impl Server {
    fn start(folder: &Path, arguments: &[&str]) -> Self {
        Self::of(command(folder, arguments).stderr(Stdio::null()))
    }

    fn of(command: &mut Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap());
        let mut first = String::new();
        lines.read_line(&mut first).unwrap();
        let address =
            first.split("http://").nth(1).and_then(|rest| rest.split(',').next()).unwrap().to_owned();
        Self { child, lines, address }
    }

    fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n\r\n", self.address).unwrap();
        let mut reply = String::new();
        stream.read_to_string(&mut reply).unwrap();
        reply
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn demo_serves_the_addresses_it_prints() {
    let folder = folder();
    let mut server = Server::start(folder.path(), &["demo"]);
    let mut paths = Vec::new();
    let mut line = String::new();
    while !line.contains("OpenAPI") {
        line.clear();
        assert!(server.lines.read_line(&mut line).unwrap() > 0);
        paths.extend(line.trim().split_once(&server.address).map(|(_, path)| path.to_owned()));
    }
    for path in paths {
        assert!(server.get(&path).starts_with("HTTP/1.1 200"), "{path}");
    }
}

#[cfg(unix)]
#[test]
fn serve_keeps_its_database_and_stops_when_told() {
    let folder = folder();
    let arguments = ["serve", "--listen", "127.0.0.1:0", "--database", "sqlite:plans.db"];
    let mut server = Server::start(folder.path(), &arguments);
    assert!(server.get("/health/readiness").contains("ready"));
    let id = server.child.id().to_string();
    assert!(Command::new("kill").arg(id).status().unwrap().success());
    assert_eq!(server.child.wait().unwrap().code(), Some(0));
    assert!(folder.path().join("plans.db").exists());
}

#[test]
fn the_log_as_json_has_the_request_id_and_names_nobody() {
    let folder = folder();
    let arguments =
        ["serve", "--listen", "127.0.0.1:0", "--database", "sqlite:plans.db", "--log-format", "json"];
    let log = folder.path().join("log");
    let mut command = command(folder.path(), &arguments);
    let mut server = Server::of(command.stderr(std::fs::File::create(&log).unwrap()));
    assert!(server.get("/v1/people/p-17/brief").starts_with("HTTP/1.1 404"));
    server.child.kill().unwrap();
    server.child.wait().unwrap();
    let log = std::fs::read_to_string(log).unwrap();
    let lines: Vec<Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let answered = lines.iter().find(|line| line["span"]["route"] == "/v1/people/{person}/brief").unwrap();
    assert_eq!(answered["span"]["id"].as_str().map(str::len), Some(36));
    assert!(!log.contains("p-17"));
}
