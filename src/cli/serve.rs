//! `cip-brief serve` and `cip-brief demo`

use std::net::SocketAddr;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::Args;
use tokio::net::{TcpListener, lookup_host};

use super::config::Settings;
use super::log::{self, LogFormat};
use super::usage::WrongUsage;
use super::{demo, output};
use cip_service::app::{App, CACHE_BYTES_DEFAULT, Cache};
use cip_service::compute::Workers;
use cip_service::identity::Identity;
use cip_service::server::{self, Limits, Setup};

/// The database where none is named.
const DATABASE: &str = "sqlite:cip-brief.db";
/// Ports that the demonstration tries, in this order; then any that is free.
const DEMO_PORTS: std::ops::Range<u16> = 8080..8100;

/// Serves the API and the pages: on this machine only, unless identity is configured.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// A file of settings; flags and the environment go over it. `cip-brief config check` looks at it before a start.
    #[arg(long, env = "CIP_BRIEF_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
    /// The address to listen on; without identity a loopback address. [default: 127.0.0.1:8080]
    #[arg(long, env = "CIP_BRIEF_LISTEN", value_name = "ADDRESS")]
    listen: Option<String>,
    /// The database: sqlite:FILE, which the service makes if there is none, or a PostgreSQL server (docs/operating.md).
    /// [default: sqlite:cip-brief.db]
    #[arg(long, env = "CIP_BRIEF_DATABASE", value_name = "ADDRESS", hide_env_values = true)]
    database: Option<String>,
    /// How many connections are open at once; further ones wait. [default: 256]
    #[arg(long, env = "CIP_BRIEF_CONNECTIONS", value_name = "NUMBER",
        value_parser = clap::value_parser!(u16).range(1..))]
    connections: Option<u16>,
    /// How many posts, and how many pages, may wait for a processor at once; further ones are refused and may try again.
    /// [default: 64]
    #[arg(long, env = "CIP_BRIEF_QUEUE", value_name = "NUMBER",
        value_parser = clap::value_parser!(u16).range(1..))]
    queue: Option<u16>,
    /// How much of what was computed is kept in memory for the next who asks, in MiB. [default: 256]
    #[arg(long, env = "CIP_BRIEF_CACHE", value_name = "MIB")]
    cache: Option<u64>,
    /// How the log is written to stderr. [default: text]
    #[arg(long, env = "CIP_BRIEF_LOG_FORMAT", value_name = "FORMAT", value_enum)]
    log_format: Option<LogFormat>,
}

/// Where plans are kept.
#[derive(Debug, Args)]
pub(super) struct Database {
    /// The database: sqlite:FILE, which serve and import make if there is none, or a PostgreSQL server (docs/operating.md).
    #[arg(
        long,
        env = "CIP_BRIEF_DATABASE",
        value_name = "ADDRESS",
        default_value = DATABASE,
        hide_env_values = true
    )]
    pub(super) database: String,
}

impl Options {
    fn listen<'a>(&'a self, settings: &'a Settings) -> &'a str {
        self.listen.as_deref().or(settings.text("listen")).unwrap_or("127.0.0.1:8080")
    }

    fn database<'a>(&'a self, settings: &'a Settings) -> &'a str {
        self.database.as_deref().or(settings.text("database")).unwrap_or(DATABASE)
    }

    fn queue(&self, settings: &Settings) -> usize {
        self.queue.map(usize::from).or(settings.count("queue")).unwrap_or(64)
    }

    fn cache_bytes(&self, settings: &Settings) -> u64 {
        let mebibytes =
            self.cache.or(settings.number("cache")).map(|mebibytes| mebibytes.saturating_mul(1 << 20));
        mebibytes.unwrap_or(CACHE_BYTES_DEFAULT)
    }

    fn log_format(&self, settings: &Settings) -> LogFormat {
        self.log_format.or(settings.log_format).unwrap_or_default()
    }

