//! `cip-brief sessions`

use anyhow::{Context, Result};
use clap::{Args, Subcommand};

use super::{output, serve};
use cip_service::app::{App, Caller};

/// Ends sessions of people who signed in, while the service goes on.
#[derive(Debug, Args)]
pub(super) struct Options {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Ends all sessions of somebody, or everybody's: from their next request on they have to sign in again.
    ///
    /// Shut somebody out at the identity provider first, or they sign in again. It is a row of the record of looks.
    End {
        /// Whose, as the record of looks names them.
        #[arg(required_unless_present = "everybody", conflicts_with = "everybody")]
        name: Option<String>,
        /// Everybody's.
        #[arg(long)]
        everybody: bool,
        #[command(flatten)]
        database: serve::Database,
    },
}

pub(super) fn sessions(options: &Options) -> Result<()> {
    let Command::End { name, database, .. } = &options.command;
    let database = &database.database;
    let ended = async {
        let app = App::new(cip_store::open(database).await?);
        let ended = app.end_all_sessions(&Caller::command(), name.as_deref()).await;
        app.close().await;
        anyhow::Ok(ended?)
    };
    serve::runtime()?.block_on(ended).with_context(|| cip_store::shown(database).to_owned())?;
    output::write(&format!("Sessions of {} are over.\n", name.as_deref().unwrap_or("everybody")))
}
