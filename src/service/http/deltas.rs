//! What changed between two versions.

use axum::Extension;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;
use utoipa::IntoParams;

use super::extract::{Number, PersonPath, Query};
use super::openapi::{PersonParam, Refusals};
use super::problem::Problem;
use super::reply::{self, ETag, Format};
use crate::app::{App, Caller, Comparison, DeltaChoice, text_hash};
use crate::web::{self, Pair, Place, Question};
use cip_engine::brief;
use cip_engine::document::Document;
use cip_store::Version;
use cip_wire::delta::DeltaDocument;

/// Which two versions, in which form.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct DeltaParams {
    /// The number of the earlier version.
    #[param(value_type = u32, minimum = 1, example = 4)]
    from: Number,
    /// The number of the later version.
    #[param(value_type = u32, minimum = 1, example = 5)]
    to: Number,
    /// The form, in place of `Accept`.
    #[param(inline)]
    format: Option<Format>,
}

/// Tell every unit of two versions, paired and classed.
#[utoipa::path(
    get,
    path = "/v1/people/{person}/delta",
    tag = "changes",
    operation_id = "getDelta",
    params(PersonParam, DeltaParams),
    responses(
        (status = 200, description = "The delta", content(
            (DeltaDocument<'static> = "application/json"), (String = "text/markdown"), (String = "text/html"),
        )),
        (status = 304, description = "The reader has it"),
        Refusals,
    )
)]
pub(super) async fn get(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    PersonPath(person): PersonPath,
    Query(params): Query<DeltaParams>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let format = reply::choose(params.format, &headers)?;
    let choice = app.choose_delta(&caller, &person, params.from.0, params.to.0).await?;
    let tag = tag(&choice, format);
    if tag.is_known(&headers) {
        return Ok(reply::negotiated(tag.not_modified()));
    }
    let comparison = app.compare(&choice).await?;
    let place = Place::Served { person: person.to_string() };
    let body = app.work(move || write(&comparison, &place, format)).await??;
    Ok(reply::negotiated(tag.put_on(reply::body(format, body))))
}

fn tag(choice: &DeltaChoice, format: Format) -> ETag {
    let DeltaChoice { before, after, .. } = choice;
    let numbers = format!("{}-{}", before.number, after.number);
    let text = |version: &Version| text_hash(version.hash, version.media_type).to_string();
    ETag::of(&["delta", &text(before), &text(after), &numbers, format.name()])
}

fn write(comparison: &Comparison, place: &Place, format: Format) -> Result<String, Problem> {
    let Comparison { before_document, after_document, delta, .. } = comparison;
    match format {
        Format::Json => reply::json(&DeltaDocument::new(before_document, after_document, delta)),
        Format::Markdown => Ok(cip_render::delta_markdown(before_document, after_document, delta)),
        Format::Html => Ok(page(comparison, place)),
    }
}

fn page(comparison: &Comparison, place: &Place) -> String {
    let before = labelled(&comparison.before, &comparison.before_document);
    let after = labelled(&comparison.after, &comparison.after_document);
    let pair = Pair { before: &before, after: &after, delta: &comparison.delta, since: &[], person: None };
    web::delta_page(&pair, &Question::default(), place)
}

fn labelled<'a>(version: &Version, document: &'a Document) -> brief::Version<'a> {
    brief::Version { number: version.number, as_of: Some(version.as_of), document }
}
