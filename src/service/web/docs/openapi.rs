//! As much of an OpenAPI document as the reading page shows.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Number, Value};

/// Parts of the document by their names.
pub(super) type ByName<T> = BTreeMap<String, T>;

/// The start of a reference to a named schema.
const SCHEMAS: &str = "#/components/schemas/";

#[derive(Deserialize)]
pub(super) struct Document {
    pub info: Info,
    #[serde(default)]
    pub tags: Vec<Tag>,
    pub paths: ByName<ByName<Operation>>,
    pub components: Components,
}

#[derive(Deserialize)]
pub(super) struct Info {
    #[serde(default)]
    pub description: String,
}

#[derive(Deserialize)]
pub(super) struct Tag {
    pub name: String,
    #[serde(default)]
    pub description: String,
}

#[derive(Deserialize)]
pub(super) struct Components {
    #[serde(default)]
    pub schemas: ByName<Schema>,
}

#[derive(Deserialize)]
pub(super) struct Operation {
    #[serde(rename = "operationId")]
    pub id: String,
    #[serde(default)]
    pub summary: String,
    #[serde(default)]
    pub description: String,
    #[serde(default)]
    pub tags: Vec<String>,
    #[serde(default)]
    pub parameters: Vec<Parameter>,
    #[serde(rename = "requestBody")]
    pub body: Option<Body>,
    pub responses: ByName<Response>,
}

#[derive(Deserialize)]
pub(super) struct Parameter {
    pub name: String,
    #[serde(rename = "in")]
    pub place: String,
    #[serde(default)]
    pub required: bool,
    #[serde(default)]
    pub description: String,
    pub schema: Schema,
    pub example: Option<Value>,
}

#[derive(Deserialize)]
pub(super) struct Body {
    pub content: ByName<Media>,
}

#[derive(Deserialize)]
pub(super) struct Media {
    pub schema: Option<Schema>,
}

#[derive(Deserialize)]
pub(super) struct Response {
    #[serde(default)]
    pub description: String,
    #[serde(default)]
    pub content: ByName<Media>,
}

/// One JSON type, or several.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Types {
    One(String),
    Several(Vec<String>),
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Schema {
    #[serde(rename = "$ref")]
    reference: Option<String>,
    #[serde(rename = "type")]
    types: Option<Types>,
    pub format: String,
    pub description: String,
    #[serde(rename = "enum")]
    pub values: Vec<Value>,
    pub items: Option<Box<Schema>>,
    pub properties: ByName<Schema>,
    pub required: Vec<String>,
    pub one_of: Vec<Schema>,
    pub all_of: Vec<Schema>,
    pub minimum: Option<Number>,
    pub maximum: Option<Number>,
    pub min_length: Option<u64>,
    pub max_length: Option<u64>,
    pub pattern: Option<String>,
    pub default: Option<Value>,
    pub example: Option<Value>,
}

impl Document {
    /// Every operation with its path and method.
    pub(super) fn operations(&self) -> impl Iterator<Item = (&str, &str, &Operation)> {
        self.paths.iter().flat_map(|(path, methods)| {
            methods.iter().map(move |(method, operation)| (path.as_str(), method.as_str(), operation))
        })
    }

    /// The schema itself, or the one that it refers to.
    pub(super) fn resolve<'a>(&'a self, schema: &'a Schema) -> &'a Schema {
        schema.refers_to().and_then(|name| self.components.schemas.get(name)).unwrap_or(schema)
    }
}

impl Schema {
    /// The name of the schema that this one refers to.
    pub(super) fn refers_to(&self) -> Option<&str> {
        self.reference.as_deref().and_then(|reference| reference.strip_prefix(SCHEMAS))
    }

    /// Its JSON types.
    pub(super) fn types(&self) -> &[String] {
        match &self.types {
            None => &[],
            Some(Types::One(name)) => std::slice::from_ref(name),
            Some(Types::Several(names)) => names,
        }
    }

    /// What is said of it; where it may be null, the description is with the other of the two.
    pub(super) fn about(&self) -> &str {
        let parts = self.one_of.iter().map(|part| part.description.as_str());
        std::iter::once(self.description.as_str()).chain(parts).find(|text| !text.is_empty()).unwrap_or("")
    }
}
