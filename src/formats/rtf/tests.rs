//! Small documents, each for one thing that a document may hold.

use crate::limits::PIECES_MAX;
use crate::reading::{NoteCode, Reading, SetAsideKind};
use crate::refused::Refused;

fn read(body: &str) -> Reading {
    super::read(format!("{{\\rtf1\\ansi\\ansicpg1252\\deff0 {body}}}").as_bytes()).unwrap()
}

fn check(body: &str, expected: &str) {
    assert_eq!(read(body).text, expected);
}

#[test]
fn words_of_every_encoding() {
    check(
        "{\\fonttbl{\\f0\\fcharset0 Arial;}{\\f1\\fcharset204 Arial;}{\\f2\\fcharset2 Symbol;}}\
         caf\\'e9 {\\f1\\'e4\\'e0} \\u8364 ?30 \\uc0\\u8211  \\uc1 \\u-10179 ?\\u-8704 ? \\lquote so\\rquote\\par",
        "café да €30 – \u{1f600} ‘so’\n",
    );
    check(
        "a{\\upr{b}{\\*\\ud{\\u233 ?}}}c\\~d\\-e\\_f \\{g\\}\\par",
        "aé\u{c}".replace('\u{c}', "c\u{a0}de-f {g}\n").as_str(),
    );
}

#[test]
fn a_marked_alternative_is_in_bold() {
    check("Bed: {\\ul single} / shared\\par", "Bed: **single** / shared\n");
    check("Bed: {\\highlight7 single} / shared {\\ul now}\\par", "Bed: single / shared now\n");
}

#[test]
fn tabs_below_names_are_the_borders_of_cells() {
    check(
        "Item\\tab Held\\tab Lost\\par Bus pass\\tab\\tab Y\\par Key\\tab Y\\par Wing:\\tab East\\par",
        "| Item | Held | Lost |\n|---|---|---|\n| Bus pass | | Y |\n| Key | Y | |\n\nWing: East\n",
    );
}

#[test]
fn headings_by_style_and_outline() {
    check(
        "{\\stylesheet{\\s0 Normal;}{\\s1\\outlinelevel0 heading 1;}{\\*\\cs2 Strong;}}\
         \\pard\\s1 Plan\\par\\pard\\s0\\outlinelevel1 Home\\par\\pard He has {\\b not} one.\\line Now.\\par",
        "# Plan\n\n## Home\n\nHe has **not** one.  \nNow.\n",
    );
}

#[test]
fn lists_show_their_numbers() {
    check(
        "{\\fonttbl{\\f0 Arial;}{\\f3\\fcharset2 Symbol;}}\
         {\\listtext\\pard\\plain 1.\\tab}\\pard\\ls1\\ilvl0 gate\\par{\\listtext\\f3\\'b7\\tab}\\pard\\ls1\\ilvl1 left\\par\
         {\\pntext 2)\\tab}\\pard hall\\par",
        "1. gate\n   - left\n2) hall\n",
    );
}

#[test]
fn tables_keep_their_columns() {
    check(
        "\\trowd\\trhdr\\cellx1000\\cellx2000\\cellx3000\\pard\\intbl Need\\cell Who\\cell Due\\cell\\row\
         \\trowd\\cellx1000\\cellx2005\\cellx3000\\pard\\intbl bed\\cell A\\cell 1 May\\cell\\row\
         \\trowd\\cellx2000\\cellx3000\\pard\\intbl chair\\par\\pard\\intbl or two\\cell 2 May\\cell\\row\\pard End.\\par",
        "| Need | Who | Due |\n|---|---|---|\n| bed | A | 1 May |\n| chair or two | | 2 May |\n\nEnd.\n",
    );
}

#[test]
fn tables_nest() {
    let reading = read(
        "\\trowd\\cellx1000\\cellx2000\\pard\\intbl outer\\cell\\pard\\intbl\\itap2 in\\nestcell side\\nestcell\
         {\\*\\nesttableprops\\trowd\\cellx500\\cellx900\\nestrow}{\\nonesttables\\par}\\pard\\intbl after\\cell\\row\\pard End.\\par",
    );
    for word in ["outer", "in", "side", "after", "End."] {
        assert_eq!(reading.text.matches(word).count(), 1, "{}", reading.text);
    }
}

