//! What the lines of a paragraph are: prose, or rows, bullets, pairs and signatures that Markdown does not know.

use std::cell::LazyCell;
use std::ops::Range;

use memchr::{memchr, memchr3_iter};

use super::entries::heads;
use super::entries::labelled;
use super::entries::people::People;
use super::entries::run_on;
use super::entries::stamps;
use super::headings::{self, Likeness};
use super::reading::unnumbered;
use super::run_in;
use crate::lexicon;
use crate::text::{Token, TokenKind, Words, folded_sign, has_break};

/// A run of lines of one paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) kind: RunKind,
    /// Tokens, as indices into those of the paragraph; a bullet is left out.
    pub(super) tokens: Range<usize>,
    /// The token that is its bullet; none for an item that opens with a box to tick, which says something.
    pub(super) bullet: Option<usize>,
    /// Of an entry of one line how many of its tokens are its head, as that has been found out.
    pub(super) head: Option<usize>,
    /// Whether it is prose in which another note begins than that of the prose above it.
    pub(super) parted: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RunKind {
    Prose,
    Row,
    /// A row whose cells tabs part.
    TabRow,
    Item,
    Pair,
    Signature,
    /// The head of an entry, and the prose behind it.
    Entry,
    /// A line that opens a section of this level.
    Heading(u8),
    /// A line that perhaps opens a section.
    Perhaps,
    /// Signs alone, as of a rule that Markdown does not know.
    Rule,
}

/// Longest signature, in tokens.
const SIGNATURE_TOKENS_MAX: usize = 24;
/// Longest label of a pair, in tokens.
const LABEL_TOKENS_MAX: usize = 6;
/// Longest label of a pair among others, in tokens.
const LONG_LABEL_TOKENS_MAX: usize = 9;
/// Longest value of a pair, in tokens.
const VALUE_TOKENS_MAX: usize = 30;

/// Cuts a paragraph into runs.
pub(super) fn runs(source: &str, tokens: &[Token], people: &People) -> Vec<Run> {
    let mut lines = lines(source, tokens);
    let lead = if people.forms().run_in() { run_in::end(source, tokens) } else { 0 };
    if lead > 0 {
        lines[0].start = lead;
    }
    // Without a colon there are neither labels nor pairs.
    let labelled = memchr(b':', text_of(source, tokens).as_bytes()).is_some();
    let asks = labelled || labelled::may_ask(text_of(source, tokens));
    let head = if asks && lead == 0 { labelled::end(source, tokens, &lines) } else { 0 };
    let came_back = labelled && lead == 0 && people.forms().labelled();
    let head = if head == 0 && came_back { labelled::lead_end(source, tokens, &lines) } else { head };
    if head > 0 {
        return vec![Run { head: Some(head), ..run(RunKind::Entry, 0..tokens.len()) }];
    }
    if labelled && lines.iter().any(|line| label(source, &tokens[line.clone()]).is_some()) {
        lines = lines.into_iter().flat_map(|line| fields_of(source, tokens, line, people)).collect();
    }
    let is_pair = |line: &Range<usize>| {
        let line = &tokens[line.clone()];
        is_pair(source, line) && !is_signature(source, line, None) && !heads::opens_entry(source, line)
    };
    // A label alone may be a heading.
    let is_label = lines.len() == 1 && text(source, tokens, tokens.len() - 1) == ":";
    let fields = if labelled && !is_label { kinds_of_fields(source, tokens, &lines, is_pair) } else { None };
    if let Some(kinds) = fields {
        let field = |(tokens, kind)| Run { kind, tokens, bullet: None, head: None, parted: false };
        return lines.into_iter().zip(kinds).map(field).collect();
    }
    let bullets = LazyCell::new(|| Bullets::of(source, tokens, &lines));
    let celled = tokens.iter().any(|token| token.kind == TokenKind::Cell);
    let tabled = celled && lines.iter().filter(|line| is_tab_row(&tokens[(*line).clone()])).count() > 1;
    let contents = lines.iter().any(|line| is_led(source, &tokens[line.clone()]));
    let mut runs: Vec<Run> = Vec::new();
    if lead > 0 {
        runs.push(run(RunKind::Heading(headings::BOLD), 0..lead));
    }
    for at in 0..lines.len() {
        let line = &tokens[lines[at].clone()];
        let next = if tabled && is_tab_row(line) {
            run(RunKind::TabRow, lines[at].clone())
        } else if may_be_bullet(text(source, line, 0)) && bullets.opens(source, line) {
            run(RunKind::Item, lines[at].clone())
        } else if opens_with_box(source, line)
            || is_led(source, line)
            || contents && ends_in_page(source, line)
        {
            Run { kind: RunKind::Item, tokens: lines[at].clone(), bullet: None, head: None, parted: false }
        } else {
            line_run(source, tokens, &lines, at, people)
        };
        match runs.last_mut().filter(|last| continues(last, next.kind)) {
            Some(last) => {
                let parted = opens_next_note(source, tokens, last, &next, people);
                if parted {
                    runs.push(Run { parted, ..next });
                } else {
                    last.tokens.end = next.tokens.end;
                    last.head = None;
                }
            }
            None => runs.push(next),
        }
    }
    runs.into_iter().flat_map(|run| notes_of(source, tokens, run, people)).collect()
}

