//! The order of the page: sections with their changes, and folds for what lies between.

use std::collections::{HashMap, HashSet};

use super::choice::Choice;
use super::departures::{Departure, departure};
use super::folds::{Fold, Folding, Held};
use super::groups::{Group, Stop};
use super::passages::{changed, quiet};
use super::sections::anchor;
use super::summary::{folded, titles};
use super::{Pair, Show};
use crate::web::plan::{self, Block, Line, Passage};
use crate::web::words::count;
use cip_engine::delta::{Change, ChangeKind};

/// A stretch of the page.
pub(super) enum Part {
    /// A section with something to show.
    Open(SectionView),
    /// Neighbouring sections without.
    Quiet(Fold<Vec<SectionView>>),
}

/// A section of the later version, and what was removed from it.
pub(super) struct SectionView {
    /// Fragment name.
    pub anchor: String,
    /// Its title.
    pub title: String,
    /// Level of its heading.
    pub level: u8,
    /// Its heading, where it has one.
    pub heading: Option<Line>,
    /// What stands under it.
    pub chunks: Vec<Chunk>,
    /// The page with every fold in it and in the sections under it open, where several are closed.
    pub unfold: Option<String>,
}

/// A stretch of a section.
pub(super) enum Chunk {
    /// Shown.
    Blocks(Vec<Block>),
    /// Where text stood that moved.
    Left(Departure),
    /// Folded.
    Fold(Fold<Vec<Chunk>>),
}

/// Lays a delta out.
pub(super) fn parts(
    pair: &Pair<'_>,
    choice: &Choice<'_>,
    folding: &Folding<'_>,
    groups: &[Group],
) -> Vec<Part> {
    let mut shown = shown(pair, choice);
    let open = open_sections(pair, groups, &shown);
    for group in groups.iter().filter(|group| open.contains(&group.section)) {
        show_single_lines(pair, group, &mut shown);
    }
    let page = Page { pair, choice, folding, shown };
    let mut parts = Vec::new();
    for run in groups.chunk_by(|one, next| open.contains(&one.section) == open.contains(&next.section)) {
        if open.contains(&run[0].section) {
            parts.extend(run.iter().map(|group| Part::Open(page.section(group))));
        } else {
            parts.push(page.quiet_part(run));
        }
    }
    offer_unfolding(&mut parts, pair, folding, groups);
    parts
}

/// Which changes are on the page unfolded: those asked for, and the heads and signatures of their entries, so that
/// it is seen who wrote them.
fn shown(pair: &Pair<'_>, choice: &Choice<'_>) -> Vec<bool> {
    let changes = &pair.delta.changes;
    let asked: Vec<bool> = changes.iter().map(|change| choice.shows(change)).collect();
    let shown = changes.iter().zip(&asked).filter(|(_, asked)| **asked);
    let entries: HashSet<u32> = shown.filter_map(|(change, _)| entry(pair, change)).collect();
    let of_entry = |change: &Change| change.after.clone().any(|unit| entries.contains(&unit));
    changes.iter().zip(&asked).map(|(change, asked)| *asked || of_entry(change)).collect()
}

/// A single line is read faster than a fold.
fn show_single_lines(pair: &Pair<'_>, group: &Group, shown: &mut [bool]) {
    let runs = group.body.chunk_by(|one, next| shown[one.change()] == shown[next.change()]);
    let single: Vec<usize> = runs.filter(|run| run.len() == 1).filter_map(|run| run[0].here()).collect();
    for index in single {
        shown[index] |= pair.delta.changes[index].kind == ChangeKind::Unchanged;
    }
}

/// The head or signature of a change's entry in the later version.
fn entry(pair: &Pair<'_>, change: &Change) -> Option<u32> {
    let unit = change.after.clone().next()?;
    pair.after.document.unit(unit).entry
}

/// Sections with something to show, and the sections around them.
fn open_sections(pair: &Pair<'_>, groups: &[Group], shown: &[bool]) -> HashSet<u32> {
    let sections = pair.after.document.sections();
    let stops =
        |group: &Group| group.body.iter().map(Stop::change).chain(group.heading).any(|index| shown[index]);
    let mut open = HashSet::new();
    for group in groups.iter().filter(|group| stops(group)) {
        let mut around = Some(group.section);
        // Whoever is open has everything around it open.
        while let Some(section) = around.filter(|section| open.insert(*section)) {
            around = sections[section as usize].parent;
        }
    }
    open
}

/// A page in the making.
struct Page<'a> {
    pair: &'a Pair<'a>,
    choice: &'a Choice<'a>,
    folding: &'a Folding<'a>,
    /// By change: whether it is on the page unfolded.
    shown: Vec<bool>,
}

