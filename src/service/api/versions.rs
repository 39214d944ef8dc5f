//! CIP versions: posted raw or in JSON, listed, given back to the byte.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::openapi::{IdempotencyParam, NumberParam, PersonParam, Refusals};
use super::resources::{HeldList, ReceiptOut, VersionList, VersionOut, WithdrawalOut};
use super::words::MediaTypeWord;
use crate::app::{App, DatedPlace, Held, Paging, Post, text_hash};
use crate::http::extract::{
    Asker, IsoDate, Json, NoParams, NumberPath, Part, PartParams, PersonPath, Query, ShortText, Upload,
    read_json, text_in_json,
};
use crate::http::problem::Problem;
use crate::http::reply::{arrived, text as text_of, verbatim};
use cip_store::Version;

/// What a raw body cannot say itself, and whether it is meant in earnest.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct RawParams {
    /// The day from which the plan is in force; if absent, the plan's own header is asked.
    #[param(value_type = Option<String>, format = Date, example = "2024-03-14")]
    as_of: Option<IsoDate>,
    /// The record system's own id of the document.
    #[param(value_type = Option<String>, min_length = 1, max_length = 200)]
    source_id: Option<ShortText>,
    /// Only answer what would be kept, or why it would be refused. Nothing is kept.
    #[serde(default)]
    #[param(default = false)]
    validate: bool,
}

/// A version with its text.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewVersion, example = json!({
    "as_of": "2025-03-12", "media_type": "text/markdown", "content": "# Plan\n\nHe has a flat.\n",
    "source_id": "PR2-889",
}))]
pub(super) struct VersionIn {
    /// The day from which the plan is in force; if absent, the plan's own header is asked.
    as_of: Option<IsoDate>,
    /// What the content is; Markdown if absent.
    media_type: Option<MediaTypeWord>,
    /// The whole plan.
    content: String,
    /// The record system's own id of the document.
    source_id: Option<ShortText>,
}

/// Post a CIP version.
///
/// The same content for the same date again answers 200 and the version that is there. Other content for the same
/// date is taken and supersedes the earlier; so does a content that was superseded, if it comes without the `source_id`
/// that it had. A `source_id` that came with other content or another date is a 409.
/// With `validate=true` the answer is 200 and what the receipt would be.
///
/// A plan whose name, person number or date of birth differs from every earlier version's is held: the answer is 202
/// with `held` and what `differs`. It is in no list, brief or delta until it is confirmed or withdrawn.
#[utoipa::path(
    post,
    path = "/v1/people/{person}/versions",
    tag = "versions",
    operation_id = "addVersion",
    params(PersonParam, RawParams, IdempotencyParam),
    request_body(content(
        (VersionIn = "application/json"),
        (String = "text/markdown"),
        (String = "text/plain"),
        (String = "text/html"),
        (Vec<u8> = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (Vec<u8> = "application/vnd.oasis.opendocument.text"),
        (Vec<u8> = "application/rtf"),
        (Vec<u8> = "application/pdf"),
    )),
    responses(
        (status = 200, description = "It was there already, or it was only validated", body = ReceiptOut),
        (status = 201, description = "Kept", body = ReceiptOut,
            headers(("location" = String, description = "Where the version is"))),
        (status = 202, description = "Held, new or there already: it may be another person's plan", body = ReceiptOut,
            headers(("location" = String, description = "Where the person's held versions are"))),
        Refusals,
    )
)]
pub(super) async fn add(
    State(app): State<App>,
    Asker(caller): Asker,
    PersonPath(person): PersonPath,
    Query(params): Query<RawParams>,
    upload: Upload,
) -> Result<Response, Problem> {
    let validate = params.validate;
    let post = post(params, upload)?;
    if validate {
        let receipt = app.validate_version(&caller, &person, post).await?;
        return Ok(axum::Json(ReceiptOut::from(receipt)).into_response());
    }
    let arrival = app.add_version(&caller, &person, post).await?;
    if !arrival.kept().held.is_empty() {
        let location = [(header::LOCATION, format!("/v1/people/{person}/held"))];
        let receipt = axum::Json(ReceiptOut::from(arrival.kept().clone()));
        return Ok((StatusCode::ACCEPTED, location, receipt).into_response());
    }
    let location = format!("/v1/people/{person}/versions/{}", arrival.kept().version.number);
    Ok(arrived(arrival.map(ReceiptOut::from), location))
}

