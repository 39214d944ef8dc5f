//! Small documents, written here, each for one thing that a document may hold.

use crate::reading::{NoteCode, Reading, SetAsideKind};
use crate::refused::Refused;

const FONTS: &str = "/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> \
    /F2 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >> >>";

/// A document of objects, of which the first is its catalog.
fn document(objects: &[String]) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut offsets = Vec::new();
    for (number, object) in (1..).zip(objects) {
        offsets.push(bytes.len());
        bytes.extend(format!("{number} 0 obj\n{object}\nendobj\n").into_bytes());
    }
    let table = bytes.len();
    bytes.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).into_bytes());
    for offset in offsets {
        bytes.extend(format!("{offset:010} 00000 n \n").into_bytes());
    }
    let size = objects.len() + 1;
    bytes.extend(format!("trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n").into_bytes());
    bytes
}

/// Pages of content, with what the catalog and each page say beside, and further objects from number `3 + 2 n`.
fn pages(contents: &[&str], catalog: &str, page: &str, more: &[&str]) -> Vec<u8> {
    let kids: Vec<String> = (0..contents.len()).map(|at| format!("{} 0 R", 3 + 2 * at)).collect();
    let mut objects = vec![
        format!("<< /Type /Catalog /Pages 2 0 R {catalog} >>"),
        format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), kids.len()),
    ];
    for (at, content) in contents.iter().enumerate() {
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << {FONTS} >> /Contents {} 0 R {page} >>",
            4 + 2 * at
        ));
        objects.push(format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()));
    }
    objects.extend(more.iter().map(|object| (*object).to_owned()));
    document(&objects)
}

fn at(x: i32, y: i32, words: &str) -> String {
    format!("BT /F1 11 Tf {x} {y} Td ({words}) Tj ET\n")
}

fn strong(size: i32, x: i32, y: i32, words: &str) -> String {
    format!("BT /F2 {size} Tf {x} {y} Td ({words}) Tj ET\n")
}

fn read(content: &str) -> Reading {
    super::read(&pages(&[content], "", "", &[])).unwrap()
}

#[test]
fn lines_make_paragraphs() {
    let lines = [
        at(72, 760, "He has a tenancy of a flat in Port Row and means to keep it for as long as the rent"),
        at(72, 746, "is paid, which the housing officer is to arrange with the bank before the end of the"),
        at(72, 732, "month."),
        at(72, 710, "He has no debts."),
    ];
    let text = read(&lines.concat()).text;
    assert_eq!(
        text,
        "He has a tenancy of a flat in Port Row and means to keep it for as long as the rent is paid, which the housing \
         officer is to arrange with the bank before the end of the month.\n\nHe has no debts.\n"
    );
}

#[test]
fn headings_items_and_fields() {
    let body = "He lives in a flat that he has had for many years and that he means to keep for good";
    let lines = [
        strong(18, 72, 790, "The plan"),
        at(72, 770, "Name: Ann Other"),
        at(72, 756, "Level: 2"),
        strong(14, 72, 730, "Home"),
        at(72, 710, body),
        strong(14, 72, 680, "Work"),
        at(90, 660, "\\225 gate"),
        at(90, 646, "\\225 hall"),
        strong(14, 72, 620, "Money"),
        at(72, 600, body),
    ];
    let text = read(&lines.concat()).text;
    assert_eq!(
        text,
        format!(
            "# The plan\n\nName: Ann Other  \nLevel: 2\n\n## Home\n\n{body}\n\n## Work\n\n- gate\n- hall\n\n## Money\n\n{body}\n"
        )
    );
}

#[test]
fn fields_stay_apart_where_no_line_is_long() {
    let lines = [at(72, 760, "Name: Ann"), at(72, 746, "Date of birth: 3 June 1991")];
    assert_eq!(read(&lines.concat()).text, "Name: Ann  \nDate of birth: 3 June 1991\n");
}

#[test]
fn aligned_words_are_tables() {
    let row =
        |y, cells: [&str; 3]| [at(72, y, cells[0]), at(220, y, cells[1]), at(400, y, cells[2])].concat();
    let head =
        [strong(11, 72, 760, "Need"), strong(11, 220, 760, "Who"), strong(11, 400, 760, "Due")].concat();
    let lines = [
        head,
        row(746, ["bed", "housing officer", "1 May 2024"]),
        row(732, ["a chair and", "social worker", "2 May 2024"]),
        at(72, 718, "a table"),
        row(704, ["lamp", "personal officer", "3 May 2024"]),
    ];
    let text = read(&lines.concat()).text;
    assert!(text.contains("| Need | Who | Due |"), "{text}");
    assert!(text.contains("| lamp | personal officer | 3 May 2024 |"), "{text}");
    assert!(text.contains("a chair and a table"), "{text}");
}

