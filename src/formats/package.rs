//! The zip archive that a Word or `OpenDocument` text is, unpacked within limits.
//!
//! The one file that names the zip library. Nothing is unpacked before the number of parts, their names and the sizes
//! that they claim are looked at, and nothing beyond what is asked for; a part that unpacks to more than it claims, or
//! whose checksum is another, is damage.

use std::collections::HashSet;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::charset::decode;
use crate::limits::{PARTS_MAX, UNPACKED_BYTES_MAX};
use crate::refused::Refused;

/// Bytes of the record that ends an archive, without a comment; where in it the number of parts stands.
const END_LENGTH: usize = 22;
const END_PARTS: usize = 10;
/// Longest comment after it.
const COMMENT_MAX: usize = 65_535;

/// The parts of a document.
pub(crate) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Bytes that may still be unpacked.
    left: u64,
}

impl<'a> Package<'a> {
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, Refused> {
        if parts(bytes).is_some_and(|parts| parts > PARTS_MAX) {
            return Err(Refused::TooManyParts);
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| refused("the archive", &error))?;
        if archive.len() > PARTS_MAX {
            return Err(Refused::TooManyParts);
        }
        let mut package = Self { archive, left: UNPACKED_BYTES_MAX };
        package.check_names()?;
        Ok(package)
    }

    /// Names of parts are the same whatever their case.
    fn check_names(&mut self) -> Result<(), Refused> {
        let damaged = |_| Refused::Damaged { what: "the archive: a name is no text".to_owned() };
        if self.archive.has_duplicate_names() {
            let name = "something twice".to_owned();
            return Err(Refused::DuplicatePart { name });
        }
        let mut names = HashSet::new();
        for name in self.archive.file_names() {
            let name = name.map_err(damaged)?;
            if !names.insert(name.to_ascii_lowercase()) {
                return Err(Refused::DuplicatePart { name: name.into_owned() });
            }
        }
        Ok(())
    }

    /// Whether there is a part whose name begins so.
    pub(crate) fn has(&self, prefix: &str) -> bool {
        self.archive.file_names_raw().any(|name| name.starts_with(prefix.as_bytes()))
    }

    /// The text of a part, if there is one of this name.
    pub(crate) fn text(&mut self, name: &str) -> Result<Option<String>, Refused> {
        Ok(self.bytes(name)?.map(|bytes| decode(&bytes, None).text))
    }

    /// The bytes of a part, if there is one of this name.
    pub(crate) fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, Refused> {
        let name = name.trim_start_matches('/');
        let same = |other: &[u8]| other.eq_ignore_ascii_case(name.as_bytes());
        let Some(at) = self.archive.file_names_raw().position(same) else { return Ok(None) };
        let mut part = self.archive.by_index(at).map_err(|error| refused(name, &error))?;
        if part.size() > self.left {
            return Err(Refused::UnpacksTooLarge);
        }
        let mut bytes = Vec::new();
        let read = part.by_ref().take(self.left + 1).read_to_end(&mut bytes);
        let length = bytes.len() as u64;
        if length > self.left {
            return Err(Refused::UnpacksTooLarge);
        }
        read.map_err(|error| Refused::Damaged { what: format!("{name}: {error}") })?;
        if length != part.size() {
            return Err(Refused::Damaged { what: format!("{name}: its length is not as said") });
        }
        self.left -= length;
        Ok(Some(bytes))
    }
}

/// How many parts the archive says it has: read before the library makes room for them.
fn parts(bytes: &[u8]) -> Option<usize> {
    let from = bytes.len().saturating_sub(END_LENGTH + COMMENT_MAX);
    let tail = &bytes[from..];
    let at = tail.windows(4).rposition(|window| window == b"PK\x05\x06")?;
    let count = tail.get(at + END_PARTS..at + END_PARTS + 2)?;
    Some(usize::from(u16::from_le_bytes([count[0], count[1]])))
}

fn refused(name: &str, error: &ZipError) -> Refused {
    match error {
        ZipError::UnsupportedArchive(why) if *why == ZipError::PASSWORD_REQUIRED => Refused::Encrypted,
        error => Refused::Damaged { what: format!("{name}: {error}") },
    }
}
