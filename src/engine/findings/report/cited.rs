//! What the plan says that a report says, where the report's own line on it says otherwise.
//!
//! A copy is known by its words ([`crate::findings::report`]). Staff more often tell what a report says in words of their own:
//! "Per SER he rang 999", "The court report puts the risk as low". Such a line names the report, or stands under a
//! heading that does, so that no long run of the report's words is asked for: the report's line that shares most of its
//! rare words is the one it speaks of. It differs where the same thing is counted otherwise, where one denies what the
//! other affirms, where somebody else did it, and where the report says more that limits what it says.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::who::{self, Names, cleft, is_name};
use super::{amounts, behind_reporting, claims, denials, ends_what_is_denied, kin_differs, numbers_in};
use crate::document::UnitKind;
use crate::findings::ground::Ground;
use crate::findings::ground::lines::{Line, Lines, Stem};
use crate::findings::ground::polarity::denied_in_clause;
use crate::findings::ground::signs::Sign;
use crate::findings::together::matters;
use crate::lexicon;
use crate::text::numbers::{NumberForm, NumberValue, number_at};
use crate::text::{Span, Words, tokenise};

/// Longest line that is compared, in tokens, and most of its words and of its figures: work stays bounded by the plan.
const WORDS_MAX: usize = 256;
const SHARED_MAX: usize = 32;
const FIGURES_MAX: usize = 16;
/// Fewest telling words, numbers apart, that both lines have.
const SHARED_MIN: usize = 2;
/// Share of what the plan's telling words weigh that the report's line has, in hundredths.
const WEIGHT_MIN: u32 = 25;
/// Which lines of a report may be meant.
#[derive(Clone, Copy)]
struct Reach {
    /// Fewest telling words, numbers apart, that both have.
    least: usize,
    /// Share of what the nearest line has of these words that another has, in hundredths.
    near: u32,
    /// Most lines.
    most: usize,
    /// Most lines of a report that have a word by which they are found.
    lines: usize,
}

/// Those that any difference is looked for in, and those that say otherwise the more plainly.
const NEAREST: Reach = Reach { least: SHARED_MIN, near: 75, most: 3, lines: 16 };
const FURTHER: Reach = Reach { least: 1, near: 45, most: 8, lines: 40 };

/// Pairs of a line of the newest version that says what a report says, and the report's line that says otherwise.
pub(super) fn misreported<'a>(ground: &Ground<'a>, report: &Lines<'a>, names: &Names) -> Vec<(u32, u32)> {
    let citing = citing(ground, report);
    let index = Index::of(report, ground.stems.len());
    let counts = amounts::Counts::of(report);
    let pairs = citing.into_iter().filter_map(|unit| {
        let ours = told_of(ground.after.words(unit));
        let mut telling = stems_of(ground, &ground.after.line(unit).stems, ours);
        telling.extend(pointed_at(ground, unit, ours));
        telling.sort_unstable();
        telling.dedup();
        let pair = |of_report: &u32| {
            let theirs = report.words(*of_report);
            let pair = Pair { ground, ours, theirs, report, names, shared: Vec::new() };
            pair.sharing(&telling, &report.line(*of_report).stems)
        };
        let numbers = numbers_in(ground, ours);
        let mut nearest = index.nearest(&telling, &numbers, NEAREST).into_iter();
        let differs = |of_report: &u32| pair(of_report).differs();
        // What shares fewer words has to say otherwise the more plainly.
        let plainly = || {
            let mut further = index.nearest(&telling, &numbers, FURTHER).into_iter();
            further.find(|of_report| pair(of_report).differs_plainly())
        };
        let counted = || amounts::blows_otherwise(ours, report).or_else(|| counts.otherwise(ours));
        let matter = || matters::told_by_report(ground, unit, report);
        nearest
            .find(differs)
            .or_else(plainly)
            .or_else(counted)
            .or_else(matter)
            .map(|of_report| (unit, of_report))
    });
    let mut found: Vec<(u32, u32)> = pairs.collect();
    found.extend(done_by_others(ground, report, names, &index));
    found
}

/// Lines that name no report and say who did something, each with the report's that has all of their words and another do
/// it: "The boat was lowered by his aunt."
fn done_by_others<'a>(
    ground: &Ground<'a>,
    report: &Lines<'a>,
    names: &Names,
    index: &Index<'_, 'a>,
) -> Vec<(u32, u32)> {
    let document = ground.after.document;
    let says_who = |unit: u32| {
        let words = ground.after.words(unit);
        let short = words.len() <= DONE_TOKENS_MAX && document.unit(unit).tokens.len() <= WORDS_MAX;
        short && ground.is_prose(unit) && who::is_done_by_another(words, names)
    };
    let lines = ground.after.all().filter(|(unit, line)| line.speaks && says_who(*unit));
    let other = |(unit, line): (u32, &Line)| {
        let ours = ground.after.words(unit);
        let things: Vec<Stem> = (0..ours.len())
            .filter(|at| !who::may_name(ours, *at))
            .filter_map(|at| ground.stems.find(ours.text(at)))
            .filter(|stem| line.stems.binary_search(stem).is_ok())
            .collect();
        let all = |of_report: &u32| {
            let stems = &report.line(*of_report).stems;
            things.len() >= SHARED_MIN && things.iter().all(|stem| stems.binary_search(stem).is_ok())
        };
        let otherwise = |of_report: &u32| {
            let theirs = report.words(*of_report);
            all(of_report) && who::did_otherwise((theirs, ours), &things, &ground.stems, names)
        };
        let nearest = index.nearest(&line.stems, &numbers_in(ground, ours), FURTHER);
        nearest.into_iter().find(otherwise).map(|of_report| (unit, of_report))
    };
    lines.filter_map(other).collect()
}

