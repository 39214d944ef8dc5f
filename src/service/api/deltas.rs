//! What changed between two versions.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;
use utoipa::IntoParams;

use super::openapi::{PersonParam, Refusals};
use crate::app::{App, Comparison};
use crate::forms::{self, Format};
use crate::http::extract::{Asker, Number, PersonPath, Query};
use crate::http::problem::Problem;
use crate::http::reply;
use crate::web::{self, Place, Question};
use cip_render::Style;
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

/// Get the delta of two versions: every unit, paired and classed.
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
    Asker(caller): Asker,
    PersonPath(person): PersonPath,
    Query(params): Query<DeltaParams>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let format = reply::choose(params.format, &headers)?;
    let choice = app.choose_delta(&caller, &person, params.from.0, params.to.0).await?;
    let place = Place::Served { person: person.to_string() };
    let write = move |comparison: &Comparison| write(comparison, &place, format);
    reply::computed(&app, &headers, &choice, format, write).await
}

fn write(comparison: &Comparison, place: &Place, format: Format) -> Result<String, Problem> {
    let Comparison { before_document, after_document, delta, .. } = comparison;
    let page =
        || web::with_pair(comparison, &[], None, |pair| web::delta_page(pair, &Question::default(), place));
    reply::written(forms::delta((before_document, after_document, delta), format, Style::Plain, page))
}
