//! Labels and values on lines of their own: `Name`, below it `Ann Other`.

use cip_lexicon as lexicon;

use std::ops::Range;

use super::entries::Head;
use super::fields::is_label;
use super::forms::Forms;
use super::lines::{begins_small, ends_sentence, length};
use super::listing::Listing;

/// Longest line of a value.
const VALUE_LENGTH_MAX: usize = 70;
/// Most lines of a value.
const VALUE_LINES_MAX: usize = 3;
/// Least pairs of which most labels are known words.
const PAIRS_MIN: usize = 3;
/// Longest line of a value that goes on at the end of a run.
const ADDRESS_LENGTH_MAX: usize = 40;
/// Least length of a line of a value that goes on below.
const WRAPPED_LENGTH_MIN: usize = 50;
/// How much further in than its label a value stands at least.
const INDENT_MIN: usize = 2;
/// Most lines of a value of a form that comes back.
const FORM_VALUE_LINES_MAX: usize = 12;
/// Most lines that are looked at together.
const RUN_LINES_MAX: usize = 60;
/// What a pair is worth.
const PAIR_WORTH: isize = 30;
/// What it costs that a line is a label which cannot be one.
const NO_LABEL_COST: isize = 100;
/// Most words of a label that a yes or no below answers.
const QUESTION_WORDS_MAX: usize = 6;
/// What it costs that a line with figures is a label.
const FIGURES_COST: isize = 40;

/// A label and the lines of its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) label: usize,
    pub(super) value: Range<usize>,
}

/// Which lines can be labels and values.
pub(super) struct Pairs {
    /// For each line whether it can be a label or a part of a value, and what it costs that it is a label.
    parts: Vec<Option<isize>>,
    /// Which lines are labels of forms that come back, and which open such a form.
    forms: Forms,
}

impl Pairs {
    /// Looks at all lines; `stops` says which belong to nothing of the kind.
    pub(super) fn new(listing: &Listing<'_>, stops: &[bool]) -> Self {
        let part = |at: usize| (is_part(listing, at) && !stops[at]).then(|| label_cost(listing, at));
        let parts: Vec<Option<isize>> = (0..listing.len()).map(part).collect();
        let forms = Forms::of(listing, &parts);
        Self { parts, forms }
    }

    /// The pairs that begin at a line, none if what follows is no run of them; nothing if no label stands there.
    pub(super) fn find(&self, listing: &Listing<'_>, at: usize) -> Option<Vec<Pair>> {
        if self.forms.labels[at] {
            return Some(self.of_form(listing, at));
        }
        let gap = |at: usize| listing.printed.get(at).map_or(0, |line| line.gap);
        // Apart from lines that stand together, it is their heading.
        if self.parts[at] != Some(0) || gap(at + 1) > 0 && gap(at + 2) == 0 {
            return None;
        }
        let follows = |line: &usize| {
            self.parts[*line].is_some()
                && !self.forms.holds(*line)
                && (*line == at || listing.printed[*line].gap < 2)
        };
        let end =
            (at..listing.len()).take(RUN_LINES_MAX).take_while(follows).last().map_or(at, |last| last + 1);
        let mut pairs = self.cheapest(listing, at, end);
        // Where the run goes on, the last pair is looked at again with what follows it.
        let cut = pairs.last().is_some_and(|last| last.value.end + VALUE_LINES_MAX >= end);
        if end == at + RUN_LINES_MAX && cut && pairs.len() > PAIRS_MIN {
            pairs.pop();
        }
        // Where labels have colons, what has none is no label: a table below, or prose.
        let colons = pairs.iter().take_while(|pair| ends_in_colon(listing, pair.label)).count();
        if colons > 1 && pairs[colons..].iter().all(|pair| !ends_in_colon(listing, pair.label)) {
            pairs.truncate(colons);
        }
        self.extend_last(listing, &mut pairs, end);
        Some(if self.are_sure(listing, &pairs) { pairs } else { Vec::new() })
    }

