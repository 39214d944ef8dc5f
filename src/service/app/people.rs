//! Who there is, and what is known of them.

use super::caller::Caller;
use super::error::AppError;
use super::handle::App;
use super::paging::{Listing, Paging};
use cip_store::{Arrival, Person, PersonId, PersonSummary};

impl App {
    /// Keeps what is known of a person, in place of what was known.
    pub async fn put_person(&self, _caller: &Caller, person: Person) -> Result<Arrival<Person>, AppError> {
        let arrival = self.store.put_person(&person).await?;
        Ok(arrival.map(|()| person))
    }

    /// What is known of a person.
    pub async fn person(&self, caller: &Caller, id: &PersonId) -> Result<Person, AppError> {
        self.find_person(caller, id).await?.ok_or_else(|| AppError::PersonNotFound(id.clone()))
    }

    /// What is known of a person; none where nobody has this id.
    pub async fn find_person(&self, _caller: &Caller, id: &PersonId) -> Result<Option<Person>, AppError> {
        Ok(self.store.person(id).await?)
    }

    /// People by id, a part at a time.
    pub async fn people(
        &self,
        _caller: &Caller,
        paging: &Paging<PersonId>,
    ) -> Result<Listing<PersonSummary, PersonId>, AppError> {
        // One more than is wanted shows whether more follow.
        let people = self.store.people(paging.after.as_ref(), paging.limit + 1).await?;
        Ok(paging.cut(people, |summary| summary.person.id.clone()))
    }

    /// Refuses an unknown person, who is not the same as one who merely has nothing of what was asked for.
    pub(super) async fn known_person(&self, id: &PersonId) -> Result<(), AppError> {
        match self.store.person(id).await? {
            Some(_) => Ok(()),
            None => Err(AppError::PersonNotFound(id.clone())),
        }
    }
}
