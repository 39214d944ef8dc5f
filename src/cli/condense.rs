//! `cip-brief condense VERSION...`

use anyhow::Result;
use clap::Args;

use super::format::one_of;
use super::output;
use super::traced::TraceOptions;
use cip_engine::condensed::{self, condense as condensed};
use cip_service::forms::{self, Format};
use cip_service::web::{self, Place};

/// Writes the last version of one person's plan with what is carried forward folded.
///
/// Text that is as it was in the version before is folded, and so are repeats; risk text never is.
#[derive(Debug, Args)]
pub(super) struct Options {
    #[command(flatten)]
    texts: TraceOptions,
    /// The form of the output.
    #[arg(long, value_name = "FORMAT", default_value = "markdown", value_parser = one_of(&Format::SERVED))]
    format: Format,
}

/// Condenses the last of the files.
pub(super) fn condense(options: &Options) -> Result<()> {
    let text = options.texts.trace(|input, history| {
        let (versions, baseline) = (input.versions, input.baseline);
        let condensed = condensed(&condensed::Input { versions, history, baseline });
        let page = || web::condensed_page(versions, &condensed, &Place::File);
        Ok(forms::condensed(versions, &condensed, options.format, page)?)
    })?;
    output::write(&text)
}
