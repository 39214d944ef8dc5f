//! `cip-brief brief VERSION...`

use std::borrow::Cow;

use anyhow::Result;
use clap::Args;
use jiff::civil::Date;

use super::format::one_of;
use super::output;
use super::traced::TraceOptions;
use super::usage::wrong;
use super::versions::Versions;
use cip_engine::brief::{self, Agency, Brief, Known, Traced};
use cip_engine::delta::compare;
use cip_engine::history::{History, Input};
use cip_service::app::{BRIEF_WORDS, agency, iso_date};
use cip_service::forms::{self, Format};
use cip_service::web::{self, Place};

/// Says on a page what changed between versions of one person's plan.
///
/// Compares the last version with the last but one, or with the newest dated on or before --since.
#[derive(Debug, Args)]
pub(super) struct Options {
    #[command(flatten)]
    texts: TraceOptions,
    /// Show changes since this day.
    #[arg(long, value_name = "DATE", value_parser = iso_date)]
    since: Option<Date>,
    /// How long it is to be, in words: new entries are shortened to keep to it, changes and risk never.
    #[arg(long, value_name = "N", default_value_t = BRIEF_WORDS, value_parser = clap::value_parser!(u32).range(1..))]
    words: u32,
    /// Put an agency's own needs and actions first: "Health", "nurse".
    #[arg(long, value_name = "NAME", value_parser = agency)]
    agency: Option<Agency>,
    /// The form of the output.
    #[arg(long, value_name = "FORMAT", default_value = "text", value_parser = one_of(&Format::WRITTEN))]
    format: Format,
}

/// Composes a brief from files.
pub(super) fn brief(options: &Options) -> Result<()> {
    let texts = options.texts.read()?;
    let baseline = baseline(options, &texts.versions)?;
    let text = texts.trace(baseline, |input, history| {
        write(options.format, &compose(options, input, history, baseline))
    })?;
    output::write(&text)
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

fn compose(options: &Options, input: &Input<'_>, history: &History, baseline: Option<usize>) -> Brief {
    let current = input.versions.len() - 1;
    let delta = baseline.map(|baseline| match input.deltas.get(baseline) {
        Some(delta) if baseline + 1 == current => Cow::Borrowed(*delta),
        _ => Cow::Owned(compare(input.versions[baseline].document, input.versions[current].document)),
    });
    brief::compose(&brief::Input {
        person: None,
        baseline: baseline.map(|baseline| input.versions[baseline].clone()),
        current: input.versions[current].clone(),
        delta: delta.as_deref(),
        traced: Some(Traced { input, history }),
        last_conference: None,
        next_conference: None,
        known: Known::default(),
        agency: options.agency,
        words: options.words,
    })
}

fn write(format: Format, brief: &Brief) -> Result<String> {
    Ok(forms::brief(brief, format, output::style(), || web::brief_page(brief, None, &Place::File))?)
}
