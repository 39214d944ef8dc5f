//! `cip-brief read FILE`

use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, ValueEnum};

use super::{files, output};
use cip_wire::reading::ReadingDocument;

/// Prints what a document reads as: the text that all else is worked out from.
///
/// Takes Markdown, plain text, web pages and Word documents, told apart by their bytes, then by their names.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// The document.
    file: PathBuf,
    /// The form of the output.
    #[arg(long, value_enum, default_value_t = ReadingFormat::Text)]
    format: ReadingFormat,
}

/// The form of a reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ReadingFormat {
    /// The text alone.
    Text,
    /// The versioned JSON document: the text, where its parts stood, what was set aside, and notes.
    Json,
}

/// Reads a file.
pub(super) fn read(options: &Options) -> Result<()> {
    let reading = files::reading(&options.file)?;
    match options.format {
        ReadingFormat::Text => output::write(&reading.text),
        ReadingFormat::Json => output::write(&serde_json::to_string(&ReadingDocument::new(&reading))?),
    }
}
