//! Which changes a page shows unfolded.
//!
//! What touches risk and changed is shown whatever is asked: a reader who looks for news of housing must not miss
//! that contact is forbidden.

use std::collections::{BTreeSet, HashSet};

use super::passages::placed;
use super::{Pair, Question, Show};
use cip_engine::delta::{Change, ChangeKind};
use cip_engine::document::reading::cell_texts;
use cip_engine::document::{BlockKind, Columns, Document, UnitKind};
use cip_engine::history::{entry_of, role};

/// What is asked of a delta, ready to be answered for each change.
pub(super) struct Choice<'a> {
    pair: &'a Pair<'a>,
    question: &'a Question,
    /// Blocks of the earlier and of the later version that are action plans.
    plans: [HashSet<u32>; 2],
}

impl<'a> Choice<'a> {
    pub(super) fn new(pair: &'a Pair<'a>, question: &'a Question) -> Self {
        let plans = [pair.before.document, pair.after.document].map(action_plans);
        Self { pair, question, plans }
    }

    /// The kind of changes that is asked for.
    pub(super) fn show(&self) -> Show {
        self.question.show
    }

    /// How many changes are of a kind, and of the need and agency that are asked for.
    pub(super) fn count(&self, show: Show) -> usize {
        self.pair.delta.changes.iter().filter(|change| self.asks_for(show, change)).count()
    }

    /// Whether a change is shown: it is asked for, or it touches risk.
    pub(super) fn shows(&self, change: &Change) -> bool {
        self.asks_for(self.question.show, change) || Show::Risk.takes(change)
    }

    /// Whether a change is of this kind and of the need and agency that are asked for.
    pub(super) fn asks_for(&self, show: Show, change: &Change) -> bool {
        let Question { need: needed, agency: asked, hide_reworded, .. } = self.question;
        let reworded = change.kind == ChangeKind::Reworded && !change.moved;
        let hidden = *hide_reworded && show != Show::Reworded && reworded;
        show.takes(change)
            && !hidden
            && (show != Show::Actions || self.is_action(change))
            && needed.as_ref().is_none_or(|needed| need(self.pair, change) == Some(needed))
            && asked.as_ref().is_none_or(|asked| agency(self.pair, change).as_ref() == Some(asked))
    }

    fn is_action(&self, change: &Change) -> bool {
        let row = |document: &Document, mut units: std::ops::Range<u32>, plans: &HashSet<u32>| {
            units.any(|unit| {
                let unit = document.unit(unit);
                unit.kind == UnitKind::Row && plans.contains(&unit.block)
            })
        };
        row(self.pair.before.document, change.before.clone(), &self.plans[0])
            || row(self.pair.after.document, change.after.clone(), &self.plans[1])
    }
}

/// The needs in which something changed, in the order of the plan, and the agencies that wrote it, by name.
pub(super) fn choices(pair: &Pair<'_>) -> (Vec<String>, Vec<String>) {
    let (mut needs, mut agencies): (Vec<String>, BTreeSet<String>) = Default::default();
    for change in pair.delta.changes.iter().filter(|change| Show::All.takes(change)) {
        if let Some(need) = need(pair, change).filter(|need| !needs.iter().any(|known| known == need)) {
            needs.push(need.to_owned());
        }
        agencies.extend(agency(pair, change));
    }
    (needs, agencies.into_iter().collect())
}

/// The title of the highest heading over a change.
fn need<'a>(pair: &Pair<'a>, change: &Change) -> Option<&'a str> {
    let (_, document, unit) = placed(pair, change);
    let section = document.outermost_section(document.unit(unit).section)?;
    Some(document.sections()[section as usize].title.as_str())
}

/// The role of who wrote a change, or the name where no role is said.
fn agency(pair: &Pair<'_>, change: &Change) -> Option<String> {
    let (_, document, unit) = placed(pair, change);
    let author = entry_of(document, document.unit(unit)).author?;
    Some(role(&author).unwrap_or(&author).to_owned())
}

