//! Items from changes: text, quotes, facts, section and author.
//!
//! Takes the two versions and a change, gives an [`Item`]. Sections are named by the titles that tell where one
//! is; a title that several sections share ("Key points", "Entries") does not.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::action_line;
use super::levels;
use super::model::{Fact, Input, Item, ItemKind, Mark, Origin, Piece, Quote, Rest, Side, Telling};
use super::phrases::day;
use super::table::{columns, labelled};
use super::under;
use crate::delta::{CellChange, Change, ChangeKind, Delta, cells as cell_changes};
use crate::document::Columns;
use crate::document::reading::{
    body, cells, cited_number, field, folded, plain, question_of, table_head, unit_text,
};
use crate::document::{Document, Place, Unit, UnitKind};
use crate::findings::{self, Findings, Said, Voice};
use crate::history::Version;
use crate::marked::{changed, ours, same};

/// The current version, the baseline, and what became of the one in the other.
pub(super) struct Versions<'a> {
    pub(super) after: &'a Version<'a>,
    before: Option<&'a Version<'a>>,
    delta: Option<&'a Delta>,
    /// For each unit of the current version the index of its change.
    changes: Vec<u32>,
    /// For each unit of the baseline the index of its change.
    before_changes: HashMap<u32, u32>,
    /// For each section of the current version the one of the baseline that most of its text comes from.
    came_from: Vec<Option<u32>>,
    shared_titles: HashSet<String>,
    /// First titles that hold most of a plan: they say nothing of where in it a line stands.
    whole_titles: HashSet<String>,
    pub(super) findings: Findings<'a>,
    restricted: HashSet<u32>,
    restricted_before: HashSet<u32>,
    /// The units that kept their words and stand under something else than before, or in the place of another value.
    stands: FxHashMap<u32, under::Stands>,
}

impl<'a> Versions<'a> {
    pub(super) fn new(input: &'a Input<'a>) -> Self {
        let after = &input.current;
        let before = input.baseline.as_ref();
        let delta = input.delta.filter(|_| before.is_some());
        let mut changes = vec![u32::MAX; after.document.units().len()];
        let mut before_changes = HashMap::new();
        for (index, change) in delta.iter().flat_map(|delta| &delta.changes).enumerate() {
            for unit in change.after.clone() {
                changes[unit as usize] = index as u32;
            }
            before_changes.extend(change.before.clone().map(|unit| (unit, index as u32)));
        }
        let documents = [before, Some(after)].into_iter().flatten();
        let shared_titles = documents.flat_map(|version| shared_titles(version.document)).collect();
        let documents = [before, Some(after)].into_iter().flatten();
        let whole_titles = documents.filter_map(|version| whole_title(version.document)).collect();
        let findings = findings::find(findings::Input {
            current: after,
            baseline: before,
            delta,
            versions: input.traced.map_or(&[], |traced| traced.input.versions),
            history: input.traced.map(|traced| traced.history),
            sources: input.traced.map_or(&[], |traced| traced.input.sources),
            as_of: after.as_of,
        });
        let restricted = findings.restricted.iter().copied().collect();
        let restricted_before = findings.restricted_before.iter().copied().collect();
        let mut versions = Self {
            after,
            before,
            delta,
            changes,
            before_changes,
            came_from: before
                .zip(delta)
                .map_or_else(Vec::new, |(before, delta)| came_from(before, after, delta)),
            shared_titles,
            whole_titles,
            findings,
            restricted,
            restricted_before,
            stands: FxHashMap::default(),
        };
        if delta.is_some() {
            versions.stands = under::stands(&versions);
        }
        versions
    }

    /// The units that kept their words and stand under something else than before, or in the place of another value.
    pub(super) fn stands(&self) -> &FxHashMap<u32, under::Stands> {
        &self.stands
    }

    /// What became of a unit of the baseline, as an index.
    pub(super) fn index_before(&self, before: u32) -> Option<usize> {
        self.before_changes.get(&before).map(|index| *index as usize)
    }

