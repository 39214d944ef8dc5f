//! Who is invited to a conference, and who has read before it.

use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::openapi::{NumberParam, PersonParam, Refusals};
use super::resources::ConferenceOut;
use crate::app::{App, Reader, Readers};
use crate::http::extract::{Asker, IsoDate, Json, NoParams, NumberPath, Query, ShortText};
use crate::http::problem::Problem;

/// Who is invited to a conference.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Invitations, example = json!({"invited": ["m.bell", "r.kerr"]}))]
pub(super) struct Invitations {
    /// Users, by the names that identity gives.
    #[schema(max_items = 200)]
    invited: Vec<ShortText>,
}

/// Who was invited to a conference, and who has opened the brief or the plan before it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Readers)]
pub(super) struct ReadersOut {
    /// The conference.
    conference: ConferenceOut,
    /// The conference before it: looks count from the day after; null where there was none.
    since: Option<IsoDate>,
    /// Those who were invited, then the others who have read, each by name.
    readers: Vec<ReaderOut>,
}

/// Somebody who was invited, or has read.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Reader)]
pub(super) struct ReaderOut {
    /// By the name that identity gives.
    name: String,
    /// Whether they were invited.
    invited: bool,
    /// When they first opened the brief or the plan; null where they have not.
    #[schema(format = DateTime)]
    first_opened: Option<String>,
    /// When they last did.
    #[schema(format = DateTime)]
    last_opened: Option<String>,
    /// Whether they first did on the conference's day or before.
    in_time: bool,
}

/// Say who is invited to a conference, in place of who was.
///
/// Whoever is invited has a place on the case until the conference is cancelled or the service's own limit is over.
#[utoipa::path(
    put,
    path = "/v1/people/{person}/conferences/{number}/invitations",
    tag = "access",
    operation_id = "putInvitations",
    params(PersonParam, NumberParam),
    request_body = Invitations,
    responses((status = 200, description = "Those who are invited", body = Invitations), Refusals)
)]
pub(super) async fn invite(
    State(app): State<App>,
    Asker(caller): Asker,
    path: NumberPath,
    Query(NoParams {}): Query<NoParams>,
    Json(body): Json<Invitations>,
) -> Result<axum::Json<Invitations>, Problem> {
    let names = names(body.invited)?;
    let invited = app.invite(&caller, &path.person, path.number, &names).await?;
    Ok(axum::Json(Invitations { invited: invited.into_iter().map(ShortText).collect() }))
}

/// Say who was invited to a conference, who has opened the brief or the plan and when, and who has not.
#[utoipa::path(
    get,
    path = "/v1/people/{person}/conferences/{number}/readers",
    tag = "access",
    operation_id = "getReaders",
    params(PersonParam, NumberParam),
    responses((status = 200, description = "Those who were invited or have read", body = ReadersOut), Refusals)
)]
pub(super) async fn get(
    State(app): State<App>,
    Asker(caller): Asker,
    path: NumberPath,
    _: Query<NoParams>,
) -> Result<axum::Json<ReadersOut>, Problem> {
    Ok(axum::Json(app.readers(&caller, &path.person, path.number).await?.into()))
}

/// The names of those who are invited; no more than a conference has.
pub(super) fn names(invited: Vec<ShortText>) -> Result<Vec<String>, Problem> {
    const INVITED_MAX: usize = 200;
    if invited.len() > INVITED_MAX {
        let detail = format!("No more than {INVITED_MAX} are invited to a conference.");
        return Err(Problem::unprocessable("too_many_invited", detail).at_field("invited"));
    }
    Ok(invited.into_iter().map(|name| name.0).collect())
}

impl From<Readers> for ReadersOut {
    fn from(readers: Readers) -> Self {
        Self {
            conference: readers.conference.into(),
            since: readers.since.map(IsoDate),
            readers: readers.readers.into_iter().map(ReaderOut::from).collect(),
        }
    }
}

impl From<Reader> for ReaderOut {
    fn from(reader: Reader) -> Self {
        let Reader { name, invited, first, last, in_time } = reader;
        Self { name, invited, first_opened: first, last_opened: last, in_time }
    }
}
