//! Whole verdicts on pairs of units, each named for its situation.

use super::judge;
use crate::delta::compare;
use crate::delta::side::Side;
use crate::delta::vocabulary::Vocabulary;
use crate::document::{self, Document};

/// The verdict on the last unit: its kind, its reasons, and its facts as "class: before → after".
fn verdict(before: &str, after: &str) -> (&'static str, Vec<&'static str>, Vec<String>) {
    verdict_among("", before, after)
}

/// The same in versions that hold other text too.
fn verdict_among(other: &str, before: &str, after: &str) -> (&'static str, Vec<&'static str>, Vec<String>) {
    let frame =
        |text: &str| format!("{other}\n\nThe plan was read with him.\n\n{text}\n\nHe signed it himself.\n");
    let [before, after] = [before, after].map(|text| document::parse(frame(text)).unwrap());
    let delta = compare(&before, &after);
    let changed: Vec<_> = delta.changes.iter().filter(|change| change.kind.name() != "unchanged").collect();
    assert_eq!(changed.len(), 1, "{changed:?}");
    let value = |document: &Document, span: Option<crate::text::Span>| {
        span.map_or("-".to_owned(), |span| span.of(document.source()).to_owned())
    };
    let facts = changed[0].facts.iter();
    let facts = facts.map(|fact| {
        format!("{}: {} → {}", fact.class.name(), value(&before, fact.before), value(&after, fact.after))
    });
    let reasons = changed[0].reasons.iter().map(|reason| reason.name());
    (changed[0].kind.name(), reasons.collect(), facts.collect())
}

#[track_caller]
fn check(before: &str, after: &str, kind: &str) {
    let verdict = verdict(before, after);
    assert_eq!(verdict.0, kind, "{before:?} → {after:?}: {verdict:?}");
}

#[track_caller]
fn material(before: &str, after: &str, fact: &str) {
    let verdict = verdict(before, after);
    assert_eq!(verdict.0, "material", "{before:?} → {after:?}: {verdict:?}");
    assert_eq!(verdict.2, [fact], "{before:?} → {after:?}");
}

#[test]
fn edits_that_near_duplicate_tools_swallow() {
    material(
        "He has not completed the programme at all.",
        "He has completed the programme at all.",
        "negation: not → -",
    );
    material(
        "His LS/CMI score is 24 this year again.",
        "His LS/CMI score is 14 this year again.",
        "score: 24 → 14",
    );
    material(
        "He is managed at MAPPA Level 2 for now.",
        "He is managed at MAPPA Level 1 for now.",
        "level: Level 2 → Level 1",
    );
    material(
        "Phone calls are permitted on Sundays here.",
        "Phone calls are not permitted on Sundays here.",
        "negation: - → not",
    );
    material(
        "He gave the address 14 Mill Lane to us.",
        "He gave the address 41 Mill Lane to us.",
        "place: 14 Mill Lane → 41 Mill Lane",
    );
    material(
        "He lived for a while with his brother there.",
        "He lived for a while with his cousin there.",
        "relation: brother → cousin",
    );
    material(
        "The review is on 12 May 2024 at the hall.",
        "The review is on 21 May 2024 at the hall.",
        "date: 12 May 2024 → 21 May 2024",
    );
    material(
        "He takes olanzapine 5 mg at night as before.",
        "He takes olanzapine 15 mg at night as before.",
        "dose: 5 mg → 15 mg",
    );
    material(
        "He may attend the group in the spring term.",
        "He must attend the group in the spring term.",
        "modality: may → must",
    );
    material(
        "The PBSW will write to the landlord about it.",
        "The CBSW will write to the landlord about it.",
        "owner: PBSW → CBSW",
    );
}

#[test]
fn a_fact_is_named_whole() {
    material(
        "He was seen there on 12 May in the hall.",
        "He was seen there on 12 May 2024 in the hall.",
        "date: 12 May → 12 May 2024",
    );
    material(
        "It was put at a very high level by staff.",
        "It was put at a high level by staff.",
        "level: very high → high",
    );
    material(
        "The debt of £1,234.00 is still to be paid.",
        "The debt of £1,243.00 is still to be paid.",
        "money: £1,234.00 → £1,243.00",
    );
    material(
        "He now goes to the gym 3 times per week.",
        "He now goes to the gym 2 times per week.",
        "frequency: 3 times per week → 2 times per week",
    );
    material(
        "The sentence was for five years in all.",
        "The sentence was for five months in all.",
        "duration: five years → five months",
    );
    material(
        "He went to live in Kirkcaldy with them.",
        "He went to live in Zorvikton with them.",
        "place: Kirkcaldy → Zorvikton",
    );
    material(
        "A note from Ewan McGinty was read out.",
        "A note from Eilidh Sneddon was read out.",
        "name: Ewan McGinty → Eilidh Sneddon",
    );
}

