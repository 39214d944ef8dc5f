//! How the entries of a plan are written, as far as all of it together shows.
//!
//! Looks at the paragraphs of a plan for what they have in common, before any of them is read: which way lines of who and
//! when point, whether a name behind a day opens an entry, whether bold leads are titles. What each line is by its own form
//! is asked in [`crate::document::entries::stamps`].

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::heads;
use super::labelled;
use super::patterns;
use super::people::{People, is_initials};
use super::stamps::{
    DRESSES, Dress, EVIDENCE_WEIGHT, Evidence, STAMP_TOKENS_MAX, dress, formed, is_stated, is_sure_line,
    tells_a_value,
};
use crate::document::leaves::{Found, Leaf, LeafKind};
use crate::document::lines::{self, STRONG};
use crate::document::marks;
use crate::document::run_in::Leads;
use crate::lexicon;
use crate::text::{Span, Token, tokenise};

/// Most bytes at the start or at the end of a paragraph that are looked at.
const NEAR_BYTES_MAX: usize = 200;
/// Fewest paragraphs of a form that make it one of the plan's, and fewest of them that are sure heads.
const REPEATS_MIN: usize = 3;
const SURE_MIN: usize = 2;
/// Fewest heads in bold type, of which three in four name a role, that make bold type a sign of heads.
const BOLD_MIN: usize = 6;

/// Finds out how the entries of a plan are written. `numbered`: which of its leaves are lines with a number.
pub(in crate::document) fn learn(
    source: &str,
    found: &Found,
    numbered: &[Option<usize>],
    people: &mut People,
) {
    let mut survey = Survey { source, found, tokens: Vec::new(), visible: Vec::new() };
    survey.heads(people);
    survey.labels(people);
    survey.stamps(numbered, people);
    survey.patterns(people);
}

/// The paragraphs of a plan, looked at for what they have in common.
struct Survey<'a> {
    source: &'a str,
    found: &'a Found,
    tokens: Vec<Token>,
    visible: Vec<Span>,
}

