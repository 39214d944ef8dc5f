//! How much of a version is carried forward from another.

use cip_engine::delta::{ChangeKind, Delta};
use cip_engine::document::Document;

/// How much of a version is carried forward, in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Carried {
    /// Words of units that are unchanged or differ in their spelling only.
    pub words: usize,
    /// Words of units that were reworded or changed.
    pub changed: usize,
    /// Words of all units.
    pub of: usize,
}

impl Carried {
    /// Counts what a delta carries into its later version.
    pub fn count(delta: &Delta, after: &Document) -> Self {
        let mut carried = Self { words: 0, changed: 0, of: 0 };
        for change in &delta.changes {
            let units = change.after.clone().map(|index| after.unit(index));
            let words: usize = units.map(|unit| words(after.text(unit))).sum();
            carried.of += words;
            match change.kind {
                ChangeKind::Unchanged | ChangeKind::Cosmetic => carried.words += words,
                ChangeKind::Reworded | ChangeKind::Material => carried.changed += words,
                ChangeKind::Added | ChangeKind::Removed => {}
            }
        }
        carried
    }

    /// What a first version carries: nothing.
    pub fn nothing(document: &Document) -> Self {
        let words = document.units().iter().map(|unit| words(document.text(unit)));
        Self { words: 0, changed: 0, of: words.sum() }
    }

    /// Words of units that are new.
    pub fn new_words(self) -> usize {
        self.of - self.words - self.changed
    }

    /// The share carried forward, from 0 to 1, in thousandths, rounded down: nothing is called carried that is
    /// not.
    #[expect(clippy::cast_precision_loss, reason = "a document has far fewer words than 2^52")]
    pub fn share(self) -> f64 {
        let thousandths = self.words * 1000 / self.of.max(1);
        thousandths as f64 / 1000.0
    }
}

/// Words and numbers; the bars of a table and the like are none.
fn words(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use cip_engine::delta::compare;
    use cip_engine::document::parse;

    #[test]
    fn one_sentence_in_three_is_new() {
        let before = parse("He lives alone.\n\nHe works well.\n".to_owned()).unwrap();
        let after =
            parse("He lives alone.\n\nHe works well.\n\nEntirely different words.\n".to_owned()).unwrap();
        let carried = Carried::count(&compare(&before, &after), &after);
        assert_eq!(carried, Carried { words: 6, changed: 0, of: 9 });
        assert_eq!(carried.new_words(), 3);
        assert!((carried.share() - 0.666).abs() < f64::EPSILON);
    }

    #[test]
    fn a_changed_sentence_is_neither_carried_nor_new() {
        let before = parse("He lives alone here.\n\nHe owes £20 to his brother.\n".to_owned()).unwrap();
        let after = parse("He lives alone here.\n\nHe owes £30 to his brother.\n".to_owned()).unwrap();
        let carried = Carried::count(&compare(&before, &after), &after);
        assert_eq!((carried, carried.new_words()), (Carried { words: 4, changed: 6, of: 10 }, 0));
    }

    #[test]
    fn nothing_in_nothing() {
        assert!(Carried { words: 0, changed: 0, of: 0 }.share().abs() < f64::EPSILON);
    }
}
