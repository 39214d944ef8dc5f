//! A choice that a form is answered by with emphasis: "**Low** / Medium / High", "Yes **No**".
//!
//! Takes both sides of a pair, gives which alternatives are marked no more and which are marked now. There the emphasis is
//! the answer, and no look: the words are the same on both sides. Alternatives are parted by a stroke, or stand side by
//! side as the only words of a cell or behind a label, all of a closed list. Where all of them are marked, or none is,
//! nothing is chosen.

use std::ops::Range;

use super::cosmetic::gaps;
use super::model::FactChange;
use super::side::Side;
use crate::document::UnitKind;
use crate::facts::{FactClass, class_of_word};
use crate::lexicon;
use crate::text::{Markup, Span, TokenKind, Words, markup_at};

/// Most tokens of an alternative: what is longer is a sentence with a stroke in it.
const ALTERNATIVE_TOKENS_MAX: usize = 6;

/// The alternatives that were chosen and are not any more, each with one that is chosen instead, in order.
pub(super) fn changes(before: &Side<'_>, after: &Side<'_>) -> Vec<FactChange> {
    let sides = [before, after];
    if !sides.iter().all(|side| may_choose(side)) || !sides.iter().any(|side| has_marks(side.text())) {
        return Vec::new();
    }
    let [left, right] = sides.map(chosen);
    if left.len() != right.len() {
        // Alternatives came or went: what is chosen is compared all together.
        return of_choice(&left.concat(), &right.concat());
    }
    left.iter().zip(&right).flat_map(|(left, right)| of_choice(left, right)).collect()
}

/// Whether a side may hold a choice: a single line that is no title.
fn may_choose(side: &Side<'_>) -> bool {
    let [unit] = side.units else { return false };
    !matches!(unit.kind, UnitKind::Heading | UnitKind::TableHead | UnitKind::Furniture)
}

fn has_marks(text: &str) -> bool {
    text.contains(['*', '_', '<'])
}

/// An alternative that is chosen.
#[derive(Clone)]
struct Chosen {
    /// Its words in small letters.
    text: String,
    span: Span,
    class: FactClass,
}

/// What became of one choice.
fn of_choice(left: &[Chosen], right: &[Chosen]) -> Vec<FactChange> {
    let without = |these: &[Chosen], those: &[Chosen]| {
        let gone = these.iter().filter(|this| !those.iter().any(|that| that.text == this.text));
        gone.cloned().collect::<Vec<_>>()
    };
    let (old, new) = (without(left, right), without(right, left));
    let pair = |at: usize| {
        let (old, new) = (old.get(at), new.get(at));
        let class = old.or(new)?.class;
        Some(FactChange { class, before: old.map(|it| it.span), after: new.map(|it| it.span) })
    };
    (0..old.len().max(new.len())).filter_map(pair).collect()
}

/// What is chosen of each choice of a side, in order; of one without an answer nothing.
fn chosen(side: &Side<'_>) -> Vec<Vec<Chosen>> {
    let words = side.words();
    let marked = marked(side);
    let of = |choice: Vec<Range<usize>>| {
        let is_marked = |alternative: &Range<usize>| alternative.clone().all(|at| marked[at]);
        let found: Vec<&Range<usize>> = choice.iter().filter(|alternative| is_marked(alternative)).collect();
        let found = if found.len() < choice.len() { found } else { Vec::new() };
        found.into_iter().map(|alternative| alternative_of(side, words, alternative)).collect()
    };
    fields(words).into_iter().filter_map(|field| choice(words, field, &marked)).map(of).collect()
}

fn alternative_of(side: &Side<'_>, words: Words<'_>, range: &Range<usize>) -> Chosen {
    let tokens = &words.tokens()[range.clone()];
    let text = range.clone().map(|at| words.text(at).to_lowercase()).collect::<Vec<_>>().join(" ");
    let facts = side.facts();
    let known = facts.iter().find(|fact| range.start <= fact.tokens.start && fact.tokens.end <= range.end);
    let class = known.map(|fact| fact.class).or_else(|| class_of_word(words, range.start));
    let class = class.unwrap_or(FactClass::Status);
    Chosen { text, span: tokens[0].span.cover(tokens[tokens.len() - 1].span), class }
}

/// The stretches of a line in which a choice may stand: cells, and what labels, brackets and stops part.
fn fields(words: Words<'_>) -> Vec<Range<usize>> {
    let parts = |at: &usize| {
        words.kind(*at) == Some(TokenKind::Cell)
            || matches!(words.text(*at), ":" | ";" | "?" | "(" | ")" | "[" | "]" | ".")
    };
    let mut fields = Vec::new();
    let mut start = 0;
    for end in (0..words.len()).filter(parts).chain([words.len()]) {
        if start < end {
            fields.push(start..end);
        }
        start = end + 1;
    }
    fields
}

/// The alternatives of a field, if it is a choice.
fn choice(words: Words<'_>, field: Range<usize>, marked: &[bool]) -> Option<Vec<Range<usize>>> {
    let strokes: Vec<usize> =
        field.clone().filter(|at| words.is_sign(*at, "/") || words.is_sign(*at, "|")).collect();
    if strokes.is_empty() {
        return side_by_side(words, field);
    }
    let mut alternatives = Vec::with_capacity(strokes.len() + 1);
    let mut start = field.start;
    for end in strokes.iter().copied().chain([field.end]) {
        if start == end {
            return None;
        }
        alternatives.push(start..end);
        start = end + 1;
    }
    // Words of a sentence may stand before the first and behind the last: as far as they are marked alike, these are it.
    let alike = |at: usize, other: usize| marked[at] == marked[other];
    if let Some(first) = alternatives.first_mut() {
        let last = first.end - 1;
        first.start = first.clone().rev().take_while(|at| alike(*at, last)).last().unwrap_or(last);
    }
    if let Some(last) = alternatives.last_mut() {
        let first = last.start;
        last.end = first + last.clone().take_while(|at| alike(*at, first)).count();
    }
    let marked_one = |range: &Range<usize>| marked[range.start];
    let short = |range: &Range<usize>| range.len() <= ALTERNATIVE_TOKENS_MAX;
    // "4/10" is a cell, a score or a day.
    let worded = |range: &Range<usize>| range.clone().all(|at| !words.is_number(at));
    let is_choice = alternatives.iter().all(|range| worded(range) && (short(range) || !marked_one(range)));
    is_choice.then_some(alternatives)
}

