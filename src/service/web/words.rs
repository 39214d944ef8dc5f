//! Numbers, dates and names of kinds in words for people.

use jiff::civil::Date;

use cip_engine::brief::unread;
use cip_engine::document::Document;
use cip_engine::facts::FactClass;
use cip_store::{ConferenceKind, ConferenceStatus, SourceKind};

/// A date as it is read aloud: "14 March 2024".
pub(super) fn day(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

/// What could not be read of a plan, and of the earlier one that it is compared with.
pub(super) fn not_read(before: Option<&Document>, after: &Document) -> Vec<String> {
    cip_render::phrases::not_read(&unread(before, after))
}

/// A version as people call it: by its date where there is one.
pub(super) fn version(number: u32, as_of: Option<Date>) -> String {
    as_of.map_or_else(|| format!("Version {number}"), |date| format!("{} (version {number})", day(date)))
}

/// "1 sentence", "2 sentences", "1,204 words".
pub(super) fn count(number: usize, one: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {one}{plural}", grouped(number))
}

/// With a small first letter, for the middle of a sentence.
pub(super) fn lower(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_lowercase).chain(letters).collect()
}

/// With a large first letter.
pub(super) fn upper(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// A number with a comma at each thousand.
pub(super) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let comma = |at: usize| at > 0 && (digits.len() - at).is_multiple_of(3);
    let digit = |(at, digit)| if comma(at) { vec![',', digit] } else { vec![digit] };
    digits.char_indices().flat_map(digit).collect()
}

/// What a class of fact is called beside a change.
pub(super) fn fact(class: FactClass) -> &'static str {
    match class {
        FactClass::Negation => "yes or no",
        FactClass::Modality => "may or must",
        FactClass::Quantifier => "how many",
        FactClass::Antonym => "opposite",
        FactClass::Subject => "who",
        FactClass::Certainty => "how certain",
        other => other.name(),
    }
}

/// What a kind of conference is called.
pub(super) fn conference(kind: ConferenceKind) -> &'static str {
    match kind {
        ConferenceKind::Initial => "Initial",
        ConferenceKind::Annual => "Annual",
        ConferenceKind::PreRelease => "Pre-release",
        ConferenceKind::Concern => "Called on concern",
        ConferenceKind::Other => "Other",
    }
}

/// Whether a conference was held.
pub(super) fn status(status: ConferenceStatus) -> &'static str {
    match status {
        ConferenceStatus::Scheduled => "to be held",
        ConferenceStatus::Held => "held",
        ConferenceStatus::Cancelled => "cancelled",
    }
}

/// What a kind of report is called.
pub(super) fn source(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Ser => "Social Enquiry Report",
        SourceKind::Cjswr => "Criminal Justice Social Work Report",
        SourceKind::RiskAssessment => "Risk assessment",
        SourceKind::Other => "Other report",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_have_commas() {
        assert_eq!(grouped(7), "7");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(15_020), "15,020");
        assert_eq!(grouped(1_234_567), "1,234,567");
    }

    #[test]
    fn one_has_no_plural() {
        assert_eq!(count(1, "sentence"), "1 sentence");
        assert_eq!(count(0, "sentence"), "0 sentences");
    }

    #[test]
    fn a_version_is_called_by_its_date() {
        assert_eq!(version(4, Some(jiff::civil::date(2024, 3, 4))), "4 March 2024 (version 4)");
        assert_eq!(version(4, None), "Version 4");
    }
}
