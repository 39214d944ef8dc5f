//! The pages that people read: rendered on the server, complete without scripts.
//!
//! Takes briefs, deltas and documents, gives HTML. Text of a plan only ever passes through the templates' own
//! escaping. Pages use the same use cases as the API.

mod access;
mod assets;
mod brief;
mod comparison;
mod condensed;
mod delta;
mod docs;
mod escape;
mod forms;
mod frame;
mod handlers;
mod held;
mod links;
mod lives;
mod people;
mod person;
mod place;
mod plan;
mod print;
mod problem;
mod sign_in;
mod version;
mod words;

pub use brief::brief_page;
pub use condensed::condensed_page;
pub use delta::{Pair, Question, Show, View, delta_fold, delta_page};
pub use docs::docs_page;
pub use place::Place;

pub(crate) use assets::is_asset;
pub(crate) use comparison::{label, with_pair};
pub(crate) use forms::unsent_page;
pub(crate) use handlers::routes;
pub(crate) use problem::problem_page;
pub(crate) use sign_in::{OwnSession, sessions_page, sign_in_page, signed_out_page, with_name};

pub use version::{Neighbours, version_page};

use place::render;
