//! The structure of a tagged document: what its author's program said that headings, lists and tables are.
//!
//! Read after ISO 32000-1, 14.7 and 14.8. Elements give the numbers of the letters that they hold.

use std::collections::HashMap;

use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, ObjRef, Object, ObjectIdentifier};

/// Deepest nesting of elements, and most of them.
const DEPTH_MAX: usize = 100;
const ELEMENTS_MAX: usize = 200_000;

/// An element of the structure.
#[derive(Clone, Debug, Default)]
pub(super) struct Element {
    /// Its role: "P", "H1", "TD".
    pub(super) role: String,
    pub(super) columns: u32,
    /// What describes it, of a picture.
    pub(super) described: String,
    pub(super) inside: Vec<Inside>,
}

/// What stands inside an element.
#[derive(Clone, Debug)]
pub(super) enum Inside {
    Element(Element),
    /// Letters of a page, counted from 0, with this number.
    Content(usize, i32),
}

/// The roots of the structure; none of a document without any, or with one beyond the limits.
pub(super) fn read(pdf: &Pdf) -> Option<Vec<Inside>> {
    let catalog: Dict<'_> = pdf.xref().get(pdf.xref().root_id())?;
    let root: Dict<'_> = catalog.get(b"StructTreeRoot")?;
    let pages = pdf.pages().iter().enumerate();
    let pages = pages.filter_map(|(at, page)| Some((page.raw().obj_id()?, at))).collect();
    let roles = root.get::<Dict<'_>>(b"RoleMap");
    let mut reading = Reading { pages, roles, elements: 0 };
    let inside = reading.kids(&root, None, 0)?;
    (!inside.is_empty()).then_some(inside)
}

struct Reading<'a> {
    pages: HashMap<ObjectIdentifier, usize>,
    roles: Option<Dict<'a>>,
    elements: usize,
}

impl Reading<'_> {
    fn kids(&mut self, parent: &Dict<'_>, page: Option<usize>, depth: usize) -> Option<Vec<Inside>> {
        let mut inside = Vec::new();
        match parent.get::<Object<'_>>(b"K") {
            Some(Object::Array(kids)) => {
                for kid in array(&kids) {
                    self.kid(&kid, page, depth, &mut inside)?;
                }
            }
            Some(kid) => self.kid(&kid, page, depth, &mut inside)?,
            None => {}
        }
        Some(inside)
    }

    fn kid(
        &mut self,
        kid: &Object<'_>,
        page: Option<usize>,
        depth: usize,
        inside: &mut Vec<Inside>,
    ) -> Option<()> {
        if depth > DEPTH_MAX || self.elements > ELEMENTS_MAX {
            return None;
        }
        self.elements += 1;
        match kid {
            Object::Number(number) => {
                if let Some(page) = page {
                    inside.push(Inside::Content(page, number.as_i64() as i32));
                }
            }
            Object::Dict(dict) => {
                let page = dict.get_ref(b"Pg").and_then(|page| self.page(page)).or(page);
                let kind = dict.get::<Name<'_>>(b"Type").map(|name| name.as_str().to_owned());
                match kind.as_deref() {
                    Some("MCR") => {
                        let content = page.zip(dict.get::<i32>(b"MCID"));
                        inside.extend(content.map(|(page, content)| Inside::Content(page, content)));
                    }
                    Some("OBJR") => {}
                    _ => {
                        let element = Element {
                            role: self.role(dict),
                            columns: columns(dict),
                            described: dict
                                .get::<hayro_interpret::hayro_syntax::object::String<'_>>(b"Alt")
                                .map(|text| super::text_string(text.as_bytes()))
                                .unwrap_or_default(),
                            inside: self.kids(dict, page, depth + 1)?,
                        };
                        inside.push(Inside::Element(element));
                    }
                }
            }
            _ => {}
        }
        Some(())
    }

    fn page(&self, page: ObjRef) -> Option<usize> {
        self.pages.get(&page.into()).copied()
    }

    /// The role of an element, as the standard names it.
    fn role(&self, element: &Dict<'_>) -> String {
        let own = element.get::<Name<'_>>(b"S").map(|name| name.as_str().to_owned()).unwrap_or_default();
        let mapped = self.roles.as_ref().and_then(|roles| roles.get::<Name<'_>>(own.as_bytes()));
        mapped.map_or(own, |name| name.as_str().to_owned())
    }
}

fn array<'a>(array: &Array<'a>) -> Vec<Object<'a>> {
    array.iter::<Object<'_>>().take(ELEMENTS_MAX).collect()
}

/// How many columns a cell stands over.
fn columns(element: &Dict<'_>) -> u32 {
    let of = |attributes: &Dict<'_>| attributes.get::<u32>(b"ColSpan");
    let span = match element.get::<Object<'_>>(b"A") {
        Some(Object::Dict(attributes)) => of(&attributes),
        Some(Object::Array(all)) => {
            all.iter::<Object<'_>>().filter_map(Object::into_dict).find_map(|dict| of(&dict))
        }
        _ => None,
    };
    span.unwrap_or(1).clamp(1, crate::limits::COLUMNS_MAX)
}
