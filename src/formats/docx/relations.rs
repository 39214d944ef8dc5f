//! What a part of a document refers to.

use crate::package::Package;
use crate::refused::Refused;
use crate::xml::{Part, Piece};

/// The relationships of a part, in their order.
#[derive(Debug, Default)]
pub(super) struct Relations {
    all: Vec<Relation>,
}

/// One thing that a part refers to.
#[derive(Clone, Debug)]
pub(super) struct Relation {
    id: String,
    /// The last part of its type's name: "styles", "aFChunk".
    pub(super) kind: String,
    /// Name of the part, from the root of the package.
    pub(super) target: String,
    /// Outside the package.
    pub(super) external: bool,
}

impl Relations {
    /// The relationships of a part; those of the package where `part` is empty.
    pub(super) fn of(package: &mut Package<'_>, part: &str) -> Result<Self, Refused> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let name = format!("{folder}/_rels/{file}.rels");
        let mut relations = Self::default();
        let Some(text) = package.text(&name)? else { return Ok(relations) };
        let mut xml = Part::new(&name, &text);
        while let Some(piece) = xml.next()? {
            let Piece::Start(element) = piece else { continue };
            if element.name != "Relationship" {
                continue;
            }
            let of = |name: &str| element.attribute(name).unwrap_or_default();
            let kind = of("Type").rsplit('/').next().unwrap_or_default().to_owned();
            let external = of("TargetMode") == "External";
            let target = if external { of("Target") } else { resolve(folder, &of("Target")) };
            relations.all.push(Relation { id: of("Id"), kind, target, external });
        }
        Ok(relations)
    }

    /// The things of a kind with their identities, in their order.
    pub(super) fn with_ids<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = (&'a str, &'a Relation)> {
        self.all
            .iter()
            .filter(move |relation| relation.kind == kind)
            .map(|relation| (relation.id.as_str(), relation))
    }

    /// The parts of a kind.
    pub(super) fn of_kind<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a Relation> {
        self.all.iter().filter(move |relation| relation.kind == kind && !relation.external)
    }
}

/// A name as seen from a folder.
fn resolve(folder: &str, target: &str) -> String {
    let mut parts: Vec<&str> = match target.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => folder.split('/').filter(|part| !part.is_empty()).collect(),
    };
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::resolve;

    #[test]
    fn names_from_a_folder() {
        assert_eq!(resolve("word", "styles.xml"), "word/styles.xml");
        assert_eq!(resolve("word", "/word/styles.xml"), "word/styles.xml");
        assert_eq!(resolve("word/x", "../media/a.png"), "word/media/a.png");
        assert_eq!(resolve("", "word/document.xml"), "word/document.xml");
    }
}
