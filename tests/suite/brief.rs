//! What holds of every brief, on the fixture people and on small plans.
#![expect(clippy::unwrap_used, reason = "a test that cannot read its fixtures fails")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use cip_engine::brief::{
    self, Agency, Brief, Input, Item, ItemKind, Known, Mark, Origin, PartId, Quote, Side, Traced, Version,
};
use cip_engine::delta::{ChangeKind, Delta, compare};
use cip_engine::document::reading::unit_text;
use cip_engine::document::{Document, UnitKind, parse};
use cip_engine::history;
use cip_render::{Style, brief_markdown, brief_text};

/// The words of ours that no page may use: they judge.
const JUDGING: [&str; 5] = ["misquoted", "dropped", "silent", "stale", "material"];

fn fixtures() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let entries = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path());
    let mut people: Vec<PathBuf> = entries.filter(|path| path.join("person.json").exists()).collect();
    people.sort();
    assert!(!people.is_empty(), "there are fixture people");
    people
}

fn versions(person: &Path) -> Vec<Document> {
    let file = |number: usize| person.join(format!("v{number}.md"));
    let paths = (1..).map(file).take_while(|path| path.exists());
    paths.map(|path| parse(fs::read_to_string(path).unwrap()).unwrap()).collect()
}

fn compose(before: &Document, after: &Document, words: u32) -> Brief {
    of_series(&[before, after], &[], |input| Input { words, ..input })
}

