//! What is known of a person.

use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;

use super::openapi::{PersonParam, Refusals};
use super::resources::{PersonList, PersonOut};
use super::words::RouteWord;
use crate::app::App;
use crate::http::extract::{Asker, IsoDate, Json, NoParams, Part, PartParams, PersonPath, Query, ShortText};
use crate::http::problem::Problem;
use crate::http::reply::arrived;
use cip_store::{Known, Person, PersonId};

/// What is known of a person; whatever is left out is not known.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PersonDetails, example = json!({
    "name": "Craig Tolverie", "admitted": "2017-08-02", "earliest_release": "2026-01-30", "route": "enhanced",
}))]
pub(super) struct PersonIn {
    /// The name that pages show beside the id.
    name: Option<ShortText>,
    /// Admitted to custody.
    admitted: Option<IsoDate>,
    /// Sentenced.
    sentenced: Option<IsoDate>,
    /// The parole qualifying date.
    parole_qualifying: Option<IsoDate>,
    /// The earliest date of liberation.
    earliest_release: Option<IsoDate>,
    /// The day on which the sentence ends.
    sentence_expiry: Option<IsoDate>,
    /// The route of case management.
    route: Option<RouteWord>,
}

/// Keep what is known of a person, in place of what was known.
#[utoipa::path(
    put,
    path = "/v1/people/{person}",
    tag = "people",
    operation_id = "putPerson",
    params(PersonParam),
    request_body = PersonIn,
    responses(
        (status = 200, description = "Kept; the person was known", body = PersonOut),
        (status = 201, description = "Kept; the person is new", body = PersonOut),
        Refusals,
    )
)]
pub(super) async fn put(
    State(app): State<App>,
    Asker(caller): Asker,
    PersonPath(id): PersonPath,
    Query(NoParams {}): Query<NoParams>,
    Json(body): Json<PersonIn>,
) -> Result<Response, Problem> {
    let person = Person { id, known: body.into() };
    let location = format!("/v1/people/{}", person.id);
    Ok(arrived(app.put_person(&caller, person).await?.map(PersonOut::from), location))
}

/// List people by id.
#[utoipa::path(
    get,
    path = "/v1/people",
    tag = "people",
    operation_id = "listPeople",
    params(PartParams),
    responses((status = 200, description = "The people", body = PersonList), Refusals)
)]
pub(super) async fn list(
    State(app): State<App>,
    Asker(caller): Asker,
    Query(paging): Query<Part<PersonId>>,
) -> Result<axum::Json<PersonList>, Problem> {
    Ok(axum::Json(app.people(&caller, &paging.into()).await?.into()))
}

/// Get what is known of a person.
#[utoipa::path(
    get,
    path = "/v1/people/{person}",
    tag = "people",
    operation_id = "getPerson",
    params(PersonParam),
    responses((status = 200, description = "What is known", body = PersonOut), Refusals)
)]
pub(super) async fn get(
    State(app): State<App>,
    Asker(caller): Asker,
    PersonPath(id): PersonPath,
    _: Query<NoParams>,
) -> Result<axum::Json<PersonOut>, Problem> {
    Ok(axum::Json(app.person(&caller, &id).await?.into()))
}

impl From<PersonIn> for Known {
    fn from(body: PersonIn) -> Self {
        Self {
            name: body.name.map(|name| name.0),
            admitted: body.admitted.map(|date| date.0),
            sentenced: body.sentenced.map(|date| date.0),
            parole_qualifying: body.parole_qualifying.map(|date| date.0),
            earliest_release: body.earliest_release.map(|date| date.0),
            sentence_expiry: body.sentence_expiry.map(|date| date.0),
            route: body.route.map(Into::into),
        }
    }
}
