//! The versions of one person, as the commands `brief` and `history` take them.

use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::Args;
use jiff::civil::Date;

use super::files;
use super::usage::wrong;
use cip_engine::brief::plan_date;
use cip_engine::document::Document;
use cip_service::app::iso_date;

/// Files and dates, oldest first.
#[derive(Debug, Args)]
pub(super) struct VersionOptions {
    /// The versions, oldest first: Markdown, plain text, web pages or Word documents.
    #[arg(required = true, value_name = "VERSION")]
    versions: Vec<PathBuf>,
    /// The date of a version, like 2024-03-14; once for each version. Without it the version's own header is asked.
    #[arg(long, value_name = "DATE", value_parser = iso_date)]
    as_of: Vec<Date>,
}

/// What was read, oldest first.
pub(super) struct Versions<'a> {
    pub(super) paths: &'a [PathBuf],
    pub(super) documents: Vec<Document>,
    pub(super) dates: Vec<Option<Date>>,
}

impl VersionOptions {
    /// Reads the versions; their dates must not contradict their order.
    pub(super) fn read(&self) -> Result<Versions<'_>> {
        let paths = &self.versions;
        if !self.as_of.is_empty() && self.as_of.len() != paths.len() {
            return wrong(format!(
                "give --as-of once for each version: there are {} versions and {} dates",
                paths.len(),
                self.as_of.len()
            ));
        }
        let documents = files::read_all(paths)?;
        let dates = self.dates(&documents);
        check_order(paths, &dates)?;
        Ok(Versions { paths, documents, dates })
    }

    /// The dates given, else those of the versions' own headers.
    fn dates(&self, documents: &[Document]) -> Vec<Option<Date>> {
        if self.as_of.is_empty() {
            documents.iter().map(plan_date).collect()
        } else {
            self.as_of.iter().copied().map(Some).collect()
        }
    }
}

impl Versions<'_> {
    /// Says which versions have no date.
    pub(super) fn warn_of_missing_dates(&self) {
        for (path, _) in self.paths.iter().zip(&self.dates).filter(|(_, date)| date.is_none()) {
            let path = path.display();
            eprintln!("cip-brief: {path} has no date; what needs one is left out (--as-of gives it)");
        }
    }
}

/// Dates that contradict the order would make a page that has the story backwards.
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
