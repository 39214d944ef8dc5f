//! What stands in the stead of what is gone: the one statement between the same neighbours, or under the same heading.
//!
//! "Place offered, starts in May." and "Course completed in October." share nothing, but stand between the same two
//! sentences of one paragraph, or are each all that their heading has under it: the one answers where the other did. So
//! what nothing else was linked to is paired with what stands in its stead; in a paragraph only where both are as short as
//! the value of a field, since a long sentence may as well be another thought. Where two or more went or came side by side
//! nothing says which of them became which. A short answer stands in the stead of the answer to the same question, also
//! where its words are the answer to another.

use rustc_hash::FxHashSet;

use super::path::{Node, Size, single};
use crate::document::reading::question_of;
use crate::document::{Document, Stands, UnitKind};

/// Most tokens of a statement in a paragraph that stands there as a value does.
const VALUE_TOKENS_MAX: usize = 10;

/// A version and what each of its units is linked to.
struct Side<'d> {
    document: &'d Document,
    stands: &'d Stands,
    partner: Vec<Partner>,
}

/// What a unit is linked to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Partner {
    None,
    One(u32),
    Several,
}

impl<'d> Side<'d> {
    fn new(document: &'d Document, units: u32) -> Self {
        Self { document, stands: &document.stems().stands, partner: vec![Partner::None; units as usize] }
    }

    /// Whether a unit is a sentence that nothing is linked to.
    fn is_open(&self, unit: u32) -> bool {
        self.partner[unit as usize] == Partner::None && self.document.unit(unit).kind == UnitKind::Sentence
    }

    /// Whether a unit is as short as the value of a field.
    fn is_value(&self, unit: u32) -> bool {
        self.document.tokens_of(self.document.unit(unit)).len() <= VALUE_TOKENS_MAX
    }

    /// The unit beside one, where it stands in the same paragraph or entry.
    fn at_home(&self, unit: u32, beside: Option<u32>) -> Option<u32> {
        let home = |unit: u32| self.stands.home.get(unit as usize);
        beside.filter(|beside| home(*beside).is_some() && home(*beside) == home(unit))
    }

    /// What stands above a unit: in its paragraph or entry, or the heading of which it is all.
    fn above(&self, unit: u32) -> Option<u32> {
        let above = unit.checked_sub(1);
        self.at_home(unit, above).or_else(|| above.filter(|_| self.is_all(unit)))
    }

    /// Whether a unit is all that stands right under the heading above it.
    fn is_all(&self, unit: u32) -> bool {
        let head = self.stands.above[unit as usize];
        head.is_some_and(|head| head + 1 == unit && self.stands.under[head as usize] == 1)
    }

    /// What stands below a unit in its paragraph or entry.
    fn below(&self, unit: u32) -> Option<u32> {
        self.at_home(unit, Some(unit + 1))
    }
}

/// Adds a link for each sentence that stands where another stood.
pub(super) fn pair(before: &Document, after: &Document, size: Size, nodes: &mut Vec<Node>) {
    pair_answers((before, after), size, nodes);
    let (mut left, mut right) = (Side::new(before, size.before), Side::new(after, size.after));
    for node in nodes.iter() {
        let one = node.before.len() == node.after.len();
        for (at, i) in node.before.clone().enumerate() {
            let other = node.after.start + at as u32;
            left.partner[i as usize] = if one { Partner::One(other) } else { Partner::Several };
        }
        for (at, j) in node.after.clone().enumerate() {
            let other = node.before.start + at as u32;
            right.partner[j as usize] = if one { Partner::One(other) } else { Partner::Several };
        }
    }
    let found =
        (0..size.after).filter(|j| right.is_open(*j)).filter_map(|j| Some((stood(&left, &right, j)?, j)));
    let found: Vec<(u32, u32)> = found.collect();
    nodes.extend(found.into_iter().map(|(i, j)| single(i, j, 0, 0)));
}

/// Links the answers to two questions that are linked, in the place of what else they were linked to: "Yes." and "No." are
/// found everywhere.
fn pair_answers((before, after): (&Document, &Document), size: Size, nodes: &mut Vec<Node>) {
    let answer = |document: &Document, question: u32, units: u32| {
        (question + 1 < units && question_of(document, question + 1) == Some(question))
            .then_some(question + 1)
    };
    let pair = |node: &Node| {
        let one = node.before.len() == 1 && node.after.len() == 1;
        let question = one.then_some((node.before.start, node.after.start))?;
        Some((answer(before, question.0, size.before)?, answer(after, question.1, size.after)?))
    };
    let pairs: Vec<(u32, u32)> = nodes.iter().filter_map(pair).collect();
    if pairs.is_empty() {
        return;
    }
    let known: FxHashSet<(u32, u32)> = pairs.iter().copied().collect();
    let [left, right]: [FxHashSet<u32>; 2] =
        [pairs.iter().map(|pair| pair.0).collect(), pairs.iter().map(|pair| pair.1).collect()];
    // What was joined or divided is no answer by itself.
    let fixed = |node: &Node| node.before.len() > 1 || node.after.len() > 1;
    let touched = |node: &Node| {
        node.before.clone().any(|i| left.contains(&i)) || node.after.clone().any(|j| right.contains(&j))
    };
    let held = || nodes.iter().filter(|node| fixed(node));
    let [held_before, held_after]: [FxHashSet<u32>; 2] = [
        held().flat_map(|node| node.before.clone()).collect(),
        held().flat_map(|node| node.after.clone()).collect(),
    ];
    let is_free = |(i, j): &(u32, u32)| !held_before.contains(i) && !held_after.contains(j);
    nodes.retain(|node| {
        fixed(node) || !touched(node) || known.contains(&(node.before.start, node.after.start))
    });
    let linked: FxHashSet<(u32, u32)> =
        nodes.iter().map(|node| (node.before.start, node.after.start)).collect();
    let new = pairs.into_iter().filter(|pair| !linked.contains(pair)).filter(is_free);
    nodes.extend(new.map(|(i, j)| single(i, j, 0, 0)));
}

