//! `person.json`: what is known of a person, and which files beside it hold the texts.

use std::path::{Component, Path, PathBuf};

use anyhow::{Context, Result, bail};
use jiff::civil::Date;
use serde::Deserialize;

use crate::app::{iso_date, short_text};
use cip_store::{ConferenceDetails, ConferenceKind, ConferenceStatus, Known, Route, SourceKind};

/// What `person.json` says.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PersonFile {
    /// The record system's id.
    pub id: String,
    name: Option<String>,
    admitted: Option<String>,
    sentenced: Option<String>,
    parole_qualifying: Option<String>,
    earliest_release: Option<String>,
    sentence_expiry: Option<String>,
    route: Option<String>,
    /// The versions, in the order in which they arrived.
    pub versions: Vec<VersionEntry>,
    /// The conferences.
    #[serde(default)]
    pub conferences: Vec<ConferenceEntry>,
    /// The source reports.
    #[serde(default)]
    pub sources: Vec<SourceEntry>,
}

/// A file beside `person.json`.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub struct FileName(String);

/// A version in `person.json`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VersionEntry {
    /// The file.
    pub file: FileName,
    as_of: Option<String>,
}

/// A conference in `person.json`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConferenceEntry {
    date: String,
    kind: String,
    status: String,
}

/// A source report in `person.json`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceEntry {
    /// The file.
    pub file: FileName,
    kind: String,
    date: String,
}

impl PersonFile {
    /// What is known of the person.
    pub fn known(&self) -> Result<Known> {
        let date = |text: &Option<String>| text.as_deref().map(iso_date).transpose();
        Ok(Known {
            name: self.name.as_deref().map(short_text).transpose()?.map(str::to_owned),
            admitted: date(&self.admitted)?,
            sentenced: date(&self.sentenced)?,
            parole_qualifying: date(&self.parole_qualifying)?,
            earliest_release: date(&self.earliest_release)?,
            sentence_expiry: date(&self.sentence_expiry)?,
            route: self.route.as_deref().map(|name| word(name, Route::from_name)).transpose()?,
        })
    }
}

impl FileName {
    /// The name as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The file in this folder. A name that leads out of the folder is refused.
    pub fn within(&self, folder: &Path) -> Result<PathBuf> {
        let mut parts = Path::new(&self.0).components();
        match (parts.next(), parts.next()) {
            (Some(Component::Normal(name)), None) => Ok(folder.join(name)),
            _ => bail!("{:?} is not the name of a file beside it", self.0),
        }
    }
}

impl VersionEntry {
    /// The version's date; if absent, the plan's own header is asked.
    pub fn as_of(&self) -> Result<Option<Date>> {
        Ok(self.as_of.as_deref().map(iso_date).transpose()?)
    }
}

impl SourceEntry {
    /// What kind of report.
    pub fn kind(&self) -> Result<SourceKind> {
        word(&self.kind, SourceKind::from_name)
    }

    /// The report's date.
    pub fn date(&self) -> Result<Date> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_stand_in_the_folder() {
        let within = |name: &str| FileName(name.to_owned()).within(Path::new("p"));
        assert_eq!(within("v1.md").unwrap(), Path::new("p/v1.md"));
        for name in ["", ".", "..", "../v1.md", "/etc/passwd", "a/b"] {
            assert!(within(name).is_err(), "{name}");
        }
    }
}
