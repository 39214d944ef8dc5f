//! Histories of the fixture people: what they cite, and what they do not depend on.

use std::fs;
use std::path::Path;

use cip_engine::brief::plan_date;
use cip_engine::delta::{Delta, compare};
use cip_engine::document::{Document, parse};
use cip_engine::history::{History, Input, Version, trace};
use cip_engine::text::Span;

pub(crate) const PEOPLE: [&str; 3] = ["craig-tolverie", "generated-101", "generated-102"];

/// A person's plans, oldest first.
pub(crate) fn plans(person: &str) -> Vec<Document> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(person);
    let texts = (1..).map_while(|number| fs::read_to_string(folder.join(format!("v{number}.md"))).ok());
    let documents: Vec<Document> = texts.map(|text| parse(text).unwrap()).collect();
    assert!(documents.len() > 2, "{person}");
    documents
}

/// The plans as versions, numbered as `number` says of their place from 1.
pub(crate) fn versions(documents: &[Document], number: impl Fn(u32) -> u32) -> Vec<Version<'_>> {
    let version = |(at, document)| Version { number: number(at), as_of: plan_date(document), document };
    (1..).zip(documents).map(version).collect()
}

pub(crate) fn history(documents: &[Document], number: impl Fn(u32) -> u32) -> History {
    let deltas: Vec<Delta> = documents.windows(2).map(|pair| compare(&pair[0], &pair[1])).collect();
    let versions = versions(documents, number);
    let baseline = Some(documents.len() as u32 - 2);
    trace(&Input { versions: &versions, deltas: &deltas.iter().collect::<Vec<_>>(), baseline, sources: &[] })
}

#[test]
fn every_wording_is_a_unit_of_its_version() {
    for person in PEOPLE {
        let documents = plans(person);
        let spans: Vec<Vec<Span>> = documents
            .iter()
            .map(|document| document.units().iter().map(|unit| unit.span).collect())
            .collect();
        let history = history(&documents, |number| number);
        let newest = documents.last().unwrap();
        assert_eq!(history.units.len(), newest.units().len());
        for (unit, life) in newest.units().iter().zip(&history.units) {
            let versions: Vec<u32> = life.wordings.iter().map(|wording| wording.version).collect();
            assert!(versions.is_sorted() && !versions.is_empty(), "{person}");
            for wording in &life.wordings {
                assert!(spans[wording.version as usize].contains(&wording.span), "{person}");
            }
            let present = life.wordings.last().unwrap();
            let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            let first = documents[present.version as usize].source();
            let same = words(present.span.of(first)) == words(newest.text(unit));
            assert!(
                same || life.wording_since() + 1 < documents.len() as u32,
                "{person}: what is new is as it stands"
            );
        }
    }
}

#[test]
fn findings_cite_units_of_the_newest_version() {
    for person in PEOPLE {
        let documents = plans(person);
        let (newest, before) = (documents.last().unwrap(), &documents[documents.len() - 2]);
        let history = history(&documents, |number| number);
        for commitment in &history.commitments {
            let unit = newest.unit(commitment.unit);
            assert_eq!(unit.span, commitment.span);
            assert!(
                newest.text(unit).chars().any(|c| c.is_ascii_digit()) || commitment.due.day() > 27,
                "{person}"
            );
        }
        for action in &history.actions {
            assert!(action.after.is_none_or(|unit| newest.text(newest.unit(unit)).contains('|')), "{person}");
            assert!(
                action.before.is_none_or(|unit| before.text(before.unit(unit)).contains('|')),
                "{person}"
            );
        }
        for returned in &history.returned {
            let missing = returned.units.clone().filter(|unit| {
                let text = newest.text(newest.unit(*unit));
                !before.source().contains(text)
            });
            assert!(missing.count() > 0, "{person}: something of it was gone");
        }
    }
}

#[test]
fn numbers_and_threads_change_nothing() {
    let documents = plans(PEOPLE[0]);
    let as_posted = history(&documents, |number| number);
    assert_eq!(history(&documents, |number| 100 - number), as_posted);
    for threads in [1, 8] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        assert_eq!(pool.install(|| history(&documents, |number| number)), as_posted, "{threads}");
    }
}

#[test]
fn the_same_plan_again_brings_nothing_new() {
    for person in PEOPLE {
        let mut documents = plans(person);
        let once = history(&documents, |number| number);
        documents.push(documents.last().unwrap().clone());
        let twice = history(&documents, |number| number);
        for (before, after) in once.units.iter().zip(&twice.units) {
            assert_eq!((&before.wordings, before.lineage_since), (&after.wordings, after.lineage_since));
            assert_eq!(before.carried + 1, after.carried);
        }
        assert!(twice.returned.is_empty() && twice.restored.is_empty(), "{person}");
        assert!(twice.actions.iter().all(|action| action.fields.is_empty()), "{person}");
        assert!(
            twice.commitments.len() >= once.commitments.len(),
            "{person}: all are carried over once more"
        );
    }
}

#[test]
fn a_version_in_the_middle_makes_nothing_younger() {
    for person in PEOPLE {
        let documents = plans(person);
        let all = history(&documents, |number| number);
        let mut fewer = documents.clone();
        fewer.remove(1);
        let fewer = history(&fewer, |number| number);
        // The same plans by their places in the longer series.
        let place = |version: u32| version + u32::from(version > 0);
        let younger = all
            .units
            .iter()
            .zip(&fewer.units)
            .filter(|(all, fewer)| all.lineage_since > place(fewer.lineage_since));
        let share = younger.count() * 100 / all.units.len();
        assert!(share < 2, "{person}: {share} %, where a step was too large to be followed at once");
    }
}

#[test]
fn without_dates_what_needs_them_is_empty() {
    let documents = plans(PEOPLE[0]);
    let deltas: Vec<Delta> = documents.windows(2).map(|pair| compare(&pair[0], &pair[1])).collect();
    let versions: Vec<Version<'_>> =
        (1..).zip(&documents).map(|(number, document)| Version { number, as_of: None, document }).collect();
    let deltas: Vec<&Delta> = deltas.iter().collect();
    let history = trace(&Input { versions: &versions, deltas: &deltas, baseline: Some(0), sources: &[] });
    assert!(history.commitments.is_empty());
    assert!(history.units.iter().any(|life| life.carried > 0));
}
