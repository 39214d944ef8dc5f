//! A form's fields, with what is wrong beside them.

use crate::web::words;

/// A field in which something is written.
#[derive(Clone, Debug, Default)]
pub(in crate::web) struct Field {
    /// Its name in the post, and its id on the page.
    pub name: &'static str,
    /// What it asks for.
    pub label: &'static str,
    /// How to answer.
    pub hint: &'static str,
    /// What was written.
    pub value: String,
    /// What is wrong with it.
    pub error: Option<String>,
}

/// A choice of one of a few.
#[derive(Clone, Debug)]
pub(super) struct Choices {
    /// Its name in the post; the first choice's id on the page.
    pub name: &'static str,
    /// What it asks for.
    pub label: &'static str,
    /// What may be chosen.
    pub all: Vec<Choice>,
    /// What is wrong with it.
    pub error: Option<String>,
}

/// One of a few.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    /// Its name in the post.
    pub value: &'static str,
    /// What it is called.
    pub label: String,
    /// Whether it is chosen.
    pub checked: bool,
}

/// Something to mend, for the list at the head of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::web) struct Mistake {
    /// The id of its field.
    pub field: &'static str,
    /// What is wrong.
    pub message: String,
}

impl Field {
    pub(in crate::web) fn new(
        name: &'static str,
        label: &'static str,
        hint: &'static str,
        value: &str,
    ) -> Self {
        Self { name, label, hint, value: value.to_owned(), error: None }
    }

    /// The same with what is wrong, if it is among these.
    pub(in crate::web) fn with(mut self, mistakes: &[Mistake]) -> Self {
        self.error = message(mistakes, self.name);
        self
    }

    /// The ids of what describes it.
    pub(in crate::web) fn described_by(&self) -> String {
        let hint = (!self.hint.is_empty()).then(|| format!("{}-hint", self.name));
        let error = self.error.as_ref().map(|_| format!("{}-error", self.name));
        [hint, error].into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}

impl Choices {
    pub(super) fn new(
        name: &'static str,
        label: &'static str,
        named: impl IntoIterator<Item = (&'static str, &'static str)>,
        chosen: &str,
        mistakes: &[Mistake],
    ) -> Self {
        let choice = |(value, label)| Choice { value, label: words::upper(label), checked: value == chosen };
        let error = message(mistakes, name);
        Self { name, label, all: named.into_iter().map(choice).collect(), error }
    }
}

/// What is wrong with a field.
pub(super) fn message(mistakes: &[Mistake], field: &str) -> Option<String> {
    mistakes.iter().find(|mistake| mistake.field == field).map(|mistake| mistake.message.clone())
}

/// What the title of a page says before everything else where there is something to mend.
pub(in crate::web) fn title(title: &str, mistakes: &[Mistake]) -> String {
    if mistakes.is_empty() { title.to_owned() } else { format!("Error: {title}") }
}
