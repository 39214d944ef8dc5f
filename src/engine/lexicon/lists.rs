//! The lists of single words, by name.

use std::sync::LazyLock;

use super::{CAPITALS, CONFUSABLE, FOLDING, MEDICINES, REWORDING, WordList};

macro_rules! lists {
    ($($(#[$doc:meta])* $name:ident = $file:ident[$heading:literal];)*) => {
        $(
            $(#[$doc])*
            pub static $name: LazyLock<WordList> = LazyLock::new(|| $file.words($heading));
        )*
        #[cfg(test)]
        static LISTS: &[(&str, &LazyLock<WordList>)] = &[$((stringify!($name), &$name)),*];
    };
}

lists! {
    /// Words that are also a name, or another word, when they are capitalised.
    WORDS_AND_NAMES = CAPITALS["words"];
    /// Words that one keystroke makes of other words.
    CONFUSABLE_WORDS = CONFUSABLE["words"];
    /// Endings of the names of medicines.
    MEDICINE_ENDINGS = MEDICINES["endings"];
    /// Words of everyday English that end as medicines do.
    NO_MEDICINES = MEDICINES["others"];
    /// Units that are the same with and without a space behind their figure.
    SPACED_UNITS = FOLDING["spaced units"];
    /// Function words that may come and go.
    FUNCTION_WORDS = REWORDING["function words"];
    /// What "a" before it makes a quantity of.
    COUNTED = REWORDING["counted"];
    /// Words that deny what follows them as far as the next sign.
    DENYING = REWORDING["denying"];
    /// Verbs that give the words of another.
    REPORTING = REWORDING["reporting"];
    /// The other words by which a sentence gives somebody's words or thoughts.
    ATTRIBUTION = REWORDING["attribution"];
    /// Verbs whose own sentence follows them.
    UNDERTAKING = REWORDING["undertaking"];
    /// Words with which another clause of a sentence begins.
    JOINING = REWORDING["joining"];
    /// Words with which a clause begins that is of the whole sentence.
    CLAUSE_OPENERS = REWORDING["clause openers"];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_is_in_its_file_and_holds_no_word_twice() {
        for (name, list) in LISTS {
            let mut words: Vec<String> = list.iter().map(str::to_lowercase).collect();
            assert!(!words.is_empty(), "{name}");
            words.sort_unstable();
            let count = words.len();
            words.dedup();
            assert_eq!(words.len(), count, "{name}: a word stands twice");
        }
    }
}
