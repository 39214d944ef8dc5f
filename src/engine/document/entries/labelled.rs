//! Heads of entries that are lines of labels: "Date: 3 May 2024", "Author: Ann Other, nurse", "Note: …".
//!
//! The labels must ask for who wrote and when, and what stands behind them must be the text of the entry by its own label:
//! the lines of a form that has an author and a date are none.

use std::ops::Range;

use memchr::memchr_iter;

use super::{authorship, heads, stamps};
use crate::document::lines::STRONG;
use crate::document::model::{Document, UnitKind};
use crate::document::reading::plain;
use crate::lexicon;
use crate::text::{Token, TokenKind};

/// Most tokens of a label.
const LABEL_TOKENS_MAX: usize = 5;
/// Fewest lines above an e-mail.
const MAIL_LINES_MIN: usize = 2;
/// Most lines of such a head.
const LINES_MAX: usize = 8;

/// Fewest lines of a form that asks who, when, and for a text by a question that no list has, and most questions between.
const QUESTIONS_MIN: usize = 3;
const OTHERS_MAX: usize = 2;
/// Fewest words of such a text.
const PROSE_WORDS_MIN: usize = 12;

/// A label and what stands behind it on its line.
struct Field<'t> {
    label: String,
    value: &'t [Token],
}

impl<'t> Field<'t> {
    fn of(source: &str, line: &'t [Token]) -> Option<Self> {
        let near = &line[..line.len().min(LABEL_TOKENS_MAX + 1)];
        let end = (0..near.len()).find(|at| ends_label(source, line, *at)).filter(|end| *end > 0)?;
        let label = plain(source, &line[..end]).to_lowercase();
        Some(Self { label, value: &line[end + 1..] })
    }

    fn has_word(&self) -> bool {
        self.value.iter().any(|token| token.kind == TokenKind::Word)
    }

    fn names_author(&self) -> bool {
        // "By" and "Officer" may be anybody of whom the form tells.
        let by = self
            .label
            .split_once(' ')
            .is_some_and(|(done, by)| by == "by" && lexicon::WRITTEN_LABELS.has(done));
        by || lexicon::AUTHOR_LABELS.has(&self.label)
    }

    /// Whether its label may ask for who wrote, if a label for the text stands below: "Worker", "Completed by".
    fn may_name_author(&self) -> bool {
        self.names_author() || lexicon::AUTHORS_BESIDE_A_TEXT.has(&self.label)
    }

    fn is_of_head(&self) -> bool {
        let listed =
            [&lexicon::HEAD_LABELS, &lexicon::DAYS_OF_LOGS, &lexicon::WAYS_OF_LOGS, &lexicon::KINDS_OF_NOTE];
        self.may_name_author() || self.is_of_mail() || listed.iter().any(|list| list.has(&self.label))
    }

    /// Whether it is a line above an e-mail.
    fn is_of_mail(&self) -> bool {
        lexicon::MAIL_LABELS.has(&self.label)
    }

    /// Whether it is a line that says that an e-mail follows: "E-mail pasted in:".
    fn is_title_of_mail(&self) -> bool {
        let mail = |word: &str| lexicon::TITLES_OF_MAILS.has(word);
        self.value.is_empty() && self.label.split([' ', ',']).any(mail)
    }

    /// Whether its value names somebody who may have written: nobody of the person's, nobody who was wronged or is held.
    fn names_writer(&self, source: &str) -> bool {
        let held = |token: &Token| lexicon::NOT_OF_STAFF.has(token.span.of(source));
        self.has_word() && !stamps::names_no_office(source, self.value) && !self.value.iter().any(held)
    }

    fn is_sender(&self) -> bool {
        self.label == "from" && self.has_word()
    }

    fn opens_text(&self) -> bool {
        self.has_word() && lexicon::LABELS_OF_TEXTS.has(&self.label)
    }

    /// Whether it has a label for a day, and something of a day.
    fn is_dated(&self) -> bool {
        lexicon::DAYS_OF_LOGS.has(&self.label)
            && self.value.iter().any(|token| token.kind == TokenKind::Number)
    }

