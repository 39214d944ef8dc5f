//! Headings of documents that mark none: by how they look, or by their numbers.

use std::collections::{BTreeMap, HashMap};

use crate::block::Block;
use crate::flow::{Flow, Look};
use crate::shape;
use crate::text::mask;

/// Most words of a heading.
const WORDS_MAX: usize = 14;
/// A document with so many marked headings is taken at its word.
const MARKED_MIN: usize = 3;
/// Fewest headings that make a look, or a chain of numbers, one of headings.
const CHAIN_MIN: usize = 3;

/// Makes lines that are headings headings, unless the document marks its own.
pub(crate) fn promote(flows: &mut [Flow]) {
    let marked = flows.iter().filter(|flow| matches!(flow, Flow::Block(Block::Heading { .. }))).count();
    if marked >= MARKED_MIN {
        return;
    }
    for (at, level) in levels(&candidates(flows, &[])) {
        if let Flow::Line(line) = &mut flows[at] {
            let text = std::mem::take(&mut line.text);
            flows[at] = Flow::Block(Block::Heading { level, text });
        }
    }
}

/// How many lines stand out as headings do, but for these, which are in order.
pub(crate) fn count(flows: &[Flow], but: &[usize]) -> usize {
    candidates(flows, but).iter().filter(|candidate| candidate.stands_out).count()
}

/// The lines that may be headings, but for these.
fn candidates(flows: &[Flow], but: &[usize]) -> Vec<Candidate> {
    let common = Common::of(flows);
    let lines = flows.iter().enumerate().filter(|(at, _)| but.binary_search(at).is_err());
    let mut candidates: Vec<Candidate> = lines.filter_map(|(at, flow)| candidate(at, flow, common)).collect();
    // A question or two, or questions among heads of entries, are what somebody was asked.
    let asked = candidates.iter().filter(|candidate| candidate.says == Says::Question).count();
    let few = asked < CHAIN_MIN || asked * 2 <= candidates.iter().filter(|other| other.stands_out).count();
    if few || candidates.iter().any(|candidate| candidate.says == Says::Day) {
        candidates.retain(|candidate| candidate.says != Says::Question);
    }
    candidates
}

/// How most words look: what looks so does not stand out.
#[derive(Clone, Copy, Debug, Default)]
struct Common {
    strong: bool,
    ground: u32,
    size: u16,
}

impl Common {
    fn of(flows: &[Flow]) -> Self {
        let (mut all, mut strong) = (0, 0);
        let (mut sizes, mut grounds) = (BTreeMap::<u16, usize>::new(), BTreeMap::<u32, usize>::new());
        for flow in flows {
            let Flow::Line(line) = flow else { continue };
            let length = line.text.words_length();
            all += length;
            strong += if line.text.is_strong() { length } else { 0 };
            *grounds.entry(line.look.ground).or_default() += length;
            *sizes.entry(line.look.size).or_default() += length;
        }
        let size = sizes.into_iter().max_by_key(|(_, length)| *length).map_or(0, |(size, _)| size);
        let ground = grounds.into_iter().max_by_key(|(_, length)| *length).map_or(0, |(ground, _)| ground);
        Self { strong: strong * 5 > all * 4, ground, size }
    }
}

/// A line that may be a heading.
#[derive(Clone, Debug)]
struct Candidate {
    /// Index among the parts of the document.
    at: usize,
    look: (Look, bool),
    /// Bold, larger or on a ground of its own.
    stands_out: bool,
    /// "3.2" is 3, 2.
    number: Vec<u32>,
    /// All letters are capitals.
    capitals: bool,
    says: Says,
}

/// What a line says that may be a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Says {
    Title,
    Question,
    /// It stands out and has a day, as heads of entries have.
    Day,
}

fn candidate(at: usize, flow: &Flow, common: Common) -> Option<Candidate> {
    let Flow::Line(line) = flow else { return None };
    let words = line.text.words();
    let words = words.trim();
    // A question in bold type that has a line of its own asks for what stands below it.
    let asked = words.strip_suffix('?').filter(|_| line.text.is_strong() && !common.strong);
    if !is_title(asked.unwrap_or(words)) || shape::bullet(words).is_some() {
        return None;
    }
    let look = Look {
        ground: if line.look.ground == common.ground { 0 } else { line.look.ground },
        size: if line.look.size > common.size { line.look.size } else { 0 },
        lone: line.look.lone,
    };
    let strong = line.text.is_strong() && !common.strong;
    let stands_out = strong || look.ground > 0 || look.size > 0;
    let capitals = !words.contains(char::is_lowercase);
    let dated = || stands_out && mask::find_date(words).is_some();
    let says = match asked {
        Some(_) => Says::Question,
        None if dated() => Says::Day,
        None => Says::Title,
    };
    Some(Candidate { at, look: (look, strong), stands_out, number: numbers(words), capitals, says })
}

