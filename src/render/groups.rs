//! Items of a part under common headings, so that a heading is said once.
//!
//! Takes a part, gives groups: by what became of them for actions, by their section for what is new, removed or unlike
//! the report, one group for all else.

use super::phrases;
use cip_engine::brief::{Item, Mark, Part, PartId};

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
pub fn inner<'a>(item: &'a Item, group: &Group<'_>, part: PartId) -> &'a str {
    match part {
        PartId::Actions | PartId::Minutes | PartId::Nothing => "",
        PartId::Challenge | PartId::Report if phrases::pages(item).is_some() => "",
        _ if item.label == group.title || is_its_heading(item) => "",
        _ => &item.label,
    }
}

fn title(item: &Item, part: PartId) -> &str {
    match part {
        PartId::Actions => item.kind.phrase(),
        // What differs from a report is found by its page.
        PartId::Report if phrases::pages(item).is_some() => "",
        PartId::New | PartId::Removed | PartId::Report if !is_its_heading(item) => &item.label,
        _ => "",
    }
}

/// Whether an item is the change of the very heading that it stands under.
fn is_its_heading(item: &Item) -> bool {
    let now = item.text.iter().filter(|piece| piece.mark != Mark::Before);
    now.map(|piece| piece.text.as_str()).collect::<String>() == item.label
}

#[cfg(test)]
mod tests {
    use super::*;
    use cip_engine::brief::{Brief, Input, Known, Version, compose};
    use cip_engine::delta::compare;
    use cip_engine::document::parse;

    fn brief(plans: [&str; 2]) -> Brief {
        let documents = plans.map(|plan| parse(plan.to_owned()).unwrap());
        let version = |at: usize| Version { number: at as u32 + 1, as_of: None, document: &documents[at] };
        compose(&Input {
            person: None,
            baseline: Some(version(0)),
            current: version(1),
            delta: Some(&compare(&documents[0], &documents[1])),
            traced: None,
            last_conference: None,
            next_conference: None,
            known: Known::default(),
            agency: None,
            words: 1,
        })
    }

    #[test]
    fn a_heading_that_changed_does_not_stand_under_itself() {
        let plan = |title: &str| {
            format!("# Plan\n\nName: A Weir\n\n## {title}\n\nHe rows.\n\n## Work\n\nHe mends nets.\n")
        };
        let brief = brief([&plan("The winter meeting"), &plan("The summer meeting")]);
        let items: Vec<&Item> = brief.parts.iter().flat_map(|part| &part.items).collect();
        let heading = items.iter().find(|item| is_its_heading(item));
        assert_eq!(heading.map(|item| title(item, PartId::New)), Some(""));
    }
}
