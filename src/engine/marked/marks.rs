//! Which words of a change are marked.
//!
//! The edits of a delta say which bytes differ; a reader wants whole words and whole values, and two sides that can be
//! read beside each other.

use super::words::Word;
use crate::delta::FactChange;

/// Longest fact that a mark takes whole, in words: a longer one is shown by what changed in it.
const FACT_WORDS_MAX: usize = 8;
/// Longer cells of which fewer than two words in five are the same on both sides are one mark.
const SHORT_WORDS: usize = 6;
/// Most words between two marks that are read as one.
const WORDS_BETWEEN_MAX: usize = 2;

/// Words of a cell that are all marked, or none.
pub(super) enum Run<'r, 'a> {
    /// The same on both sides.
    Same(&'r [Word<'a>]),
    /// Old words and new.
    Changed(&'r [Word<'a>]),
}

/// Takes whole values: "[12 May → 21 May] 2024" becomes "[12 May 2024 → 21 May 2024]".
pub(super) fn widen_to_facts(words: &mut [Word<'_>], facts: &[FactChange]) {
    for fact in facts {
        let (Some(before), Some(after)) = (fact.before, fact.after) else { continue };
        let inside = |word: &Word<'_>| {
            word.before.is_some_and(|ink| ink.span.overlaps(before))
                || word.after.is_some_and(|ink| ink.span.overlaps(after))
        };
        let (Some(first), Some(last)) = (words.iter().position(inside), words.iter().rposition(inside))
        else {
            continue;
        };
        let value = &mut words[first..=last];
        let short = value.iter().filter(|word| word.counts()).count() <= 2 * FACT_WORDS_MAX;
        if short && value.iter().any(|word| word.changed) && !value.iter().any(|word| word.bar) {
            mark(value);
        }
    }
}

/// Settles the marks of a cell, gives its runs.
pub(super) fn runs<'r, 'a>(cell: &'r mut [Word<'a>]) -> Vec<Run<'r, 'a>> {
    mark_what_has_little_in_common(cell);
    for word in cell.iter_mut().skip(1).filter(|word| word.is_spaced_otherwise()) {
        word.changed = true;
    }
    close_gaps(cell);
    close_brackets(cell);
    fill_empty_sides(cell);
    part_alike(cell);
    cut_no_word(cell);
    close_gaps(cell);
    let runs = cell.chunk_by(|left, right| left.changed == right.changed);
    runs.map(|run| if run[0].changed { Run::Changed(run) } else { Run::Same(run) }).collect()
}

