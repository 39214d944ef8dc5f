//! From an address to a page that tells where text comes from.

use axum::extract::{Path, State};
use axum::response::Html;
use axum::routing::get;
use axum::{Extension, Router};

use super::age::age_page;
use super::passage::passage_page;
use super::report::report_page;
use crate::app::{App, BriefQuestion, Caller};
use crate::web::handlers::{Page, person_id, version_number};
use crate::web::problem::Problem;
use cip_engine::text::Span;

/// The whole plan with ages, a passage's life, a report.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new()
        .route("/people/{person}/plan", get(plan))
        .route("/people/{person}/sources/{number}", get(report))
        .route("/people/{person}/versions/{number}/passages/{span}", get(passage))
}

async fn plan(State(app): State<App>, Extension(caller): Extension<Caller>, Path(id): Path<String>) -> Page {
    let id = person_id(&id)?;
    let choice = app.choose_history(&caller, &id, BriefQuestion::default()).await?;
    let traced = app.trace(&choice).await?;
    let page = move || traced.read(|input, history| age_page(id.as_str(), input, history));
    Ok(Html(app.work(page).await?))
}

async fn report(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Path((id, number)): Path<(String, String)>,
) -> Page {
    let id = person_id(&id)?;
    let number = number.parse().map_err(|_| Problem::not_found("A report is called by its number."))?;
    let report = app.report(&caller, &id, number).await?;
    Ok(Html(app.work(move || report_page(id.as_str(), &report)).await?))
}

async fn passage(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Path((id, number, span)): Path<(String, String, String)>,
) -> Page {
    let id = person_id(&id)?;
    let number = version_number(&number)?;
    let passages = app.passages(&caller, &id, number, self::span(&span)?).await?;
    let page = move || passages.read(|input, found| passage_page(id.as_str(), input, found));
    Ok(Html(app.work(page).await?))
}

/// A passage is called by its bytes: "120-188".
fn span(text: &str) -> Result<Span, Problem> {
    let bounds = text.split_once('-').and_then(|(start, end)| Some((start.parse().ok()?, end.parse().ok()?)));
    let (start, end) =
        bounds.ok_or_else(|| Problem::not_found("A passage is called by its first and last byte."))?;
    Ok(Span { start, end })
}
