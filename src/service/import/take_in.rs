//! From a record to the store.

use std::path::Path;

use super::record::{Content, Record, What};
use super::report::{HeldPost, Refusal, Report};
use super::unreadable;
use crate::app::{App, AppError, Caller, Held, Post};
use cip_store::{Arrival, Conference, ConferenceDetails, Known, NewSource, Person, PersonId};

/// Takes a record in and counts it, or notes why it was refused.
///
/// # Errors
///
/// The store failed; nothing more can be taken in.
pub(super) async fn take_in(app: &App, record: Record, report: &mut Report) -> Result<(), AppError> {
    let Record { order, place, person, what, .. } = record;
    let taken = match take(app, &person, what, report).await {
        Ok(held) => {
            let post = |Held { version, differs }| {
                let (person, number) = (person.clone(), version.number);
                HeldPost { order, place, person, number, differs }
            };
            report.held.extend(held.map(post));
            report.people.insert(person);
            return Ok(());
        }
        Err(taken) => taken,
    };
    let refusal = match taken {
        Failure::Unreadable(refusal) => Refusal { order, ..refusal },
        Failure::App(error @ AppError::Store(_)) => return Err(error),
        Failure::App(error) => Refusal { order, place, code: error.code(), detail: error.to_string() },
    };
    report.refused.push(refusal);
    Ok(())
}

enum Failure {
    Unreadable(Refusal),
    App(AppError),
}

impl From<AppError> for Failure {
    fn from(error: AppError) -> Self {
        Self::App(error)
    }
}

/// Takes it in and counts it; gives what is held of it.
async fn take(app: &App, id: &PersonId, what: What, report: &mut Report) -> Result<Option<Held>, Failure> {
    let caller = Caller::command();
    match what {
        What::Known(known) => {
            if !is_known(app, id).await? {
                app.put_person(&caller, Person { id: id.clone(), known }).await?;
            }
        }
        What::Version { as_of, media_type, source_id, content } => {
            let content = bytes(content).await?;
            let post = Post { as_of, media_type, source_id, content };
            let arrival = app.import_version(&caller, id, post).await?;
            report.versions.count(&arrival);
            let taken = arrival.kept();
            return Ok((!taken.differs.is_empty()).then(|| taken.clone()));
        }
        What::Conference(details) => {
            let there = conference_there(app, id, &details).await?;
            let arrival = match there {
                // Its status may have changed since the file was written.
                Some(conference) => Arrival::Known(conference),
                None => app.add_conference(&caller, id, details).await?,
            };
            report.conferences.count(&arrival);
        }
        What::Source { kind, date, media_type, content } => {
            let content = bytes(content).await?;
            let source = NewSource { kind, date, media_type, content };
            report.sources.count(&app.add_source(&caller, id, source, false).await?);
        }
    }
    Ok(None)
}

/// Whether anything is known of a person: the record system says it, and later than the file.
async fn is_known(app: &App, id: &PersonId) -> Result<bool, AppError> {
    match app.person(&Caller::command(), id).await {
        Ok(person) => Ok(person.known != Known::default()),
        Err(AppError::PersonNotFound(_)) => Ok(false),
        Err(other) => Err(other),
    }
}

/// The conference of the same date and kind, if there is one.
async fn conference_there(
    app: &App,
    id: &PersonId,
    details: &ConferenceDetails,
) -> Result<Option<Conference>, AppError> {
    let conferences = match app.conferences(&Caller::command(), id).await {
        Err(AppError::PersonNotFound(_)) => Vec::new(),
        other => other?,
    };
    let same = |it: &Conference| (it.details.date, it.details.kind) == (details.date, details.kind);
    Ok(conferences.into_iter().find(same))
}

async fn bytes(content: Content) -> Result<Vec<u8>, Failure> {
    match content {
        Content::Here(bytes) => Ok(bytes),
        Content::File(path) => tokio::task::spawn_blocking(move || read(&path))
            .await
            .map_err(|_| AppError::Engine(crate::compute::Panicked))?,
    }
}

/// Never reads further than the engine would, whatever the file is.
fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    use std::io::Read;

    let limit = cip_engine::document::SOURCE_BYTES_MAX as u64 + 1;
    let mut bytes = Vec::new();
    let read = std::fs::File::open(path).and_then(|file| file.take(limit).read_to_end(&mut bytes));
    read.map_err(|error| Failure::Unreadable(unreadable(path, &error)))?;
    Ok(bytes)
}
