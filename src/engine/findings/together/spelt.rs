//! A name or an address that a plan writes in two ways: "Ross Orr" and "Ron Orr", "13 Quay Road" and "31 Quay Road".
//!
//! Takes the newest version, gives pairs of lines: who bears the one, and who bears the other. Which of them is right nothing
//! says; that they are one is only likely, so they are read together and nothing else is made of it.

use std::collections::BTreeMap;

use crate::document::UnitKind;
use crate::facts;
use crate::findings::ground::Ground;
use crate::findings::ground::lines::Stem;
use crate::lexicon;
use crate::text::Words;
use crate::text::dates::opens_as_month;
use crate::text::similarity::keystrokes_apart;

/// Most keystrokes between two spellings of a short name, and of a longer one.
const KEYSTROKES_MAX: [usize; 2] = [2, 1];
/// Most letters of a short name.
const SHORT_NAME_MAX: usize = 5;
/// Fewest letters of a name.
const NAME_BYTES_MIN: usize = 3;
/// Most lines with the rarer spelling: two people of one surname are each named often.
const RARE_LINES_MAX: usize = 2;
/// Most names of one surname, and most addresses of one street: work stays bounded by the plan.
const OTHERS_MAX: usize = 64;

/// By surname or street: the first names, or the numbers, with the lines in which they stand.
type Spellings = BTreeMap<(Stem, Stem), BTreeMap<String, Vec<u32>>>;

/// The lines, each with one that writes a name or an address of it otherwise.
pub(super) fn pairs(ground: &Ground<'_>) -> Vec<(u32, u32)> {
    let (mut names, mut streets) = (Spellings::new(), Spellings::new());
    for (unit, line) in ground.after.all().filter(|(_, line)| line.speaks && !line.minutes) {
        if line.names.len() > 1 || ground.after.document.unit(unit).kind == UnitKind::Row {
            read(ground, unit, &mut names, &mut streets);
        }
    }
    let mut found = Vec::new();
    for (spellings, near) in [(&names, is_near as fn(&str, &str) -> bool), (&streets, is_turned_about)] {
        for spelt in spellings.values().filter(|spelt| (2..=OTHERS_MAX).contains(&spelt.len())) {
            let all: Vec<(&String, &Vec<u32>)> = spelt.iter().collect();
            for (one, other) in near_pairs(&all, near) {
                found.extend(pair(ground, all[one].1, all[other].1));
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Two spellings that are near each other and no other: three are as likely three people of one family.
fn near_pairs(all: &[(&String, &Vec<u32>)], near: fn(&str, &str) -> bool) -> Vec<(usize, usize)> {
    let others = |at: usize| {
        let near = |other: &usize| *other != at && near(all[at].0, all[*other].0);
        (0..all.len()).filter(near).collect::<Vec<_>>()
    };
    let others: Vec<Vec<usize>> = (0..all.len()).map(others).collect();
    let pair = |(at, near): (usize, &Vec<usize>)| match near[..] {
        [other] if at < other && others[other] == [at] => Some((at, other)),
        _ => None,
    };
    others.iter().enumerate().filter_map(pair).collect()
}

/// The names and addresses of a line: "Ross Orr", "13 Quay Road".
fn read(ground: &Ground<'_>, unit: u32, names: &mut Spellings, streets: &mut Spellings) {
    let words = ground.after.words(unit);
    let is_name = |at: usize| {
        words.is_word(at)
            && facts::is_name_like(words, at)
            && words.text(at).len() >= NAME_BYTES_MIN
            && !words.is_in(at, &lexicon::COURTESY_TITLES)
            && !opens_as_month(words.text(at))
    };
    let stem = |at: usize| ground.stems.find(words.text(at));
    for at in 0..words.len().saturating_sub(1) {
        let two = is_name(at) && is_name(at + 1) && !is_name(at + 2);
        let Some((first, last)) = two.then(|| stem(at).zip(stem(at + 1))).flatten() else { continue };
        match at.checked_sub(1).filter(|before| is_house(words, *before)) {
            Some(number) => add(streets, (first, last), words.text(number), unit),
            None if at == 0 || !is_name(at - 1) => add(names, (last, last), words.text(at), unit),
            None => {}
        }
    }
}

fn add(spellings: &mut Spellings, of: (Stem, Stem), spelling: &str, unit: u32) {
    let lines = spellings.entry(of).or_default().entry(spelling.to_lowercase()).or_default();
    if lines.last() != Some(&unit) {
        lines.push(unit);
    }
}

/// Whether a number may be that of a house.
fn is_house(words: Words<'_>, at: usize) -> bool {
    words.is_number(at)
        && words.text(at).len() <= 3
        && words.text(at).bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether two first names may be one: they begin alike and are a slip or two apart.
fn is_near(one: &str, other: &str) -> bool {
    let long = one.chars().count().max(other.chars().count()) > SHORT_NAME_MAX;
    let first = |name: &str| name.chars().next();
    first(one) == first(other) && keystrokes_apart(one, other, KEYSTROKES_MAX[usize::from(long)]).is_some()
}

/// Whether two numbers have the same figures in another order.
fn is_turned_about(one: &str, other: &str) -> bool {
    let figures = |number: &str| {
        let mut figures = number.as_bytes().to_vec();
        figures.sort_unstable();
        figures
    };
    one.len() > 1 && figures(one) == figures(other)
}

/// Of two spellings, one of which is rare, a line each: of the one what holds, of the other what came last.
fn pair(ground: &Ground<'_>, one: &[u32], other: &[u32]) -> Option<(u32, u32)> {
    let (rare, usual) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let news = |unit: u32| ground.is_new(unit) || ground.is_changed(unit) || ground.is_said_this_year(unit);
    let told = |units: &[u32]| {
        units
            .iter()
            .copied()
            .max_by_key(|unit| (ground.after.bars(*unit), ground.stands(*unit), std::cmp::Reverse(*unit)))
    };
    let rarely = rare.iter().copied().max_by_key(|unit| (news(*unit), ground.after.written(*unit)))?;
    let line = told(usual)?;
    let both = usual.contains(&rarely) || line == rarely;
    (rare.len() <= RARE_LINES_MAX && !both && (news(rarely) || news(line)))
        .then(|| if ground.stands(rarely) && !ground.stands(line) { (rarely, line) } else { (line, rarely) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::check::with_entry;

    fn check(stands: &str, entry: &str) -> usize {
        with_entry(stands, entry, |ground| pairs(ground).len())
    }

    #[test]
    fn a_name_written_in_two_ways() {
        let stands = "He must not contact Ross Skerrow.";
        assert_eq!(check(stands, "Told again of Ron Skerrow and the bar."), 1);
        assert_eq!(check(stands, "Told again of Ross Skerrow and the bar."), 0);
        assert_eq!(check(stands, "Told again of Tom Skerrow and the bar."), 0, "a brother");
        assert_eq!(check(stands, "Told again of Rosalind Skerrow and the bar."), 0);
        assert_eq!(check("He must not contact Callum Skerrow.", "Told of Calum Skerrow and the bar."), 1);
        assert_eq!(check("Ross Skerrow and Ron Skerrow are barred.", "Told again of Ron Skerrow."), 0, "two");
    }

    #[test]
    fn a_house_with_its_figures_turned_about() {
        let stands = "Proposed address: 13 Quay Road, Kirk";
        assert_eq!(check(stands, "Went to 31 Quay Road on Monday."), 1);
        assert_eq!(check(stands, "Went to 15 Quay Road on Monday."), 0, "the next house");
        assert_eq!(check("Seen on 13 May Street", "Seen on 31 May Street."), 0, "a day");
    }
}
