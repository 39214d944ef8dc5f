//! Versions read from files.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use rayon::prelude::*;

use cip_engine::document::{self, Document, SOURCE_BYTES_MAX};

/// Reads versions, in the order given.
pub(super) fn read_all(paths: &[PathBuf]) -> Result<Vec<Document>> {
    // Collected one by one, so that of several mistakes the first is reported, however many threads there are.
    let read: Vec<Result<Document>> = paths.par_iter().map(|path| read(path)).collect();
    read.into_iter().collect()
}

/// Reads one version.
fn read(path: &Path) -> Result<Document> {
    let name = path.display();
    let bytes = bytes(path).with_context(|| format!("{name} cannot be read"))?;
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            bail!("{name} is not UTF-8: byte {} begins no character", error.utf8_error().valid_up_to())
        }
    };
    document::parse(text).with_context(|| format!("{name} is too large"))
}

/// Never reads further than a byte beyond the limit, whatever the file is.
fn bytes(path: &Path) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(SOURCE_BYTES_MAX as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}
