//! From an address to the list of people, or to one person's page.

use axum::extract::{Path, Query, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::get;
use axum::{Extension, Router};
use serde::Deserialize;

use super::{PersonFile, Standing, person_page};
use crate::app::{App, AppError, BriefQuestion, Caller, LIST_ENTRIES, Paging};
use crate::web::handlers::{Page, person_id};
use crate::web::people::people_page;
use crate::web::problem::Problem;
use crate::web::{links, words};
use cip_store::PersonId;

/// The list of people, and one person's page.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new().route("/", get(people)).route("/people/{person}", get(person))
}

/// Whom the page of people follows.
#[derive(Deserialize)]
struct PeopleQuery {
    after: Option<String>,
    id: Option<String>,
}

/// What a form has just stored.
#[derive(Deserialize)]
struct Done {
    stored: Option<String>,
    conference: Option<String>,
    added: Option<String>,
}

impl Done {
    /// Says it, if it is there: the address alone proves nothing.
    fn notice(&self, file: &PersonFile) -> Option<String> {
        let is = |asked: &Option<String>, number: u32| asked.as_deref() == Some(number.to_string().as_str());
        let version = file.versions.iter().map(|overview| &overview.version);
        let version = version.into_iter().find(|version| is(&self.stored, version.number)).map(|version| {
            format!("The plan of {} is stored as version {}.", words::day(version.as_of), version.number)
        });
        let conference = file.conferences.iter().find(|it| is(&self.conference, it.number));
        let conference = conference.map(|it| it.details).map(|details| {
            let (kind, status) = (words::conference(details.kind), words::status(details.status));
            format!(
                "The conference of {} is stored: {}, {status}.",
                words::day(details.date),
                words::lower(kind)
            )
        });
        let added = (self.added.is_some() && file.versions.is_empty())
            .then(|| format!("{} is added. The first plan comes next.", file.person.id));
        version.or(conference).or(added)
    }
}

async fn people(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Query(query): Query<PeopleQuery>,
) -> Result<Response, Problem> {
    let sought = query.id.as_deref().map(str::trim).unwrap_or_default();
    if let Some(id) = find(&app, &caller, sought).await? {
        return Ok(Redirect::to(&links::person(id.as_str())).into_response());
    }
    let after = query.after.as_deref().map(person_id).transpose()?;
    let paging = Paging { after, limit: LIST_ENTRIES };
    let people = app.people(&caller, &paging).await?;
    Ok(Html(people_page(&people, paging.after.as_ref(), sought)).into_response())
}

/// The person with this id.
async fn find(app: &App, caller: &Caller, sought: &str) -> Result<Option<PersonId>, AppError> {
    let Ok(id) = sought.parse::<PersonId>() else { return Ok(None) };
    match app.person(caller, &id).await {
        Ok(_) => Ok(Some(id)),
        Err(AppError::PersonNotFound(_)) => Ok(None),
        Err(other) => Err(other),
    }
}

async fn person(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
    Query(done): Query<Done>,
) -> Page {
    let id = person_id(&id)?;
    let mut file = PersonFile {
        person: app.person(&caller, &id).await?,
        versions: app.versions_overview(&caller, &id).await?,
        conferences: app.conferences(&caller, &id).await?,
        sources: app.sources(&caller, &id).await?,
        standing: standing(&app, &caller, &id).await?,
        notice: None,
    };
    file.notice = done.notice(&file);
    Ok(Html(app.work(move || person_page(&file)).await?))
}

/// How the newest plan stands; none without a plan.
async fn standing(app: &App, caller: &Caller, id: &PersonId) -> Result<Option<Standing>, AppError> {
    let choice = match app.choose_brief(caller, id, BriefQuestion::default()).await {
        Ok(choice) => choice,
        Err(AppError::NoVersions(_)) => return Ok(None),
        Err(other) => return Err(other),
    };
    let traced = app.trace(&choice.traced).await?;
    Ok(Some(Standing { last: choice.last_conference, next: choice.next_conference, traced }))
}
