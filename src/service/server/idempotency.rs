//! Posts with an `Idempotency-Key`: a request that is sent again is not done again, but gets the same answer
//! (draft-ietf-httpapi-idempotency-key-header).
//!
//! The first answer is kept with a fingerprint of all that made the request. The same request again gets the same
//! answer; another under the same key is refused, and one whose first is still being worked on is refused for now. An
//! answer that says that the service failed is not kept: the sender should try again, and a repeated post changes
//! nothing by itself.

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};
use tracing::{Instrument, Span};

use crate::app::{App, Caller, Who, cause_chain};
use crate::http::extract::read_body;
use crate::http::problem::Problem;
use cip_store::{Answer, ContentHash, PersonId};

/// The header that carries the key.
pub(super) const HEADER: &str = "idempotency-key";
/// Longest key, in bytes.
const KEY_BYTES_MAX: usize = 255;
/// Says of an answer that it was given before.
const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");

/// Answers posts that carry a key once; lets everything else through, posts in a task of their own: once begun they are
/// finished, even if the sender hangs up, so that nothing is left half taken in.
pub(super) async fn once(State(app): State<App>, request: Request, next: Next) -> Response {
    if request.method() != Method::POST {
        return next.run(request).await;
    }
    let work = async move {
        let keyed = request.headers().contains_key(HEADER);
        if keyed { answer(app, request, next).await } else { Ok(next.run(request).await) }
    };
    let answered = tokio::spawn(work.instrument(Span::current()));
    match answered.await {
        Ok(response) => response.unwrap_or_else(IntoResponse::into_response),
        Err(_) => Problem::internal().into_response(),
    }
}

async fn answer(app: App, request: Request, next: Next) -> Result<Response, Problem> {
    let asker = request.extensions().get::<Caller>().cloned().ok_or_else(Problem::internal)?;
    let person = person_in(request.uri().path());
    let key = key_of(asker.who(), key(request.headers())?);
    let (parts, body) = request.into_parts();
    let head = Request::from_parts(parts.clone(), Body::empty());
    let body = read_body(Request::from_parts(parts, body)).await?;
    let fingerprint = fingerprint(&head, &body);
    let Some(_working) = app.begin_work(&key) else {
        let detail = "A request with this Idempotency-Key is being worked on; ask again when it is answered.";
        return Err(
            Problem::new(StatusCode::CONFLICT, "request_in_flight", detail).at_field("Idempotency-Key")
        );
    };
    match app.answer(&asker, person.as_ref(), &key).await? {
        Some(kept) if kept.fingerprint == fingerprint => return replayed(kept),
        Some(_) => {
            let detail =
                "This Idempotency-Key was used for another request; give each request a key of its own.";
            return Err(Problem::unprocessable("idempotency_key_reused", detail).at_field("Idempotency-Key"));
        }
        None => {}
    }
    let (head, _) = head.into_parts();
    let response = next.run(Request::from_parts(head, Body::from(body))).await;
    kept(&app, &key, fingerprint, response).await
}

/// Whose case a path is of.
fn person_in(path: &str) -> Option<PersonId> {
    path.strip_prefix("/v1/people/")?.split('/').next()?.parse().ok()
}

/// Keeps an answer on its way out.
async fn kept(
    app: &App,
    key: &str,
    fingerprint: ContentHash,
    response: Response,
) -> Result<Response, Problem> {
    let (parts, body) = response.into_parts();
    let body = axum::body::to_bytes(body, usize::MAX).await.map_err(|_| Problem::internal())?;
    if !parts.status.is_server_error() {
        let text = |name| parts.headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let answer = Answer {
            fingerprint,
            status: parts.status.as_u16(),
            location: text(header::LOCATION),
            content_type: text(header::CONTENT_TYPE),
            body: body.to_vec(),
        };
        // What was done is done; without the answer a repeated request is worked on again, and changes nothing.
        if let Err(error) = app.keep_answer(key, &answer).await {
            tracing::error!(cause = cause_chain(&error), "an answer could not be kept");
        }
    }
    Ok(Response::from_parts(parts, Body::from(body)))
}