/// A run of prose cut where notes with heads of their own begin in it.
fn notes_of(source: &str, tokens: &[Token], whole: Run, people: &People) -> Vec<Run> {
    let heads = match whole.kind {
        RunKind::Prose | RunKind::Entry => run_on::heads(source, &tokens[whole.tokens.clone()], people),
        _ => Vec::new(),
    };
    let (start, end) = (whole.tokens.start, whole.tokens.end);
    let Some((first, _)) = heads.first().copied() else { return vec![whole] };
    let ends = heads.iter().skip(1).map(|(at, _)| start + at).chain([end]).collect::<Vec<_>>();
    let notes = heads
        .iter()
        .zip(ends)
        .map(|((at, head), end)| Run { head: Some(*head), ..run(RunKind::Entry, start + at..end) });
    let before = Run { tokens: start..start + first, ..whole };
    (first > 0).then_some(before).into_iter().chain(notes).collect()
}

/// What each line is where they are the fields of a form: all are pairs, or all have labels and most are pairs. One whose
/// value goes on in sentences makes no prose of the others. Among others that are plain pairs a label may have a comma or
/// a number in it and be longer: "Supervising officer, community: Ann Other", "HS 2007: Medium".
fn kinds_of_fields(
    source: &str,
    tokens: &[Token],
    lines: &[Range<usize>],
    is_pair: impl Fn(&Range<usize>) -> bool,
) -> Option<Vec<RunKind>> {
    let is_labelled =
        |line: &[Token]| long_label(source, line).or_else(|| marked_label(source, line)).is_some();
    if !lines.iter().all(|line| is_labelled(&tokens[line.clone()])) {
        return None;
    }
    let is_long_pair = |line: &Range<usize>| {
        let line = &tokens[line.clone()];
        has_short_value(source, line, long_label(source, line)) && !heads::opens_entry(source, line)
    };
    let plain = lines.iter().filter(|line| is_pair(line)).count();
    let is_pair = |line: &Range<usize>| is_pair(line) || is_long_pair(line);
    let pairs = lines.iter().filter(|line| is_pair(line)).count();
    let is_form = plain == lines.len() || (plain >= FIELDS_MIN && pairs * 2 > lines.len());
    let kind = |line| if is_pair(line) { RunKind::Pair } else { RunKind::Prose };
    is_form.then(|| lines.iter().map(kind).collect())
}

/// Fewest pairs that make a form of a paragraph which has other lines with labels.
const FIELDS_MIN: usize = 2;

/// What one line of a paragraph is, by itself and its neighbours.
fn line_run(source: &str, tokens: &[Token], lines: &[Range<usize>], at: usize, people: &People) -> Run {
    let line = lines[at].clone();
    let own = &tokens[line.clone()];
    let before = (line.start > 0).then(|| text(source, tokens, line.start - 1));
    let kind = kind(source, own, before);
    if kind != RunKind::Prose {
        return run(kind, line);
    }
    if is_rule(source, own) {
        return run(RunKind::Rule, line);
    }
    if at + 1 == lines.len() && closes_entry(source, own, before, people) {
        return run(RunKind::Signature, line);
    }
    // Nothing tells whether it is of what stands above or below.
    let doubted = |dress| people.forms().doubts(dress);
    if lines.len() == 1 && stamps::dress(source, own, people).is_some_and(doubted) {
        return run(RunKind::Perhaps, line);
    }
    let head = if before.is_none_or(closes_sentence) { heads::head(source, own, people) } else { 0 };
    if head > 0 {
        return Run { head: Some(head), ..run(RunKind::Entry, line) };
    }
    let beside =
        |at: Option<usize>| at.and_then(|at| lines.get(at)).map_or(&[][..], |line| &tokens[line.clone()]);
    let paragraph =
        headings::Line { source, tokens, before: beside(at.checked_sub(1)), after: beside(Some(at + 1)) };
    match headings::likeness(paragraph, &line) {
        Some(Likeness::Heading { level, tokens }) => run(RunKind::Heading(level), tokens),
        Some(Likeness::Perhaps) => run(RunKind::Perhaps, line),
        None if lines.len() == 1 && is_pair(source, own) => run(RunKind::Pair, line),
        None => run(RunKind::Prose, line),
    }
}

/// Whether the last line of a paragraph says who wrote what stands above it, and when: under text always, alone where such
/// lines of the plan do.
fn closes_entry(source: &str, line: &[Token], before: Option<&str>, people: &People) -> bool {
    let below_text = before.map(|sign| closes_sentence(sign) && !matches!(sign, ":" | "|"));
    let closes = |dress| below_text == Some(true) || below_text.is_none() && people.forms().closes(dress);
    stamps::dress(source, line, people).is_some_and(closes)
}

/// "=====", "-----": a line of three or more of one sign.
fn is_rule(source: &str, line: &[Token]) -> bool {
    let first = text(source, line, 0);
    matches!(first, "=" | "-" | "_" | "*" | "~" | "\u{2013}" | "\u{2014}" | "\u{2500}" | "\u{2550}")
        && line.len() >= 3
        && line.iter().all(|token| token.span.of(source) == first)
}

