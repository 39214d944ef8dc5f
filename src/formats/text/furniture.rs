//! Page furniture: running heads and feet, page numbers, print dates, markings, set aside from what is printed.
//!
//! Takes all lines, gives the lines that belong to the plan, each with the blank lines above it as far as they are
//! meant. Two ways lead to the turns of pages: form feeds, or lines that count the pages.

use cip_lexicon as lexicon;

use std::cell::{OnceCell, RefCell};
use std::ops::Index;

use rustc_hash::{FxHashMap, FxHashSet};

use super::bullets::bullet;
use super::lines::{Line, ends_sentence, first_word, is_capitals, last_word};
use super::mask::{self, Masked, fingerprint, first_sign, mask};
use super::signs::Signs;
use super::tables;
use crate::page_numbers;
use crate::reading::{Place, SetAside, SetAsideKind};

/// Least share of pages, in percent, on which a line stands that is furniture: heads may differ left and right.
const PAGES_SHARE_MIN: usize = 40;
/// Most lines of a head or foot.
const EDGE_LINES_MAX: usize = 8;
/// Least lines from a page's number to the next.
const PAGE_LINES_MIN: usize = 8;
/// Most lines from a page's number to the next where nothing calls it one.
const PAGE_LINES_MAX: usize = 120;
/// Least letters of furniture that is known again inside a page.
const STRAY_LENGTH_MIN: usize = 12;
/// Least number that may be a year: no plan has as many pages.
const YEAR_MIN: u64 = 1_000;
/// Most blank lines between the lines of a head or foot.
const EDGE_BLANKS_MAX: usize = 4;

/// A line of the plan.
#[derive(Clone, Debug)]
pub(super) struct Printed<'a> {
    pub(super) line: Line<'a>,
    /// Where it stood.
    pub(super) place: Place,
    /// Blank lines above it that are meant.
    pub(super) gap: usize,
    /// Whether a page turned above it.
    pub(super) turn: bool,
    /// Whether it cannot be known if blank lines above it are meant.
    pub(super) loose: bool,
}

/// The lines of the plan, and what was set aside.
pub(super) struct Pages<'a> {
    pub(super) printed: Vec<Printed<'a>>,
    pub(super) set_aside: Vec<SetAside>,
}

