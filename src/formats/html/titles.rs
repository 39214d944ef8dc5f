//! Whether the captions of tables, or the legends of groups of fields, are the headings of a page.
//!
//! Record systems print a plan as one captioned table after another, or as one group of fields after another, under a
//! title: nothing else divides the page. Where it has headings of its own, marked or in bold type, they say what its
//! sections are, and a caption names but a table in one of them: what stands behind the table would fall under it.

use super::frame::{Frame, Titled};
use crate::headings;

/// Fewest captions or legends that divide a page.
const TITLES_MIN: usize = 2;
/// Most headings beside them: the title of the page.
const HEADINGS_MAX: usize = 1;
/// The level of such headings where the page has no title, and the deepest that they are given.
const LEVEL: u8 = 2;
const LEVEL_MAX: u8 = 5;

/// What a page is divided by.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Titles {
    /// Tables that stand in no other.
    pub(super) tables: usize,
    /// Headings, and those of them that stand outside of groups of fields.
    headings: usize,
    outside: usize,
    /// The level of the first heading.
    first: Option<u8>,
}

impl Titles {
    /// Takes in a heading, which may stand in a group of fields.
    pub(super) fn see_heading(&mut self, level: u8, in_fields: bool) {
        self.headings += 1;
        self.outside += usize::from(!in_fields);
        self.first.get_or_insert(level);
    }

    /// Makes the captions or the legends headings, where they divide the page.
    pub(super) fn divide(self, page: &mut Frame) {
        let level = self.first.map_or(LEVEL, |first| first.saturating_add(1).min(LEVEL_MAX));
        let (captions, legends) = (page.titles(Titled::Table), page.titles(Titled::Fields));
        if captions.max(legends) < TITLES_MIN || headings::count(&page.flows, &page.titled()) > HEADINGS_MAX {
            return;
        }
        if legends >= TITLES_MIN && self.outside <= HEADINGS_MAX {
            page.make_headings(Titled::Fields, level);
        } else if captions >= TITLES_MIN
            // A table or two may be without.
            && captions * 4 >= self.tables * 3
            && self.headings <= HEADINGS_MAX
        {
            page.make_headings(Titled::Table, level);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::html::read;

    fn check(html: &str, expected: &str) {
        assert_eq!(read(html.as_bytes(), None).unwrap().text, expected, "{html}");
    }

    fn table(caption: &str) -> String {
        format!("<table><caption>{caption}</caption><tr><th>Net<th>Knots<tr><td>cod<td>9</table>")
    }

    const ROWS: &str = "| Net | Knots |\n|---|---|\n| cod | 9 |\n";

    #[test]
    fn captions_divide_a_page_without_headings() {
        check(
            &format!("<h1>Harbour</h1>{}{}", table("Boats"), table("Nets")),
            &format!("# Harbour\n\n## Boats\n\n{ROWS}\n## Nets\n\n{ROWS}"),
        );
    }

    #[test]
    fn captions_under_headings_name_tables() {
        check(
            &format!("<h1>Harbour</h1><h2>Sea</h2>{}{}", table("Boats"), table("Nets")),
            &format!("# Harbour\n\n## Sea\n\nBoats\n\n{ROWS}\nNets\n\n{ROWS}"),
        );
        check(&table("Boats"), &format!("Boats\n\n{ROWS}"));
    }

    #[test]
    fn captions_below_titles_in_bold_type_name_tables() {
        let part = |title: &str, rest: &str| {
            format!("<p><b>{title}</b></p><p>Here is what is known of it.</p>{rest}")
        };
        let page = format!(
            "<h1>Harbour</h1>{}{}{}",
            part("Sea", &table("Boats")),
            part("Land", &table("Nets")),
            part("Air", "")
        );
        let read = read(page.as_bytes(), None).unwrap().text;
        assert!(read.contains("## Land\n") && read.contains("\nNets\n"), "{read}");
        assert!(!read.contains("# Nets"), "{read}");
    }

    #[test]
    fn legends_of_boxes_to_tick_divide_nothing() {
        let asked = |legend: &str| {
            format!(
                "<p>She rows.</p><fieldset><legend>{legend}</legend><input type=radio checked> Yes <input type=radio> No</fieldset>"
            )
        };
        let page = format!("<h1>Harbour</h1>{}{}<p>She sails.</p>", asked("Afloat"), asked("Ashore"));
        let read = read(page.as_bytes(), None).unwrap().text;
        assert!(!read.contains("# A"), "{read}");
    }

    #[test]
    fn legends_divide_a_page_with_headings_in_them_only() {
        let fields =
            |legend: &str| format!("<fieldset><legend>{legend}</legend><h4>May</h4><p>Rowed.</fieldset>");
        check(
            &format!("<h2>Harbour</h2>{}{}", fields("Boats"), fields("Nets")),
            "## Harbour\n\n### Boats\n\n#### May\n\nRowed.\n\n### Nets\n\n#### May\n\nRowed.\n",
        );
        check(
            &format!("<h2>Sea</h2>{}<h2>Land</h2>{}", fields("Boats"), fields("Nets")),
            "## Sea\n\nBoats\n\n#### May\n\nRowed.\n\n## Land\n\nNets\n\n#### May\n\nRowed.\n",
        );
    }
}
