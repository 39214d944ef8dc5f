//! The record of looks, for governance.

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use futures_util::stream::{self, Stream};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

use super::openapi::Refusals;
use crate::app::{App, AppError, Export, LIST_ENTRIES, Listing, Paging, Recorded, exported, is_recorded};
use crate::http::extract::{Asker, Cursor, Limit, Query, ShortText, Time};
use crate::http::problem::Problem;
use cip_store::{Anchor, AuditQuery};

/// Which rows. Every parameter that is given must fit.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct AuditParams {
    /// By whom: the name that identity gives.
    #[param(value_type = Option<String>)]
    who: Option<ShortText>,
    /// To whom or what: a person's id, a user's name, an establishment's id.
    #[param(value_type = Option<String>)]
    subject: Option<ShortText>,
    /// What was done, such as `VIEW_BRIEF`.
    #[param(value_type = Option<String>)]
    what: Option<ShortText>,
    /// At this time or later.
    #[param(value_type = Option<String>, format = DateTime, example = "2026-11-28T00:00:00Z")]
    from: Option<Time>,
    /// Before this time.
    #[param(value_type = Option<String>, format = DateTime)]
    until: Option<Time>,
    /// How many entries at most.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 1000, default = 100)]
    limit: Option<Limit>,
    /// What `next` of the answer before this one said; without it, the list starts at the newest.
    #[param(value_type = Option<String>, min_length = 1)]
    after: Option<Cursor<u64>>,
}

/// Rows of the record of looks.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Audit)]
pub(super) struct AuditList {
    /// The newest first.
    audit: Vec<AuditOut>,
    /// What `after` takes to get the older ones that follow; null where none do.
    #[schema(value_type = Option<String>)]
    next: Option<Cursor<u64>>,
}

/// A row of the record of looks.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AuditRow)]
pub(super) struct AuditOut {
    /// Its number, from 1 without gaps.
    number: u64,
    /// When.
    #[schema(format = DateTime)]
    at: String,
    /// What was done.
    what: String,
    /// `person`, `system`, `loopback`, `command`, `demonstration` or `unknown`.
    who_kind: String,
    /// Who, by the name that identity gives.
    who: String,
    /// The roles that they had, with spaces between.
    roles: String,
    /// `PERSON`, `USER` or `ESTABLISHMENT`.
    subject_type: Option<String>,
    /// To whom or what.
    subject: Option<String>,
    /// Why, where it was refused.
    refused: Option<String>,
    /// What else: numbers and words of ours, such as the version and the place on the case.
    #[schema(value_type = Object)]
    details: Value,
    /// The address that it came from.
    from: Option<String>,
    /// The request's id.
    request: Option<String>,
    /// Why, in their own words, where they say it.
    reason: Option<String>,
    /// SHA-256 over the row and the hash of the one before, as 64 hexadecimal digits.
    hash: String,
}

/// From which row.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ExportParams {
    /// Only rows after the one of this number.
    #[param(value_type = Option<u64>, minimum = 0)]
    after: Option<Cursor<u64>>,
}

/// What was noted of the record before.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct VerifyParams {
    /// A row as it was noted: what `last` of an answer before this one said.
    #[param(value_type = Option<String>, pattern = "^[0-9]+:[0-9a-f]{64}$")]
    noted: Option<Noted>,
}

/// A row's number and hash.
#[derive(Debug)]
pub(super) struct Noted(Anchor);

/// Whether the record holds.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Verification)]
pub(super) struct VerificationOut {
    /// Whether it holds from its first row to its last.
    holds: bool,
    /// The last row that holds, as its number and hash. Note it elsewhere.
    last: String,
    /// Where it breaks; null where it holds.
    broken: Option<String>,
}

