//! `cip-brief audit`

use std::io::Write;

use anyhow::{Context, Result, bail};
use clap::{Args, Subcommand};

use super::{output, serve};
use cip_service::app::{App, Caller, exported};
use cip_store::Anchor;

/// Verifies or exports the record of looks: who has seen what, when and why.
#[derive(Debug, Args)]
pub(super) struct Options {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Says whether the record holds from its first row to its last: whether a row was altered, removed, put in or moved.
    ///
    /// Note the last row somewhere else each time, and give it again the next: then nobody who can write the database can
    /// make the record anew unseen. Exit status 1 where it does not hold.
    Verify {
        /// A row as it was noted.
        #[arg(long, value_name = "NUMBER:HASH")]
        noted: Vec<Anchor>,
        #[command(flatten)]
        database: serve::Database,
    },
    /// Writes the record as JSON, a row a line, in the shape that justice services emit.
    Export {
        /// Only rows after the one of this number.
        #[arg(long, value_name = "NUMBER", default_value_t = 0)]
        after: u64,
        #[command(flatten)]
        database: serve::Database,
    },
}

/// Does what the arguments say. Both are recorded themselves, first.
pub(super) fn audit(options: &Options) -> Result<()> {
    let (Command::Verify { database, .. } | Command::Export { database, .. }) = &options.command;
    let database = &database.database;
    let done = async {
        let app = App::new(cip_store::open_begun(database).await?);
        let done = match &options.command {
            Command::Verify { noted, .. } => verify(&app, noted).await,
            Command::Export { after, .. } => export(&app, *after).await,
        };
        app.close().await;
        done
    };
    serve::runtime()?.block_on(done).with_context(|| cip_store::shown(database).to_owned())
}

async fn verify(app: &App, noted: &[Anchor]) -> Result<()> {
    let verified = app.verify_record(&Caller::command(), noted).await?;
    if let Some(broken) = verified.broken {
        bail!("the record of looks does not hold: {broken}; the last row that holds is {}", verified.last);
    }
    output::write(&format!("The record of looks holds. Its last row is {}\n", verified.last))
}

async fn export(app: &App, after: u64) -> Result<()> {
    let mut export = app.export_record(&Caller::command(), after).await?;
    let mut out = std::io::stdout().lock();
    loop {
        let rows = export.next().await?;
        if rows.is_empty() {
            return Ok(out.flush()?);
        }
        for row in &rows {
            out.write_all(exported(row).as_bytes())?;
        }
    }
}
