//! The commands: `demo`, `serve`, `config`, `audit`, `backup`, `copy`, `import`, `sessions`, `delta`, `brief`, `condense`,
//! `history`, `read`.
//!
//! Takes arguments and files, writes text to stdout and problems to stderr. Exit status: 0 fine, 1 failed, 2 wrong
//! usage.

mod audit;
mod backup;
mod brief;
mod condense;
mod config;
mod copy;
mod delta;
mod demo;
mod files;
mod format;
mod history;
mod import;
mod log;
mod output;
mod read;
mod serve;
mod sessions;
mod traced;
mod usage;
mod versions;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};
use usage::WrongUsage;

/// What changed in a Community Integration Plan since the last case conference, on one page.
#[derive(Debug, Parser)]
#[command(name = "cip-brief", version, about, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serves fictional people at a printed address; nothing is kept.
    Demo,
    Serve(serve::Options),
    Config(config::Options),
    Audit(audit::Options),
    Backup(backup::Options),
    Copy(copy::Options),
    Import(import::Options),
    Sessions(sessions::Options),
    Delta(delta::Options),
    Brief(brief::Options),
    Condense(condense::Options),
    History(history::Options),
    Read(read::Options),
    /// Reads a PDF from standard input, within limits, for the process that started this one.
    #[command(name = cip_service::child::COMMAND, hide = true)]
    ReadPdf,
}

/// Does what the arguments say.
pub(crate) fn run() -> ExitCode {
    cip_service::child::start_in_own_process();
    let Err(error) = execute(Arguments::parse().command) else { return ExitCode::SUCCESS };
    if output::reader_has_gone(&error) {
        return ExitCode::SUCCESS;
    }
    eprintln!("cip-brief: {error:#}");
    ExitCode::from(if error.is::<WrongUsage>() { 2 } else { 1 })
}

fn execute(command: Command) -> Result<()> {
    match command {
        Command::Demo => serve::demo(),
        Command::Serve(options) => serve::serve(&options),
        Command::Config(options) => config::config(&options),
        Command::Audit(options) => audit::audit(&options),
        Command::Backup(options) => backup::backup(&options),
        Command::Copy(options) => copy::copy(&options),
        Command::Import(options) => import::import(&options),
        Command::Sessions(options) => sessions::sessions(&options),
        Command::Delta(options) => delta::delta(&options),
        Command::Brief(options) => brief::brief(&options),
        Command::Condense(options) => condense::condense(&options),
        Command::History(options) => history::history(&options),
        Command::Read(options) => read::read(&options),
        Command::ReadPdf => Ok(cip_service::child::serve()?),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn arguments_are_sound() {
        Arguments::command().debug_assert();
    }
}
