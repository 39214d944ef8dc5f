//! The English that plans are read by: every list of words, each once, as plain text beside this file.
//!
//! Takes nothing, gives lists. What a list means is decided where it is used; what is in it can be read, judged and
//! changed here without reading code. Each file says at its head what it is for and, where a list excuses a
//! difference, why it cannot hide a fact.
//!
//! # The format
//!
//! One for all files. A line that begins with `#` is a comment; `[heading]` begins a list; any other line is a row of
//! its list. A row is made of fields apart by bars, a field of phrases apart by commas; most lists have one field a
//! row. A phrase may stand for several: `deny+` for all regular forms of a verb, `admit++` for one that doubles its
//! last letter, `nurse*` for a noun and its plural.
//!
//! ```text
//! # What is told of the past.
//! [told]
//! deny+, admit++, said
//! ```
//!
//! # The two ways to look something up
//!
//! Single words are held by a [`WordList`], declared in `lists.rs`; phrases by class stand in a table that finds the
//! longest one beginning at a token (`text::Phrases` of the engine, which reads a [`File`]).

mod forms;
mod lists;
mod log_columns;
mod word_list;

pub use forms::forms;
pub use lists::*;
pub use log_columns::LogColumns;
pub use word_list::WordList;

/// A file of lists.
#[derive(Clone, Copy, Debug)]
pub struct File {
    /// Its name, which the tests of the files tell.
    name: &'static str,
    text: &'static str,
}

/// A list of a file: its heading and its rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// What stands between the brackets.
    pub heading: &'static str,
    /// Its lines, in order.
    pub rows: Vec<Row>,
}

/// A line of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row(&'static str);

impl Row {
    /// Its fields, in order; at least one.
    pub fn fields(self) -> impl Iterator<Item = &'static str> {
        self.0.split('|').map(str::trim)
    }

    /// The phrases of all its fields, in order, as they are written.
    pub fn phrases(self) -> impl Iterator<Item = &'static str> {
        self.fields().flat_map(phrases)
    }
}

/// The phrases of a field, in order, as they are written.
pub fn phrases(field: &'static str) -> impl Iterator<Item = &'static str> {
    field.split(',').map(str::trim).filter(|phrase| !phrase.is_empty())
}

impl File {
    /// Its name in this folder.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The lists of the file, in order.
    pub fn sections(&self) -> Vec<Section> {
        let mut sections: Vec<Section> = Vec::new();
        for line in self.text.lines().map(str::trim).filter(|line| !line.starts_with('#') && !line.is_empty())
        {
            if let Some(heading) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                sections.push(Section { heading, rows: Vec::new() });
            } else if let Some(section) = sections.last_mut() {
                section.rows.push(Row(line));
            }
        }
        sections
    }

    /// The headings of its lists, in order.
    pub fn headings(&self) -> Vec<&'static str> {
        self.sections().into_iter().map(|section| section.heading).collect()
    }

    /// The rows of the list with this heading; none where there is no such list.
    pub fn rows(&self, heading: &str) -> Vec<Row> {
        let mut sections = self.sections().into_iter();
        sections.find(|section| section.heading == heading).map(|section| section.rows).unwrap_or_default()
    }

    /// The single words of the list with this heading.
    fn words(&self, heading: &str) -> WordList {
        WordList::new(self.rows(heading).into_iter().flat_map(Row::phrases).flat_map(forms))
    }
}

