//! The lines of a plan with what is known of each before they are put together.

use rustc_hash::{FxHashMap, FxHashSet};

use super::bullets::bullet;
use super::closing;
use super::counted::{self, Shown};
use super::drawn;
use super::entries::{self, Head};
use super::fields::{self, Fields};
use super::furniture::Printed;
use super::headings;
use super::lines::{Line, ends_sentence};
use super::rules::{self, Rule};
use super::stamps;

/// Most lines of the head of an entry below its first.
const HEAD_LINES_BELOW_MAX: usize = 2;

/// The lines of a plan, page furniture aside.
pub(super) struct Listing<'a> {
    pub(super) printed: Vec<Printed<'a>>,
    /// What each line draws.
    pub(super) rules: Vec<Option<Rule>>,
    /// Which lines are titles with signs drawn around them: they stand apart by themselves.
    pub(super) drawn: Vec<bool>,
    /// Which lines are titles that only their form shows, which comes back.
    pub(super) counted: FxHashMap<usize, Shown<'a>>,
    /// Labels that are known from more than one line.
    pub(super) known: FxHashSet<&'a str>,
    /// The fields of each line.
    pub(super) fields: Vec<Fields<'a>>,
    /// The head of an entry that each line is or begins with.
    pub(super) heads: Vec<Option<Head<'a>>>,
    /// Which lines, set apart, sign the contribution that stands above them.
    pub(super) closes: Vec<bool>,
    /// Whether groups of lines open with their titles.
    pub(super) titled: bool,
}

impl<'a> Listing<'a> {
    pub(super) fn new(printed: Vec<Printed<'a>>) -> Self {
        let rules: Vec<_> = printed.iter().map(|printed| rules::rule(&printed.line)).collect();
        let (fields, known) = fields::find_all(printed.iter().map(|printed| &printed.line));
        let heads = printed.iter().zip(&fields).map(|(printed, fields)| entries::head(&printed.line, fields));
        let mut heads: Vec<_> = heads.collect();
        stamps::find(&printed, &rules, &fields, &mut heads);
        let is_drawn = |at: usize| {
            let title =
                drawn::title(printed[at].line.text).filter(|_| heads[at].is_none() && rules[at].is_none());
            title.is_some_and(|title| headings::is_title(&drawn::shown(title)))
                && fields[at].fields.is_empty()
        };
        let drawn = (0..printed.len()).map(is_drawn).collect();
        let closes = vec![false; printed.len()];
        let counted = FxHashMap::default();
        let mut listing =
            Self { printed, rules, drawn, counted, known, fields, heads, closes, titled: false };
        listing.counted = counted::find(&listing);
        listing.find_heads_over_two_lines();
        listing.closes = closing::find(&listing);
        listing.titled = headings::are_titled(&listing);
        listing
    }

    fn find_heads_over_two_lines(&mut self) {
        for at in 0..self.len().saturating_sub(2) {
            let single = self.heads[at..at + 3].iter().all(Option::is_none);
            if single && self.is_words(at) && self.is_below(at + 1) && self.is_words(at + 2) {
                let [date, author, text] = [at, at + 1, at + 2].map(|at| self.text(at));
                self.heads[at] = entries::over_two_lines(date, author, text);
            }
        }
    }

    pub(super) fn len(&self) -> usize {
        self.printed.len()
    }

    pub(super) fn line(&self, at: usize) -> &Line<'a> {
        &self.printed[at].line
    }

    pub(super) fn text(&self, at: usize) -> &'a str {
        self.printed[at].line.text
    }

    /// Whether a line holds words, with nothing between it and the line above.
    pub(super) fn is_below(&self, at: usize) -> bool {
        self.is_words(at) && self.printed[at].gap == 0
    }

    /// Whether there is such a line and it holds words.
    pub(super) fn is_words(&self, at: usize) -> bool {
        at < self.len() && self.rules[at].is_none()
    }

    /// Whether a line draws one stroke over the page.
    pub(super) fn is_stroke(&self, at: usize) -> bool {
        matches!(self.rules.get(at), Some(Some(Rule::Whole(_))))
    }

    /// Whether a stroke stands right below a line.
    pub(super) fn has_stroke_below(&self, at: usize) -> bool {
        rules::has_stroke_below(&self.printed, &self.rules, at)
    }

    /// Whether something stands apart from what is above it: by blank lines, a stroke, a
    /// page's turn behind a sentence, or as the first.
    pub(super) fn is_apart(&self, at: usize) -> bool {
        let turned = |at: usize| self.printed[at].turn && ends_sentence(self.text(at - 1));
        at == 0
            || self.printed[at].gap > 0
            || self.printed[at].loose
            || self.rules[at - 1].is_some()
            || self.drawn[at]
            || self.drawn[at - 1]
            || self.closes[at - 1]
            || turned(at)
    }

    /// Whether something stands apart from what is below it.
    pub(super) fn ends_apart(&self, at: usize) -> bool {
        at + 1 >= self.len() || self.is_apart(at + 1) || self.rules[at + 1].is_some()
    }

    /// Whether a line is an item of a list and nothing else.
    pub(super) fn is_item(&self, at: usize) -> bool {
        bullet(self.text(at)).is_some() && self.line(at).segments().len() < 3
    }

    /// Whether a line is no part of a table or form by its own form: a title between signs, the head of an entry,
    /// a signature set apart.
    pub(super) fn stands_alone(&self, at: usize) -> bool {
        let reaches = |back: usize| {
            let head = at.checked_sub(back).and_then(|head| self.heads[head]);
            head.is_some_and(|head| head.formed && head.below >= back)
        };
        self.drawn[at] || self.closes[at] || (0..=HEAD_LINES_BELOW_MAX).any(reaches)
    }

    /// Whether a line has labels with values.
    pub(super) fn has_fields(&self, at: usize) -> bool {
        !self.fields[at].fields.is_empty()
    }
}
