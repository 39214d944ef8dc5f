//! Two levels of one named tool of assessment: a summary that has one, and the assessment or whoever speaks of it now that
//! has another; and the level at which somebody is managed together.
//!
//! Takes the newest version, gives pairs. The tool is named in the sentence, or is all that the heading above says. What was
//! so once is no level of now: one that was, one that another took the place of, one on a condition, that of a part.

use std::cmp::Reverse;
use std::ops::Range;
use std::sync::LazyLock;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use crate::document::UnitKind;
use crate::findings::ground::Ground;
use crate::findings::ground::polarity::{Stance, is_denied, stance};
use crate::findings::ground::signs::Sign;
use crate::findings::together::matters::is_history;
use crate::lexicon;
use crate::text::{Phrases, Span, TokenKind, Words, tokenise};

/// The tools by their spellings. Read once and never changed.
static TOOLS: LazyLock<Phrases<&'static str>> = LazyLock::new(|| Phrases::read(&lexicon::TOOLS, Some));

/// Most levels of one tool: the last of a plan are the newest, as far as it keeps an order.
const OF_TOOL_MAX: usize = 64;
/// Most tokens behind a tool within which its level stands.
const REACH_TOKENS: usize = 24;
/// Most tokens between a level and its tool: "in the low band of the LS/CMI".
const BEFORE_TOKENS: usize = 5;
/// Longest line that is read, in tokens.
const LINE_TOKENS_MAX: usize = 400;

/// A level that a line gives to what a tool assesses.
#[derive(Debug)]
struct Given {
    unit: u32,
    level: String,
    /// The day that the line names, or on which it was written.
    day: Option<Date>,
    stands: bool,
    /// Whether it is a field of a form.
    field: bool,
    /// The score that the line gives, where it gives one.
    score: Option<String>,
}

/// Lines that stand, each with another that gives the same tool another level.
pub(in crate::findings) fn pairs(ground: &Ground<'_>) -> Vec<(u32, u32)> {
    let titles = Titles::of(ground);
    let mut by_tool: FxHashMap<&'static str, Vec<Given>> = FxHashMap::default();
    // What minutes say of now is of then; what they say of one assessment holds.
    let mut scored: FxHashMap<&'static str, Vec<Given>> = FxHashMap::default();
    let signs = [Sign::LevelName, Sign::Level, Sign::Scheme];
    for (unit, line) in ground.after.all() {
        let alone = titles.of_line(ground, unit);
        // "Score 17, Medium, R. Tait 3 May 2024" may be taken for the head of an entry.
        let head = !line.speaks && alone.is_some() && is_sentence(ground, unit);
        let may = head || line.speaks && ground.after.may(unit, &signs);
        if !may {
            continue;
        }
        let words = if head { whole(ground, unit) } else { ground.after.words(unit) };
        if words.len() > LINE_TOKENS_MAX || is_of_then(ground, unit, words) {
            continue;
        }
        let (day, stands) = (day(ground, unit, head), head || ground.stands(unit));
        let field = ground.after.document.unit(unit).kind == UnitKind::Pair;
        let levels = given(words, alone);
        let total = || {
            let (from, tool) = (total_in(words)?, tool_before(ground, unit)?);
            Some((tool, level_from(words, tool, from, words.len())?))
        };
        let total = if levels.is_empty() { total() } else { None };
        for (tool, level) in levels.iter().cloned().chain(total) {
            let score = score_in(ground, unit, words, tool).filter(|_| tool != SCHEME && !head);
            let given = || Given { unit, level: level.clone(), day, stands, field, score: score.clone() };
            if score.is_some() {
                scored.entry(tool).or_default().push(given());
            }
            if !line.minutes && !levels.is_empty() {
                by_tool.entry(tool).or_default().push(given());
            }
        }
    }
    let mut found: Vec<(u32, u32)> = by_tool.values().flat_map(|all| of_tool(all)).collect();
    found.extend(scored.values().flat_map(|all| of_one_score(all)));
    found.sort_unstable();
    found.dedup();
    found
}

/// All words of a line, those that are taken for a lead among them.
fn whole<'a>(ground: &Ground<'a>, unit: u32) -> Words<'a> {
    let document = ground.after.document;
    Words::new(document.source(), document.tokens_of(document.unit(unit)))
}

/// Whether a line tells of a year long before its entry and has no day of its own. "Not since 2021" tells of now.
fn is_of_then(ground: &Ground<'_>, unit: u32, words: Words<'_>) -> bool {
    let dated = || ground.after.dates(unit).iter().any(|(_, value)| value.date().is_some());
    let since = || (0..words.len()).any(|at| words.is(at, "since"));
    is_history(ground, unit) && !dated() && !since()
}