/// A short line that ends like no sentence and is no field.
fn is_title(words: &str) -> bool {
    let count = words.split_whitespace().count();
    let ends = words.ends_with(['.', ';', ',', '?', '!', ':']);
    let field = words.split_once(':').is_some_and(|(_, value)| !value.trim().is_empty());
    (1..=WORDS_MAX).contains(&count)
        && words.contains(char::is_alphabetic)
        && !words.contains('\n')
        && !ends
        && !field
        // What was written on a day stands below it, and is no section.
        && !mask::is_date(words)
}

/// The number that opens a line: "3. Housing" and "3.2 Tenancy", not "3 May" and "3.5 mg".
fn numbers(words: &str) -> Vec<u32> {
    let Some((number, rest)) = words.split_once(char::is_whitespace) else { return Vec::new() };
    let capital = rest.trim_start().starts_with(|c: char| c.is_uppercase() || c == '(');
    let parts = number.trim_end_matches(['.', ')']).split('.').map(str::parse::<u32>);
    let parts: Option<Vec<u32>> = parts.map(Result::ok).collect();
    let closed = number.ends_with(['.', ')']) || number.contains('.');
    parts
        .filter(|parts| capital && closed && parts.len() <= 4 && parts.iter().all(|part| *part < 100))
        .unwrap_or_default()
}

/// Which candidates are headings, and how deep.
fn levels(candidates: &[Candidate]) -> BTreeMap<usize, u8> {
    let mut levels = BTreeMap::new();
    if candidates.iter().filter(|candidate| candidate.stands_out).count() >= CHAIN_MIN {
        by_look(candidates, &mut levels);
    }
    let chain = chain(candidates);
    if chain.len() >= CHAIN_MIN {
        by_number(candidates, &chain, &mut levels);
    }
    levels
}

/// Levels by look: a look is as deep as its numbers say, without numbers a level below the look before it, the larger
/// before the smaller.
fn by_look(candidates: &[Candidate], levels: &mut BTreeMap<usize, u8>) {
    let standing: Vec<&Candidate> = candidates.iter().filter(|candidate| candidate.stands_out).collect();
    let mut looks: Vec<((Look, bool), Option<u8>)> = Vec::new();
    for candidate in &standing {
        let depth = (!candidate.number.is_empty()).then_some(candidate.number.len() as u8 + 1);
        match looks.iter_mut().find(|(look, _)| *look == candidate.look) {
            Some((_, least)) => *least = [*least, depth].into_iter().flatten().min(),
            None => looks.push((candidate.look, depth)),
        }
    }
    looks.sort_by_key(|((look, _), _)| std::cmp::Reverse(look.size));
    let title = standing.first().filter(|first| {
        first.number.is_empty()
            && standing.iter().filter(|candidate| candidate.look == first.look).count() == 1
    });
    let mut depth = 1;
    let mut depths: HashMap<(Look, bool), u8> = HashMap::new();
    for (look, numbered) in looks.iter().filter(|(look, _)| title.is_none_or(|title| title.look != *look)) {
        depth = numbered.unwrap_or(depth + 1).min(6);
        depths.insert(*look, depth);
        // What looks smaller stands below all that look so, also below those with longer numbers.
        let own = standing
            .iter()
            .filter(|candidate| candidate.look == *look)
            .map(|other| other.number.len() as u8 + 1);
        depth = own.fold(depth, u8::max).min(6);
    }
    for candidate in &standing {
        let own = candidate.number.len() as u8 + 1;
        let level = if own > 1 { own } else { depths.get(&candidate.look).copied().unwrap_or(1) };
        levels.insert(candidate.at, level.min(6));
    }
}

/// The chain of top numbers, the numbers inside it, and a title in capitals above it.
fn by_number(candidates: &[Candidate], chain: &[usize], levels: &mut BTreeMap<usize, u8>) {
    let first = chain.first().map_or(0, |index| candidates[*index].at);
    let above = candidates.iter().take_while(|candidate| candidate.at < first);
    let title = above.into_iter().find(|candidate| candidate.capitals || candidate.stands_out);
    levels.extend(title.map(|title| (title.at, 1)));
    let (mut section, mut next) = (0, 0);
    for (index, candidate) in candidates.iter().enumerate() {
        if chain.get(next) == Some(&index) {
            next += 1;
            section = candidate.number[0];
            levels.insert(candidate.at, 2);
        } else if section > 0 && candidate.number.len() > 1 && candidate.number[0] == section {
            levels.insert(candidate.at, (candidate.number.len() + 1).min(6) as u8);
        }
    }
}

