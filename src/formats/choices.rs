//! Alternatives of which type marks some: "Low / Medium / High" with one of them underlined, shaded or boxed.
//!
//! Such type says nothing where it stands for stress or for a link, and is not written. Where it picks one of several
//! it is the answer: it is written as bold type, by which forms mark answers too.

use cip_lexicon as lexicon;

use std::ops::Range;

use crate::block::{Style, Text};
use crate::flow::Flow;

/// Most words of one alternative.
const WORDS_MAX: usize = 4;

/// Marked alternatives in bold type; marks that pick none are gone.
pub(crate) fn in_bold(mut flows: Vec<Flow>) -> Vec<Flow> {
    flows.iter_mut().for_each(flow);
    flows
}

/// Nesting is bounded by the readers.
fn flow(part: &mut Flow) {
    match part {
        Flow::Line(line) => choose(&mut line.text),
        Flow::Grid(grid) => {
            let cells = grid.rows.iter_mut().flat_map(|row| &mut row.cells);
            cells.flat_map(|cell| &mut cell.flows).for_each(flow);
        }
        Flow::Block(block) => block.texts_mut().into_iter().for_each(choose),
    }
}

fn choose(text: &mut Text) {
    if text.runs.iter().all(|run| !run.style.marked) {
        return;
    }
    let words = text.words();
    let of_bytes = |of: fn(Style) -> bool| -> Vec<bool> {
        text.runs.iter().flat_map(|run| std::iter::repeat_n(of(run.style), run.text.len())).collect()
    };
    let (marked, strong) = (of_bytes(|style| style.marked), of_bytes(|style| style.strong));
    let mut bold = vec![false; words.len()];
    let mut start = 0;
    for line in words.split_inclusive('\n') {
        for option in picked(&words, start..start + line.len(), &marked, &strong) {
            bold[option].fill(true);
        }
        start += line.len();
    }
    let mut at = 0;
    for run in std::mem::take(&mut text.runs) {
        for (byte, c) in run.text.char_indices() {
            let strong = run.style.strong || run.style.marked && bold[at + byte];
            text.push(c, Style { strong, marked: false, ..run.style }, run.place);
        }
        at += run.text.len();
    }
}

/// The alternatives of a line that are marked; none where all are, where one is in part, and where bold type marks them.
fn picked(words: &str, line: Range<usize>, marked: &[bool], strong: &[bool]) -> Vec<Range<usize>> {
    let start = line.start + words[line.clone()].rfind(':').map_or(0, |at| at + 1);
    let options = options(words, start..line.end);
    let mut picked = Vec::new();
    for option in &options {
        let letters = || {
            let letters = words[option.clone()].char_indices().filter(|(_, c)| c.is_alphanumeric());
            letters.map(|(at, _)| option.start + at)
        };
        let count = letters().filter(|at| marked[*at]).count();
        if letters().any(|at| strong[at]) || count > 0 && count < letters().count() {
            return Vec::new();
        }
        picked.extend((count > 0).then(|| option.clone()));
    }
    if picked.len() < options.len() { picked } else { Vec::new() }
}

/// The alternatives that a part of a text consists of: between strokes, or a yes and a no.
fn options(words: &str, part: Range<usize>) -> Vec<Range<usize>> {
    let cut = |by: fn(char) -> bool| {
        let mut at = part.start;
        let mut options = Vec::new();
        for option in words[part.clone()].split_inclusive(by) {
            let bare = option.trim_end_matches(by);
            let opens = bare.len() - bare.trim_start().len();
            options.push(at + opens..at + bare.trim_end().len().max(opens));
            at += option.len();
        }
        options
    };
    let short = |option: &Range<usize>| {
        let option = &words[option.clone()];
        option.contains(char::is_alphabetic) && option.split_whitespace().count() <= WORDS_MAX
    };
    let parted = cut(|c| matches!(c, '/' | '|' | '\t'));
    if parted.len() > 1 {
        return if parted.iter().all(short) { parted } else { Vec::new() };
    }
    let answers: Vec<_> = cut(char::is_whitespace).into_iter().filter(|option| !option.is_empty()).collect();
    let is_answer = |option: &Range<usize>| lexicon::YES_OR_NO.has(&words[option.clone()]);
    if answers.iter().all(is_answer) { answers } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::Place;
    use crate::writer::write;

    /// A line in which underscores stand around what is marked.
    fn check(line: &str) -> String {
        let mut text = Text::default();
        for (index, part) in line.split('_').enumerate() {
            text.push(part, Style { marked: index % 2 > 0, ..Style::default() }, Place::default());
        }
        write(&crate::flow::blocks(vec![Flow::line(text)]), "test/1").text
    }

    #[test]
    fn a_marked_alternative_is_in_bold() {
        assert_eq!(
            check("Supervision: weekly / _every two weeks_ / monthly"),
            "Supervision: weekly / **every two weeks** / monthly\n"
        );
        assert_eq!(check("_Single_/shared"), "**Single**/shared\n");
        assert_eq!(check("May vote: Yes _No_"), "May vote: Yes **No**\n");
        assert_eq!(check("A: b / _c_\nD: _e_ / f"), "A: b / **c**  \nD: **e** / f\n");
    }

    #[test]
    fn other_marks_are_not_written() {
        for line in [
            "He is _not_ to go there.",
            "Supervision: _weekly / monthly_",
            "Supervision: _weekly_",
            "_Seen by him and/or_ the nurse of the hall",
            "Supervision: week_ly_ / monthly",
            "On 3/_5_/2024",
            "Name: _Ann_ Other",
        ] {
            assert_eq!(check(line), format!("{}\n", line.replace('_', "")), "{line}");
        }
    }
}