fn is_sentence(ground: &Ground<'_>, unit: u32) -> bool {
    ground.after.document.unit(unit).kind == UnitKind::Sentence
}

/// The day that a line names first, or on which it was written.
fn day(ground: &Ground<'_>, unit: u32, head: bool) -> Option<Date> {
    let as_of = ground.input.as_of;
    let dates = if head { ground.after.document.dates(unit).into() } else { ground.after.dates(unit) };
    let named = dates.iter().find_map(|(_, value)| value.date());
    let been = |day: &Date| as_of.is_none_or(|as_of| *day <= as_of);
    named.filter(been).or_else(|| ground.after.written(unit))
}

/// What differs of the levels of one tool.
fn of_tool(all: &[Given]) -> Vec<(u32, u32)> {
    let all = &all[all.len().saturating_sub(OF_TOOL_MAX)..];
    let newest = all.iter().filter(|one| one.day.is_some()).max_by_key(|one| (one.day, Reverse(one.unit)));
    let listed = all.iter().filter(|one| one.stands).filter_map(|one| one.day).max();
    let mut found = Vec::new();
    for (at, one) in all.iter().enumerate().filter(|(_, one)| one.stands) {
        let undated = |one: &Given| one.stands && one.day.is_none();
        let beside = all[at + 1..].iter().filter(|other| undated(one) && undated(other));
        // Of a list that keeps all assessments only the last is to say what is so now.
        let current = one.day.is_none() || one.day == listed || one.field;
        let since = newest.filter(|newest| current && is_behind(one, newest));
        let same_day = |other: &&Given| !other.stands && one.day.is_some() && one.day == other.day;
        let others = beside.chain(since).chain(all.iter().filter(same_day));
        let others = others.filter(|other| one.level != other.level);
        found.extend(others.map(|other| (one.unit, other.unit)));
    }
    found
}

/// What differs of the levels of one tool that lines give for one score: it is one assessment.
fn of_one_score(all: &[Given]) -> Vec<(u32, u32)> {
    let all = &all[all.len().saturating_sub(OF_TOOL_MAX)..];
    let mut found = Vec::new();
    for one in all.iter().filter(|one| one.stands) {
        // Of two lines that stand, each with its day, each tells of its own assessment.
        let other_day = |other: &Given| other.stands && one.day.is_some() && other.day.is_some();
        let same = |other: &&Given| other.score == one.score && !other_day(other);
        let others = all.iter().filter(|other| other.unit != one.unit).filter(same);
        let newest = others.max_by_key(|other| (other.day, Reverse(other.unit)));
        let otherwise = newest.filter(|other| other.level != one.level);
        found.extend(otherwise.map(|other| (one.unit, other.unit)));
    }
    found
}

/// Behind "total 24" or "scored 24", where a line says so.
fn total_in(words: Words<'_>) -> Option<usize> {
    let total = |at: &usize| words.is_in(*at, &lexicon::SCORED) && is_score(words, at + 1);
    (0..words.len()).find(total).map(|at| at + 2)
}