/// Cuts a list item where one of its lines opens with a bullet that Markdown does not know.
pub(super) fn bulleted(source: &str, tokens: &[Token]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for line in lines(source, tokens) {
        let opens = is_bullet(text(source, tokens, line.start)) && line.len() > 1;
        match runs.last_mut() {
            Some(last) if !opens => last.tokens.end = line.end,
            _ => runs.push(run(if opens { RunKind::Item } else { RunKind::Prose }, line)),
        }
    }
    runs
}

/// Whether a line of prose opens with a number, as of a day, and the one above it ends with initials of the plan's key in
/// brackets behind a sentence: whoever signs below it did not write what stands above.
fn opens_next_note(source: &str, tokens: &[Token], last: &Run, next: &Run, people: &People) -> bool {
    let prose = [last, next].iter().all(|run| run.kind == RunKind::Prose);
    let number = tokens[next.tokens.start].kind == TokenKind::Number;
    let [.., stop, opens, initials, closes] = &tokens[last.tokens.clone()] else { return false };
    let bracket = matches!((opens.span.of(source), closes.span.of(source)), ("(", ")") | ("[", "]"));
    prose
        && number
        && bracket
        && closes_sentence(stop.span.of(source))
        && people.is_keyed(initials.span.of(source))
}

/// A wrapped line belongs to the run before it, unless it opens one of its own.
fn continues(last: &Run, kind: RunKind) -> bool {
    kind == RunKind::Prose
        && match last.kind {
            RunKind::Prose | RunKind::Item | RunKind::Entry => true,
            RunKind::Signature => last.tokens.len() < SIGNATURE_TOKENS_MAX / 2,
            _ => false,
        }
}

fn run(kind: RunKind, line: Range<usize>) -> Run {
    let bullet = (kind == RunKind::Item).then_some(line.start);
    Run {
        kind,
        tokens: line.start + usize::from(bullet.is_some())..line.end,
        bullet,
        head: None,
        parted: false,
    }
}

/// Token ranges of the lines.
pub(super) fn lines(source: &str, tokens: &[Token]) -> Vec<Range<usize>> {
    let Some(first) = tokens.first().map(|first| first.span.start) else { return Vec::new() };
    let mut lines = Vec::new();
    let mut start = 0;
    // What ends a line, or may be written as a tag that does.
    for place in memchr3_iter(b'\n', b'\r', b'<', text_of(source, tokens).as_bytes()) {
        let place = first + place as u32;
        let at = start + tokens[start..].partition_point(|token| token.span.start <= place);
        let Some([before, after]) = at.checked_sub(1).and_then(|last| tokens.get(last..last + 2)) else {
            break;
        };
        // One that is a token, or stands in one, ends no line.
        let between = before.span.end <= place && at > start;
        if between && has_break(&source[before.span.end as usize..after.span.start as usize]) {
            lines.push(start..at);
            start = at;
        }
    }
    lines.push(start..tokens.len());
    lines
}

/// The text from the first of these tokens to the last.
pub(super) fn text_of<'a>(source: &'a str, tokens: &[Token]) -> &'a str {
    tokens.first().zip(tokens.last()).map_or("", |(first, last)| first.span.cover(last.span).of(source))
}

