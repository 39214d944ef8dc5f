//! Passages that say the same and stand under another title, label or hand than before, and titles under which another value
//! stands.
//!
//! "High" below "Risk on 3 May" says something else below "Risk on 9 June", and what was a condition is none below "Lifted".
//! Takes what became of each unit, gives what those stood and stand under that kept their words, and items of it. Titles are
//! known again by their words, and all of them that stand over a passage count: a section in another order, a title put
//! between, a list sorted anew say nothing else. What stood somewhere before, under the same titles, is no change there.

use std::collections::HashSet;
use std::hash::{Hash, Hasher};
use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

use super::item::Versions;
use super::model::{Item, ItemKind, Mark, PartId, Piece, Rest, Side};
use crate::delta::{Change, ChangeKind, compare_units};
use crate::document::reading::{field, folded, plain, question_of, unit_text};
use crate::document::{Document, Unit, UnitKind};
use crate::facts::FactClass;
use crate::lexicon;
use crate::marked::{ours, same};
use crate::text::{Span, TokenKind};

/// Most words of a passage that is a value of what stands over it: "High", "no longer allowed".
const VALUE_WORDS_MAX: usize = 6;
/// Fewest words of a sentence that is known again in another entry.
const SENTENCE_WORDS_MIN: usize = 4;
/// Most passages of one group, none of which is of risk, that are shown whole.
const SHOWN_MAX: usize = 3;

/// What became of a unit of the current version by what it stands under.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stands {
    /// Its words stood under something else: the titles, labels or heads as units, none where nothing took the place.
    Elsewhere { before: Option<u32>, after: Option<u32>, told: bool },
    /// Another value stood there: this unit of the baseline.
    Instead { of: u32 },
}

/// A title, label or head: its words by number, and the unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Title {
    words: u32,
    unit: u32,
}

/// What a unit stands under.
#[derive(Clone, Debug, Default)]
struct Over {
    /// The head or signature of its entry.
    entry: Option<Title>,
    /// The headings around it, outermost first.
    headings: Rc<Vec<Title>>,
    /// The line right above it, or the item that it is part of, which says what it is: "Current level:", "He may visit".
    label: Option<Title>,
}

impl Over {
    fn titles(&self) -> impl Iterator<Item = Title> {
        self.headings.iter().copied().chain(self.label)
    }

    /// A hash of the titles by their words, with what is asked under them.
    fn key(&self, of: impl Hash) -> u64 {
        let mut hasher = FxHasher::default();
        self.titles().for_each(|title| title.words.hash(&mut hasher));
        of.hash(&mut hasher);
        hasher.finish()
    }
}

/// Numbers of texts, the same in both versions.
#[derive(Default)]
struct Numbers(FxHashMap<String, u32>);

impl Numbers {
    fn of(&mut self, text: &str) -> u32 {
        // From 1: a hash takes nothing in of a zero.
        let next = self.0.len() as u32 + 1;
        *self.0.entry(folded(text)).or_insert(next)
    }
}

/// One version: what each unit stands under, which titles there are, and what stands under which.
struct Plan<'d> {
    document: &'d Document,
    over: Vec<Over>,
    titles: FxHashSet<u32>,
    /// Units by their titles and words.
    stands: FxHashSet<u64>,
    /// The only value under its titles, by these; none where several stand there.
    values: FxHashMap<u64, Option<u32>>,
}

impl<'d> Plan<'d> {
    fn of(document: &'d Document, numbers: &mut Numbers) -> Self {
        let over = over(document, numbers);
        let titles =
            over.iter().flat_map(|over| over.titles().chain(over.entry)).map(|title| title.words).collect();
        let identity = &document.stems().units.identity;
        let stands = over.iter().zip(identity).map(|(over, identity)| over.key(identity)).collect();
        let mut plan = Self { document, over, titles, stands, values: FxHashMap::default() };
        plan.values = plan.values(numbers);
        plan
    }

    fn values(&self, numbers: &mut Numbers) -> FxHashMap<u64, Option<u32>> {
        let mut values = FxHashMap::default();
        for (at, unit) in (0_u32..).zip(self.document.units()) {
            let over = &self.over[at as usize];
            let asked = match unit.kind {
                UnitKind::Pair => field(self.document, unit).map(|(label, _)| numbers.of(&label)),
                // Under a heading, a value by itself is all that stands there.
                UnitKind::Sentence if over.entry.is_none() => Some(u32::MAX),
                _ => None,
            };
            if let Some(asked) = asked {
                values.entry(over.key(asked)).and_modify(|only| *only = None).or_insert(Some(at));
            }
        }
        values
    }

