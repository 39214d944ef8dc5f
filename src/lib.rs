//! CIP Brief: what changed in a Community Integration Plan since the last case conference.
//!
//! The modules stand in the order in which data passes through them:
//!
//! `source text → document → alignment → delta → history → brief`, then `store`, `app`, `http`, `web`, `cli`.
//!
//! Everything up to [`brief`] is pure: values in, values out; no I/O, no clock, no async, no global state.
//! Imports go one way: `text ← document ← alignment ← delta ← history ← brief ← wire`, with `facts` beside `document`
//! (it knows words, not sections); then `store` (domain values only), then `app`, then `http`, `web` and `cli`.
//! A test reads the `use crate::` lines and holds this.
//!
//! # Words
//!
//! *Version*: one whole CIP as posted. *Before* and *after*: the two versions of a delta (`old` and `new` on
//! every wire). *Section*: a heading and what stands under it. *Block*: paragraph, list item, table, heading.
//! *Unit*: the smallest thing that is aligned, folded and cited: a sentence, a row, a heading. *Span*: a
//! half-open byte range of the source. *Fact*: something in a unit whose change matters. *Delta*: every unit of
//! two versions, paired and classed. *Lineage*: one unit's life across versions. *Brief*: the page made of all
//! that.

pub mod text;

pub mod document;

pub mod facts;

pub mod alignment;

pub mod delta;

pub mod history;

pub mod condensed;

pub mod brief;

pub mod wire;

pub mod render;

pub mod store;

pub mod compute;

pub mod app;

pub mod http;

pub mod web;

pub mod import;

pub mod demo;

pub mod cli;
