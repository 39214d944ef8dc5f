//! Titles of columns, said once: of rows of one table that follow one another the first has them.

use super::model::{Item, Mark, Piece};
use crate::marked::ours;

/// Takes the titles out of each item that has the same ones as the item before it, under the same heading.
pub(super) fn titles(items: &mut [Item]) {
    let of = |item: &Item| (item.label.clone(), signs(&item.text));
    let known: Vec<_> = items.iter().map(of).collect();
    for (at, item) in items.iter_mut().enumerate().skip(1) {
        if known[at] == known[at - 1] && known[at].1.iter().any(|sign| has_title(sign)) {
            untitle(&mut item.text);
        }
    }
}

/// What stands of ours between the words of a line.
fn signs(text: &[Piece]) -> Vec<String> {
    let own = text.iter().filter(|piece| piece.mark == Mark::Ours);
    own.map(|piece| piece.text.clone()).collect()
}

/// Whether a sign between two cells names the second: "; score ".
fn has_title(sign: &str) -> bool {
    sign.strip_prefix("; ").is_some_and(|title| title.contains(char::is_alphabetic))
}

fn untitle(text: &mut [Piece]) {
    for piece in text.iter_mut().filter(|piece| piece.mark == Mark::Ours && has_title(&piece.text)) {
        *piece = ours("; ");
    }
}

#[cfg(test)]
mod tests {
    use super::super::item::tests::briefed;

    #[test]
    fn the_second_row_of_a_table_goes_without_titles() {
        let plan = |rows: &str| {
            format!("## Fines\n\n| Court | Sum | Left |\n|---|---|---|\n| Ferrybank | 90 | 40 |\n{rows}")
        };
        let rows = "| Larchfield | 70 | 30 |\n| Quay | 50 | 20 |\n| Moor | 20 |  |\n";
        let shown = briefed(&plan(""), &plan(rows));
        for row in ["Larchfield; sum 70; left 30", "Quay; 50; 20", "Moor; sum 20"] {
            assert!(shown.iter().any(|text| text == row), "{shown:?}");
        }
    }
}