    /// The version on a side; without a baseline there is one side only.
    pub(super) fn on(&self, side: Side) -> &'a Version<'a> {
        match side {
            Side::Before => self.before.unwrap_or(self.after),
            Side::After => self.after,
        }
    }

    /// Every change, in reading order.
    pub(super) fn changes(&self) -> &'a [Change] {
        self.delta.map_or(&[], |delta| &delta.changes)
    }

    /// What became of a unit of the current version, as an index; none without a baseline.
    pub(super) fn change_index(&self, unit: u32) -> Option<usize> {
        Some(self.changes[unit as usize] as usize).filter(|index| *index < self.changes().len())
    }

    /// What became of a unit of the current version; none without a baseline.
    pub(super) fn change(&self, unit: u32) -> Option<&'a Change> {
        self.change_index(unit).map(|index| &self.changes()[index])
    }

    /// Whether a unit of the current version is a row of a table of assessments.
    pub(super) fn is_assessment(&self, unit: u32) -> bool {
        let document = self.after.document;
        let row = Some(document.unit(unit)).filter(|row| row.kind == UnitKind::Row);
        row.and_then(|row| document.columns_of_assessments(table_head(document, row)?)).is_some()
    }

    /// The change that took a unit of the baseline out of the plan, as an index; none where it is not gone.
    pub(super) fn removed(&self, before: u32) -> Option<usize> {
        let index = *self.before_changes.get(&before)? as usize;
        (self.changes()[index].kind == ChangeKind::Removed).then_some(index)
    }

    /// The changes that are of these two units and of no others, as indices.
    pub(super) fn changes_of(&self, before: Option<u32>, after: Option<u32>) -> Vec<usize> {
        let is_of = |units: &Range<u32>, unit: Option<u32>| {
            units.is_empty() || unit.is_some_and(|unit| *units == (unit..unit + 1))
        };
        let from = before.and_then(|unit| self.before_changes.get(&unit)).map(|index| *index as usize);
        let to = after.and_then(|unit| self.change_index(unit));
        let mut found: Vec<usize> = from.into_iter().chain(to).collect();
        found.dedup();
        found.retain(|index| {
            let change = &self.changes()[*index];
            is_of(&change.before, before) && is_of(&change.after, after)
        });
        found
    }

    /// An item for a pair that changed.
    pub(super) fn changed(&self, change: &Change) -> Item {
        let text = self.answering(
            Side::After,
            change.after.start,
            changed_text(self.on(Side::Before).document, self.after.document, change),
        );
        let mut quotes = self.quotes(Side::Before, change.before.clone());
        quotes.extend(self.quotes(Side::After, change.after.clone()));
        let question = question_of(self.after.document, change.after.start);
        quotes.extend(
            question.into_iter().flat_map(|question| self.quotes(Side::After, question..question + 1)),
        );
        let item = self.item(ItemKind::Changed, Side::After, change.after.start, text);
        let item = Item {
            quotes,
            facts: self.facts(change),
            moved: self.left_its_place(change),
            restricted: change.after.clone().any(|unit| self.is_restricted_now_or_before(unit)),
            ..item
        };
        Item { risk: change.risk || levels::changes(self, change, &item), ..item }
    }

    /// Whether a field has another value than the one it was paired with: another template calls it otherwise and has
    /// fields that the last one had not.
    pub(super) fn has_another_value(&self, unit: u32) -> bool {
        let value = |side: Side, unit: u32| {
            let document = self.on(side).document;
            field(document, document.unit(unit)).map(|(_, value)| folded(&plain(document.source(), value)))
        };
        let change = self.change(unit).filter(|change| change.kind == ChangeKind::Material);
        change.is_some_and(|change| value(Side::Before, change.before.start) != value(Side::After, unit))
    }

    /// The title of a column that the table of a row has no more, where the row differs in nothing else.
    pub(super) fn only_without_column(&self, change: &Change) -> Option<String> {
        let (before, after) = (self.before?.document, self.after.document);
        let titles = columns(after, after.unit(change.after.start));
        let cells = cell_changes(before, after, change)?;
        let text = |document: &Document, range: &Range<u32>| {
            plain(document.source(), &document.tokens()[range.start as usize..range.end as usize])
        };
        let differs = |cell: &CellChange| text(before, &cell.before) != text(after, &cell.after);
        let mut changed = cells.into_iter().filter(differs);
        let gone = |cell: &CellChange| cell.after.is_empty() && !titles.contains(&cell.title);
        let (one, None) = (changed.next().filter(gone)?, changed.next()) else { return None };
        Some(one.title)
    }

    /// Whether a pair stands elsewhere than the section it was in: what went with its whole section has not moved, whatever
    /// order another template puts sections in.
    fn left_its_place(&self, change: &Change) -> bool {
        let section = |side: Side, unit: u32| self.on(side).document.unit(unit).section;
        let (was, is) =
            (section(Side::Before, change.before.start), section(Side::After, change.after.start));
        change.moved && self.came_from.get(is as usize).copied().flatten() != Some(was)
    }

    /// An item for units of one side that stand together.
    pub(super) fn single(&self, kind: ItemKind, side: Side, units: &[u32], text: Vec<Piece>) -> Item {
        let quotes = units.iter().flat_map(|unit| self.quotes(side, *unit..unit + 1)).collect();
        let item = self.item(kind, side, units[0], text);
        Item { quotes, restricted: self.is_restricted(side, units), ..item }
    }

    /// The text of one unit of one side, without the lead that says who speaks.
    pub(super) fn text(&self, side: Side, index: u32) -> Vec<Piece> {
        let document = self.on(side).document;
        let unit = document.unit(index);
        // A list item of one sentence stands as it is written, its day and hand where they stand.
        let lead = self.said(side, index).filter(|_| unit.kind != UnitKind::Item).map_or(0, |said| said.lead);
        let text = match lead {
            0 => text(document, unit),
            lead => vec![same(plain(document.source(), &body(document, unit)[lead..]))],
        };
        self.answering(side, index, text)
    }

    /// The text of a unit behind the question that it answers: "No." says nothing by itself.
    fn answering(&self, side: Side, unit: u32, text: Vec<Piece>) -> Vec<Piece> {
        let document = self.on(side).document;
        let Some(question) = question_of(document, unit) else { return text };
        let asked = same(unit_text(document, document.unit(question)) + " ");
        [asked].into_iter().chain(text).collect()
    }

    /// Who says a unit.
    pub(super) fn said(&self, side: Side, unit: u32) -> Option<Said<'_>> {
        match side {
            Side::After => Some(self.findings.after(unit)),
            Side::Before => self.findings.before(unit),
        }
    }

    /// Who says a unit, unless its own words show it.
    pub(super) fn voice(&self, side: Side, unit: u32) -> Option<&Voice> {
        let said = self.said(side, unit)?;
        let written_in = said.lead > 0 && self.on(side).document.unit(unit).kind == UnitKind::Item;
        said.voice.filter(|_| !written_in)
    }

    /// Whether any of these units of one side is not for everybody's ears.
    pub(super) fn is_restricted(&self, side: Side, units: &[u32]) -> bool {
        let restricted = match side {
            Side::After => &self.restricted,
            Side::Before => &self.restricted_before,
        };
        units.iter().any(|unit| restricted.contains(unit))
    }

    /// Whether a unit of the current version, or what it was changed from, is not for everybody's ears.
    pub(super) fn is_restricted_now_or_before(&self, unit: u32) -> bool {
        let mut was = self.change(unit).into_iter().filter(|change| change.kind == ChangeKind::Material);
        self.is_restricted(Side::After, &[unit])
            || was.any(|change| change.before.clone().any(|unit| self.is_restricted(Side::Before, &[unit])))
    }

    /// A unit of the current version as it stands, or with what changed in it.
    pub(super) fn marked(&self, unit: u32) -> Vec<Piece> {
        match self.change(unit).filter(|change| change.kind == ChangeKind::Material) {
            Some(change) => self.answering(
                Side::After,
                change.after.start,
                changed_text(self.on(Side::Before).document, self.after.document, change),
            ),
            None => self.text(Side::After, unit),
        }
    }

    /// What a unit of the current version quotes: both sides of what changed.
    pub(super) fn quoted(&self, unit: u32) -> Vec<Quote> {
        let material = self.change(unit).filter(|change| change.kind == ChangeKind::Material);
        let before = material.map(|change| self.quotes(Side::Before, change.before.clone()));
        let mut quotes = before.unwrap_or_default();
        quotes.extend(self.quotes(Side::After, unit..unit + 1));
        quotes
    }

    /// The facts of a change, with both values.
    pub(super) fn facts(&self, change: &Change) -> Vec<Fact> {
        let value = |version: &Version<'_>, span: Option<crate::text::Span>| {
            span.map(|span| flat(span.of(version.document.source())))
        };
        let facts = change.facts.iter();
        facts
            .map(|fact| Fact {
                class: fact.class,
                before: value(self.on(Side::Before), fact.before),
                after: value(self.after, fact.after),
            })
            .collect()
    }

    pub(super) fn item(&self, kind: ItemKind, side: Side, index: u32, text: Vec<Piece>) -> Item {
        let document = self.on(side).document;
        let section = self.section(document, index);
        let voice = self.voice(side, index);
        Item {
            kind,
            finding: None,
            what: None,
            ask: None,
            risk: false,
            restricted: self.is_restricted(side, &[index]),
            text,
            rest: Rest::None,
            quotes: Vec::new(),
            facts: Vec::new(),
            label: self.label(&section),
            section,
            author: voice.and_then(|voice| voice.author.clone()),
            written: voice.and_then(|voice| voice.written),
            due: None,
            places: 1,
            moved: false,
            telling: Telling::Whole,
        }
    }

    /// Where passages not to be read out stand, each place once, in the order of the plan: who wrote them and when, so
    /// that the entry can be found; where nobody signed, the label of the section.
    pub(super) fn restricted_in(&self) -> Vec<String> {
        let (mut places, mut known): (Vec<String>, HashSet<String>) = (Vec::new(), HashSet::new());
        for unit in &self.findings.restricted {
            let label = self.label(&self.section(self.after.document, *unit));
            let voice = self.voice(Side::After, *unit);
            let author = voice.and_then(|voice| voice.author.clone());
            let written = voice.and_then(|voice| voice.written).map(day);
            let signed =
                author.as_deref().map(|author| author.split([',', '(']).next().unwrap_or(author).trim());
            let told = [Some(signed.map_or(label, str::to_owned)), written];
            let place =
                told.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
            if !place.is_empty() && known.insert(place.clone()) {
                places.push(place);
            }
        }
        places
    }

    /// The titles over a unit, outermost first, without that of the whole plan.
    fn section(&self, document: &Document, index: u32) -> Vec<String> {
        let path = document.section_path(document.unit(index).section).into_iter();
        path.skip_while(|title| self.whole_titles.contains(*title)).map(str::to_owned).collect()
    }

    /// The label of the section in which a unit of the newest version stands.
    pub(super) fn label_of(&self, unit: u32) -> String {
        self.label(&self.section(self.after.document, unit))
    }

    fn label(&self, section: &[String]) -> String {
        let telling = |title: &&String| !self.shared_titles.contains(&folded(title));
        let titles: Vec<&str> = section.iter().filter(telling).map(String::as_str).collect();
        let last = titles.last().copied().or(section.last().map(String::as_str)).unwrap_or_default();
        // "Section 5 > Health > Learning disability" is found by its last title.
        let leaf = last.rsplit_once(PATH).map(|(_, leaf)| leaf);
        leaf.filter(|leaf| !self.shared_titles.contains(&folded(leaf))).unwrap_or(last).to_owned()
    }

    pub(super) fn quotes(&self, side: Side, units: Range<u32>) -> Vec<Quote> {
        let version = self.on(side);
        let mut quotes = quotes(version.document, side, Origin::Version(version.number), units.clone());
        for (quote, unit) in quotes.iter_mut().zip(units) {
            let voice = self.said(side, unit).and_then(|said| said.voice);
            quote.author = voice.and_then(|voice| voice.author.clone());
            quote.written = voice.and_then(|voice| voice.written);
        }
        quotes
    }
}