impl Survey<'_> {
    /// Cuts the part of a leaf that lies in `near` into tokens.
    fn read(&mut self, leaf: &Leaf, near: Span) {
        let pieces = &self.found.text[leaf.text.start as usize..leaf.text.end as usize];
        marks::visible(self.source, leaf, pieces, &mut self.visible);
        self.tokens.clear();
        for span in &self.visible {
            let part = Span { start: span.start.max(near.start), end: span.end.min(near.end) };
            if part.start < part.end {
                tokenise(self.source, part, &[], &mut self.tokens);
            }
        }
    }

    /// The heads of entries that open with a day.
    fn heads(&mut self, people: &mut People) {
        let (mut all, mut sure) = ([0, 0], [0, 0]);
        let (mut all_bold, mut sure_bold) = ([0, 0], [0, 0]);
        let (mut initialled, mut distinct) = (0, FxHashSet::default());
        let (mut items, mut leads, mut lines) = (Items::default(), Leads::default(), Lines::default());
        for leaf in &self.found.leaves {
            let text = leaf.span.of(self.source);
            match leaf.kind {
                LeafKind::Heading { level, .. } => leads.see_heading(level),
                LeafKind::Paragraph => leads.see(text),
                _ => {}
            }
            if matches!(leaf.kind, LeafKind::Heading { .. }) || is_bold(text) {
                items.planned = lists_days(text);
            }
            if !opens_with_number(self.source, leaf) {
                continue;
            }
            let Some(near) = head_near(text) else { continue };
            let start = leaf.span.start as usize;
            self.read(leaf, Span::new(start, start + near));
            let tokens = &self.tokens;
            let formed = formed(self.source, tokens);
            if let Some(formed) = formed.as_ref().filter(|formed| formed.lined) {
                if is_sure_line(self.source, tokens, formed) {
                    let name = &tokens[formed.name.clone()];
                    lines.see(name[0].span.cover(name[name.len() - 1].span).of(self.source));
                }
            } else if let Some(formed) = formed {
                all[formed.parted as usize] += 1;
                all_bold[formed.parted as usize] += usize::from(formed.bold);
                let stated = is_stated(self.source, &tokens[formed.office.clone()]);
                sure_bold[formed.parted as usize] += usize::from(formed.bold && stated);
                let (name, office) = (&tokens[formed.name], &tokens[formed.office]);
                if heads::head(self.source, tokens, people) > 0 {
                    sure[formed.parted as usize] += 1;
                    people.writes(self.source, name, office);
                }
                let letter = |token: &Token| token.span.of(self.source).chars().next();
                let ends = [name.first(), name.last()];
                items.see(leaf, ends.into_iter().flatten().filter_map(letter).collect(), is_set_off(text));
            } else if let Some(initials) = initials_of(self.source, tokens, people) {
                initialled += 1;
                distinct.insert(initials.to_owned());
                items.see(leaf, initials.to_owned(), true);
            }
        }
        let mut forms = people.forms();
        forms.named = [0, 1].map(|at| all[at] >= REPEATS_MIN && sure[at] >= SURE_MIN);
        // Nearly all that bold type sets off so are heads.
        forms.bold = [0, 1].map(|at| all_bold[at] >= BOLD_MIN && sure_bold[at] * 4 >= all_bold[at] * 3);
        let known = distinct.iter().filter(|initials| people.has_initials(initials)).count();
        forms.initialled = initialled >= REPEATS_MIN && distinct.len() > 1 && known * 2 > distinct.len();
        forms.lined = lines.head();
        forms.run_in = leads.open_sections();
        forms.items = items.repeated >= REPEATS_MIN && items.recur;
        people.set_forms(forms);
    }

    /// The labels in bold type over texts that have none.
    fn labels(&mut self, people: &mut People) {
        let (mut found, mut others) = (0, false);
        for leaf in &self.found.leaves {
            let text = leaf.span.of(self.source);
            // What is to be done, and who is to come, is told by the same labels.
            if matches!(leaf.kind, LeafKind::Heading { .. }) {
                others = labelled::is_of_other_matters(text);
            }
            let near = &text[..text.floor_char_boundary(NEAR_BYTES_MAX)];
            let prose = matches!(leaf.kind, LeafKind::Paragraph | LeafKind::Item);
            if prose && !others && opens_with_labels(near) {
                let start = leaf.span.start as usize;
                self.read(leaf, Span::new(start, start + near.len()));
                let lines = lines::lines(self.source, &self.tokens);
                found += usize::from(labelled::lead_end(self.source, &self.tokens, &lines) > 0);
            }
        }
        let mut forms = people.forms();
        forms.labelled = found >= REPEATS_MIN;
        people.set_forms(forms);
    }

    /// The patterns of lines that head entries.
    fn patterns(&mut self, people: &mut People) {
        let leaves = &self.found.leaves;
        let (mut section, mut planned, mut lines) = (0, false, Vec::new());
        for (at, leaf) in leaves.iter().enumerate() {
            let line = Headline::of(self.source, leaves, at, section);
            if matches!(leaf.kind, LeafKind::Heading { .. }) && line.is_none() {
                section = at;
                planned = lists_days(leaf.span.of(self.source));
            }
            // Below such a title stand appointments, or what was.
            lines.extend(line.filter(|_| !planned));
        }
        // Where each names an office that is known, nothing is to be learnt.
        if lines.iter().all(|line| line.stated) {
            return;
        }
        let mut evidence = patterns::Evidence::default();
        for Headline { leaf, standing, .. } in lines {
            self.read(leaf, start_of(self.source, leaf));
            evidence.see(self.source, &self.tokens, standing, people);
        }
        people.set_headlines(evidence.headlines());
    }

    /// Which way the lines of who and when point.
    fn stamps(&mut self, numbered: &[Option<usize>], people: &mut People) {
        let is_numbered = |at: usize| numbered.get(at).is_some_and(Option::is_some);
        let heading = |leaf: &Leaf| matches!(leaf.kind, LeafKind::Heading { .. });
        // Where headings are marked, a line of bold type is one of the text's.
        let marked = self.found.leaves.iter().any(heading) || numbered.iter().any(Option::is_some);
        let (mut evidence, mut section) = ([Evidence::default(); DRESSES], Stamped::default());
        // Whether the section is that of the plan's title, in which a line of who and when tells of the whole.
        let mut titled = true;
        let mut headings = 0;
        for (at, leaf) in self.found.leaves.iter().enumerate() {
            let kind = match self.stands(leaf, people) {
                _ if is_numbered(at) => Stands::Apart,
                Stands::Bold => {
                    if marked {
                        Stands::Other
                    } else {
                        Stands::Apart
                    }
                }
                // Whether a head opens a paragraph is asked only below such a line.
                Stands::Text if section.below => self.text_or_head(leaf, people),
                kind => kind,
            };
            if kind != Stands::Apart {
                section.see(kind);
                continue;
            }
            let letterhead = titled && section.all() == 1;
            if !letterhead {
                section.end(&mut evidence);
            }
            let is_title = matches!(leaf.kind, LeafKind::Heading { level: 1, .. }) && headings == 0;
            titled = is_title;
            headings += usize::from(heading(leaf) || is_numbered(at));
            section = Stamped::default();
        }
        section.end(&mut evidence);
        let mut forms = people.forms();
        forms.ways = evidence.map(Evidence::way);
        people.set_forms(forms);
    }

    fn stands(&mut self, leaf: &Leaf, people: &People) -> Stands {
        match leaf.kind {
            LeafKind::Heading { .. } | LeafKind::Rule => return Stands::Apart,
            LeafKind::Paragraph | LeafKind::Item => {}
            _ => return Stands::Other,
        }
        let text = leaf.span.of(self.source).trim_end();
        if is_bold(text) {
            return Stands::Bold;
        }
        let Some(start) = end_of(text).filter(|start| may_be_stamp(&text[*start..])) else {
            return Stands::Text;
        };
        self.read(leaf, Span::new(leaf.span.start as usize + start, leaf.span.end as usize));
        match dress(self.source, &self.tokens, people) {
            Some(dress) if start == 0 && leaf.kind == LeafKind::Paragraph => Stands::Alone(dress),
            Some(_) if start > 0 => Stands::Closed,
            _ => Stands::Text,
        }
    }

    fn text_or_head(&mut self, leaf: &Leaf, people: &People) -> Stands {
        if !opens_with_number(self.source, leaf) {
            return Stands::Text;
        }
        self.read(leaf, start_of(self.source, leaf));
        if heads::head(self.source, &self.tokens, people) > 0 { Stands::Head } else { Stands::Text }
    }
}

