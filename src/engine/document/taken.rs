//! What a version takes over of an earlier one: the units of each passage whose bytes are the same.
//!
//! Most of a plan was carried forward from the one before. What a passage is made of hangs on its bytes, on what the
//! parser calls text in them and, for the head of an entry, on the people whom the plan names; where all that is the same, its words, sentences and
//! heads are those of the earlier version, and are not looked for again. A document read beside another is the same as
//! one that is read alone; which of the two is the earlier does not matter.

use std::hash::{Hash, Hasher};
use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

use super::annotation::Note;
use super::entries::patterns;
use super::entries::people::{self, People};
use super::leaves::{Leaf, LeafKind, Marker};
use super::lines::STRONG;
use super::model::{Block, BlockKind, Document, Unit, UnitKind};
use super::units::Builder;
use crate::text::{Span, Token, TokenKind, Work, did};

/// The passages of a version that another may take over.
#[derive(Clone, Debug, Default)]
pub(super) struct Passages {
    all: Vec<Passage>,
    /// What the parser calls text in them.
    pieces: Vec<Span>,
    /// How many tokens of this version are those of another.
    pub(super) taken_over: usize,
}

/// A leaf and what it became. Each of its units and blocks is made of it alone.
#[derive(Clone, Debug)]
struct Passage {
    leaf: Leaf,
    made: Made,
    /// Whether it may hold the head of an entry, which is known by whom the plan names, or the title of a section, which is
    /// known by the plan's other titles: prose with a number in it, or with bold type at its start.
    may_have_head: bool,
}

/// Parts of a document that are made one after the other, as indices.
#[derive(Clone, Debug)]
pub(super) struct Made {
    tokens: Range<usize>,
    units: Range<usize>,
    blocks: Range<usize>,
    sections: usize,
    ends: usize,
}

impl Passages {
    pub(super) fn of(pieces: Vec<Span>, leaves: usize) -> Self {
        Self { all: Vec::with_capacity(leaves), pieces, taken_over: 0 }
    }

    /// Bytes that they take.
    pub(super) fn bytes(&self) -> usize {
        size_of_val(&*self.all) + size_of_val(&*self.pieces)
    }

    /// What the parser calls text in a leaf of this version.
    pub(super) fn pieces(&self, leaf: &Leaf) -> &[Span] {
        &self.pieces[leaf.text.start as usize..leaf.text.end as usize]
    }
}

/// An earlier version whose passages may be taken over.
pub(super) struct Earlier<'a> {
    document: &'a Document,
    /// The initials that mean somebody else in it; none if nothing is known of initials on one side.
    others: Option<FxHashSet<String>>,
    /// Whether other lines head entries in it by their pattern.
    other_headlines: bool,
    /// The first passage of each hash.
    by_hash: FxHashMap<u64, u32>,
}

impl<'a> Earlier<'a> {
    /// None where passages of the same bytes may be read otherwise: lines of either are printed into others, or the marks
    /// of notes were turned into signs.
    pub(super) fn new(document: &'a Document, people: &People, furnished: bool) -> Option<Self> {
        let furniture = || document.units.iter().any(|unit| unit.kind == UnitKind::Furniture);
        if document.notes_count || furnished || furniture() {
            return None;
        }
        let all = &document.passages.all;
        let mut by_hash = FxHashMap::with_capacity_and_hasher(all.len(), rustc_hash::FxBuildHasher);
        for (passage, at) in all.iter().zip(0..) {
            by_hash.entry(hash(&document.source, &passage.leaf)).or_insert(at);
        }
        let other_headlines = people.headlines() != document.people.headlines();
        Some(Self { document, others: people.others(&document.people), other_headlines, by_hash })
    }

    /// Whether the people whom a passage may name are the same in both plans.
    fn means_the_same(&self, passage: &Passage) -> bool {
        let tokens = || &self.document.tokens[passage.made.tokens.clone()];
        let names_other =
            |others: &FxHashSet<String>| people::may_name_any(&self.document.source, tokens(), others);
        let may_head =
            || self.other_headlines && patterns::may_hold_line(passage.leaf.span.of(&self.document.source));
        !passage.may_have_head
            || self.others.as_ref().is_some_and(|others| !names_other(others)) && !may_head()
    }

