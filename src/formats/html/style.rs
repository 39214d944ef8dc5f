//! As much of style sheets as bears on what is read: bold, struck, hidden, ground and size.

use std::collections::HashMap;

use crate::block::Shift;
use crate::flow::Look;

/// What a rule, an attribute or an element says of how words look; nothing where it does not say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Css {
    pub(super) strong: Option<bool>,
    pub(super) struck: bool,
    pub(super) hidden: bool,
    /// The colour of the ground; 0 where not said.
    pub(super) ground: u32,
    /// Half points; 0 where not said.
    pub(super) size: u16,
    pub(super) shift: Option<Shift>,
    /// Underlined, highlighted or boxed.
    pub(super) marked: bool,
}

impl Css {
    /// Both, the other one first where they differ.
    pub(super) fn with(self, other: Self) -> Self {
        Self {
            strong: other.strong.or(self.strong),
            struck: self.struck || other.struck,
            hidden: self.hidden || other.hidden,
            ground: if other.ground > 0 { other.ground } else { self.ground },
            size: if other.size > 0 { other.size } else { self.size },
            shift: other.shift.or(self.shift),
            marked: self.marked || other.marked,
        }
    }

    /// What a list of declarations says: `font-weight: bold; color: red`.
    pub(super) fn of(declarations: &str) -> Self {
        let mut css = Self::default();
        for declaration in declarations.split(';') {
            if let Some((name, value)) = declaration.split_once(':') {
                css.declare(&name.trim().to_ascii_lowercase(), &value.trim().to_ascii_lowercase());
            }
        }
        css
    }

    fn declare(&mut self, name: &str, value: &str) {
        match name {
            "font-weight" => self.strong = Some(is_bold(value)),
            "font" => {
                self.strong = value.split_whitespace().any(is_bold).then_some(true).or(self.strong);
                self.size = value.split([' ', '/']).map(size).find(|size| *size > 0).unwrap_or(self.size);
            }
            "font-size" => self.size = size(value),
            "display" => self.hidden |= value.starts_with("none"),
            "visibility" => self.hidden |= value.starts_with("hidden"),
            "text-decoration" | "text-decoration-line" => {
                self.struck |= value.contains("line-through");
                self.marked |= value.contains("underline");
            }
            "border" => self.marked |= !value.starts_with(['0', 'n']),
            "vertical-align" => self.shift = shift(value),
            "background" | "background-color" => {
                self.ground = Look::ground(value.split(' ').next().unwrap_or_default());
            }
            _ => {}
        }
    }
}

/// What a place beside the line says; those of cells and pictures say nothing of it.
fn shift(value: &str) -> Option<Shift> {
    match value {
        "super" => Some(Shift::Raised),
        "sub" => Some(Shift::Lowered),
        "baseline" => Some(Shift::None),
        _ => None,
    }
}

fn is_bold(value: &str) -> bool {
    matches!(value, "bold" | "bolder") || matches!(value.as_bytes(), [b'6'..=b'9', b'0', b'0'])
}

/// Half points of a length.
fn size(value: &str) -> u16 {
    let whole = value.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
    let Ok(number) = whole.parse::<u16>() else { return 0 };
    let unit = value[whole.len()..].trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    match unit {
        "pt" => number.saturating_mul(2),
        // Three quarters of a point.
        "px" => number.saturating_mul(3) / 2,
        _ => 0,
    }
}

/// The rules of a page that name a class: by element and class, "td.h", or by class alone, ".h".
#[derive(Debug, Default)]
pub(super) struct Sheet(HashMap<String, Css>);

impl Sheet {
    /// Adds the rules of a `style` element. Rules inside `@media` and the like are left: they hold on other pages.
    pub(super) fn add(&mut self, css: &str) {
        let mut rest = css;
        while let Some(open) = rest.find('{') {
            let selectors = &rest[..open];
            let nested = selectors.trim_start().starts_with('@');
            let body = &rest[open + 1..];
            let end = if nested { block_end(body) } else { body.find('}').unwrap_or(body.len()) };
            if !nested {
                self.rule(selectors, Css::of(&body[..end]));
            }
            rest = body.get(end + 1..).unwrap_or_default();
        }
    }

    fn rule(&mut self, selectors: &str, css: Css) {
        if css == Css::default() {
            return;
        }
        for selector in selectors.split(',') {
            let last = selector.split_whitespace().next_back().unwrap_or_default().to_ascii_lowercase();
            if last.matches('.').count() == 1 && !last.contains([':', '[', '#', '>', '*']) {
                let known = self.0.get(&last).copied().unwrap_or_default();
                self.0.insert(last, known.with(css));
            }
        }
    }

    /// What the classes of an element say.
    pub(super) fn of(&self, element: &str, classes: &str) -> Css {
        let mut css = Css::default();
        if self.0.is_empty() {
            return css;
        }
        for class in classes.split_whitespace() {
            let class = class.to_ascii_lowercase();
            let rules = [self.0.get(&format!(".{class}")), self.0.get(&format!("{element}.{class}"))];
            css = rules.into_iter().flatten().fold(css, |css, rule| css.with(*rule));
        }
        css
    }
}

/// Where the block that has been opened ends.
fn block_end(body: &str) -> usize {
    let mut depth = 0_usize;
    for (at, c) in body.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => return at,
            '}' => depth -= 1,
            _ => {}
        }
    }
    body.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_of_classes() {
        let mut sheet = Sheet::default();
        sheet.add("p{color:red} td.h, .s { background:#336; font: bold 9pt Arial } @media print { .no { display: none } } .x{display:none}");
        let head = sheet.of("td", "h other");
        assert!(head.ground > 0 && head.strong == Some(true) && head.size == 18);
        assert_eq!(sheet.of("p", "h"), Css::default());
        assert!(sheet.of("p", "X").hidden);
        assert!(!sheet.of("p", "no").hidden);
    }

    #[test]
    fn declarations() {
        assert_eq!(Css::of("font-weight:700; font-size: 16px").size, 24);
        assert_eq!(Css::of("font-weight: normal").strong, Some(false));
        assert_eq!(Css::of("background: #ffffff").ground, 0);
        assert!(Css::of("text-decoration: underline line-through").struck);
    }
}