#[test]
fn words_that_no_list_knows() {
    material(
        "He enrolled in glassblowing in the spring term.",
        "He enrolled in falconry in the spring term.",
        "programme: glassblowing → falconry",
    );
    material(
        "He is on zorvixaban for his heart this year.",
        "He is on dulvixaban for his heart this year.",
        "substance: zorvixaban → dulvixaban",
    );
    material(
        "He is not to go near the harbour this year.",
        "He is not to go near the school this year.",
        "place: harbour → school",
    );
    material(
        "He has asked for Living with Loss this year.",
        "He has asked for Stop and Think this year.",
        "name: Living with Loss → Stop and Think",
    );
    material(
        "The assault on the man was alleged by two.",
        "The assault on the man was confirmed by two.",
        "certainty: alleged → confirmed",
    );
    material(
        "An older man was hurt by the taxi driver.",
        "An older man was hurt by the shop assistant.",
        "subject: taxi driver → shop assistant",
    );
    material(
        "The flat is for the tenancy worker to see.",
        "The flat is for the glazing worker to see.",
        "owner: tenancy worker → glazing worker",
    );
    material(
        "He is on zorvixaban for his heart this year.",
        "He is on honey for his heart this year.",
        "substance: zorvixaban → honey",
    );
    material(
        "Harbour was closed to him that day.",
        "School was closed to him that day.",
        "place: Harbour → School",
    );
    material(
        "Zorvik came to the hall by bus that day.",
        "Melvik came to the hall by bus that day.",
        "name: Zorvik → Melvik",
    );
    material(
        "The roofer was asked about it that day.",
        "The window was asked about it that day.",
        "subject: roofer → window",
    );
    let inserted = verdict("He sat by the window all that day.", "He sat by the big window all that day.");
    assert_eq!(inserted, ("material", Vec::new(), Vec::new()));
}

#[test]
fn somebody_who_is_not_named_became_somebody_else() {
    material(
        "A quiet resident was there that day.",
        "A tall resident was there that day.",
        "subject: quiet → tall",
    );
    material(
        "A small man was there that day.",
        "An older man was there that day.",
        "subject: A small → An older",
    );
    material(
        "The quiet resident was there that day.",
        "The Zorvik resident was there that day.",
        "name: quiet → Zorvik",
    );
    let two =
        verdict("A very quiet resident was there that day.", "A rather tall resident was there that day.");
    assert_eq!(two.1, ["quantifier", "antonym"]);
}

#[test]
fn a_fact_of_one_class_became_one_of_another() {
    material("He was the first of them then.", "He was the last of them then.", "antonym: first → last");
    material("He was the last of them then.", "He was the first of them then.", "antonym: last → first");
    material("He was the last of them then.", "He was the sixth of them then.", "number: last → sixth");
    material("He was the sixth of them then.", "He was the last of them then.", "number: sixth → last");
}

#[test]
fn each_place_that_changed_names_its_own_facts() {
    let facts = |before, after| verdict(before, after).2;
    assert_eq!(
        facts("He sat by the window on 12 May.", "He sat by the kettle on 14 May."),
        ["subject: window → kettle", "date: 12 May → 14 May"]
    );
    let (short, long) = ("He met Ann Duthie in the hall.", "He met Eve Ogilvie on 12 May in the hall.");
    assert_eq!(facts(short, long), ["name: Ann Duthie → Eve Ogilvie", "date: - → 12 May"]);
    assert_eq!(facts(long, short), ["name: Eve Ogilvie → Ann Duthie", "date: 12 May → -"]);
    material(
        "The tenancy worker was asked that day.",
        "The link worker was asked that day.",
        "owner: tenancy worker → link worker",
    );
    material(
        "The link worker was asked that day.",
        "The tenancy worker was asked that day.",
        "owner: link worker → tenancy worker",
    );
    material(
        "The zorvik nurse was asked that day.",
        "The link worker was asked that day.",
        "owner: zorvik nurse → link worker",
    );
    material(
        "A note from Ewan McGinty was read out.",
        "A note from Stop and Think was read out.",
        "name: Ewan McGinty → Stop and Think",
    );
}

