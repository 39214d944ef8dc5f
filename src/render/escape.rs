//! Text of a plan inside Markdown: what it says must not become a mark.

/// Escapes every character that Markdown could read as a mark, control characters too.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + text.len() / 16);
    for c in text.chars() {
        match c {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '#' | '|' | '~' | '!' | '+' | '-' | '='
            | '.' | '(' | ')'
                if needs_escape(c, &escaped) =>
            {
                escaped.push('\\');
                escaped.push(c);
            }
            c if c.is_control() => escaped.push(if c.is_whitespace() { ' ' } else { '\u{fffd}' }),
            c => escaped.push(c),
        }
    }
    escaped
}

/// As [`escape`], of text that stands behind other text on its line.
pub(super) fn escape_within(text: &str) -> String {
    let mut line = String::from("x");
    line.push_str(text);
    escape(&line).split_off(1)
}

/// A bullet, rule, number or heading is one at the start of a line only; other marks are marks everywhere.
fn needs_escape(c: char, before: &str) -> bool {
    let digits = !before.is_empty() && before.chars().all(|c| c.is_ascii_digit());
    match c {
        '-' | '+' | '=' | '#' => before.trim().is_empty(),
        '.' | ')' => digits,
        '(' | '!' => false,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_text() {
        assert_eq!(
            escape("~~not~~ *ever* <b> a|b [x](y)"),
            "\\~\\~not\\~\\~ \\*ever\\* &lt;b&gt; a\\|b \\[x\\](y)"
        );
    }

    #[test]
    fn signs_in_the_middle_stay() {
        assert_eq!(escape("re-sign 3.5 (b) #4 + 1"), "re-sign 3.5 (b) #4 + 1");
    }

    #[test]
    fn behind_other_text_no_list_begins() {
        assert_eq!(escape_within("2. Work *out*"), "2. Work \\*out\\*");
    }

    #[test]
    fn the_start_of_a_line_is_no_list() {
        assert_eq!(escape("14. March"), "14\\. March");
        assert_eq!(escape("- one"), "\\- one");
        assert_eq!(escape("# one"), "\\# one");
    }
}
