//! A report beside the plan that copied from it, read back: what a reader sees as the report's words stands so in the
//! report, and what is marked as the plan's stands so in the plan.

use cip_engine::document::Document;
use cip_engine::document::reading::plain;
use cip_engine::history::{CopyKind, Input, Source, Version, trace};
use cip_engine::marked::copied;
use cip_engine::text::{Span, Token, TokenKind};

use super::{Readings, flat, generated, hostile};

/// The words of a passage, a space for each bar.
fn passage(document: &Document, span: Span) -> String {
    let tokens: Vec<Token> = document
        .touched(span)
        .flat_map(|unit| document.tokens_of(document.unit(unit)).iter().copied())
        .filter(|token| token.span.overlaps(span))
        .collect();
    let cells = tokens.split(|token| token.kind == TokenKind::Cell);
    flat(&cells.map(|cell| plain(document.source(), cell)).collect::<Vec<_>>().join(" "))
}

/// Reads back what a plan copied from a report; gives how many copies have another word or fact.
fn check(report: &Document, plan: &Document) -> usize {
    let versions = [Version { number: 1, as_of: None, document: plan }];
    let sources = [Source { number: 1, kind: None, date: None, document: report }];
    let history = trace(&Input { versions: &versions, deltas: &[], baseline: None, sources: &sources });
    for copy in &history.copies {
        let cells = copied((report, copy.source_span), (plan, copy.span), &copy.edits, &copy.facts);
        let (mut old, mut new) = (Vec::new(), Vec::new());
        for cell in cells {
            let mut readings = Readings::default();
            for piece in cell {
                readings.push(piece.mark, &piece.text);
            }
            old.push(readings.old);
            new.push(readings.new);
        }
        if copy.edits.is_empty() {
            assert_eq!(passage(report, copy.source_span), passage(plan, copy.span), "{copy:?}");
            continue;
        }
        let found = (flat(&old.join(" ")), flat(&new.join(" ")));
        let expected = (passage(report, copy.source_span), passage(plan, copy.span));
        assert_eq!(found, expected, "{copy:?}\n{:?}\n{:?}", report.source(), plan.source());
    }
    history.copies.iter().filter(|copy| copy.kind != CopyKind::Verbatim).count()
}

#[test]
fn what_a_plan_copied_reads_as_report_and_as_plan() {
    let found: usize = generated().map(|(report, plan)| check(&report, &plan)).sum();
    assert!(found > 100, "{found} copies differ");
}

#[test]
fn what_is_made_to_be_misread() {
    hostile().for_each(|(report, plan)| {
        check(&report, &plan);
    });
}
