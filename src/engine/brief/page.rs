//! Page one: what of each part it holds.
//!
//! Takes the standing lines and the parts, orders each so that what page one holds comes first, and says how much that is.
//! Page one has at most 400 words: the heads, where things stand, every level that changed, at most six things to
//! challenge, then changes of risk by what they are worth a word, and of every further part a count.

use std::cmp::Reverse;

use super::model::{Finding, Input, Item, ItemKind, Part, PartId, Quote, Side, Telling, What};
use super::worth::{
    CLERICAL_WORTH_MAX, is_a_year_older, is_change_of_weight, is_disagreeing, is_grave, is_late, is_level,
    is_of_the_meeting, is_review, worth,
};

/// Words on page one.
const PAGE_WORDS: u32 = 400;
/// Words of the head, who, which plans, how long, and of the heading over where things stand.
const HEAD_WORDS: u32 = 45;
/// Words more where it says which conferences, whose lines come first, how much is not to be read out.
const CONFERENCES_WORDS: u32 = 14;
const AGENCY_WORDS: u32 = 12;
const RESTRICTED_WORDS: u32 = 18;
/// Most places that the head names of those that are not to be read out.
pub const RESTRICTED_PLACES_MAX: usize = 6;

/// Words of the head of a brief in which so many passages, in these places, are not to be read out.
pub(super) fn head_words(input: &Input<'_>, restricted: usize, restricted_in: &[String]) -> u32 {
    let conferences = input.last_conference.is_some() || input.next_conference.is_some();
    let places = restricted_in.iter().take(RESTRICTED_PLACES_MAX);
    let places: usize = places.map(|place| place.split_whitespace().count()).sum();
    let more = [
        (conferences, CONFERENCES_WORDS),
        (input.agency.is_some(), AGENCY_WORDS),
        (restricted > 0, RESTRICTED_WORDS + places as u32),
    ];
    HEAD_WORDS + more.iter().map(|(holds, words)| if *holds { *words } else { 0 }).sum::<u32>()
}

/// Words of a part's heading with its counts, and of the line that says how many more there are.
fn part_words(part: &Part) -> u32 {
    match part.id {
        PartId::Actions => 20,
        PartId::New => 16,
        PartId::Challenge | PartId::Risk => 10,
        id => id.title().split_whitespace().count() as u32 + 3,
    }
}

/// Words that say how many changes of risk are told above, among what is to be challenged.
const RISK_ELSEWHERE_WORDS: u32 = 3;

/// Most things to challenge that page one tells whole.
const CHALLENGED_MAX: usize = 6;
/// Words that passages which do not agree may take before changes of weight are chosen.
const DISAGREEING_WORDS_MAX: u32 = 64;
/// Share of the words of a choice that one thing may take: what is longer would stand for all others.
const EACH_SHARE_MAX: u32 = 2;
/// Words added to those of a thing to challenge where it is weighed: two passages side by side are long, and worth it.
const AROUND_CHALLENGE: u32 = 12;
/// What it is worth that two passages cannot both hold.
const DISAGREEING_WORTH: u32 = 5;
/// Words added to those of a change where it is weighed.
const AROUND_CHANGE: u32 = 4;
/// Words of the standing lines that did not change.
const STANDING_WORDS_MAX: u32 = 12;
/// Words of conditions that changed or are new.
const CONDITIONS_WORDS_MAX: u32 = 70;
/// Words of those that tell of neither a level nor a day nor an address: who writes for whom, where he is located.
const PEOPLE_WORDS_MAX: u32 = 16;

