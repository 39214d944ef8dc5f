//! The page a chair asks for.

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;
use utoipa::IntoParams;

use super::openapi::{PersonParam, Refusals};
use crate::app::{self, App, BRIEF_WORDS, BriefQuestion};
use crate::forms::{self, Format};
use crate::http::extract::{Asker, IsoDate, Number, PersonPath, Query};
use crate::http::problem::Problem;
use crate::http::reply;
use crate::web::{self, Place};
use cip_engine::brief::Brief;
use cip_render::Style;
use cip_store::Version;
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
    /// The brief of this version, as it is with none of a later date. Without it, of the newest.
    #[param(value_type = Option<u32>, minimum = 1)]
    version: Option<Number>,
    /// How long it is to be, in words; 1,000 if absent. New entries are shortened to keep to it, changes and risk never.
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

/// Get the brief: what changed since the last conference.
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
    Asker(caller): Asker,
    PersonPath(person): PersonPath,
    Query(params): Query<BriefParams>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let format = reply::choose(params.format, &headers)?;
    let choice = app.choose_brief(&caller, &person, question(&params)?).await?;
    let place = Place::Served { person: person.to_string() };
    let newer = choice.newer.clone();
    let write = move |brief: &Arc<Brief>| write(brief, newer.as_ref(), &place, format);
    reply::computed(&app, &headers, &choice, format, write).await
}

fn question(params: &BriefParams) -> Result<BriefQuestion, Problem> {
    Ok(BriefQuestion {
        since: params.since.map(|date| date.0),
        conference: params.conference.map(|number| number.0),
        version: params.version.map(|number| number.0),
        words: params.words.map_or(BRIEF_WORDS, |number| number.0),
        agency: params.agency.as_deref().map(app::agency).transpose()?,
    })
}

fn write(brief: &Brief, newer: Option<&Version>, place: &Place, format: Format) -> Result<String, Problem> {
    let page = || web::brief_page(brief, newer.map(web::label), place);
    reply::written(forms::brief(brief, format, Style::Plain, page))
}