/// The fields of a line that opens with one and has others behind wide gaps or in bold: "Name: Ann Other   Born: 1984",
/// "**Wing:** B **Room:** 4"; else the line.
fn fields_of(source: &str, tokens: &[Token], line: Range<usize>, people: &People) -> Vec<Range<usize>> {
    let own = &tokens[line.clone()];
    // The head of an entry says who wrote it and when in fields of its own.
    let is_head = || heads::opens_entry(source, own) || heads::head(source, own, people) > 0;
    if label(source, own).is_none() || is_head() {
        return vec![line];
    }
    let opens = |at: &usize| {
        let gap = &source[tokens[*at - 1].span.end as usize..tokens[*at].span.start as usize];
        let wide = gap.contains("  ") || gap.contains(" **") || gap.contains(" __");
        let label = || label(source, &tokens[*at..line.end]);
        let names = |label: &[Token]| label.iter().all(|token| token.kind == TokenKind::Word);
        wide && text(source, tokens, *at - 1) != ":" && label().is_some_and(names)
    };
    let mut starts: Vec<usize> = vec![line.start];
    starts.extend((line.start + 1..line.end).filter(opens));
    let ends = starts.iter().skip(1).copied().chain([line.end]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

fn kind(source: &str, line: &[Token], before: Option<&str>) -> RunKind {
    let first = text(source, line, 0);
    if first == "|" && line.len() > 2 && line.iter().filter(|token| token.span.of(source) == "|").count() > 1
    {
        RunKind::Row
    } else if is_bullet(first) && line.len() > 1 {
        RunKind::Item
    } else if is_signature(source, line, before) {
        RunKind::Signature
    } else {
        RunKind::Prose
    }
}

/// Bullets of other systems, which Markdown does not know. Hollow and filled ones are left as text: a form may
/// answer with them.
fn is_bullet(sign: &str) -> bool {
    matches!(
        sign,
        "\u{2022}"
            | "\u{2023}"
            | "\u{25aa}"
            | "\u{25ab}"
            | "\u{25e6}"
            | "\u{b7}"
            | "\u{2219}"
            | "\u{25ba}"
            | "\u{27a2}"
            | "\u{f0b7}"
            | "\u{f0a7}"
            | "\u{f0d8}"
    )
}

/// Signs that open the items of a word processor's list, where they may also stand for something else: a dash, a
/// paragraph sign, a letter, a filled or hollow dot with which a form may answer.
#[derive(Clone, Copy, Debug)]
struct Bullets {
    /// Lines that open with each of [`DOUBTFUL_BULLETS`].
    counts: [usize; DOUBTFUL_BULLETS.len()],
    /// Whether filled and hollow signs stand side by side, as the answers of a form do.
    answers: bool,
    /// Whether the line of an item opens with a filled or hollow sign: a shorter line beside it is one too.
    signed_item: bool,
}

impl Bullets {
    fn of(source: &str, tokens: &[Token], lines: &[Range<usize>]) -> Self {
        let firsts = || lines.iter().map(|line| text(source, tokens, line.start));
        let counts = DOUBTFUL_BULLETS.map(|sign| firsts().filter(|first| *first == sign).count());
        let has = |signs: &[&str]| {
            let mut long =
                tokens.iter().filter(|token| token.kind == TokenKind::Sign && token.span.len() > 1);
            long.any(|token| signs.contains(&token.span.of(source)))
        };
        let signed_item = lines.iter().any(|line| {
            let opens = |signs: &[&str]| signs.contains(&text(source, tokens, line.start));
            (opens(&FILLED) || opens(&HOLLOW)) && words(&tokens[line.clone()]) >= ITEM_WORDS_MIN
        });
        Self { counts, answers: has(&FILLED) && has(&HOLLOW), signed_item }
    }

    /// Whether the line opens with a bullet.
    fn opens(self, source: &str, line: &[Token]) -> bool {
        let [first, second, ..] = line else { return false };
        let sign = first.span.of(source);
        let spaced = second.span.start > first.span.end;
        if FILLED.contains(&sign) || HOLLOW.contains(&sign) {
            return spaced && !self.answers && self.signed_item;
        }
        let Some(at) = DOUBTFUL_BULLETS.iter().position(|bullet| *bullet == sign) else { return false };
        let tabbed = source[first.span.end as usize..second.span.start as usize].contains('\t');
        let plain = second.kind == TokenKind::Word;
        spaced && plain && (tabbed || self.counts[at] > 1)
    }
}

fn words(line: &[Token]) -> usize {
    line.iter().filter(|token| token.kind == TokenKind::Word).count()
}

/// Whether a sign may be one of those: none but one letter is ASCII.
fn may_be_bullet(sign: &str) -> bool {
    !sign.is_ascii() || sign == "o"
}

/// Fewest words of an item behind a filled or hollow sign: the answers of a form are shorter.
const ITEM_WORDS_MIN: usize = 3;
const FILLED: [&str; 4] = ["\u{25cf}", "\u{25a0}", "\u{26ab}", "\u{25c6}"];
const HOLLOW: [&str; 3] = ["\u{25cb}", "\u{26aa}", "\u{25c7}"];
/// Bullets only where a tab follows or other lines of the paragraph open with them too.
const DOUBTFUL_BULLETS: [&str; 5] = ["o", "\u{a7}", "\u{2013}", "\u{2014}", "\u{d8}"];

/// Whether a line opens with a box to tick, ticked or not, and has words behind it: "☒ Claim made", "[x] Claim made".
fn opens_with_box(source: &str, line: &[Token]) -> bool {
    let sign = |at: usize| text(source, line, at);
    let end = match (sign(0), sign(1), sign(2)) {
        ("\u{2610}" | "\u{2611}" | "\u{2612}" | "\u{2713}" | "\u{2714}" | "\u{2717}" | "\u{2718}", ..) => 1,
        ("[", "]", _) => 2,
        ("[", "x" | "X" | "\u{2713}" | "\u{2714}", "]") => 3,
        _ => return false,
    };
    let spaced = line.get(end).is_some_and(|next| next.span.start > line[end - 1].span.end);
    spaced && line[end..].iter().any(|token| token.kind == TokenKind::Word)
}

/// A line of a table of contents: a title, dots that lead to the edge, the number of a page.
fn is_led(source: &str, line: &[Token]) -> bool {
    let Some((last, rest)) = line.split_last() else { return false };
    let dots = rest.iter().rev().take_while(|token| token.span.of(source) == ".").count();
    let wide = rest.iter().rev().take_while(|token| token.span.of(source) == "\u{2026}").count();
    last.kind == TokenKind::Number && (dots >= LEADER_DOTS_MIN || wide > 1) && rest.len() > dots + wide
}

/// Whether a line ends in a number that a tab or a wide gap parts from the words before it: beside lines with dots, the
/// page of its title.
fn ends_in_page(source: &str, line: &[Token]) -> bool {
    let [.., before, last] = line else { return false };
    let gap = &source[before.span.end as usize..last.span.start as usize];
    last.kind == TokenKind::Number && (gap.contains('\t') || gap.len() > 2)
}

/// Fewest full stops that lead from a title to its page.
const LEADER_DOTS_MIN: usize = 4;

/// Whether tabs part a line into three cells or more.
fn is_tab_row(line: &[Token]) -> bool {
    line.iter().filter(|token| token.kind == TokenKind::Cell).count() >= TABS_MIN
}

/// Fewest tabs of a row.
const TABS_MIN: usize = 2;

/// The lines of a paragraph that tabs part into cells, as token ranges; a line that opens with a label is none.
pub(super) fn tab_rows(source: &str, tokens: &[Token]) -> Vec<Range<usize>> {
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return Vec::new() };
    if memchr(b'\t', first.span.cover(last.span).of(source).as_bytes()).is_none() {
        return Vec::new();
    }
    let gap = |at: usize| &source[tokens[at - 1].span.end as usize..tokens[at].span.start as usize];
    let tabs =
        |line: &Range<usize>| line.clone().skip(1).map(|at| gap(at).matches('\t').count()).sum::<usize>();
    let labelled = |line: &Range<usize>| {
        let first = line.clone().skip(1).find(|at| gap(*at).contains('\t'));
        first.is_some_and(|at| text(source, tokens, at - 1) == ":")
    };
    lines(source, tokens).into_iter().filter(|line| tabs(line) >= TABS_MIN && !labelled(line)).collect()
}

/// "Signed: J. Smith, PBSW, 12 May 2024", "(Entry by …)", "— J. Smith, PBSW, 12/05/24".
fn is_signature(source: &str, line: &[Token], before: Option<&str>) -> bool {
    if line.len() > SIGNATURE_TOKENS_MAX || before.is_some_and(|sign| !closes_sentence(sign)) {
        return false;
    }
    let bracket = usize::from(text(source, line, 0) == "(");
    let (first, second) = (text(source, line, bracket), text(source, line, bracket + 1));
    match first {
        _ if first.eq_ignore_ascii_case("signed") && is_capitalised(first) => {
            matches!(second, ":" | "by" | "-" | "\u{2013}" | "\u{2014}") || line.len() == 1
        }
        // "Written by himself on 3 May 2024:" opens what stands below it.
        _ if lexicon::WRITTEN_BY.has_exactly(first) => {
            second == "by" && text(source, line, line.len() - 1) != ":" || (second == ":" && bracket == 1)
        }
        "\u{2014}" | "\u{2013}" => {
            signs_by_name(source, line) || ends_in_date(source, line) && is_capitalised(second)
        }
        _ => false,
    }
}

/// Whether what is left of a paragraph is a signature by its first word: "Signed: Insp. S Penhale 3/5/24".
pub(super) fn opens_signature(source: &str, rest: &[Token]) -> bool {
    let first = text(source, rest, 0);
    rest.len() <= SIGNATURE_TOKENS_MAX
        && first.eq_ignore_ascii_case("signed")
        && is_capitalised(first)
        && text(source, rest, 1) == ":"
        && names_signer(source, &rest[2..])
}

/// Whether words are those of who signs: with a title, a rank or an initial, or two capitals; and no answer of a form.
fn names_signer(source: &str, own: &[Token]) -> bool {
    let words = Words::new(source, own);
    let capital = |at: usize| words.is_word(at) && words.is_capitalised(at);
    let answer = lexicon::FORM_ANSWERS.has_exactly(&words.text(0).to_uppercase());
    let field = (0..words.len()).any(|at| words.is_sign(at, ":"));
    capital(0) && !answer && !field && (is_initial(words, 0) || (1..words.len().min(3)).any(capital))
}

/// "Completed by S Penhale on 3/5/24 at 10:44", without a stop: the time shows that a machine put it behind a note.
pub(super) fn signs_as_system(source: &str, line: &[Token], people: &People) -> bool {
    let timed = || line.iter().any(|token| token.span.of(source).contains(':'));
    let stopped = || line.last().is_some_and(|last| last.is_byte(source, b'.'));
    let opens = line.first().is_some_and(|first| lexicon::WRITTEN_BY_SYSTEM.has(first.span.of(source)));
    opens && timed() && !stopped() && stamps::dress(source, line, people) == Some(stamps::Dress::Told)
}

/// "– S Penhale", "— J. K. Orr, PBSW": a dash, initials and a name, with a job or a day behind a comma at most.
pub(super) fn signs_by_name(source: &str, line: &[Token]) -> bool {
    let is_word = |at: usize| line.get(at).is_some_and(|token| token.kind == TokenKind::Word);
    let initial = |at: usize| {
        is_word(at) && text(source, line, at).len() == 1 && is_capitalised(text(source, line, at))
    };
    let mut at = 1;
    while initial(at) && at <= INITIALS_MAX * 2 {
        at += 1 + usize::from(text(source, line, at + 1) == ".");
    }
    let name = is_word(at) && is_capitalised(text(source, line, at));
    let mut end = at + 1;
    if matches!(text(source, line, end), "-" | "'") && is_word(end + 1) {
        end += 2;
    }
    let ended =
        end == line.len() || (text(source, line, end) == "," && line.len() <= SIGNATURE_TOKENS_MAX / 2);
    matches!(text(source, line, 0), "\u{2013}" | "\u{2014}") && at > 1 && name && ended
}

/// "Dr S Penhale, 12 May 2024", "FCDO L Orr 12-5-24": a name with an initial or a title, a job in capitals, and the day, at
/// the end of a paragraph.
pub(super) fn signs_by_name_and_day(source: &str, line: &[Token]) -> bool {
    if line.len() > SIGNATURE_TOKENS_MAX / 2 {
        return false;
    }
    let Some(day) = heads::date(source, line).filter(|day| day.start > 1 && day.end == line.len()) else {
        return false;
    };
    let words = Words::new(source, &line[..day.start]);
    let titled = |at: usize| words.is_in(at, &lexicon::COURTESY_TITLES) || is_initial(words, at);
    let named = |at: usize| words.is_capitalised(at) && words.is_word(at);
    let signs = |at: usize| matches!(words.text(at), "," | "." | "(" | ")" | "-" | "'" | "\u{2013}" | "/");
    if !(0..words.len()).all(|at| named(at) || signs(at)) {
        return false;
    }
    // A job may stand before the name; "Visit Mr Orr" tells of one.
    let job = |at: usize| signs(at) || is_in_capitals(words, at) || words.is_in(at, &lexicon::HEAD_ROLES);
    let Some(title) = (0..words.len()).find(|at| titled(*at)).filter(|title| (0..*title).all(job)) else {
        return false;
    };
    let behind = (title..words.len()).find(|at| !titled(*at) && !words.is_sign(*at, "."));
    behind.is_some_and(|at| named(at) && words.text(at).len() > 1)
}

/// Whether a word is a code of capitals: "FCDO".
fn is_in_capitals(words: Words<'_>, at: usize) -> bool {
    words.text(at).len() > 1 && words.text(at).chars().all(|c| c.is_uppercase() || c.is_ascii_digit())
}

/// Whether a word is one capital letter: "S" of "Dr S Penhale".
fn is_initial(words: Words<'_>, at: usize) -> bool {
    words.is_word(at) && words.text(at).len() == 1 && words.is_capitalised(at) && words.text(at) != "I"
}

/// Most initials of a name.
const INITIALS_MAX: usize = 3;

fn closes_sentence(sign: &str) -> bool {
    matches!(sign, "." | "!" | "?" | ")" | "\"" | "'" | "\u{201d}" | "\u{2019}" | ":" | "|")
}

fn ends_in_date(source: &str, line: &[Token]) -> bool {
    let tail = &line[line.len().saturating_sub(3)..];
    tail.iter().any(|token| token.kind == TokenKind::Number && token.span.of(source).len() >= 2)
}

/// "**Name:** Ann Other": a label of a few words that opens with a capital, a colon, and a value that is no prose.
fn is_pair(source: &str, line: &[Token]) -> bool {
    has_short_value(source, line, label(source, line).or_else(|| marked_label(source, line)))
}

/// A label in strong emphasis, which may be longer and have a comma or a number in it: "**Course (boats, 12 weeks):** done".
fn marked_label<'t>(source: &str, line: &'t [Token]) -> Option<&'t [Token]> {
    let label = before_colon(source, line, MARKED_LABEL_TOKENS_MAX)?;
    let strong = |text: Option<&str>| text.is_some_and(|text| STRONG.iter().any(|mark| text.contains(mark)));
    let (first, last) = (label.first()?.span.start as usize, label.last()?.span.end as usize);
    let behind = line.get(label.len() + 1)?.span.start as usize;
    let opens = STRONG.iter().any(|mark| source[..first].ends_with(mark));
    (opens && strong(source.get(last..behind))).then_some(label)
}

