//! Cases that are opened in an emergency, without a place on them.

use super::access::{ReasonPolicy, What, subject};
use super::caller::Caller;
use super::error::AppError;
use super::handle::App;
use super::paging::{Listing, Paging};
use super::record::Details;
use cip_store::{BreakGlass, NewBreakGlass, Outcome, PersonId, Review};

impl App {
    /// Opens a person's case for a while to a caller who has no place on it, for a reason that governance reads.
    ///
    /// Whether there is such a person is not said; whoever wants to know has to look, and is in the record by then.
    ///
    /// # Errors
    ///
    /// [`AppError::ReasonMissing`] where the reason is blank; [`AppError::RoleMissing`].
    pub async fn break_glass(
        &self,
        caller: &Caller,
        person: &PersonId,
        reason: &str,
    ) -> Result<BreakGlass, AppError> {
        let about = Some(subject(person));
        if reason.trim().is_empty() {
            return Err(self.refused(caller, What::BreakGlass, about, AppError::ReasonMissing).await);
        }
        let opened = self.clock.now();
        let until = opened.checked_add(self.policy.break_glass).unwrap_or(jiff::Timestamp::MAX);
        let details = Details::none().with("reason", reason).with("until", until.to_string());
        // In the record before the case is open.
        self.govern(caller, What::BreakGlass, about, details).await?;
        if self.policy.reason != ReasonPolicy::Off {
            // It says why they look, too, so they are not asked again at the first page.
            self.give_reason(caller, person, Some(reason)).await?;
        }
        let (person, name, reason) = (person.clone(), caller.to_string(), reason.trim().to_owned());
        let kept = NewBreakGlass { person, name, reason, opened, until };
        let opened = self.kept.open_break_glass(&kept).await?;
        tracing::warn!(number = opened.number, "a case was opened in an emergency and waits for its review");
        Ok(opened)
    }

    /// Cases that were opened in an emergency, the newest first; those that wait for their review, or all.
    pub async fn break_glasses(
        &self,
        caller: &Caller,
        waiting: bool,
        paging: &Paging<u64>,
    ) -> Result<Listing<BreakGlass, u64>, AppError> {
        self.govern(caller, What::ViewBreakGlass, None, Details::none().with("waiting", waiting)).await?;
        let mut entries = self.kept.break_glass(paging.after, waiting, paging.limit + 1).await?;
        let more = entries.len() > paging.limit;
        entries.truncate(paging.limit);
        let next = entries.last().filter(|_| more).map(|opened| opened.number);
        Ok(Listing { entries, next })
    }

    /// Keeps what governance says of a case that was opened in an emergency. The first review stands.
    ///
    /// # Errors
    ///
    /// [`AppError::OwnReview`] where the reviewer opened it; [`AppError::Reviewed`] where a first review says otherwise; [`AppError::BreakGlassNotFound`].
    pub async fn review_break_glass(
        &self,
        caller: &Caller,
        number: u64,
        outcome: Outcome,
        note: Option<String>,
    ) -> Result<BreakGlass, AppError> {
        let details = Details::none().with("number", number).with("outcome", outcome.name());
        self.govern(caller, What::ReviewBreakGlass, None, details).await?;
        let opened = self.kept.one_break_glass(number).await?;
        let opened = opened.ok_or(AppError::BreakGlassNotFound(number))?;
        let about = Some(subject(&opened.opened.person));
        if caller.has_opened(&opened) {
            return Err(self.refused(caller, What::ReviewBreakGlass, about, AppError::OwnReview).await);
        }
        let review = Review { by: caller.to_string(), at: self.clock.now(), outcome, note };
        let reviewed = self.kept.review_break_glass(number, &review).await?;
        let reviewed = reviewed.ok_or(AppError::BreakGlassNotFound(number))?;
        match &reviewed.review {
            Some(first) if first.outcome != outcome => {
                let reviewed = AppError::Reviewed { by: first.by.clone(), outcome: first.outcome };
                Err(self.refused(caller, What::ReviewBreakGlass, about, reviewed).await)
            }
            _ => Ok(reviewed),
        }
    }
}

impl Caller {
    /// Whether it was the caller who opened a case in an emergency. Without identity that is not known of anybody.
    pub fn has_opened(&self, one: &BreakGlass) -> bool {
        self.is_identified() && one.opened.name == self.to_string()
    }
}
