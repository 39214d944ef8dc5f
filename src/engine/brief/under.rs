//! Passages that say the same and stand under another title, label or hand than before.
//!
//! "High" below "Risk on 3 May" says something else below "Risk on 9 June", and what was a condition is none below "Lifted".
//! Takes what became of each unit, gives what each that kept its words stands under now and stood under before, and items of
//! those. A title that was put in other words is no other title: that it was is told where titles are.

use std::collections::{HashMap, HashSet};

use super::item::Versions;
use super::model::{Item, ItemKind, Mark, PartId, Piece, Quote, Rest, Side};
use crate::delta::{Change, ChangeKind};
use crate::document::reading::{plain, unit_text};
use crate::document::{BlockKind, Document, Unit, UnitKind};
use crate::facts::FactClass;
use crate::marked::{ours, same};
use crate::text::{Span, TokenKind};

/// Most words of a passage that is a value of what stands over it: "High", "no longer allowed".
const VALUE_WORDS_MAX: usize = 6;
/// Most words of a line that is a label of what stands below it.
const LABEL_WORDS_MAX: usize = 8;
/// Fewest words of a sentence that is known again in another entry.
const SENTENCE_WORDS_MIN: usize = 4;
/// Most passages of one group that are shown whole.
const SHOWN_MAX: usize = 3;

/// What a unit stands under, as units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Under {
    /// The head or signature of its entry.
    entry: Option<u32>,
    /// The line right above it, or the item that it is part of, which says what it is: "Current level:", "He may visit".
    label: Option<u32>,
    /// The heading of its section.
    heading: Option<u32>,
    /// The short line right above it.
    above: Option<u32>,
}

/// What a passage stood under before and stands under now, as units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Other {
    before: u32,
    after: u32,
}

/// The units of the current version that kept their words and stand under something else.
pub(super) fn others(versions: &Versions<'_>) -> HashMap<u32, Other> {
    let was = all(versions.on(Side::Before).document);
    let is = all(versions.after.document);
    let kept = |change: &&Change| {
        let same = matches!(change.kind, ChangeKind::Unchanged | ChangeKind::Cosmetic | ChangeKind::Reworded);
        same && change.before.len() == 1 && change.after.len() == 1
    };
    let other = |change: &Change| {
        let (before, after) = (change.before.start, change.after.start);
        let (was, is) = (was[before as usize], is[after as usize]);
        let found = other(versions, (before, was), (after, is));
        let found =
            found.or_else(|| if change.moved { below_another(versions, was, (after, is)) } else { None })?;
        Some((after, found))
    };
    versions.changes().iter().filter(kept).filter_map(other).collect()
}

/// What each unit of a document stands under.
fn all(document: &Document) -> Vec<Under> {
    let mut all = Vec::with_capacity(document.units().len());
    let (mut section, mut label) = (u32::MAX, None);
    let mut items: Vec<(usize, u32)> = Vec::new();
    for (at, unit) in (0_u32..).zip(document.units()) {
        if unit.section != section {
            (section, label) = (unit.section, None);
            items.clear();
        }
        let mut own = Under {
            entry: unit.entry,
            label: None,
            heading: document.sections()[section as usize].heading,
            above: at.checked_sub(1).filter(|above| is_line_of(document, *above, section)),
        };
        match unit.kind {
            UnitKind::Item => {
                let indent = indent(document, unit);
                while items.last().is_some_and(|(above, _)| *above >= indent) {
                    items.pop();
                }
                own.label = items.last().map(|(_, item)| *item).or(label);
                items.push((indent, at));
            }
            UnitKind::Row | UnitKind::TableHead => own.label = label,
            UnitKind::Pair if !is_label(document, at) => own.label = label,
            _ => {
                let labels = is_label(document, at);
                own.label = label.filter(|above| *above + 1 == at && !labels);
                label = labels.then_some(at);
                items.clear();
            }
        }
        all.push(own);
    }
    all
}

/// How far from the margin an item stands, in bytes.
fn indent(document: &Document, unit: &Unit) -> usize {
    let start = unit.bullet.map_or(unit.span.start, |bullet| bullet.start) as usize;
    let source = document.source();
    start - source[..start].rfind('\n').map_or(0, |end| end + 1)
}

