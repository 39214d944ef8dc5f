//! The forms of a word that one entry of a list stands for.

/// All forms that an entry of a list stands for: "deny+" for denies, denied, denying; "risk*" for risks. Of a phrase
/// the first word is a verb, the last a noun.
pub fn forms(entry: &str) -> Vec<String> {
    let (first, rest) = entry.split_once(' ').map_or((entry, ""), |(first, rest)| (first, rest));
    let with_rest = |word: String| if rest.is_empty() { word } else { format!("{word} {rest}") };
    if let Some(verb) = first.strip_suffix("++") {
        let last = &verb[verb.len() - 1..];
        return [String::new(), "s".to_owned(), format!("{last}ed"), format!("{last}ing")]
            .into_iter()
            .map(|ending| with_rest(format!("{verb}{ending}")))
            .collect();
    }
    if let Some(verb) = first.strip_suffix('+') {
        return verb_forms(verb).into_iter().map(with_rest).collect();
    }
    match entry.strip_suffix('*') {
        Some(noun) => vec![noun.to_owned(), plural(noun)],
        None => vec![entry.to_owned()],
    }
}

fn verb_forms(verb: &str) -> Vec<String> {
    let stem = verb.strip_suffix('e').unwrap_or(verb);
    let past = match verb.strip_suffix('y') {
        Some(stem) if !ends_in_vowel(stem) => format!("{stem}ied"),
        _ => format!("{stem}ed"),
    };
    vec![verb.to_owned(), plural(verb), past, format!("{stem}ing")]
}

/// The plural of a noun, or the third person of a verb.
fn plural(word: &str) -> String {
    match word.strip_suffix('y') {
        Some(stem) if !ends_in_vowel(stem) => format!("{stem}ies"),
        _ if ["s", "x", "ch", "sh", "z"].iter().any(|ending| word.ends_with(ending)) => format!("{word}es"),
        _ => format!("{word}s"),
    }
}

fn ends_in_vowel(stem: &str) -> bool {
    stem.ends_with(['a', 'e', 'i', 'o', 'u'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_stands_for_its_regular_forms() {
        assert_eq!(forms("deny+"), ["deny", "denies", "denied", "denying"]);
        assert_eq!(forms("cease+ to"), ["cease to", "ceases to", "ceased to", "ceasing to"]);
        assert_eq!(forms("admit++"), ["admit", "admits", "admitted", "admitting"]);
        assert_eq!(forms("prison nurse*"), ["prison nurse", "prison nurses"]);
        assert_eq!(forms("gain+"), ["gain", "gains", "gained", "gaining"]);
        assert_eq!(forms("enjoy+"), ["enjoy", "enjoys", "enjoyed", "enjoying"]);
        assert_eq!(forms("stress*"), ["stress", "stresses"]);
    }
}
