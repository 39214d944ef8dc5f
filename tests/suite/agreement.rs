//! Whoever tells what became of an action, that a date has passed, or what is risk text, tells the same: history, brief,
//! condensed plan and delta, over generated plans whose action tables come under changing templates.

use std::collections::BTreeSet;

use cip_engine::brief::{self, Brief, Finding, Item, ItemKind, Known, Origin, Traced};
use cip_engine::condensed::{self, Condensed, Mark, Part, condense};
use cip_engine::delta::{Change, ChangeKind, Delta, compare};
use cip_engine::document::{Document, UnitKind, parse};
use cip_engine::facts::FactClass;
use cip_engine::history::{self, Action, ActionChange, History, Version, trace};

use crate::generator::{self, Rng};

const SEEDS: u64 = 400;

/// A row before it is written: need, task, owner, due, status.
type Row = [String; 5];

const NEEDS: &[&str] = &["Home", "Health", "Money", "Family", "Work", "Risk"];
const TASKS: &[&str] = &[
    "Write to the council for a flat near his sister",
    "See the optician for the new glasses",
    "Clear the fine at the sheriff court",
    "Ask his aunt whether she may visit",
    "Finish the bricklaying course in the yard",
    "Review Low supervision level",
    "Review Medium supervision level",
    "Open an account with the credit union",
    "Draw the map of the streets to be avoided",
];
const OWNERS: &[&str] = &["PBSW", "CBSW", "Nurse", "Personal Officer", "Housing officer"];
const DUES: &[&str] =
    &["3 May 2022", "14/11/23", "end of March", "June 2023", "1 February 2026", "30.9.2024", "ongoing", ""];
const STATUSES: &[&str] = &[
    "Not started",
    "In hand",
    "Completed",
    "Done 4 May 2023",
    "Withdrawn",
    "Awaiting a completed form",
    "Outstanding",
    "",
];
/// Titles, and which part of a row stands beneath each.
const TEMPLATES: &[[(&str, usize); 5]] = &[
    [("Need", 0), ("Action", 1), ("Owner", 2), ("Due", 3), ("Status", 4)],
    [("Need", 0), ("Action", 1), ("Due", 3), ("Owner", 2), ("Status", 4)],
    [("By when", 3), ("By whom", 2), ("Task", 1), ("Area", 0), ("Progress", 4)],
];

fn row(rng: &mut Rng) -> Row {
    [NEEDS, TASKS, OWNERS, DUES, STATUSES].map(|words| (*rng.pick(words)).to_owned())
}

/// A year later: rows go, come and change.
fn next(rows: &mut Vec<Row>, rng: &mut Rng) {
    rows.retain(|_| rng.chance(80));
    for row in rows.iter_mut() {
        for (at, words) in [(2, OWNERS), (3, DUES), (4, STATUSES)] {
            if rng.chance(20) {
                (*rng.pick(words)).clone_into(&mut row[at]);
            }
        }
    }
    for _ in 0..rng.below(3) {
        rows.push(row(rng));
    }
    if rng.chance(20) {
        rng.shuffle(rows);
    }
}

fn plan(year: u64, rows: &[Row], template: &[(&str, usize); 5], rest: &str) -> String {
    let line = |cells: [&str; 5]| format!("| {} |\n", cells.join(" | "));
    let head = line(template.map(|(title, _)| title));
    let rows: String = rows.iter().map(|row| line(template.map(|(_, at)| row[at].as_str()))).collect();
    format!("Conference date: 1 June {year}\n\n## Action plan\n\n{head}{}{rows}\n{rest}\n", line(["---"; 5]))
}

fn plans(seed: u64) -> Vec<Document> {
    let mut rng = Rng::new(seed);
    let mut rows: Vec<Row> = (0..rng.below(8)).map(|_| row(&mut rng)).collect();
    let mut template = rng.pick(TEMPLATES);
    let (before, after) = generator::pair(seed, 400);
    let plans = [&before, &after, &after].into_iter().zip(2022..).map(|(rest, year)| {
        let text = plan(year, &rows, template, rest);
        next(&mut rows, &mut rng);
        if rng.chance(30) {
            template = rng.pick(TEMPLATES);
        }
        parse(text).unwrap()
    });
    plans.collect()
}

struct Told {
    history: History,
    brief: Brief,
    condensed: Condensed,
    /// From the baseline to the newest version.
    delta: Delta,
}

