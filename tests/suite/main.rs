//! Integration tests: pipeline, properties, store, API, pages, layers.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod access;
mod agreement;
mod api;
mod artefacts;
mod asvs;
mod brief;
mod circles;
mod cli;
mod compared;
mod condensed;
pub(crate) mod crash;
pub(crate) mod documents;
mod fixtures;
mod formats;
mod generator;
mod histories;
mod history;
mod identity;
mod import;
mod layers;
mod listed;
mod mutation;
mod near_duplicates;
mod pages;
mod promises;
mod properties;
mod read_back;
mod store;
mod two_copies;
