//! A page as a browser reads it: a tree of elements, and the marked text in one.

use html5gum::{Token, Tokenizer};

use super::{Mark, Readings};

/// Elements that have no end.
const VOID: [&str; 7] = ["meta", "link", "input", "br", "hr", "img", "path"];

/// An element, or the text between two of them.
#[derive(Debug)]
pub(super) enum Node {
    Element(Element),
    Text(String),
}

#[derive(Debug, Default)]
pub(super) struct Element {
    pub(super) name: String,
    classes: Vec<String>,
    id: Option<String>,
    nodes: Vec<Node>,
}

impl Element {
    /// The tree of a page.
    pub(super) fn of(page: &str) -> Self {
        let mut open = vec![Self::default()];
        for token in Tokenizer::new(page) {
            match token.unwrap() {
                Token::StartTag(tag) => {
                    let value = |name: &[u8]| tag.attributes.get(name).map(|value| text(&value.value));
                    let classes = value(b"class").unwrap_or_default();
                    let element = Self {
                        name: text(&tag.name),
                        classes: classes.split(' ').map(str::to_owned).collect(),
                        id: value(b"id"),
                        nodes: Vec::new(),
                    };
                    let ends = tag.self_closing || VOID.contains(&element.name.as_str());
                    open.push(element);
                    if ends {
                        close(&mut open);
                    }
                }
                Token::EndTag(tag) => {
                    assert_eq!(open.last().unwrap().name, text(&tag.name), "elements end as they begin");
                    close(&mut open);
                }
                Token::String(found) => open.last_mut().unwrap().nodes.push(Node::Text(text(&found))),
                Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
            }
        }
        assert_eq!(open.len(), 1, "every element ends");
        open.remove(0)
    }

    pub(super) fn is(&self, class: &str) -> bool {
        self.classes.iter().any(|own| own == class)
    }

    pub(super) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.nodes.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The elements in it that are as asked, in reading order, none inside another.
    pub(super) fn find<'e>(&'e self, is: &dyn Fn(&Self) -> bool, found: &mut Vec<&'e Self>) {
        for element in self.elements() {
            if is(element) {
                found.push(element);
            } else {
                element.find(is, found);
            }
        }
    }

    pub(super) fn all<'e>(&'e self, is: &dyn Fn(&Self) -> bool) -> Vec<&'e Self> {
        let mut found = Vec::new();
        self.find(is, &mut found);
        found
    }

    /// The names by which it can be linked to.
    pub(super) fn anchors(&self) -> Vec<String> {
        let inner = self.all(&|element| element.is("anchor"));
        self.id.clone().into_iter().chain(inner.iter().filter_map(|element| element.id.clone())).collect()
    }

    /// What its text reads as. What is said to screen readers beside a mark is ours, and so is the space between what
    /// was struck and what replaced it.
    pub(super) fn read(&self) -> Readings {
        let mut readings = Readings::default();
        self.read_into(Mark::Same, &mut readings);
        readings
    }

    fn read_into(&self, mark: Mark, readings: &mut Readings) {
        for (at, node) in self.nodes.iter().enumerate() {
            let tag = |at: Option<usize>| match at.and_then(|at| self.nodes.get(at)) {
                Some(Node::Element(element)) => element.name.as_str(),
                _ => "",
            };
            match node {
                Node::Text(text)
                    if text == " " && tag(at.checked_sub(1)) == "del" && tag(Some(at + 1)) == "ins" => {}
                Node::Text(text) => readings.push(mark, text),
                Node::Element(element) if element.is("said") || element.is("beyond") => {}
                Node::Element(element) => {
                    let mark = match element.name.as_str() {
                        "del" => Mark::Before,
                        "ins" => Mark::After,
                        _ => mark,
                    };
                    element.read_into(mark, readings);
                }
            }
        }
    }
}

/// Text as a page shows it: the characters that turn the direction of what follows by their names.
pub(super) fn named(text: &str) -> String {
    text.replace('\u{202e}', "[U+202E]").replace('\u{202d}', "[U+202D]")
}

fn close(open: &mut Vec<Element>) {
    let element = open.pop().unwrap();
    open.last_mut().unwrap().nodes.push(Node::Element(element));
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}
