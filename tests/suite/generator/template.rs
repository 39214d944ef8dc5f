//! Sentence templates: text with choices and slots for facts.
//!
//! Takes a line of a data file, gives a [`Template`]; filled for a scene it is a sentence's [`Part`]s. The data
//! files say how they are written.

use super::fact::{Fact, Scene, Source, Unit, capitalised};
use super::rng::Rng;
use super::words::Lists;

/// A part of a sentence.
#[derive(Clone, Debug)]
pub(crate) enum Part {
    /// Text as it stands.
    Text(String),
    /// A fact.
    Fact(Fact),
    /// Where the sentence joins two clauses, or is divided into two sentences.
    Join {
        /// Whether it is divided here.
        divided: bool,
    },
}

/// A sentence to be filled.
#[derive(Clone, Debug)]
pub(crate) struct Template(Vec<Piece>);

#[derive(Clone, Debug)]
enum Piece {
    Text(&'static str),
    Either(Vec<&'static str>),
    Fixed(&'static str),
    Slot(&'static str, Source),
    Join,
}

/// All templates of a data file, by section.
pub(crate) fn templates(lists: Lists) -> Vec<(&'static str, Vec<Template>)> {
    let read = |lines: Vec<&'static str>| lines.into_iter().map(Template::read).collect();
    lists.into_iter().map(|(name, lines)| (name, read(lines))).collect()
}

impl Template {
    /// Reads a line.
    pub(crate) fn read(line: &'static str) -> Self {
        let mut pieces = Vec::new();
        let mut rest = line;
        while let Some(at) = rest.find(['{', '[']) {
            if at > 0 {
                pieces.push(Piece::Text(&rest[..at]));
            }
            let close = if rest.as_bytes()[at] == b'{' { '}' } else { ']' };
            let end = at + rest[at..].find(close).unwrap_or_else(|| panic!("{line}: no {close}"));
            let inner = &rest[at + 1..end];
            pieces.push(if close == ']' { Piece::Either(inner.split('|').collect()) } else { slot(inner) });
            rest = &rest[end + 1..];
        }
        if !rest.is_empty() {
            pieces.push(Piece::Text(rest));
        }
        Self(pieces)
    }

    /// Whether two fillings can differ in a fact.
    pub(crate) fn has_facts(&self) -> bool {
        self.0.iter().any(|piece| matches!(piece, Piece::Slot(..)))
    }

    /// Fills the slots.
    pub(crate) fn fill(&self, scene: Scene, rng: &mut Rng) -> Vec<Part> {
        let mut parts: Vec<Part> = self.0.iter().map(|piece| piece.fill(scene, rng)).collect();
        match parts.first_mut() {
            Some(Part::Fact(fact)) => fact.opens = true,
            Some(Part::Text(text)) => *text = capitalised(text),
            _ => {}
        }
        parts
    }
}

impl Piece {
    fn fill(&self, scene: Scene, rng: &mut Rng) -> Part {
        match self {
            Self::Text(text) => Part::Text(scene.cast.said(text)),
            Self::Either(texts) => Part::Text(scene.cast.said(rng.pick::<&str>(texts))),
            Self::Fixed(key) => Part::Text(scene.cast.fixed(key)),
            Self::Slot(class, source) => Part::Fact(Fact::draw(class, *source, scene, rng)),
            Self::Join => Part::Join { divided: rng.chance(30) },
        }
    }
}

fn slot(inner: &'static str) -> Piece {
    if inner == ";" {
        return Piece::Join;
    }
    if let Some(key) = inner.strip_prefix('=') {
        return Piece::Fixed(key);
    }
    let (name, argument) = inner.split_once(':').unwrap_or((inner, ""));
    let (class, source) = if argument.contains('|') {
        (name, Source::Options(argument))
    } else if argument.is_empty() {
        named(name)
    } else {
        range(name, argument)
    };
    Piece::Slot(class, source)
}

/// A slot that is only a name: its class, and where its values come from.
fn named(name: &'static str) -> (&'static str, Source) {
    match name {
        "date" => ("date", Source::Past),
        "due" => ("date", Source::Future),
        "month" => ("date", Source::Month),
        "time" => ("time", Source::Time),
        "name" => ("name", Source::Worker),
        "family" => ("name", Source::Family),
        "address" => ("place", Source::Address),
        "place" => ("place", Source::Words("places")),
        "prison" => ("place", Source::Words("prisons")),
        "court" => ("place", Source::Words("courts")),
        "agency" => ("agency", Source::Words("agencies")),
        "employer" => ("agency", Source::Words("employers")),
        "programme" => ("programme", Source::Words("programmes")),
        "substance" => ("substance", Source::Words("substances")),
        "medicine" => ("substance", Source::Words("medicines")),
        "relation" => ("relation", Source::Words("relations")),
        "owner" => ("owner", Source::Words("owners")),
        "role" => ("agency", Source::Words("roles")),
        "dose" => ("dose", Source::Words("doses")),
        "frequency" => ("frequency", Source::Words("frequencies")),
        _ => panic!("a template has an unknown slot {{{name}}}"),
    }
}

/// A slot with a range, "3-14" or "3-14 weeks".
fn range(name: &'static str, argument: &'static str) -> (&'static str, Source) {
    let (bounds, what) = argument.split_once(' ').unwrap_or((argument, ""));
    let (low, high) = bounds.split_once('-').unwrap_or_else(|| panic!("{{{name}:{argument}}}: no range"));
    let (class, unit) = match name {
        "number" => ("number", Unit::Plain),
        "count" => ("number", Unit::Count),
        "score" => ("score", Unit::Plain),
        "money" => ("money", Unit::Pounds),
        "percentage" => ("percentage", Unit::Percent),
        "duration" => ("duration", Unit::Of(what)),
        _ => panic!("a template has an unknown slot {{{name}:{argument}}}"),
    };
    let bound = |text: &str| text.parse().unwrap_or_else(|_| panic!("{{{name}:{argument}}}: no number"));
    (class, Source::Range(unit, bound(low), bound(high)))
}
