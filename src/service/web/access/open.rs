//! The form that opens a case in an emergency.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};

use crate::app::{App, sentence, short_text};
use crate::http::extract::Asker;
use crate::http::problem::Problem;
use crate::web::assets;
use crate::web::forms::{Field, Mistake, Posted, title};
use crate::web::frame::{Frame, Style};
use crate::web::links::{self, Link};
use cip_store::{InvalidPersonId, PersonId};

#[derive(Template)]
#[template(path = "break_glass_form.html")]
struct OpenForm {
    frame: Frame,
    mistakes: Vec<Mistake>,
    minutes: i64,
    id: Field,
    reason: Field,
}

pub(super) async fn form(State(app): State<App>) -> Html<String> {
    Html(page(&app, "", "", &[]))
}

pub(super) async fn post(
    State(app): State<App>,
    Asker(caller): Asker,
    posted: Posted,
) -> Result<Response, Problem> {
    let (id, reason) = (posted.field("id").trim(), posted.field("reason").trim());
    match read(id, reason) {
        Ok(person) => {
            app.break_glass(&caller, &person, reason).await?;
            Ok(Redirect::to(&links::person(person.as_str())).into_response())
        }
        Err(mistakes) => {
            let page = Html(page(&app, id, reason, &mistakes));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

fn read(id: &str, reason: &str) -> Result<PersonId, Vec<Mistake>> {
    let id = id
        .parse()
        .map_err(|error: InvalidPersonId| Mistake { field: "id", message: sentence(&error.to_string()) });
    let reason = match reason {
        "" => Err(Mistake { field: "reason", message: "Say why you have to look.".to_owned() }),
        reason => short_text(reason)
            .map_err(|error| Mistake { field: "reason", message: sentence(&error.to_string()) }),
    };
    match (id, reason) {
        (Ok(id), Ok(_)) => Ok(id),
        (id, reason) => Err(id.err().into_iter().chain(reason.err()).collect()),
    }
}

fn page(app: &App, id: &str, reason: &str, mistakes: &[Mistake]) -> String {
    let hint = "Governance reads this, and what you look at. Write nothing of the case itself.";
    crate::web::render(&OpenForm {
        frame: Frame::served(
            title("Open a case in an emergency", mistakes),
            vec![Link::people()],
            "Open a case in an emergency",
        ),
        mistakes: mistakes.to_vec(),
        minutes: app.policy().break_glass.as_mins(),
        id: Field::new("id", "Id", "The record system’s own id of the person", id).with(mistakes),
        reason: Field::new("reason", "Why you have to look", hint, reason).with(mistakes),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_opened_without_a_reason() {
        let fields = |id, reason| -> Vec<_> {
            read(id, reason).unwrap_err().into_iter().map(|mistake| mistake.field).collect()
        };
        assert_eq!(fields("p-17", ""), ["reason"]);
        assert_eq!(fields("p 17", "a\nb"), ["id", "reason"]);
        assert!(read("p-17", "On call.").is_ok());
    }
}
