//! Each class with what it holds and what it does not.

use super::find;
use crate::text::{Span, tokenise};

fn facts(text: &str) -> Vec<(String, &'static str)> {
    let mut tokens = Vec::new();
    tokenise(text, Span::new(0, text.len()), &[], &mut tokens);
    find(text, &tokens).iter().map(|fact| (fact.span.of(text).to_owned(), fact.class.name())).collect()
}

fn has(text: &str, value: &str, class: &str) {
    let facts = facts(text);
    assert!(facts.iter().any(|(found, name)| found == value && *name == class), "{text}: {facts:?}");
}

fn lacks(text: &str, class: &str) {
    let facts = facts(text);
    assert!(facts.iter().all(|(_, name)| *name != class), "{text}: {facts:?}");
}

#[test]
fn negation() {
    has("He has not completed it.", "not", "negation");
    has("He didn’t go.", "didn’t", "negation");
    has("It ceased to matter.", "ceased to", "negation");
    has("He left without leave.", "without", "negation");
    has("He is no longer here.", "no longer", "negation");
    lacks("A note was kept in the notebook.", "negation");
}

#[test]
fn denial_and_certainty() {
    has("He denies the offence.", "denies", "denial");
    has("He admitted it.", "admitted", "denial");
    has("In my opinion he is well.", "In my opinion", "certainty");
    has("He is suitable subject to checks.", "subject to", "certainty");
    lacks("He went to the admissions office.", "certainty");
}

#[test]
fn modality() {
    has("He may attend.", "may", "modality");
    has("He need not sign.", "need not", "modality");
    lacks("He spoke to Will today.", "modality");
    lacks("Seen on 12 May 2024.", "modality");
    has("MAY HE ATTEND?", "MAY", "modality");
}

#[test]
fn quantifier_and_frequency() {
    has("Most were upheld.", "Most", "quantifier");
    has("He drinks daily.", "daily", "frequency");
    has("Paid £9 per month.", "per month", "frequency");
    has("Seen twice weekly.", "twice weekly", "frequency");
}

#[test]
fn levels_risk_and_scores() {
    has("Supervision level: Low", "Low", "level");
    has("MAPPA Level 2", "Level 2", "level");
    has("The risk of harm is very high.", "very high", "risk");
    has("AUDIT score 25", "25", "score");
}

#[test]
fn status() {
    has("In progress", "In progress", "status");
    has("He is on the waiting list.", "on the waiting list", "status");
    has("Declined by prisoner", "Declined by prisoner", "status");
}

#[test]
fn people_bodies_and_places() {
    has("His cousin wrote.", "cousin", "relation");
    has("His cousin wrote.", "His", "subject");
    has("The PBSW wrote.", "PBSW", "owner");
    has("the ICM case co-ordinator wrote", "ICM case co-ordinator", "owner");
    has("seen by East Ayrshire Council", "East Ayrshire Council", "agency");
    has("sent to HMP Dunskellie today", "HMP Dunskellie", "place");
    has("a letter from Zorvik today", "Zorvik", "name");
    lacks("Housing was offered in writing.", "name");
}

#[test]
fn substances_and_programmes() {
    has("He takes citalopram now.", "citalopram", "substance");
    has("He began Pathways then.", "Pathways", "programme");
}

#[test]
fn antonyms() {
    has("The test was positive.", "positive", "antonym");
    has("It was refused.", "refused", "antonym");
}
