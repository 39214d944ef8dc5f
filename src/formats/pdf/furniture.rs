//! Running heads and feet: lines at the edge of most pages that say the same but for numbers.

use std::collections::{HashMap, HashSet};

use super::lines::Line;
use crate::page_numbers;
use crate::reading::{Place, SetAside, SetAsideKind};

/// Lines at the top and bottom of a page that may be running.
const EDGE_LINES: usize = 3;
/// Fewest pages, and least share of them, on which a line recurs.
const PAGES_MIN: usize = 2;
const SHARE: f32 = 0.4;
/// How far a running line may move from page to page, in points.
const MOVES: f32 = 6.0;

/// Takes the running lines out of the pages.
pub(super) fn part(pages: &mut [Vec<Line>]) -> Vec<SetAside> {
    let mut seen: HashMap<(bool, String, i32), Vec<usize>> = HashMap::new();
    for (page, lines) in pages.iter().enumerate() {
        for (at, top) in edges(lines) {
            let at_page = seen.entry(key(&lines[at], top)).or_default();
            if at_page.last() != Some(&page) {
                at_page.push(page);
            }
        }
    }
    let values = values(pages);
    let least = PAGES_MIN.max((pages.len() as f32 * SHARE).ceil() as usize);
    let mut aside = Vec::new();
    let mut known = HashSet::new();
    for (page, lines) in pages.iter_mut().enumerate() {
        let mut running: Vec<(usize, bool)> = edges(lines)
            .into_iter()
            .filter(|(at, top)| is_running(&seen, &key(&lines[*at], *top), least))
            .filter(|(at, _)| !values.contains(&(page, *at)))
            .collect();
        running.sort_unstable();
        running.dedup_by_key(|(at, _)| *at);
        for (at, top) in running.into_iter().rev() {
            let line = lines.remove(at);
            let text = line.words();
            let kind = kind(&text, top);
            if known.insert((kind, text.clone())) {
                let place = Place { page: Some(line.page), ..Place::default() };
                aside.push(SetAside { kind, text, place });
            }
        }
    }
    aside.sort_by_key(|aside| aside.place.page);
    aside
}

/// A page, the number at its edge, and the line that it is.
type Numbered = (usize, u64, usize);

/// The bare numbers at the edges of pages, by page and line, that do not count the pages, and the labels above them.
fn values(pages: &[Vec<Line>]) -> HashSet<(usize, usize)> {
    let mut values = HashSet::new();
    let mut numbers: HashMap<(bool, i32), Vec<Numbered>> = HashMap::new();
    for (page, lines) in pages.iter().enumerate() {
        for (at, top) in edges(lines) {
            let Some(number) = page_numbers::bare_number(&lines[at].words()) else { continue };
            if is_labelled(lines, at) {
                values.insert((page, at));
            } else {
                let (_, _, y) = key(&lines[at], top);
                numbers.entry((top, y)).or_default().push((page, number, at));
            }
        }
    }
    for group in numbers.into_values() {
        let counted: Vec<(usize, u64)> = group.iter().map(|(page, number, _)| (*page, *number)).collect();
        let counted = page_numbers::count_up(&counted);
        let others = group.iter().zip(counted).filter(|(_, counted)| !counted);
        values.extend(others.map(|((page, _, at), _)| (*page, *at)));
    }
    let labels: Vec<(usize, usize)> = values
        .iter()
        .filter(|(page, at)| is_labelled(&pages[*page], *at))
        .map(|(page, at)| (*page, at - 1))
        .collect();
    values.extend(labels);
    values
}

/// Whether the line above ends with a colon.
fn is_labelled(lines: &[Line], at: usize) -> bool {
    at > 0 && lines[at - 1].words().trim_end().ends_with(':')
}

/// A line may lie on the border between two places.
fn is_running(
    seen: &HashMap<(bool, String, i32), Vec<usize>>,
    key: &(bool, String, i32),
    least: usize,
) -> bool {
    let (top, text, y) = key;
    let near = (y.saturating_sub(1)..=y.saturating_add(1)).filter_map(|y| seen.get(&(*top, text.clone(), y)));
    near.map(Vec::len).sum::<usize>() >= least
}

fn edges(lines: &[Line]) -> Vec<(usize, bool)> {
    let count = lines.len();
    let middle = count.div_ceil(2).min(EDGE_LINES);
    let bottom = count.saturating_sub(EDGE_LINES).max(middle);
    (0..middle).map(|at| (at, true)).chain((bottom..count).map(|at| (at, false))).collect()
}

fn key(line: &Line, top: bool) -> (bool, String, i32) {
    let mut masked = String::new();
    for c in line.words().chars().filter(|c| !c.is_whitespace()) {
        match c {
            c if c.is_ascii_digit() && masked.ends_with('0') => {}
            c if c.is_ascii_digit() => masked.push('0'),
            c => masked.push(c),
        }
    }
    (top, masked, (line.y / MOVES).round() as i32)
}

fn kind(text: &str, top: bool) -> SetAsideKind {
    let letters: String = text.chars().filter(|c| c.is_alphabetic()).collect::<String>().to_lowercase();
    match letters.as_str() {
        "" | "page" | "pageof" | "of" => SetAsideKind::PageNumber,
        _ if letters.starts_with("printed") => SetAsideKind::Print,
        _ if letters.starts_with("official") => SetAsideKind::Classification,
        _ if top => SetAsideKind::Head,
        _ => SetAsideKind::Foot,
    }
}
