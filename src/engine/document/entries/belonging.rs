//! Which units belong to which entry: to the head that stands over them, or to the signature under them.

use super::stamps::{self, Dress, Evidence};
use super::{authorship, closings, divided, emphasised, labelled, letters, lone, tails};
use crate::document::model::{BlockKind, Document, Unit, UnitKind};
use crate::lexicon;
use crate::text::Token;

/// Says of every unit which unit tells who wrote it: the head before it, or the signature below its paragraph.
///
/// `ends` are the units before which an entry ends though no heading and no other head stands there, in order.
pub(in crate::document) fn attach(document: &mut Document, ends: &[u32]) {
    heads_of_nothing(document);
    labelled::turn(document);
    emphasised::turn(document);
    tails::turn(document);
    let letters = letters::turn(document);
    let brackets = closing_brackets(document);
    lone::sign_by_name(document);
    let closings = closings::sign(document);
    lone::sign_paragraphs(document);
    let settled = lone::settle(document);
    // Whoever signs one paragraph in full signs another by initials.
    lone::sign_paragraphs(document);
    let others: Vec<u32> =
        brackets.iter().filter_map(|unit| behind_another(document, *unit as u32)).collect();
    let mut ends = [ends, &closings, &others, &settled, &lone::settle(document)].concat();
    ends.sort_unstable();
    let divided = divided::turn(document);
    // A line of bold type that proved to be a signature opens nothing.
    ends.retain(|end| document.units.get(*end as usize).is_none_or(|unit| unit.kind != UnitKind::Signature));
    let ends = &ends;
    attach_heads(document, ends);
    for unit in brackets.into_iter().filter(|unit| signs_in_bracket(document, *unit)).collect::<Vec<_>>() {
        document.units[unit].kind = UnitKind::Signature;
        document.units[unit].entry = None;
    }
    attach_signatures(document, ends);
    letters::attach(document, &letters);
    divided::attach(document, &divided);
}

/// What would be a head but has nothing below it, and stands alone in its section, is text: "Low supervision, RMT 3/5/24."
/// below the heading "Supervision level".
fn heads_of_nothing(document: &mut Document) {
    let heading = |unit: &Unit| unit.kind == UnitKind::Heading;
    let mut found = Vec::new();
    for block in &document.blocks {
        let index = block.units.start as usize;
        let alone = block.kind == BlockKind::Paragraph && block.units.len() == 1;
        if !alone || document.units[index].kind != UnitKind::EntryHead {
            continue;
        }
        let opens = index.checked_sub(1).is_some_and(|above| heading(&document.units[above]));
        if opens && document.units.get(index + 1).is_none_or(heading) {
            found.push(index as u32);
        }
    }
    document.turn(found, UnitKind::Sentence);
}

/// The units that say in brackets who and when, at the end of the last line of a paragraph or an item, made text: what they
/// are hangs on what stands over them, which is no part of a passage that another version takes over.
fn closing_brackets(document: &mut Document) -> Vec<usize> {
    let mut found = Vec::new();
    for block in &document.blocks {
        let units = block.units.start as usize..block.units.end as usize;
        let prose = matches!(block.kind, BlockKind::Paragraph | BlockKind::Item);
        let Some(last) = units.end.checked_sub(1).filter(|last| prose && *last > units.start) else {
            continue;
        };
        let (above, unit) = (&document.units[last - 1], &document.units[last]);
        let kinds = matches!(unit.kind, UnitKind::Sentence | UnitKind::Signature);
        let text = matches!(above.kind, UnitKind::Sentence | UnitKind::Item);
        let tokens = document.tokens_of(unit);
        let opens = tokens.first().is_some_and(|first| matches!(first.span.of(&document.source), "(" | "["));
        let inline = || !document.source[above.span.end as usize..unit.span.start as usize].contains('\n');
        // "(Entry by …)" signs wherever it stands.
        let told = |tokens: &[Token]| {
            tokens.get(1).is_some_and(|first| lexicon::SIGNATURE_OPENERS.has(first.span.of(&document.source)))
        };
        if kinds
            && text
            && opens
            && inline()
            && !told(tokens)
            && stamps::dress(&document.source, tokens, &document.people) == Some(Dress::Bracketed)
        {
            found.push(last);
        }
    }
    for unit in &found {
        document.units[*unit].kind = UnitKind::Sentence;
    }
    found
}