/// Longest label in strong emphasis, in tokens.
const MARKED_LABEL_TOKENS_MAX: usize = 16;
/// How Markdown marks strong emphasis.
pub(super) const STRONG: [&str; 2] = ["**", "__"];

/// Whether what stands behind a label and its colon is no prose.
fn has_short_value(source: &str, line: &[Token], label: Option<&[Token]>) -> bool {
    label.map(|label| &line[label.len() + 1..]).is_some_and(|value| {
        value.len() <= VALUE_TOKENS_MAX && crate::text::sentences(source, value).len() <= 1
    })
}

/// The label that a line opens with, before its colon.
fn label<'t>(source: &str, line: &'t [Token]) -> Option<&'t [Token]> {
    let plain = |token: &Token| {
        token.kind == TokenKind::Word
            || matches!(folded_sign(token.span.of(source)), "." | "/" | "-" | "&" | "'" | "(" | ")")
    };
    before_colon(source, line, LABEL_TOKENS_MAX).filter(|label| unnumbered(source, label).iter().all(plain))
}

/// The label that a line of a form opens with.
fn long_label<'t>(source: &str, line: &'t [Token]) -> Option<&'t [Token]> {
    let ends = |token: &Token| matches!(token.span.of(source), "." | "?" | "!" | ";");
    before_colon(source, line, LONG_LABEL_TOKENS_MAX)
        .filter(|label| label.len() <= LABEL_TOKENS_MAX || !label.iter().any(ends))
}