/// Whether a unit says what stands below it is: it ends with a colon or asks, or is a short line of its own and no sentence.
fn is_label(document: &Document, at: u32) -> bool {
    let unit = document.unit(at);
    let text = document.text(unit).trim_end_matches(['*', '_', ' ']);
    if unit.kind == UnitKind::Pair {
        return text.ends_with(':');
    }
    if unit.kind != UnitKind::Sentence || unit.entry.is_some() {
        return false;
    }
    let alone = || {
        let block = &document.blocks()[unit.block as usize];
        block.kind == BlockKind::Paragraph
            && block.units.len() == 1
            && words(document, unit) <= LABEL_WORDS_MAX
    };
    text.ends_with([':', '?']) || !text.ends_with(['.', '!', ';', ',']) && alone()
}

/// Whether a unit is a short line of this section.
fn is_line_of(document: &Document, at: u32, section: u32) -> bool {
    let unit = document.unit(at);
    let line = matches!(unit.kind, UnitKind::Sentence | UnitKind::Pair);
    line && unit.section == section && words(document, unit) <= LABEL_WORDS_MAX
}

fn words(document: &Document, unit: &Unit) -> usize {
    document
        .tokens_of(unit)
        .iter()
        .filter(|token| matches!(token.kind, TokenKind::Word | TokenKind::Number))
        .count()
}

/// What a unit stands under now in the place of what it stood under, where that matters.
fn other(versions: &Versions<'_>, (before, was): (u32, Under), (after, is): (u32, Under)) -> Option<Other> {
    let document = versions.after.document;
    let unit = document.unit(after);
    if !matches!(unit.kind, UnitKind::Sentence | UnitKind::Item | UnitKind::Row | UnitKind::Pair)
        || versions.findings.after(after).minutes
    {
        return None;
    }
    let differ = |was: Option<u32>, is: Option<u32>| {
        let (before, after) = (was?, is?);
        (!versions.became(before, after)).then_some(Other { before, after })
    };
    match (was.entry, is.entry) {
        (None, None) => {}
        (Some(was), Some(is)) => {
            // Of a head that came or went is told with the heads.
            let found = differ(Some(was), Some(is)).filter(|found| stood_and_stands(versions, *found));
            return found.filter(|_| {
                words(document, unit) >= SENTENCE_WORDS_MIN
                    && is_alone(versions.on(Side::Before).document, before)
                    && is_alone(document, after)
            });
        }
        _ => return None,
    }
    // Titles of which one came and the other went are one in other words.
    let one_stays = |found: &Other| versions.removed(found.before).is_none() || !versions.came(found.after);
    if let Some(found) = differ(was.heading, is.heading) {
        return Some(found).filter(one_stays).filter(|found| matters(versions, *found, after));
    }
    differ(was.label, is.label).filter(one_stays)
}

/// Whether no other passage of its version has the words of a unit.
fn is_alone(document: &Document, unit: u32) -> bool {
    let texts = &document.stems().units.texts;
    texts.places(texts.of[unit as usize]).len() == 1
}

/// What a value that moved stands right below now in the place of what it stood below: "Risk to self" over "High".
fn below_another(versions: &Versions<'_>, was: Under, (after, is): (u32, Under)) -> Option<Other> {
    let document = versions.after.document;
    let (before, above) = (was.above?, is.above?);
    let value =
        words(document, document.unit(after)) <= VALUE_WORDS_MAX && was.entry.is_none() && is.entry.is_none();
    let found = Other { before, after: above };
    (value && !versions.became(before, above))
        .then_some(found)
        .filter(|found| stood_and_stands(versions, *found))
}

fn stood_and_stands(versions: &Versions<'_>, other: Other) -> bool {
    versions.removed(other.before).is_none() && !versions.came(other.after)
}

/// Whether it matters under which title a unit stands: it is a value, it is of risk or bars something, or one of the titles
/// says more than what it is about.
fn matters(versions: &Versions<'_>, other: Other, after: u32) -> bool {
    let document = versions.after.document;
    let says = |side: Side, unit: u32| says(versions.on(side).document, unit);
    words(document, document.unit(after)) <= VALUE_WORDS_MAX
        || document.is_risk(after)
        || versions.findings.bars(after)
        || says(Side::Before, other.before)
        || says(Side::After, other.after)
}

