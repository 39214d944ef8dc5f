//! Characters of fonts that hold signs in the place of letters.

/// What a sign of such a font shows, as text; the character itself where it is not known.
pub(crate) fn shown(font: &str, code: &str) -> String {
    let Ok(code) = u32::from_str_radix(code, 16) else { return String::new() };
    // Fonts of signs are put in the private area from F000.
    let low = if (0xf000..=0xf0ff).contains(&code) { code - 0xf000 } else { code };
    let font = font.to_ascii_lowercase();
    let sign = match (font.as_str(), low) {
        ("wingdings", 0xa8 | 0x6f | 0x71 | 0x72) | ("wingdings 2", 0xa3 | 0x2a) => "\u{2610}",
        ("wingdings", 0xfe) | ("wingdings 2", 0x52) => "\u{2611}",
        ("wingdings", 0xfd | 0x78) | ("wingdings 2", 0x54) => "\u{2612}",
        ("wingdings", 0xfc) | ("wingdings 2", 0x50) => "\u{2713}",
        ("wingdings", 0xfb) | ("wingdings 2", 0x4f) => "\u{2717}",
        ("wingdings", 0xe0 | 0xe8) | ("symbol", 0xae) => "\u{2192}",
        ("symbol", 0xb7) | ("wingdings", 0x9f | 0xa7) => "\u{2022}",
        ("symbol", 0xb3) => "\u{2265}",
        ("symbol", 0xa3) => "\u{2264}",
        ("symbol", 0xb1) => "\u{b1}",
        ("symbol", 0xb0) => "\u{b0}",
        _ => "",
    };
    if sign.is_empty() { char::from_u32(code).map(String::from).unwrap_or_default() } else { sign.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn boxes_are_boxes() {
        assert_eq!(shown("Wingdings", "F0FE"), "\u{2611}");
        assert_eq!(shown("Wingdings", "00A8"), "\u{2610}");
        assert_eq!(shown("Arial", "2022"), "\u{2022}");
        assert_eq!(shown("Arial", "x"), "");
    }
}
