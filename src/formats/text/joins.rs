//! Whether a line goes on from the one above, and what stands between their words.

use cip_lexicon as lexicon;

use std::cell::OnceCell;
use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::furniture::Printed;
use super::lines::{Line, begins_small, ends_sentence, first_word, last_word, length};
use crate::hyphens;

/// Least lines of a stretch that show its own right margin.
const STRETCH_LINES_MIN: usize = 3;
/// Widest line that a printer fills, in tenths of a column: longer ones are paragraphs that nothing has wrapped.
const MARGIN_MAX: usize = 2_000;
/// Most room, in tenths of a column, that lines on a screen leave.
const EVEN_SLACK_MAX: usize = 10;
/// Least lines that go on which show how much room is usual.
const SLACK_LINES_MIN: usize = 8;
/// Least lines wider than any printer fills that show a text which nothing has wrapped.
const UNWRAPPED_MIN: usize = 4;
/// How many times as many of them as of lines that surely go on.
const UNWRAPPED_TIMES: usize = 4;
/// Least width, in tenths of a column, of a line that stops within a sentence in a text that nothing has wrapped.
const PASTED_WIDTH_MIN: usize = 400;
/// Least lines that end at the same column where words are cut at it.
const CUT_LINES_MIN: usize = 4;

/// What stands between two lines that are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Glue {
    /// A space.
    Space,
    /// Nothing: a word goes on.
    Nothing,
    /// Nothing, and the hyphen that the line's end put there goes.
    DropHyphen,
}

/// How wide words are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Measure {
    /// Every letter as wide as the next, as on a screen.
    Even,
    /// Letters of their usual width in print.
    Print,
}

impl Measure {
    /// Width in tenths of a column.
    fn width(self, text: &str) -> usize {
        match self {
            Self::Even => 10 * length(text),
            Self::Print => text.chars().map(print_width).sum(),
        }
    }

    /// Where a line ends.
    fn end(self, line: &Line<'_>) -> usize {
        let width = if self == Self::Even { 10 * line.length() } else { self.width(line.text) };
        10 * line.indent + width
    }

    /// The room that the first word of a line takes behind another.
    fn first(self, line: &Line<'_>) -> usize {
        self.width(" ") + self.width(first_word(line.text))
    }
}

/// Where a line ends, and where it would if the first word of the next stood behind it.
#[derive(Clone, Copy, Debug, Default)]
struct End {
    own: usize,
    with_next: usize,
}

/// Width of a letter in a common sans-serif type, in tenths of the mean.
fn print_width(c: char) -> usize {
    match c {
        'i' | 'j' | 'l' | '\'' | '\u{2018}' | '\u{2019}' => 4,
        ' ' | 'f' | 't' | 'I' | '.' | ',' | ':' | ';' | '/' | '!' | '|' => 6,
        'r' | '(' | ')' | '-' | '[' | ']' | '"' | '\u{201c}' | '\u{201d}' => 7,
        'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' | 'J' => 10,
        'm' | 'M' | 'W' | '\u{2014}' | '@' | '%' => 17,
        'w' => 14,
        c if c.is_uppercase() => 14,
        _ => 11,
    }
}

/// Right margins and words of a text.
pub(super) struct Joins<'a> {
    measure: Measure,
    /// Where each line ends.
    ends: Vec<End>,
    /// For each line the width that its stretch is filled to, in tenths of a column; 0 where nothing is.
    margins: Vec<usize>,
    /// Margin of most lines.
    usual: usize,
    /// How much a line may stay short of its margin although the next word would have fitted.
    slack: usize,
    /// Column at which words are cut, if the printer does that.
    cut: Option<usize>,
    /// Whether nothing has wrapped the text: each line is a paragraph.
    unwrapped: bool,
    texts: Vec<&'a str>,
    /// The words of the texts, from when one that may be cut is first met.
    words: OnceCell<FxHashSet<&'a str>>,
    hyphenates: OnceCell<bool>,
}