#[test]
fn a_word_below_the_middle_of_a_centred_head_parts_no_cell() {
    let head =
        [strong(11, 90, 760, "Need"), strong(11, 250, 760, "Step"), strong(11, 420, 760, "Due")].concat();
    let row =
        |y, cells: [&str; 3]| [at(72, y, cells[0]), at(220, y, cells[1]), at(400, y, cells[2])].concat();
    // The second word begins where the head above it does.
    let cut = [at(72, 746, "bed"), at(220, 746, "Have"), at(250, 746, "it made"), at(400, 746, "1 May 2024")];
    let lines = [head, cut.concat(), row(732, ["lamp", "Buy a lamp", "3 May 2024"])];
    let text = read(&lines.concat()).text;
    assert!(text.contains("| bed | Have it made | 1 May 2024 |"), "{text}");
}

#[test]
fn the_name_of_a_table_in_its_first_cell_is_its_head() {
    let line = |y: i32| format!("60 {y} m 500 {y} l S\n");
    let row = |y, cells: [&str; 2]| [at(72, y, cells[0]), at(220, y, cells[1]), line(y - 5)].concat();
    let lines = [
        line(772),
        at(72, 760, "Dates"),
        line(755),
        row(744, ["Begun", "1 May 2024"]),
        row(728, ["Seen", "2 May 2024"]),
        row(712, ["Ended", "3 May 2024"]),
    ];
    let text = read(&lines.concat()).text;
    assert!(text.starts_with("| Dates | |\n|---|---|\n| Begun | 1 May 2024 |\n"), "{text}");
}

#[test]
fn a_word_that_a_narrow_cell_cuts_is_put_together() {
    let row =
        |y, cells: [&str; 3]| [at(72, y, cells[0]), at(160, y, cells[1]), at(400, y, cells[2])].concat();
    let lines = [
        at(72, 790, "His accommodation is secure."),
        row(760, ["Need", "Step", "Due"]),
        row(746, ["Accommo", "See the housing officer", "1 May 2024"]),
        at(72, 732, "dation"),
        row(718, ["Work", "Ask for some", "3 May 2024"]),
    ];
    let text = read(&lines.concat()).text;
    assert!(text.contains("| Accommodation | See the housing officer | 1 May 2024 |"), "{text}");
}

#[test]
fn what_recurs_on_the_pages_is_set_aside() {
    let page = |number: u32, words: &str| {
        [at(72, 810, "Northmoor"), at(72, 760, words), at(280, 30, &format!("Page {number} of 2"))].concat()
    };
    let (one, two) = (page(1, "He has a flat."), page(2, "He has no debts."));
    let reading = super::read(&pages(&[&one, &two], "", "", &[])).unwrap();
    assert_eq!(reading.text, "He has a flat.\n\nHe has no debts.\n");
    let kinds: Vec<SetAsideKind> = reading.set_aside.iter().map(|aside| aside.kind).collect();
    assert!(kinds.contains(&SetAsideKind::Head) && kinds.contains(&SetAsideKind::PageNumber));
    let debts = reading.text.find("no debts").unwrap() as u32;
    assert_eq!((reading.places.at(0).page, reading.places.at(debts).page), (Some(1), Some(2)));
}

#[test]
fn the_structure_says_what_parts_are() {
    let content = "/H1 <</MCID 0>> BDC BT /F1 11 Tf 72 760 Td (Home) Tj ET EMC \
        /P <</MCID 1>> BDC BT /F1 11 Tf 72 740 Td (He has) Tj ET EMC \
        /P <</MCID 2>> BDC BT /F1 11 Tf 110 740 Td (one.) Tj ET EMC \
        BT /F1 11 Tf 72 700 Td (Left out.) Tj ET";
    let more = [
        "<< /Type /StructTreeRoot /K 6 0 R >>",
        "<< /S /Document /K [7 0 R 8 0 R] /Pg 3 0 R >>",
        "<< /S /H1 /K 0 /Pg 3 0 R >>",
        "<< /S /P /K [1 << /Type /MCR /Pg 3 0 R /MCID 2 >>] /Pg 3 0 R >>",
    ];
    let reading = super::read(&pages(&[content], "/StructTreeRoot 5 0 R", "", &more)).unwrap();
    assert_eq!(reading.text, "# Home\n\nHe has one.\n\nLeft out.\n");
}

