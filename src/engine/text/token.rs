//! Words, numbers and signs, each with its span.
//!
//! Every byte of a text that is not white space belongs to a token, so that two texts with equal tokens differ
//! in white space at most.

use super::{Span, Work, did};

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TokenKind {
    /// Begins with a letter; letters, digits and inner apostrophes: `didn't`, `SA07`.
    Word,
    /// Begins with a digit; digits and inner `.,:/`: `12.5`, `12/05/2024`, `9.30`.
    Number,
    /// One character that is neither: `£`, `%`, `-`, `(`.
    Sign,
    /// The bar between two cells of a table row.
    Cell,
    /// The target of a link, or an address by itself: `https://example.org/a/12`. No word, number or fact, as nobody
    /// reads it.
    Address,
}

/// A word, number or sign of a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
    /// Hash of its bytes with case, quotes and dashes folded. Equal keys *suggest* equal tokens; whatever hides
    /// a unit compares bytes, for keys can collide.
    pub key: u64,
}

impl Token {
    /// Whether it is this one byte.
    pub fn is_byte(&self, source: &str, byte: u8) -> bool {
        self.span.len() == 1 && source.as_bytes()[self.span.start as usize] == byte
    }
}

/// Cuts `span` of `source` into tokens, appended to `tokens` in order.
///
/// Signs that stand in `bars` (byte offsets, ascending) become [`TokenKind::Cell`].
pub fn tokenise(source: &str, span: Span, bars: &[u32], tokens: &mut Vec<Token>) {
    let bytes = source.as_bytes();
    let end = span.end as usize;
    let mut at = span.start as usize;
    let mut bars = bars.iter().copied().peekable();
    let made = tokens.len();
    while at < end {
        let start = at;
        let (kind, key);
        match class(source, at) {
            Class::Space(len) => {
                at += len;
                continue;
            }
            Class::Letter { of_address } => {
                let address =
                    if of_address && may_begin_address(bytes, at) { address_len(source, at, end) } else { 0 };
                if address > 0 {
                    at += address;
                    (kind, key) = (TokenKind::Address, Key::of(&source[start..at]));
                } else {
                    (at, key) = word(source, at, end);
                    kind = TokenKind::Word;
                }
            }
            Class::Digit => {
                at = number(bytes, at, end);
                kind = TokenKind::Number;
                key = Key::of(&source[start..at]);
            }
            Class::Sign(len) => {
                at += len;
                while bars.next_if(|bar| (*bar as usize) < start).is_some() {}
                let bar = bars.next_if_eq(&(start as u32)).is_some();
                kind = if bar { TokenKind::Cell } else { TokenKind::Sign };
                key = if len == 1 {
                    Key::of_byte(bytes[start])
                } else {
                    Key::of(folded_sign(&source[start..at]))
                };
            }
        }
        tokens.push(Token { span: Span::new(start, at), kind, key });
        if bytes[start] != b']' {
            // What stands behind most tokens.
            at += usize::from(at < end && bytes[at] == b' ');
            continue;
        }
        let target = target_len(source, at, end);
        if target > 0 {
            // "](target": the bracket is a sign of its own.
            tokens.push(Token { span: Span::new(at, at + 1), kind: TokenKind::Sign, key: Key::of("(") });
            let span = Span::new(at + 1, at + 1 + target);
            tokens.push(Token { span, kind: TokenKind::Address, key: Key::of(span.of(source)) });
            at += 1 + target;
        }
    }
    did(Work::Tokens, tokens.len() - made);
    // Each byte goes into the key of one token at most.
    did(Work::Hashed, span.len());
}

/// Whether an address may begin with this letter and the next: "https", "www", "mailto".
fn may_begin_address(bytes: &[u8], at: usize) -> bool {
    let next = bytes.get(at + 1).map(u8::to_ascii_lowercase);
    matches!(
        (bytes[at].to_ascii_lowercase(), next),
        (b'h', Some(b't')) | (b'w', Some(b'w')) | (b'm', Some(b'a'))
    )
}

