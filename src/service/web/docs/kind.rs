//! What a schema takes, in words.

use serde_json::Value;

use super::openapi::Schema;

/// A few words, or a link to a shape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// What it says.
    pub text: String,
    /// The shape that it leads to.
    pub shape: Option<String>,
    /// Whether it is written just so.
    pub literal: bool,
}

/// What a schema takes.
pub(super) fn pieces(schema: &Schema) -> Vec<Piece> {
    if let Some(name) = schema.refers_to() {
        return vec![Piece { text: name.to_owned(), shape: Some(name.to_owned()), literal: false }];
    }
    if !schema.one_of.is_empty() {
        return alternatives(schema.one_of.iter().map(pieces).collect());
    }
    if let Some(items) = &schema.items {
        return [vec![words("list of ")], pieces(items)].concat();
    }
    let mut said = if schema.values.is_empty() { types(schema) } else { values(schema) };
    said.extend(limits(schema).into_iter().flat_map(|limit| [words(", "), limit]));
    said
}

/// A description, whose words between backticks are written just so.
pub(super) fn prose(text: &str) -> Vec<Piece> {
    let pieces = text.split('`').enumerate().filter(|(_, text)| !text.is_empty());
    pieces
        .map(|(index, text)| Piece { text: text.to_owned(), shape: None, literal: index % 2 == 1 })
        .collect()
}

/// The values of a closed list.
pub(super) fn values(schema: &Schema) -> Vec<Piece> {
    alternatives(schema.values.iter().map(|value| vec![literal(value)]).collect())
}

/// The fields of a schema and of those that it is made of, each with whether it is always there.
pub(super) fn fields(schema: &Schema) -> Vec<(&String, bool, &Schema)> {
    let own = schema.properties.iter().map(|(name, field)| (name, schema.required.contains(name), field));
    own.chain(schema.all_of.iter().flat_map(fields)).collect()
}

fn types(schema: &Schema) -> Vec<Piece> {
    let name = |name: &String| {
        match name.as_str() {
            "string" if schema.format == "date" => "date",
            "string" => "text",
            "integer" => "whole number",
            "boolean" => "true or false",
            other => other,
        }
        .to_owned()
    };
    alternatives(schema.types().iter().map(|one| vec![words(name(one))]).collect())
}

fn limits(schema: &Schema) -> Vec<Piece> {
    let numbers = match (&schema.minimum, &schema.maximum) {
        (Some(from), Some(to)) => Some(format!("{from} to {to}")),
        (Some(from), None) => Some(format!("from {from}")),
        (None, Some(to)) => Some(format!("to {to}")),
        (None, None) => None,
    };
    let lengths = match (schema.min_length, schema.max_length) {
        (Some(from), Some(to)) => Some(format!("{from} to {to} characters")),
        (None, Some(to)) => Some(format!("at most {to} characters")),
        _ => None,
    };
    let default = schema.default.as_ref().map(|value| format!("{} if absent", text(value)));
    let said = [numbers, lengths, default].into_iter().flatten().map(words);
    let pattern =
        schema.pattern.iter().map(|pattern| Piece { text: pattern.clone(), shape: None, literal: true });
    said.chain(pattern).collect()
}

/// `a, b or c`
fn alternatives(all: Vec<Vec<Piece>>) -> Vec<Piece> {
    let last = all.len().saturating_sub(1);
    let with_joint = |(index, one): (usize, Vec<Piece>)| {
        let joint = match index {
            0 => None,
            index if index == last => Some(words(" or ")),
            _ => Some(words(", ")),
        };
        joint.into_iter().chain(one)
    };
    all.into_iter().enumerate().flat_map(with_joint).collect()
}

fn words(text: impl Into<String>) -> Piece {
    Piece { text: text.into(), shape: None, literal: false }
}

fn literal(value: &Value) -> Piece {
    Piece { text: text(value), shape: None, literal: true }
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn said(schema: Value) -> String {
        let schema: Schema = serde_json::from_value(schema).unwrap();
        pieces(&schema).into_iter().map(|piece| piece.text).collect()
    }

    #[test]
    fn types_and_limits() {
        assert_eq!(said(json!({"type": "string", "format": "date"})), "date");
        assert_eq!(said(json!({"type": ["integer", "null"], "minimum": 1})), "whole number or null, from 1");
        let limit = json!({"type": "integer", "minimum": 1, "maximum": 1000, "default": 100});
        assert_eq!(said(limit), "whole number, 1 to 1000, 100 if absent");
        assert_eq!(said(json!({"type": "string", "maxLength": 9})), "text, at most 9 characters");
    }

    #[test]
    fn words_between_backticks() {
        let shown: Vec<_> = prose("What `next` said").into_iter().map(|it| (it.text, it.literal)).collect();
        assert_eq!(
            shown,
            [("What ".to_owned(), false), ("next".to_owned(), true), (" said".to_owned(), false)]
        );
    }

    #[test]
    fn closed_lists() {
        assert_eq!(said(json!({"type": "string", "enum": ["a", "b", "c"]})), "a, b or c");
    }

    #[test]
    fn references_lists_and_null() {
        let date = json!({"$ref": "#/components/schemas/IsoDate"});
        assert_eq!(said(json!({"type": "array", "items": date})), "list of IsoDate");
        assert_eq!(said(json!({"oneOf": [date, {"type": "null"}]})), "IsoDate or null");
    }

    #[test]
    fn fields_of_all_parts() {
        let schema = json!({"allOf": [
            {"properties": {"b": {"type": "string"}}, "required": ["b"]},
            {"properties": {"a": {"type": "string"}}},
        ]});
        let schema: Schema = serde_json::from_value(schema).unwrap();
        let names: Vec<_> = fields(&schema).into_iter().map(|(name, required, _)| (name, required)).collect();
        assert_eq!(names, [(&"b".to_owned(), true), (&"a".to_owned(), false)]);
    }
}
