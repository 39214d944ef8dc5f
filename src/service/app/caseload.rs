//! Who holds whose case, and who is posted where: what the record system says, and what places on a case come from.

use jiff::civil::Date;

use super::access::What;
use super::caller::Caller;
use super::error::AppError;
use super::handle::App;
use super::record::Details;
use cip_store::{Arrival, CaseloadEntry, Holder, PersonId, StaffEntry, Subject, Term};

impl App {
    /// Keeps an entry of a person's caseload. One of the same holder from the same day takes over its end.
    pub async fn put_caseload(
        &self,
        caller: &Caller,
        person: &PersonId,
        entry: CaseloadEntry,
    ) -> Result<Arrival<CaseloadEntry>, AppError> {
        let details = term(held_by(Details::none(), &entry.holder), entry.term);
        self.change(caller, What::PutCaseload, person, details, |case| async move {
            Ok(self.kept.put_caseload(&case, &entry).await?.map(|()| entry))
        })
        .await
    }

    /// Who holds a person's case, and held it.
    pub async fn caseload(&self, caller: &Caller, person: &PersonId) -> Result<Vec<CaseloadEntry>, AppError> {
        self.look(caller, What::ViewCaseload, person, |case| async move {
            self.known_person(&case).await?;
            Ok((self.kept.caseload(&case).await?, Details::none()))
        })
        .await
    }

    /// Ends what a holder has of a person's case, on a day or at once. Gives the caseload as it is then.
    pub async fn end_caseload(
        &self,
        caller: &Caller,
        person: &PersonId,
        holder: &Holder,
        until: Option<Date>,
    ) -> Result<Vec<CaseloadEntry>, AppError> {
        let until = until.unwrap_or_else(|| self.clock.today());
        let details = held_by(Details::none(), holder).with("until", until.to_string());
        self.change(caller, What::EndCaseload, person, details, |case| async move {
            self.known_person(&case).await?;
            self.kept.end_caseload(&case, holder, until).await?;
            Ok(self.kept.caseload(&case).await?)
        })
        .await
    }

    /// Keeps that somebody is posted to an establishment. The same name from the same day takes over the end.
    pub async fn put_staff(
        &self,
        caller: &Caller,
        establishment: &str,
        entry: StaffEntry,
    ) -> Result<Arrival<StaffEntry>, AppError> {
        let details = term(Details::none().with("name", entry.name.clone()), entry.term);
        self.govern(caller, What::PutStaff, Some(place(establishment)), details).await?;
        Ok(self.kept.put_staff(establishment, &entry).await?.map(|()| entry))
    }

    /// Who is posted to an establishment, and was.
    pub async fn staff(&self, caller: &Caller, establishment: &str) -> Result<Vec<StaffEntry>, AppError> {
        self.govern(caller, What::ViewStaff, Some(place(establishment)), Details::none()).await?;
        Ok(self.kept.staff(establishment).await?)
    }

    /// Ends somebody's posting to an establishment, on a day or at once. Gives those who are posted there then.
    pub async fn end_staff(
        &self,
        caller: &Caller,
        establishment: &str,
        name: &str,
        until: Option<Date>,
    ) -> Result<Vec<StaffEntry>, AppError> {
        let until = until.unwrap_or_else(|| self.clock.today());
        let details = Details::none().with("name", name).with("until", until.to_string());
        self.govern(caller, What::EndStaff, Some(place(establishment)), details).await?;
        self.kept.end_staff(establishment, name, until).await?;
        Ok(self.kept.staff(establishment).await?)
    }
}

fn place(establishment: &str) -> Subject {
    Subject { kind: "ESTABLISHMENT".to_owned(), id: establishment.to_owned() }
}

fn held_by(details: Details, holder: &Holder) -> Details {
    match holder {
        Holder::Name(name) => details.with("name", name.clone()),
        Holder::Establishment(id) => details.with("establishment", id.clone()),
    }
}

fn term(details: Details, term: Term) -> Details {
    let details = details.with("from", term.from.to_string());
    details.with_any("until", term.until.map(|day| day.to_string()))
}