    /// Whether what stands behind its label is told at length, in sentences.
    fn is_prose(&self, source: &str) -> bool {
        let words = self.value.iter().filter(|token| token.kind == TokenKind::Word).count();
        words >= PROSE_WORDS_MIN && self.value.last().is_some_and(|last| last.is_byte(source, b'.'))
    }
}

/// Whether a label ends here: with a colon, or with the mark of a question in bold type, "**Your name?** Ann Other".
fn ends_label(source: &str, line: &[Token], at: usize) -> bool {
    let set_off = || {
        line.first().is_some_and(|first| heads::is_set_bold(source, first)) && {
            at + 1 == line.len() || heads::ends_bold(source, line, at + 1)
        }
    };
    line[at].is_byte(source, b':') || line[at].is_byte(source, b'?') && set_off()
}

/// Whether a text may have questions in bold type, which are labels without a colon.
pub(in crate::document) fn may_ask(text: &str) -> bool {
    memchr_iter(b'?', text.as_bytes()).any(|at| STRONG.iter().any(|mark| text[at + 1..].starts_with(mark)))
}

/// What the lines of a head have said so far.
#[derive(Clone, Copy, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one thing that such lines may say, and any with any"
)]
struct Said {
    who: bool,
    /// Who wrote, by a label that asks for it where the text has one.
    likely: bool,
    when: bool,
    /// From whom an e-mail came, and that it was sent or is about something: it needs no label for its text. "From",
    /// "To" and "Date" may be a journey.
    sender: bool,
    sent: bool,
}

impl Said {
    fn is_mail(self) -> bool {
        self.sender && self.when && self.sent
    }

    /// Whether the label of a text that stands below makes a head of these lines.
    fn heads_text(self) -> bool {
        (self.who || self.likely) && self.when
    }

    fn add(&mut self, source: &str, field: &Field<'_>) {
        self.likely |= field.may_name_author() && field.names_writer(source);
        self.who |= (field.names_author() || field.is_sender()) && field.names_writer(source);
        self.sender |= field.is_sender();
        self.sent |= field.label == "sent" || lexicon::SUBJECTS.has(&field.label);
        self.when |= is_day(source, field.value) || field.is_dated();
    }
}

/// Whether a value is a day, or says that it is that of the note before.
pub(in crate::document) fn is_day(source: &str, value: &[Token]) -> bool {
    heads::date(source, value).is_some() || authorship::says_same(source, value)
}

/// Whether a line of a head asks neither who wrote nor when: "Subject: the flat".
pub(super) fn asks_something_else(source: &str, line: &[Token]) -> bool {
    let field = Field::of(source, line);
    field.is_some_and(|field| {
        let asked = field.may_name_author() || field.is_sender();
        field.is_of_head() && !asked && !is_day(source, field.value)
    })
}

/// Whether a line is one of such a head.
pub(super) fn is_of_head(source: &str, line: &[Token]) -> bool {
    Field::of(source, line).is_some_and(|field| field.is_of_head() || field.is_sender())
}

/// What stands behind the label of who wrote, on a line that has no day.
pub(super) fn author<'t>(source: &str, line: &'t [Token]) -> Option<&'t [Token]> {
    let field = Field::of(source, line)?;
    let asked = field.may_name_author() || field.is_sender();
    (asked && heads::date(source, field.value).is_none()).then_some(field.value)
}

