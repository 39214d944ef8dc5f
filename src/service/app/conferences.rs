//! Case conferences of a person, and who is invited to them.

use super::access::{Case, What};
use super::caller::Caller;
use super::error::AppError;
use super::handle::App;
use super::record::Details;
use cip_store::{Arrival, Conference, NewConference, PersonId};

impl App {
    /// Keeps a conference, or the new status of one that is known; and who is invited, if that is said.
    pub async fn add_conference(
        &self,
        caller: &Caller,
        person: &PersonId,
        conference: impl Into<NewConference>,
    ) -> Result<Arrival<Conference>, AppError> {
        let conference = conference.into();
        let NewConference { details, invited } = &conference;
        let said = Details::none().with("date", details.date.to_string()).with("kind", details.kind.name());
        let said = said.with_any("invited", invited.as_ref().map(|names| names.join(", ")));
        self.change(caller, What::PostConference, person, said, |case| async move {
            Ok(self.kept.add_conference(&case, &conference).await?)
        })
        .await
    }

    /// Says who is invited to a conference, in place of who was. Gives them by name.
    pub async fn invite(
        &self,
        caller: &Caller,
        person: &PersonId,
        number: u32,
        names: &[String],
    ) -> Result<Vec<String>, AppError> {
        let details = Details::none().with("conference", number).with("invited", names.join(", "));
        self.change(caller, What::Invite, person, details, |case| async move {
            if !self.kept.invite(&case, number, names).await? {
                return Err(AppError::ConferenceNotFound { person: person.clone(), number });
            }
            Ok(self.kept.invited(&case, number).await?)
        })
        .await
    }

    /// A person's conferences by date.
    pub async fn conferences(&self, caller: &Caller, person: &PersonId) -> Result<Vec<Conference>, AppError> {
        self.look(caller, What::ViewConferences, person, |case| async move {
            Ok((self.conferences_of(&case).await?, Details::none()))
        })
        .await
    }

    /// One conference.
    pub async fn conference(
        &self,
        caller: &Caller,
        person: &PersonId,
        number: u32,
    ) -> Result<Conference, AppError> {
        self.look(caller, What::ViewConference, person, |case| async move {
            let conference = self.conference_of(&case, number).await?;
            Ok((conference, Details::none().with("conference", number)))
        })
        .await
    }

    /// The conferences of an open case by date.
    pub async fn conferences_of(&self, case: &Case) -> Result<Vec<Conference>, AppError> {
        self.known_person(case).await?;
        Ok(self.kept.conferences(case).await?)
    }

    pub(super) async fn conference_of(&self, case: &Case, number: u32) -> Result<Conference, AppError> {
        let conferences = self.conferences_of(case).await?;
        let found = conferences.into_iter().find(|conference| conference.number == number);
        found.ok_or_else(|| AppError::ConferenceNotFound { person: case.person().clone(), number })
    }
}
