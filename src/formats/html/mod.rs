//! Web pages: `text/html` as browsers, word processors and record systems save it.
//!
//! The tags are read in order, without a tree: elements that HTML closes by itself are closed, formatting that is
//! nested wrongly is taken as it stands. What a browser would not show is set aside.

mod builder;
mod element;
mod frame;
mod style;
mod titles;

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Error, Token, Tokenizer};

use crate::charset::{Decoded, decode};
use crate::limits::PIECES_MAX;
use crate::media::MediaType;
use crate::reading::Reading;
use crate::refused::Refused;
use crate::{flow, writer};
use builder::Builder;
pub(crate) use builder::Page;

/// How many bytes are searched for the page's own word on its encoding.
const CHARSET_BYTES: usize = 1024;

/// Reads a page.
pub(crate) fn read(bytes: &[u8], charset: Option<&str>) -> Result<Reading, Refused> {
    let page = page(bytes, charset)?;
    let mut reading = writer::write(&flow::blocks(page.flows), MediaType::Html.reader());
    reading.set_aside = page.set_aside;
    reading.notes = page.notes;
    if reading.text.is_empty() {
        return Err(Refused::NotADocument { what: "the page shows no text" });
    }
    Ok(reading)
}

/// The parts of a page.
pub(crate) fn page(bytes: &[u8], charset: Option<&str>) -> Result<Page, Refused> {
    let own = charset.map(str::to_owned).or_else(|| charset_of(bytes));
    let Decoded { text, note } = decode(bytes, own.as_deref());
    let mut page = build(&text)?;
    page.notes.splice(0..0, note);
    Ok(page)
}

fn build(text: &str) -> Result<Page, Refused> {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut builder = Builder::default();
    let mut pieces = 0;
    for token in Tokenizer::new_with_emitter(text, emitter) {
        // Reading from memory cannot fail.
        let Ok(token) = token;
        pieces += usize::from(!matches!(token, Token::EndTag(_)));
        if pieces > PIECES_MAX {
            return Err(Refused::TooManyPieces);
        }
        match token {
            Token::StartTag(tag) => builder.start(&element::Start::of(&tag))?,
            Token::EndTag(tag) => builder.end(&String::from_utf8_lossy(&tag.name)),
            Token::String(text) => builder.text(&String::from_utf8_lossy(&text)),
            Token::Error(error) => check(*error)?,
            Token::Comment(text) => builder.comment(&String::from_utf8_lossy(&text)),
            Token::Doctype(_) => {}
        }
    }
    Ok(Page { pieces, ..builder.finish()? })
}

/// A comment or tag that never ends swallows what follows: no reader would see it, and it was meant to be read.
fn check(error: Error) -> Result<(), Refused> {
    match error {
        Error::EofInComment => Err(Refused::Damaged { what: "a comment of the page never ends".to_owned() }),
        Error::EofInTag => Err(Refused::Damaged { what: "the page breaks off inside a tag".to_owned() }),
        _ => Ok(()),
    }
}

