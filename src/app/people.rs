//! Who there is, and what is known of them.

use super::{App, AppError, Caller};
use crate::store::{Arrival, Person, PersonId, PersonSummary};

impl App {
    /// Keeps what is known of a person, in place of what was known.
    pub async fn put_person(&self, _caller: &Caller, person: Person) -> Result<Arrival<Person>, AppError> {
        let arrival = self.store.put_person(&person).await?;
        Ok(arrival.map(|()| person))
    }

    /// What is known of a person.
    pub async fn person(&self, _caller: &Caller, id: &PersonId) -> Result<Person, AppError> {
        self.store.person(id).await?.ok_or_else(|| AppError::PersonNotFound(id.clone()))
    }

    /// All people, by id.
    pub async fn people(&self, _caller: &Caller) -> Result<Vec<PersonSummary>, AppError> {
        Ok(self.store.people().await?)
    }

    /// Tells an unknown person from one who merely has nothing of what was asked for.
    pub(super) async fn known_person(&self, id: &PersonId) -> Result<(), AppError> {
        match self.store.person(id).await? {
            Some(_) => Ok(()),
            None => Err(AppError::PersonNotFound(id.clone())),
        }
    }
}
