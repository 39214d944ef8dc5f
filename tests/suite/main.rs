//! Integration tests: pipeline, properties, store, API, pages, layers.

mod api;
mod brief;
mod cli;
mod layers;
mod pages;
mod store;
