//! What to ask of assessments: two levels of one, a score or a level that changed alone.
//!
//! Only what the plans say: no bands are known here and no score is computed. Each question shows both sides; an
//! override may be the reason, and may be meant.

use std::collections::{BTreeMap, HashSet};

use super::Asker;
use crate::brief::assessments::{Assessment, of_prose, of_tables};
use crate::brief::model::{Item, ItemKind, Side};
use crate::delta::ChangeKind;
use crate::marked::ours;

/// The questions: two levels of one assessment, then what changed since the baseline.
pub(super) fn items(asker: &Asker<'_, '_>) -> Vec<Item> {
    let (rows, prose) = (of_tables(asker.newest), of_prose(asker.newest));
    let mut items = two_levels(asker, &rows, &prose);
    let earlier = asker.versions.on(Side::Before).document;
    let (old_rows, old_prose) = (of_tables(earlier), of_prose(earlier));
    let mut said = HashSet::new();
    let mut ask = |before: &Assessment, after: &Assessment, items: &mut Vec<Item>| {
        let Some(kind) = kind(before, after) else { return };
        if said.insert((kind, after.tool.clone(), after.date, after.score.clone(), after.level.clone())) {
            items.push(item(asker, kind, before, after));
        }
    };
    let (olds, news) = (by_unit(&old_rows, &old_prose), by_unit(&rows, &prose));
    for change in asker.versions.changes().iter().filter(|change| change.kind == ChangeKind::Material) {
        let sides = (olds.get(&change.before.start), news.get(&change.after.start));
        if let (Some(before), Some(after)) = sides {
            ask(before, after, &mut items);
        }
    }
    let (olds, news) = (latest(&old_rows), latest(&rows));
    for (tool, after) in news {
        if let Some(before) = olds.get(tool).filter(|before| before.date < after.date) {
            ask(before, after, &mut items);
        }
    }
    items
}

/// What to ask of two statements of one tool, the later of which took the place of the earlier.
fn kind(before: &Assessment, after: &Assessment) -> Option<ItemKind> {
    let changed = |old: &Option<String>, new: &Option<String>| Some(old.as_ref()? != new.as_ref()?);
    let (score, level) = (changed(&before.score, &after.score), changed(&before.level, &after.level)?);
    let same_date = before.date.is_some() && before.date == after.date;
    match (score, level) {
        _ if before.tool != after.tool => None,
        (Some(true), false) => Some(ItemKind::ScoreAlone),
        (Some(false), true) => Some(ItemKind::LevelAlone),
        (_, true) if same_date => Some(ItemKind::LevelUndated),
        _ => None,
    }
}

/// The change in its sentence or row; where the later stands beside the earlier, both whole.
fn item(asker: &Asker<'_, '_>, kind: ItemKind, before: &Assessment, after: &Assessment) -> Item {
    let index = asker.versions.change_index(after.unit);
    let change = index.map(|index| &asker.versions.changes()[index]);
    if let Some(change) = change.filter(|change| change.before.contains(&before.unit)) {
        return Item { kind, ..asker.versions.changed(change) };
    }
    let old = asker.versions.on(Side::Before).document.unit(before.unit);
    let item = asker.item(kind, after.unit..after.unit + 1);
    let mut text = item.text.clone();
    text.push(ours(" Before: "));
    text.extend(asker.versions.text(Side::Before, old));
    let mut quotes = asker.versions.single(kind, Side::Before, &[before.unit], Vec::new()).quotes;
    quotes.extend(item.quotes.clone());
    Item { text, quotes, ..item }
}

