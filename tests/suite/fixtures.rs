//! The fixtures: that the generated ones are what the generator makes, that the lists of changes are true, and
//! that no listed change is folded away.

use std::ops::Range;
use std::path::Path;

use cip_brief::delta::{Change, ChangeKind, Delta, compare};
use cip_brief::document::{Document, Unit, parse};
use cip_brief::text::Span;
use rayon::prelude::*;

use crate::generator;
use crate::listed::{Listed, Pair, copies_of, folder, pairs, pairs_of, people, text};

/// Generated people are exactly what the generator makes from their seeds.
///
/// With `CIP_BRIEF_BLESS=1` in the environment the files are written instead:
/// `CIP_BRIEF_BLESS=1 cargo test --test suite generated_people`.
#[test]
fn generated_people_are_what_the_generator_makes() {
    let bless = std::env::var_os("CIP_BRIEF_BLESS").is_some();
    for (name, content) in generator::files() {
        let path = folder().join(&name);
        if bless {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, content).unwrap();
        } else {
            let committed = std::fs::read_to_string(&path).unwrap_or_default();
            assert!(committed == content, "{name} is not what the generator makes; see this test's comment");
        }
    }
}

#[test]
fn every_listed_passage_stands_once_in_its_file() {
    let pairs = pairs();
    assert!(!pairs.is_empty(), "there are fixtures");
    for pair in pairs {
        for listed in &pair.changes {
            for (side, passage) in [(&pair.before, &listed.old), (&pair.after, &listed.new)] {
                let Some(passage) = passage else { continue };
                assert_eq!(side.matches(passage.as_str()).count(), 1, "{}: {listed:?}", pair.name);
            }
            let sides = (listed.old.is_some(), listed.new.is_some());
            let expected = (listed.kind != "added", listed.kind != "removed");
            assert_eq!(sides, expected, "{}: {}, {listed:?}", pair.name, listed.what);
        }
    }
}

#[test]
fn every_copied_passage_stands_once_in_both_files() {
    for person in people() {
        let copies = copies_of(&person);
        assert!(!copies.is_empty(), "{}: passages were copied from a report", person.display());
        for copied in copies {
            let (plan, report) = (text(&person, &copied.file), text(&person, &copied.source));
            assert_eq!(plan.matches(&copied.text).count(), 1, "{copied:?}");
            assert_eq!(report.matches(&copied.source_text).count(), 1, "{copied:?}");
        }
    }
}

#[test]
fn every_class_of_change_is_listed_for_each_generated_person() {
    let kinds = ["material", "added", "removed", "moved", "moved-edited", "split", "merge"];
    let quiet = ["rewrap", "typo", "cosmetic", "reworded"];
    for folder in people().into_iter().filter(|person| is_generated(person)) {
        let changes: Vec<Listed> = pairs_of(&folder).into_iter().flat_map(|pair| pair.changes).collect();
        for kind in kinds.iter().chain(&quiet) {
            assert!(changes.iter().any(|listed| listed.kind == *kind), "{}: no {kind}", folder.display());
        }
        for class in CLASSES {
            let has = |listed: &&Listed| listed.class.as_deref() == Some(class);
            assert!(changes.iter().any(|listed| has(&listed)), "{}: no {class}", folder.display());
        }
    }
}

/// The fact classes of the design's closed list.
const CLASSES: &[&str] = &[
    "date",
    "time",
    "number",
    "dose",
    "money",
    "duration",
    "percentage",
    "frequency",
    "negation",
    "denial",
    "modality",
    "quantifier",
    "antonym",
    "risk",
    "level",
    "score",
    "status",
    "name",
    "relation",
    "subject",
    "agency",
    "owner",
    "programme",
    "place",
    "substance",
    "certainty",
];

/// Material changes, additions and removals are never folded; changes that say the same never cry out.
#[test]
fn listed_changes_are_shown_for_what_they_are() {
    let wrong: Vec<String> = pairs().par_iter().flat_map_iter(wrongly_shown).collect();
    assert!(wrong.is_empty(), "{} listed changes:\n{}", wrong.len(), wrong.join("\n"));
}