/// How long the address is that begins with this letter; 0 where none does.
fn address_len(source: &str, at: usize, end: usize) -> usize {
    let text = &source[at..end];
    let begins = |start: &str| text.get(..start.len()).is_some_and(|text| text.eq_ignore_ascii_case(start));
    if !["https://", "http://", "www.", "mailto:"].iter().any(|start| begins(start)) {
        return 0;
    }
    let stops = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '|' | ')' | ']' | '}');
    text[..text.find(stops).unwrap_or(text.len())]
        .trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_'])
        .len()
}

/// How long the target is of the link whose text ended with the bracket before `at`: "[text](target)". 0 where there
/// is none; white space in it makes it prose.
fn target_len(source: &str, at: usize, end: usize) -> usize {
    if !source[at..end].starts_with('(') {
        return 0;
    }
    let text = &source[at + 1..end];
    let stop = text.find(|c: char| c == ')' || c.is_whitespace()).unwrap_or(0);
    let titled = text[stop..].trim_start().starts_with(['"', '\'']) && !text[stop..].starts_with(')');
    if text[stop..].starts_with(')') || titled { stop } else { 0 }
}

/// Whether this is an apostrophe, straight or curly.
pub fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2018}' | '\u{2019}' | '\u{02bc}')
}

/// A quote, dash or other sign as its plain ASCII form, where it has one.
pub fn folded_sign(sign: &str) -> &str {
    match sign {
        "\u{2018}" | "\u{2019}" | "\u{201a}" | "\u{201b}" | "\u{02bc}" => "'",
        "\u{201c}" | "\u{201d}" | "\u{201e}" | "\u{201f}" => "\"",
        "\u{2010}" | "\u{2011}" | "\u{2012}" | "\u{2013}" | "\u{2014}" | "\u{2015}" | "\u{2212}" => "-",
        other => other,
    }
}

/// A token's key under way: a multiplicative hash, eight bytes a step, as a product for each byte would wait for
/// the one before it. Not safe against collisions on purpose.
struct Key {
    mixed: u64,
    /// Bytes not mixed in yet. Texts hold no zero bytes, or their keys may collide.
    rest: u64,
}

impl Key {
    const EMPTY: Self = Self { mixed: 0xcbf2_9ce4_8422_2325, rest: 0 };

    fn of(text: &str) -> u64 {
        Self::of_bytes(text.as_bytes(), |eight| eight)
    }

    fn of_byte(byte: u8) -> u64 {
        let mut key = Self::EMPTY;
        key.rest = u64::from(byte);
        key.finish()
    }

    /// The key of a word of ASCII letters and digits.
    fn of_ascii_word(word: &[u8]) -> u64 {
        Self::of_bytes(word, in_small)
    }

    /// As pushing each byte by itself would make it, `fold` being applied to eight at a time.
    fn of_bytes(bytes: &[u8], fold: impl Fn(u64) -> u64) -> u64 {
        let mut key = Self::EMPTY;
        let (eights, rest) = bytes.as_chunks::<8>();
        for eight in eights {
            key.rest = fold(u64::from_be_bytes(*eight));
            key.mix();
        }
        key.rest = fold(rest.iter().fold(0, |rest, byte| rest << 8 | u64::from(*byte)));
        key.finish()
    }

    fn push(&mut self, byte: u8) {
        self.rest = self.rest << 8 | u64::from(byte);
        if self.rest >> (u64::BITS - 8) != 0 {
            self.mix();
        }
    }

    fn push_char(&mut self, c: char) {
        let mut buffer = [0; 4];
        c.encode_utf8(&mut buffer).bytes().for_each(|byte| self.push(byte));
    }

    fn mix(&mut self) {
        self.mixed = (self.mixed.rotate_left(5) ^ self.rest).wrapping_mul(0x517c_c1b7_2722_0a95);
        self.rest = 0;
    }

    fn finish(mut self) -> u64 {
        self.mix();
        // The product's upper bits are the well-mixed ones, and tables look at the lower.
        self.mixed ^ self.mixed >> 32
    }
}

/// ASCII letters and digits in small letters.
fn in_small(bytes: u64) -> u64 {
    // Letters of both cases have the bit 0x40 and digits have not; small letters have 0x20 beside it.
    bytes | (bytes & 0x4040_4040_4040_4040) >> 1
}

