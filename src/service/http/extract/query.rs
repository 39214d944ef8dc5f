//! Query parameters. One that is not known, or repeated, is refused: it is a mistake of the sender that would
//! otherwise change the answer unseen.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_urlencoded::Deserializer;

use crate::app::sentence;
use crate::http::problem::Problem;

/// The parameters of a request.
pub(crate) struct Query<T>(pub(crate) T);

/// None at all: for posts, where a parameter that was passed over could mean that something is kept which the
/// sender only wished to have looked at.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NoParams {}

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Problem> {
        read(parts.uri.query().unwrap_or_default()).map(Self)
    }
}

fn read<T: DeserializeOwned>(query: &str) -> Result<T, Problem> {
    let pairs = form_urlencoded::parse(query.as_bytes());
    serde_path_to_error::deserialize(Deserializer::new(pairs)).map_err(|error| {
        let field = error.path().to_string();
        refuse(&field, &error.into_inner().to_string())
    })
}

/// Distinguishes the kinds of mistake by the words of serde, which name the field between backticks.
fn refuse(field: &str, message: &str) -> Problem {
    let named = message.split('`').nth(1).unwrap_or(field).to_owned();
    let known = message.split_once("expected ").map_or("none", |(_, known)| known).replace('`', "");
    if message.starts_with("unknown field") {
        let known = known.replace("there are no fields", "none");
        let detail = format!("There is no parameter {named}; known here: {}.", known.replace("one of ", ""));
        Problem::bad_request("unknown_parameter", detail).at_field(named)
    } else if message.starts_with("missing field") {
        Problem::bad_request("missing_parameter", format!("The parameter {named} is missing."))
            .at_field(named)
    } else if message.starts_with("duplicate field") {
        Problem::bad_request("repeated_parameter", format!("The parameter {named} is given twice."))
            .at_field(named)
    } else {
        Problem::bad_request("invalid_parameter", sentence(message)).at_field(field)
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;
    use crate::http::extract::values::{IsoDate, Number};

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(deny_unknown_fields)]
    struct Asked {
        from: Number,
        since: Option<IsoDate>,
    }

    fn refusal(query: &str) -> serde_json::Value {
        serde_json::to_value(read::<Asked>(query).unwrap_err().details()).unwrap()
    }

    #[test]
    fn good() {
        assert_eq!(read("from=4"), Ok(Asked { from: Number(4), since: None }));
    }

    #[test]
    fn each_mistake_has_its_code_and_field() {
        let cases = [
            ("from=4&words=3", "unknown_parameter", "words"),
            ("since=2024-01-01", "missing_parameter", "from"),
            ("from=1&from=2", "repeated_parameter", "from"),
            ("from=0", "invalid_parameter", "from"),
            ("from=1&since=2024-02-30", "invalid_parameter", "since"),
        ];
        for (query, code, field) in cases {
            let refusal = refusal(query);
            assert_eq!((&refusal["errorCode"], &refusal["field"]), (&code.into(), &field.into()), "{query}");
        }
    }

    #[test]
    fn messages_say_what_is_known() {
        assert_eq!(refusal("from=1&x=2")["detail"], "There is no parameter x; known here: from or since.");
        assert_eq!(
            refusal("from=1&since=12/05/2024")["detail"],
            "\"12/05/2024\" is not a date; write it like 2024-03-14."
        );
    }
}