/// The items of lists that open with a day and a name.
#[derive(Debug, Default)]
struct Items {
    /// Whether the last heading stands over appointments, or over what was.
    planned: bool,
    /// How many of them are set off by bold type, or are of initials.
    repeated: usize,
    writers: FxHashSet<String>,
    /// Whether one of the writers wrote two.
    recur: bool,
}

impl Items {
    fn see(&mut self, leaf: &Leaf, writer: String, set_off: bool) {
        if leaf.kind == LeafKind::Item && !self.planned {
            self.repeated += usize::from(set_off);
            self.recur |= !self.writers.insert(writer);
        }
    }
}

/// First lines of paragraphs that hold a day and a name.
#[derive(Debug, Default)]
struct Lines<'a> {
    writers: FxHashSet<&'a str>,
    again: usize,
}

impl<'a> Lines<'a> {
    fn see(&mut self, writer: &'a str) {
        self.again += usize::from(!self.writers.insert(writer));
    }

    /// Whether such a line heads its paragraph: there are several, of several people, and some of them come back.
    fn head(&self) -> bool {
        self.writers.len() > 1 && self.again > 0 && self.writers.len() + self.again > REPEATS_MIN
    }
}

fn is_set_off(text: &str) -> bool {
    STRONG.iter().any(|mark| text.starts_with(mark))
}

/// Whether a paragraph is a line of bold type and nothing else.
fn is_bold(text: &str) -> bool {
    let text = text.trim_end();
    text.len() <= NEAR_BYTES_MAX && text.starts_with("**") && text.ends_with("**")
}