/// The last unit above such a signature that opens with the bracket of another: what stands above it is of whoever signs
/// there.
fn behind_another(document: &Document, signature: u32) -> Option<u32> {
    let first = document.blocks[document.units[signature as usize].block as usize].units.start;
    let is_other = |unit: &u32| {
        let tokens = document.tokens_of(&document.units[*unit as usize]);
        let opens = tokens.first().is_some_and(|first| matches!(first.span.of(&document.source), "(" | "["));
        let close = || tokens.iter().position(|token| matches!(token.span.of(&document.source), ")" | "]"));
        opens
            && close().is_some_and(|close| {
                stamps::dress(&document.source, &tokens[..=close], &document.people) == Some(Dress::Bracketed)
            })
    };
    (first + 1..signature).rev().find(is_other)
}

/// Whether such a unit signs what stands before it: under a head it may name who was asked, or who will be seen, unless
/// lines of this dress sign in this plan, and its day is not before that of the head.
fn signs_in_bracket(document: &Document, unit: usize) -> bool {
    let Some(head) = document.units[unit].entry else { return true };
    let day = |unit: u32| authorship::read(document, unit).written;
    let later = || day(unit as u32).zip(day(head)).is_some_and(|(own, above)| own >= above);
    document.people.forms().closes(Dress::Bracketed) && later()
}

fn attach_heads(document: &mut Document, ends: &[u32]) {
    let mut head: Option<(u32, bool)> = None;
    let mut block = u32::MAX;
    let mut ends = ends.iter().copied().peekable();
    for index in 0..document.units.len() {
        while ends.next_if(|end| *end <= index as u32).is_some() {
            head = None;
        }
        let unit = &document.units[index];
        if unit.block != block && head.is_some_and(|(_, whole_block)| !whole_block) {
            head = None;
        }
        block = unit.block;
        // The head of an item is that of what stands in the item.
        let of_item = |head: u32| {
            let own = document.units[head as usize].block;
            own != block && document.blocks[own as usize].kind == BlockKind::Item
        };
        if head.is_some_and(|(head, _)| of_item(head)) && !is_indented(document, index) {
            head = None;
        }
        match unit.kind {
            UnitKind::Heading => head = None,
            UnitKind::EntryHead => head = Some((index as u32, stands_alone(document, index))),
            UnitKind::Sentence | UnitKind::Item => document.units[index].entry = head.map(|(head, _)| head),
            // To whom an e-mail went, and about what, stands between its head and its text.
            UnitKind::Pair if opens_mail(document, index) => {
                document.units[index].entry = head.map(|(head, _)| head);
            }
            _ => {}
        }
    }
}

/// Whether the paragraph of a unit stands further in than the margin.
fn is_indented(document: &Document, unit: usize) -> bool {
    let block = &document.blocks[document.units[unit].block as usize];
    let start = document.units[block.units.start as usize].span.start as usize;
    let line = document.source[..start].rsplit('\n').next().unwrap_or_default();
    line.starts_with([' ', '\t'])
}

/// Whether a field is one of the lines that open an e-mail, below the head that says who wrote it.
fn opens_mail(document: &Document, index: usize) -> bool {
    let mut tokens =
        document.tokens_of(&document.units[index]).iter().map(|token| token.span.of(&document.source));
    // "Date of release: …" is no line of an e-mail.
    let (label, closed) = (tokens.next().unwrap_or_default(), tokens.next() == Some(":"));
    let above = index.checked_sub(1).map(|above| &document.units[above]);
    let below = above.is_some_and(|above| {
        above.kind == UnitKind::EntryHead || above.kind == UnitKind::Pair && above.entry.is_some()
    });
    below && closed && lexicon::MAIL_LABELS.has(label)
}

