//! The service: use cases, and what calls them.
//!
//! [`app`] holds the use cases and knows neither HTTP nor pages. `http` is what the API (`api`) and the pages
//! ([`web`]) share: how a request is read, refused and answered. [`identity`] finds out who
//! asks. [`server`] puts them together and serves them;
//! [`import`] loads in bulk. [`child`] reads documents in a process of their own. [`compute`] bounds how much work runs at once.

mod api;
pub mod app;
pub mod child;
pub mod compute;
pub mod forms;
mod http;
pub mod identity;
pub mod import;
pub mod server;
pub mod web;

// The build script uses it; here it is tested.
#[cfg(test)]
#[path = "build/sources.rs"]
mod sources;
