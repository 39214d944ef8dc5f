//! From an address to a page that says where text comes from.

use axum::Router;
use axum::extract::State;
use axum::response::Html;
use axum::routing::get;

use super::age::age_page;
use super::passage::passage_page;
use super::report::report_page;
use crate::app::{App, BriefQuestion, Choice};
use crate::http::extract::{Admitted, Asker, NumberPath, PersonPath, SpanPath};
use crate::http::problem::Problem;
use crate::http::reply;

/// The whole plan with ages, a passage's life, a report.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new()
        .route("/people/{person}/plan", get(plan))
        .route("/people/{person}/sources/{number}", get(report))
        .route("/people/{person}/versions/{number}/passages/{span}", get(passage))
}

async fn plan(
    State(app): State<App>,
    Asker(caller): Asker,
    PersonPath(person): PersonPath,
    Admitted(admission): Admitted,
) -> Result<Html<String>, Problem> {
    let choice = app.choose_history(&caller, &person, BriefQuestion::default()).await?;
    let traced = choice.compute(&app, &admission).await?;
    let page = move || traced.read(|input, history| age_page(person.as_str(), input, history));
    reply::page(&admission, page).await
}

async fn report(
    State(app): State<App>,
    Asker(caller): Asker,
    NumberPath { person, number }: NumberPath,
    Admitted(admission): Admitted,
) -> Result<Html<String>, Problem> {
    let report = app.report(&caller, &person, number, &admission).await?;
    reply::page(&admission, move || report_page(person.as_str(), &report)).await
}

async fn passage(
    State(app): State<App>,
    Asker(caller): Asker,
    NumberPath { person, number }: NumberPath,
    SpanPath(span): SpanPath,
    Admitted(admission): Admitted,
) -> Result<Html<String>, Problem> {
    let passages = app.passages(&caller, &person, number, span, &admission).await?;
    let page = move || passages.read(|input, found| passage_page(person.as_str(), input, found));
    reply::page(&admission, page).await
}
