//! Case conferences of a person.

use super::caller::Caller;
use super::error::AppError;
use super::handle::App;
use cip_store::{Arrival, Conference, ConferenceDetails, PersonId};

impl App {
    /// Keeps a conference, or the new status of one that is known.
    pub async fn add_conference(
        &self,
        _caller: &Caller,
        person: &PersonId,
        conference: ConferenceDetails,
    ) -> Result<Arrival<Conference>, AppError> {
        Ok(self.store.add_conference(person, &conference.into()).await?)
    }

    /// A person's conferences by date.
    pub async fn conferences(
        &self,
        _caller: &Caller,
        person: &PersonId,
    ) -> Result<Vec<Conference>, AppError> {
        self.known_person(person).await?;
        Ok(self.store.conferences(person).await?)
    }

    /// One conference.
    pub async fn conference(
        &self,
        caller: &Caller,
        person: &PersonId,
        number: u32,
    ) -> Result<Conference, AppError> {
        let conferences = self.conferences(caller, person).await?;
        let found = conferences.into_iter().find(|conference| conference.number == number);
        found.ok_or_else(|| AppError::ConferenceNotFound { person: person.clone(), number })
    }
}