/// Read the record of looks, the newest first.
#[utoipa::path(
    get,
    path = "/v1/audit",
    tag = "access",
    operation_id = "listAudit",
    params(AuditParams),
    responses((status = 200, description = "Rows of the record", body = AuditList), Refusals)
)]
pub(super) async fn list(
    State(app): State<App>,
    Asker(caller): Asker,
    Query(params): Query<AuditParams>,
) -> Result<axum::Json<AuditList>, Problem> {
    if let Some(what) = params.what.as_ref().filter(|what| !is_recorded(&what.0)) {
        let detail =
            format!("Nothing is recorded as {:?}; x-cip-record of each operation names what is.", what.0);
        return Err(Problem::bad_request("invalid_parameter", detail).at_field("what"));
    }
    let limit = params.limit.map_or(LIST_ENTRIES, |limit| limit.0);
    let paging = Paging { after: params.after.map(|cursor| cursor.0), limit };
    let query = AuditQuery {
        who: params.who.map(|who| who.0),
        subject: params.subject.map(|subject| subject.0),
        what: params.what.map(|what| what.0),
        from: params.from.map(|time| cip_store::stamp(time.0)),
        until: params.until.map(|time| cip_store::stamp(time.0)),
    };
    let Listing { entries, next } = app.records(&caller, &query, &paging).await?;
    let audit = entries.into_iter().map(AuditOut::from).collect();
    Ok(axum::Json(AuditList { audit, next: next.map(Cursor) }))
}

/// Export the record of looks from its first row, a JSON object a line, as justice services emit them.
#[utoipa::path(
    get,
    path = "/v1/audit/export",
    tag = "access",
    operation_id = "exportAudit",
    params(ExportParams),
    responses(
        (status = 200, description = "The record", body = String, content_type = "application/x-ndjson"),
        Refusals,
    )
)]
pub(super) async fn export(
    State(app): State<App>,
    Asker(caller): Asker,
    Query(params): Query<ExportParams>,
) -> Result<Response, Problem> {
    let export = app.export_record(&caller, params.after.map_or(0, |after| after.0)).await?;
    let body = Body::from_stream(lines(export));
    Ok(([(header::CONTENT_TYPE, "application/x-ndjson")], body).into_response())
}

/// Verify that the record of looks holds from its first row to its last.
#[utoipa::path(
    get,
    path = "/v1/audit/verify",
    tag = "access",
    operation_id = "verifyAudit",
    params(VerifyParams),
    responses((status = 200, description = "Whether it holds", body = VerificationOut), Refusals)
)]
pub(super) async fn verify(
    State(app): State<App>,
    Asker(caller): Asker,
    Query(params): Query<VerifyParams>,
) -> Result<axum::Json<VerificationOut>, Problem> {
    let noted: Vec<Anchor> = params.noted.into_iter().map(|noted| noted.0).collect();
    let verified = app.verify_record(&caller, &noted).await?;
    Ok(axum::Json(VerificationOut {
        holds: verified.broken.is_none(),
        last: verified.last.to_string(),
        broken: verified.broken.map(|broken| broken.to_string()),
    }))
}

/// The record as parts of many lines. A part that cannot be read breaks the answer off, so that nobody takes it for whole.
fn lines(export: Export) -> impl Stream<Item = Result<Bytes, AppError>> {
    stream::try_unfold(export, |mut export| async move {
        let rows = export.next().await?;
        let part: String = rows.iter().map(exported).collect();
        Ok((!rows.is_empty()).then(|| (Bytes::from(part), export)))
    })
}

impl From<Recorded> for AuditOut {
    fn from(row: Recorded) -> Self {
        let event = row.event;
        let (subject_type, subject) = event.subject.map(|subject| (subject.kind, subject.id)).unzip();
        Self {
            number: row.number,
            at: event.at,
            what: event.what,
            who_kind: event.who_kind,
            who: event.who,
            roles: event.roles,
            subject_type,
            subject,
            refused: event.refused,
            details: serde_json::from_str(&event.details).unwrap_or_default(),
            from: event.from,
            request: event.request,
            reason: event.reason,
            hash: row.hash.to_string(),
        }
    }
}

impl<'de> Deserialize<'de> for Noted {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map(Self).map_err(serde::de::Error::custom)
    }
}