/// Chooses what page one holds beside so many words of its head; gives how many of the standing lines it does. `own` says
/// of each part how many of its first items are the reader's own: of equal worth they come first.
///
/// First come where things stand, levels of risk that changed, some of what does not agree side by side, and what new
/// entries tell of danger; then every change of weight by what it is worth a word, beside others by what changed in it
/// alone; what is left goes to the rest.
pub(super) fn choose(standing: &mut [Item], parts: &mut [Part], own: &[usize], head: u32) -> usize {
    let elsewhere =
        parts.iter().any(|part| part.id == PartId::Challenge && part.items.iter().any(|it| it.risk));
    let headings =
        parts.iter().map(part_words).sum::<u32>() + if elsewhere { RISK_ELSEWHERE_WORDS } else { 0 };
    let mut left = PAGE_WORDS.saturating_sub(head + headings);
    standing.sort_by_key(|item| item.kind == ItemKind::Stands);
    let mut first = Vec::new();
    take_standing(standing, &mut first, &mut left, [0, 0]);
    let mut chosen: Vec<Vec<usize>> = vec![Vec::new(); parts.len()];
    let words = &words_alone(parts);
    let levels = ranked(parts, words, own, &chosen)
        .into_iter()
        .filter(|(part, at)| is_level(&parts[*part].items[*at]));
    take(words, new_first(parts, levels), &mut chosen, &mut left);
    take_challenges(parts, words, &mut chosen, &mut left, DISAGREEING_WORDS_MAX, is_disagreeing);
    take_at_odds(parts, words, &mut chosen, &mut left);
    let mut in_short = take_grave(parts, &mut chosen, &mut left);
    let told = |item: &Item| first.iter().any(|at: &usize| standing[*at].quotes == item.quotes);
    in_short.extend(take_changes(parts, own, told, &mut chosen, &mut left));
    take_challenges(parts, words, &mut chosen, &mut left, PAGE_WORDS, |_| true);
    let mut rest = ranked(parts, words, own, &chosen);
    // A new day in a chronology, a new name in a list of who comes: they are read in their part.
    rest.retain(|(part, at)| {
        let item = &parts[*part].items[*at];
        let weighs = item.kind != ItemKind::New || worth(item) > CLERICAL_WORTH_MAX;
        weighs && !is_review(item) && !is_of_the_meeting(item)
    });
    take(words, rest, &mut chosen, &mut left);
    take_standing(standing, &mut first, &mut left, [STANDING_WORDS_MAX, PEOPLE_WORDS_MAX]);
    put_on_page(parts, chosen, &in_short);
    let mut place = 0;
    standing.sort_by_cached_key(|_| {
        place += 1;
        !first.contains(&(place - 1))
    });
    first.len()
}

/// At least one thing that does not agree comes before what changed, whatever its length.
fn take_at_odds(parts: &[Part], words: &[Vec<u32>], chosen: &mut [Vec<usize>], left: &mut u32) {
    let at_odds = |item: &Item| item.kind == ItemKind::Disagreeing;
    let told = parts.iter().zip(&*chosen).any(|(part, chosen)| {
        part.id == PartId::Challenge && chosen.iter().any(|at| at_odds(&part.items[*at]))
    });
    if !told {
        take_challenges(parts, words, chosen, left, PAGE_WORDS, at_odds);
    }
}

/// Puts what was chosen of each part before the rest of it, and what is told in short behind that.
fn put_on_page(parts: &mut [Part], chosen: Vec<Vec<usize>>, in_short: &[(usize, usize)]) {
    for (index, (part, mut chosen)) in parts.iter_mut().zip(chosen).enumerate() {
        chosen.sort_unstable();
        chosen.retain(|at| !in_short.contains(&(index, *at)));
        let short = in_short.iter().filter(|(of, _)| *of == index);
        part.in_short = short.filter_map(|(_, at)| part.items[*at].short().cloned()).collect();
        put_first(part, &chosen);
    }
}

/// By part and item: the words that it takes where it stands alone.
fn words_alone(parts: &[Part]) -> Vec<Vec<u32>> {
    let of_part = |part: &Part| part.items.iter().map(|item| item.words_alone(part.id)).collect();
    parts.iter().map(of_part).collect()
}

/// Something that is told in short: of which part and item, and what of it is told in how many words.
struct Short<'a> {
    place: (usize, usize),
    item: &'a Item,
    words: u32,
}

