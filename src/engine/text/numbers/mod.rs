//! Numbers, sums of money and percentages, in figures or in words.
//!
//! Takes tokens, gives [`NumberValue`]s, so that "£1,234.00" and "£1234", "26 per cent" and "26%", "twelve" and
//! "12" can be known for the same. What is not plainly a number (cell 3/39, telephone 0141) has no value.

mod words;

pub(super) use words::{ordinal, starts};

use super::Words;
use crate::lexicon;

/// What a number in a text says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct NumberValue {
    /// Its figures, without a decimal point.
    digits: u64,
    /// How many of them stand after the decimal point.
    decimals: u8,
    /// What is counted.
    pub form: NumberForm,
}

/// What kind of number it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NumberForm {
    /// "12"
    Plain,
    /// "12th"
    Ordinal,
    /// "12 %"
    Percentage,
    /// "£12"
    Money,
}

/// Reads the number that begins at this token, and where it ends.
pub fn number_at(words: Words<'_>, at: usize) -> Option<(usize, NumberValue)> {
    if words.is_sign(at, "£") {
        let (end, value) = in_figures(words, at + 1)?;
        return Some((end, value.as_money()));
    }
    if words.is_number(at) {
        let (end, value) = in_figures(words, at)?;
        return Some(with_form(words, end, value));
    }
    if opens_with_point(words, at) {
        let value = plain(&format!("0.{}", words.text(at + 1)))?;
        return Some(with_form(words, at + 2, value));
    }
    if !words.is_word(at) || !words.text(at).is_ascii() {
        return None;
    }
    words::in_words(words, at)
}

/// Whether a decimal begins at a token that is written without the zero before its point: ".5". Its point touches the
/// figures and nothing before it, and figures of their own stand behind it: one that ends a sentence does not.
pub fn opens_with_point(words: Words<'_>, at: usize) -> bool {
    let figures = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    words.is_sign(at, ".")
        && words.is_number(at + 1)
        && figures(words.text(at + 1))
        && words.gap_before(at + 1).is_empty()
        && (at == 0 || !words.gap_before(at).is_empty())
}

/// Whether a token is the sign of a currency.
pub fn is_currency(words: Words<'_>, at: usize) -> bool {
    matches!(words.text(at), "£" | "€" | "$")
}

/// Figures, with "thousand" or "million" behind them.
fn in_figures(words: Words<'_>, at: usize) -> Option<(usize, NumberValue)> {
    let value = plain(words.text(at))?;
    let scale = match words.text(at + 1) {
        text if text.eq_ignore_ascii_case("thousand") => 3,
        text if text.eq_ignore_ascii_case("million") => 6,
        _ => return Some((at + 1, value)),
    };
    Some((at + 2, value.times_ten_to(scale)?))
}

fn with_form(words: Words<'_>, end: usize, value: NumberValue) -> (usize, NumberValue) {
    let form = |form| NumberValue { form, ..value };
    if words.is_sign(end, "%") || words.is(end, "percent") {
        (end + 1, form(NumberForm::Percentage))
    } else if words.is(end, "per") && words.is(end + 1, "cent") {
        (end + 2, form(NumberForm::Percentage))
    } else if words.is_glued(end) && words.is_in(end, &lexicon::ORDINAL_ENDINGS) {
        (end + 1, form(NumberForm::Ordinal))
    } else {
        (end, value)
    }
}

/// Figures with commas at the thousands and one decimal point. A leading zero makes a code or a telephone
/// number, which has no value. A zero at the end stays: rule 2.10 is not rule 2.1.
fn plain(text: &str) -> Option<NumberValue> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let groups: Vec<&str> = whole.split(',').collect();
    let grouped =
        groups.len() == 1 || (groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3));
    let figures = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !grouped || !groups.iter().all(|group| figures(group)) || !figures(decimals) || text.len() > 18 {
        return None;
    }
    if whole.len() > 1 && whole.starts_with('0') {
        return None;
    }
    let digits = format!("{}{decimals}", groups.concat()).parse().ok()?;
    Some(NumberValue { digits, decimals: decimals.len() as u8, form: NumberForm::Plain })
}

impl NumberValue {
    /// The number itself, where it counts whole things.
    pub fn count(self) -> Option<u64> {
        (self.form == NumberForm::Plain && self.decimals == 0).then_some(self.digits)
    }

