//! Numbers of lists in letters.

/// Roman numerals in small letters, of numbers from 1 to 3999.
pub(crate) fn numeral(mut number: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut numeral = String::new();
    for (value, sign) in SIGNS {
        while number >= value {
            numeral.push_str(sign);
            number -= value;
        }
    }
    numeral
}

/// Letters as web pages count on after z: a, …, z, aa, ab.
pub(crate) fn letters(mut number: u32) -> String {
    let mut letters = Vec::new();
    while number > 0 {
        number -= 1;
        letters.push(char::from(b'a' + (number % 26) as u8));
        number /= 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_count_on() {
        assert_eq!([letters(1), letters(26), letters(27)], ["a", "z", "aa"]);
        assert_eq!([numeral(4), numeral(19), numeral(1994)], ["iv", "xix", "mcmxciv"]);
    }
}
