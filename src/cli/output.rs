//! Writing to stdout, whose reader may go away at any time.

use std::io::{self, ErrorKind, Write};

use anstream::{AutoStream, ColorChoice};
use anyhow::{Context, Result};

use cip_render::Style;

/// Writes a text, ended by a line end.
pub(super) fn write(text: &str) -> Result<()> {
    let mut stdout = io::stdout().lock();
    let end = if text.ends_with('\n') { "" } else { "\n" };
    let written = stdout.write_all(text.as_bytes()).and_then(|()| stdout.write_all(end.as_bytes()));
    written.and_then(|()| stdout.flush()).context("the output cannot be written")
}

/// Colour only on a terminal that has it, and not where `NO_COLOR` asks for none.
pub(super) fn style() -> Style {
    match AutoStream::choice(&io::stdout()) {
        ColorChoice::Never => Style::Plain,
        _ => Style::Ansi,
    }
}

/// Whether all that went wrong is that nobody reads any more, as after `| head`.
pub(super) fn reader_has_gone(error: &anyhow::Error) -> bool {
    let cause = error.root_cause().downcast_ref::<io::Error>();
    cause.is_some_and(|cause| cause.kind() == ErrorKind::BrokenPipe)
}
