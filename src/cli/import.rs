//! `cip-brief import`

use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::available_parallelism;

use anyhow::{Context, Result, bail};
use clap::Args;
use indicatif::{HumanBytes, ProgressBar, ProgressStyle};

use super::{output, serve};
use cip_service::app::{App, AppError, Caller, Happened};
use cip_service::compute::Workers;
use cip_service::import::{self, Arrived, HeldPost, Report, Watch};

/// Loads people in bulk from folders and NDJSON files, straight into the database.
///
/// A folder holds a person.json and the texts that it names, or such folders. An NDJSON file holds one version a
/// line, as it would be posted as JSON, with one field more: whose it is, "person". What is there already is left
/// alone, so an import that was broken off is run again. What is refused is listed by file and line, and the rest is
/// taken in; what may be another person's plan is held and listed.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// Folders and NDJSON files.
    #[arg(required = true, value_name = "DIR|FILE")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    database: serve::Database,
}

/// Loads, and says what became of it.
pub(super) fn import(options: &Options) -> Result<()> {
    let progress = Arc::new(Progress::of(import::size(&options.paths)));
    let shown = Arc::clone(&progress);
    let report = serve::runtime()?.block_on(load(options, Arc::new(move |bytes| shown.add(bytes))));
    progress.end();
    let report = report?;
    for refusal in &report.refused {
        eprintln!("{}: {}: {}", refusal.place, refusal.code, refusal.detail);
    }
    for held in &report.held {
        eprintln!("{}: {}", held.place, told(held));
    }
    output::write(&summary(&report))?;
    if !report.refused.is_empty() {
        bail!("{} refused; all else is in", report.refused.len());
    }
    Ok(())
}

async fn load(options: &Options, watch: Watch) -> Result<Report> {
    let database = &options.database.database;
    let store = cip_store::open(database).await.with_context(|| cip_store::shown(database).to_owned())?;
    // Two for each processor, so that some work while others wait for the disk.
    let workers = 2 * available_parallelism().map_or(2, usize::from);
    let app = App::new(store).with_workers(Workers::new(workers));
    let report = recorded(&app, options, import::import(&app, options.paths.clone(), workers, watch)).await;
    app.close().await;
    report.with_context(|| {
        format!("{}: the import broke off; run it again when this is mended", cip_store::shown(database))
    })
}

/// Imports between two rows of the record of looks, which stand for all that is posted.
async fn recorded(
    app: &App,
    options: &Options,
    import: impl Future<Output = Result<Report, AppError>>,
) -> Result<Report, AppError> {
    let caller = Caller::command();
    app.record(&caller, Happened::ImportBegan { paths: options.paths.len() as u64 }).await?;
    let report = import.await?;
    let (versions, refused) = (report.versions.new, report.refused.len() as u64);
    app.record(&caller, Happened::ImportEnded { versions, refused }).await?;
    Ok(report)
}

/// How far it is: on a terminal a bar, elsewhere a line for each tenth.
struct Progress {
    bar: Option<ProgressBar>,
    total: u64,
    done: AtomicU64,
}

impl Progress {
    fn of(total: u64) -> Self {
        let bar = io::stderr().is_terminal().then(|| ProgressBar::new(total).with_style(style()));
        Self { bar, total, done: AtomicU64::new(0) }
    }

    fn add(&self, bytes: u64) {
        if let Some(bar) = &self.bar {
            bar.inc(bytes);
            return;
        }
        let before = self.done.fetch_add(bytes, Ordering::Relaxed);
        let tenth = |bytes: u64| bytes * 10 / self.total.max(1);
        if tenth(before + bytes) > tenth(before) {
            eprintln!("{} % of {} read", tenth(before + bytes) * 10, HumanBytes(self.total));
        }
    }

    fn end(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

fn style() -> ProgressStyle {
    let style = "{bar:40} {bytes} of {total_bytes}, {elapsed}, about {eta} to go";
    ProgressStyle::with_template(style).unwrap_or_else(|_| ProgressStyle::default_bar())
}

/// Why a version is held, and what to do.
fn told(held: &HeldPost) -> String {
    let differs = held.differs.iter().map(|it| {
        let field = it.field.name().replace('_', " ");
        format!("{field} {:?}, earlier {:?}", it.this, it.earlier)
    });
    let differs = differs.collect::<Vec<_>>().join("; ");
    let HeldPost { person, number, .. } = held;
    format!(
        "other_person: held as version {number} of {person} until it is confirmed or withdrawn: {differs}"
    )
}

fn summary(report: &Report) -> String {
    let line =
        |name: &str, Arrived { new, known }| format!("{name:<12} {new:>8} new {known:>8} there already\n");
    [
        format!("{:<12} {:>8}\n", "people", report.people.len()),
        line("versions", report.versions),
        // Among the versions; said only where there are any.
        match report.held.len() {
            0 => String::new(),
            held => format!("{:<12} {held:>8} of them\n", "held"),
        },
        line("conferences", report.conferences),
        line("sources", report.sources),
        format!("{:<12} {:>8}\n", "refused", report.refused.len()),
    ]
    .concat()
}
