//! Fictional people for trying the service out, compiled in.
//!
//! Takes the use cases, posts every fixture person as a record system would. Adding a person is one line.

mod fixture;

use anyhow::{Context, Result};

use cip_service::app::{App, Caller, Post};
use cip_service::import::PersonFile;
use cip_store::{ConferenceDetails, MediaType, NewSource, Person, PersonId};
use fixture::{Fixture, fixture};

/// The first is the one whose pages the demonstration points to.
const PEOPLE: &[Fixture] = &[
    fixture!("craig-tolverie", ["v1.md", "v2.md", "v3.md", "v4.md", "v5.md", "ser.md"]),
    fixture!("generated-101", ["v1.md", "v2.md", "v3.md", "v4.md", "v5.md", "ser.md"]),
    fixture!("generated-102", ["v1.md", "v2.md", "v3.md", "v4.md", "v5.md", "v6.md", "ser.md"]),
    fixture!("generated-103", ["v1.md", "v2.md", "v3.md", "v4.md", "ser.md"]),
];

/// Names and paths worth opening.
pub(super) fn addresses() -> Vec<(&'static str, String)> {
    let first = PEOPLE.first().and_then(|fixture| fixture.person().ok()).map(|person| person.id);
    let id = first.unwrap_or_default();
    vec![
        ("Pages", "/".to_owned()),
        ("A brief", format!("/people/{id}/brief")),
        ("As JSON", format!("/v1/people/{id}/brief")),
        ("API", "/docs".to_owned()),
        ("OpenAPI", "/openapi.json".to_owned()),
    ]
}

/// Posts all fixture people.
pub(super) async fn fill(app: &App) -> Result<()> {
    for fixture in PEOPLE {
        fill_person(app, fixture).await.with_context(|| fixture.folder)?;
    }
    Ok(())
}

async fn fill_person(app: &App, fixture: &Fixture) -> Result<()> {
    let caller = Caller::demonstration();
    let person = fixture.person()?;
    let id: PersonId = person.id.parse()?;
    app.put_person(&caller, Person { id: id.clone(), known: person.known()? }).await?;
    for version in &person.versions {
        let content = fixture.content(version.file.as_str())?.to_vec();
        let as_of = version.as_of()?;
        let post = Post { as_of, media_type: MediaType::Markdown, source_id: None, content };
        app.add_version(&caller, &id, post).await?;
    }
    add_rest(app, &caller, &id, fixture, &person).await
}

async fn add_rest(
    app: &App,
    caller: &Caller,
    id: &PersonId,
    fixture: &Fixture,
    person: &PersonFile,
) -> Result<()> {
    for conference in &person.conferences {
        app.add_conference(caller, id, ConferenceDetails::try_from(conference)?).await?;
    }
    for source in &person.sources {
        let (kind, date) = (source.kind()?, source.date()?);
        let content = fixture.content(source.file.as_str())?.to_vec();
        let source = NewSource { kind, date, media_type: MediaType::Markdown, content };
        app.add_source(caller, id, source, false).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_person_of_the_fixtures_is_compiled_in() {
        let folders = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures")).unwrap();
        let people = folders.map(Result::unwrap).filter(|entry| entry.path().join("person.json").exists());
        let mut people: Vec<String> = people.map(|entry| entry.file_name().into_string().unwrap()).collect();
        people.sort();
        let mut compiled: Vec<&str> = PEOPLE.iter().map(|fixture| fixture.folder).collect();
        compiled.sort_unstable();
        assert_eq!(people, compiled);
    }
}