impl Page<'_> {
    fn section(&self, group: &Group) -> SectionView {
        let runs = group.body.chunk_by(|one, next| self.shown[one.change()] == self.shown[next.change()]);
        let mut chunks = Vec::new();
        for run in runs {
            if self.shown[run[0].change()] {
                chunks.extend(self.chunks(run));
            } else {
                chunks.extend(self.fold(run));
            }
        }
        self.view(group, chunks)
    }

    /// What was left behind by something that is not shown is not shown either, unless it stands among more.
    fn fold(&self, run: &[Stop]) -> Option<Chunk> {
        let changes: Vec<usize> = run.iter().filter_map(Stop::here).collect();
        if changes.is_empty() {
            return None;
        }
        let said = (String::new(), folded(self.pair, &changes));
        Some(Chunk::Fold(self.folding.fold(said, &changes, || self.chunks(run))))
    }

    fn quiet_part(&self, run: &[Group]) -> Part {
        let body: Vec<usize> =
            run.iter().flat_map(|group| group.body.iter().filter_map(Stop::here)).collect();
        let all: Vec<usize> =
            run.iter().filter_map(|group| group.heading).chain(body.iter().copied()).collect();
        let summary = format!("{}, {}", count(run.len(), "section"), folded(self.pair, &body));
        let sections = || run.iter().map(|group| self.quiet_section(group)).collect();
        Part::Quiet(self.folding.fold((titles(self.pair, run), summary), &all, sections))
    }

    fn quiet_section(&self, group: &Group) -> SectionView {
        self.view(group, self.chunks(&group.body))
    }

    fn view(&self, group: &Group, chunks: Vec<Chunk>) -> SectionView {
        let document = self.pair.after.document;
        let heading = |index: usize| self.passage(&self.pair.delta.changes[index]).line;
        let section = &document.sections()[group.section as usize];
        SectionView {
            anchor: anchor(group.section),
            title: section.title.clone(),
            level: plan::level(document, section),
            heading: group.heading.map(heading),
            unfold: None,
            chunks,
        }
    }

    /// Blocks, and between them the lines that moved text has left.
    fn chunks(&self, run: &[Stop]) -> Vec<Chunk> {
        let mut chunks = Vec::new();
        for run in run.chunk_by(|one, next| one.here().is_some() == next.here().is_some()) {
            let changes = run.iter().filter_map(Stop::here).map(|index| &self.pair.delta.changes[index]);
            let blocks = plan::blocks(changes.map(|change| self.passage(change)));
            if !blocks.is_empty() {
                chunks.push(Chunk::Blocks(blocks));
            }
            let left = run.iter().filter_map(|stop| match stop {
                Stop::Left(moved) => Some(Chunk::Left(departure(self.pair, moved))),
                Stop::Change(_) => None,
            });
            chunks.extend(left);
        }
        chunks
    }

    /// A change is marked also where it is not asked for and somebody unfolds it; layout only where it is asked for.
    fn passage(&self, change: &Change) -> Passage<'_> {
        if Show::All.takes(change) || self.choice.shows(change) {
            changed(self.pair, change)
        } else {
            quiet(self.pair, change)
        }
    }
}

/// Tells the highest sections how to unfold all of them, where more than one fold is closed.
fn offer_unfolding(parts: &mut [Part], pair: &Pair<'_>, folding: &Folding<'_>, groups: &[Group]) {
    let document = pair.after.document;
    let root = |section: u32| document.outermost_section(section).unwrap_or(section);
    let roots: HashMap<String, u32> =
        groups.iter().map(|group| (anchor(group.section), root(group.section))).collect();
    let mut closed: HashMap<u32, usize> = HashMap::new();
    for section in parts.iter().filter_map(Part::section) {
        *closed.entry(roots[&section.anchor]).or_default() +=
            section.chunks.iter().filter(|chunk| chunk.is_closed()).count();
    }
    for part in parts {
        if let Part::Open(section) = part {
            let root = roots[&section.anchor];
            let several = anchor(root) == section.anchor && closed[&root] > 1;
            section.unfold = folding.section(root).filter(|_| several);
        }
    }
}

/// The fold that stands open, of a part in which at most one does; of an open section that fold alone.
pub(super) fn only_open(part: Part) -> Option<Part> {
    let is_open =
        |chunk: &Chunk| matches!(chunk, Chunk::Fold(Fold { held: Held::Sent { open: true, .. }, .. }));
    match part {
        Part::Open(section) => {
            let chunks: Vec<Chunk> = section.chunks.into_iter().filter(is_open).collect();
            (!chunks.is_empty()).then_some(Part::Open(SectionView { heading: None, chunks, ..section }))
        }
        Part::Quiet(fold) => matches!(fold.held, Held::Sent { open: true, .. }).then_some(Part::Quiet(fold)),
    }
}

impl Part {
    fn section(&self) -> Option<&SectionView> {
        match self {
            Self::Open(section) => Some(section),
            Self::Quiet(_) => None,
        }
    }
}