impl<'a> Joins<'a> {
    /// Looks at all lines; `prose` says which are text that may go on.
    pub(super) fn new(printed: &[Printed<'a>], prose: &[bool]) -> Self {
        let even = Self::measured(printed, prose, Measure::Even);
        // Lines that end short of the margin, each by another length: letters differ in width.
        let ragged = even.slack > EVEN_SLACK_MAX;
        let joins = if ragged { Self::measured(printed, prose, Measure::Print) } else { even };
        Self { texts: printed.iter().map(|printed| printed.line.text).collect(), ..joins }
    }

    fn measured(printed: &[Printed<'a>], prose: &[bool], measure: Measure) -> Self {
        let stretches = stretches(printed, prose);
        let ends = ends(printed, measure);
        let mut margins = vec![0; printed.len()];
        let mut weights: FxHashMap<usize, usize> = FxHashMap::default();
        for stretch in &stretches {
            let margin = ends[stretch.clone()].iter().map(|end| end.own).max().unwrap_or(0);
            margins[stretch.clone()].fill(margin);
            if stretch.len() >= STRETCH_LINES_MIN && margin <= MARGIN_MAX {
                let full = |at: &usize| ends[*at].with_next > margin;
                *weights.entry(margin / 10).or_default() +=
                    (stretch.start..stretch.end - 1).filter(full).count();
            }
        }
        let widest = || margins.iter().copied().filter(|margin| *margin <= MARGIN_MAX).max().unwrap_or(0);
        let usual = usual(&weights).map_or_else(widest, |usual| 10 * usual + 9);
        let mut joins = Self {
            measure,
            ends,
            margins,
            usual,
            slack: 0,
            cut: None,
            unwrapped: is_unwrapped(printed, prose),
            texts: Vec::new(),
            words: OnceCell::new(),
            hyphenates: OnceCell::new(),
        };
        joins.slack = joins.slack(printed, &stretches);
        for stretch in stretches.iter().filter(|stretch| stretch.len() > 1) {
            if joins.margins[stretch.start] <= MARGIN_MAX && !joins.is_filled(stretch) {
                joins.margins[stretch.clone()].fill(usual);
            }
        }
        joins.cut = cut(printed, &stretches, usual / 10);
        joins
    }

    /// How much room lines leave that surely go on, nine in ten of them.
    fn slack(&self, printed: &[Printed<'_>], stretches: &[Range<usize>]) -> usize {
        let mut rooms = Vec::new();
        for stretch in stretches.iter().filter(|stretch| stretch.len() >= STRETCH_LINES_MIN) {
            for at in stretch.start..stretch.end - 1 {
                let (line, next) = (&printed[at].line, &printed[at + 1].line);
                let end = self.ends[at];
                let long = end.own * 2 > self.usual && self.margins[at] <= MARGIN_MAX;
                if long && !ends_sentence(line.text) && begins_small(next.text) {
                    rooms.push(self.margins[at].saturating_sub(end.with_next));
                }
            }
        }
        rooms.sort_unstable();
        // A few lines show nothing.
        let shown = rooms.len() >= SLACK_LINES_MIN;
        let room = rooms.get(rooms.len() * 9 / 10).copied().filter(|_| shown).unwrap_or(0);
        room.min(self.usual / 6)
    }

    /// Whether at least half of the lines of a stretch end because the next word had no room before its margin.
    fn is_filled(&self, stretch: &Range<usize>) -> bool {
        let margin = self.margins[stretch.start];
        let full = |at: &usize| self.ends[*at].with_next + self.slack > margin;
        let pairs = stretch.start..stretch.end - 1;
        pairs.clone().filter(full).count() * 2 >= pairs.len()
    }

    /// Whether the line at `at` ends because the next word had no room.
    pub(super) fn is_full(&self, printed: &[Printed<'_>], at: usize) -> bool {
        if at + 1 >= printed.len() {
            return false;
        }
        let own = self.margins[at];
        // A stretch of short lines shows no margin: it is measured by what is usual.
        let narrow = own * 4 < self.usual * 3;
        let margin = if own == 0 || narrow || own > MARGIN_MAX { self.usual } else { own };
        let margin = if self.is_short_stretch(printed, at) { margin.max(self.usual) } else { margin };
        let end = self.ends[at];
        margin > 0 && end.own <= MARGIN_MAX && end.with_next + self.slack > margin
    }

    /// Whether the stretch around a line is too short to show a margin.
    fn is_short_stretch(&self, printed: &[Printed<'_>], at: usize) -> bool {
        let same = |other: usize| self.margins[other] == self.margins[at];
        let above = at > 0 && printed[at].gap == 0 && same(at - 1);
        let below = printed.get(at + 2).is_some_and(|next| next.gap == 0) && same(at + 2);
        !above && !below
    }

    /// Whether the line at `at + 1` goes on from the line at `at`, if both are prose.
    pub(super) fn goes_on(&self, printed: &[Printed<'_>], at: usize) -> bool {
        let (line, next) = (&printed[at].line, &printed[at + 1].line);
        if printed[at + 1].gap > 0 || opens_letter(line.text) || opens_letter(next.text) {
            return false;
        }
        if self.unwrapped {
            // An e-mail that was pasted in may be wrapped all the same.
            let within = !ends_sentence(line.text) && begins_small(next.text);
            return within && self.ends[at].own >= PASTED_WIDTH_MIN;
        }
        let ended = ends_sentence(line.text);
        let small = begins_small(next.text) || counts_small(next.text);
        let open = !ended || line.text.ends_with([':', ';']);
        let end = self.ends[at].own;
        let broken =
            line.text.strip_suffix(['-', '\u{2010}']).is_some_and(|stem| stem.ends_with(char::is_alphabetic));
        if open && (small || closes_bracket(line.text, next.text)) && (broken || end * 2 >= self.usual) {
            return true;
        }
        let indented = next.indent > line.indent + 1 && !printed[at + 1].turn;
        if indented && ended {
            return false;
        }
        // Letters of uneven width leave the margin ragged: a sentence that has not ended goes on all the same.
        let ragged = self.measure == Measure::Print || self.is_short_stretch(printed, at);
        let nearly = !ended && ragged && end * 5 >= self.usual * 4 && end <= MARGIN_MAX;
        // Whoever breaks lines by hand keeps a name on one of them: "struck / Mr Other".
        let by_hand = !ended && begins_small(last_word(line.text)) && end * 10 >= self.usual * 9;
        self.is_full(printed, at) || nearly || by_hand && end <= MARGIN_MAX
    }

    /// What stands between two lines or parts of lines that are one.
    pub(super) fn glue(&self, before: &str, after: &str, end: usize, padded: bool) -> Glue {
        if self.cut == Some(end) && !padded {
            return self.at_cut(before, after);
        }
        let stem = before.strip_suffix(['-', '\u{2010}']).unwrap_or("");
        if stem.ends_with(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric) {
            let printed = before.ends_with('\u{2010}');
            return self.hyphen(last_word(stem), first_word(after), printed);
        }
        let slash =
            before.ends_with('/') && !before.ends_with(" /") && after.starts_with(char::is_alphanumeric);
        if slash { Glue::Nothing } else { Glue::Space }
    }

    fn words(&self) -> &FxHashSet<&'a str> {
        self.words.get_or_init(|| vocabulary(&self.texts))
    }

    /// Whether a hyphen at a line's end belongs to the word, by the words of the text. One that is `printed` is of the
    /// kind that printers put there.
    fn hyphen(&self, first: &str, second: &str, printed: bool) -> Glue {
        let first = first.trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let second = second.trim_end_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let words = self.words();
        let has = |word: &str| words.contains(word) || words.contains(capitalised(word).as_str());
        let tail = first.rsplit('-').next().unwrap_or("");
        let head = second.split('-').next().unwrap_or("");
        let numbers = !tail.ends_with(char::is_alphabetic) || !head.starts_with(char::is_alphabetic);
        if numbers || has(&format!("{first}-{second}")) || has(&format!("{tail}-{head}")) {
            Glue::Nothing
        } else if printed || has(&format!("{first}{second}")) || has(&format!("{tail}{head}")) {
            Glue::DropHyphen
        } else if hyphens::part_words(tail, head, has) {
            Glue::Nothing
        } else if lexicon::PREFIXES.has(tail) && !hyphens::is_ending(head) && !self.hyphenates() {
            // Who breaks no word at a line's end wrote the hyphen.
            Glue::Nothing
        } else {
            Glue::DropHyphen
        }
    }

    /// Whether words are broken at the ends of lines, and by no hyphen that is theirs.
    fn hyphenates(&self) -> bool {
        let breaks = |pair: &[&str]| {
            let stem =
                pair[0].strip_suffix(['-', '\u{2010}']).filter(|stem| stem.ends_with(char::is_alphabetic));
            let Some(stem) = stem.filter(|_| begins_small(pair[1])) else { return false };
            let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
            let (first, second) = (bare(last_word(stem)), bare(first_word(pair[1])));
            let has = |word: &str| self.words().contains(word);
            let whole = has(&format!("{first}{second}"));
            let own =
                has(&first) || lexicon::PREFIXES.has(&first) || hyphens::part_words(&first, &second, has);
            whole || pair[0].ends_with('\u{2010}') || !own && !has(&format!("{first}-{second}"))
        };
        *self.hyphenates.get_or_init(|| self.ends_with_hyphens(breaks))
    }

    /// Whether no line ends with a hyphen, or one of this kind does.
    fn ends_with_hyphens(&self, breaks: impl Fn(&[&str]) -> bool) -> bool {
        let mut ends = self.texts.windows(2).filter(|pair| pair[0].ends_with(['-', '\u{2010}'])).peekable();
        ends.peek().is_none() || ends.any(breaks)
    }

    /// Where lines are cut at a column: whether a word was.
    fn at_cut(&self, before: &str, after: &str) -> Glue {
        let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
        let (first, second) = (last_word(before), first_word(after));
        let has = |word: &str| {
            let word = bare(word);
            self.words().contains(word.as_str()) || self.words().contains(word.to_lowercase().as_str())
        };
        let inside = before.ends_with(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric);
        if !inside {
            return if after.starts_with(['.', ',', ';', ':', ')']) { Glue::Nothing } else { Glue::Space };
        }
        let whole = has(&format!("{first}{second}"));
        if whole || !(has(first) && has(second)) { Glue::Nothing } else { Glue::Space }
    }
}

/// Whether nothing has wrapped a text: of its lines of prose some are wider than any printer fills, and hardly one stops
/// within a sentence that the next goes on with.
fn is_unwrapped(printed: &[Printed<'_>], prose: &[bool]) -> bool {
    let lines = || (0..printed.len()).filter(|at| prose[*at]);
    let wide = lines().filter(|at| printed[*at].line.length() * 10 > MARGIN_MAX).count();
    let goes_on = |at: &usize| {
        let next = printed.get(at + 1).filter(|next| next.gap == 0 && prose[at + 1]);
        next.is_some_and(|next| !ends_sentence(printed[*at].line.text) && begins_small(next.line.text))
    };
    wide >= UNWRAPPED_MIN && lines().filter(goes_on).count() * UNWRAPPED_TIMES <= wide
}

/// Where lines end.
fn ends(printed: &[Printed<'_>], measure: Measure) -> Vec<End> {
    let end = |(at, line): (usize, &Printed<'_>)| {
        let own = measure.end(&line.line);
        let next = printed.get(at + 1).map_or(0, |next| measure.first(&next.line));
        End { own, with_next: own + next }
    };
    printed.iter().enumerate().map(end).collect()
}

/// Stretches of prose with nothing between.
fn stretches(printed: &[Printed<'_>], prose: &[bool]) -> Vec<Range<usize>> {
    let mut stretches: Vec<Range<usize>> = Vec::new();
    for (at, line) in printed.iter().enumerate().filter(|(at, _)| prose[*at]) {
        match stretches.last_mut() {
            Some(last) if last.end == at && line.gap == 0 => last.end += 1,
            _ => stretches.push(at..at + 1),
        }
    }
    stretches
}

/// The margin that most lines are filled to; of margins a column or two apart the widest.
fn usual(weights: &FxHashMap<usize, usize>) -> Option<usize> {
    let near =
        |margin: usize| (margin.saturating_sub(2)..=margin).filter_map(|at| weights.get(&at)).sum::<usize>();
    weights.keys().copied().max_by_key(|margin| (near(*margin), *margin))
}

/// The column at which most lines that go on end, if that is the same one for nearly all.
fn cut(printed: &[Printed<'_>], stretches: &[Range<usize>], usual: usize) -> Option<usize> {
    let ends: Vec<usize> = stretches
        .iter()
        .flat_map(|stretch| stretch.start..stretch.end - 1)
        .map(|at| printed[at].line.end)
        .collect();
    let long = ends.iter().filter(|end| **end + 12 > usual).count();
    let at = ends.iter().filter(|end| **end == usual).count();
    let within = |at: usize| printed[at].line.text.ends_with(char::is_alphanumeric);
    let inside = (0..printed.len()).filter(|at| printed[*at].line.end == usual && within(*at)).count();
    (at >= CUT_LINES_MIN && at * 10 >= long * 7 && inside * 2 >= at).then_some(usual)
}

/// The words of a text, those aside that a line's end may have cut.
fn vocabulary<'a>(texts: &[&'a str]) -> FxHashSet<&'a str> {
    let mut words = FxHashSet::default();
    let mut cut = false;
    for text in texts {
        let all: Vec<&str> = text.split_whitespace().collect();
        let hyphen = text.ends_with(['-', '\u{2010}']);
        let skip = usize::from(std::mem::replace(&mut cut, hyphen));
        let take = all.len().saturating_sub(usize::from(hyphen)).saturating_sub(skip);
        for word in all.iter().skip(skip).take(take) {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric());
            words.insert(word);
            words.extend(word.split(['/', '\'', '\u{2019}']));
        }
    }
    words
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// "Dear Ms Other,": a line of its own, whatever its width.
fn opens_letter(text: &str) -> bool {
    let Some(line) = text.strip_suffix(',') else { return false };
    let few = line.split_whitespace().count() <= SALUTATION_WORDS_MAX && line.starts_with(char::is_uppercase);
    few && (lexicon::SALUTATIONS.has(first_word(line)) || lexicon::SALUTATIONS_IN_FULL.has(line))
}

/// Most words of such a line.
const SALUTATION_WORDS_MAX: usize = 6;

/// Whether a line opens with a figure and a small word: "keep" over "3.2 in as it is".
fn counts_small(text: &str) -> bool {
    let word = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    word.len() < text.len() && word.strip_prefix(' ').is_some_and(begins_small)
}

/// Whether a line closes the bracket that the one above left open: "(see" over "SER) and links".
fn closes_bracket(line: &str, next: &str) -> bool {
    let open = line.rfind('(').is_some_and(|at| !line[at..].contains(')'));
    open && next.find(')').is_some_and(|at| !next[..at].contains('('))
}

#[cfg(test)]
mod tests {
    use super::super::furniture::part;
    use super::super::lines::split;
    use super::*;

    fn check(text: &str) -> Vec<bool> {
        let printed = part(split(text)).printed;
        let joins = Joins::new(&printed, &vec![true; printed.len()]);
        (0..printed.len() - 1).map(|at| joins.goes_on(&printed, at)).collect()
    }

    fn glue(text: &str, before: &str, after: &str) -> Glue {
        let printed = part(split(text)).printed;
        Joins::new(&printed, &vec![true; printed.len()]).glue(before, after, 0, false)
    }

    #[test]
    fn a_line_goes_on_where_the_next_word_had_no_room() {
        let text = "The tenancy was kept open for him\nJohn has asked that the landlord\nbe told of this.\nHe left.\n\
                    Nothing more was heard of it then.";
        assert_eq!(check(text), [true, true, false, false]);
    }

    #[test]
    fn short_lines_stand_alone() {
        let text = "The tenancy was kept open for him and\nJohn has asked that the landlord of it\nbe told of this.\n\n\
                    Fines paid\nRent arrears\nCouncil tax";
        assert_eq!(check(text), [true, true, false, false, false]);
    }

    #[test]
    fn paragraphs_on_one_line_stay_apart() {
        let long = "He was seen on the hall and was well ".repeat(9);
        assert_eq!(check(&format!("{long}today.\n{long}.\nShort.\n{long}")), [false, false, false]);
    }

    #[test]
    fn lines_of_a_text_that_nothing_wrapped() {
        let long = "He was seen on the hall and was well ".repeat(6) + "today.\n\n";
        let note =
            "3/5/24 - Asked about the boat and the shed again, told to put it in writing and did. A. Orr\n";
        let text = format!("{}{}", long.repeat(4), note.repeat(3));
        assert!(check(&text)[4..].iter().all(|goes_on| !goes_on));
        let pasted = "He was told in writing that until further notice he must not\ncontact her.\nNo.\n";
        assert!(check(&format!("{}{pasted}", long.repeat(8))).ends_with(&[true, false]), "a pasted e-mail");
        let wrapped =
            "He was seen on the hall and was as well as he has been\nall year, and asked for his boat.\n";
        assert!(check(&format!("{}{wrapped}{wrapped}", long.repeat(4))).contains(&true));
    }

    #[test]
    fn hyphens_by_the_words_of_the_text() {
        let text = "His accommodation and self-harm and non-contact sentenced all\nbehaviour well being";
        assert_eq!(glue(text, "an accommo-", "dation, and"), Glue::DropHyphen);
        assert_eq!(glue(text, "of self-", "harm"), Glue::Nothing);
        assert_eq!(glue(text, "unknown re-", "sentenced"), Glue::Nothing);
        assert_eq!(glue(text, "well-", "being"), Glue::Nothing);
        assert_eq!(glue(text, "is sub-", "ject to"), Glue::DropHyphen);
        assert_eq!(glue(text, "never obtu-", "rated"), Glue::DropHyphen);
        assert_eq!(glue(text, "kinship/", "foster"), Glue::Nothing);
        assert_eq!(glue(text, "2019-", "2020"), Glue::Nothing);
        assert_eq!(glue(text, "village-", "based"), Glue::Nothing);
        // Who breaks no word at a line's end wrote the hyphen.
        assert_eq!(glue("He asks to re-\npaint it", "to re-", "paint it"), Glue::Nothing);
        assert_eq!(glue("He re-\npaints it obtu-\nratedly", "He re-", "paints it"), Glue::DropHyphen);
        assert_eq!(glue(text, "a", "b"), Glue::Space);
    }

    #[test]
    fn words_cut_at_a_column() {
        let words = "He has asked for a move to the open estate and the transfer was refused by the governor in March. \
                     The hall staff have noted that the settled conduct of past months has held and that he was not \
                     pleased with the outcome. He has asked to see the written reasons and was given them.";
        let letters: Vec<char> = words.chars().collect();
        let lines: Vec<String> = letters.chunks(50).map(|line| line.iter().collect()).collect();
        let text = &lines.join("\n");
        let printed = part(split(text)).printed;
        let joins = Joins::new(&printed, &vec![true; printed.len()]);
        assert_eq!(joins.cut, Some(50));
        assert_eq!(joins.glue("was ref", "used by", 50, false), Glue::Nothing);
        assert_eq!(joins.glue("has asked", "and written", 50, false), Glue::Space);
    }

    #[test]
    fn what_opens_a_letter_stands_alone() {
        let text = |line: &str| {
            format!(
                "The quay of the island of Orr on the third of May\n{line}\nShe rows to the island when it is fine and\nrows home.\n"
            )
        };
        for line in ["Dear Ms Orr,", "To whom it may concern,"] {
            assert_eq!(check(&text(line))[..2], [false, false], "{line}");
        }
        assert!(
            opens_letter("Dear all,") && !opens_letter("Dear me, she rows") && !opens_letter("dear to her,")
        );
    }
}