    fn words(&self, unit: u32) -> usize {
        let tokens = self.document.tokens_of(self.document.unit(unit)).iter();
        tokens.filter(|token| matches!(token.kind, TokenKind::Word | TokenKind::Number)).count()
    }

    /// Whether no other passage has the words of a unit.
    fn is_alone(&self, unit: u32) -> bool {
        let texts = &self.document.stems().units.texts;
        texts.places(texts.of[unit as usize]).len() == 1
    }

    /// Whether a title denies, rates, or says how something stands.
    fn says(&self, title: Title) -> bool {
        let unit = self.document.unit(title.unit);
        let told = |word: &str| lexicon::SAID_BY_TITLES.has(word);
        self.document.facts(title.unit).iter().any(|fact| is_saying(fact.class))
            || self.document.tokens_of(unit).iter().any(|token| told(token.span.of(self.document.source())))
    }
}

/// What the units of the current version stand under that kept their words, where that is something else or takes the place
/// of another value.
pub(super) fn stands(versions: &Versions<'_>) -> FxHashMap<u32, Stands> {
    let mut numbers = Numbers::default();
    let was = Plan::of(versions.on(Side::Before).document, &mut numbers);
    let is = Plan::of(versions.after.document, &mut numbers);
    let mut found = instead(versions, &was, &is);
    for change in versions.changes().iter().filter(|change| is_kept(change)) {
        let (before, after) = (change.before.start, change.after.start);
        if !found.contains_key(&after)
            && let Some(elsewhere) = elsewhere(versions, (&was, before), (&is, after))
        {
            found.insert(after, elsewhere);
        }
    }
    found
}

/// Whether a pair kept its words.
fn is_kept(change: &Change) -> bool {
    let same = matches!(change.kind, ChangeKind::Unchanged | ChangeKind::Cosmetic | ChangeKind::Reworded);
    same && change.before.len() == 1 && change.after.len() == 1
}

/// What each unit of a document stands under.
fn over(document: &Document, numbers: &mut Numbers) -> Vec<Over> {
    let mut all = Vec::with_capacity(document.units().len());
    let headings = headings(document, numbers);
    let mut named: FxHashMap<u32, Title> = FxHashMap::default();
    let mut title = |unit: u32| {
        *named.entry(unit).or_insert_with(|| {
            let text = plain(document.source(), document.tokens_of(document.unit(unit)));
            Title { words: numbers.of(&text), unit }
        })
    };
    let (mut section, mut label) = (u32::MAX, None);
    let mut items: Vec<(usize, u32)> = Vec::new();
    for (at, unit) in (0_u32..).zip(document.units()) {
        if unit.section != section {
            (section, label) = (unit.section, None);
            items.clear();
        }
        let labels = is_label(document, unit);
        let above = match unit.kind {
            UnitKind::Item => {
                let indent = indent(document, unit);
                while items.last().is_some_and(|(above, _)| *above >= indent) {
                    items.pop();
                }
                let parent = items.last().map(|(_, item)| *item).or(label);
                items.push((indent, at));
                parent
            }
            _ if labels => None,
            UnitKind::Row | UnitKind::TableHead | UnitKind::Pair => label,
            UnitKind::Sentence => label.filter(|above| *above + 1 == at || is_line(document, unit)),
            _ => None,
        };
        if labels {
            label = Some(at);
            items.clear();
        } else if unit.kind == UnitKind::Sentence && !is_line(document, unit) {
            label = None;
        }
        all.push(Over {
            entry: unit.entry.map(&mut title),
            headings: Rc::clone(&headings[section as usize]),
            label: above.map(&mut title),
        });
    }
    all
}

/// The headings around each section, without the title of the whole.
fn headings(document: &Document, numbers: &mut Numbers) -> Vec<Rc<Vec<Title>>> {
    let mut all: Vec<Rc<Vec<Title>>> = Vec::with_capacity(document.sections().len());
    for (at, section) in (0_u32..).zip(document.sections()) {
        let around = section.parent.and_then(|parent| all.get(parent as usize)).cloned().unwrap_or_default();
        let own = section.heading.filter(|_| document.title() != Some(at) && !section.title.is_empty());
        let own = own.map(|unit| Title { words: numbers.of(unnumbered(&section.title)), unit });
        all.push(
            own.map_or(Rc::clone(&around), |own| Rc::new(around.iter().copied().chain([own]).collect())),
        );
    }
    all
}

/// A title without the number that another order of sections gives it.
fn unnumbered(title: &str) -> &str {
    let rest = title.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | ' '));
    if rest.is_empty() { title } else { rest }
}

