//! The page that keeps what was written into a form whose session is over, or is another one now.
//!
//! Takes the post as it came, gives it back in a form to be sent again: nothing is stored, here or anywhere. Signed in
//! again, the form gets the token of the session that is open, so that whoever sends it has seen what it says and in whose
//! name it goes. Whoever makes this page sees to it that the post comes from a page of ours: else another site could
//! have words of its own confirmed here.

use askama::Template;
use axum::extract::{DefaultBodyLimit, FromRequest, Request};

use super::posted::{File, Posted};
use super::written::{Kept, TEXT_BYTES_MAX};
use crate::http::extract::BODY_BYTES_MAX;
use crate::web::assets;
use crate::web::frame::{Frame, Style};
use crate::web::words;

#[derive(Template)]
#[template(path = "unsent.html")]
struct Unsent {
    frame: Frame,
    /// Whether somebody is signed in now, whose name stands at the top of the page.
    signed_in: bool,
    address: String,
    carried: Vec<(String, String)>,
    written: Vec<Line>,
    kept: Option<Kept>,
    /// The name of a file that cannot be carried along.
    lost: Option<String>,
}

/// A field in which something was written.
struct Line {
    name: String,
    label: String,
    value: String,
}

/// Fields that a form of ours carries along, and buttons: nobody wrote these.
const CARRIED: [&str; 7] = ["kept", "kept_name", "to", "step", "decision", "outcome", "number"];
/// The token of a session that is over.
const SPENT: &str = "form_token";

/// The page, for somebody who is signed in now or for nobody; none where what was sent is no form.
pub(crate) async fn unsent_page(mut request: Request, signed_in: bool) -> Option<String> {
    let address = request.uri().path_and_query()?.to_string();
    DefaultBodyLimit::max(BODY_BYTES_MAX).apply(&mut request);
    let Posted { fields, file } = Posted::from_request(request, &()).await.ok()?;
    let has_text = fields.get("text").is_some_and(|text| !text.trim().is_empty());
    let (kept, lost) = match file {
        // The form takes a text or a file, and no longer one.
        Some(File { name, content }) if has_text || content.len() > TEXT_BYTES_MAX => (None, Some(name)),
        Some(file) => (Some(Kept::of(Some(&file), &file.content)), None),
        None => (None, None),
    };
    let of_file = |field: &str| kept.is_some() && matches!(field, "kept" | "kept_name");
    let fields = fields.into_iter().filter(|(field, _)| field != SPENT && !of_file(field));
    let (carried, written) = fields.partition::<Vec<_>, _>(|(field, _)| CARRIED.contains(&field.as_str()));
    let line = |(name, value): (String, String)| Line { label: label(&name), name, value };
    let title = if signed_in { "Not sent yet" } else { "Your session is over" };
    Some(crate::web::render(&Unsent {
        frame: Frame { title: title.to_owned(), crumbs: Vec::new(), style: Style::Linked },
        signed_in,
        address,
        carried,
        written: written.into_iter().map(line).collect(),
        kept,
        lost,
    }))
}

/// What a field is called: its name in the post is a word.
fn label(name: &str) -> String {
    words::upper(&name.replace('_', " "))
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::http::header;

    use super::*;

    async fn page(kind: &str, body: &str, signed_in: bool) -> Option<String> {
        let request = Request::post("/people/p-1/versions/new").header(header::CONTENT_TYPE, kind);
        unsent_page(request.body(Body::from(body.to_owned())).unwrap(), signed_in).await
    }

    #[tokio::test]
    async fn what_was_written_is_there_to_be_sent_again() {
        let form = "application/x-www-form-urlencoded";
        let body = "form_token=f0&text=He+has+%3Cleft%3E.&date=soon&step=look";
        let page = page(form, body, false).await.unwrap();
        assert!(page.contains("He has &#60;left&#62;.") && page.contains("value=\"soon\""), "{page}");
        assert!(page.contains("<input type=\"hidden\" name=\"step\" value=\"look\">"), "{page}");
        assert!(
            !page.contains("form_token") && page.contains("action=\"/people/p-1/versions/new\""),
            "{page}"
        );
    }

    #[tokio::test]
    async fn a_file_is_carried_along_or_said_to_be_lost() {
        let parts = |text: &str| {
            format!(
                "--b\r\ncontent-disposition: form-data; name=\"text\"\r\n\r\n{text}\r\n--b\r\ncontent-disposition: \
                 form-data; name=\"file\"; filename=\"plan.md\"\r\n\r\n# Plan\r\n--b--\r\n"
            )
        };
        let kind = "multipart/form-data; boundary=b";
        let carried = page(kind, &parts(""), true).await.unwrap();
        assert!(
            carried.contains("name=\"kept\" value=\"IyBQbGFu\"") && carried.contains("Not sent yet"),
            "{carried}"
        );
        let lost = page(kind, &parts("He left."), false).await.unwrap();
        assert!(!lost.contains("name=\"kept\"") && lost.contains("plan.md is not kept"), "{lost}");
        assert!(page(kind, "--b\r\ncont", false).await.is_none(), "what broke off is no form");
    }
}
