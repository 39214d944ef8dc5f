//! Edits that change no fact: other spellings, marks and line ends, a slip of typing, a contraction.

use super::{Place, Year, is_narrative};
use crate::generator::fact::{Fact, Value};
use crate::generator::plan::{Passage, Shape};
use crate::generator::template::Part;
use crate::generator::words::row;
use crate::generator::writer::replace;

impl Year<'_> {
    /// One change of each kind.
    pub(super) fn change_looks(&mut self) {
        self.dress("quotes made curly", |passage| replace(passage, "'", "’"));
        self.dress("quotes made straight", |passage| replace(passage, "’", "'"));
        self.dress("space doubled", |passage| replace(passage, " of ", "  of "));
        self.dress("space made fixed", |passage| replace(passage, " in ", " in\u{a0}"));
        self.dress("put in capitals", |passage| !std::mem::replace(&mut passage.capitals, true));
        self.dress("emphasis added", |passage| embolden(passage, true));
        self.dress("emphasis removed", |passage| embolden(passage, false));
        self.dress("date spelt otherwise", |passage| respell(passage, "date"));
        self.dress("time spelt otherwise", |passage| respell(passage, "time"));
        self.dress("number spelt otherwise", |passage| respell(passage, "number"));
        self.change_dash();
        self.change_bullets();
        self.rewrap();
        self.slip();
        self.contract();
    }

    fn dress(&mut self, what: &'static str, change: impl Fn(&mut Passage) -> bool) -> Option<()> {
        let id = self.pick(|key, block, passage| {
            key != "chronology" && is_narrative(block) && !passage.capitals && change(&mut passage.clone())
        })?;
        self.with_passage(id, |passage, _, _| change(passage))?;
        self.note(what, "cosmetic", Some(Place::Passage(id)), Some(Place::Passage(id)));
        Some(())
    }

    fn change_dash(&mut self) -> Option<()> {
        let id = self.pick(|_, block, passage| {
            matches!(block.shape, Shape::Head(_)) && passage.text().contains(" – ")
        })?;
        self.with_passage(id, |passage, _, _| replace(passage, " – ", " - "))?;
        self.note("dash made short", "cosmetic", Some(Place::Passage(id)), Some(Place::Passage(id)));
        Some(())
    }

    fn change_bullets(&mut self) -> Option<()> {
        let sections = self.plan.sections.iter();
        let lists: Vec<u32> = sections
            .filter(|section| section.key != "chronology")
            .flat_map(|section| &section.blocks)
            .filter(|block| block.shape == Shape::List)
            .map(|block| block.id)
            .collect();
        if lists.is_empty() {
            return None;
        }
        let list = *self.writer.rng.pick(&lists);
        let touched = self.touched.clone();
        let block = self.plan.block_mut(list)?;
        let bullet = if block.passages[0].lead == "- " { "• " } else { "- " };
        let mut changed = Vec::new();
        for passage in &mut block.passages {
            passage.lead = bullet;
            changed.extend((!touched.contains(&passage.id)).then_some(passage.id));
        }
        for id in changed {
            self.touched.insert(id);
            let at = Some(Place::Passage(id));
            self.note("bullet changed", "cosmetic", at, at);
        }
        Some(())
    }

    fn rewrap(&mut self) -> Option<()> {
        let id = self.pick_block(|_, block| {
            matches!(block.shape, Shape::Paragraph { width: Some(_), .. }) && block.passages.len() > 1
        })?;
        if let Shape::Paragraph { width: Some(width), .. } = &mut self.plan.block_mut(id)?.shape {
            *width = if *width == 66 { 78 } else { *width - 6 };
        }
        self.note("paragraph re-wrapped", "rewrap", Some(Place::Block(id)), Some(Place::Block(id)));
        Some(())
    }

    /// Two letters change places in a word that the plan often has, giving a word that it never has.
    fn slip(&mut self) -> Option<()> {
        let text = &self.written.text;
        let common: Vec<&str> =
            row("slips").into_iter().filter(|word| text.matches(word).count() > 2).collect();
        let slips: Vec<(&str, String)> = common
            .into_iter()
            .filter_map(|word| Some((word, swapped(word)?)))
            .filter(|(_, slip)| !text.contains(slip.as_str()))
            .collect();
        let holds = |passage: &Passage, (word, slip): &(&str, String)| {
            replace(&mut passage.clone(), &format!(" {word} "), &format!(" {slip} "))
        };
        let id = self.pick(|_, block, passage| {
            is_narrative(block) && !passage.capitals && slips.iter().any(|slip| holds(passage, slip))
        })?;
        self.with_passage(id, |passage, _, _| {
            let slip = slips.iter().find(|slip| holds(passage, slip));
            slip.map(|(word, slip)| replace(passage, &format!(" {word} "), &format!(" {slip} ")))
        })?;
        self.note("slip of typing", "typo", Some(Place::Passage(id)), Some(Place::Passage(id)));
        Some(())
    }

    /// "has not" becomes "hasn't".
    fn contract(&mut self) -> Option<()> {
        let id = self.pick(|_, block, passage| {
            is_narrative(block) && !passage.capitals && contracted(&mut passage.clone())
        })?;
        self.with_passage(id, |passage, _, _| contracted(passage))?;
        self.note("contraction", "reworded", Some(Place::Passage(id)), Some(Place::Passage(id)));
        Some(())
    }
}

fn embolden(passage: &mut Passage, strong: bool) -> bool {
    let fact = passage.facts_mut().find(|fact| fact.strong != strong && !fact.opens);
    fact.map(|fact| fact.strong = strong).is_some()
}

fn respell(passage: &mut Passage, class: &str) -> bool {
    passage.facts_mut().filter(|fact| fact.class == class && !fact.opens).any(Fact::respell)
}

/// The word with its third and fourth letters the other way round.
fn swapped(word: &str) -> Option<String> {
    let mut letters: Vec<char> = word.chars().collect();
    letters.swap(2, 3);
    (letters[2] != letters[3]).then(|| letters.into_iter().collect())
}

fn contracted(passage: &mut Passage) -> bool {
    for part in &mut passage.parts {
        if let Part::Fact(fact) = part
            && fact.class == "negation"
            && let Value::Text(text) = &mut fact.value
            && let Some(verb) = text.strip_suffix(" not")
            && matches!(verb, "is" | "was" | "has" | "does" | "did" | "would" | "could")
        {
            *text = format!("{verb}n't");
            return true;
        }
    }
    false
}
