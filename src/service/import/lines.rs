//! NDJSON: one version a line, as it would be posted, with whose it is.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use serde::Deserialize;

use super::record::{Content, Record, What};
use super::report::Refusal;
use super::{Found, Stopped, unreadable};
use crate::app::{iso_date, json_code, short_text, shortened};
use cip_engine::document::SOURCE_BYTES_MAX;
use cip_store::MediaType;

/// Longest line: the longest text, in which every second character is escaped.
const LINE_BYTES_MAX: usize = 2 * SOURCE_BYTES_MAX;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    person: String,
    as_of: Option<String>,
    media_type: Option<String>,
    content: String,
    source_id: Option<String>,
}

/// Reads a file line by line. Blank lines are passed over.
pub(super) fn read(
    path: &Path,
    hand_out: &mut impl FnMut(Found) -> Result<(), Stopped>,
) -> Result<(), Stopped> {
    let mut file = match File::open(path) {
        Ok(file) => BufReader::with_capacity(1 << 16, file),
        Err(error) => return hand_out(Err(unreadable(path, &error))),
    };
    let mut line = Vec::new();
    for number in 1_u64.. {
        let place = || format!("{}:{number}", path.display());
        match next(&mut file, &mut line) {
            Ok(Some(Length::Fits)) if line.trim_ascii().is_empty() => {}
            Ok(Some(Length::Fits)) => hand_out(record(&line, place()))?,
            Ok(Some(Length::TooLong)) => {
                let detail = format!("the line is longer than {LINE_BYTES_MAX} bytes");
                hand_out(Err(Refusal::of(place(), "line_too_long", detail)))?;
            }
            Ok(None) => break,
            Err(error) => return hand_out(Err(Refusal::of(place(), "unreadable", error.to_string()))),
        }
    }
    Ok(())
}

enum Length {
    Fits,
    TooLong,
}

/// Reads the next line, and never more of it than fits; none at the end.
fn next(file: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<Option<Length>> {
    line.clear();
    let read = file.by_ref().take(LINE_BYTES_MAX as u64 + 1).read_until(b'\n', line)?;
    if read == 0 {
        return Ok(None);
    }
    if read <= LINE_BYTES_MAX || line.ends_with(b"\n") {
        return Ok(Some(Length::Fits));
    }
    file.skip_until(b'\n')?;
    Ok(Some(Length::TooLong))
}

fn record(line: &[u8], place: String) -> Found {
    match understand(line) {
        Ok(record) => Ok(Record { place, ..record }),
        Err((code, detail)) => Err(Refusal::of(place, code, detail)),
    }
}

/// The record, or a code and words that say what is wrong.
fn understand(line: &[u8]) -> Result<Record, (&'static str, String)> {
    let text = str::from_utf8(line).map_err(|error| {
        ("not_utf8", format!("the line is not UTF-8: byte {} begins no character", error.valid_up_to()))
    })?;
    // A list would be read by the order of its values.
    if !text.trim_start().starts_with('{') {
        return Err(("malformed_json", "the line is no JSON object".to_owned()));
    }
    let read: Line =
        serde_json::from_str(text).map_err(|error| (json_code(&error), shortened(&error.to_string())))?;
    let field = |name: &str, error: &dyn std::fmt::Display| ("invalid_field", format!("{name}: {error}"));
    let as_of = read.as_of.as_deref().map(iso_date).transpose().map_err(|error| field("as_of", &error))?;
    let media_type = read.media_type.as_deref().map_or(Some(MediaType::Markdown), MediaType::from_name);
    let media_type = media_type
        .filter(|media_type| media_type.is_text())
        .ok_or_else(|| field("media_type", &"text/markdown, text/plain and text/html are taken"))?;
    if let Some(id) = &read.source_id {
        short_text(id).map_err(|error| field("source_id", &error))?;
    }
    let person = read.person.parse().map_err(|error: cip_store::InvalidPersonId| field("person", &error))?;
    let content = Content::Here(read.content.into_bytes());
    let what = What::Version { as_of, media_type, source_id: read.source_id, content };
    Ok(Record { order: 0, place: String::new(), person, bytes: line.len() as u64, what })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(line: &[u8]) -> &'static str {
        understand(line).err().map_or("taken", |(code, _)| code)
    }

    #[test]
    fn each_mistake_has_its_code() {
        let cases: [(&[u8], &str); 12] = [
            (br#"["p-1",null,null,"x",null]"#, "malformed_json"),
            (br#"{"person":"p-1","content":"x"}"#, "taken"),
            (br#"{"person":"p-1","content":"x","as_of":null}"#, "taken"),
            (b"{", "malformed_json"),
            (b"\xff", "not_utf8"),
            (br#"{"person":"p-1"}"#, "missing_field"),
            (br#"{"person":"p-1","content":"x","date":1}"#, "unknown_field"),
            (br#"{"person":"p-1","person":"p-2","content":"x"}"#, "repeated_field"),
            (br#"{"person":"p 1","content":"x"}"#, "invalid_field"),
            (br#"{"person":"p-1","content":"x","as_of":"2024-02-30"}"#, "invalid_field"),
            (br#"{"person":"p-1","content":"x","media_type":"application/pdf"}"#, "invalid_field"),
            (br#"{"person":"p-1","content":"x","media_type":"application/msword"}"#, "invalid_field"),
        ];
        for (line, code) in cases {
            assert_eq!(refusal(line), code, "{}", String::from_utf8_lossy(line));
        }
    }

    #[test]
    fn a_line_without_an_end_is_not_read_whole() {
        let mut endless = io::BufReader::new(io::repeat(b'x').take(LINE_BYTES_MAX as u64 + 10));
        let mut line = Vec::new();
        assert!(matches!(next(&mut endless, &mut line), Ok(Some(Length::TooLong))));
        assert_eq!(line.len(), LINE_BYTES_MAX + 1);
        assert!(matches!(next(&mut endless, &mut line), Ok(None)));
    }
}
