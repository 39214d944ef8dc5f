//! Words of ours that stand inside an item's text.

use jiff::civil::Date;

/// A date where many stand: "03/05/2021", day first.
pub(super) fn day(date: Date) -> String {
    date.strftime("%d/%m/%Y").to_string()
}