/// One question for each assessment that is given two levels.
fn two_levels(asker: &Asker<'_, '_>, rows: &[Assessment], prose: &[Assessment]) -> Vec<Item> {
    let levelled = || rows.iter().chain(prose).filter(|found| found.level.is_some());
    let mut dated: BTreeMap<_, Vec<&Assessment>> = BTreeMap::new();
    for found in levelled().filter(|found| found.date.is_some()) {
        dated.entry((&found.tool, found.date)).or_default().push(found);
    }
    let mut scored: BTreeMap<_, Vec<&Assessment>> = BTreeMap::new();
    for found in levelled().filter(|found| found.score.is_some()) {
        scored.entry((&found.tool, &found.score)).or_default().push(found);
    }
    let mut pairs: Vec<(u32, u32)> = dated.values().filter_map(|all| two_of_a_day(all)).collect();
    pairs.extend(scored.values().filter_map(|all| two_of_a_score(all)));
    pairs.sort_unstable();
    pairs.dedup();
    pairs
        .into_iter()
        .map(|(one, other)| asker.both(ItemKind::TwoLevels, one..one + 1, other..other + 1))
        .collect()
}

/// The first two of one tool and day whose levels differ, unless their scores say that they are of two parts of it.
fn two_of_a_day(all: &[&Assessment]) -> Option<(u32, u32)> {
    let (first, others) = all.split_first()?;
    let may_be_one = |other: &Assessment| match (&first.score, &other.score) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    };
    let other = others.iter().find(|other| other.level != first.level && may_be_one(other))?;
    Some(in_order(first.unit, other.unit))
}

/// One without a date, and one of the same score, where no other of that score has its level.
fn two_of_a_score(all: &[&Assessment]) -> Option<(u32, u32)> {
    all.iter().filter(|found| found.date.is_none()).find_map(|undated| {
        let mut others = all.iter().filter(|other| other.unit != undated.unit);
        let other = others.clone().next()?;
        others.all(|other| other.level != undated.level).then(|| in_order(other.unit, undated.unit))
    })
}

fn in_order(one: u32, other: u32) -> (u32, u32) {
    (one.min(other), one.max(other))
}

fn by_unit<'a>(rows: &'a [Assessment], prose: &'a [Assessment]) -> BTreeMap<u32, &'a Assessment> {
    rows.iter().chain(prose).map(|found| (found.unit, found)).collect()
}