/// How many of eight bytes, from the highest on, are ASCII letters and digits.
fn ascii_word_len(eight: u64) -> usize {
    const fn each(byte: u8) -> u64 {
        u64::from_ne_bytes([byte; 8])
    }
    // Without its highest bit, a byte that is this much below 0x80 sets that bit again where it is at least the byte
    // that is asked for; nothing is carried into the next.
    let at_least = |low: u64, byte: u8| low + each(0x80 - byte);
    let low = eight & each(0x7f);
    let small = low | each(0x20);
    let letters = at_least(small, b'a') & !at_least(small, b'z' + 1);
    let digits = at_least(low, b'0') & !at_least(low, b'9' + 1);
    let others = !((letters | digits) & !eight) & each(0x80);
    others.leading_zeros() as usize / 8
}

enum Class {
    Space(usize),
    Letter {
        /// Whether it is one that an address may begin with.
        of_address: bool,
    },
    Digit,
    Sign(usize),
}

fn class(source: &str, at: usize) -> Class {
    match CLASSES[usize::from(source.as_bytes()[at])] {
        Bytes::Space => Class::Space(1),
        Bytes::Letter => Class::Letter { of_address: false },
        Bytes::LetterOfAddress => Class::Letter { of_address: true },
        Bytes::Digit => Class::Digit,
        Bytes::Sign => Class::Sign(1),
        Bytes::Wide => wide_class(source, at),
    }
}

/// Classes of bytes; a wide one begins a character beyond ASCII.
#[derive(Clone, Copy)]
enum Bytes {
    Space,
    Letter,
    LetterOfAddress,
    Digit,
    Sign,
    Wide,
}

const CLASSES: [Bytes; 256] = {
    let mut classes = [Bytes::Wide; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            b' ' | b'\t' | b'\n' | b'\r' | 0x0b | 0x0c => Bytes::Space,
            b'h' | b'w' | b'm' | b'H' | b'W' | b'M' => Bytes::LetterOfAddress,
            b'a'..=b'z' | b'A'..=b'Z' => Bytes::Letter,
            b'0'..=b'9' => Bytes::Digit,
            0..=0x7f => Bytes::Sign,
            _ => Bytes::Wide,
        };
        byte += 1;
    }
    classes
};

/// Whether this character shows nothing wherever it stands: a zero-width space or joiner, a soft hyphen, a byte-order
/// mark, the marks that say that writing runs from left to right, as it does here anyway, and those that end a stretch of
/// it. Not one that changes how others are shown, such as those that turn its direction.
pub fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}'
            ..='\u{200e}'
                | '\u{202a}'
                | '\u{202c}'
                | '\u{2060}'
                | '\u{2066}'
                | '\u{2068}'
                | '\u{2069}'
                | '\u{feff}'
    )
}

/// The mark of writing that runs from right to left. It shows nothing before a Latin letter, whose direction is its own; beside
/// figures and signs it may turn them about, and is shown.
pub const RIGHT_TO_LEFT_MARK: char = '\u{200f}';

/// The letters that a ligature is drawn for.
pub fn ligature(c: char) -> Option<&'static str> {
    match c {
        '\u{fb00}' => Some("ff"),
        '\u{fb01}' => Some("fi"),
        '\u{fb02}' => Some("fl"),
        '\u{fb03}' => Some("ffi"),
        '\u{fb04}' => Some("ffl"),
        '\u{fb05}' | '\u{fb06}' => Some("st"),
        _ => None,
    }
}

/// Class of a character beyond ASCII. A combining character counts as a letter: it makes another word, and so is
/// shown, where dropping it could hide one. One that shows nothing is space outside words; [`word`] takes it into a
/// word. An apostrophe is a sign in each of its forms, also where Unicode calls it a letter (U+02BC): [`word`] takes it
/// into a word.
fn wide_class(source: &str, at: usize) -> Class {
    let Some(c) = source[at..].chars().next() else { return Class::Space(1) };
    let len = c.len_utf8();
    let before_letter = || source[at + len..].starts_with(|next: char| next.is_ascii_alphabetic());
    if c.is_whitespace() || is_invisible(c) || c == RIGHT_TO_LEFT_MARK && before_letter() {
        Class::Space(len)
    } else if !is_apostrophe(c) && (c.is_alphanumeric() || !is_wide_sign(c)) {
        Class::Letter { of_address: false }
    } else {
        Class::Sign(len)
    }
}