#[test]
fn a_capital_that_opens_a_sentence_may_be_a_name() {
    let other = "The rain and the wind were bad.";
    let named = verdict_among(other, "Zorvik came on the bus that day.", "Rain came on the bus that day.");
    assert_eq!(named.2, ["name: Zorvik → Rain"]);
    let common = verdict_among(other, "Wind came on the bus that day.", "Rain came on the bus that day.");
    assert_ne!(common.1, ["name"]);
}

#[test]
fn what_stands_on_one_side_only_names_its_main_facts() {
    assert_eq!(
        verdict("", "He may be seen on 12 May 2024 by the PBSW there."),
        (
            "added",
            vec!["date", "owner"],
            vec!["date: - → 12 May 2024".to_owned(), "owner: - → PBSW".to_owned()]
        )
    );
    let removed =
        verdict("He may go on 12 May 2024 to HMP Kilbarrow with £5 and 5 mg at 9.30 am at level 2.", "");
    assert_eq!((removed.0, removed.1), ("removed", vec!["date", "time", "dose", "level"]));
}

#[test]
fn the_same_bytes_are_unchanged() {
    let document = document::parse("He was seen on 12 May 2024.".to_owned()).unwrap();
    let (side, vocabulary) = (Side::new(&document, 0..1), Vocabulary::new(&document, &document));
    assert_eq!(judge(&side, &side, &[], &vocabulary).kind.name(), "unchanged");
}

#[test]
fn what_is_too_long_to_weigh_is_material_as_it_stands() {
    let code = |day: u8| format!("```\n{}seen on {day} May 2024\n```", "word ".repeat(4200));
    assert_eq!(verdict(&code(12), &code(14)), ("material", Vec::new(), Vec::new()));
}

#[test]
fn negations_of_all_kinds() {
    material(
        "The flat was found to be suitable for him.",
        "The flat was found to be unsuitable for him.",
        "negation: suitable → unsuitable",
    );
    material(
        "The dose was thought to be harmless by staff.",
        "The dose was thought to be harmful by staff.",
        "negation: harmless → harmful",
    );
    check(
        "He did attend the last two sessions there.",
        "He didn't attend the last two sessions there.",
        "material",
    );
    check(
        "He will go there with an escort this time.",
        "He will go there without an escort this time.",
        "material",
    );
    check(
        "He has used heroin since his reception here.",
        "He has never used heroin since his reception here.",
        "material",
    );
    check(
        "He uses spice in his cell on most days.",
        "He no longer uses spice in his cell on most days.",
        "material",
    );
    check("No, contact was made with the family.", "No contact was made with the family.", "material");
    material(
        "He was not guilty of it that day.",
        "He was guilty of it that day.",
        "negation: not guilty → guilty",
    );
    material(
        "It was a harmless plan that day.",
        "It was a cheerful plan that day.",
        "antonym: harmless → cheerful",
    );
}

#[test]
fn other_words_for_the_same() {
    check("In my view the plan is a sound one.", "In my opinion the plan is a sound one.", "reworded");
    check("He did not hand in the form on time.", "He didn’t hand in the form on time.", "reworded");
    check(
        "Keys can be collected from the front desk.",
        "Keys can be picked up from the front desk.",
        "reworded",
    );
    check("The neighbours were told about it then.", "The neighbors were told about it then.", "reworded");
    check(
        "Following the meeting, he went to see her.",
        "He went to see her, following the meeting.",
        "reworded",
    );
    check("The files were read; he was then told.", "The files were read, and he was then told.", "reworded");
    check("He was seen in the hall.", "He was seen in the hall", "reworded");
    check("He was seen there on 12 May by staff.", "He was seen there on 12th May by staff.", "reworded");
    check(
        "The proposed Release Address is being checked.",
        "The proposed release address is being checked.",
        "reworded",
    );
    check("He met Rene\u{301} in the hall that day.", "He met Ren\u{e9} in the hall that day.", "reworded");
    check("They intend to go there soon with him.", "They plan to go there soon with him.", "reworded");
    check("He has, for example, a flat there.", "He has, for instance, a flat there.", "reworded");
    check("He saw the Form did not help then.", "He saw the form didn’t help then.", "reworded");
}

#[test]
fn little_words_and_signs_that_say_nothing() {
    check("He was told that, on balance, it is well.", "He was told, on balance, it is well.", "reworded");
    check("He was told: a note came in that day.", "He was told: note came in that day.", "reworded");
    check("He went on a 5 mile run that day.", "He went on 5 mile run that day.", "reworded");
    check("A note on it was read out there.", "Note on it was read out there.", "reworded");
    check("He was late - said the officer then.", "He was late, said the officer then.", "reworded");
    check("He re-signed the form that day.", "He re - signed the form that day.", "reworded");
    check("They met at table 5; 6 men came in then.", "They met at table 5, 6 men came in then.", "reworded");
}