/// Units of a document, verbatim but for markup and wrapping.
pub(super) fn quotes(document: &Document, side: Side, origin: Origin, units: Range<u32>) -> Vec<Quote> {
    let quote = |unit: &Unit| {
        // With the number by which people name it, as its span has it.
        let text = match cited_number(document, unit) {
            Some(_) => plain(document.source(), document.tokens_of(unit)),
            None => unit_text(document, unit),
        };
        let place = document.place(unit.span.start).filter(|place| *place != Place::default());
        Quote { side, origin, span: unit.span, place, text, author: None, written: None }
    };
    units.map(|index| quote(document.unit(index))).collect()
}

/// One item for each text; what stands in several places says so.
pub(super) fn merged(items: impl IntoIterator<Item = Item>) -> Vec<Item> {
    let mut once: Vec<Item> = Vec::new();
    let mut seen: HashMap<(ItemKind, Vec<(Mark, String)>), usize> = HashMap::new();
    for item in items {
        let text = item.text.iter().map(|piece| (piece.mark, piece.text.clone())).collect();
        let place = *seen.entry((item.kind, text)).or_insert(once.len());
        match once.get_mut(place) {
            Some(first) => {
                first.places += 1;
                first.quotes.extend(item.quotes);
            }
            None => once.push(item),
        }
    }
    once
}

