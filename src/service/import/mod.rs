//! Bulk import: many people's files straight into the store.
//!
//! Takes folders and NDJSON files, gives a report of what is there now and what was refused. Posts are idempotent,
//! so an import that was broken off is simply run again. One thread reads; one person's records go to one worker in
//! the order of the files, so that numbers come out the same however many workers there are. Only what the workers
//! are at is held in memory.

mod folder;
mod lines;
mod person_file;
mod record;
mod report;
mod take_in;

use std::hash::BuildHasher;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::FxBuildHasher;
use tokio::sync::mpsc::{self, Receiver, Sender};
use tokio::task::{JoinHandle, spawn_blocking};

pub use person_file::{ConferenceEntry, FileName, PersonFile, SourceEntry, VersionEntry};
pub use report::{Arrived, HeldPost, Refusal, Report};

use crate::app::{App, AppError};
use record::Record;

/// Records that wait before one worker: enough that none waits for the reader.
const WAITING: usize = 4;

/// Called with the bytes of each record that is done with.
pub type Watch = Arc<dyn Fn(u64) + Send + Sync>;

/// What a reader found: a record, or what is wrong in its place.
type Found = Result<Record, Refusal>;

/// Imports everything under these paths.
///
/// # Errors
///
/// The store failed: what was reported before is kept, and the import can be run again.
pub async fn import(
    app: &App,
    paths: Vec<PathBuf>,
    workers: usize,
    watch: Watch,
) -> Result<Report, AppError> {
    let (senders, tasks): (Vec<_>, Vec<_>) =
        (0..workers.max(1)).map(|_| start_worker(app.clone(), Arc::clone(&watch))).unzip();
    let reader = spawn_blocking(move || read(&paths, &senders));
    let mut report = Report::default();
    for task in tasks {
        report.add(task.await.map_err(|_| crate::compute::Panicked)??);
    }
    report.add(reader.await.map_err(|_| crate::compute::Panicked)?);
    report.refused.sort_by_key(|refusal| refusal.order);
    report.held.sort_by_key(|held| held.order);
    Ok(report)
}

/// How many bytes there are to read, for a progress bar; files that cannot be read count nothing.
pub fn size(paths: &[PathBuf]) -> u64 {
    let size = |path: &PathBuf| if path.is_dir() { folder::size(path) } else { length(path) };
    paths.iter().map(size).sum()
}

fn length(path: &Path) -> u64 {
    path.metadata().map_or(0, |metadata| metadata.len())
}

fn start_worker(app: App, watch: Watch) -> (Sender<Record>, JoinHandle<Result<Report, AppError>>) {
    let (sender, records) = mpsc::channel(WAITING);
    (sender, tokio::spawn(work(app, records, watch)))
}

async fn work(app: App, mut records: Receiver<Record>, watch: Watch) -> Result<Report, AppError> {
    let mut report = Report::default();
    while let Some(record) = records.recv().await {
        let bytes = record.bytes;
        take_in::take_in(&app, record, &mut report).await?;
        watch(bytes);
    }
    Ok(report)
}

/// Reads everything and gives it to the workers; stops where one has stopped.
fn read(paths: &[PathBuf], workers: &[Sender<Record>]) -> Report {
    let mut report = Report::default();
    let mut order = 0;
    let mut hand_out = |found: Found| {
        order += 1;
        match found {
            Ok(record) => {
                let worker = &workers[share(&record, workers.len())];
                worker.blocking_send(Record { order, ..record }).map_err(|_| Stopped)
            }
            Err(refusal) => {
                report.refused.push(Refusal { order, ..refusal });
                Ok(())
            }
        }
    };
    for path in paths {
        let done =
            if path.is_dir() { folder::read(path, &mut hand_out) } else { lines::read(path, &mut hand_out) };
        if done.is_err() {
            break;
        }
    }
    report
}

/// A worker has stopped, which says why itself.
struct Stopped;

/// Which worker a person's records go to.
fn share(record: &Record, workers: usize) -> usize {
    let hash = FxBuildHasher.hash_one(&record.person);
    (hash % workers as u64) as usize
}

/// A file or folder cannot be read.
fn unreadable(path: &Path, error: &io::Error) -> Refusal {
    Refusal::of(path.display().to_string(), "unreadable", error.to_string())
}
