//! Items of a part under common headings, so that a heading is said once.
//!
//! Takes a part, gives groups: by what became of them for actions, by their section for what is new, removed or unlike
//! the report, one group for all else.

use super::phrases;
use cip_engine::brief::{Item, Part, PartId};

/// Items under one heading.
pub struct Group<'a> {
    /// The heading; empty where there is none.
    pub title: &'a str,
    /// The pages on which all of them stand, to be said with the heading; none where they differ.
    pub pages: Option<String>,
    /// The items.
    pub items: &'a [Item],
}

/// The items of a part that page one does not hold.
pub fn groups(part: &Part) -> impl Iterator<Item = Group<'_>> {
    let id = part.id;
    let groups = part.in_full().chunk_by(move |a, b| title(a, id) == title(b, id));
    groups.map(move |items| {
        let title = title(&items[0], id);
        Group { title, pages: pages(items).filter(|_| !title.is_empty()), items }
    })
}

fn pages(items: &[Item]) -> Option<String> {
    let first = phrases::pages(items.first()?)?;
    items.iter().all(|item| phrases::pages(item).as_ref() == Some(&first)).then_some(first)
}

impl Group<'_> {
    /// The heading with the pages: "Housing, page 4".
    pub fn heading(&self) -> String {
        let pages = self.pages.as_ref().map_or_else(String::new, |pages| format!(", {pages}"));
        format!("{}{pages}", self.title)
    }

    /// Its items, each behind the one before it.
    pub fn follow(&self) -> impl Iterator<Item = (Option<&Item>, &Item)> {
        let before = std::iter::once(None).chain(self.items.iter().map(Some));
        before.zip(self.items)
    }
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
