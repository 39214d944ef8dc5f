//! What may be folded, and what must not, each named for its situation.

use super::normalisations;
use crate::delta::side::Side;
use crate::document;

/// The codes that fold the last unit of `before` into that of `after`, joined by spaces; "-" where nothing may.
fn fold(before: &str, after: &str) -> String {
    let [before, after] = [before, after].map(|text| document::parse(text.to_owned()).unwrap());
    let count = before.units().len() as u32;
    assert_eq!(count, after.units().len() as u32);
    let codes = normalisations(&Side::new(&before, count - 1..count), &Side::new(&after, count - 1..count));
    codes.map_or("-".to_owned(), |codes| codes.iter().map(|code| code.name()).collect::<Vec<_>>().join(" "))
}

fn check(before: &str, after: &str, codes: &str) {
    assert_eq!(fold(before, after), codes, "{before:?} → {after:?}");
    assert_eq!(fold(after, before), codes, "{after:?} → {before:?}");
}

#[test]
fn space_and_wrapping() {
    check("He has  settled.", "He has settled.", "space");
    check("He has\u{a0}settled.", "He has settled.", "space");
    check("He has\nsettled.", "He has settled.", "wrap");
    check("> He has\n> settled.", "> He has settled.", "wrap");
    check("| h | k |\n|---|---|\n| a | b |", "| h | k |\n|---|---|\n|a|b|", "space");
}

#[test]
fn a_space_that_makes_another_word() {
    check("He will re-sign it.", "He will resign it.", "-");
    check("He will re-sign it.", "He will re - sign it.", "-");
    check("He is over due.", "He is overdue.", "-");
    check("The sum is 2*3*4 now.", "The sum is 2 3 4 now.", "-");
    check("The sum is 2*3*4 now.", "The sum is 234 now.", "-");
    check("The sum is 2 * 3 now.", "The sum is 2 3 now.", "-");
}

#[test]
fn quotes_and_dashes() {
    check("He \"agreed\".", "He “agreed”.", "quote");
    check("He didn't go.", "He didn’t go.", "quote");
    check("He left – alone.", "He left - alone.", "dash");
    check("He left – alone.", "He left alone.", "-");
    check("the boys' room", "the boys room", "-");
}

#[test]
fn emphasis() {
    check("He is **not** at risk.", "He is not at risk.", "emphasis");
    check("**He** is here.", "He is here.", "emphasis");
    check("He is ****here****.", "He is **here**.", "emphasis");
    check("Readiness 2/10 now.", "Readiness **2**/10 now.", "emphasis");
    check("He is unsuitable.", "He is **un**suitable.", "emphasis");
    check("He is ~~not~~ at risk.", "He is not at risk.", "-");
    check("He is ~~not~~ at risk.", "He is at risk.", "-");
    check("He is <!-- not --> at risk.", "He is at risk.", "-");
}

#[test]
fn bullets_and_running_numbers() {
    check("- Level 2", "* Level 2", "bullet");
    check("Level 2", "- Level 2", "bullet");
    check("- Level 2", "- Level 1", "-");
}

#[test]
fn a_whole_unit_in_capitals() {
    check("He has settled well.", "HE HAS SETTLED WELL.", "shout");
    check("He didn’t agree on 12th May '24.", "HE DIDN'T AGREE ON 12 MAY 2024.", "quote shout date-spelling");
    check("He saw Will today.", "HE SAW WILL TODAY.", "-");
    check("He will attend.", "HE WILL ATTEND.", "shout");
    check("He saw Will today.", "He saw will today.", "-");
    check("He has HIGH needs.", "He has high needs.", "-");
    check("May", "MAY", "-");
    check("He owes £5m to them.", "HE OWES £5M TO THEM.", "-");
}

#[test]
fn the_same_date_time_or_number() {
    check("Seen on 12 May 2024.", "Seen on 12/05/24.", "date-spelling");
    check("Seen on 12th May '24.", "Seen on Sun 12 May 2024.", "date-spelling");
    check("Since May 2024.", "Since May '24.", "date-spelling");
    check("At 6.45 pm.", "At 18:45.", "time-spelling");
    check("At 09:35 and 1340 hrs today.", "At 9:35am and 13:40 today.", "time-spelling");
    check("For 4 weeks.", "For four weeks.", "number-spelling");
    check("Owes £1,234.00.", "Owes £1234.", "number-spelling");
    check("Some 26 per cent.", "Some 26%.", "number-spelling");
    check("Takes 20 mg daily.", "Takes 20mg daily.", "number-spelling");
}

#[test]
fn another_date_time_or_number() {
    check("Seen on 12/05/24.", "Seen on 05/12/24.", "-");
    check("Seen on 12 May.", "Seen on 12 May 2024.", "-");
    check("Seen on 12 May 2024.", "Seen on Mon 12 May 2024.", "-");
    check("Owes £1.50.", "Owes £150.", "-");
    check("At 9:30 today.", "At 9.30 pm today.", "-");
    check("At 9:30 today.", "At 09:30 today.", "-");
    check("No one owned up.", "No 1 owned up.", "-");
    check("See rule 2.10 today.", "See rule 2.1 today.", "-");
    check("Call 0141 today.", "Call 141 today.", "-");
    check("For 14 weeks.", "For forty weeks.", "-");
}

#[test]
fn letters_that_only_look_alike() {
    check("He did not go.", "He did n\u{43e}t go.", "-");
    check("He did not go.", "He did no\u{200b}t go.", "-");
    check("Ren\u{e9} left.", "Rene\u{301} left.", "-");
}

#[test]
fn punctuation_and_case_are_not_folded() {
    check("He left. ", "He left", "-");
    check("He left; alone.", "He left, alone.", "-");
    check("He will go.", "He Will go.", "-");
}

#[test]
fn cells_that_changed_places() {
    let row = |cells: &str| format!("| Need | Owner |\n|---|---|\n| {cells} |");
    check(&row("High | Low"), &row("Low | High"), "-");
    check(&row("High |"), &row("| High"), "-");
}
