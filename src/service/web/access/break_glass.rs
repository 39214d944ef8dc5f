//! The page on which governance reviews cases that were opened in an emergency.

use askama::Template;
use axum::extract::State;
use axum::response::{Html, IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::moment;
use crate::app::{App, Caller, LIST_ENTRIES, Listing, Paging, sentence, short_text};
use crate::http::extract::{Asker, CountPath, Cursor, Query};
use crate::http::problem::Problem;
use crate::web::assets;
use crate::web::forms::Posted;
use crate::web::frame::{Frame, Style};
use crate::web::links::{self, Link};
use cip_store::{BreakGlass, Outcome, stamp};

#[derive(Template)]
#[template(path = "break_glass.html")]
struct BreakGlassPage {
    frame: Frame,
    waiting: bool,
    opened: Vec<OpenedView>,
    next: Option<String>,
}

struct OpenedView {
    number: u64,
    person: String,
    name: String,
    reason: String,
    opened: String,
    until: String,
    review: Option<String>,
    /// Whether it was opened by whoever reads this, who does not review it.
    is_own: bool,
    looks: String,
}

/// Which of them: those that wait, or all; from the newest, or after one.
#[derive(Deserialize)]
pub(super) struct Which {
    all: Option<String>,
    after: Option<Cursor<u64>>,
}

pub(super) async fn page(
    State(app): State<App>,
    Asker(caller): Asker,
    Query(which): Query<Which>,
) -> Result<Html<String>, Problem> {
    let waiting = which.all.is_none();
    let paging = Paging { after: which.after.map(|after| after.0), limit: LIST_ENTRIES };
    let listing = app.break_glasses(&caller, waiting, &paging).await?;
    Ok(Html(opened_page(&listing, waiting, &caller)))
}

/// Keeps a review, and goes back to those that still wait.
pub(super) async fn review(
    State(app): State<App>,
    Asker(caller): Asker,
    CountPath(number): CountPath,
    posted: Posted,
) -> Result<Response, Problem> {
    let outcome = Outcome::from_name(posted.field("outcome")).ok_or_else(|| {
        let detail = "It was not said whether it was justified. Go back and choose.";
        Problem::bad_request("invalid_form", detail).at_field("outcome")
    })?;
    let note = match posted.field("note").trim() {
        "" => None,
        note => Some(short_text(note).map(str::to_owned).map_err(|error| {
            Problem::bad_request("invalid_form", sentence(&error.to_string())).at_field("note")
        })?),
    };
    app.review_break_glass(&caller, number, outcome, note).await?;
    Ok(Redirect::to("/break-glass").into_response())
}

fn opened_page(listing: &Listing<BreakGlass, u64>, waiting: bool, caller: &Caller) -> String {
    let all = if waiting { "" } else { "all=1&" };
    crate::web::render(&BreakGlassPage {
        frame: Frame::served(
            "Cases opened in an emergency",
            vec![Link::people()],
            "Cases opened in an emergency",
        ),
        waiting,
        opened: listing.entries.iter().map(|one| opened(one, caller)).collect(),
        next: listing.next.map(|next| format!("/break-glass?{all}after={next}")),
    })
}

fn opened(one: &BreakGlass, caller: &Caller) -> OpenedView {
    let person = one.opened.person.as_str();
    let review = one.review.as_ref().map(|review| {
        let said = match review.outcome {
            Outcome::Justified => "justified",
            Outcome::NotJustified => "not justified",
        };
        let note = review.note.as_ref().map_or_else(String::new, |note| format!(": “{note}”"));
        format!("Reviewed by {} on {}: {said}{note}", review.by, moment(&stamp(review.at)))
    });
    OpenedView {
        number: one.number,
        person: person.to_owned(),
        name: one.opened.name.clone(),
        reason: one.opened.reason.clone(),
        opened: moment(&stamp(one.opened.opened)),
        until: moment(&stamp(one.opened.until)),
        review,
        is_own: caller.has_opened(one),
        looks: links::looks(Some(&one.opened.name), Some(person)),
    }
}