/// For each section of the later version the one that most of its units come from, of these the first.
fn came_from(before: &Version<'_>, after: &Version<'_>, delta: &Delta) -> Vec<Option<u32>> {
    let mut votes: Vec<BTreeMap<u32, u32>> = vec![BTreeMap::new(); after.document.sections().len()];
    for change in delta.changes.iter().filter(|change| !change.before.is_empty() && !change.after.is_empty())
    {
        let (was, is) = (before.document.unit(change.before.start), after.document.unit(change.after.start));
        *votes[is.section as usize].entry(was.section).or_default() += 1;
    }
    let most = |votes: BTreeMap<u32, u32>| {
        votes.into_iter().max_by_key(|(section, count)| (*count, Reverse(*section)))
    };
    votes.into_iter().map(|votes| most(votes).map(|(section, _)| section)).collect()
}

/// The text of a pair that changed.
pub(super) fn changed_text(before: &Document, after: &Document, change: &Change) -> Vec<Piece> {
    let cells = changed(before, after, change);
    let unit = after.unit(change.after.start);
    if unit.kind == UnitKind::Row {
        let titles = titles(before, after, change);
        let known = [Columns::of_actions(&titles), Columns::of_assessments(&titles)];
        row_text(known.each_ref().map(Option::as_ref), || titles, cells)
    } else {
        // One cell of a sentence; the titles of a table's head stand apart.
        let apart = |(at, cell): (usize, Vec<Piece>)| (at > 0).then(|| ours(" | ")).into_iter().chain(cell);
        let was = before.unit(change.before.start);
        let mut text = match (cited_number(before, was), cited_number(after, unit)) {
            (Some(old), Some(new)) if old != new => {
                let side = |mark, text| Piece { mark, text };
                vec![side(Mark::Before, old), side(Mark::After, new), ours(" ")]
            }
            _ => number(after, unit).collect(),
        };
        text.extend(cells.into_iter().enumerate().flat_map(apart));
        text
    }
}