#[test]
fn forms_and_comments_are_read() {
    let more = [
        "<< /Type /Annot /Subtype /Widget /FT /Tx /T (Hall) /V (Nevis) /Rect [72 740 300 760] >>",
        "<< /Type /Annot /Subtype /Text /Contents (Is it so?) /T (A. Other) /Rect [72 600 90 620] >>",
    ];
    let bytes = pages(
        &[&at(72, 780, "Where he lives:")],
        "/AcroForm << /Fields [5 0 R] >>",
        "/Annots [5 0 R 6 0 R]",
        &more,
    );
    let reading = super::read(&bytes).unwrap();
    assert_eq!(reading.text, "Where he lives:\n\n**Hall:** Nevis\n");
    assert_eq!(reading.notes[0].message, "Comment by A. Other: Is it so?");
    let xfa = pages(&[&at(72, 780, "a")], "/AcroForm << /XFA [] /Fields [] >>", "", &[]);
    assert_eq!(super::read(&xfa), Err(Refused::Xfa));
}

#[test]
fn what_is_not_seen_is_set_aside() {
    let content =
        [at(72, 760, "Seen."), format!("3 Tr {}", at(72, 740, "Unseen.")), at(72, -300, "Beyond.")].concat();
    let reading = read(&content);
    assert_eq!(reading.text, "Seen.\n");
    assert_eq!(reading.set_aside[0].kind, SetAsideKind::Hidden);
}

#[test]
fn a_page_that_is_turned_is_read() {
    let bytes = pages(&[&at(72, 700, "He has a flat.")], "", "/Rotate 90", &[]);
    assert_eq!(super::read(&bytes).unwrap().text, "He has a flat.\n");
}

#[test]
fn a_page_that_is_a_picture_is_told_loudly() {
    let picture = "q 595 0 0 842 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \u{1} EI Q";
    let bytes = pages(&[&at(72, 700, "He has a flat."), picture], "", "", &[]);
    let reading = super::read(&bytes).unwrap();
    assert_eq!(reading.text, "He has a flat.\n\n[Page 2 is a picture; its text could not be read.]\n");
    assert!(
        reading.notes.iter().any(|note| note.code == NoteCode::PicturePage && note.place.page == Some(2))
    );
    assert_eq!(super::read(&pages(&[picture], "", "", &[])), Err(Refused::NoTextLayer));
}

#[test]
fn a_page_that_is_empty_is_told() {
    let bytes = pages(&[&at(72, 700, "He has a flat."), ""], "", "", &[]);
    let reading = super::read(&bytes).unwrap();
    assert_eq!(reading.text, "He has a flat.\n");
    assert_eq!((reading.notes[0].code, reading.notes[0].place.page), (NoteCode::Unread, Some(2)));
}

#[test]
fn damage_and_locks_are_refused() {
    let code = |bytes: &[u8]| super::read(bytes).map(|_| ()).unwrap_err().code();
    assert_eq!(code(b"%PDF-1.7\n"), "damaged");
    let bytes = pages(&[&at(72, 700, "He.")], "", "", &[]);
    let fewer = String::from_utf8(bytes.clone()).unwrap().replace("/Count 1", "/Count 2");
    assert_eq!(code(fewer.as_bytes()), "damaged");
    let locked = String::from_utf8(bytes).unwrap().replace("trailer << ", "trailer << /Encrypt 9 0 R ");
    assert_eq!(code(locked.as_bytes()), "encrypted");
}

#[test]
fn cells_that_are_drawn_hold_what_stands_in_them() {
    // Cells as boxes, their words in the middle; the row of two lines has its key beside both.
    let edges = [72, 110, 330, 420];
    let heights = [700, 680, 640, 620];
    let boxes = heights.windows(2).flat_map(|rows| {
        edges.windows(2).map(|columns| {
            let (width, height) = (columns[1] - columns[0], rows[1] - rows[0]);
            format!("{} {} {width} {height} re S\n", columns[0], rows[0])
        })
    });
    let mut content: String = boxes.collect();
    let words = [
        (80, 686, "No"),
        (200, 686, "Step"),
        (360, 686, "Lead"),
        (120, 664, "Find a room in a hostel near the"),
        (80, 657, "1"),
        (360, 657, "Nurse"),
        (180, 648, "station"),
        (80, 626, "2"),
        (180, 626, "Ring his mother"),
        (360, 626, "Chaplain"),
    ];
    content.extend(words.map(|(x, y, words)| at(x, y, words)));
    content.push_str(&at(72, 600, "He agreed."));
    assert_eq!(
        read(&content).text,
        "| No | Step | Lead |\n|---|---|---|\n| 1 | Find a room in a hostel near the station | Nurse |\n\
         | 2 | Ring his mother | Chaplain |\n\nHe agreed.\n"
    );
}
