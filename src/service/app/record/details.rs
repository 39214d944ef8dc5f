//! What else a row of the record says: a JSON object of numbers and words of ours.

use serde_json::{Map, Value};

/// What else a row says. Never text of a plan, and no name of the person whose plan it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Details(Map<String, Value>);

impl Details {
    /// Nothing else.
    pub fn none() -> Self {
        Self::default()
    }

    /// This as well.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.0.insert(key.to_owned(), value.into());
        self
    }

    /// This as well, if there is such a thing.
    #[must_use]
    pub fn with_any(self, key: &str, value: Option<impl Into<Value>>) -> Self {
        match value {
            Some(value) => self.with(key, value),
            None => self,
        }
    }

    /// As the record holds it: keys in alphabetical order.
    pub(super) fn text(&self) -> String {
        Value::Object(self.0.clone()).to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_in_order() {
        let details =
            Details::none().with("version", 5).with_any("baseline", Some(4)).with_any("x", None::<u32>);
        assert_eq!(details.text(), r#"{"baseline":4,"version":5}"#);
    }
}