/// How many tokens at the start of a paragraph of these lines are such a head, with the label of its text; 0 if it has none.
pub(in crate::document) fn end(source: &str, tokens: &[Token], lines: &[Range<usize>]) -> usize {
    let mut said = Said::default();
    let mut others = 0;
    // "E-mail pasted in:"
    let first = lines.first().and_then(|first| Field::of(source, &tokens[first.clone()]));
    let titled = first.is_some_and(|first| first.is_title_of_mail());
    for (at, line) in lines.iter().enumerate().skip(usize::from(titled)).take(LINES_MAX) {
        let field = Field::of(source, &tokens[line.clone()]);
        let mail = said.is_mail() && at >= MAIL_LINES_MIN;
        if mail && field.as_ref().is_none_or(|field| !field.is_of_mail()) {
            return line.start;
        }
        if mail && at + 1 == lines.len() {
            return line.end;
        }
        let Some(field) = field else { return 0 };
        if said.heads_text() && field.opens_text() && !titled {
            return line.end - field.value.len();
        }
        let known = said.who && said.when;
        // A form may ask for the text by any question; it is the last, and answered at length.
        if known
            && at + 1 >= QUESTIONS_MIN
            && (at + 1 == lines.len() || !is_field(source, tokens, lines, at + 1))
        {
            let told = &tokens[line.end - field.value.len()..];
            if (Field { label: String::new(), value: told }).is_prose(source) {
                return line.end - field.value.len();
            }
        }
        if !field.is_of_head() {
            others += 1;
            if !known || others > OTHERS_MAX {
                return 0;
            }
            continue;
        }
        said.add(source, &field);
    }
    0
}

/// How many tokens at the start of a paragraph or an item of these lines are labels in bold type that say when and who,
/// below which a text stands without a label: "**Contact:** 3 May 2024 / **By:** Ann Other / She came." 0 if it has none.
/// Only where they come back they head anything: one alone may be of what the labels ask.
pub(in crate::document) fn lead_end(source: &str, tokens: &[Token], lines: &[Range<usize>]) -> usize {
    let Some((_, next)) = lead(source, tokens, lines) else { return 0 };
    let told = |line: &Range<usize>| {
        tokens[line.clone()].iter().filter(|token| token.kind == TokenKind::Word).count() > 1
    };
    lines.get(next).filter(|line| told(line)).map_or(0, |line| line.start)
}

/// Whether a title is of what is to be done or who is to come, which the same labels tell, and of no notes.
pub(super) fn is_of_other_matters(title: &str) -> bool {
    title.split(|c: char| !c.is_alphanumeric()).any(|word| lexicon::OTHER_MATTERS.has(word))
}

/// Who wrote by such labels, where they are all that these lines are.
pub(super) fn author_of_lead<'t>(
    source: &str,
    tokens: &'t [Token],
    lines: &[Range<usize>],
) -> Option<&'t [Token]> {
    lead(source, tokens, lines).filter(|(_, next)| *next == lines.len()).map(|(who, _)| who)
}

/// What stands behind the label of who wrote among the labels in bold type with which these lines open, if another has a
/// day; and the number of the line behind them.
fn lead<'t>(source: &str, tokens: &'t [Token], lines: &[Range<usize>]) -> Option<(&'t [Token], usize)> {
    let (mut day, mut who, mut next) = (false, None, 0);
    for line in lines.iter().take(LINES_MAX) {
        let own = &tokens[line.clone()];
        let bold = own.first().is_some_and(|first| heads::is_set_bold(source, first));
        let Some(field) = bold.then(|| Field::of(source, own)).flatten() else { break };
        let dated = heads::date(source, field.value);
        let asked = field.may_name_author() || lexicon::AUTHORS_OF_RETURNING.has(&field.label);
        if field.is_of_head() && !asked && dated.as_ref().is_some_and(|date| date.start == 0) {
            day = true;
        } else if asked && dated.is_none() && field.names_writer(source) {
            who = Some(field.value);
        } else if !field.is_of_head() {
            return None;
        }
        next += 1;
    }
    who.filter(|_| day).map(|who| (who, next))
}

fn is_field(source: &str, tokens: &[Token], lines: &[Range<usize>], at: usize) -> bool {
    Field::of(source, &tokens[lines[at].clone()]).is_some()
}

