//! The signs of Rich Text Format, one after another.

/// What stands next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// `{`
    Open,
    /// `}`
    Close,
    /// `\name` with its number, if it has one.
    Word(&'a str, Option<i32>),
    /// `\*` and the like: a sign that is no letter.
    Symbol(u8),
    /// `\'hh`, a byte of text.
    Hex(u8),
    /// Bytes of text.
    Text(&'a [u8]),
    /// Bytes that are no text, `\bin`, reach beyond the end.
    BreaksOff,
}

/// Longest name of a control word.
const NAME_MAX: usize = 32;
/// Most digits of its number.
const DIGITS_MAX: usize = 10;

/// Reads tokens. Ends of lines are nothing, binary data is passed over.
#[derive(Clone, Debug)]
pub(super) struct Tokens<'a> {
    rest: &'a [u8],
}

impl<'a> Tokens<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    fn take(&mut self, length: usize) -> &'a [u8] {
        let (taken, rest) = self.rest.split_at(length.min(self.rest.len()));
        self.rest = rest;
        taken
    }

    fn control(&mut self) -> Token<'a> {
        let Some(first) = self.rest.first().copied() else { return Token::Symbol(b'\\') };
        if !first.is_ascii_alphabetic() {
            self.take(1);
            return if first == b'\'' { self.hex() } else { Token::Symbol(first) };
        }
        let length = self.rest.iter().take(NAME_MAX).take_while(|byte| byte.is_ascii_alphabetic()).count();
        let name = std::str::from_utf8(self.take(length)).unwrap_or_default();
        let minus = self.rest.first() == Some(&b'-') && self.rest.get(1).is_some_and(u8::is_ascii_digit);
        self.take(usize::from(minus));
        let digits = self.rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let number = std::str::from_utf8(self.take(digits)).unwrap_or_default();
        let value = (digits > 0).then(|| {
            let number: i64 =
                if digits > DIGITS_MAX { i64::from(i32::MAX) } else { number.parse().unwrap_or(0) };
            let number = if minus { -number } else { number };
            number.clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32
        });
        if self.rest.first() == Some(&b' ') {
            self.take(1);
        }
        if name == "bin" {
            let length = value.map_or(0, |value| usize::try_from(value).unwrap_or(0));
            if length > self.rest.len() {
                self.rest = &[];
                return Token::BreaksOff;
            }
            self.take(length);
        }
        Token::Word(name, value)
    }

    fn hex(&mut self) -> Token<'a> {
        let digit = |at: usize| self.rest.get(at).and_then(|byte| char::from(*byte).to_digit(16));
        match digit(0).zip(digit(1)) {
            Some((high, low)) => {
                self.take(2);
                Token::Hex((high * 16 + low) as u8)
            }
            None => Token::Symbol(b'\''),
        }
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        let lines = self.rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        self.take(lines);
        Some(match self.rest.first()? {
            b'{' => {
                self.take(1);
                Token::Open
            }
            b'}' => {
                self.take(1);
                Token::Close
            }
            b'\\' => {
                self.take(1);
                self.control()
            }
            _ => {
                let signs = b"{}\\\r\n";
                let length = self.rest.iter().take_while(|byte| !signs.contains(byte)).count();
                Token::Text(self.take(length))
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_numbers_and_bytes() {
        let tokens: Vec<Token<'_>> = Tokens::new(b"{\\b0 a\r\nb\\u-10 \\'e9\\*\\bin3 }}}c\\q").collect();
        assert_eq!(
            tokens,
            [
                Token::Open,
                Token::Word("b", Some(0)),
                Token::Text(b"a"),
                Token::Text(b"b"),
                Token::Word("u", Some(-10)),
                Token::Hex(0xe9),
                Token::Symbol(b'*'),
                Token::Word("bin", Some(3)),
                Token::Text(b"c"),
                Token::Word("q", None),
            ]
        );
    }

    #[test]
    fn binary_data_does_not_reach_beyond_the_end() {
        let tokens: Vec<Token<'_>> = Tokens::new(b"\\bin99999999999 x").collect();
        assert_eq!(tokens, [Token::BreaksOff]);
    }
}
