//! The service: use cases, and what calls them.
//!
//! [`app`] holds the use cases and knows neither HTTP nor pages; [`http`] (the API), [`web`] (the pages) and
//! [`import`] (bulk load) call it. [`compute`] bounds how much work runs at once.

pub mod compute;

pub mod app;

pub mod http;

pub mod web;

pub mod import;

// The build script uses it; here it is tested.
#[cfg(test)]
#[path = "build/sources.rs"]
mod sources;