/// List a person's versions by date, then by number.
#[utoipa::path(
    get,
    path = "/v1/people/{person}/versions",
    tag = "versions",
    operation_id = "listVersions",
    params(PersonParam, PartParams),
    responses((status = 200, description = "The versions", body = VersionList), Refusals)
)]
pub(super) async fn list(
    State(app): State<App>,
    Asker(caller): Asker,
    PersonPath(person): PersonPath,
    Query(paging): Query<Part<DatedPlace>>,
) -> Result<axum::Json<VersionList>, Problem> {
    let versions = app.versions(&caller, &person).await?;
    let place = |version: &Version| DatedPlace { date: version.as_of, number: version.number };
    Ok(axum::Json(Paging::from(paging).cut(versions, place).into()))
}

/// Get what is known of a version.
#[utoipa::path(
    get,
    path = "/v1/people/{person}/versions/{number}",
    tag = "versions",
    operation_id = "getVersion",
    params(PersonParam, NumberParam),
    responses((status = 200, description = "The version", body = VersionOut), Refusals)
)]
pub(super) async fn get(
    State(app): State<App>,
    Asker(caller): Asker,
    path: NumberPath,
    _: Query<NoParams>,
) -> Result<axum::Json<VersionOut>, Problem> {
    Ok(axum::Json(app.version(&caller, &path.person, path.number).await?.into()))
}

/// Give a version's bytes back as they came.
#[utoipa::path(
    get,
    path = "/v1/people/{person}/versions/{number}/source",
    tag = "versions",
    operation_id = "getVersionSource",
    params(PersonParam, NumberParam),
    responses(
        (status = 200, description = "The bytes", content(
            (String = "text/markdown"),
            (String = "text/plain"),
            (String = "text/html"),
            (Vec<u8> = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
            (Vec<u8> = "application/vnd.oasis.opendocument.text"),
            (Vec<u8> = "application/rtf"),
            (Vec<u8> = "application/pdf"),
        )),
        (status = 304, description = "The reader has them"),
        Refusals,
    )
)]
pub(super) async fn content(
    State(app): State<App>,
    Asker(caller): Asker,
    path: NumberPath,
    headers: HeaderMap,
    _: Query<NoParams>,
) -> Result<Response, Problem> {
    let (version, bytes) = app.version_content(&caller, &path.person, path.number).await?;
    Ok(verbatim(&headers, version.media_type, version.hash, bytes))
}

/// Give the text that was made of a version, as Markdown.
///
/// Spans lie in it. Of Markdown it is what was posted; of other formats the reader made it, which the receipt names.
#[utoipa::path(
    get,
    path = "/v1/people/{person}/versions/{number}/text",
    tag = "versions",
    operation_id = "getVersionText",
    params(PersonParam, NumberParam),
    responses(
        (status = 200, description = "The text", content((String = "text/markdown"))),
        (status = 304, description = "The reader has it"),
        Refusals,
    )
)]
pub(super) async fn text(
    State(app): State<App>,
    Asker(caller): Asker,
    path: NumberPath,
    headers: HeaderMap,
    _: Query<NoParams>,
) -> Result<Response, Problem> {
    let admission = app.admit()?;
    let (version, document, _) = app.version_document(&caller, &path.person, path.number, &admission).await?;
    Ok(text_of(&headers, text_hash(version.hash, version.media_type), &document))
}