/// Longest line that says who did something and is known again by its words, in tokens.
const DONE_TOKENS_MAX: usize = 20;

/// What a line says that a report says: behind the words that say so, up to where the plan speaks for itself.
fn told_of(words: Words<'_>) -> Words<'_> {
    let named = (0..words.len()).find(|at| words.is_in(*at, &lexicon::REPORTS)).unwrap_or(0);
    let parts = |range: Range<usize>| range.into_iter().filter(|at| words.is_sign(*at, ";"));
    let start = parts(0..named).next_back().map_or(0, |sign| sign + 1);
    let from = named.max(start + TOLD_TOKENS_MIN).min(words.len());
    // "… the chart was wrong, so nothing was done": what the plan makes of it is its own.
    let so = |at: &usize| {
        let which = words.is_sign(*at, ",") && words.is(at + 1, "which");
        which || words.is_in(*at, &lexicon::SO) && !words.is_in(at + 1, &lexicon::NO_SUCH_SO)
    };
    let end = parts(from..words.len()).chain((from..words.len()).find(so)).min();
    behind_reporting(Words::new(words.source(), &words.tokens()[start..end.unwrap_or(words.len())]))
}

/// Fewest tokens of what a report is said to say, where a semicolon ends it.
const TOLD_TOKENS_MIN: usize = 5;

/// The stems of the sentence before, where a report is said to speak of "it": "The report puts it at £20 a week."
fn pointed_at(ground: &Ground<'_>, unit: u32, ours: Words<'_>) -> Vec<Stem> {
    let points = (0..ours.len().min(POINTING_TOKENS)).any(|at| ours.is(at, "it"));
    let document = ground.after.document;
    let block = |unit: u32| document.unit(unit).block;
    let before = unit.checked_sub(1).filter(|before| points && block(*before) == block(unit));
    before.map(|before| ground.after.line(before).stems.clone()).unwrap_or_default()
}

/// Tokens of what a report is said to say within which "it" stands for what the sentence before speaks of.
const POINTING_TOKENS: usize = 4;

/// The stems of a line that stand in some of its words.
fn stems_of(ground: &Ground<'_>, line: &[Stem], words: Words<'_>) -> Vec<Stem> {
    let said: FxHashSet<Stem> = (0..words.len()).filter_map(|at| ground.stems.find(words.text(at))).collect();
    line.iter().copied().filter(|stem| said.contains(stem)).collect()
}

/// The lines that say what a report says, in reading order.
fn citing(ground: &Ground<'_>, report: &Lines<'_>) -> Vec<u32> {
    let author = author_of(report);
    let document = ground.after.document;
    let titled: Vec<bool> =
        document.sections().iter().map(|section| title_names_report(&section.title)).collect();
    let mut found: Vec<u32> = Vec::new();
    let mut lead: Option<String> = None;
    for (unit, _) in ground.after.all().filter(|(_, line)| line.speaks) {
        let own = document.unit(unit);
        if !matches!(own.kind, UnitKind::Sentence | UnitKind::Item | UnitKind::Pair)
            || own.tokens.len() > WORDS_MAX
        {
            continue;
        }
        let words = ground.after.words(unit);
        let names = ground.after.may(unit, &[Sign::Report]) && names_report(words);
        let thinks = author.as_ref().is_some_and(|author| is_thought_by(words, author));
        let under = lead.as_ref().is_some_and(|lead| is_led(words, lead));
        if names || thinks || under || titled[own.section as usize] || goes_on(words) && follows(&found, unit)
        {
            found.push(unit);
        }
        if !under {
            lead = lead_of(words).filter(|_| names);
        }
    }
    found
}

/// The last name of who wrote a report, as its first lines give it: "Author: Ann Orr, social worker".
fn author_of(report: &Lines<'_>) -> Option<String> {
    let last = AUTHOR_LINES.min(report.document.units().len() as u32);
    (0..last).find_map(|unit| {
        let words = report.words(unit);
        let label = (0..AUTHOR_TOKENS.min(words.len()))
            .find(|at| words.is_in(*at, &lexicon::AUTHORS_OF_REPORTS) || words.is(*at, "by") && *at > 0)?;
        let start = (label + 1..words.len()).find(|at| words.is_word(*at))?;
        let end = (start..words.len()).take_while(|at| who::is_name(words, *at)).last()?;
        (end > start).then(|| words.text(end).to_lowercase())
    })
}

/// First lines of a report among which one says who wrote it, and the first tokens of that one.
const AUTHOR_LINES: u32 = 16;
const AUTHOR_TOKENS: usize = 3;

/// Whether a line says what who wrote a report thought: "Ms Orr thought that", "in Ms Orr's view".
fn is_thought_by(words: Words<'_>, author: &str) -> bool {
    let named = |at: usize| words.possessor(at).unwrap_or(words.text(at)).eq_ignore_ascii_case(author);
    let thinks = |at: usize| (at + 1..at + 3).any(|at| words.is_in(at, &lexicon::THINKING));
    (1..words.len()).any(|at| named(at) && words.is_capitalised(at) && thinks(at))
}

/// The number of a paragraph that names a report and leads others in: "2.5 From the SER:".
fn lead_of(words: Words<'_>) -> Option<String> {
    let leads = words.len() > 1 && words.is_sign(words.len() - 1, ":") && words.is_number(0);
    leads.then(|| format!("{}.", words.text(0).trim_end_matches('.')))
}

/// Whether a line's number lies under this one, or it has none.
fn is_led(words: Words<'_>, lead: &str) -> bool {
    !words.is_number(0) || words.text(0).starts_with(lead)
}

/// Whether the line before is the last of those found.
fn follows(found: &[u32], unit: u32) -> bool {
    found.last().is_some_and(|last| last + 1 == unit)
}

/// "It says", "It also adds": goes on with the report that the line before speaks of.
fn goes_on(words: Words<'_>) -> bool {
    words.is(0, "it") && (1..3).any(|at| words.is_in(at, &lexicon::SAID_BY_REPORTS))
}

/// Whether a heading is a report's name, or says that what follows is from one: "From the SER", "The offence (court
/// report)". What is told since then is not.
fn title_names_report(title: &str) -> bool {
    let mut tokens = Vec::new();
    tokenise(title, Span::new(0, title.len()), &[], &mut tokens);
    let words = Words::new(title, &tokens);
    let mut named = (0..words.len()).filter(|at| words.is_in(*at, &lexicon::REPORTS));
    named.any(|at| {
        let from = (at.saturating_sub(FROM_TOKENS)..at).any(|at| words.is_in(at, &lexicon::FROM_A_REPORT));
        let alone = words.len() <= TITLE_TOKENS_MAX || (0..at).any(|at| words.is_sign(at, "("));
        is_of_court(words, at) && !is_apart(words, at) && (from || alone)
    })
}

/// Tokens before a report within which a heading says that it is from it, and most of one that is its name.
const FROM_TOKENS: usize = 3;
const TITLE_TOKENS_MAX: usize = 4;

/// Whether a line names the report that it tells of: by its own name, as the court's, or as "the report" that says
/// something. Reports of misconduct, of a home and of work done are called reports too.
fn names_report(words: Words<'_>) -> bool {
    (0..words.len()).filter(|at| words.is_in(*at, &lexicon::REPORTS)).any(|at| {
        let says = (at + 1..at + 4).any(|at| words.is_in(at, &lexicon::SAID_BY_REPORTS));
        let author = words.is_in(at + 1, &lexicon::AUTHORS_OF_REPORTS)
            || words.possessor(at + 1).is_some_and(|author| lexicon::AUTHORS_OF_REPORTS.has(author));
        let same = at > 1 && words.is_in(at - 1, &lexicon::THE_SAME_REPORT);
        let before = if same { at - 1 } else { at };
        let the = before > 0 && words.is(before - 1, "the");
        let by = before > 1 && words.is_in(before - 2, &lexicon::BY_A_REPORT);
        let has = words.is_in(at + 1, &lexicon::HAS_OR_HAD);
        // "The SER does not say who rang."
        let silent = words.is_in(at + 1, &lexicon::AUXILIARIES) && words.is_in(at + 2, &lexicon::DENIALS);
        (is_of_court(words, at) || the && (says || author || same && (by || has)))
            && !is_apart(words, at)
            && !silent
    })
}

/// Whether a word before a report's name parts what is told from it: "since the SER", "unlike the court report".
fn is_apart(words: Words<'_>, at: usize) -> bool {
    (at.saturating_sub(FROM_TOKENS)..at).any(|at| words.is_in(at, &lexicon::APART_FROM_A_REPORT))
}

/// Whether this word for a report is of the court's.
fn is_of_court(words: Words<'_>, at: usize) -> bool {
    words.is_in(at, &lexicon::REPORTS_BY_LETTERS)
        || at > 0 && words.is_in(at - 1, &lexicon::KINDS_OF_COURT_REPORTS)
}

/// The lines of a report, by their words.
struct Index<'r, 'a> {
    report: &'r Lines<'a>,
    by_stem: Vec<Vec<u32>>,
    of: u32,
}

impl<'r, 'a> Index<'r, 'a> {
    fn of(report: &'r Lines<'a>, stems: usize) -> Self {
        let mut by_stem: Vec<Vec<u32>> = vec![Vec::new(); stems];
        let speaks = |(unit, line): &(u32, &Line)| {
            line.speaks && matches!(report.document.unit(*unit).kind, UnitKind::Sentence | UnitKind::Item)
        };
        let mut of = 0;
        for (unit, line) in report.all().filter(speaks) {
            of += 1;
            for stem in &line.stems {
                by_stem[*stem as usize].push(unit);
            }
        }
        Self { report, by_stem, of }
    }

    /// What it tells of a line that it has this word: the fewer lines have it, the more.
    fn weight(&self, stem: Stem) -> u32 {
        let lines = self.by_stem[stem as usize].len() as u32;
        (self.of / lines.max(1)).max(1).ilog2() + 1
    }

    /// The lines that share most with these words and enough: of what they say, or of what the line says.
    fn nearest(&self, telling: &[Stem], numbers: &[Stem], reach: Reach) -> Vec<u32> {
        let mut shared: FxHashMap<u32, (u32, usize)> = FxHashMap::default();
        for stem in telling {
            let lines = &self.by_stem[*stem as usize];
            for unit in lines.iter().filter(|_| lines.len() <= reach.lines) {
                let (weight, count) = shared.entry(*unit).or_default();
                let word = usize::from(!numbers.contains(stem));
                (*weight, *count) = (*weight + self.weight(*stem), *count + word);
            }
        }
        let all = |stems: &[Stem]| stems.iter().map(|stem| self.weight(*stem)).sum::<u32>();
        let whole = all(telling);
        let enough = |unit: u32, (weight, count): (u32, usize)| {
            let whole = whole.min(all(&self.report.line(unit).stems));
            let short = self.report.document.unit(unit).tokens.len() <= WORDS_MAX;
            short && count >= reach.least && weight * 100 >= whole * WEIGHT_MIN
        };
        let mut found: Vec<(u32, u32)> = shared
            .into_iter()
            .filter(|(unit, shared)| enough(*unit, *shared))
            .map(|(unit, (weight, _))| (weight, unit))
            .collect();
        found.sort_unstable_by_key(|(weight, unit)| (std::cmp::Reverse(*weight), *unit));
        let best = found.first().map_or(0, |(weight, _)| *weight);
        found.retain(|(weight, _)| weight * 100 >= best * reach.near);
        found.truncate(reach.most);
        found.into_iter().map(|(_, unit)| unit).collect()
    }
}

/// What the plan says that a report says, and what it says.
struct Pair<'g, 'a> {
    ground: &'g Ground<'a>,
    names: &'g Names,
    ours: Words<'a>,
    theirs: Words<'a>,
    report: &'g Lines<'a>,
    /// The telling words that both have.
    shared: Vec<Stem>,
}

impl Pair<'_, '_> {
    fn sharing(mut self, telling: &[Stem], theirs: &[Stem]) -> Self {
        let both = telling.iter().copied().filter(|stem| theirs.binary_search(stem).is_ok());
        self.shared = both.take(SHARED_MAX).collect();
        self
    }

    fn differs(&self) -> bool {
        self.is_counted_otherwise()
            || self.is_figured_otherwise()
            || kin_differs(self.theirs, self.ours)
            || self.is_denied_by_one()
            || self.is_done_by_himself()
            || self.is_of_another()
            || self.is_limited()
            || self.differs_plainly()
    }

    /// Whether what they differ in shows by itself that they speak of the same.
    fn differs_plainly(&self) -> bool {
        let (theirs, ours) = (self.theirs, self.ours);
        who::did_otherwise((theirs, ours), &self.shared, &self.ground.stems, self.names)
            || self.is_his_own_doing()
            || self.is_denied_in_run()
            || self.is_done_by_none()
            || claims::is_told_as_found(theirs, ours)
            || amounts::bottles_otherwise(theirs, ours)
            || amounts::reading_otherwise(theirs, ours)
            || amounts::sum_otherwise(theirs, ours)
            || self.is_counted_beside()
    }

    /// Whether one thing is counted otherwise and another the same: "nine ports in ten years", "four ports in ten years".
    fn is_counted_beside(&self) -> bool {
        let (theirs, ours) = (counted(self.theirs), counted(self.ours));
        let has = |all: &[Counted], one: &Counted| {
            all.iter().any(|other| other.what == one.what && other.number == one.number)
        };
        let beside = ours.iter().any(|one| has(&theirs, one));
        beside && self.is_counted_otherwise()
    }

    /// Whether one has a run of words that the other has with a denial among them: "had been late", "had not been late".
    fn is_denied_in_run(&self) -> bool {
        let denied = |denies: Words<'_>, affirms: Words<'_>| {
            let places = (1..denies.len()).filter(|at| denies.is_in(*at, &lexicon::DENIALS));
            places.into_iter().any(|at| {
                let same =
                    |from: usize, other: usize| denies.text(from).eq_ignore_ascii_case(affirms.text(other));
                (0..affirms.len().saturating_sub(2)).any(|place| {
                    let run = same(at - 1, place) && (1..3).all(|next| same(at + next, place + next));
                    let alike = (1..RUN_TOKENS_MAX).take_while(|next| same(at + next, place + next));
                    let tells = alike.into_iter().any(|next| {
                        self.stem(affirms, place + next).is_some_and(|stem| self.shared.contains(&stem))
                    });
                    run && tells
                })
            })
        };
        let one_denies = (denials(self.theirs) == 0) != (denials(self.ours) == 0);
        one_denies && (denied(self.theirs, self.ours) || denied(self.ours, self.theirs))
    }

    /// Whether the plan has none do what the report has one do: "none of the crew saw the rock", "the mate saw part of it".
    fn is_done_by_none(&self) -> bool {
        let none = (0..self.ours.len()).find(|at| self.ours.is(*at, "none") && self.ours.is(at + 1, "of"));
        let behind = |none: usize| {
            let stems = (none..self.ours.len()).filter_map(|at| self.stem(self.ours, at));
            stems.filter(|stem| self.shared.contains(stem)).count()
        };
        denials(self.theirs) == 0 && none.is_some_and(|none| behind(none) >= SHARED_MIN)
    }

    /// Whether the plan has him do it himself, and the report that another did: "he rang himself", "was made by his aunt".
    fn is_his_own_doing(&self) -> bool {
        let own = (1..self.ours.len()).any(|at| self.ours.is_in(at, &lexicon::ONESELF));
        let shown = || (0..self.theirs.len()).any(|at| self.theirs.is_in(at, &lexicon::ONESELF));
        own && !shown() && self.shared.len() > 1 && who::is_done_by_another(self.theirs, self.names)
    }

    fn stem(&self, words: Words<'_>, at: usize) -> Option<Stem> {
        words.is_word(at).then(|| self.ground.stems.find(words.text(at))).flatten()
    }

    /// Whether the same thing is counted otherwise: "the eight months before", "the eighteen months before"; or as much of
    /// something else is: "three weeks", "three months".
    fn is_counted_otherwise(&self) -> bool {
        let (theirs, ours) = (counted(self.theirs), counted(self.ours));
        let of = |counts: &[Counted], what: &str| -> Vec<NumberValue> {
            counts.iter().filter(|one| one.what == what).map(|one| one.number).collect()
        };
        let otherwise = |one: &Counted| {
            let there = of(&theirs, &one.what);
            !there.is_empty()
                && !there.contains(&one.number)
                && !of(&ours, &one.what).iter().any(|own| there.contains(own))
        };
        let is_time = |what: &str| lexicon::SPANS_OF_TIME.has(what);
        let in_other_time = |one: &Counted| {
            is_time(&one.what)
                && theirs.iter().any(|other| other.number == one.number && is_time(&other.what))
                && !theirs.iter().any(|other| other.what == one.what)
        };
        ours.iter().any(|one| otherwise(one) || in_other_time(one))
    }

    /// Whether all figures but one are the same, or the one sum of each is another.
    fn is_figured_otherwise(&self) -> bool {
        let (theirs, ours) = (figures(self.theirs), figures(self.ours));
        let sum = |figures: &[NumberValue]| -> Vec<NumberValue> {
            figures.iter().filter(|figure| figure.form == NumberForm::Money).copied().collect()
        };
        let (one, other) = (sum(&theirs), sum(&ours));
        let same = ours.iter().filter(|figure| theirs.contains(figure)).count();
        one.len() == 1 && other.len() == 1 && one != other
            || same > 0 && same + 1 == ours.len() && ours.len() == theirs.len()
            || self.is_one_figure_another()
    }

    /// Whether each has one figure, years apart, which are not the same and stand behind the same word: "of about seven", "of
    /// about nine".
    fn is_one_figure_another(&self) -> bool {
        let only = |words: Words<'_>| {
            let year = |at: usize| words.text(at).parse().is_ok_and(|year: u32| YEARS.contains(&year));
            let mut places = (1..words.len()).filter(|at| !year(*at));
            let at = places.find(|at| number_at(words, *at).is_some())?;
            let (end, value) = number_at(words, at)?;
            let more = places.filter(|at| *at >= end).any(|at| number_at(words, at).is_some());
            (!more && value.form != NumberForm::Ordinal).then(|| (words.text(at - 1).to_lowercase(), value))
        };
        let (Some((before, theirs)), Some((word, ours))) = (only(self.theirs), only(self.ours)) else {
            return false;
        };
        before == word && theirs != ours
    }

    /// Whether one denies what the other, which denies nothing, affirms.
    fn is_denied_by_one(&self) -> bool {
        let denied = |words: Words<'_>, other: Words<'_>| {
            let also = || (0..other.len()).any(|at| other.is_in(at, &lexicon::DENYING_VERBS));
            denials(other) == 0 && !also() && !ends_what_is_denied(words, other) && {
                let denied = denied_in_clause(self.ground, words);
                self.shared.iter().any(|stem| denied.contains(stem))
            }
        };
        denied(self.theirs, self.ours) || denied(self.ours, self.theirs)
    }

    /// Whether the report says who it was, and the plan that it was another: "it was a neighbour who rang".
    fn is_of_another(&self) -> bool {
        let Some((who, verb)) = cleft(self.theirs) else { return self.is_changed_about() };
        let mut done = (verb..self.theirs.len()).filter_map(|at| self.stem(self.theirs, at));
        let theirs = people(self.theirs, who);
        let known =
            |name: &String| self.ground.stems.find(name).is_some_and(|stem| !self.report.is_rare(stem));
        // "It was Mr Orr who rang" is no other than "he rang" of a plan about Mr Orr.
        let meant = (0..self.ours.len()).any(|at| self.ours.is_in(at, &lexicon::HE_OR_SHE))
            && theirs.iter().any(known);
        let ours = match cleft(self.ours) {
            Some((who, _)) => people(self.ours, who),
            None => people(self.ours, 0..self.ours.len()),
        };
        done.any(|stem| self.shared.contains(&stem))
            && !meant
            && !theirs.is_empty()
            && theirs.iter().all(|one| !ours.contains(one))
    }

    /// Whether the report says that he did it himself, and the plan that another did: "she rang herself", "a neighbour rang".
    fn is_done_by_himself(&self) -> bool {
        let own = |at: usize| self.theirs.is_in(at, &lexicon::ONESELF);
        let Some(own) = (1..self.theirs.len()).find(|at| own(*at)) else { return false };
        let done = (own.saturating_sub(ACTOR_TOKENS)..own).filter_map(|at| self.stem(self.theirs, at));
        let done: Vec<Stem> = done.filter(|stem| self.shared.contains(stem)).collect();
        (2..self.ours.len()).any(|at| {
            let verb = self.stem(self.ours, at).is_some_and(|stem| done.contains(&stem));
            let noun = self.ours.is_word(at - 1) && !self.ours.is_in(at - 1, &lexicon::SMALL_WORDS);
            let theirs =
                |word: &str| (0..self.theirs.len()).any(|at| self.theirs.text(at).eq_ignore_ascii_case(word));
            verb && noun && self.ours.is_in(at - 2, &lexicon::ARTICLES) && !theirs(self.ours.text(at - 1))
        })
    }

    /// Whether who does it there has it done to him here: "Orr hit Weir", "Weir hit Orr".
    fn is_changed_about(&self) -> bool {
        // "Orr was hit by Weir" is no other than "Weir hit Orr".
        let passive =
            |words: Words<'_>| (1..words.len()).any(|at| words.is(at, "by") && is_name(words, at + 1));
        if passive(self.ours) != passive(self.theirs) {
            return false;
        }
        let actor = |words: Words<'_>, stem: Stem| {
            let verb = (1..words.len()).find(|at| self.stem(words, *at) == Some(stem))?;
            let who = (verb.saturating_sub(ACTOR_TOKENS)..verb).rev().find(|at| is_name(words, *at))?;
            Some((verb, words.text(who).to_lowercase()))
        };
        self.shared.iter().any(|stem| {
            let (Some((_, theirs)), Some((verb, ours))) =
                (actor(self.theirs, *stem), actor(self.ours, *stem))
            else {
                return false;
            };
            let behind = (verb..self.ours.len()).any(|at| self.ours.text(at).to_lowercase() == theirs);
            let before = (0..verb).any(|at| self.ours.text(at).to_lowercase() == theirs);
            theirs != ours && behind && !before
        })
    }

    /// Whether the report limits what the plan says without a limit: "provided that he does not drink", behind it or before,
    /// "only if they have moved".
    fn is_limited(&self) -> bool {
        let limits =
            |words: Words<'_>| (0..words.len()).find(|at| words.is_in(*at, &lexicon::LIMITS_OF_STATEMENTS));
        let Some(limit) = limits(self.theirs).filter(|_| limits(self.ours).is_none()) else { return false };
        let stems = |range: Range<usize>| -> FxHashSet<Stem> {
            range.filter_map(|at| self.stem(self.theirs, at)).collect()
        };
        let comma = (limit..self.theirs.len()).find(|at| self.theirs.is_sign(*at, ",")).unwrap_or(limit);
        let (clause, said) = if limit == 0 {
            (stems(0..comma), stems(comma..self.theirs.len()))
        } else {
            (stems(limit..self.theirs.len()), stems(0..limit))
        };
        let ours: FxHashSet<Stem> = (0..self.ours.len()).filter_map(|at| self.stem(self.ours, at)).collect();
        let shared = self.shared.iter().filter(|stem| said.contains(stem)).count();
        let further = clause.into_iter().filter(|stem| !ours.contains(stem)).count();
        // What is only so if something else is shares fewer words with what is simply so.
        let only = limit > 0 && self.theirs.is(limit - 1, "only");
        let least = if only { 1 } else { SHARED_MIN };
        shared >= least && (only || shared * 2 >= self.shared.len()) && further >= FURTHER_MIN
    }
}