/// Words of a closed list as the only ones of a field: "Yes No", "1 2 3".
fn side_by_side(words: Words<'_>, field: Range<usize>) -> Option<Vec<Range<usize>>> {
    let mut alternatives: Vec<Range<usize>> = Vec::new();
    let mut at = field.start;
    while at < field.end {
        let end = at + 1 + usize::from(words.is_in(at, &lexicon::BEFORE_ALTERNATIVES));
        let figure = words.is_number(at) && words.text(at).len() <= 2;
        if end > field.end || !(figure || words.is_in(end - 1, &lexicon::ALTERNATIVES)) {
            return None;
        }
        alternatives.push(at..end);
        at = end;
    }
    (alternatives.len() > 1).then_some(alternatives)
}

/// Whether each token of a side is emphasised; none is where the marks do not close.
fn marked(side: &Side<'_>) -> Vec<bool> {
    let words = side.words();
    let mut open: Vec<&str> = Vec::new();
    let marked = (0..words.len())
        .map(|at| {
            let gap = if at == 0 { gaps::lead(side) } else { words.gap_before(at) };
            read_marks(gap, &mut open);
            !open.is_empty()
        })
        .collect();
    read_marks(gaps::trail(side), &mut open);
    if open.is_empty() { marked } else { vec![false; words.len()] }
}

/// Most marks that are open at once.
const OPEN_MAX: usize = 8;

/// Opens and closes the marks that stand between two words.
fn read_marks<'a>(mut gap: &'a str, open: &mut Vec<&'a str>) {
    while let Some(c) = gap.chars().next() {
        let mut len = c.len_utf8();
        if matches!(c, '*' | '_') {
            len = gap.len() - gap.trim_start_matches(c).len();
            turn(&gap[..len], open);
        } else if let Some((bytes, markup)) = markup_at(gap) {
            len = bytes;
            if markup == Markup::Look {
                let inner = gap[1..len].trim_end_matches('>');
                let name = inner.trim_start_matches('/').split(' ').next().unwrap_or_default();
                turn(name, open);
            }
        }
        gap = &gap[len..];
    }
}

/// Closes a mark if it is open, or opens it.
fn turn<'a>(mark: &'a str, open: &mut Vec<&'a str>) {
    match open.iter().rposition(|it| it.eq_ignore_ascii_case(mark)) {
        Some(at) => {
            open.remove(at);
        }
        None if open.len() < OPEN_MAX => open.push(mark),
        None => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::delta::{ChangeKind, compare};
    use crate::document::parse;

    /// The kind of the change of a last unit into another, and what was chosen.
    fn change(old: &str, new: &str) -> (ChangeKind, String) {
        let [before, after] = [old, new].map(|text| parse(text.to_owned()).unwrap());
        let delta = compare(&before, &after);
        let last = delta.changes.last().unwrap();
        let text =
            |source: &str, span: Option<Span>| span.map_or("-".to_owned(), |it| it.of(source).to_owned());
        let fact = |it: &FactChange| {
            format!("{} {} > {}", it.class.name(), text(old, it.before), text(new, it.after))
        };
        (last.kind, last.facts.iter().map(fact).collect::<Vec<_>>().join(", "))
    }

    #[test]
    fn the_emphasis_is_the_answer() {
        for (old, new, facts) in [
            ("Tier: **Medium** / High", "Tier: Medium / **High**", "level Medium > High"),
            ("Told: Yes/<u>No</u>", "Told: <u>Yes</u>/No", "negation No > Yes"),
            ("Told: Yes / No", "Told: **Yes** / No", "negation - > Yes"),
            ("Told: __Yes__ No", "Told: Yes No", "negation Yes > -"),
            ("Step: **1** 2 3", "Step: 1 2 **3**", "number 1 > 3"),
            (
                "He sees his *aunt*/uncle on Fridays.",
                "He sees his aunt/*uncle* on Fridays.",
                "relation aunt > uncle",
            ),
            (
                "| Q | A |\n|---|---|\n| Told | Yes **No** |",
                "| Q | A |\n|---|---|\n| Told | **Yes** No |",
                "negation No > Yes",
            ),
        ] {
            assert_eq!(change(old, new), (ChangeKind::Material, facts.to_owned()), "{old} > {new}");
        }
    }

    #[test]
    fn emphasis_anywhere_else_is_a_look() {
        for (old, new) in [
            ("Tier: Medium / High", "**Tier:** Medium / High"),
            ("Tier: Medium / High", "Tier: **Medium / High**"),
            ("Told: Yes / No", "**Told: Yes / No**"),
            ("He was told **twice**.", "He was told twice."),
            ("Risk: **Very** high", "Risk: Very high"),
            ("## **Work** / Play\n\nNone.", "## Work / Play\n\n*None.*"),
        ] {
            assert_eq!(change(old, new).0, ChangeKind::Cosmetic, "{old} > {new}");
        }
    }
}
