//! The token that shows that a form is ours: put into every form on its way out, looked for in every post.
//!
//! Beside the origin that a browser names, and `SameSite`: none of the three is known to every browser. It is put in
//! from outside, so that no template can forget it.

use aws_lc_rs::constant_time::verify_slices_are_equal;
use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::{StatusCode, header};

use super::handle::SignedIn;
use crate::http::extract::read_body;
use crate::http::problem::Problem;

/// The field's name.
const FIELD: &str = "form_token";
/// How every form that posts begins in the templates. Text of a plan never does, for it is escaped.
const FORM: &str = "<form method=\"post\"";

/// The page with the token as the first field of every form that posts.
pub(crate) fn with_form_token(page: &str, signed_in: &SignedIn) -> String {
    let field = format!("<input type=\"hidden\" name=\"{FIELD}\" value=\"{}\">", signed_in.form);
    let mut forms = page.split(FORM);
    let mut written = forms.next().unwrap_or_default().to_owned();
    for form in forms {
        let (attributes, rest) = form.split_once('>').unwrap_or((form, ""));
        written.extend([FORM, attributes, ">", &field, rest]);
    }
    written
}

/// A post that is refused: why, and the post again, if it could be read.
#[derive(Debug)]
pub(crate) struct NotOwn {
    /// Why.
    pub(crate) problem: Problem,
    /// What was sent, for whoever wrote it.
    pub(crate) request: Option<Request>,
}

impl SignedIn {
    /// The request again, if its form is ours.
    pub(crate) async fn own_form(&self, request: Request) -> Result<Request, Box<NotOwn>> {
        let (parts, body) = request.into_parts();
        let bytes = read_body(Request::from_parts(parts.clone(), body)).await;
        let bytes = bytes.map_err(|problem| Box::new(NotOwn { problem, request: None }))?;
        let kind =
            parts.headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let token = if kind.starts_with("multipart/form-data") {
            first_part(Request::from_parts(parts.clone(), Body::from(bytes.clone()))).await
        } else {
            first_field(&bytes)
        };
        let is_ours = token
            .is_some_and(|token| verify_slices_are_equal(token.as_bytes(), self.form.as_bytes()).is_ok());
        let request = Request::from_parts(parts, Body::from(bytes));
        if is_ours {
            Ok(request)
        } else {
            Err(Box::new(NotOwn { problem: foreign(), request: Some(request) }))
        }
    }
}

fn first_field(body: &Bytes) -> Option<String> {
    let (name, value) = form_urlencoded::parse(body).next()?;
    (name == FIELD).then(|| value.into_owned())
}

async fn first_part(request: Request) -> Option<String> {
    let mut parts = Multipart::from_request(request, &()).await.ok()?;
    let part = parts.next_field().await.ok()??;
    if part.name() == Some(FIELD) { part.text().await.ok() } else { None }
}

fn foreign() -> Problem {
    let detail = "What was sent is from no form of the session that is open now. Nothing was stored. Open the form again \
                  and send it from there; programs send a bearer token.";
    Problem::new(StatusCode::FORBIDDEN, "foreign_form", detail)
}

#[cfg(test)]
mod tests {
    use cip_store::ContentHash;

    use super::*;

    fn signed_in() -> SignedIn {
        let (name, form, handle) = ("a.keeper".to_owned(), "f0".to_owned(), "h".to_owned());
        SignedIn { name, form, handle, session: ContentHash::of(b"") }
    }

    async fn is_own(kind: &str, body: &'static str) -> bool {
        let request = Request::post("/").header(header::CONTENT_TYPE, kind).body(Body::from(body)).unwrap();
        signed_in().own_form(request).await.is_ok()
    }

    #[test]
    fn every_form_that_posts_has_it() {
        let page = "<form method=\"get\"><p></form><form method=\"post\" action=\"/x\"><p></form>";
        let with = with_form_token(page, &signed_in());
        assert_eq!(with.matches("value=\"f0\"").count(), 1);
        assert!(with.contains("action=\"/x\"><input type=\"hidden\" name=\"form_token\" value=\"f0\"><p>"));
    }

    #[tokio::test]
    async fn a_form_without_it_is_foreign() {
        let form = "application/x-www-form-urlencoded";
        assert!(is_own(form, "form_token=f0&name=x").await);
        for body in ["", "form_token=f1&name=x", "name=x&form_token=f0", "form_token="] {
            assert!(!is_own(form, body).await, "{body}");
        }
        let parts = "multipart/form-data; boundary=b";
        assert!(
            is_own(
                parts,
                "--b\r\ncontent-disposition: form-data; name=\"form_token\"\r\n\r\nf0\r\n--b--\r\n"
            )
            .await
        );
        assert!(
            !is_own(parts, "--b\r\ncontent-disposition: form-data; name=\"text\"\r\n\r\nf0\r\n--b--\r\n")
                .await
        );
        assert!(!is_own("application/json", "{\"form_token\":\"f0\"}").await);
    }
}