/// The sentence in whose stead a later one stands.
fn stood(left: &Side<'_>, right: &Side<'_>, j: u32) -> Option<u32> {
    let partner = |unit: u32| match right.partner[unit as usize] {
        Partner::One(partner) => Some(partner),
        _ => None,
    };
    let (above, below) = (right.above(j), right.below(j));
    let i = match (above, below) {
        (Some(above), _) => partner(above)?.checked_add(1)?,
        (None, Some(below)) => partner(below)?.checked_sub(1)?,
        (None, None) => return None,
    };
    // That a bar is gone is news of its own, whatever stands there now.
    let open = (i as usize) < left.partner.len() && left.is_open(i) && !left.document.is_risk(i);
    let same = |of_left: Option<u32>, of_right: Option<u32>| match (of_left, of_right) {
        (Some(of_left), Some(of_right)) => partner(of_right) == Some(of_left),
        (of_left, of_right) => of_left.is_none() && of_right.is_none(),
    };
    let answers = || right.is_all(j) || left.is_value(i) && right.is_value(j);
    (open && same(left.above(i), above) && same(left.below(i), below) && answers()).then_some(i)
}

#[cfg(test)]
mod tests {
    use super::super::align;
    use crate::document::parse;

    /// What stands in the later of two plans where this stood in the earlier; none if it is gone.
    fn check(before: &str, after: &str, gone: &str) -> Option<String> {
        let [before, after] = [before, after].map(|text| parse(text.to_owned()).unwrap());
        let text = |unit| before.text(before.unit(unit));
        let unit = (0..before.units().len() as u32).find(|unit| text(*unit).starts_with(gone)).unwrap();
        let link = align(&before, &after).links.into_iter().find(|link| link.before.contains(&unit)).unwrap();
        (!link.after.is_empty()).then(|| after.text(after.unit(link.after.start)).to_owned())
    }

    #[test]
    fn a_short_statement_between_the_same_two() {
        let plan = |middle: &str| {
            format!(
                "## Courses\n\nShe has asked for the boat course. {middle} Sailing, six evenings, was done in May.\n"
            )
        };
        let (before, after) = (plan("Place kept for spring."), plan("Rowing done 8 October."));
        assert_eq!(check(&before, &after, "Place").as_deref(), Some("Rowing done 8 October."));
        let long = plan(
            "The tutor who ran the rowing group has written to say that she enjoyed every evening of it.",
        );
        assert_eq!(check(&before, &long, "Place"), None, "may be another thought");
        let bar = plan("No contact with Ann.");
        assert_eq!(check(&bar, &after, "No contact"), None, "a bar that is gone");
        let two = plan("Rowing done 8 October. Nets mended.");
        assert_eq!(check(&before, &two, "Place"), None, "either may be what became of it");
    }

    #[test]
    fn the_answer_to_the_same_question() {
        let plan =
            |first: &str, second: &str| format!("Is it let?\n\n{first}\n\nIs the rent paid?\n\n{second}\n");
        let (before, after) = (plan("Not yet.", "All of it."), plan("All of it.", "Not yet."));
        assert_eq!(check(&before, &after, "Not yet").as_deref(), Some("All of it."));
        assert_eq!(check(&before, &after, "All of").as_deref(), Some("Not yet."));
        assert_eq!(
            check(&before, &plan("Nobody asks.", "All of it."), "Not").as_deref(),
            Some("Nobody asks.")
        );
    }

    #[test]
    fn all_that_a_heading_has_under_it() {
        let plan = |answer: &str| format!("## Is it let?\n\n{answer}\n\n## Boats\n\nHer boat is sold.\n");
        let (before, after) = (
            plan("No, nobody has seen it and it lies beside the harbour that was sold."),
            plan("Yes, 3 May."),
        );
        assert_eq!(check(&before, &after, "No").as_deref(), Some("Yes, 3 May."));
    }

    #[test]
    fn paragraphs_of_a_list_of_bars_are_each_their_own() {
        let plan = |bar: &str| format!("## Bars\n\nNo visits from Ann.\n\n{bar}\n\nNo letters to Tom.\n");
        assert_eq!(check(&plan("No calls to Bea."), &plan("Tag at the gate."), "No calls"), None);
    }
}
