//! What every page has around its content.

use super::links::Link;

/// The frame of a page.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    /// What the page is, for the browser's title.
    pub title: String,
    /// The way from the people to this page; its last step has no link.
    pub crumbs: Vec<Crumb>,
    /// Where its style comes from.
    pub style: Style,
}

/// A step on the way to a page.
#[derive(Clone, Debug)]
pub(super) struct Crumb {
    /// Where it leads; nowhere for the page itself.
    pub href: Option<String>,
    /// What it is called.
    pub text: String,
}

/// Where a page's style comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// From the service that serves the page.
    Linked,
    /// From the page itself, which may be moved and mailed.
    Embedded,
}

impl Frame {
    /// A page of the service, at the end of the way there.
    pub(super) fn served(title: impl Into<String>, way: Vec<Link>, here: impl Into<String>) -> Self {
        let steps = way.into_iter().map(|link| Crumb { href: Some(link.href), text: link.text });
        let here = Crumb { href: None, text: here.into() };
        Self { title: title.into(), crumbs: steps.chain([here]).collect(), style: Style::Linked }
    }

    /// A self-contained page.
    pub(super) fn alone(title: impl Into<String>) -> Self {
        Self { title: title.into(), crumbs: Vec::new(), style: Style::Embedded }
    }
}