/// A head on a line or in a heading of its own holds until the next; one inside a paragraph for that paragraph.
fn stands_alone(document: &Document, index: usize) -> bool {
    let unit = &document.units[index];
    let block = &document.blocks[unit.block as usize];
    if block.kind == BlockKind::Item && block.units.len() > 1 {
        return false;
    }
    let next = document.units.get(index + 1).filter(|next| next.block == unit.block);
    next.is_none_or(|next| {
        let gap = &document.source[unit.span.end as usize..next.span.start as usize];
        gap.contains('\n')
    })
}

fn attach_signatures(document: &mut Document, ends: &[u32]) {
    let closing = contributions_close(document);
    for index in 0..document.units.len() {
        if document.units[index].kind != UnitKind::Signature {
            continue;
        }
        let block = document.units[index].block;
        let alone = document.blocks[block as usize].units.start == index as u32;
        if alone && closing && !is_quoted(document, index) {
            sign_contribution(document, index, ends);
            continue;
        }
        let signed = if alone { block.saturating_sub(1) } else { block };
        // Of a list item only what stands in it.
        let item = !alone && document.blocks[signed as usize].kind == BlockKind::Item;
        if document.blocks[signed as usize].kind != BlockKind::Paragraph && !item {
            continue;
        }
        // Who completed an action did it, and wrote nothing.
        let title = &document.sections[document.units[index].section as usize].title;
        if item && labelled::is_of_other_matters(title) {
            continue;
        }
        if sign(document, ends, index, signed) && alone {
            for block in blocks_between_signatures(document, ends, index, signed) {
                sign(document, ends, index, block);
            }
        }
    }
}

/// Makes the sentences of a block those of the signature `index`, backwards to what another signature or its own head
/// has signed already. Whether all of them were made so.
fn sign(document: &mut Document, ends: &[u32], index: usize, signed: u32) -> bool {
    let section = document.units[index].section;
    let units = document.blocks[signed as usize].units.clone();
    for unit in (units.start..units.end.min(index as u32)).rev() {
        let unit = unit as usize;
        let taken = document.units[unit].entry.is_some_and(|entry| !is_far_head(document, entry, signed));
        let parted = ends.binary_search(&(unit as u32 + 1)).is_ok();
        if document.units[unit].kind == UnitKind::Signature || taken || parted {
            return false;
        }
        if document.units[unit].kind == UnitKind::Sentence && document.units[unit].section == section {
            document.units[unit].entry = Some(index as u32);
        }
    }
    true
}

/// The paragraphs before the one that a signature stands alone under, back to another signature alone: where two of
/// them stand under their texts, all between them is of the second. What a heading or a head stands over may be the
/// plan's own, and is nobody's.
fn blocks_between_signatures(document: &Document, ends: &[u32], index: usize, signed: u32) -> Vec<u32> {
    let section = document.units[index].section;
    let mut between = Vec::new();
    for at in (0..signed).rev().take(SIGNED_BLOCKS_MAX) {
        let block = &document.blocks[at as usize];
        let units = &document.units[block.units.start as usize..block.units.end as usize];
        if let [unit] = units
            && unit.kind == UnitKind::Signature
            && unit.section == section
        {
            return between;
        }
        let plain = |unit: &Unit| unit.kind == UnitKind::Sentence && unit.entry.is_none();
        let parted = ends.partition_point(|end| *end < block.units.start)
            < ends.partition_point(|end| *end <= block.units.end);
        // What signs a quotation signs nothing outside it.
        let outside = is_quoted(document, index) && !is_quoted(document, block.units.start as usize);
        if block.kind != BlockKind::Paragraph
            || outside
            || block.section != section
            || parted
            || !units.iter().all(plain)
        {
            break;
        }
        between.push(at);
    }
    Vec::new()
}

/// Most paragraphs of a contribution beside the one that its signature stands under.
const SIGNED_BLOCKS_MAX: usize = 12;