/// Makes heads of such lines where each is a paragraph of its own, or stands below a head that has the day alone.
pub(super) fn turn(document: &mut Document) {
    let (mut found, mut texts): (Vec<u32>, Vec<u32>) = (Vec::new(), Vec::new());
    let (mut open, mut said): (Vec<u32>, _) = (Vec::new(), Said::default());
    for (at, unit) in (0_u32..).zip(&document.units) {
        let tokens = document.tokens_of(unit);
        if unit.kind == UnitKind::EntryHead {
            (open, said) = (
                Vec::new(),
                Said { when: heads::date(&document.source, tokens).is_some(), ..Said::default() },
            );
            continue;
        }
        // A sentence is of interest behind who and when alone.
        let asked = unit.kind == UnitKind::Pair || unit.kind == UnitKind::Sentence && said.heads_text();
        match asked.then(|| Field::of(&document.source, tokens)).flatten() {
            Some(field) if said.heads_text() && field.opens_text() => {
                found.append(&mut open);
                texts.extend((unit.kind == UnitKind::Pair).then_some(at));
                said = Said::default();
            }
            Some(field) if unit.kind == UnitKind::Pair && field.is_of_head() && open.len() < LINES_MAX => {
                open.push(at);
                said.add(&document.source, &field);
            }
            _ => {
                if said.is_mail() && open.len() > MAIL_LINES_MIN {
                    found.append(&mut open);
                }
                (open, said) = (Vec::new(), Said::default());
            }
        }
    }
    document.turn(found, UnitKind::EntryHead);
    document.turn(texts, UnitKind::Sentence);
}

/// A head without the label of its text: "Date: 3 May 2024, Author: Ann Other, Note:".
pub(super) fn without_label<'t>(source: &str, head: &'t [Token]) -> &'t [Token] {
    let Some((_, rest)) = head.split_last().filter(|(last, _)| last.is_byte(source, b':')) else {
        return head;
    };
    let starts = (1..LABEL_TOKENS_MAX).filter_map(|words| rest.len().checked_sub(words));
    let is_label =
        |start: &usize| lexicon::LABELS_OF_TEXTS.has(&plain(source, &rest[*start..]).to_lowercase());
    starts.filter(|start| *start > 0).find(is_label).map_or(head, |start| &rest[..start])
}

#[cfg(test)]
mod tests {
    use crate::document::parse;

    /// What a plan says of who wrote this text, and when.
    fn check(plan: &str, text: &str) -> String {
        let document = parse(format!("## Work\n\n{plan}")).unwrap();
        let unit = document.units().iter().find(|unit| document.text(unit).contains(text)).unwrap();
        let entry = document.entry(unit);
        let day = entry.written.map(|day| day.to_string()).unwrap_or_default();
        format!("{} {day}", entry.author.clone().unwrap_or_default()).trim().to_owned()
    }

    #[test]
    fn lines_of_labels_head_what_the_last_opens() {
        let note = "**Date:** 3 May 2024  \n**Author:** O Brae, gardens  \n**Note:** She dug two beds. All of it alone.\n\n";
        let same = "**Date:** same day  \n**Author:** W Orr  \n**Note:** She swept up.\n\n";
        let plan = &[note, same].concat();
        assert_eq!(check(plan, "two beds"), "O Brae, gardens 2024-05-03");
        assert_eq!(check(plan, "alone"), "O Brae, gardens 2024-05-03");
        assert_eq!(check(plan, "swept"), "W Orr 2024-05-03");
        // Each a paragraph of its own.
        let apart = &plan.replace("  \n", "\n\n");
        assert_eq!(check(apart, "two beds"), "O Brae, gardens 2024-05-03");
    }

    #[test]
    fn lines_above_an_email() {
        let mail = "**From:** O Brae, gardens  \n**Sent:** 3 May 2024 10:41  \n**To:** Will Orr  \n**Subject:** beds\n\nShe dug two beds.\n\nAll of it alone.\n";
        for mail in [mail.to_owned(), mail.replace("  \n", "\n\n")] {
            assert_eq!(check(&mail, "two beds"), "O Brae, gardens 2024-05-03", "{mail}");
            assert_eq!(check(&mail, "alone"), "O Brae, gardens 2024-05-03", "{mail}");
        }
        let journey = "**From:** Larch  \n**Date:** 3 May 2024\n\nShe dug two beds.\n";
        assert_eq!(check(journey, "two beds"), "");
    }

