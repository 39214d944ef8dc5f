//! Bulk import, run as people run it.

use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Output};

use cip_store::{self, ContentHash};
use serde_json::json;

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures");
const PEOPLE: usize = 100;

/// Three versions of each person, a person's in their order but people mixed; line 151 has an impossible date.
fn lines() -> String {
    let mut lines = String::new();
    for year in 2023..2026 {
        for person in 0..PEOPLE {
            let as_of = if (year, person) == (2024, 50) { "2024-02-30" } else { &format!("{year}-03-14") };
            let content = format!("# Plan\n\nHe has lived at number {person} since {year}.\n");
            let line = json!({"person": format!("n-{person}"), "as_of": as_of, "content": content});
            writeln!(lines, "{line}").unwrap();
        }
    }
    lines
}

fn import(folder: &Path, paths: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_cip-brief"))
        .args(["import", "--database", "sqlite:plans.db"])
        .args(paths)
        .current_dir(folder)
        .output()
        .unwrap()
}

/// The numbers of a line of the report.
fn counts(output: &Output, name: &str) -> Vec<usize> {
    let text = str::from_utf8(&output.stdout).unwrap();
    let line = text.lines().find(|line| line.starts_with(name)).unwrap_or_else(|| panic!("{text}"));
    line.split_whitespace().filter_map(|word| word.parse().ok()).collect()
}

fn stderr(output: &Output) -> &str {
    str::from_utf8(&output.stderr).unwrap()
}

#[tokio::test]
async fn an_import_is_run_twice_and_stores_once() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("plans.ndjson"), lines()).unwrap();
    let first = import(folder.path(), &["plans.ndjson"]);
    assert_eq!(first.status.code(), Some(1), "one line is refused");
    assert!(stderr(&first).contains("plans.ndjson:151: invalid_field: as_of: there is no such day"));
    assert_eq!((counts(&first, "people"), counts(&first, "versions")), (vec![PEOPLE], vec![299, 0]));
    assert_eq!(counts(&first, "refused"), [1]);
    let again = import(folder.path(), &["plans.ndjson"]);
    assert_eq!((counts(&again, "versions"), counts(&again, "refused")), (vec![0, 299], vec![1]));
    arrived_in_the_order_of_the_file(folder.path()).await;
}

async fn arrived_in_the_order_of_the_file(folder: &Path) {
    let store = cip_store::open(&format!("sqlite:{}", folder.join("plans.db").display())).await.unwrap();
    for person in 0..PEOPLE {
        let id = format!("n-{person}").parse().unwrap();
        let versions = store.versions(&id).await.unwrap();
        let in_order =
            versions.iter().map(|version| version.number).eq(1..=versions.len().try_into().unwrap());
        assert!(in_order && versions.len() == if person == 50 { 2 } else { 3 }, "{versions:?}");
    }
    let content = store.version_content(&"n-7".parse().unwrap(), 3).await.unwrap().unwrap();
    assert_eq!(content, b"# Plan\n\nHe has lived at number 7 since 2025.\n");
}

#[tokio::test]
async fn folders_bring_people_conferences_and_reports() {
    let folder = tempfile::tempdir().unwrap();
    let first = import(folder.path(), &[FIXTURES]);
    assert!(first.status.success(), "{}", stderr(&first));
    assert_eq!((counts(&first, "people"), counts(&first, "versions")), (vec![4], vec![20, 0]));
    assert_eq!((counts(&first, "sources"), counts(&first, "refused")), (vec![4, 0], vec![0]));
    let one = import(folder.path(), &[&format!("{FIXTURES}/craig-tolverie")]);
    assert_eq!(counts(&one, "versions"), [0, 5]);
    let store =
        cip_store::open(&format!("sqlite:{}", folder.path().join("plans.db").display())).await.unwrap();
    let id = "p-17".parse().unwrap();
    assert_eq!(store.person(&id).await.unwrap().unwrap().known.name.as_deref(), Some("Craig Tolverie"));
    let file = std::fs::read(format!("{FIXTURES}/craig-tolverie/v5.md")).unwrap();
    assert_eq!(store.versions(&id).await.unwrap()[4].hash, ContentHash::of(&file));
}

#[test]
fn what_is_refused_is_told_by_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let person = folder.path().join("people/a");
    std::fs::create_dir_all(&person).unwrap();
    let file =
        json!({"id": "p-1", "versions": [{"file": "v1.md", "as_of": "2024-03-14"}, {"file": "v2.md"}]});
    std::fs::write(person.join("person.json"), file.to_string()).unwrap();
    std::fs::write(person.join("v2.md"), "# No date\n").unwrap();
    std::fs::write(folder.path().join("bad.ndjson"), "{\n\n{\"person\":\"p-1\"}\n").unwrap();
    std::fs::create_dir(folder.path().join("empty")).unwrap();
    let output = import(folder.path(), &["people", "bad.ndjson", "empty", "missing.ndjson"]);
    let told: Vec<&str> = stderr(&output).lines().filter(|line| line.contains(": ")).collect();
    let expected = [
        "people/a/v1.md: unreadable",
        "people/a/v2.md: as_of_missing",
        "bad.ndjson:1: malformed_json",
        "bad.ndjson:3: missing_field",
        "empty: no_person_file",
        "missing.ndjson: unreadable",
        "cip-brief: 6 refused",
    ];
    assert_eq!(told.len(), expected.len(), "{told:#?}");
    for (line, start) in told.iter().zip(expected) {
        assert!(line.starts_with(start), "{told:#?}");
    }
}

#[test]
fn a_store_that_fails_breaks_the_import_off() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("plans.ndjson"), lines()).unwrap();
    std::fs::write(folder.path().join("plans.db"), "this is no database, though it has its name".repeat(99))
        .unwrap();
    let output = import(folder.path(), &["plans.ndjson"]);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0), "{}", stderr(&output));
}

#[tokio::test]
async fn what_may_be_another_persons_plan_is_held_and_listed() {
    let folder = tempfile::tempdir().unwrap();
    let plan = |as_of: &str, name: &str| {
        let content = format!("# Plan\n\nName: {name}\n\n## Housing\n\nThe rent is paid to {as_of}.\n");
        json!({"person": "n-1", "as_of": as_of, "content": content})
    };
    let lines = [
        plan("2023-03-14", "Una Brodick"),
        plan("2024-03-14", "Rhoda Kilmory"),
        plan("2025-03-14", "BRODICK, Una"),
    ];
    let lines = lines.map(|line| line.to_string()).join("\n");
    std::fs::write(folder.path().join("plans.ndjson"), lines).unwrap();
    let first = import(folder.path(), &["plans.ndjson"]);
    assert!(first.status.success(), "{}", stderr(&first));
    let told = "plans.ndjson:2: other_person: held as version 2 of n-1 until it is confirmed or withdrawn: \
                name \"Rhoda Kilmory\", earlier \"Una Brodick\"";
    assert!(stderr(&first).contains(told), "{}", stderr(&first));
    assert_eq!((counts(&first, "versions"), counts(&first, "held")), (vec![3, 0], vec![1]));
    let again = import(folder.path(), &["plans.ndjson"]);
    assert!(stderr(&again).contains(told), "it still is");
    assert_eq!((counts(&again, "versions"), counts(&again, "held")), (vec![0, 3], vec![1]));
    let store =
        cip_store::open(&format!("sqlite:{}", folder.path().join("plans.db").display())).await.unwrap();
    assert_eq!(store.versions(&"n-1".parse().unwrap()).await.unwrap().len(), 2);
}
