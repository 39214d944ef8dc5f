//! Where a page is read, and how its text is made.

use askama::Template;

/// Where a page will be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// From this service: the style and the other pages are linked.
    Served {
        /// Whose page it is.
        person: String,
    },
    /// As a file by itself: the style is inside, and there is nowhere to link to.
    File,
}

/// Renders a page.
pub(super) fn render(page: &impl Template) -> String {
    // The templates call no filter that fails, and writing to a string does not fail.
    page.render().expect("a page renders into memory")
}