/// General punctuation, currency, arrows, mathematical and other symbols, as far as plans hold them.
fn is_wide_sign(c: char) -> bool {
    matches!(c, '\u{00a1}'..='\u{00bf}' | '\u{00d7}' | '\u{00f7}' | '\u{02bc}' | '\u{2010}'..='\u{2027}'
        | '\u{2030}'..='\u{205e}' | '\u{20a0}'..='\u{20cf}' | '\u{2100}'..='\u{2bff}' | '\u{3000}'..='\u{303f}')
}

fn word(source: &str, start: usize, end: usize) -> (usize, u64) {
    let bytes = source.as_bytes();
    let (mut at, mut key) = (start, Key::EMPTY);
    while let Some(eight) = bytes.get(at..).and_then(|rest| rest.first_chunk()) {
        let eight = u64::from_be_bytes(*eight);
        let len = ascii_word_len(eight).min(end - at);
        if len == 8 {
            key.rest = in_small(eight);
            key.mix();
            at += len;
            continue;
        }
        let next = bytes[at + len];
        if at + len == end || next.is_ascii() && next != b'\'' {
            // Most words.
            key.rest = in_small(eight.checked_shr(8 * (8 - len as u32)).unwrap_or(0));
            return (at + len, key.finish());
        }
        break;
    }
    let plain = bytes[start..end].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    if bytes[start..end].get(plain).is_none_or(|next| next.is_ascii() && *next != b'\'') {
        return (start + plain, Key::of_ascii_word(&bytes[start..start + plain]));
    }
    let (mut at, mut key) = (start, Key::EMPTY);
    while at < end {
        let byte = bytes[at];
        if byte.is_ascii_alphanumeric() {
            key.push(byte.to_ascii_lowercase());
            at += 1;
        } else if byte.is_ascii() && byte != b'\'' {
            break;
        } else {
            let Some(c) = source[at..end].chars().next() else { break };
            let next = at + c.len_utf8();
            if is_apostrophe(c) {
                if next >= end || !matches!(class(source, next), Class::Letter { .. }) {
                    break;
                }
                key.push(b'\'');
            } else if is_invisible(c) {
                if !source[next..end].chars().find(|c| !is_invisible(*c)).is_some_and(char::is_alphanumeric) {
                    break;
                }
            } else if let Some(letters) = ligature(c) {
                letters.bytes().for_each(|byte| key.push(byte));
            } else if matches!(wide_class(source, at), Class::Letter { .. }) {
                c.to_lowercase().for_each(|c| key.push_char(c));
            } else {
                break;
            }
            at = next;
        }
    }
    (at, key.finish())
}