/// The longest run of lines numbered 1, 2, 3 … that have something between them, as indices of candidates.
fn chain(candidates: &[Candidate]) -> Vec<usize> {
    // For each number the best chain that ends in it so far: its length and last candidate.
    let mut best: HashMap<u32, (usize, usize)> = HashMap::new();
    let mut before: Vec<Option<usize>> = vec![None; candidates.len()];
    let mut longest: Option<(usize, usize)> = None;
    for (index, candidate) in candidates.iter().enumerate() {
        let [number] = candidate.number[..] else { continue };
        let next = candidates.get(index + 1);
        // An item of a list has the next one under it.
        if next.is_some_and(|next| next.at == candidate.at + 1 && next.number == [number + 1]) {
            continue;
        }
        let length = match number {
            1 => 1,
            _ => match best.get(&(number - 1)) {
                Some((length, last)) => {
                    before[index] = Some(*last);
                    length + 1
                }
                None => continue,
            },
        };
        if best.get(&number).is_none_or(|(other, _)| *other < length) {
            best.insert(number, (length, index));
        }
        if longest.is_none_or(|(other, _)| other < length) {
            longest = Some((length, index));
        }
    }
    let mut chain: Vec<usize> =
        std::iter::successors(longest.map(|(_, index)| index), |index| before[*index]).collect();
    chain.reverse();
    chain
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::block::{Style, Text};
    use crate::flow::Line;
    use crate::reading::Place;
    use crate::writer::write;

    fn flow(words: &str) -> Flow {
        let strong = words.strip_prefix("**");
        let mut text = Text::default();
        text.push(
            strong.unwrap_or(words),
            Style { strong: strong.is_some(), ..Style::default() },
            Place::default(),
        );
        Flow::Line(Line { text, look: Look::default() })
    }

    fn check(lines: &[&str], expected: &[&str]) {
        let flows = lines.iter().map(|words| flow(words)).collect();
        let text = write(&crate::flow::blocks(flows), "test/1").text;
        let headings: Vec<&str> = text.lines().filter(|line| line.starts_with('#')).collect();
        assert_eq!(headings, expected);
    }

    #[test]
    fn questions_in_bold_type_are_headings() {
        check(
            &[
                "**Who am I?**",
                "Una.",
                "**Where do I sleep?**",
                "In the boat.",
                "**What next?**",
                "Is it far?",
            ]
            .map(|line| line.trim_end_matches("**")),
            &["## Who am I?", "## Where do I sleep?", "## What next?"],
        );
        check(&["Who am I?", "Una.", "Where do I sleep?", "In the boat.", "What next?"], &[]);
    }

    #[test]
    fn what_somebody_was_asked_is_no_heading() {
        let sections = ["**Home", "She has one.", "**Work", "She mends nets.", "**Money", "She has some."];
        let plain = &["## Home", "## Work", "## Money"];
        check(&[&sections[..], &["**Is it far?", "It is."]].concat(), plain);
        let told = "She said so, and that it is far to the island and the quay.";
        let among = [
            "**12 May 2024 - nurse (O Brae)",
            told,
            "**Who am I?",
            told,
            "**Where am I?",
            told,
            "**What next?",
        ];
        check(&[&among[..], &[told, told]].concat(), &[]);
    }

    #[test]
    fn lines_that_count_up_over_the_document_are_headings() {
        check(
            &[
                "PLAN OF CARE",
                "1. Home",
                "He has one.",
                "1. a bed",
                "2. a chair",
                "2. Work",
                "None.",
                "2.1 Past",
                "Some.",
                "3. Money",
                "Owed.",
            ],
            &["# PLAN OF CARE", "## 1. Home", "## 2. Work", "### 2.1 Past", "## 3. Money"],
        );
    }

    #[test]
    fn a_list_is_no_chain() {
        check(&["He must:", "1. Go home", "2. Stay there", "3. Be well", "So he said."], &[]);
    }

    #[test]
    fn bold_lines_are_headings_where_none_are_marked() {
        check(
            &["**The plan", "**Home", "He has one.", "**Work", "**He must not work.", "**Money"],
            &["## The plan", "## Home", "## Work", "## Money"],
        );
    }
}
