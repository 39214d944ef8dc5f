//! A source text as sections, blocks and units, each with its span.
//!
//! Takes Markdown (plain text is Markdown without marks), gives a [`Document`]. Any text has a document; only
//! its size can be refused. All text belongs to units: what the parser would drop is kept.

pub mod reading;

mod annotation;
mod entries;
mod footnotes;
mod furniture;
mod headings;
mod kept;
mod leaves;
mod lines;
mod marks;
mod model;
mod numbering;
mod origin;
mod parse;
mod run_in;
mod stands;
mod stems;
mod tables;
mod taken;
mod units;

pub use annotation::DateAt;
pub use entries::authorship::{Entry, entry_of, role};
pub use entries::heads::is_role;
pub use entries::logs::{day_of_note, logs};
pub(crate) use entries::people::is_initials;
pub use model::{Block, BlockKind, Document, Section, Unit, UnitKind};
pub use origin::{Origin, Place};
pub use parse::{TooLarge, parse, parse_all, parse_beside};
pub use stands::Stands;
pub use stems::{Stems, Stretches, Texts};
pub use tables::column_pairs::{ColumnPair, ColumnPairs, TableHead};
pub use tables::columns::{Column, Columns};

/// Longest source the engine takes, in bytes.
pub const SOURCE_BYTES_MAX: usize = 64 << 20;
/// Most units a document may have.
pub const UNITS_MAX: usize = 200_000;
/// Deepest nesting of lists and quotations a document may have.
pub const NESTING_MAX: usize = 100;

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str) -> Vec<(UnitKind, String)> {
        let document = parse(source.to_owned()).unwrap();
        document.units().iter().map(|unit| (unit.kind, document.text(unit).to_owned())).collect()
    }

    fn texts(source: &str) -> Vec<String> {
        check(source).into_iter().map(|(_, text)| text).collect()
    }

    #[test]
    fn sections_nest_and_lose_their_numbers() {
        let document = parse("# Plan\n\n## 1. Housing\n\n### 1.1 Tenancy\n\nHe has one.".to_owned()).unwrap();
        let last = document.units().last().unwrap();
        assert_eq!(document.section_path(last.section), ["Housing", "Tenancy"]);
        let outermost = document.outermost_section(last.section).unwrap();
        assert_eq!(document.section_path(outermost), ["Housing"]);
        assert_eq!(document.outermost_section(document.unit(0).section), None, "the title is no section");
    }

    #[test]
    fn units_do_not_overlap_where_a_table_has_too_many_cells_for_the_parser() {
        let wide = |cell: &str| format!("|{}\n", format!("{cell}|").repeat(10_000));
        let source = format!("{}{}{}", wide("h"), wide("-"), "| only |\n".repeat(60));
        let document = parse(source).unwrap();
        assert_eq!(document.units().len(), 61);
        assert!(document.units().windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
    }

    #[test]
    fn what_a_converter_leaves_is_kept_and_makes_no_words() {
        let source = "## []{#_Toc7 .anchor}Leisure {#leisure}\n\n[He is well]{.underline} now.<br>He swims.\n\n\
            2\\. He reads.\n\n<a id=\"x\"></a>He sings.\n\n{.empty}\n";
        assert_eq!(
            texts(source),
            [
                "[]{#_Toc7 .anchor}Leisure {#leisure}",
                "[He is well]{.underline} now.<br>",
                "He swims.",
                "2\\. He reads.",
                "<a id=\"x\"></a>He sings.",
                "{.empty}",
            ]
        );
        let document = parse(source.to_owned()).unwrap();
        assert_eq!(document.sections()[1].title, "Leisure");
        let words = |source: &str| {
            let document = parse(source.to_owned()).unwrap();
            document
                .units()
                .iter()
                .map(|unit| reading::plain(document.source(), document.tokens_of(unit)))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            words("[He **is**]{.underline} <i>not</i> <b>well</b> [sic].\n"),
            ["He is not well [sic]."]
        );
        let nested = "[<i>B</i>]{.u} c [ d]{.u} [[e]{.u}]{.v}";
        assert_eq!(texts(&format!("{nested}\n")), [nested]);
        assert_eq!(words("<b>Not</b> to ring <u>her</u>\n"), ["Not to ring her"]);
        assert_eq!(words("He is [not {.underline} [x] <s>well</s>.\n"), ["He is [not [x] <s>well</s>."]);
    }

    #[test]
    fn header_lines_are_pairs() {
        let pairs = check("**Name:** Ann Other  \n**MAPPA:** Level 2\n");
        assert_eq!(pairs[0], (UnitKind::Pair, "**Name:** Ann Other".to_owned()));
        assert_eq!(pairs[1], (UnitKind::Pair, "**MAPPA:** Level 2".to_owned()));
    }

    #[test]
    fn an_entry_has_a_head_sentences_and_a_signature() {
        let document = parse(
            "12 May 2024 – nurse: He was seen. He is well.\n\nHe left.\nSigned: A. Other, PBSW".to_owned(),
        );
        let document = document.unwrap();
        let kinds: Vec<_> = document.units().iter().map(|unit| (unit.kind, unit.entry)).collect();
        assert_eq!(
            kinds,
            [
                (UnitKind::EntryHead, None),
                (UnitKind::Sentence, Some(0)),
                (UnitKind::Sentence, Some(0)),
                (UnitKind::Sentence, Some(4)),
                (UnitKind::Signature, None)
            ]
        );
    }

    #[test]
    fn a_signature_is_nearer_than_the_head_of_the_entry_before() {
        let signed =
            "12 May 2024 – nurse:\nHe was seen.\n\nHe is well.\n\nHe left.\n(Entry by A. Other, PBSW)";
        let document = parse(signed.to_owned()).unwrap();
        let entries: Vec<_> = document.units().iter().map(|unit| unit.entry).collect();
        assert_eq!(entries, [None, Some(0), Some(0), Some(4), None]);
        let document = parse("12 May 2024 – nurse:\n\nHe left.\n\nSigned: A. Other".to_owned()).unwrap();
        assert_eq!(document.unit(1).entry, Some(0));
    }

    #[test]
    fn text_that_markdown_would_drop_is_kept() {
        assert_eq!(texts("He is.\n\n[SA07]: High\n"), ["He is.", "[SA07]: High"]);
        assert_eq!(texts("| a | b |\n|---|---|\n| c | d | e | f |\n").last().unwrap(), "| c | d | e | f |");
        assert_eq!(check("Signed\n---\n")[0], (UnitKind::Signature, "Signed".to_owned()));
        assert_eq!(texts("14. March 2024\n"), ["14. March 2024"]);
        assert_eq!(texts("He is ~~not~~ here <!-- not --> now."), ["He is ~~not~~ here <!-- not --> now."]);
        assert_eq!(texts("See [this](http://not.example) now."), ["See [this](http://not.example) now."]);
        assert_eq!(texts("a\n\n7.\n"), ["a", "7."]);
        assert_eq!(texts("1. 2. three\n"), ["1.", "2. three"]);
    }

    #[test]
    fn tabs_behind_a_marker_are_space() {
        assert_eq!(texts("1.\t\tHe left."), ["1.\t\tHe left."]);
        assert_eq!(texts("-\t\tHe left\n\t\talone."), ["He left\n\t\talone."]);
    }

    #[test]
    fn numbers_that_are_only_places_are_marked() {
        let numbering = |source: &str| -> Vec<u8> {
            parse(source.to_owned()).unwrap().units().iter().map(|unit| unit.numbering).collect()
        };
        assert_eq!(numbering("1. Gate\n2. Hall\n4. Yard\n5. Shop\n"), [2, 2, 0, 0]);
        assert_eq!(numbering("1. March 2024\n"), [0]);
        assert_eq!(numbering("5) Gate\n"), [0]);
    }

    #[test]
    fn numbers_of_paragraphs_are_places_where_they_count() {
        let numbering = |source: &str| -> Vec<u8> {
            parse(source.to_owned()).unwrap().units().iter().map(|unit| unit.numbering).collect()
        };
        assert_eq!(numbering("1\\. Stay home.\n\n2\\. Ring in."), [2, 2]);
        assert_eq!(numbering("3.1 He stays home.\n\n3.2 He rings in.\n\n3.4 He pays."), [1, 1, 1]);
        assert_eq!(numbering("3.1 He stays home.\n\n3.2 He rings in.\n\n3.6 He pays."), [1, 1, 0]);
        assert_eq!(numbering("3.1 He stays home.\n\nHe left."), [0, 0]);
    }

    #[test]
    fn lines_with_tabs_are_rows() {
        let source = "Action\tOwner\tDue\tStatus\nRing home\tnurse\t3 May\tdone\nBus pass\t\t4 May\topen";
        let document = parse(source.to_owned()).unwrap();
        let kinds: Vec<_> = document.units().iter().map(|unit| unit.kind).collect();
        assert_eq!(kinds, [UnitKind::TableHead, UnitKind::Row, UnitKind::Row]);
        assert_eq!(reading::cell_texts(&document, document.unit(2)), ["Bus pass", "", "4 May", "open"]);
        assert_eq!(check("He left.\tHe was\tseen.").len(), 2);
    }

    /// Kinds and cells of the rows.
    fn rows(source: &str) -> Vec<(UnitKind, Vec<String>)> {
        let document = parse(source.to_owned()).unwrap();
        let of = |unit: &Unit| (unit.kind, reading::cell_texts(&document, unit));
        document.units().iter().map(of).collect()
    }

    #[test]
    fn tables_of_html_have_rows() {
        let source = "<table class=\"plan\">\n<tr><th>Need</th><th>Agreed</th></tr>\n\n<tr><td><p>Sleep</p></td>\n\n\
            <td>a <b>quiet</b> cell<br>by May</td></tr>\n<tr><td></td><td>see&nbsp;nurse</td></tr></table>\n\nHe left.\n";
        assert_eq!(
            rows(source),
            [
                (UnitKind::TableHead, vec!["Need".to_owned(), "Agreed".to_owned()]),
                (UnitKind::Row, vec!["Sleep".to_owned(), "a quiet cell by May".to_owned()]),
                (UnitKind::Row, vec![String::new(), "see nurse".to_owned()]),
                (UnitKind::Sentence, vec!["He left.".to_owned()]),
            ]
        );
    }

    #[test]
    fn a_table_of_one_column_is_paragraphs() {
        let source = "<table><caption>Notes</caption><tr><td>He left. She stayed.</td></tr></table>\n";
        let kinds: Vec<_> = check(source).into_iter().map(|(kind, _)| kind).collect();
        assert_eq!(kinds, [UnitKind::Html, UnitKind::Sentence, UnitKind::Sentence]);
    }

    #[test]
    fn drawn_grids_have_rows() {
        let source = "+-------+---------+\n| Need  | Agreed  |\n+=======+=========+\n| **A** | a quiet |\n|       | cell    |\n\
            +-------+---------+\n|       | nurse   |\n+-------+---------+\n";
        let cells = |first: &str, second: &str| vec![first.to_owned(), second.to_owned()];
        assert_eq!(
            rows(source),
            [
                (UnitKind::TableHead, cells("Need", "Agreed")),
                (UnitKind::Row, cells("A", "a quiet cell")),
                (UnitKind::Row, cells("", "nurse")),
            ]
        );
    }

    #[test]
    fn tables_that_dashes_rule_have_rows() {
        let cells = |first: &str, second: &str| vec![first.to_owned(), second.to_owned()];
        let expected = [
            (UnitKind::TableHead, cells("Need", "Agreed")),
            (
                UnitKind::Row,
                cells("Sleep", "a **quiet** cell").iter().map(|cell| cell.replace('*', "")).collect(),
            ),
            (UnitKind::Row, cells("", "see nurse")),
            (UnitKind::Sentence, vec!["He left.".to_owned()]),
        ];
        let lines = "  Need    Agreed\n  ------- ----------------\n  Sleep   a **quiet** cell\n          see nurse\n\nHe left.\n";
        assert_eq!(rows(lines), expected);
        let rule = "  ------------------------\n";
        let paragraphs = format!(
            "{rule}  Need    Agreed\n  ------- ----------------\n  Sleep   a **quiet**\n          cell\n\n          see nurse\n{rule}\nHe left.\n"
        );
        assert_eq!(rows(&paragraphs), expected);
        for prose in ["He left\n--- ---\nShe stayed on there\n", "Need  Agreed\n----  ------\n\nHe left.\n"] {
            assert!(rows(prose).iter().all(|(kind, _)| *kind != UnitKind::Row), "{prose}");
        }
    }

    #[test]
    fn a_blank_line_inside_a_sentence_does_not_end_it() {
        let broken = "She may visit the farm on every second\n\nsaturday until June. He left.";
        assert_eq!(texts(broken).len(), 2);
        for source in [
            "She may visit the farm on every second day.\n\nand more",
            "She may visit the farm on every second\n\nSaturday",
            "Sleep\n\nslept badly",
            "She may visit the farm on every second\n\n- saturday",
        ] {
            assert_eq!(texts(source).len(), 2, "{source}");
        }
    }

    #[test]
    fn bullets_of_other_systems_open_items() {
        let units = check("- one\n- two\n• three\n• four\n\n• five\n• six");
        assert_eq!(units.len(), 6);
        assert!(units.iter().all(|(kind, text)| *kind == UnitKind::Item && !text.contains('•')), "{units:?}");
    }

    #[test]
    fn a_bullet_pasted_behind_another_is_a_part_of_it() {
        let bullets = |source: &str| -> Vec<Option<String>> {
            let document = parse(source.to_owned()).unwrap();
            let bullet = |unit: &Unit| unit.bullet.map(|bullet| bullet.of(document.source()).to_owned());
            document.units().iter().map(bullet).collect()
        };
        assert_eq!(bullets("- • He left."), [Some("- •".to_owned())]);
        assert_eq!(bullets("- one\n\n  • two"), [Some("-".to_owned()), Some("•".to_owned())]);
    }

    #[test]
    fn quotation_marks_at_line_starts_are_no_text() {
        let document = parse("> He was seen\n> and left.".to_owned()).unwrap();
        assert_eq!(document.units().len(), 1);
        assert_eq!(document.tokens().len(), 6);
    }

    #[test]
    fn a_line_swallowed_by_a_table_is_prose() {
        let units = check("| a | b |\n|---|---|\n| c | d |\nHe left. She stayed.\n");
        assert_eq!(units.last().unwrap(), &(UnitKind::Sentence, "She stayed.".to_owned()));
    }

    #[test]
    fn marks_of_other_platforms() {
        assert_eq!(texts("\u{feff}## One\r\n\r\nHe was\r\nseen.\r\n"), ["One", "He was\r\nseen."]);
    }

    #[test]
    fn marks_between_two_units_belong_to_one() {
        let units = texts("12 May 2024 – PBSW:\\*not\\* here");
        assert_eq!(units, ["12 May 2024 – PBSW:\\", "*not\\* here"]);
    }

    #[test]
    fn a_row_ends_where_its_line_does() {
        assert_eq!(texts("a | b\n--|--\nc | d\r> deep\n"), ["a | b", "c | d", "deep"]);
    }

    #[test]
    fn limits_are_told() {
        assert!(parse(">".repeat(NESTING_MAX) + " x").is_ok());
        assert_eq!(parse(">".repeat(NESTING_MAX + 1) + " x").unwrap_err().what, "levels of nesting");
        assert_eq!(parse("a\n\n".repeat(UNITS_MAX + 1)).unwrap_err().what, "units");
    }

    #[test]
    fn a_giant_title_is_cut_and_its_heading_is_whole() {
        let heading = "word ".repeat(100);
        let document = parse(format!("# {heading}\n\nText.\n")).unwrap();
        assert!(
            document.sections()[1].title.len() < 270 && document.sections()[1].title.ends_with('\u{2026}')
        );
        assert_eq!(document.text(document.unit(0)), heading.trim());
    }
}
