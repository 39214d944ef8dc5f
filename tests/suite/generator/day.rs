//! Dates, and the ways in which people spell them.
//!
//! Takes year, month and day, gives text; knows nothing of today.

/// A day, counted from 1 January 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Day(u32);

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// How a date is spelt; the first three say the same beyond doubt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spelling {
    /// 12 May 2024
    Long,
    /// 12th May 2024
    Ordinal,
    /// 12/05/2024
    Slashes,
    /// 12.05.24
    Points,
    /// 12 Sep 2024
    Short,
    /// May 2024
    Month,
}

impl Day {
    /// The day of this date.
    pub(crate) fn new(year: u32, month: u32, day: u32) -> Self {
        let years: u32 = (1970..year).map(year_days).sum();
        let months: u32 = (1..month).map(|month| month_days(year, month)).sum();
        Self(years + months + day - 1)
    }

    /// So many days later, or earlier where negative.
    pub(crate) fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add_signed(days))
    }

    /// Year, month and day.
    pub(crate) fn parts(self) -> (u32, u32, u32) {
        let (mut left, mut year, mut month) = (self.0, 1970, 1);
        while left >= year_days(year) {
            left -= year_days(year);
            year += 1;
        }
        while left >= month_days(year, month) {
            left -= month_days(year, month);
            month += 1;
        }
        (year, month, left + 1)
    }

    /// The date as ISO 8601 has it.
    pub(crate) fn iso(self) -> String {
        let (year, month, day) = self.parts();
        format!("{year}-{month:02}-{day:02}")
    }

    /// The date in one of its spellings.
    pub(crate) fn spelt(self, spelling: Spelling) -> String {
        let (year, month, day) = self.parts();
        let name = MONTHS[month as usize - 1];
        match spelling {
            Spelling::Long => format!("{day} {name} {year}"),
            Spelling::Ordinal => format!("{day}{} {name} {year}", ordinal(day)),
            Spelling::Slashes => format!("{day:02}/{month:02}/{year}"),
            Spelling::Points => format!("{day:02}.{month:02}.{:02}", year % 100),
            Spelling::Short => format!("{day} {} {year}", &name[..3]),
            Spelling::Month => format!("{name} {year}"),
        }
    }
}

fn year_days(year: u32) -> u32 {
    if is_leap(year) { 366 } else { 365 }
}

fn month_days(year: u32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap(year) => 29,
        2 => 28,
        _ => 31,
    }
}

fn is_leap(year: u32) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

fn ordinal(day: u32) -> &'static str {
    match day {
        1 | 21 | 31 => "st",
        2 | 22 => "nd",
        3 | 23 => "rd",
        _ => "th",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        let mut day = Day::new(2019, 12, 28);
        for _ in 0..2000 {
            let (year, month, date) = day.parts();
            assert_eq!(Day::new(year, month, date), day);
            day = day.plus(1);
        }
    }

    #[test]
    fn spellings() {
        let day = Day::new(2024, 2, 29).plus(1);
        assert_eq!(day.iso(), "2024-03-01");
        assert_eq!(day.spelt(Spelling::Ordinal), "1st March 2024");
        assert_eq!(day.spelt(Spelling::Slashes), "01/03/2024");
        assert_eq!(day.spelt(Spelling::Points), "01.03.24");
    }
}