    /// The passage of the same bytes as a leaf of this source, of which `pieces` are text.
    fn passage(&self, source: &str, leaf: &Leaf, pieces: &[Span]) -> Option<&'a Passage> {
        let at = *self.by_hash.get(&hash(source, leaf))?;
        let passage = &self.document.passages.all[at as usize];
        let by = leaf.span.start.wrapping_sub(passage.leaf.span.start);
        let same_marker = passage.leaf.marker.map(|marker| marker.moved(by)) == leaf.marker;
        let same_text = passage.leaf.span.of(&self.document.source) == leaf.span.of(source);
        let own = self.document.passages.pieces(&passage.leaf).iter().map(|piece| piece.moved(by));
        let same = passage.leaf.kind == leaf.kind && same_marker && same_text;
        (same && own.eq(pieces.iter().copied()) && self.means_the_same(passage)).then_some(passage)
    }
}

impl Builder<'_> {
    /// Adds the units of a leaf as the earlier version has them; nothing where it has no such passage.
    pub(super) fn take_over(&mut self, leaf: &Leaf) -> bool {
        let Some(earlier) = self.earlier.as_ref().filter(|_| self.may_be_taken(leaf)) else { return false };
        let from = earlier.document;
        let pieces = self.document.passages.pieces(leaf);
        let Some(passage) = earlier.passage(&self.document.source, leaf, pieces) else { return false };
        let (made, by) = (&passage.made, leaf.span.start.wrapping_sub(passage.leaf.span.start));
        let next = self.next();
        let tokens = &from.tokens[made.tokens.clone()];
        self.document
            .tokens
            .extend(tokens.iter().map(|token| Token { span: token.span.moved(by), ..*token }));
        self.document.passages.taken_over += tokens.len();
        if !is_prose(leaf.kind) {
            self.content(leaf, next.tokens.start..self.document.tokens.len());
            self.keep(leaf, &next);
            return true;
        }
        let on = |at: u32, from: usize, to: usize| at - from as u32 + to as u32;
        let unit = |at: u32| on(at, made.units.start, next.units.start);
        let token = |at: u32| on(at, made.tokens.start, next.tokens.start);
        let section = self.section;
        self.document.blocks.extend(from.blocks[made.blocks.clone()].iter().map(|block| Block {
            kind: block.kind,
            units: unit(block.units.start)..unit(block.units.end),
            section,
        }));
        self.document.units.extend(made.units.clone().zip(&from.units[made.units.clone()]).map(
            |(at, unit)| Unit {
                span: unit.span.moved(by),
                bullet: unit.bullet.map(|bullet| bullet.moved(by)),
                kind: from.kind_alone(at as u32),
                tokens: token(unit.tokens.start)..token(unit.tokens.end),
                numbering: 0,
                block: on(unit.block, made.blocks.start, next.blocks.start),
                section,
                entry: None,
            },
        ));
        // What was found out of them since holds here too.
        let notes = &mut self.document.notes;
        notes.resize_with(next.units.start, Note::default);
        notes.extend(from.notes[made.units.clone()].iter().map(|note| note.moved(by)));
        self.number_item(leaf, next.units.start);
        self.keep(leaf, &next);
        true
    }

    /// Where the next parts of the document begin.
    pub(super) fn next(&self) -> Made {
        let Document { tokens, units, blocks, sections, .. } = &self.document;
        let from = |at: usize| at..at;
        Made {
            tokens: from(tokens.len()),
            units: from(units.len()),
            blocks: from(blocks.len()),
            sections: sections.len(),
            ends: self.ends.len(),
        }
    }

    /// Notes what a leaf became since `first`, if another version may take it over: of prose the units, of rows and
    /// headings the words.
    pub(super) fn keep(&mut self, leaf: &Leaf, first: &Made) {
        let Document { tokens, units, blocks, sections, .. } = &self.document;
        let made = Made {
            tokens: first.tokens.start..tokens.len(),
            units: first.units.start..units.len(),
            blocks: first.blocks.start..blocks.len(),
            ..*first
        };
        let prose = |block: &Block| matches!(block.kind, BlockKind::Paragraph | BlockKind::Item);
        let holds = |kind: TokenKind| tokens[made.tokens.clone()].iter().any(|token| token.kind == kind);
        let alone = || sections.len() == made.sections && self.ends.len() == made.ends;
        let fits = match leaf.kind {
            LeafKind::Row => holds(TokenKind::Cell),
            LeafKind::TableHead | LeafKind::Heading { underlined: false, .. } => true,
            // What went into the block of another is nothing by itself.
            kind => {
                let own = &blocks[made.blocks.clone()];
                is_prose(kind) && alone() && !own.is_empty() && own.iter().all(prose)
            }
        };
        let text = leaf.span.of(&self.document.source);
        let bold = STRONG.iter().any(|mark| text.starts_with(mark));
        let may_have_head = is_prose(leaf.kind) && (holds(TokenKind::Number) || bold);
        if fits && !made.units.is_empty() && self.may_be_taken(leaf) {
            self.document.passages.all.push(Passage { leaf: leaf.clone(), made, may_have_head });
        }
    }

    /// Whether what a leaf becomes hangs on nothing around it. Whether tags show hangs on the whole line, and marks of
    /// emphasis may stand outside.
    fn may_be_taken(&self, leaf: &Leaf) -> bool {
        let bytes = self.document.source.as_bytes();
        let (start, end) = (leaf.span.start as usize, leaf.span.end as usize);
        let mark = |byte: Option<&u8>| matches!(byte, Some(b'*' | b'_'));
        let marked = mark(start.checked_sub(1).and_then(|at| bytes.get(at))) || mark(bytes.get(end));
        !marked && !self.holds_markup(leaf.span)
    }
}