macro_rules! files {
    ($($(#[$doc:meta])* $name:ident = $path:literal;)*) => {
        $(
            $(#[$doc])*
            pub const $name: File = File { name: $path, text: include_str!($path) };
        )*
        #[cfg(test)]
        const FILES: &[File] = &[$($name),*];
    };
}

files! {
    /// Agencies that attend a case conference, and the words by which a plan names them.
    AGENCIES = "agencies.txt";
    /// What a word or a figure is, by a word beside it.
    BESIDE = "beside.txt";
    /// Words that are also a name, or another word, when they are capitalised.
    CAPITALS = "capitals.txt";
    /// What the columns of a table hold, by their titles.
    COLUMNS = "columns.txt";
    /// Words that tell a commitment from other sentences with a date.
    COMMITMENTS = "commitments.txt";
    /// Words that one keystroke makes of other words.
    CONFUSABLE = "confusable.txt";
    /// The dates of a sentence, by the words that name each.
    DATES_OF_SENTENCE = "dates_of_sentence.txt";
    /// Words and phrases that carry a fact, by class.
    FACTS = "facts.txt";
    /// What makes a sentence of an entry worth a chair's time, by what it does.
    CUES = "cues.txt";
    /// Words by which a difference may be folded.
    FOLDING = "folding.txt";
    /// What words that carry no fact by themselves are about, by class.
    KINDS = "kinds.txt";
    /// Words by which the head of an entry, a heading and a person are told.
    ENTRIES = "entries.txt";
    /// Words by which what a chair must know is found.
    FINDINGS = "findings.txt";
    /// Words that name the level of an assessment.
    LEVELS = "levels.txt";
    /// What a word that no list knows is about, by its look and its place.
    LOOKS = "looks.txt";
    /// Matters of life in a prison, by which a plan denies them and an entry tells of them.
    MATTERS = "matters.txt";
    /// Endings of the international names of medicines.
    MEDICINES = "medicines.txt";
    /// Words that tell what a run of capitalised words is.
    NAMES = "names.txt";
    /// Words by which numbers and dates are read.
    NUMBERS = "numbers.txt";
    /// Orders of courts and hearings, how long they hold, and what is owed under them.
    ORDERS_HELD = "orders.txt";
    /// Words by which the brief chooses and lays out what it tells.
    PAGE = "page.txt";
    /// Matters that stand one way or the other.
    POLES = "poles.txt";
    /// Where somebody was, and who was in the room when a conference sat.
    PRESENCE = "presence.txt";
    /// Words that printed records use for their own parts.
    RECORD = "record.txt";
    /// Words by which a difference is told to carry no fact.
    REWORDING = "rewording.txt";
    /// What makes a unit risk text, by the subject it touches.
    RISK = "risk.txt";
    /// Words by which the end of a sentence is told.
    SENTENCES = "sentences.txt";
    /// Stems that are spelt otherwise in British and in American English.
    SPELLINGS = "spellings.txt";
    /// What is looked up at a conference of each kind.
    STAGE = "stage.txt";
    /// What the status of an action says.
    STATUSES = "statuses.txt";
    /// Phrases that say the same, one set a row.
    SYNONYMS = "synonyms.txt";
    /// Tools of assessment and their spellings.
    TOOLS = "tools.txt";
    /// Words that say what a number beside them counts, or that begin a value of their own.
    UNITS = "units.txt";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_lists_of_rows_of_phrases() {
        let file = File { name: "", text: "# why\n[one]\na, b*\nc | d, e |\n\n[two words]\nf" };
        let sections = file.sections();
        let headings: Vec<_> = sections.iter().map(|section| section.heading).collect();
        assert_eq!(headings, ["one", "two words"]);
        let rows: Vec<Vec<_>> = sections[0].rows.iter().map(|row| row.fields().collect()).collect();
        assert_eq!(rows, [vec!["a, b*"], vec!["c", "d, e", ""]]);
        assert_eq!(sections[0].rows[1].phrases().collect::<Vec<_>>(), ["c", "d", "e"]);
        assert!(file.words("one").has("bs") && file.words("one").has("E") && !file.words("one").has("f"));
        assert!(file.rows("three").is_empty());
    }

    #[test]
    fn every_file_says_what_it_is_for_and_loses_nothing() {
        for file in FILES {
            assert!(file.text.starts_with("# "), "{}: no word on what it is for", file.name);
            let first = file.text.lines().find(|line| !line.starts_with('#') && !line.trim().is_empty());
            assert!(first.is_some_and(|line| line.starts_with('[')), "{}: words before a heading", file.name);
            let mut headings = file.headings();
            let count = headings.len();
            headings.sort_unstable();
            headings.dedup();
            assert_eq!(headings.len(), count, "{}: a heading stands twice", file.name);
            for section in file.sections() {
                assert!(!section.rows.is_empty(), "{}: nothing under {}", file.name, section.heading);
            }
        }
    }
}