/// The number by which people name a unit, in front of its text: "C4 ".
fn number(document: &Document, unit: &Unit) -> impl Iterator<Item = Piece> + use<> {
    cited_number(document, unit).into_iter().map(|number| ours(format!("{number} ")))
}

/// The titles of the cells of a row that changed, in the order in which they are shown.
pub(super) fn titles(before: &Document, after: &Document, change: &Change) -> Vec<String> {
    let known = cell_changes(before, after, change);
    let titles = known.map(|cells| cells.into_iter().map(|cell| cell.title).collect());
    titles.unwrap_or_else(|| columns(after, after.unit(change.after.start)))
}

/// The text of a unit that is shown as it stands.
pub(super) fn text(document: &Document, unit: &Unit) -> Vec<Piece> {
    if unit.kind == UnitKind::Row {
        let head = table_head(document, unit);
        let known = [
            head.and_then(|head| document.columns_of_actions(head)),
            head.and_then(|head| document.columns_of_assessments(head)),
        ];
        row_text(known, || columns(document, unit), cell_pieces(document, unit))
    } else {
        number(document, unit).chain([same(plain(document.source(), body(document, unit)))]).collect()
    }
}

/// A row as a line: of an action plan and of a table of assessments in one order, of others with the titles of its
/// columns.
fn row_text(
    known: [Option<&Columns>; 2],
    titles: impl FnOnce() -> Vec<String>,
    cells: Vec<Vec<Piece>>,
) -> Vec<Piece> {
    match known {
        [Some(actions), _] => action_line::laid_out(actions, cells),
        [None, Some(assessments)] => action_line::assessment(assessments, cells),
        [None, None] => labelled(&titles(), cells),
    }
}

