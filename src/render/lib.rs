//! Briefs, deltas, histories and condensed CIPs as text to read: plain for a terminal, Markdown for everywhere else.
//!
//! Takes domain values, gives strings; pages in HTML are made by `web` from the same values. The same values
//! give the same bytes. Words of ours are the same in every form: they stand in [`phrases`].

pub mod condensed_phrases;
pub mod groups;
pub mod phrases;

mod brief_markdown;
mod brief_text;
mod changes;
mod checks;
mod condensed_markdown;
mod delta_markdown;
mod delta_text;
mod escape;
mod excuses;
mod hands;
mod history_findings;
mod history_text;
mod ink;
mod pages;

pub use brief_markdown::brief_markdown;
pub use brief_text::brief_text;
pub use checks::checks;
pub use condensed_markdown::condensed_markdown;
pub use delta_markdown::delta_markdown;
pub use delta_text::delta_text;
pub use excuses::excuses;
pub use history_text::history_text;
pub use ink::Style;