/// The brief of the last of these plans against the one before it, with the history of all, as `asked`.
pub(crate) fn of_series(
    documents: &[&Document],
    sources: &[history::Source<'_>],
    asked: impl FnOnce(Input<'_>) -> Input<'_>,
) -> Brief {
    let versions: Vec<Version<'_>> = (1..)
        .zip(documents)
        .map(|(number, document)| Version { number, as_of: brief::plan_date(document), document })
        .collect();
    let deltas: Vec<Delta> = documents.windows(2).map(|pair| compare(pair[0], pair[1])).collect();
    let baseline = documents.len().checked_sub(2);
    let input = history::Input {
        versions: &versions,
        deltas: &deltas.iter().collect::<Vec<_>>(),
        baseline: baseline.map(|at| at as u32),
        sources,
    };
    let history = history::trace(&input);
    brief::compose(&asked(Input {
        person: Some("p-1"),
        baseline: baseline.map(|at| versions[at].clone()),
        current: versions[versions.len() - 1].clone(),
        delta: deltas.last(),
        traced: Some(Traced { input: &input, history: &history }),
        last_conference: None,
        next_conference: None,
        known: Known::default(),
        agency: None,
        words: 600,
    }))
}

fn each_pair(mut check: impl FnMut(&Document, &Document, &Brief)) {
    for person in fixtures() {
        let versions = versions(&person);
        assert!(versions.len() > 1, "{} has versions", person.display());
        for pair in versions.windows(2) {
            check(&pair[0], &pair[1], &compose(&pair[0], &pair[1], 600));
        }
    }
}

fn items(brief: &Brief) -> impl Iterator<Item = &Item> {
    let parts = brief.parts.iter().flat_map(|part| part.items.iter().chain(&part.in_short));
    brief.standing.iter().chain(parts)
}

/// Text without markup and white space, in which a quotation is looked up.
fn bare(text: &str) -> String {
    let lines = text.lines().map(|line| line.trim_start_matches(['>', ' ']));
    lines
        .flat_map(str::chars)
        .filter(|c| !c.is_whitespace() && !matches!(c, '*' | '_' | '\\' | '|'))
        .collect()
}

#[test]
fn every_quotation_is_what_stands_at_its_span() {
    each_pair(|before, after, brief| {
        for quote in items(brief).flat_map(|item| &item.quotes) {
            let document = if quote.side == Side::Before { before } else { after };
            let source = bare(quote.span.of(document.source()));
            let text = bare(&quote.text);
            assert!(source.ends_with(&text) && source.len() - text.len() < 4, "{source} is not {text}");
        }
    });
}

#[test]
fn every_text_that_is_not_ours_stands_in_a_version() {
    each_pair(|before, after, brief| {
        let (old, new) = (bare(before.source()), bare(after.source()));
        for item in items(brief) {
            // What was said this year of what is gone stands behind a dash.
            let mut gone = matches!(item.kind, ItemKind::Removed | ItemKind::Gone);
            for piece in &item.text {
                gone &= !(piece.mark == Mark::Ours && piece.text.starts_with(" — "));
                let text = bare(&piece.text);
                match piece.mark {
                    Mark::Ours => {}
                    Mark::Before => assert!(old.contains(&text), "{text} is not in the old version"),
                    Mark::Same if gone => assert!(old.contains(&text), "{text} is not in the old version"),
                    Mark::Same | Mark::After => {
                        assert!(new.contains(&text), "{text} is not in the new version");
                    }
                }
            }
        }
    });
}

/// Nothing is trimmed inside a sentence: old text and new text of a change are the whole units.
#[test]
fn a_change_stands_in_its_whole_sentence() {
    each_pair(|_, _, brief| {
        for item in items(brief).filter(|item| item.kind == ItemKind::Changed) {
            let quoted: String = item
                .quotes
                .iter()
                .filter(|quote| quote.side == Side::After)
                .map(|quote| bare(&quote.text))
                .take(1)
                .collect();
            let shown = |skip: Mark| -> String {
                let pieces = item.text.iter().filter(|piece| piece.mark != skip && piece.mark != Mark::Ours);
                pieces.map(|piece| bare(&piece.text)).collect()
            };
            if item.quotes.len() == 2 && !item.quotes.iter().any(|quote| quote.text.contains('|')) {
                assert_eq!(shown(Mark::Before), quoted);
            }
        }
    });
}

/// "He denies", "alleged", "in my opinion", "subject to": a sentence is shown with all its words or not at all.
#[test]
fn no_attribution_or_certainty_is_trimmed() {
    for person in fixtures() {
        for pair in versions(&person).windows(2) {
            let brief = compose(&pair[0], &pair[1], 1);
            let rows = |quote: &Quote| quote.text.contains('|');
            let kinds = [ItemKind::New, ItemKind::Removed, ItemKind::Stands];
            let mut seen = 0;
            for item in
                items(&brief).filter(|item| kinds.contains(&item.kind) && !item.quotes.iter().any(rows))
            {
                let shown: String = item
                    .text
                    .iter()
                    .filter(|piece| piece.mark != Mark::Ours)
                    .map(|piece| bare(&piece.text))
                    .collect();
                let place = item.quotes.len() / item.places as usize;
                let whole: String = item.quotes[..place].iter().map(|quote| bare(&quote.text)).collect();
                assert!(item.text.is_empty() || shown == whole, "{shown} is not {whole}");
                seen += 1;
            }
            assert!(seen > 0);
        }
    }
}

#[test]
fn every_material_change_is_shown_even_with_one_word_to_spend() {
    for person in fixtures() {
        for pair in versions(&person).windows(2) {
            let delta = compare(&pair[0], &pair[1]);
            let brief = compose(&pair[0], &pair[1], 1);
            for change in delta.changes.iter().filter(|change| change.kind == ChangeKind::Material) {
                let span = pair[1].unit(change.after.start).span;
                let shown = items(&brief)
                    .flat_map(|item| &item.quotes)
                    .any(|quote| quote.side == Side::After && quote.span == span);
                assert!(shown, "not shown: {}", span.of(pair[1].source()));
            }
        }
    }
}

#[test]
fn every_risk_sentence_that_came_or_went_is_shown_whole() {
    for person in fixtures() {
        for pair in versions(&person).windows(2) {
            let delta = compare(&pair[0], &pair[1]);
            let brief = compose(&pair[0], &pair[1], 1);
            let shown = |side: Side, span| {
                items(&brief)
                    .flat_map(|item| &item.quotes)
                    .any(|quote| quote.side == side && quote.span == span)
            };
            for change in delta.changes.iter().filter(|change| change.risk) {
                let (side, document, units) = match change.kind {
                    ChangeKind::Added => (Side::After, &pair[1], change.after.clone()),
                    ChangeKind::Removed => (Side::Before, &pair[0], change.before.clone()),
                    _ => continue,
                };
                for unit in units.map(|unit| document.unit(unit)).filter(|unit| is_text(unit.kind)) {
                    let text = unit_text(document, unit);
                    // Minutes that are copied are told as a count.
                    let same = |other: &&cip_engine::document::Unit| unit_text(document, other) == text;
                    let copied = document.units().iter().filter(same).count() > 1;
                    assert!(shown(side, unit.span) || copied, "not shown: {}", document.text(unit));
                }
            }
        }
    }
}

fn is_text(kind: UnitKind) -> bool {
    !matches!(kind, UnitKind::EntryHead | UnitKind::Heading | UnitKind::Signature | UnitKind::TableHead)
}

#[test]
fn more_words_never_show_less() {
    each_pair(|before, after, _| {
        let count =
            |words| items(&compose(before, after, words)).map(|item| item.quotes.len()).sum::<usize>();
        assert!(count(100) <= count(600) && count(600) <= count(5000));
    });
}

#[test]
fn fewer_words_make_a_shorter_brief_and_count_what_they_leave_out() {
    for person in fixtures() {
        let versions = versions(&person);
        let report = parse(fs::read_to_string(person.join("ser.md")).unwrap()).unwrap();
        let sources = [history::Source { number: 1, kind: None, date: None, document: &report }];
        let documents: Vec<&Document> = versions.iter().collect();
        let of = |words| of_series(&documents, &sources, |input| Input { words, ..input });
        let [few, some, many] = [200, 1_000, 3_000].map(of);
        let length = |brief: &Brief| brief_text(brief, Style::Plain).split_whitespace().count();
        assert!(length(&few) < length(&some) && length(&some) < length(&many), "{}", person.display());
        let lines =
            |brief: &Brief| brief.parts.iter().map(|part| (part.id, part.lines())).collect::<Vec<_>>();
        let cut = |lines: Vec<(PartId, usize)>| {
            lines.into_iter().filter(|(id, _)| *id != PartId::New).collect::<Vec<_>>()
        };
        assert_eq!(cut(lines(&few)), cut(lines(&some)), "what is not told is counted");
        let risk = |brief: &Brief| items(brief).filter(|item| item.risk && !item.text.is_empty()).count();
        assert_eq!(risk(&few), risk(&some), "no change of risk is cut");
    }
}

#[test]
fn our_words_do_not_judge() {
    each_pair(|before, after, brief| {
        let plans = format!("{} {}", before.source(), after.source()).to_lowercase();
        for text in [brief_text(brief, Style::Plain), brief_markdown(brief)] {
            let text = text.to_lowercase();
            for word in JUDGING.iter().filter(|word| !plans.contains(**word)) {
                assert!(!text.contains(word), "{word} is said");
            }
            assert!(text.ends_with("the full cip is authoritative.\n"));
        }
    });
}

#[test]
fn every_form_shows_every_item() {
    each_pair(|_, _, brief| {
        let shown = brief_markdown(brief).lines().filter(|line| line.starts_with("- ")).count();
        assert_eq!(shown, items(brief).count());
        let text: String = brief_text(brief, Style::Plain).split_whitespace().collect();
        for piece in items(brief).flat_map(|item| &item.text).filter(|piece| piece.mark == Mark::After) {
            let shown: String = piece.text.split_whitespace().collect();
            assert!(text.contains(&shown), "{} is not shown", piece.text);
        }
    });
}

/// All versions and the report of a person: what the report says is quoted from it, all else from a version.
#[test]
fn every_question_is_what_stands_in_its_version_or_report() {
    for person in fixtures() {
        let versions = versions(&person);
        let report = parse(fs::read_to_string(person.join("ser.md")).unwrap()).unwrap();
        let brief = with_history(&versions, &report);
        let kinds: BTreeSet<ItemKind> = items(&brief).map(|item| item.kind).collect();
        let expected = [ItemKind::DatePassed, ItemKind::UnlikeReport];
        assert!(expected.iter().all(|kind| kinds.contains(kind)), "{}: {kinds:?}", person.display());
        for quote in items(&brief).flat_map(|item| &item.quotes) {
            let document = match quote.origin {
                Origin::Version(number) => &versions[number as usize - 1],
                Origin::Report(_) => &report,
            };
            let (source, text) = (bare(quote.span.of(document.source())), bare(&quote.text));
            assert!(source.ends_with(&text) && source.len() - text.len() < 4, "{source} is not {text}");
        }
        let all =
            versions.iter().chain([&report]).map(|document| bare(document.source())).collect::<String>();
        for piece in items(&brief).flat_map(|item| &item.text).filter(|piece| piece.mark != Mark::Ours) {
            assert!(all.contains(&bare(&piece.text)), "{} is in no version or report", piece.text);
        }
    }
}

#[test]
fn page_one_has_400_words_with_what_is_to_be_challenged() {
    for person in fixtures() {
        let versions = versions(&person);
        let report = parse(fs::read_to_string(person.join("ser.md")).unwrap()).unwrap();
        let text = brief_text(&with_history(&versions, &report), Style::Plain);
        let page_one = text.split(", CONTINUED\n").next().unwrap().split("\nPART ").next().unwrap();
        assert!(page_one.contains("\nDECIDE OR CHALLENGE FIRST"), "{page_one}");
        let words = page_one.split_whitespace().count();
        assert!(words <= 400, "{words} words");
    }
}

/// Page one of the brief of two plans with this header and these paragraphs.
fn page_one(before: [&str; 2], after: [&str; 2]) -> String {
    let plan = |[header, text]: [&str; 2], day: &str| {
        parse(format!("# Plan\n\nDate of plan: {day}\n\n{header}\n\n## Work\n\n{text}\n")).unwrap()
    };
    let (before, after) = (plan(before, "3 May 2023"), plan(after, "2 May 2024"));
    let text = brief_text(&compose(&before, &after, 600), Style::Plain);
    text.split(", CONTINUED\n").next().unwrap().split("\nPART ").next().unwrap().to_owned()
}

#[test]
fn a_level_of_a_course_is_no_change_of_risk() {
    let page = |level: &str| page_one(["Hall: A", "She rows."], ["Hall: A", level]);
    let course = |level: &str| format!("Boat handling, SCQF level {level}, passed.");
    let found = page_one(["Hall: A", &course("2")], ["Hall: A", &course("3")]);
    assert!(!found.contains("\nRISK"), "{found}");
    assert!(!page("Boat handling, SCQF level 3, passed.").contains("\nRISK"));
    let found = page_one(["Hall: A", "Overall risk is high."], ["Hall: A", "Overall risk is low."]);
    assert!(found.contains("[high \u{2192} low]"), "{found}");
}

#[test]
fn days_ahead_stand_on_page_one_and_those_of_the_plans_only_in_its_head() {
    let header = |day: &str, last: &str| {
        format!(
            "Sentence passed: 1 May 2019\nThis conference: {day}\nLast conference: {last}\nLiberation: 9 May 2026"
        )
    };
    let found = page_one(
        [&header("3 May 2023", "4 May 2022"), "She rows."],
        [&header("2 May 2024", "3 May 2023"), "She rows."],
    );
    assert!(!found.contains("This conference:") && !found.contains("Last conference:"), "{found}");
    let places = ["Liberation:", "Sentence passed:"].map(|label| found.find(label));
    assert!(places[0].is_some() && places[1].is_none_or(|past| places[0] < Some(past)), "{found}");
}

#[test]
fn what_was_reversed_comes_before_what_was_only_moved() {
    let rules = ["She is not to have the key of the quay.", "She may not enter the boat yard."];
    let rule = |at: u32| format!("\n\nShe is not to be on pier {at} before {at} May 2025, nor by night.");
    let more = (1..30).map(rule).collect::<Vec<_>>().concat();
    let before = format!("{}\n\n{}{more}", rules[0], rules[1]);
    let after =
        format!("She is to have the key of the quay.\n\n{}{}", rules[1], more.replace("2025", "2026"));
    let found = page_one(["Hall: A", &before], ["Hall: A", &after]);
    assert!(found.contains("[is not to \u{2192} is to] have the key of the quay."), "{found}");
}

/// The last version against the one before it, with the history of all.
fn with_history(documents: &[Document], report: &Document) -> Brief {
    let report = history::Source { number: 1, kind: None, date: None, document: report };
    of_series(&documents.iter().collect::<Vec<_>>(), &[report], |input| input)
}

#[test]
fn what_is_folded_is_counted_by_its_date() {
    for person in fixtures() {
        let versions = versions(&person);
        let report = parse(fs::read_to_string(person.join("ser.md")).unwrap()).unwrap();
        let folded = with_history(&versions, &report).folded;
        assert_eq!(folded.since.iter().map(|since| since.units).sum::<u32>(), folded.units);
        assert!(folded.since.len() > 1 && folded.since.is_sorted_by_key(|since| since.as_of));
    }
}

#[test]
fn the_same_plans_make_the_same_brief() {
    each_pair(|before, after, brief| {
        assert_eq!(&compose(before, after, 600), brief);
    });
}

fn small(before: &str, after: &str) -> Brief {
    compose(&parse(before.to_owned()).unwrap(), &parse(after.to_owned()).unwrap(), 600)
}

fn kinds(brief: &Brief, part: PartId) -> Vec<ItemKind> {
    let part = brief.parts.iter().find(|other| other.id == part);
    part.map_or_else(Vec::new, |part| part.items.iter().map(|item| item.kind).collect())
}

fn plan(date: &str, rows: &str) -> String {
    format!(
        "Conference date: {date}\n\n## Action plan\n\n| Need | Action | Owner | Due | Status |\n|---|---|---|---|---|\n{rows}\n"
    )
}

#[test]
fn actions_are_completed_changed_new_past_their_date_or_gone() {
    let before = "| Home | Find a flat | PBSW | 1 May 2024 | Not started |\n| Work | Write to the college | PBSW | 3 June 2025 | Not started |\n| Money | Open a bank account at once | Officer | 1 March 2024 | In progress |\n| Health | See the dentist about the tooth | Nurse | 9 March 2024 | In progress |";
    let after = "| Home | Find a flat | PBSW | 1 May 2024 | Completed |\n| Work | Write to the college | CBSW | 3 June 2025 | Not started |\n| Money | Open a bank account at once | Officer | 1 March 2024 | In progress |\n| Family | Arrange a visit by the grandmother | CBSW | 2 May 2026 | Not started |";
    let brief = small(&plan("1 February 2024", before), &plan("1 February 2025", after));
    let expected =
        [ItemKind::DatePassed, ItemKind::Gone, ItemKind::Changed, ItemKind::New, ItemKind::Completed];
    assert_eq!(kinds(&brief, PartId::Actions), expected);
}

#[test]
fn a_done_action_that_left_the_table_is_not_asked_for() {
    let flat = "| Home | Find a flat | PBSW | 1 May 2026 | Not started |";
    let done = "| Health | See the dentist about the tooth | Nurse | 9 March 2023 | Completed |";
    let brief = small(&plan("1 February 2024", &format!("{flat}\n{done}")), &plan("1 February 2025", flat));
    assert_eq!(kinds(&brief, PartId::Actions), []);
    assert_eq!(kinds(&brief, PartId::Removed), [ItemKind::Removed], "it is told as any row that went");
}

#[test]
fn a_date_is_past_however_it_is_written() {
    for due in ["end of March", "February", "by 3 March"] {
        let rows = format!("| Home | Find a flat | PBSW | {due} | Not started |");
        let brief = small(&plan("1 February 2024", &rows), &plan("1 May 2024", &rows));
        assert_eq!(kinds(&brief, PartId::Actions), [ItemKind::DatePassed], "{due}");
    }
}

#[test]
fn what_was_done_and_taken_off_between_conferences_is_told_as_it_stood_last() {
    let flat = "| Home | Find a flat | PBSW | 1 May 2026 | Not started |";
    let tooth =
        |status: &str| format!("{flat}\n| Health | See the dentist | Nurse | 9 March 2024 | {status} |");
    let plans = [tooth("Open"), tooth("Completed 4 March 2024"), flat.to_owned()];
    let plans: Vec<Document> = (2023..)
        .zip(plans)
        .map(|(year, rows)| parse(plan(&format!("1 May {year}"), &rows)).unwrap())
        .collect();
    let versions: Vec<Version<'_>> = (1..)
        .zip(&plans)
        .map(|(number, document)| Version { number, as_of: brief::plan_date(document), document })
        .collect();
    let deltas: Vec<Delta> = plans.windows(2).map(|pair| compare(&pair[0], &pair[1])).collect();
    let deltas: Vec<&Delta> = deltas.iter().collect();
    let input = history::Input { versions: &versions, deltas: &deltas, baseline: Some(0), sources: &[] };
    let history = history::trace(&input);
    let whole = compare(&plans[0], &plans[2]);
    let brief = brief::compose(&Input {
        person: None,
        baseline: Some(versions[0].clone()),
        current: versions[2].clone(),
        delta: Some(&whole),
        traced: Some(Traced { input: &input, history: &history }),
        last_conference: None,
        next_conference: None,
        known: Known::default(),
        agency: None,
        words: 600,
    });
    assert_eq!(kinds(&brief, PartId::Actions), [ItemKind::Completed]);
    assert!(brief_text(&brief, Style::Plain).contains("Completed 4 March 2024"));
    assert_eq!(kinds(&brief, PartId::Removed), [], "it is told once");
}

#[test]
fn a_first_plan_has_no_changes_and_says_so() {
    let document =
        parse(plan("1 February 2025", "| Home | Find a flat | PBSW | 1 May 2024 | Not started |")).unwrap();
    let brief = of_series(&[&document], &[], |input| input);
    assert_eq!(kinds(&brief, PartId::Actions), [ItemKind::DatePassed]);
    assert!(brief_text(&brief, Style::Plain).contains("the first, so there is none to compare it with"));
}

#[test]
fn a_tilde_in_a_plan_is_not_ours() {
    let brief = small("## Home\n\nHe has a flat ~~now~~.\n", "## Home\n\nHe has no flat ~~now~~.\n");
    let text = brief_markdown(&brief);
    assert!(text.contains("\\~\\~now\\~\\~"), "{text}");
}

#[test]
fn an_agencys_own_actions_come_first_and_nothing_is_lost() {
    let rows = |due: &str| {
        format!(
            "| Home | Find a flat | PBSW | {due} | Not started |\n| Tooth | See the dentist | Nurse | {due} | Not started |"
        )
    };
    let [before, after] = ["1 May 2025", "2 June 2025"].map(rows);
    let [before, after] = [plan("1 February 2024", &before), plan("1 February 2025", &after)];
    let [before, after] = [before, after].map(|text| parse(text).unwrap());
    let of = |agency| {
        let brief = of_series(&[&before, &after], &[], |input| Input { agency, ..input });
        let text = |item: &Item| item.text.first().map(|piece| piece.text.clone()).unwrap_or_default();
        let actions = brief.parts.iter().find(|part| part.id == PartId::Actions).unwrap();
        (actions.items.iter().map(text).collect::<Vec<_>>(), brief_text(&brief, Style::Plain))
    };
    assert_eq!(of(None).0, ["Home", "Tooth"]);
    let (own, text) = of(Agency::named("Health"));
    assert_eq!(own, ["Tooth", "Home"]);
    assert!(text.contains("For: Health, whose own lines come first in each part."), "{text}");
}

#[test]
fn the_same_change_in_two_places_is_one_line() {
    let plan = |level: &str| {
        format!(
            "## Home\n\nThe level of supervision is now {level}.\n\nHe rents a flat in the town.\n\n## Work\n\nThe level of supervision is now {level}.\n"
        )
    };
    let brief = small(&plan("Medium"), &plan("Low"));
    let all: Vec<u32> = items(&brief).map(|item| item.places).collect();
    assert_eq!(all, [2]);
}
