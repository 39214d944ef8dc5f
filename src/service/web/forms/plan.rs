//! The form that takes a plan in: written, looked at, stored.
//!
//! Nothing is remembered between the steps. The page that shows what was understood carries the bytes along, so that
//! what is stored is what was shown; in base64, for a browser would change the line ends of a text.

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;

use super::date;
use super::field::{Choices, Field, Mistake, message, title};
use super::posted::{File, Posted};
use super::preview::preview_page;
use crate::app::{App, AppError, Caller, Post, media_type_of_file, sentence};
use crate::web::assets;
use crate::web::frame::{Frame, Style};
use crate::web::handlers::person_id;
use crate::web::links::{self, Link};
use crate::web::problem::Problem;
use crate::web::words;
use cip_store::{MediaType, PersonId};

/// Longest text, in bytes: with what base64 adds it still fits into a body.
const TEXT_BYTES_MAX: usize = 5 << 20;

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

/// A file that is carried along.
pub(super) struct Kept {
    /// What its sender calls it.
    pub name: String,
    /// "37,019 bytes".
    pub size: String,
    /// Its bytes.
    pub base64: String,
}

/// What was written into the form.
#[derive(Debug, Default)]
pub(super) struct Written {
    /// The file chosen now or carried along.
    pub file: Option<File>,
    /// The text pasted.
    pub text: String,
    /// The date, as written.
    pub date: String,
    /// What the text is.
    pub kind: String,
}

pub(super) async fn form(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
) -> Result<Html<String>, Problem> {
    let id = person_id(&id)?;
    app.person(&caller, &id).await?;
    let kind = MediaType::Markdown.name().to_owned();
    Ok(Html(page(&id, &Written { kind, ..Written::default() }, &[])))
}

pub(super) async fn post(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, Problem> {
    let id = person_id(&id)?;
    app.person(&caller, &id).await?;
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
            let number = arrival.kept().version.number;
            let there = format!("{}?stored={number}", links::person(id.as_str()));
            Ok(Ok(Redirect::to(&there).into_response()))
        }
        Err(error) => mistake(error).map(|mistake| Err(vec![mistake])),
    }
}

async fn look(app: &App, caller: &Caller, id: &PersonId, written: &Written, post: Post) -> Done {
    let bytes = post.content.clone();
    match app.preview_version(caller, id, post).await {
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

impl Written {
    /// A file chosen now takes the place of one that was carried along.
    fn of(posted: Posted) -> Self {
        let text = posted.field("text").replace("\r\n", "\n");
        let kept = BASE64.decode(posted.field("kept")).ok().filter(|content| !content.is_empty());
        let kept = kept.filter(|_| text.trim().is_empty());
        let kept = kept.map(|content| File { name: posted.field("kept_name").to_owned(), content });
        let (date, kind) = (posted.field("date").to_owned(), posted.field("kind").to_owned());
        // A pasted text is carried along without a name; it goes back to where it was pasted.
        let unnamed = kept.as_ref().filter(|file| file.name.is_empty() && posted.file.is_none());
        match unnamed.and_then(|file| String::from_utf8(file.content.clone()).ok()) {
            Some(text) => Self { file: None, text, date, kind },
            None => Self { file: posted.file.or(kept), text, date, kind },
        }
    }

    fn read(&self) -> Result<Post, Vec<Mistake>> {
        let date = match self.date.trim() {
            "" => Ok(None),
            date => date::read(date).map(Some).map_err(|message| Mistake { field: "date", message }),
        };
        let content = self.content().and_then(|content| Ok((self.media_type(&content)?, content)));
        match (content, date) {
            (Ok((media_type, content)), Ok(as_of)) => {
                Ok(Post { as_of, media_type, source_id: None, content })
            }
            (content, date) => Err(content.err().into_iter().chain(date.err()).collect()),
        }
    }

    /// Of a file what its bytes look like, else what its name says; what was chosen decides between kinds of text.
    fn media_type(&self, content: &[u8]) -> Result<MediaType, Mistake> {
        let name = self.file.as_ref().map_or("", |file| &file.name);
        let found = media_type_of_file(content, name)
            .map_err(|error| Mistake { field: "file", message: sentence(&error.to_string()) })?;
        let chosen = MediaType::from_name(&self.kind).filter(|_| is_text(found));
        Ok(chosen.filter(|chosen| is_text(*chosen)).unwrap_or(found))
    }

    fn content(&self) -> Result<Vec<u8>, Mistake> {
        let wrong = |message: &str| Mistake { field: "file", message: message.to_owned() };
        let content = match &self.file {
            Some(_) if !self.text.trim().is_empty() => {
                return Err(wrong("Choose a file or paste a text, not both."));
            }
            Some(file) => file.content.clone(),
            None if self.text.trim().is_empty() => {
                return Err(wrong("Choose the plan’s file, or paste its text."));
            }
            None => self.text.clone().into_bytes(),
        };
        if content.len() > TEXT_BYTES_MAX {
            return Err(wrong(
                "The text is longer than 5 MiB; the form takes no more. Post it through the API.",
            ));
        }
        Ok(content)
    }
}

fn is_text(media_type: MediaType) -> bool {
    matches!(media_type, MediaType::Markdown | MediaType::Plain)
}

impl Kept {
    fn of(file: Option<&File>, content: &[u8]) -> Self {
        Self {
            name: file.map_or_else(String::new, |file| file.name.clone()),
            size: words::count(content.len(), "byte"),
            base64: BASE64.encode(content),
        }
    }
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
        kind: Choices::new("kind", "What the text is, if it is text", kinds, &written.kind, mistakes),
        back: links::person(id),
    })
}

/// Where the date may be left out.
const DATE_HINT: &str = "For example 13/11/2025. If left empty, the plan’s own header is asked.";

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, content: &[u8]) -> File {
        File { name: name.to_owned(), content: content.to_vec() }
    }

    #[test]
    fn a_text_or_a_file_and_not_both() {
        let fields = |written: &Written| {
            let mistakes = written.read().err().unwrap_or_default();
            mistakes.into_iter().map(|mistake| mistake.field).collect::<Vec<_>>()
        };
        let text = Written { text: "# Plan\n".to_owned(), ..Written::default() };
        assert_eq!(fields(&text), [""; 0]);
        assert_eq!(fields(&Written { file: Some(file("a.md", b"# Plan\n")), ..text }), ["file"]);
        assert_eq!(fields(&Written { date: "soon".to_owned(), ..Written::default() }), ["file", "date"]);
    }

    #[test]
    fn the_bytes_of_a_file_are_not_touched() {
        let written = Written { file: Some(file("a.md", b"# Plan\r\n\r\nHe left.\n")), ..Written::default() };
        assert_eq!(written.read().unwrap().content, b"# Plan\r\n\r\nHe left.\n");
    }

    #[test]
    fn what_is_too_long_for_the_form_is_refused() {
        let written =
            Written { file: Some(file("a.md", &vec![b'a'; TEXT_BYTES_MAX + 1])), ..Written::default() };
        assert!(written.read().unwrap_err()[0].message.contains("5 MiB"));
    }
}
