//! The pages that people read: rendered on the server, complete without scripts.
//!
//! Takes briefs, deltas and documents, gives HTML. Text of a plan only ever passes through the templates' own
//! escaping. Pages use the same use cases as the API.

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
mod links;
mod lives;
mod people;
mod person;
mod plan;
mod problem;
mod version;
mod words;

pub use brief::brief_page;
pub use condensed::condensed_page;
pub use delta::{Pair, Question, Show, View, delta_fold, delta_page};
pub use docs::docs_page;

pub(crate) use comparison::with_pair;
pub(crate) use handlers::routes;
pub(crate) use problem::problem_page;

pub use version::{Neighbours, version_page};

use askama::Template;

/// Where a page will be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// From this service: the style and the other pages are linked.
    Served {
        /// Whose page it is.
        person: String,
    },
    /// As a file that stands alone: the style is inside, and there is nowhere to link to.
    File,
}

/// Renders a page.
fn render(page: &impl Template) -> String {
    // The templates call no filter that fails, and writing to a string does not fail.
    page.render().expect("a page renders into memory")
}
