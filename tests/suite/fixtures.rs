//! The fixtures: that the generated ones are what the generator makes, that the lists of changes are true, and
//! that no listed change is folded away.

use std::path::Path;

use cip_engine::delta::ChangeKind;
use rayon::prelude::*;

use crate::compared::Compared;
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
        let kinds: Vec<ChangeKind> = compared.changes_of(listed).map(|change| change.kind).collect();
        // Of a paragraph that was moved and edited one sentence differs, which is listed on its own as well.
        let right = match listed.kind.as_str() {
            "moved-edited" => kinds.iter().any(|kind| listed.allows(*kind)),
            _ => !kinds.is_empty() && kinds.iter().all(|kind| listed.allows(*kind)),
        };
        (!right).then(|| format!("{}: {} is shown as {kinds:?}: {listed:?}", pair.name, listed.what))
    });
    wrong.collect()
}

impl Listed {
    /// Whether its passage may be shown as a change of this kind.
    fn allows(&self, kind: ChangeKind) -> bool {
        let folded = matches!(kind, ChangeKind::Unchanged | ChangeKind::Cosmetic);
        let loud = matches!(kind, ChangeKind::Material | ChangeKind::Added | ChangeKind::Removed);
        match self.kind.as_str() {
            "material" | "added" | "removed" | "moved-edited" => loud,
            "reworded" => !folded,
            "cosmetic" | "rewrap" | "typo" | "moved" => !loud,
            "split" | "merge" => !matches!(kind, ChangeKind::Added | ChangeKind::Removed),
            other => panic!("a list of changes has an unknown kind {other}"),
        }
    }
}

fn is_generated(person: &Path) -> bool {
    person.file_name().is_some_and(|name| name.to_string_lossy().starts_with("generated-"))
}