#[test]
fn notes_heads_and_hidden_words() {
    let reading = read(
        "{\\header Northmoor\\par}{\\footer Page {\\field{\\*\\fldinst PAGE}{\\fldrslt 1}}}\
         One{\\super\\chftn}{\\footnote\\pard{\\super\\chftn} Since May.} here {\\v unseen}.\
         {\\*\\atnid AO}{\\*\\atnauthor A. Other}\\chatn{\\*\\annotation Is it so?}\\par End.\\par",
    );
    assert_eq!(reading.text, "One[^1] here .\n\n[^1]: Since May.\n\nEnd.\n");
    let aside: Vec<_> = reading.set_aside.iter().map(|aside| (aside.kind, aside.text.as_str())).collect();
    assert_eq!(
        aside,
        [(SetAsideKind::Head, "Northmoor"), (SetAsideKind::Foot, "Page 1"), (SetAsideKind::Hidden, "unseen")]
    );
    assert_eq!(reading.notes[0].message, "Comment by A. Other: Is it so?");
}

#[test]
fn changes_are_shown_and_told() {
    let reading = read(
        "{\\*\\revtbl{Unknown;}{A. Other;}}He {\\deleted\\revauthdel1 never }may {\\revised\\revauth1 perhaps} go.\\par",
    );
    assert_eq!(reading.text, "He ~~never~~ may perhaps go.\n");
    let told: Vec<&str> = reading.notes.iter().map(|note| note.message.as_str()).collect();
    assert_eq!(
        told,
        [
            "Marked as deleted by A. Other: \u{201c}never\u{201d}",
            "Marked as inserted by A. Other: \u{201c}perhaps\u{201d}"
        ]
    );
}

#[test]
fn boxes_pictures_and_objects() {
    let reading = read(
        "Here.{\\shp{\\*\\shpinst\\shpleft0{\\sp{\\sn a}{\\sv b}}{\\shptxt In the box.\\par}}{\\shprslt no}}\\par\
         {\\*\\shppict{\\pict\\bin4 }}}}}}{\\nonshppict{\\pict 00}}{\\object{\\*\\objclass Excel.Sheet}{\\result seen}}\\par",
    );
    assert_eq!(reading.text, "Here.\n\nIn the box.\n\nseen\n");
    let mut codes: Vec<NoteCode> = reading.notes.iter().map(|note| note.code).collect();
    codes.sort_by_key(|code| code.name());
    assert_eq!(codes, [NoteCode::Object, NoteCode::Picture]);
}

#[test]
fn forms_show_their_values() {
    check(
        "{\\field{\\*\\fldinst{FORMCHECKBOX {\\*\\formfield{\\fftype1\\ffres25\\ffdefres1}}}}{\\fldrslt}} agreed \
         {\\field{\\*\\fldinst{FORMDROPDOWN {\\*\\formfield{\\fftype2\\ffres1{\\*\\ffl low}{\\*\\ffl high}}}}}{\\fldrslt}}\\par",
        "\u{2612} agreed high\n",
    );
}

#[test]
fn damage_is_refused() {
    let code = |bytes: &[u8]| super::read(bytes).map(|_| ()).unwrap_err().code();
    assert_eq!(code(b"{\\rtf1 He has"), "damaged");
    assert_eq!(code(b"{\\rtf1 a\\bin99999 b}"), "damaged");
    assert_eq!(code(b"{\\rtf1 }"), "not_a_document");
    let deep = format!("{{\\rtf1 {}x{}}}", "{".repeat(1000), "}".repeat(1000));
    assert_eq!(super::read(deep.as_bytes()), Err(Refused::NestedTooDeep));
}

#[test]
fn a_document_of_very_many_pieces_is_refused() {
    let read = |count| super::read(format!("{{\\rtf1{}}}", "x\\par ".repeat(count)).as_bytes());
    // The group of the document is one.
    assert!(read(PIECES_MAX - 1).is_ok());
    assert_eq!(read(PIECES_MAX).unwrap_err(), Refused::TooManyPieces);
}
