//! The words that printed records use for their own parts: labels, heads of columns, markings.
//!
//! Each list is closed and small: it says what a line is for, never what it means for a person.

/// Words before the number of a page.
pub(super) const PAGE: &[&str] = &["page", "pages", "pg", "sheet", "screen", "p"];
/// Words of a line that says when and by whom a text was printed.
pub(super) const PRINT: &[&str] = &["print", "printed", "run", "downloaded", "exported", "generated"];
/// Words of protective markings.
#[rustfmt::skip]
pub(super) const MARKINGS: &[&str] = &[
    "official", "sensitive", "personal", "restricted", "confidential", "protect", "protected", "protectively",
    "marked", "staff",
];
/// Words that say that a part goes on from the page before.
pub(super) const CONTINUED: &[&str] = &["continued", "cont", "cont'd", "contd", "continues"];
