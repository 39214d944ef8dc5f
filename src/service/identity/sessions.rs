//! Sessions: who has signed in, until when that counts, and what the provider says of them meanwhile.

use std::time::Duration;

use aws_lc_rs::error::Unspecified;
use jiff::{SignedDuration, Timestamp};

use super::handle::{Identity, SignedIn};
use super::provider::NotKnown;
use super::random::Id;
use super::sign_in::{Known, NoSignIn};
use crate::app::{App, Caller, Role, Roles};
use crate::http::problem::Problem;
use cip_store::{ContentHash, Session, StoreError};

/// How exactly it is known when a request came last.
const SEEN_WITHIN: Duration = Duration::from_mins(1);
/// How long asking the provider about a session may take as a whole.
const ASKING: Duration = Duration::from_secs(20);
/// After how long another may ask in place of one that began and was not heard of again: that copy of the service is gone.
/// Longer than asking takes by as much as the copies' clocks may differ.
const ASKING_COUNTS: SignedDuration = SignedDuration::from_secs(40);
/// How long a request waits for what comes of another's asking, and how often it looks.
const WAITING_MAX: Duration = Duration::from_secs(25);
const LOOK_AGAIN: Duration = Duration::from_millis(50);
/// What the token of forms is made under.
const FORM: &str = "form";

/// Who asks by a session.
pub(super) enum Asks {
    /// Somebody who signed in.
    Person(Box<(Caller, SignedIn)>),
    /// Nobody: there is no such session, or it is over.
    Nobody,
    /// The provider would have to be asked, and does not answer.
    Unknown,
}

impl Identity {
    /// Begins a session of somebody the provider knows; one that the browser had is over.
    pub(super) async fn begin_session(
        &self,
        app: &App,
        old: Option<Id>,
        known: &Known,
    ) -> Result<Id, Problem> {
        let (id, now) = (Id::new().map_err(no_id)?, self.now());
        if let Some(old) = old {
            app.end_session(old.hash()).await?;
        }
        let session = Session {
            hash: id.hash(),
            handle: id.value("handle")[..16].to_owned(),
            name: known.name.clone(),
            roles: names(known.roles),
            begun: now,
            seen: now,
            checked: now,
            subject: known.subject.clone(),
            refresh: known.refresh.as_deref().map(|token| id.seal(token)).transpose().map_err(no_id)?,
        };
        let limits = self.settings().sessions;
        let seen = limits.idle.saturating_add(SEEN_WITHIN);
        app.begin_session(&session, before(now, limits.absolute), before(now, seen)).await?;
        Ok(id)
    }

    /// Who asks by the session of this id.
    pub(super) async fn person(&self, app: &App, id: &Id) -> Result<Asks, StoreError> {
        let Some(session) = self.session(app, id.hash()).await? else { return Ok(Asks::Nobody) };
        let session = if self.is_due(&session) {
            match self.checked(app, id).await? {
                Ok(session) => session,
                Err(asks) => return Ok(asks),
            }
        } else {
            session
        };
        let now = self.now();
        if is_over(session.seen, SEEN_WITHIN, now) {
            app.session_seen(session.hash, now).await?;
        }
        let signed_in = SignedIn {
            name: session.name.clone(),
            form: id.value(FORM),
            handle: session.handle,
            session: session.hash,
        };
        let caller = Caller::person(session.name, roles(&session.roles));
        Ok(Asks::Person(Box::new((caller, signed_in))))
    }

    /// A session that is not over.
    async fn session(&self, app: &App, hash: ContentHash) -> Result<Option<Session>, StoreError> {
        let (limits, now) = (self.settings().sessions, self.now());
        let Some(session) = app.session(hash).await? else { return Ok(None) };
        if is_over(session.begun, limits.absolute, now) || is_over(session.seen, limits.idle, now) {
            app.end_session(hash).await?;
            return Ok(None);
        }
        Ok(Some(session))
    }

    fn is_due(&self, session: &Session) -> bool {
        is_over(session.checked, self.settings().sessions.recheck, self.now())
    }

    /// The session after the provider was asked whether its person still has these roles. One asks, over all copies of
    /// the service, for what the provider is asked by may count once; the others wait for what comes of it.
    async fn checked(&self, app: &App, id: &Id) -> Result<Result<Session, Asks>, StoreError> {
        let waits = tokio::time::Instant::now();
        loop {
            let Some(session) = self.session(app, id.hash()).await? else { return Ok(Err(Asks::Nobody)) };
            if !self.is_due(&session) {
                return Ok(Ok(session));
            }
            let now = self.now();
            let until = now.checked_add(ASKING_COUNTS).unwrap_or(Timestamp::MAX);
            if app.claim_session(&session, now, until).await? {
                return self.ask(app, id, session).await;
            }
            if waits.elapsed() > WAITING_MAX {
                return Ok(Err(Asks::Unknown));
            }
            tokio::time::sleep(LOOK_AGAIN).await;
        }
    }

    /// Asks the provider about a session, and keeps what it says, whoever hangs up meanwhile: what it gave to be asked by
    /// the next time would be lost, and the session with it.
    async fn ask(&self, app: &App, id: &Id, session: Session) -> Result<Result<Session, Asks>, StoreError> {
        let (identity, app, id) = (self.clone(), app.clone(), id.clone());
        let asked = tokio::spawn(async move { identity.ask_to_the_end(&app, &id, session).await });
        asked.await.unwrap_or(Ok(Err(Asks::Unknown)))
    }

    async fn ask_to_the_end(
        &self,
        app: &App,
        id: &Id,
        mut session: Session,
    ) -> Result<Result<Session, Asks>, StoreError> {
        let refresh = session.refresh.as_deref().and_then(|sealed| id.open(sealed).ok());
        // Where the provider gave nothing to ask by, the person signs in again.
        let Some(refresh) = refresh else { return self.over(app, id).await.map(Err) };
        let asked = tokio::time::timeout(ASKING, self.asked_again(&session.subject, &refresh)).await;
        match asked.unwrap_or(Err(NoSignIn::Provider(NotKnown))) {
            Ok(known) if known.name == session.name => {
                session.roles = names(known.roles);
                session.checked = self.now();
                session.refresh = known.refresh.as_deref().and_then(|token| id.seal(token).ok());
                let is_there = app.renew_session(&session).await?;
                Ok(if is_there { Ok(session) } else { Err(Asks::Nobody) })
            }
            Err(NoSignIn::Provider(_)) => {
                app.release_session(session.hash).await?;
                Ok(Err(Asks::Unknown))
            }
            _ => self.over(app, id).await.map(Err),
        }
    }

    async fn over(&self, app: &App, id: &Id) -> Result<Asks, StoreError> {
        app.end_session(id.hash()).await?;
        Ok(Asks::Nobody)
    }
}

/// Whether this much time has gone by since.
fn is_over(since: Timestamp, length: Duration, now: Timestamp) -> bool {
    before(now, length) >= since
}

fn before(now: Timestamp, length: Duration) -> Timestamp {
    let length = SignedDuration::try_from(length).unwrap_or(SignedDuration::MAX);
    now.checked_sub(length).unwrap_or(Timestamp::MIN)
}

fn names(roles: Roles) -> Vec<String> {
    Role::ALL.into_iter().filter(|role| roles.has(*role)).map(|role| role.name().to_owned()).collect()
}

fn roles(names: &[String]) -> Roles {
    names.iter().filter_map(|name| Role::of_name(name)).collect()
}

/// The machine gives no random numbers.
fn no_id(_: Unspecified) -> Problem {
    tracing::error!("there are no random numbers");
    Problem::internal()
}
