//! What is known of the elements of HTML.

use html5gum::emitters::default::StartTag;

/// A start tag.
#[derive(Clone, Debug, Default)]
pub(super) struct Start {
    pub(super) name: String,
    attributes: Vec<(String, String)>,
}

/// Attributes that bear on what is read; the others are dropped at once.
const ATTRIBUTES: [&str; 19] = [
    "alt", "bgcolor", "checked", "class", "colspan", "hidden", "rowspan", "selected", "size", "span", "src",
    "srcdoc", "start", "style", "title", "type", "value", "data", "label",
];

impl Start {
    pub(super) fn of(tag: &StartTag<()>) -> Self {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let known = tag
            .attributes
            .iter()
            .filter(|(name, _)| ATTRIBUTES.iter().any(|known| known.as_bytes() == name.as_slice()));
        let attributes = known.map(|(name, value)| (text(name), text(value))).collect();
        Self { name: text(&tag.name), attributes }
    }

    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// An attribute whose value is a word, in lower case.
    pub(super) fn word(&self, name: &str) -> String {
        self.attribute(name).unwrap_or_default().trim().to_ascii_lowercase()
    }
}

/// Elements that have no end.
pub(super) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "basefont"
            | "br"
            | "col"
            | "embed"
            | "frame"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Elements that begin and end a paragraph.
pub(super) fn is_block(name: &str) -> bool {
    is_heading(name)
        || is_cell(name)
        || matches!(
            name,
            "address"
                | "article"
                | "aside"
                | "blockquote"
                | "body"
                | "caption"
                | "center"
                | "dd"
                | "details"
                | "dialog"
                | "dir"
                | "div"
                | "dl"
                | "dt"
                | "fieldset"
                | "figcaption"
                | "figure"
                | "footer"
                | "form"
                | "head"
                | "header"
                | "hgroup"
                | "html"
                | "legend"
                | "li"
                | "listing"
                | "main"
                | "menu"
                | "nav"
                | "ol"
                | "p"
                | "plaintext"
                | "pre"
                | "search"
                | "section"
                | "summary"
                | "table"
                | "tbody"
                | "tfoot"
                | "thead"
                | "tr"
                | "ul"
                | "xmp"
                | "textarea"
                | "svg"
                | "text"
        )
}

pub(super) fn is_heading(name: &str) -> bool {
    matches!(name.as_bytes(), [b'h', b'1'..=b'6'])
}

pub(super) fn is_cell(name: &str) -> bool {
    matches!(name, "td" | "th")
}

/// Elements whose text is never shown, or is no text.
pub(super) fn is_skipped(name: &str) -> bool {
    matches!(
        name,
        "script" | "style" | "template" | "noscript" | "noembed" | "noframe" | "iframe" | "datalist"
    )
}

/// Which open elements a start tag closes first, and which it does not look beyond.
pub(super) fn closes(name: &str) -> (&'static [&'static str], &'static [&'static str]) {
    match name {
        "li" => (&["li"], &["ul", "ol", "menu", "dir", "table", "td", "th"]),
        "dt" | "dd" => (&["dt", "dd"], &["dl", "table", "td", "th"]),
        "td" | "th" => (&["td", "th"], &["table", "tr"]),
        "tr" => (&["tr"], &["table"]),
        "thead" | "tbody" | "tfoot" | "caption" | "colgroup" => {
            (&["thead", "tbody", "tfoot", "caption"], &["table"])
        }
        "option" | "optgroup" => (&["option"], &["select"]),
        _ if is_block(name) => (&["p"], &["table", "td", "th", "caption"]),
        _ => (&[], &[]),
    }
}

/// Which open elements an end tag does not look beyond for its start.
pub(super) fn barriers(name: &str) -> &'static [&'static str] {
    match name {
        "table" => &[],
        "td" | "th" | "tr" | "thead" | "tbody" | "tfoot" | "caption" => &["table"],
        "li" => &["ul", "ol", "menu", "dir", "table", "td", "th"],
        _ => &["table", "td", "th", "caption"],
    }
}
