//! `cip-brief brief VERSION...`

use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::Args;
use jiff::civil::Date;

use super::{Format, WrongUsage, files, output};
use crate::app::{BRIEF_WORDS, iso_date};
use crate::brief::{self, Brief, plan_date};
use crate::delta::compare;
use crate::document::Document;
use crate::render;
use crate::web::{self, Place};
use crate::wire::brief::BriefDocument;

/// Tells on a page what changed between versions of one person's plan.
///
/// Compares the last version with the last but one, or with the newest dated on or before --since.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// The versions, oldest first; Markdown or plain text.
    #[arg(required = true, value_name = "VERSION")]
    versions: Vec<PathBuf>,
    /// The date of a version, like 2024-03-14; once for each version. Without it the version's own header is asked.
    #[arg(long, value_name = "DATE", value_parser = iso_date)]
    as_of: Vec<Date>,
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
    let paths = &options.versions;
    if !options.as_of.is_empty() && options.as_of.len() != paths.len() {
        return wrong(format!(
            "give --as-of once for each version: there are {} versions and {} dates",
            paths.len(),
            options.as_of.len()
        ));
    }
    let documents = files::read_all(paths)?;
    let dates = dates(options, &documents);
    check_order(paths, &dates)?;
    let baseline = baseline(options, &dates)?;
    warn_of_missing(paths, &dates);
    output::write(&write(options.format, &compose(options, &documents, &dates, baseline))?)
}

/// The dates given, else those of the versions' own headers.
fn dates(options: &Options, documents: &[Document]) -> Vec<Option<Date>> {
    if options.as_of.is_empty() {
        documents.iter().map(plan_date).collect()
    } else {
        options.as_of.iter().copied().map(Some).collect()
    }
}

/// Dates that contradict the order would make a page that tells the story backwards.
fn check_order(paths: &[PathBuf], dates: &[Option<Date>]) -> Result<()> {
    let with_dates: Vec<(&Path, Date)> =
        paths.iter().zip(dates).filter_map(|(path, date)| Some((path.as_path(), (*date)?))).collect();
    match with_dates.windows(2).find(|pair| pair[0].1 > pair[1].1) {
        None => Ok(()),
        Some(pair) => wrong(format!(
            "versions are given oldest first, but {} is dated {} and {} after it {}",
            pair[0].0.display(),
            pair[0].1,
            pair[1].0.display(),
            pair[1].1
        )),
    }
}

/// Index of the version to compare with: the newest dated on or before `--since`, else the last but one.
fn baseline(options: &Options, dates: &[Option<Date>]) -> Result<Option<usize>> {
    let Some(since) = options.since else { return Ok(dates.len().checked_sub(2)) };
    if let Some(undated) = dates.iter().position(Option::is_none) {
        let name = options.versions[undated].display();
        return wrong(format!("--since needs the date of every version, and {name} has none; give --as-of"));
    }
    match dates.iter().rposition(|date| *date <= Some(since)) {
        Some(index) => Ok(Some(index)),
        None => wrong(format!("no version is dated on or before {since}")),
    }
}

fn warn_of_missing(paths: &[PathBuf], dates: &[Option<Date>]) {
    for (path, _) in paths.iter().zip(dates).filter(|(_, date)| date.is_none()) {
        eprintln!("cip-brief: {} has no date; what needs one is left out (--as-of gives it)", path.display());
    }
}

fn compose(
    options: &Options,
    documents: &[Document],
    dates: &[Option<Date>],
    baseline: Option<usize>,
) -> Brief {
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

fn wrong<T>(message: String) -> Result<T> {
    Err(WrongUsage(message).into())
}
