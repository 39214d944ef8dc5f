//! Whether near copies say the same: by the engine that judges changes between versions.

use super::pairs::{Pair, Sides};
use crate::alignment::{Alignment, Link};
use crate::delta::{Change, classify};
use crate::document::Document;

/// Judges each pair of units as if the one had become the other; in the order of the links.
pub(super) fn judge(left: &Document, right: &Document, links: Vec<Link>) -> Vec<Change> {
    classify(left, right, &Alignment { links }).changes
}

/// A pair of passages as a link of their units.
pub(super) fn link(sides: Sides<'_>, (i, j): Pair) -> Link {
    Link { before: sides.left.get(i).units(), after: sides.right.get(j).units(), moved: false }
}