/// Most tokens that are looked at of a run of words with a denial before it.
const RUN_TOKENS_MAX: usize = 5;
/// Figures that are years.
const YEARS: Range<u32> = 1900..2100;

/// Tokens within which who does something stands before what is done.
const ACTOR_TOKENS: usize = 3;
/// Fewest words of a limit that say something.
const FURTHER_MIN: usize = 2;

/// So many of something.
struct Counted {
    number: NumberValue,
    /// Its last word, in small letters and without the ending of several.
    what: String,
}

/// What is counted in some words.
fn counted(words: Words<'_>) -> Vec<Counted> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() && found.len() < FIGURES_MAX * COUNTED_TOKENS {
        // "Twice" is two times; "once he had a boat" counts nothing.
        let counts = !words.is_in(at + 1, &lexicon::SMALL_WORDS) && !words.is(at + 1, "on");
        let times = lexicon::TIMES_IN_A_WORD.position(words.text(at)).filter(|times| *times > 0 || counts);
        if let Some(times) = times {
            let number = NumberValue::of(times as u64 + 1);
            found.push(Counted { number, what: "time".to_owned() });
        }
        let Some((end, number)) = number_at(words, at) else {
            at += 1;
            continue;
        };
        // "Three earlier fires": the thing may stand behind a word or two on it.
        let small = |at: usize| {
            let spans = lexicon::SPANS_OF_TIME.has(&singular(words.text(at)));
            words.text(at).len() < 3 || words.is_in(at, &lexicon::SMALL_WORDS) && !spans
        };
        let named = (end..end + COUNTED_TOKENS).take_while(|at| words.is_word(*at) && !small(*at));
        found.extend(named.map(|at| Counted { number, what: singular(words.text(at)) }));
        at = end.max(at + 1);
    }
    found
}

