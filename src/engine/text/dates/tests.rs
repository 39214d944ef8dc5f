//! Dates in every spelling, and what only looks like one.

use super::*;
use crate::text::{Span, tokenise};

fn found(text: &str) -> Vec<(String, DateValue)> {
    let mut tokens = Vec::new();
    tokenise(text, Span::new(0, text.len()), &[], &mut tokens);
    let cover = |range: Range<usize>| tokens[range.start].span.cover(tokens[range.end - 1].span);
    find(text, &tokens).into_iter().map(|(range, value)| (cover(range).of(text).to_owned(), value)).collect()
}

fn only(text: &str) -> DateValue {
    let found = found(text);
    assert_eq!(found.len(), 1, "{text}: {found:?}");
    assert_eq!(found[0].0, text);
    found[0].1
}

#[test]
fn every_spelling_of_one_day_is_that_day() {
    let spellings = [
        "12 May 2024",
        "12th May 2024",
        "12th May '24",
        "12 May ’24",
        "12/05/2024",
        "12/5/24",
        "12.05.24",
        "12.5.2024",
        "12-05-2024",
        "2024-05-12",
        "12-May-2024",
        "12-May-24",
        "Sun 12 May 2024",
        "Sunday, 12 May 2024",
        "Sunday the 12th of May 2024",
        "12th of May, 2024",
        "May 12, 2024",
        "12 MAY 2024",
        "12 may 2024",
        "12 May 24",
        "12MAY24",
        "12May2024",
        "twelfth of May 2024",
        "Twelfth day of May, 2024",
        "Sunday, the twelfth of May 2024",
    ];
    for spelling in spellings {
        assert_eq!(only(spelling).date(), Date::new(2024, 5, 12).ok(), "{spelling}");
        assert!(only(spelling).is_whole());
        assert_eq!(only(spelling), only("12 May 2024"));
    }
    assert_eq!(only("12 Jan 2024"), only("12 January 2024"));
    assert_eq!(only("12 May '86").date(), Date::new(1986, 5, 12).ok());
}

#[test]
fn places_that_are_no_days() {
    assert_eq!(only("twenty-second of May 2024").date(), Date::new(2024, 5, 22).ok());
    for text in ["the second of May", "his second May", "the third of those", "the thirty-second of May 2024"]
    {
        assert!(found(text).iter().all(|(_, value)| !value.is_complete()), "{text}");
    }
}

#[test]
fn every_spelling_of_one_month_is_that_month() {
    for spelling in ["May 2024", "05/2024", "5/2024", "May '24", "may 2024", "May-2024"] {
        assert_eq!(only(spelling), only("May 2024"), "{spelling}");
        assert_eq!(only(spelling).last_day(), Date::new(2024, 5, 31).ok());
    }
    assert_ne!(only("May 2024"), only("12 May 2024"));
    assert_eq!(only("Sept 2019").last_day(), Date::new(2019, 9, 30).ok());
}

#[test]
fn a_date_without_a_year_takes_the_next_one() {
    let check = |text, written: &str| {
        only(text).last_day_from(written.parse().ok()).map(|day| day.to_string()).unwrap()
    };
    assert_eq!(check("12 May", "2024-03-01"), "2024-05-12");
    assert_eq!(check("January", "2023-12-03"), "2024-01-31");
    assert_eq!(check("12 May 2020", "2024-03-01"), "2020-05-12");
    assert_eq!(only("12 May").last_day_from(None), None);
}

#[test]
fn the_day_comes_first() {
    assert_ne!(only("12/05/24"), only("05/12/24"));
    assert!(found("12/25/24").is_empty());
    assert!(found("31/02/2024").is_empty());
}

#[test]
fn a_date_without_a_year_is_not_whole() {
    assert!(!only("12 May").is_whole());
    assert_ne!(only("12 May"), only("12 May 2024"));
    assert_eq!(only("12 May"), only("12th May"));
    assert!(!only("Mon 12 May").is_whole());
    assert!(only("12 May 2024").is_complete());
    assert!(!only("12 May").is_complete() && !only("May 2024").is_complete());
}

#[test]
fn a_weekday_that_is_wrong_makes_another_date() {
    assert!(!only("Mon 12 May 2024").is_whole());
    assert_ne!(only("Mon 12 May 2024"), only("12 May 2024"));
    assert_eq!(only("Mon 12 May 2024").date(), Date::new(2024, 5, 12).ok());
}

#[test]
fn what_only_looks_like_a_date_is_none() {
    for text in [
        "of the 12 may attend",
        "£12.05.24",
        "cell 3/39",
        "9.30",
        "1.2.3",
        "He may go",
        "Marched 4 miles",
        "12 -05-2024",
        "12-05- 2024",
        "12+05+2024",
        "05.2024",
        "- May he go",
    ] {
        assert!(found(text).is_empty(), "{text}: {:?}", found(text));
    }
    assert_eq!(found("on 12 May 1930 hrs")[0].0, "12 May");
    assert_eq!(found("on 12 May 24 men left")[0].0, "12 May");
    assert_eq!(found("on 12 May 24 at 14:30")[0].0, "12 May 24");
    assert_eq!(found("on 12 May 24 in the hall left")[0].0, "12 May");
    assert_eq!(found("on 12-May-24 men left")[0].0, "12-May-24");
    assert_eq!(found("on 12/May/2024 he left")[0].0, "12/May/2024");
    for (text, date) in [
        ("12 - May 2024", "May 2024"),
        ("on the 12, May 2024", "May 2024"),
        ("012 May 2024", "May 2024"),
        ("12 st May 2024", "May 2024"),
        ("12 May - 24", "12 May"),
        ("12 May, 24", "12 May"),
        ("12 May 24% of it", "12 May"),
        ("12 May - 2024", "12 May"),
        ("12 May ' 24", "12 May"),
        ("12 May 45", "12 May"),
        ("mo 12 May 2024", "12 May 2024"),
    ] {
        assert_eq!(found(text)[0].0, date, "{text}");
    }
    let text = "su 12 May 2024";
    let mut tokens = Vec::new();
    tokenise(text, Span::new(0, text.len()), &[], &mut tokens);
    assert_eq!(date_at(Words::new(text, &tokens), 0), None, "two letters are no day of the week");
}

#[test]
fn a_month_alone_needs_to_be_one() {
    assert_eq!(found("seen in May and since October")[0].0, "May");
    assert_eq!(found("seen in May and since October").len(), 2);
    assert!(found("May he go? March on.").is_empty());
    assert_eq!(found("mid-May")[0].0, "May");
}
