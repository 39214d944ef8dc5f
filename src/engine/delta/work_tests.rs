//! Counted, not timed: what it takes from two texts to their delta grows with their length and no faster.

use super::compare;
use super::edits::COMPARISONS_MAX;
use crate::alignment::work_tests::{pages, traps};
use crate::document::parse;
use crate::text::{Work, count};

/// Fewest words and signs to each that is made a second time, as of the cells of a table.
const TOKENS_TO_EACH_AGAIN: usize = 7;
/// Fewest words to each pair of words that is measured, beside the passages.
const WORDS_PER_MEASURE: usize = 10;
/// Most bytes that are hashed for each byte of the texts: once for the words of both, and eight for the key of each.
const HASHED_MAX: usize = 4;
/// Most pairs that are measured for each passage of either version, as itself and as the block that it is in.
const MEASURED_MAX: usize = 24;
/// Most cells of tables for each byte, beside those of one pair of passages of any length.
const CELLS_MAX: usize = 12;

/// What was done from two texts to their delta, and for how much text.
struct Done {
    bytes: usize,
    passages: usize,
    /// Of both, as they are kept.
    tokens: usize,
    work: Box<dyn Fn(Work) -> usize>,
}

fn done(lines: [Vec<String>; 2]) -> Done {
    let texts = lines.map(|lines| lines.join("\n\n"));
    let bytes = texts.iter().map(String::len).sum();
    let (documents, work) = count(|| {
        let documents = texts.map(|text| parse(text).unwrap());
        compare(&documents[0], &documents[1]);
        documents
    });
    let passages = documents.iter().map(|document| document.units().len()).sum();
    let tokens = documents.iter().map(|document| document.tokens().len()).sum();
    Done { bytes, passages, tokens, work: Box::new(work) }
}

/// Texts of every kind that is counted later, so that no list of words is cut into its words meanwhile.
fn read_word_lists() {
    for (_, trap) in traps() {
        done(trap(100));
    }
    done(pages(1).map(|text| vec![text]));
}

#[test]
fn no_trap_takes_more_for_each_byte() {
    read_word_lists();
    for (name, trap) in traps() {
        for count in [100, 1_000, 4_000] {
            let Done { bytes, passages, tokens, work } = done(trap(count));
            let checked = [
                (Work::Tokens, tokens + tokens / TOKENS_TO_EACH_AGAIN),
                (Work::Hashed, HASHED_MAX * bytes),
                (Work::Measured, MEASURED_MAX * passages + tokens / WORDS_PER_MEASURE),
                (Work::Cells, CELLS_MAX * bytes + COMPARISONS_MAX),
            ];
            for (kind, most) in checked {
                assert!(work(kind) <= most, "{name}, {count}, {kind:?}: {} of {most}", work(kind));
            }
        }
    }
}

#[test]
fn a_page_takes_the_same_in_ten_pages_and_in_a_thousand() {
    read_word_lists();
    for count in [10, 100, 1_000] {
        let Done { bytes, passages, tokens, work } = done(pages(count).map(|text| vec![text]));
        let checked = [
            (Work::Tokens, tokens),
            (Work::Hashed, HASHED_MAX * bytes),
            (Work::Measured, passages),
            (Work::Cells, bytes),
        ];
        for (kind, most) in checked {
            assert!(work(kind) <= most, "{count} pages, {kind:?}: {} of {most}", work(kind));
        }
    }
}
