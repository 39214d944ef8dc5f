//! `cip-brief brief VERSION...`

use anyhow::Result;
use clap::Args;
use jiff::civil::Date;

use super::versions::{VersionOptions, Versions, wrong};
use super::{Format, output};
use crate::app::{BRIEF_WORDS, iso_date};
use crate::brief::{self, Brief};
use crate::delta::compare;
use crate::render;
use crate::web::{self, Place};
use crate::wire::brief::BriefDocument;

/// Tells on a page what changed between versions of one person's plan.
///
/// Compares the last version with the last but one, or with the newest dated on or before --since.
#[derive(Debug, Args)]
pub(super) struct Options {
    #[command(flatten)]
    versions: VersionOptions,
    /// Tell changes since this day.
    #[arg(long, value_name = "DATE", value_parser = iso_date)]
    since: Option<Date>,
    /// How many words new entries may take; changes and risk are never shortened.
    #[arg(long, value_name = "N", default_value_t = BRIEF_WORDS as u32, value_parser = clap::value_parser!(u32).range(1..))]
    words: u32,
    /// The form of the output.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// Composes a brief from files.
pub(super) fn brief(options: &Options) -> Result<()> {
    let versions = options.versions.read()?;
    let baseline = baseline(options, &versions)?;
    versions.warn_of_missing_dates();
    output::write(&write(options.format, &compose(options, &versions, baseline))?)
}

/// Index of the version to compare with: the newest dated on or before `--since`, else the last but one.
fn baseline(options: &Options, versions: &Versions<'_>) -> Result<Option<usize>> {
    let dates = &versions.dates;
    let Some(since) = options.since else { return Ok(dates.len().checked_sub(2)) };
    if let Some(undated) = dates.iter().position(Option::is_none) {
        let name = versions.paths[undated].display();
        return wrong(format!("--since needs the date of every version, and {name} has none; give --as-of"));
    }
    match dates.iter().rposition(|date| *date <= Some(since)) {
        Some(index) => Ok(Some(index)),
        None => wrong(format!("no version is dated on or before {since}")),
    }
}

fn compose(options: &Options, versions: &Versions<'_>, baseline: Option<usize>) -> Brief {
    let Versions { documents, dates, .. } = versions;
    let version = |index: usize| brief::Version {
        number: index as u32 + 1,
        as_of: dates[index],
        document: &documents[index],
    };
    let current = documents.len() - 1;
    let delta = baseline.map(|baseline| compare(&documents[baseline], &documents[current]));
    brief::compose(&brief::Input {
        person: None,
        baseline: baseline.map(version),
        current: version(current),
        delta: delta.as_ref(),
        last_conference: None,
        next_conference: None,
        words: options.words as usize,
    })
}

fn write(format: Format, brief: &Brief) -> Result<String> {
    Ok(match format {
        Format::Text => render::brief_text(brief, output::style()),
        Format::Json => serde_json::to_string(&BriefDocument::new(brief))?,
        Format::Markdown => render::brief_markdown(brief),
        Format::Html => web::brief_page(brief, &Place::File),
    })
}