/// Takes of the changes of weight what fits, by what they are worth a word: whole, or beside others what changed in it;
/// gives those that are told in short. What the standing lines tell with the same words is not `told` twice.
fn take_changes(
    parts: &[Part],
    own: &[usize],
    told: impl Fn(&Item) -> bool,
    chosen: &mut [Vec<usize>],
    left: &mut u32,
) -> Vec<(usize, usize)> {
    let mut open = Vec::new();
    for (index, part) in parts.iter().enumerate().filter(|(_, part)| ON_PAGE_ONE.contains(&part.id)) {
        let items = part.items.iter().enumerate();
        let items = items.filter(|(at, item)| !chosen[index].contains(at) && is_short(item));
        let items = items.filter(|(_, item)| !is_late(item) && !is_review(item) && !is_of_the_meeting(item));
        open.extend(items.filter_map(|(at, whole)| {
            let item = whole.short().unwrap_or(whole);
            let weighs = item.kind != ItemKind::Together
                && is_change_of_weight(item)
                && worth(item) > CLERICAL_WORTH_MAX;
            let short = Short { place: (index, at), item, words: item.words_alone(part.id) };
            (weighs && !told(item)).then_some(short)
        }));
    }
    open.sort_by_cached_key(|Short { place, item, words }| {
        // What barred something and is gone is nowhere else in the plan to be read.
        let gone = item.kind == ItemKind::Gone && item.finding == Some(Finding::ConditionGone);
        let grave = parts[place.0].id == PartId::Challenge || is_grave(item);
        (!gone, !grave, Reverse(worth_a_word(item, *words)), place.1 >= own[place.0], *place)
    });
    let mut taken = take_shorts(open, chosen, left);
    taken.retain(|(part, at)| parts[*part].items[*at].short().is_some());
    taken
}

/// Takes what new entries tell of deaths and of danger, as far as so many words go; gives which.
fn take_grave(parts: &[Part], chosen: &mut [Vec<usize>], left: &mut u32) -> Vec<(usize, usize)> {
    let mut open = Vec::new();
    for (index, part) in parts.iter().enumerate().filter(|(_, part)| part.id == PartId::New) {
        let entries = part.items.iter().enumerate().filter(|(_, item)| item.kind == ItemKind::New);
        open.extend(entries.filter_map(|(at, entry)| {
            let item = entry.short()?;
            Some(Short { place: (index, at), item, words: item.words_alone(part.id) })
        }));
    }
    open.sort_by_cached_key(|Short { place, item, words }| (Reverse(worth_a_word(item, *words)), *place));
    let share = GRAVE_WORDS_MAX.min(*left);
    let mut own = share;
    let taken = take_shorts(open, chosen, &mut own);
    *left -= share - own;
    taken
}

/// Takes what still fits, in this order; gives which.
fn take_shorts(open: Vec<Short<'_>>, chosen: &mut [Vec<usize>], left: &mut u32) -> Vec<(usize, usize)> {
    let mut taken = Vec::new();
    for Short { place, words, .. } in open {
        if words <= *left {
            *left -= words;
            chosen[place.0].push(place.1);
            taken.push(place);
        }
    }
    taken
}

/// Words of what new entries tell of deaths and of danger.
const GRAVE_WORDS_MAX: u32 = 40;

/// These items, those last that quote what one before them quotes.
fn new_first(parts: &[Part], items: impl Iterator<Item = (usize, usize)>) -> Vec<(usize, usize)> {
    let item = |(part, at): (usize, usize)| &parts[part].items[at];
    let (mut new, mut again): (Vec<_>, Vec<_>) = (Vec::new(), Vec::new());
    for place in items {
        let known = new.iter().any(|other| share_a_passage(item(*other), item(place)));
        if known { again.push(place) } else { new.push(place) }
    }
    new.extend(again);
    new
}

/// Takes the items that still fit, in this order.
fn take(words: &[Vec<u32>], items: Vec<(usize, usize)>, chosen: &mut [Vec<usize>], left: &mut u32) {
    for (part, at) in items {
        let words = words[part][at];
        if words <= *left {
            *left -= words;
            chosen[part].push(at);
        }
    }
}

