//! `cip-delta/1`: every unit of two versions, paired and classed.

use serde::Serialize;
use utoipa::ToSchema;

use super::Source;
use super::reading::SourcePlace;
use cip_engine::delta::{Change, Delta, Edit, Excuse, FactChange, Totals};
use cip_engine::document::Document;
use cip_engine::text::Span;

/// Name and version of this document.
pub const SCHEMA: &str = "cip-delta/1";

/// The whole delta of two versions.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Delta)]
pub struct DeltaDocument<'a> {
    /// `cip-delta/1`.
    #[schema(example = "cip-delta/1")]
    pub schema: &'static str,
    /// The earlier text.
    pub old: Source,
    /// The later text.
    pub new: Source,
    /// In reading order of the new version, removed ones where they stood.
    pub units: Vec<UnitChange<'a>>,
    /// Indices of the units with facts, risk text first.
    pub facts: &'a [u32],
    /// How many units there are of each kind.
    pub totals: Counts,
}

/// What became of one unit, or of the units that were joined or divided.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = DeltaUnit)]
pub struct UnitChange<'a> {
    /// `unchanged`, `cosmetic`, `reworded`, `material`, `added` or `removed`.
    #[schema(example = "material")]
    pub kind: &'static str,
    /// Whether it changed its place.
    pub moved: bool,
    /// Whether it touches contact, child protection, victims, self-harm, violence, MAPPA or the like.
    pub risk: bool,
    /// For *cosmetic* the normalisations, for *reworded* the rules that excuse it, otherwise the classes of the facts
    /// concerned, or `clause-order` where no word differs but the place of a clause may say something.
    pub reasons: Vec<&'static str>,
    /// What changed; either value is absent where it was added or removed.
    pub facts: Vec<Fact<'a>>,
    /// For *reworded* each difference with the rule that shows it to carry no fact.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub excuses: Vec<DeltaExcuse<'a>>,
    /// Where it stood.
    pub old: Vec<Place<'a>>,
    /// Where it stands.
    pub new: Vec<Place<'a>>,
    /// Source bytes: equal and delete give the old spans, equal and insert the new. Empty if unchanged.
    pub edits: Vec<EditStep<'a>>,
}

/// A fact that changed.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = DeltaFact)]
pub struct Fact<'a> {
    /// One of the closed list of fact classes.
    #[schema(example = "date")]
    pub class: &'static str,
    /// The earlier value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<&'a str>,
    /// The later value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<&'a str>,
}

/// A difference that carries no fact, and the rule that shows it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DeltaExcuse<'a> {
    /// The rule or normalisation, as in `reasons`.
    #[schema(example = "synonym")]
    pub rule: &'static str,
    /// The earlier words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<&'a str>,
    /// The later words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<&'a str>,
}

/// A half-open byte range of a source and the titles around it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Place<'a> {
    /// First byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
    /// Titles of its section, outermost first.
    pub section: Vec<&'a str>,
    /// Where it stood in the document as it came, where that is not the text itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<SourcePlace>,
}

/// One step from the earlier text to the later.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = DeltaEdit)]
pub struct EditStep<'a> {
    /// `equal`, `delete` or `insert`.
    #[schema(example = "insert")]
    pub op: &'static str,
    /// Source bytes.
    pub text: &'a str,
}

/// How many units there are of each kind.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[schema(as = DeltaTotals)]
#[expect(missing_docs, reason = "each field is the kind of its name")]
pub struct Counts {
    pub unchanged: u32,
    pub cosmetic: u32,
    pub reworded: u32,
    pub material: u32,
    pub added: u32,
    pub removed: u32,
    pub moved: u32,
}

impl<'a> DeltaDocument<'a> {
    /// Writes a delta of these two versions as a document.
    pub fn new(before: &'a Document, after: &'a Document, delta: &'a Delta) -> Self {
        let unit = |change| UnitChange::new(before, after, change);
        Self {
            schema: SCHEMA,
            old: Source::of(before),
            new: Source::of(after),
            units: delta.changes.iter().map(unit).collect(),
            facts: &delta.fact_order,
            totals: delta.totals().into(),
        }
    }
}