/// List a person's held versions by date, then by number.
///
/// Each differs from the person's earlier versions in whose plan it says it is. What is held waits for somebody to
/// confirm that it is this person's, or to withdraw it.
#[utoipa::path(
    get,
    path = "/v1/people/{person}/held",
    tag = "versions",
    operation_id = "listHeldVersions",
    params(PersonParam, PartParams),
    responses((status = 200, description = "The held versions", body = HeldList), Refusals)
)]
pub(super) async fn held(
    State(app): State<App>,
    Asker(caller): Asker,
    PersonPath(person): PersonPath,
    Query(paging): Query<Part<DatedPlace>>,
) -> Result<axum::Json<HeldList>, Problem> {
    let held = app.held_versions(&caller, &person).await?;
    let place = |held: &Held| DatedPlace { date: held.version.as_of, number: held.version.number };
    Ok(axum::Json(Paging::from(paging).cut(held, place).into()))
}

/// Confirm that a held version is this person's plan.
///
/// It counts from then on, in its place by date and number. Confirmed again, it stays as it was, as does a version that
/// was never held.
#[utoipa::path(
    post,
    path = "/v1/people/{person}/versions/{number}/confirm",
    tag = "versions",
    operation_id = "confirmVersion",
    params(PersonParam, NumberParam, IdempotencyParam),
    responses((status = 200, description = "It counts", body = VersionOut), Refusals)
)]
pub(super) async fn confirm(
    State(app): State<App>,
    Asker(caller): Asker,
    path: NumberPath,
    _: Query<NoParams>,
) -> Result<axum::Json<VersionOut>, Problem> {
    Ok(axum::Json(app.confirm_version(&caller, &path.person, path.number).await?.into()))
}

/// Why a version is withdrawn.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = WithdrawalReason)]
pub(super) struct WithdrawIn {
    /// Why it was posted in error.
    reason: ShortText,
}

/// Withdraw a version that was posted in error.
///
/// It is hidden everywhere from then on, and no longer a baseline or the newest; its bytes are kept, and its number is
/// not given again. Withdrawn again, it stays as it was.
#[utoipa::path(
    post,
    path = "/v1/people/{person}/versions/{number}/withdraw",
    tag = "versions",
    operation_id = "withdrawVersion",
    params(PersonParam, NumberParam, IdempotencyParam),
    request_body = WithdrawIn,
    responses((status = 200, description = "It is withdrawn", body = WithdrawalOut), Refusals)
)]
pub(super) async fn withdraw(
    State(app): State<App>,
    Asker(caller): Asker,
    path: NumberPath,
    _: Query<NoParams>,
    Json(body): Json<WithdrawIn>,
) -> Result<axum::Json<WithdrawalOut>, Problem> {
    Ok(axum::Json(app.withdraw_version(&caller, &path.person, path.number, &body.reason.0).await?.into()))
}

fn post(params: RawParams, upload: Upload) -> Result<Post, Problem> {
    match upload {
        Upload::Raw { media_type, content } => Ok(Post {
            as_of: params.as_of.map(|date| date.0),
            media_type,
            source_id: params.source_id.map(|id| id.0),
            content,
        }),
        Upload::Json(_) if params.as_of.is_some() || params.source_id.is_some() => {
            let detail = "With a JSON body, as_of and source_id stand in the body.";
            Err(Problem::bad_request("parameter_beside_json", detail))
        }
        Upload::Json(bytes) => read_json::<VersionIn>(&bytes)?.try_into(),
    }
}

impl TryFrom<VersionIn> for Post {
    type Error = Problem;

    fn try_from(body: VersionIn) -> Result<Self, Problem> {
        let media_type = body.media_type.unwrap_or(MediaTypeWord::Markdown).into();
        Ok(Self {
            as_of: body.as_of.map(|date| date.0),
            media_type,
            source_id: body.source_id.map(|id| id.0),
            content: text_in_json(body.content, media_type)?,
        })
    }
}