    fn setup(&self, settings: &Settings) -> Result<Setup> {
        let default = Limits::default();
        let connections = self
            .connections
            .map(usize::from)
            .or(settings.count("connections"))
            .unwrap_or(default.connections);
        let identity = settings.identity.clone().map(Identity::new).transpose()?;
        // Without identity all come from this machine, and one address has them all.
        let connections_each = if identity.is_some() { connections.div_ceil(4) } else { connections };
        Ok(Setup {
            limits: Limits { connections, connections_each, ..default },
            identity,
            tls: settings.tls.clone(),
            proxies: settings.proxies.clone(),
            fair_use: settings.fair_use,
        })
    }
}

/// Serves what a database holds.
pub(super) fn serve(options: &Options) -> Result<()> {
    let settings = Settings::read(options.config.as_deref())?;
    log::start("info", options.log_format(&settings));
    runtime()?.block_on(async {
        let address = address(options.listen(&settings), &settings).await?;
        let setup = options.setup(&settings)?;
        let database = options.database(&settings);
        let store = cip_store::open(database).await.with_context(|| cip_store::shown(database).to_owned())?;
        let app = App::new(store)
            .with_workers(Workers::new(options.queue(&settings)))
            .with_cache(Cache::new(options.cache_bytes(&settings)))
            .with_policy(settings.policy);
        tell_unfinished(&app).await?;
        let listener =
            TcpListener::bind(address).await.with_context(|| format!("cannot listen on {address}"))?;
        announce(&listener, &settings, &[("Pages", "/"), ("API", "/docs"), ("OpenAPI", "/openapi.json")])?;
        until_stopped(listener, app, setup).await
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
    log::start("warn", LogFormat::Text);
    runtime()?.block_on(async {
        let folder = tempfile::tempdir().context("no folder for the demonstration's database")?;
        let database = format!("sqlite:{}", folder.path().join("demo.db").display());
        let app = App::new(cip_store::open(&database).await?);
        demo::fill(&app).await.context("the demonstration's people cannot be loaded")?;
        let listener = free_port().await?;
        let pages = demo::addresses();
        let pages: Vec<(&str, &str)> = pages.iter().map(|(name, path)| (*name, path.as_str())).collect();
        announce(&listener, &Settings::default(), &pages)?;
        let limits = Limits { connections_each: Limits::default().connections, ..Limits::default() };
        until_stopped(listener, app, Setup { limits, ..Setup::default() }).await
    })
}

/// Where to listen, if the settings allow it.
async fn address(listen: &str, settings: &Settings) -> Result<SocketAddr> {
    let addresses: Vec<SocketAddr> = match lookup_host(listen).await {
        Ok(addresses) => addresses.collect(),
        Err(error) => bail!(WrongUsage(format!("{listen:?} is no address to listen on: {error}"))),
    };
    for address in &addresses {
        settings.may_listen(*address).map_err(WrongUsage)?;
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

fn announce(listener: &TcpListener, settings: &Settings, pages: &[(&str, &str)]) -> Result<()> {
    let at = listener.local_addr()?;
    let (site, for_whom) = match &settings.identity {
        None => (format!("http://{at}"), "for this machine only: no identity is configured".to_owned()),
        Some(identity) => (identity.address.to_string(), format!("for those whom {} knows", identity.issuer)),
    };
    let scheme = if settings.tls.is_some() { "https" } else { "http" };
    let lines = pages.iter().map(|(name, path)| format!("  {name:<10} {site}{path}\n"));
    output::write(&format!(
        "CIP Brief listens on {scheme}://{at}, {for_whom}.\n{}",
        lines.collect::<String>()
    ))
}

async fn until_stopped(listener: TcpListener, app: App, setup: Setup) -> Result<()> {
    server::serve(listener, app.clone(), setup, stop_signal()).await?;
    app.close().await;
    tracing::info!("stopped");
    Ok(())
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