impl<'a> UnitChange<'a> {
    fn new(before: &'a Document, after: &'a Document, change: &'a Change) -> Self {
        Self {
            kind: change.kind.name(),
            moved: change.moved,
            risk: change.risk,
            reasons: change.reasons.iter().map(|reason| reason.name()).collect(),
            facts: change.facts.iter().map(|fact| Fact::new(before.source(), after.source(), fact)).collect(),
            excuses: change.excuses.iter().map(|excuse| DeltaExcuse::new(before, after, excuse)).collect(),
            old: change.before.clone().map(|unit| Place::new(before, unit)).collect(),
            new: change.after.clone().map(|unit| Place::new(after, unit)).collect(),
            edits: change
                .edits
                .iter()
                .map(|edit| EditStep::new(before.source(), after.source(), *edit))
                .collect(),
        }
    }
}

impl<'a> Fact<'a> {
    fn new(before: &'a str, after: &'a str, fact: &FactChange) -> Self {
        let text = |span: Option<Span>, source: &'a str| span.map(|span| span.of(source));
        Self { class: fact.class.name(), old: text(fact.before, before), new: text(fact.after, after) }
    }
}

impl<'a> DeltaExcuse<'a> {
    fn new(before: &'a Document, after: &'a Document, excuse: &Excuse) -> Self {
        let text = |span: Option<Span>, document: &'a Document| span.map(|span| span.of(document.source()));
        Self { rule: excuse.reason.name(), old: text(excuse.before, before), new: text(excuse.after, after) }
    }
}

impl<'a> Place<'a> {
    fn new(document: &'a Document, unit: u32) -> Self {
        let unit = document.unit(unit);
        let Span { start, end } = unit.span;
        let place = SourcePlace::at(document, start);
        Self { start, end, section: document.section_path(unit.section), place }
    }
}

impl<'a> EditStep<'a> {
    fn new(before: &'a str, after: &'a str, edit: Edit) -> Self {
        match edit {
            Edit::Equal { after: span, .. } => Self { op: "equal", text: span.of(after) },
            Edit::Delete(span) => Self { op: "delete", text: span.of(before) },
            Edit::Insert(span) => Self { op: "insert", text: span.of(after) },
        }
    }
}

impl From<Totals> for Counts {
    fn from(totals: Totals) -> Self {
        let Totals { unchanged, cosmetic, reworded, material, added, removed, moved } = totals;
        Self { unchanged, cosmetic, reworded, material, added, removed, moved }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cip_engine::delta::compare;
    use cip_engine::document::parse;

    #[test]
    fn the_document_has_the_fields_of_the_contract() {
        let before = parse("# Plan\n\n## Housing\n\nHe has a flat.\n".to_owned()).unwrap();
        let after = parse("# Plan\n\n## Housing\n\nHe has a flat.\n\nKeys are held.\n".to_owned()).unwrap();
        let delta = compare(&before, &after);
        let document = serde_json::to_value(DeltaDocument::new(&before, &after, &delta)).unwrap();
        assert_eq!(document["schema"], "cip-delta/1");
        assert_eq!(document["old"]["words"], 8);
        assert_eq!(document["totals"]["added"], 1);
        let added =
            document["units"].as_array().unwrap().iter().find(|unit| unit["kind"] == "added").unwrap();
        assert_eq!(added["edits"][0]["op"], "insert");
        assert_eq!(added["edits"][0]["text"], "Keys are held.");
        assert_eq!(added["new"][0]["section"].as_array().unwrap().last().unwrap(), "Housing");
        assert_eq!(added["old"].as_array().unwrap().len(), 0);
    }

    #[test]
    fn what_is_reworded_says_by_which_rule() {
        let [before, after] = ["She resides with an aunt.\n", "She lives with an aunt.\n"]
            .map(|text| parse(text.to_owned()).unwrap());
        let delta = compare(&before, &after);
        let document = serde_json::to_value(DeltaDocument::new(&before, &after, &delta)).unwrap();
        let unit = &document["units"][0];
        assert_eq!(unit["reasons"], serde_json::json!(["synonym"]));
        let excuse = serde_json::json!({"rule": "synonym", "old": "resides", "new": "lives"});
        assert_eq!(unit["excuses"], serde_json::json!([excuse]));
    }
}
