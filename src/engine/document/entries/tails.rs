//! Ends of notes that a plan sets off by a sign or by type, in whatever words: "… all is well. -- Ann Other - 3 May 2024", a
//! line in italics that closes a quotation or a paragraph.
//!
//! That several come back, each with a day and somebody who is known to write, by an initial or a job or because the name
//! comes back too, shows that they sign; one alone may be anything: a task and its owner, an offence and whom it was done to.

use rustc_hash::FxHashMap;

use super::belonging::is_quoted;
use super::{authorship, heads, stamps};
use crate::document::model::{Block, BlockKind, Document, UnitKind};
use crate::lexicon;
use crate::text::{Token, TokenKind};

/// Fewest ends of one dress that make it one of the plan's.
const TAILS_MIN: usize = 3;
/// Most tokens of one.
const TOKENS_MAX: usize = 24;

/// Makes signatures of such ends.
pub(super) fn turn(document: &mut Document) {
    for dress in [dashed, closing_a_paragraph, closing_a_quotation] {
        let ends: Vec<u32> = (0..document.blocks.len()).filter_map(|block| dress(document, block)).collect();
        let mut named: FxHashMap<&str, usize> = FxHashMap::default();
        for name in ends.iter().filter_map(|unit| name(document, *unit)) {
            *named.entry(name).or_default() += 1;
        }
        let writes = |unit: &u32| {
            let comes_back = |name: &str| named[name] > 1;
            name(document, *unit).is_some_and(|name| comes_back(name) || tells_writer(document, *unit))
        };
        let told: Vec<u32> = ends.iter().copied().filter(writes).collect();
        if told.len() >= TAILS_MIN {
            document.turn(told, UnitKind::Signature);
        }
    }
}

/// What a dash sets off at the end of a paragraph or an item, behind the end of a sentence.
fn dashed(document: &Document, block: usize) -> Option<u32> {
    let own = &document.blocks[block];
    let last = own.units.end.checked_sub(1).filter(|last| *last > own.units.start)?;
    let prose = matches!(own.kind, BlockKind::Paragraph | BlockKind::Item);
    let open = [last - 1, last].iter().all(|unit| is_prose(document, *unit));
    let set_off = document.text(document.unit(last)).starts_with(['-', '\u{2013}', '\u{2014}']);
    (prose && open && set_off).then_some(last)
}

/// A line in italics at the end of a paragraph.
fn closing_a_paragraph(document: &Document, block: usize) -> Option<u32> {
    let own = &document.blocks[block];
    let last = own.units.end.checked_sub(1).filter(|last| *last > own.units.start)?;
    let (above, unit) = (document.unit(last - 1), document.unit(last));
    let between = &document.source[above.span.end as usize..unit.span.start as usize];
    let open = [last - 1, last].iter().all(|unit| is_prose(document, *unit));
    (own.kind == BlockKind::Paragraph && open && between.contains('\n') && is_italic(document, last))
        .then_some(last)
}

fn is_italic(document: &Document, unit: u32) -> bool {
    let text = document.text(document.unit(unit));
    ['*', '_'].iter().any(|mark| text.len() > 2 && text.starts_with(*mark) && text.ends_with(*mark))
}

/// A line in italics that closes a quotation, below its text.
fn closing_a_quotation(document: &Document, block: usize) -> Option<u32> {
    let single = |block: &Block| (block.units.len() == 1).then_some(block.units.start);
    let (own, above) = (&document.blocks[block], document.blocks.get(block.checked_sub(1)?)?);
    let unit = single(own).filter(|unit| own.kind == BlockKind::Paragraph && is_prose(document, *unit))?;
    let quoted = |unit: u32| is_quoted(document, unit as usize);
    let ends = document
        .blocks
        .get(block + 1)
        .is_none_or(|next| next.section != own.section || !goes_on(document, unit, next.units.start));
    let below = above.kind == BlockKind::Paragraph && above.section == own.section;
    (is_italic(document, unit) && below && ends && quoted(unit)).then_some(unit)
}

/// Whether the quotation of one unit goes on with another: no line without its mark stands between them.
fn goes_on(document: &Document, unit: u32, next: u32) -> bool {
    let Some(next) = document.units.get(next as usize) else { return false };
    let between = &document.source[document.unit(unit).span.end as usize..next.span.start as usize];
    between.contains('>') && between.lines().skip(1).all(|line| line.contains('>'))
}

fn is_prose(document: &Document, unit: u32) -> bool {
    document.unit(unit).kind == UnitKind::Sentence
}

/// The name in a line that has a day beside it, and no more words than who and when take.
fn name(document: &Document, unit: u32) -> Option<&str> {
    let (source, tokens) = (document.source(), document.tokens_of(document.unit(unit)));
    let dated = document.dates(unit).iter().any(|(_, date)| date.last_day().is_some());
    let spoken = tokens.last().is_some_and(|last| last.is_byte(source, b'.'));
    if !dated || spoken || tokens.len() > TOKENS_MAX || heads::names_an_occasion(source, tokens) {
        return None;
    }
    let mut parts = tokens.split(|token| is_between(source, token)).map(|part| without_openers(source, part));
    let named = |part: &&[Token]| {
        let whole = document.people.names(source, part, 0) || stamps::is_name(source, part);
        whole && !part.iter().any(is_number) && stamps::may_be_person(source, part)
    };
    let part = parts.find(named)?;
    // "Ann Other, by 3 May 2024" has something to do.
    let due = document.dates(unit).iter().any(|(day, _)| {
        let before = day.start.checked_sub(1).map(|at| tokens[at].span.of(source));
        before.is_some_and(|word| lexicon::BEFORE_NO_SIGNING.has(word))
    });
    (!due).then(|| part[0].span.cover(part[part.len() - 1].span).of(source))
}

