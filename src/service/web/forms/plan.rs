//! The form that takes a plan in: written, looked at, stored.
//!
//! Nothing is remembered between the steps. The page that shows what was understood carries the bytes along, so that
//! what is stored is what was shown; in base64, for a browser would change the line ends of a text.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};

use super::field::{Choices, Field, Mistake, message, title};
use super::posted::Posted;
use super::preview::preview_page;
use super::written::{Kept, TEXT_BYTES_MAX, Written};
use crate::app::{App, AppError, Caller, Post, media_type_of_file, sentence};
use crate::http::extract::{Asker, KnownPerson};
use crate::http::problem::Problem;
use crate::web::assets;
use crate::web::frame::{Frame, Style};
use crate::web::links::{self, Link};
use cip_store::{MediaType, PersonId};

#[derive(Template)]
#[template(path = "plan_form.html")]
struct PlanForm {
    frame: Frame,
    mistakes: Vec<Mistake>,
    kept: Option<Kept>,
    file_error: Option<String>,
    text: Field,
    date: Field,
    kind: Choices,
    back: String,
}

pub(super) async fn form(KnownPerson(id): KnownPerson) -> Html<String> {
    let kind = MediaType::Markdown.name().to_owned();
    Html(page(&id, &Written { kind, ..Written::default() }, &[]))
}

pub(super) async fn post(
    State(app): State<App>,
    Asker(caller): Asker,
    KnownPerson(id): KnownPerson,
    posted: Posted,
) -> Result<Response, Problem> {
    let step = posted.field("step").to_owned();
    let written = Written::of(posted);
    if step == "change" {
        return Ok(Html(page(&id, &written, &[])).into_response());
    }
    let done = match written.read() {
        Ok(post) if step == "store" => store(&app, &caller, &id, post).await,
        Ok(post) => look(&app, &caller, &id, &written, post).await,
        Err(mistakes) => Ok(Err(mistakes)),
    };
    done?.or_else(|mistakes| {
        Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page(&id, &written, &mistakes))).into_response())
    })
}

/// An answer, or what is to be mended first.
type Done = Result<Result<Response, Vec<Mistake>>, Problem>;

async fn store(app: &App, caller: &Caller, id: &PersonId, post: Post) -> Done {
    match app.add_version(caller, id, post).await {
        Ok(arrival) => {
            let receipt = arrival.kept();
            let page = if receipt.held.is_empty() { links::person } else { links::held };
            let there = format!("{}?stored={}", page(id.as_str()), receipt.version.number);
            Ok(Ok(Redirect::to(&there).into_response()))
        }
        Err(error) => mistake(error).map(|mistake| Err(vec![mistake])),
    }
}

async fn look(app: &App, caller: &Caller, id: &PersonId, written: &Written, post: Post) -> Done {
    let bytes = post.content.clone();
    let admission = app.admit()?;
    match app.preview_version(caller, id, post, &admission).await {
        Ok(preview) => {
            let kept = Kept::of(written.file.as_ref(), &bytes);
            Ok(Ok(Html(preview_page(id, &preview, written, &kept)).into_response()))
        }
        Err(error) => mistake(error).map(|mistake| Err(vec![mistake])),
    }
}

/// What the sender can mend, at its field; everything else is a page of its own.
fn mistake(error: AppError) -> Result<Mistake, Problem> {
    let field = match &error {
        AppError::NotUtf8 { .. } | AppError::Unreadable { .. } | AppError::Empty | AppError::TooLarge(_) => {
            "file"
        }
        AppError::DateMissing => {
            let message = "Enter the plan’s date: its own header does not say it.".to_owned();
            return Ok(Mistake { field: "date", message });
        }
        _ => return Err(error.into()),
    };
    Ok(Mistake { field, message: sentence(&error.to_string()) })
}

fn page(id: &PersonId, written: &Written, mistakes: &[Mistake]) -> String {
    let id = id.as_str();
    // A file that cannot be read is not worth carrying along, and one that is too long cannot be.
    let kept = written.file.as_ref().filter(|file| media_type_of_file(&file.content, &file.name).is_ok());
    let kept = kept.filter(|file| !file.content.is_empty() && file.content.len() <= TEXT_BYTES_MAX);
    let kinds = [
        (MediaType::Markdown.name(), "Markdown"),
        (MediaType::Plain.name(), "Plain text, as a system prints it"),
    ];
    crate::web::render(&PlanForm {
        frame: Frame::served(
            title(&format!("Add a plan, {id}"), mistakes),
            vec![Link::people(), Link::person(id)],
            "Add a plan",
        ),
        mistakes: mistakes.to_vec(),
        kept: kept.map(|file| Kept::of(Some(file), &file.content)),
        file_error: message(mistakes, "file"),
        text: Field::new("text", "Or paste its text", "", &written.text).with(mistakes),
        date: Field::new("date", "Date of the plan", DATE_HINT, &written.date).with(mistakes),
        kind: Choices::new("kind", "What the text is, if it is pasted", kinds, &written.kind, mistakes),
        back: links::person(id),
    })
}

/// Where the date may be left out.
const DATE_HINT: &str = "For example 13/11/2025. If left empty, the plan’s own header is asked.";
