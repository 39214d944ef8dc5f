//! Who holds whose case, and who is posted where: what places on a case come from.

use axum::extract::State;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::openapi::{EstablishmentParam, IdempotencyParam, PersonParam, Refusals};
use crate::app::App;
use crate::http::extract::{
    Asker, EstablishmentId, EstablishmentPath, IsoDate, Json, NoParams, PersonPath, Query, ShortText,
};
use crate::http::problem::Problem;
use crate::http::reply::arrived;
use cip_store::{CaseloadEntry, Holder, StaffEntry, Term};

/// An entry of a person's caseload: a user who holds the case, or the establishment that the person is in.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewCaseloadEntry, example = json!({"name": "m.bell", "from": "2026-01-12"}))]
pub(super) struct CaseloadIn {
    /// The user, by the name that identity gives. Either this or `establishment`.
    name: Option<ShortText>,
    /// The establishment: the case is open to those who are posted there.
    #[schema(value_type = Option<String>, pattern = "^[A-Za-z0-9._-]{1,64}$")]
    establishment: Option<EstablishmentId>,
    /// The first day.
    from: IsoDate,
    /// The day from which it no longer counts; until further notice if absent.
    until: Option<IsoDate>,
}

/// Whose entries end, and when.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CaseloadEnd, example = json!({"name": "m.bell"}))]
pub(super) struct CaseloadEndIn {
    /// The user. Either this or `establishment`.
    name: Option<ShortText>,
    /// The establishment.
    #[schema(value_type = Option<String>, pattern = "^[A-Za-z0-9._-]{1,64}$")]
    establishment: Option<EstablishmentId>,
    /// The day from which it no longer counts; at once if absent.
    until: Option<IsoDate>,
}

/// An entry of a person's caseload.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CaseloadEntry)]
pub(super) struct CaseloadOut {
    /// The user who holds the case; null where an establishment does.
    name: Option<String>,
    /// The establishment; null where a user holds the case.
    establishment: Option<String>,
    /// The first day.
    from: IsoDate,
    /// The day from which it no longer counts; null until further notice.
    until: Option<IsoDate>,
}

/// A person's caseload.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Caseload)]
pub(super) struct CaseloadList {
    /// By the first day, then by holder; what has ended is among them.
    caseload: Vec<CaseloadOut>,
}

/// Somebody posted to an establishment.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewStaffEntry, example = json!({"name": "m.bell", "from": "2026-01-12"}))]
pub(super) struct StaffIn {
    /// The user, by the name that identity gives.
    name: ShortText,
    /// The first day.
    from: IsoDate,
    /// The day from which it no longer counts; until further notice if absent.
    until: Option<IsoDate>,
}

/// Whose posting ends, and when.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = StaffEnd, example = json!({"name": "m.bell"}))]
pub(super) struct StaffEndIn {
    /// The user.
    name: ShortText,
    /// The day from which it no longer counts; at once if absent.
    until: Option<IsoDate>,
}

/// Somebody posted to an establishment.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = StaffEntry)]
pub(super) struct StaffOut {
    /// The user, by the name that identity gives.
    name: String,
    /// The first day.
    from: IsoDate,
    /// The day from which it no longer counts; null until further notice.
    until: Option<IsoDate>,
}

/// Those who are posted to an establishment.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Staff)]
pub(super) struct StaffList {
    /// By the first day, then by name; who has left is among them.
    staff: Vec<StaffOut>,
}

/// Put an entry on a person's caseload.
///
/// The same holder from the same day again answers 200 and takes over the end.
#[utoipa::path(
    put,
    path = "/v1/people/{person}/caseload",
    tag = "access",
    operation_id = "putCaseload",
    params(PersonParam),
    request_body = CaseloadIn,
    responses(
        (status = 200, description = "It was there; its end is as put", body = CaseloadOut),
        (status = 201, description = "Kept", body = CaseloadOut),
        Refusals,
    )
)]
pub(super) async fn put(
    State(app): State<App>,
    Asker(caller): Asker,
    PersonPath(person): PersonPath,
    Query(NoParams {}): Query<NoParams>,
    Json(body): Json<CaseloadIn>,
) -> Result<Response, Problem> {
    let entry =
        CaseloadEntry { holder: holder(body.name, body.establishment)?, term: term(body.from, body.until)? };
    let arrival = app.put_caseload(&caller, &person, entry).await?;
    Ok(arrived(arrival.map(CaseloadOut::from), format!("/v1/people/{person}/caseload")))
}

/// List a person's caseload.
#[utoipa::path(
    get,
    path = "/v1/people/{person}/caseload",
    tag = "access",
    operation_id = "listCaseload",
    params(PersonParam),
    responses((status = 200, description = "The caseload", body = CaseloadList), Refusals)
)]
pub(super) async fn list(
    State(app): State<App>,
    Asker(caller): Asker,
    PersonPath(person): PersonPath,
) -> Result<axum::Json<CaseloadList>, Problem> {
    Ok(axum::Json(app.caseload(&caller, &person).await?.into()))
}