/// Whether a line tells by an initial, a rank or a job that somebody in it writes.
fn tells_writer(document: &Document, unit: u32) -> bool {
    let (source, tokens) = (document.source(), document.tokens_of(document.unit(unit)));
    let names = |at: usize| document.people.names(source, tokens, at);
    let job = || tokens.iter().any(|token| heads::is_role(token.span.of(source)));
    !stamps::names_no_office(source, tokens) && ((0..tokens.len()).any(names) || job())
}

/// "Last updated by Ann Other" without the words that name nobody.
fn without_openers<'t>(source: &str, part: &'t [Token]) -> &'t [Token] {
    let part = &part[authorship::done_last(source, part)..];
    let opens = |token: &Token| lexicon::SIGNATURE_OPENERS.has(token.span.of(source));
    &part[part.iter().take_while(|token| opens(token)).count()..]
}

fn is_between(source: &str, token: &Token) -> bool {
    matches!(token.span.of(source), "-" | "\u{2013}" | "\u{2014}" | "," | "(" | ")")
}

fn is_number(token: &Token) -> bool {
    token.kind == TokenKind::Number
}

#[cfg(test)]
mod tests {
    use crate::document::entries::stamps::tests::{author_of, check};

    #[test]
    fn a_dash_sets_off_who_signs() {
        let plan = "## Boats\n\n* She sails on Mondays. All is well. -- Una Brae - 3 May 2024\n\
            * She rows. Her oars are new. -- Morag Teviot-Orr - 4 May 2024\n    * I saw her row. She is quick. -- Una Brae - 5 May 2024\n\n\
            She mends nets. Each day. -- Morag Teviot-Orr - 6 May 2024\n";
        assert_eq!(author_of(plan, "Mondays").as_deref(), Some("Una Brae"));
        assert_eq!(author_of(plan, "oars").as_deref(), Some("Morag Teviot-Orr"));
        assert_eq!(author_of(plan, "quick").as_deref(), Some("Una Brae"));
        assert_eq!(author_of(plan, "nets").as_deref(), Some("Morag Teviot-Orr"));
        let one = "## Boats\n\n* She sails on Mondays. All is well. -- Una Brae - 3 May 2024\n";
        assert_eq!(author_of(one, "Mondays"), None);
    }

    #[test]
    fn whoever_has_to_do_it_or_suffered_it_signs_nothing() {
        for plan in [
            "* To be told of it soon. \u{2013} Sarah Orr, by 12 June 2026\n* To move there. \u{2013} Kerr House, 30 June 2026\n\
             * To come on Mondays. \u{2013} Sail Skills, 1 July 2026\n",
            "He hit a man by the quay. - Robert Orr, 12 June 2019\n\nHe hit him again there. - Will Brae, 3 May 2018\n\n\
             He took her bag from her. - Una Teviot, 4 May 2017\n",
        ] {
            assert!(check(plan).iter().all(|(_, author)| author.is_none()), "{plan}");
        }
    }

    #[test]
    fn a_line_in_italics_closes_a_paragraph() {
        let plan = "## Boats\n\nShe sails. All is well.\n*Last updated by Una Brae, harbour, 03-05-2024*\n\n\
            She rows.\n*Last updated by Will Orr, tutor, 04-05-2024*\n\nShe mends nets.\n*Last updated by Una Brae, harbour, 05-05-2024*\n";
        assert_eq!(author_of(plan, "sails").as_deref(), Some("Una Brae, harbour"));
        assert_eq!(author_of(plan, "rows").as_deref(), Some("Will Orr, tutor"));
    }

    #[test]
    fn a_line_in_italics_closes_a_quotation() {
        let note = |text: &str, line: &str| format!("> {text}\n>\n> *{line}*\n\n");
        let plan = [
            "## Boats\n\n",
            &note(
                "She sails on Mondays.",
                "Response 3 \u{2013} U. Brae, harbour \u{2013} submitted 3 May 2024",
            ),
            &note("She rows.", "Response 4 \u{2013} Morag Teviot, tutor \u{2013} submitted 4 May 2024"),
            &note("She mends nets.", "Response 9 \u{2013} U. Brae, harbour \u{2013} submitted 9 May 2024"),
        ];
        let plan = plan.concat();
        assert_eq!(author_of(&plan, "Mondays").as_deref(), Some("U. Brae, harbour"));
        assert_eq!(author_of(&plan, "rows").as_deref(), Some("Morag Teviot, tutor"));
        assert!(check(&plan).iter().all(|(text, author)| !text.contains("nets") || author.is_some()));
    }
}
