//! Heads of entries of which a bracket holds the day: "Ann Other (nurse, 3 May 2024): seen", "[2024-05-03 09:10] OTHER, A.
//! (nurse): seen".
//!
//! Takes the tokens of a line, gives how many of them are the head. Name, bracket and colon show it by their places; a word
//! for a role in the bracket, or an initial in the name, shows that the name is somebody's: "Home Leave (refused, 3 May
//! 2024): …" names nobody.

use std::ops::Range;

use super::heads::date;
use super::stamps;
use crate::lexicon;
use crate::text::{Token, TokenKind};

/// Most tokens of such a head, of a name, and within a bracket.
const HEAD_TOKENS_MAX: usize = 40;
const NAME_TOKENS_MAX: usize = 8;
const BRACKET_TOKENS_MAX: usize = 20;

/// How many tokens are the head; 0 if the line has none of this form.
pub(super) fn end(source: &str, tokens: &[Token]) -> usize {
    let near = &tokens[..tokens.len().min(NAME_TOKENS_MAX + 1)];
    // Soon told, and seldom so.
    let opens = near.first().is_some_and(|first| first.is_byte(source, b'['));
    if !opens && !near.iter().any(|token| token.is_byte(source, b'(')) {
        return 0;
    }
    let line = Line { source, tokens: &tokens[..tokens.len().min(HEAD_TOKENS_MAX)] };
    line.day_behind_name().or_else(|| line.day_before_name()).unwrap_or(0)
}

struct Line<'a> {
    source: &'a str,
    tokens: &'a [Token],
}

impl Line<'_> {
    fn text(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.span.of(self.source))
    }

    /// "Ann Other (nurse, 3 May 2024):"
    fn day_behind_name(&self) -> Option<usize> {
        let open = self.name(0)?;
        let bracket = self.bracket(open, "(", ")")?;
        let date = date(self.source, &self.tokens[bracket.clone()])?;
        let dated = date.end == bracket.len();
        let person = || stamps::may_be_person(self.source, &self.tokens[..open]);
        // What was arranged with somebody opens small: "Other, Ann (3/5/2024 14:30): visit booked."
        let said = || {
            self.tokens
                .get(bracket.end + 2)
                .is_some_and(|next| !next.span.of(self.source).starts_with(char::is_lowercase))
        };
        let stamped = || {
            date.start == 0
                && self.is_timed(&bracket)
                && self.has_surname_first(0..open)
                && person()
                && said()
        };
        let somebody = self.is_of_somebody(0..open, &bracket) || stamped();
        self.ended(bracket.end + 1).filter(|_| dated && somebody)
    }

    /// "[2024-05-03 09:10] OTHER, A. (nurse):"
    fn day_before_name(&self) -> Option<usize> {
        let bracket = self.bracket(0, "[", "]")?;
        let day = date(self.source, &self.tokens[bracket.clone()])?;
        let name = bracket.end + 1;
        let behind = self.name(name)?;
        let office = self.bracket(behind, "(", ")");
        let end = office.as_ref().map_or(behind, |office| office.end + 1);
        let none = behind..behind;
        let somebody = self.is_of_somebody(name..behind, office.as_ref().unwrap_or(&none));
        self.ended(end).filter(|_| day.start == 0 && somebody)
    }

    /// Whether a time of day stands here: a machine put it there.
    fn is_timed(&self, bracket: &Range<usize>) -> bool {
        bracket.clone().any(|at| self.text(at).contains(':'))
    }

    /// "Other, Ann": as record systems write a name.
    fn has_surname_first(&self, name: Range<usize>) -> bool {
        let commas: Vec<usize> = name.clone().filter(|at| self.text(*at) == ",").collect();
        matches!(commas.as_slice(), [comma] if name.start < *comma && comma + 1 < name.end)
    }

    /// Whether a name is somebody's: an initial stands in it, or a word for a role in the bracket behind it.
    fn is_of_somebody(&self, name: Range<usize>, bracket: &Range<usize>) -> bool {
        let initial = |at: usize| {
            let text = self.text(at);
            text.len() == 1 && text.starts_with(char::is_uppercase)
        };
        let role = |at: usize| {
            let small = self.text(at).to_lowercase();
            lexicon::HEAD_ROLES.has(&small) || lexicon::FURTHER_ROLES.has(&small)
        };
        name.into_iter().any(initial) || bracket.clone().any(role)
    }

    /// Where a name ends that begins here: words with capitals, with initials and commas among them.
    fn name(&self, from: usize) -> Option<usize> {
        let part = |at: &usize| {
            let text = self.text(*at);
            let sign = matches!(text, "." | "," | "-" | "'" | "\u{2019}");
            let word = self.tokens[*at].kind == TokenKind::Word
                && text.starts_with(char::is_uppercase)
                && !lexicon::OCCASIONS.has(&text.to_lowercase());
            sign || word
        };
        let limit = self.tokens.len().min(from + NAME_TOKENS_MAX + 1);
        let end = (from..limit).take_while(part).last()? + 1;
        let words = (from..end).filter(|at| self.tokens[*at].kind == TokenKind::Word).count();
        let whole = words >= 2 && end - from <= NAME_TOKENS_MAX && !matches!(self.text(from), "." | ",");
        whole.then_some(end)
    }

    /// What stands in a bracket that opens here.
    fn bracket(&self, open: usize, opening: &str, closing: &str) -> Option<Range<usize>> {
        if self.text(open) != opening {
            return None;
        }
        let limit = self.tokens.len().min(open + BRACKET_TOKENS_MAX);
        let close = (open + 1..limit).find(|at| self.text(*at) == closing)?;
        (close > open + 1).then_some(open + 1..close)
    }

    /// Behind the colon that ends the head here.
    fn ended(&self, at: usize) -> Option<usize> {
        (self.text(at) == ":").then_some(at + 1)
    }
}