/// End what a holder has of a person's case.
///
/// Without `until` it ends at once. What ended before stays as it was.
#[utoipa::path(
    post,
    path = "/v1/people/{person}/caseload/end",
    tag = "access",
    operation_id = "endCaseload",
    params(PersonParam, IdempotencyParam),
    request_body = CaseloadEndIn,
    responses((status = 200, description = "The caseload as it is then", body = CaseloadList), Refusals)
)]
pub(super) async fn end(
    State(app): State<App>,
    Asker(caller): Asker,
    PersonPath(person): PersonPath,
    Query(NoParams {}): Query<NoParams>,
    Json(body): Json<CaseloadEndIn>,
) -> Result<axum::Json<CaseloadList>, Problem> {
    let holder = holder(body.name, body.establishment)?;
    let until = body.until.map(|day| day.0);
    Ok(axum::Json(app.end_caseload(&caller, &person, &holder, until).await?.into()))
}

/// Post somebody to an establishment.
///
/// The same name from the same day again answers 200 and takes over the end.
#[utoipa::path(
    put,
    path = "/v1/establishments/{establishment}/staff",
    tag = "access",
    operation_id = "putStaff",
    params(EstablishmentParam),
    request_body = StaffIn,
    responses(
        (status = 200, description = "It was there; its end is as put", body = StaffOut),
        (status = 201, description = "Kept", body = StaffOut),
        Refusals,
    )
)]
pub(super) async fn put_staff(
    State(app): State<App>,
    Asker(caller): Asker,
    EstablishmentPath(establishment): EstablishmentPath,
    Query(NoParams {}): Query<NoParams>,
    Json(body): Json<StaffIn>,
) -> Result<Response, Problem> {
    let entry = StaffEntry { name: body.name.0, term: term(body.from, body.until)? };
    let arrival = app.put_staff(&caller, &establishment, entry).await?;
    Ok(arrived(arrival.map(StaffOut::from), format!("/v1/establishments/{establishment}/staff")))
}

/// List those who are posted to an establishment.
#[utoipa::path(
    get,
    path = "/v1/establishments/{establishment}/staff",
    tag = "access",
    operation_id = "listStaff",
    params(EstablishmentParam),
    responses((status = 200, description = "Those who are posted there", body = StaffList), Refusals)
)]
pub(super) async fn staff(
    State(app): State<App>,
    Asker(caller): Asker,
    EstablishmentPath(establishment): EstablishmentPath,
) -> Result<axum::Json<StaffList>, Problem> {
    Ok(axum::Json(app.staff(&caller, &establishment).await?.into()))
}

/// End somebody's posting to an establishment.
///
/// Without `until` it ends at once. What ended before stays as it was.
#[utoipa::path(
    post,
    path = "/v1/establishments/{establishment}/staff/end",
    tag = "access",
    operation_id = "endStaff",
    params(EstablishmentParam, IdempotencyParam),
    request_body = StaffEndIn,
    responses((status = 200, description = "Those who are posted there then", body = StaffList), Refusals)
)]
pub(super) async fn end_staff(
    State(app): State<App>,
    Asker(caller): Asker,
    EstablishmentPath(establishment): EstablishmentPath,
    Query(NoParams {}): Query<NoParams>,
    Json(body): Json<StaffEndIn>,
) -> Result<axum::Json<StaffList>, Problem> {
    let until = body.until.map(|day| day.0);
    Ok(axum::Json(app.end_staff(&caller, &establishment, &body.name.0, until).await?.into()))
}

fn holder(name: Option<ShortText>, establishment: Option<EstablishmentId>) -> Result<Holder, Problem> {
    match (name, establishment) {
        (Some(name), None) => Ok(Holder::Name(name.0)),
        (None, Some(establishment)) => Ok(Holder::Establishment(establishment.0)),
        _ => {
            let detail = "Say who holds the case: either name or establishment.";
            Err(Problem::unprocessable("holder_missing", detail).at_field("name"))
        }
    }
}

fn term(from: IsoDate, until: Option<IsoDate>) -> Result<Term, Problem> {
    let (from, until) = (from.0, until.map(|day| day.0));
    if until.is_some_and(|until| until < from) {
        let detail = "It would end before it begins.";
        return Err(Problem::unprocessable("ends_before_it_begins", detail).at_field("until"));
    }
    Ok(Term { from, until })
}

impl From<CaseloadEntry> for CaseloadOut {
    fn from(CaseloadEntry { holder, term }: CaseloadEntry) -> Self {
        let (name, establishment) = match holder {
            Holder::Name(name) => (Some(name), None),
            Holder::Establishment(establishment) => (None, Some(establishment)),
        };
        Self { name, establishment, from: IsoDate(term.from), until: term.until.map(IsoDate) }
    }
}

impl From<Vec<CaseloadEntry>> for CaseloadList {
    fn from(entries: Vec<CaseloadEntry>) -> Self {
        Self { caseload: entries.into_iter().map(CaseloadOut::from).collect() }
    }
}

impl From<StaffEntry> for StaffOut {
    fn from(StaffEntry { name, term }: StaffEntry) -> Self {
        Self { name, from: IsoDate(term.from), until: term.until.map(IsoDate) }
    }
}

impl From<Vec<StaffEntry>> for StaffList {
    fn from(entries: Vec<StaffEntry>) -> Self {
        Self { staff: entries.into_iter().map(StaffOut::from).collect() }
    }
}
