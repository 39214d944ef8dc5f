//! The three people of the fixtures: their seeds, dates and versions.
//!
//! Gives the files of each person as the generator makes them now; a test holds the committed ones to these.

use super::cast::Cast;
use super::compose::compose;
use super::day::Day;
use super::listing::{Changes, Held, Sheet, Source, Version, copied, json, pair};
use super::plan::{Bytes, Pairs, Style};
use super::render::write;
use super::report::{paste, report};
use super::writer::Writer;
use super::year::{Conference, next_version};

/// Length of a last version: thirty printed pages.
const LAST_BYTES: usize = 90_000;

/// What one person's files are made from.
struct Person {
    folder: &'static str,
    id: &'static str,
    seed: u64,
    she: bool,
    admitted: Day,
    years: u32,
    style: Style,
    /// Date of a version, kind of its conference, days until it.
    versions: &'static [(u32, u32, u32, &'static str, i32)],
    crlf: &'static [usize],
    mark: &'static [usize],
}

fn people() -> [Person; 3] {
    let style = |numbered, newest_first, pairs| Style { numbered, newest_first, pairs, ..Style::default() };
    [
        Person {
            folder: "generated-101",
            id: "p-101",
            seed: 101,
            she: false,
            admitted: Day::new(2020, 11, 19),
            years: 7,
            style: style(true, false, Pairs::Bold),
            versions: &[
                (2021, 5, 11, "initial", 1),
                (2022, 5, 17, "annual", 0),
                (2023, 5, 15, "annual", 2),
                (2024, 5, 21, "annual", 1),
                (2025, 5, 13, "pre-release", 1),
            ],
            crlf: &[3],
            mark: &[1],
        },
        Person {
            folder: "generated-102",
            id: "p-102",
            seed: 102,
            she: true,
            admitted: Day::new(2019, 2, 4),
            years: 8,
            style: style(false, true, Pairs::Table),
            versions: &[
                (2019, 7, 30, "initial", 1),
                (2020, 8, 4, "annual", 0),
                (2021, 8, 3, "annual", 0),
                (2022, 3, 8, "concern", 1),
                (2023, 3, 7, "annual", 2),
                (2024, 3, 12, "pre-release", 2),
            ],
            crlf: &[],
            mark: &[2, 3],
        },
        Person {
            folder: "generated-103",
            id: "p-103",
            seed: 103,
            she: false,
            admitted: Day::new(2022, 1, 13),
            years: 6,
            style: style(false, false, Pairs::Plain),
            versions: &[
                (2022, 6, 21, "initial", 0),
                (2023, 6, 20, "annual", 1),
                (2024, 6, 18, "annual", 1),
                (2025, 6, 17, "annual", 0),
            ],
            crlf: &[0, 1, 2, 3],
            mark: &[],
        },
    ]
}

/// Path below `fixtures` and content of every generated file.
pub(crate) fn files() -> Vec<(String, String)> {
    people().iter().flat_map(Person::files).collect()
}

impl Person {
    fn files(&self) -> Vec<(String, String)> {
        let mut writer = Writer::new(self.seed, self.she, self.admitted, self.years);
        let source = report(&mut writer, self.style);
        writer.today = self.day(0);
        let mut plan = compose(&mut writer, self.style_of(0), self.bytes(0));
        let copies = paste(&mut writer, &source, &mut plan);
        let mut versions = vec![write(&plan)];
        let mut pairs = Vec::new();
        for at in 1..self.versions.len() {
            let before = &versions[at - 1];
            writer.today = self.day(at);
            plan.style = self.style_of(at);
            let (next, log) =
                next_version(&mut writer, (plan, before), self.conference(at - 1), at, self.bytes(at));
            plan = next;
            let after = write(&plan);
            pairs.push(pair((file(at - 1), file(at)), &log, before, &after));
            versions.push(after);
        }
        let source = write(&source);
        let changes = Changes { pairs, copies: copied(&copies, &source, &versions[0]) };
        let mut files: Vec<(String, String)> =
            versions.into_iter().enumerate().map(|(at, version)| (file(at), version.text)).collect();
        files.push(("ser.md".to_owned(), source.text));
        files.push(("person.json".to_owned(), json(&self.sheet(&writer.cast))));
        files.push(("changes.json".to_owned(), json(&changes)));
        files.into_iter().map(|(name, content)| (format!("{}/{name}", self.folder), content)).collect()
    }

    fn day(&self, at: usize) -> Day {
        let (year, month, day, ..) = self.versions[at];
        Day::new(year, month, day)
    }

    fn conference(&self, at: usize) -> Conference {
        let (.., kind, days) = self.versions[at];
        Conference { kind, date: self.day(at).plus(days) }
    }

    fn style_of(&self, at: usize) -> Style {
        Style { bytes: Bytes { crlf: self.crlf.contains(&at), mark: self.mark.contains(&at) }, ..self.style }
    }

    /// Each version is about an eighth longer than the one before.
    fn bytes(&self, at: usize) -> usize {
        (at + 1..self.versions.len()).fold(LAST_BYTES, |bytes, _| bytes * 88 / 100)
    }

    fn sheet(&self, cast: &Cast) -> Sheet {
        let last = self.versions.len() - 1;
        let version = |at| Version { file: file(at), as_of: self.day(at).iso() };
        let conference = |at| {
            let Conference { kind, date } = self.conference(at);
            Held { date: date.iso(), kind, status: if at == last { "scheduled" } else { "held" } }
        };
        Sheet {
            id: self.id,
            name: cast.name(),
            admitted: self.admitted.iso(),
            sentenced: self.admitted.plus(35).iso(),
            earliest_release: cast.liberation().iso(),
            route: "enhanced",
            versions: (0..=last).map(version).collect(),
            conferences: (0..=last).map(conference).collect(),
            sources: [Source { file: "ser.md", kind: "ser", date: self.admitted.plus(21).iso() }],
        }
    }
}

fn file(at: usize) -> String {
    format!("v{}.md", at + 1)
}
