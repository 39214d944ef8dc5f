//! What may be folded: two units that are equal after normalisations of the closed list.
//!
//! Takes both sides, gives the codes of the normalisations that made them equal, or nothing. The two are walked
//! token by token in step, and each difference must be one that cannot hide a fact; each of the small functions
//! here and beside says why its own cannot. Bytes are compared throughout: no hash decides.

mod entities;
mod furniture;
pub(super) mod gaps;
mod looks;
mod shout;

use std::ops::{Range, RangeInclusive};

use super::model::Normalisation;
use super::side::Side;
use crate::document::{Unit, UnitKind};
use crate::text::{TokenKind, Value, Words, folded_sign, is_apostrophe, same_value_at};

/// Most tokens that a date, time or number is spelt with.
const VALUE_TOKENS_MAX: usize = 10;

/// The codes by which two single units are the same, in the order of the list; none if they are not.
pub(super) fn normalisations(before: &Side<'_>, after: &Side<'_>) -> Option<Vec<Normalisation>> {
    let ([before_unit], [after_unit]) = (before.units, after.units) else { return None };
    if [before_unit, after_unit].iter().all(|unit| unit.kind == UnitKind::Furniture)
        && furniture::are_same(before.words(), after.words())
    {
        return Some(vec![Normalisation::Furniture]);
    }
    let mut walk = Walk::new(before.words(), after.words());
    walk.shout = shout::is_one_sided(walk.before, walk.after);
    let (i, j) = (before_unit.numbering as usize, after_unit.numbering as usize);
    walk.numbering(i, j, before_unit.kind);
    if !walk.behind_numbering(i, j) || !walk.edges(before, after) {
        return None;
    }
    // A bullet put before a line or taken from it says as little as another bullet; a filled sign where a hollow one
    // stood may be a form's answer.
    let bullet = |unit: &Unit, source| unit.bullet.map(|bullet| bullet.of(source));
    let bullets = (bullet(before_unit, before.source), bullet(after_unit, after.source));
    if bullets.0 != bullets.1 {
        if !bullets_say_the_same(bullets.0, bullets.1) {
            return None;
        }
        walk.fold(Normalisation::Bullet);
    }
    let same = walk.run(i..walk.before.len(), j..walk.after.len());
    same.then(|| walk.into_codes())
}

/// The codes by which two runs of tokens are the same, other than for capitals and numbering; none if they are not.
pub(super) fn codes(
    before: Words<'_>,
    left: Range<usize>,
    after: Words<'_>,
    right: Range<usize>,
) -> Option<Vec<Normalisation>> {
    let mut walk = Walk::new(before, after);
    walk.run(left, right).then(|| walk.into_codes())
}

/// Whether two signs before a line say no more than that it is one of a list.
///
/// Dots and squares of a word processor do; but a filled one where a hollow one stood, or a box that was ticked, may be
/// how a form is answered.
fn bullets_say_the_same(left: Option<&str>, right: Option<&str>) -> bool {
    let is = |sign: Option<&str>, signs: &[char]| sign.is_some_and(|sign| sign.contains(signs));
    let hollow = ['○', '◯', '⚪', '□', '▫', '◇', '◦'];
    let filled = ['●', '⚫', '■', '▪', '◆', '•'];
    let boxes = ['☐', '☑', '☒', '✓', '✔', '✗', '✘'];
    let inverted = |one, other| is(one, &hollow) && is(other, &filled);
    !(inverted(left, right) || inverted(right, left) || is(left, &boxes) || is(right, &boxes))
}

/// Whether two runs of tokens are the same but for normalisations, other than capitals and numbering.
pub(super) fn are_same(before: Words<'_>, left: Range<usize>, after: Words<'_>, right: Range<usize>) -> bool {
    Walk::new(before, after).run(left, right)
}

/// Whether the gaps before two tokens differ by no more than may be folded.
pub(super) fn are_joined_alike(before: Words<'_>, i: usize, after: Words<'_>, j: usize) -> bool {
    gaps::between(before, i, after, j).is_some()
}

/// Two units walked in step.
struct Walk<'a> {
    before: Words<'a>,
    after: Words<'a>,
    /// Whether one side, and one only, is in capitals throughout.
    shout: bool,
    codes: Vec<Normalisation>,
}

impl<'a> Walk<'a> {
    fn new(before: Words<'a>, after: Words<'a>) -> Self {
        Self { before, after, shout: false, codes: Vec::new() }
    }

    fn fold(&mut self, code: Normalisation) {
        if !self.codes.contains(&code) {
            self.codes.push(code);
        }
    }

    fn into_codes(mut self) -> Vec<Normalisation> {
        self.codes.sort_unstable();
        self.codes
    }

