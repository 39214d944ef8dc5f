//! `cip-brief serve` and `cip-brief demo`

use std::io::{self, IsTerminal};
use std::net::SocketAddr;

use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};
use tokio::net::{TcpListener, lookup_host};
use tracing_subscriber::EnvFilter;

use super::usage::WrongUsage;
use super::{demo, output};
use cip_service::app::{App, CACHE_BYTES_DEFAULT, Cache};
use cip_service::compute::Workers;
use cip_service::server::{self, Limits};

/// Ports that the demonstration tries, in this order; then any that is free.
const DEMO_PORTS: std::ops::Range<u16> = 8080..8100;

/// Serves the API and the pages, on this machine only.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// The loopback address to listen on.
    #[arg(long, env = "CIP_BRIEF_LISTEN", value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    listen: String,
    #[command(flatten)]
    database: Database,
    /// How many connections are open at once; further ones wait.
    #[arg(long, env = "CIP_BRIEF_CONNECTIONS", value_name = "NUMBER", default_value_t = 256,
        value_parser = clap::value_parser!(u16).range(1..))]
    connections: u16,
    /// How many posts, and how many pages, may wait for a processor at once; further ones are refused and may try again.
    #[arg(long, env = "CIP_BRIEF_QUEUE", value_name = "NUMBER", default_value_t = 64,
        value_parser = clap::value_parser!(u16).range(1..))]
    queue: u16,
    /// How much of what was computed is kept in memory for the next who asks, in MiB.
    #[arg(long, env = "CIP_BRIEF_CACHE", value_name = "MIB", default_value_t = CACHE_BYTES_DEFAULT >> 20)]
    cache: u64,
    /// How the log is written to stderr.
    #[arg(long, env = "CIP_BRIEF_LOG_FORMAT", value_name = "FORMAT", value_enum, default_value_t = LogFormat::Text)]
    log_format: LogFormat,
}

/// The form of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum LogFormat {
    /// A line an event, for people.
    Text,
    /// A JSON object an event, for what gathers logs.
    Json,
}

impl Options {
    fn limits(&self) -> Limits {
        Limits { connections: usize::from(self.connections), ..Limits::default() }
    }
}

/// Where plans are kept.
#[derive(Debug, Args)]
pub(super) struct Database {
    /// The database: sqlite:FILE, which the service makes if there is none, or a PostgreSQL server (docs/operating.md).
    #[arg(
        long,
        env = "CIP_BRIEF_DATABASE",
        value_name = "ADDRESS",
        default_value = "sqlite:cip-brief.db",
        hide_env_values = true
    )]
    pub(super) database: String,
}

/// Serves what a database holds.
pub(super) fn serve(options: &Options) -> Result<()> {
    start_log("info", options.log_format);
    runtime()?.block_on(async {
        let address = loopback(&options.listen).await?;
        let database = &options.database.database;
        let store = cip_store::open(database).await.with_context(|| cip_store::shown(database).to_owned())?;
        let app = App::new(store)
            .with_workers(Workers::new(usize::from(options.queue)))
            .with_cache(Cache::new(options.cache.saturating_mul(1 << 20)));
        tell_unfinished(&app).await?;
        let listener =
            TcpListener::bind(address).await.with_context(|| format!("cannot listen on {address}"))?;
        announce(&listener, &[("Pages", "/"), ("API", "/docs"), ("OpenAPI", "/openapi.json")])?;
        until_stopped(listener, app, options.limits()).await;
        Ok(())
    })
}

/// Texts whose senders never got an answer: they will have tried again, but an operator should know.
async fn tell_unfinished(app: &App) -> Result<()> {
    let texts = app.unfinished().await?;
    if texts > 0 {
        tracing::warn!(
            texts,
            "texts were received and neither taken in nor refused; they are kept in contents"
        );
    }
    Ok(())
}

/// Serves fictional people out of a database that goes away with the program.
pub(super) fn demo() -> Result<()> {
    start_log("warn", LogFormat::Text);
    runtime()?.block_on(async {
        let folder = tempfile::tempdir().context("no folder for the demonstration's database")?;
        let database = format!("sqlite:{}", folder.path().join("demo.db").display());
        let app = App::new(cip_store::open(&database).await?);
        demo::fill(&app).await.context("the demonstration's people cannot be loaded")?;
        let listener = free_port().await?;
        let pages = demo::addresses();
        let pages: Vec<(&str, &str)> = pages.iter().map(|(name, path)| (*name, path.as_str())).collect();
        announce(&listener, &pages)?;
        until_stopped(listener, app, Limits::default()).await;
        Ok(())
    })
}

/// Without identity, whoever reaches the service reads every plan; so only this machine may reach it.
async fn loopback(listen: &str) -> Result<SocketAddr> {
    let addresses: Vec<SocketAddr> = match lookup_host(listen).await {
        Ok(addresses) => addresses.collect(),
        Err(error) => bail!(WrongUsage(format!("{listen:?} is no address to listen on: {error}"))),
    };
    if let Some(open) = addresses.iter().find(|address| !address.ip().is_loopback()) {
        bail!(WrongUsage(format!(
            "will not listen on {open}: no identity is configured, so anyone who reached that address could read \
             every plan. Listen on a loopback address such as 127.0.0.1:8080"
        )));
    }
    addresses.into_iter().next().with_context(|| format!("{listen:?} leads to no address"))
}

async fn free_port() -> Result<TcpListener> {
    for port in DEMO_PORTS.chain([0]) {
        if let Ok(listener) = TcpListener::bind(("127.0.0.1", port)).await {
            return Ok(listener);
        }
    }
    bail!("no port is free on 127.0.0.1")
}

fn announce(listener: &TcpListener, pages: &[(&str, &str)]) -> Result<()> {
    let at = listener.local_addr()?;
    let lines = pages.iter().map(|(name, path)| format!("  {name:<10} http://{at}{path}\n"));
    output::write(&format!(
        "CIP Brief listens on http://{at}, for this machine only: no identity is configured.\n{}",
        lines.collect::<String>()
    ))
}

async fn until_stopped(listener: TcpListener, app: App, limits: Limits) {
    server::serve(listener, app.clone(), limits, stop_signal()).await;
    app.close().await;
    tracing::info!("stopped");
}

/// Ends on ctrl-c, and on the signal by which a service manager says stop.
async fn stop_signal() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    if let Ok(mut terminated) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        tokio::select! {
            _ = interrupted => {}
            _ = terminated.recv() => {}
        }
        return;
    }
    let _ = interrupted.await;
}

/// Threads for whatever waits.
pub(super) fn runtime() -> Result<tokio::runtime::Runtime> {
    tokio::runtime::Runtime::new().context("the threads cannot be started")
}

/// Writes the log to stderr; `RUST_LOG` says how much. A panic is logged by its place only, for its message may hold
/// text of a plan.
fn start_log(level: &str, format: LogFormat) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(level));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr);
    match format {
        LogFormat::Text => log.with_ansi(io::stderr().is_terminal()).init(),
        LogFormat::Json => log.json().flatten_event(true).init(),
    }
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "panicked");
    }));
}
