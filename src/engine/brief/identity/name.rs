//! Whether two names can be one person's.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::lexicon;
use crate::text::similarity::is_one_keystroke_apart;

/// Most words of a name that are compared.
const WORDS_MAX: usize = 12;
/// Fewest letters of a name of which one may be a slip of typing: short names differ by a letter as a rule.
const SLIP_LETTERS_MIN: usize = 5;
/// Fewest letters of a short form: "Rob" for Robert.
const SHORT_FORM_LETTERS_MIN: usize = 3;

/// Whether two names can be one person's; none where one of them has no name in it.
///
/// Every word of the shorter one has its partner in the longer: in any order and case, without titles and accents; an
/// initial, a short form that begins the long one ("Rob"), another spelling of the same sounds ("Katherine",
/// "Catherine"), and one slip of typing in all. What is left of the longer one was left out of the other.
pub(super) fn is_same_name(left: &str, right: &str) -> Option<bool> {
    let (left, right) = (words(left), words(right));
    if left.is_empty() || right.is_empty() {
        return None;
    }
    // "Mac Innes" and "MacInnes".
    if left.concat() == right.concat() {
        return Some(true);
    }
    let (shorter, mut longer) = if left.len() <= right.len() { (left, right) } else { (right, left) };
    let left_over = Likeness::IN_ORDER.into_iter().fold(shorter, |left_over, likeness| {
        let mut slips = 0;
        left_over
            .into_iter()
            .filter(|word| {
                if likeness == Likeness::Slip && slips == 1 {
                    return true;
                }
                let partner = longer.iter().position(|other| likeness.holds(word, other));
                if let Some(at) = partner {
                    longer.remove(at);
                    slips += 1;
                }
                partner.is_none()
            })
            .collect()
    });
    Some(left_over.is_empty())
}

/// Whether a whole word of one name stands in the other, initials aside.
pub(super) fn shares_a_name(left: &str, right: &str) -> bool {
    let right = words(right);
    words(left).iter().any(|word| word.chars().count() > 1 && right.contains(word))
}

/// How two words of a name can be the same. The surest are paired first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Likeness {
    Equal,
    Sound,
    ShortForm,
    Slip,
    Initial,
}

impl Likeness {
    const IN_ORDER: [Self; 5] = [Self::Equal, Self::Sound, Self::ShortForm, Self::Slip, Self::Initial];

    fn holds(self, left: &str, right: &str) -> bool {
        let (shorter, longer) = if left.len() <= right.len() { (left, right) } else { (right, left) };
        let letters = shorter.chars().count();
        match self {
            Self::Equal => left == right,
            Self::Sound => letters > 1 && sound(left) == sound(right),
            Self::ShortForm => letters >= SHORT_FORM_LETTERS_MIN && longer.starts_with(shorter),
            Self::Slip => letters >= SLIP_LETTERS_MIN && is_one_keystroke_apart(left, right),
            Self::Initial => letters == 1 && longer.starts_with(shorter),
        }
    }
}

/// The words of a name in small letters without accents and apostrophes, up to where something else begins; without
/// titles, where more than titles is there.
fn words(name: &str) -> Vec<String> {
    let bare: String = name
        .split(['(', '[', '/', ';', '"', '“'])
        .next()
        .unwrap_or_default()
        .nfkd()
        .filter(|c| !is_combining_mark(*c) && !matches!(c, '\'' | '’' | '‘' | '`'))
        .flat_map(char::to_lowercase)
        .collect();
    let is_end = |word: &&str| word.contains(char::is_numeric) || lexicon::NAME_ENDS.has(word);
    let all = bare.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let all: Vec<&str> = all.take_while(|word| !is_end(word)).take(WORDS_MAX).collect();
    let is_title = |word: &&str| lexicon::COURTESY_TITLES.has(word);
    // "Xxxx" stands for a name that is not told.
    let is_hidden = |word: &&str| word.len() > 1 && word.chars().all(|c| c == 'x');
    let mut words: Vec<String> = Vec::new();
    for word in all.into_iter().filter(|word| !is_title(word) && !is_hidden(word)) {
        match words.last_mut() {
            // "Mc Innes" is one name.
            Some(last) if lexicon::NAME_PREFIXES.has_exactly(last) => last.push_str(word),
            _ => words.push(word.to_owned()),
        }
    }
    words
}

/// The sounds of a name in one spelling: "Stephen" and "Steven", "Ann" and "Anne", "Catherine" and "Katherine".
fn sound(word: &str) -> String {
    let mut text = word.to_owned();
    for (spelling, sound) in SPELLINGS {
        text = text.replace(spelling, sound);
    }
    if text.starts_with("mac") && text.len() > "mac".len() {
        text.replace_range(.."mac".len(), "mc");
    }
    let mut sound = String::new();
    for c in text.chars() {
        let c = match c {
            'c' | 'q' => 'k',
            'v' => 'f',
            'y' | 'j' if !sound.is_empty() => 'i',
            'z' => 's',
            'h' if !sound.is_empty() => continue,
            other => other,
        };
        if !sound.ends_with(c) {
            sound.push(c);
        }
    }
    if sound.len() > 2 && sound.ends_with('e') {
        sound.pop();
    }
    sound
}

/// Letters that are written for the same sound.
const SPELLINGS: [(&str, &str); 7] =
    [("ph", "f"), ("ck", "k"), ("ae", "e"), ("ai", "a"), ("ei", "i"), ("ie", "i"), ("ee", "i")];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_can_be_one_persons() {
        for (left, right) in [
            ("Una Brodick", "BRODICK, Una"),
            ("Una Brodick", "Ms U. Brodick"),
            ("Una Brodick", "U J BRODICK"),
            ("Una Brodick", "Una Jane Brodick"),
            ("Brodick", "Una Brodick"),
            ("Stephen O’Hara", "Steven OHara"),
            ("Katherine MacInnes", "Catherine Mc Innes"),
            ("Siân Reid", "Sian Reid"),
            ("Anne Blackwaterfoot", "Ann Blackwaterfot"),
            ("Robert Shiskine", "Rob Shiskine (known as Bobby)"),
            ("Una Brodick, prison no 77120", "Una Brodick"),
            ("Mr Shiskine", "Shiskine, Robert aka Rab"),
        ] {
            assert_eq!(is_same_name(left, right), Some(true), "{left} and {right}");
            assert_eq!(is_same_name(right, left), Some(true), "{right} and {left}");
        }
    }

    #[test]
    fn names_that_are_two_persons() {
        for (left, right) in [
            ("Una Brodick", "Rhoda Brodick"),
            ("Una Brodick", "Una Sannox"),
            ("Una Brodick", "R. Brodick"),
            ("Ian Reid", "Iona Reid"),
            ("Mark Reid", "Mary Reid"),
            ("Dean Reid", "Sean Reid"),
            ("Robert Shiskine", "Rupert Shiskine"),
            ("Una Jane Brodick", "Una Carol Brodick"),
            ("Karen Whiting", "Karel Whitins"),
        ] {
            assert_eq!(is_same_name(left, right), Some(false), "{left} and {right}");
            assert_eq!(is_same_name(right, left), Some(false), "{right} and {left}");
        }
    }

    #[test]
    fn no_name_says_nothing() {
        for none in ["", "Mr", "-", "(not given)", "XXXX XXXXX", "12345"] {
            assert_eq!(is_same_name("Una Brodick", none), None, "{none}");
        }
    }
}
