//! The page of the posts that may be another person's plan, and what is decided there.

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::get;
use serde::Deserialize;

use super::forms::Posted;
use super::frame::{Frame, Style};
use super::links::{self, Link};
use super::{assets, words};
use crate::app::{App, Held};
use crate::http::extract::{Asker, PersonPath, Query};
use crate::http::problem::Problem;
use cip_engine::brief::{IdentityDifference, IdentityField};
use cip_store::PersonId;

/// Why a post is withdrawn on this page.
const REASON: &str = "posted for another person";

#[derive(Template)]
#[template(path = "held.html")]
struct HeldPage {
    frame: Frame,
    notice: Option<String>,
    address: String,
    held: Vec<HeldPost>,
}

struct HeldPost {
    number: u32,
    date: String,
    came: String,
    differs: Vec<Difference>,
}

struct Difference {
    field: &'static str,
    earlier: String,
    this: String,
}

/// The page, and the post of its buttons.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/people/{person}/held", get(page).post(decide))
}

/// What was just held or withdrawn.
#[derive(Deserialize)]
struct Done {
    stored: Option<String>,
    withdrawn: Option<String>,
}

async fn page(
    State(app): State<App>,
    Asker(caller): Asker,
    PersonPath(person): PersonPath,
    Query(done): Query<Done>,
) -> Result<Html<String>, Problem> {
    let held = app.held_versions(&caller, &person).await?;
    Ok(Html(held_page(&person, &held, done.notice(&held))))
}

/// Confirms or withdraws one, and goes on to where it now is, or to the rest.
async fn decide(
    State(app): State<App>,
    Asker(caller): Asker,
    PersonPath(person): PersonPath,
    posted: Posted,
) -> Result<Response, Problem> {
    let number = posted.field("number").parse().map_err(|_| nothing_chosen("number"))?;
    let there = match posted.field("decision") {
        "confirm" => {
            let version = app.confirm_version(&caller, &person, number).await?;
            format!("{}?stored={}", links::person(person.as_str()), version.number)
        }
        "withdraw" => {
            // Only what is held is withdrawn here, not what somebody else has confirmed meanwhile.
            let held = app.held_versions(&caller, &person).await?;
            if !held.iter().any(|held| held.version.number == number) {
                let detail = "It is no longer held: somebody has decided already. Go back and look again.";
                return Err(Problem::unprocessable("not_held", detail));
            }
            app.withdraw_version(&caller, &person, number, REASON).await?;
            format!("{}?withdrawn={number}", links::held(person.as_str()))
        }
        _ => return Err(nothing_chosen("decision")),
    };
    Ok(Redirect::to(&there).into_response())
}

fn nothing_chosen(field: &'static str) -> Problem {
    let detail = "It was not said what to do with which post. Go back and choose again.";
    Problem::bad_request("invalid_form", detail).at_field(field)
}

impl Done {
    /// Says it, if it is so: the address alone proves nothing.
    fn notice(&self, held: &[Held]) -> Option<String> {
        let number = |text: &Option<String>| text.as_deref().and_then(|text| text.parse::<u32>().ok());
        let is_held = |number: &u32| held.iter().any(|held| held.version.number == *number);
        let stored = number(&self.stored).filter(is_held).map(|number| {
            format!(
                "Version {number} is stored and held. It is shown nowhere until it is decided whose it is."
            )
        });
        let withdrawn = number(&self.withdrawn).filter(|number| !is_held(number));
        stored.or(withdrawn.map(|number| format!("Version {number} is not held any more.")))
    }
}

fn held_page(person: &PersonId, held: &[Held], notice: Option<String>) -> String {
    let id = person.as_str();
    super::render(&HeldPage {
        frame: Frame::served(
            format!("Held posts, {id}"),
            vec![Link::people(), Link::person(id)],
            "Held posts",
        ),
        notice,
        address: links::held(id),
        held: held.iter().map(held_post).collect(),
    })
}

fn held_post(held: &Held) -> HeldPost {
    let version = &held.version;
    HeldPost {
        number: version.number,
        date: words::day(version.as_of),
        came: version.source_id.clone().map_or_else(String::new, |id| format!("Sent as {id}")),
        differs: held.differs.iter().map(difference).collect(),
    }
}

fn difference(difference: &IdentityDifference) -> Difference {
    let IdentityDifference { field, earlier, this } = difference.clone();
    Difference { field: field_name(field), earlier, this }
}

/// What a field is called on pages.
pub(super) fn field_name(field: IdentityField) -> &'static str {
    match field {
        IdentityField::Name => "Name",
        IdentityField::PersonNumber => "Person’s number",
        IdentityField::DateOfBirth => "Date of birth",
    }
}
