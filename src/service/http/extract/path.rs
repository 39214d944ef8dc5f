//! The person and the number in a path.

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;

use super::values::{EstablishmentId, Number};
use crate::app::sentence;
use crate::http::problem::Problem;
use cip_engine::text::Span;
use cip_store::PersonId;

/// `/v1/people/{person}/…`
pub(crate) struct PersonPath(pub(crate) PersonId);

/// `/v1/people/{person}/…/{number}`
pub(crate) struct NumberPath {
    /// Whose.
    pub(crate) person: PersonId,
    /// Which.
    pub(crate) number: u32,
}

/// `/v1/establishments/{establishment}/…`
pub(crate) struct EstablishmentPath(pub(crate) String);

/// `/v1/break-glass/{number}/…`
pub(crate) struct CountPath(pub(crate) u64);

/// `/people/{person}/versions/{number}/passages/{span}`: bytes of a version, from the first to the one after the last.
pub(crate) struct SpanPath(pub(crate) Span);

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

impl<S: Send + Sync> FromRequestParts<S> for SpanPath {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let params = params(parts, state).await?;
        let bounds = find(&params, "span").split_once('-');
        let span =
            bounds.and_then(|(start, end)| Some(Span { start: start.parse().ok()?, end: end.parse().ok()? }));
        let detail = "A passage is called by its bytes, such as 120-188.";
        span.map(Self).ok_or_else(|| Problem::bad_request("invalid_span", detail).at_field("span"))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for EstablishmentPath {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let params = params(parts, state).await?;
        let id = EstablishmentId::read(find(&params, "establishment"));
        id.map(|id| Self(id.0)).map_err(|error| {
            Problem::bad_request("invalid_establishment_id", sentence(&error)).at_field("establishment")
        })
    }
}

impl<S: Send + Sync> FromRequestParts<S> for CountPath {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let params = params(parts, state).await?;
        let number = Number::read(find(&params, "number"));
        number
            .map(|number| Self(u64::from(number.0)))
            .map_err(|error| Problem::bad_request("invalid_number", sentence(&error)).at_field("number"))
    }
}

/// Reads a person's id.
pub(crate) fn person_id(text: &str) -> Result<PersonId, Problem> {
    text.parse().map_err(|error: cip_store::InvalidPersonId| {
        Problem::bad_request("invalid_person_id", sentence(&error.to_string())).at_field("person")
    })
}

async fn params<S: Send + Sync>(parts: &mut Parts, state: &S) -> Result<RawPathParams, Problem> {
    let params = RawPathParams::from_request_parts(parts, state).await;
    params.map_err(|_| Problem::bad_request("invalid_path", "The path is not UTF-8."))
}

fn person(params: &RawPathParams) -> Result<PersonId, Problem> {
    person_id(find(params, "person"))
}

fn find<'a>(params: &'a RawPathParams, name: &str) -> &'a str {
    params.iter().find(|(key, _)| *key == name).map_or("", |(_, value)| value)
}
