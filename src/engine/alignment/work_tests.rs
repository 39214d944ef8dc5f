//! Counted, not timed: on plans that are made to be hard the work grows with their length and no faster.

use super::candidates::{self, Candidates};
use super::joints;
use super::passages::Pair;
use super::settled::Settled;
use crate::document::{Document, parse};

/// Most pairs of passages that are measured for each passage of either version.
const MEASURED_MAX: usize = 24;
/// Most pairs that the path is looked for in, for each passage of either version.
const NODES_MAX: usize = 24;

/// Words that stand beside each other in no order that comes again soon.
struct Words(u32);

impl Words {
    fn next(&mut self, of: u32) -> String {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        format!("w{}", (self.0 >> 8) % of)
    }

    fn sentence(&mut self, of: u32) -> String {
        let words: Vec<String> = (0..12).map(|_| self.next(of)).collect();
        format!("Q{}.", words.join(" "))
    }
}

/// Two versions of so many passages each.
pub(crate) type Trap = fn(usize) -> [Vec<String>; 2];

const FORM: &str = "Seen by the manager and nothing was noted at this time.";

pub(crate) fn traps() -> [(&'static str, Trap); 10] {
    [
        ("disjoint", |count| {
            [7, 8].map(|seed| {
                let mut words = Words(seed);
                (0..count).map(|_| format!("{seed}{}", words.sentence(50_000))).collect()
            })
        }),
        ("unrelated, of the same words", |count| {
            [71, 72].map(|seed| {
                let mut words = Words(seed);
                (0..count).map(|_| words.sentence(2_000)).collect()
            })
        }),
        ("one sentence without an end", |count| {
            let mut words = Words(81);
            let before: Vec<String> = (0..12 * count).map(|_| words.next(5_000)).collect();
            let other = |(at, word): (usize, &String)| match at % 12 {
                7 => "other".to_owned(),
                _ => word.clone(),
            };
            let after: Vec<String> = before.iter().enumerate().map(other).collect();
            [before, after].map(|words| vec![words.join(" ")])
        }),
        ("a table", |count| {
            [91, 92].map(|seed| {
                let mut words = Words(seed);
                let row = |at: usize, words: &mut Words| format!("| {at} | {} | {FORM} |", words.next(300));
                let rows: Vec<String> = (0..count).map(|at| row(at, &mut words)).collect();
                vec![format!("| No. | Who | What |\n|---|---|---|\n{}", rows.join("\n"))]
            })
        }),
        ("all reordered", |count| {
            let mut words = Words(3);
            let before: Vec<String> = (0..count).map(|_| words.sentence(5_000)).collect();
            // Seven is prime to every count here.
            let after = (0..count).map(|at| before[at * 7 % count].clone()).collect();
            [before, after]
        }),
        ("one line of a form fills most", |count| {
            [11, 12].map(|seed| {
                let mut words = Words(seed);
                let line = |words: &mut Words, at: usize| match at % 7 {
                    0 => words.sentence(5_000),
                    _ => FORM.to_owned(),
                };
                (0..count).map(|at| line(&mut words, at)).collect()
            })
        }),
        ("one word each", |count| {
            [21, 22].map(|seed| {
                let mut words = Words(seed);
                (0..count).map(|_| words.next(2_000)).collect()
            })
        }),
        ("all identical", |count| [count, count - 3].map(|count| vec![FORM.to_owned(); count])),
        ("a word of each sentence differs", |count| {
            let mut words = Words(31);
            let before: Vec<String> = (0..count).map(|_| words.sentence(5_000)).collect();
            let after = before.iter().map(|line| line.replacen(' ', " other ", 1)).collect();
            [before, after]
        }),
        ("all nearly equal", |count| {
            [41, 42].map(|seed| {
                let mut words = Words(seed);
                let line = |words: &mut Words| FORM.replacen("nothing", &words.next(3_000), 1);
                (0..count).map(|_| line(&mut words)).collect()
            })
        }),
    ]
}

/// How much was done for a pair: pairs measured, and nodes of the path.
fn work(pair: &Pair<'_>, settled: &Settled<'_>) -> [usize; 2] {
    let found: Candidates = candidates::find(pair, settled);
    [found.measured, found.all.len() + joints::find(pair, &found).len()]
}

#[test]
fn the_work_of_a_pair_grows_with_its_length_alone() {
    for (name, trap) in traps() {
        for count in [100, 1_000, 4_000] {
            let documents: [Document; 2] = trap(count).map(|lines| parse(lines.join("\n\n")).unwrap());
            let [before, after] = &documents;
            let units = Pair::of_units(before, after);
            let blocks = units.of_blocks(before, after);
            let settled = Settled::of(&units);
            let settled_blocks = Settled::of_blocks(&blocks, &units, &settled);
            for (pair, settled) in [(&units, &settled), (&blocks, &settled_blocks)] {
                let passages = pair.before.len() + pair.after.len();
                let [measured, nodes] = work(pair, settled);
                assert!(measured <= MEASURED_MAX * passages, "{name}, {count}: {measured} of {passages}");
                assert!(nodes <= NODES_MAX * passages, "{name}, {count}: {nodes} of {passages}");
            }
        }
    }
}

#[test]
fn hardly_anything_is_measured_where_hardly_anything_changed() {
    let mut words = Words(51);
    let before: Vec<String> = (0..1_000).map(|_| words.sentence(5_000)).collect();
    let mut after = before.clone();
    (0..1_000).step_by(100).for_each(|at| after[at] = words.sentence(5_000));
    let [before, after] = [before, after].map(|lines| parse(lines.join("\n\n")).unwrap());
    let pair = Pair::of_units(&before, &after);
    let [measured, nodes] = work(&pair, &Settled::of(&pair));
    assert!(measured <= 10 * 24, "{measured}");
    assert!(nodes <= 1_000 + 10 * 24, "{nodes}");
}

#[test]
fn copies_that_stand_where_they_stood_are_not_measured() {
    let minute = |at: usize| {
        format!("Minute {at} of the board\n\nPresent: nobody\n\nNothing said\n\nClosed {at} times")
    };
    let minutes = |first: usize| (first..200).map(minute).collect::<Vec<_>>().join("\n\n");
    let [before, after] = [minutes(1), minutes(0)].map(|text| parse(text).unwrap());
    let pair = Pair::of_units(&before, &after);
    let [measured, nodes] = work(&pair, &Settled::of(&pair));
    assert!(measured <= 24 * 4, "{measured}");
    assert!(nodes <= pair.before.len() + 24 * 4, "{nodes} of {}", pair.before.len());
}

/// Two versions of so many pages: a fifth of the lines are those of a form, and one in twelve of the others changed.
pub(crate) fn pages(count: usize) -> [String; 2] {
    let mut words = Words(61);
    let mut line = |at: usize| if at.is_multiple_of(5) { FORM.to_owned() } else { words.sentence(20_000) };
    let before: Vec<String> = (0..count * PASSAGES_A_PAGE).map(&mut line).collect();
    let change = |(at, line): (usize, &String)| match at % 12 {
        7 => line.replacen(' ', " not ", 1),
        _ => line.clone(),
    };
    let after: Vec<String> = before.iter().enumerate().map(change).collect();
    [before, after].map(|lines| lines.join("\n\n"))
}

const PASSAGES_A_PAGE: usize = 30;

#[test]
fn a_page_costs_the_same_in_ten_pages_and_in_a_thousand() {
    for count in [10, 100, 1_000] {
        let [before, after] = pages(count).map(|text| parse(text).unwrap());
        let pair = Pair::of_units(&before, &after);
        let [measured, nodes] = work(&pair, &Settled::of(&pair));
        assert!(measured <= 2 * PASSAGES_A_PAGE * count, "{count} pages: {measured}");
        assert!(nodes <= 3 * PASSAGES_A_PAGE * count, "{count} pages: {nodes}");
    }
}

#[test]
fn paragraphs_that_share_most_of_their_sentences_are_not_measured() {
    let mut words = Words(71);
    let mut paragraph = || (0..4).map(|_| words.sentence(50_000)).collect::<Vec<_>>();
    let before: Vec<Vec<String>> = (0..100).map(|_| paragraph()).collect();
    let change = |paragraph: &Vec<String>| {
        let mut changed = paragraph.clone();
        changed[2] = changed[2].replacen(' ', " not ", 1);
        changed
    };
    let after: Vec<Vec<String>> = before.iter().map(change).collect();
    let text = |version: &[Vec<String>]| {
        version.iter().map(|paragraph| paragraph.join(" ")).collect::<Vec<_>>().join("\n\n")
    };
    let [before, after] = [before, after].map(|version| parse(text(&version)).unwrap());
    let units = Pair::of_units(&before, &after);
    let (blocks, settled) = (units.of_blocks(&before, &after), Settled::of(&units));
    let settled = Settled::of_blocks(&blocks, &units, &settled);
    let [measured, nodes] = work(&blocks, &settled);
    assert_eq!((measured, nodes), (0, 100));
    // Where most of the words are others, the blocks are measured.
    let [mine, other] = [
        "One of them stayed here, and it alone did so. Then",
        "One of them stayed here, and it alone did so. And",
    ]
    .map(|start| parse(format!("{start} {}\n", words.sentence(50_000).repeat(3))).unwrap());
    let units = Pair::of_units(&mine, &other);
    let blocks = units.of_blocks(&mine, &other);
    let settled = Settled::of_blocks(&blocks, &units, &Settled::of(&units));
    assert_eq!(settled.partners, [None]);
}