/// Whether a text opens with several lines in bold type that have a colon, a figure among them, and goes on without.
fn opens_with_labels(text: &str) -> bool {
    let is_label = |line: &&str| {
        let line = line.trim_start();
        STRONG.iter().any(|mark| line.starts_with(mark)) && line.contains(':')
    };
    let labels = text.lines().take_while(is_label).count();
    let lines = || text.lines().take(labels);
    labels > 1
        && text.lines().nth(labels).is_some()
        && lines().any(|line| line.contains(|c: char| c.is_ascii_digit()))
}

/// Whether a heading stands over appointments, or over what was, by its days.
pub(in crate::document) fn lists_days(heading: &str) -> bool {
    heading.split(|c: char| !c.is_alphanumeric()).any(|word| lexicon::LISTS_OF_DAYS.has(word))
}

/// A line that may be a head with a day, by its bytes.
struct Headline<'a> {
    leaf: &'a Leaf,
    standing: patterns::Standing,
    /// Whether it has a word for an office.
    stated: bool,
}

impl<'a> Headline<'a> {
    /// The first line of a heading or paragraph that opens with a number, or of a heading that ends with one, as a day does;
    /// it does not end as a sentence.
    fn of(source: &str, leaves: &'a [Leaf], at: usize, section: usize) -> Option<Self> {
        let leaf = &leaves[at];
        let level = match leaf.kind {
            LeafKind::Heading { level, .. } => level,
            LeafKind::Paragraph => 0,
            _ => return None,
        };
        let text = leaf.span.of(source);
        let shown = text.trim_start_matches(['*', '_', '[', '(', ' ']);
        let digit = |c: char| c.is_ascii_digit();
        if level == 0 && !shown.starts_with(digit) {
            return None;
        }
        let near = &text[..text.floor_char_boundary(NEAR_BYTES_MAX)];
        let line = near.split('\n').next().unwrap_or_default();
        let shown_end = line.trim_end_matches(['*', '_', ']', ')', ' ']);
        let dated = (shown.starts_with(digit) || shown_end.ends_with(digit))
            && FIGURES_OF_A_DAY.contains(&line.bytes().filter(u8::is_ascii_digit).count());
        if !dated || shown_end.ends_with(['.', '?', '!', ';']) {
            return None;
        }
        let below = leaves.get(at + 1).map(|next| next.kind);
        let over_text =
            line.len() < text.len() || matches!(below, Some(LeafKind::Paragraph | LeafKind::Item));
        let stated = line.split(|c: char| !c.is_alphanumeric()).any(heads::is_role);
        Some(Self { leaf, standing: patterns::Standing { level, section, over_text }, stated })
    }
}

/// What a leaf is to the lines of who and when around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stands {
    /// A heading, or a rule.
    Apart,
    /// It opens with the head of an entry and a day.
    Head,
    /// A line of who and when, and nothing else.
    Alone(Dress),
    /// Text that ends in one: it says nothing of those that stand alone.
    Closed,
    /// A line of bold type, and nothing else.
    Bold,
    Text,
    /// A table, or what is no prose.
    Other,
}

/// The lines of who and when in one section.
#[derive(Debug, Default)]
struct Stamped {
    first: Option<Stands>,
    /// Whether such a line stands right before.
    below: bool,
    count: [usize; DRESSES],
    /// What stands right behind the last of each dress.
    after: [Option<Stands>; DRESSES],
}

impl Stamped {
    fn see(&mut self, kind: Stands) {
        self.first.get_or_insert(kind);
        for at in (0..DRESSES).filter(|at| self.count[*at] > 0) {
            self.after[at].get_or_insert(kind);
        }
        self.below = false;
        if let Stands::Alone(dress) = kind {
            self.count[dress as usize] += 1;
            self.after[dress as usize] = None;
            self.below = true;
        }
    }

    fn all(&self) -> usize {
        self.count.iter().sum()
    }

