//! Who asks, and a place in the queue for the work that the answer takes.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use super::path::PersonPath;
use crate::app::{App, Caller};
use crate::compute::Admission;
use crate::http::problem::Problem;
use cip_store::PersonId;

/// Who asks; the server's layers have found that out before any handler is called.
pub(crate) struct Asker(pub(crate) Caller);

/// `/people/{person}/…`, of somebody who is known and to whom the caller may post.
pub(crate) struct KnownPerson(pub(crate) PersonId);

/// A place in the queue, taken before the handler begins: for requests that always have something computed. All of a
/// request's work is done under it.
pub(crate) struct Admitted(pub(crate) Admission);

impl<S: Send + Sync> FromRequestParts<S> for Asker {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Problem> {
        parts.extensions.get::<Caller>().cloned().map(Self).ok_or_else(|| {
            tracing::error!("a request reached a handler without a caller");
            Problem::internal()
        })
    }
}

impl FromRequestParts<App> for KnownPerson {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let Asker(caller) = Asker::from_request_parts(parts, app).await?;
        let PersonPath(person) = PersonPath::from_request_parts(parts, app).await?;
        app.open_form(&caller, &person).await?;
        Ok(Self(person))
    }
}

impl FromRequestParts<App> for Admitted {
    type Rejection = Problem;

    async fn from_request_parts(_parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        Ok(Self(app.admit()?))
    }
}
