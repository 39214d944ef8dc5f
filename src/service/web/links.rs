//! Addresses of the pages.

use cip_engine::brief::Side;
use cip_engine::text::Span;

/// An address with the words that lead there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Link {
    /// Where it leads.
    pub href: String,
    /// What it says.
    pub text: String,
}

impl Link {
    pub(super) fn new(href: impl Into<String>, text: impl Into<String>) -> Self {
        Self { href: href.into(), text: text.into() }
    }

    /// The list of people, the first step to every page.
    pub(super) fn people() -> Self {
        Self::new("/", "People")
    }

    /// One person's page.
    pub(super) fn person(id: &str) -> Self {
        Self::new(person(id), id)
    }
}

/// The people, from the first or from those who follow one.
pub(super) fn people(after: Option<&str>) -> String {
    after.map_or_else(|| "/".to_owned(), |id| format!("/?after={id}"))
}

/// One person's page. An id is made of letters, digits, `.`, `_` and `-`, so it needs no escaping.
pub(super) fn person(id: &str) -> String {
    format!("/people/{id}")
}

/// The brief of a person.
pub(super) fn brief(id: &str) -> String {
    format!("/people/{id}/brief")
}

/// The brief of one version, which stays that when a newer one comes.
pub(super) fn brief_of(id: &str, number: u32) -> String {
    format!("/people/{id}/brief?version={number}")
}

/// The newest plan of a person, condensed.
pub(super) fn condensed(id: &str) -> String {
    format!("/people/{id}/condensed")
}

/// The print view of the brief of one version.
pub(super) fn print_brief(id: &str, number: u32, agency: Option<&str>) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("version", &number.to_string());
    query.extend_pairs(agency.map(|agency| ("agency", agency)));
    format!("{}?{}", brief(id), query.append_pair("print", "1").finish())
}

/// The print view of the condensed plan.
pub(super) fn print_condensed(id: &str) -> String {
    format!("{}?print=1", condensed(id))
}

/// The posts that may be another person's plan.
pub(super) fn held(id: &str) -> String {
    format!("/people/{id}/held")
}

/// The form for a plan by hand.
pub(super) fn add_version(id: &str) -> String {
    format!("/people/{id}/versions/new")
}

/// The form for a conference.
pub(super) fn add_conference(id: &str) -> String {
    format!("/people/{id}/conferences/new")
}

/// The newest plan of a person, whole, with the age of each passage.
pub(super) fn plan(id: &str) -> String {
    format!("/people/{id}/plan")
}

/// The life of the passage, or the passages, that stand here in a version.
pub(super) fn passage(id: &str, number: u32, span: Span) -> String {
    format!("/people/{id}/versions/{number}/passages/{}-{}", span.start, span.end)
}

/// A source report.
pub(super) fn source(id: &str, number: u32) -> String {
    format!("/people/{id}/sources/{number}")
}

/// The delta from one version to another.
pub(super) fn delta(id: &str, from: u32, to: u32) -> String {
    format!("/people/{id}/delta?from={from}&to={to}")
}

/// A version's text.
pub(super) fn version(id: &str, number: u32) -> String {
    format!("/people/{id}/versions/{number}")
}

/// A version's bytes as they came.
pub(super) fn received(id: &str, number: u32) -> String {
    format!("/v1/people/{id}/versions/{number}/source")
}

/// Who has read what before each of a person's conferences.
pub(super) fn readers(id: &str) -> String {
    format!("/people/{id}/readers")
}

/// Where a reader says why they look at a case.
pub(super) fn reason(id: &str) -> String {
    format!("/people/{id}/reason")
}

/// The record of looks: by somebody, on something.
pub(super) fn looks(who: Option<&str>, subject: Option<&str>) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(who.map(|who| ("who", who)));
    query.extend_pairs(subject.map(|subject| ("subject", subject)));
    match query.finish() {
        query if query.is_empty() => "/audit".to_owned(),
        query => format!("/audit?{query}"),
    }
}

/// The fragment name of a unit on the pages of versions and deltas.
pub(super) fn anchor(side: Side, span: Span) -> String {
    match side {
        Side::Before => format!("o{}", span.start),
        Side::After => format!("u{}", span.start),
    }
}