impl Marker {
    /// The same at a place so many bytes further on.
    fn moved(self, by: u32) -> Self {
        match self {
            Self::Bullet(span) => Self::Bullet(span.moved(by)),
            Self::Number { span, positional } => Self::Number { span: span.moved(by), positional },
        }
    }
}

fn is_prose(kind: LeafKind) -> bool {
    matches!(kind, LeafKind::Paragraph | LeafKind::Item)
}

fn hash(source: &str, leaf: &Leaf) -> u64 {
    let mut hasher = FxHasher::default();
    did(Work::Hashed, leaf.span.len());
    leaf.span.of(source).hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};

    use super::*;
    use crate::document::{parse, parse_all, parse_beside};
    use crate::text::count;

    /// The versions of each person of the fixtures.
    fn people() -> Vec<Vec<String>> {
        let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures");
        let mut folders: Vec<PathBuf> = fs::read_dir(fixtures)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.is_dir())
            .collect();
        folders.sort();
        let version =
            |folder: &Path, number: usize| fs::read_to_string(folder.join(format!("v{number}.md"))).ok();
        folders.iter().map(|folder| (1..10).map_while(|number| version(folder, number)).collect()).collect()
    }

    /// All that a document says, what it remembers for others aside.
    fn said(document: &Document) -> String {
        let Document { source, sections, blocks, units, tokens, title, people, .. } = document;
        format!(
            "{source:?} {sections:?} {blocks:?} {units:?} {tokens:?} {title:?} {:?}",
            people == &document.people
        )
    }

    #[test]
    fn paragraphs_that_became_one_table_are_no_passages() {
        let text = "\\| 100% bank took Work PS 3/4/24 police died 12MAY24 |\n\n\\| mother |\n";
        let earlier = parse(text.to_owned()).unwrap();
        let later = parse_beside(text.to_owned(), &earlier).unwrap();
        let rows = |document: &Document| document.units().iter().map(|unit| unit.block).collect::<Vec<_>>();
        assert_eq!(rows(&later), rows(&earlier));
        assert_eq!(rows(&later), [0, 0]);
    }

    #[test]
    fn a_version_beside_another_is_as_it_is_alone() {
        for versions in people() {
            for (document, source) in parse_all(versions.clone()).into_iter().zip(versions) {
                assert_eq!(said(&document.unwrap()), said(&parse(source).unwrap()));
            }
        }
    }

    /// Ways to write notes down, of which one may change what another is.
    const PIECES: [&str; 14] = [
        "AO = Ann Other, nurse; WB = Will Brae, PBSW\n\n",
        "| Date | Who | Note |\n|---|---|---|\n",
        "| Need | Lead | Due |\n|---|---|---|\n",
        "| | |\n|---|---|\n| Comments | Update 3/5/24 (AO): she dug two beds alone. |\n\n",
        "| 3 May 2024 | W Orr | She dug two beds. All of it alone. |\n| same day | as above | And swept up. |\n\n",
        "| **Name** | Ann | **Hall** | 3 |\n|---|---|---|---|\n| **Diet** | None | **Work** | Garden |\n\n",
        "**Date:** 3 May 2024\n\n**Author:** W Orr\n\n**Note:** She dug two beds.\n\n",
        "*From W Orr to all, 3 May 2024*\n\nShe swept up.\n\n*From W Orr to all, 4 May 2024*\n\nShe slept.\n\n",
        "*From W Orr to all, 5 May 2024*\n\nShe rowed. Update 6/5/24 (WB): she mended the boat.\n\n",
        "## Work\n\n2024\n\nThurs 6 June She rowed out. - Brae\n\n",
        "2024-05-03 09:10:02 - Will Brae (Desk)\nShe sang.\n\n2024-05-04 09:10 - Una Orr\nShe hummed.\n\n\
         2024-05-05 09:10 - Una Orr (Desk)\nShe slept in.\n\n2024-05-06 09:11 - Will Brae\nShe got up.\n\n",
        "Quay, 7th May 2024\n\nDear Ms Orr,\n\nShe swam. All is well.\n\nYours sincerely,\n\nW. Brae, tutor\n\n",
        "* She ran. -- Una Orr - 7 May 2024\n* She hid. -- Will Brae - 8 May 2024\n* She dug on. -- Una Orr - 9 May 2024\n\n",
        "> **Your name?** Will Brae\n> **When?** 3/5/24\n> **What is new?** She dug the whole of the bed and sowed all \
         of it by noon.\n\n",
    ];

    #[test]
    fn notes_beside_others_are_as_they_are_alone() {
        let plan = |chosen: usize| -> String {
            let pieces = PIECES.iter().enumerate().filter(|(at, _)| chosen & (1 << at) != 0);
            pieces.map(|(_, piece)| *piece).collect()
        };
        let who = |document: &Document| -> Vec<String> {
            document.units().iter().map(|unit| format!("{:?}", document.entry(unit))).collect()
        };
        // Each piece with each other, and all but one beside all but another.
        let all = (1 << PIECES.len()) - 1;
        let pairs =
            (0..PIECES.len()).flat_map(|one| (0..PIECES.len()).map(move |other| (1 << one, 1 << other)));
        for (one, other) in pairs {
            for (earlier, later) in [(one, one | other), (all & !one, all & !other), (one | other, other)] {
                let beside = parse_beside(plan(later), &parse(plan(earlier)).unwrap()).unwrap();
                let alone = parse(plan(later)).unwrap();
                assert_eq!(said(&beside), said(&alone), "{} {}", plan(earlier), plan(later));
                assert_eq!(who(&beside), who(&alone), "{} {}", plan(earlier), plan(later));
            }
        }
    }

    #[test]
    fn an_earlier_version_beside_a_later_one_is_as_it_is_alone() {
        for pair in people().iter().flat_map(|versions| versions.windows(2)) {
            let [earlier, later] = [0, 1].map(|at| parse(pair[at].clone()).unwrap());
            let beside = parse_beside(pair[0].clone(), &later).unwrap();
            assert_eq!(said(&beside), said(&earlier));
            let alike = pair[0].contains('\r') == pair[1].contains('\r');
            assert!(!alike || beside.taken_over() * 2 > beside.tokens().len(), "{}", beside.taken_over());
        }
    }

    /// Most of the words and signs of a version that are made where it is read beside the one before, in percent. The rest
    /// stand in paragraphs in which nothing changed.
    const MADE_BESIDE_MAX: usize = 44;

    #[test]
    fn what_is_known_of_an_earlier_version_holds_for_what_is_taken_over() {
        for pair in people().iter().flat_map(|versions| versions.windows(2)) {
            let [earlier, alone] = [0, 1].map(|at| parse(pair[at].clone()).unwrap());
            let told = |document: &Document, unit: u32| {
                format!("{:?} {:?} {}", document.facts(unit), document.dates(unit), document.is_risk(unit))
            };
            (0..earlier.units.len() as u32).for_each(|unit| drop(told(&earlier, unit)));
            let beside = parse_beside(pair[1].clone(), &earlier).unwrap();
            for unit in 0..alone.units.len() as u32 {
                assert_eq!(told(&beside, unit), told(&alone, unit));
            }
        }
    }

    #[test]
    fn of_an_ordinary_pair_more_than_half_of_the_later_words_are_taken_over() {
        for versions in people() {
            // Where every line ends otherwise, hardly a passage has the same bytes.
            let alike = |pair: &[String]| pair[0].contains('\r') == pair[1].contains('\r');
            for pair in versions.windows(2).filter(|pair| alike(pair)) {
                let made = |pair: &[String]| {
                    parse_all(pair.to_vec());
                    count(|| parse_all(pair.to_vec())).1(Work::Tokens)
                };
                let (beside, all) = (made(pair) - made(&pair[..1]), made(&pair[1..]));
                assert!(beside * 100 < all * MADE_BESIDE_MAX, "{beside} of {all}");
            }
        }
    }

    #[test]
    fn passages_that_hang_on_what_stands_around_them_are_read_anew() {
        let plan =
            |list: &str| format!("| Role | Name |\n|---|---|\n{list}\n3 May 2024 MT: Seen.\n\nHe is well.\n");
        let known = plan("| PBSW | Morag Teviot |\n| Nurse | Iain Cairns |\n");
        let other = plan("| PBSW | Iain Cairns |\n| Nurse | Ann Other |\n");
        let noted = "He left.[^1] She stayed.[^2]\n\n[^1]: Seen.\n\n[^2]: Not seen.\n";
        let one = "He is well.\n\nHe left.[^1] She stayed.[^2]\n";
        let page = |number: usize| format!("He is well.\n\nPlan of A. Other, page {number}\n\n");
        let pages: String = (1..5).map(page).collect();
        let lead = "**Housing.** He has a flat at the quay.\n\n";
        let titles = ["Money", "Health", "Work", "Courses", "Family", "Court"];
        let leads = titles.map(|title| format!("**{title}.** He is well and says so.\n\n")).concat();
        let leads = format!("# Plan\n\n{lead}{leads}");
        let bold = format!("# Plan\n\n{lead}He is well and says so.\n");
        let told = |source: &str| parse(source.to_owned()).unwrap().units()[1].kind;
        assert_ne!(told(&leads), told(&bold));
        for (earlier, later) in [
            (leads.as_str(), bold.as_str()),
            (&bold, &leads),
            (known.as_str(), other.as_str()),
            (&known, noted),
            (noted, one),
            (&pages, &pages.replace("page 3", "sheet 3")),
            (&known, &known.replace("He is well", "> He is well")),
            ("1. March it is.\n2. Ring home.\n", "2. March it is.\n1. Ring home.\n"),
            ("- Ring home.\n", "-   Ring home.\n"),
            ("He is\n\twell.\n", "- He is\n\twell.\n"),
            ("Present\n", "**Present\n"),
        ] {
            let beside = parse_all(vec![earlier.to_owned(), later.to_owned()]).pop().unwrap().unwrap();
            assert_eq!(said(&beside), said(&parse(later.to_owned()).unwrap()), "{later}");
        }
    }
}
