//! What happens outside the use cases and goes into the record all the same.

use super::Details;
use super::event::{event, unknown};
use crate::app::access::{What, subject};
use crate::app::caller::{Caller, Request};
use crate::app::error::AppError;
use crate::app::handle::App;
use cip_store::{AuditEvent, PersonId, Subject};
use jiff::Timestamp;

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happened {
    /// Somebody signed in.
    SignedIn,
    /// Somebody signed out.
    SignedOut,
    /// Somebody ended a session of their own, elsewhere perhaps.
    SessionEnded,
    /// Somebody could not sign in, or a token was refused; why, as an error code.
    SignInRefused(&'static str),
    /// A request was refused before any use case was asked: it could not be read. Why, as an error code.
    RequestRefused(&'static str),
    /// A bulk import began, of so many files and folders.
    ImportBegan {
        /// How many were named.
        paths: u64,
    },
    /// A bulk import came to its end.
    ImportEnded {
        /// Versions that are new.
        versions: u64,
        /// What was refused.
        refused: u64,
    },
    /// The database was copied into a file.
    BackedUp,
    /// The store was copied to another database.
    Copied,
}

/// Whether something is recorded under this name.
pub fn is_recorded(name: &str) -> bool {
    recorded_names().any(|known| known == name)
}

/// The names under which anything is recorded: of each use case, and of each thing that happened.
pub fn recorded_names() -> impl Iterator<Item = &'static str> {
    /// What is no use case.
    const HAPPENED: [Happened; 9] = [
        Happened::SignedIn,
        Happened::SignedOut,
        Happened::SessionEnded,
        Happened::SignInRefused(""),
        Happened::RequestRefused(""),
        Happened::ImportBegan { paths: 0 },
        Happened::ImportEnded { versions: 0, refused: 0 },
        Happened::BackedUp,
        Happened::Copied,
    ];
    What::ALL.iter().map(|what| what.name()).chain(HAPPENED.map(Happened::name))
}

impl Happened {
    /// Its name in the record.
    pub fn name(self) -> &'static str {
        match self {
            Self::SignedIn => "SIGN_IN",
            Self::SignedOut => "SIGN_OUT",
            Self::SessionEnded => "END_SESSION",
            Self::SignInRefused(_) => "REFUSE_SIGN_IN",
            Self::RequestRefused(_) => "REFUSE_REQUEST",
            Self::ImportBegan { .. } => "BEGIN_IMPORT",
            Self::ImportEnded { .. } => "END_IMPORT",
            Self::BackedUp => "BACK_UP",
            Self::Copied => "COPY",
        }
    }

    fn refused(self) -> Option<&'static str> {
        match self {
            Self::SignInRefused(why) | Self::RequestRefused(why) => Some(why),
            _ => None,
        }
    }

    fn details(self) -> Details {
        match self {
            Self::ImportBegan { paths } => Details::none().with("paths", paths),
            Self::ImportEnded { versions, refused } => {
                Details::none().with("versions", versions).with("refused", refused)
            }
            _ => Details::none(),
        }
    }
}

impl Happened {
    /// What goes into the record of a command that has no use cases at hand.
    pub fn by_command(self, at: Timestamp) -> AuditEvent {
        event(&Caller::command(), at, self.name(), None, self.refused(), &self.details())
    }
}

impl App {
    /// Records what a caller did that is no use case.
    ///
    /// # Errors
    ///
    /// [`AppError::NotRecorded`]: then it must not be answered as done.
    pub async fn record(&self, caller: &Caller, happened: Happened) -> Result<(), AppError> {
        let about = Subject { kind: "USER".to_owned(), id: caller.to_string() };
        let about = caller.is_identified().then_some(about);
        let now = self.clock.now();
        self.write(event(caller, now, happened.name(), about, happened.refused(), &happened.details())).await
    }

    /// Records that a request was refused, of whose case and by which route, unless that is in the record.
    ///
    /// # Errors
    ///
    /// [`AppError::NotRecorded`].
    pub async fn record_refusal(
        &self,
        caller: &Caller,
        person: Option<&PersonId>,
        (method, route): (&str, &str),
        why: &'static str,
    ) -> Result<(), AppError> {
        if caller.request().refused.is_noted() {
            return Ok(());
        }
        let details = Details::none().with("method", method).with("route", route);
        let happened = Happened::RequestRefused(why);
        let (about, now) = (person.map(subject), self.clock.now());
        self.write(event(caller, now, happened.name(), about, happened.refused(), &details)).await
    }

    /// The same of somebody who could not be told apart.
    ///
    /// # Errors
    ///
    /// [`AppError::NotRecorded`].
    pub async fn record_of_unknown(&self, request: &Request, happened: Happened) -> Result<(), AppError> {
        let now = self.clock.now();
        self.write(unknown(request, now, happened.name(), happened.refused(), &happened.details())).await
    }
}
