//! `cip-brief history VERSION...`

use anyhow::Result;
use clap::{Args, ValueEnum};

use super::output;
use super::traced::TraceOptions;
use cip_wire::history::HistoryDocument;

/// Says since when each passage of one person's plan has been there, what came back and what was not followed up.
#[derive(Debug, Args)]
pub(super) struct Options {
    #[command(flatten)]
    texts: TraceOptions,
    /// The form of the output.
    #[arg(long, value_enum, default_value_t = HistoryFormat::Text)]
    format: HistoryFormat,
}

/// The form of a history.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum HistoryFormat {
    /// The newest version with a margin, for a terminal.
    Text,
    /// The versioned JSON document.
    Json,
}

/// Traces the newest version through the files.
pub(super) fn history(options: &Options) -> Result<()> {
    let text = options.texts.trace(|input, history| {
        Ok(match options.format {
            HistoryFormat::Text => cip_render::history_text(input, history, output::style()),
            HistoryFormat::Json => serde_json::to_string(&HistoryDocument::new(input, history))?,
        })
    })?;
    output::write(&text)
}