/// Says of all paragraphs above a signature, back to the heading, the head or the signature before, that it signs them. A
/// list, a table or a quotation above may be anybody's.
fn sign_contribution(document: &mut Document, signature: usize, ends: &[u32]) {
    let section = document.units[signature].section;
    for unit in (0..signature).rev() {
        let above = &document.units[unit];
        let other = matches!(above.kind, UnitKind::Heading | UnitKind::EntryHead | UnitKind::Signature);
        let plain = document.blocks[above.block as usize].kind == BlockKind::Paragraph;
        let parted = ends.binary_search(&(unit as u32 + 1)).is_ok();
        let apart = !plain || above.section != section || is_quoted(document, unit);
        if other || apart || parted || above.entry.is_some() {
            break;
        }
        if above.kind == UnitKind::Sentence {
            document.units[unit].entry = Some(signature as u32);
        }
    }
}

/// Whether a unit stands in a quotation, which holds all that its signature signs.
pub(super) fn is_quoted(document: &Document, unit: usize) -> bool {
    let before = &document.source[..document.units[unit].span.start as usize];
    let lead = before.len() - before.trim_end_matches([' ', '>']).len();
    before[before.len() - lead..].contains('>')
}

/// Whether the signatures of a plan that stand apart close contributions of several paragraphs: where there are any in a
/// section, one is its last block. Where text goes on behind the last of them, each signs but the paragraph above it and
/// what lies between two: what stands right below a heading may be the plan's own and old.
fn contributions_close(document: &Document) -> bool {
    let mut evidence = Evidence::default();
    let (mut section, mut any, mut last, mut first) = (u32::MAX, false, false, true);
    let mut end = |any: bool, last: bool| {
        evidence.closing += usize::from(any && last);
        evidence.opening += usize::from(any && !last);
    };
    let mut opened = 0;
    for block in &document.blocks {
        if block.section != section {
            end(any, last);
            (section, any, last, first) = (block.section, false, false, true);
        }
        let unit = document.units.get(block.units.start as usize).filter(|_| !block.units.is_empty());
        let Some(unit) = unit.filter(|unit| !matches!(unit.kind, UnitKind::Heading | UnitKind::Furniture))
        else {
            continue;
        };
        last = unit.kind == UnitKind::Signature && !is_quoted(document, block.units.start as usize);
        // What opens a section signs nothing.
        opened += usize::from(first && last);
        any |= last;
        first = false;
    }
    end(any, last);
    evidence.opening += opened;
    evidence.closes_contributions()
}

