//! Which sentences of long new passages are shown.
//!
//! Takes passages and a number of words, gives for each which of its sentences stand in the brief. Risk is
//! never left out, every passage has at least one sentence, and what words remain go to the sentences that tell
//! most. The same input gives the same choice.

use std::cmp::Reverse;
use std::ops::Range;

use super::model::Side;
use super::passage::Passage;

/// Which sentences of a passage are shown.
pub(super) type Shown = Vec<bool>;

/// Chooses the sentences.
///
/// `left` is told the words of those that have to be shown and gives the words that are left for the others.
pub(super) fn choose(passages: &[Passage], left: impl FnOnce(u32) -> u32) -> Vec<Shown> {
    let mut shown: Vec<Shown> = passages.iter().map(must_show).collect();
    let must: u32 = passages.iter().zip(&shown).map(|(passage, shown)| words(passage, shown)).sum();
    let mut left = left(must);
    for (passage, sentence) in by_weight(passages) {
        let run = run_to(&passages[passage], sentence);
        let hidden = run.clone().filter(|at| !shown[passage][*at]);
        let words: u32 = hidden.map(|at| passages[passage].sentences[at].words).sum();
        if !shown[passage][sentence] && words <= left {
            shown[passage][run].fill(true);
            left -= words;
        }
    }
    shown
}

/// A sentence and those before it that it leans on.
fn run_to(passage: &Passage, sentence: usize) -> Range<usize> {
    let leans = |at: &usize| {
        passage.sentences[*at].leans && passage.sentences[*at].unit == passage.sentences[*at - 1].unit + 1
    };
    let first = sentence - (1..=sentence).rev().take_while(leans).count();
    first..sentence + 1
}

/// Words of the sentences that are shown.
pub(super) fn words(passage: &Passage, shown: &Shown) -> u32 {
    let sentences = passage.sentences.iter().zip(shown);
    sentences.filter(|(_, shown)| **shown).map(|(sentence, _)| sentence.words).sum()
}

/// Most words that are shown rather than said to be left out: the notice takes as many.
const NOTICE_WORDS: u32 = 5;

/// All of a passage that cannot be shortened; of others what touches risk, or else the sentence that tells most.
fn must_show(passage: &Passage) -> Shown {
    let sentences = &passage.sentences;
    let has_risk = sentences.iter().any(|sentence| sentence.risk);
    let best =
        (0..sentences.len()).max_by_key(|at| (!sentences[*at].leans, sentences[*at].weight, Reverse(*at)));
    let key = |at: usize| !passage.can_be_shortened || sentences[at].risk || (!has_risk && Some(at) == best);
    let mut shown = vec![false; sentences.len()];
    for at in (0..sentences.len()).filter(|at| key(*at)) {
        shown[run_to(passage, at)].fill(true);
    }
    let all = vec![true; sentences.len()];
    if words(passage, &all) - words(passage, &shown) <= NOTICE_WORDS { all } else { shown }
}

/// Every sentence as (passage, sentence): what is new before what is gone, then the more telling, then as read.
fn by_weight(passages: &[Passage]) -> Vec<(usize, usize)> {
    let mut all: Vec<(usize, usize)> = Vec::new();
    for (index, passage) in passages.iter().enumerate() {
        all.extend((0..passage.sentences.len()).map(|sentence| (index, sentence)));
    }
    all.sort_by_key(|(passage, sentence)| {
        let passage = &passages[*passage];
        (passage.side == Side::Before, Reverse(passage.sentences[*sentence].weight))
    });
    all
}

#[cfg(test)]
mod tests {
    use super::super::passage::Sentence;
    use super::*;

    fn passage(weights: &[i32], risk: &[usize]) -> Passage {
        let sentence = |(at, weight): (usize, &i32)| Sentence {
            unit: at as u32,
            change: at,
            risk: risk.contains(&at),
            leans: *weight < 0,
            weight: weight.abs(),
            words: 10,
        };
        let sentences = weights.iter().enumerate().map(sentence).collect();
        Passage { side: Side::After, sentences, can_be_shortened: true }
    }

    fn check(passages: &[Passage], left: u32) -> Vec<Vec<usize>> {
        let shown = choose(passages, |_| left);
        let places = |shown: Shown| (0..shown.len()).filter(|at| shown[*at]).collect();
        shown.into_iter().map(places).collect()
    }

    #[test]
    fn every_passage_has_its_key_sentence() {
        assert_eq!(check(&[passage(&[1, 5, 2], &[]), passage(&[3, 3], &[])], 0), [vec![1], vec![0]]);
    }

    #[test]
    fn a_sentence_that_points_back_is_read_with_the_one_before() {
        // One of negative weight points back.
        assert_eq!(check(&[passage(&[3, 4, -9, 5], &[])], 0), [vec![3]]);
        assert_eq!(check(&[passage(&[3, 4, -9, 5], &[])], 20), [vec![1, 2, 3]]);
        assert_eq!(check(&[passage(&[3, 4, -9, 5], &[])], 10), [vec![1, 3]]);
        assert_eq!(check(&[passage(&[3, 4, -9, 5], &[2])], 0), [vec![1, 2]]);
    }

    #[test]
    fn risk_is_never_left_out() {
        assert_eq!(check(&[passage(&[9, 0, 0], &[1, 2])], 0), [vec![1, 2]]);
    }

    #[test]
    fn words_that_remain_go_to_what_tells_most() {
        assert_eq!(
            check(&[passage(&[1, 5, 2], &[]), passage(&[3, 3, 0], &[])], 25),
            [vec![1, 2], vec![0, 1]]
        );
    }

    #[test]
    fn what_cannot_be_shortened_is_whole() {
        let whole = Passage { can_be_shortened: false, ..passage(&[1, 2], &[]) };
        assert_eq!(check(&[whole], 0), [vec![0, 1]]);
    }
}
