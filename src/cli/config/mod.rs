//! `cip-brief config check`, and the settings that `serve` starts with: one TOML file, and the environment over it.

mod check;
mod keys;
mod values;

use std::fmt::Write as _;
use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::{Args, Subcommand};

use super::log::LogFormat;
use super::output;
use super::usage::wrong;
use cip_service::app::Policy;
use cip_service::identity;
use cip_service::server::{FairUse, Proxies, TlsFiles};

use values::Values;

/// Looks at the settings.
#[derive(Debug, Args)]
pub(super) struct Options {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Says everything that is wrong with the settings, before a start; the environment goes over the file.
    Check {
        /// The file of settings; without one the environment alone is looked at.
        #[arg(env = "CIP_BRIEF_CONFIG", value_name = "FILE")]
        file: Option<PathBuf>,
    },
}

/// The settings, checked.
#[derive(Clone, Default)]
pub(super) struct Settings {
    /// Who may ask, and how that is found out; none: whoever is on this machine.
    pub(super) identity: Option<identity::Settings>,
    /// Certificate and key.
    pub(super) tls: Option<TlsFiles>,
    /// Who may speak for others.
    pub(super) proxies: Proxies,
    /// How much each may ask.
    pub(super) fair_use: FairUse,
    /// How access to a case is handled.
    pub(super) policy: Policy,
    /// How the log is written; none where nothing is said.
    pub(super) log_format: Option<LogFormat>,
    values: Values,
}

impl Settings {
    /// Reads a file, if one is given, and the environment.
    pub(super) fn read(file: Option<&Path>) -> Result<Self> {
        let text = file.map(|file| fs::read_to_string(file).with_context(|| file.display().to_string()));
        let text = text.transpose()?.unwrap_or_default();
        // What is no Unicode is no setting of ours; the settings' own values are looked at as texts.
        let environment = std::env::vars_os().filter_map(|(name, value)| {
            let name = name.into_string().ok()?;
            Some((name, value.to_string_lossy().into_owned()))
        });
        let (values, faults) = Values::read(&text, environment);
        check::checked(&values, faults).or_else(|faults| wrong(listed(file, &faults)))
    }

    /// Whether the service may listen there. Without identity, whoever reaches it reads every plan, so only this machine
    /// may; with it, nobody may read along.
    pub(super) fn may_listen(&self, address: SocketAddr) -> Result<(), String> {
        if address.ip().is_loopback() {
            return Ok(());
        }
        if self.identity.is_none() {
            return Err(format!(
                "will not listen on {address}: no identity is configured, so anyone who reached that address could \
                 read every plan. Listen on a loopback address such as 127.0.0.1:8080"
            ));
        }
        if self.tls.is_none() && self.proxies.trusted.is_empty() {
            return Err(format!(
                "will not listen on {address}: anyone on the way could read along. Give certificate and key under \
                 [tls], or name the proxies that do the TLS under [proxies]"
            ));
        }
        Ok(())
    }

    /// A text that may stand in the file.
    pub(super) fn text(&self, path: &str) -> Option<&str> {
        self.values.text(path)
    }

    /// A number that may stand in the file.
    pub(super) fn number(&self, path: &str) -> Option<u64> {
        self.values.number(path)
    }

    /// The same, as a count; what is too large for one was refused.
    pub(super) fn count(&self, path: &str) -> Option<usize> {
        self.number(path).and_then(|number| usize::try_from(number).ok())
    }
}

/// Does what was asked of the settings.
pub(super) fn config(options: &Options) -> Result<()> {
    let Command::Check { file } = &options.command;
    let settings = Settings::read(file.as_deref())?;
    let who = match &settings.identity {
        Some(identity) => format!("whom {} knows may ask", identity.issuer),
        None => "no identity is configured, so the service listens for this machine only".to_owned(),
    };
    output::write(&format!("The settings are well: {who}.\n"))
}

fn listed(file: Option<&Path>, faults: &[String]) -> String {
    let place = file.map_or_else(|| "the environment".to_owned(), |file| file.display().to_string());
    faults.iter().fold(format!("the settings are wrong ({place})"), |mut text, fault| {
        // Writing to a string does not fail.
        let _ = write!(text, "\n  {fault}");
        text
    })
}