/// How far from the margin an item stands, in bytes.
fn indent(document: &Document, unit: &Unit) -> usize {
    let start = unit.bullet.map_or(unit.span.start, |bullet| bullet.start) as usize;
    let source = document.source();
    start - source[..start].rfind('\n').map_or(0, |end| end + 1)
}

/// Whether a unit says what stands below it is: it ends with a colon, asks, or is a line of bold type.
fn is_label(document: &Document, unit: &Unit) -> bool {
    let text = document.text(unit);
    let shown = text.trim_end_matches(['*', '_', ' ']);
    let bold = text.starts_with("**") && text.ends_with("**");
    match unit.kind {
        UnitKind::Pair => shown.ends_with(':'),
        UnitKind::Sentence => unit.entry.is_none() && (bold || shown.ends_with([':', '?'])),
        _ => false,
    }
}

/// Whether a unit is a line and no sentence.
fn is_line(document: &Document, unit: &Unit) -> bool {
    !document.text(unit).trim_end_matches(['*', '_', ' ']).ends_with(['.', '!', '?'])
}

/// Values that took the place of another under the same titles, though each stood elsewhere before.
fn instead(versions: &Versions<'_>, was: &Plan<'_>, is: &Plan<'_>) -> FxHashMap<u32, Stands> {
    let mut found = FxHashMap::default();
    for (key, after) in &is.values {
        let (Some(after), Some(Some(before))) = (*after, was.values.get(key)) else { continue };
        let identity = |plan: &Plan<'_>, unit: u32| plan.document.stems().units.identity[unit as usize];
        let short = was.words(*before) <= VALUE_WORDS_MAX && is.words(after) <= VALUE_WORDS_MAX;
        let titled = is.over[after as usize].titles().next().is_some();
        // Whatever changed, came or went is told by itself.
        let kept = |index: Option<usize>| index.is_some_and(|index| is_kept(&versions.changes()[index]));
        let both = kept(versions.change_index(after)) && kept(versions.index_before(*before));
        if short && titled && both && identity(was, *before) != identity(is, after) {
            found.insert(after, Stands::Instead { of: *before });
        }
    }
    found
}

