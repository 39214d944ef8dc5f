//! The forms in which a brief, a delta and a condensed plan are written, by the commands and over HTTP alike.
//!
//! A new form is a row of [`Format`], an arm in each function here, and its renderer. A page is given as a function,
//! since what stands around it depends on who serves it.

use cip_engine::brief::Brief;
use cip_engine::condensed::Condensed;
use cip_engine::delta::Delta;
use cip_engine::document::Document;
use cip_engine::history::Version;
use cip_render::Style;
use cip_wire::brief::BriefDocument;
use cip_wire::condensed::CondensedDocument;
use cip_wire::delta::DeltaDocument;
use serde::Deserialize;
use utoipa::ToSchema;

/// A form in which a brief or a delta comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// The versioned JSON document.
    Json,
    /// Markdown.
    Markdown,
    /// A self-contained page.
    Html,
    /// For a terminal; not served.
    #[serde(skip)]
    Text,
}

impl Format {
    /// Those that are served, in the order of our preference where the reader has none.
    pub const SERVED: [Self; 3] = [Self::Json, Self::Markdown, Self::Html];
    /// Those that a command writes.
    pub const WRITTEN: [Self; 4] = [Self::Text, Self::Json, Self::Markdown, Self::Html];

    /// Its name in a query and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Text => "text",
        }
    }

    /// What it is, in words.
    pub fn help(self) -> &'static str {
        match self {
            Self::Json => "The versioned JSON document",
            Self::Markdown => "Markdown",
            Self::Html => "A self-contained page",
            Self::Text => "For a terminal",
        }
    }

    /// Its media type.
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Markdown => "text/markdown; charset=utf-8",
            Self::Html => "text/html; charset=utf-8",
            Self::Text => "text/plain; charset=utf-8",
        }
    }
}

/// Writes a brief.
///
/// # Errors
///
/// If it cannot be written as JSON.
pub fn brief(
    brief: &Brief,
    format: Format,
    style: Style,
    page: impl FnOnce() -> String,
) -> serde_json::Result<String> {
    Ok(match format {
        Format::Json => serde_json::to_string(&BriefDocument::new(brief))?,
        Format::Markdown => cip_render::brief_markdown(brief),
        Format::Html => page(),
        Format::Text => cip_render::brief_text(brief, style),
    })
}

/// Writes a delta.
///
/// # Errors
///
/// If it cannot be written as JSON.
pub fn delta(
    (before, after, delta): (&Document, &Document, &Delta),
    format: Format,
    style: Style,
    page: impl FnOnce() -> String,
) -> serde_json::Result<String> {
    Ok(match format {
        Format::Json => serde_json::to_string(&DeltaDocument::new(before, after, delta))?,
        Format::Markdown => cip_render::delta_markdown(before, after, delta),
        Format::Html => page(),
        Format::Text => cip_render::delta_text(before, after, delta, style),
    })
}

/// Writes a condensed plan; its Markdown is its form for a terminal.
///
/// # Errors
///
/// If it cannot be written as JSON.
pub fn condensed(
    versions: &[Version<'_>],
    condensed: &Condensed,
    format: Format,
    page: impl FnOnce() -> String,
) -> serde_json::Result<String> {
    Ok(match format {
        Format::Json => serde_json::to_string(&CondensedDocument::new(versions, condensed))?,
        Format::Markdown | Format::Text => cip_render::condensed_markdown(versions, condensed),
        Format::Html => page(),
    })
}
