//! The table of rules, read once: `stage.txt` of the lexicon says what its columns are.

use std::sync::LazyLock;

use jiff::civil::Date;

use crate::lexicon::{self, File, phrases};

/// All of the table.
pub(super) static TABLE: LazyLock<Table> = LazyLock::new(|| Table::read(&lexicon::STAGE));

/// Rules, dates, kinds and headings.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub(super) rules: Vec<Rule>,
    pub(super) dates: Vec<Dated>,
    /// Kinds of conferences, each with the words for it.
    pub(super) kinds: Vec<(&'static str, Vec<&'static str>)>,
    /// Kind of conference or "any", what is expected, words of its headings.
    pub(super) headings: Vec<(&'static str, &'static str, Vec<&'static str>)>,
}

/// An interval between a date and a conference.
#[derive(Debug)]
pub(super) struct Rule {
    pub(super) kind: &'static str,
    /// Name of the date it counts from.
    pub(super) from: &'static str,
    pub(super) measure: Measure,
    pub(super) source: &'static str,
    pub(super) source_date: Option<Date>,
    pub(super) words: &'static str,
}

/// How a rule is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Measure {
    /// At most so many months.
    Within(i64),
    /// About so many months: no verdict is ours.
    About,
    /// Nothing is counted.
    None,
}

/// A date that rules count from.
#[derive(Debug)]
pub(super) struct Dated {
    pub(super) name: &'static str,
    /// As a rule names it.
    pub(super) noun: &'static str,
    /// As a finding names it.
    pub(super) lead: &'static str,
    /// Labels of it in a plan's header, the best first.
    pub(super) labels: Vec<&'static str>,
}

impl Table {
    /// A line that is not understood is left out; a test reads all of them.
    fn read(file: &File) -> Self {
        let mut table = Self::default();
        for section in file.sections() {
            for row in section.rows {
                // A line that is not understood adds nothing.
                let _ = table.add(section.heading, &row.fields().collect::<Vec<_>>());
            }
        }
        table
    }

    fn add(&mut self, heading: &str, fields: &[&'static str]) -> Option<()> {
        match (heading, fields) {
            ("rules", [kind, from, measure, months, source, date, words]) => self.rules.push(Rule {
                kind,
                from,
                measure: measured(measure, months)?,
                source,
                source_date: date.parse().ok(),
                words,
            }),
            ("dates", [name, noun, lead, labels]) => {
                self.dates.push(Dated { name, noun, lead, labels: list(labels) });
            }
            ("kinds", [kind, words]) => self.kinds.push((kind, list(words))),
            ("headings", [kind, expected, words]) => self.headings.push((kind, expected, list(words))),
            _ => return None,
        }
        Some(())
    }

    /// The date of this name.
    pub(super) fn date(&self, name: &str) -> Option<&Dated> {
        self.dates.iter().find(|dated| dated.name == name)
    }
}

fn measured(measure: &str, months: &str) -> Option<Measure> {
    match measure {
        "within" => Some(Measure::Within(months.parse().ok()?)),
        "about" => Some(Measure::About),
        "none" => Some(Measure::None),
        _ => None,
    }
}

fn list(words: &'static str) -> Vec<&'static str> {
    phrases(words).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::reading::folded;

    #[test]
    fn every_line_is_understood() {
        let lines = lexicon::STAGE.sections().into_iter().flat_map(|section| section.rows);
        let read = TABLE.rules.len() + TABLE.dates.len() + TABLE.kinds.len() + TABLE.headings.len();
        assert_eq!(read, lines.count());
    }

    #[test]
    fn every_name_is_defined() {
        let kind = |name: &str| TABLE.kinds.iter().any(|(kind, _)| *kind == name);
        for rule in &TABLE.rules {
            assert!(kind(rule.kind), "{}", rule.kind);
            let counts = rule.measure != Measure::None;
            assert_eq!(TABLE.date(rule.from).is_some(), counts, "{}", rule.words);
        }
        assert!(TABLE.headings.iter().all(|(name, ..)| *name == "any" || kind(name)));
    }

    #[test]
    fn words_are_as_headers_and_titles_are_folded() {
        let kinds = TABLE.kinds.iter().map(|(_, words)| words);
        let headings = TABLE.headings.iter().map(|(.., words)| words);
        let labels = TABLE.dates.iter().map(|dated| &dated.labels);
        for word in kinds.chain(headings).chain(labels).flatten() {
            assert_eq!(folded(word), *word);
        }
    }
}