/// What else page one may hold, by what it is worth a word: changes, what is gone, new rows; entries are read in their
/// part.
fn ranked(parts: &[Part], words: &[Vec<u32>], own: &[usize], chosen: &[Vec<usize>]) -> Vec<(usize, usize)> {
    let mut ranked: Vec<(usize, usize)> = Vec::new();
    for (index, part) in parts.iter().enumerate().filter(|(_, part)| ON_PAGE_ONE.contains(&part.id)) {
        let open =
            (0..part.items.len()).filter(|at| !chosen[index].contains(at) && is_short(&part.items[*at]));
        ranked.extend(open.map(|at| (index, at)));
    }
    ranked.sort_by_cached_key(|(part, at)| {
        let item = &parts[*part].items[*at];
        (is_late(item), Reverse(worth_a_word(item, words[*part][*at])), *at >= own[*part], *part, *at)
    });
    ranked
}

/// Parts of which page one may hold something.
const ON_PAGE_ONE: [PartId; 4] = [PartId::Challenge, PartId::Risk, PartId::Actions, PartId::New];

/// Whether an item is a change or a row rather than an entry.
fn is_short(item: &Item) -> bool {
    if item.text.is_empty() {
        return false;
    }
    item.kind != ItemKind::New || (item.author.is_none() && item.rest.count() == 0)
}

/// Takes of the standing lines what changed; of what is as it was so many words, and so many of who now does what for the
/// person, which is read before the conference and not at it.
fn take_standing(
    standing: &[Item],
    chosen: &mut Vec<usize>,
    left: &mut u32,
    [mut same, mut people]: [u32; 2],
) {
    let stands = |item: &Item| item.kind == ItemKind::Stands;
    let mut conditions = CONDITIONS_WORDS_MAX;
    for at in in_order_of_weight(standing).into_iter().filter(|at| !chosen.contains(at)).collect::<Vec<_>>() {
        let item = &standing[at];
        let before = chosen.last().map(|before| &standing[*before]);
        let words = item.words_in_head(before);
        let is_clerk = item.what == Some(What::Person) && item.kind == ItemKind::Changed && !item.risk;
        // Many conditions that changed would leave no place for what is to be decided.
        let binds = item.what == Some(What::Condition) && !stands(item);
        let fits = match (stands(item), is_clerk, binds) {
            (true, ..) => words <= same,
            (_, true, _) => words <= people,
            (.., true) => words <= conditions || conditions == CONDITIONS_WORDS_MAX,
            _ => true,
        };
        let older = !item.facts.is_empty() && item.facts.iter().all(is_a_year_older);
        if fits && !older && item.telling != Telling::Head && !is_review(item) && words <= *left {
            *left -= words;
            same -= if stands(item) { words } else { 0 };
            people -= if is_clerk { words } else { 0 };
            conditions = conditions.saturating_sub(if binds { words } else { 0 });
            chosen.push(at);
        }
    }
}

/// The standing lines in the order in which they are chosen: as they stand, but of the conditions that changed those
/// first that weigh most for their words.
fn in_order_of_weight(standing: &[Item]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..standing.len()).collect();
    order.sort_by_cached_key(|at| {
        let item = &standing[*at];
        let stands = item.kind == ItemKind::Stands;
        let binds = item.what == Some(What::Condition) && !stands;
        (stands, binds, Reverse(if binds { worth_a_word(item, item.words()) } else { 0 }))
    });
    order
}

