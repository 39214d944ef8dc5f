//! PDF with a text layer.
//!
//! Takes the bytes of a document, gives a reading. The steps, each in a file: packed streams are unpacked within limits
//! and held against their checksums ([`streams`]); pages are drawn into letters with places ([`glyphs`]) and these put
//! into lines ([`lines`]); what belongs to the pages is set aside ([`furniture`]); a tagged document is read by its
//! structure ([`structure`], [`tagged`]), and what that leaves out, as a document without one, by where it stands
//! ([`layout`], [`columns`], [`ruled`], [`tables`], [`joins`]). What cannot be read is refused or said ([`unread`]).
//!
//! Pure, and yet not bounded as the other readers are: the library that interprets pages is trusted with memory and
//! time only inside a process with limits of its own.

#![expect(
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "places are points on a page and counts those of its lines: far from where numbers lose anything"
)]
#![expect(clippy::similar_names, reason = "a table's columns and a column, its rows and a row")]

mod columns;
mod furniture;
mod glyphs;
mod joins;
mod layout;
mod lines;
mod ruled;
mod streams;
mod structure;
mod tables;
mod tagged;
mod unread;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use hayro_interpret::InterpreterCache;
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Object, String as PdfString};
use hayro_interpret::hayro_syntax::{LoadPdfError, Pdf};

use crate::block::{Block, Style, Text};
use crate::flow::{self, Flow};
use crate::gathered::Gathered;
use crate::limits::PAGES_MAX;
use crate::media::MediaType;
use crate::reading::{NoteCode, Place, Reading, SetAsideKind};
use crate::refused::Refused;
use crate::writer;
use glyphs::{Glyph, Page};
use joins::Measure;
use lines::Line;

/// Reads a document.
pub(crate) fn read(bytes: &[u8]) -> Result<Reading, Refused> {
    if is_encrypted(bytes) {
        return Err(Refused::Encrypted);
    }
    streams::verify(bytes)?;
    let damaged = || Refused::Damaged { what: "its pages cannot be found".to_owned() };
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(_) => Refused::Encrypted,
        LoadPdfError::Invalid => damaged(),
    })?;
    let count = pdf.pages().len();
    if count == 0 {
        return Err(damaged());
    }
    unread::check_count(&pdf)?;
    if count > PAGES_MAX {
        return Err(Refused::TooManyPages);
    }
    let form = Form::of(&pdf);
    if form.xfa {
        return Err(Refused::Xfa);
    }
    let cache = InterpreterCache::new();
    let mut pages: Vec<Page> = Vec::with_capacity(count);
    let mut letters = 0;
    for page in pdf.pages().iter() {
        let page = glyphs::page(page, &cache);
        letters += page.glyphs.len();
        if letters >= glyphs::GLYPHS_MAX {
            return Err(Refused::UnpacksTooLarge);
        }
        pages.push(page);
    }
    unread::check_letters(&pages)?;
    let mut gathered = Gathered::default();
    unread::note_empty(&pages, &mut gathered);
    let pictures = unread::pictures(&mut pages, &mut gathered);
    let only_pictures = pictures.len() == count;
    let reading = told(&pdf, pages, pictures, form, gathered);
    if reading.text.is_empty() || only_pictures { Err(Refused::NoTextLayer) } else { Ok(reading) }
}

/// Whether the document says how it was encrypted, in a part that is not packed.
fn is_encrypted(bytes: &[u8]) -> bool {
    let mut from = 0;
    while let Some(at) = streams::find(&bytes[from..], b"/Encrypt") {
        from += at + b"/Encrypt".len();
        let rest = bytes[from..].trim_ascii_start();
        if rest.len() < bytes.len() - from && rest.first().is_some_and(u8::is_ascii_digit)
            || rest.starts_with(b"<<")
        {
            return true;
        }
    }
    false
}

/// The letters of a document, page by page, while they are given out.
struct Pages {
    by_content: BTreeMap<(usize, i32), Vec<Glyph>>,
}

impl Pages {
    /// Takes the letters with these numbers from a page, in this order.
    fn take(&mut self, page: usize, contents: &[i32]) -> Vec<Glyph> {
        contents.iter().filter_map(|content| self.by_content.remove(&(page, *content))).flatten().collect()
    }
}