/// Sets page furniture aside.
pub(super) fn part(lines: Vec<Line<'_>>) -> Pages<'_> {
    let masks = Masks::of(&lines);
    let mut found = Found { kinds: vec![None; lines.len()], pages: vec![None; lines.len()] };
    if lines.iter().any(|line| line.sheet > 0) {
        by_sheets(&lines, &masks, &mut found);
    } else {
        by_counters(&lines, &masks, &mut found);
    }
    prints_at_the_ends(&lines, &masks, &mut found);
    markings_at_the_ends(&lines, &mut found);
    collect(lines, &found)
}

/// The lines of a text with dates and numbers masked, each when it is first asked for: most are never.
struct Masks<'a> {
    masked: Vec<(&'a str, OnceCell<Masked>)>,
    /// The lines by their first sign.
    firsts: OnceCell<FxHashMap<Option<char>, Vec<usize>>>,
    /// By the first sign that lines were asked for: how many lines have a key.
    alike: RefCell<FxHashMap<Option<char>, FxHashMap<String, usize>>>,
}

impl<'a> Masks<'a> {
    fn of(lines: &[Line<'a>]) -> Self {
        let masked = lines.iter().map(|line| (line.text, OnceCell::new())).collect();
        Self { masked, firsts: OnceCell::new(), alike: RefCell::default() }
    }

    /// How many lines are as the one at `at` but for dates and numbers. Lines that are alike begin alike: only these are
    /// masked, once.
    fn alike(&self, at: usize) -> usize {
        let first = first_sign(self.masked[at].0);
        let firsts = self.firsts.get_or_init(|| {
            let mut firsts: FxHashMap<Option<char>, Vec<usize>> = FxHashMap::default();
            for (at, (text, _)) in self.masked.iter().enumerate() {
                firsts.entry(first_sign(text)).or_default().push(at);
            }
            firsts
        });
        let count = || {
            let mut counts: FxHashMap<String, usize> = FxHashMap::default();
            for other in &firsts[&first] {
                *counts.entry(self[*other].key.clone()).or_default() += 1;
            }
            counts
        };
        self.alike.borrow_mut().entry(first).or_insert_with(count)[&self[at].key]
    }
}

impl Index<usize> for Masks<'_> {
    type Output = Masked;

    fn index(&self, at: usize) -> &Masked {
        let (text, masked) = &self.masked[at];
        masked.get_or_init(|| mask(text))
    }
}

struct Found {
    kinds: Vec<Option<SetAsideKind>>,
    pages: Vec<Option<u32>>,
}

/// Pages between form feeds: their outermost lines that recur, from outside in.
fn by_sheets(lines: &[Line<'_>], masks: &Masks<'_>, found: &mut Found) {
    for (page, line) in found.pages.iter_mut().zip(lines) {
        *page = Some(line.sheet + 1);
    }
    let mut pages: Vec<Vec<usize>> = Vec::new();
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| !line.is_blank()) {
        match pages.last_mut() {
            Some(page) if lines[page[0]].sheet == line.sheet => page.push(at),
            _ => pages.push(vec![at]),
        }
    }
    for top in [true, false] {
        for _ in 0..EDGE_LINES_MAX {
            if !peel(&mut pages, (lines, masks), top, found) {
                break;
            }
        }
    }
    strays(&pages, masks, found);
}

/// Furniture that stands inside a page, where a tool has taken the page apart: what is set aside on other pages, and
/// stands once on this.
fn strays(pages: &[Vec<usize>], masks: &Masks<'_>, found: &mut Found) {
    let kinds = found.kinds.iter().enumerate();
    let kinds: FxHashMap<&str, SetAsideKind> =
        kinds.filter_map(|(at, kind)| kind.map(|kind| (masks[at].key.as_str(), kind))).collect();
    let firsts: FxHashSet<char> = kinds.keys().filter_map(|key| key.chars().next()).collect();
    let alike = |text: &str| first_sign(text).is_some_and(|first| firsts.contains(&first));
    for page in pages {
        for at in page.iter().filter(|at| alike(masks.masked[**at].0)) {
            let key = masks[*at].key.as_str();
            let Some(kind) = kinds.get(key).filter(|_| key.len() >= STRAY_LENGTH_MIN) else { continue };
            if page.iter().filter(|other| masks[**other].key == key).count() == 1 {
                found.kinds[*at] = Some(*kind);
            }
        }
    }
}

/// Takes the outermost line off each page where it recurs on enough of them.
fn peel(
    pages: &mut [Vec<usize>],
    (lines, masks): (&[Line<'_>], &Masks<'_>),
    top: bool,
    found: &mut Found,
) -> bool {
    let edge = |page: &Vec<usize>| if top { page.first().copied() } else { page.last().copied() };
    // The head of a table that goes on is the table's.
    let outermost = |page: &Vec<usize>| edge(page).filter(|at| !tables::is_head_line(&lines[*at]));
    let of = pages.len();
    let enough = |count: usize| count > 1 && count * 100 >= of * PAGES_SHARE_MIN;
    // Lines that recur begin alike: only these are masked.
    let first = |at: usize| first_sign(masks.masked[at].0);
    let mut firsts: FxHashMap<Option<char>, usize> = FxHashMap::default();
    for at in pages.iter().filter_map(outermost) {
        *firsts.entry(first(at)).or_default() += 1;
    }
    let outermost = |page: &Vec<usize>| outermost(page).filter(|at| enough(firsts[&first(*at)]));
    let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
    for at in pages.iter().filter_map(outermost) {
        *counts.entry(&masks[at].key).or_default() += 1;
    }
    let numbered = numbers_of_sheets(lines, masks, found);
    let edges = pages.iter().filter_map(outermost).map(|at| (lines[at].sheet as usize, at));
    let values = values(lines, masks, edges, &numbered);
    let mut any = false;
    for page in pages {
        let Some(at) = outermost(page).filter(|at| !values.contains(at)) else { continue };
        let count = counts[masks[at].key.as_str()];
        let mask = &masks[at].mask;
        // Beside what else a marking stands, it is on every page.
        let marked = count == of && words(mask).any(|word| lexicon::MARKINGS.has(word));
        let sure = count > 1 && (counts_pages(mask) || is_marking(mask) || tells_print(mask) || marked);
        if (count > 2 || sure) && enough(count) && !stands_inside((lines, masks), at, count) {
            found.kinds[at] = Some(kind(&masks[at].mask, top));
            any = true;
            page.remove(if top { 0 } else { page.len() - 1 });
        }
    }
    any
}

/// By sheet: the numbers of the lines that are set aside as its page number.
fn numbers_of_sheets(lines: &[Line<'_>], masks: &Masks<'_>, found: &Found) -> FxHashMap<usize, Vec<u64>> {
    let mut numbered: FxHashMap<usize, Vec<u64>> = FxHashMap::default();
    for (at, line) in lines.iter().enumerate() {
        if found.kinds[at] == Some(SetAsideKind::PageNumber) {
            numbered.entry(line.sheet as usize).or_default().extend(&masks[at].numbers);
        }
    }
    numbered
}

/// Of lines at an edge of their pages, those whose number is of the plan: bare numbers, and such as end a line behind a
/// colon, that do not count up with the pages, stand behind a label or beside the page's own number. A number that is the
/// same on all pages behind one label belongs to a running line.
fn values(
    lines: &[Line<'_>],
    masks: &Masks<'_>,
    edges: impl Iterator<Item = (usize, usize)>,
    numbered: &FxHashMap<usize, Vec<u64>>,
) -> FxHashSet<usize> {
    let mut values = FxHashSet::default();
    let mut alike: FxHashMap<&str, Vec<(usize, u64, usize)>> = FxHashMap::default();
    for (page, at) in edges.filter(|(_, at)| lines[*at].holds(Signs::FIGURE)) {
        let Masked { mask, key, numbers } = &masks[at];
        let Some(number) = numbers.first().copied() else { continue };
        let alone = is_number_alone(mask);
        if alone
            && (is_behind(lines, at, number) || numbered.get(&page).is_some_and(|of| !of.contains(&number)))
        {
            values.insert(at);
        } else if alone || key.ends_with(":#") {
            let number = if alone { number } else { numbers.last().copied().unwrap_or(number) };
            alike.entry(key.as_str()).or_default().push((page, number, at));
        }
    }
    for group in alike.into_values() {
        let labelled = !is_number_alone(&masks[group[0].2].mask);
        if labelled && group.iter().all(|(_, number, _)| *number == group[0].1) {
            continue;
        }
        let numbers: Vec<(usize, u64)> = group.iter().map(|(page, number, _)| (*page, *number)).collect();
        let counted = page_numbers::count_up(&numbers);
        values.extend(group.iter().zip(counted).filter(|(_, counted)| !counted).map(|((.., at), _)| *at));
    }
    values
}

/// Whether a masked line is a number, or one of several, and nothing else.
fn is_number_alone(mask: &str) -> bool {
    mask.contains('#') && words(mask).all(|word| word == "of")
}

/// Whether a number alone on its line goes on from the line above: behind a label, or as the year that ends a sentence.
fn is_behind(lines: &[Line<'_>], at: usize, number: u64) -> bool {
    let above =
        lines[..at].iter().rev().take(EDGE_BLANKS_MAX).take_while(|line| line.sheet == lines[at].sheet);
    let labelled = above
        .into_iter()
        .find(|line| !line.is_blank())
        .is_some_and(|line| line.text.trim_end().ends_with(':'));
    let sentence = at > 0 && !lines[at - 1].is_blank() && !ends_sentence(lines[at - 1].text);
    labelled || number >= YEAR_MIN && sentence
}

/// Without form feeds: lines that count the pages, and what recurs around them.
fn by_counters(lines: &[Line<'_>], masks: &Masks<'_>, found: &mut Found) {
    let seeds = seeds(lines, masks);
    if seeds.is_empty() {
        return;
    }
    let mut furniture: FxHashSet<&str> = seeds.iter().map(|at| masks[*at].key.as_str()).collect();
    let mut aside: Vec<bool> = vec![false; lines.len()];
    for at in &seeds {
        aside[*at] = true;
    }
    for up in [true, false] {
        let mut edges = seeds.clone();
        for _ in 0..EDGE_LINES_MAX {
            if !widen(lines, masks, up, &mut edges, &mut aside, &mut furniture) {
                break;
            }
        }
    }
    ends(lines, masks, &furniture, &mut aside);
    number_pages(lines, masks, &aside, found);
    let first_masks = leading(lines, masks, &aside);
    for at in (0..lines.len()).filter(|at| aside[*at]) {
        let top = first_masks.contains(masks[at].key.as_str());
        found.kinds[at] = Some(kind(&masks[at].mask, top));
    }
}

/// Lines that say "page 3 of 12", or that count up by one at a page's distance, in their order.
fn seeds(lines: &[Line<'_>], masks: &Masks<'_>) -> Vec<usize> {
    let mut alike: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| line.holds(Signs::FIGURE)) {
        if let Some(print) = fingerprint(line.text) {
            alike.entry(print).or_default().push(at);
        }
    }
    let mut seeds = Vec::new();
    for alike in alike.into_values().filter(|alike| alike.len() > 1) {
        let mut groups: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
        for at in alike {
            groups.entry(&masks[at].key).or_default().push(at);
        }
        seeds.extend(groups.into_values().filter(|group| counts_up(group, masks)).flatten());
    }
    seeds.sort_unstable();
    seeds
}

fn counts_up(group: &[usize], masks: &Masks<'_>) -> bool {
    let steps = group.windows(2);
    let called = counts_pages(&masks[group[0]].mask);
    if group.len() < if called { 2 } else { 4 } {
        return false;
    }
    let (mut shortest, mut longest) = (usize::MAX, 0);
    for pair in steps.clone() {
        shortest = shortest.min(pair[1] - pair[0]);
        longest = longest.max(pair[1] - pair[0]);
    }
    let even = shortest >= 2 * PAGE_LINES_MIN && longest <= PAGE_LINES_MAX && longest * 3 <= shortest * 4;
    if shortest < PAGE_LINES_MIN || !(called || even) {
        return false;
    }
    let numbers = masks[group[0]].numbers.len();
    (0..numbers).any(|place| {
        steps.clone().all(|pair| {
            let number = |at: usize| masks[at].numbers.get(place).copied().unwrap_or(0);
            number(pair[1]) == number(pair[0]).saturating_add(1)
        })
    })
}

/// Takes the next line above or below what is furniture, where it recurs.
fn widen<'m>(
    lines: &[Line<'_>],
    masks: &'m Masks<'_>,
    up: bool,
    edges: &mut [usize],
    aside: &mut [bool],
    furniture: &mut FxHashSet<&'m str>,
) -> bool {
    let next: Vec<Option<usize>> = edges.iter().map(|at| neighbour(lines, *at, up)).collect();
    let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
    for at in next.iter().flatten() {
        *counts.entry(&masks[*at].key).or_default() += 1;
    }
    // The foot of the last page, and the head of the first, have no page beyond.
    let mut filled = (0..lines.len()).filter(|at| !lines[*at].is_blank() && !aside[*at]);
    if let Some(end) = if up { filled.next_back() } else { filled.next() }
        && !next.contains(&Some(end))
        && let Some(count) = counts.get_mut(masks[end].key.as_str())
    {
        *count += 1;
    }
    let numbered = next.iter().enumerate().filter_map(|(page, at)| Some((page, (*at)?)));
    let values = values(lines, masks, numbered, &FxHashMap::default());
    let mut any = false;
    for (edge, at) in edges.iter_mut().zip(next) {
        // The head of a table that goes on is the table's.
        let Some(at) = at.filter(|at| !tables::is_head_line(&lines[*at]) && !values.contains(at)) else {
            continue;
        };
        let count = counts[masks[at].key.as_str()];
        let sure = count > 1 && (is_marking(&masks[at].mask) || tells_print(&masks[at].mask));
        if (count > 2 || sure)
            && count * 100 >= counts.values().sum::<usize>() * PAGES_SHARE_MIN
            && !stands_inside((lines, masks), at, count)
        {
            any |= !aside[at];
            aside[at] = true;
            furniture.insert(&masks[at].key);
            *edge = at;
        }
    }
    any
}

/// Whether a line of words that stands at the edge of so many pages stands inside them more often, as the heads of a plan's
/// entries do: then it is the plan's.
fn stands_inside((lines, masks): (&[Line<'_>], &Masks<'_>), at: usize, edges: usize) -> bool {
    lines[at].holds(Signs::WORD) && masks.alike(at) > edges * 2
}

/// The nearest line that is not blank, a few lines up or down.
fn neighbour(lines: &[Line<'_>], at: usize, up: bool) -> Option<usize> {
    let filled = |at: &usize| !lines[*at].is_blank();
    if up {
        (at.saturating_sub(EDGE_BLANKS_MAX + 1)..at).rev().find(filled)
    } else {
        (at + 1..lines.len().min(at + EDGE_BLANKS_MAX + 2)).find(filled)
    }
}

/// The head of the first page and the foot of the last, which have no turn beside them.
fn ends(lines: &[Line<'_>], masks: &Masks<'_>, furniture: &FxHashSet<&str>, aside: &mut [bool]) {
    let filled: Vec<usize> = (0..lines.len()).filter(|at| !lines[*at].is_blank()).collect();
    let known = |at: &&usize| furniture.contains(masks[**at].key.as_str());
    filled.iter().take_while(known).for_each(|at| aside[*at] = true);
    filled.iter().rev().take_while(known).for_each(|at| aside[*at] = true);
}

/// Masks of the furniture before the first line of the plan.
fn leading<'m>(lines: &[Line<'_>], masks: &'m Masks<'_>, aside: &[bool]) -> FxHashSet<&'m str> {
    let filled = (0..lines.len()).filter(|at| !lines[*at].is_blank());
    filled.take_while(|at| aside[*at]).map(|at| masks[at].key.as_str()).collect()
}

/// Counts pages: a page begins at its head, or behind the foot of the page before where pages have no head.
fn number_pages(lines: &[Line<'_>], masks: &Masks<'_>, aside: &[bool], found: &mut Found) {
    let heads = leading(lines, masks, aside);
    let (mut page, mut inside, mut turned) = (1, true, true);
    for at in 0..lines.len() {
        if aside[at] {
            let head = heads.contains(masks[at].key.as_str());
            if head && !turned {
                page += 1;
                turned = true;
            }
            inside &= head;
        } else if !lines[at].is_blank() {
            page += u32::from(!turned && !inside);
            (inside, turned) = (true, false);
        }
        found.pages[at] = Some(page);
    }
}

/// A protective marking alone on the first or last line of the text.
fn markings_at_the_ends(lines: &[Line<'_>], found: &mut Found) {
    let mut filled = (0..lines.len()).filter(|at| !lines[*at].is_blank() && found.kinds[*at].is_none());
    let ends = [filled.next(), filled.next_back()];
    for at in ends.into_iter().flatten() {
        // "He is to be kept away from / staff" ends in no marking.
        let goes_on = at > 0 && !lines[at - 1].is_blank() && !is_capitals(lines[at].text);
        if !goes_on && is_marking(&mask(lines[at].text).mask) {
            found.kinds[at] = Some(SetAsideKind::Classification);
        }
    }
}

/// Lines at the very start and end of the text that say when it was printed, or that the print ends, and how many pages it
/// has. The lines of a title that stand with the first are at the start too.
fn prints_at_the_ends(lines: &[Line<'_>], masks: &Masks<'_>, found: &mut Found) {
    let filled = (0..lines.len()).filter(|at| !lines[*at].is_blank());
    // Whether all lines above are set aside, and whether they are of the title.
    let (mut outermost, mut title, mut above) = (true, true, None);
    for at in filled.clone() {
        title &= above.is_none_or(|above| above + 1 == at && at < PRINT_LINES_MAX);
        if !outermost && !title {
            break;
        }
        if found.kinds[at].is_none() && is_print(lines[at].text, &masks[at].mask) {
            found.kinds[at] = Some(SetAsideKind::Print);
        }
        outermost &= found.kinds[at].is_some();
        above = Some(at);
    }
    for at in filled.rev() {
        // The last line of a paragraph belongs to it.
        let apart = at == 0 || lines[at - 1].is_blank() || found.kinds[at - 1].is_some();
        if found.kinds[at].is_none() && apart && is_print(lines[at].text, &masks[at].mask) {
            found.kinds[at] = Some(SetAsideKind::Print);
        }
        if found.kinds[at].is_none() {
            break;
        }
    }
}

/// Whether a line at the start or end of a text says when it was printed, or that the print ends on such a page.
fn is_print(text: &str, mask: &str) -> bool {
    let few = mask.split_whitespace().count() <= PRINT_WORDS_MAX && !ends_sentence(text);
    if !few || bullet(text).is_some() {
        return false;
    }
    let opens = words(mask).next().is_some_and(|word| lexicon::PRINTED_WORDS.has(word));
    let ends = words(mask).any(|word| lexicon::PRINTED_WORDS.has(word)) && calls_page(mask);
    ends || tells_print(mask) && (opens || is_print_alone(text, mask))
}

/// Whether a line says nothing but when and by whom a text was made: "Generated 3 May 2024 10:12 by OBRAE". "Run" and its
/// like are words of a plan as well, so that no other word may stand beside them.
fn is_print_alone(text: &str, mask: &str) -> bool {
    // A word in capitals is a user's name.
    let users: FxHashSet<String> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| is_capitals(word))
        .map(str::to_lowercase)
        .collect();
    let timed = text.split_whitespace().any(|word| mask::date(word) == 0 && mask::date_or_time(word) > 0);
    let (mut named, mut told) = (false, timed);
    for word in words(mask) {
        let user = named && users.contains(word);
        let thing = lexicon::PRINTED_THINGS.has(word);
        let known = lexicon::PRINT_WORDS.has(word) || lexicon::BESIDE_PRINT.has(word);
        if !(known || user || thing) {
            return false;
        }
        told |= user || thing;
        named = user || lexicon::BEFORE_USER.has(word);
    }
    told
}

/// How far from the start of a text its title reaches.
const PRINT_LINES_MAX: usize = 4;
/// Most words of one.
const PRINT_WORDS_MAX: usize = 14;

fn kind(mask: &str, top: bool) -> SetAsideKind {
    if counts_pages(mask) {
        SetAsideKind::PageNumber
    } else if is_marking(mask) {
        SetAsideKind::Classification
    } else if prints(mask) {
        SetAsideKind::Print
    } else if top {
        SetAsideKind::Head
    } else {
        SetAsideKind::Foot
    }
}

/// Whether a masked line says which page it is: "page #", "# of #", "#/#", or a number alone.
fn counts_pages(mask: &str) -> bool {
    if !mask.contains('#') {
        return false;
    }
    let (mut last, mut before) = ("", "");
    for word in mask.split_whitespace() {
        let of = last == "of" && bare(before) == "#" && bare(word) == "#";
        if of || matches!(word, "#/#" | "-#-") {
            return true;
        }
        (before, last) = (last, word);
    }
    bare(mask) == "#" || calls_page(mask)
}

/// Whether a masked line has a word for a page, and its number.
fn calls_page(mask: &str) -> bool {
    let mut last = "";
    mask.split_whitespace().any(|word| {
        let above = std::mem::replace(&mut last, word);
        lexicon::PAGE_WORDS.has(bare(above)) && bare(word).starts_with('#')
    })
}

/// Whether a masked line has a word of printing.
fn prints(mask: &str) -> bool {
    words(mask).any(|word| lexicon::PRINT_WORDS.has(word))
}

/// Whether a masked line says when it was printed.
fn tells_print(mask: &str) -> bool {
    mask.contains('@') && prints(mask)
}

/// A masked word without the signs around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric() && c != '#')
}

/// Whether words are nothing but a protective marking.
pub(super) fn is_protective(words: &str) -> bool {
    is_marking(&mask(words).mask)
}

/// Whether a line is nothing but a protective marking.
fn is_marking(mask: &str) -> bool {
    words(mask).any(|word| lexicon::MARKINGS.has(word))
        && words(mask).all(|word| lexicon::MARKINGS.has(word) || lexicon::BETWEEN_MARKINGS.has_exactly(word))
}

fn words(mask: &str) -> impl Iterator<Item = &str> {
    mask.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// The lines of the plan with the blank lines above them, and what was set aside.
fn collect<'a>(lines: Vec<Line<'a>>, found: &Found) -> Pages<'a> {
    let mut pages = Pages { printed: Vec::with_capacity(lines.len()), set_aside: Vec::new() };
    let mut seen = FxHashSet::default();
    let (mut gap, mut turn) = (0, false);
    let mut sheet = 0;
    for (at, line) in lines.into_iter().enumerate() {
        turn |= line.sheet > sheet || found.kinds[at].is_some();
        sheet = line.sheet;
        let place = line.place(found.pages[at]);
        match found.kinds[at] {
            _ if line.is_blank() => gap += 1,
            Some(kind) => {
                if seen.insert(line.text) {
                    pages.set_aside.push(SetAside { kind, text: line.text.to_owned(), place });
                }
            }
            None => {
                let first = pages.printed.is_empty();
                let (above, turned) = (std::mem::take(&mut gap), std::mem::take(&mut turn));
                let gap = if first { 0 } else { above };
                pages.printed.push(Printed { line, place, gap, turn: turned && !first, loose: false });
            }
        }
    }
    continuations(&mut pages);
    gaps_at_turns(&mut pages.printed);
    pages
}

/// "(continued)" at a turn, alone or behind the words of a line before.
fn continuations(pages: &mut Pages<'_>) {
    let printed = &pages.printed;
    let turned = |at: usize| printed.get(at).is_some_and(|printed| printed.turn);
    let at_edge = (0..printed.len()).filter(|at| turned(*at) || turned(at + 1));
    let stems: Vec<(usize, &str)> =
        at_edge.filter_map(|at| Some((at, continued(printed[at].line.text)?))).collect();
    if stems.is_empty() {
        return;
    }
    let mut stems = stems.into_iter().peekable();
    let mut before = FxHashSet::default();
    let mut kept: Vec<Printed<'_>> = Vec::with_capacity(pages.printed.len());
    let mut carried = (0, false);
    for (at, mut printed) in std::mem::take(&mut pages.printed).into_iter().enumerate() {
        let stem = stems.next_if(|(line, _)| *line == at).map(|(_, stem)| stem);
        if stem.is_some_and(|stem| stem.is_empty() || before.contains(stem)) {
            let text = printed.line.text.to_owned();
            pages.set_aside.push(SetAside { kind: SetAsideKind::Continuation, text, place: printed.place });
            carried = (carried.0 + printed.gap, carried.1 | printed.turn);
            continue;
        }
        let carried = std::mem::take(&mut carried);
        (printed.gap, printed.turn) = (printed.gap + carried.0, printed.turn | carried.1);
        before.insert(printed.line.text);
        kept.push(printed);
    }
    pages.printed = kept;
    pages.set_aside.sort_by_key(|aside| aside.place.line);
}

/// What stands before "(continued)" at a line's end; nothing if the line is no continuation.
fn continued(text: &str) -> Option<&str> {
    let says_so =
        |word: &str| lexicon::CONTINUED.has(word.trim_matches(|c: char| !c.is_alphanumeric() && c != '\''));
    if says_so(first_word(text)) {
        return (text.split_whitespace().count() <= 5).then_some("");
    }
    let last = Some(last_word(text)).filter(|word| says_so(word))?;
    let stem = text[..text.len() - last.len()].trim_end();
    Some(stem.trim_end_matches(['-', '\u{2013}', '\u{2014}', ' ', ':', ',']))
}

/// Blank lines at a turn count only beyond the least of the text; where pages are filled up with blank lines, they say
/// nothing.
fn gaps_at_turns(printed: &mut [Printed<'_>]) {
    let turns: Vec<usize> =
        printed.iter().filter(|printed| printed.turn).map(|printed| printed.gap).collect();
    let Some(least) = turns.iter().copied().min() else { return };
    let near = turns.iter().filter(|gap| **gap <= least + 1).count();
    let even = turns.len() > 1 && near * 10 >= turns.len() * 9;
    for printed in printed.iter_mut().filter(|printed| printed.turn) {
        printed.gap = if even { printed.gap - least } else { 0 };
        printed.loose = !even;
    }
}

#[cfg(test)]
mod tests {
    use super::super::lines::split;
    use super::*;

    type Checked = (Vec<(String, usize)>, Vec<(String, SetAsideKind)>);

    fn check(text: &str) -> Checked {
        let pages = part(split(text));
        let printed =
            pages.printed.iter().map(|printed| (printed.line.text.to_owned(), printed.gap)).collect();
        (printed, pages.set_aside.iter().map(|aside| (aside.text.clone(), aside.kind)).collect())
    }

    fn body(from: usize) -> String {
        let line =
            |line: usize| ["Words of line ", &char::from(b'a' + line as u8).to_string(), ".\n"].concat();
        (from..from + 20).map(line).collect()
    }

    #[test]
    fn heads_and_feet_between_form_feeds() {
        let page = |number: usize| {
            format!(
                "Plan of A. Other\n\nwords {}\n\nPrinted 1/2/2024 by staff, page {number} of 3\n\u{c}",
                "x".repeat(number)
            )
        };
        let (printed, aside) = check(&(page(1) + &page(2) + &page(3)));
        assert_eq!(
            printed.iter().map(|line| line.0.as_str()).collect::<Vec<_>>(),
            ["words x", "words xx", "words xxx"]
        );
        assert_eq!(aside.len(), 4);
        assert_eq!((aside[0].1, aside[1].1), (SetAsideKind::Head, SetAsideKind::PageNumber));
    }

    #[test]
    fn counted_pages_without_form_feeds() {
        let head = |page: usize| format!("\nCONFIDENTIAL\nREC 7  SHEET {page} OF 4   RUN 03/04/2024\n\n");
        let text = format!("{}{}{}{}", &head(1)[14..], body(0), head(2), body(3))
            + &head(3)
            + &body(5)
            + "\nCONFIDENTIAL\n";
        let pages = part(split(&text));
        assert_eq!(pages.printed.len(), 60);
        assert!(pages.printed.iter().all(|printed| printed.gap == 0), "blank lines of a turn are not meant");
        assert_eq!(pages.printed[59].place.page, Some(3));
        assert!(pages.set_aside.iter().any(|aside| aside.kind == SetAsideKind::Classification));
    }

    #[test]
    fn numbers_at_the_ends_of_pages_that_do_not_count_them_are_the_plans() {
        let page = |words: &str, number: u32, foot: &str| format!("She paints {words}.\n\n{number}\n{foot}");
        let (printed, aside) =
            check(&[page("walls", 4, "\u{c}"), page("doors", 9, "\u{c}"), page("sheds", 7, "")].concat());
        assert_eq!((printed.len(), aside), (6, vec![]));
        let (printed, aside) =
            check(&[page("walls", 4, "\u{c}"), page("doors", 5, "\u{c}"), page("sheds", 6, "")].concat());
        assert_eq!((printed.len(), aside.len()), (3, 3));
        let score = |score: u32, page: u32| {
            format!(
                "{} is painted.\n\nTotal score:\n{score}\n\nPage {page}\n\u{c}",
                "A".repeat(page as usize)
            )
        };
        let (printed, aside) = check(&[score(4, 1), score(5, 2), score(6, 3)].concat());
        assert_eq!((printed.len(), aside.len()), (9, 3));
        let lived =
            |year: u32| format!("She lived {} there till\n{year}\n\u{c}", "A".repeat(year as usize - 2020));
        assert_eq!(check(&[lived(2021), lived(2022), lived(2023)].concat()).1, []);
        let total =
            |score: u32| format!("{} is painted.\n\nTotal: {score}\n\u{c}", "A".repeat(score as usize));
        assert_eq!(check(&[total(3), total(9), total(4)].concat()).1.len(), 0);
    }

    #[test]
    fn a_marking_beside_a_name_on_two_pages() {
        let text = format!("CONFIDENTIAL    Other A\n{}\u{c}CONFIDENTIAL    Other A\n{}", body(0), body(3));
        assert_eq!(part(split(&text)).printed.len(), 40);
    }

    #[test]
    fn a_foot_of_two_pages() {
        let head = |page: usize| format!("A. Other   Page {page}\n\n");
        let foot = |page: usize| format!("\nRun by NURSE on 03/04/2024 at 10:1{page}\n");
        let text = [head(1), body(0), foot(1), head(2), body(3), foot(2)].concat();
        let (printed, aside) = check(&text);
        assert_eq!(printed.len(), 40);
        assert_eq!(aside.iter().filter(|aside| aside.1 == SetAsideKind::Print).count(), 2);
    }

    #[test]
    fn a_blank_line_more_than_usual_is_meant() {
        let text = format!("{}\nPage 1\n\n{}\n\nPage 2\n\n{}", body(0), body(1), body(2));
        let printed = part(split(&text)).printed;
        assert_eq!((printed[20].gap, printed[40].gap), (0, 1));
    }

    #[test]
    fn days_that_count_up_are_no_pages() {
        let text =
            format!("Page 1\n01/02/2024 NURSE\n{}02/02/2024 NURSE\n{}03/02/2024 NURSE\n", body(0), body(1));
        let (printed, _) = check(&text);
        assert!(printed.iter().any(|line| line.0 == "02/02/2024 NURSE"));
    }

    #[test]
    fn only_the_very_ends_say_when_a_text_was_printed() {
        let first = "Print of record, plan for Hay\nPrinted 3/5/2024 10:12 by OBRAE\n\n";
        for last in ["Generated on 3/5/2024 by OBRAE", "Exported 3/5/2024 10:12", "Report run 3 May 2024"] {
            let (printed, aside) =
                check(&format!("{first}{}\n{last}\n\nEND OF PRINT   PAGE 7 OF 7\n", body(0)));
            assert_eq!((printed.len(), aside.len()), (21, 3), "{last} {aside:?}");
        }
    }

    #[test]
    fn words_of_printing_are_words_of_a_plan_too() {
        for line in [
            "Run away from the hostel on 3 May 2024",
            "Run out of money by 3 May 2024",
            "Generated threats to staff on 3 May 2024 at 10:12",
            "Exported 3 of 5 parcels to Hay",
            "- Print run: 3 of 10 done",
            "- Printed by the choir, next on 3 May 2024",
            "Printed for the choir: 3 of 10 sheets",
            "Run by the choir, next on 3 May 2024",
        ] {
            for text in [format!("{line}\n\n{}", body(0)), format!("PLAN\n\n{}\n{line}\n", body(0))] {
                assert_eq!(check(&text).1, [], "{line}");
            }
        }
        let text = format!("PLAN\n\nPrinted by the court and given to her on 3 May 2024\n\n{}", body(0));
        assert_eq!(check(&text).1, []);
    }

    #[test]
    fn a_heading_that_is_continued() {
        let text = format!("Housing\n{}Page 1\nHousing (continued)\n{}Page 2\nHe is.\n", body(0), body(1));
        let (printed, aside) = check(&text);
        assert_eq!(printed.iter().filter(|line| line.0.starts_with("Housing")).count(), 1);
        assert_eq!(aside.iter().filter(|aside| aside.1 == SetAsideKind::Continuation).count(), 1);
    }
}
