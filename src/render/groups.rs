//! Items of a part under common headings, so that section and entry are said once.
//!
//! Takes a part, gives groups: by what became of them for actions, by what is asked for questions, by their outermost section for all else; in
//! each the subgroups of one inner section and entry.

use jiff::civil::Date;

use super::phrases;
use cip_engine::brief::{Item, Part, PartId};

/// Items under one heading.
pub struct Group<'a> {
    /// The heading; empty where there is none.
    pub title: &'a str,
    /// The items.
    pub items: &'a [Item],
    part: PartId,
}

/// Items of one inner section and entry.
pub struct Subgroup<'a> {
    /// The inner section; empty where there is none.
    pub title: &'a str,
    /// The items.
    pub items: &'a [Item],
}

/// The items of a part that page one does not hold.
pub fn groups(part: &Part) -> impl Iterator<Item = Group<'_>> {
    let id = part.id;
    let groups = part.in_full().chunk_by(move |a, b| title(a, id) == title(b, id));
    groups.map(move |items| Group { title: title(&items[0], id), items, part: id })
}

impl<'a> Group<'a> {
    /// The items by inner section and entry.
    pub fn subgroups(&self) -> impl Iterator<Item = Subgroup<'a>> + use<'a> {
        let part = self.part;
        let together = move |a: &Item, b: &Item| {
            (inner(a, part), &a.author, a.written) == (inner(b, part), &b.author, b.written)
        };
        let subgroups = self.items.chunk_by(together);
        subgroups.map(move |items| Subgroup { title: inner(&items[0], part), items })
    }
}

impl Subgroup<'_> {
    /// Inner section, author and date in one line.
    pub fn head(&self, date: fn(Date) -> String) -> Option<String> {
        let entry = phrases::entry(&self.items[0], date);
        let heads =
            [Some(self.title.to_owned()), entry].into_iter().flatten().filter(|head| !head.is_empty());
        let head = heads.collect::<Vec<_>>().join(". ");
        (!head.is_empty()).then_some(head)
    }
}

fn title(item: &Item, part: PartId) -> &str {
    match part {
        PartId::Actions | PartId::Ask => item.kind.phrase(),
        _ => outer_and_inner(item).0,
    }
}

fn inner(item: &Item, part: PartId) -> &str {
    match part {
        PartId::Actions => "",
        PartId::Ask => &item.label,
        _ => outer_and_inner(item).1,
    }
}

/// The outermost title of an item's label, and the others.
fn outer_and_inner(item: &Item) -> (&str, &str) {
    let outer = item.section.first().map_or("", String::as_str);
    let inner = item.label.strip_prefix(outer).and_then(|rest| rest.strip_prefix(", "));
    inner.map_or((item.label.as_str(), ""), |inner| (outer, inner))
}
