//! Why a passage counts as reworded, in words: "synonym: resides / lives, punctuation".

use std::borrow::Cow;

use cip_engine::delta::{Change, Excuse, Reason, Rule};
use cip_engine::document::Document;

/// The rules by which each difference of a reworded passage carries no fact, each once, in the order of the passage.
/// Other words are given as they stand; of a clause, a capital or a sign the rule says enough.
pub fn excuses(before: &Document, after: &Document, change: &Change) -> String {
    let mut told: Vec<Cow<'_, str>> = Vec::new();
    for excuse in &change.excuses {
        let phrase = phrase(before, after, excuse);
        if !told.contains(&phrase) {
            told.push(phrase);
        }
    }
    told.join(", ")
}

fn phrase(before: &Document, after: &Document, excuse: &Excuse) -> Cow<'static, str> {
    let name = match excuse.reason {
        Reason::Rule(rule) => Cow::from(rule.phrase()),
        reason => Cow::from(reason.name().replace('-', " ")),
    };
    let worded = matches!(excuse.reason, Reason::Rule(Rule::Synonym | Rule::Slip | Rule::Spelling));
    match excuse.before.zip(excuse.after).filter(|_| worded) {
        Some((old, new)) => {
            format!("{name}: {} / {}", old.of(before.source()), new.of(after.source())).into()
        }
        None => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cip_engine::delta::compare;
    use cip_engine::document::parse;

    fn check(before: &str, after: &str) -> String {
        let [before, after] = [before, after].map(|text| parse(text.to_owned()).unwrap());
        excuses(&before, &after, &compare(&before, &after).changes[0])
    }

    #[test]
    fn each_rule_is_told_once_with_the_words_it_is_about() {
        assert_eq!(
            check(
                "He was told, on leave; it began, he helped.",
                "He was told on leave, it started, he assisted."
            ),
            "punctuation, synonym: began / started, synonym: helped / assisted"
        );
        assert_eq!(check("In May, he slept well.", "He slept well, in May."), "clause order");
        assert_eq!(check("He slept well.", "He slept."), "");
    }
}