    /// The pairs that begin at a line by how far their lines stand in: each value further than its label, and nothing that
    /// stands so is anything else. Two with a known label, or three.
    pub(super) fn indented(&self, listing: &Listing<'_>, at: usize, stops: &[bool]) -> Option<Vec<Pair>> {
        let indent = |at: usize| listing.line(at).indent;
        let goes_on = |at: usize| {
            at < listing.len()
                && listing.is_words(at)
                && (listing.printed[at].gap == 0 || listing.printed[at].turn)
        };
        let mut pairs: Vec<Pair> = Vec::new();
        let mut label = at;
        while (label == at || goes_on(label))
            && indent(label) == indent(at)
            && self.parts[label].is_some()
            && is_label(listing.text(label))
            && listing.heads[label].is_none()
        {
            let within = |line: &usize| goes_on(*line) && indent(*line) >= indent(label) + INDENT_MIN;
            let end = label + 1 + (label + 1..).take(VALUE_LINES_MAX + 1).take_while(within).count();
            if !is_one_value(listing, label + 1..end, stops) {
                break;
            }
            pairs.push(Pair { label, value: label + 1..end });
            label = end;
        }
        let known = pairs.iter().any(|pair| self.parts[pair.label] == Some(0));
        (pairs.len() > 2 || pairs.len() == 2 && known).then_some(pairs)
    }

    /// The last value goes on to the end of its lines, if they are few and short: an address.
    fn extend_last(&self, listing: &Listing<'_>, pairs: &mut [Pair], end: usize) {
        let Some(last) = pairs.last_mut().filter(|pair| !pair.value.is_empty()) else { return };
        let most = end.min(last.value.start + VALUE_LINES_MAX);
        let short = |line: &usize| {
            listing.is_below(*line)
                && self.parts[*line].is_some_and(|cost| cost > 0)
                && length(listing.text(*line)) <= ADDRESS_LENGTH_MAX
        };
        let behind = last.value.end + (last.value.end..most).take_while(short).count();
        if !listing.is_below(behind) {
            last.value.end = behind;
        }
    }

    /// The pairs of a form from one of its labels on.
    fn of_form(&self, listing: &Listing<'_>, mut at: usize) -> Vec<Pair> {
        let mut pairs = Vec::new();
        while self.forms.labels.get(at) == Some(&true) {
            let first = at + 1;
            let gap = listing.printed.get(first).map_or(0, |line| line.gap);
            let near = first..listing.len().min(first + FORM_VALUE_LINES_MAX + 1);
            let next = near.clone().find(|line| self.forms.holds(*line));
            // What stands further apart than the value is no part of it: a heading.
            let near_by = |line: usize| listing.is_words(line) && listing.printed[line].gap <= gap;
            let words = |end: usize| (first..end).all(near_by);
            let end = next.filter(|end| words(*end)).unwrap_or_else(|| {
                // The last value of the last form goes on as far as it says itself.
                let goes_on = |line: &usize| {
                    *line == first && self.parts[*line].is_some()
                        || *line > first && listing.is_below(*line) && begins_small(listing.text(*line))
                };
                first + near.take_while(goes_on).count()
            });
            pairs.push(Pair { label: at, value: first..end });
            at = end;
        }
        pairs
    }

    /// Whether a line that can be a label stands above one line of value.
    fn is_even(&self, pair: &Pair) -> bool {
        pair.value.len() == 1 && self.parts[pair.label].is_some_and(|cost| cost < FIGURES_COST)
    }

    /// Whether enough labels have colons, or are known words.
    fn are_sure(&self, listing: &Listing<'_>, pairs: &[Pair]) -> bool {
        let colons = pairs.iter().filter(|pair| ends_in_colon(listing, pair.label)).count();
        let known = pairs.iter().filter(|pair| self.parts[pair.label] == Some(0)).count();
        colons > 1 && colons * 2 >= pairs.len()
            || pairs.len() >= PAIRS_MIN && known * 3 >= pairs.len() * 2
            || known > PAIRS_MIN
                && known * 5 >= pairs.len() * 2
                && pairs.iter().all(|pair| self.is_even(pair))
    }