/// What stands before the first colon of a line, within so many tokens, where it opens with a capital.
fn before_colon<'t>(source: &str, line: &'t [Token], within: usize) -> Option<&'t [Token]> {
    let colon = line.iter().take(within + 1).position(|token| token.is_byte(source, b':'));
    let label = &line[..colon.filter(|colon| *colon > 0)?];
    is_capitalised(text(source, unnumbered(source, label), 0)).then_some(label)
}

fn is_capitalised(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

fn text<'a>(source: &'a str, tokens: &[Token], at: usize) -> &'a str {
    tokens.get(at).map_or("", |token| token.span.of(source))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Span, tokenise};

    fn check(text: &str) -> Vec<(RunKind, &str)> {
        let mut tokens = Vec::new();
        tokenise(text, Span::new(0, text.len()), &[], &mut tokens);
        let span = |run: &Run| tokens[run.tokens.start].span.cover(tokens[run.tokens.end - 1].span);
        runs(text, &tokens, &People::default()).iter().map(|run| (run.kind, span(run).of(text))).collect()
    }

    #[test]
    fn a_field_that_goes_on_in_sentences_makes_no_prose_of_the_others() {
        assert_eq!(
            check("Boat: Skerry\nBerth: Quay 4. Ask the harbour master.\nR.N.: 40\nBuilt: 1984"),
            [
                (RunKind::Pair, "Boat: Skerry"),
                (RunKind::Prose, "Berth: Quay 4. Ask the harbour master."),
                (RunKind::Pair, "R.N.: 40"),
                (RunKind::Pair, "Built: 1984"),
            ]
        );
    }

    #[test]
    fn several_fields_stand_in_a_line() {
        let pair = |text| (RunKind::Pair, text);
        assert_eq!(
            check("Boat: Skerry  Berth: Quay 4   Built: 1984\nOwner: Ann Other"),
            [pair("Boat: Skerry"), pair("Berth: Quay 4"), pair("Built: 1984"), pair("Owner: Ann Other")]
        );
        let bold =
            crate::document::parse("**Boat:** Skerry **Berth:** Quay 4  \n**Owner:** Ann Other\n".to_owned());
        assert_eq!(bold.unwrap().units().len(), 3);
        let prose = "He said:  Ask the master. Then:  no.";
        assert_eq!(check(prose), [(RunKind::Prose, prose)], "no label");
        assert_eq!(check("Boat: Skerry, see Berth: Quay 4").len(), 1, "no gap");
    }

    #[test]
    fn labels_of_a_form_are_longer_and_have_commas_and_numbers() {
        let form = "Boat: Skerry\nOwner, since sold: Ann Other\nHS 2007: Medium (4)\nReview: no\nRisk of fire, flood or a slow leak: low";
        let kinds: Vec<RunKind> = check(form).into_iter().map(|(kind, _)| kind).collect();
        assert_eq!(kinds, [RunKind::Pair; 5]);
        let prose = "Owner, since sold: Ann Other\nIn 1984 it was built: by hand";
        assert_eq!(check(prose), [(RunKind::Prose, prose)], "no plain pair among them");
    }

    #[test]
    fn who_signs_at_the_end_of_a_paragraph() {
        let kinds = |end: &str| {
            let document = crate::document::parse(format!("He was seen. He is well. {end}\n")).unwrap();
            document.units().last().map(|unit| unit.kind == crate::document::UnitKind::Signature)
        };
        for end in ["Dr S Penhale, 12 May 2024", "FCDO L Orr 12-5-24", "R. Tait (PBSW), 12/05/2024"] {
            assert_eq!(kinds(end), Some(true), "{end}");
        }
        for end in [
            "Expires 12 May 2024",
            "Seen by Dr Penhale 12 May 2024",
            "Next Review 12 May 2024",
            "Appointment Dr Penhale 12 June 2024",
            "Visit Mr Orr 3/6/24",
            "Security Category C, 12 May 2024",
        ] {
            assert_eq!(kinds(end), Some(false), "{end}");
        }
    }

    #[test]
    fn a_label_in_strong_emphasis_is_one_with_commas_and_numbers() {
        let units = |text: &str| crate::document::parse(text.to_owned()).unwrap().units().len();
        assert_eq!(units("**Need:** High\n**Course (boats, one to one, 12 weeks):** done\n"), 2);
        assert_eq!(units("Owner, since sold: Ann Other\nand the boat: with her.\n"), 1, "nothing marks it");
    }

    #[test]
    fn pairs_stand_a_line_each() {
        assert_eq!(
            check("Name: Ann Other\nReference No.: 4/B\nEDL: 4 May 2024"),
            [
                (RunKind::Pair, "Name: Ann Other"),
                (RunKind::Pair, "Reference No.: 4/B"),
                (RunKind::Pair, "EDL: 4 May 2024")
            ]
        );
    }

    #[test]
    fn wrapped_prose_is_one_run() {
        assert_eq!(check("He said: nothing\nat all.").len(), 1);
        assert_eq!(check("He was asked and\nsigned by his own hand.").len(), 1);
    }

    #[test]
    fn foreign_bullets_open_items() {
        assert_eq!(check("• one\nmore\n• two"), [(RunKind::Item, "one\nmore"), (RunKind::Item, "two")]);
    }

    #[test]
    fn bullets_of_word_processors() {
        for bullet in
            ["\u{b7}  ", "\u{25cf}\t", "\u{25cb} ", "\u{25a0} ", "\u{2013} ", "\u{27a2} ", "\u{a7} ", "o  "]
        {
            let text = format!("{bullet}See her doctor soon\n{bullet}Write to the bank");
            assert_eq!(
                check(&text),
                [(RunKind::Item, "See her doctor soon"), (RunKind::Item, "Write to the bank")],
                "{bullet}"
            );
        }
    }

    #[test]
    fn a_short_line_beside_items_is_one() {
        let text = "\u{25cf} Choir\n\u{25cf} Write to the bank\n\u{25cf} Gym \u{2013} refused";
        let items = ["Choir", "Write to the bank", "Gym \u{2013} refused"].map(|item| (RunKind::Item, item));
        assert_eq!(check(text), items);
    }

    #[test]
    fn signs_that_answer_or_say_something_are_text() {
        for text in [
            "\u{25cf} Yes\n\u{25cb} No",
            "\u{25cf} Not started at all\n\u{25cb} Under way by now",
            "\u{a7} 38 applies.",
            "She was seen\n\u{2013} and sent home.",
        ] {
            assert!(check(text).iter().all(|(kind, _)| *kind != RunKind::Item), "{text}");
        }
    }

    #[test]
    fn who_wrote_what_stands_below_a_colon_signs_nothing_above() {
        let kind = |line: &str| check(&format!("She is well.\n{line}")).last().map(|(kind, _)| *kind);
        assert_eq!(kind("Written by herself 3 May 2024"), Some(RunKind::Signature));
        assert_ne!(kind("Written by herself 3 May 2024 (as she says it):"), Some(RunKind::Signature));
    }

    #[test]
    fn signatures_of_three_kinds() {
        for signature in [
            "Signed: A. Other, PBSW,\n12 May 2024",
            "(Entry by A. Other, 12 May 2024)",
            "— A. Other, PBSW, 12/05/24",
        ] {
            let text = format!("He was seen.\n{signature}");
            assert_eq!(check(&text), [(RunKind::Prose, "He was seen."), (RunKind::Signature, signature)]);
        }
    }

    #[test]
    fn boxes_to_tick_and_lines_of_contents_stand_a_line_each() {
        for text in [
            "\u{2610} Bank told\n\u{2612} Ring the school. Ask for Ann.",
            "[ ] Bank told\n[x] School told",
            "Sleep ........ 3\nMeals . . . . . 14",
            "Sleep ........ 3\nMeals\t14",
        ] {
            let found = check(text);
            assert!(found.len() == 2 && found.iter().all(|(kind, _)| *kind == RunKind::Item), "{found:?}");
        }
        for text in ["[x](y) is it", "He waited ... 3", "\u{2713}", "He left....\n3"] {
            assert!(check(text).iter().all(|(kind, _)| *kind != RunKind::Item), "{text}");
        }
    }

    #[test]
    fn a_name_behind_a_dash_signs() {
        for signature in ["\u{2013} S Penhale", "\u{2014} J. K. Orr-Lee, PBSW"] {
            let text = format!("He was seen.\n{signature}");
            assert_eq!(check(&text), [(RunKind::Prose, "He was seen."), (RunKind::Signature, signature)]);
        }
        for other in
            ["\u{2013} Penhale", "\u{2013} S", "\u{2013} A Penhale house stood empty", "\u{2013} a Penhale"]
        {
            let text = format!("He was seen.\n{other}");
            assert!(check(&text).iter().all(|(kind, _)| *kind != RunKind::Signature), "{other}");
        }
    }

    #[test]
    fn rows_without_a_table() {
        assert_eq!(check("| a | b |\n| c | d |"), [(RunKind::Row, "| a | b |"), (RunKind::Row, "| c | d |")]);
    }

    #[test]
    fn a_machine_signs_at_the_end_of_an_item() {
        let last = |item: &str| {
            let document = crate::document::parse(format!("- {item}\n")).unwrap();
            document.units().last().map(|unit| unit.kind == crate::document::UnitKind::Signature)
        };
        assert_eq!(last("She rows. She sails. Completed by Una Brae on 3/5/2024 at 10:44"), Some(true));
        for item in [
            "She rows. Completed by Una Brae on 3/5/2024",
            "She rows. Completed by Una Brae on 3/5/2024 at 10:44.",
            "She rows. Seen by Una Brae on 3/5/2024 at 10:44",
            "She rows, completed by Una Brae on 3/5/2024 at 10:44",
        ] {
            assert_eq!(last(item), Some(false), "{item}");
        }
    }
}