/// The encoding that the page names for itself.
fn charset_of(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(CHARSET_BYTES)]).to_ascii_lowercase();
    let named = ["charset=", "encoding="].iter().find_map(|name| Some(head.split_once(name)?.1))?;
    let named = named.trim_start_matches(['"', '\'', ' ']);
    let end = named.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':')));
    Some(named[..end.unwrap_or(named.len())].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::{NoteCode, SetAsideKind};

    fn check(html: &str, expected: &str) {
        assert_eq!(read(html.as_bytes(), None).unwrap().text, expected, "{html}");
    }

    #[test]
    fn headings_paragraphs_and_breaks() {
        check(
            "<h2>1. Home</h2><p>He has\n a  <b>flat</b>.<br>So far.<hr>",
            "## 1. Home\n\nHe has a **flat**.  \nSo far.\n\n---\n",
        );
    }

    #[test]
    fn elements_close_by_themselves() {
        check(
            "<ul><li>one<li><p>two<p>more<ul><li>deep</ul><li>three</ul>end",
            "- one\n- two\n\n  more\n\n  - deep\n- three\n\nend\n",
        );
        check("<p>one<div>two</div>three", "one\n\ntwo\n\nthree\n");
    }

    #[test]
    fn numbers_of_lists_are_text() {
        check("<ol start=3><li>gate<li>hall</ol><ol type=a><li>x</ol>", "3. gate\n4. hall\n- a. x\n");
    }

    #[test]
    fn rows_without_their_ends() {
        check(
            "<table><tr><th>Tool<th>Date<tr><td>VRS<td>May<tr><td>LSI<td>June</table>",
            "| Tool | Date |\n|---|---|\n| VRS | May |\n| LSI | June |\n",
        );
        check("<table>lost<tr><td>one</td></tr></table>", "lost\n\none\n");
    }

    #[test]
    fn definitions_are_fields() {
        check("<dl><dt>Name:<dd>Ann Other<dt>Hall<dd>B</dl>", "**Name:** Ann Other  \n**Hall:** B\n");
    }

    #[test]
    fn a_marked_alternative_is_in_bold() {
        check("<p>Bed: <mark>single</mark> / shared", "Bed: **single** / shared\n");
        check("<p>Bed: single / <span style='background:#ff0'>shared</span>", "Bed: single / **shared**\n");
        check("<p>A bed <u>now</u>, single or shared", "A bed now, single or shared\n");
    }

    #[test]
    fn gaps_of_text_that_keeps_them_are_borders() {
        check(
            "<pre>Item      Held  Lost\nBus pass        Y\nKey       Y</pre>",
            "| Item | Held | Lost |\n|---|---|---|\n| Bus pass | | Y |\n| Key | Y | |\n",
        );
    }

    #[test]
    fn forms_show_what_was_chosen() {
        check(
            "<p><input type=checkbox checked> told <input type=checkbox> not <select><option>low<option selected>high</select> <input value='8 May'><input type=hidden value=x>",
            "\u{2612} told \u{2610} not high 8 May\n",
        );
    }

    #[test]
    fn what_is_not_shown_is_set_aside() {
        let html = "<style>.no{display:none} .b{font-weight:bold}</style><title>T</title><p>seen <span class=b>well</span></p><p class=no>one</p><p hidden>two</p><p style='display: none'>three</p><script>x</script>";
        let reading = read(html.as_bytes(), None).unwrap();
        assert_eq!(reading.text, "seen **well**\n");
        let aside: Vec<_> = reading.set_aside.iter().map(|aside| (aside.kind, aside.text.as_str())).collect();
        let hidden = SetAsideKind::Hidden;
        assert_eq!(
            aside,
            [(SetAsideKind::Properties, "T"), (hidden, "one"), (hidden, "two"), (hidden, "three")]
        );
        assert!(reading.notes.iter().any(|note| note.code == NoteCode::Hidden));
    }

    #[test]
    fn changes_keep_their_state() {
        let reading = read(b"<p>He must <del>not </del><ins>ever </ins>go.", None).unwrap();
        assert_eq!(reading.text, "He must ~~not~~ ever go.\n");
        let notes: Vec<&str> = reading.notes.iter().map(|note| note.message.as_str()).collect();
        assert_eq!(
            notes,
            ["Marked as deleted: \u{201c}not\u{201d}", "Marked as inserted: \u{201c}ever\u{201d}"]
        );
    }

    #[test]
    fn text_that_would_be_swallowed_is_refused() {
        assert_eq!(read(b"<p>kept<!-- never <p>lost", None).unwrap_err().code(), "damaged");
        assert_eq!(read("<div>".repeat(2_000).as_bytes(), None).unwrap_err().code(), "nested_too_deep");
        assert_eq!(read(b"<html><body></body></html>", None).unwrap_err().code(), "not_a_document");
    }

    #[test]
    fn a_page_of_very_many_pieces_is_refused() {
        let cells = |count: usize| format!("<table>{}</table>", "<tr><td>x".repeat(count));
        let most = (PIECES_MAX - 1) / 3;
        assert!(read(cells(most).as_bytes(), None).is_ok());
        assert_eq!(read(cells(most + 1).as_bytes(), None).unwrap_err().code(), "too_many_parts");
    }

    #[test]
    fn a_page_names_its_encoding() {
        let reading = read(b"<meta charset=\"windows-1252\"><p>\xa330", None).unwrap();
        assert_eq!((reading.text.as_str(), reading.notes.len()), ("\u{a3}30\n", 0));
    }

    #[test]
    fn every_paragraph_has_its_place() {
        let reading = read(b"<p>one<p>two<table><tr><td>a:<td>b<tr><td>c:<td>d</table>", None).unwrap();
        let at = |word: &str| reading.places.at(reading.text.find(word).unwrap() as u32);
        assert_eq!(at("two").paragraph, Some(2));
        assert_eq!((at("d").table, at("d").row), (Some(1), Some(2)));
    }
}