/// Classes of facts by which a title says something.
const SAYING: [FactClass; 7] = [
    FactClass::Negation,
    FactClass::Denial,
    FactClass::Modality,
    FactClass::Level,
    FactClass::Risk,
    FactClass::Status,
    FactClass::Antonym,
];

/// Whether a title denies, rates, or says how something stands.
fn says(document: &Document, unit: u32) -> bool {
    document.facts(unit).iter().any(|fact| is_saying(fact.class))
}

/// Whether a title with such a fact says more than what it is about.
pub(super) fn is_saying(class: FactClass) -> bool {
    SAYING.contains(&class)
}

/// One item for all that went together from one title to another, in the order of the plan; what is `told` is left out.
pub(super) fn items(versions: &Versions<'_>, told: &HashSet<Span>) -> Vec<(PartId, Item)> {
    let document = versions.after.document;
    let mut groups: Vec<(Other, Vec<u32>)> = Vec::new();
    let mut units: Vec<(u32, Other)> = versions.under().iter().map(|(unit, other)| (*unit, *other)).collect();
    units.sort_unstable_by_key(|(unit, _)| *unit);
    for (unit, other) in units.into_iter().filter(|(unit, _)| !told.contains(&document.unit(*unit).span)) {
        match groups.last_mut() {
            Some((last, units)) if *last == other => units.push(unit),
            _ => groups.push((other, vec![unit])),
        }
    }
    let item = |(other, units): (Other, Vec<u32>)| {
        let risk = units.iter().any(|unit| document.is_risk(*unit) || versions.findings.bars(*unit));
        (if risk { PartId::Risk } else { PartId::New }, item(versions, other, &units, risk))
    };
    groups.into_iter().map(item).collect()
}

/// A unit that stands under something else, with what it stood under and stands under now.
pub(super) fn single(versions: &Versions<'_>, unit: u32) -> Option<Item> {
    let other = versions.under().get(&unit)?;
    let risk = versions.after.document.is_risk(unit);
    Some(item(versions, *other, &[unit], risk))
}

fn item(versions: &Versions<'_>, other: Other, units: &[u32], risk: bool) -> Item {
    let side =
        |side: Side, mark: Mark, unit: u32| Piece { mark, text: title(versions.on(side).document, unit) };
    let mut text = vec![
        side(Side::Before, Mark::Before, other.before),
        side(Side::After, Mark::After, other.after),
        ours(": "),
    ];
    let (shown, rest) = units.split_at(units.len().min(SHOWN_MAX));
    for (at, unit) in shown.iter().enumerate() {
        text.extend((at > 0).then(|| ours(" ")));
        text.push(same(unit_text(versions.after.document, versions.after.document.unit(*unit))));
    }
    let mut quotes: Vec<Quote> = versions.quotes(Side::Before, other.before..other.before + 1);
    quotes.extend(
        units
            .iter()
            .filter_map(|unit| versions.change(*unit))
            .flat_map(|change| versions.quotes(Side::Before, change.before.clone())),
    );
    quotes.extend(versions.quotes(Side::After, other.after..other.after + 1));
    quotes.extend(units.iter().flat_map(|unit| versions.quotes(Side::After, *unit..unit + 1)));
    let rest = if rest.is_empty() { Rest::None } else { Rest::Sentences(rest.len() as u32) };
    let item = versions.single(ItemKind::Changed, Side::After, units, text);
    Item { quotes, rest, risk, moved: true, ..item }
}

/// A title, label or head without the colon that it ends with.
fn title(document: &Document, unit: u32) -> String {
    let text = plain(document.source(), document.tokens_of(document.unit(unit)));
    text.trim_end_matches([':', ' ']).to_owned()
}

#[cfg(test)]
mod tests {
    use crate::brief::item::tests::briefed;

    /// Whether a passage is shown with both of what it stood and stands under.
    fn check(before: &str, after: &str, was: &str, is: &str, text: &str) -> bool {
        let told = format!("[-{was}][+{is}]: {text}");
        briefed(before, after).iter().any(|shown| shown.starts_with(&told))
    }