fn mark(words: &mut [Word<'_>]) {
    for word in words {
        word.changed = true;
    }
}

fn mark_what_has_little_in_common(cell: &mut [Word<'_>]) {
    let count = |is: &dyn Fn(&Word<'_>) -> bool| cell.iter().filter(|word| word.counts() && is(word)).count();
    let kept = count(&|word| !word.changed);
    let (old, new) = (count(&|word| word.before.is_some()), count(&|word| word.after.is_some()));
    if old.min(new) > SHORT_WORDS && kept * 5 < old.max(new) * 2 {
        mark(cell);
    }
}

/// Two marks with hardly a word between them are one: "[He → She] was [seen → told]" reads badly.
fn close_gaps(words: &mut [Word<'_>]) {
    let changed: Vec<usize> = (0..words.len()).filter(|at| words[*at].changed).collect();
    for pair in changed.windows(2) {
        let between = &mut words[pair[0] + 1..pair[1]];
        let few = between.iter().filter(|word| word.counts()).count() <= WORDS_BETWEEN_MAX;
        if few && !leaves_bracket(between) {
            mark(between);
        }
    }
}

/// Whether a bracket closes that did not open in these words: "Ann ([11 → 12]) and Lee ([7 → 8])" are two marks.
fn leaves_bracket(words: &[Word<'_>]) -> bool {
    let mut open = 0_usize;
    for word in words {
        if word.is("(") {
            open += 1;
        } else if word.is(")") {
            let Some(left) = open.checked_sub(1) else { return true };
            open = left;
        }
    }
    false
}

/// A bracket that opens inside a mark closes inside it.
fn close_brackets(words: &mut [Word<'_>]) {
    for at in 1..words.len() {
        for (opening, closing) in [("(", ")"), ("[", "]")] {
            let closes = !words[at].changed && words[at - 1].changed && words[at].is(closing);
            let run = words[..at].iter().rev().take_while(|word| word.changed);
            if closes && run.clone().any(|word| word.is(opening)) && !run.clone().any(|word| word.is(closing))
            {
                words[at].changed = true;
            }
        }
    }
}

/// Takes a neighbour into a mark that has nothing to read on one side.
fn fill_empty_sides(words: &mut [Word<'_>]) {
    let mut at = 0;
    while at < words.len() {
        let end = at + words[at..].iter().take_while(|word| word.changed).count();
        if end == at {
            at += 1;
            continue;
        }
        let run = &words[at..end];
        let has = |side: &dyn Fn(&Word<'_>) -> bool| run.iter().any(|word| !word.bar && side(word));
        let empty = !has(&|word| word.before.is_some()) || !has(&|word| word.after.is_some());
        if empty {
            take_neighbour(words, at, end);
        }
        at = end;
    }
}

/// Takes the word before a mark whose sides are parted from it in different ways.
fn part_alike(words: &mut [Word<'_>]) {
    for at in (1..words.len()).rev() {
        let begins = words[at].changed && !words[at - 1].changed;
        if begins && parts_otherwise(&words[at..]) {
            words[at - 1].changed = true;
        }
    }
}

/// Takes a word into a mark that touches it with a sign: "[10% → 10kg]", not "10[% → kg]". A square bracket that a mark
/// touches belongs to it, so that those around the mark are ours.
fn cut_no_word(words: &mut [Word<'_>]) {
    for at in (1..words.len()).rev() {
        let (word, mark) = (words[at - 1], words[at..].iter().take_while(|word| word.changed));
        if !word.changed && words[at].changed && begins_without_space(&mark) && belongs(&word, &mark) {
            words[at - 1].changed = true;
        }
    }
    for at in 1..words.len() {
        let (word, mark) = (words[at], words[..at].iter().rev().take_while(|word| word.changed));
        if !word.changed && words[at - 1].changed && word.adjoins() && belongs(&word, &mark) {
            words[at].changed = true;
        }
    }
}

/// Whether nothing stands before the first word of a mark, on one side or the other.
fn begins_without_space<'w, 'a: 'w>(mark: &(impl Iterator<Item = &'w Word<'a>> + Clone)) -> bool {
    let (before, after) =
        (mark.clone().find_map(|word| word.before), mark.clone().find_map(|word| word.after));
    [before, after].into_iter().flatten().any(|ink| ink.gap.is_empty())
}

/// Whether a word that a mark touches belongs to it. The mark is given from the word on.
fn belongs<'w, 'a: 'w>(word: &Word<'a>, mark: &(impl Iterator<Item = &'w Word<'a>> + Clone)) -> bool {
    let (old, new) =
        (mark.clone().find(|it| it.before.is_some()), mark.clone().find(|it| it.after.is_some()));
    let sign = [old, new].into_iter().flatten().any(|it| !it.counts());
    word.is("[") || word.is("]") || (sign && word.counts())
}

/// Whether white space stands before one side of the mark that words begin with and not before the other.
fn parts_otherwise(words: &[Word<'_>]) -> bool {
    let mark = words.iter().take_while(|word| word.changed);
    let before = mark.clone().find_map(|word| word.before).map(|ink| ink.gap);
    let after = mark.clone().find_map(|word| word.after).map(|ink| ink.gap);
    before.zip(after).is_some_and(|(before, after)| before != after)
}

/// Marks the word before a run, or the one behind it if what stands before is a sign or nothing; a box that was ticked
/// with both of its brackets.
fn take_neighbour(words: &mut [Word<'_>], start: usize, end: usize) {
    let is =
        |at: Option<usize>, sign: &str| at.and_then(|at| words.get(at)).is_some_and(|word| word.is(sign));
    let counts = |at: Option<usize>| at.and_then(|at| words.get(at)).is_some_and(Word::counts);
    let (left, right) = (start.checked_sub(1), Some(end));
    if is(left, "[") && is(right, "]") {
        return mark(&mut words[start - 1..=end]);
    }
    let range = if counts(left) {
        start - 1..start
    } else if counts(right) {
        end..end + 1
    } else if let Some(word) = words[..start].iter().rposition(Word::counts) {
        word..start
    } else if let Some(word) = words[end..].iter().position(Word::counts) {
        end..end + word + 1
    } else {
        start.saturating_sub(1)..(end + 1).min(words.len())
    };
    mark(&mut words[range]);
}
