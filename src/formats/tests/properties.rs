//! What holds for every document: words are neither lost nor added, marks of Markdown stand for nothing else, and
//! damage is refused or read, never a panic.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::io::{Cursor, Write};

use cip_formats::block::{Block, Marker, Style, Table, Text};
use cip_formats::limits::PIECES_MAX;
use cip_formats::{MediaType, Place, Reading, read, writer};
use proptest::collection::vec;
use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, TagEnd};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Words with all signs that Markdown, HTML and XML know.
fn words() -> impl Strategy<Value = String> {
    vec("[a-z]{1,4}|[#*_`~|<>&\\[\\]()!+=:;.\\\\-]{1,3}|[0-9]{1,2}[.)]?|é|£", 1..8)
        .prop_map(|parts| parts.join(" "))
}

fn text() -> impl Strategy<Value = Text> {
    vec((words(), any::<bool>(), any::<bool>()), 1..4).prop_map(|runs| {
        // What opens a line with a number is a list, also where it was typed.
        let mut text = Text::plain("x ", Place::default());
        for (words, strong, space) in runs {
            let space = if space { " " } else { "" };
            text.push(format!("{words}{space}"), Style { strong, ..Style::default() }, Place::default());
        }
        text
    })
}

/// The words that a parser of Markdown finds, without white space.
fn parsed(markdown: &str) -> String {
    let mut found = String::new();
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                found.push_str(&text);
            }
            _ => {}
        }
    }
    bare(&found)
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn docx(body: &str) -> Vec<u8> {
    docx_with(body, &[])
}

