//! The form that asks why somebody looks at a case, before any page of it is shown.

use askama::Template;
use axum::extract::{FromRequestParts, MatchedPath, Request, State};
use axum::http::{StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Redirect, Response};

use crate::app::{App, ReasonPolicy, sentence, short_text};
use crate::http::extract::{Asker, PersonPath};
use crate::http::problem::Problem;
use crate::web::assets;
use crate::web::forms::{Field, Mistake, Posted, title};
use crate::web::frame::{Frame, Style};
use crate::web::links::{self, Link};
use cip_store::PersonId;

#[derive(Template)]
#[template(path = "reason_form.html")]
struct ReasonForm {
    frame: Frame,
    mistakes: Vec<Mistake>,
    address: String,
    /// Where the reader goes on.
    to: String,
    minutes: i64,
    /// Whether they may go on without.
    optional: bool,
    reason: Field,
}

/// Shows the form in place of a page of a case, to whoever has to be asked. Nothing of the case is looked at before.
pub(in crate::web) async fn first(State(app): State<App>, request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().map(MatchedPath::as_str);
    if !request.method().is_safe() || !route.is_some_and(|route| route.contains("{person}")) {
        return next.run(request).await;
    }
    let (mut parts, body) = request.into_parts();
    match asked(&app, &mut parts).await {
        Ok(None) => next.run(Request::from_parts(parts, body)).await,
        Ok(Some(page)) => (StatusCode::PRECONDITION_REQUIRED, Html(page)).into_response(),
        Err(problem) => problem.into_response(),
    }
}

/// The form, if it has to be shown.
async fn asked(app: &App, parts: &mut axum::http::request::Parts) -> Result<Option<String>, Problem> {
    let Asker(caller) = Asker::from_request_parts(parts, app).await?;
    let PersonPath(person) = PersonPath::from_request_parts(parts, app).await?;
    if !app.asks_why(&caller, &person).await? {
        return Ok(None);
    }
    let to = parts.uri.path_and_query().map_or_else(String::new, ToString::to_string);
    Ok(Some(page(app, &person, &to, "", &[])))
}

/// Keeps what was said, and goes on to the page that was asked for.
pub(super) async fn post(
    State(app): State<App>,
    Asker(caller): Asker,
    PersonPath(person): PersonPath,
    posted: Posted,
) -> Result<Response, Problem> {
    let (written, to) = (posted.field("reason").trim(), onward(&person, posted.field("to")));
    let reason = match posted.field("step") {
        "pass" => Ok(None),
        _ => read(written).map(Some),
    };
    match reason {
        Ok(reason) => {
            app.give_reason(&caller, &person, reason).await?;
            Ok(Redirect::to(&to).into_response())
        }
        Err(mistake) => {
            let page = page(&app, &person, &to, written, &[mistake]);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response())
        }
    }
}

fn read(written: &str) -> Result<&str, Mistake> {
    let wrong = |message| Mistake { field: "reason", message };
    match written {
        "" => Err(wrong("Say why you look at this case.".to_owned())),
        written => short_text(written).map_err(|error| wrong(sentence(&error.to_string()))),
    }
}

/// Where the reader goes on: a page of this case, whatever the form says.
fn onward(person: &PersonId, to: &str) -> String {
    let case = links::person(person.as_str());
    let is_below = to.strip_prefix(&case).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']));
    if is_below && to.parse::<Uri>().is_ok() { to.to_owned() } else { case }
}

fn page(app: &App, person: &PersonId, to: &str, reason: &str, mistakes: &[Mistake]) -> String {
    let id = person.as_str();
    let hint = "For example: conference on Tuesday. Governance reads this. Write nothing of the case itself.";
    crate::web::render(&ReasonForm {
        frame: Frame::served(
            title(&format!("Why you look at {id}"), mistakes),
            vec![Link::people()],
            "Why you look",
        ),
        mistakes: mistakes.to_vec(),
        address: links::reason(id),
        to: to.to_owned(),
        minutes: app.policy().reason_kept.as_mins(),
        optional: app.policy().reason != ReasonPolicy::Required,
        reason: Field::new("reason", "Why you look at this case", hint, reason).with(mistakes),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reader_goes_on_within_the_case() {
        let person: PersonId = "p-17".parse().unwrap();
        let onward = |to| onward(&person, to);
        assert_eq!(onward("/people/p-17/delta?from=4&to=5"), "/people/p-17/delta?from=4&to=5");
        assert_eq!(onward("/people/p-17?added=1"), "/people/p-17?added=1");
        for elsewhere in
            ["", "//evil.example", "https://evil.example/people/p-17", "/people/p-170", "/people/p-17/\r\nx"]
        {
            assert_eq!(onward(elsewhere), "/people/p-17", "{elsewhere:?}");
        }
    }

    #[test]
    fn a_reason_is_one_line_of_words() {
        assert_eq!(read("The conference on Tuesday."), Ok("The conference on Tuesday."));
        for wrong in ["", "a\nb"] {
            assert_eq!(read(wrong).unwrap_err().field, "reason", "{wrong:?}");
        }
    }
}
