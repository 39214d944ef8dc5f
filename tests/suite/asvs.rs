//! `docs/asvs.toml` says how each requirement of ASVS 5.0 stands here: every one is there, each test that it names is
//! in the sources and runs, each document has its heading, and README.md tells the counts.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::documents::read;

/// How many requirements of levels 1 and 2 each chapter of ASVS 5.0.0 has, and how many each level has.
const CHAPTERS: [usize; 17] = [27, 11, 19, 10, 9, 35, 18, 7, 7, 29, 14, 9, 13, 9, 13, 16, 7];
const LEVELS: [usize; 2] = [70, 183];

#[derive(Deserialize)]
struct Standard {
    chapter: Vec<Chapter>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Chapter {
    number: usize,
    #[serde(rename = "name")]
    _name: String,
    requirements: Vec<Requirement>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Requirement {
    id: String,
    level: usize,
    about: String,
    #[serde(default)]
    shown_by: Vec<String>,
    #[serde(default)]
    written_in: Vec<String>,
    held_by: Option<String>,
    not_met: Option<String>,
    does_not_apply: Option<String>,
}

impl Requirement {
    /// How it stands; one of five.
    fn standing(&self) -> &'static str {
        let said = |text: &Option<String>| text.as_ref().is_some_and(|text| !text.trim().is_empty());
        let all = [
            ("shown by tests", !self.shown_by.is_empty()),
            ("written down", !self.written_in.is_empty()),
            ("held by how it is built", said(&self.held_by)),
            ("not met", said(&self.not_met)),
            ("not applicable", said(&self.does_not_apply)),
        ];
        let mut stands = all.into_iter().filter(|(_, is)| *is);
        let (standing, _) = stands.next().unwrap_or_else(|| panic!("{}: nothing is said", self.id));
        assert!(stands.next().is_none(), "{}: one thing is to be said", self.id);
        standing
    }
}

fn standard() -> Standard {
    toml::from_str(&read("docs/asvs.toml")).unwrap()
}

fn requirements() -> Vec<Requirement> {
    standard().chapter.into_iter().flat_map(|chapter| chapter.requirements).collect()
}

#[test]
fn every_requirement_is_there_once() {
    let standard = standard();
    assert!(standard.chapter.iter().map(|chapter| chapter.number).eq(1..=CHAPTERS.len()));
    let counts: Vec<usize> = standard.chapter.iter().map(|chapter| chapter.requirements.len()).collect();
    assert_eq!(counts, CHAPTERS);
    for chapter in &standard.chapter {
        let ids = chapter.requirements.iter().map(|it| {
            let parts: Vec<usize> = it.id.split('.').map(|part| part.parse().unwrap()).collect();
            assert!(parts.len() == 3 && parts[0] == chapter.number && !it.about.is_empty(), "{}", it.id);
            parts
        });
        assert!(ids.is_sorted_by(|one, next| one < next), "chapter {}", chapter.number);
    }
    let of_level = |level| requirements().iter().filter(|it| it.level == level).count();
    assert_eq!([1, 2].map(of_level), LEVELS);
}

#[test]
fn every_test_that_is_named_is_there_and_runs() {
    let tests = tests();
    for requirement in requirements() {
        for name in &requirement.shown_by {
            assert!(tests.contains(name), "{}: there is no test {name}", requirement.id);
        }
    }
}

#[test]
fn every_document_that_is_named_has_its_heading() {
    for requirement in requirements() {
        for place in &requirement.written_in {
            let (document, heading) = place.split_once('#').unwrap();
            assert!(headings(document).contains(heading), "{}: {place}", requirement.id);
        }
    }
}

#[test]
fn the_readme_tells_the_counts() {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for requirement in requirements() {
        *counts.entry(requirement.standing()).or_default() += 1;
    }
    let of = |standing| counts.get(standing).copied().unwrap_or_default();
    let sentence = format!(
        "Of its {} requirements of levels 1 and 2, {} are shown by named tests, {} are written down, {} hold by how it \
         is built, {} are not met, and {} do not apply",
        LEVELS.iter().sum::<usize>(),
        of("shown by tests"),
        of("written down"),
        of("held by how it is built"),
        of("not met"),
        of("not applicable")
    );
    assert!(read("README.md").contains(&sentence), "README.md has to say: {sentence}");
}

/// The headings of a document, as links name them.
fn headings(document: &str) -> BTreeSet<String> {
    let kept = |c: char| c.is_alphanumeric() || c == '-' || c == ' ';
    let link = |heading: &str| heading.to_lowercase().replace(|c: char| !kept(c), "").replace(' ', "-");
    read(document)
        .lines()
        .filter(|line| line.starts_with("##"))
        .map(|line| link(line.trim_matches(['#', ' '])))
        .collect()
}

/// The names of all tests of the sources, but for those that run only by name.
fn tests() -> BTreeSet<String> {
    let mut files = Vec::new();
    for folder in ["src", "tests/suite"] {
        rust_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut files);
    }
    files.iter().flat_map(|file| tests_of(&fs::read_to_string(file).unwrap())).collect()
}

fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

fn tests_of(source: &str) -> Vec<String> {
    let (mut is_test, mut names) = (false, Vec::new());
    for line in source.lines().map(str::trim) {
        if line.starts_with("#[") {
            is_test |= line.contains("test]") || line.contains("test(");
            is_test &= !line.contains("ignore");
        } else if let Some((_, rest)) = line.split_once("fn ") {
            if is_test {
                names.extend(rest.split('(').next().map(str::to_owned));
            }
            is_test = false;
        }
    }
    names
}