/// Whether other text stands between a head and this block: its signature is then nearer and surer.
fn is_far_head(document: &Document, entry: u32, block: u32) -> bool {
    let head = &document.units[entry as usize];
    let alone = document.blocks[head.block as usize].units.len() == 1;
    head.kind == UnitKind::EntryHead && head.block + u32::from(alone) < block
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::parse;

    #[test]
    fn a_head_with_nothing_below_is_text() {
        let kinds = |text: &str| {
            let document = parse(text.to_owned()).unwrap();
            document.units().iter().map(|unit| unit.kind).collect::<Vec<_>>()
        };
        let text = "## Level\n\nLow supervision, RMT 3/5/2024.\n\n## Home\n\nHe has a flat.\n";
        assert_eq!(kinds(text)[1], UnitKind::Sentence);
        let text = "## Level\n\nOfficer Orr 3/5/2024\n\nHe is well.\n\n## Home\n\nHe has a flat.\n";
        assert_eq!(kinds(text)[1], UnitKind::EntryHead);
    }

    #[test]
    fn signatures_set_apart_close_contributions() {
        let text = "## Housing\n\nHe has a flat.\n\nHe pays for it.\n\n\u{2014} O. Brae, PBSW, 3 May 2024\n\n\
                    It is let.\n\nHe must leave.\n\n\u{2014} W. Orr, nurse, 4 May 2024\n\n## Health\n\nHe is well.\n\n\
                    He sleeps.\n\n\u{2014} W. Orr, nurse, 5 May 2024\n\n## Work\n\nHe cleans.\n\n\
                    \u{2014} W. Orr, nurse, 6 May 2024\n";
        let signed = |text: String| {
            let document = parse(text).unwrap();
            let who = |entry: u32| document.text(document.unit(entry)).to_owned();
            let units = document
                .units()
                .iter()
                .filter(|unit| matches!(unit.kind, UnitKind::Sentence | UnitKind::Item));
            units.map(|unit| unit.entry.map(who).unwrap_or_default()).collect::<Vec<_>>()
        };
        let found = signed(text.to_owned());
        let ends = [3, 3, 4, 4, 5, 5, 6].map(|day| format!("{day} May 2024"));
        assert!(found.iter().zip(ends).all(|(who, end)| who.ends_with(&end)), "{found:?}");
        // Two such sections may be chance: below a heading the plan's own words may stand.
        let found = signed(text[..text.find("## Work").unwrap()].to_owned());
        assert_eq!(
            found.iter().map(String::is_empty).collect::<Vec<_>>(),
            [true, false, false, false, true, false]
        );
        // Text behind the last of a section: the first signature below a heading signs but the paragraph above it.
        let found = signed(text.replace("## Health", "He moved.\n\n## Health"));
        assert_eq!(found.iter().filter(|who| who.is_empty()).count(), 3, "{found:?}");
        // Lists and quotations are no part of what is signed.
        for other in ["- He must leave.", "> He must leave."] {
            let found = signed(text.replace("It is let.", other));
            assert_eq!(found.iter().filter(|who| who.is_empty()).count(), 1, "{found:?}");
        }
        let found = signed(text.replace("He sleeps.\n\n\u{2014}", "> He sleeps.\n>\n> \u{2014}"));
        assert_eq!(found.iter().filter(|who| who.is_empty()).count(), 2, "{found:?}");
    }

    #[test]
    fn brackets_under_a_head_sign_nothing() {
        let text = "He ropes. He was hurt once. (Dr Tay, psychologist, 3 May 2019)\n\n- He must swim. He must row. \
                    (Nurse Brae, 12 June 2024)\n";
        let kinds = |head: &str| {
            let document = parse(format!("## Boats\n\n{head}{text}")).unwrap();
            let own = |unit: &&Unit| document.text(unit).starts_with('(');
            document.units().iter().filter(own).map(|unit| unit.kind).collect::<Vec<_>>()
        };
        assert_eq!(kinds("**O. Weir, PBSW, 3 May 2024**\n\nHe sails.\n\n"), [UnitKind::Sentence; 2]);
        assert_eq!(kinds(""), [UnitKind::Signature; 2]);
    }

    #[test]
    fn what_another_signed_in_a_paragraph_is_not_of_the_last() {
        let text = "## Boats\n\nHe sails. [O. Weir, PBSW, 3.5.24]\nHe rows. [A. Brae, nurse, 9.5.24]\n\n\
                    He mends nets. [O. Weir, PBSW, 12.5.24]\n";
        let document = parse(text.to_owned()).unwrap();
        let author = |said: &str| {
            let own = document.units().iter().find(|unit| document.text(unit).contains(said));
            own.and_then(|unit| document.entry(unit).into_owned().author)
        };
        assert_eq!(author("He sails."), None, "of Weir, and not of Brae");
        assert_eq!(author("He rows.").as_deref(), Some("A. Brae, nurse"));
        assert_eq!(author("He mends nets.").as_deref(), Some("O. Weir, PBSW"));
    }

    #[test]
    fn an_email_is_an_entry_with_all_its_lines() {
        let mail = "###### From: A Brae, Sent: 3 May 2024 09:12\n\n**To:** B Orr  \n**Subject:** the flat\n\nIt is let.\n\n**Need:** low\n";
        let document = parse(mail.to_owned()).unwrap();
        let entries: Vec<_> = document.units().iter().map(|unit| unit.entry).collect();
        assert_eq!(entries, [None, Some(0), Some(0), Some(0), None]);
    }
}
