//! Edits that change a fact: each class of the design's list, where it may stand.

use super::{Place, Year, is_narrative};
use crate::generator::fact::{Fact, Scene, Source};
use crate::generator::plan::{Block, Passage, Shape};
use crate::generator::rng::Rng;

/// Where the fact is looked for.
#[derive(Clone, Copy)]
enum Where {
    Text,
    Risk,
    Assessment,
    Action,
    Head,
    Signature,
    Header,
}

/// What becomes of it.
#[derive(Clone, Copy)]
enum How {
    Another,
    Negative,
    Positive,
    FromTo(&'static str, &'static str),
}

/// What is said of the edit, its fact class, where, how.
type FactEdit = (&'static str, &'static str, Where, How);

const EDITS: &[FactEdit] = &[
    ("negation added", "negation", Where::Text, How::Negative),
    ("negation removed", "negation", Where::Text, How::Positive),
    ("date", "date", Where::Text, How::Another),
    ("dose", "dose", Where::Text, How::Another),
    ("risk level", "level", Where::Risk, How::Another),
    ("assessment's score", "score", Where::Assessment, How::Another),
    ("assessment's level", "level", Where::Assessment, How::Another),
    ("score", "score", Where::Text, How::Another),
    ("name", "name", Where::Text, How::Another),
    ("action's owner", "owner", Where::Action, How::Another),
    ("action's status", "status", Where::Action, How::Another),
    ("action's date", "date", Where::Action, How::Another),
    ("may to must", "modality", Where::Text, How::FromTo("may", "must")),
    ("number", "number", Where::Text, How::Another),
    ("money", "money", Where::Text, How::Another),
    ("duration", "duration", Where::Text, How::Another),
    ("percentage", "percentage", Where::Text, How::Another),
    ("frequency", "frequency", Where::Text, How::Another),
    ("time", "time", Where::Text, How::Another),
    ("quantifier", "quantifier", Where::Text, How::Another),
    ("relation", "relation", Where::Text, How::Another),
    ("agency", "agency", Where::Text, How::Another),
    ("programme", "programme", Where::Text, How::Another),
    ("place", "place", Where::Text, How::Another),
    ("substance", "substance", Where::Text, How::Another),
    ("certainty", "certainty", Where::Text, How::Another),
    ("denial", "denial", Where::Text, How::Another),
    ("antonym", "antonym", Where::Text, How::Another),
    ("status", "status", Where::Text, How::Another),
    ("subject", "subject", Where::Text, How::Another),
    ("risk word", "risk", Where::Text, How::Another),
    ("entry re-dated", "date", Where::Head, How::Another),
    ("signature's name", "name", Where::Signature, How::Another),
    ("level in the header", "level", Where::Header, How::Another),
];

impl Year<'_> {
    /// One change of each class.
    pub(super) fn change_facts(&mut self) {
        for edit in EDITS {
            self.change_fact(*edit);
        }
    }

    fn change_fact(&mut self, (what, class, place, how): FactEdit) -> Option<()> {
        let cast = self.writer.cast.clone();
        let fits =
            |passage: &Passage| passage.facts().any(|fact| fact.class == class && how.fits(fact, &cast));
        let id = self.pick(|key, block, passage| {
            place.holds(key, block) && !passage.capitals && !passage.is_divided() && fits(passage)
        })?;
        let see = self.with_passage(id, |passage, scene, rng| {
            let fact = passage.facts_mut().find(|fact| fact.class == class && how.fits(fact, scene.cast))?;
            how.apply(fact, scene, rng)
        })??;
        let at = Some(Place::Passage(id));
        let listed = self.note(what, "material", at, at);
        (listed.class, listed.see) = (Some(class), see);
        Some(())
    }

    /// Changes the first fact of a passage that has another value; its class, and both values.
    pub(super) fn change_any(&mut self, id: u32) -> Option<(&'static str, Vec<String>)> {
        self.with_passage(id, |passage, scene, rng| {
            if passage.is_divided() {
                return None;
            }
            passage.facts_mut().find_map(|fact| Some((fact.class, How::Another.apply(fact, scene, rng)?)))
        })?
    }
}

impl Where {
    fn holds(self, key: &str, block: &Block) -> bool {
        match self {
            Self::Text => is_narrative(block) && key != "chronology",
            Self::Risk => {
                is_narrative(block) && matches!(key, "summary" | "violent" | "custody" | "risk" | "licence")
            }
            Self::Assessment => key == "risk" && block.shape == Shape::Table,
            Self::Action => key == "actions" && block.shape == Shape::Table,
            Self::Head => matches!(block.shape, Shape::Head(_)),
            Self::Signature => block.shape == Shape::Signature,
            Self::Header => block.shape == Shape::Pairs,
        }
    }
}

impl How {
    fn fits(self, fact: &Fact, cast: &crate::generator::cast::Cast) -> bool {
        let Source::Options(options) = fact.source else { return matches!(self, Self::Another) };
        let said = |at: usize| options.split('|').nth(at).map(|option| cast.said(option));
        let now = Some(fact.words().to_lowercase());
        match self {
            Self::Another => true,
            Self::Negative => now == said(0),
            Self::Positive => now == said(1),
            Self::FromTo(from, to) => {
                now == Some(from.to_owned()) && options.split('|').any(|option| option == to)
            }
        }
    }

    /// Changes the fact; its words before and after.
    fn apply(self, fact: &mut Fact, scene: Scene, rng: &mut Rng) -> Option<Vec<String>> {
        let before = fact.words();
        let changed = match (self, fact.source) {
            (Self::Negative, Source::Options(options)) => fact.choose(options.split('|').nth(1)?, scene),
            (Self::Positive, Source::Options(options)) => fact.choose(options.split('|').next()?, scene),
            (Self::FromTo(_, to), _) => fact.choose(to, scene),
            _ => fact.change(scene, rng),
        };
        changed.then(|| vec![before, fact.words()])
    }
}
