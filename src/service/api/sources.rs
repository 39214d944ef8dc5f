//! Source reports: posted raw or in JSON, listed, given back to the byte.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::openapi::{IdempotencyParam, NumberParam, PersonParam, Refusals};
use super::resources::{SourceList, SourceOut, SourceReceiptOut};
use super::words::{MediaTypeWord, SourceKindWord};
use crate::app::{App, DatedPlace, Paging, text_hash};
use crate::http::extract::{
    Asker, IsoDate, NoParams, NumberPath, Part, PartParams, PersonPath, Query, Upload, read_json,
    text_in_json,
};
use crate::http::problem::Problem;
use crate::http::reply::{arrived, text as text_of, verbatim};
use cip_store::{NewSource, Source};

/// What a raw body cannot say itself, and whether it is meant in earnest. Kind and date are needed with a raw
/// body and not taken with JSON.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct RawParams {
    /// What kind of report.
    #[param(inline)]
    kind: Option<SourceKindWord>,
    /// The report's date.
    #[param(value_type = Option<String>, format = Date, example = "2019-02-01")]
    date: Option<IsoDate>,
    /// Only answer what would be kept, or why it would be refused. Nothing is kept.
    #[serde(default)]
    #[param(default = false)]
    validate: bool,
    /// Keep it although its name, person number or date of birth differs from the person's plans: somebody has looked,
    /// and it is this person's.
    #[serde(default)]
    #[param(default = false)]
    confirmed: bool,
}

/// A source report with its text.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewSourceReport, example = json!({
    "kind": "ser", "date": "2019-02-01", "content": "# Report\n\nHe lives alone.\n",
}))]
pub(super) struct SourceIn {
    /// What kind of report.
    kind: SourceKindWord,
    /// The report's date.
    date: IsoDate,
    /// What the content is; Markdown if absent.
    media_type: Option<MediaTypeWord>,
    /// The whole report.
    content: String,
}

/// Post a source report.
///
/// The same content, kind and date again answers 200 and the report that is there. With `validate=true` the answer
/// is 200 and what the receipt would be. A report whose name, person number or date of birth differs from every plan of
/// the person is refused with 409 and `other_person`, unless it comes with `confirmed=true`; the receipt then says what
/// `differs`.
#[utoipa::path(
    post,
    path = "/v1/people/{person}/sources",
    tag = "sources",
    operation_id = "addSource",
    params(PersonParam, RawParams, IdempotencyParam),
    request_body(content(
        (SourceIn = "application/json"),
        (String = "text/markdown"),
        (String = "text/plain"),
        (String = "text/html"),
        (Vec<u8> = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (Vec<u8> = "application/vnd.oasis.opendocument.text"),
        (Vec<u8> = "application/rtf"),
        (Vec<u8> = "application/pdf"),
    )),
    responses(
        (status = 200, description = "It was there already, or it was only validated", body = SourceReceiptOut),
        (status = 201, description = "Kept", body = SourceReceiptOut,
            headers(("location" = String, description = "Where the report is"))),
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
    let source = new_source(&params, upload)?;
    if params.validate {
        let receipt = app.validate_source(&caller, &person, source, params.confirmed).await?;
        return Ok(axum::Json(SourceReceiptOut::from(receipt)).into_response());
    }
    let arrival = app.add_source(&caller, &person, source, params.confirmed).await?;
    let location = format!("/v1/people/{person}/sources/{}", arrival.kept().source.number);
    Ok(arrived(arrival.map(SourceReceiptOut::from), location))
}

/// List a person's source reports by date.
#[utoipa::path(
    get,
    path = "/v1/people/{person}/sources",
    tag = "sources",
    operation_id = "listSources",
    params(PersonParam, PartParams),
    responses((status = 200, description = "The reports", body = SourceList), Refusals)
)]
pub(super) async fn list(
    State(app): State<App>,
    Asker(caller): Asker,
    PersonPath(person): PersonPath,
    Query(paging): Query<Part<DatedPlace>>,
) -> Result<axum::Json<SourceList>, Problem> {
    let sources = app.sources(&caller, &person).await?;
    let place = |source: &Source| DatedPlace { date: source.date, number: source.number };
    Ok(axum::Json(Paging::from(paging).cut(sources, place).into()))
}

/// Get what is known of a source report.
#[utoipa::path(
    get,
    path = "/v1/people/{person}/sources/{number}",
    tag = "sources",
    operation_id = "getSource",
    params(PersonParam, NumberParam),
    responses((status = 200, description = "The report", body = SourceOut), Refusals)
)]
pub(super) async fn get(
    State(app): State<App>,
    Asker(caller): Asker,
    path: NumberPath,
    _: Query<NoParams>,
) -> Result<axum::Json<SourceOut>, Problem> {
    Ok(axum::Json(app.source(&caller, &path.person, path.number).await?.into()))
}

/// Give a source report's bytes back as they came.
#[utoipa::path(
    get,
    path = "/v1/people/{person}/sources/{number}/source",
    tag = "sources",
    operation_id = "getSourceContent",
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
    let (source, bytes) = app.source_content(&caller, &path.person, path.number).await?;
    Ok(verbatim(&headers, source.media_type, source.hash, bytes))
}

/// Give the text that was made of a source report, as Markdown.
///
/// Spans lie in it. Of Markdown it is what was posted; of other formats the reader made it, which the receipt names.
#[utoipa::path(
    get,
    path = "/v1/people/{person}/sources/{number}/text",
    tag = "sources",
    operation_id = "getSourceText",
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
    let (source, document) = app.source_document(&caller, &path.person, path.number, &admission).await?;
    Ok(text_of(&headers, text_hash(source.hash, source.media_type), &document))
}

fn new_source(params: &RawParams, upload: Upload) -> Result<NewSource, Problem> {
    match upload {
        Upload::Raw { media_type, content } => Ok(NewSource {
            kind: params.kind.ok_or_else(|| missing("kind"))?.into(),
            date: params.date.ok_or_else(|| missing("date"))?.0,
            media_type,
            content,
        }),
        Upload::Json(_) if params.kind.is_some() || params.date.is_some() => {
            let detail = "With a JSON body, kind and date stand in the body.";
            Err(Problem::bad_request("parameter_beside_json", detail))
        }
        Upload::Json(bytes) => {
            let body: SourceIn = read_json(&bytes)?;
            let media_type = body.media_type.unwrap_or(MediaTypeWord::Markdown).into();
            Ok(NewSource {
                kind: body.kind.into(),
                date: body.date.0,
                media_type,
                content: text_in_json(body.content, media_type)?,
            })
        }
    }
}

fn missing(name: &'static str) -> Problem {
    let detail = format!("The parameter {name} is missing; with a raw body it belongs in the query.");
    Problem::bad_request("missing_parameter", detail).at_field(name)
}