    /// The sum, where it is one of whole pounds.
    pub fn pounds(self) -> Option<u64> {
        (self.form == NumberForm::Money && self.decimals == 0).then_some(self.digits)
    }

    /// So many whole things.
    pub fn of(count: u64) -> Self {
        Self::whole(count)
    }

    fn whole(digits: u64) -> Self {
        Self { digits, decimals: 0, form: NumberForm::Plain }
    }

    /// £16.00 is £16: in a sum, zeros at the end of the decimals say nothing.
    fn as_money(self) -> Self {
        let mut value = Self { form: NumberForm::Money, ..self };
        while value.decimals > 0 && value.digits.is_multiple_of(10) {
            value.digits /= 10;
            value.decimals -= 1;
        }
        value
    }

    /// "2.5 million" has one decimal less for each of the six zeros, as far as it has any.
    fn times_ten_to(self, zeros: u8) -> Option<Self> {
        let taken = self.decimals.min(zeros);
        let digits = self.digits.checked_mul(10_u64.pow(u32::from(zeros - taken)))?;
        Some(Self { digits, decimals: self.decimals - taken, ..self })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Span, tokenise};

    /// The value of the whole text, if all of it is one number.
    fn value(text: &str) -> Option<NumberValue> {
        let mut tokens = Vec::new();
        tokenise(text, Span::new(0, text.len()), &[], &mut tokens);
        let (end, value) = number_at(Words::new(text, &tokens), 0)?;
        (end == tokens.len()).then_some(value)
    }

    fn same(left: &str, right: &str) -> bool {
        value(left).is_some() && value(left) == value(right)
    }

    #[test]
    fn the_same_number_in_another_spelling() {
        for (left, right) in [
            ("12", "twelve"),
            ("21", "twenty-one"),
            ("21", "twenty one"),
            ("250", "two hundred and fifty"),
            ("1234", "1,234"),
            ("£1,234.00", "£1234"),
            ("£16.00", "£16"),
            ("£ 16", "£16"),
            ("26%", "26 per cent"),
            ("26 percent", "26%"),
            ("3rd", "third"),
            ("21st", "twenty-first"),
            ("32nd", "thirty-second"),
            ("£7.50", "£7.5"),
            ("100", "a hundred"),
            ("5000", "five thousand"),
            ("5 thousand", "5,000"),
            ("£2.5 million", "£2,500,000"),
            ("sixty per cent", "60%"),
            ("1200", "one thousand two hundred"),
            ("1002", "one thousand and two"),
            ("0", "zero"),
            (".25", "0.25"),
        ] {
            assert!(same(left, right), "{left} = {right}: {:?} {:?}", value(left), value(right));
        }
    }

    #[test]
    fn another_number() {
        for (left, right) in [
            ("£1.50", "£150"),
            ("12", "12th"),
            ("26", "26%"),
            ("£26", "26"),
            ("1,234", "1.234"),
            ("14", "41"),
            ("forty", "fourteen"),
            ("7.5", "75"),
            ("10", "100"),
            ("7.05", "7.5"),
            ("2.10", "2.1"),
            ("£7.05", "£7.5"),
            (".5", "5"),
            ("123456789012345678", "123456789012345679"),
        ] {
            assert!(value(left).is_some() && value(right).is_some(), "{left}, {right}");
            assert!(!same(left, right), "{left} is not {right}");
        }
    }

    #[test]
    fn no_plain_number() {
        for text in [
            "0141",
            "3/39",
            "1.2.3",
            "12,34",
            "9:30",
            "1,2345",
            "forty-ten",
            "second-hand",
            "123456789012345678901",
            "1234567890123456789",
            "5 per week",
            "twenty zero",
            "twenty -one",
            "twenty- one",
            "twenty/one",
        ] {
            assert_eq!(value(text), None, "{text}");
        }
    }

    #[test]
    fn no_one_is_nobody() {
        let at = |text: &str, at: usize| {
            let mut tokens = Vec::new();
            tokenise(text, Span::new(0, text.len()), &[], &mut tokens);
            number_at(Words::new(text, &tokens), at).is_some()
        };
        assert!(!at("No one owned up", 1));
        assert!(!at("no-one owned up", 2));
        assert!(at("for one month", 1));
        assert!(at("- one man", 1));
        assert!(!at("a second later", 1));
        assert!(!at("30 second rule", 1));
        assert!(at("the second visit", 1));
    }
}
