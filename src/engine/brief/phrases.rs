//! Words of ours that stand inside an item's text.

use jiff::civil::Date;

/// What is said of a line that is read with others further down: they may bear it out or not.
pub(super) const SEE_BELOW: &str = " (see below)";

/// A date where many stand: "03/05/2021", day first.
pub(super) fn day(date: Date) -> String {
    date.strftime("%d/%m/%Y").to_string()
}
