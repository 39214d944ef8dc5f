//! What the API and the pages share: how a request is read, how it is refused, and in which forms it is answered.
//!
//! A handler extracts, calls a use case, converts. Every refusal is a [`problem::Problem`]: programs get it as a problem
//! document, and people as a page.

pub(crate) mod extract;
pub(crate) mod metrics;
pub(crate) mod problem;
pub(crate) mod reply;
