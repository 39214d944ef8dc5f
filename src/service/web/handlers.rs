//! From an address to a page: read the address, ask the use case, render.

use axum::extract::{Path, Query, State};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Router};
use jiff::civil::Date;
use serde::Deserialize;

use super::problem::Problem;
use super::{
    Neighbours, Pair, Place, Question, Show, View, assets, brief_page, condensed_page, delta_fold,
    delta_page, forms, lives, person, version_page,
};
use crate::app::{self, App, BriefQuestion, Caller, Comparison, version_after, version_before};
use cip_engine::brief;
use cip_engine::document::Document;
use cip_store::{PersonId, Version};

/// The pages, and the files they refer to.
pub fn routes() -> Router<App> {
    person::routes()
        .merge(lives::routes())
        .merge(forms::routes())
        .route("/people/{person}/brief", get(brief))
        .route("/people/{person}/condensed", get(condensed))
        .route("/people/{person}/delta", get(delta))
        .route("/people/{person}/versions/{number}", get(version))
        .route(&assets::stylesheet().path, get(|| async { assets::stylesheet() }))
        .route(&assets::script().path, get(|| async { assets::script() }))
        .route(&assets::icon().path, get(|| async { assets::icon() }))
}

/// What a reader sees where there is no page.
pub fn no_such_page() -> Response {
    Problem::not_found("There is no page at this address.").into_response()
}

pub(super) type Page = Result<Html<String>, Problem>;

/// Whose own lines come first; nobody's where the field is left empty.
#[derive(Deserialize)]
struct BriefQuery {
    agency: Option<String>,
}

async fn brief(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
    Query(query): Query<BriefQuery>,
) -> Page {
    let id = person_id(&id)?;
    let named = query.agency.as_deref().filter(|name| !name.is_empty());
    let agency = named.map(app::agency).transpose()?;
    let brief = app.brief(&caller, &id, BriefQuestion { agency, ..BriefQuestion::default() }).await?;
    let place = Place::Served { person: id.to_string() };
    Ok(Html(brief_page(&brief, &place)))
}

async fn condensed(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
) -> Page {
    let id = person_id(&id)?;
    let choice = app.choose_condensed(&caller, &id, BriefQuestion::default()).await?;
    let plan = app.condense(&choice).await?;
    let place = Place::Served { person: id.to_string() };
    let page = move || plan.read(|versions, condensed| condensed_page(versions, condensed, &place));
    Ok(Html(app.work(page).await?))
}

/// Which versions, and what of them. Texts, so that what is wrong can be said in words.
#[derive(Deserialize)]
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
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
    Query(query): Query<DeltaQuery>,
) -> Page {
    let id = person_id(&id)?;
    let (from, to) = (number(query.from.as_deref(), "from")?, number(query.to.as_deref(), "to")?);
    let question = question(&query)?;
    let comparison = app.delta(&caller, &id, from, to).await?;
    let since = app.lives(&caller, &id, &comparison.after).await?.wording_dates();
    let place = Place::Served { person: id.to_string() };
    // A delta of long plans takes some milliseconds to lay out, so it does not hold up an async thread.
    let page =
        app.work(move || delta_of(&comparison, &since, &question, query.only.as_deref(), &place)).await?;
    page.map(Html).ok_or_else(|| Problem::not_found("There is no fold with this name."))
}

async fn version(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Path((id, number)): Path<(String, String)>,
) -> Page {
    let id = person_id(&id)?;
    let number = version_number(&number)?;
    let (version, document) = app.version_document(&caller, &id, number).await?;
    let versions = app.versions(&caller, &id).await?;
    let neighbours = Neighbours {
        previous: version_before(&versions, &version).map(|earlier| earlier.number),
        next: version_after(&versions, &version).map(|later| later.number),
    };
    let page = move || version_page(id.as_str(), &labelled(&version, &document), neighbours);
    Ok(Html(app.work(page).await?))
}

fn delta_of(
    comparison: &Comparison,
    since: &[Date],
    question: &Question,
    only: Option<&str>,
    place: &Place,
) -> Option<String> {
    let before = labelled(&comparison.before, &comparison.before_document);
    let after = labelled(&comparison.after, &comparison.after_document);
    // A passage's past is told of the versions in force.
    let in_force = |version: &Version| version.superseded_by.is_none();
    let person = match place {
        Place::Served { person } if in_force(&comparison.before) && in_force(&comparison.after) => {
            Some(person)
        }
        _ => None,
    };
    let person = person.map(String::as_str);
    let pair = Pair { before: &before, after: &after, delta: &comparison.delta, since, person };
    match only {
        Some(name) => delta_fold(&pair, question, name, place),
        None => Some(delta_page(&pair, question, place)),
    }
}

fn labelled<'a>(version: &Version, document: &'a Document) -> brief::Version<'a> {
    brief::Version { number: version.number, as_of: Some(version.as_of), document }
}

/// Whoever has an id that cannot be one is nobody.
pub(super) fn person_id(text: &str) -> Result<PersonId, Problem> {
    text.parse().map_err(|_| Problem::not_found("Nobody has this id."))
}

pub(super) fn version_number(text: &str) -> Result<u32, Problem> {
    text.parse().map_err(|_| Problem::not_found("A version is called by its number."))
}

fn number(text: Option<&str>, name: &str) -> Result<u32, Problem> {
    let number = text.and_then(|text| text.parse().ok());
    number.ok_or_else(|| {
        Problem::bad_address(format!("It must say which versions to compare: {name}= and a number."))
    })
}

fn question(query: &DeltaQuery) -> Result<Question, Problem> {
    let unknown = |what: &str| Problem::bad_address(format!("It asks for {what} that is not known."));
    let chosen = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
    let show = chosen(&query.show).map_or(Some(Show::All), |name| Show::named(&name));
    let view = chosen(&query.view).map_or(Some(View::ByWidth), |name| View::named(&name));
    Ok(Question {
        show: show.ok_or_else(|| unknown("a kind of change"))?,
        need: chosen(&query.need),
        agency: chosen(&query.agency),
        hide_reworded: query.rewordings.as_deref() == Some("hide"),
        view: view.ok_or_else(|| unknown("a view"))?,
        unfold: Question::unfolding(query.unfold.as_deref().unwrap_or_default()),
    })
}
