//! The form that adds a person.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};

use super::field::{Field, Mistake, title};
use super::posted::Posted;
use crate::app::{App, AppError, sentence, short_text};
use crate::http::extract::Asker;
use crate::http::problem::Problem;
use crate::web::assets;
use crate::web::frame::{Frame, Style};
use crate::web::links::{self, Link};
use cip_store::{Arrival, InvalidPersonId, Known, Person};

#[derive(Template)]
#[template(path = "person_form.html")]
struct PersonForm {
    frame: Frame,
    mistakes: Vec<Mistake>,
    id: Field,
    name: Field,
}

pub(super) async fn form() -> Html<String> {
    Html(page("", "", &[]))
}

pub(super) async fn post(
    State(app): State<App>,
    Asker(caller): Asker,
    posted: Posted,
) -> Result<Response, Problem> {
    let (id, name) = (posted.field("id").trim(), posted.field("name").trim());
    let wrong = |status, mistakes: &[Mistake]| (status, Html(page(id, name, mistakes))).into_response();
    let at_id = |message| [Mistake { field: "id", message }];
    let person = match read(id, name) {
        Ok(person) => person,
        Err(mistakes) => return Ok(wrong(StatusCode::UNPROCESSABLE_ENTITY, &mistakes)),
    };
    let there = format!("{}?added=1", links::person(person.id.as_str()));
    match app.add_person(&caller, person).await {
        Ok(Arrival::New(())) => Ok(Redirect::to(&there).into_response()),
        // What is known of somebody is not replaced by a form that asks for little of it.
        Ok(Arrival::Known(())) => {
            Ok(wrong(StatusCode::UNPROCESSABLE_ENTITY, &at_id(format!("{id} is there already."))))
        }
        Err(AppError::PersonNotFound(_)) => Ok(wrong(
            StatusCode::NOT_FOUND,
            &at_id(format!("{id} cannot be added: you have no place on such a case.")),
        )),
        Err(other) => Err(other.into()),
    }
}

fn read(id: &str, name: &str) -> Result<Person, Vec<Mistake>> {
    let id = id
        .parse()
        .map_err(|error: InvalidPersonId| Mistake { field: "id", message: sentence(&error.to_string()) });
    let name = match name {
        "" => Ok(None),
        name => short_text(name)
            .map(|name| Some(name.to_owned()))
            .map_err(|error| Mistake { field: "name", message: sentence(&error.to_string()) }),
    };
    match (id, name) {
        (Ok(id), Ok(name)) => Ok(Person { id, known: Known { name, ..Known::default() } }),
        (id, name) => Err(id.err().into_iter().chain(name.err()).collect()),
    }
}

fn page(id: &str, name: &str, mistakes: &[Mistake]) -> String {
    let hint = "The record system’s own: letters, digits, full stops, low lines and hyphens";
    crate::web::render(&PersonForm {
        frame: Frame::served(title("Add a person", mistakes), vec![Link::people()], "Add a person"),
        mistakes: mistakes.to_vec(),
        id: Field::new("id", "Id", hint, id).with(mistakes),
        name: Field::new("name", "Name (optional)", "What pages show beside the id", name).with(mistakes),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_may_be_left_out() {
        assert_eq!(read("p-30", "").unwrap().known.name, None);
        assert_eq!(read("p-30", "A. Nobody").unwrap().known.name.as_deref(), Some("A. Nobody"));
    }

    #[test]
    fn every_mistake_is_told_at_once() {
        let long = "x".repeat(201);
        let fields: Vec<_> =
            read("p 30", &long).unwrap_err().into_iter().map(|mistake| mistake.field).collect();
        assert_eq!(fields, ["id", "name"]);
    }
}
