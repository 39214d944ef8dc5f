//! Versions and reports from files, traced: what `brief`, `history` and `condense` start from.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use rayon::prelude::*;

use super::files;
use super::versions::{VersionOptions, Versions};
use cip_engine::delta::{Delta, compare};
use cip_engine::document::Document;
use cip_engine::history::{self, History, Input, Source, Version};

/// Versions of one person and the reports about them.
#[derive(Debug, Args)]
pub(super) struct TraceOptions {
    #[command(flatten)]
    versions: VersionOptions,
    /// A report from which text may have been copied; any number of them.
    #[arg(long, value_name = "REPORT")]
    source: Vec<PathBuf>,
}

/// What was read.
pub(super) struct Texts<'a> {
    pub(super) versions: Versions<'a>,
    reports: Vec<Document>,
}

impl TraceOptions {
    /// Reads the files.
    pub(super) fn read(&self) -> Result<Texts<'_>> {
        Ok(Texts { versions: self.versions.read()?, reports: files::read_all(&self.source)? })
    }

    /// Reads the files and gives what they say to `then`, with the history of the last version.
    pub(super) fn trace<T>(&self, then: impl FnOnce(&Input<'_>, &History) -> Result<T>) -> Result<T> {
        let texts = self.read()?;
        let last_but_one = texts.versions.documents.len().checked_sub(2);
        texts.trace(last_but_one, then)
    }
}

impl Texts<'_> {
    /// Gives what the files say to `then`, with the history of the last version; its news is what came after the
    /// baseline, a place among the versions.
    pub(super) fn trace<T>(
        &self,
        baseline: Option<usize>,
        then: impl FnOnce(&Input<'_>, &History) -> Result<T>,
    ) -> Result<T> {
        let Self { versions, reports } = self;
        versions.warn_of_missing_dates();
        let deltas = neighbours(versions);
        let input = Input {
            versions: &(1..)
                .zip(versions.documents.iter().zip(&versions.dates))
                .map(|(number, (document, as_of))| Version { number, as_of: *as_of, document })
                .collect::<Vec<_>>(),
            deltas: &deltas.iter().collect::<Vec<_>>(),
            baseline: baseline.map(|baseline| baseline as u32),
            sources: &(1..)
                .zip(reports)
                .map(|(number, document)| Source { number, kind: None, date: None, document })
                .collect::<Vec<_>>(),
        };
        then(&input, &history::trace(&input))
    }
}

/// From each version to the next.
fn neighbours(versions: &Versions<'_>) -> Vec<Delta> {
    versions.documents.par_windows(2).map(|pair| compare(&pair[0], &pair[1])).collect()
}
