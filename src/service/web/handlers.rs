//! From an address to a page: read the address, ask the use case, render.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::middleware::{from_fn_with_state, map_response};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use jiff::civil::Date;
use serde::Deserialize;

use super::comparison::{dated, with_pair};
use super::delta::{Question, Show, View, delta_fold, delta_page};
use super::print::printed;
use super::problem::problem_page;
use super::version::{Neighbours, version_page};
use super::{Place, access, assets, brief_page, condensed_page, forms, held, label, lives, person};
use crate::app::{
    self, App, AppError, BriefQuestion, Caller, Choice, Comparison, CondensedPlan, version_after,
    version_before,
};
use crate::forms::Format;
use crate::http::extract::{Admitted, Asker, NumberPath, PersonPath, Query};
use crate::http::problem::Problem;
use crate::http::reply;
use cip_engine::brief::Brief;
use cip_store::Version;

/// The pages, and the files they refer to.
pub(crate) fn routes(app: &App) -> Router<App> {
    looks()
        .route_layer(from_fn_with_state(app.clone(), access::reason::first))
        .merge(forms::routes())
        .merge(access::routes())
        .route(&assets::stylesheet().path, get(|| async { assets::stylesheet() }))
        .route(&assets::script().path, get(|| async { assets::script() }))
        .route(&assets::icon().path, get(|| async { assets::icon() }))
        .layer(map_response(|response: Response| async { problem_page(response) }))
}

/// The pages that show something of a case.
fn looks() -> Router<App> {
    person::routes()
        .merge(lives::routes())
        .merge(held::routes())
        .route("/people/{person}/brief", get(brief))
        .route("/people/{person}/condensed", get(condensed))
        .route("/people/{person}/delta", get(delta))
        .route("/people/{person}/versions/{number}", get(version))
}

/// Whose own lines come first; nobody's where the field is left empty.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BriefQuery {
    agency: Option<String>,
    /// Of which version; of the newest where it is absent.
    version: Option<String>,
    /// Given: the print view.
    print: Option<String>,
}

/// How a page is wanted.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PrintQuery {
    /// Given: the print view.
    print: Option<String>,
}

async fn brief(
    State(app): State<App>,
    Asker(caller): Asker,
    PersonPath(person): PersonPath,
    Query(query): Query<BriefQuery>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let named = query.agency.as_deref().filter(|name| !name.is_empty());
    let agency = named.map(app::agency).transpose()?;
    let version = query.version.as_deref().map(|text| {
        let wrong = || wrong("version", "It must say of which version: version= and a number.".to_owned());
        text.parse().map_err(|_| wrong())
    });
    let question = BriefQuestion { agency, version: version.transpose()?, ..BriefQuestion::default() };
    let prints = query.print.is_some();
    let choice = if prints {
        app.print_brief(&caller, &person, question).await?
    } else {
        app.choose_brief(&caller, &person, question).await?
    };
    let place = Place::Served { person: person.to_string() };
    let newer = choice.newer.as_ref().map(label);
    let write = move |brief: &Arc<Brief>| brief_page(brief, newer, &place);
    if prints {
        return print_view(&app, &caller, &choice, write).await;
    }
    reply::computed(&app, &headers, &choice, Format::Html, move |brief| Ok(write(brief))).await
}

async fn condensed(
    State(app): State<App>,
    Asker(caller): Asker,
    PersonPath(person): PersonPath,
    Query(query): Query<PrintQuery>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let prints = query.print.is_some();
    let choice = if prints {
        app.print_condensed(&caller, &person, BriefQuestion::default()).await?
    } else {
        app.choose_condensed(&caller, &person, BriefQuestion::default()).await?
    };
    let place = Place::Served { person: person.to_string() };
    let write = move |plan: &CondensedPlan| {
        plan.read(|versions, condensed| condensed_page(versions, condensed, &place))
    };
    if prints {
        return print_view(&app, &caller, &choice, write).await;
    }
    reply::computed(&app, &headers, &choice, Format::Html, move |plan| Ok(write(plan))).await
}

