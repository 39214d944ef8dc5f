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
    check("| h | k |\n|---|---|\n| a | b |", "| h | k |\n|---|---|\n| a | b|", "space");
    check("| h | k |\n|---|---|\n| a | b |", "| h | k |\n|---|---|\n|a | b |", "space");
    check("| h | k |\n|---|---|\n| a | b |", "| h | k |\n|---|---|\na | b", "space");
}

#[test]
fn cells_that_are_parted_otherwise() {
    let head = "| h | k | m |\n|---|---|---|\n";
    let html = |cells: &str| format!("<table><tr><th>h</th><th>k</th><th>m</th></tr>{cells}</table>");
    check(&html("<tr><td>a</td><td></td><td><p>b</p></td></tr>"), &format!("{head}| a |  | b |"), "space");
    check(&html("<tr><td>a</td><td>b</td></tr>"), &format!("{head}| a | b | |"), "space");
    check(&html("<tr><td>a <b>b</b></td></tr>"), &html("<tr><td>a b</td></tr>"), "emphasis");
    check(&html("<tr><td>a</td><td></td><td>b</td></tr>"), &format!("{head}| a | b |"), "-");
    check(&html("<tr><td>a</td><td>b</td></tr>"), &format!("{head}| b | a |"), "-");
    check(&html("<tr><td>a <s>b</s></td></tr>"), &html("<tr><td>a b</td></tr>"), "-");
}

#[test]
fn a_space_that_makes_another_word() {
    check("He will re-sign it.", "He will resign it.", "-");
    check("He will re-sign it.", "He will re - sign it.", "-");
    check("He is over due.", "He is overdue.", "-");
    check("The sum is 2*3*4 now.", "The sum is 2 3 4 now.", "-");
    check("The sum is 2*3*4 now.", "The sum is 234 now.", "-");
    check("The sum is 2 * 3 now.", "The sum is 2 3 now.", "-");
    check("He is in cell 2 B wing.", "He is in cell 2B wing.", "-");
    check("He weighs 11 st now.", "He weighs 11st now.", "-");
    check("It is 10\u{a0}000 now.", "It is 10000 now.", "-");
    check("Ages 3-5 only.", "Ages 35 only.", "-");
    check("He was notable.", "He was not able.", "-");
    check("He is in G1 1AA now.", "He is in G11AA now.", "-");
}

#[test]
fn quotes_and_dashes() {
    check("He \"agreed\".", "He “agreed”.", "quote");
    check("He didn't go.", "He didn’t go.", "quote");
    check("He left – alone.", "He left - alone.", "dash");
    check("He left – alone.", "He left alone.", "-");
    check("the boys' room", "the boys room", "-");
    check("his sons' friends", "his son's friends", "-");
    check("He is 5' tall.", "He is 5\" tall.", "-");
    check("It is 3\u{2033} wide.", "It is 3\u{2032} wide.", "-");
    check("It was \u{2212}5 then.", "It was -5 then.", "dash");
    check("It was -5 then.", "It was 5 then.", "-");
    check("He owes -£50 now.", "He owes £50 now.", "-");
    check("Aged 3–5 now.", "Aged 3-5 now.", "dash");
    check("Aged 3–5 now.", "Aged 3, 5 now.", "-");
    check("He was ~20 then.", "He was -20 then.", "-");
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
    check("He is <del>not</del> at risk.", "He is not at risk.", "-");
    check("He did it* once.", "He did it once.", "-");
    check("The file is a\\_b now.", "The file is ab now.", "-");
    check("He weighs 5_000 g.", "He weighs 5000 g.", "-");
    check("Rule 5**2** applies.", "Rule 5 2 applies.", "-");
    check("_He left._", "He left.", "emphasis");
    check("It breaks cond. 3 of it.", "It breaks *cond*. 3 of it.", "emphasis");
    check("It breaks cond. 3 of it.", "It breaks <b>cond</b>. 3 of it.", "emphasis");
    check("He **left.**", "He left.", "emphasis");
    check("**Un**suitable for work.", "Unsuitable for work.", "emphasis");
    check("He is now **un**suitable.", "He is now unsuitable.", "emphasis");
    check("Rule 5**2** applies.", "Rule 52 applies.", "emphasis");
    check("Rule 5<b>2</b> applies.", "Rule 52 applies.", "emphasis");
}

