//! `cip-brief backup`

use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Args;
use jiff::Timestamp;

use super::{output, serve};
use cip_service::app::Happened;

/// Copies the database into a new file, as of one moment, while the service goes on.
///
/// To restore: stop the service, put the copy in the database's place, remove the files beside it whose names end in
/// -wal and -shm, start the service.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// The file to write; it must not exist.
    file: PathBuf,
    #[command(flatten)]
    database: serve::Database,
}

pub(super) fn backup(options: &Options) -> Result<()> {
    let from = &options.database.database;
    let row = Happened::BackedUp.by_command(Timestamp::now());
    let copy = cip_store::backup(from, &options.file, &row);
    serve::runtime()?.block_on(copy).with_context(|| cip_store::shown(from).to_owned())?;
    output::write(&format!("{} holds all that {} held.\n", options.file.display(), cip_store::shown(from)))
}
