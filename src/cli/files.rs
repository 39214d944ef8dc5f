//! Versions read from files of every format.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use rayon::prelude::*;

use cip_engine::document::{self, Document, Origin, SOURCE_BYTES_MAX};
use cip_formats::{MediaType, Reading, recognise};

/// Reads versions, in the order given.
pub(super) fn read_all(paths: &[PathBuf]) -> Result<Vec<Document>> {
    // Collected one by one, so that of several mistakes the first is reported, however many threads there are.
    let read: Vec<Result<(String, Option<Origin>)>> = paths.par_iter().map(|path| text_of(path)).collect();
    let (texts, origins): (Vec<String>, Vec<Option<Origin>>) =
        read.into_iter().collect::<Result<Vec<_>>>()?.into_iter().unzip();
    let documents = document::parse_all(texts).into_iter().zip(origins).zip(paths);
    documents
        .map(|((document, origin), path)| {
            let document = document.with_context(|| format!("{} is too large", path.display()))?;
            Ok(match origin {
                Some(origin) => document.with_origin(origin),
                None => document,
            })
        })
        .collect()
}

/// Reads one file as its format says: by its bytes, else by its extension, else as Markdown.
pub(super) fn reading(path: &Path) -> Result<Reading> {
    read_bytes(path).map(|(reading, _)| reading)
}

fn read_bytes(path: &Path) -> Result<(Reading, Vec<u8>)> {
    let name = path.display();
    let bytes = bytes(path).with_context(|| format!("{name} cannot be read"))?;
    let named = path.extension().and_then(|extension| MediaType::of_extension(extension.to_str()?));
    let media = recognise(&bytes).media_of_file(named);
    let read = media.and_then(|media| cip_service::child::read(&bytes, media));
    let read =
        read.map_err(|refused| anyhow!("{name}: {refused} ({}). {}", refused.code(), refused.remedy()));
    Ok((read?, bytes))
}

/// The text of a file, and where it came from.
fn text_of(path: &Path) -> Result<(String, Option<Origin>)> {
    let (mut reading, bytes) = read_bytes(path)?;
    let text = std::mem::take(&mut reading.text);
    let origin = cip_wire::reading::origin(&reading, &text, &bytes);
    Ok((text, origin))
}

/// Never reads further than a byte beyond the limit, whatever the file is.
fn bytes(path: &Path) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(SOURCE_BYTES_MAX as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}
