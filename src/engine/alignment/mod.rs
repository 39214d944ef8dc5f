//! Which unit of the one version became which of the other.
//!
//! Takes two documents, gives an [`Alignment`]: every unit of both sides in exactly one link. Similarity pairs
//! units here; whether a pair may be folded is not decided here but in [`crate::delta`].
//!
//! Candidates come from equal text and shared rare words; whole blocks are linked first and lend their units a
//! bonus; the best path through the candidates, in both directions, decides; what is left over is linked if it
//! is alike enough to stand alone. All of it is lexical and in whole numbers: same input, same links.

mod actions;
mod candidates;
mod furniture;
mod heads;
mod homes;
mod joints;
mod keys;
mod leftovers;
mod listed;
mod moves;
mod passages;
mod path;
mod place;
mod rows;
mod settled;
mod similarity;
mod stead;

#[cfg(test)]
pub(crate) mod work_tests;

use std::ops::Range;

use crate::document::Document;
use candidates::Candidates;
use passages::Pair;
use path::{GAIN_MIN, Node, Size};
use settled::Settled;

/// Units of blocks that were linked gain this.
const BLOCK_BONUS: i32 = 600;
/// The first and the last pair of passages gain this.
const EDGE_BONUS: i32 = 800;

/// Every unit of both versions, linked; in reading order of the later version, removed ones where they stood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Alignment {
    /// The links.
    pub links: Vec<Link>,
}

/// Units that are the same passage. One a side; more only where a unit was split or merged; none on one side
/// where it was added or removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Units of the earlier version, as indices; adjacent.
    pub before: Range<u32>,
    /// Units of the later version, as indices; adjacent.
    pub after: Range<u32>,
    /// Whether the passage changed its place among its neighbours.
    pub moved: bool,
}

/// Aligns two documents.
pub fn align(before: &Document, after: &Document) -> Alignment {
    let units = Pair::of_units(before, after);
    let blocks = units.of_blocks(before, after);
    let settled = Settled::of(&units);
    let (linked_blocks, candidates) = rayon::join(
        || linked_blocks(&blocks, &Settled::of_blocks(&blocks, &units, &settled)),
        || {
            let mut found = candidates::find(&units, &settled);
            actions::judge(&mut found.all, before, after);
            rows::judge(&mut found.all, before, after);
            found
        },
    );
    let bonus = |i: u32, j: u32| {
        let (i, j) = (units.before.home[i as usize], units.after.home[j as usize]);
        if linked_blocks.get(i as usize) == Some(&Some(j)) { BLOCK_BONUS } else { 0 }
    };
    let nodes = best_nodes(&units, &candidates, bonus);
    let mut nodes = place::settle(&units, (before, after), nodes, size(&units));
    listed::pair(before, after, size(&units), &mut nodes);
    heads::pair(before, after, size(&units), &mut nodes);
    keys::pair(before, after, size(&units), &mut nodes);
    stead::pair(before, after, size(&units), &mut nodes);
    let (nodes, moved) = with_moves(&units, nodes);
    let mut placed: Vec<(Node, bool)> = nodes.into_iter().zip(moved).collect();
    let furniture = furniture::pair(before, after);
    if !furniture.is_empty() {
        placed.extend(furniture.into_iter().map(|node| (node, false)));
        placed.sort_by_key(|(node, _)| node.after.start);
    }
    in_reading_order(&placed, size(&units))
}

/// Sorts the links by their later side, and says of each whether it moved.
fn with_moves(units: &Pair<'_>, mut nodes: Vec<Node>) -> (Vec<Node>, Vec<bool>) {
    nodes.sort_by_key(|node| (node.after.start, node.before.start));
    let weight = |node: &Node| node.after.clone().map(|j| units.after.stem_count(j) as u64 + 1).sum();
    let moved = moves::moved(&nodes, |at| weight(&nodes[at]), units.before.len() as u32);
    (nodes, moved)
}

/// For each block of the earlier version, the block that it is linked to.
fn linked_blocks(blocks: &Pair<'_>, settled: &Settled<'_>) -> Vec<Option<u32>> {
    if !blocks.before.compared.contains(&true) && !blocks.after.compared.contains(&true) {
        // Each is one unit, and says nothing beside it.
        return Vec::new();
    }
    let candidates = candidates::find(blocks, settled);
    let mut linked = vec![None; blocks.before.len()];
    for node in best_nodes(blocks, &candidates, |_, _| 0) {
        linked[node.before.start as usize] = Some(node.after.start);
    }
    linked
}