    /// The cheapest way to read lines as pairs, as far as they are any.
    fn cheapest(&self, listing: &Listing<'_>, start: usize, end: usize) -> Vec<Pair> {
        // For each line the cost of the pairs before it less their worth, and where the last begins.
        let mut best: Vec<Option<(isize, usize)>> = vec![None; end - start + 1];
        best[0] = Some((0, 0));
        let gaps = (start + 1..end).filter(|at| listing.printed[*at].gap > 0).count();
        let spaced = gaps * 5 > (end - start) * 3;
        for label in start..end {
            let Some((before, _)) = best[label - start] else { continue };
            let cost = before - PAIR_WORTH + self.parts[label].unwrap_or(NO_LABEL_COST);
            for value_end in label + 1..=end.min(label + 1 + VALUE_LINES_MAX) {
                let cost = cost + self.value_cost(listing, label + 1..value_end, spaced);
                let slot = &mut best[value_end - start];
                if slot.is_none_or(|(best, _)| cost < best) {
                    *slot = Some((cost, label));
                }
            }
        }
        let last = best.iter().enumerate().filter_map(|(at, step)| step.map(|step| (step.0, at))).min();
        let mut at = last.map_or(0, |(_, at)| at);
        let mut pairs = Vec::new();
        while at > 0 {
            let Some((_, label)) = best[at] else { break };
            pairs.push(Pair { label, value: label + 1..start + at });
            at = label - start;
        }
        pairs.reverse();
        pairs
    }

    /// What it costs that lines are a value.
    fn value_cost(&self, listing: &Listing<'_>, lines: Range<usize>, spaced: bool) -> isize {
        let apart = |at: usize| !spaced && listing.printed.get(at).is_some_and(|next| next.gap > 0);
        if lines.is_empty() {
            // With a blank line below, it is a heading rather.
            return if apart(lines.start) { NO_LABEL_COST } else { 20 };
        }
        let mut cost = 12 * (lines.len().cast_signed() - 1);
        for at in lines.clone() {
            let text = listing.text(at);
            let label = self.parts[at] == Some(0) && !text.contains(|c: char| c.is_ascii_digit());
            cost += if ends_in_colon(listing, at) { 60 } else { 12 * isize::from(label) };
            cost += if ends_sentence(text) && length(text) > 40 { 15 } else { 0 };
        }
        cost + 40 * lines.filter(|at| apart(*at)).count().cast_signed()
    }
}

/// Whether lines that stand further in are one value, wrapped where a line was full: no list, table, head or sentence.
fn is_one_value(listing: &Listing<'_>, lines: Range<usize>, stops: &[bool]) -> bool {
    // A head has text below it, or behind it.
    let heads = |at: usize| {
        let ends = |head: &Head<'_>| lines.len() == 1 && head.rest.is_empty() && !head.text.ends_with(':');
        listing.heads[at].is_some_and(|head| !ends(&head))
    };
    let plain = |at: usize| {
        !stops[at]
            && !heads(at)
            && !listing.has_fields(at)
            && !listing.is_item(at)
            && listing.line(at).segments().len() == 1
            && !ends_sentence(listing.text(at))
    };
    let full = |at: usize| length(listing.text(at)) >= WRAPPED_LENGTH_MIN;
    (1..=VALUE_LINES_MAX).contains(&lines.len())
        && lines.clone().all(plain)
        && lines.clone().all(|at| at + 1 == lines.end || full(at))
}

/// Whether a line can be a label or a part of a value.
fn is_part(listing: &Listing<'_>, at: usize) -> bool {
    let text = listing.text(at);
    // "Personal officer ..... A Other" has its value on the line, as one with a colon has.
    let led = !text.contains(':') && listing.fields[at].fields.iter().any(|field| !field.value.is_empty());
    listing.is_words(at)
        && !led
        && listing.line(at).length() <= VALUE_LENGTH_MAX
        && (!text.contains(": ") || ends_in_colon(listing, at))
        && listing.line(at).segments().len() < 3
}

fn ends_in_colon(listing: &Listing<'_>, at: usize) -> bool {
    listing.text(at).ends_with(':')
}

/// What it costs that a line is a label.
fn label_cost(listing: &Listing<'_>, at: usize) -> isize {
    let text = listing.text(at).trim_end_matches([':', ' ']);
    let answer =
        || lexicon::FORM_ANSWERS.has(text) || lexicon::NO_DATE.has(text) || lexicon::STATES.has(text);
    if !is_label(text) || ends_sentence(text) || answer() {
        return NO_LABEL_COST;
    }
    let is_noun =
        |word: &str| lexicon::LABEL_NOUNS.has(word.trim_matches(|c: char| !c.is_alphanumeric() && c != '-'));
    let figures = text.contains(|c: char| c.is_ascii_digit());
    let answered = listing.is_words(at + 1) && lexicon::YES_OR_NO.has(listing.text(at + 1));
    if ends_in_colon(listing, at)
        || answered && text.split_whitespace().count() <= QUESTION_WORDS_MAX
        || listing.known.contains(text)
        || !figures && text.split_whitespace().any(is_noun)
    {
        0
    } else if figures {
        FIGURES_COST
    } else {
        15
    }
}