    /// Adds what the section, which ends here, speaks for.
    fn end(&self, evidence: &mut [Evidence; DRESSES]) {
        for (at, evidence) in evidence.iter_mut().enumerate().filter(|(at, _)| self.count[*at] > 0) {
            let first = matches!(self.first, Some(Stands::Alone(dress)) if dress as usize == at);
            let last = self.after[at].is_none();
            let several = self.count[at] > 1;
            // Line after line with text between: what the section opens and ends with is no chance.
            let weight = if first == last { 1 } else { self.count[at].min(EVIDENCE_WEIGHT) };
            evidence.closing += weight * usize::from(last && (several || !first));
            evidence.opening +=
                weight * usize::from(first && (several || !last) || self.after[at] == Some(Stands::Text));
            evidence.several |= last && several && !first;
        }
    }
}

/// Where a line of who and when might begin in a paragraph: at its start, at its last line, or at the bracket that it
/// ends with. Nothing where it ends in no day and no bracket.
fn end_of(text: &str) -> Option<usize> {
    let shown = text.trim_end_matches(['*', '_', '.']);
    if !shown.ends_with(|c: char| c.is_ascii_digit() || matches!(c, ')' | ']')) {
        return None;
    }
    let near = text.ceil_char_boundary(text.len().saturating_sub(NEAR_BYTES_MAX));
    if shown.ends_with([')', ']']) {
        let opens = if shown.ends_with(')') { '(' } else { '[' };
        let mut depth = 0_i32;
        let start = text[near..].char_indices().rev().find(|(_, c)| {
            depth += i32::from(matches!(c, ')' | ']')) - i32::from(matches!(c, '(' | '['));
            *c == opens && depth == 0
        });
        if let Some(at) = start.map(|(at, _)| near + at) {
            let alone = text[..at].trim_matches(['*', '_', ' ']).is_empty();
            let closes = text[..at].trim_end().ends_with(['.', '!', '?', '"', '\u{201d}']);
            if alone || closes {
                return Some(if alone { 0 } else { at });
            }
        }
    }
    match text[near..].rfind('\n') {
        Some(at) => Some(near + at + 1),
        None => (near == 0).then_some(0),
    }
}

/// Whether a text may be a line of who and when: soon told, and seldom so. It has the figures of a day, and a comma, a
/// bracket or "by".
fn may_be_stamp(text: &str) -> bool {
    let shown = text.trim_start_matches(['*', '_']);
    let figures = text.bytes().filter(u8::is_ascii_digit).count();
    let bracketed = shown.starts_with(['(', '[']);
    let told = shown.contains(" by ");
    let ends = shown.trim_end_matches(['*', '_']).ends_with(|c: char| c.is_ascii_digit());
    let plain = || ends && shown.contains(',') && !shown.contains(": ") && shown.len() <= PLAIN_BYTES_MAX;
    // "(Entry by …)" is a signature wherever it stands.
    let who = if bracketed { !told } else { told || plain() };
    let opens = shown.starts_with(|c: char| c.is_uppercase() || matches!(c, '(' | '['));
    text.len() <= NEAR_BYTES_MAX && FIGURES_OF_A_DAY.contains(&figures) && who && opens
}

/// Most bytes of a line of who and when that nothing but commas shows.
const PLAIN_BYTES_MAX: usize = 100;
/// How many figures a day has that is written out, with a time of day at most: "1 May 24", "01/05/2024 10:32:15".
const FIGURES_OF_A_DAY: Range<usize> = 3..15;

