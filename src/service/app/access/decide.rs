//! The decision: who may do what, on whose case. Made once for each request, and recorded.

use super::case::Case;
use super::rule::Granted;
use super::what::What;
use crate::app::caller::{Caller, Who};
use crate::app::clock::day;
use crate::app::error::AppError;
use crate::app::handle::App;
use crate::app::record::{Details, event};
use cip_store::{Asking, PersonId, PlaceKind, Subject};
use jiff::ToSpan;

impl App {
    /// Opens a person's case to a caller, finds what is asked for, and gives it out once the look is in the record.
    ///
    /// `find` gives what was found, and what else the record is to say of it. It gets the only proof that the case is
    /// open.
    ///
    /// # Errors
    ///
    /// [`AppError::PersonNotFound`] where the caller has no place on the case, as where nobody has the id;
    /// [`AppError::RoleMissing`]; [`AppError::ReasonMissing`]; [`AppError::NotRecorded`]; what `find` says.
    pub(in crate::app) async fn look<T, F>(
        &self,
        caller: &Caller,
        what: What,
        person: &PersonId,
        find: impl FnOnce(Case) -> F,
    ) -> Result<T, AppError>
    where
        F: Future<Output = Result<(T, Details), AppError>>,
    {
        let about = || Some(subject(person));
        let caller = &*self.saying_why(caller, person).await?;
        let place = match self.place_on(caller, what, person).await {
            Ok(place) => place,
            Err(refused) => return Err(self.refused(caller, what, about(), refused).await),
        };
        match find(Case::of(person)).await {
            Ok((found, details)) => {
                let details = details.with_any("place", place.map(PlaceKind::name));
                self.note(caller, what, about(), None, &details).await?;
                Ok(found)
            }
            Err(error) => Err(self.refused(caller, what, about(), error).await),
        }
    }

    /// The same for what changes who may see a case: it is in the record before it is done.
    pub(in crate::app) async fn change<T, F>(
        &self,
        caller: &Caller,
        what: What,
        person: &PersonId,
        details: Details,
        change: impl FnOnce(Case) -> F,
    ) -> Result<T, AppError>
    where
        F: Future<Output = Result<T, AppError>>,
    {
        let about = || Some(subject(person));
        let place = match self.place_on(caller, what, person).await {
            Ok(place) => place,
            Err(refused) => return Err(self.refused(caller, what, about(), refused).await),
        };
        let details = details.with_any("place", place.map(PlaceKind::name));
        self.note(caller, what, about(), None, &details).await?;
        match change(Case::of(person)).await {
            Ok(changed) => Ok(changed),
            Err(error) => Err(self.refused(caller, what, about(), error).await),
        }
    }

    /// Lets a caller do what is of no person's case, or does not open it, and records it before it is done.
    pub(in crate::app) async fn govern(
        &self,
        caller: &Caller,
        what: What,
        about: Option<Subject>,
        details: Details,
    ) -> Result<(), AppError> {
        self.may_govern(caller, what, about.clone()).await?;
        self.note(caller, what, about, None, &details).await
    }

    /// Refuses a caller whose roles do not allow it, and records that; the rest is the use case's to record.
    pub(in crate::app) async fn may_govern(
        &self,
        caller: &Caller,
        what: What,
        about: Option<Subject>,
    ) -> Result<(), AppError> {
        if what.rule().granted(caller).is_some() {
            return Ok(());
        }
        let refused = AppError::RoleMissing { needs: what.rule().says() };
        Err(self.refused(caller, what, about, refused).await)
    }

    /// The name under which a caller asks for places, and when; none for those who need none.
    pub(in crate::app) fn asking(&self, caller: &Caller) -> Option<Asking> {
        let name = match caller.who() {
            Who::System(name) | Who::Person(name) => name.clone(),
            Who::Loopback | Who::Command | Who::Demonstration => return None,
        };
        let now = self.clock.now();
        let today = day(now);
        let since = |days: u32| today.saturating_sub(i64::from(days).days());
        Some(Asking { name, now, today, invited_since: self.policy.invited_for_days.map(since) })
    }

    /// By what a caller has a place on a case; none where none is needed. The same work is done for a person whom nobody
    /// knows.
    async fn place_on(
        &self,
        caller: &Caller,
        what: What,
        person: &PersonId,
    ) -> Result<Option<PlaceKind>, AppError> {
        let rule = what.rule();
        let granted = rule.granted(caller).ok_or(AppError::RoleMissing { needs: rule.says() })?;
        self.reason_given(caller, what)?;
        match (granted, self.asking(caller)) {
            (Granted::Wholly, _) | (_, None) => Ok(None),
            (Granted::WithPlace, Some(asking)) => {
                let place = self.kept.place(person, &asking).await?;
                place.map(Some).ok_or_else(|| AppError::PersonNotFound(person.clone()))
            }
        }
    }

    /// Records a refusal and gives it back; or says that it could not be recorded.
    pub(in crate::app) async fn refused(
        &self,
        caller: &Caller,
        what: What,
        about: Option<Subject>,
        error: AppError,
    ) -> AppError {
        match self.note(caller, what, about, Some(error.code()), &Details::none()).await {
            Ok(()) => error,
            // Why the store failed says more than that the record did.
            Err(_) if matches!(error, AppError::Store(_)) => error,
            Err(not_recorded) => not_recorded,
        }
    }

    /// Writes a row. Commands and the demonstration write theirs by themselves, one for all that they do.
    pub(in crate::app) async fn note(
        &self,
        caller: &Caller,
        what: What,
        about: Option<Subject>,
        refused: Option<&str>,
        details: &Details,
    ) -> Result<(), AppError> {
        let by_itself = matches!(caller.who(), Who::Command | Who::Demonstration);
        let reads_record = matches!(what, What::ViewAudit | What::ExportAudit | What::VerifyAudit);
        if by_itself && !reads_record {
            return Ok(());
        }
        self.write(event(caller, self.clock.now(), what.name(), about, refused, details)).await?;
        if refused.is_some() {
            caller.request().refused.note();
        }
        Ok(())
    }
}

/// A person as the record names what something was done to.
pub(in crate::app) fn subject(person: &PersonId) -> Subject {
    Subject { kind: "PERSON".to_owned(), id: person.to_string() }
}
