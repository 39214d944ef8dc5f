//! The order of the page: sections with their changes, and folds for what lies between.

use std::collections::HashSet;

use super::passages::{changed, quiet};
use super::summary::{folded, titles};
use super::{Pair, Show};
use crate::delta::{Change, ChangeKind};
use crate::web::plan::{self, Block, Line, Passage};
use crate::web::words::count;

/// A stretch of the page.
pub(super) enum Part {
    /// A section with something to show.
    Open(SectionView),
    /// Neighbouring sections without.
    Quiet {
        /// "3 sections unchanged".
        summary: String,
        /// The titles of the outermost among them.
        titles: String,
        /// Their text.
        sections: Vec<SectionView>,
    },
}

/// A section of the later version, and what was removed from it.
pub(super) struct SectionView {
    /// Level of its heading.
    pub level: u8,
    /// Its heading, where it has one.
    pub heading: Option<Line>,
    /// What stands under it.
    pub chunks: Vec<Chunk>,
}

/// A stretch of a section.
pub(super) enum Chunk {
    /// Shown.
    Blocks(Vec<Block>),
    /// Folded.
    Fold {
        /// "9 sentences unchanged".
        summary: String,
        /// What unfolds.
        blocks: Vec<Block>,
    },
}

/// The changes of one section, as indices in the order of the page.
pub(super) struct Group {
    /// The section, as an index.
    pub section: u32,
    heading: Option<usize>,
    body: Vec<usize>,
}

/// Lays a delta out.
pub(super) fn parts(pair: &Pair<'_>, show: Show) -> Vec<Part> {
    let groups = groups(pair);
    let mut shown = shown(pair, show);
    let open = open_sections(pair, &groups, &shown);
    for group in groups.iter().filter(|group| open.contains(&group.section)) {
        show_single_lines(pair, group, &mut shown);
    }
    let mut parts = Vec::new();
    for run in groups.chunk_by(|one, next| open.contains(&one.section) == open.contains(&next.section)) {
        if open.contains(&run[0].section) {
            parts.extend(run.iter().map(|group| Part::Open(section(pair, group, &shown))));
        } else {
            parts.push(quiet_part(pair, run));
        }
    }
    parts
}

/// Which changes are on the page unfolded: those asked for, and the heads and signatures of their entries, so that
/// it is seen who wrote them.
fn shown(pair: &Pair<'_>, show: Show) -> Vec<bool> {
    let changes = &pair.delta.changes;
    let asked: Vec<bool> = changes.iter().map(|change| show.takes(change)).collect();
    let shown = changes.iter().zip(&asked).filter(|(_, asked)| **asked);
    let entries: HashSet<u32> = shown.filter_map(|(change, _)| entry(pair, change)).collect();
    let of_entry = |change: &Change| change.after.clone().any(|unit| entries.contains(&unit));
    changes.iter().zip(&asked).map(|(change, asked)| *asked || of_entry(change)).collect()
}

/// A single line is read faster than a fold.
fn show_single_lines(pair: &Pair<'_>, group: &Group, shown: &mut [bool]) {
    let runs: Vec<&[usize]> = group.body.chunk_by(|one, next| shown[*one] == shown[*next]).collect();
    for run in runs {
        if let [index] = *run
            && pair.delta.changes[index].kind == ChangeKind::Unchanged
        {
            shown[index] = true;
        }
    }
}

/// The head or signature of a change's entry in the later version.
fn entry(pair: &Pair<'_>, change: &Change) -> Option<u32> {
    let unit = change.after.clone().next()?;
    pair.after.document.unit(unit).entry
}

fn groups(pair: &Pair<'_>) -> Vec<Group> {
    let document = pair.after.document;
    let mut groups: Vec<Group> = vec![Group { section: 0, heading: None, body: Vec::new() }];
    for (index, change) in pair.delta.changes.iter().enumerate() {
        let section = change.after.clone().next().map(|unit| document.unit(unit).section);
        if let Some(section) =
            section.filter(|section| groups.last().is_some_and(|group| group.section != *section))
        {
            groups.push(Group { section, heading: None, body: Vec::new() });
        }
        let Some(group) = groups.last_mut() else { continue };
        let heads = |heading: u32| group.heading.is_none() && change.after.contains(&heading);
        if document.sections()[group.section as usize].heading.is_some_and(heads) {
            group.heading = Some(index);
        } else {
            group.body.push(index);
        }
    }
    groups.retain(|group| group.heading.is_some() || !group.body.is_empty());
    groups
}

