//! `cip-brief history VERSION...`

use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, ValueEnum};
use rayon::prelude::*;

use super::versions::{VersionOptions, Versions};
use super::{files, output};
use crate::delta::{Delta, compare};
use crate::history::{self, Input, Source, Version};
use crate::render;
use crate::wire::history::HistoryDocument;

/// Tells since when each passage of one person's plan stands, what came back and what was not followed up.
#[derive(Debug, Args)]
pub(super) struct Options {
    #[command(flatten)]
    versions: VersionOptions,
    /// A report from which text may have been copied; any number of them.
    #[arg(long, value_name = "REPORT")]
    source: Vec<PathBuf>,
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
    let versions = options.versions.read()?;
    let reports = files::read_all(&options.source)?;
    versions.warn_of_missing_dates();
    let deltas = neighbours(&versions);
    let input = Input {
        versions: &(1..)
            .zip(versions.documents.iter().zip(&versions.dates))
            .map(|(number, (document, as_of))| Version { number, as_of: *as_of, document })
            .collect::<Vec<_>>(),
        deltas: &deltas.iter().collect::<Vec<_>>(),
        sources: &(1..)
            .zip(&reports)
            .map(|(number, document)| Source { number, kind: None, date: None, document })
            .collect::<Vec<_>>(),
    };
    let history = history::trace(&input);
    output::write(&match options.format {
        HistoryFormat::Text => render::history_text(&input, &history, output::style()),
        HistoryFormat::Json => serde_json::to_string(&HistoryDocument::new(&input, &history))?,
    })
}

/// From each version to the next.
fn neighbours(versions: &Versions<'_>) -> Vec<Delta> {
    versions.documents.par_windows(2).map(|pair| compare(&pair[0], &pair[1])).collect()
}