fn replayed(answer: Answer) -> Result<Response, Problem> {
    let status = StatusCode::from_u16(answer.status).map_err(|_| Problem::internal())?;
    let mut response = (status, answer.body).into_response();
    let headers = response.headers_mut();
    headers.remove(header::CONTENT_TYPE);
    for (name, value) in [(header::LOCATION, answer.location), (header::CONTENT_TYPE, answer.content_type)] {
        if let Some(value) = value.and_then(|value| HeaderValue::from_str(&value).ok()) {
            headers.insert(name, value);
        }
    }
    headers.insert(REPLAYED, HeaderValue::from_static("true"));
    Ok(response)
}

/// Under what an answer is kept: whose key it is, and the key. Kinds of callers have names of their own, and with its
/// length before it no caller's name can run into the key: nobody is given another's answer.
fn key_of(who: &Who, key: &str) -> String {
    let (kind, name) = match who {
        // As before there were others, so that what was kept then is found.
        Who::Loopback => return format!("loopback {key}"),
        Who::Command => ("command", ""),
        Who::Demonstration => ("demonstration", ""),
        Who::System(name) => ("system", name.as_str()),
        Who::Person(name) => ("person", name.as_str()),
    };
    format!("{kind}:{}:{name} {key}", name.len())
}

/// The key: one header, printable, with the quotation marks of a structured string or without.
fn key(headers: &HeaderMap) -> Result<&str, Problem> {
    let mut all = headers.get_all(HEADER).iter();
    let one = all.next().filter(|_| all.next().is_none()).and_then(|value| value.to_str().ok());
    let text = one.map(str::trim).unwrap_or_default();
    let key = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text);
    let fits = (1..=KEY_BYTES_MAX).contains(&key.len()) && !key.contains(['"', '\\']);
    if fits {
        return Ok(key);
    }
    let detail = format!("The header has to be one key of 1 to {KEY_BYTES_MAX} printable characters.");
    Err(Problem::bad_request("invalid_idempotency_key", detail).at_field("Idempotency-Key"))
}

/// A hash of all that decides what a request does.
fn fingerprint(head: &Request, body: &Bytes) -> ContentHash {
    let media_type = head.headers().get(header::CONTENT_TYPE).map_or(&b""[..], HeaderValue::as_bytes);
    let parts = [head.method().as_str().as_bytes(), head.uri().to_string().as_bytes(), media_type, body]
        .map(Sha256::digest);
    // Hashes have one length, so no part can run into the next.
    ContentHash(Sha256::digest(parts.concat()).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(value: &'static str) -> Option<String> {
        let headers =
            HeaderMap::from_iter([(HeaderName::from_static(HEADER), HeaderValue::from_static(value))]);
        key(&headers).ok().map(str::to_owned)
    }

    #[test]
    fn keys() {
        assert_eq!(read("\"8e03978e\""), Some("8e03978e".to_owned()));
        assert_eq!(read("8e03978e"), Some("8e03978e".to_owned()));
        assert_eq!(read(""), None);
        assert_eq!(read("\"\""), None);
        assert_eq!(read("\"a"), None);
    }

    #[test]
    fn no_caller_has_the_key_of_another() {
        let all = [
            key_of(&Who::Loopback, "b"),
            key_of(&Who::System("loopback".to_owned()), "b"),
            key_of(&Who::System("a".to_owned()), "b"),
            key_of(&Who::Person("a".to_owned()), "b"),
            key_of(&Who::System("a b".to_owned()), "c"),
            key_of(&Who::System("a".to_owned()), "b c"),
        ];
        let distinct: std::collections::BTreeSet<&String> = all.iter().collect();
        assert_eq!(distinct.len(), all.len());
    }
}
