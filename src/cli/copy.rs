//! `cip-brief copy`

use anyhow::{Context, Result};
use clap::Args;
use jiff::Timestamp;

use super::{output, serve};
use cip_service::app::Happened;

/// Copies a whole store from one database to another, of whichever kind, and compares both by hash.
///
/// Nobody may write to either meanwhile: stop the service first. What is there already stays, so a copy that broke off is
/// run again and goes on.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// The database that holds the plans.
    #[arg(long, env = "CIP_BRIEF_COPY_FROM", value_name = "ADDRESS", hide_env_values = true)]
    from: String,
    /// The database that is to hold them; its tables are made if there are none.
    #[arg(long, env = "CIP_BRIEF_COPY_TO", value_name = "ADDRESS", hide_env_values = true)]
    to: String,
}

pub(super) fn copy(options: &Options) -> Result<()> {
    let row = Happened::Copied.by_command(Timestamp::now());
    let copy = cip_store::copy(&options.from, &options.to, &row);
    let copied = serve::runtime()?.block_on(copy).context("the store was not copied")?;
    let lines = copied.iter().map(|table| format!("{:>9}  {:<12} {}\n", table.rows, table.table, table.hash));
    output::write(&format!("Both hold the same, by rows and SHA-256:\n{}", lines.collect::<String>()))
}
