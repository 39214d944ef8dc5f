//! Which lines go on from the line above, and how words that were cut at a line's end are put together.

use std::collections::{HashMap, HashSet};

use super::lines::Line;
use crate::block::{Style, Text};

/// How far left edges stand apart that are one, in points.
pub(super) const EDGE: f32 = 3.0;
/// Fewest lines that begin at an edge which others are cut at.
const EDGE_LINES: usize = 3;
/// Room beyond the first word that a line must leave for its end to be meant, in sizes of its letters.
const ROOM: f32 = 0.6;

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
        let cut = line.words().trim_end().ends_with(['\u{ad}', '\u{2010}']);
        !cut && (Self::would_fit(line.right(), next.first(), edge, next.size) || are_fields(line, next))
    }

    /// Whether a word would have fitted behind what ends at `right` and reaches at most to `edge`.
    pub(super) fn would_fit(right: f32, word: f32, edge: f32, size: f32) -> bool {
        right + word + ROOM * size < edge
    }

    /// Adds a line to a text that it goes on.
    pub(super) fn join(&self, text: &mut Text, next: Text) {
        let words = text.words();
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
                if whole || (hyphen == '\u{2010}' && lower && !kept) {
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
