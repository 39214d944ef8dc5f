//! Forms that are printed one below the other, a line a label and a line or more its value: the same labels come back
//! in the same order, whatever words they are.

use cip_lexicon as lexicon;
use rustc_hash::FxHashMap;

use super::fields::is_label;
use super::lines::ends_sentence;
use super::listing::Listing;
use super::mask;

/// Least labels of a form.
const LABELS_MIN: usize = 3;
/// Most lines of a form for each of its labels.
const LINES_MAX: usize = 6;
/// How many forms are looked at together: labels of one stand near each other.
const OPEN_MAX: usize = 16;

/// Which lines are labels of forms that come back, and which open such a form ("Objective 2").
pub(super) struct Forms {
    pub(super) labels: Vec<bool>,
    pub(super) openers: Vec<bool>,
}

/// The places of labels that come back in step, a list a label.
type Form = Vec<Vec<usize>>;

impl Forms {
    /// Looks at all lines; `parts` says which can belong to a form.
    pub(super) fn of<T>(listing: &Listing<'_>, parts: &[Option<T>]) -> Self {
        let mut found = Self { labels: vec![false; parts.len()], openers: vec![false; parts.len()] };
        for form in forms(listing, parts).into_iter().filter(|form| is_form(form)) {
            found.open(listing, &form[0]);
            for at in form.into_iter().flatten() {
                found.labels[at] = true;
            }
        }
        found
    }

    /// Whether a line is a label of a form or opens one.
    pub(super) fn holds(&self, at: usize) -> bool {
        self.labels[at] || self.openers[at]
    }

    /// Marks the lines before the first label of each form, where they differ in nothing but their number.
    fn open(&mut self, listing: &Listing<'_>, firsts: &[usize]) {
        let before: Option<Vec<usize>> = firsts.iter().map(|at| at.checked_sub(1)).collect();
        let Some(before) = before.filter(|before| before.iter().all(|at| listing.is_words(*at))) else {
            return;
        };
        let masks: Vec<_> = before.iter().map(|at| mask::mask(listing.text(*at))).collect();
        if masks.iter().all(|mask| mask.key == masks[0].key && !mask.numbers.is_empty()) {
            for at in before {
                self.openers[at] = true;
            }
        }
    }
}

/// Lines of the same words, put together where they come back in step.
fn forms<T>(listing: &Listing<'_>, parts: &[Option<T>]) -> Vec<Form> {
    let mut places: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for at in (0..parts.len()).filter(|at| parts[*at].is_some()) {
        places.entry(listing.text(at)).or_default().push(at);
    }
    let comes_back = |places: &Vec<usize>| places.len() > 1 && can_be_label(listing.text(places[0]));
    let mut places: Vec<Vec<usize>> = places.into_values().filter(comes_back).collect();
    places.sort_unstable();
    let mut forms: Vec<Form> = Vec::new();
    for places in places {
        let open = forms.len().saturating_sub(OPEN_MAX);
        match forms[open..].iter_mut().find(|form| goes_on(form, &places)) {
            Some(form) => form.push(places),
            None => forms.push(vec![places]),
        }
    }
    forms
}

fn can_be_label(text: &str) -> bool {
    let bare = text.trim_end_matches([':', ' ']);
    !mask::has_figure(text)
        && is_label(bare)
        && !ends_sentence(bare)
        && !lexicon::STATES.has(bare)
        && !lexicon::NO_DATE.has(bare)
}

/// Whether a label stands once in every form, each time behind the others and at least a line below.
fn goes_on(form: &[Vec<usize>], places: &[usize]) -> bool {
    let (first, last) = (&form[0], &form[form.len() - 1]);
    places.len() == first.len()
        && places.iter().enumerate().all(|(index, at)| {
            *at > last[index] + 1 && first.get(index + 1).is_none_or(|next| at + 1 < *next)
        })
}

/// Whether there are enough labels, with values between them, and no long text.
fn is_form(form: &[Vec<usize>]) -> bool {
    let (labels, count) = (form.len(), form[0].len());
    let near = |pair: &[usize]| pair[1] - pair[0] >= 2 * labels && pair[1] - pair[0] <= LINES_MAX * labels;
    labels >= LABELS_MIN && form[0].windows(2).filter(|pair| near(pair)).count() * 2 >= count - 1
}

#[cfg(test)]
mod tests {
    use super::super::furniture::part;
    use super::super::lines::split;
    use super::*;

    fn check(text: &str) -> (Vec<&str>, Vec<&str>) {
        let lines: Vec<&str> = text.lines().collect();
        let listing = Listing::new(part(split(text)).printed);
        let forms = Forms::of(&listing, &vec![Some(()); listing.len()]);
        let of = |marked: &[bool]| (0..lines.len()).filter(|at| marked[*at]).map(|at| lines[at]).collect();
        (of(&forms.labels), of(&forms.openers))
    }

    #[test]
    fn labels_that_come_back_in_step() {
        let text = "Goal 1\nWhat\nSee the bank\nLead\nB Other\nState\nOpen\nGoal 2\nWhat\nFind a\nflat\nLead\nA Other\nState\nOpen";
        let (labels, openers) = check(text);
        assert_eq!(labels, ["What", "Lead", "State", "What", "Lead", "State"]);
        assert_eq!(openers, ["Goal 1", "Goal 2"]);
    }

    #[test]
    fn cells_that_return_are_no_labels() {
        let text = "Home\nGo there\nNurse\nMay\nHome\nStay there\nNurse\nJune\nHome\nAsk\nNurse\nMay";
        assert_eq!(check(text).0, [""; 0]);
    }
}