#[cfg(test)]
mod tests {
    use crate::document::{UnitKind, entry_of, parse};

    #[test]
    fn a_bracket_holds_the_day() {
        for (text, author) in [
            ("*Ann Other (boat-based nurse, 3 May 2024):* Seen today.", "Ann Other (boat-based nurse)"),
            (
                "Ann B. Other-Weir (cook, the Skerry, 3 May 2024): Seen today.",
                "Ann B. Other-Weir (cook, the Skerry)",
            ),
            ("[2024-05-03 09:10] OTHER, A. (Ship's cook): Seen today.", "OTHER, A. (Ship's cook)"),
            ("**Other-Weir, Ann (03/05/2024 09:10):** Seen today.", "Other-Weir, Ann"),
        ] {
            let document = parse(format!("{text}\n")).unwrap();
            assert_eq!(document.unit(0).kind, UnitKind::EntryHead, "{text}");
            let entry = entry_of(&document, document.unit(1));
            assert_eq!(entry.author.as_deref(), Some(author), "{text}");
            assert_eq!(entry.written.map(|day| day.to_string()).as_deref(), Some("2024-05-03"), "{text}");
        }
    }

    #[test]
    fn items_of_a_list_are_entries() {
        let text = "- [2024-05-03 09:10] OTHER, A. (Cook): Seen today. She is well.\n- [2024-05-04 09:10] WEIR, B. (Mate): Off.\n";
        let document = parse(text.to_owned()).unwrap();
        let heads = document.units().iter().filter(|unit| unit.kind == UnitKind::EntryHead);
        assert_eq!(heads.count(), 2);
        assert!(entry_of(&document, document.unit(2)).author.is_some());
    }

    #[test]
    fn other_brackets_open_no_entry() {
        for text in [
            "Case Conference (3 May 2024): all came.",
            "Case Conference, Leith (3 May 2024 09:10): all came.",
            "Ann Other (03/05/2024 09:10): Seen.",
            "Other, Ann (03/05/2024): Seen.",
            "Larch Court (let since 3 May 2024, to Ann): empty.",
            "Ann Other (cook, 3 May 2024) was seen.",
            "[3 May 2024] the boat sank: all were saved.",
            "Ann (cook, 3 May 2024): Seen.",
            "Home Leave Address (refused, 3 May 2024): see below.",
            "[3 May 2024] Parole Board: release was refused.",
            "[3 May 2024] Action Point (open): housing to write.",
        ] {
            let document = parse(format!("{text}\n")).unwrap();
            assert_ne!(document.unit(0).kind, UnitKind::EntryHead, "{text}");
        }
    }
}
