//! `OpenDocument` texts (.odt), as `LibreOffice` and other programs write them.
//!
//! Read after OASIS, *Open Document Format for Office Applications 1.3*, part 3. Everything that a person can read is in
//! the reading, set aside or noted, as of Word documents: see [`crate::docx`].

mod changes;
mod lists;
mod story;
mod styles;

use crate::flow;
use crate::gathered;
use crate::media::MediaType;
use crate::package::Package;
use crate::reading::{Place, Reading, SetAsideKind};
use crate::refused::Refused;
use crate::writer;
use crate::xml::{Part, Piece};
use story::Teller;
use styles::Styles;

const CONTENT: &str = "content.xml";
const STYLES: &str = "styles.xml";
const MANIFEST: &str = "META-INF/manifest.xml";

/// Reads a document.
pub(crate) fn read(bytes: &[u8]) -> Result<Reading, Refused> {
    let mut package = Package::open(bytes)?;
    if is_encrypted(&mut package)? {
        return Err(Refused::Encrypted);
    }
    let content =
        package.text(CONTENT)?.ok_or(Refused::NotADocument { what: "its part content.xml is missing" })?;
    let shared = package.text(STYLES)?.unwrap_or_default();
    let mut styles = Styles::default();
    styles.read(STYLES, &shared)?;
    let mut teller = Teller::new(&styles);
    furniture(&mut teller, &shared)?;
    let mut gathered = teller.into_gathered();
    styles.read(CONTENT, &content)?;
    let mut teller = Teller::new(&styles);
    std::mem::swap(&mut teller.gathered, &mut gathered);
    if content.contains("soft-page-break") {
        teller.count_pages();
    }
    let flows = body(&mut teller, &content)?;
    let mut reading = writer::write(&flow::blocks(flows), MediaType::Odt.reader());
    teller.into_gathered().into_reading(&mut reading);
    if reading.text.is_empty() {
        return Err(Refused::NotADocument { what: "it has no text" });
    }
    Ok(reading)
}

/// Whether the manifest says of a part how it was encrypted.
fn is_encrypted(package: &mut Package<'_>) -> Result<bool, Refused> {
    if package.has("encrypted-package") {
        return Ok(true);
    }
    let Some(manifest) = package.text(MANIFEST)? else { return Ok(false) };
    // The one part that may declare a document type; what is looked for is in no comment.
    Ok(manifest.contains("encryption-data"))
}

/// The text of the document.
fn body(teller: &mut Teller<'_>, content: &str) -> Result<Vec<flow::Flow>, Refused> {
    let mut part = Part::new(CONTENT, content);
    let mut flows = Vec::new();
    let mut found = false;
    while let Some(piece) = part.next()? {
        match piece {
            Piece::Start(element) if element.name == "automatic-styles" => part.skip()?,
            Piece::Start(element) if element.name == "text" => {
                found = true;
                flows.extend(teller.content(&mut part)?);
                flows.extend(teller.footnotes());
            }
            _ => {}
        }
    }
    if found { Ok(flows) } else { Err(Refused::NotADocument { what: "its content is no text" }) }
}

/// Heads and feet of pages.
fn furniture(teller: &mut Teller<'_>, styles: &str) -> Result<(), Refused> {
    let mut part = Part::new(STYLES, styles);
    while let Some(piece) = part.next()? {
        let Piece::Start(element) = piece else { continue };
        let kind = match element.name.as_str() {
            "header" | "header-left" | "header-first" => SetAsideKind::Head,
            "footer" | "footer-left" | "footer-first" => SetAsideKind::Foot,
            _ => continue,
        };
        let mut flows = teller.content(&mut part)?;
        flows.extend(teller.footnotes());
        teller.gathered.set_aside(kind, &gathered::words(&flows), Place::default());
    }
    Ok(())
}

#[cfg(test)]
mod tests;
