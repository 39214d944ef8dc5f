//! Blocks of the same fields, one below the other: the rows of a table that was printed as forms.

use crate::block::{Block, Table, Text};
use crate::reading::{SetAside, SetAsideKind};

/// Most words of a value; longer ones are entries, and no cells.
const VALUE_WORDS_MAX: usize = 30;
/// Most labels of a block.
const LABELS_MAX: usize = 12;

/// Puts runs of like records together as tables. The labels of all records but the first are set aside: they repeat the
/// head of the table.
pub(super) fn gather(blocks: Vec<Block>, aside: &mut Vec<SetAside>) -> Vec<Block> {
    let mut gathered = Vec::with_capacity(blocks.len());
    let mut fields: Vec<(Text, Text)> = Vec::new();
    for block in blocks {
        match block {
            Block::Field { label, value } => fields.push((label, value)),
            other => {
                flush(&mut fields, &mut gathered, aside);
                gathered.push(other);
            }
        }
    }
    flush(&mut fields, &mut gathered, aside);
    gathered
}

/// Adds the fields at hand, as tables where they are records.
fn flush(fields: &mut Vec<(Text, Text)>, blocks: &mut Vec<Block>, aside: &mut Vec<SetAside>) {
    let labels: Vec<String> = fields.iter().map(|(label, _)| label.words()).collect();
    let mut rest = std::mem::take(fields).into_iter();
    let mut at = 0;
    while at < labels.len() {
        let records = records(&labels[at..]);
        if !are_rows(&records, labels.len() - at) {
            blocks.extend(rest.next().map(|(label, value)| Block::Field { label, value }));
            at += 1;
            continue;
        }
        let table = table(&records, &labels[at..], &mut rest, aside);
        blocks.extend(table);
        at += records.iter().sum::<usize>();
    }
}

/// Whether records of these lengths at the start of so many fields are rows: two only if they are alike and all there is.
fn are_rows(records: &[usize], fields: usize) -> bool {
    match records {
        [] | [_] => false,
        [first, second] => first == second && first + second == fields,
        _ => true,
    }
}

/// Lengths of the like records that labels begin with: each opens with the first label, and has a label once.
fn records(labels: &[String]) -> Vec<usize> {
    let Some(next) = labels.iter().skip(1).take(LABELS_MAX).position(|label| *label == labels[0]) else {
        return Vec::new();
    };
    let first = &labels[..=next];
    let distinct = (1..first.len()).all(|at| !first[..at].contains(&first[at]));
    if first.len() < 2 || !distinct {
        return Vec::new();
    }
    let mut lengths = Vec::new();
    let mut at = 0;
    while at < labels.len() && labels[at] == labels[0] {
        // Each label in the order of the first record, some left out.
        let mut last = 0;
        let follows = labels[at + 1..].iter().take_while(|label| {
            let place = first[last + 1..].iter().position(|known| known == *label);
            last += place.map_or(0, |place| place + 1);
            place.is_some()
        });
        let length = 1 + follows.count();
        if length * 2 < first.len() {
            break;
        }
        lengths.push(length);
        at += length;
    }
    lengths
}

/// The records as a table, or as the fields that they are where a value is prose.
fn table(
    records: &[usize],
    labels: &[String],
    fields: &mut impl Iterator<Item = (Text, Text)>,
    aside: &mut Vec<SetAside>,
) -> Vec<Block> {
    let taken: Vec<(Text, Text)> = fields.take(records.iter().sum()).collect();
    let long = |(_, value): &(Text, Text)| value.words().split_whitespace().count() > VALUE_WORDS_MAX;
    if taken.iter().any(long) {
        return taken.into_iter().map(|(label, value)| Block::Field { label, value }).collect();
    }
    let columns = &labels[..records[0]];
    let head = taken[..records[0]].iter().map(|(label, _)| label.clone()).collect();
    let places: Vec<_> = taken.iter().map(|(label, _)| label.place()).collect();
    let mut rows = Vec::with_capacity(records.len());
    let mut taken = taken.into_iter();
    for (index, length) in records.iter().enumerate() {
        if index > 0 {
            let first = records[..index].iter().sum::<usize>();
            let place = places[first];
            aside.push(SetAside {
                kind: SetAsideKind::Continuation,
                text: labels[first..first + length].join(" "),
                place,
            });
        }
        let mut row = vec![Text::default(); columns.len()];
        for (label, value) in taken.by_ref().take(*length) {
            let words = label.words();
            if let Some(column) = columns.iter().position(|column| *column == words) {
                row[column] = value;
            }
        }
        rows.push(row);
    }
    vec![Block::Table(Table { head, rows })]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::Place;

    fn check(fields: &[(&str, &str)]) -> Vec<Block> {
        let text = |words: &str| Text::plain(words, Place::default());
        let fields =
            fields.iter().map(|(label, value)| Block::Field { label: text(label), value: text(value) });
        gather(fields.collect(), &mut Vec::new())
    }

    #[test]
    fn like_records_are_rows() {
        let blocks = check(&[
            ("No", "1"),
            ("Action", "Go"),
            ("Due", "May"),
            ("No", "2"),
            ("Action", "Stay"),
            ("No", "3"),
            ("Due", "July"),
        ]);
        let [Block::Table(table)] = blocks.as_slice() else { panic!("{blocks:?}") };
        assert_eq!((table.head.len(), table.rows.len()), (3, 3));
        assert_eq!(table.rows[2][2].words(), "July");
        assert!(table.rows[2][1].is_blank());
    }

    #[test]
    fn a_form_stays_a_form() {
        assert_eq!(check(&[("Name", "A"), ("Hall", "3"), ("Cell", "4")]).len(), 3);
        assert_eq!(
            check(&[("Name", "A"), ("Hall", "3"), ("Hall", "4"), ("Name", "B"), ("Hall", "5")]).len(),
            5
        );
        assert_eq!(
            check(&[("Name", "A"), ("Hall", "3"), ("Name", "B"), ("Hall", "3"), ("Cell", "4")]).len(),
            5
        );
    }
}
