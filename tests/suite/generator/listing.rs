//! What stands beside the texts: `person.json` and `changes.json`.
//!
//! Takes what was done to a plan and how its versions were written, gives the lists in the fixtures' form. A
//! change whose passage cannot be told from another by its text is left out.

use serde::Serialize;

use super::edits::{Listed, Place};
use super::fact::spelt_number;
use super::render::Written;
use super::report::Copied;

/// The committed form of a file.
pub(crate) fn json(value: &impl Serialize) -> String {
    serde_json::to_string_pretty(value).expect("plain data has a JSON form") + "\n"
}

/// A version as it was written, and without its looks.
struct Side<'a> {
    written: &'a Written,
    bare: String,
}

impl<'a> Side<'a> {
    fn new(written: &'a Written) -> Self {
        Self { written, bare: bare(&written.text) }
    }
}

/// `person.json`.
#[derive(Serialize)]
pub(crate) struct Sheet {
    pub(crate) id: &'static str,
    pub(crate) name: String,
    pub(crate) admitted: String,
    pub(crate) sentenced: String,
    pub(crate) earliest_release: String,
    pub(crate) route: &'static str,
    pub(crate) versions: Vec<Version>,
    pub(crate) conferences: Vec<Held>,
    pub(crate) sources: [Source; 1],
}

/// A version of the plan.
#[derive(Serialize)]
pub(crate) struct Version {
    pub(crate) file: String,
    pub(crate) as_of: String,
}

/// A conference.
#[derive(Serialize)]
pub(crate) struct Held {
    pub(crate) date: String,
    pub(crate) kind: &'static str,
    pub(crate) status: &'static str,
}

/// A source report.
#[derive(Serialize)]
pub(crate) struct Source {
    pub(crate) file: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) date: String,
}

/// `changes.json`.
#[derive(Serialize)]
pub(crate) struct Changes {
    pub(crate) pairs: Vec<Pair>,
    pub(crate) copies: Vec<CopyOf>,
}

/// Two neighbouring versions.
#[derive(Serialize)]
pub(crate) struct Pair {
    old: String,
    new: String,
    changes: Vec<Change>,
}

/// A change, as a reader of the two texts would name it.
#[derive(Serialize)]
pub(crate) struct Change {
    what: &'static str,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    class: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    old: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    new: Option<String>,
    see: Vec<String>,
}

/// A sentence of the report found in the plan.
#[derive(Serialize)]
pub(crate) struct CopyOf {
    what: &'static str,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    class: Option<&'static str>,
    file: &'static str,
    source: &'static str,
    source_text: String,
    text: String,
}

/// The list of a pair, given the names of its files.
pub(crate) fn pair((old, new): (String, String), log: &[Listed], before: &Written, after: &Written) -> Pair {
    let (before, after) = (Side::new(before), Side::new(after));
    let changes = log.iter().filter_map(|listed| change(listed, &before, &after)).collect();
    Pair { old, new, changes }
}

/// A change as it is listed; none where its passage cannot be told from another.
fn change(listed: &Listed, before: &Side, after: &Side) -> Option<Change> {
    let old = listed.before.map(|place| once(before.written, place));
    let new = listed.after.map(|place| once(after.written, place));
    if old == Some(None) || new == Some(None) || (old == new && listed.kind != "moved") {
        return None;
    }
    let (old, new) = (old.flatten(), new.flatten());
    let (old_text, new_text) = (old.as_deref(), new.as_deref());
    if says_else(old_text, new_text) && (has_twin(old_text, after) || has_twin(new_text, before)) {
        return None;
    }
    Some(Change {
        what: listed.what,
        kind: listed.kind,
        class: listed.class,
        old,
        new,
        see: listed.see.clone(),
    })
}

fn says_else(old: Option<&str>, new: Option<&str>) -> bool {
    old.map(bare) != new.map(bare)
}

/// Whether the other version holds the passage too, in the same or other looks.
fn has_twin(passage: Option<&str>, other: &Side) -> bool {
    passage.is_some_and(|passage| other.bare.contains(&bare(passage)))
}

/// A text as it is without its looks, in which a twin of a passage is looked for.
fn bare(text: &str) -> String {
    let marks = |c: char| !matches!(c, '*' | '>' | '\'' | '’' | '–' | '-');
    let words = text.split_whitespace().map(str::to_lowercase);
    let words = words.map(|word| spelt_number(&word).map_or(word, |number| number.to_string()));
    words.collect::<Vec<_>>().join(" ").chars().filter(|c| marks(*c)).collect()
}

fn once(written: &Written, place: Place) -> Option<String> {
    let text = match place {
        Place::Passage(id) => written.passages.get(&id),
        Place::Block(id) => written.blocks.get(&id),
    };
    text.filter(|text| written.text.matches(text.as_str()).count() == 1).cloned()
}

/// What was copied from the report.
pub(crate) fn copied(copies: &[Copied], source: &Written, plan: &Written) -> Vec<CopyOf> {
    let entry = |copy: &Copied| {
        Some(CopyOf {
            what: if copy.wrong.is_some() { "copied wrongly" } else { "copied" },
            kind: if copy.wrong.is_some() { "misquoted" } else { "verbatim" },
            class: copy.wrong,
            file: "v1.md",
            source: "ser.md",
            source_text: once(source, Place::Passage(copy.source))?,
            text: once(plan, Place::Passage(copy.passage))?,
        })
    };
    copies.iter().filter_map(entry).collect()
}
