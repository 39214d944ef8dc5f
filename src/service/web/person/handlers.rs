//! From an address to the list of people, or to one person's page.

use axum::Router;
use axum::extract::State;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::get;
use serde::Deserialize;

use super::{PersonFile, Standing, person_page};
use crate::app::{
    App, AppError, BriefQuestion, Caller, Case, Choice, LIST_ENTRIES, Paging, Role, What, if_any,
};
use crate::compute::Admission;
use crate::http::extract::{Admitted, Asker, PersonPath, Query, person_id};
use crate::http::problem::Problem;
use crate::http::reply;
use crate::web::people::people_page;
use crate::web::{links, words};

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
    Asker(caller): Asker,
    Query(query): Query<PeopleQuery>,
) -> Result<Response, Problem> {
    if only_governs(&caller) {
        return Ok(Redirect::to("/break-glass").into_response());
    }
    let sought = query.id.as_deref().map(str::trim).unwrap_or_default();
    if let Ok(id) = sought.parse()
        // Whoever has to say why they look is asked there, whether there is such a person or not.
        && (app.asks_why(&caller, &id).await? || app.find_person(&caller, &id).await?.is_some())
    {
        return Ok(Redirect::to(&links::person(id.as_str())).into_response());
    }
    let after = query.after.as_deref().map(person_id).transpose()?;
    let paging = Paging { after, limit: LIST_ENTRIES };
    let people = app.people(&caller, &paging).await?;
    Ok(Html(people_page(&people, paging.after.as_ref(), sought, &caller)).into_response())
}

/// Whether a caller answers for the data and has no case of their own to see.
fn only_governs(caller: &Caller) -> bool {
    let roles = caller.roles();
    roles.has(Role::Governance) && !roles.has(Role::Read) && !roles.has(Role::Chair)
}

async fn person(
    State(app): State<App>,
    Asker(caller): Asker,
    PersonPath(id): PersonPath,
    Query(done): Query<Done>,
    Admitted(admission): Admitted,
) -> Result<Html<String>, Problem> {
    let (person, case) = app.open_person(&caller, &id).await?;
    let mut file = PersonFile {
        person,
        versions: app.versions_overview(&case, &admission).await?,
        conferences: app.conferences_of(&case).await?,
        sources: app.sources_of(&case).await?,
        held: app.held_of(&case).await?.len(),
        standing: standing(&app, &case, &admission).await?,
        chairs: caller.roles().has(Role::Chair),
        posts: What::PostVersion.may_be_done_by(&caller),
        notice: None,
    };
    file.notice = done.notice(&file);
    reply::page(&admission, move || person_page(&file)).await
}

/// Where the newest plan is between conferences; none without a plan.
async fn standing(app: &App, case: &Case, admission: &Admission) -> Result<Option<Standing>, AppError> {
    let choice = if_any(app.brief_of(case, BriefQuestion::default()).await)?;
    let Some(choice) = choice else { return Ok(None) };
    let traced = choice.traced.compute(app, admission).await?;
    Ok(Some(Standing { last: choice.last_conference, next: choice.next_conference, traced }))
}
