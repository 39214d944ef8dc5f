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
        let app = App::new(cip_store::open_begun(database).await?);
        let ended = app.end_all_sessions(&Caller::command(), name.as_deref()).await;
        app.close().await;
        anyhow::Ok(ended?)
    };
    let ended = serve::runtime()?.block_on(ended).context("no session was ended")?;
    output::write(&told(ended, name.as_deref()))
}

/// What was ended; that there was nothing to end is most often a name that is spelt in another way.
fn told(ended: u64, name: Option<&str>) -> String {
    let whose = name.unwrap_or("everybody");
    match (ended, name) {
        (0, None) => "There was no session to end.\n".to_owned(),
        (0, Some(name)) => format!("{name} had no session to end.\n"),
        (1, _) => format!("1 session of {whose} is over.\n"),
        _ => format!("{ended} sessions of {whose} are over.\n"),
    }
}
