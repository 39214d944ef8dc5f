//! Reads versions line by line, each of their words once.
//!
//! Takes a document, gives [`Lines`]. Words are the same in all versions of a series, and so are most lines: a line of an
//! earlier version that the later one still has is read there, and shared.

use std::sync::Arc;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::cues;
use super::held::minutes;
use super::lines::{Line, Lines, Said, Stem, Stems, minutes_of, skipped};
use super::polarity::{self, Stance};
use super::signs::{Sign, Signs};
use super::voices::Voices;
use crate::delta::{ChangeKind, Delta};
use crate::document::reading::{field, folded, plain};
use crate::document::{DateAt, Document, UnitKind, is_initials};
use crate::facts;
use crate::findings::conditions;
use crate::lexicon;
use crate::text::Words;

/// Reads the versions of a series.
#[derive(Default)]
pub(in crate::findings) struct Reader<'a> {
    stems: Stems,
    /// By key of a token: the word that stood first with it.
    known: FxHashMap<u64, Known<'a>>,
    /// Room for the stems and names of one line.
    read: (Vec<Stem>, Vec<Stem>),
}

impl<'a> Reader<'a> {
    /// The stems of all that was read.
    pub(super) fn into_stems(self) -> Stems {
        self.stems
    }

    /// Reads a document.
    pub(super) fn read(&mut self, document: &'a Document) -> Lines<'a> {
        self.read_by(document, |_, _| None)
    }

    /// Reads the version before one that was read, of which this is the delta.
    pub(super) fn read_before(
        &mut self,
        document: &'a Document,
        later: &Lines<'_>,
        delta: Option<&Delta>,
    ) -> Lines<'a> {
        let mut of_later: Vec<Option<u32>> = vec![None; document.units().len()];
        let unchanged = delta.iter().flat_map(|delta| &delta.changes);
        for change in unchanged.filter(|change| change.kind == ChangeKind::Unchanged) {
            if change.before.len() == 1 && change.after.len() == 1 {
                of_later[change.before.start as usize] = Some(change.after.start);
            }
        }
        self.read_by(document, |voices, unit| {
            let after = of_later[unit as usize]?;
            is_same(document, unit, later.document, after).then_some(())?;
            let same = voices.lead(unit) == later.lead(after);
            same.then(|| Arc::clone(&later.line(after).said))
        })
    }

    /// Reads a document; `known` may say what a unit says that was read elsewhere.
    fn read_by(
        &mut self,
        document: &'a Document,
        known: impl Fn(&Voices, u32) -> Option<Arc<Said>>,
    ) -> Lines<'a> {
        let voices = Voices::of(document);
        let minutes = minutes(document);
        let units = 0..document.units().len() as u32;
        let line = |unit: u32| {
            let said = known(&voices, unit).unwrap_or_else(|| Arc::new(self.said(document, &voices, unit)));
            line(document, &voices, &minutes, unit, said)
        };
        let all = units.map(line).collect();
        Lines::new(document, all, voices, minutes, self.stems.len())
    }

    /// Reads what a unit says.
    fn said(&mut self, document: &'a Document, voices: &Voices, unit: u32) -> Said {
        let skipped = skipped(document, voices, unit);
        let words = Words::new(document.source(), &document.tokens_of(document.unit(unit))[skipped..]);
        let text = plain(words.source(), words.tokens());
        let (signs, cues) = self.words(words, &document.dates_behind(unit, skipped));
        Said {
            // A space stands between any two words, and no token has one.
            words: u32::from(!text.is_empty()) + text.bytes().filter(|byte| *byte == b' ').count() as u32,
            text,
            stems: self.read.0.clone(),
            names: self.read.1.clone(),
            signs,
            cues,
            bars: signs.has_any(&conditions::SIGNS_OF_BARS) && conditions::bars(words),
            stance: if signs.has_any(&polarity::SIGNS_OF_STANCE) {
                polarity::stance(words)
            } else {
                Stance::Open
            },
        }
    }

    /// Reads the words of a line in which these dates stand: the lists and cues that it may have. Its stems and names
    /// are left in `read`.
    fn words(&mut self, words: Words<'a>, days: &[DateAt]) -> (Signs, u8) {
        let (stems, names) = &mut self.read;
        stems.clear();
        names.clear();
        let (mut signs, mut cues) = (Signs::default(), 0);
        for (at, token) in words.tokens().iter().enumerate() {
            let text = words.text(at);
            let new = || Known::new(text, token.key);
            let known = self.known.entry(token.key).or_insert_with(new);
            // Another word with the same key, or the same with another apostrophe, is read by itself.
            let same = known.text == text || known.text.eq_ignore_ascii_case(text);
            let mut other = (!same).then(new);
            let known = other.as_mut().unwrap_or(known);
            signs |= known.signs;
            cues |= known.cues;
            let telling = known.means && (words.is_word(at) || words.is_number(at));
            if telling && !days.iter().any(|(range, _)| range.contains(&at)) {
                let stem = known.stem(&mut self.stems);
                stems.push(stem);
                if facts::is_name_like(words, at) {
                    names.push(stem);
                }
            }
        }
        for list in [stems, names] {
            list.sort_unstable();
            list.dedup();
        }
        (signs, cues)
    }
}