    /// The running number of a heading or of an item in a list.
    ///
    /// It says no more than its place, which the document has proved by counting along: any number that does not
    /// fit the count is text and compared as such.
    fn numbering(&mut self, i: usize, j: usize, kind: UnitKind) {
        let texts = |words: Words<'a>, end| (0..end).map(move |at| words.text(at));
        if !texts(self.before, i).eq(texts(self.after, j)) {
            let heading = kind == UnitKind::Heading;
            self.fold(if heading { Normalisation::HeadingNumber } else { Normalisation::ItemNumber });
        }
    }

    /// What stands between the running numbers and the words behind them: space, marks, a converter's backslash.
    fn behind_numbering(&mut self, i: usize, j: usize) -> bool {
        let gaps = |words: Words<'a>, end: usize| {
            (1..=end).map(|at| words.gap_before(at)).filter(|gap| !gap.is_empty()).collect::<String>()
        };
        let codes = gaps::codes(&gaps(self.before, i), &gaps(self.after, j));
        let same = codes.is_some();
        // The space behind a number that one side has goes with it.
        let one_sided = i.min(j) == 0;
        let codes = codes.into_iter().flatten().filter(|code| !one_sided || *code != Normalisation::Space);
        codes.for_each(|code| self.fold(code));
        same
    }

    /// What stands in a unit before its first token and after its last: marks of emphasis.
    fn edges(&mut self, before: &Side<'_>, after: &Side<'_>) -> bool {
        let ends = [gaps::lead(before), gaps::trail(before)]
            .into_iter()
            .zip([gaps::lead(after), gaps::trail(after)]);
        for (left, right) in ends {
            match gaps::edge(left, right) {
                Some(codes) => codes.iter().for_each(|code| self.fold(*code)),
                None => return false,
            }
        }
        true
    }

    fn run(&mut self, left: Range<usize>, right: Range<usize>) -> bool {
        let (mut i, mut j) = (left.start, right.start);
        // Tokens walked in step since the last value; a value may begin among them.
        let mut in_step = 0;
        loop {
            if i == left.end && j == right.end {
                return true;
            }
            let both = i < left.end && j < right.end;
            let at_start = (i, j) == (left.start, right.start);
            let unjoined = at_start || !both;
            if both && !self.shout && (at_start || self.before.gap_before(i) == self.after.gap_before(j)) {
                let same = self.before.same_from((i, left.end), self.after, (j, right.end));
                (i, j, in_step) = (i + same, j + same, in_step + same);
                if same > 0 {
                    continue;
                }
            }
            let gap = if unjoined { Some(Vec::new()) } else { gaps::between(self.before, i, self.after, j) };
            let joined = gap.is_some();
            if both && joined && self.token(i, j) {
                gap.into_iter().flatten().for_each(|code| self.fold(code));
                (i, j, in_step) = (i + 1, j + 1, in_step + 1);
                continue;
            }
            let marked = if joined { self.marked_part(i, j, left.end, right.end) } else { None };
            let part = marked.or_else(|| self.escaped_part(joined, (i, left.end), (j, right.end)));
            if let Some((next_i, next_j)) = part {
                (i, j, in_step) = (next_i, next_j, 0);
                continue;
            }
            let least_back = usize::from(!joined);
            match self.value_around((i, j), least_back..=in_step, (left.end, right.end)) {
                Some((next_i, next_j)) => (i, j, in_step) = (next_i, next_j, 0),
                None => return false,
            }
        }
    }

    /// A word or number of which a part is emphasised on one side: "2/10" and "**2**/10".
    ///
    /// Marks inside a word do not part it. Between two figures they may multiply ("2*3"), and are never left out.
    fn marked_part(&mut self, i: usize, j: usize, end_i: usize, end_j: usize) -> Option<(usize, usize)> {
        let (mut next_i, mut next_j) = (i + 1, j + 1);
        // A word in more parts than this is no word.
        let end_i = end_i.min(i + VALUE_TOKENS_MAX);
        let end_j = end_j.min(j + VALUE_TOKENS_MAX);
        loop {
            let (left, right) = (gaps::glued(self.before, i..next_i), gaps::glued(self.after, j..next_j));
            let shorter = left.len() < right.len();
            if left == right && next_i - i != next_j - j {
                let codes = [gaps::inside(self.before, i..next_i), gaps::inside(self.after, j..next_j)];
                codes.into_iter().flatten().for_each(|code| self.fold(code));
                return Some((next_i, next_j));
            } else if shorter && right.starts_with(&left) && gaps::is_mark_inside(self.before, next_i, end_i)
            {
                next_i += 1;
            } else if !shorter && left.starts_with(&right) && gaps::is_mark_inside(self.after, next_j, end_j)
            {
                next_j += 1;
            } else {
                return None;
            }
        }
    }

    /// A run without white space of which one side has an entity for a character of the other: "A&amp;E" and "A&E".
    fn escaped_part(
        &mut self,
        joined: bool,
        (i, end_i): (usize, usize),
        (j, end_j): (usize, usize),
    ) -> Option<(usize, usize)> {
        let ends = |words: Words<'a>, from: usize, end: usize| {
            let end = end.min(from + VALUE_TOKENS_MAX);
            let glued = (from + 1..end).take_while(move |at| words.is_glued(*at));
            (from < end).then_some(from + 1).into_iter().chain(glued.map(|at| at + 1))
        };
        let entity = |words: Words<'a>, from: usize| {
            ends(words, from, words.len()).any(|end| words.is_sign(end - 1, "&"))
        };
        // "&amp;" and "&" part behind the sign that both begin with.
        let inside = |words: Words<'a>, at: usize| words.is_glued(at) && words.is_sign(at - 1, "&");
        let back = usize::from(inside(self.before, i) || inside(self.after, j)).min(i).min(j);
        let (i, j) = (i - back, j - back);
        // Behind the sign the gaps differ, as the one side goes on with the entity: "R & B" and "R &amp; B".
        if !(joined || back > 0) || !(entity(self.before, i) || entity(self.after, j)) {
            return None;
        }
        for next_i in ends(self.before, i, end_i) {
            let left = gaps::glued(self.before, i..next_i);
            for next_j in ends(self.after, j, end_j) {
                let right = gaps::glued(self.after, j..next_j);
                if left != right && entities::decoded(&left) == entities::decoded(&right) {
                    self.fold(Normalisation::Escape);
                    return Some((next_i, next_j));
                }
            }
        }
        None
    }

    /// Two tokens with the same bytes, or the same but for quotes, dashes or, where one side is shouted, capitals.
    fn token(&mut self, i: usize, j: usize) -> bool {
        let (left, right) = (self.before.text(i), self.after.text(j));
        if self.before.kind(i) != self.after.kind(j) {
            return false;
        }
        if left != right && self.before.kind(i) == Some(TokenKind::Cell) {
            // A bar, a tab or the tags between two cells: each parts the same cells and shows nothing else.
            self.fold(Normalisation::Space);
            return true;
        }
        if left == right {
            // "US" in a shout may be "us", whatever stands on the other side.
            return !self.shout
                || !(shout::hides_a_name(self.before, i) || shout::hides_a_name(self.after, j));
        }
        match self.before.kind(i) {
            Some(TokenKind::Sign) => self.sign(left, right),
            Some(TokenKind::Word) => self.word(i, j),
            _ => false,
        }
    }

    /// Another form of the same quote, or a dash of another length.
    ///
    /// Straight and curly quotes are the same character to a reader, and so are the dashes: which of them stands
    /// there is a habit of the program it was typed in. A quote is never folded into a dash or into nothing.
    fn sign(&mut self, left: &str, right: &str) -> bool {
        let folded = folded_sign(left);
        if folded != folded_sign(right) {
            return false;
        }
        self.fold(if folded == "-" { Normalisation::Dash } else { Normalisation::Quote });
        true
    }

    fn word(&mut self, i: usize, j: usize) -> bool {
        if is_same_but_for_quotes(self.before.text(i), self.after.text(j)) {
            self.fold(Normalisation::Quote);
            return true;
        }
        if let Some(codes) = looks::same_word(self.before.text(i), self.after.text(j)) {
            for code in codes {
                self.fold(code);
            }
            return true;
        }
        if self.shout && shout::is_same_word(self.before, i, self.after, j) {
            self.fold(Normalisation::Shout);
            if self.before.text(i).to_lowercase() != self.after.text(j).to_lowercase() {
                self.fold(Normalisation::Quote);
            }
            return true;
        }
        false
    }

    /// A date, time or number that reaches the two tokens and is the same on both sides in another spelling.
    ///
    /// It may have begun some tokens back: "12 May '24" and "12 May 2024" part at the year.
    fn value_around(
        &mut self,
        (i, j): (usize, usize),
        back: RangeInclusive<usize>,
        end: (usize, usize),
    ) -> Option<(usize, usize)> {
        for back in back.rev().skip_while(|back| *back > VALUE_TOKENS_MAX) {
            let found = same_value_at(self.before, i - back, self.after, j - back);
            if let Some((next_i, next_j, value)) = found
                && (next_i >= i && next_j >= j && (next_i, next_j) != (i, j))
                && (next_i <= end.0 && next_j <= end.1)
            {
                self.fold(spelling(value));
                return Some((next_i, next_j));
            }
        }
        None
    }
}

/// The same word with straight for curly apostrophes: the same letters in the same order.
fn is_same_but_for_quotes(left: &str, right: &str) -> bool {
    let fold = |c| if is_apostrophe(c) { '\'' } else { c };
    left.chars().map(fold).eq(right.chars().map(fold))
}

/// The normalisation by which a value's spelling is folded.
fn spelling(value: Value) -> Normalisation {
    match value {
        Value::Date(_) => Normalisation::DateSpelling,
        Value::Time(_) => Normalisation::TimeSpelling,
        Value::Number(_) => Normalisation::NumberSpelling,
    }
}

#[cfg(test)]
mod tests;