/// The tool that a sentence shortly before names, in the same paragraph.
fn tool_before(ground: &Ground<'_>, unit: u32) -> Option<&'static str> {
    let block = |unit: u32| ground.after.document.unit(unit).block;
    let before =
        (unit.saturating_sub(SENTENCES_BEFORE)..unit).rev().filter(|before| block(*before) == block(unit));
    before.into_iter().find_map(|before| {
        let words = ground.after.words(before);
        (0..words.len())
            .find_map(|at| tool_at(words, at))
            .map(|(_, tool)| tool)
            .filter(|tool| *tool != SCHEME)
    })
}

/// Sentences before a total within which its tool is named.
const SENTENCES_BEFORE: u32 = 4;

/// The first score behind the name of a tool, or behind "total" in a line that names none.
fn score_in(ground: &Ground<'_>, unit: u32, words: Words<'_>, tool: &str) -> Option<String> {
    let name = (0..words.len()).find_map(|at| tool_at(words, at).filter(|(_, named)| *named == tool));
    let from = name.map(|(end, _)| end).or_else(|| Some(total_in(words)? - 1))?;
    let days = ground.after.dates(unit);
    let of_day = |at: usize| days.iter().any(|(range, _)| range.contains(&at));
    let mut numbers = (from..words.len().min(from + REACH_TOKENS)).filter(|at| !of_day(*at));
    numbers.find(|at| is_score(words, *at)).map(|at| words.text(at).to_owned())
}

/// Whether a number of one or two figures stands here, and no part of another.
fn is_score(words: Words<'_>, at: usize) -> bool {
    let glued =
        |at: usize| words.is_glued(at) && words.kind(at) == Some(TokenKind::Sign) && words.is_glued(at + 1);
    words.is_number(at) && words.text(at).len() <= 2 && !glued(at + 1) && !(at > 0 && glued(at - 1))
}

/// Whether a line that stands is to say what the newest level is: it has no day or an earlier one, and the newest is no
/// later row of the same list, as a list of assessments keeps them all.
fn is_behind(one: &Given, newest: &Given) -> bool {
    let earlier = one.day.is_none_or(|day| newest.day.is_some_and(|newest| day < newest));
    earlier && (one.day.is_none() || !newest.stands)
}

/// The tools that headings name and say no more.
struct Titles(Vec<Option<&'static str>>);

impl Titles {
    fn of(ground: &Ground<'_>) -> Self {
        let sections = ground.after.document.sections();
        Self(sections.iter().map(|section| tool_alone(&section.title)).collect())
    }

    fn of_line(&self, ground: &Ground<'_>, unit: u32) -> Option<&'static str> {
        self.0[ground.after.document.unit(unit).section as usize]
    }
}

/// The tool that a text names and says no more.
fn tool_alone(text: &str) -> Option<&'static str> {
    let mut tokens = Vec::new();
    tokenise(text, Span::new(0, text.len()), &[], &mut tokens);
    let words = Words::new(text, &tokens);
    let (end, tool) = (!words.is_empty()).then(|| tool_at(words, 0))??;
    (end..words.len()).all(|at| !words.is_word(at)).then_some(tool)
}

/// The tool that is named from a token on, in capitals as abbreviations are, and where its name ends.
fn tool_at(words: Words<'_>, at: usize) -> Option<(usize, &'static str)> {
    let first = words.text(at);
    if words.is_in(at, &lexicon::MANAGED_TOGETHER) {
        return Some((at + 1, SCHEME));
    }
    if !words.is_word(at) || !words.is_capitalised(at) {
        return None;
    }
    let (end, tool) = TOOLS.phrase_at(words.tokens(), at)?;
    // "Sara" is somebody.
    let name = end == at + 1 && first.chars().skip(1).all(char::is_lowercase) && first.len() > 1;
    (!name).then_some((end, tool))
}

/// What stands for the scheme under which somebody is managed together, which has levels by number.
const SCHEME: &str = "";
/// Its level where nobody is.
const UNMANAGED: &str = "0";

/// The levels that a line gives, each with its tool; of one that names none, with the one that its heading is.
fn given(words: Words<'_>, alone: Option<&'static str>) -> Vec<(&'static str, String)> {
    let named: Vec<(Range<usize>, &'static str)> =
        (0..words.len()).filter_map(|at| tool_at(words, at).map(|(end, tool)| (at..end, tool))).collect();
    if named.is_empty() {
        if let Some(level) = level_of_scheme_unnamed(words) {
            return vec![(SCHEME, level)];
        }
        let tool = alone.filter(|tool| opens_with_level(words, tool));
        let level = tool.and_then(|tool| Some((tool, level_from(words, tool, 0, words.len())?)));
        return level.into_iter().collect();
    }
    let mut found: Vec<(&'static str, String)> = Vec::new();
    for (at, (range, tool)) in named.iter().enumerate() {
        let next = named[at + 1..]
            .iter()
            .find(|(_, other)| other != tool)
            .map_or(words.len(), |(next, _)| next.start);
        let end = end_of_clause(words, range.end, next.min(range.end + REACH_TOKENS));
        let start = start_of_sentence(words, range.start);
        let end = end_of_level(words, start..end);
        if is_of_another(words, start..range.start) || is_left_open(words, start..end) {
            continue;
        }
        // "VRS to be done as the risk is high" has none yet.
        let due = || (range.end..range.end + DUE_TOKENS).any(|at| words.is_in(at, &lexicon::NOT_MADE_YET));
        if *tool != SCHEME && due() {
            continue;
        }
        let level = match *tool {
            SCHEME => unmanaged(words, range).or_else(|| level_from(words, tool, range.end, end)),
            _ => level_before(words, range.start)
                .or_else(|| level_from(words, tool, range.end, end))
                .or_else(|| level_by_itself(words, range.end, end)),
        };
        found.extend(level.map(|level| (*tool, level)));
    }
    found.dedup();
    // Two levels of one tool in one line are of two things, or of two times.
    let once = |tool: &'static str| found.iter().filter(|(other, _)| *other == tool).count() == 1;
    found.iter().filter(|(tool, _)| once(tool)).cloned().collect()
}

/// Tokens behind a tool within which it is said that it is still to be made.
const DUE_TOKENS: usize = 3;

/// Where the sentence begins that has a token.
fn start_of_sentence(words: Words<'_>, at: usize) -> usize {
    let ends = |sign: &usize| ends_sentence(words, *sign);
    (0..at).rev().find(ends).map_or(0, |sign| sign + 1)
}

/// Whether words suppose or wish what they say, or have it from somebody who only thinks so.
fn is_left_open(words: Words<'_>, mut range: Range<usize>) -> bool {
    // "And nobody thought otherwise" leaves nothing open.
    let nobody = |at: usize| {
        at > 0 && (words.is(at - 1, "nobody") || at > 1 && words.is(at - 2, "no") && words.is(at - 1, "one"))
    };
    range.any(|at| supposes(words, at) || words.is_in(at, &lexicon::CLAIMING) && !nobody(at))
}

/// Whether words name somebody else, of whom what follows may be said: "his brother is at MAPPA Level 2".
pub(in crate::findings) fn is_of_another(words: Words<'_>, mut range: Range<usize>) -> bool {
    let another = |at: usize| {
        // "His brother's".
        let name = words.possessor(at).unwrap_or(words.text(at));
        lexicon::KIN.has_in_small(name) || lexicon::SOMEBODY_ELSE.has_in_small(name)
    };
    range.any(another)
}

/// Whether a line under the heading of a tool gives its level: it opens with a score, or with the level itself.
fn opens_with_level(words: Words<'_>, tool: &str) -> bool {
    let by_level = words.is_in(0, &lexicon::LEVEL);
    let scored = words.is_in(0, &lexicon::SCORED) || words.is_number(0);
    let named = lexicon::LEVEL_NAMES.has_in_small(words.text(0)) || words.is_in(0, &lexicon::VERY);
    by_level || if tool == SCHEME { words.is_in(0, &lexicon::CATEGORY) } else { scored || named }
}

/// Where a sentence ends that goes on at a token: in a row of a table several stand in one cell.
fn end_of_clause(words: Words<'_>, from: usize, to: usize) -> usize {
    let to = to.min(words.len());
    let goes_on = |at: usize| words.is_sign(at, ";") && points_back(words, at + 1);
    (from..to).find(|at| ends_sentence(words, *at) && !goes_on(*at)).unwrap_or(to)
}

/// Where what is said of a level ends, within these words: "he stays high on the VRS, and I would wait for another" goes on
/// with what somebody would do.
fn end_of_level(words: Words<'_>, range: Range<usize>) -> usize {
    let given = range.clone().find(|at| is_level_name(words, *at)).unwrap_or(range.end);
    let goes_on = |at: &usize| {
        let who = words.is(at + 1, "I") || words.is_in(at + 1, &lexicon::PERSONAL) || words.is(at + 1, "we");
        words.is_in(*at, &lexicon::JOINING_CLAUSES) && who
    };
    (given..range.end).find(goes_on).unwrap_or(range.end)
}

/// Whether what follows a semicolon goes on about what was named before it: "the VRS is not redone; the only one is low".
fn points_back(words: Words<'_>, at: usize) -> bool {
    let only = words.is(at, "the") && words.is_in(at + 1, &lexicon::ONE_OF_SEVERAL);
    only || words.is_in(at, &lexicon::OF_A_TOOL_AGAIN)
}

/// Whether a sentence ends at a sign. "V. High" goes on.
pub(in crate::findings) fn ends_sentence(words: Words<'_>, at: usize) -> bool {
    let short = || at > 0 && words.is_in(at - 1, &lexicon::VERY);
    let dot = words.is_sign(at, ".") && !words.gap_before(at + 1).is_empty();
    words.is_sign(at, ";") || dot && words.is_capitalised(at + 1) && !short()
}

/// The level that some words give.
fn level_from(words: Words<'_>, tool: &str, from: usize, to: usize) -> Option<String> {
    if is_left_open(words, from..to) {
        return None;
    }
    if tool == SCHEME {
        return scheme_level(words, from, to);
    }
    let is_level = |at: &usize| is_level_name(words, *at) && gives(words, from, *at);
    let mut levels = (from..to).filter(|at| is_level_name(words, *at));
    let first = levels.find(is_level)?;
    // "Low to medium", "medium for adults, high for children"; "high, not medium" is high.
    let same = |at: usize| level_at(words, at) == level_at(words, first) || denied(words, at);
    levels.all(same).then(|| level_at(words, first))
}

/// The level that is a sentence of its own behind the one that names its tool: "VRS redone. High." in a cell
fn level_by_itself(words: Words<'_>, from: usize, end: usize) -> Option<String> {
    let ends = |at: usize| at >= words.len() || words.is_sign(at, ".");
    let denies = |at: usize| words.is_in(at, &lexicon::DENIALS) || is_level_name(words, at);
    let first = end + 1;
    let at = [first, first + 1, first + 2].into_iter().find(|at| is_level_name(words, *at))?;
    let alone = ends(end) && at - very_tokens(words, at) == first && ends(at + 1);
    (alone && !(from..end).any(denies)).then(|| level_at(words, at))
}

fn is_level_name(words: Words<'_>, at: usize) -> bool {
    lexicon::LEVEL_NAMES.has_in_small(words.text(at))
        && !lexicon::NONE_OF_A_FIELD.has_in_small(words.text(at))
}

/// A level by one name, with "very" before it.
fn level_at(words: Words<'_>, at: usize) -> String {
    let level = lexicon::one_name(words.text(at), &[&lexicon::MIDDLE_LEVELS]).to_lowercase();
    if very_tokens(words, at) > 0 { format!("very {level}") } else { level }
}

/// How many tokens before the name of a level make it one more: "very high", "v. high".
fn very_tokens(words: Words<'_>, at: usize) -> usize {
    let dot = usize::from(at > 1 && words.is_sign(at - 1, "."));
    if at > dot && words.is_in(at - 1 - dot, &lexicon::VERY) { 1 + dot } else { 0 }
}

/// Whether what stands beside the name of a level makes it the level that is given, of the whole and of now.
fn gives(words: Words<'_>, from: usize, at: usize) -> bool {
    let start = at - very_tokens(words, at);
    let was = || (start.saturating_sub(PAST_TOKENS)..start).any(|at| words.is_in(at, &lexicon::WAS_A_LEVEL));
    let slash = |at: usize| words.is_sign(at, "/") || words.is_sign(at, "-") && words.is_glued(at);
    let other = was() || denied(words, start) || slash(at + 1) || start > from && slash(start - 1);
    is_said_of_tool(words, from, start) && is_of_the_whole(words, at + 1) && !other
}

/// Whether what stands before a level leads back to its tool or to the person: "putting him at high", "score 24, high". A
/// noun of its own has the level for itself: "his mood is low", "alcohol: high".
fn is_said_of_tool(words: Words<'_>, from: usize, start: usize) -> bool {
    let leads = |at: usize| {
        words.is_in(at, &lexicon::BEFORE_A_LEVEL)
            || words.is_in(at, &lexicon::SCORED)
            || words.is_in(at, &lexicon::VERY)
    };
    let labelled = start > from && words.is_sign(start - 1, ":");
    // "VRS (total): medium".
    let bracket = labelled && start > from + 1 && words.is_sign(start - 2, ")");
    let from_here = start - usize::from(labelled) - usize::from(bracket);
    let behind = (from..from_here).rev().take_while(|at| leads(*at)).count();
    let first = from_here - behind;
    if first == from || !words.is_word(first - 1) {
        return true;
    }
    behind > 0 && words.is_in(first - 1, &lexicon::LEVEL_SAID_OF)
}

/// Whether what stands behind a level leaves it that of the whole: "high risk of debt" is of a part, and "high on alcohol".
fn is_of_the_whole(words: Words<'_>, behind: usize) -> bool {
    if !words.is_word(behind) {
        return true;
    }
    let named = words.is_in(behind, &lexicon::LEVEL) || words.is_in(behind, &lexicon::NAMES_OF_BANDS);
    let at = behind + usize::from(named);
    let of = words.is_in(at, &lexicon::BEFORE_A_PART);
    let whole = |at: usize| {
        !words.is_word(at) || words.is_in(at, &lexicon::OF_THE_WHOLE) || tool_at(words, at).is_some()
    };
    if of {
        whole(at + 1) || words.is(at + 1, "the") && whole(at + 2)
    } else {
        named || words.is_in(at, &lexicon::BEHIND_A_LEVEL)
    }
}

/// Tokens before a level within which a verb of the past is its own: "was then high", "down from high".
const PAST_TOKENS: usize = 2;

/// Whether a denial stands straight before a level: "no longer high". One further off is of something else: "has not been
/// repeated and he remains high".
fn denied(words: Words<'_>, at: usize) -> bool {
    is_denied(words, at, DENIED_TOKENS)
}

/// Tokens before a level within which a denial is of it.
const DENIED_TOKENS: usize = 3;

/// Whether a word makes what is said a condition or a wish. "I would still call it high" is neither.
fn supposes(words: Words<'_>, at: usize) -> bool {
    let still = words.is(at + 1, "still");
    // "3 May 2024".
    let month = words.is(at, "may") && (at > 0 && words.is_number(at - 1) || words.is_number(at + 1));
    !still && !month && (words.is_in(at, &lexicon::SUPPOSING) || words.is_in(at, &lexicon::NOT_AS_OF_NOW))
}

/// The level that stands before its tool: "in the low band of the LS/CMI", "High by LS/CMI".
fn level_before(words: Words<'_>, tool: usize) -> Option<String> {
    let from = tool.saturating_sub(BEFORE_TOKENS);
    let at = (from..tool).rev().find(|at| is_level_name(words, *at))?;
    let joined = |at: usize| words.is_in(at, &lexicon::BETWEEN_LEVEL_AND_TOOL);
    let all = at + 1 < tool && (at + 1..tool).all(joined);
    (all && gives(words, start_of_sentence(words, at), at)).then(|| level_at(words, at))
}

/// The level at which somebody is managed, where a line does not name the scheme but who runs it, or calls it a case: "The
/// co-ordinator tells me he has come down to Level 1", "still a Level 2 case".
fn level_of_scheme_unnamed(words: Words<'_>) -> Option<String> {
    let numbered =
        |at: usize| words.is_in(at, &lexicon::LEVEL) && lexicon::LEVELS_OF_A_SCHEME.has(words.text(at + 1));
    let at = (0..words.len()).find(|at| numbered(*at))?;
    let run = (0..at).any(|at| words.is_in(at, &lexicon::WHO_RUNS_THE_SCHEME));
    let open = is_left_open(words, 0..words.len()) || is_of_another(words, 0..at);
    if open || !(run || words.is(at + 2, "case")) {
        return None;
    }
    // "Come down to", "still a": the verb is not asked for.
    let was = (at.saturating_sub(PAST_TOKENS)..at).any(|at| words.is_in(at, &lexicon::WAS_A_LEVEL));
    // "Level 2 in joinery", "the Level 2 landing" are other levels.
    let ends = !words.is_word(at + 2) || words.is_in(at + 2, &lexicon::BEHIND_AN_UNNAMED_LEVEL);
    let more = is_more(words, at + 2) || !ends;
    (!was && !more && !denied(words, at)).then(|| words.text(at + 1).to_owned())
}

/// The level by number: "Level 2", "remains at Level 2", "MAPPA 2 stands".
fn scheme_level(words: Words<'_>, from: usize, to: usize) -> Option<String> {
    let number = |at: usize| {
        let text = words.text(at);
        (at < to && lexicon::LEVELS_OF_A_SCHEME.has(text) && !is_more(words, at + 1)).then(|| text.to_owned())
    };
    // "MAPPA level: 2".
    let behind = |at: usize| {
        let at = at + 1 + usize::from(divides(words, at + 1));
        number(at).filter(|_| is_level_of_now(words, at, to))
    };
    // "Supervision level 2" is of something else.
    let own = |at: usize| {
        at == from
            || !words.is_word(at - 1)
            || words.is_in(at - 1, &lexicon::BEFORE_A_LEVEL)
            || words.is_in(at - 1, &lexicon::BEHIND_A_SCHEME)
    };
    let was =
        |at: usize| (at.saturating_sub(PAST_TOKENS)..at).any(|at| words.is_in(at, &lexicon::WAS_A_LEVEL));
    let named: Vec<usize> = (from..to).filter(|at| words.is_in(*at, &lexicon::LEVEL)).collect();
    let levels: Vec<String> = named
        .iter()
        .filter(|at| own(**at) && !was(**at) && !denied(words, **at))
        .filter_map(|at| behind(*at))
        .collect();
    // "MAPPA 2 stands", and not "MAPPA 2 June" nor "MAPPA 2 form sent".
    let bare = |at: usize| !words.is_word(at) || words.is_in(at, &lexicon::BEHIND_A_BARE_LEVEL);
    match (levels.as_slice(), named.is_empty()) {
        ([one], _) => Some(one.clone()),
        ([], true) => number(from).filter(|_| bare(from + 1) && is_level_of_now(words, from, to)),
        _ => None,
    }
}

/// Whether the number before a token goes on there: "2/6/24", "2 24".
fn is_more(words: Words<'_>, at: usize) -> bool {
    words.is_number(at)
        || words.kind(at) == Some(TokenKind::Sign) && words.is_number(at + 1) && words.is_glued(at + 1)
}

/// Whether what stands behind the number of a level leaves it the level of now: "level 2 after the meeting", and not "level
/// 2 referral" nor "level 2 not agreed".
fn is_level_of_now(words: Words<'_>, at: usize, to: usize) -> bool {
    let behind = at + 1;
    let end = to.min(words.len()).max(behind.min(words.len()));
    let rest = words.tokens().get(behind..end).unwrap_or_default();
    let free = is_of_the_whole(words, behind)
        || words.is_in(behind, &lexicon::BEHIND_A_BARE_LEVEL)
        || words.is_in(behind, &lexicon::BEHIND_A_SCHEME)
        || words.is_in(behind, &lexicon::CATEGORY)
        || words.is_in(behind, &lexicon::APPROVED);
    free && stance(Words::new(words.source(), rest)) != Stance::Against
}

/// Whether a token divides a label from its value.
fn divides(words: Words<'_>, at: usize) -> bool {
    words.is_sign(at, ":") || words.kind(at) == Some(TokenKind::Cell)
}

/// Whether the scheme is said not to be for somebody: "Not MAPPA managed", "not yet a MAPPA case", "MAPPA: none".
fn unmanaged(words: Words<'_>, name: &Range<usize>) -> Option<String> {
    let before = (name.start.saturating_sub(BEFORE_TOKENS)..name.start).rev();
    let first =
        before.take_while(|at| words.is_in(*at, &lexicon::BEFORE_A_SCHEME)).last().unwrap_or(name.start);
    let denied = first > 0 && words.is(first - 1, "not");
    // "Not MAPPA, but the panel" tells of something else.
    let goes_on = words.is_sign(name.end, ",") && words.is_in(name.end + 1, &lexicon::ENDING_DENIALS);
    let managed = !words.is_word(name.end) && !goes_on || words.is_in(name.end, &lexicon::BEHIND_A_SCHEME);
    let none = divides(words, name.end)
        && words.is_in(name.end + 1, &lexicon::NONE_OF_A_FIELD)
        && !words.is_word(name.end + 2);
    (denied && managed || none).then(|| UNMANAGED.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::check::with_ground;

    fn found(stands: &str, entries: &str) -> usize {
        let plan = format!("## Box\n\nWing: B\n\n{stands}\n\n## Contacts\n\n{entries}\n");
        with_ground(&[("2024-06-01", &plan)], |ground| pairs(ground).len())
    }

    fn check(stands: &str, said: &str) -> bool {
        found(stands, &format!("9 May 2024 - PBSW (R. Tait):\n{said}\n")) > 0
    }

    #[test]
    fn what_goes_on_behind_a_level() {
        let stands = "The VRS has him at low.";
        assert!(check(
            stands,
            "He stays in the high band on the VRS and I would want a year of quiet first."
        ));
        assert!(check(
            stands,
            "I have not repeated the VRS; the last one is that of May 2023, which came out at 18, high."
        ));
        assert!(!check(stands, "I would say he is high on the VRS and he knows it."), "supposed");
        assert!(!check(stands, "I have not repeated the VRS; his brother is high."), "another");
    }

    #[test]
    fn another_level_of_a_tool() {
        for (stands, said) in [
            ("Overall VRS: medium.", "VRS done over two mornings and scored 24, which is High."),
            ("The VRS has him in the low band.", "VRS redone, 17, moderate, same band as before."),
            ("Risk level (VRS): Medium", "Nobody has scored the VRS again and I would still call him High."),
            (
                "VRS: Medium (score 24), 3 May 2022",
                "The VRS has not been repeated and he remains High, 29, until it is.",
            ),
            ("VRS: Low", "He is in the high band of the VRS."),
            ("VRS: Low\n\n| Check | Note |\n|---|---|\n| Risk | VRS done again. Medium. |", "He rang."),
            ("VRS: Low", "The VRS is high, not low."),
            ("VRS: Low", "The VRS is v. high."),
            ("VRS: Low", "The VRS puts him at high risk of reoffending."),
            ("Summary: VRS low.\n\n### VRS\n\nScore 17, High, R. Tait 3 May 2023.", "He rang."),
            (
                "| Tool | Level |\n|---|---|\n| VRS SCORE 26 | Low |",
                "VRS is still Very High as far as we have it.",
            ),
        ] {
            assert!(check(stands, said), "{said}");
        }
    }

    #[test]
    fn what_is_no_other_level_of_now() {
        let stands = "Overall VRS: medium (21).";
        for said in [
            "VRS redone, 20, moderate.",
            "The VRS was High at sentence.",
            "VRS came down from high to medium.",
            "VRS would be high if he drank.",
            "VRS medium/high.",
            "VRS shows alcohol as a high need.",
            "VRS done. He was low in mood.",
            "VRS: moderate for adults, high for children.",
            "The VRS is not high.",
            "SARA: high.",
            "The aim is that the VRS should be low.",
            "VRS finished, her spirits are low.",
            "VRS finished and she is at high risk of eviction.",
            "VRS is wanted soon, staffing level is low.",
            "The VRS has gambling as high.",
            "VRS gambling/spending: high.",
            "VRS (gambling): high.",
            "She thinks the VRS is high and will appeal.",
            "Her sister's VRS is high.",
            "In 2018 the VRS gave high.",
            "VRS 2018: high.",
            "VRS not done. High.",
            "VRS finished and she is high in spirits.",
            "VRS, priority high.",
            "VRS is to be done, priority: high.",
            "VRS is to be done as her risk is high.",
            "VRS due because she is high risk.",
        ] {
            assert!(!check(stands, said), "{said}");
        }
        assert!(
            !check("VRS: 3 May 2022, high.\n\nVRS: 4 May 2023, low.", "He rang."),
            "a list keeps them all"
        );
        let rows =
            "| Tool | Date | Level |\n|---|---|---|\n| VRS | 3 May 2021 | High |\n| VRS | 3 May 2023 | Low |";
        assert!(!check(rows, "VRS is low still."), "a table keeps them all");
        assert!(!check("VRS: low", "Sara High was here."), "a name");
        assert_eq!(found("VRS (gambling): high\n\nVRS (total): medium", "He rang."), 0, "of a part");
        assert_eq!(found("### VRS\n\nMedium.\n\nHigh on gambling.", "He rang."), 0, "of a part");
    }

    #[test]
    fn the_newest_counts() {
        let entry = |day: &str, level: &str| format!("{day} - PBSW (R. Tait):\nVRS redone, now {level}.\n\n");
        let entries = entry("3 May 2022", "high") + &entry("9 May 2024", "low");
        assert_eq!(found("VRS: low", &entries), 0);
        assert_eq!(found("VRS: high", &entries), 1);
    }

    #[test]
    fn one_score_has_one_level() {
        let row =
            "| Tool | Day | Outcome | By |\n|---|---|---|---|\n| VRS | 3 May 2023 | 24 - Medium | R. Tait |";
        let said = |said: &str| found(row, &format!("9 May 2023 - PBSW (R. Tait):\n{said}\n"));
        assert_eq!(said("VRS 24, High, and nobody thought otherwise."), 1);
        assert_eq!(said("Two mornings on the VRS. He was open. Total 24, which is High."), 1);
        assert_eq!(said("VRS 24, medium."), 0);
        assert_eq!(said("Two mornings on the SARA. Total 24, which is High."), 0, "of another tool");
        let rows = format!("{row}\n| VRS | 3 May 2021 | 24 - High | R. Tait |");
        assert_eq!(found(&rows, "He rang."), 0, "a table keeps them all");
    }

    #[test]
    fn the_level_at_which_somebody_is_managed() {
        for (stands, said) in [
            ("MAPPA: Level 1", "He remains at MAPPA Level 2 after the meeting."),
            ("Not MAPPA managed.", "MAPPA referral accepted 19/01/2024, level 2, category 3."),
            ("MAPPA level: 2", "She is not managed under MAPPA, the referral was turned down."),
            ("Not yet a MAPPA case.", "MAPPA 2 stands."),
            ("MAPPA: Level 2", "The co-ordinator tells me she has come down to Level 1 since the winter."),
            ("MAPPA: Level 1", "As far as police are concerned this is still a Level 2 case."),
            ("MAPPA: 9 May 2024, Level 1", "MAPPA met and he is at Level 2."),
        ] {
            assert!(check(stands, said), "{said}");
        }
        for (stands, said) in [
            ("MAPPA: Category 3, Level 2", "MAPPA screening held, stays at Level 2."),
            ("MAPPA: Level 1", "MAPPA level 2 will be asked for."),
            ("MAPPA: Level 1", "Passed Level 2 cookery."),
            ("MAPPA: Level 1", "The learning co-ordinator says he has passed Level 2 in joinery."),
            ("MAPPA: Level 1", "Police visited the Level 2 landing."),
            ("MAPPA: Level 1", "The police visited his Level 2 course."),
            ("MAPPA: Level 1", "The co-ordinator says he may be a Level 2 case."),
            ("MAPPA: Level 1", "MAPPA moved him from level 2 to level 1."),
            ("MAPPA: Level 1", "I have not seen the MAPPA minute."),
            ("MAPPA: Level 1", "His brother is managed at MAPPA Level 2."),
            ("MAPPA: Level 1", "Sat in on MAPPA 3 April 2024, nothing new."),
            ("MAPPA: Level 1", "MAPPA 2 April is in the diary."),
            ("MAPPA: Level 1", "MAPPA 2 minute typed."),
            ("MAPPA: Level 1", "MAPPA 2/4/24 attended."),
            ("MAPPA: Level 1", "MAPPA Level 2 request declined."),
            ("MAPPA: Level 1", "MAPPA level 2 was not accepted."),
            ("MAPPA: Level 1", "If he moved he might be a MAPPA Level 2 case."),
            ("MAPPA: Level 1", "Cousin's stepson is MAPPA Level 3."),
            ("MAPPA: Level 1", "MAPPA: swimming level 2 of the pool."),
            ("MAPPA: Level 1", "Not MAPPA, but the panel of the town."),
            ("MAPPA: Level 1", "MAPPA Level 2 meeting on 3 June 2024."),
            ("MAPPA: Level 1", "MAPPA Level 2 is sought by police."),
            ("MAPPA: Level 1", "MAPPA level 2 of the form is blank."),
        ] {
            assert!(!check(stands, said), "{said}");
        }
    }
}
