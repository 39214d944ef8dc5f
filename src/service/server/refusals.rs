//! Every refusal of a known route is a row of the record of looks: also of a request that no use case was asked about,
//! because it could not be read.
//!
//! A use case writes its own refusals, with what was asked for; here the rest is written. What is turned away because too
//! much is asked of the service is not: the record would be one thing more to do.

use axum::extract::rejection::RawPathParamsRejection;
use axum::extract::{MatchedPath, RawPathParams, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::app::{App, Caller};
use crate::http::problem::{Problem, RefusedAs};
use cip_store::PersonId;

/// Writes a row for a refusal that has none yet. Belongs inside what says who asks.
pub(super) async fn recorded(
    State(app): State<App>,
    params: Result<RawPathParams, RawPathParamsRejection>,
    mut request: Request,
    next: Next,
) -> Response {
    let route = request.extensions().get::<MatchedPath>().cloned();
    let caller = request.extensions().get::<Caller>().cloned().map(Caller::anew);
    let (Some(route), Some(caller)) = (route, caller) else { return next.run(request).await };
    request.extensions_mut().insert(caller.clone());
    let method = request.method().clone();
    let response = next.run(request).await;
    let refused = response.extensions().get::<RefusedAs>().filter(|_| response.status().is_client_error());
    let Some(RefusedAs(code)) = refused else { return response };
    let person = params.iter().flatten().find(|(name, _)| *name == "person");
    let person: Option<PersonId> = person.and_then(|(_, id)| id.parse().ok());
    let asked = (method.as_str(), route.as_str());
    match app.record_refusal(&caller, person.as_ref(), asked, code).await {
        Ok(()) => response,
        Err(not_recorded) => Problem::from(not_recorded).into_response(),
    }
}
