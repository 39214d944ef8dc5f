//! `cip-brief config check`, run as people run it, and what `serve` refuses to start with.

use std::path::Path;
use std::process::{Command, Output};

/// A file of settings with identity, from which tests take away.
const SETTINGS: &str = "\
listen = \"127.0.0.1:0\"
address = \"https://plans.example\"

[proxies]
trusted = [\"10.0.0.0/24\"]

[identity]
issuer = \"https://id.example\"
audience = \"cip-brief-api\"
client_id = \"cip-brief-pages\"
client_secret_file = \"secret\"
";

fn run(folder: &Path, arguments: &[&str], secret: Option<&str>) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cip-brief"));
    command.args(arguments).current_dir(folder);
    for variable in ["CIP_BRIEF_CONFIG", "CIP_BRIEF_LISTEN", "CIP_BRIEF_DATABASE"] {
        command.env_remove(variable);
    }
    if let Some(secret) = secret {
        command.env("CIP_BRIEF_IDENTITY_CLIENT_SECRET", secret);
    }
    command.output().unwrap()
}

/// What the check says of these settings: the status and the lines about what is wrong.
fn check(settings: &str) -> (Option<i32>, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("settings.toml"), settings).unwrap();
    std::fs::write(folder.path().join("secret"), "canary-of-the-file\n").unwrap();
    let output = run(folder.path(), &["config", "check", "settings.toml"], None);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(!said.contains("canary") && !String::from_utf8(output.stdout).unwrap().contains("canary"));
    (output.status.code(), said.lines().skip(1).map(|line| line.trim().to_owned()).collect())
}

#[test]
fn settings_that_are_well() {
    assert_eq!(check(SETTINGS), (Some(0), Vec::new()));
    assert_eq!(check(""), (Some(0), Vec::new()), "identity is no must");
}

#[test]
fn everything_wrong_is_named_before_a_start() {
    let (status, faults) = check(
        "queue = 0\nlisten = \"0.0.0.0:80\"\naddress = \"http://plans.example/cip\"\nlog_format = \"xml\"\n\
         [identity]\nissuer = \"http://id.example\"\naudience = \"one\"\nclient_id = \"one\"\n\
         client_secret_file = \"missing\"\nalgorithms = [\"HS256\", \"none\"]\nscopes = [\"profile\"]\n\
         roles_claim = \"\"\n[sessions]\nidle_minutes = 0\n[proxies]\ntrusted = [\"everywhere\"]\n\
         [tls]\ncertificate = \"missing\"\n[fair_use]\nreads_per_minute = 0\n",
    );
    assert_eq!(status, Some(2));
    for wrong in [
        "queue",
        "address",
        "log_format",
        "identity.issuer",
        "identity.audience",
        "identity.client_secret_file",
        "identity.algorithms",
        "identity.scopes",
        "identity.roles_claim",
        "sessions.idle_minutes",
        "proxies.trusted",
        "tls.key",
        "fair_use.reads_per_minute",
    ] {
        assert!(faults.iter().any(|fault| fault.starts_with(&format!("{wrong}: "))), "{wrong}: {faults:#?}");
    }
}

#[test]
fn what_a_start_would_refuse_is_named_before_it() {
    for (settings, fault) in [
        ("listen = \"nonsense\"", "listen: an address and a port belong here"),
        ("listen = \"127.0.0.1\"", "listen: an address and a port belong here"),
        ("listen = \"127.0.0.1:80800\"", "listen: an address and a port belong here"),
        ("database = \"mysql://x\"", "database: \"mysql://x\" is no database address"),
        ("database = \"sqlite::memory:\"", "database: "),
        (
            "database = \"sqlite:missing/plans.db\"",
            "database: the database cannot be used: missing: there is no such folder",
        ),
        ("database = \"sqlite:.\"", "database: the database cannot be used: .: this is a folder"),
        (
            "database = \"postgres://cip:canary@db.example/cip?sslmode=require\"",
            "database: the database address leads over a network",
        ),
    ] {
        let (status, faults) = check(settings);
        assert_eq!((status, faults.len()), (Some(2), 1), "{settings}: {faults:?}");
        assert!(faults[0].starts_with(fault), "{settings}: {faults:?}");
    }
    for settings in ["listen = \"localhost:8080\"\ndatabase = \"sqlite:plans.db\"", "listen = \"[::1]:80\""] {
        assert_eq!(check(settings), (Some(0), Vec::new()), "{settings}");
    }
}

#[test]
fn a_slip_in_a_variable_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_cip-brief"));
    command.args(["config", "check"]).current_dir(folder.path()).env("CIP_BRIEF_LISTN", "127.0.0.1:80");
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("CIP_BRIEF_LISTN: there is no such setting"), "{said}");
}

#[test]
fn a_secret_in_the_file_is_refused_and_not_repeated() {
    let (status, faults) = check(&format!("{SETTINGS}client_secret = \"canary-in-the-file\"\n"));
    assert_eq!(status, Some(2));
    assert!(faults[0].starts_with("identity.client_secret: no secret stands in this file"), "{faults:?}");
}

#[test]
fn a_secret_of_the_environment_shows_itself_nowhere() {
    let folder = tempfile::tempdir().unwrap();
    let settings = SETTINGS.replace("client_secret_file = \"secret\"\n", "");
    std::fs::write(folder.path().join("settings.toml"), settings).unwrap();
    for arguments in
        [&["config", "check", "settings.toml"][..], &["serve", "--help"], &["config", "check", "--help"]]
    {
        let output = run(folder.path(), arguments, Some("canary-of-the-environment"));
        assert!(output.status.success(), "{arguments:?}");
        let said = [output.stdout, output.stderr].concat();
        assert!(!String::from_utf8(said).unwrap().contains("canary"), "{arguments:?}");
    }
}

#[test]
fn nobody_listens_to_all_without_tls_or_proxies() {
    let open = SETTINGS.replace("127.0.0.1:0", "0.0.0.0:0");
    assert_eq!(check(&open).0, Some(0), "proxies are listed");
    let (status, faults) = check(&open.replace("[proxies]\ntrusted = [\"10.0.0.0/24\"]\n", ""));
    assert_eq!(status, Some(2));
    assert!(faults[0].contains("anyone on the way could read along"), "{faults:?}");
}