/// How many bytes of a paragraph that opens with a number may be the head of an entry by its signs, with the character
/// behind it: a day, a dash or a dot, two words with capitals, up to what parts them from the text; or capitals and a
/// colon. Soon told, and seldom so.
fn head_near(text: &str) -> Option<usize> {
    let near = &text[..text.floor_char_boundary(NEAR_BYTES_MAX)];
    let line = near.find('\n').map_or(near, |end| &near[..end]);
    let day = &line[..line.floor_char_boundary(DAY_BYTES_MAX)];
    let sign = SIGNS.iter().filter_map(|sign| day.find(sign).map(|at| at + sign.len())).min();
    let end_behind = |at: usize| {
        let rest = &line[at..];
        let end =
            [" - ", " \u{2013} ", " \u{2014} ", ":", "**", "__"].iter().filter_map(|end| rest.find(end));
        // The line may hold nothing else, above its text.
        let whole = || (line.len() < near.len()).then_some(rest.len());
        let end = end.min().or_else(whole).map(|end| at + end + PARTED_BYTES);
        end.map(|end| text.ceil_char_boundary(end.min(text.len())))
    };
    if let Some(sign) = sign {
        let capital = |word: Option<&str>| word.is_some_and(|word| word.starts_with(char::is_uppercase));
        let mut words = line[sign..].split_whitespace();
        // "Personal Officer" has no name behind it that opens with these words.
        let first = words.next().filter(|word| !heads::is_role(word) && !lexicon::HEAD_LINKS.has(word));
        return (capital(first) && capital(words.next())).then(|| end_behind(sign)).flatten();
    }
    let colon = day.find(": ")?;
    let initials = day[..colon].rsplit(' ').next().is_some_and(is_initials);
    initials.then(|| text.ceil_char_boundary((colon + 3).min(text.len())))
}

/// Most bytes of a day that is written out in words, and of the sign behind it.
const DAY_BYTES_MAX: usize = 48;
/// The signs between a day and a name.
const SIGNS: [&str; 4] = [" - ", " \u{2013} ", " \u{2014} ", " \u{b7} "];
/// Bytes of the sign that parts a head from its text, of the end of bold type before it, and of the text's first letter.
const PARTED_BYTES: usize = 12;

/// Whether a leaf is prose that opens with a number, in bold type or in a bracket at most.
fn opens_with_number(source: &str, leaf: &Leaf) -> bool {
    let prose = matches!(leaf.kind, LeafKind::Paragraph | LeafKind::Item);
    let text = leaf.span.of(source).trim_start_matches(['*', '_', '(', '[', ' ']);
    prose && text.starts_with(|c: char| c.is_ascii_digit())
}

fn start_of(source: &str, leaf: &Leaf) -> Span {
    let end = leaf.span.end.min(leaf.span.start + NEAR_BYTES_MAX as u32) as usize;
    Span::new(leaf.span.start as usize, source.floor_char_boundary(end))
}

/// The initials behind a day and before a colon.
fn initials_of<'a>(source: &'a str, tokens: &[Token], people: &People) -> Option<&'a str> {
    let date = heads::date(source, &tokens[..tokens.len().min(STAMP_TOKENS_MAX)])?;
    let text = |at: usize| tokens.get(at).map_or("", |token| token.span.of(source));
    let initials = text(date.end);
    let are = is_initials(initials) && !lexicon::ABBREVIATIONS.has_exactly(initials);
    let value = || tells_a_value(source, tokens, date.end + 2, people);
    (date.start == 0 && text(date.end + 1) == ":" && are && !value()).then_some(initials)
}

#[cfg(test)]
mod tests {
    use crate::document::entries::stamps::tests::{author_of, check};
    use crate::document::{Document, parse, parse_all};

    #[test]
    fn a_day_and_a_name_on_the_first_line_of_paragraphs() {
        let note = |day: &str, who: &str, text: &str| {
            format!("2024-{day} 14:31:09 - {who} (Desk notes)\n{text}\n\n")
        };
        let plan = [
            "## Boats\n\n",
            &note("05-03", "Una Brae", "She sails on Mondays."),
            &note("05-04", "Morag Teviot", "She rows well."),
            &note("06-01", "Una Brae", "She mends nets."),
            "2024-06-02 09:12 - Morag Teviot\nShe swims.\n",
        ];
        let whole = plan.concat();
        assert_eq!(author_of(&whole, "sails").as_deref(), Some("Una Brae (Desk notes)"));
        assert_eq!(author_of(&whole, "swims").as_deref(), Some("Morag Teviot"));
        // Nobody comes back: visits, or places.
        assert_eq!(author_of(&plan[..3].concat(), "sails"), None);
        let visits = whole.replace(" 14:31:09", "").replace(" 09:12", "").replace(" (Desk notes)", "");
        assert_eq!(author_of(&visits, "sails"), None, "no machine wrote the day");
    }

