//! Days that are written without their year, as below a title that is nothing but the year, or a month of it.
//!
//! By itself such a day says less than a date; together with the title it names one day: "14/3" under "2024", "Thu 14" under
//! "MARCH 2024".

use jiff::civil::{Date, Weekday};

use super::calendar::{month, weekday};
use super::{after_ordinal, day_in_figures, full_year, is_joint, month_in_figures, year_after};
use crate::lexicon;
use crate::text::Words;

/// A year, or a month of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    year: i16,
    month: Option<i8>,
}

impl Period {
    /// The year and the month of a day.
    pub fn around(day: Date) -> Self {
        Self { year: day.year(), month: Some(day.month()) }
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.year
    }

    /// The last day of a month; none of a year alone.
    pub fn last_day(self) -> Option<Date> {
        Date::new(self.year, self.month?, 1).ok().map(Date::last_of_month)
    }

    /// What words say that name a year, or a month and its year, and nothing else: "2024", "Year: 2024", "MARCH 2024".
    pub fn of(words: Words<'_>) -> Option<Self> {
        let mut at = usize::from(words.is_in(0, &lexicon::LABELS_OF_PERIODS));
        at += usize::from(at > 0 && words.is_sign(at, ":"));
        let month = month(words.text(at));
        at += usize::from(month.is_some());
        at += usize::from(month.is_some() && words.is_sign(at, ","));
        let year = full_year(words.text(at))?;
        let end = at + 1 + usize::from(words.is_sign(at + 1, ":") || words.is_sign(at + 1, "."));
        (end == words.len()).then_some(Self { year, month })
    }
}

/// A day without its year, or without its month too; or a month without its year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayWithin {
    day: Option<i8>,
    month: Option<i8>,
    weekday: Option<Weekday>,
}

impl DayWithin {
    /// Reads the day that begins at this token, and where it ends: "14/3", "14 Mar", "Thu 14". A number alone is none, nor
    /// is a day that has its year.
    pub fn at(words: Words<'_>, at: usize) -> Option<(usize, Self)> {
        if let Some(month) = month(words.text(at)).filter(|_| !words.is_number(at + 1)) {
            return Some((at + 1, Self { day: None, month: Some(month), weekday: None }));
        }
        let named = weekday(words.text(at));
        let dotted = named.is_some() && (words.is_sign(at + 1, ".") || words.is_sign(at + 1, ","));
        let at = at + usize::from(named.is_some()) + usize::from(dotted);
        if !words.is_number(at) {
            return None;
        }
        if let Some((day, month)) = words.text(at).split_once('/') {
            let (day, month) = (day_in_figures(day)?, month_in_figures(month)?);
            return Some((at + 1, Self { day: Some(day), month: Some(month), weekday: named }));
        }
        let day = day_in_figures(words.text(at))?;
        let next = after_ordinal(words, at + 1);
        let joined = next + usize::from(words.is(next, "of") || is_joint(words, next));
        match month(words.text(joined)) {
            Some(month) => {
                let (_, year) = year_after(words, joined + 1);
                let own = Self { day: Some(day), month: Some(month), weekday: named };
                year.is_none().then_some((joined + 1, own))
            }
            None => named.map(|_| (next, Self { day: Some(day), month: None, weekday: named })),
        }
    }

    /// Whether it is a month and no day.
    pub fn is_month(self) -> bool {
        self.day.is_none()
    }

    /// Whether it names its day of the week.
    pub fn has_weekday(self) -> bool {
        self.weekday.is_some()
    }

    /// Its month, where it names one.
    pub fn month(self) -> Option<i8> {
        self.month
    }

    /// The day that it is in a period, the last of a month; none where it is in another month, or falls on another day of the week.
    pub fn of(self, period: Period) -> Option<Date> {
        let same = || self.month.zip(period.month).is_none_or(|(own, other)| own == other);
        let month = self.month.or(period.month).filter(|_| same())?;
        let Some(day) = self.day else {
            return Date::new(period.year, month, 1).ok().map(Date::last_of_month);
        };
        let date = Date::new(period.year, month, day).ok()?;
        self.weekday.is_none_or(|weekday| date.weekday() == weekday).then_some(date)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Span, tokenise};

    fn check(day: &str, title: &str) -> Option<String> {
        let tokens = |text: &str| {
            let mut tokens = Vec::new();
            tokenise(text, Span::new(0, text.len()), &[], &mut tokens);
            tokens
        };
        let (words, of) = (tokens(day), tokens(title));
        let (_, day) = DayWithin::at(Words::new(day, &words), 0)?;
        day.of(Period::of(Words::new(title, &of))?).map(|date| date.to_string())
    }

    #[test]
    fn days_below_their_year_or_month() {
        for (day, title, date) in [
            ("14/3", "2024", "2024-03-14"),
            ("14 Mar", "Year: 2024", "2024-03-14"),
            ("3rd of June", "2023", "2023-06-03"),
            ("Thu 14.", "MARCH 2024", "2024-03-14"),
            ("Thurs 14 March", "2024", "2024-03-14"),
            ("Oct", "2024", "2024-10-31"),
        ] {
            assert_eq!(check(day, title).as_deref(), Some(date), "{day} {title}");
        }
    }

    #[test]
    fn what_is_no_such_day() {
        for (day, title) in [
            ("14", "March 2024"),
            ("Fri 14", "March 2024"),
            ("14 April", "March 2024"),
            ("31/2", "2024"),
            ("14/3", "Plan of 2024"),
            ("14/3", "2024 and 2025"),
            ("14 March 2023", "2024"),
        ] {
            assert_eq!(check(day, title), None, "{day} {title}");
        }
    }
}