/// The cells of a row as pieces; an empty cell has none.
pub(super) fn cell_pieces(document: &Document, row: &Unit) -> Vec<Vec<Piece>> {
    let piece = |text: String| if text.is_empty() { Vec::new() } else { vec![same(text)] };
    cells(document, row).into_iter().map(|cell| piece(plain(document.source(), cell))).collect()
}

/// Source bytes without marks of emphasis and with single spaces.
fn flat(text: &str) -> String {
    let words = text.split_whitespace().map(|word| word.trim_matches(['*', '_']));
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The first title under which two thirds of a document stand, if there is one.
fn whole_title(document: &Document) -> Option<String> {
    let mut units = vec![0; document.sections().len()];
    for unit in document.units() {
        units[unit.section as usize] += 1;
    }
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for (section, units) in (0..).zip(units).filter(|(_, units)| *units > 0) {
        if let Some(title) = document.section_path(section).first() {
            *counts.entry(title).or_default() += units;
        }
    }
    let (title, count) = counts.into_iter().max_by_key(|(title, count)| (*count, *title))?;
    (count * 3 >= document.units().len() * 2).then(|| title.to_owned())
}

/// The sign between the titles of a heading that is a path.
const PATH: &str = " > ";

/// Titles that more than one section bears, alone or as the last of a path.
fn shared_titles(document: &Document) -> HashSet<String> {
    let mut counts: HashMap<String, u32> = HashMap::new();
    for section in document.sections() {
        *counts.entry(folded(&section.title)).or_default() += 1;
        if let Some((_, leaf)) = section.title.rsplit_once(PATH) {
            *counts.entry(folded(leaf)).or_default() += 1;
        }
    }
    counts.into_iter().filter(|(_, count)| *count > 1).map(|(title, _)| title).collect()
}

#[cfg(test)]
pub(super) mod tests {
    use crate::brief::{Brief, Input, Item, Mark, compose};
    use crate::delta::compare;
    use crate::document::parse;
    use crate::history::Version;

    /// The brief of the second plan against the first.
    pub(in crate::brief) fn brief(before: &str, after: &str, words: u32) -> Brief {
        let documents = [before, after].map(|plan| parse(plan.to_owned()).unwrap());
        let version = |at: usize| Version { number: at as u32 + 1, as_of: None, document: &documents[at] };
        compose(&Input {
            person: None,
            baseline: Some(version(0)),
            current: version(1),
            delta: Some(&compare(&documents[0], &documents[1])),
            traced: None,
            last_conference: None,
            next_conference: None,
            known: crate::brief::Known::default(),
            agency: None,
            words,
        })
    }

    /// The items of a brief, what went and came marked.
    pub(in crate::brief) fn briefed(before: &str, after: &str) -> Vec<String> {
        let brief = brief(before, after, 600);
        let items = brief.standing.iter().chain(brief.parts.iter().flat_map(|part| &part.items));
        items.map(marked).collect()
    }

    fn marked(item: &Item) -> String {
        let text = item.text.iter().map(|piece| match piece.mark {
            Mark::Before => format!("[-{}]", piece.text),
            Mark::After => format!("[+{}]", piece.text),
            Mark::Same | Mark::Ours => piece.text.clone(),
        });
        text.collect()
    }

    #[test]
    fn a_list_item_that_reads_like_a_head_is_shown_as_it_stands() {
        let plan = |items: &str| format!("## Health\n\n- Seen by the optician\n{items}");
        let (with, without) = (plan("- 4 May 2023 Dental review: Good\n- Flu jab 6 June 2023\n"), plan(""));
        for text in ["4 May 2023 Dental review: Good", "Flu jab 6 June 2023"] {
            assert!(briefed(&without, &with).iter().any(|shown| shown.contains(text)), "{text} came");
            assert!(briefed(&with, &without).iter().any(|shown| shown.contains(text)), "{text} went");
        }
    }

    #[test]
    fn what_is_gone_and_was_not_to_be_read_out_is_marked() {
        let plan =
            |more: &str| format!("## Health\n\nSeen by the optician.\n\n{more}\n\n## Work\n\nHe digs.\n");
        let brief =
            brief(&plan("NOT TO BE READ OUT. Joan Orr must not be told of the move."), &plan(""), 600);
        let items = brief.standing.iter().chain(brief.parts.iter().flat_map(|part| &part.items));
        let gone: Vec<bool> =
            items.filter(|item| marked(item).contains("Joan Orr")).map(|item| item.restricted).collect();
        assert!(!gone.is_empty() && gone.iter().all(|restricted| *restricted), "{gone:?}");
    }

    #[test]
    fn a_heading_that_is_a_path_is_called_by_its_last_title() {
        let plan = |level: &str, other: &str| {
            format!(
                "## Part 2 > Risk > Summary\n\nHis risk is {level} at the quay.\n\n## Part 3 > {other}\n\nHe digs.\n"
            )
        };
        let label = |other: &str| {
            let brief = brief(&plan("low", other), &plan("high", other), 600);
            let items = brief.parts.iter().flat_map(|part| &part.items);
            items.map(|item| item.label.clone()).next()
        };
        assert_eq!(label("Work").as_deref(), Some("Summary"));
        assert_eq!(label("Work > Summary").as_deref(), Some("Part 2 > Risk > Summary"), "of two");
    }

    #[test]
    fn a_paragraph_is_called_by_its_letter() {
        let plan = |level: &str, more: &str| {
            format!("## Risk\n\nC1. He is calm.\n\n{more}C2. His risk is {level} at the quay.\n")
        };
        let shown = briefed(&plan("low", ""), &plan("high", ""));
        assert!(shown.iter().any(|text| text.starts_with("C2 His risk is [-low][+high]")), "{shown:?}");
        let more = plan("high", "C2. He digs.\n\n").replace("C2. His", "C3. His");
        let shown = briefed(&plan("low", ""), &more);
        assert!(shown.iter().any(|text| text.contains("[-C2][+C3] His risk")), "{shown:?}");
    }
}
