//! Small documents, each for one thing that a document may hold.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::limits::PIECES_MAX;
use crate::reading::{NoteCode, Reading, SetAsideKind};
use crate::refused::Refused;

fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

const AUTOMATIC: &str = "<style name='B' family='text'><text-properties font-weight='bold'/></style>\
    <style name='H' family='text'><text-properties display='none'/></style>\
    <style name='N' family='paragraph'><paragraph-properties break-before='page'/></style>\
    <list-style name='L'><list-level-style-number level='1' num-format='1' num-suffix='.'/>\
    <list-level-style-number level='2' num-format='a' num-prefix='(' num-suffix=')'/></list-style>";

fn read_with(styles: &str, body: &str) -> Result<Reading, Refused> {
    let content = format!(
        "<document-content><automatic-styles>{AUTOMATIC}</automatic-styles><body><text>{body}</text></body></document-content>"
    );
    super::read(&archive(&[
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", &content),
        ("styles.xml", &format!("<document-styles>{styles}</document-styles>")),
    ]))
}

fn read(body: &str) -> Reading {
    read_with("", body).unwrap()
}

fn check(body: &str, expected: &str) {
    assert_eq!(read(body).text, expected);
}

#[test]
fn headings_and_words() {
    check(
        "<h outline-level='1'>The plan</h><h outline-level='2'>Home</h>\
         <p>He  has<s c='3'/>one,\n <span style-name='B'>not</span> two.<line-break/>For <tab/>now.</p>",
        "# The plan\n\n## Home\n\nHe has one, **not** two.  \nFor now.\n",
    );
}

#[test]
fn lists_are_counted_and_go_on() {
    check(
        "<list id='a' style-name='L'><list-item><p>gate</p><list><list-item><p>left</p></list-item>\
         <list-item><p>right</p></list-item></list></list-item></list><p>Then:</p>\
         <list continue-list='a' style-name='L'><list-item><p>hall</p><p>of it</p></list-item></list>\
         <list style-name='L'><list-item start-value='7'><p>yard</p></list-item></list>",
        "1. gate\n   - (a) left\n   - (b) right\n\nThen:\n\n2. hall\n\n   of it\n\n7. yard\n",
    );
}

#[test]
fn headings_are_counted_where_the_outline_says_so() {
    let outline = "<outline-style><outline-level-style level='1' num-format='1' num-suffix='.'/>\
        <outline-level-style level='2' num-format='1' display-levels='2'/></outline-style>";
    let body = "<h outline-level='1'>Home</h><h outline-level='2'>Past</h><h outline-level='1'>Work</h>";
    assert_eq!(read_with(outline, body).unwrap().text, "# 1. Home\n\n## 1.1 Past\n\n# 2. Work\n");
}

#[test]
fn tables_keep_their_columns() {
    check(
        "<table><table-header-rows><table-row><table-cell><p>Need</p></table-cell><table-cell><p>Who</p></table-cell>\
         <table-cell><p>Due</p></table-cell></table-row></table-header-rows>\
         <table-row><table-cell number-rows-spanned='2'><p>bed</p></table-cell><table-cell><p>A</p></table-cell>\
         <table-cell><p>1 May</p></table-cell></table-row>\
         <table-row><covered-table-cell/><table-cell><p>B</p></table-cell><table-cell><p>2 May</p></table-cell></table-row>\
         <table-row><table-cell number-columns-spanned='2'><p>chair</p></table-cell><covered-table-cell/>\
         <table-cell><p>3 May</p></table-cell></table-row></table>",
        "| Need | Who | Due |\n|---|---|---|\n| bed | A | 1 May |\n| bed | B | 2 May |\n| chair | | 3 May |\n",
    );
}

#[test]
fn repetition_is_bounded() {
    let row = |again: &str| {
        format!(
            "<table><table-row number-rows-repeated='{again}'><table-cell><p>a</p></table-cell></table-row></table>"
        )
    };
    assert_eq!(read(&row("2")).text, "a\n\na\n");
    assert_eq!(read_with("", &row("4000000000")).unwrap_err().code(), "unpacks_too_large");
}