fn told(documents: &[Document], baseline: usize) -> Told {
    let versions: Vec<Version<'_>> = (1..)
        .zip(documents)
        .map(|(number, document)| Version { number, as_of: brief::plan_date(document), document })
        .collect();
    let deltas: Vec<Delta> = documents.windows(2).map(|pair| compare(&pair[0], &pair[1])).collect();
    let deltas: Vec<&Delta> = deltas.iter().collect();
    let input = history::Input {
        versions: &versions,
        deltas: &deltas,
        baseline: Some(baseline as u32),
        sources: &[],
    };
    let history = trace(&input);
    let newest = versions.len() - 1;
    let delta = compare(&documents[baseline], &documents[newest]);
    let brief = brief::compose(&brief::Input {
        person: None,
        baseline: Some(versions[baseline].clone()),
        current: versions[newest].clone(),
        delta: Some(&delta),
        traced: Some(Traced { input: &input, history: &history }),
        last_conference: None,
        next_conference: None,
        known: Known::default(),
        agency: None,
        words: 600,
    });
    let condensed = condense(&condensed::Input {
        versions: &versions,
        history: &history,
        baseline: Some(baseline as u32),
    });
    Told { history, brief, condensed, delta }
}

/// How the page calls what became of an action; none for one that is as it was.
fn kind(action: &Action) -> Option<ItemKind> {
    match action.change {
        ActionChange::New => Some(ItemKind::New),
        ActionChange::Changed => Some(ItemKind::Changed),
        ActionChange::Completed => Some(ItemKind::Completed),
        ActionChange::Gone => Some(ItemKind::Gone),
        ActionChange::Overdue => Some(ItemKind::DatePassed),
        ActionChange::Unchanged => None,
    }
}

/// Every action that is not as it was is quoted; where the actions tell it, as the history does. What is past its date
/// is told as that, or beside what disagrees with it.
fn check_brief(documents: &[Document], told: &Told) {
    let told_as = |action: &Action| -> Vec<ItemKind> {
        let (version, unit) = action.last;
        let span = documents[version as usize].unit(unit).span;
        let quotes = |item: &&Item| {
            let is_it = |quote: &cip_engine::brief::Quote| {
                quote.origin == Origin::Version(version + 1) && quote.span == span
            };
            item.quotes.iter().any(is_it)
        };
        let items = told.brief.standing.iter().chain(told.brief.parts.iter().flat_map(|part| &part.items));
        items.filter(quotes).map(|item| item.kind).collect()
    };
    let texts = || documents.iter().map(Document::source).collect::<Vec<_>>().join("\n=====\n");
    for action in &told.history.actions {
        let Some(kind) = kind(action) else { continue };
        let found = told_as(action);
        let beside = [ItemKind::Disagreeing, ItemKind::Together];
        let fits = |found: &ItemKind| *found == kind || beside.contains(found);
        let late = |found: &ItemKind| {
            matches!(found, ItemKind::DatePassed | ItemKind::Gone) || beside.contains(found)
        };
        let told = found.iter().any(|found| fits(found) || (action.overdue && late(found)));
        assert!(told, "{action:?} is told as {found:?}\n{}", texts());
        assert!(!action.overdue || found.iter().any(late), "{action:?} is told as {found:?}\n{}", texts());
    }
}

fn check_condensed(told: &Told) {
    let (mut folded, mut past) = (BTreeSet::new(), BTreeSet::new());
    for part in &told.condensed.parts {
        match part {
            Part::Fold(fold) => folded.extend(fold.units.clone()),
            Part::Unit(shown) if shown.marks.iter().any(|mark| matches!(mark, Mark::PastDue(_))) => {
                past.insert(shown.unit);
            }
            Part::Unit(_) => {}
        }
    }
    let overdue =
        told.history.actions.iter().filter(|action| action.overdue).filter_map(|action| action.after);
    let promised = told.history.commitments.iter().map(|commitment| commitment.unit);
    assert_eq!(past, overdue.chain(promised).collect::<BTreeSet<u32>>());
    for action in told.history.actions.iter().filter(|action| action.change != ActionChange::Unchanged) {
        assert!(action.after.is_none_or(|unit| !folded.contains(&unit)), "{action:?}");
    }
}

/// Holds where the baseline is the version before the newest, so that both read one delta.
fn check_delta(newest: &Document, told: &Told) {
    let find = |unit: Option<u32>, units: fn(&Change) -> &std::ops::Range<u32>| {
        unit.and_then(|unit| told.delta.changes.iter().find(|change| units(change).contains(&unit)))
    };
    for action in &told.history.actions {
        let from = find(action.before, |change| &change.before);
        let to = find(action.after, |change| &change.after);
        match (from, to) {
            (Some(from), Some(to)) => {
                assert_eq!((&from.before, &from.after), (&to.before, &to.after), "{action:?}");
                let material = to.kind == ChangeKind::Material;
                assert!(material || action.fields.is_empty(), "{action:?}");
                assert!(!material || action.change != ActionChange::Overdue || action.overdue, "{action:?}");
            }
            (Some(gone), None) => assert_eq!(gone.kind, ChangeKind::Removed, "{action:?}"),
            (None, Some(new)) => assert_eq!(new.kind, ChangeKind::Added, "{action:?}"),
            (None, None) => panic!("{action:?}"),
        }
    }
    let actions: BTreeSet<u32> = told.history.actions.iter().filter_map(|action| action.after).collect();
    let rows =
        newest.blocks().iter().find(|block| newest.unit(block.units.start).kind == UnitKind::TableHead);
    for unit in rows.iter().flat_map(|table| table.units.start + 1..table.units.end) {
        assert!(actions.contains(&unit), "{}", newest.text(newest.unit(unit)));
    }
}

