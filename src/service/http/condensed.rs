//! The whole newest plan with what is carried forward folded.

use axum::Extension;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;
use utoipa::IntoParams;

use super::extract::{IsoDate, Number, PersonPath, Query};
use super::openapi::{PersonParam, Refusals};
use super::problem::Problem;
use super::reply::{self, ETag, Format};
use crate::app::{App, BriefQuestion, Caller, CondensedPlan};
use crate::web::{self, Place};
use cip_wire::condensed::CondensedDocument;

/// Folded since when, in which form.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct CondensedParams {
    /// Fold what stands as it stood on this day. Without `since` and `conference`, as at the last conference held
    /// before the newest version's date.
    #[param(value_type = Option<String>, format = Date, example = "2024-03-14")]
    since: Option<IsoDate>,
    /// Fold what stands as it stood at the conference of this id.
    #[param(value_type = Option<u32>, minimum = 1)]
    conference: Option<Number>,
    /// The form, in place of `Accept`.
    #[param(inline)]
    format: Option<Format>,
}

/// Give the newest version with what is carried forward folded.
#[utoipa::path(
    get,
    path = "/v1/people/{person}/condensed",
    tag = "changes",
    operation_id = "getCondensed",
    params(PersonParam, CondensedParams),
    responses(
        (status = 200, description = "The condensed plan", content(
            (CondensedDocument<'static> = "application/json"), (String = "text/markdown"), (String = "text/html"),
        )),
        (status = 304, description = "The reader has it"),
        Refusals,
    )
)]
pub(super) async fn get(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    PersonPath(person): PersonPath,
    Query(params): Query<CondensedParams>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let format = reply::choose(params.format, &headers)?;
    let choice = app.choose_condensed(&caller, &person, question(&params)).await?;
    let tag = ETag::of_computed("condensed", &choice, format.name());
    if tag.is_known(&headers) {
        return Ok(reply::negotiated(tag.not_modified()));
    }
    let plan = app.condense(&choice).await?;
    let place = Place::Served { person: person.to_string() };
    let body = app.work(move || write(&plan, &place, format)).await??;
    Ok(reply::negotiated(tag.put_on(reply::body(format, body))))
}

fn question(params: &CondensedParams) -> BriefQuestion {
    BriefQuestion {
        since: params.since.map(|date| date.0),
        conference: params.conference.map(|number| number.0),
        ..BriefQuestion::default()
    }
}

fn write(plan: &CondensedPlan, place: &Place, format: Format) -> Result<String, Problem> {
    plan.read(|versions, condensed| match format {
        Format::Json => reply::json(&CondensedDocument::new(versions, condensed)),
        Format::Markdown => Ok(cip_render::condensed_markdown(versions, condensed)),
        Format::Html => Ok(web::condensed_page(versions, condensed, place)),
    })
}
