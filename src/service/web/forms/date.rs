//! A date as people write it into a field.

use jiff::civil::Date;

use crate::app::{iso_date, sentence};
use cip_engine::text::{Span, dates, tokenise};

/// Longest text that is read as a date.
const DATE_BYTES_MAX: usize = 40;

/// How to write one.
pub(super) const HINT: &str = "For example 13/11/2025 or 13 November 2025";

/// Reads a whole date: day first, or as 2025-11-13.
///
/// # Errors
///
/// A sentence that says how to write it.
pub(in crate::web) fn read(text: &str) -> Result<Date, String> {
    let text = text.trim();
    if text.is_empty() {
        return Err("Enter a date.".to_owned());
    }
    let date = written_out(text).map_or_else(|| iso_date(text), |date| iso_date(&date.to_string()));
    date.map_err(|error| match error {
        crate::app::InvalidDate::Spelling(_) => {
            "This is not a whole date; write day, month and year, like 13/11/2025.".to_owned()
        }
        other => sentence(&other.to_string()),
    })
}

/// The date that is all of the text.
fn written_out(text: &str) -> Option<Date> {
    if text.len() > DATE_BYTES_MAX {
        return None;
    }
    let mut tokens = Vec::new();
    tokenise(text, Span::new(0, text.len()), &[], &mut tokens);
    match dates::find(text, &tokens).as_slice() {
        [(range, value)] if *range == (0..tokens.len()) => value.date(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_write_a_day() {
        for text in ["2025-11-13", "13/11/2025", " 13.11.2025", "13 November 2025", "13th Nov 2025"] {
            assert_eq!(read(text).unwrap().to_string(), "2025-11-13", "{text}");
        }
    }

    #[test]
    fn what_is_no_day_is_refused_in_words() {
        assert_eq!(read(" "), Err("Enter a date.".to_owned()));
        for text in ["November 2025", "13 November", "31/02/2025", "13/11/2025 or later", "tomorrow"] {
            let said = read(text).unwrap_err();
            assert!(said.starts_with("This is not a whole date"), "{text}: {said}");
        }
        assert_eq!(read("2025-02-30"), Err("There is no such day as 2025-02-30.".to_owned()));
        assert_eq!(read("1825-11-13"), Err("1825-11-13 lies before 1900.".to_owned()));
        assert!(read(&"1".repeat(5000)).unwrap_err().len() < 200);
    }
}
