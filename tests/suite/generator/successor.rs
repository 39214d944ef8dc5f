//! Another version of any text, made line by line and word by word.
//!
//! Takes a text of any kind, hostile ones included, gives one that differs from it in a few places.

use super::rng::Rng;

/// A version after `text`.
pub(crate) fn successor(seed: u64, text: &str) -> String {
    let mut rng = Rng::new(seed);
    let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    for _ in 0..=rng.below(6) {
        if lines.is_empty() {
            break;
        }
        change_lines(&mut rng, &mut lines);
    }
    lines.concat()
}

fn change_lines(rng: &mut Rng, lines: &mut Vec<String>) {
    let at = rng.below(lines.len());
    match rng.below(8) {
        0 => drop(lines.remove(at)),
        1 => {
            let line = lines[at].clone();
            lines.insert(rng.below(lines.len() + 1), line);
        }
        2 => {
            let line = lines.remove(at);
            lines.insert(rng.below(lines.len() + 1), line);
        }
        3 => lines[at] = lines[at].replace('\n', "\r\n"),
        4 => lines.insert(at, "He was seen again on 3 March 2031 and did not agree.\n".to_owned()),
        5 => lines[at] = lines[at].trim_end().to_owned(),
        _ => lines[at] = with_other_word(rng, &lines[at]),
    }
}

/// The line with one word doubled, left out or replaced.
fn with_other_word(rng: &mut Rng, line: &str) -> String {
    let mut words: Vec<&str> = line.split_inclusive(' ').collect();
    if words.is_empty() {
        return line.to_owned();
    }
    let at = rng.below(words.len());
    match rng.below(3) {
        0 => drop(words.remove(at)),
        1 => words.insert(at, words[at]),
        _ => words[at] = *rng.pick(&["not ", "5 mg ", "**Thursday** ", "| ", "Ardlossie ", "now "]),
    }
    words.concat()
}