/// A page made for paper, each time anew: it says when it was printed.
async fn print_view<C: Choice>(
    app: &App,
    caller: &Caller,
    choice: &C,
    write: impl FnOnce(&C::Computed) -> String + Send + 'static,
) -> Result<Response, Problem> {
    let admission = app.admit()?;
    let computed = choice.compute(app, &admission).await?;
    let (caller, at) = (caller.clone(), app.now());
    let page = reply::page(&admission, move || printed(&write(&computed), &caller, at)).await?;
    Ok(page.into_response())
}

/// Which versions, and what of them. Texts, so that what is wrong can be said in words.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DeltaQuery {
    from: Option<String>,
    to: Option<String>,
    show: Option<String>,
    need: Option<String>,
    agency: Option<String>,
    rewordings: Option<String>,
    view: Option<String>,
    unfold: Option<String>,
    /// One fold by itself, for a script to put in its place.
    only: Option<String>,
}

async fn delta(
    State(app): State<App>,
    Asker(caller): Asker,
    PersonPath(person): PersonPath,
    Query(query): Query<DeltaQuery>,
    Admitted(admission): Admitted,
) -> Result<Html<String>, Problem> {
    let (from, to) = (number(query.from.as_deref(), "from")?, number(query.to.as_deref(), "to")?);
    let question = question(&query)?;
    let choice = app.choose_delta(&caller, &person, from, to).await?;
    let comparison = choice.compute(&app, &admission).await?;
    let since = app.lives(&choice.person, &comparison.after, &admission).await?.wording_dates();
    // A delta of long plans takes some milliseconds to lay out, so it does not hold up an async thread.
    let page = move || written(&comparison, &since, &question, query.only.as_deref(), person.as_str());
    let page = admission.run(page).await.map_err(AppError::from)?;
    page.map(Html).ok_or_else(|| Problem::not_found("fold_not_found", "There is no fold with this name."))
}

async fn version(
    State(app): State<App>,
    Asker(caller): Asker,
    NumberPath { person, number }: NumberPath,
    Admitted(admission): Admitted,
) -> Result<Html<String>, Problem> {
    let (version, document, case) = app.version_document(&caller, &person, number, &admission).await?;
    let versions = app.versions_of(&case).await?;
    let neighbours = Neighbours {
        previous: version_before(&versions, &version).map(|earlier| earlier.number),
        next: version_after(&versions, &version).map(|later| later.number),
    };
    let page = move || version_page(person.as_str(), &dated(&version, &document), neighbours);
    reply::page(&admission, page).await
}

fn written(
    comparison: &Comparison,
    since: &[Date],
    question: &Question,
    only: Option<&str>,
    person: &str,
) -> Option<String> {
    let place = Place::Served { person: person.to_owned() };
    // The past of a passage is known for the versions in force.
    let in_force = |version: &Version| version.superseded_by.is_none();
    let both = in_force(&comparison.before) && in_force(&comparison.after);
    with_pair(comparison, since, both.then_some(person), |pair| match only {
        Some(name) => delta_fold(pair, question, name, &place),
        None => Some(delta_page(pair, question, &place)),
    })
}

fn number(text: Option<&str>, name: &str) -> Result<u32, Problem> {
    let number = text.and_then(|text| text.parse().ok());
    number.ok_or_else(|| wrong(name, format!("It must say which versions to compare: {name}= and a number.")))
}

fn question(query: &DeltaQuery) -> Result<Question, Problem> {
    let unknown = |name, what: &str| wrong(name, format!("It asks for {what} that is not known."));
    let chosen = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
    let show = chosen(&query.show).map_or(Some(Show::All), |name| Show::named(&name));
    let view = chosen(&query.view).map_or(Some(View::ByWidth), |name| View::named(&name));
    Ok(Question {
        show: show.ok_or_else(|| unknown("show", "a kind of change"))?,
        need: chosen(&query.need),
        agency: chosen(&query.agency),
        hide_reworded: query.rewordings.as_deref() == Some("hide"),
        view: view.ok_or_else(|| unknown("view", "a view"))?,
        unfold: Question::unfolding(query.unfold.as_deref().unwrap_or_default()),
    })
}

fn wrong(parameter: &str, detail: String) -> Problem {
    Problem::bad_request("invalid_parameter", detail).at_field(parameter)
}
