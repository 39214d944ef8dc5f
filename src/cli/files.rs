//! Versions read from files of every format.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use rayon::prelude::*;

use cip_engine::document::{self, Document, SOURCE_BYTES_MAX};
use cip_formats::{MediaType, Reading, recognise};

/// A file as the engine takes it.
pub(super) struct Text {
    pub(super) document: Document,
    /// Where its parts stood; its text is the document's.
    pub(super) reading: Reading,
}

/// Reads versions, in the order given.
pub(super) fn read_all(paths: &[PathBuf]) -> Result<Vec<Text>> {
    // Collected one by one, so that of several mistakes the first is reported, however many threads there are.
    let read: Vec<Result<Text>> = paths.par_iter().map(|path| read_one(path)).collect();
    read.into_iter().collect()
}

/// Reads one file as its format says: by its bytes, else by its extension, else as Markdown.
pub(super) fn reading(path: &Path) -> Result<Reading> {
    let name = path.display();
    let bytes = bytes(path).with_context(|| format!("{name} cannot be read"))?;
    let named = path.extension().and_then(|extension| MediaType::of_extension(extension.to_str()?));
    let media = recognise(&bytes).media().or(named).unwrap_or(MediaType::Markdown);
    let read = cip_formats::read(&bytes, media, None);
    read.map_err(|refused| anyhow!("{name}: {refused} ({}). {}", refused.code(), refused.remedy()))
}

fn read_one(path: &Path) -> Result<Text> {
    let mut reading = reading(path)?;
    let text = std::mem::take(&mut reading.text);
    let document = document::parse(text).with_context(|| format!("{} is too large", path.display()))?;
    Ok(Text { document, reading })
}

/// Never reads further than a byte beyond the limit, whatever the file is.
fn bytes(path: &Path) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(SOURCE_BYTES_MAX as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}