#[test]
fn a_slip_of_typing() {
    let slip = |before, after| verdict_among("The meeting was well prepared by all.", before, after).0;
    assert_eq!(slip("He came to the meeting in time.", "He came to the meetnig in time."), "reworded");
    assert_eq!(slip("He came to the meetnig in time.", "He came to the meeting in time."), "reworded");
    check("He is now on the waiting list there.", "He is not on the waiting list there.", "material");
    check("The letter came form the landlord then.", "The letter came from the landlord then.", "material");
    check("He came to the meetnig in time.", "He came to the meeting in time.", "material");
}

#[test]
fn what_only_looks_the_same() {
    check("He did not go to the hall that day.", "He did n\u{43e}t go to the hall that day.", "material");
    check("He did not go to the hall that day.", "He did no\u{200b}t go to the hall that day.", "cosmetic");
    check("He wants to re-sign the form this week.", "He wants to resign the form this week.", "material");
    check("The parking charge there is £1.50 a day.", "The parking charge there is £150 a day.", "material");
    check("He told Will about the plan that day.", "He told will about the plan that day.", "material");
    check("He is ~~not~~ to go to the hall then.", "He is not to go to the hall then.", "material");
    check("He is <!-- not --> to go to the hall then.", "He is to go to the hall then.", "material");
    check("The sum is 2*3*4 in the file here.", "The sum is 2 3 4 in the file here.", "material");
    check(
        "Seen again on 12/05/24 by the nurse there.",
        "Seen again on 05/12/24 by the nurse there.",
        "material",
    );
    check(
        "He gave [his word](http://a.invalid/yes) then.",
        "He gave [his word](http://a.invalid/no) then.",
        "material",
    );
    check("Mr Grey was told about the plan then.", "Mr Gray was told about the plan then.", "material");
    check("The plan of 2 May lists 14 new tasks.", "The plan of 14 May lists 2 new tasks.", "material");
    check("He asked for few visits from them then.", "He asked for a few visits from them then.", "material");
    check("He is fit to work in the laundry now.", "Is he fit to work in the laundry now?", "material");
    check("He works in the laundry every day now.", "He works (?) in the laundry every day now.", "material");
    check("He spoke to Scott, and Isobel was told.", "He spoke to Isobel, and Scott was told.", "material");
}

#[test]
fn signs_that_say_something() {
    check("Staff saw Scott, Brown and Grey there.", "Staff saw Scott Brown and Grey there.", "material");
    check("He met Ann Smith-Jones in the hall.", "He met Ann Smith, Jones in the hall.", "material");
    check("The balance there is - 12 this week.", "The balance there is 12 this week.", "material");
    check("He is said to be HIV -ve this year.", "He is said to be HIV ve this year.", "material");
    check("The cut to the arm is 3\" wide now.", "The cut to the arm is 3' wide now.", "material");
    check("The charge for it is now £.50 a day.", "The charge for it is now £50 a day.", "material");
    check("The prisoner said the officer lied.", "The prisoner, said the officer, lied.", "material");
    check("He is held under Section 5 for now.", "He is held under Section 5 (a) for now.", "material");
    check("He was given the A grade this time.", "He was given a grade this time.", "material");
    check("However, Scott was told of it then.", "However Scott was told of it then.", "reworded");
    check("In the hall, Scott was told of it.", "In the hall Scott was told of it.", "reworded");
    check("The cook and the cleaner were told of it.", "The cook the cleaner were told of it.", "material");
    check("He saw 2-3 men there on that day.", "He saw 2 - 3 men there on that day.", "material");
    check("He saw the 2-b form there that day.", "He saw the 2 -b form there that day.", "material");
    check("He saw the b-2 form there that day.", "He saw the b- 2 form there that day.", "material");
    check("He saw ab*c*d in the file that day.", "He saw ab c d in the file that day.", "material");
}

#[test]
fn a_row_whose_cells_changed_places() {
    let table = |row: &str| format!("| Need | Before | After |\n|---|---|---|\n| {row} |");
    check(
        &table("Drug misuse in the hall | High | Low"),
        &table("Drug misuse in the hall | Low | High"),
        "material",
    );
}

