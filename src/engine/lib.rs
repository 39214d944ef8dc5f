//! The engine: from the texts of successive plans to what changed since the last conference.
//!
//! The modules stand in the order in which data passes through them:
//!
//! `source text → document → alignment → delta → history → condensed plan and brief`
//!
//! Everything here is pure: values in, values out; no I/O, no clock, no async, no global state. Imports go one way:
//! `lexicon ← text ← facts ← document ← alignment ← delta ← history ← brief`; what can be said of one version alone
//! is asked of its document, which works it out once. A test of the workspace reads the `use crate::` lines and holds this; that the engine knows no server,
//! store or page is held by its manifest.
//!
//! # Words
//!
//! *Version*: one whole CIP as posted. *Before* and *after*: the two versions of a delta (`old` and `new` on
//! every wire). *Section*: a heading and what stands under it. *Block*: paragraph, list item, table, heading.
//! *Unit*: the smallest thing that is aligned, folded and cited: a sentence, a row, a heading. *Span*: a
//! half-open byte range of the source. *Fact*: something in a unit whose change matters. *Delta*: every unit of
//! two versions, paired and classed. *Lineage*: one unit's life across versions. *Brief*: the page made of all
//! that.

pub use cip_lexicon as lexicon;

pub mod text;

pub mod facts;

pub mod document;

pub mod alignment;

pub mod delta;

pub mod marked;

pub mod history;

pub mod findings;

pub mod condensed;

pub mod brief;