#[test]
fn bullets_and_running_numbers() {
    check("- Level 2", "* Level 2", "bullet");
    check("■ Paint the front gate", "➢ Paint the front gate", "bullet");
    check("● Paint the front gate", "○ Paint the front gate", "-");
    check("Level 2", "- Level 2", "bullet");
    check("- Level 2", "- Level 1", "-");
    check("- [ ] Pay the fine", "- [x] Pay the fine", "-");
    check("# 2. Drugs, see 2.1", "# 2. Drugs, see 2.2", "-");
    check("12 visits were made.", "14 visits were made.", "-");
    check("1. Gate\n2. Hall", "1) Gate\n2) Hall", "item-number");
    check("- (a) Gate\n- (b) Hall", "- a) Gate\n- b) Hall", "item-number");
    check("- (a) Gate\n- (b) Hall", "- (i) Gate\n- (ii) Hall", "item-number");
    check("# 1. Gate\n\n# 2. Drugs", "# Gate\n\n# Drugs", "heading-number");
}

#[test]
fn numbers_that_head_a_line_but_count_nothing() {
    check("# 7. Drugs", "# 8. Drugs", "-");
    check("7. He left.", "8. He left.", "-");
    check("- (a) Gate", "- (b) Gate", "-");
    check("- (a) Gate\n- (c) Hall", "- (a) Gate\n- (d) Hall", "-");
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
    check("He takes 5mg at night.", "HE TAKES 5MG AT NIGHT.", "shout");
    check("He takes 5Mg at night.", "HE TAKES 5MG AT NIGHT.", "-");
    check("He told US of it all.", "HE TOLD US OF IT ALL.", "-");
    check("He told us of it all.", "HE TOLD US OF IT ALL.", "shout");
    check("He told Art of it all.", "HE TOLD ART OF IT ALL.", "-");
    check("He told Mr Hill of it all.", "HE TOLD MR HILL OF IT ALL.", "shout");
    check("He told Ewan Hill of it all.", "HE TOLD EWAN HILL OF IT ALL.", "shout");
    check("Hope was lost by him.", "HOPE WAS LOST BY HIM.", "shout");
    check("He met ren\u{e9} there.", "HE MET REN\u{c9} THERE.", "shout");
    check("He met rene there.", "HE MET REN\u{c9} THERE.", "-");
    check("He left on 12th October 2024.", "HE LEFT ON 12th OCTOBER 2024.", "shout");
    check("He told Will Duthie of it all.", "HE TOLD WILL DUTHIE OF IT ALL.", "shout");
    check("Told Will of it all.", "TOLD WILL OF IT ALL.", "-");
    check("Mr Hill told us of it all.", "MR HILL TOLD US OF IT ALL.", "shout");
    check("He then told R. Hill of it all.", "HE THEN TOLD R. HILL OF IT ALL.", "shout");
    check("He can't go there.", "HE CANST GO THERE.", "-");
    check("He met K\u{131}r there.", "HE MET KIR THERE.", "-");
}

#[test]
fn capitals_that_are_no_shout() {
    check("Agreed", "AGREED", "-");
    check("He is", "HE IS", "-");
    check("Reports By Staff In The North West.", "reports by staff in the north west.", "-");
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
    check("Seen 12/05/2024 09:35 today.", "Seen 12/05/2024 9:35am today.", "time-spelling");
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
    check("At 12 noon today.", "At 12 midnight today.", "-");
    check("At 12:30 pm today.", "At 12:30 am today.", "-");
    check("At 12:30 pm today.", "At 12:30 today.", "-");
    check("See note \u{b9} today.", "See note \u{b2} today.", "-");
    check("Took \u{bd} of it.", "Took \u{bc} of it.", "-");
    check("Took 1\u{bd} of it.", "Took 1 of it.", "-");
    check("Took 1/2 of it.", "Took 12 of it.", "-");
    check("Part IV today.", "Part VI today.", "-");
    check("Room \u{ff11}\u{ff12} today.", "Room 12 today.", "-");
    check("He has 3,4 today.", "He has 34 today.", "-");
    check("He has 3:1 today.", "He has 3.1 today.", "-");
    check("He is due 6/7 today.", "He is due 7/6 today.", "-");
    check("It is 1,000 today.", "It is 1.000 today.", "-");
    check("His code is 007 today.", "His code is 7 today.", "-");
    check("He has 18+ today.", "He has 18 today.", "-");
    check("He is >18 today.", "He is <18 today.", "-");
    check("Some 10% today.", "Some 10\u{2030} today.", "-");
    check("Owes £.50 today.", "Owes £50 today.", "-");
    check("Owes $50 today.", "Owes £50 today.", "-");
    check("Seen 3 May 1924.", "Seen 3 May 24.", "-");
    check("Seen May 24 by us.", "Seen 24 May by us.", "-");
    check("Seen 31/04/2024.", "Seen 30/04/2024.", "-");
}