    #[test]
    fn lines_of_who_and_when_that_stand_last_sign_what_is_above() {
        let plan = "## Boats\n\nShe sails on Mondays.\n\n(Una Brae, harbour nurse, 3 May 2024)\n\nShe rows well.\n\n\
            (Morag Teviot, boat officer, 4 May 2024)\n\n## Nets\n\nShe mends them.\n";
        assert_eq!(author_of(plan, "sails").as_deref(), Some("Una Brae, harbour nurse"));
        assert_eq!(author_of(plan, "rows").as_deref(), Some("Morag Teviot, boat officer"));
        assert_eq!(author_of(plan, "mends"), None);
        let unmarked = plan
            .replace("(Una Brae,", "U. Brae,")
            .replace("(Morag Teviot,", "M. Teviot,")
            .replace("2024)", "2024");
        assert_eq!(author_of(&unmarked, "rows").as_deref(), Some("M. Teviot, boat officer"));
    }

    #[test]
    fn what_shows_nothing_of_which_way_they_point() {
        let plan = |under: &str, title: &str, last: &str| {
            format!(
                "{under}## Boats\n\nThe plan's own words.\n\n(Una Brae, harbour nurse, 3 May 2024)\n\n{title}\
                 She sails on Mondays.\n\n(Morag Teviot, boat officer, 4 May 2024)\n\nShe rows well.\n\n\
                 ## Nets\n\nShe mends them.{last}\n"
            )
        };
        for plan in [
            plan("", "", " She knots. (Kirsty Orr, nurse, 1 May 2024)"),
            plan("", "**Sailing**\n\n", ""),
            plan("# Plan\n\nFor the harbour.\n\n(Kirsty Orr, nurse, 1 May 2024)\n\n", "", ""),
            plan("", "2 May 2024 - Dr Hay: seen on the quay.\n\n", ""),
        ] {
            assert_eq!(author_of(&plan, "rows").as_deref(), Some("Morag Teviot, boat officer"), "{plan}");
            assert_ne!(author_of(&plan, "sails").as_deref(), Some("Morag Teviot, boat officer"), "{plan}");
        }
    }

    #[test]
    fn one_exception_tips_nothing_and_a_plan_that_contradicts_itself_tells_nothing() {
        let closed = |name: &str| {
            format!(
                "## {name}\n\nShe likes {name}.\n\n(Una Brae, nurse, 3 May 2024)\n\n\
                     She has {name}.\n\n(Morag Teviot, PBSW, 4 May 2024)\n\n"
            )
        };
        let first =
            "## Ropes\n\n(Kirsty Orr, nurse, 1 May 2024)\n\nShe knots.\n\n(Una Brae, nurse, 2 May 2024)\n\n";
        let plan = ["boats", "nets", "oars", "sails"].map(closed).concat() + first;
        assert_eq!(author_of(&plan, "has oars").as_deref(), Some("Morag Teviot, PBSW"));
        assert_eq!(author_of(&plan, "knots").as_deref(), Some("Una Brae, nurse"));
        let plan = closed("boats") + first + "She splices.\n";
        assert!(check(&plan).iter().all(|(_, author)| author.is_none()));
    }

    #[test]
    fn those_that_stand_first_open() {
        let plan = "## Boats\n\n(Una Brae, harbour nurse, 3 May 2024)\n\nShe sails on Mondays.\n\n\
            (Morag Teviot, boat officer, 4 May 2024)\n\nShe rows well.\n";
        assert_eq!(author_of(plan, "sails").as_deref(), Some("Una Brae, harbour nurse"));
        assert_eq!(author_of(plan, "rows").as_deref(), Some("Morag Teviot, boat officer"));
    }