/// The figures of some words, those of an order apart: "first" and "second" are seldom figures.
fn figures(words: Words<'_>) -> Vec<NumberValue> {
    let (mut found, mut at) = (Vec::new(), 0);
    while at < words.len() && found.len() < FIGURES_MAX {
        let number = number_at(words, at);
        found.extend(number.map(|(_, value)| value).filter(|value| value.form != NumberForm::Ordinal));
        at = number.map_or(at + 1, |(end, _)| end.max(at + 1));
    }
    found
}

/// Words behind a number within which the thing stands that it counts.
const COUNTED_TOKENS: usize = 2;

fn singular(word: &str) -> String {
    let small = word.to_lowercase();
    small.strip_suffix('s').map_or(small.clone(), str::to_owned)
}

/// The words that name somebody: names, kin, and whoever a small word such as "neighbour" means.
fn people(words: Words<'_>, range: Range<usize>) -> Vec<String> {
    let named = |at: &usize| {
        words.is_word(*at)
            && !words.is_in(*at, &lexicon::SMALL_WORDS)
            && !words.is_in(*at, &lexicon::COURTESY_TITLES)
    };
    range.filter(named).map(|at| words.text(at).to_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use crate::findings::check::with_report;
    use crate::findings::report::unlike;

    /// Whether a line of a plan is said to differ from a report.
    fn differs(report: &str, heading: &str, plan: &str) -> bool {
        // A report names again and again whom it is about.
        let likes = ["tea", "tar", "rope", "kelp", "cork", "salt", "oak", "tin"];
        let about = likes.map(|what| format!("\n\nMs Orr likes {what}.")).concat();
        let report = format!("{report}{about}\n");
        with_report(&report, &format!("## {heading}\n\n{plan}\n"), |ground| !unlike(ground).is_empty())
    }

    #[test]
    fn what_a_line_says_that_the_report_says() {
        for (report, plan) in [
            (
                "The harbour master boarded the boat on seven occasions in the sixteen months before it sank.",
                "The CSWR says the boat was boarded seven times in the six months before.",
            ),
            (
                "It was a deckhand, Mrs Weir, who lowered the raft, while Ms Orr held the lamp.",
                "The court report says it was Ms Orr who lowered the raft while a deckhand held the lamp.",
            ),
            (
                "Ms Orr, then the mate, did not see the rock, but she heard it.",
                "Note that according to the court report Ms Orr saw the rock, so the chart was left alone.",
            ),
            (
                "She had taken nine seasick pills and about a flask of rum before the watch.",
                "She told me of the night; the court report mentions four seasick pills and rum.",
            ),
            (
                "In my view she presents a low risk to the crew, provided that she sleeps and no gale is blowing.",
                "The SER puts her at a low risk to the crew.",
            ),
            (
                "Weir broke the mast of the Skerry in a gale.",
                "Per SER the Skerry broke Weir in a gale with the mast.",
            ),
            (
                "She struck the quay at least six times with the boat.",
                "SER says she struck the quay at least twice with the boat.",
            ),
            (
                "Provided she sleeps and keeps off rum, I would put the risk to the crew at low.",
                "The SER puts her risk to the crew as low.",
            ),
            (
                "She could go back to the harbour only if the mate had left it, and after a further survey.",
                "The court report states that she could go back after further survey.",
            ),
            (
                "She chewed tobacco from the age of ten, spending about £20 a week on it.",
                "She chewed tobacco with older hands. The court report puts it at £40 a week.",
            ),
            (
                "When she was tested in 2017 her sight was put at that of a woman of about seventy.",
                "The court papers put her sight at that of a woman of about ninety and I would have said more.",
            ),
            (
                "The mate's elder son was in the boat and saw part of the wreck.",
                "According to the court report none of the sons saw the wreck.",
            ),
            (
                "She has run aground within two weeks of each sailing.",
                "The SER is long. It says she has run aground within two months of each sailing.",
            ),
        ] {
            assert!(differs(report, "Summary", plan), "{plan}");
        }
    }

    #[test]
    fn who_how_much_and_whose_word() {
        for (report, plan) in [
            (
                "Mr Weir broke her right oar in the race of 2011.",
                "The court report says she broke Mr Weir's oar in 2011.",
            ),
            (
                "It was Mr Weir's cousin, Ada Tait, who lowered the raft.",
                "The raft was lowered by Mr Weir's own aunt.",
            ),
            (
                "Ms Orr told me that her uncle beat her with an oar and that her aunt hid her.",
                "SER says that her aunt beat her with an oar as a girl.",
            ),
            (
                "On each voyage it was Mr Weir who was fined, and Ms Orr was a passenger.",
                "The court report mentions two voyages and that on each voyage Ada was fined.",
            ),
            (
                "Three cans of tar were owed by Ms Orr to the lodger, who had lent her a barrel.",
                "The SER puts the quarrel down to tar which the lodger owed her.",
            ),
            (
                "The alarm call was made by her niece, Ada, from the upper deck.",
                "She tells me she made the alarm call herself, and the SER says the same.",
            ),
            (
                "Ms Orr told me that she had not been steering on any of these nights.",
                "She seldom steers and the court report says she had been steering when they sank.",
            ),
            (
                "By 2017 she drank about a bottle and a half of rum on most watches, and more in port.",
                "Court report gives it as about half a bottle of rum on most watches by 2017.",
            ),
            (
                "The gauge gave a reading of 64 inches of water in 90 feet of hold, against a limit of 30.",
                "According to the court report the reading was 46 against a limit of 30.",
            ),
            (
                "They took £520 in notes and a crate of lamps.",
                "The amount is given in the SER as £5,200 plus lamps.",
            ),
            (
                "I counted fourteen ships in ten years, and there may have been others.",
                "There is a history of moves; as the SER says she had six ships in ten years.",
            ),
            (
                "She told me that she sailed on five nights of the week, with rum on each.",
                "From the court report (A Tait, 02/05/2019): she was sailing on two nights of the week until the gale.",
            ),
            (
                "She took an overdose of tablets in 2005 and told nobody.",
                "The court report records no history of self-harm.",
            ),
            (
                "Ms Orr struck the mate three times on the arm with a boathook.",
                "The court report says that the mate was struck once.",
            ),
            (
                "Ms Orr says that she was never late for the ferry; the log has her late nine times.",
                "SER: Ms Orr was never late for the ferry.",
            ),
            (
                "She did not know that the mate had come back on board that night; he had been due on Monday.",
                "According to the same report she knew that the mate had come back on board that night.",
            ),
            (
                "In my view she may sail again in time, but only if she keeps off rum and is not mate to her cousin.",
                "The report writer's view was that she may sail again in time.",
            ),
        ] {
            assert!(differs(report, "Summary", plan), "{plan}");
        }
    }

    #[test]
    fn a_heading_names_the_report() {
        let report = "It was his cousin, Jean Weir, who raised the alarm at the lighthouse.";
        let plan = "It was his skipper, Dot, who raised the alarm at the lighthouse.";
        assert!(differs(report, "From the SER of 3 May 2024", plan));
        assert!(differs(report, "The voyage (court report)", plan));
    }

    #[test]
    fn what_says_the_same_or_speaks_of_another_report() {
        for (report, plan) in [
            (
                "She mended nets for nine winters and was never late.",
                "Per SER she mended nets nine winters, never late.",
            ),
            (
                "Contact with her mate ended in May.",
                "The SER says she has had no contact with her mate since May.",
            ),
            (
                "It was Ms Orr who rang the harbour bell.",
                "According to the court report she rang the harbour bell.",
            ),
            (
                "She mended nets for nine winters at Skerrow, where the board paid her by the knot.",
                "The home report says that in eight winters no knot was paid for by the board.",
            ),
            (
                "When she was tested in 2017 her sight was put at that of a woman of seventy.",
                "The SER put her sight at that of a woman of seventy.",
            ),
            (
                "It was Ada Weir, her cousin, who lowered the raft that night.",
                "The court report says that Ms Weir lowered the raft that night.",
            ),
            (
                "The raft was lowered that night by Ada Weir.",
                "The court report says that Ada Weir lowered the raft that night.",
            ),
            (
                "By 2017 she drank half a bottle of rum on most watches.",
                "Court report gives it as half a bottle of rum on most watches.",
            ),
            (
                "The gauge gave a reading of 64 inches of water, against a limit of 30.",
                "According to the court report the reading was 64 against a limit of 30.",
            ),
            (
                "They took £520 in notes and a crate of lamps.",
                "The amount is given in the SER as £520 plus lamps.",
            ),
            (
                "She struck the mate three times, once on the arm and twice on the leg.",
                "The court report says that the mate was struck three times.",
            ),
            (
                "Her cousin took an overdose of tablets in 2005.",
                "The court report records no history of self-harm.",
            ),
            (
                "Ms Orr says that she was never late for the ferry; the log has her late nine times.",
                "SER: Ms Orr says she was never late for the ferry.",
            ),
            ("She was put on a charge for the lamp.", "She was put on report for the lamp, not the raft."),
        ] {
            assert!(!differs(report, "Summary", plan), "{plan}");
        }
    }
}