#[cfg(test)]
mod tests {
    use super::super::furniture::part;
    use super::super::lines::split;
    use super::*;

    fn check(text: &str) -> Vec<(String, String)> {
        let listing = Listing::new(part(split(text)).printed);
        let pairs = Pairs::new(&listing, &vec![false; listing.len()]).find(&listing, 0).unwrap_or_default();
        let words = |at: usize| listing.text(at).to_owned();
        pairs
            .iter()
            .map(|pair| (words(pair.label), pair.value.clone().map(words).collect::<Vec<_>>().join(" ")))
            .collect()
    }

    fn pair(label: &str, value: &str) -> (String, String) {
        (label.to_owned(), value.to_owned())
    }

    #[test]
    fn labels_above_values() {
        let text = "Surname\nOTHER\nForenames\nANN MARY\nDate of birth\n1 May 1980\nSupervision level\nHIGH\nHe was seen on the hall and was well for all of that time and the next.\n";
        let expected = [
            pair("Surname", "OTHER"),
            pair("Forenames", "ANN MARY"),
            pair("Date of birth", "1 May 1980"),
            pair("Supervision level", "HIGH"),
        ];
        assert_eq!(check(text), expected);
    }

    #[test]
    fn values_that_stand_further_in() {
        let check = |text: &str| {
            let listing = Listing::new(part(split(text)).printed);
            let stops = vec![false; listing.len()];
            Pairs::new(&listing, &stops).indented(&listing, 0, &stops).map(|pairs| pairs.len())
        };
        let long = "CARRAGEEN 25MG AT NIGHT (IN POSSESSION WEEKLY); DULSE 500MG TWICE A DAY; KELP 150MG IN";
        let form = format!(
            "Rash\n    NONE\nRemedies\n    {long}\n    THE MORNING\nDiet\n    SOFT\nHe has a cold that comes back.\n"
        );
        assert_eq!(check(&form), Some(3));
        assert_eq!(check("Beds\n    They were dug over.\nBeans\n    They were sown.\n"), None, "prose");
        assert_eq!(check("Beds\n  - two\nBeans\n  - three\n"), None, "lists");
        assert_eq!(
            check("Medication\n    none\nPresent\n    A Orr\n    B Rae\n    C Fyfe\n"),
            None,
            "a list of names"
        );
        let entry = "Medication\n    none\n    13 May 2024 - Nurse (A. Orr): she is well\nDiet\n    soft\n";
        assert_eq!(check(entry), None, "an entry");
    }

    #[test]
    fn a_long_run_is_read_piece_by_piece() {
        let text = "Surname\nOTHER\nDate of birth\n1 May 1980\n".repeat(20);
        let pairs = check(&text);
        assert_eq!(pairs.len(), 29);
        assert_eq!(pairs.last(), Some(&pair("Surname", "OTHER")));
    }

    #[test]
    fn pairs_above_short_lines_of_prose_are_whole() {
        let prose = "He was seen in the hall and said that he was well.\n".repeat(70);
        let text = format!("Surname\nOTHER\nForenames\nANN\nHall\nB\nCarer\nMrs B Other\n\nHome\n\n{prose}");
        assert_eq!(check(&text).last(), Some(&pair("Carer", "Mrs B Other")));
    }

    #[test]
    fn labels_with_colons_above_a_table() {
        let text = "Client:\n\nAnn Other\n\nKey worker:\n\nB Other\n\nNeed\n\nPriority\n\nBy when\n\nAlcohol\n\nHigh\n\nMay\n\n";
        assert_eq!(check(text), [pair("Client:", "Ann Other"), pair("Key worker:", "B Other")]);
    }

    #[test]
    fn labels_with_colons() {
        let text = "CARER:\nMRS B OTHER\nTENANCY:\nALLERGIES:\nNONE KNOWN\n";
        assert_eq!(
            check(text),
            [pair("CARER:", "MRS B OTHER"), pair("TENANCY:", ""), pair("ALLERGIES:", "NONE KNOWN")]
        );
    }

    #[test]
    fn short_lines_that_are_no_pairs() {
        assert_eq!(check("Housing\nHe is well.\nShe is not.\nThey left.\n"), []);
        assert_eq!(check("NO CONTACT:\nwith his uncle\n"), []);
    }
}
