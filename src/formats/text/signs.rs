//! Which kinds of signs a line holds, found in one pass over its bytes: most of what is asked of a line is answered by
//! what it does not hold.

/// Kinds of signs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Signs(u16);

impl Signs {
    /// A digit.
    pub(super) const FIGURE: Self = Self(1);
    /// A colon.
    pub(super) const COLON: Self = Self(1 << 1);
    /// A tab.
    pub(super) const TAB: Self = Self(1 << 2);
    /// A bar.
    pub(super) const BAR: Self = Self(1 << 3);
    /// White space but a single space: two spaces, or a tab.
    pub(super) const GAP: Self = Self(1 << 4);
    /// What is beyond printable ASCII, tabs aside: nothing is known of it.
    pub(super) const WIDE: Self = Self(1 << 5);
    /// A letter or sign that no rule is drawn with.
    pub(super) const WORD: Self = Self(1 << 6);
    /// Two full stops, one behind the other.
    pub(super) const DOTS: Self = Self(1 << 7);

    /// What may be the first byte of a line's end; no line holds one.
    pub(super) const END: Self = Self(1 << 8);

    /// The signs of a text.
    pub(super) fn of(text: &str) -> Self {
        let mut before = 0;
        text.bytes().fold(Self::default(), |signs, byte| {
            signs.and(Self::of_byte(byte, std::mem::replace(&mut before, byte)))
        })
    }

    /// The signs that a byte adds behind another.
    pub(super) fn of_byte(byte: u8, before: u8) -> Self {
        let kind = KINDS[usize::from(byte)];
        if byte == before { Self(kind | twice(byte)) } else { Self(kind) }
    }

    /// Whether any of these kinds is there.
    pub(super) fn any(self, kinds: Self) -> bool {
        self.0 & kinds.0 != 0
    }

    /// These kinds and others.
    pub(super) const fn and(self, others: Self) -> Self {
        Self(self.0 | others.0)
    }
}

/// What a byte is behind the same byte.
fn twice(byte: u8) -> u16 {
    match byte {
        b' ' => Signs::GAP.0,
        b'.' => Signs::DOTS.0,
        _ => 0,
    }
}

/// The kind of each byte.
static KINDS: [u16; 256] = kinds();

const fn kinds() -> [u16; 256] {
    let mut kinds = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        kinds[byte] = kind(byte as u8);
        byte += 1;
    }
    kinds
}

const fn kind(byte: u8) -> u16 {
    match byte {
        b'0'..=b'9' => Signs::FIGURE.0 | Signs::WORD.0,
        b':' => Signs::COLON.0 | Signs::WORD.0,
        b'\t' => Signs::TAB.0 | Signs::GAP.0,
        b'|' => Signs::BAR.0,
        b'.' | b' ' | b'-' | b'=' | b'_' | b'*' | b'~' | b'#' | b'+' | b'^' => 0,
        b'!'..=b'~' => Signs::WORD.0,
        b'\n' | b'\r' | b'\x0b' | b'\x0c' | b'\xc2' | b'\xe2' => Signs::WIDE.0 | Signs::END.0,
        _ => Signs::WIDE.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_a_line() {
        let all = |text: &str, kinds: &[Signs]| {
            let signs = kinds.iter().fold(Signs::default(), |signs, kind| signs.and(*kind));
            assert_eq!(Signs::of(text), signs, "{text}");
        };
        all("well", &[Signs::WORD]);
        all("- = ^", &[]);
        all("a: 1", &[Signs::WORD, Signs::COLON, Signs::FIGURE]);
        all("a  b. c", &[Signs::WORD, Signs::GAP]);
        all("a ..", &[Signs::WORD, Signs::DOTS]);
        all("|\t|", &[Signs::BAR, Signs::TAB, Signs::GAP]);
        all("\u{f6}", &[Signs::WIDE]);
    }
}
