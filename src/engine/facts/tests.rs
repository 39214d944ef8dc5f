//! Each class of the closed list with what it holds and what it does not.

use super::{FactClass, find};
use crate::text::{Span, tokenise};

fn facts(text: &str) -> Vec<(String, FactClass)> {
    let mut tokens = Vec::new();
    tokenise(text, Span::new(0, text.len()), &[], &mut tokens);
    find(text, &tokens).iter().map(|fact| (fact.span.of(text).to_owned(), fact.class)).collect()
}

/// A class, texts with the value of it that they hold, and texts that hold none.
type Cases = (FactClass, &'static [(&'static str, &'static str)], &'static [&'static str]);

const CASES: [Cases; 26] = [
    (
        FactClass::Date,
        &[
            ("Seen 12 May 2024 here.", "12 May 2024"),
            ("Back in late April again.", "late April"),
            ("Clean since mid-June again.", "mid-June"),
            ("Seen before Christmas 2020 there.", "Christmas 2020"),
            ("It ran through the 1990s there.", "1990s"),
            ("Due in the third week of June.", "third week of June"),
            ("He left in the autumn.", "autumn"),
            ("Back in early 2019 again.", "early 2019"),
            ("Back late in April again.", "late in April"),
        ],
        &[
            "He may attend.",
            "The march was long.",
            "Cell 3/39 was his.",
            "He ran 1990 laps.",
            "Model 1990x was his.",
            "2013 was hard.",
            "He ran in 3456 laps.",
        ],
    ),
    (
        FactClass::Time,
        &[
            ("Seen at 9.30 a.m. again.", "9.30 a.m."),
            ("Up at half past nine.", "half past nine"),
            ("Due at 10 o'clock today.", "10 o'clock"),
            ("Asleep until noon.", "noon"),
        ],
        &["He had half of it.", "He scored 9.30 in it."],
    ),
    (
        FactClass::Number,
        &[
            ("He weighs 81 kg.", "81"),
            ("He ran 10k today.", "10k"),
            ("Cell 2/14 is his.", "2/14"),
            ("He took ½ of it.", "½"),
            ("The third visit was his.", "third"),
            ("Under Part IV of it.", "Part IV"),
            ("The car, SF08 KXA, was found.", "SF08 KXA"),
            ("He came Second then.", "Second"),
            ("Seen in room 14 Perth Hospital then.", "14"),
            ("He saw the III of it.", "III"),
            ("Under Part I, then.", "Part I"),
            ("Under Part XX of it.", "Part XX"),
            ("In the third week in June.", "third"),
            ("His third visit on 12 May 2024.", "third"),
        ],
        &["No one came.", "He was lonely.", "He took V, then left.", "The IV drip was in."],
    ),
    (
        FactClass::Dose,
        &[
            ("He takes 7.5mg at night.", "7.5mg"),
            ("Two puffs at night.", "Two puffs"),
            ("On 18 units of it.", "18 units"),
        ],
        &["He saw 5 men.", "The unit is full.", "On 5/mg of it."],
    ),
    (
        FactClass::Money,
        &[
            ("He owes £1,234.50 now.", "£1,234.50"),
            ("He has 80p left.", "80p"),
            ("He lost £30k on it.", "£30k"),
            ("He owes two hundred pounds.", "two hundred pounds"),
        ],
        &["He owes 30 favours.", "He saw 2 people."],
    ),
    (
        FactClass::Duration,
        &[
            ("It was for five weeks.", "five weeks"),
            ("A five-year term began.", "five-year"),
            ("Drug free for a month.", "a month"),
            ("He had a fortnight of it.", "a fortnight"),
            ("For 12hrs of it.", "12hrs"),
        ],
        &["Paid £9 a week.", "For a second time.", "A month passed.", "Aged five- year on year."],
    ),
    (
        FactClass::Percentage,
        &[("Some 26 per cent of it.", "26 per cent"), ("Some 7.5% of it.", "7.5%")],
        &["He saw 26 men."],
    ),
    (
        FactClass::Frequency,
        &[
            ("He drinks daily.", "daily"),
            ("Paid £9 per month.", "per month"),
            ("Seen twice weekly.", "twice weekly"),
            ("Seen every six weeks.", "every six weeks"),
            ("He goes 3 times a week.", "3 times a week"),
            ("He comes on Fridays.", "Fridays"),
            ("He came 3 times per gate.", "3 times"),
        ],
        &["He left on Friday.", "It was for a week."],
    ),
    (
        FactClass::Negation,
        &[
            ("He has not completed it.", "not"),
            ("He didn’t go.", "didn’t"),
            ("It ceased to matter.", "ceased to"),
            ("He failed to appear.", "failed to"),
            ("He left without leave.", "without"),
            ("He is no longer here.", "no longer"),
            ("He never wrote.", "never"),
            ("Neither came.", "Neither"),
            ("He was unable to go.", "unable to"),
        ],
        &["A note was kept in the notebook.", "He was under the bed.", "He knows him."],
    ),
    (
        FactClass::Denial,
        &[
            ("He denies the offence.", "denies"),
            ("He admitted it.", "admitted"),
            ("A plea of not guilty.", "plea of not guilty"),
            ("He disputes the narration.", "disputes"),
        ],
        &["He went to the shop.", "The dental visit is booked."],
    ),
    (
        FactClass::Modality,
        &[
            ("He may attend.", "may"),
            ("He need not sign.", "need not"),
            ("He has to sign.", "has to"),
            ("He is allowed to sign.", "allowed to"),
            ("MAY HE ATTEND?", "MAY"),
        ],
        &["He spoke to Will today.", "Seen on 12 May 2024."],
    ),
    (
        FactClass::Quantifier,
        &[("Most were there.", "Most"), ("He kept all of it.", "all"), ("He has a few left.", "a few")],
        &["He came home.", "It was allocated."],
    ),
    (
        FactClass::Antonym,
        &[
            ("The test was positive.", "positive"),
            ("It was refused.", "refused"),
            ("He turned left.", "left"),
            ("He was unsettled.", "unsettled"),
            ("He moved out West then.", "West"),
        ],
        &["He went to the shop.", "Wednesday came."],
    ),
    (
        FactClass::Risk,
        &[
            ("The risk of harm is very high.", "very high"),
            ("A significant risk to staff.", "significant"),
            ("The danger is put at amber.", "amber"),
            ("He had a knife.", "knife"),
            ("Significant risk to staff.", "Significant"),
            ("Risk to staff: significant", "significant"),
        ],
        &["A significant effort was made.", "His bag was amber."],
    ),
    (
        FactClass::Level,
        &[
            ("Supervision level: Low", "Low"),
            ("MAPPA Level 2", "Level 2"),
            ("MAPPA 3 will apply.", "3"),
            ("MAPPA: L2", "L2"),
            ("He is in band III of it.", "band III"),
            ("He is a category A prisoner.", "category A"),
            ("His level: 2 now.", "level: 2"),
            ("MAPPA: 2 again.", "2"),
        ],
        &[
            "He is on the level.",
            "He left at a stage I know.",
            "His cell is B2 now.",
            "MAPPA meeting 2 was held.",
        ],
    ),
    (
        FactClass::Score,
        &[
            ("AUDIT score 25", "25"),
            ("LS/CMI total: 24", "24"),
            ("PHQ-9 came out at 18.", "18"),
            ("He got 7 out of 10 in it.", "7 out of 10"),
            ("The risk matrix result is III.", "III"),
            ("It rose by two points.", "two"),
            ("AUDIT result is IV now.", "IV"),
        ],
        &[
            "He saw 18 men.",
            "The bus took 10.",
            "He saw 7 out there.",
            "His score fell, 12 men left.",
            "His score fell; 12 men left.",
            "His score fell. 12 men left.",
        ],
    ),
    (
        FactClass::Status,
        &[
            ("In progress", "In progress"),
            ("He is on the waiting list.", "on the waiting list"),
            ("Declined by prisoner", "Declined by prisoner"),
            ("It was reinstated.", "reinstated"),
        ],
        &["He went to the shop.", "The state of it."],
    ),
    (
        FactClass::Name,
        &[
            ("A letter from Zorvik today.", "Zorvik"),
            ("Seen by R. Baird today.", "R. Baird"),
            ("Mr Wisniewski wrote.", "Mr Wisniewski"),
        ],
        &["Housing was offered in writing.", "SEEN BY ZORVIK TODAY."],
    ),
    (
        FactClass::Relation,
        &[
            ("His cousin wrote.", "cousin"),
            ("Her great-aunt wrote.", "great-aunt"),
            ("His stepson wrote.", "stepson"),
            ("His boss wrote.", "boss"),
        ],
        &["He wrote home.", "The song was long."],
    ),
    (
        FactClass::Subject,
        &[("His cousin wrote.", "His"), ("They wrote.", "They"), ("It was she who wrote.", "she")],
        &["Nobody wrote home.", "There and then."],
    ),
    (
        FactClass::Agency,
        &[
            ("seen by East Ayrshire Council", "East Ayrshire Council"),
            ("sent to the Home Office", "Home Office"),
            ("with Kestrel Lane Throughcare now", "Kestrel Lane Throughcare"),
        ],
        &["He kept counsel.", "He was at home."],
    ),
    (
        FactClass::Owner,
        &[
            ("The PBSW wrote.", "PBSW"),
            ("the ICM case co-ordinator wrote", "ICM case co-ordinator"),
            ("the podiatrist wrote", "podiatrist"),
            ("the community psychiatric nurse wrote", "community psychiatric nurse"),
        ],
        &["He wrote home.", "The work was done."],
    ),
    (
        FactClass::Programme,
        &[
            ("He began Pathways then.", "Pathways"),
            ("He completed Second Steps Back then.", "Second Steps Back"),
            ("He did the Clear Water Programme then.", "Clear Water Programme"),
        ],
        &["He walked the paths.", "He came to HMP Kilbarrow."],
    ),
    (
        FactClass::Place,
        &[
            ("sent to HMP Dunskellie today", "HMP Dunskellie"),
            ("He lives in Zorvikton now.", "Zorvikton"),
            ("He was in Harbour Street then.", "Harbour Street"),
        ],
        &["He lives in hope.", "He was placed there."],
    ),
    (
        FactClass::Substance,
        &[("He takes citalopram now.", "citalopram"), ("He used magic mushrooms then.", "magic mushrooms")],
        &["He takes buses now.", "He drives home."],
    ),
    (
        FactClass::Certainty,
        &[
            ("In my opinion he is well.", "In my opinion"),
            ("He is suitable subject to checks.", "subject to"),
            ("He allegedly wrote.", "allegedly"),
            ("He is suspected of it.", "suspected"),
        ],
        &["He went to the admissions office.", "He came in."],
    ),
];

#[test]
fn every_class_has_its_cases() {
    for class in FactClass::ALL {
        assert!(CASES.iter().any(|(of, ..)| of == class), "{}", class.name());
    }
}

#[test]
fn what_each_class_holds() {
    for (class, holds, _) in CASES {
        for (text, value) in holds {
            let facts = facts(text);
            let found = facts.iter().any(|(found, of)| found == value && *of == class);
            assert!(found, "{}: {text}: {facts:?}", class.name());
        }
    }
}

#[test]
fn what_each_class_does_not_hold() {
    for (class, _, lacks) in CASES {
        for text in lacks {
            let facts = facts(text);
            assert!(facts.iter().all(|(_, of)| *of != class), "{}: {text}: {facts:?}", class.name());
        }
    }
}