#[test]
fn letters_that_only_look_alike() {
    check("He did not go.", "He did n\u{43e}t go.", "-");
    check("Ren\u{e9} left.", "Rene\u{301} left.", "-");
    check("He met him there.", "He met \u{202e}him\u{202c} there.", "-");
    check("Ran \u{2163} laps.", "Ran IV laps.", "-");
    check("The cell is O5 now.", "The cell is 05 now.", "-");
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

#[test]
fn what_converters_and_typists_leave() {
    check("He is [not]{.underline} well.", "He is not well.", "anchor");
    check("[Not]{.underline} to ring [her]{.mark}", "Not to ring her", "anchor");
    check("He is <i>not</i> <u>well</u>.", "He is not well.", "emphasis");
    check("He is <strong>not</strong> well.", "He is **not** well.", "emphasis");
    for (before, after, codes) in [
        ("1. Rest\n2. Do not smoke.", "1. Rest\n2. **Do not smoke.**", "emphasis"),
        ("1. Rest\n2. Walk daily.", "1. Rest\n2. **Walk** daily.", "emphasis"),
        ("1. Rest\n2.  Walk daily.", "1. Rest\n2. Walk daily.", "space"),
        ("2. Walk daily.", "2\\. Walk daily.", "escape"),
        ("He is 5\\' tall.", "He is 5' tall.", "escape"),
        ("The A&amp;E report.", "The A&E report.", "escape"),
        ("Bed &amp; board.", "Bed & board.", "escape"),
        ("It is the nurse\\'s view.", "It is the nurse's view.", "escape"),
        ("He did \u{200e}not go.", "He did not go.", "invisible"),
        ("At the caf&eacute; on 3&nbsp;May.", "At the café on 3 May.", "escape"),
        ("He owes &pound;12 there.", "He owes £12 there.", "escape"),
        ("He slept<br>well.", "He slept\nwell.", "break"),
        ("He slept<br />well.", "He slept well.", "break"),
        ("He slept\u{b}well.", "He slept well.", "break"),
        ("He slept\\\nwell.", "He slept\nwell.", "break"),
        ("## []{#_Toc41 .anchor}Leisure", "## []{#_Toc97 .anchor}Leisure", "anchor"),
        ("## Leisure {#leisure}", "## Leisure", "anchor"),
        ("<a name=\"_Toc4\"></a>He rests.", "He rests.", "anchor"),
        ("He ﬁled it.", "He filed it.", "ligature"),
        ("He did no\u{200b}t go.", "He did not go.", "invisible"),
        ("He did i\u{ad}t.", "He did it.", "invisible"),
        ("He \u{feff}left.", "He left.", "invisible"),
    ] {
        check(before, after, codes);
    }
}

#[test]
fn what_looks_like_an_artefact_and_says_something() {
    check("He is to [ring]{not} her.", "He is to ring her.", "-");
    check("He is to [ring] her.", "He is to ring her.", "-");
    check("He is <s>not</s> well.", "He is not well.", "-");
    check("He is <b title=\"now\">not</b> well.", "He is not well.", "-");
    check("He had 3<b>1</b> days.", "He had 3 1 days.", "-");
    for (before, after) in [
        ("He is not able.", "He is not\u{200b}able."),
        ("The A&amp;E report.", "The A&B report."),
        ("Bed &amp; board.", "Bed & bored."),
        ("Bed &lt; board.", "Bed & board."),
        ("It is the nurse\\'s view.", "It is the nurses view."),
        ("He paid \u{200f}12 pounds.", "He paid 12 pounds."),
        ("He is &not; well.", "He is well."),
        ("He slept<b>well.", "He slept well."),
        ("He is {not} well.", "He is well."),
        ("He has [it](a/12) now.", "He has [it](a/13) now."),
        ("He paid 1\u{200b}2 pounds.", "He paid 12 pounds."),
        ("He is a the\u{202e}rapist.", "He is a therapist."),
    ] {
        check(before, after, "-");
    }
}
