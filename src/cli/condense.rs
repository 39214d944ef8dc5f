//! `cip-brief condense VERSION...`

use anyhow::Result;
use clap::{Args, ValueEnum};

use super::output;
use super::traced::TraceOptions;
use cip_engine::condensed::{self, condense as condensed};
use cip_service::web::{self, Place};
use cip_wire::condensed::CondensedDocument;

/// Writes the last version of one person's plan with what is carried forward folded.
///
/// Text that is as it was in the version before is folded, and so are repeats; risk text never is.
#[derive(Debug, Args)]
pub(super) struct Options {
    #[command(flatten)]
    texts: TraceOptions,
    /// The form of the output.
    #[arg(long, value_enum, default_value_t = CondensedFormat::Markdown)]
    format: CondensedFormat,
}

/// The form of a condensed CIP.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum CondensedFormat {
    /// Markdown.
    Markdown,
    /// A self-contained page; its folds open.
    Html,
    /// The versioned JSON document.
    Json,
}

/// Condenses the last of the files.
pub(super) fn condense(options: &Options) -> Result<()> {
    let text = options.texts.trace(|input, history| {
        let (versions, baseline) = (input.versions, input.baseline);
        let condensed = condensed(&condensed::Input { versions, history, baseline });
        Ok(match options.format {
            CondensedFormat::Markdown => cip_render::condensed_markdown(versions, &condensed),
            CondensedFormat::Html => web::condensed_page(versions, &condensed, &Place::File),
            CondensedFormat::Json => serde_json::to_string(&CondensedDocument::new(versions, &condensed))?,
        })
    })?;
    output::write(&text)
}
