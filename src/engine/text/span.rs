//! Half-open byte ranges of a source.

/// A half-open range of bytes, `start..end`, of a UTF-8 source.
///
/// Offsets are `u32`: a source is at most [`crate::document::SOURCE_BYTES_MAX`] long, and half the memory of
/// `usize` matters where every word has a span.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// Makes the span `start..end`.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end, "a span runs forward");
        Self { start: start as u32, end: end as u32 }
    }

    /// The bytes of `source` that this span covers.
    ///
    /// # Panics
    ///
    /// If the span was made for another source and does not fit this one.
    pub fn of(self, source: &str) -> &str {
        &source[self.start as usize..self.end as usize]
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether it covers no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The span so many bytes further on, in wrapping arithmetic: it may be further back.
    #[must_use]
    pub fn moved(self, by: u32) -> Self {
        Self { start: self.start.wrapping_add(by), end: self.end.wrapping_add(by) }
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}
