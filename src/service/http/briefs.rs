//! The page a chair asks for.

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
use crate::app::{self, App, BRIEF_WORDS, BriefQuestion, Caller};
use crate::web::{self, Place};
use cip_engine::brief::Brief;
use cip_wire::brief::BriefDocument;

/// Changes since when, how long, in which form.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct BriefParams {
    /// Changes since this day: the newest version dated on or before it is compared with. Without `since` and
    /// `conference`, changes since the last conference held before the newest version's date.
    #[param(value_type = Option<String>, format = Date, example = "2024-03-14")]
    since: Option<IsoDate>,
    /// Changes since the conference of this id.
    #[param(value_type = Option<u32>, minimum = 1)]
    conference: Option<Number>,
    /// How many words new entries may take; 600 if absent. Changes and risk are never shortened.
    #[param(value_type = Option<u32>, minimum = 1)]
    words: Option<Number>,
    /// Whose own needs and actions come first in each part: an agency or a role of one. The names are those that the
    /// refusal of any other lists.
    #[param(example = "Health")]
    agency: Option<String>,
    /// The form, in place of `Accept`.
    #[param(inline)]
    format: Option<Format>,
}

/// Tell what changed since the last conference.
#[utoipa::path(
    get,
    path = "/v1/people/{person}/brief",
    tag = "changes",
    operation_id = "getBrief",
    params(PersonParam, BriefParams),
    responses(
        (status = 200, description = "The brief", content(
            (BriefDocument<'static> = "application/json"), (String = "text/markdown"), (String = "text/html"),
        )),
        (status = 304, description = "The reader has it"),
        Refusals,
    )
)]
pub(super) async fn get(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    PersonPath(person): PersonPath,
    Query(params): Query<BriefParams>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let format = reply::choose(params.format, &headers)?;
    let choice = app.choose_brief(&caller, &person, question(&params)?).await?;
    let tag = ETag::of_computed("brief", &choice, format.name());
    if tag.is_known(&headers) {
        return Ok(reply::negotiated(tag.not_modified()));
    }
    let brief = app.compose(&choice).await?;
    let place = Place::Served { person: person.to_string() };
    let body = app.work(move || write(&brief, &place, format)).await??;
    Ok(reply::negotiated(tag.put_on(reply::body(format, body))))
}

fn question(params: &BriefParams) -> Result<BriefQuestion, Problem> {
    Ok(BriefQuestion {
        since: params.since.map(|date| date.0),
        conference: params.conference.map(|number| number.0),
        words: params.words.map_or(BRIEF_WORDS, |number| number.0 as usize),
        agency: params.agency.as_deref().map(app::agency).transpose()?,
    })
}

fn write(brief: &Brief, place: &Place, format: Format) -> Result<String, Problem> {
    match format {
        Format::Json => reply::json(&BriefDocument::new(brief)),
        Format::Markdown => Ok(cip_render::brief_markdown(brief)),
        Format::Html => Ok(web::brief_page(brief, place)),
    }
}
