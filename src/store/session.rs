//! Sessions of people who signed in.

use jiff::Timestamp;

use super::ContentHash;

/// A session. The id in the browser's cookie is not in it, only its hash: who copies the database opens no session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The SHA-256 hash of the id in the cookie.
    pub hash: ContentHash,
    /// By which name the session is called where its id must not be told.
    pub handle: String,
    /// Whose it is.
    pub name: String,
    /// What the person may do, in names of roles.
    pub roles: Vec<String>,
    /// When the person signed in.
    pub begun: Timestamp,
    /// When the last request came, to within a minute.
    pub seen: Timestamp,
    /// When the provider last said what the person may do.
    pub checked: Timestamp,
    /// Whom the provider calls the person (`sub`).
    pub subject: String,
    /// By what the provider is asked again, sealed; none where it gave nothing.
    pub refresh: Option<Vec<u8>>,
}

/// Why somebody looks at a case, as they said it in a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenReason {
    /// Their own words; none where they were asked and passed it over.
    pub reason: Option<String>,
    /// Until when they are not asked again.
    pub until: Timestamp,
}
