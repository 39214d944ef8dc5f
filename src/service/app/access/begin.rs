//! A case that begins: whoever adds a person by hand has a place on it from then on.

use jiff::ToSpan;

use super::case::Case;
use super::rule::Granted;
use super::what::What;
use crate::app::access::subject;
use crate::app::caller::Caller;
use crate::app::clock::day;
use crate::app::error::AppError;
use crate::app::handle::App;
use crate::app::record::Details;
use cip_store::{CaseloadEntry, Holder, PersonId, Term};

impl App {
    /// Puts a person whom nobody knows yet on the caseload of whoever adds them by hand, for as long as policy has it; says
    /// whether that was done. It is in the record before. Of several at once, one does it.
    ///
    /// A person who is there is left alone, and whoever has no place on the case is then told what they always are. A
    /// system needs no place, so it gets none.
    pub(in crate::app) async fn begin_case(
        &self,
        caller: &Caller,
        person: &PersonId,
    ) -> Result<bool, AppError> {
        let takes_place = What::PutPerson.rule().granted(caller) == Some(Granted::WithPlace);
        let Some(asking) = self.asking(caller).filter(|_| takes_place && self.policy.added_for_days > 0)
        else {
            return Ok(false);
        };
        if self.kept.person(&Case::of(person)).await?.is_some() {
            return Ok(false);
        }
        let from = day(self.clock.now());
        let until = from.saturating_add(i64::from(self.policy.added_for_days).days());
        let details = Details::none().with("name", asking.name.clone()).with("from", from.to_string());
        let details = details.with("until", until.to_string());
        self.note(caller, What::BeginCase, Some(subject(person)), None, &details).await?;
        let term = Term { from, until: Some(until) };
        let entry = CaseloadEntry { holder: Holder::Name(asking.name), term };
        Ok(self.kept.begin_case(person, &entry).await?)
    }
}