impl Chunk {
    fn is_closed(&self) -> bool {
        matches!(self, Self::Fold(Fold { held: Held::Elsewhere { .. }, .. }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::Place;
    use crate::web::delta::Question;
    use crate::web::delta::groups::groups;
    use cip_engine::brief::Version;
    use cip_engine::delta::compare;
    use cip_engine::document::parse;

    /// The page in short: `#` a heading, `[..]` a fold, `=` a quiet line, `*` a changed one.
    fn outline(before: &str, after: &str, show: Show) -> Vec<String> {
        let question = Question { show, ..Question::default() };
        let (before, after) = (parse(before.to_owned()).unwrap(), parse(after.to_owned()).unwrap());
        let delta = compare(&before, &after);
        let before = Version { number: 1, as_of: None, document: &before };
        let after = Version { number: 2, as_of: None, document: &after };
        let pair = Pair { before: &before, after: &after, delta: &delta, since: &[], person: None };
        let groups = groups(&pair);
        let folding = Folding::new(&pair, &question, &Place::File, &groups);
        let parts = parts(&pair, &Choice::new(&pair, &question), &folding, &groups);
        parts.iter().flat_map(part_outline).collect()
    }

    fn part_outline(part: &Part) -> Vec<String> {
        match part {
            Part::Open(section) => {
                let heading = section.heading.iter().map(|line| format!("# {}", text(line)));
                heading.chain(section.chunks.iter().flat_map(chunk_outline)).collect()
            }
            Part::Quiet(fold) => vec![format!("[{}: {}]", fold.titles, fold.summary)],
        }
    }

    fn chunk_outline(chunk: &Chunk) -> Vec<String> {
        match chunk {
            Chunk::Fold(fold) => vec![format!("[{}]", fold.summary)],
            Chunk::Left(left) => vec![format!("[{} moved to {}: {}]", left.what, left.place, left.excerpt)],
            Chunk::Blocks(blocks) => {
                let lines = blocks.iter().flat_map(|block| block.items.iter().flatten());
                let mark = |line: &Line| if line.changed { '*' } else { '=' };
                lines.map(|line| format!("{} {}", mark(line), text(line))).collect()
            }
        }
    }

    fn text(line: &Line) -> String {
        line.cells.iter().flatten().map(|piece| piece.text.as_str()).collect()
    }

    const BEFORE: &str =
        "# Housing\n\nOne here. Two here. Three here.\n\n# Money\n\nNo debts.\n\n# Health\n\nWell.\n";

    #[test]
    fn runs_and_sections_without_change_are_folded() {
        let after = BEFORE.replace("Three here.", "Three here. Entirely fresh words arrive.");
        let expected = [
            "# Housing",
            "[3 sentences unchanged]",
            "* Entirely fresh words arrive.",
            "[Money · Health: 2 sections, 2 sentences unchanged]",
        ];
        assert_eq!(outline(BEFORE, &after, Show::All), expected);
    }

    #[test]
    fn a_single_line_is_not_folded() {
        let before = BEFORE.replace("Two here. Three here.", "");
        let after = before.replace("One here.", "One here. Entirely fresh words arrive.");
        let page = outline(&before, &after, Show::All);
        assert_eq!(page[..3], ["# Housing", "= One here.", "* Entirely fresh words arrive."]);
    }

    #[test]
    fn what_is_gone_stands_where_it_stood() {
        let after = BEFORE.replace("No debts.\n", "");
        let page = outline(BEFORE, &after, Show::All);
        assert_eq!(page[1..], ["# Money", "* No debts.", "[Health: 1 section, 1 sentence unchanged]"]);
    }

    #[test]
    fn heading_around_a_change_is_shown() {
        let before = "# Housing\n\n## History\n\nOne here. Two here.\n\n## Now\n\nThree here.\n";
        let after = before.replace("Three here.", "Three here. Entirely fresh words arrive.");
        let page = outline(before, &after, Show::All);
        let expected = [
            "# Housing",
            "[History: 1 section, 2 sentences unchanged]",
            "# Now",
            "= Three here.",
            "* Entirely fresh words arrive.",
        ];
        assert_eq!(page, expected);
    }

    #[test]
    fn changes_that_are_not_asked_for_are_counted() {
        let after = BEFORE.replace("Well.", "Well. Entirely fresh words arrive.");
        let page = outline(BEFORE, &after, Show::Removed);
        let expected =
            "[Housing · Money · Health: 3 sections, 5 sentences unchanged, 1 change of another kind]";
        assert_eq!(page, [expected]);
    }

    #[test]
    fn what_moved_is_told_at_both_ends() {
        let moves = "The housing officer visited on Monday.";
        let stays =
            "He works in the laundry. He leads a team of four. The instructor says that he is reliable.";
        let before = format!("# Housing\n\nOne here. Two here. {moves}\n\n# Work\n\n{stays}\n");
        let after = format!("# Housing\n\nOne here. Two here.\n\n# Work\n\n{stays} {moves}\n");
        let expected = [
            "# Housing",
            "[2 sentences unchanged]",
            "[1 passage moved to Work: The housing officer visited on Monday.]",
            "# Work",
            "[3 sentences unchanged]",
            "* The housing officer visited on Monday.",
        ];
        assert_eq!(outline(&before, &after, Show::All), expected);
    }

    #[test]
    fn the_same_text_is_one_fold() {
        let page = outline(BEFORE, BEFORE, Show::All);
        assert_eq!(page, ["[Housing · Money · Health: 3 sections, 5 sentences unchanged]"]);
    }
}
