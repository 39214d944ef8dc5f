//! Words of ours that stand inside an item's text.

use jiff::civil::Date;

/// A date as people write it: "3 May 2021".
pub(super) fn day(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}