/// What a unit stands under now in the place of what it stood under, where that matters.
fn elsewhere(
    versions: &Versions<'_>,
    (was, before): (&Plan<'_>, u32),
    (is, after): (&Plan<'_>, u32),
) -> Option<Stands> {
    let unit = is.document.unit(after);
    if !matches!(unit.kind, UnitKind::Sentence | UnitKind::Item | UnitKind::Row | UnitKind::Pair)
        || versions.findings.after(after).minutes
        || is_label(is.document, unit)
    {
        return None;
    }
    let (old, new) = (&was.over[before as usize], &is.over[after as usize]);
    match (old.entry, new.entry) {
        (None, None) => {}
        (Some(old), Some(new)) => {
            // Of a head that came or went is told with the heads.
            let both = is.titles.contains(&old.words) && was.titles.contains(&new.words);
            let known = is.words(after) >= SENTENCE_WORDS_MIN && was.is_alone(before) && is.is_alone(after);
            return (old.words != new.words && both && known).then_some(Stands::Elsewhere {
                before: Some(old.unit),
                after: Some(new.unit),
                told: false,
            });
        }
        _ => return None,
    }
    let identity = is.document.stems().units.identity[after as usize];
    // It stands there as before, or still where it was.
    if was.stands.contains(&new.key(identity)) || is.stands.contains(&old.key(identity)) {
        return None;
    }
    let lost: Vec<Title> =
        old.titles().filter(|title| new.titles().all(|other| other.words != title.words)).collect();
    let gained: Vec<Title> =
        new.titles().filter(|title| old.titles().all(|other| other.words != title.words)).collect();
    let says = lost.iter().any(|title| was.says(*title)) || gained.iter().any(|title| is.says(*title));
    let remains = |title: &&Title| is.titles.contains(&title.words);
    let stood = |title: &&Title| was.titles.contains(&title.words);
    let moved = lost.iter().any(|title| remains(&title)) || gained.iter().any(|title| stood(&title));
    let both = !lost.is_empty() && !gained.is_empty();
    // A title that came between, or that was put in other words, is told by itself, unless it says how things stand.
    let matters = says
        || both && moved && {
            is.words(after) <= VALUE_WORDS_MAX
                || is.document.is_risk(after)
                || versions.findings.bars(after)
                || old.label.is_some() && new.label.is_some()
        };
    let first = |titles: &[Title], kept: &dyn Fn(&&Title) -> bool| {
        titles.iter().find(|title| kept(title)).or(titles.first()).map(|title| title.unit)
    };
    matters.then(|| Stands::Elsewhere {
        before: first(&lost, &remains),
        after: first(&gained, &stood),
        told: both && !moved,
    })
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

/// Whether a title with such a fact says more than what it is about.
pub(super) fn is_saying(class: FactClass) -> bool {
    SAYING.contains(&class)
}

/// One item for all that went together from one title to another, in the order of the plan; what is `told` is left out.
pub(super) fn items(versions: &Versions<'_>, told: &HashSet<Span>) -> Vec<(PartId, Item)> {
    let document = versions.after.document;
    let mut groups: Vec<(Stands, Vec<u32>)> = Vec::new();
    let mut units: Vec<(u32, Stands)> =
        versions.stands().iter().map(|(unit, stands)| (*unit, *stands)).collect();
    units.sort_unstable_by_key(|(unit, _)| *unit);
    let open = |(unit, stands): &(u32, Stands)| {
        let by_title = matches!(stands, Stands::Elsewhere { told: true, .. });
        !by_title && !told.contains(&document.unit(*unit).span)
    };
    for (unit, stands) in units.into_iter().filter(open) {
        match groups.last_mut() {
            Some((last, units)) if *last == stands => units.push(unit),
            _ => groups.push((stands, vec![unit])),
        }
    }
    let item = |(stands, units): (Stands, Vec<u32>)| {
        let item = item(versions, stands, &units);
        (if item.risk { PartId::Risk } else { PartId::New }, item)
    };
    groups.into_iter().map(item).collect()
}

/// A unit that stands under something else, or in the place of another value, with both.
pub(super) fn single(versions: &Versions<'_>, unit: u32) -> Option<Item> {
    let stands = versions.stands().get(&unit)?;
    Some(item(versions, *stands, &[unit]))
}

fn item(versions: &Versions<'_>, stands: Stands, units: &[u32]) -> Item {
    match stands {
        Stands::Instead { of } => value(versions, of, units[0]),
        Stands::Elsewhere { before, after, .. } => passages(versions, (before, after), units),
    }
}

/// A value in the place of another, behind the label that stands over it.
fn value(versions: &Versions<'_>, before: u32, after: u32) -> Item {
    let (was, is) = (versions.on(Side::Before).document, versions.after.document);
    let change = compare_units(was, is, before, after);
    let item = versions.changed(&change);
    // A short answer stands behind its question wherever it is shown.
    let open = question_of(is, after).is_none() && after > 0;
    let label = open.then(|| is.unit(after - 1)).filter(|above| is_label(is, above));
    let text = label.map(|label| [same(title(is, label)), ours(": ")]).into_iter().flatten();
    let text = text.chain(item.text).collect();
    let risk = item.risk || is.is_risk(after);
    Item { risk, text, moved: false, ..item }
}

/// Passages that went together, behind what they stood and stand under.
fn passages(versions: &Versions<'_>, (before, after): (Option<u32>, Option<u32>), units: &[u32]) -> Item {
    let document = versions.after.document;
    let risk = units.iter().any(|unit| document.is_risk(*unit) || versions.findings.bars(*unit));
    let piece = |side: Side, mark: Mark, unit: u32| {
        let document = versions.on(side).document;
        Piece { mark, text: title(document, document.unit(unit)) }
    };
    let mut text: Vec<Piece> =
        before.map(|unit| piece(Side::Before, Mark::Before, unit)).into_iter().collect();
    text.extend(after.map(|unit| piece(Side::After, Mark::After, unit)));
    text.push(ours(": "));
    // Risk is not shortened.
    let (shown, rest) = units.split_at(if risk { units.len() } else { units.len().min(SHOWN_MAX) });
    for (at, unit) in shown.iter().enumerate() {
        text.extend((at > 0).then(|| ours(" ")));
        text.push(same(unit_text(document, document.unit(*unit))));
    }
    let changes = || units.iter().filter_map(|unit| versions.change(*unit));
    let was = before.into_iter().chain(changes().map(|change| change.before.start));
    let is = after.into_iter().chain(units.iter().copied());
    let mut quotes: Vec<_> = was.flat_map(|unit| versions.quotes(Side::Before, unit..unit + 1)).collect();
    quotes.extend(is.flat_map(|unit| versions.quotes(Side::After, unit..unit + 1)));
    let rest = if rest.is_empty() { Rest::None } else { Rest::Sentences(rest.len() as u32) };
    let moved = changes().any(|change| change.moved);
    let item = versions.single(ItemKind::Changed, Side::After, units, text);
    Item { risk, rest, quotes, moved, ..item }
}

/// A title, label or head without the colon that it ends with.
fn title(document: &Document, unit: &Unit) -> String {
    let text = plain(document.source(), document.tokens_of(unit));
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

    /// What is shown of two versions, an item a line.
    fn shown(before: &str, after: &str) -> String {
        briefed(before, after).join("\n")
    }

    #[test]
    fn values_that_changed_places() {
        for plan in [
            "## Boats\n\n{}\n\n## Nets\n\n{}\n",
            "**State of boats**\n\n{}\n\n**State of nets**\n\n{}\n",
            "Are the boats sound?\n\n{}\n\nAre the nets sound?\n\n{}\n",
            "## Boats\n\nState: {}\n\n## Nets\n\nState: {}\n",
        ] {
            let plan = |first: &str, second: &str| {
                format!("# Plan\n\n{}", plan.replacen("{}", first, 1).replacen("{}", second, 1))
            };
            let told = shown(&plan("Sound.", "Torn."), &plan("Torn.", "Sound."));
            assert!(told.contains("[-Sound][+Torn]") && told.contains("[-Torn][+Sound]"), "{told}");
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
        let deeper = plan("### Lifted in May\n\n");
        assert!(
            shown(&before, &deeper).contains("[+Lifted in May]: He must not sail"),
            "{}",
            shown(&before, &deeper)
        );
    }

    #[test]
    fn a_sentence_in_the_entry_of_another_hand() {
        let plan = |one: &str, two: &str| {
            format!(
                "## Notes\n\n**3 May 2024 \u{2013} Una Brae, nurse:** {one} She was well.\n\n**9 May 2024 \u{2013} Cal Weir, PBSW:** {two} All was quiet then.\n"
            )
        };
        let (one, two) = ("He says he never sailed the boat.", "He is thought to have holed it.");
        let told = shown(&plan(one, two), &plan(two, one));
        assert!(
            told.contains("Una Brae, nurse][+9 May") || told.contains("Cal Weir, PBSW][+3 May"),
            "{told}"
        );
    }

    #[test]
    fn what_stands_where_it_stood() {
        let text = "He was on the quay for most of the spring and mended what nets there were.";
        let told = |before: &str, after: &str| {
            let told = shown(before, after);
            told.contains("]: ") || told.contains("\u{2192}") || told.contains("[+")
        };
        let plan = |first: &str, second: &str| format!("# Plan\n\n{first}\n\n{second}\n");
        let (boats, nets) = (format!("## Boats\n\n{text}"), "## Nets\n\nTwo are torn.".to_owned());
        assert!(!told(&plan(&boats, &nets), &plan(&nets, &boats)), "sections in another order");
        let tidied = format!("## Boats\n\n## Nets\n\nTwo are torn.\n\n{text}");
        assert!(!told(&plan(&boats, &nets), &plan(&tidied, "")), "prose put elsewhere");
        let between = |title: &str| format!("## Family\n\n{title}He must not sail with Ann Orr.\n");
        let came = shown(&between(""), &between("### Position now\n\n"));
        assert!(!came.contains("]: He must not"), "a title put between: {came}");
    }

    #[test]
    fn forms_and_entries_in_another_order() {
        let asks =
            ["Does he sail?", "Are the nets mended?", "Has he a tent?", "Can she swim?", "Was it dry?"];
        let form = |order: [usize; 5]| {
            let ask = |at: usize| {
                let answer = if at.is_multiple_of(3) { "Yes." } else { "No." };
                format!("**{}**\n\n{answer}\n\n", asks[at])
            };
            format!("## Quays\n\n{}", order.map(ask).concat())
        };
        let told = shown(&form([0, 1, 2, 3, 4]), &form([4, 2, 0, 3, 1]));
        assert!(!told.contains("[-") && !told.contains("[+"), "{told}");
        let pairs = |order: [&str; 3]| format!("## Risk\n\n{}", order.join("\n\n"));
        let (a, b, c) = ("Risk to self\n\nHigh", "Risk to staff\n\nLow", "Risk to boats\n\nMedium");
        let told = shown(&pairs([a, b, c]), &pairs([c, a, b]));
        assert!(!told.contains("[-") && !told.contains("[+"), "{told}");
        let said =
            ["He told me of the tar.", "She dug two beds and sowed them.", "All boats were in by dark."];
        let entry =
            |at: usize| format!("**{} May 2024 \u{2013} Una Brae, nurse**\n\n{}\n\n", 3 + 6 * at, said[at]);
        let notes = |order: [usize; 3]| format!("## Notes\n\n{}", order.map(entry).concat());
        let told = shown(&notes([0, 1, 2]), &notes([2, 1, 0]));
        assert!(!told.contains("[-") && !told.contains("[+"), "{told}");
    }
}