#[test]
fn notes_stand_after_what_refers_to_them() {
    let reading = read(
        "<p>He has one<note><note-citation>*</note-citation><note-body><p>Since May.</p></note-body></note>.\
         <annotation><creator>A. Other</creator><date>2024-05-01T10:00:00</date><p>Is it so?</p></annotation></p><p>End.</p>",
    );
    assert_eq!(reading.text, "He has one[^1].\n\n[^1]: Since May.\n\nEnd.\n");
    assert_eq!(reading.notes[0].code, NoteCode::Comment);
    assert_eq!(reading.notes[0].message, "Comment by A. Other on 2024-05-01: Is it so?");
}

#[test]
fn changes_are_shown_and_told() {
    let reading = read(
        "<tracked-changes><changed-region id='1'><deletion><change-info><creator>A</creator></change-info>\
         <p>never </p></deletion></changed-region><changed-region id='2'><insertion><change-info>\
         <creator>B</creator></change-info></insertion></changed-region></tracked-changes>\
         <p>He <change change-id='1'/>may <change-start change-id='2'/>perhaps<change-end change-id='2'/> go.</p>",
    );
    assert_eq!(reading.text, "He ~~never~~ may perhaps go.\n");
    let told: Vec<&str> = reading.notes.iter().map(|note| note.message.as_str()).collect();
    assert_eq!(
        told,
        ["Marked as deleted by A: \u{201c}never\u{201d}", "Marked as inserted by B: \u{201c}perhaps\u{201d}"]
    );
}

#[test]
fn what_is_not_shown_is_set_aside() {
    let master =
        "<master-styles><master-page><header><p>HMP Northmoor</p></header></master-page></master-styles>";
    let body = "<p>Seen<span style-name='H'>unseen</span>.</p><section display='none'><p>secret</p></section>\
        <table-of-content><index-body><p>Home 3</p></index-body></table-of-content>";
    let reading = read_with(master, body).unwrap();
    assert_eq!(reading.text, "Seen.\n");
    let aside: Vec<_> = reading.set_aside.iter().map(|aside| (aside.kind, aside.text.as_str())).collect();
    assert_eq!(
        aside,
        [
            (SetAsideKind::Head, "HMP Northmoor"),
            (SetAsideKind::Hidden, "unseen"),
            (SetAsideKind::Hidden, "secret"),
            (SetAsideKind::Contents, "Home 3")
        ]
    );
}

#[test]
fn text_boxes_and_pictures() {
    let reading = read(
        "<p>Here.<frame><text-box><p>In the box.</p></text-box></frame></p>\
         <p><frame><image/><desc>a map</desc></frame><frame><object/><image/></frame></p>",
    );
    assert_eq!(reading.text, "Here.\n\nIn the box.\n");
    let codes: Vec<NoteCode> = reading.notes.iter().map(|note| note.code).collect();
    assert_eq!(codes, [NoteCode::Picture, NoteCode::Object]);
}

#[test]
fn forms_show_their_values() {
    check(
        "<forms><form><checkbox id='c' label='Agreed' current-state='checked'/><text id='t' current-value='May'/></form></forms>\
         <p><control control='c'/> in <control control='t'/></p>",
        "\u{2612} Agreed in May\n",
    );
}

#[test]
fn pages_are_counted_where_the_document_knows_them() {
    let reading = read("<p>one<soft-page-break/> two</p><p style-name='N'>three</p>");
    let at = |word: &str| reading.places.at(reading.text.find(word).unwrap() as u32).page;
    assert_eq!([at("one"), at("two"), at("three")], [Some(1), Some(2), Some(3)]);
}

#[test]
fn an_encrypted_document_is_refused() {
    let manifest = "<manifest><file-entry full-path='content.xml'><encryption-data/></file-entry></manifest>";
    let bytes = archive(&[("mimetype", ""), ("META-INF/manifest.xml", manifest), ("content.xml", "\u{1}")]);
    assert_eq!(super::read(&bytes), Err(Refused::Encrypted));
}

#[test]
fn nesting_is_bounded() {
    let deep = format!("{}<p>x</p>{}", "<section>".repeat(300), "</section>".repeat(300));
    assert_eq!(read_with("", &deep), Err(Refused::NestedTooDeep));
}

#[test]
fn a_document_of_very_many_pieces_is_refused() {
    // A paragraph and its run are a piece each.
    let read = |count| read_with("", &"<p><span>x</span></p>".repeat(count));
    assert!(read(PIECES_MAX / 2).is_ok());
    assert_eq!(read(PIECES_MAX / 2 + 1).unwrap_err(), Refused::TooManyPieces);
}
