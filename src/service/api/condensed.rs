//! The whole newest plan with what is carried forward folded.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;
use utoipa::IntoParams;

use super::openapi::{PersonParam, Refusals};
use crate::app::{App, BriefQuestion, CondensedPlan};
use crate::forms::{self, Format};
use crate::http::extract::{Asker, IsoDate, Number, PersonPath, Query};
use crate::http::problem::Problem;
use crate::http::reply;
use crate::web::{self, Place};
use cip_wire::condensed::CondensedDocument;

/// Folded since when, in which form.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct CondensedParams {
    /// Fold what is as it was on this day. Without `since` and `conference`, as at the last conference held
    /// before the newest version's date.
    #[param(value_type = Option<String>, format = Date, example = "2024-03-14")]
    since: Option<IsoDate>,
    /// Fold what is as it was at the conference of this id.
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
    Asker(caller): Asker,
    PersonPath(person): PersonPath,
    Query(params): Query<CondensedParams>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let format = reply::choose(params.format, &headers)?;
    let choice = app.choose_condensed(&caller, &person, question(&params)).await?;
    let place = Place::Served { person: person.to_string() };
    reply::computed(&app, &headers, &choice, format, move |plan| write(plan, &place, format)).await
}

fn question(params: &CondensedParams) -> BriefQuestion {
    BriefQuestion {
        since: params.since.map(|date| date.0),
        conference: params.conference.map(|number| number.0),
        ..BriefQuestion::default()
    }
}

fn write(plan: &CondensedPlan, place: &Place, format: Format) -> Result<String, Problem> {
    plan.read(|versions, condensed| {
        let page = || web::condensed_page(versions, condensed, place);
        reply::written(forms::condensed(versions, condensed, format, page))
    })
}