    #[test]
    fn lines_below_one_that_says_what_they_are() {
        let mail = "E-mail pasted in:  \nFrom: O Brae (gardens)  \nSent: 3 May 2024 10:41  \nTo: Will Orr  \nHello Will, she dug two beds.\n";
        assert!(check(mail, "two beds").contains("O Brae (gardens)"));
        assert!(check(mail, "two beds").ends_with("2024-05-03"));
        assert_eq!(check("To do:  \nTo: Will Orr  \nShe dug two beds.\n", "two beds"), "");
        let visit = mail.replace("E-mail pasted in", "Trip");
        assert_eq!(check(&visit, "two beds"), "", "whoever came");
    }

    #[test]
    fn who_by_a_label_as_logs_have_them() {
        let note = "Date: 3 May 2024  \nCompleted by: Una Orr, gardens  \nComment: She dug two beds.\n";
        assert_eq!(check(note, "two beds"), "Una Orr, gardens 2024-05-03");
        let told = note.replace("gardens", "his victim");
        assert_eq!(check(&told, "two beds"), "", "whoever was wronged");
        let task = note.replace("Comment", "Task");
        assert_eq!(check(&task, "two beds"), "", "what was done");
    }

    #[test]
    fn questions_of_a_form_that_are_answered_at_length() {
        let form = "> **Your name?** O Brae, gardens\n> **When?** 3/5/24\n> **How do you know?** was there\n\
            > **What is new?** She dug two beds by herself and sowed one of them. All of it alone, in the rain.\n\n";
        let next =
            form.replace("O Brae, gardens", "W Orr").replace("3/5", "9/5").replace("two beds", "the pond");
        let plan = &[form, &next].concat();
        assert_eq!(check(plan, "two beds"), "O Brae, gardens 2024-05-03");
        assert_eq!(check(plan, "alone"), "O Brae, gardens 2024-05-03");
        assert_eq!(check(plan, "the pond"), "W Orr 2024-05-09");
        let short = form.replace(" by herself and sowed one of them. All of it alone, in the rain", "");
        assert_eq!(check(&short, "two beds"), "", "a form");
    }

    #[test]
    fn a_worker_above_a_text_of_its_own_label() {
        let note = "**Agency:** Kirk Council\n\n**Worker:** O Brae\n\n**Received:** 3 May 2024\n\n**Text:** She dug two beds.\n\n";
        assert!(check(note, "two beds").contains("O Brae"));
        assert!(check(note, "two beds").ends_with("2024-05-03"));
        assert_eq!(check(&note.replace("Text", "Details"), "two beds"), "", "what befell the worker");
    }

    #[test]
    fn labels_in_bold_type_that_come_back_head_a_text_without_one() {
        let note = |day: u8, who: &str, text: &str| {
            format!(
                "- **Contact:** Fri {day} May 24, 10:15\n  **By:** {who}\n  {text} All of it alone, in the rain.\n\n"
            )
        };
        let notes = [
            note(3, "Una Brae, Sail Loft", "She dug two beds."),
            note(10, "Una Brae, Sail Loft", "She swept up."),
            note(17, "Gate Manager, Carron", "She dug the pond."),
        ];
        let plan = &notes.concat();
        assert_eq!(check(plan, "two beds"), "Una Brae, Sail Loft 2024-05-03");
        assert_eq!(check(plan, "swept"), "Una Brae, Sail Loft 2024-05-10");
        assert_eq!(check(plan, "the pond"), "Gate Manager, Carron 2024-05-17");
        assert_eq!(check(&notes[0], "two beds"), "", "one alone");
        assert_eq!(check(&plan.replace("Contact", "Boat race"), "two beds"), "");
        assert_eq!(check(&plan.replace("Sail Loft", "his victim"), "two beds"), "");
    }

    #[test]
    fn lines_of_a_form_head_nothing() {
        for form in [
            "**Date:** 3 May 2024  \n**Note:** She dug two beds.\n",
            "**Date:** 3 May 2024  \n**Author:** O Brae  \n**Plot:** She dug two beds.\n",
            "**Author:** O Brae  \n**Note:** She dug two beds.\n",
        ] {
            assert_eq!(check(form, "two beds"), "", "{form}");
        }
    }
}
