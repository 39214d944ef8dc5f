//! How an operation is called with curl, made from the examples and limits of the document.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::openapi::{Document, Operation, Parameter, Schema};

/// One command for each way to send a body, or one where there is none.
pub(super) fn examples(document: &Document, path: &str, method: &str, operation: &Operation) -> Vec<String> {
    let Some(body) = &operation.body else {
        return vec![format!("curl{} {}", verb(method), address(path, operation, false))];
    };
    let mut commands = Vec::new();
    for (media_type, media) in &body.content {
        let schema = media.schema.as_ref();
        match (media_type.as_str(), schema) {
            ("application/json", Some(schema)) => {
                let json = quoted(&value(document, schema).to_string());
                let address = address(path, operation, false);
                commands.push(format!("curl{} --json {json} {address}", verb(method)));
            }
            // Other texts are sent alike.
            ("text/markdown", _) => {
                let address = address(path, operation, true);
                let header = "-H 'Content-Type: text/markdown'";
                commands.push(format!("curl{} --data-binary @plan.md {header} {address}", verb(method)));
            }
            _ => {}
        }
    }
    commands
}

/// curl takes the method from whether there is a body.
fn verb(method: &str) -> String {
    if matches!(method, "get" | "post") { String::new() } else { format!(" -X {}", method.to_uppercase()) }
}

/// The path with its parameters, and in the query what must be there; with a raw body also what only the query
/// can say.
fn address(path: &str, operation: &Operation, raw: bool) -> String {
    let mut path = path.to_owned();
    let mut query = Vec::new();
    for parameter in &operation.parameters {
        let shown = shown(parameter);
        if parameter.place == "path" {
            let shown = shown.unwrap_or(Cow::Borrowed("1"));
            path = path.replace(&format!("{{{}}}", parameter.name), &shown);
        } else if let Some(shown) =
            shown.filter(|_| parameter.place == "query" && (parameter.required || raw))
        {
            query.push(format!("{}={shown}", parameter.name));
        }
    }
    let joint = if query.is_empty() { "" } else { "?" };
    format!("\"$AT{path}{joint}{}\"", query.join("&"))
}

fn shown(parameter: &Parameter) -> Option<Cow<'_, str>> {
    let value = parameter.example.as_ref().or_else(|| parameter.schema.values.first())?;
    Some(value.as_str().map_or_else(|| value.to_string().into(), Cow::Borrowed))
}

/// The example of a schema, else one made of the fields that must be there.
fn value(document: &Document, schema: &Schema) -> Value {
    let schema = document.resolve(schema);
    if let Some(example) = schema.example.as_ref().or_else(|| schema.values.first()) {
        return example.clone();
    }
    match schema.types().first().map(String::as_str) {
        Some("object") => {
            let required = schema.properties.iter().filter(|(name, _)| schema.required.contains(name));
            let fields = required.map(|(name, field)| (name.clone(), value(document, field)));
            Value::Object(fields.collect::<Map<_, _>>())
        }
        Some("integer" | "number") => 1.into(),
        Some("boolean") => true.into(),
        Some("array") => Value::Array(Vec::new()),
        _ => "…".into(),
    }
}

/// For a shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn commands(method: &str, operation: Value) -> Vec<String> {
        let schemas = json!({
            "New": {"type": "object", "required": ["kind"],
                    "properties": {"kind": {"$ref": "#/components/schemas/Kind"}, "x": {"type": "string"}}},
            "Kind": {"type": "string", "enum": ["ser", "other"]},
        });
        let document = json!({"info": {}, "paths": {}, "components": {"schemas": schemas}});
        let document: Document = serde_json::from_value(document).unwrap();
        let operation: Operation = serde_json::from_value(operation).unwrap();
        examples(&document, "/v1/{who}", method, &operation)
    }

    #[test]
    fn a_get_with_what_must_be_there() {
        let operation = json!({"operationId": "x", "responses": {}, "parameters": [
            {"name": "who", "in": "path", "required": true, "schema": {}, "example": "p-17"},
            {"name": "to", "in": "query", "required": true, "schema": {}, "example": 5},
            {"name": "since", "in": "query", "schema": {}, "example": "2024-03-14"},
        ]});
        assert_eq!(commands("get", operation), ["curl \"$AT/v1/p-17?to=5\""]);
    }

    #[test]
    fn a_post_as_json_and_raw() {
        let schema = json!({"$ref": "#/components/schemas/New"});
        let operation = json!({"operationId": "x", "responses": {}, "parameters": [
            {"name": "kind", "in": "query", "schema": {"enum": ["ser"]}}],
            "requestBody": {"content": {"application/json": {"schema": schema}, "text/markdown": {}}}});
        let expected = [
            "curl --json '{\"kind\":\"ser\"}' \"$AT/v1/{who}\"",
            "curl --data-binary @plan.md -H 'Content-Type: text/markdown' \"$AT/v1/{who}?kind=ser\"",
        ];
        assert_eq!(commands("post", operation), expected);
    }

    #[test]
    fn a_quote_stays_inside_the_quotes() {
        assert_eq!(quoted("it's"), r"'it'\''s'");
    }
}
