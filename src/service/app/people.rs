//! Who there is, and what is known of them.

use super::access::{Case, What};
use super::caller::Caller;
use super::error::AppError;
use super::handle::App;
use super::paging::{Listing, Paging};
use super::record::Details;
use cip_store::{Arrival, Person, PersonId, PersonSummary};

impl App {
    /// Keeps what is known of a person, in place of what was known. Whoever adds one by hand has a place on the case.
    pub async fn put_person(&self, caller: &Caller, person: Person) -> Result<Arrival<Person>, AppError> {
        let begun = self.begin_case(caller, &person.id).await?;
        let known = person.known.clone();
        let kept = self.look(caller, What::PutPerson, &person.id, |case| async move {
            Ok((self.kept.put_person(&case, known).await?, Details::none()))
        });
        Ok(match kept.await? {
            Arrival::Known(()) if !begun => Arrival::Known(person),
            _ => Arrival::New(person),
        })
    }

    /// Adds a person; one who is there is left as they are.
    pub async fn add_person(&self, caller: &Caller, person: Person) -> Result<Arrival<()>, AppError> {
        let Person { id, known } = person;
        let begun = self.begin_case(caller, &id).await?;
        self.look(caller, What::PutPerson, &id, |case| async move {
            if !begun && self.kept.person(&case).await?.is_some() {
                return Ok((Arrival::Known(()), Details::none().with("there", true)));
            }
            self.kept.put_person(&case, known).await?;
            Ok((Arrival::New(()), Details::none()))
        })
        .await
    }

    /// What is known of a person.
    pub async fn person(&self, caller: &Caller, id: &PersonId) -> Result<Person, AppError> {
        Ok(self.open_person(caller, id).await?.0)
    }

    /// What is known of a person, with their case: for a page that shows more of it.
    pub async fn open_person(&self, caller: &Caller, id: &PersonId) -> Result<(Person, Case), AppError> {
        self.look(caller, What::ViewPerson, id, |case| async move {
            let person = self.known_person(&case).await?;
            Ok(((person, case), Details::none()))
        })
        .await
    }

    /// What is known of a person; none where nobody has this id, or the caller no place on the case.
    pub async fn find_person(&self, caller: &Caller, id: &PersonId) -> Result<Option<Person>, AppError> {
        match self.person(caller, id).await {
            Ok(person) => Ok(Some(person)),
            Err(AppError::PersonNotFound(_)) => Ok(None),
            Err(other) => Err(other),
        }
    }

    /// Opens a form to post by hand to somebody who is known.
    pub async fn open_form(&self, caller: &Caller, id: &PersonId) -> Result<(), AppError> {
        self.look(caller, What::OpenForm, id, |case| async move {
            self.known_person(&case).await?;
            Ok(((), Details::none()))
        })
        .await
    }

    /// People by id, a part at a time: those on whose case the caller has a place.
    pub async fn people(
        &self,
        caller: &Caller,
        paging: &Paging<PersonId>,
    ) -> Result<Listing<PersonSummary, PersonId>, AppError> {
        self.govern(caller, What::ViewPeople, None, Details::none()).await?;
        let after = paging.after.as_ref();
        // One more than is wanted shows whether more follow.
        let people = match self.asking(caller) {
            Some(asking) => self.kept.people_of(&asking, after, paging.limit + 1).await?,
            None => self.kept.people(after, paging.limit + 1).await?,
        };
        Ok(paging.cut(people, |summary| summary.person.id.clone()))
    }

    /// Refuses an unknown person, who is not the same as one who merely has nothing of what was asked for.
    pub(super) async fn known_person(&self, case: &Case) -> Result<Person, AppError> {
        self.kept.person(case).await?.ok_or_else(|| AppError::PersonNotFound(case.person().clone()))
    }
}