fn told(pdf: &Pdf, mut pages: Vec<Page>, pictures: Vec<Flow>, form: Form, mut gathered: Gathered) -> Reading {
    let turned = hidden_and_turned(&mut pages, &mut gathered);
    let measure = measure(&pages);
    let rules: Vec<_> = pages.iter_mut().map(|page| std::mem::take(&mut page.rules)).collect();
    let mut flows = Vec::new();
    if let Some(roots) = structure::read(pdf) {
        let mut by_content: BTreeMap<(usize, i32), Vec<Glyph>> = BTreeMap::new();
        for (at, page) in pages.iter_mut().enumerate() {
            let glyphs = std::mem::take(&mut page.glyphs);
            let (inside, outside) = glyphs.into_iter().partition(|glyph| glyph.content.is_some());
            page.glyphs = outside;
            for glyph in Vec::<Glyph>::into_iter(inside) {
                by_content.entry((at, glyph.content.unwrap_or(0))).or_default().push(glyph);
            }
        }
        let mut given = Pages { by_content };
        flows = tagged::read(&roots, &mut given, &measure, &mut gathered);
        // What the structure leaves out goes back to its page.
        for ((at, _), glyphs) in given.by_content {
            pages[at].glyphs.extend(glyphs);
        }
    }
    let mut left: Vec<Vec<Line>> = (1..)
        .zip(&pages)
        .map(|(number, page)| lines::lines(number, page.glyphs.iter().collect(), measure.bare))
        .collect();
    for aside in furniture::part(&mut left) {
        gathered.set_aside(aside.kind, &aside.text, aside.place);
    }
    let rest = layout::read(left, &rules, &measure, &mut gathered);
    let rest = without_heads(rest, &flows, &mut gathered);
    let flows = merged(flows, rest);
    let mut flows = merged(flows, pictures);
    flows.extend(turned);
    flows.extend(form.flows);
    let mut reading = writer::write(&flow::blocks(flows), MediaType::Pdf.reader());
    for (code, message, place) in form.notes {
        gathered.note(code, message, place);
    }
    gathered.into_reading(&mut reading);
    reading
}

/// Letters that are not seen are set aside; those that do not run from left to right are told page by page.
fn hidden_and_turned(pages: &mut [Page], gathered: &mut Gathered) -> Vec<Flow> {
    let mut told: Vec<(Place, String)> = Vec::new();
    for (number, page) in (1..).zip(pages.iter_mut()) {
        let place = Place { page: Some(number), ..Place::default() };
        let (hidden, seen): (Vec<Glyph>, Vec<Glyph>) =
            std::mem::take(&mut page.glyphs).into_iter().partition(|glyph| glyph.hidden);
        let (turned, seen): (Vec<Glyph>, Vec<Glyph>) = seen.into_iter().partition(|glyph| glyph.turned);
        page.glyphs = seen;
        let hidden = lines::lines(number, hidden.iter().collect(), 1.0);
        let words: Vec<String> = hidden.iter().map(Line::words).collect();
        gathered.hidden(&words.join(" "), place);
        told.push((place, turned.iter().map(|glyph| glyph.text.as_str()).collect()));
    }
    // What is printed askew on several pages belongs to them.
    let mut flows = Vec::new();
    for (place, words) in &told {
        let recurs = told.iter().filter(|(_, other)| other == words).count() > 1;
        if recurs {
            let known = told.iter().take_while(|(other, _)| other != place).any(|(_, other)| other == words);
            if !known {
                gathered.set_aside(SetAsideKind::Head, words, *place);
            }
        } else if !words.trim().is_empty() {
            flows.push(Flow::line(Text::plain(words.clone(), *place)));
        }
    }
    flows
}

fn measure(pages: &[Page]) -> Measure {
    let bare = lines::bare_gap(pages.iter().map(|page| page.glyphs.as_slice()));
    let mut measure = Measure::new(bare);
    for (number, page) in (1..).zip(pages) {
        for line in lines::lines(number, page.glyphs.iter().collect(), measure.bare) {
            for part in &line.parts {
                measure.take(&Line { parts: vec![part.clone()], ..line.clone() });
            }
        }
    }
    measure
}

/// The text of lines that make a paragraph or a cell: a line's end is meant where the next word would have fitted.
fn text_of(lines: &[Line], measure: &Measure) -> Text {
    let mut text = Text::default();
    for (at, line) in lines.iter().enumerate() {
        let Some(before) = at.checked_sub(1).map(|before| &lines[before]) else {
            text = line.text();
            continue;
        };
        let edge = measure.right(before.x()).max(measure.right(line.x()));
        if Measure::is_meant(before, line, edge) && !measure.is_cut(before, line) {
            text.push("\n", Style::default(), line.text().place());
            text.append(line.text());
        } else {
            measure.join(&mut text, line.text());
        }
    }
    text
}

