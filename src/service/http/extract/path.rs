//! The person and the number in a path.

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;

use super::values::Number;
use crate::http::problem::{Problem, sentence};
use cip_store::PersonId;

/// `/v1/people/{person}/…`
pub(in crate::http) struct PersonPath(pub(in crate::http) PersonId);

/// `/v1/people/{person}/…/{number}`
pub(in crate::http) struct NumberPath {
    /// Whose.
    pub(in crate::http) person: PersonId,
    /// Which.
    pub(in crate::http) number: u32,
}

impl<S: Send + Sync> FromRequestParts<S> for PersonPath {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        person(&params(parts, state).await?).map(Self)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for NumberPath {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let params = params(parts, state).await?;
        let number = Number::read(find(&params, "number"))
            .map_err(|error| Problem::bad_request("invalid_number", sentence(&error)).at_field("number"))?;
        Ok(Self { person: person(&params)?, number: number.0 })
    }
}

async fn params<S: Send + Sync>(parts: &mut Parts, state: &S) -> Result<RawPathParams, Problem> {
    let params = RawPathParams::from_request_parts(parts, state).await;
    params.map_err(|_| Problem::bad_request("invalid_path", "The path is not UTF-8."))
}

fn person(params: &RawPathParams) -> Result<PersonId, Problem> {
    let id = find(params, "person").parse();
    id.map_err(|error: cip_store::InvalidPersonId| {
        Problem::bad_request("invalid_person_id", sentence(&error.to_string())).at_field("person")
    })
}

fn find<'a>(params: &'a RawPathParams, name: &str) -> &'a str {
    params.iter().find(|(key, _)| *key == name).map_or("", |(_, value)| value)
}
