//! Which lines go on from the line above, and how words that were cut at a line's end are put together.

use std::collections::{HashMap, HashSet};

use cip_lexicon as lexicon;

use super::lines::Line;
use crate::block::{Style, Text};
use crate::hyphens;

/// How far left edges stand apart that are one, in points.
pub(super) const EDGE: f32 = 3.0;
/// Fewest lines that begin at an edge which others are cut at.
const EDGE_LINES: usize = 3;
/// Room beyond the first word that a line must leave for its end to be meant, in sizes of its letters.
const ROOM: f32 = 0.6;

/// Most letters of an end of a word behind a part that is one by itself.
const ENDING_MAX: usize = 5;
/// Most words of a label.
const LABEL_WORDS_MAX: usize = 4;

/// What the document knows of its lines and words.
#[derive(Debug, Default)]
pub(super) struct Measure {
    /// Widest gap without a space inside a cell.
    pub(super) bare: f32,
    /// By left edge: how far right lines that begin there reach.
    rights: HashMap<i32, f32>,
    /// By left edge: how many lines begin there.
    begins: HashMap<i32, usize>,
    /// The words of all lines, and as they stand those that neither begin a line nor end it, which no line's end cuts.
    words: HashSet<String>,
    inside: HashSet<String>,
}

impl Measure {
    pub(super) fn new(bare: f32) -> Self {
        Self { bare, ..Self::default() }
    }

    pub(super) fn take(&mut self, line: &Line) {
        let right = self.rights.entry(edge(line.x())).or_default();
        *right = right.max(line.right());
        *self.begins.entry(edge(line.x())).or_default() += 1;
        let words = line.words();
        let words: Vec<&str> = words.split_whitespace().collect();
        if let [_, inside @ .., _] = words.as_slice() {
            self.inside.extend(inside.iter().map(|word| (*word).to_owned()));
        }
        self.words.extend(words.into_iter().map(bare));
    }

    /// Whether many lines begin at this left edge.
    pub(super) fn is_edge(&self, x: f32) -> bool {
        self.begins.get(&edge(x)).is_some_and(|count| *count >= EDGE_LINES)
    }

    /// How far right lines reach that begin at this left edge.
    pub(super) fn right(&self, x: f32) -> f32 {
        let at = edge(x);
        (at.saturating_sub(1)..=at.saturating_add(1))
            .filter_map(|at| self.rights.get(&at))
            .copied()
            .fold(0.0, f32::max)
    }

    /// Whether the end of a line that reaches at most to `edge` is meant: the next word would have fitted behind it.
    pub(super) fn is_meant(line: &Line, next: &Line, edge: f32) -> bool {
        let cut = is_broken(&line.words(), &next.words());
        !cut && (Self::would_fit(line.right(), next.first(), edge, next.size) || are_fields(line, next))
    }

    /// Whether a word would have fitted behind what ends at `right` and reaches at most to `edge`.
    pub(super) fn would_fit(right: f32, word: f32, edge: f32, size: f32) -> bool {
        right + word + ROOM * size < edge
    }

    /// Adds a line to a text that it goes on.
    pub(super) fn join(&self, text: &mut Text, next: Text) {
        let words = text.words();
        let words = hyphen_at_end(text, &words);
        let last = words.rsplit(char::is_whitespace).next().unwrap_or_default();
        let next_words = next.words();
        let first = next_words.split_whitespace().next().unwrap_or_default();
        let place = next.place();
        let style = next.runs.first().map_or(Style::default(), |run| run.style);
        match last.chars().last() {
            Some('\u{ad}') => drop_last(text),
            Some(hyphen @ ('-' | '\u{2010}'))
                if last.chars().rev().nth(1).is_some_and(char::is_alphanumeric) =>
            {
                let stem = &last[..last.len() - hyphen.len_utf8()];
                let whole = self.words.contains(&bare(&format!("{stem}{first}")));
                let kept = self.words.contains(&bare(&format!("{stem}-{first}")));
                let lower =
                    first.starts_with(char::is_lowercase) && !stem.contains(|c: char| c.is_ascii_digit());
                let broken = hyphen == '\u{2010}' || self.breaks(stem, first);
                if whole || (broken && lower && !kept) {
                    drop_last(text);
                }
            }
            Some('\u{2013}' | '/') if !last.is_empty() && last.len() > 3 => {}
            // A cell narrower than a word cuts it where it ends.
            Some(letter) if letter.is_alphabetic() && self.cuts(last, first) => {}
            _ => text.push(" ", style, place),
        }
        text.append(next);
    }

