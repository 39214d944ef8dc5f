//! Markdown as a reader's program shows it.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::{Mark, Readings};

/// What the items of the lists read as: struck text is old, strong text new.
pub(super) fn items(page: &str) -> Vec<Readings> {
    let mut items: Vec<Readings> = Vec::new();
    let (mut depth, mut old, mut new) = (0, 0, 0);
    let mut events = Parser::new_ext(page, Options::ENABLE_STRIKETHROUGH).peekable();
    let mut struck = false;
    while let Some(event) = events.next() {
        let after_struck = std::mem::take(&mut struck);
        match event {
            Event::Start(Tag::Item) => {
                depth += 1;
                assert_eq!(depth, 1, "no text of a plan begins a list: {page}");
                items.push(Readings::default());
            }
            Event::End(TagEnd::Item) => depth -= 1,
            Event::Start(Tag::Strikethrough) => old += 1,
            Event::End(TagEnd::Strikethrough) => (old, struck) = (old - 1, true),
            Event::Start(Tag::Strong) => new += 1,
            Event::End(TagEnd::Strong) => new -= 1,
            Event::Text(text) if depth > 0 => {
                let ours =
                    after_struck && &*text == " " && matches!(events.peek(), Some(Event::Start(Tag::Strong)));
                let mark = match (old > 0, new > 0) {
                    (true, _) => Mark::Before,
                    (_, true) => Mark::After,
                    _ => Mark::Same,
                };
                if !ours {
                    items.last_mut().unwrap().push(mark, &text);
                }
            }
            Event::SoftBreak | Event::HardBreak if depth > 0 => {
                items.last_mut().unwrap().push(Mark::Same, " ");
            }
            Event::Code(_) | Event::Html(_) | Event::InlineHtml(_) => {
                panic!("text of a plan became a mark: {page}")
            }
            _ => {}
        }
    }
    items
}
