//! A picture of how old the text of each section of the newest plan is.

use crate::web::{links, plan, words};
use cip_engine::brief::Side;
use cip_engine::history::{History, Input, Version};

/// What the ages are called: by the conferences that the present wording was carried through.
pub(super) const AGES: [&str; 5] = ["New or changed", "1", "2", "3", "4 or more"];

/// One of the outermost sections.
pub(super) struct SectionAge {
    pub title: String,
    /// Its place in the plan with ages.
    pub href: String,
    pub words: String,
    /// Its text by age, the newest first.
    pub parts: Vec<Part>,
}

/// The text of one age, in percent of its section and in thousandths of the bar.
pub(super) struct Part {
    pub age: usize,
    pub x: usize,
    pub width: usize,
    pub percent: usize,
}

/// Measures the outermost sections of the newest plan.
pub(super) fn section_ages(page: &str, input: &Input<'_>, history: &History) -> Vec<SectionAge> {
    let Some(newest) = input.versions.last() else { return Vec::new() };
    let document = newest.document;
    let mut sections: Vec<(Option<u32>, [usize; AGES.len()])> = Vec::new();
    for (unit, life) in document.units().iter().zip(&history.units) {
        let section = document.outermost_section(unit.section);
        if sections.last().is_none_or(|(last, _)| *last != section) {
            sections.push((section, [0; AGES.len()]));
        }
        if let Some((_, words)) = sections.last_mut() {
            words[(life.carried as usize).min(AGES.len() - 1)] +=
                document.text(unit).split_whitespace().count();
        }
    }
    sections.iter().map(|(section, words)| section_age(page, newest, *section, words)).collect()
}

fn section_age(page: &str, newest: &Version<'_>, section: Option<u32>, words: &[usize]) -> SectionAge {
    let document = newest.document;
    let heading = section.and_then(|section| document.sections()[section as usize].heading);
    let heading = heading.map(|heading| document.unit(heading).span);
    let of: usize = words.iter().sum();
    let mut before = 0;
    let part = |(age, words): (usize, &usize)| {
        let x = before * 1000 / of.max(1);
        before += words;
        Part { age, x, width: before * 1000 / of.max(1) - x, percent: (words * 100 + of / 2) / of.max(1) }
    };
    SectionAge {
        title: heading.map_or_else(|| "Head of the plan".to_owned(), |span| plan::plain(document, span)),
        href: heading
            .map_or_else(|| page.to_owned(), |span| format!("{page}#{}", links::anchor(Side::After, span))),
        words: words::grouped(of),
        parts: words.iter().enumerate().map(part).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cip_engine::delta::compare;
    use cip_engine::document::parse;
    use cip_engine::history::trace;

    #[test]
    fn words_are_counted_by_the_age_of_their_wording() {
        let plan = |debt: &str| {
            format!("# Plan\n\n**Name:** A\n\n## Housing\n\nHe lives alone.\n\n## Money\n\n{debt}\n")
        };
        let first = parse(plan("He owes £20 to nobody.")).unwrap();
        let second = parse(plan("He owes £30 to nobody.")).unwrap();
        let delta = compare(&first, &second);
        let version = |number, document| Version { number, as_of: None, document };
        let versions = [version(1, &first), version(2, &second)];
        let input = Input { versions: &versions, deltas: &[&delta], baseline: None, sources: &[] };
        let ages = section_ages("/plan", &input, &trace(&input));
        let titles: Vec<_> = ages.iter().map(|section| section.title.as_str()).collect();
        assert_eq!(titles, ["Head of the plan", "Housing", "Money"]);
        let percent = |at: usize| ages[at].parts.iter().map(|part| part.percent).collect::<Vec<_>>();
        assert_eq!(percent(1), [0, 100, 0, 0, 0]);
        assert_eq!(percent(2), [83, 17, 0, 0, 0], "the heading is there since the first");
        assert!(ages[1].href.starts_with("/plan#u"));
    }
}
