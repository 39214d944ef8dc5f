//! The form of what a command writes.

use clap::ValueEnum;

/// The form of what is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For a terminal.
    Text,
    /// The versioned JSON document.
    Json,
    /// Markdown.
    Markdown,
    /// A self-contained page.
    Html,
}
