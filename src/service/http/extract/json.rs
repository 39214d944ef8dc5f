//! JSON bodies, refused with line, column and field.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use serde::de::DeserializeOwned;

use super::body::{self, MediaKind};
use crate::app::{json_code, sentence, shortened};
use crate::http::problem::Problem;

/// A body of this type.
pub(crate) struct Json<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        if body::media_kind(request.headers())? != MediaKind::Json {
            return Err(body::unsupported("Send application/json."));
        }
        let bytes = body::bytes(request, state).await?;
        read(&bytes).map(Self)
    }
}

/// Reads a value from the bytes of a body.
pub(crate) fn read<T: DeserializeOwned>(bytes: &Bytes) -> Result<T, Problem> {
    let text = body::utf8(bytes)?;
    if text.trim().is_empty() {
        return Err(Problem::bad_request("empty_body", "The body is empty."));
    }
    refuse_list(text)?;
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
        let field = error.path().to_string();
        refuse(&field, &error.into_inner())
    })?;
    deserializer.end().map_err(|error| refuse("", &error))?;
    Ok(value)
}

/// serde would take a list of values for the fields in their order.
fn refuse_list(text: &str) -> Result<(), Problem> {
    let body = text.trim_start();
    if !body.starts_with('[') {
        return Ok(());
    }
    let before = &text[..text.len() - body.len()];
    let column = before.rsplit('\n').next().map_or(0, str::len) + 1;
    let problem = Problem::unprocessable("invalid_body", "The body is a list; send an object.");
    Err(problem.at_line(before.matches('\n').count() + 1, column))
}

fn refuse(field: &str, error: &serde_json::Error) -> Problem {
    let whole = error.to_string();
    let message = whole.rsplit_once(" at line ").map_or(whole.as_str(), |(message, _)| message);
    let (message, field) = (shortened(message), shortened(field));
    let detail = sentence(&message.replace('`', ""));
    let problem = match json_code(error) {
        "malformed_json" => {
            Problem::bad_request("malformed_json", format!("The body is not JSON: {message}."))
        }
        "invalid_field" if field == "." || field.is_empty() => Problem::unprocessable("invalid_body", detail),
        code @ "invalid_field" => Problem::unprocessable(code, detail).at_field(field),
        // The message names the field between backticks.
        code => Problem::unprocessable(code, detail).at_field(message.split('`').nth(1).unwrap_or_default()),
    };
    problem.at_line(error.line(), error.column())
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;
    use crate::http::extract::values::IsoDate;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only refusals are looked at")]
    struct Body {
        date: IsoDate,
        kind: Option<String>,
    }

    fn refusal(body: &'static [u8]) -> serde_json::Value {
        serde_json::to_value(read::<Body>(&Bytes::from_static(body)).unwrap_err().details()).unwrap()
    }

    #[test]
    fn each_mistake_has_its_code_and_field() {
        let cases: [(&[u8], &str, Option<&str>); 10] = [
            (b"", "empty_body", None),
            (b"{", "malformed_json", None),
            (b"{} {}", "missing_field", Some("date")),
            (b"{\"date\":\"2024-03-14\"} x", "malformed_json", None),
            (b"{}", "missing_field", Some("date")),
            (b"[]", "invalid_body", None),
            (b"{\"date\":7}", "invalid_field", Some("date")),
            (b"{\"date\":\"2024-02-30\"}", "invalid_field", Some("date")),
            (b"{\"date\":\"2024-03-14\",\"when\":1}", "unknown_field", Some("when")),
            (b"{\"date\":\"2024-03-14\",\"date\":\"2024-03-14\"}", "repeated_field", Some("date")),
        ];
        for (body, code, field) in cases {
            let refusal = refusal(body);
            let shown = String::from_utf8_lossy(body);
            assert_eq!(
                (refusal["errorCode"].as_str(), refusal["field"].as_str()),
                (Some(code), field),
                "{shown}"
            );
        }
    }

    #[test]
    fn a_refusal_does_not_repeat_a_plan() {
        let body = format!("{{\"{}\":1}}", "x".repeat(100_000));
        let problem = read::<Body>(&Bytes::from(body)).unwrap_err();
        assert!(serde_json::to_string(problem.details()).unwrap().len() < 2_000);
    }

    #[test]
    fn places_are_told() {
        let refusal = refusal(b"{\n  \"date\": \"2024-03-14\",,\n}");
        assert_eq!((refusal["line"].as_u64(), refusal["column"].as_u64()), (Some(2), Some(24)));
    }

    #[test]
    fn bytes_that_are_no_utf_8_are_told_by_their_offset() {
        let refusal = refusal(b"{\"date\":\"\xff\"}");
        assert_eq!((refusal["errorCode"].as_str(), refusal["offset"].as_u64()), (Some("not_utf8"), Some(9)));
    }

    #[test]
    fn nesting_is_bounded() {
        let body = Bytes::from("[".repeat(200_000));
        assert!(read::<serde_json::Value>(&body).is_err());
    }
}