    /// Whether a hyphen at a line's end is there for the break alone: what follows is no word but the end of one.
    fn breaks(&self, stem: &str, rest: &str) -> bool {
        let (stem, rest) = (bare(stem), bare(rest));
        let tail = stem.rsplit('-').next().unwrap_or_default();
        let has = |word: &str| self.inside.contains(word);
        let own = hyphens::part_words(tail, &rest, has) || lexicon::PREFIXES.has(tail);
        let ends = hyphens::is_ending(&rest) && !(has(tail) && rest.len() > ENDING_MAX);
        ends && (!own || lexicon::ENDINGS_ALONE.has(&rest))
    }

    /// Whether a word is cut between two lines.
    pub(super) fn is_cut(&self, line: &Line, next: &Line) -> bool {
        let (line, next) = (line.words(), next.words());
        match (line.split_whitespace().next_back(), next.split_whitespace().next()) {
            (Some(stem), Some(rest)) => self.cuts(stem, rest),
            _ => false,
        }
    }

    /// Whether two halves are a word of the document, and neither is one by itself.
    fn cuts(&self, stem: &str, rest: &str) -> bool {
        let is_word = |half: &str| self.inside.contains(half);
        rest.starts_with(char::is_lowercase)
            && !is_word(stem)
            && !is_word(rest)
            && self.words.contains(&bare(&format!("{stem}{rest}")))
    }
}

/// Whether two lines are each a label with a value: in a short document no line shows how far lines reach.
fn are_fields(line: &Line, next: &Line) -> bool {
    let is_field = |line: &Line| {
        let words = line.words();
        words.split_once(": ").is_some_and(|(label, value)| {
            let count = label.split_whitespace().count();
            (1..=LABEL_WORDS_MAX).contains(&count)
                && label.starts_with(char::is_uppercase)
                && !label.contains(['.', ',', ';'])
                && !value.trim().is_empty()
        })
    };
    is_field(line) && is_field(next)
}

/// The words of a text, without the white space behind a hyphen that ends it, which is taken off it.
fn hyphen_at_end<'a>(text: &mut Text, words: &'a str) -> &'a str {
    let bare = words.trim_end();
    if bare.len() == words.len() || !bare.ends_with(['-', '\u{ad}', '\u{2010}']) || bare.ends_with(" -") {
        return words;
    }
    *text = std::mem::take(text).split_at(bare.len()).0;
    bare
}

/// Whether a hyphen breaks a line within a word or number.
pub(super) fn is_broken(line: &str, next: &str) -> bool {
    let line = line.trim_end();
    let after = next.trim_start().chars().next();
    let before = line.strip_suffix('-').and_then(|stem| stem.chars().next_back());
    let both = |is: fn(char) -> bool| before.is_some_and(is) && after.is_some_and(is);
    line.ends_with(['\u{ad}', '\u{2010}']) || both(char::is_lowercase) || both(|c| c.is_ascii_digit())
}

fn edge(x: f32) -> i32 {
    (x / EDGE).round() as i32
}

fn drop_last(text: &mut Text) {
    if let Some(run) = text.runs.last_mut() {
        run.text.pop();
    }
}

fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::Place;

    fn joined(above: &str, below: &str) -> String {
        let mut text = Text::plain(above, Place::default());
        Measure::default().join(&mut text, Text::plain(below, Place::default()));
        text.words()
    }

    #[test]
    fn a_hyphen_before_the_end_of_a_word_goes() {
        assert_eq!(joined("His appli-", "cation is in"), "His application is in");
        assert_eq!(joined("He was paint- ", "ing it"), "He was painting it");
        for (above, below) in [
            ("a church-", "based club"),
            ("to re-", "paint it"),
            ("a self-", "assessment"),
            ("of 3-", "4 days"),
        ] {
            assert_eq!(joined(above, below), format!("{above}{below}"));
        }
    }

    #[test]
    fn a_hyphen_at_a_line_end_breaks_it_within_a_word() {
        assert!(is_broken("a church- ", "based club") && is_broken("of 3-", "4 days"));
        assert!(!is_broken("Name -", "ann") && !is_broken("Ann-", "Other") && !is_broken("of 3-", "days"));
    }
}