/// Takes of what is to be challenged what is `told`, as long as all of it takes so many words: changes by what they are
/// worth, then what does not agree, as listed.
fn take_challenges(
    parts: &[Part],
    words: &[Vec<u32>],
    chosen: &mut [Vec<usize>],
    left: &mut u32,
    words_max: u32,
    told: fn(&Item) -> bool,
) {
    let challenges = parts.iter().zip(words).zip(chosen);
    let challenges = challenges.filter(|((part, _), _)| part.id == PartId::Challenge);
    for ((part, words), chosen) in challenges {
        let words = |at: usize| words[at];
        let taken: u32 = chosen.iter().map(|at| words(*at)).sum();
        let mut own = words_max.saturating_sub(taken).min(*left);
        let mut open: Vec<usize> = (0..part.items.len())
            .filter(|at| told(&part.items[*at]) && !part.items[*at].text.is_empty())
            .collect();
        let each_max = if words_max < PAGE_WORDS { words_max / EACH_SHARE_MAX } else { PAGE_WORDS };
        open.retain(|at| !chosen.contains(at) && words(*at) <= each_max);
        open.sort_by_key(|at| {
            let item = &part.items[*at];
            let changed = is_change_of_weight(item);
            (!changed, Reverse(if changed { worth_of_challenge(item, words(*at)) } else { 0 }), *at)
        });
        for at in open {
            // What one passage says is not told twice there, whatever else speaks against it.
            let again = words_max < PAGE_WORDS
                && chosen.iter().any(|other| share_a_passage(&part.items[*other], &part.items[at]));
            if chosen.len() < CHALLENGED_MAX && words(at) <= own && !again {
                own -= words(at);
                *left -= words(at);
                chosen.push(at);
            }
        }
    }
}

/// Whether two things to challenge quote the same passage of the newest plan.
fn share_a_passage(one: &Item, other: &Item) -> bool {
    let is_now = |quote: &&Quote| quote.side == Side::After;
    let others = || other.quotes.iter().filter(is_now);
    one.quotes.iter().filter(is_now).any(|quote| others().any(|theirs| theirs.span == quote.span))
}

/// What a change is worth for the words that it takes.
fn worth_a_word(item: &Item, words: u32) -> u32 {
    worth(item) * 100 / (words + AROUND_CHANGE)
}

fn worth_of_challenge(item: &Item, words: u32) -> u32 {
    let disagree = if item.kind == ItemKind::Disagreeing { DISAGREEING_WORTH } else { 0 };
    (worth(item) + disagree) * 100 / (words + AROUND_CHALLENGE)
}

/// Puts the chosen items of a part before the others.
fn put_first(part: &mut Part, chosen: &[usize]) {
    part.first = chosen.len();
    let place = |at: usize| chosen.iter().position(|chosen| *chosen == at).unwrap_or(usize::MAX);
    let mut items: Vec<(usize, Item)> = std::mem::take(&mut part.items).into_iter().enumerate().collect();
    items.sort_by_key(|(at, _)| place(*at));
    part.items = items.into_iter().map(|(_, item)| item).collect();
}

#[cfg(test)]
mod tests {
    use crate::brief::item::tests::brief;
    use crate::brief::model::{Brief, Item};

    /// What page one tells under its parts.
    fn on_page_one(brief: &Brief) -> Vec<String> {
        let items = brief.parts.iter().flat_map(|part| part.on_page_one().iter().chain(&part.in_short));
        items.map(|item: &Item| item.text.iter().map(|piece| piece.text.as_str()).collect()).collect()
    }

    #[test]
    fn grave_changes_come_before_others_however_short_these_are() {
        let trifles = |more: usize| {
            let class =
                |at: usize| format!("Class {at} has {} places for whoever comes of an evening.", at + more);
            (1..=40).map(class).collect::<Vec<_>>().join("\n\n")
        };
        let grave =
            "Do not give her aspirin with it.\n\nShe must not be alone with the children of her sister.\n\n";
        let before =
            format!("## Days\n\n{}\n\n## Care\n\n{grave}She is not to hold her insulin.\n", trifles(1));
        let after = format!("## Days\n\n{}\n\n## Care\n\nShe is to hold her insulin.\n", trifles(2));
        let told = on_page_one(&brief(&before, &after, 1_000)).join("\n");
        for grave in ["aspirin", "alone with the children", "hold her insulin"] {
            assert!(told.contains(grave), "{grave}: {told}");
        }
        assert!(told.contains("Class "), "and what fits of the others: {told}");
        assert!(!told.contains("Class 40"), "{told}");
    }
}
