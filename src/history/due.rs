//! The day by which something is to be done.

use jiff::civil::Date;

use crate::text::{Token, dates};

/// The last of the days that these tokens name. A month's end where only the month is named; without a year the first
/// such day or month from `written` on, and none where that is not known.
pub(super) fn last(source: &str, tokens: &[Token], written: Option<Date>) -> Option<Date> {
    dates::find(source, tokens).into_iter().filter_map(|(_, value)| value.last_day_from(written)).max()
}