/// Heads of tables that the structure has once and the pages repeat are set aside.
fn without_heads(rest: Vec<Flow>, flows: &[Flow], gathered: &mut Gathered) -> Vec<Flow> {
    let words = |flow: &Flow| crate::gathered::words(std::slice::from_ref(flow)).replace(' ', "");
    let heads: Vec<String> = flows
        .iter()
        .filter_map(|flow| match flow {
            Flow::Grid(grid) => grid.rows.first(),
            _ => None,
        })
        .map(|row| row.cells.iter().flat_map(|cell| &cell.flows).map(words).collect())
        .collect();
    let repeated = |flow: &Flow| matches!(flow, Flow::Line(_)) && heads.contains(&words(flow));
    let (repeated, rest): (Vec<Flow>, Vec<Flow>) = rest.into_iter().partition(repeated);
    for flow in repeated {
        let place = Place { page: page_of(&flow), ..Place::default() };
        gathered.set_aside(SetAsideKind::Continuation, &crate::gathered::words(&[flow]), place);
    }
    rest
}

/// What the structure left out stands after the last part of its page.
fn merged(flows: Vec<Flow>, rest: Vec<Flow>) -> Vec<Flow> {
    if flows.is_empty() {
        return rest;
    }
    let mut rest = rest.into_iter().peekable();
    let mut all = Vec::with_capacity(flows.len());
    for flow in flows {
        if let Some(page) = page_of(&flow) {
            while let Some(left) = rest.next_if(|left| page_of(left).is_some_and(|left| left < page)) {
                all.push(left);
            }
        }
        all.push(flow);
    }
    all.extend(rest);
    all
}

fn page_of(flow: &Flow) -> Option<u32> {
    match flow {
        Flow::Line(line) => line.text.place().page,
        Flow::Block(
            Block::Heading { text, .. } | Block::Paragraph { text, .. } | Block::Item { text, .. },
        ) => text.place().page,
        Flow::Block(_) => None,
        Flow::Grid(grid) => {
            grid.rows.iter().flat_map(|row| &row.cells).flat_map(|cell| &cell.flows).find_map(page_of)
        }
    }
}

/// What a form holds and annotations say.
#[derive(Default)]
struct Form {
    xfa: bool,
    flows: Vec<Flow>,
    notes: Vec<(NoteCode, String, Place)>,
}

impl Form {
    fn of(pdf: &Pdf) -> Self {
        let mut form = Self::default();
        let catalog = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id());
        let fields = catalog.and_then(|catalog| catalog.get::<Dict<'_>>(b"AcroForm"));
        form.xfa = fields.is_some_and(|fields| fields.contains_key(b"XFA"));
        for (number, page) in (1..).zip(pdf.pages().iter()) {
            let place = Place { page: Some(number), ..Place::default() };
            let Some(annotations) = page.raw().get::<Array<'_>>(b"Annots") else { continue };
            for annotation in annotations.iter::<Dict<'_>>() {
                form.annotation(&annotation, place);
            }
        }
        form
    }

    fn annotation(&mut self, annotation: &Dict<'_>, place: Place) {
        let kind =
            annotation.get::<Name<'_>>(b"Subtype").map(|name| name.as_str().to_owned()).unwrap_or_default();
        // What an annotation draws is among the letters of the page.
        let drawn = annotation.contains_key(b"AP");
        match kind.as_str() {
            "Widget" if !drawn => {
                let inherited = |key: &[u8]| {
                    let parent = || annotation.get::<Dict<'_>>(b"Parent")?.get::<Object<'_>>(key);
                    annotation.get::<Object<'_>>(key).or_else(parent)
                };
                let string = |object: Option<Object<'_>>| match object {
                    Some(Object::String(text)) => text_string(text.as_bytes()),
                    Some(Object::Name(name)) => name.as_str().to_owned(),
                    _ => String::new(),
                };
                let (label, value) = (string(inherited(b"T")), string(inherited(b"V")));
                if !value.trim().is_empty() {
                    self.flows.push(Flow::Block(Block::Field {
                        label: Text::plain(label, place),
                        value: Text::plain(value, place),
                    }));
                }
            }
            "Link" | "Widget" | "Popup" => {}
            _ => {
                let text =
                    annotation.get::<PdfString<'_>>(b"Contents").map(|text| text_string(text.as_bytes()));
                let Some(text) = text.filter(|text| !text.trim().is_empty()) else { return };
                if kind == "FreeText" && !drawn {
                    self.flows.push(Flow::line(Text::plain(text, place)));
                } else if kind != "FreeText" {
                    let by = annotation.get::<PdfString<'_>>(b"T").map(|name| text_string(name.as_bytes()));
                    let by = by.filter(|by| !by.trim().is_empty()).map(|by| format!(" by {by}"));
                    let message = format!("Comment{}: {text}", by.unwrap_or_default());
                    self.notes.push((NoteCode::Comment, message, place));
                }
            }
        }
    }
}

/// A string that is text: UTF-16 or UTF-8 with a mark, else as good as Latin letters.
fn text_string(bytes: &[u8]) -> String {
    crate::charset::decode(bytes, Some("windows-1252")).text.replace(['\r', '\n'], " ")
}
