//! Two kept versions as the page of a delta takes them.

use jiff::civil::Date;

use super::delta::Pair;
use crate::app::Comparison;
use cip_engine::brief;
use cip_engine::document::Document;
use cip_store::Version;

/// Gives the two versions to `then`, with the dates since when each unit is worded as it is, and the person whose
/// passages' pasts can be asked for; both may be missing.
pub(crate) fn with_pair<T>(
    comparison: &Comparison,
    since: &[Date],
    person: Option<&str>,
    then: impl FnOnce(&Pair<'_>) -> T,
) -> T {
    let before = dated(&comparison.before, &comparison.before_document);
    let after = dated(&comparison.after, &comparison.after_document);
    then(&Pair { before: &before, after: &after, delta: &comparison.delta, since, person })
}

/// A kept version with its text, as the engine takes it.
pub(super) fn dated<'a>(version: &Version, document: &'a Document) -> brief::Version<'a> {
    brief::Version { number: version.number, as_of: Some(version.as_of), document }
}

/// A kept version's number and date.
pub(crate) fn label(version: &Version) -> brief::VersionLabel {
    brief::VersionLabel { number: version.number, as_of: Some(version.as_of) }
}