    #[test]
    fn values_that_changed_places() {
        for (plan, was, is) in [
            ("## Boats\n\n{}\n\n## Nets\n\n{}\n", "Boats", "Nets"),
            ("**State of boats**\n\n{}\n\n**State of nets**\n\n{}\n", "State of boats", "State of nets"),
            (
                "Are the boats sound?\n\n{}\n\nAre the nets sound?\n\n{}\n",
                "Are the boats sound?",
                "Are the nets sound?",
            ),
            ("Boats\n\n{}\n\nNets\n\n{}\n", "Boats", "Nets"),
        ] {
            let plan = |first: &str, second: &str| {
                format!("# Plan\n\n{}", plan.replacen("{}", first, 1).replacen("{}", second, 1))
            };
            let (before, after) = (plan("Sound.", "Torn."), plan("Torn.", "Sound."));
            assert!(check(&before, &after, was, is, "Sound."), "{before}");
            assert!(check(&before, &after, is, was, "Torn."), "{before}");
        }
    }

    #[test]
    fn rows_and_items_under_another_caption() {
        let tables = |one: &str, two: &str| {
            format!(
                "## Ways\n\n{one}\n\n| Name |\n|---|\n| Larch quay |\n\n{two}\n\n| Name |\n|---|\n| Mill road |\n"
            )
        };
        let (before, after) = (tables("Open:", "Shut:"), tables("Shut:", "Open:"));
        assert!(check(&before, &after, "Open", "Shut", "Larch quay"));
        let list = |open: &str, shut: &str| {
            format!(
                "## Ways\n\n- He may use:\n  - Larch quay\n{open}- He may not use:\n  - the ferry\n{shut}"
            )
        };
        let item = "  - Mill road\n";
        assert!(check(&list(item, ""), &list("", item), "He may use", "He may not use", "Mill road"));
    }

    #[test]
    fn a_title_that_came_over_old_text() {
        let plan = |title: &str| {
            format!(
                "## Conditions\n\nTo keep to the quay.\n\n{title}He must not sail with Ann Orr.\n\n## Work\n\nHe mends nets.\n"
            )
        };
        let (before, after) = (plan(""), plan("## Lifted\n\n"));
        assert!(check(&before, &after, "Conditions", "Lifted", "He must not sail with Ann Orr."));
        assert!(check(&after, &before, "Lifted", "Conditions", "He must not sail with Ann Orr."));
    }

    #[test]
    fn a_sentence_in_the_entry_of_another_hand() {
        let plan = |one: &str, two: &str| {
            format!(
                "## Notes\n\n**3 May 2024 \u{2013} Una Brae, nurse:** {one} She was well.\n\n**9 May 2024 \u{2013} Cal Weir, PBSW:** {two} All was quiet then.\n"
            )
        };
        let (one, two) = ("He says he never sailed the boat.", "He is thought to have holed it.");
        let (before, after) = (plan(one, two), plan(two, one));
        let shown = briefed(&before, &after);
        assert!(shown.iter().any(|text| text.contains("Una Brae") && text.contains("Cal Weir")), "{shown:?}");
    }

    #[test]
    fn what_only_went_with_its_title_or_is_tidied_is_not_told() {
        let text = "He was on the quay for most of the spring and mended what nets there were.";
        let plan = |first: &str, second: &str| format!("# Plan\n\n{first}\n\n{second}\n");
        let (boats, nets) = (format!("## Boats\n\n{text}"), "## Nets\n\nTwo are torn.".to_owned());
        let told =
            |before: &str, after: &str| briefed(before, after).iter().any(|shown| shown.contains("]: "));
        assert!(!told(&plan(&boats, &nets), &plan(&nets, &boats)), "sections in another order");
        let renamed = boats.replace("Boats", "All that floats");
        assert!(!told(&plan(&boats, &nets), &plan(&renamed, &nets)), "a title in other words");
        let tidied = format!("## Boats\n\n## Nets\n\nTwo are torn.\n\n{text}");
        assert!(!told(&plan(&boats, &nets), &plan(&tidied, "")), "prose put elsewhere");
    }
}