    #[test]
    fn bold_type_sets_off_heads_where_nearly_all_that_it_sets_off_are_heads() {
        let head =
            |day: u8, who: &str| format!("**{day} May 2024 \u{b7} {who}** \u{2013} She has {day} nets.\n\n");
        let sure = [
            "Una Brae (nurse)",
            "Morag Teviot (PBSW)",
            "Iain Orr (nurse)",
            "Kirsty Orr (PBSW)",
            "Iain Orr (nurse)",
            "Ewan Weir (tutor)",
            "Una Brae (nurse)",
        ];
        let sure: Vec<String> = (1..).zip(sure).map(|(day, who)| head(day, who)).collect();
        let other = head(9, "Ruth Ennis (Speech and language)") + &head(8, "Port Ellen (home leave)");
        assert!(author_of(&(sure.concat() + &other), "9 nets").is_some());
        assert_eq!(author_of(&(sure.concat() + &other), "8 nets"), None);
        assert_eq!(author_of(&(sure[..3].concat() + &other), "9 nets"), None);
    }

    #[test]
    fn items_of_a_list_are_entries() {
        let plan = "- **14 Feb 2024 \u{b7} Una Brae (nurse)** \u{2013} She sails. She is well.\n\
            - **3 Feb 2024 \u{b7} Morag Teviot (PBSW)** \u{2013} She rows.\n\
            - 1 Feb 2024 \u{b7} Kirsty Orr (boats and families) \u{2013} She mends.\n\
            - 15/01/24 UB: She sleeps.\n- 14/01/24 KT: She eats.\n- 13/01/24 MT: She swims.\n\
            - 12/01/24: She sings.\n- 11/01/24 MDT: She hums.\n";
        for (text, author) in [
            ("well", "Una Brae (nurse)"),
            ("rows", "Morag Teviot (PBSW)"),
            ("mends", "Kirsty Orr (boats and families)"),
            ("sleeps", "UB (Una Brae, nurse)"),
            ("eats", "KT"),
            ("swims", "MT (Morag Teviot, PBSW)"),
        ] {
            assert_eq!(author_of(plan, text).as_deref(), Some(author), "{text}");
        }
        assert_eq!(author_of(plan, "sings"), None);
        assert_eq!(author_of(plan, "hums"), None, "an abbreviation");
        let chronology = "- 12/01/24 GP: new tablets\n- 13/01/24 \u{2013} Police: warned\n";
        assert!(check(chronology).iter().all(|(_, author)| author.is_none()), "nobody is named");
        let value = "- 10/01/24 HR: 88\n- 09/01/24 UB: 14 boats came in.\n";
        assert_eq!(author_of(&format!("{plan}{value}"), "88"), None, "a value");
        assert!(author_of(&format!("{plan}{value}"), "14 boats").is_some(), "somebody's words");
        let under = |heading: &str| format!("## {heading}\n\n{plan}");
        assert_eq!(
            author_of(&under("Harbour log"), "mends").as_deref(),
            Some("Kirsty Orr (boats and families)")
        );
        for heading in ["Appointments", "Key dates", "Chronology of her life"] {
            assert_eq!(author_of(&under(heading), "mends"), None, "{heading}");
        }
        let once =
            "- 3 May 2024 \u{2013} Dr Iain Orr (dentist): check-up\n- 4 May 2024, Nurse Brae: at ten\n";
        assert!(check(once).iter().all(|(_, author)| author.is_none()), "nobody recurs");
        let tests = "- 12/01/24 BP: 120/80\n- 13/01/24 BP: 130/80\n- 14/01/24 ECG: well\n";
        assert!(check(tests).iter().all(|(_, author)| author.is_none()), "nobody has these initials");
    }

    #[test]
    fn a_version_beside_one_of_another_form_is_as_it_is_alone() {
        let closing =
            "## Boats\n\nShe sails.\n\n(Una Brae, harbour nurse, 3 May 2024)\n\n## Nets\n\nShe mends.\n";
        let opening =
            "## Boats\n\n(Una Brae, harbour nurse, 3 May 2024)\n\nShe sails.\n\n## Nets\n\nShe mends.\n";
        let documents = parse_all(vec![closing.to_owned(), opening.to_owned()]);
        let kinds = |document: &Document| document.units().iter().map(|unit| unit.kind).collect::<Vec<_>>();
        let beside = documents.last().unwrap().as_ref().unwrap();
        assert_eq!(kinds(beside), kinds(&parse(opening.to_owned()).unwrap()));
    }
}