/// Risk text is what the document says is risk text: the delta marks the changes that have some on either side, the
/// condensed plan folds none of it, and the brief quotes all that changed of it. The brief calls nothing else risk but
/// levels and a prohibition that is gone, whatever it was about.
fn check_risk(documents: &[Document], baseline: usize, told: &Told) {
    let newest = documents.len() - 1;
    let texts = || documents.iter().map(Document::source).collect::<Vec<_>>().join("\n=====\n");
    let sides = |change: &Change| {
        let before = change.before.clone().map(|unit| (baseline, unit));
        before.chain(change.after.clone().map(|unit| (newest, unit))).collect::<Vec<(usize, u32)>>()
    };
    let is_risk = |(version, unit): &(usize, u32)| documents[*version].is_risk(*unit);
    for change in &told.delta.changes {
        let shown = !matches!(change.kind, ChangeKind::Unchanged | ChangeKind::Cosmetic);
        let risk = shown && sides(change).iter().any(is_risk);
        assert_eq!(change.risk, risk, "{change:?}\n{}", texts());
    }
    let folded = told.condensed.parts.iter().filter_map(|part| match part {
        Part::Fold(fold) => Some(fold.units.clone()),
        Part::Unit(_) => None,
    });
    for unit in folded.flatten() {
        // What is printed at the foot of a page folds with the text around it.
        let furniture = documents[newest].unit(unit).kind == UnitKind::Furniture;
        assert!(furniture || !documents[newest].is_risk(unit), "{unit} is folded\n{}", texts());
    }
    check_risk_of_brief(documents, told, &sides);
}

fn check_risk_of_brief(documents: &[Document], told: &Told, sides: &dyn Fn(&Change) -> Vec<(usize, u32)>) {
    let texts = || documents.iter().map(Document::source).collect::<Vec<_>>().join("\n=====\n");
    let quotes = |item: &Item, (version, unit): &(usize, u32)| {
        let span = documents[*version].unit(*unit).span;
        item.quotes.iter().any(|quote| {
            let same = quote.origin == Origin::Version(*version as u32 + 1);
            same && quote.span.start < span.end && span.start < quote.span.end
        })
    };
    let all = || told.brief.standing.iter().chain(told.brief.parts.iter().flat_map(|part| &part.items));
    let material = told.delta.changes.iter().filter(|change| {
        let kinds = [ChangeKind::Material, ChangeKind::Added, ChangeKind::Removed];
        kinds.contains(&change.kind) && change.risk
    });
    for change in material {
        for side in sides(change).iter().filter(|(version, unit)| {
            let document = &documents[*version];
            let says = [UnitKind::Sentence, UnitKind::Item, UnitKind::Row, UnitKind::Pair];
            // An action is quoted as it was last on the plan, which `check_brief` holds.
            let action = told.history.actions.iter().any(|action| {
                let of_version = if *version == documents.len() - 1 { action.after } else { action.before };
                of_version == Some(*unit)
            });
            says.contains(&document.unit(*unit).kind) && document.is_risk(*unit) && !action
        }) {
            assert!(all().any(|item| quotes(item, side)), "{change:?} is not in the brief\n{}", texts());
        }
    }
    let quotes_risk = |item: &Item| {
        item.quotes.iter().any(|quote| match quote.origin {
            Origin::Version(number) => {
                let document = &documents[number as usize - 1];
                document.touched(quote.span).any(|unit| document.is_risk(unit))
            }
            Origin::Report(_) => false,
        })
    };
    for item in all().filter(|item| item.risk) {
        let level = item.facts.iter().any(|fact| matches!(fact.class, FactClass::Level | FactClass::Risk));
        let bar = item.finding == Some(Finding::ConditionGone);
        assert!(level || bar || quotes_risk(item), "{item:?}\n{}", texts());
    }
}

#[test]
fn all_tell_the_same_of_every_action_and_of_risk() {
    for seed in 0..SEEDS {
        let documents = plans(seed);
        for baseline in [0, 1] {
            let told = told(&documents, baseline);
            check_brief(&documents, &told);
            check_condensed(&told);
            check_risk(&documents, baseline, &told);
            if baseline == 1 {
                check_delta(&documents[2], &told);
            }
        }
    }
}