#[test]
fn numbers_of_a_list_say_no_more_than_their_place() {
    let list = |first: &str| format!("1. {first}He has settled in well there.\n");
    let renumbered = format!("1. A new first task was set.\n2. {}", "He has settled in well there.\n");
    let before = document::parse(list("")).unwrap();
    let after = document::parse(renumbered).unwrap();
    let kinds: Vec<_> = compare(&before, &after).changes.iter().map(|change| change.kind.name()).collect();
    assert_eq!(kinds, ["added", "cosmetic"]);
}

/// The excuses of the last unit, as "rule: before / after".
fn excuses(before: &str, after: &str, other: &str) -> Vec<String> {
    let parse = |text: &str| document::parse(format!("{other}\n\n{text}\n")).unwrap();
    let [before, after] = [before, after].map(parse);
    let change = compare(&before, &after).changes.pop().unwrap();
    assert_eq!(change.kind.name(), "reworded", "{change:?}");
    let mut reasons: Vec<_> = change.excuses.iter().map(|excuse| excuse.reason).collect();
    reasons.sort_unstable();
    reasons.dedup();
    assert_eq!(reasons, change.reasons);
    let text = |document: &Document, span: Option<crate::text::Span>| {
        span.map_or("-".to_owned(), |span| span.of(document.source()).to_owned())
    };
    let excuse = |excuse: &crate::delta::Excuse| {
        let sides = (text(&before, excuse.before), text(&after, excuse.after));
        format!("{}: {} / {}", excuse.reason.name(), sides.0, sides.1)
    };
    change.excuses.iter().map(excuse).collect()
}

#[test]
fn what_is_reworded_names_the_rule() {
    for (before, after, rules) in [
        ("She resides with an aunt.", "She lives with an aunt.", &["synonym: resides / lives"][..]),
        ("It is hard, in my view.", "It is hard, in my opinion.", &["synonym: view / opinion"]),
        (
            "On Mondays, she bakes the bread.",
            "She bakes the bread, on Mondays.",
            &["clause-order: On Mondays / on Mondays"],
        ),
        ("She had a kitchne job.", "She had a kitchen job.", &["slip: kitchne / kitchen"]),
        ("She likes the colour blue.", "She likes the color blue.", &["spelling: colour / color"]),
        (
            "She likes the Garden Centre.",
            "She likes the garden centre.",
            &["case: Garden / garden", "case: Centre / centre"],
        ),
        (
            "She went to the shop; it shut.",
            "She went to shop, it shut",
            &["function-word: the / -", "punctuation: ; / ,", "punctuation: . / -"],
        ),
        (
            "Seen on 4 July by staff; twice.",
            "Seen on 4th July by staff, twice.",
            &["date-spelling: 4 July / 4th July", "punctuation: ; / ,"],
        ),
        ("She may re-sit.", "She may re - sit.", &["space: re- / re -", "space: -sit / - sit"]),
    ] {
        assert_eq!(excuses(before, after, "The kitchen is shut."), rules, "{before} → {after}");
    }
}

#[test]
fn a_clause_whose_place_says_whose_words_they_are() {
    for (before, after) in [
        ("In spring, she wrote that Ann had moved.", "She wrote that Ann had moved, in spring."),
        ("At the gate, he denied that he hid it.", "He denied that he hid it, at the gate."),
        ("Since Easter, the nurse thinks he is well.", "The nurse thinks he is well, since Easter."),
        ("In May, nobody came.", "Nobody came, in May."),
    ] {
        assert_eq!(verdict(before, after), ("material", vec!["clause-order"], Vec::new()), "{before}");
    }
}

#[test]
fn what_a_typist_does_with_signs_is_no_fact() {
    for (before, after) in [
        ("She rang (on Tuesday) again.", "She rang [on Tuesday] again."),
        ("Her *view*(oral) is noted.", "Her *view* (oral) is noted."),
        ("She cooks and he cleans there.", "She cooks, he cleans there."),
    ] {
        check(before, after, "reworded");
    }
    for (before, after) in [
        ("No phone and radio there.", "No phone, radio there."),
        ("She met Ann and Lee there.", "She met Ann, Lee there."),
        ("Her mother and sister came.", "Her mother, sister came."),
        ("Between two and five came.", "Between two, five came."),
        ("[x] Yes [ ] No, she says.", "[ ] Yes [x] No, she says."),
    ] {
        check(before, after, "material");
    }
}

#[test]
fn an_address_is_shown_and_no_fact() {
    let (kind, reasons, facts) = verdict(
        "See [the form](https://a.example/not/12) for more.",
        "See [the form](https://a.example/now/13) for more.",
    );
    assert_eq!((kind, reasons, facts), ("material", Vec::new(), Vec::new()));
}
