//! Packed streams, unpacked within limits before anything reads them.
//!
//! The reader of PDF unpacks without bounds and passes over damage. Here each stream that is packed with Flate is
//! unpacked first, counted, and held against its own checksum: a letter that a damaged stream loses would be lost
//! without a word.

use flate2::{Decompress, FlushDecompress, Status};

use crate::limits::UNPACKED_BYTES_MAX;
use crate::refused::Refused;

/// How far before a stream its dictionary may begin.
const DICTIONARY_MAX: usize = 4_096;
/// How often a stream may be packed again.
const FILTERS_MAX: usize = 4;
/// Bytes that are unpacked at once.
const CHUNK: usize = 1 << 16;

/// Unpacks every stream of a document and forgets what came out.
pub(super) fn verify(bytes: &[u8]) -> Result<(), Refused> {
    let mut left = UNPACKED_BYTES_MAX;
    let mut at = 0;
    while let Some(found) = find(&bytes[at..], b"stream") {
        let keyword = at + found;
        at = keyword + b"stream".len();
        if keyword >= 3 && &bytes[keyword - 3..keyword] == b"end" {
            continue;
        }
        let start = match &bytes[at..] {
            [b'\r', b'\n', ..] => at + 2,
            [b'\n' | b'\r', ..] => at + 1,
            _ => continue,
        };
        let packed = times_packed(&bytes[keyword.saturating_sub(DICTIONARY_MAX)..keyword]);
        if packed > 0 {
            unpack(&bytes[start..], packed, &mut left)?;
        }
    }
    Ok(())
}

/// How often the stream behind this dictionary is packed with Flate before anything else is done to it; never for a
/// picture, which is not unpacked.
fn times_packed(before: &[u8]) -> usize {
    let start = before.windows(4).rposition(|window| window == b" obj").unwrap_or(0);
    let dictionary = &before[start..];
    if find(dictionary, b"/Image").is_some() {
        return 0;
    }
    let Some(filter) = find(dictionary, b"/Filter") else { return 0 };
    let filter = &dictionary[filter + b"/Filter".len()..];
    let filter = filter.trim_ascii_start();
    let names = if filter.starts_with(b"[") {
        &filter[1..filter.iter().position(|byte| *byte == b']').unwrap_or(filter.len())]
    } else {
        let end = filter[1.min(filter.len())..].iter().position(|byte| b"/> \r\n\t[<(".contains(byte));
        &filter[..end.map_or(filter.len(), |end| end + 1)]
    };
    let names = names.split(|byte| *byte == b'/').map(<[u8]>::trim_ascii).filter(|name| !name.is_empty());
    names.take(FILTERS_MAX).take_while(|name| matches!(*name, b"FlateDecode" | b"Fl")).count()
}

fn unpack(packed: &[u8], times: usize, left: &mut u64) -> Result<(), Refused> {
    let damaged = |what: &str| Refused::Damaged { what: format!("a stream {what}") };
    let mut inflate = Decompress::new(true);
    let mut out = Vec::new();
    let mut chunk = vec![0; CHUNK];
    loop {
        let (read, written) = (inflate.total_in(), inflate.total_out());
        let from = usize::try_from(read).unwrap_or(usize::MAX).min(packed.len());
        let status = inflate.decompress(&packed[from..], &mut chunk, FlushDecompress::None);
        let status = status.map_err(|_| damaged("does not unpack to what its checksum says"))?;
        let new = inflate.total_out() - written;
        *left = left.checked_sub(new).ok_or(Refused::UnpacksTooLarge)?;
        if times > 1 {
            out.extend_from_slice(&chunk[..usize::try_from(new).unwrap_or(0)]);
        }
        match status {
            Status::StreamEnd => break,
            _ if new == 0 && inflate.total_in() == read => return Err(damaged("breaks off")),
            _ => {}
        }
    }
    if times > 1 { unpack(&out, times - 1, left) } else { Ok(()) }
}

pub(super) fn find(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    let first = *needle.first()?;
    let mut from = 0;
    while let Some(at) = bytes[from..].iter().position(|byte| *byte == first) {
        if bytes[from + at..].starts_with(needle) {
            return Some(from + at);
        }
        from += at + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::ZlibEncoder;

    use super::*;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn object(filter: &str, stream: &[u8]) -> Vec<u8> {
        [format!("4 0 obj\n<< /Filter {filter} /Length 1 >>\nstream\n").as_bytes(), stream, b"\nendstream"]
            .concat()
    }

    #[test]
    fn a_changed_byte_is_found() {
        let mut stream = packed(b"BT (He may not) Tj ET");
        assert_eq!(verify(&object("/FlateDecode", &stream)), Ok(()));
        let middle = stream.len() / 2;
        stream[middle] ^= 4;
        assert_eq!(verify(&object("/FlateDecode", &stream)).unwrap_err().code(), "damaged");
        assert_eq!(verify(&object("/FlateDecode /Subtype /Image", &stream)), Ok(()));
    }

    #[test]
    fn unpacking_is_bounded_however_often_it_is_packed() {
        let bomb = packed(&packed(&vec![0; 80 << 20]));
        assert_eq!(verify(&object("[ /FlateDecode /FlateDecode ]", &bomb)), Err(Refused::UnpacksTooLarge));
    }
}
