//! What the OpenAPI document says of headers and of who may ask: the same for every operation, so it is said in one place.

use utoipa::openapi::header::Header;
use utoipa::openapi::path::{Operation, Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{Object, Type};
use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme,
};
use utoipa::openapi::{OpenApi as Document, RefOr, Required, Response};

/// The ways to say who asks, by their names in the document.
const TOKEN: &str = "token";
const SESSION: &str = "session";

/// Says how a program and a person say who asks, and that neither is needed without identity.
pub(super) fn say_who_asks(document: &mut Document) {
    let token = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT");
    let token = token.description(Some(
        "A token of the identity provider, for a system. Without identity none is needed.",
    ));
    let session = ApiKeyValue::with_description(
        "__Host-cip-session",
        "The session of a person who signed in with a browser. It reads; posts go by the forms of the pages.",
    );
    let components = document.components.get_or_insert_default();
    components.add_security_scheme(TOKEN, SecurityScheme::Http(token.build()));
    components.add_security_scheme(SESSION, SecurityScheme::ApiKey(ApiKey::Cookie(session)));
    document.security = Some(ways());
}

/// None, where identity is not configured; a token; a session.
fn ways() -> Vec<SecurityRequirement> {
    let by = |name| SecurityRequirement::new(name, [] as [&str; 0]);
    vec![SecurityRequirement::default(), by(TOKEN), by(SESSION)]
}

/// Says which headers an operation takes and gives. `looks`: it shows something of a case; `open`: anyone may ask.
pub(super) fn say_headers(operation: &mut Operation, looks: bool, open: bool) {
    if open {
        operation.security = Some(Vec::new());
    }
    let tagged = operation.responses.responses.contains_key("304");
    let known =
        tagged.then(|| taken("If-None-Match", "The `ETag` of an answer that the sender has: then `304`."));
    let why = looks.then(|| {
        taken("X-Reason", "Why somebody looks; recorded, and asked for where policy wants a reason.")
    });
    if tagged || looks {
        operation.parameters.get_or_insert_default().extend(known.into_iter().chain(why));
    }
    for (status, response) in &mut operation.responses.responses {
        let RefOr::T(response) = response else { continue };
        give(response, "x-request-id", "The request's id, as the log and the record of looks have it.");
        if tagged && matches!(status.as_str(), "200" | "304") {
            give(response, "ETag", "A strong tag of these bytes; of the compressed ones another.");
        }
        match status.as_str() {
            "4XX" => give(response, "Retry-After", "With `429`: seconds to wait."),
            "5XX" => give(response, "Retry-After", "With `503`: seconds to wait."),
            _ => {}
        }
    }
}

fn taken(name: &str, description: &str) -> RefOr<Parameter> {
    let parameter = ParameterBuilder::new().name(name).parameter_in(ParameterIn::Header);
    let parameter = parameter.required(Required::False).description(Some(description));
    RefOr::T(parameter.schema(Some(Object::with_type(Type::String))).build())
}

fn give(response: &mut Response, name: &str, description: &str) {
    let mut header = Header::new(Object::with_type(Type::String));
    header.description = Some(description.to_owned());
    response.headers.insert(name.to_owned(), RefOr::T(header));
}
