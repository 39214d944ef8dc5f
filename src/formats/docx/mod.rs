//! Word documents (.docx), as Word and other programs write them.
//!
//! Everything that a person can read in Word is in the reading, set aside or noted: text boxes, notes, comments, tracked
//! changes with their state, numbers that Word counts, boxes and choices of forms, heads and feet of pages.

mod document;
mod numbering;
mod properties;
mod relations;
mod story;
mod styles;

use crate::flow;
use crate::gathered::words;
use crate::media::MediaType;
use crate::package::Package;
use crate::reading::{NoteCode, Place, Reading, SetAsideKind};
use crate::refused::Refused;
use crate::{html, writer};
use document::Document;
use numbering::Numbering;
use relations::Relations;
use styles::Styles;

/// Reads a document.
pub(crate) fn read(bytes: &[u8]) -> Result<Reading, Refused> {
    let mut package = Package::open(bytes)?;
    if package.has("EncryptedPackage") {
        return Err(Refused::Encrypted);
    }
    let main = main_part(&mut package)?;
    let relations = Relations::of(&mut package, &main)?;
    let text = package.text(&main)?.ok_or(Refused::NotADocument { what: "its main part is missing" })?;
    let mut document = parts(&mut package, &relations, &main)?;
    // Pages are known where Word noted, when it last showed the document, where each begins.
    document.page = text.contains("lastRenderedPageBreak").then_some(1);
    let body = story::read(&mut document, &main, &text)?;
    if body.is_empty() {
        return Err(Refused::NotADocument { what: "its main part has no body" });
    }
    furniture(&mut document, &mut package, &relations)?;
    rest(&mut document);
    let flows = body.into_iter().flat_map(|story| story.flows).collect();
    let mut reading = writer::write(&flow::blocks(flows), MediaType::Docx.reader());
    document.gathered.into_reading(&mut reading);
    if reading.text.is_empty() {
        return Err(Refused::NotADocument { what: "it has no text" });
    }
    Ok(reading)
}

/// The part that the package calls its document.
fn main_part(package: &mut Package<'_>) -> Result<String, Refused> {
    let relations = Relations::of(package, "")?;
    let main = relations.of_kind("officeDocument").next().map(|relation| relation.target.clone());
    Ok(main.unwrap_or_else(|| "word/document.xml".to_owned()))
}

/// What the body needs of the other parts.
fn parts(package: &mut Package<'_>, relations: &Relations, main: &str) -> Result<Document, Refused> {
    let mut document = Document::default();
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
    let part = |package: &mut Package<'_>, kind: &str| part(package, relations, (folder, kind));
    if let Some((name, text)) = part(package, "styles")? {
        document.styles = Styles::read(&name, &text)?;
    }
    if let Some((name, text)) = part(package, "numbering")? {
        document.numbering = Numbering::read(&name, &text)?;
    }
    for kind in ["footnote", "endnote"] {
        if let Some((name, text)) = part(package, &format!("{kind}s"))? {
            for story in story::read(&mut document, &name, &text)? {
                document.notes_by_id.insert((kind.to_owned(), story.id), story.flows);
            }
        }
    }
    if let Some((name, text)) = part(package, "comments")? {
        for story in story::read(&mut document, &name, &text)? {
            let comment = format!("Comment{}: {}", story.who, words(&story.flows));
            document.comments.insert(story.id, comment);
        }
    }
    chunks(&mut document, package, relations)?;
    (document.paragraphs, document.tables) = (0, 0);
    Ok(document)
}

/// The first part of a kind, with its name: what the main part refers to, or, where the list of that is damaged or missing,
/// the part that Word calls so beside it.
fn part(
    package: &mut Package<'_>,
    relations: &Relations,
    (folder, kind): (&str, &str),
) -> Result<Option<(String, String)>, Refused> {
    let named = relations.of_kind(kind).next().map(|relation| relation.target.clone());
    let name = named.unwrap_or_else(|| format!("{folder}/{kind}.xml").trim_start_matches('/').to_owned());
    Ok(package.text(&name)?.map(|text| (name, text)))
}

/// Documents of other formats whose text Word shows as its own: web pages are read, others cannot be.
fn chunks(document: &mut Document, package: &mut Package<'_>, relations: &Relations) -> Result<(), Refused> {
    for (id, relation) in relations.with_ids("aFChunk") {
        let name = relation.target.to_ascii_lowercase();
        let page = [".html", ".htm", ".xhtml"].iter().any(|end| name.ends_with(end));
        let bytes = if page && !relation.external { package.bytes(&relation.target)? } else { None };
        let chunk = match bytes {
            Some(bytes) => {
                let page = html::page(&bytes, None)?;
                document.pieces += page.pieces;
                document.gathered.extend(page.notes, page.set_aside);
                Ok(page.flows)
            }
            None => Err(relation.target.clone()),
        };
        document.chunks.insert(id.to_owned(), chunk);
    }
    Ok(())
}

/// Heads and feet of pages.
fn furniture(
    document: &mut Document,
    package: &mut Package<'_>,
    relations: &Relations,
) -> Result<(), Refused> {
    for (kind, aside) in [("header", SetAsideKind::Head), ("footer", SetAsideKind::Foot)] {
        for relation in relations.of_kind(kind) {
            let Some(text) = package.text(&relation.target)? else { continue };
            for story in story::read(document, &relation.target, &text)? {
                document.gathered.set_aside(aside, &words(&story.flows), Place::default());
            }
        }
    }
    Ok(())
}

/// What nothing in the body refers to.
fn rest(document: &mut Document) {
    let mut comments: Vec<_> = std::mem::take(&mut document.comments).into_iter().collect();
    comments.sort();
    for (_, comment) in comments {
        document.gathered.note(NoteCode::Comment, comment, Place::default());
    }
    let mut notes: Vec<_> = std::mem::take(&mut document.notes_by_id).into_iter().collect();
    notes.sort_by(|one, other| one.0.cmp(&other.0));
    for (_, flows) in notes {
        document.gathered.set_aside(SetAsideKind::Hidden, &words(&flows), Place::default());
    }
}
