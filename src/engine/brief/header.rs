//! The header of a plan: the lines "Label: value" before its first section of prose.
//!
//! Takes a document, gives fields; finds among them the plan's date.

use jiff::civil::Date;

use crate::document::reading::{field, folded};
use crate::document::{Document, UnitKind};
use crate::lexicon;
use crate::text::Token;

/// A field of the header.
#[derive(Clone, Debug)]
pub(super) struct Field<'a> {
    /// Index of its unit.
    pub(super) unit: u32,
    /// Its label, folded: "conference date".
    pub(super) label: String,
    /// Its value.
    pub(super) value: &'a [Token],
}

/// The fields of the header, in reading order.
///
/// They end with the first sentence, entry or second heading: a pair further down belongs to its section.
pub(super) fn fields(document: &Document) -> Vec<Field<'_>> {
    let mut fields = Vec::new();
    let (mut headings, mut under_heading) = (0, false);
    for (index, unit) in document.units().iter().enumerate() {
        // A title of several lines is one.
        let is_heading = unit.kind == UnitKind::Heading;
        headings += u32::from(is_heading && !under_heading);
        under_heading = is_heading;
        let is_prose = matches!(unit.kind, UnitKind::Sentence | UnitKind::EntryHead | UnitKind::Signature);
        let done = !fields.is_empty() && (is_prose || unit.kind == UnitKind::Heading);
        if done || headings > HEADINGS_MAX {
            break;
        }
        if let Some((label, value)) = field(document, unit) {
            fields.push(Field { unit: index as u32, label: folded(&label), value });
        }
    }
    fields
}

/// The date that a plan's own header gives: that of its conference, else its own.
pub fn plan_date(document: &Document) -> Option<Date> {
    conference_date(document).or_else(|| date_of(document, &lexicon::DATE_LABELS.iter().collect::<Vec<_>>()))
}

/// The date of the conference that a plan is for, as its own header gives it: under whatever label names the conference
/// and no other one ("Conference date", "Case conf", "Conference: annual, 8 June 2010").
pub(super) fn conference_date(document: &Document) -> Option<Date> {
    let names_it = |label: &str| {
        let mut words = label.split(|c: char| !c.is_alphanumeric());
        words.clone().any(|word| lexicon::CONFERENCE_WORDS.has(word))
            && !words.any(|word| lexicon::OTHER_CONFERENCE.has(word))
    };
    let fields = fields(document);
    fields.iter().filter(|field| names_it(&field.label)).find_map(|field| date(document, field.value))
}

/// The date under the first of these labels that the header has with one.
pub(super) fn date_of(document: &Document, labels: &[&str]) -> Option<Date> {
    let fields = fields(document);
    labels.iter().find_map(|label| {
        let field = fields.iter().find(|field| field.label == *label)?;
        date(document, field.value)
    })
}

/// The first whole date of a value.
pub(super) fn date(document: &Document, value: &[Token]) -> Option<Date> {
    document.dates_in(value).iter().find_map(|(_, value)| value.date())
}

/// How many headings may stand before the header's fields: the plan's title and one of the header itself.
const HEADINGS_MAX: u32 = 2;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::parse;

    fn check(text: &str) -> Option<String> {
        plan_date(&parse(text.to_owned()).unwrap()).map(|date| date.to_string())
    }

    #[test]
    fn the_conference_date_comes_before_the_date_of_the_plan() {
        let text =
            "# Plan\n\nDate of plan: 1 May 2024\nConference date: 12/05/2024\n\n## Housing\n\nHe rents.\n";
        assert_eq!(check(text).as_deref(), Some("2024-05-12"));
    }

    #[test]
    fn a_conference_has_its_date_under_any_label_that_names_it() {
        for line in [
            "Conference: Annual review, 3 May 2024, 10.15, Room 2",
            "CASE CONF: 03/05/2024 10:00",
            "ICM case conference (enhanced): Friday 3 May 2024",
            "Last conference: 9 May 2023\nDate of case conference: 3 May 2024",
        ] {
            let text = format!(
                "**HMP NOWHERE**\n\n# CASE MANAGEMENT\n# THE PLAN\n\n{line}\n\n## 1. Money\n\nHe saves.\n"
            );
            assert_eq!(check(&text).as_deref(), Some("2024-05-03"), "{line}");
        }
        assert_eq!(check("# Plan\n\nNext conference: 3 May 2024\n\n## Money\n\nHe saves.\n"), None);
    }

    #[test]
    fn a_table_is_a_header_too() {
        let text = "# Plan\n\n| Field | Detail |\n|---|---|\n| Date of plan | 3rd May '24 |\n\n## Housing\n";
        assert_eq!(check(text).as_deref(), Some("2024-05-03"));
    }

    #[test]
    fn a_date_further_down_is_another_date() {
        assert_eq!(check("# Plan\n\nName: Ann Other\n\n## Minutes\n\nDate: 3 May 2020\n"), None);
        assert_eq!(check("He was seen.\n"), None);
    }
}