/// The latest assessment of each tool; none of a tool that has two of its latest day.
fn latest(rows: &[Assessment]) -> BTreeMap<&str, &Assessment> {
    let mut latest: BTreeMap<&str, Vec<&Assessment>> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.date.is_some()) {
        let held = latest.entry(&row.tool).or_default();
        if held.first().is_some_and(|held| held.date < row.date) {
            held.clear();
        }
        if held.first().is_none_or(|held| held.date == row.date) {
            held.push(row);
        }
    }
    latest.into_iter().filter(|(_, rows)| rows.len() == 1).map(|(tool, rows)| (tool, rows[0])).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use super::*;

    fn plan(rows: &str, prose: &str) -> String {
        format!(
            "## Risk assessments\n\n| Tool | Date | Score | Level |\n|---|---|---|---|\n{rows}\n\n## Violence\n\n{prose}\n"
        )
    }

    const ROW: &str = "| LS/CMI | 3 May 2021 | 24 | High |";

    fn asked(before: &str, after: &str) -> Vec<(ItemKind, String)> {
        let kinds = [ItemKind::TwoLevels, ItemKind::ScoreAlone, ItemKind::LevelAlone, ItemKind::LevelUndated];
        let of = |kind| check(&[before, after], "", kind).into_iter().map(move |text| (kind, text));
        kinds.into_iter().flat_map(of).collect()
    }

    fn one(kind: ItemKind, text: &str) -> Vec<(ItemKind, String)> {
        vec![(kind, text.to_owned())]
    }

    #[test]
    fn a_row_and_a_sentence_of_one_day() {
        let told = plan(ROW, "The LS/CMI was completed on 03/05/2021: score 24, level medium.");
        let expected = "LS/CMI; 3 May 2021; score 24; level High Elsewhere, in Violence: \
            The LS/CMI was completed on 03/05/2021: score 24, level medium.";
        assert_eq!(asked(&told, &told), one(ItemKind::TwoLevels, expected));
        let agreed = plan(ROW, "The LS/CMI was completed on 03/05/2021: score 24, level high.");
        assert_eq!(asked(&agreed, &agreed), []);
    }

    #[test]
    fn one_score_and_no_date() {
        let told = plan(ROW, "The LS/CMI score is 24, in the medium band.");
        assert_eq!(asked(&told, &told).len(), 1);
        let rows = format!("{ROW}\n| LS/CMI | 4 May 2019 | 24 | Medium |");
        let either = plan(&rows, "The LS/CMI score is 24, in the medium band.");
        assert_eq!(asked(&either, &either), [], "it is one of the two");
        let other = plan(ROW, "The LS/CMI score is 19, in the medium band.");
        assert_eq!(asked(&other, &other), [], "another assessment");
    }

    #[test]
    fn parts_of_a_tool_are_no_second_level() {
        let rows = "| HCR-20 historical | 3 May 2021 | – | High |\n| HCR-20 clinical | 3 May 2021 | – | Low |\n\
            | VRS | 3 May 2021 | 46 | High |\n| VRS | 3 May 2021 | 12 | Low |";
        let told = plan(rows, "The HCR-20 of 3 May 2021 was High on the clinical scale.");
        assert_eq!(asked(&told, &told), []);
    }

    #[test]
    fn two_levels_are_not_asked_twice() {
        let told = plan(&format!("{ROW}\n| LS/CMI | 3 May 2021 | 24 | Medium |"), "");
        assert_eq!(asked(&told, &told).len(), 1);
        assert_eq!(check(&[&told, &told], "", ItemKind::Disagreeing), [""; 0]);
    }

    #[test]
    fn a_score_that_changed_alone() {
        let before = plan(ROW, "");
        let expected = "LS/CMI; 3 May 2021; score 2427; level High";
        assert_eq!(asked(&before, &before.replace("24", "27")), one(ItemKind::ScoreAlone, expected));
        let later = plan(&format!("{ROW}\n| LS/CMI | 4 May 2022 | 27 | High |"), "");
        let expected =
            "LS/CMI; 4 May 2022; score 27; level High Before: LS/CMI; 3 May 2021; score 24; level High";
        assert_eq!(asked(&before, &later), one(ItemKind::ScoreAlone, expected));
    }

    #[test]
    fn a_level_that_changed_alone() {
        let before = plan(ROW, "");
        let expected = "LS/CMI; 3 May 2021; score 24; level HighMedium";
        assert_eq!(asked(&before, &before.replace("High", "Medium")), one(ItemKind::LevelAlone, expected));
        let later = plan("| LS/CMI | 4 May 2022 | 24 | Medium |", "");
        assert_eq!(asked(&before, &later)[0].0, ItemKind::LevelAlone);
    }

    #[test]
    fn a_level_that_changed_without_a_new_date() {
        let before = plan(ROW, "");
        let after = before.replace("24 | High", "19 | Medium");
        assert_eq!(asked(&before, &after)[0].0, ItemKind::LevelUndated);
        let (before, after) = (before.replace("24", "–"), after.replace("19", "–"));
        assert_eq!(asked(&before, &after)[0].0, ItemKind::LevelUndated);
    }

    #[test]
    fn a_sentence_that_changed() {
        let before = plan("", "The VRS total was 46 on 3 May 2021 (high).");
        assert_eq!(asked(&before, &before.replace("46", "40"))[0].0, ItemKind::ScoreAlone);
    }

    #[test]
    fn a_new_assessment_is_no_question() {
        let before = plan(ROW, "");
        let later = plan(&format!("{ROW}\n| LS/CMI | 4 May 2022 | 19 | Medium |"), "");
        assert_eq!(asked(&before, &later), []);
        let other = plan(&format!("{ROW}\n| VRS | 4 May 2022 | 46 | High |"), "");
        assert_eq!(asked(&before, &other), [], "another tool");
        let parts = "| HCR-20 clinical | 4 May 2022 | 5 | High |";
        let before = plan("| HCR-20 historical | 3 May 2021 | 9 | High |", "");
        assert_eq!(asked(&before, &plan(parts, "")), [], "another part");
    }
}