fn wrongly_shown(pair: &Pair) -> Vec<String> {
    let compared = Compared::new(pair);
    let wrong = pair.changes.iter().filter_map(|listed| {
        let kinds = compared.kinds(listed);
        // Of a paragraph that was moved and edited one sentence differs, which is listed on its own as well.
        let right = match listed.kind.as_str() {
            "moved-edited" => kinds.iter().any(|kind| listed.allows(*kind)),
            _ => !kinds.is_empty() && kinds.iter().all(|kind| listed.allows(*kind)),
        };
        (!right).then(|| format!("{}: {} is shown as {kinds:?}: {listed:?}", pair.name, listed.what))
    });
    wrong.collect()
}

/// Two versions and their delta.
struct Compared {
    before: Document,
    after: Document,
    delta: Delta,
}

impl Compared {
    fn new(pair: &Pair) -> Self {
        let document = |text: &String| parse(text.clone()).expect("fixtures are within the limits");
        let (before, after) = (document(&pair.before), document(&pair.after));
        let delta = compare(&before, &after);
        Self { before, after, delta }
    }

    /// Kinds of the changes that hold what differs between the passage's two sides.
    fn kinds(&self, listed: &Listed) -> Vec<ChangeKind> {
        let (old, new) = listed.differing();
        let left = place(&self.before, listed.old.as_deref(), &old);
        let right = place(&self.after, listed.new.as_deref(), &new);
        let holds = |change: &&Change| {
            touches(&self.before, change.before.clone(), left)
                || touches(&self.after, change.after.clone(), right)
        };
        self.delta.changes.iter().filter(holds).map(|change| change.kind).collect()
    }
}

fn place(document: &Document, passage: Option<&str>, part: &Range<usize>) -> Option<Span> {
    let start = document.source().find(passage?)?;
    Some(Span::new(start + part.start, start + part.end))
}

fn touches(document: &Document, mut units: Range<u32>, place: Option<Span>) -> bool {
    let span = |unit: &Unit| unit.bullet.map_or(unit.span, |bullet| bullet.cover(unit.span));
    place.is_some_and(|place| units.any(|unit| span(document.unit(unit)).overlaps(place)))
}

impl Listed {
    /// Whether its passage may be shown as a change of this kind.
    fn allows(&self, kind: ChangeKind) -> bool {
        let folded = matches!(kind, ChangeKind::Unchanged | ChangeKind::Cosmetic);
        let loud = matches!(kind, ChangeKind::Material | ChangeKind::Added | ChangeKind::Removed);
        match self.kind.as_str() {
            "material" | "added" | "removed" | "moved-edited" | "reworded" => !folded,
            "cosmetic" | "rewrap" | "typo" | "moved" => !loud,
            "split" | "merge" => !matches!(kind, ChangeKind::Added | ChangeKind::Removed),
            other => panic!("a list of changes has an unknown kind {other}"),
        }
    }

    /// The bytes of either side that differ, with one beside them where there are none; all of a passage that
    /// stands on one side only or is the same on both.
    fn differing(&self) -> (Range<usize>, Range<usize>) {
        let (Some(old), Some(new)) = (&self.old, &self.new) else {
            let whole = |side: &Option<String>| 0..side.as_ref().map_or(0, String::len);
            return (whole(&self.old), whole(&self.new));
        };
        if old == new || matches!(self.kind.as_str(), "rewrap" | "split" | "merge") {
            return (0..old.len(), 0..new.len());
        }
        let start = old.bytes().zip(new.bytes()).take_while(|(a, b)| a == b).count();
        let tail = old.as_bytes()[start..].iter().rev().zip(new.as_bytes()[start..].iter().rev());
        let end = tail.take_while(|(a, b)| a == b).count();
        let range = |side: &str| {
            let end = side.len() - end;
            if end > start { start..end } else { start.saturating_sub(1)..(end + 1).min(side.len()) }
        };
        (range(old), range(new))
    }
}

fn is_generated(person: &Path) -> bool {
    person.file_name().is_some_and(|name| name.to_string_lossy().starts_with("generated-"))
}
