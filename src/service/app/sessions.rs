//! Sessions of people who signed in: kept by the store, so that every copy of the service knows them.

use jiff::Timestamp;

use super::caller::Caller;
use super::error::AppError;
use super::handle::App;
use super::record::{Details, event};
use cip_store::{ContentHash, Session, StoreError, Subject};

impl App {
    /// Keeps a session of somebody who signed in, and forgets those that began, or were last seen, before these times.
    pub async fn begin_session(
        &self,
        session: &Session,
        begun: Timestamp,
        seen: Timestamp,
    ) -> Result<(), StoreError> {
        self.kept.forget_sessions(begun, seen).await?;
        self.kept.begin_session(session).await
    }

    /// The session whose id has this hash.
    pub async fn session(&self, hash: ContentHash) -> Result<Option<Session>, StoreError> {
        self.kept.session(hash).await
    }

    /// The sessions of a name, the oldest first.
    pub async fn sessions_of(&self, name: &str) -> Result<Vec<Session>, StoreError> {
        self.kept.sessions_of(name).await
    }

    /// Says of a session that a request came.
    pub async fn session_seen(&self, hash: ContentHash, at: Timestamp) -> Result<(), StoreError> {
        self.kept.session_seen(hash, at).await
    }

    /// Whether the provider is to be asked about a session by whoever asks this, who has until a time for it.
    pub async fn claim_session(
        &self,
        session: &Session,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<bool, StoreError> {
        self.kept.claim_session(session, now, until).await
    }

    /// Lets others ask about a session, where nothing came of it.
    pub async fn release_session(&self, hash: ContentHash) -> Result<(), StoreError> {
        self.kept.release_session(hash).await
    }

    /// Keeps what the provider said anew; false where the session has ended meanwhile.
    pub async fn renew_session(&self, session: &Session) -> Result<bool, StoreError> {
        self.kept.renew_session(session).await
    }

    /// Ends a session, if it is there.
    pub async fn end_session(&self, hash: ContentHash) -> Result<(), StoreError> {
        self.kept.end_session(hash).await
    }

    /// Ends all sessions of a name, or everybody's, once that is in the record: from their next request on they are over,
    /// at every copy of the service. Says how many there were. Somebody whom the provider still lets in can sign in again.
    ///
    /// # Errors
    ///
    /// [`AppError::NotRecorded`]; [`AppError::Store`].
    pub async fn end_all_sessions(&self, caller: &Caller, name: Option<&str>) -> Result<u64, AppError> {
        let about = name.map(|name| Subject { kind: "USER".to_owned(), id: name.to_owned() });
        let details = Details::none().with("all", true);
        self.write(event(caller, self.clock.now(), "END_SESSION", about, None, &details)).await?;
        let Some(name) = name else {
            return Ok(self.kept.forget_sessions(Timestamp::MAX, Timestamp::MAX).await?);
        };
        let mut ended = 0;
        for session in self.kept.sessions_of(name).await? {
            ended += u64::from(self.kept.end_session_of(name, &session.handle).await?);
        }
        Ok(ended)
    }

    /// Ends a session of this name; false where it has none of this handle.
    pub async fn end_session_of(&self, name: &str, handle: &str) -> Result<bool, StoreError> {
        self.kept.end_session_of(name, handle).await
    }
}