fn number(bytes: &[u8], start: usize, end: usize) -> usize {
    let mut at = start + 1;
    while at < end {
        let inner = matches!(bytes[at], b'.' | b',' | b':' | b'/');
        if !(bytes[at].is_ascii_digit() || (inner && at + 1 < end && bytes[at + 1].is_ascii_digit())) {
            break;
        }
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        let mut tokens = Vec::new();
        tokenise(text, Span::new(0, text.len()), &[], &mut tokens);
        tokens.iter().map(|token| token.span.of(text)).collect()
    }

    fn keys(text: &str) -> Vec<u64> {
        let mut tokens = Vec::new();
        tokenise(text, Span::new(0, text.len()), &[], &mut tokens);
        tokens.iter().map(|token| token.key).collect()
    }

    #[test]
    fn words_numbers_and_signs() {
        assert_eq!(cut("He didn't pay £1,234.50."), ["He", "didn't", "pay", "£", "1,234.50", "."]);
        assert_eq!(cut("20mg at 9.30am, 5th"), ["20", "mg", "at", "9.30", "am", ",", "5", "th"]);
        assert_eq!(cut("SA07 12/05/2024 re-sign"), ["SA07", "12/05/2024", "re", "-", "sign"]);
        assert_eq!(cut("the boys' room"), ["the", "boys", "'", "room"]);
    }

    #[test]
    fn an_apostrophe_of_any_form_belongs_to_a_word_only_inside_it() {
        for apostrophe in ['\'', '\u{2018}', '\u{2019}', '\u{2bc}'] {
            let text =
                format!("{apostrophe}tis didn{apostrophe}t boys{apostrophe} 5{apostrophe} {apostrophe}");
            let sign = apostrophe.to_string();
            let inside = format!("didn{apostrophe}t");
            assert_eq!(cut(&text), [&sign, "tis", &inside, "boys", &sign, "5", &sign, &sign]);
        }
    }

    #[test]
    fn eight_bytes_at_a_time_are_the_same_as_one() {
        for byte in 0..=u8::MAX {
            for at in 0..8 {
                let mut eight = *b"aZ09mQ5z";
                eight[at] = byte;
                let expected = eight.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
                assert_eq!(ascii_word_len(u64::from_be_bytes(eight)), expected, "{byte} {at}");
            }
        }
        for word in ["a", "Ab1", "seveNth", "eighthly", "Ninepence", "sixteen16letters", "seventeen17letters"]
        {
            let mut key = Key::EMPTY;
            word.bytes().for_each(|byte| key.push(byte.to_ascii_lowercase()));
            let expected = key.finish();
            for behind in ["", " and more text", ".", "\u{2013} and"] {
                assert_eq!(keys(&format!("{word}{behind}"))[0], expected, "{word}{behind}");
            }
        }
    }

    #[test]
    fn keys_fold_case_quotes_and_dashes() {
        assert_eq!(keys("DIDN’T – “no”"), keys("didn't - \"no\""));
        assert_ne!(keys("now"), keys("not"));
    }

    #[test]
    fn what_shows_nothing_makes_no_other_word() {
        assert_eq!(keys("no\u{200b}t"), keys("not"));
        assert_eq!(cut("no\u{200b}t").len(), 1);
        assert_eq!(cut("he\u{200b} \u{feff}left\u{ad}"), ["he", "left"]);
        assert_ne!(keys("no\u{202e}t"), keys("not"), "the direction of writing turns");
        assert_eq!(keys("o\u{fb03}cer"), keys("officer"));
    }

    #[test]
    fn an_address_is_one_token_that_is_no_word() {
        let kinds = |text: &str| {
            let mut tokens = Vec::new();
            tokenise(text, Span::new(0, text.len()), &[], &mut tokens);
            let address = tokens.iter().filter(|token| token.kind == TokenKind::Address);
            address.map(|token| token.span.of(text).to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(kinds("See https://a.example/b/12?x=1, or"), ["https://a.example/b/12?x=1"]);
        assert_eq!(
            kinds("See [it](https://a.example/12) or [it](notes/12 \"not\")."),
            ["https://a.example/12", "notes/12"]
        );
        assert_eq!(cut("[a](b c)"), ["[", "a", "]", "(", "b", "c", ")"]);
        assert_eq!(cut("[a]()x"), ["[", "a", "]", "(", ")", "x"]);
        assert!(kinds("the https is not http").is_empty());
    }

    #[test]
    fn a_cyrillic_letter_makes_another_word() {
        assert_ne!(keys("n\u{043e}t"), keys("not"));
    }

    #[test]
    fn spaces_of_all_kinds_separate() {
        assert_eq!(cut("\u{feff}a\u{a0}b\u{202f}c\r\nd"), ["a", "b", "c", "d"]);
    }

    #[test]
    fn bars_between_cells_are_marked() {
        let mut tokens = Vec::new();
        tokenise("a | b \\| c", Span::new(0, 10), &[2], &mut tokens);
        let kinds: Vec<_> = tokens.iter().map(|token| token.kind).collect();
        assert_eq!(kinds[1], TokenKind::Cell);
        assert_eq!(kinds.iter().filter(|kind| **kind == TokenKind::Cell).count(), 1);
    }
}
