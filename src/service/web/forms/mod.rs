//! Posting by hand: plain forms for those who have no record system at hand.
//!
//! Takes what a browser posts, asks the same use cases as the API, gives the form back with what is wrong beside its
//! field and nothing lost, or sends the reader on. That a post comes from one of our own pages is seen to before it
//! gets here, for the API too.

mod conference;
mod date;
mod field;
mod person;
mod plan;
mod posted;
mod preview;
mod unsent;
mod written;

use axum::Router;
use axum::routing::get;

use crate::app::App;

pub(super) use date::read as read_date;
pub(super) use field::{Field, Mistake, title};
pub(super) use posted::Posted;
pub(crate) use unsent::unsent_page;

/// The forms.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/new", get(person::form).post(person::post))
        .route("/people/{person}/versions/new", get(plan::form).post(plan::post))
        .route("/people/{person}/conferences/new", get(conference::form).post(conference::post))
}