fn action_plans(document: &Document) -> HashSet<u32> {
    let is_plan = |start: u32| {
        let head = document.unit(start);
        head.kind == UnitKind::TableHead && Columns::of_actions(&cell_texts(document, head)).is_some()
    };
    let blocks = (0..).zip(document.blocks());
    let tables = blocks.filter(|(_, block)| block.kind == BlockKind::Table && is_plan(block.units.start));
    tables.map(|(index, _)| index).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use cip_engine::brief::Version;
    use cip_engine::delta::{Delta, compare};
    use cip_engine::document::parse;

    const BEFORE: &str = "# Plan\n\n## Housing\n\n**12 May 2023 – PBSW (A. Tarn):** He rents a flat in Mill Wynd.\n\n\
        **3 June 2023 – Nurse (B. Fell):** He sleeps badly.\n\n## Family\n\nHe may have contact with the boy at weekends. He can phone.\n\n\
        ## Actions\n\n| Need | Action | Owner | Due | Status |\n|---|---|---|---|---|\n\
        | Work | ask the laundry | A. Tarn | 4 May 2024 | open |\n";

    fn after() -> String {
        BEFORE
            .replace("rents a flat", "rents a house")
            .replace("sleeps badly", "sleeps well")
            .replace("may have contact", "must not have contact")
            .replace("can phone", "is able to phone")
            .replace("| open |", "| done |")
    }

    fn with<T>(question: &Question, read: impl FnOnce(&Choice<'_>, &Delta) -> T) -> T {
        let (before, after) = (parse(BEFORE.to_owned()).unwrap(), parse(after()).unwrap());
        let delta = compare(&before, &after);
        let before = Version { number: 1, as_of: None, document: &before };
        let after = Version { number: 2, as_of: None, document: &after };
        let pair = Pair { before: &before, after: &after, delta: &delta, since: &[], person: None };
        read(&Choice::new(&pair, question), &delta)
    }

    /// The later texts of the changes shown.
    fn shown(question: &Question) -> Vec<String> {
        with(question, |choice, delta| {
            let shown = delta.changes.iter().filter(|change| choice.shows(change));
            let document = choice.pair.after.document;
            shown.map(|change| document.text(document.unit(change.after.start)).to_owned()).collect()
        })
    }

    const RISK: &str = "He must not have contact with the boy at weekends.";

    #[test]
    fn by_agency() {
        let question = Question { agency: Some("Nurse".to_owned()), ..Question::default() };
        assert_eq!(shown(&question), ["He sleeps well.", RISK]);
    }

    #[test]
    fn by_need() {
        let question = Question { need: Some("Actions".to_owned()), ..Question::default() };
        assert_eq!(shown(&question), [RISK, "| Work | ask the laundry | A. Tarn | 4 May 2024 | done |"]);
        assert_eq!(shown(&question), shown(&Question { show: Show::Actions, ..Question::default() }));
    }

    #[test]
    fn without_rewordings() {
        let question = Question { hide_reworded: true, ..Question::default() };
        let texts = shown(&question);
        assert!(!texts.iter().any(|text| text.contains("able to phone")), "{texts:?}");
        assert_eq!(texts.len() + 1, shown(&Question::default()).len());
    }

    #[test]
    fn risk_is_shown_whatever_is_asked() {
        let nowhere = Some("nowhere".to_owned());
        for show in Show::ALL {
            for need in [None, nowhere.clone()] {
                for agency in [None, nowhere.clone()] {
                    let question = Question {
                        show,
                        need: need.clone(),
                        agency,
                        hide_reworded: true,
                        ..Question::default()
                    };
                    assert!(shown(&question).iter().any(|text| text == RISK), "{question:?}");
                }
            }
        }
    }

    #[test]
    fn needs_and_agencies_with_a_change_are_offered() {
        let (needs, agencies) = with(&Question::default(), |choice, _| choices(choice.pair));
        assert_eq!(needs, ["Housing", "Family", "Actions"]);
        assert_eq!(agencies, ["Nurse", "PBSW"]);
    }
}
