//! Times of day in all British spellings.
//!
//! Takes tokens, gives [`TimeValue`]s, so that "9.30 a.m.", "0930 hrs" and "09:30" can be known for the same
//! minute. "9:30" alone is not: it may be morning or evening.

use std::ops::Range;

use super::{Token, Words};
use crate::lexicon;

/// What a time of day in a text says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TimeValue {
    minutes: u16,
    whole: bool,
}

impl TimeValue {
    /// Minutes since midnight.
    pub fn minutes(self) -> u16 {
        self.minutes
    }

    /// Whether it names one minute of the day. Only such times may be taken for the same in another spelling.
    pub fn is_whole(self) -> bool {
        self.whole
    }
}

/// Finds the times among `tokens`, each with the range of its tokens, in order.
pub fn find(source: &str, tokens: &[Token]) -> Vec<(Range<usize>, TimeValue)> {
    let words = Words::new(source, tokens);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if let Some((end, value)) = time_at(words, at) {
            found.push((at..end, value));
            at = end;
        } else {
            at += 1;
        }
    }
    found
}

/// Reads the time that begins at this token, and where it ends.
pub fn time_at(words: Words<'_>, at: usize) -> Option<(usize, TimeValue)> {
    if words.is_in(at, &lexicon::NOON) {
        return Some((at + 1, TimeValue { minutes: 12 * 60, whole: true }));
    }
    if !words.is_number(at) {
        return None;
    }
    let clock = Clock::read(words.text(at))?;
    let next = at + 1;
    if words.is(next, "noon") && clock.hour == 12 && clock.minute == 0 {
        return Some((next + 1, clock.value(12)));
    }
    if let Some((end, is_afternoon)) = half_of_day(words, next) {
        return clock.in_half(is_afternoon).map(|value| (end, value));
    }
    let written_out = matches!(clock.form, Form::Four | Form::Colon | Form::Dot);
    if written_out && words.is_in(next, &lexicon::HOURS) {
        return Some((next + 1, clock.value(clock.hour)));
    }
    (clock.form == Form::Colon).then(|| (next, clock.alone()))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// "9"
    Hour,
    /// "9.30"
    Dot,
    /// "9:30"
    Colon,
    /// "0930"
    Four,
}

struct Clock {
    hour: u16,
    minute: u16,
    form: Form,
    /// Whether the hour opens with a 0, as only the 24-hour clock writes "09".
    padded: bool,
}

impl Clock {
    fn read(text: &str) -> Option<Self> {
        let (hour, minute, form) = match text.split_once([':', '.']) {
            Some((hour, minute)) => (hour, minute, if text.contains(':') { Form::Colon } else { Form::Dot }),
            None if text.len() == 4 => (&text[..2], &text[2..], Form::Four),
            None => (text, "00", Form::Hour),
        };
        let valid = |text: &str| text.len() <= 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        if !valid(hour) || !valid(minute) || minute.len() != 2 {
            return None;
        }
        let clock = Self {
            hour: hour.parse().ok()?,
            minute: minute.parse().ok()?,
            form,
            padded: hour.starts_with('0'),
        };
        (clock.hour < 24 && clock.minute < 60).then_some(clock)
    }

    fn value(&self, hour: u16) -> TimeValue {
        TimeValue { minutes: hour * 60 + self.minute, whole: true }
    }

    /// With "am" or "pm", which the 24-hour clock has no use for: "17:30 pm" is left as it stands.
    fn in_half(&self, is_afternoon: bool) -> Option<TimeValue> {
        let hour = self.hour % 12 + if is_afternoon { 12 } else { 0 };
        (1..=12).contains(&self.hour).then(|| self.value(hour))
    }

    fn alone(&self) -> TimeValue {
        TimeValue { minutes: self.hour * 60 + self.minute, whole: self.padded || self.hour > 12 }
    }
}

/// "am", "p.m." and the like: whether it is the afternoon, and where the marks end. A full stop that ends the
/// sentence too is left to it.
fn half_of_day(words: Words<'_>, at: usize) -> Option<(usize, bool)> {
    if words.is_in(at, &lexicon::HALVES_OF_A_DAY) {
        return Some((at + 1, words.is(at, "pm")));
    }
    let letters = (words.is(at, "a") || words.is(at, "p")) && words.is(at + 2, "m");
    if !letters || !words.is_sign(at + 1, ".") || !words.is_glued(at + 1) || !words.is_glued(at + 2) {
        return None;
    }
    let stop = words.is_sign(at + 3, ".") && words.is_glued(at + 3) && at + 4 < words.len();
    Some((at + 3 + usize::from(stop), words.is(at, "p")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Span, tokenise};

    fn found(text: &str) -> Vec<(String, TimeValue)> {
        let mut tokens = Vec::new();
        tokenise(text, Span::new(0, text.len()), &[], &mut tokens);
        let cover = |range: Range<usize>| tokens[range.start].span.cover(tokens[range.end - 1].span);
        find(text, &tokens)
            .into_iter()
            .map(|(range, value)| (cover(range).of(text).to_owned(), value))
            .collect()
    }

    fn only(text: &str) -> TimeValue {
        let found = found(text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        found[0].1
    }

    #[test]
    fn every_spelling_of_one_minute_is_that_minute() {
        for text in
            ["9.30 a.m. to", "9.30 a.m.", "0930 hrs", "09:30", "9:30am", "9:30 AM", "9.30am", "0930hrs"]
        {
            assert_eq!(only(text), TimeValue { minutes: 570, whole: true }, "{text}");
        }
        for text in ["1.40 pm", "13:40", "1340 hrs", "01:40pm", "1.40 p.m. and", "13.40 hrs"] {
            assert_eq!(only(text).minutes(), 820, "{text}");
        }
        assert_eq!(only("9 am"), only("09:00"));
        assert_eq!(only("12 noon"), only("12.00 hrs"));
        assert_eq!(only("12.15 am"), only("00:15"));
        assert_eq!(only("noon"), only("12.00 hrs"));
        assert_eq!(found("at 12 noon")[0].0, "12 noon");
    }

    #[test]
    fn ten_to_twelve_may_be_night() {
        for text in ["10:30", "11:35", "12:15"] {
            assert!(!only(text).is_whole(), "{text}");
        }
    }

    #[test]
    fn half_past_nine_may_be_evening() {
        assert!(!only("9:30").is_whole());
        assert_ne!(only("9:30"), only("09:30"));
        assert_ne!(only("9:30 pm"), only("09:30"));
    }

    #[test]
    fn the_last_stop_is_the_sentences() {
        assert_eq!(found("at 9.30 a.m.")[0].0, "9.30 a.m");
        assert_eq!(found("at 9.30 a.m. on")[0].0, "9.30 a.m.");
        assert_eq!(found("at 9.30 a.m, on")[0].0, "9.30 a.m");
    }

    #[test]
    fn what_only_looks_like_a_time_is_none() {
        for text in [
            "9.30", "0930", "25:10", "12:75", "5 hours", "17:30pm", "score 14", "3.45 mg", "I am", "24:00",
            "12:60", "012:30", "9:5", "9 a.b", "9 a,m", "9 a. m",
        ] {
            assert!(found(text).is_empty(), "{text}");
        }
    }
}
