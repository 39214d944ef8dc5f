//! What a converter leaves in a text that shows nothing: breaks, spaces and looks written as tags or entities,
//! anchors.
//!
//! Takes a text, gives what stands at its start. The document keeps such bytes inside their unit and makes no words of
//! them; the delta compares them as it compares white space.

use std::ops::Range;

/// A piece of markup that shows no word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Markup {
    /// `<br>`: the end of a line.
    Break,
    /// `<p>`, `<div>`, `<li>` in a cell: the end of a line.
    Block,
    /// `<b>`, `<em>`, `<span style="…">`: how the words look. Never what strikes words out.
    Look,
    /// `&nbsp;`: a space.
    Space,
    /// `[]{#_Toc12 .anchor}`, `{.underline}`, `{#housing}`, `<a name="housing">`: a name for a place or a look.
    Anchor,
}

/// Spaces by their names and numbers. Each is white space where it is written as itself.
const SPACES: [&str; 8] = ["&nbsp;", "&ensp;", "&emsp;", "&thinsp;", "&#160;", "&#xa0;", "&#x20;", "&#32;"];

/// The markup that a text opens with, and how many bytes it has.
pub fn markup_at(text: &str) -> Option<(usize, Markup)> {
    match text.as_bytes().first()? {
        b'<' => tag(text),
        b'&' => {
            let opens =
                |space: &&&str| text.get(..space.len()).is_some_and(|s| s.eq_ignore_ascii_case(space));
            SPACES.iter().find(opens).map(|space| (space.len(), Markup::Space))
        }
        b'{' => attributes(text).map(|len| (len, Markup::Anchor)),
        b'[' => attributes(text.strip_prefix("[]")?).map(|len| (len + 2, Markup::Anchor)),
        _ => None,
    }
}

/// Where all the markup of a text stands.
pub fn all_markup(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let start = from + text[from..].find(['<', '&', '{', '['])?;
            from = start + 1;
            if let Some((len, _)) = markup_at(&text[start..]) {
                from = start + len;
                return Some(start..from);
            }
        }
    })
}

/// Whether a line ends in what stands between two words: a line break, or one written as a tag.
pub fn has_break(gap: &str) -> bool {
    let written = |range: Range<usize>| {
        markup_at(&gap[range]).is_some_and(|(_, m)| matches!(m, Markup::Break | Markup::Block))
    };
    gap.contains(['\n', '\r']) || all_markup(gap).any(written)
}

/// Whether what stands between two words parts them: white space, or markup that shows as such.
pub fn parts_words(gap: &str) -> bool {
    let parts = |range: Range<usize>| {
        markup_at(&gap[range]).is_some_and(|(_, markup)| !matches!(markup, Markup::Anchor | Markup::Look))
    };
    gap.contains(char::is_whitespace) || all_markup(gap).any(parts)
}

/// Longest tag or list of attributes, in bytes: a search of a text full of braces stays linear.
const BYTES_MAX: usize = 128;
/// Tags that set how words look and show none.
const LOOKS: [&str; 8] = ["b", "strong", "i", "em", "u", "span", "font", "small"];
/// Attributes that set how words look.
const LOOK_ATTRIBUTES: [&str; 9] =
    ["class", "style", "color", "face", "size", "align", "lang", "dir", "width"];
/// Tags of blocks, each of which begins or ends a line.
const BLOCKS: [&str; 5] = ["p", "div", "ul", "ol", "li"];

fn tag(text: &str) -> Option<(usize, Markup)> {
    let end = text.bytes().take(BYTES_MAX).position(|byte| byte == b'>')?;
    let inner = text[1..end].trim_end_matches('/').trim();
    let value = |byte: u8| byte.is_ascii_alphanumeric() || b"\"'_-.:".contains(&byte);
    let anchor = ["a name=", "a id="].iter().any(|name| {
        let opens = inner.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
        opens && inner[name.len()..].bytes().all(value)
    });
    if inner.eq_ignore_ascii_case("br") {
        Some((end + 1, Markup::Break))
    } else if text[..=end].eq_ignore_ascii_case("</a>") || anchor {
        Some((end + 1, Markup::Anchor))
    } else {
        let inner = inner.strip_prefix('/').unwrap_or(inner);
        let name = inner.split(' ').next().unwrap_or_default();
        let plain = shows_only_looks(&inner[name.len()..]);
        let is = |names: &[&str]| plain && names.iter().any(|known| name.eq_ignore_ascii_case(known));
        let markup = if is(&LOOKS) { Markup::Look } else { Markup::Block };
        (is(&LOOKS) || is(&BLOCKS)).then_some((end + 1, markup))
    }
}

/// Whether the attributes of a tag say nothing but how its words look: ` class="a" style="color: red"`. What strikes
/// words out says more, and so does a title, which is shown at the pointer.
fn shows_only_looks(attributes: &str) -> bool {
    let names = attributes.split('"').step_by(2).map(str::trim).filter(|name| !name.is_empty());
    let known = |name: &str| LOOK_ATTRIBUTES.iter().any(|known| name.eq_ignore_ascii_case(known));
    let small = attributes.to_ascii_lowercase();
    names.clone().all(|name| name.strip_suffix('=').is_some_and(known))
        && attributes.matches('"').count() == 2 * names.count()
        && !["through", "strike"].iter().any(|struck| small.contains(struck))
}

/// `{#name .class}`: names and classes only, each one word without white space, so that no prose is taken for them.
fn attributes(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('{')?;
    let end = inner.bytes().take(BYTES_MAX).position(|byte| byte == b'}')?;
    let is_attribute = |word: &str| {
        let name = word.strip_prefix(['#', '.']).unwrap_or("");
        name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-:.".contains(&byte))
    };
    let mut words = inner[..end].split(' ').peekable();
    (words.peek().is_some() && words.all(is_attribute)).then_some(end + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_shows_no_word() {
        for (text, markup) in [
            ("<br>", Markup::Break),
            ("<BR />", Markup::Break),
            ("&nbsp;", Markup::Space),
            ("[]{#_Toc55 .anchor}", Markup::Anchor),
            ("{.underline}", Markup::Anchor),
            ("{#health}", Markup::Anchor),
            ("<a name=\"_Toc55\">", Markup::Anchor),
            ("<a id='x'>", Markup::Anchor),
            ("</a>", Markup::Anchor),
            ("<strong>", Markup::Look),
            ("</EM>", Markup::Look),
            ("<span style=\"color: red\">", Markup::Look),
            ("</p>", Markup::Block),
        ] {
            assert_eq!(markup_at(text), Some((text.len(), markup)), "{text}");
            assert_eq!(markup_at(&format!("{text} on")), Some((text.len(), markup)), "{text}");
        }
    }

    #[test]
    fn what_shows_words() {
        for text in [
            "",
            "<b no more>",
            "<brave>",
            "<b title=\"not seen\">",
            "<span style=\"text-decoration: line-through\">",
            "<del>",
            "<s>",
            "<a href=\"x\">",
            "<a name=\"not now\">",
            "{not}",
            "{#not now}",
            "{.5}",
            "{}",
            "[]",
            "[x]{.u",
            "&amp;",
            "<br",
            "{# a}",
            "<é",
            "<a n\u{e9}me=x>",
            "<a>",
        ] {
            assert_eq!(markup_at(text), None, "{text}");
        }
    }

    #[test]
    fn all_of_a_text() {
        let text = "a<br>b [c]{.u} &nbsp;d{}";
        let found: Vec<&str> = all_markup(text).map(|range| &text[range]).collect();
        assert_eq!(found, ["<br>", "{.u}", "&nbsp;"]);
    }
}
