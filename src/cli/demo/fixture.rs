//! A fixture person's folder, compiled in.

use anyhow::{Context, Result};

use cip_service::import::PersonFile;

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
        $crate::cli::demo::fixture::Fixture {
            folder: $folder,
            person: include_str!(concat!("../../../fixtures/", $folder, "/person.json")),
            texts: &[$(($file, include_bytes!(concat!("../../../fixtures/", $folder, "/", $file)))),+],
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
