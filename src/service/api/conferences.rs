//! Case conferences.

use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;

use super::openapi::{IdempotencyParam, NumberParam, PersonParam, Refusals};
use super::readers::names;
use super::resources::{ConferenceList, ConferenceOut};
use super::words::{ConferenceKindWord, ConferenceStatusWord};
use crate::app::{App, DatedPlace, Paging};
use crate::http::extract::{
    Asker, IsoDate, Json, NoParams, NumberPath, Part, PartParams, PersonPath, Query, ShortText,
};
use crate::http::problem::Problem;
use crate::http::reply::arrived;
use cip_store::{Conference, ConferenceDetails, NewConference};

/// A case conference.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewConference, example = json!({"date": "2024-03-14", "kind": "annual", "status": "held"}))]
pub(super) struct ConferenceIn {
    /// When it was or is to be.
    date: IsoDate,
    /// What it is for.
    kind: ConferenceKindWord,
    /// Whether it was held; held if absent.
    status: Option<ConferenceStatusWord>,
    /// Who is invited, by the names that identity gives, in place of who was; who was invited before if absent.
    #[schema(max_items = 200)]
    invited: Option<Vec<ShortText>>,
}

/// Post a case conference.
///
/// One of the same date and kind again answers 200 and takes over the status: so a scheduled conference becomes
/// held or cancelled.
#[utoipa::path(
    post,
    path = "/v1/people/{person}/conferences",
    tag = "conferences",
    operation_id = "addConference",
    params(PersonParam, IdempotencyParam),
    request_body = ConferenceIn,
    responses(
        (status = 200, description = "It was there; its status is as posted", body = ConferenceOut),
        (status = 201, description = "Kept", body = ConferenceOut,
            headers(("location" = String, description = "Where the conference is"))),
        Refusals,
    )
)]
pub(super) async fn add(
    State(app): State<App>,
    Asker(caller): Asker,
    PersonPath(person): PersonPath,
    Query(NoParams {}): Query<NoParams>,
    Json(body): Json<ConferenceIn>,
) -> Result<Response, Problem> {
    let arrival = app.add_conference(&caller, &person, NewConference::try_from(body)?).await?;
    let location = format!("/v1/people/{person}/conferences/{}", arrival.kept().number);
    Ok(arrived(arrival.map(ConferenceOut::from), location))
}

/// List a person's conferences by date.
#[utoipa::path(
    get,
    path = "/v1/people/{person}/conferences",
    tag = "conferences",
    operation_id = "listConferences",
    params(PersonParam, PartParams),
    responses((status = 200, description = "The conferences", body = ConferenceList), Refusals)
)]
pub(super) async fn list(
    State(app): State<App>,
    Asker(caller): Asker,
    PersonPath(person): PersonPath,
    Query(paging): Query<Part<DatedPlace>>,
) -> Result<axum::Json<ConferenceList>, Problem> {
    let conferences = app.conferences(&caller, &person).await?;
    let place =
        |conference: &Conference| DatedPlace { date: conference.details.date, number: conference.number };
    Ok(axum::Json(Paging::from(paging).cut(conferences, place).into()))
}

/// Get what is known of a conference.
#[utoipa::path(
    get,
    path = "/v1/people/{person}/conferences/{number}",
    tag = "conferences",
    operation_id = "getConference",
    params(PersonParam, NumberParam),
    responses((status = 200, description = "The conference", body = ConferenceOut), Refusals)
)]
pub(super) async fn get(
    State(app): State<App>,
    Asker(caller): Asker,
    path: NumberPath,
    _: Query<NoParams>,
) -> Result<axum::Json<ConferenceOut>, Problem> {
    Ok(axum::Json(app.conference(&caller, &path.person, path.number).await?.into()))
}

impl TryFrom<ConferenceIn> for NewConference {
    type Error = Problem;

    fn try_from(body: ConferenceIn) -> Result<Self, Problem> {
        let status = body.status.unwrap_or(ConferenceStatusWord::Held);
        let details = ConferenceDetails { date: body.date.0, kind: body.kind.into(), status: status.into() };
        Ok(Self { details, invited: body.invited.map(names).transpose()? })
    }
}
