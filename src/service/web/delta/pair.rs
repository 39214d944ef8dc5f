//! What the page of a delta is made from.

use jiff::civil::Date;

use cip_engine::brief::Version;
use cip_engine::delta::Delta;

/// Two versions and what became of each unit.
#[derive(Clone, Copy, Debug)]
pub struct Pair<'a> {
    /// The earlier version.
    pub before: &'a Version<'a>,
    /// The later version.
    pub after: &'a Version<'a>,
    /// What became of each unit.
    pub delta: &'a Delta,
    /// For each unit of the later version the date since when it is worded as it is; empty where that is not known.
    pub since: &'a [Date],
    /// Whose plan it is, where its passages' pasts can be asked for.
    pub person: Option<&'a str>,
}
