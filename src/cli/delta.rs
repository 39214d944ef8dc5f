//! `cip-brief delta OLD NEW`

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;

use super::format::one_of;
use super::{files, output};
use cip_engine::brief::{Version, plan_date};
use cip_engine::delta::{Delta, compare};
use cip_engine::document::Document;
use cip_service::forms::{self, Format};
use cip_service::web::{self, Pair, Place, Question};

/// Lists every unit of two versions, paired and classed.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// The earlier version: Markdown, plain text, a web page or a Word document.
    old: PathBuf,
    /// The later version.
    new: PathBuf,
    /// The form of the output.
    #[arg(long, value_name = "FORMAT", default_value = "text", value_parser = one_of(&Format::WRITTEN))]
    format: Format,
}

/// Compares two files.
pub(super) fn delta(options: &Options) -> Result<()> {
    let documents = files::read_all(&[options.old.clone(), options.new.clone()])?;
    let (before, after) = (&documents[0], &documents[1]);
    let delta = compare(before, after);
    let page = || page(before, after, &delta);
    output::write(&forms::delta((before, after, &delta), options.format, output::style(), page)?)
}

fn page(before: &Document, after: &Document, delta: &Delta) -> String {
    let version = |number, document| Version { number, as_of: plan_date(document), document };
    let pair =
        Pair { before: &version(1, before), after: &version(2, after), delta, since: &[], person: None };
    web::delta_page(&pair, &Question::default(), &Place::File)
}
