//! Why somebody looks at a case: whether they are asked, what they said, and for how long that counts.

use std::borrow::Cow;

use super::policy::ReasonPolicy;
use super::rule::Rule;
use super::what::What;
use crate::app::access::subject;
use crate::app::caller::{Caller, Request};
use crate::app::error::AppError;
use crate::app::handle::App;
use crate::app::record::Details;
use cip_store::{GivenReason, PersonId};

impl App {
    /// Whether somebody who opens a page of this case is asked first why they look: policy has it so, they may read, and
    /// have neither said it in this session nor passed it over. It is the same for a person whom nobody knows.
    pub async fn asks_why(&self, caller: &Caller, person: &PersonId) -> Result<bool, AppError> {
        let Request { session, reason, .. } = caller.request();
        let (Some(session), None) = (session, reason) else { return Ok(false) };
        if self.policy.reason == ReasonPolicy::Off || Rule::Reads.granted(caller).is_none() {
            return Ok(false);
        }
        Ok(self.kept.given_reason(*session, person, self.clock.now()).await?.is_none())
    }

    /// Keeps why somebody looks at a case, for the session by which they ask: it stands in the rows of all that they look
    /// at of it, until it counts no longer. None passes the question over.
    ///
    /// # Errors
    ///
    /// [`AppError::ReasonMissing`] where it is passed over and policy does not have that; [`AppError::RoleMissing`].
    pub async fn give_reason(
        &self,
        caller: &Caller,
        person: &PersonId,
        reason: Option<&str>,
    ) -> Result<(), AppError> {
        let about = Some(subject(person));
        let reason = reason.map(str::trim).filter(|reason| !reason.is_empty()).map(str::to_owned);
        if reason.is_none() && self.policy.reason == ReasonPolicy::Required {
            return Err(self.refused(caller, What::GiveReason, about, AppError::ReasonMissing).await);
        }
        let caller = saying(caller, reason.clone());
        let until = self.clock.now().checked_add(self.policy.reason_kept).unwrap_or(jiff::Timestamp::MAX);
        let details = Details::none().with("until", until.to_string());
        self.govern(&caller, What::GiveReason, about, details).await?;
        if let Some(session) = caller.request().session {
            self.kept.give_reason(session, person, &GivenReason { reason, until }).await?;
        }
        Ok(())
    }

    /// The caller with what they said before, in the session by which they ask, of why they look at this case.
    pub(super) async fn saying_why<'c>(
        &self,
        caller: &'c Caller,
        person: &PersonId,
    ) -> Result<Cow<'c, Caller>, AppError> {
        let Request { session, reason, .. } = caller.request();
        let (Some(session), None) = (session, reason) else { return Ok(Cow::Borrowed(caller)) };
        if self.policy.reason == ReasonPolicy::Off {
            return Ok(Cow::Borrowed(caller));
        }
        let given = self.kept.given_reason(*session, person, self.clock.now()).await?;
        Ok(Cow::Owned(saying(caller, given.and_then(|given| given.reason))))
    }

    /// Refuses a look without a reason, where policy wants one.
    pub(super) fn reason_given(&self, caller: &Caller, what: What) -> Result<(), AppError> {
        let wanted = self.policy.reason == ReasonPolicy::Required && what.rule().is_look();
        let given = caller.request().reason.as_deref().is_some_and(|reason| !reason.trim().is_empty());
        if wanted && caller.is_identified() && !given { Err(AppError::ReasonMissing) } else { Ok(()) }
    }
}

fn saying(caller: &Caller, reason: Option<String>) -> Caller {
    caller.clone().by(Request { reason, ..caller.request().clone() })
}