/// A unit of which is known what it says.
fn line(document: &Document, voices: &Voices, minutes: &[Option<Date>], unit: u32, said: Arc<Said>) -> Line {
    let silent = matches!(
        document.unit(unit).kind,
        UnitKind::Heading
            | UnitKind::EntryHead
            | UnitKind::Signature
            | UnitKind::TableHead
            | UnitKind::Furniture
    ) || says_to_whom(document, unit);
    let minutes = minutes_of(voices, minutes, unit);
    Line {
        minutes: minutes.is_some(),
        speaks: !silent && said.text.contains(char::is_alphanumeric) && !are_initials_set_off(&said.text),
        written: voices.voice(unit).and_then(|voice| voice.written).or(minutes),
        said,
    }
}

/// "/PM/", "(PM)": who wrote the note above, and nothing said.
fn are_initials_set_off(text: &str) -> bool {
    let set_off = [('/', '/'), ('(', ')'), ('[', ']')];
    let inner = set_off.iter().find_map(|(open, close)| text.strip_prefix(*open)?.strip_suffix(*close));
    inner.is_some_and(is_initials)
}

/// Whether a unit is one of the lines that open an e-mail, and not what it is about, by which its matter is found.
fn says_to_whom(document: &Document, unit: u32) -> bool {
    let unit = document.unit(unit);
    let label = || field(document, unit).map(|(label, _)| folded(&label));
    unit.opens_mail() && label().is_some_and(|label| !lexicon::SUBJECTS.has(&label))
}

/// Whether two units have the same tokens with the same between them, and as many for their running number.
fn is_same(before: &Document, unit: u32, after: &Document, other: u32) -> bool {
    let (one, two) = (before.unit(unit), after.unit(other));
    let words = Words::new(before.source(), before.tokens_of(one));
    let others = Words::new(after.source(), after.tokens_of(two));
    let whole = words.len();
    one.numbering == two.numbering
        && whole == others.len()
        && words.same_from((0, whole), others, (0, whole)) == whole
}

/// A word, read where it first stands.
struct Known<'a> {
    text: &'a str,
    /// Whether it may tell what a line is about: three letters or more and none of the small words.
    means: bool,
    /// Its stem, where a line has it as one that means something.
    stem: Option<Stem>,
    signs: Signs,
    /// The cues of which a phrase begins with it, as bits.
    cues: u8,
}

impl<'a> Known<'a> {
    fn new(text: &'a str, key: u64) -> Self {
        let mut signs = Signs::of_key(key);
        if facts::is_contracted_not(text) {
            signs |= Signs::from(Sign::Denial);
        }
        Self { text, means: means(text), stem: None, signs, cues: cues::of_key(key) }
    }

    fn stem(&mut self, stems: &mut Stems) -> Stem {
        *self.stem.get_or_insert_with(|| stems.number(self.text))
    }
}

/// Whether a word may tell what a line is about.
pub(in crate::findings) fn means(word: &str) -> bool {
    word.len() >= LETTERS_MIN && !lexicon::SMALL_WORDS.has_in_small(word)
}

/// Fewest bytes of a word that tells what a line is about.
const LETTERS_MIN: usize = 3;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_say_nothing() {
        for (text, initials) in
            [("/PM/", true), ("(PM)", true), ("PM", false), ("(now)", false), ("/NO", false)]
        {
            assert_eq!(are_initials_set_off(text), initials, "{text}");
        }
    }
}
