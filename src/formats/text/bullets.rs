//! What opens a list item: bullets of every kind, numbers and letters.

use super::mask;
use super::openings::{self, STOP};

/// The mark of a list item and its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bullet<'a> {
    /// The mark as it stands.
    pub(super) mark: &'a str,
    /// Whether the mark is text: a number or letter.
    pub(super) counted: bool,
    pub(super) text: &'a str,
    /// Bytes from the mark to the text.
    pub(super) offset: usize,
}

/// The mark that a line opens with.
pub(super) fn bullet(text: &str) -> Option<Bullet<'_>> {
    let (mark, counted) = match sign(text) {
        Some(sign) => (sign, false),
        None => (number(text)?, true),
    };
    let rest = text[mark..].trim_start();
    // A box that is ticked or not is an answer: it stays in the text.
    let mark = if is_box(&text[..mark]) { 0 } else { mark };
    let rest = if mark == 0 { text } else { rest };
    (!rest.is_empty()).then_some(Bullet {
        mark: &text[..mark],
        counted,
        text: rest,
        offset: text.len() - rest.len(),
    })
}

/// Length of a bullet, with the white space that it needs behind it checked.
fn sign(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    let rest = &text[first.len_utf8()..];
    let spaced = rest.starts_with(char::is_whitespace);
    match first {
        '\u{2022}' | '\u{2023}' | '\u{2043}' | '\u{2219}' | '\u{25aa}' | '\u{25ab}' | '\u{25cf}'
        | '\u{25cb}' | '\u{25e6}' | '\u{25a0}' | '\u{27a2}' | '\u{2794}' | '\u{2192}' | '\u{f0a7}'
        | '\u{f0b7}' | '\u{f0d8}' | '\u{f0fc}' => Some(first.len_utf8()),
        '-' | '*' | '+' | '\u{b7}' | '\u{2013}' | '\u{2014}' | 'o' | '~' | '\u{a7}' | '>' if spaced => {
            Some(first.len_utf8())
        }
        '\u{2610}' | '\u{2611}' | '\u{2612}' | '\u{2713}' | '\u{2714}' | '\u{2717}' | '\u{2718}' => {
            Some(first.len_utf8())
        }
        '-' | '=' if rest.starts_with("> ") => Some(2),
        // A tick or cross, or plus and minus, are answers too.
        '\u{221a}' if spaced => Some(first.len_utf8()),
        sign if openings::is_sign(sign) => Some(first.len_utf8()),
        '[' => {
            ["[ ]", "[x]", "[X]", "[]"].iter().find(|mark| text.starts_with(**mark)).map(|mark| mark.len())
        }
        _ => None,
    }
}

fn is_box(mark: &str) -> bool {
    mark.starts_with([
        '[', '\u{2610}', '\u{2611}', '\u{2612}', '\u{2713}', '\u{2714}', '\u{2717}', '\u{2718}', '\u{221a}',
    ]) || mark.starts_with(openings::is_sign)
}

/// Length of a number or letter that counts items: `12.`, `3)`, `(b)`, `iv)`.
fn number(text: &str) -> Option<usize> {
    let open = usize::from(text.starts_with('('));
    let body: &str = &text[open..];
    let digits = body.bytes().take_while(u8::is_ascii_digit).count();
    let letters = body.bytes().take_while(u8::is_ascii_lowercase).count();
    let capital = usize::from(body.starts_with(|c: char| c.is_ascii_uppercase()));
    let roman = letters > 0 && body[..letters].bytes().all(|byte| b"ivx".contains(&byte)) && letters < 5;
    let length = match (digits, letters, capital) {
        (1..=3, _, _) => digits,
        (0, 1, _) => 1,
        (0, letters, _) if roman => letters,
        (0, 0, 1) if open == 1 || body[1..].starts_with(STOP) => 1,
        _ => return None,
    };
    let rest = &body[length..];
    let closed = if open == 1 {
        rest.starts_with(')')
    } else {
        rest.starts_with([')', STOP]) || rest.starts_with('.') && digits > 0
    };
    let end = open + length + 1;
    let spaced = text.get(end..)?.starts_with(char::is_whitespace);
    // "14. March 2024" opens with a day.
    let day =
        digits > 0 && mask::date(&format!("{} {}", &body[..digits], text.get(end..)?.trim_start())) > digits;
    (closed && spaced && !day).then_some(end)
}

/// Whether a line opens with a letter and a figure by which paragraphs are counted: `C4. `, `L11) `.
pub(super) fn is_lettered(text: &str) -> bool {
    let letters = text.bytes().take_while(u8::is_ascii_uppercase).count();
    let figures = text[letters..].bytes().take_while(u8::is_ascii_digit).count();
    let rest = &text[letters + figures..];
    (1..=2).contains(&letters)
        && (1..=3).contains(&figures)
        && rest.strip_prefix(['.', ')']).is_some_and(|rest| rest.starts_with(char::is_whitespace))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> Option<(&str, &str)> {
        bullet(text).map(|bullet| (bullet.mark, bullet.text))
    }

    #[test]
    fn bullets_of_every_kind() {
        for (text, mark) in [
            ("- one", "-"),
            ("* one", "*"),
            ("•one", "•"),
            ("o  one", "o"),
            ("– one", "–"),
            ("-> one", "->"),
            ("12. one", "12."),
            ("3) one", "3)"),
            ("(b) one", "(b)"),
            ("iv) one", "iv)"),
            ("(12) one", "(12)"),
        ] {
            assert_eq!(check(text), Some((mark, "one")), "{text}");
        }
        assert_eq!(check("[x] one"), Some(("", "[x] one")));
        assert_eq!(check("\u{2610} one"), Some(("", "\u{2610} one")));
    }

    #[test]
    fn paragraphs_counted_by_a_letter_and_a_figure() {
        assert!(["C4. one", "L11) one"].into_iter().all(is_lettered));
        assert!(!["C4 one", "C. one", "4. one", "PBSW1. one", "C4.one"].into_iter().any(is_lettered));
    }

    #[test]
    fn words_that_are_no_bullets() {
        for text in
            ["-one", "o'clock", "on", "14. March 2024", "2012. He", "1.5 mg", "*", "a. b", "(see) b", "I) b"]
        {
            assert_eq!(check(text), None, "{text}");
        }
    }
}
