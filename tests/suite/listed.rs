//! What stands in the fixtures: people, their texts, and what was changed between them.
//!
//! Takes the folders under `fixtures`, gives neighbouring versions with their list of changes.

use std::path::{Path, PathBuf};

use serde::Deserialize;

/// Two neighbouring versions and what was done between them.
#[derive(Debug)]
pub(crate) struct Pair {
    /// Whose, and which.
    pub(crate) name: String,
    /// Text of the earlier version.
    pub(crate) before: String,
    /// Text of the later version.
    pub(crate) after: String,
    /// What was done.
    pub(crate) changes: Vec<Listed>,
}

/// A listed change; `fixtures/README.md` says what its fields mean.
#[derive(Debug, Deserialize)]
pub(crate) struct Listed {
    pub(crate) what: String,
    #[serde(default)]
    pub(crate) kind: String,
    pub(crate) class: Option<String>,
    pub(crate) old: Option<String>,
    pub(crate) new: Option<String>,
}

/// A passage that was copied from a source report.
#[derive(Debug, Deserialize)]
pub(crate) struct Copied {
    pub(crate) file: String,
    pub(crate) source: String,
    pub(crate) source_text: String,
    pub(crate) text: String,
}

#[derive(Debug, Deserialize)]
struct Changes {
    pairs: Vec<ListedPair>,
    #[serde(default)]
    copies: Vec<Copied>,
}

#[derive(Debug, Deserialize)]
struct ListedPair {
    old: String,
    new: String,
    changes: Vec<Listed>,
}

/// Where the people are.
pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

/// Every folder with a list of changes, written by hand or generated.
pub(crate) fn people() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder()).expect("the fixtures are there");
    let paths = entries.map(|entry| entry.expect("the fixtures can be listed").path());
    let mut people: Vec<PathBuf> = paths.filter(|path| path.join("changes.json").is_file()).collect();
    people.sort();
    people
}

/// All pairs of all people.
pub(crate) fn pairs() -> Vec<Pair> {
    people().iter().flat_map(|person| pairs_of(person)).collect()
}

/// The pairs of one person.
pub(crate) fn pairs_of(person: &Path) -> Vec<Pair> {
    let name = person.file_name().unwrap_or_default().to_string_lossy();
    let pair = |pair: ListedPair| Pair {
        name: format!("{name} {} to {}", pair.old, pair.new),
        before: text(person, &pair.old),
        after: text(person, &pair.new),
        changes: pair.changes,
    };
    changes(person).pairs.into_iter().map(pair).collect()
}

/// What was copied from the source reports of one person.
pub(crate) fn copies_of(person: &Path) -> Vec<Copied> {
    changes(person).copies
}

/// Ten pairs of sentences that differ in a word or a digit.
pub(crate) fn near_duplicates() -> Vec<Listed> {
    serde_json::from_str(&text(&folder(), "near-duplicates.json")).expect("the list is as `Listed` says")
}

/// Two 30-page plans that differ in the listed sentence only, which is the last of a section in the middle.
pub(crate) fn alone_in_a_plan(listed: &Listed) -> [String; 2] {
    let plan = text(&folder().join("generated-102"), "v6.md").replace("\r\n", "\n");
    let headings: Vec<usize> = plan.match_indices("\n## ").map(|(at, _)| at).collect();
    let (first, rest) = plan.split_at(headings[headings.len() / 2]);
    [&listed.old, &listed.new]
        .map(|sentence| format!("{first}\n{}\n{rest}", sentence.as_deref().unwrap_or_default()))
}

/// One file of a person.
pub(crate) fn text(person: &Path, file: &str) -> String {
    std::fs::read_to_string(person.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

fn changes(person: &Path) -> Changes {
    serde_json::from_str(&text(person, "changes.json"))
        .unwrap_or_else(|error| panic!("{}: {error}", person.display()))
}
