//! What is known of the near copies of one version, kept with it.

use std::sync::Arc;

use super::judge::{Earlier, Verdicts};
use super::passages::Passages;
use super::repeats;
use crate::document::Document;
use crate::history::model::Repeat;

/// What stands more than once in a version. It hangs on the version alone, so that it is worked out once; most of what
/// it takes is known where the version before it was asked for the same.
#[derive(Debug)]
pub(in crate::history) struct Known {
    pub(in crate::history) passages: Passages,
    pub(in crate::history) repeats: Vec<Repeat>,
    verdicts: Verdicts,
}

impl Known {
    /// What is known of a version; what it shares with an `earlier` one is taken from there, as far as it is known.
    pub(in crate::history) fn of(document: &Document, earlier: Option<&Document>) -> Arc<Self> {
        document.kept_or(|| Self::beside(document, earlier))
    }

    fn beside(document: &Document, earlier: Option<&Document>) -> Self {
        let known = earlier.and_then(|earlier| Some((earlier, earlier.kept::<Self>()?)));
        let other = known.as_ref().map(|(earlier, known)| (*earlier, &known.passages));
        let (passages, forms) = Passages::beside(document, other);
        let earlier = known.as_ref().map(|(_, known)| Earlier { forms: &forms, verdicts: &known.verdicts });
        let (repeats, verdicts) = repeats::find(document, &passages, earlier);
        Self { passages, repeats, verdicts }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::parse;

    fn check(versions: &[&str]) {
        let documents: Vec<Document> =
            versions.iter().map(|text| parse((*text).to_owned()).unwrap()).collect();
        Known::of(&documents[0], None);
        for pair in documents.windows(2) {
            let (alone, beside) = (Known::beside(&pair[1], None), Known::of(&pair[1], Some(&pair[0])));
            assert_eq!(beside.repeats, alone.repeats);
            assert_eq!(format!("{:?}", beside.passages), format!("{:?}", alone.passages));
        }
    }

    #[test]
    fn what_is_known_of_an_earlier_version_alters_nothing() {
        check(&[
            include_str!("../../../../fixtures/generated-102/v3.md"),
            include_str!("../../../../fixtures/generated-102/v4.md"),
            include_str!("../../../../fixtures/generated-102/v5.md"),
        ]);
    }

    #[test]
    fn nor_where_its_lines_end_otherwise() {
        let plans = [
            include_str!("../../../../fixtures/generated-101/v4.md"),
            include_str!("../../../../fixtures/generated-101/v5.md"),
        ];
        check(&[plans[0], plans[1], &plans[1].replace("\r\n", "\n"), &plans[1].replace(" and ", "\nand ")]);
    }

    #[test]
    fn a_slip_hangs_on_the_other_words() {
        let plan = |rest: &str| {
            let text = "He read the reports on his work in the hall.";
            let slip = text.replace("reports", "reoprts");
            parse(format!("{rest}\n\n## Drugs\n\n{text}\n\n## Health\n\n{slip}\n")).unwrap()
        };
        let (without, with) = (plan("Nothing came."), plan("Reports came."));
        for (earlier, later) in [(&without, &with), (&with, &without)] {
            Known::of(earlier, None);
            assert_eq!(Known::beside(later, Some(earlier)).repeats, Known::beside(later, None).repeats);
        }
    }
}
