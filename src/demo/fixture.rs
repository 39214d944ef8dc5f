//! A fixture person's folder, compiled in, and its `person.json`.

use anyhow::{Context, Result};
use jiff::civil::Date;
use serde::Deserialize;

use crate::app::iso_date;
use crate::store::{ConferenceDetails, ConferenceKind, ConferenceStatus, Known, Route, SourceKind};

/// The files of one person.
pub(super) struct Fixture {
    /// The folder under `fixtures/`.
    pub(super) folder: &'static str,
    /// `person.json`.
    pub(super) person: &'static str,
    /// Names and bytes of the texts.
    pub(super) texts: &'static [(&'static str, &'static [u8])],
}

/// Compiles a person's folder in.
macro_rules! fixture {
    ($folder:literal, [$($file:literal),+ $(,)?]) => {
        $crate::demo::fixture::Fixture {
            folder: $folder,
            person: include_str!(concat!("../../fixtures/", $folder, "/person.json")),
            texts: &[$(($file, include_bytes!(concat!("../../fixtures/", $folder, "/", $file)))),+],
        }
    };
}
pub(super) use fixture;

impl Fixture {
    /// Reads `person.json`.
    pub(super) fn person(&self) -> Result<PersonFile> {
        serde_json::from_str(self.person).context("person.json")
    }

    /// The bytes of a text.
    pub(super) fn content(&self, file: &str) -> Result<&'static [u8]> {
        let found = self.texts.iter().find(|(name, _)| *name == file);
        found.map(|(_, content)| *content).with_context(|| format!("{file} is not compiled in"))
    }
}

/// What `person.json` says.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PersonFile {
    pub(super) id: String,
    name: Option<String>,
    admitted: Option<String>,
    sentenced: Option<String>,
    earliest_release: Option<String>,
    route: Option<String>,
    pub(super) versions: Vec<VersionEntry>,
    pub(super) conferences: Vec<ConferenceEntry>,
    pub(super) sources: Vec<SourceEntry>,
}

/// A version in `person.json`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct VersionEntry {
    pub(super) file: String,
    as_of: String,
}

/// A conference in `person.json`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ConferenceEntry {
    date: String,
    kind: String,
    status: String,
}

/// A source report in `person.json`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SourceEntry {
    pub(super) file: String,
    kind: String,
    date: String,
}

impl PersonFile {
    /// What is known of the person.
    pub(super) fn known(&self) -> Result<Known> {
        let date = |text: &Option<String>| text.as_deref().map(iso_date).transpose();
        Ok(Known {
            name: self.name.clone(),
            admitted: date(&self.admitted)?,
            sentenced: date(&self.sentenced)?,
            earliest_release: date(&self.earliest_release)?,
            route: self.route.as_deref().map(|name| word(name, Route::from_name)).transpose()?,
            ..Known::default()
        })
    }
}

impl VersionEntry {
    /// The version's date.
    pub(super) fn as_of(&self) -> Result<Date> {
        Ok(iso_date(&self.as_of)?)
    }
}

impl SourceEntry {
    /// What kind of report.
    pub(super) fn kind(&self) -> Result<SourceKind> {
        word(&self.kind, SourceKind::from_name)
    }

    /// The report's date.
    pub(super) fn date(&self) -> Result<Date> {
        Ok(iso_date(&self.date)?)
    }
}

impl TryFrom<&ConferenceEntry> for ConferenceDetails {
    type Error = anyhow::Error;

    fn try_from(entry: &ConferenceEntry) -> Result<Self> {
        Ok(Self {
            date: iso_date(&entry.date)?,
            kind: word(&entry.kind, ConferenceKind::from_name)?,
            status: word(&entry.status, ConferenceStatus::from_name)?,
        })
    }
}

fn word<T>(name: &str, read: impl Fn(&str) -> Option<T>) -> Result<T> {
    read(name).with_context(|| format!("{name:?} is not a word of its list"))
}