fn best_nodes(pair: &Pair<'_>, candidates: &Candidates, bonus: impl Fn(u32, u32) -> i32) -> Vec<Node> {
    let size = size(pair);
    let last = (size.before.wrapping_sub(1), size.after.wrapping_sub(1));
    let node = |it: &candidates::Candidate| {
        let edge = (it.before, it.after) == (0, 0) || (it.before, it.after) == last;
        let bonus = bonus(it.before, it.after) + if edge { EDGE_BONUS } else { 0 };
        path::single(it.before, it.after, it.similarity, bonus)
    };
    let mut nodes: Vec<Node> = candidates.all.iter().map(node).filter(|node| node.gain >= GAIN_MIN).collect();
    nodes.extend(joints::find(pair, candidates));
    nodes.sort_by_key(|node| (node.before.start, node.after.start));
    leftovers::link(pair, candidates, path::settle(nodes, size), size)
}

fn size(pair: &Pair<'_>) -> Size {
    Size { before: pair.before.len() as u32, after: pair.after.len() as u32 }
}

/// Puts the links in order of the later version, and each removed unit after the link of the unit before it.
fn in_reading_order(nodes: &[(Node, bool)], size: Size) -> Alignment {
    let mut place = vec![None; size.before as usize];
    for (node, _) in nodes {
        node.before.clone().for_each(|i| place[i as usize] = Some(node.after.end));
    }
    let mut removed: Vec<(u32, u32)> = Vec::new();
    let mut last = 0;
    for (i, place) in place.iter().enumerate() {
        match place {
            Some(end) => last = *end,
            None => removed.push((last, i as u32)),
        }
    }
    removed.sort_unstable();
    let mut links = Vec::with_capacity(nodes.len() + removed.len());
    let (mut removed, mut nodes, mut j) = (removed.into_iter().peekable(), nodes.iter().peekable(), 0);
    loop {
        while let Some((_, i)) = removed.next_if(|(place, _)| *place <= j) {
            links.push(Link { before: i..i + 1, after: j..j, moved: false });
        }
        if j >= size.after {
            return Alignment { links };
        }
        let link = match nodes.next_if(|(node, _)| node.after.start == j) {
            Some((node, moved)) => {
                Link { before: node.before.clone(), after: node.after.clone(), moved: *moved }
            }
            None => Link { before: 0..0, after: j..j + 1, moved: false },
        };
        j = link.after.end;
        links.push(link);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::parse;

    /// The linked units as texts.
    fn links(before: &str, after: &str) -> Vec<(String, String)> {
        let (before, after) = (parse(before.to_owned()).unwrap(), parse(after.to_owned()).unwrap());
        let text = |document: &Document, units: &Range<u32>| {
            units.clone().map(|unit| document.text(document.unit(unit)).to_owned()).collect::<String>()
        };
        let links = align(&before, &after).links;
        links.iter().map(|link| (text(&before, &link.before), text(&after, &link.after))).collect()
    }

    #[test]
    fn a_corrected_row_is_not_taken_for_a_copy_elsewhere() {
        let table = |year: &str, [first, second, third]: [&str; 3]| {
            let rows = format!(
                "| A. Other | Chair | {first} |\n| B. More | PBSW | {second} |\n| C. Less | Nurse | {third} |"
            );
            format!("## Minutes of {year}\n\n| Name | Role | How |\n|---|---|---|\n{rows}\n\n")
        };
        let last = table("2023", ["Present", "Absent", "Present"]);
        let this = table("2024", ["Absent"; 3]) + &table("2023", ["Present", "By telephone", "Present"]);
        let corrected = ("| B. More | PBSW | Absent |", "| B. More | PBSW | By telephone |");
        let found = links(&last, &this);
        assert!(found.contains(&(corrected.0.to_owned(), corrected.1.to_owned())), "{found:#?}");
    }

    #[test]
    fn two_passages_that_changed_into_each_other_are_paired_in_place() {
        let plan = |first: &str, second: &str| {
            format!(
                "## Lodging\n\n3 May 2021 – nurse:\nThe landlord was rung at noon. {first} A letter follows.\n\n\
                 ## Money\n\n9 June 2022 – nurse:\nHis wages were looked at. {second} Nothing else is owed.\n"
            )
        };
        let (agrees, refuses) = (
            "He agrees to pay the arrears of rent out of his wages.",
            "He refuses to pay the arrears of rent out of his wages.",
        );
        let found = links(&plan(agrees, refuses), &plan(refuses, agrees));
        assert!(found.contains(&(agrees.to_owned(), refuses.to_owned())), "{found:#?}");
        assert!(found.contains(&(refuses.to_owned(), agrees.to_owned())), "{found:#?}");
    }

    #[test]
    fn an_exact_copy_elsewhere_does_not_excuse_a_change_in_place() {
        let (may, may_not) =
            ("The aunt may be told of the address.", "The aunt may not be told of the address.");
        let before =
            format!("## Family\n\nShe rings weekly. {may} She lives alone.\n\n## Notes\n\nNone yet.\n");
        let after = format!(
            "## Family\n\nShe rings weekly. {may_not} She lives alone.\n\n## Notes\n\nNone yet.\n\nFrom a letter: it was short. {may}\n"
        );
        let found = links(&before, &after);
        assert!(found.contains(&(may.to_owned(), may_not.to_owned())), "{found:#?}");
    }

    #[test]
    fn a_copy_in_a_later_entry_does_not_excuse_a_change_in_an_older_one() {
        let entry = |date: &str, step: &str, safe: &str| {
            format!("{date} – nurse: She {step} as told. The wound on the hand looks {safe}.\n\n")
        };
        let (clean, open) = ("The wound on the hand looks clean.", "The wound on the hand looks open.");
        let before = format!("## Health\n\n{}## Work\n\nShe sews.\n", entry("3 May 2021", "rests", "clean"));
        let after = format!(
            "## Health\n\n{}{}## Work\n\nShe sews.\n",
            entry("3 May 2021", "rests", "open"),
            entry("4 June 2022", "swims", "clean")
        );
        let found = links(&before, &after);
        assert!(found.contains(&(clean.to_owned(), open.to_owned())), "{found:#?}");
        assert!(found.contains(&(String::new(), clean.to_owned())), "{found:#?}");
    }

    #[test]
    fn entries_that_stayed_keep_what_was_swapped_between_them() {
        let entry = |date: &str, who: &str, said: &str| {
            format!("## {who}\n\n{date} – {who}:\n\nSeen at noon. {said}\n\n")
        };
        let (first, second) = (
            "He was assessed by the speech therapist on 23 May 2021.",
            "He was assessed by the speech therapist on 10 July 2019.",
        );
        let plan = |one, other| entry("3 May 2021", "Chaplain", one) + &entry("4 June 2022", "Tutor", other);
        let found = links(&plan(first, second), &plan(second, first));
        assert!(found.contains(&(first.to_owned(), second.to_owned())), "{found:#?}");
        assert!(found.contains(&(second.to_owned(), first.to_owned())), "{found:#?}");
    }

    #[test]
    fn one_of_many_copies_goes_with_what_stands_around_it() {
        let section = |ware: &&str| {
            format!(
                "## Store\n\nThe {ware} comes by the early van on a day that the cook names.\n\n- Nothing to add\n\n\
                 Whoever wants more {ware} than that asks for it at the hatch in the hall.\n\n"
            )
        };
        let mut wares = ["bread", "paint", "wool", "seed", "nails", "tea", "chalk", "oil", "soap", "salt"];
        let before: String = wares.iter().map(section).collect();
        wares.rotate_left(1);
        let after: String = wares.iter().map(section).collect();
        let [before, after] = [before, after].map(|text| parse(text).unwrap());
        let links = align(&before, &after).links;
        // The second section is the first, and the first the last.
        for (i, j) in [(6, 2), (2, 38)] {
            let found =
                links.iter().any(|link| (link.before.clone(), link.after.clone()) == (i..i + 1, j..j + 1));
            assert!(found, "{i} {j}: {links:?}");
        }
    }

    #[test]
    fn what_changed_on_its_way_into_another_entry_is_another_statement() {
        let entry = |date: &str, mood: &str| {
            format!("{date} – nurse:\nHe slept for {mood} hours and ate a full breakfast.\n\n")
        };
        let before = format!(
            "## Health\n\n{}\n## Work\n\nHe paints the hall every morning and repairs the chairs of the library in the afternoon.\n",
            entry("3 May 2021", "four")
        );
        let after = format!(
            "## Health\n\n## Work\n\nHe paints the hall every morning and repairs the chairs of the library in the afternoon.\n\n{}",
            entry("8 July 2023", "nine")
        );
        let found = links(&before, &after);
        assert!(
            !found.iter().any(|(before, after)| before.contains("slept") && after.contains("slept")),
            "{found:#?}"
        );
    }

    #[test]
    fn a_head_of_whose_entry_nothing_is_left_is_another() {
        let entry = |day: &str, said: &str| format!("{day} \u{2013} nurse A Muir:\n\n{said}\n\n");
        let plan = |entry: &str| format!("## Health\n\n{entry}## Work\n\nShe sews.\n");
        let old = entry("3 May 2021", "The wound on her hand is clean and dry.");
        let heads = |after: &str| {
            let found = links(&plan(&old), &plan(after));
            found.iter().any(|(before, after)| before.starts_with("3 May") && !after.is_empty())
        };
        assert!(!heads(&entry("4 June 2022", "Asked for new glasses, none came yet.")), "another entry");
        assert!(heads(&old.replace("3 May", "8 May")), "the same, dated otherwise");
    }

    /// Six passages of a plan, and what became of each.
    const REWRITTEN: [(&str, &str); 6] = [
        (
            "She keeps her cell clean and lends books to others.",
            "Her cell is kept clean, and she lends her books to others.",
        ),
        (
            "A nurse weighs her every Monday in the clinic.",
            "Every Monday the clinic sends a nurse who weighs her.",
        ),
        (
            "The joiner has offered work after release.",
            "Work with the joiner has been offered, from the day of release.",
        ),
        (
            "Her brother visits with two small children.",
            "Her brother visits twice a month with the small children.",
        ),
        (
            "Rent of the flat in Wick is owed since spring.",
            "Since spring the rent in Wick has been paid by nobody; it is owed.",
        ),
        ("Choir meets on Friday and she sings alto.", "On Friday she sings with the choir, and likes it."),
    ];

    #[test]
    fn where_order_says_nothing_likeness_alone_decides() {
        let kept = ["bread", "paint", "wool", "seed", "nails", "tea", "chalk", "oil"]
            .map(|ware| format!("The {ware} for the shop comes by the early van."));
        let plan = |passages: Vec<&str>| passages.join("\n\n");
        let before = REWRITTEN.iter().zip(&kept).flat_map(|((passage, _), kept)| [*passage, kept]).collect();
        let in_order =
            REWRITTEN.iter().zip(&kept).flat_map(|((_, passage), kept)| [*passage, kept]).collect();
        let shuffled = [3_usize, 0, 5, 2, 4, 1].iter().zip([6, 1, 4, 0, 7, 2]);
        let shuffled = shuffled.flat_map(|(at, other)| [REWRITTEN[*at].1, kept[other].as_str()]).collect();
        let before = plan(before);
        let lost = |after: Vec<&str>| {
            let found = links(&before, &plan(after));
            let is = |(before, after): &&(&str, &str)| {
                found.contains(&((*before).to_owned(), (*after).to_owned()))
            };
            REWRITTEN.iter().filter(|it| !is(it)).map(|(before, _)| *before).collect::<Vec<_>>()
        };
        assert_eq!((lost(in_order), lost(shuffled)), (vec![], vec![]));
    }

    #[test]
    fn a_table_sorted_anew_and_a_shuffled_list_are_paired() {
        let rows = [
            "Aileen Ramsay | PBSW | Present",
            "Bruce Tennant | CBSW | Absent",
            "Donna Petrie | Police | Present",
        ];
        let items =
            ["Open bank account", "Register with GP", "Phone mother weekly", "Collect travel warrant"];
        let plan = |rows: &[&str], items: &[&str]| {
            let (rows, items) = (rows.join(" |\n| "), items.join("\n- "));
            format!(
                "## There\n\n| Name | Agency | How |\n|---|---|---|\n| {rows} |\n\n## To do\n\n- {items}\n"
            )
        };
        let before = plan(&rows, &items);
        let corrected = ["Donna Petrie | Police | Absent", rows[0], "Bruce Tennant | CBSW | Present"];
        let shuffled = ["Phone mother daily", items[3], "Close bank account", items[1]];
        let found = links(&before, &plan(&corrected, &shuffled));
        assert!(found.iter().all(|(before, after)| !before.is_empty() && !after.is_empty()), "{found:#?}");
        assert!(
            found.contains(&("Phone mother weekly".to_owned(), "Phone mother daily".to_owned())),
            "{found:#?}"
        );
    }
}