/// Sections with something to show, and the sections around them.
fn open_sections(pair: &Pair<'_>, groups: &[Group], shown: &[bool]) -> HashSet<u32> {
    let sections = pair.after.document.sections();
    let own =
        groups.iter().filter(|group| group.heading.iter().chain(&group.body).any(|index| shown[*index]));
    own.flat_map(|group| {
        std::iter::successors(Some(group.section), |section| sections[*section as usize].parent)
    })
    .collect()
}

fn section(pair: &Pair<'_>, group: &Group, shown: &[bool]) -> SectionView {
    let document = pair.after.document;
    let runs = group.body.chunk_by(|one, next| shown[*one] == shown[*next]);
    let chunk = |run: &[usize]| if shown[run[0]] { open_chunk(pair, run) } else { fold(pair, run) };
    SectionView {
        level: plan::level(document, &document.sections()[group.section as usize]),
        heading: group.heading.map(|index| heading(pair, index, shown[index])),
        chunks: runs.map(chunk).collect(),
    }
}

fn heading(pair: &Pair<'_>, index: usize, shown: bool) -> Line {
    let change = &pair.delta.changes[index];
    if shown { changed(pair, change).line } else { quiet(pair, change).line }
}

fn open_chunk(pair: &Pair<'_>, run: &[usize]) -> Chunk {
    let changes = run.iter().map(|index| &pair.delta.changes[*index]);
    Chunk::Blocks(plan::blocks(changes.map(|change| passage(pair, change))))
}

/// A change that is not asked for but shown as context stays quiet, unless it is itself a change.
fn passage<'a>(pair: &Pair<'a>, change: &Change) -> Passage<'a> {
    if Show::All.takes(change) || Show::Layout.takes(change) {
        changed(pair, change)
    } else {
        quiet(pair, change)
    }
}

fn fold(pair: &Pair<'_>, run: &[usize]) -> Chunk {
    Chunk::Fold { summary: folded(pair, run), blocks: quiet_blocks(pair, run) }
}

fn quiet_blocks(pair: &Pair<'_>, run: &[usize]) -> Vec<Block> {
    let changes = run.iter().map(|index| &pair.delta.changes[*index]);
    plan::blocks(changes.map(|change| quiet(pair, change)))
}

fn quiet_part(pair: &Pair<'_>, run: &[Group]) -> Part {
    let all: Vec<usize> = run.iter().flat_map(|group| group.body.iter().copied()).collect();
    let sections = count(run.len(), "section");
    Part::Quiet {
        summary: format!("{sections}, {}", folded(pair, &all)),
        titles: titles(pair, run),
        sections: run.iter().map(|group| quiet_section(pair, group)).collect(),
    }
}

fn quiet_section(pair: &Pair<'_>, group: &Group) -> SectionView {
    let document = pair.after.document;
    SectionView {
        level: plan::level(document, &document.sections()[group.section as usize]),
        heading: group.heading.map(|index| heading(pair, index, false)),
        chunks: vec![Chunk::Blocks(quiet_blocks(pair, &group.body))],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::brief::Version;
    use crate::delta::compare;
    use crate::document::parse;

    /// The page in short: `#` a heading, `[..]` a fold, `=` a quiet line, `*` a changed one.
    fn outline(before: &str, after: &str, show: Show) -> Vec<String> {
        let (before, after) = (parse(before.to_owned()).unwrap(), parse(after.to_owned()).unwrap());
        let delta = compare(&before, &after);
        let before = Version { number: 1, as_of: None, document: &before };
        let after = Version { number: 2, as_of: None, document: &after };
        let parts = parts(&Pair { before: &before, after: &after, delta: &delta }, show);
        parts.iter().flat_map(part_outline).collect()
    }

    fn part_outline(part: &Part) -> Vec<String> {
        match part {
            Part::Open(section) => {
                let heading = section.heading.iter().map(|line| format!("# {}", text(line)));
                heading.chain(section.chunks.iter().flat_map(chunk_outline)).collect()
            }
            Part::Quiet { summary, titles, .. } => vec![format!("[{titles}: {summary}]")],
        }
    }

    fn chunk_outline(chunk: &Chunk) -> Vec<String> {
        match chunk {
            Chunk::Fold { summary, .. } => vec![format!("[{summary}]")],
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
    fn the_same_text_is_one_fold() {
        let page = outline(BEFORE, BEFORE, Show::All);
        assert_eq!(page, ["[Housing · Money · Health: 3 sections, 5 sentences unchanged]"]);
    }
}