/// A document with parts beside its body.
fn docx_with(body: &str, beside: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let own = [
        ("[Content_Types].xml", "<Types/>".to_owned()),
        ("word/document.xml", format!("<w:document xmlns:w='x'><w:body>{body}</w:body></w:document>")),
    ];
    let parts = own.into_iter().chain(beside.iter().map(|(name, text)| (*name, (*text).to_owned())));
    for (name, text) in parts {
        archive.start_file(name, SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn what_a_document_refers_to_is_found_or_missed() {
    let body = "<w:p><w:r><w:t>The quay is open.</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r></w:p>";
    let note = "<w:footnotes><w:footnote w:id='2'><w:p><w:r><w:t>Not on Sundays.</w:t></w:r></w:p></w:footnote></w:footnotes>";
    let read = |bytes: &[u8]| read(bytes, MediaType::Docx, None).unwrap();
    // Nothing lists the part; it is there.
    let found = read(&docx_with(body, &[("word/footnotes.xml", note)]));
    assert!(found.text.contains("Not on Sundays.") && found.notes.is_empty(), "{found:?}");
    let missed = read(&docx(body));
    assert!(missed.notes.iter().any(|note| note.message.contains("footnote")), "{missed:?}");
    let twice = body.replace("</w:p>", "<w:r><w:footnoteReference w:id='2'/></w:r></w:p>");
    assert!(read(&docx_with(&twice, &[("word/footnotes.xml", note)])).notes.is_empty());
}

#[test]
fn the_other_form_of_what_is_not_known_is_read() {
    let choice = |first: &str| {
        format!(
            "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='new'>{first}</mc:Choice><mc:Fallback><w:t>Closed on Sundays.</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p><w:p><w:r><w:t>End.</w:t></w:r></w:p>"
        )
    };
    let text = |first: &str| read(&docx(&choice(first)), MediaType::Docx, None).unwrap().text;
    assert!(text("<new:note/>").contains("Closed on Sundays."));
    assert!(!text("<w:t>Shut on Sundays.</w:t>").contains("Closed on Sundays."));
}

/// Letters and digits of all that a reading gives.
fn everything(reading: &Reading) -> Vec<String> {
    let aside = reading.set_aside.iter().map(|aside| aside.text.as_str());
    let notes = reading.notes.iter().map(|note| note.message.as_str());
    let all: Vec<&str> = [reading.text.as_str()].into_iter().chain(aside).chain(notes).collect();
    letters(&all.join(" "))
}

fn letters(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut words: Vec<String> = words.map(str::to_owned).collect();
    words.sort();
    words
}

/// Elements of a page around words, some of them nested or left open.
fn element() -> impl Strategy<Value = (String, String)> {
    let leaf = words().prop_map(|words| (escaped(&words), words));
    leaf.prop_recursive(4, 24, 4, |inner| {
        let open = prop::sample::select(vec![
            "p",
            "div",
            "b",
            "i",
            "ul><li",
            "ol><li",
            "table><tr><td",
            "td",
            "li",
            "h2",
            "pre",
            "del",
            "span hidden",
            "dl><dt",
            "dd",
            "font size=5",
            "tr",
            "blockquote",
        ]);
        let close = prop::sample::select(vec![
            "",
            "</p>",
            "</b>",
            "</li></ul>",
            "</td></tr></table>",
            "</table>",
            "<br>",
        ]);
        (open, vec(inner, 1..4), close).prop_map(|(open, inner, close)| {
            let (html, words): (Vec<String>, Vec<String>) = inner.into_iter().unzip();
            (format!("<{open}> {} {close}", html.join(" ")), words.join(" "))
        })
    })
}

#[test]
fn a_word_document_of_very_many_pieces_is_refused() {
    // A paragraph and its run are a piece each.
    let paragraphs = |count: usize| docx(&"<w:p><w:r><w:t>x</w:t></w:r></w:p>".repeat(count));
    assert!(read(&paragraphs(PIECES_MAX / 2), MediaType::Docx, None).is_ok());
    let refused = read(&paragraphs(PIECES_MAX / 2 + 1), MediaType::Docx, None).unwrap_err();
    assert_eq!(refused.code(), "too_many_parts");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_paragraph_reads_as_its_words_and_nothing_else(text in text()) {
        let markdown = writer::write(&[Block::paragraph(text.clone())], "test/1").text;
        prop_assert_eq!(parsed(&markdown), bare(&text.words()), "{}", markdown);
    }

    #[test]
    fn a_table_keeps_its_cells(rows in vec(vec(text(), 2..4), 1..4)) {
        let table = Table { head: Vec::new(), rows: rows.clone() };
        let markdown = writer::write(&[Block::Table(table)], "test/1").text;
        let events: Vec<_> = Parser::new_ext(&markdown, Options::ENABLE_TABLES).collect();
        let ended = events.iter().filter(|event| matches!(event, Event::End(TagEnd::TableRow))).count();
        prop_assert_eq!(ended, rows.len(), "{}", markdown);
        let words: String = rows.iter().flatten().map(Text::words).collect();
        prop_assert_eq!(parsed(&markdown), bare(&words), "{}", markdown);
    }

    #[test]
    fn items_keep_their_words(items in vec((0u8..3, any::<bool>(), text()), 1..6)) {
        let blocks: Vec<Block> = items
            .iter()
            .map(|(depth, bullet, text)| Block::Item {
                depth: *depth,
                marker: if *bullet { Marker::Bullet } else { Marker::Number("(b)".to_owned()) },
                text: text.clone(),
            })
            .collect();
        let markdown = writer::write(&blocks, "test/1").text;
        let lead = |bullet: bool| if bullet { "" } else { "(b)" };
        let words: Vec<String> =
            items.iter().map(|(_, bullet, text)| format!("{}{}", lead(*bullet), text.words())).collect();
        prop_assert_eq!(parsed(&markdown), bare(&words.concat()), "{}", markdown);
    }

    #[test]
    fn a_page_keeps_all_words((html, words) in element()) {
        let page = format!("<html><body>{html}</body></html>");
        match read(page.as_bytes(), MediaType::Html, None) {
            Ok(reading) => {
                let found = everything(&reading);
                for word in letters(&words) {
                    prop_assert!(found.binary_search(&word).is_ok(), "{word} is lost: {page}\n{}", reading.text);
                }
            }
            // Nothing but what is not shown.
            Err(refused) => prop_assert_eq!(refused.code(), "not_a_document", "{}", page),
        }
    }

    #[test]
    fn a_word_document_keeps_all_words(paragraphs in vec(vec((words(), 0..6usize), 1..4), 1..6)) {
        let run = |(words, kind): &(String, usize)| {
            let text = format!("<w:t xml:space='preserve'>{} </w:t>", escaped(words));
            match kind {
                0 => format!("<w:ins w:author='A'><w:r>{text}</w:r></w:ins>"),
                1 => format!("<w:del><w:r>{}</w:r></w:del>", text.replace("w:t", "w:delText")),
                2 => format!("<w:r><w:rPr><w:vanish/></w:rPr>{text}</w:r>"),
                3 => format!("<w:sdt><w:sdtContent><w:r>{text}</w:r></w:sdtContent></w:sdt>"),
                4 => format!("<w:r><w:pict><w:txbxContent><w:p><w:r>{text}</w:r></w:p></w:txbxContent></w:pict></w:r>"),
                _ => format!("<w:r>{text}</w:r>"),
            }
        };
        let paragraph = |runs: &Vec<(String, usize)>| format!("<w:p>{}</w:p>", runs.iter().map(run).collect::<String>());
        let all: Vec<String> = paragraphs.iter().map(paragraph).collect();
        let (half, rest) = all.split_at(all.len() / 2);
        let cells = half.join("</w:tc><w:tc>");
        let body = format!("{}<w:tbl><w:tr><w:tc>{cells}</w:tc></w:tr></w:tbl>", rest.concat());
        match read(&docx(&body), MediaType::Docx, None) {
            Ok(reading) => {
                let found = everything(&reading);
                let said = paragraphs.iter().flatten().map(|(words, _)| words.as_str()).collect::<Vec<_>>().join(" ");
                for word in letters(&said) {
                    prop_assert!(found.binary_search(&word).is_ok(), "{word} is lost: {body}\n{}", reading.text);
                }
            }
            Err(refused) => prop_assert_eq!(refused.code(), "not_a_document", "{}", body),
        }
    }

    #[test]
    fn damage_is_read_or_refused(damage in vec((any::<prop::sample::Index>(), any::<u8>()), 1..12), cut in any::<prop::sample::Index>(), page in any::<bool>()) {
        let (mut bytes, media) = if page {
            (include_bytes!("../../../tests/samples/v4.screen.html").to_vec(), MediaType::Html)
        } else {
            (include_bytes!("../../../tests/samples/v4.docx").to_vec(), MediaType::Docx)
        };
        for (at, byte) in &damage {
            let at = at.index(bytes.len());
            bytes[at] = *byte;
        }
        if damage.len() % 3 == 0 {
            bytes.truncate(cut.index(bytes.len()).max(1));
        }
        if let Ok(reading) = read(&bytes, media, None) {
            prop_assert!(!reading.text.trim().is_empty());
            prop_assert!(reading.places.iter().all(|(start, _)| start as usize <= reading.text.len()));
        }
    }
}
