//! No change is lost: whatever two plans are, each change of the one against the other is in the brief or counted in it.

use proptest::prelude::*;

use super::item::tests::brief;
use super::{Brief, Item, ItemKind, Rest, Side};
use crate::delta::{ChangeKind, compare};
use crate::document::{Document, UnitKind, parse};
use crate::text::Span;

/// Lines of a plan as they stand in one: rows, list items, entries, prose.
const LINES: [&str; 18] = [
    "The kitchen course ends in spring.",
    "She hopes to work with horses one day.",
    "Visits are on Fridays, with her aunt.",
    "She must not enter the yard at Fold Lane.",
    "Her sleep is poor and she has asked for help with it. The ward was told. Nobody has replied yet.",
    "- Eye test booked",
    "- Flu jab 4 May 2023",
    "- 6 June 2023 Dental review: Good",
    "- Spoke with the farrier, who has a place in autumn",
    "**12 May 2023 – Hall officer**\n\nSeen at the gate. Told of the bus times. Took it well and said thank you.",
    "**3 June 2023 – Ward nurse**\n\nNew inhaler given. She does not like the taste of it.",
    "A Weir 9/7/23 - rang the stables. No answer so far. Will ring again on Monday.",
    "B Glen, housing, 2 August 2023: form sent. The list is long.",
    "| Need | Action | Owner | Due | Status |\n|---|---|---|---|---|\n| Work | Write to the stables | A Weir | 1 June 2023 | Open |",
    "| Tool | Level | Date |\n|---|---|---|\n| LS/CMI | Medium | 3 March 2023 |",
    "| Name | Job |\n|---|---|\n| J Muir | Farrier |",
    "**Supervision level:** Low",
    "**Category:** B",
];

/// Words of which one takes the place of the other.
const SWAPS: [(&str, &str); 8] = [
    ("not ", "now "),
    ("Medium", "High"),
    ("Open", "Done"),
    ("2023", "2024"),
    ("Friday", "Sunday"),
    ("spring", "autumn"),
    ("Low", "High"),
    ("Glen", "Hume"),
];

const TITLES: [&str; 4] = ["Health", "Work", "Family", "Conduct"];

/// What becomes of a line of a plan in the next: dropped, changed in a word, kept, written anew, or in another place.
fn line() -> impl Strategy<Value = (usize, u8, usize)> {
    (0..LINES.len(), 0..10_u8, 0..SWAPS.len())
}

fn plans() -> impl Strategy<Value = (String, String)> {
    prop::collection::vec(prop::collection::vec(line(), 0..7), 1..=TITLES.len()).prop_map(|sections| {
        let (mut before, mut after) = (String::new(), String::new());
        for (title, lines) in TITLES.iter().zip(sections) {
            for plan in [&mut before, &mut after] {
                plan.extend(["## ", *title, "\n\n"]);
            }
            for (at, fate, swap) in lines {
                let (from, to) = SWAPS[swap];
                let (kept, other) = (LINES[at], LINES[at].replace(from, to));
                before.push_str(if fate == 0 { "" } else { kept });
                after.push_str(match fate {
                    1 => "",
                    2..=5 => &other,
                    _ => kept,
                });
                for plan in [&mut before, &mut after] {
                    plan.push_str("\n\n");
                }
            }
        }
        (before, after)
    })
}

fn items(brief: &Brief) -> impl Iterator<Item = &Item> {
    brief.standing.iter().chain(brief.parts.iter().flat_map(|part| &part.items))
}

/// Whether a unit says something by itself rather than over or under others.
fn speaks(document: &Document, unit: u32) -> bool {
    matches!(
        document.unit(unit).kind,
        UnitKind::Sentence
            | UnitKind::Item
            | UnitKind::Pair
            | UnitKind::Row
            | UnitKind::Code
            | UnitKind::Html
    )
}

/// Units of a side that the brief does not quote.
fn unquoted(brief: &Brief, side: Side, document: &Document, units: impl Iterator<Item = u32>) -> Vec<String> {
    let quoted: Vec<Span> = items(brief)
        .flat_map(|item| &item.quotes)
        .filter(|quote| quote.side == side)
        .map(|quote| quote.span)
        .collect();
    units
        .filter(|unit| speaks(document, *unit))
        .map(|unit| document.unit(unit))
        .filter(|unit| !quoted.contains(&unit.span))
        .map(|unit| document.text(unit).to_owned())
        .collect()
}

fn check(before: &str, after: &str, words: u32) -> Result<(), TestCaseError> {
    let documents = [before, after].map(|plan| parse(plan.to_owned()).unwrap());
    let delta = compare(&documents[0], &documents[1]);
    let brief = brief(before, after, words);
    let of = |kind: ChangeKind| delta.changes.iter().filter(move |change| change.kind == kind);
    let changed = of(ChangeKind::Material).flat_map(|change| change.after.clone());
    prop_assert_eq!(unquoted(&brief, Side::After, &documents[1], changed), Vec::<String>::new());
    let removed = of(ChangeKind::Removed).flat_map(|change| change.before.clone());
    prop_assert_eq!(unquoted(&brief, Side::Before, &documents[0], removed), Vec::<String>::new());
    let added = of(ChangeKind::Added).flat_map(|change| change.after.clone());
    let left_out = unquoted(&brief, Side::After, &documents[1], added);
    let counted = items(&brief).filter(|item| item.kind == ItemKind::New).map(|item| match item.rest {
        Rest::Sentences(count) => count as usize,
        _ => 0,
    });
    // What is counted may stand in an entry of which the first sentence is quoted for its place.
    prop_assert!(left_out.len() <= counted.sum::<usize>(), "{:?}", left_out);
    let prose = |text: &String| !text.starts_with('|') && !text.starts_with('-');
    prop_assert!(left_out.iter().all(prose), "{:?}", left_out);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn every_change_is_shown_or_counted((before, after) in plans(), words in prop_oneof![Just(1), 50..900_u32, any::<u32>()]) {
        check(&before, &after, words)?;
    }
}

#[test]
fn what_bars_and_came_twice_is_cited_twice() {
    let before = "## Family\n\nVisits are on Fridays.\n\n## Conduct\n\nQuiet.\n\n";
    let line = "He may not telephone the house at Orchard Row.";
    let after = before.replace("\n\n## Conduct", &format!("\n\n{line}\n\n## Conduct")) + line + "\n";
    check(before, &after, 600).unwrap();
    let brief = brief(before, &after, 600);
    let telling = items(&brief).filter(|item| !item.quotes.is_empty() && item.places == 2);
    assert_eq!(telling.count(), 1);
}

#[test]
fn more_words_show_more() {
    let entry = "A Weir 9/7/23 - rang the stables. No answer so far. Will ring again on Monday. The farrier has left. \
        His place is not filled. She was told on 12 July. She asked for 2 more visits.\n\n";
    let before = "## Work\n\nThe kitchen course ends in spring.\n\n";
    let after = format!("{before}{}", entry.repeat(2));
    let shown = |words| {
        let brief = brief(before, &after, words);
        items(&brief).map(Item::words).sum::<u32>()
    };
    assert!(shown(20) < shown(100), "{} {}", shown(20), shown(100));
}
