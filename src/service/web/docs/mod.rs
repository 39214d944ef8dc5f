//! The reading page of the OpenAPI document.
//!
//! Takes the document as programs get it, gives a page: so the two cannot tell different stories.

mod example;
mod kind;
mod openapi;

use askama::Template;
use serde_json::Value;

use super::assets;
use super::frame::{Frame, Style};
use super::links::Link;
use example::examples;
use kind::{Piece, fields, pieces, prose, values};
use openapi::{Document, Operation, Schema};

#[derive(Template)]
#[template(path = "docs.html")]
struct DocsPage {
    frame: Frame,
    about: Vec<Piece>,
    groups: Vec<Group>,
    shapes: Vec<Shape>,
}

/// The operations of one tag.
struct Group {
    name: String,
    title: String,
    about: Vec<Piece>,
    operations: Vec<OperationView>,
}

struct OperationView {
    id: String,
    method: String,
    path: String,
    summary: String,
    about: Vec<Piece>,
    parameters: Vec<Field>,
    bodies: Vec<Form>,
    answers: Vec<Answer>,
    examples: Vec<String>,
}

/// A parameter, or a field of a shape.
struct Field {
    name: String,
    how: &'static str,
    pieces: Vec<Piece>,
    about: Vec<Piece>,
}

/// A media type and what comes in it.
struct Form {
    media_type: String,
    pieces: Vec<Piece>,
}

struct Answer {
    status: String,
    about: Vec<Piece>,
    forms: Vec<Form>,
}

/// A named schema.
struct Shape {
    name: String,
    about: Vec<Piece>,
    fields: Vec<Field>,
    values: Vec<Piece>,
}

/// Renders the reading page of an OpenAPI document.
///
/// # Errors
///
/// The document is not of the form that this service writes: a defect of ours.
pub fn docs_page(document: &Value) -> Result<String, serde_json::Error> {
    let document: Document = serde_json::from_value(document.clone())?;
    Ok(super::render(&DocsPage {
        frame: Frame::served("API", vec![Link::people()], "API"),
        about: prose(&document.info.description),
        groups: groups(&document),
        shapes: document.components.schemas.iter().map(|(name, schema)| shape(name, schema)).collect(),
    }))
}

/// The operations in the order of their tags.
fn groups(document: &Document) -> Vec<Group> {
    let all: Vec<_> = document.operations().collect();
    let group = |tag: &openapi::Tag| Group {
        name: tag.name.clone(),
        title: capitalised(&tag.name),
        about: prose(&tag.description),
        operations: all
            .iter()
            .filter(|(_, _, operation)| operation.tags.contains(&tag.name))
            .map(|(path, method, operation)| view(document, path, method, operation))
            .collect(),
    };
    document.tags.iter().map(group).filter(|group| !group.operations.is_empty()).collect()
}

fn view(document: &Document, path: &str, method: &str, operation: &Operation) -> OperationView {
    OperationView {
        id: operation.id.clone(),
        method: method.to_uppercase(),
        path: path.to_owned(),
        summary: operation.summary.trim_end_matches('.').to_owned(),
        about: prose(&operation.description),
        parameters: operation.parameters.iter().map(parameter).collect(),
        bodies: operation.body.iter().flat_map(|body| forms(&body.content)).collect(),
        answers: operation.responses.iter().map(|(status, response)| answer(status, response)).collect(),
        examples: examples(document, path, method, operation),
    }
}

fn parameter(parameter: &openapi::Parameter) -> Field {
    let how = match (parameter.place.as_str(), parameter.required) {
        ("path", _) => "in the path",
        ("header", true) => "header, required",
        ("header", false) => "header",
        (_, true) => "in the query, required",
        (_, false) => "in the query",
    };
    Field {
        name: parameter.name.clone(),
        how,
        pieces: pieces(&parameter.schema),
        about: prose(&parameter.description),
    }
}

fn forms(content: &openapi::ByName<openapi::Media>) -> Vec<Form> {
    let form = |(media_type, media): (&String, &openapi::Media)| Form {
        media_type: media_type.clone(),
        pieces: media.schema.as_ref().map(pieces).unwrap_or_default(),
    };
    content.iter().map(form).collect()
}

fn answer(status: &str, response: &openapi::Response) -> Answer {
    Answer { status: status.to_owned(), about: prose(&response.description), forms: forms(&response.content) }
}

fn shape(name: &str, schema: &Schema) -> Shape {
    let field = |(name, required, schema): (&String, bool, &Schema)| Field {
        name: name.clone(),
        how: if required { "always" } else { "" },
        pieces: pieces(schema),
        about: prose(schema.about()),
    };
    Shape {
        name: name.to_owned(),
        about: prose(&schema.description),
        fields: fields(schema).into_iter().map(field).collect(),
        values: values(schema),
    }
}

fn capitalised(name: &str) -> String {
    let (first, rest) = name.split_at(name.chars().next().map_or(0, char::len_utf8));
    format!("{}{rest}", first.to_uppercase())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_stands_in_the_document_is_escaped() {
        let document = json!({
            "info": {"description": "Less < more"}, "tags": [{"name": "t"}],
            "paths": {"/v1/x": {"get": {"operationId": "getX", "tags": ["t"], "responses": {}}}},
            "components": {"schemas": {}},
        });
        let page = docs_page(&document).unwrap();
        assert!(page.contains("Less &#60; more") && page.contains("id=\"getX\""), "{page}");
    }

    #[test]
    fn what_is_no_openapi_document_is_an_error() {
        assert!(docs_page(&json!({})).is_err());
    }
}
