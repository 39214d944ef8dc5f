//! The documents for people, read as a reader would: what a command is said to print is what it prints, what the API is
//! said to answer is what it answers, and what a link names is there.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::crash::{Service, serve};

/// The documents with outputs of the command line.
const WITH_OUTPUT: &[&str] = &["README.md", "docs/reading.md"];

/// Stands before the output of each block when many are run as one script.
const MARK: &str = "\u{1e}";

/// A fenced block: its language, its text, and the line where it begins, from 1.
#[derive(Debug)]
struct Block {
    language: String,
    text: String,
    line: usize,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A document of the repository.
pub(crate) fn read(document: &str) -> String {
    fs::read_to_string(root().join(document)).unwrap()
}

fn blocks(document: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    for (number, line) in (1..).zip(document.lines()) {
        match (line.strip_prefix("```"), &mut open) {
            (Some(language), None) => {
                open = Some(Block { language: language.to_owned(), text: String::new(), line: number });
            }
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (None, Some(block)) => block.text.extend([line, "\n"]),
            (None, None) => {}
        }
    }
    blocks
}

/// Whether a text has these lines, in this order; a line of `…` stands for any number of others.
fn has_lines(text: &str, shown: &str) -> Result<(), String> {
    let all: Vec<&str> = text.lines().map(str::trim_end).collect();
    let shown: Vec<&str> = shown.trim_matches('\n').lines().map(str::trim_end).collect();
    let mut from = 0;
    for run in shown.split(|line| *line == "…").filter(|run| !run.is_empty()) {
        let found = all[from..].windows(run.len()).position(|lines| lines == run);
        let at = found.ok_or_else(|| format!("not there, or not in this order:\n{}", run.join("\n")))?;
        from += at + run.len();
    }
    Ok(())
}

/// Whether a JSON document is this one or has it in it; of an object only the fields that are shown count.
fn has(document: &Value, shown: &Value) -> bool {
    let same = match (document, shown) {
        (Value::Object(document), Value::Object(shown)) => {
            shown.iter().all(|(name, value)| document.get(name) == Some(value))
        }
        _ => document == shown,
    };
    same || match document {
        Value::Array(items) => items.iter().any(|item| has(item, shown)),
        Value::Object(fields) => fields.values().any(|field| has(field, shown)),
        _ => false,
    }
}

#[test]
fn commands_print_what_the_documents_show() {
    for document in WITH_OUTPUT {
        let blocks = blocks(&read(document));
        for pair in blocks.windows(2).filter(|pair| pair[0].language == "sh" && pair[1].language != "sh") {
            let command = pair[0].text.lines().last().unwrap_or_default();
            let Some(arguments) = command.strip_prefix("cip-brief ") else { continue };
            let arguments = arguments.split('#').next().unwrap_or_default().split_whitespace();
            let output = Command::new(env!("CARGO_BIN_EXE_cip-brief"))
                .args(arguments)
                .current_dir(root().join("fixtures/craig-tolverie"))
                .output()
                .unwrap();
            let text = String::from_utf8(output.stdout).unwrap();
            has_lines(&text, &pair[1].text)
                .unwrap_or_else(|wrong| panic!("{document}:{}: {command}: {wrong}", pair[1].line));
        }
    }
}

/// Runs all blocks of the shell as one script, from the top folder; gives the output of each.
fn outputs(blocks: &[&Block], address: &str) -> Vec<String> {
    let mut script = format!("set -euo pipefail\nAT=http://{address}\n");
    for block in blocks {
        script.extend(["printf '", MARK, "'\n"]);
        // The service runs already.
        if !block.text.contains("cip-brief serve") {
            script.push_str(&block.text);
        }
    }
    let shell = Command::new("bash")
        .args(["-c", &script])
        .current_dir(root())
        .stderr(Stdio::inherit())
        .output()
        .unwrap();
    assert!(shell.status.success(), "the examples failed: {}", String::from_utf8_lossy(&shell.stdout));
    let output = String::from_utf8(shell.stdout).unwrap();
    output.split(MARK).skip(1).map(str::to_owned).collect()
}

fn check_answer(output: &str, shown: &Block) {
    if shown.language == "text" {
        return has_lines(output, &shown.text)
            .unwrap_or_else(|wrong| panic!("docs/api.md:{}: {wrong}", shown.line));
    }
    let expected: Value = serde_json::from_str(&shown.text).unwrap();
    let found =
        output.lines().filter_map(|line| serde_json::from_str(line).ok()).any(|it| has(&it, &expected));
    assert!(found, "docs/api.md:{}: not in the answer:\n{output:.2000}", shown.line);
}

#[test]
fn the_api_answers_what_its_document_shows() {
    assert!(Command::new("curl").arg("--version").output().is_ok(), "the examples need curl");
    let folder = tempfile::tempdir().unwrap();
    let service = Service::start(&mut serve(folder.path()));
    let blocks = blocks(&read("docs/api.md"));
    let commands: Vec<&Block> = blocks.iter().filter(|block| block.language == "sh").collect();
    let mut outputs = outputs(&commands, service.address()).into_iter();
    let mut last = String::new();
    for block in &blocks {
        match block.language.as_str() {
            "sh" => last = outputs.next().unwrap(),
            _ => check_answer(&last, block),
        }
    }
    assert!(outputs.next().is_none());
}

#[test]
fn links_lead_somewhere() {
    let mut documents: Vec<PathBuf> =
        fs::read_dir(root().join("docs")).unwrap().map(|it| it.unwrap().path()).collect();
    documents.extend(
        ["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"].map(|name| root().join(name)),
    );
    for document in documents {
        let text = fs::read_to_string(&document).unwrap();
        for target in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let file = target.split('#').next().unwrap_or_default();
            if !file.is_empty() && !file.contains("://") {
                assert!(document.parent().unwrap().join(file).exists(), "{}: {target}", document.display());
            }
        }
    }
}

#[test]
fn gaps_stand_for_any_number_of_lines() {
    let text = "a\nb\nc\nd\n";
    assert_eq!(has_lines(text, "a\n…\nc\nd\n"), Ok(()));
    assert_eq!(has_lines(text, "…\nb\nc\n…\n"), Ok(()));
    assert!(has_lines(text, "a\nc\n").is_err());
    assert!(has_lines(text, "c\n…\na\n").is_err());
}

#[test]
fn a_document_has_what_is_shown_of_it() {
    let document = serde_json::json!({"list": [{"a": 1, "b": [2, 3]}], "next": null});
    for shown in [r#"{"a": 1}"#, r#"{"b": [2, 3]}"#, r#"{"next": null}"#] {
        assert!(has(&document, &serde_json::from_str(shown).unwrap()), "{shown}");
    }
    for shown in [r#"{"a": 2}"#, r#"{"b": [2]}"#, r#"{"a": 1, "c": 1}"#] {
        assert!(!has(&document, &serde_json::from_str(shown).unwrap()), "{shown}");
    }
}
