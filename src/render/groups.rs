//! Items of a part under common headings, so that a heading is said once.
//!
//! Takes a part, gives groups: by what became of them for actions, by their section for what is new, removed or unlike
//! the report, one group for all else.

use cip_engine::brief::{Item, Part, PartId};

/// Items under one heading.
pub struct Group<'a> {
    /// The heading; empty where there is none.
    pub title: &'a str,
    /// The items.
    pub items: &'a [Item],
}

/// The items of a part that page one does not hold.
pub fn groups(part: &Part) -> impl Iterator<Item = Group<'_>> {
    let id = part.id;
    let groups = part.in_full().chunk_by(move |a, b| title(a, id) == title(b, id));
    groups.map(move |items| Group { title: title(&items[0], id), items })
}

/// The inner section of an item that its group does not say; empty where there is none.
pub fn inner<'a>(item: &'a Item, group: &Group<'_>) -> &'a str {
    if item.label == group.title { "" } else { &item.label }
}

fn title(item: &Item, part: PartId) -> &str {
    match part {
        PartId::Actions => item.kind.phrase(),
        PartId::New | PartId::Removed | PartId::Report => &item.label,
        _ => "",
    }
}
