//! Answers by idempotency key, so that a request that is sent twice is answered twice and done once.

use super::ContentHash;

/// How many answers are kept; the oldest go first. A sender that tries again does so within a few requests.
pub const ANSWERS_MAX: u32 = 100_000;

/// An answer as it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Of all that made the request; another one under the same key is a mistake of the sender.
    pub fingerprint: ContentHash,
    /// The status.
    pub status: u16,
    /// Where what was made is.
    pub location: Option<String>,
    /// What the body is.
    pub content_type: Option<String>,
    /// The body.
    pub body: Vec<u8>,
}
