//! Text as a record system or a PDF tool prints it: screens, lists, forms, printed pages.
//!
//! Takes the text, gives a reading. The steps, each in a file: the lines ([`lines`]); what belongs to the pages is set
//! aside ([`furniture`], marks of items aside that only the lines beside them show: [`openings`]); what each line is by itself and its neighbours ([`rules`], [`headings`] with [`drawn`] and [`counted`],
//! [`entries`] with [`stamps`], [`fields`], [`bullets`], [`signatures`] with [`closing`]); what shows by its own form what it is ([`boxes`],
//! [`mails`], [`tabbed`], [`side_heads`], [`diaries`] with [`periods`], [`frames`], [`strips`], [`footed`], [`dumps`], [`returning`], [`timed`], [`hanging`]); tables ([`tables`] with [`columns`] and [`rows`], cell by cell [`flat`], as forms [`records`]) and labels
//! above values ([`pairs`] with [`forms`]); which lines go on from the line above ([`joins`]); and all of it put together
//! ([`assemble`], paragraphs parted by [`strokes`]). Text that is Markdown, by [`is_markdown`], is its own reading.
//!
//! What is guessed is guessed from the text alone, and nothing of it is dropped: words are in the reading or set aside.
//! Cost grows with the length of the text: whatever is tried and fails is tried over a bounded number of lines.

mod assemble;
mod boxes;
mod bullets;
mod closing;
mod columns;
mod counted;
mod diaries;
mod drawn;
mod dumps;
mod entries;
mod fields;
mod flat;
mod footed;
mod forms;
mod frames;
mod furniture;
mod hanging;
mod headings;
mod joins;
mod lines;
mod listing;
mod mails;
mod markdown;
pub(crate) mod mask;
mod openings;
mod pairs;
mod periods;
#[cfg(test)]
mod printouts;
mod records;
mod returning;
mod rows;
mod rules;
mod sheets;
mod side_heads;
mod signatures;
mod signs;
mod stamps;
mod strips;
mod strokes;
mod tabbed;
mod tables;
mod text_labels;
mod timed;

use std::borrow::Cow;

use crate::limits::PIECES_MAX;
use crate::logs;
use crate::reading::Reading;
use crate::refused::Refused;
use crate::writer;
use listing::Listing;

pub(crate) use markdown::is_markdown;

/// Reads a printed text.
///
/// # Errors
///
/// [`Refused::TooManyPieces`] beyond [`PIECES_MAX`].
pub(crate) fn read(text: &str, reader: &'static str) -> Result<Reading, Refused> {
    // A text has no more pieces than bytes, and one.
    if text.len() >= PIECES_MAX && lines::pieces(text) > PIECES_MAX {
        return Err(Refused::TooManyPieces);
    }
    let text = &without_soft_hyphens(text.trim_start_matches('\u{feff}'));
    let text = &openings::known(text);
    let pages = furniture::part(lines::split(text));
    let (blocks, repeated) = assemble::assemble(&Listing::new(pages.printed));
    let mut reading = writer::write(&logs::entries(openings::restored(blocks)), reader);
    reading.set_aside = pages.set_aside;
    reading.set_aside.extend(repeated);
    for aside in &mut reading.set_aside {
        aside.text = openings::shown(&aside.text).into_owned();
    }
    reading.set_aside.sort_by_key(|aside| aside.place.line);
    Ok(reading)
}

/// A text without the marks of where words may be cut; one at a line's end becomes the hyphen that is seen there.
fn without_soft_hyphens(text: &str) -> Cow<'_, str> {
    let mut parts = text.split('\u{ad}');
    let mut clean = String::from(parts.next().unwrap_or(""));
    if clean.len() == text.len() {
        return Cow::Borrowed(text);
    }
    for part in parts {
        if part.starts_with(['\n', '\r']) && clean.ends_with(char::is_alphanumeric) {
            clean.push('\u{2010}');
        }
        clean.push_str(part);
    }
    Cow::Owned(clean)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str) -> String {
        read(text, "text/1").unwrap().text
    }

    #[test]
    fn prose_reads_as_before() {
        let text = "He has a flat in Port Row and means\nto keep it.\n\nHe has no debts.\n";
        assert_eq!(check(text), "He has a flat in Port Row and means to keep it.\n\nHe has no debts.\n");
        assert_eq!(check(""), "");
        assert_eq!(check("One line"), "One line\n");
    }

    #[test]
    fn places_are_pages_and_lines() {
        let reading =
            read("Page 1\n\nHe has a flat and\nwill keep it.\n\u{c}Page 2\n\nShe left.\n", "text/1").unwrap();
        assert_eq!(reading.text, "He has a flat and will keep it.\n\nShe left.\n");
        assert_eq!(reading.places.at(20).line, Some(4));
        assert_eq!(reading.places.at(35).page, Some(2));
        assert_eq!(reading.set_aside.len(), 2);
    }

    #[test]
    fn a_text_of_very_many_lines_is_refused() {
        let lines = |count: usize| "Seen.\n".repeat(count);
        assert!(read(&lines(PIECES_MAX - 1), "text/1").is_ok());
        assert_eq!(read(&lines(PIECES_MAX), "text/1"), Err(Refused::TooManyPieces));
    }

    #[test]
    fn the_day_by_which_something_is_done_heads_no_entry() {
        let action = |what: &str, who: &str, day: &str| {
            format!("Action: {what}\nOwner: {who}\nTarget date: {day}\nProgress: Started\n\n")
        };
        let text = [
            action("Mend the hull", "A. Orr", "2020-06-30"),
            action("Paint it", "B. Weir", "2020-07-01"),
            action("Sell it", "C. Tait", "2020-08-01"),
        ]
        .concat();
        assert!(check(&text).contains("| Action | Owner | Target date | Progress |"), "{}", check(&text));
    }

    #[test]
    fn what_follows_minutes_is_no_part_of_them_where_all_titles_look_alike() {
        let prose = "He bakes in the mornings and reads a good deal after that.";
        let group = |title: &str| format!("{title}\n{prose}\n{prose}\n\n");
        let titles =
            ["Minute of the conference of 3 May 2024", "Attendance", "Health", "Decisions taken", "Notes"];
        let minutes = titles.map(group).concat();
        let text = check(&format!("{}{minutes}", ["Health", "Work", "Money"].map(group).concat()));
        let headings: Vec<&str> = text.lines().filter(|line| line.starts_with('#')).collect();
        assert_eq!(
            headings[3..],
            [
                "##### Minute of the conference of 3 May 2024",
                "###### Attendance",
                "###### Health",
                "###### Decisions taken",
                "##### Notes"
            ]
        );
    }

    #[test]
    fn a_path_through_a_form_is_a_heading() {
        let text =
            check("Section 1 > Boat > Hull\n\nIt is sound.\n\nSection 2 > Boat > Mast\n\nIt is cracked.\n");
        assert_eq!(text.matches("## Section").count(), 2, "{text}");
        for prose in ["He found that the tide was > than 3 m.\n", "The tide has moved High > Low\n"] {
            assert_eq!(check(prose), prose);
        }
    }

    #[test]
    fn a_flat_table_whose_names_say_nothing_of_its_columns() {
        assert_eq!(
            check(
                "Actions agreed\nAction\nLead\nTarget\nState\nSee the bank\nB Other\n1/2/24\nOpen\nFind a flat or\nhostel\n\
                 A Other\n3/4/24\nClosed\nRing home\nA Other\n5/6/24\nOpen\n"
            ),
            "##### Actions agreed\n\n| Action | Lead | Target | State |\n|---|---|---|---|\n\
             | See the bank | B Other | 1/2/24 | Open |\n| Find a flat or hostel | A Other | 3/4/24 | Closed |\n\
             | Ring home | A Other | 5/6/24 | Open |\n"
        );
    }

    #[test]
    fn a_flat_table_that_is_counted_below_its_heading() {
        assert_eq!(
            check(
                "Agreed actions\nNo.\nTask\nResponsible\nBy\nProgress\n1\nSee the bank\nNurse\n1/2/24\nOpen\n2\n\
                 Find a flat\nPBSW\n3/4/24\nClosed\n3\nRing home\nNurse\n5/6/24\nOpen\n"
            ),
            "##### Agreed actions\n\n| No. | Task | Responsible | By | Progress |\n|---|---|---|---|---|\n\
             | 1 | See the bank | Nurse | 1/2/24 | Open |\n| 2 | Find a flat | PBSW | 3/4/24 | Closed |\n\
             | 3 | Ring home | Nurse | 5/6/24 | Open |\n"
        );
    }

    #[test]
    fn dates_in_a_flat_table_stand_below_the_name_of_a_date() {
        assert_eq!(
            check(
                "Scores\nTool\nDate\nTotal\nBand\nLS/CMI\n2/6/2024\n24\nHigh\nRM2000\n1/6/2024\n2\nMedium\n"
            ),
            "##### Scores\n\n| Tool | Date | Total | Band |\n|---|---|---|---|\n\
             | LS/CMI | 2/6/2024 | 24 | High |\n| RM2000 | 1/6/2024 | 2 | Medium |\n"
        );
    }

    #[test]
    fn a_head_of_an_entry_over_two_lines() {
        let log = "Contact log\n11/01/2025\nA. Other, nurse\nHe was seen in the health centre and asked for a later visit.\n\
             23/01/2025\nB. Other, addictions\nHe agreed to come down by five, and wants to go no faster than that.\n";
        assert_eq!(
            check(log),
            "Contact log\n\n###### 11/01/2025, A. Other, nurse\n\nHe was seen in the health centre and asked for a later visit.\n\n\
             ###### 23/01/2025, B. Other, addictions\n\nHe agreed to come down by five, and wants to go no faster than that.\n"
        );
        // Cells of a table, and a date that goes on with a sentence.
        for text in [
            "Due\n11/01/2025\nNurse\nOpen\n",
            "He came on\n11/01/2025\nwith his mother and his sister, and they left at once.\n",
        ] {
            assert!(!check(text).contains('#'), "{}", check(text));
        }
    }

    #[test]
    fn what_goes_on_in_the_first_cell_of_a_drawn_table_opens_no_row() {
        let table = "+--------+-----------------+--------+\n| Need   | Step            | State  |\n+--------+-----------------+--------+\n\
             | Family | Ask the worker  | Done   |\n| (seen) | about letters   | 3/2/25 |\n| Home   | Ask the council | Open   |\n\
             +--------+-----------------+--------+\n";
        assert_eq!(
            check(table),
            "| Need | Step | State |\n|---|---|---|\n| Family (seen) | Ask the worker about letters | Done 3/2/25 |\n\
             | Home | Ask the council | Open |\n"
        );
    }

    #[test]
    fn forms_one_below_the_other() {
        let form =
            |number: u8, what: &str| format!("Goal {number}\nWhat\n{what}\nHelper\nNurse\nHow far\nBegun\n");
        let text = format!(
            "MY PLAN\n\n{}{}\nHEALTH\nHe is well.\n",
            form(1, "Sleep"),
            form(2, "See a doctor and\nsay so")
        );
        let read = |number: u8, what: &str| {
            format!("Goal {number}\n\n**What:** {what}  \n**Helper:** Nurse  \n**How far:** Begun\n\n")
        };
        let expected = format!(
            "# MY PLAN\n\n{}{}#### HEALTH\n\nHe is well.\n",
            read(1, "Sleep"),
            read(2, "See a doctor and say so")
        );
        assert_eq!(check(&text), expected);
    }

    #[test]
    fn labels_above_values_below_their_heading() {
        assert_eq!(
            check(
                "FILE\n\nCore details\nName\nAnn Other\nHall\nB\nDate of birth\n1 May 1980\nInterpreter\nNo\nNext of kin\nNone\n"
            ),
            "# FILE\n\n##### Core details\n\n**Name:** Ann Other  \n**Hall:** B  \n**Date of birth:** 1 May 1980  \n\
             **Interpreter:** No  \n**Next of kin:** None\n"
        );
        assert_eq!(
            check(
                "FILE\n\nNAME:\nANN OTHER\nADDRESS:\n4 PORT ROW\nANYTOWN\nAV2 6QT\n\nHEALTH\nHe is well.\n"
            ),
            "# FILE\n\n**NAME:** ANN OTHER  \n**ADDRESS:** 4 PORT ROW ANYTOWN AV2 6QT\n\n#### HEALTH\n\nHe is well.\n"
        );
    }

    #[test]
    fn a_title_in_a_box_with_more_beside_it() {
        let text = "+-----------------------------------+\n| CASE PLAN     OTHER ANN     12345 |\n\
                    +-----------------------------------+\n\nHe is well.\n";
        assert_eq!(check(text), "# CASE PLAN\n\nOTHER ANN\n\n12345\n\nHe is well.\n");
    }

    #[test]
    fn a_heading_above_a_flat_table_is_no_label() {
        let cells = "1\nSee the bank about the\nold account\nHousing nurse\n1/2/24\nOpen\n2\nAsk after his\nletters\nSocial \
                     worker\n3/4/24\nDone\n3\nRing home\nNurse\n5/6/24\nOpen\n";
        let text = check(&format!("Work plan\nNo\nAction\nOwner\nDue\nStatus\n{cells}"));
        assert!(
            text.contains("| 1 | See the bank about the old account | Housing nurse | 1/2/24 | Open |"),
            "{text}"
        );
    }

    #[test]
    fn who_took_a_text_down_heads_it() {
        let taken = "(Taken down by A Other, 20 February 2026)";
        assert_eq!(
            check(&format!("== HER WORDS ==\n{taken}\nI want to go home.\n\nShe left.\n{taken}\n\nWell.\n")),
            format!("# HER WORDS\n\n###### {taken}\n\nI want to go home.\n\nShe left.\n\n{taken}\n\nWell.\n")
        );
    }

    #[test]
    fn who_signs_below_a_text_heads_nothing() {
        let signed = |signature: &str| {
            check(&format!(
                "She would like to go home before the summer.\n{signature}\n\nThe flat is ready.\n"
            ))
        };
        let read = |signature: &str| {
            format!("She would like to go home before the summer.\n\n{signature}\n\nThe flat is ready.\n")
        };
        for (line, signature) in [
            ("Signed A Other 20/02/2026", "Signed: A Other 20/02/2026"),
            ("(signed) A OTHER, NURSE, 21-FEB-2026", "\u{2014} A OTHER, NURSE, signed, 21-FEB-2026"),
            ("A Other, housing officer, 22/02/2026", "\u{2014} A Other, housing officer, 22/02/2026"),
        ] {
            assert_eq!(signed(line), read(signature), "{line}");
        }
        assert!(
            check("Home\n\nA Other, nurse, 22/02/2026\nShe is well and wants to go home.\n")
                .contains("######")
        );
    }

    #[test]
    fn parts_with_a_colon_and_what_is_signed_in_three_fields() {
        let text = "SECTION 1: FORM\n\nHall ................. Beech 2\nPersonal officer ..... A Weir\n\
                    Nurse ................ B Tay\n\nSECTION 2: WORK\n\nShe mends nets on the quay.\n\n\
                    Signed: A Weir     Designation: Officer     Date: 03/05/2024\n\n\
                    The nets are dry and she is asked to mend more.\n\n\
                    Signed: B Tay      Designation: Nurse       Date: 04/05/2024\n";
        assert_eq!(
            check(text),
            "## SECTION 1: FORM\n\n**Hall:** Beech 2  \n**Personal officer:** A Weir  \n**Nurse:** B Tay\n\n\
             ## SECTION 2: WORK\n\nShe mends nets on the quay.\n\n\
             Signed: A Weir Designation: Officer Date: 03/05/2024\n\n\
             The nets are dry and she is asked to mend more.\n\n\
             Signed: B Tay Designation: Nurse Date: 04/05/2024\n"
        );
    }

    #[test]
    fn parts_by_letter_over_strokes_and_notes_of_a_kind() {
        let part = |letter: char, title: &str, text: &str| {
            format!("PART {letter}  {title}\n------------------------------\n{text}\n\n")
        };
        let parts = [
            part('A', "FORM", "Hall    : Beech\nWork    : Nets"),
            part('B', "RISK", "She rows at night."),
            part('C', "HEALTH", "She is well."),
            part('D', "MONEY", "She has none."),
            part('E', "WORK", "She mends nets."),
            part('F', "FAMILY", "She has an aunt."),
            part(
                'G',
                "NOTES",
                "03/05/2024  10:15  A WEIR (NURSE)  TYPE: Health screen\n    Seen on the quay. She rows.\n",
            ),
        ];
        let read = check(&parts.concat());
        for title in [
            "## PART A FORM",
            "## PART G NOTES",
            "###### 03/05/2024, 10:15, A WEIR (NURSE), TYPE: Health screen",
        ] {
            assert!(read.contains(title), "{title} in {read}");
        }
    }

    #[test]
    fn a_name_that_was_kept_on_one_line() {
        let text = "On the third of October she took the boat of her aunt over to the island and saw\n\
                    Mr Euan Weir, who keeps the light there and has no boat. He was on the quay, and\n\
                    the nets were dry. They spoke of the harbour for an hour and she came back before\n\
                    it was dark, as she had said.\n";
        assert_eq!(check(text).matches("\n\n").count(), 0, "{}", check(text));
    }

    #[test]
    fn a_line_that_opens_with_a_head_goes_on_with_no_sentence() {
        let line =
            "He was seen in the hall and said that all is well with him, that he sleeps and that he eats.";
        let text = format!("{line}\nO Brae (Housing and Money, Eastside) 3/5/24 - {line}\n{line}\n{line}\n");
        assert!(check(&text).contains(&format!("{line}\n\nO Brae (Housing and Money")), "{}", check(&text));
    }

    #[test]
    fn when_it_was_printed_heads_nothing_and_is_set_aside() {
        for print in
            ["Printed 3/5/2024 12:37 by OBRAE (Nurse)", "PRINTED\t3/5/2024 16:55\tBY\tOBRAE\tPAGES\t2"]
        {
            let text = format!(
                "PLAN OF WORK\n{print}\n\nHe has a flat.\n\nHe is well.\n\nEND OF PRINT\tPAGE 2 OF 2\n"
            );
            let reading = read(&text, "text/1").unwrap();
            assert_eq!(reading.text, "# PLAN OF WORK\n\nHe has a flat.\n\nHe is well.\n", "{print}");
            assert_eq!(reading.set_aside.len(), 2);
        }
    }

    #[test]
    fn what_opens_a_minute_heads_no_entry() {
        let text = "9    Held 12.05.24. Present: A Brae (chair), B Orr, C Adair, D Lowrie,\n     E Hall, A Tulloch. Apologies: the nurse.\n";
        assert!(!check(text).contains('#'), "{}", check(text));
    }

    #[test]
    fn numbered_fields_stay_apart() {
        let text = "1.1  Name: Ann Other of Port Row, who has been here for the whole of a year\n\
                    1.2  Next of kin: A Brae of Port Row, who has been there as long as that is\n\
                    1.3  Address: none.\n     She stays with her mother.\n";
        let read = check(text);
        assert!(read.contains("a year\n\n1.2 Next of kin: "), "{read}");
        assert!(read.contains("none. She stays with her mother."), "{read}");
    }

    #[test]
    fn soft_hyphens_are_no_letters() {
        assert_eq!(
            check("His ac\u{ad}com\u{ad}mo\u{ad}\ndation and his men\u{ad}\u{2010}\ntal health.\n"),
            "His accommodation and his mental health.\n"
        );
    }

    /// Letters and digits, sorted.
    fn letters<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<char> {
        let mut letters: Vec<char> =
            texts.into_iter().flat_map(str::chars).filter(|c| c.is_alphanumeric()).collect();
        letters.sort_unstable();
        letters
    }

    fn line() -> impl Strategy<Value = String> {
        #[rustfmt::skip]
        let word = prop::sample::select(vec![
            "He", "was", "seen", "NAME:", "Owner:", "Status", "Due", "Date", "12/05/2024", "3 May 2024", "Nurse",
            "A", "recep-", "tion", "-", "*", "1.", "2)", "(b)", "PAGE 3 OF 9", "|", "+---+", "====", "--- ----",
            ">>", "and", "the", "OPEN", "Need", "Action", "No", "Role", "well.", "them,", "£12", "Port Row", "#",
            "**", "ENTRY BY:", "\u{ad}", "\u{2022}", "....", "[x]",
        ]);
        let gap = prop::sample::select(vec![" ", " ", " ", "  ", "     ", "\t"]);
        prop::collection::vec((word, gap), 0..9)
            .prop_map(|parts| parts.into_iter().flat_map(|(word, gap)| [word, gap]).collect())
    }

    fn listing() -> impl Strategy<Value = String> {
        let end = prop::sample::select(vec!["\n", "\n", "\n", "\n\n", "\r\n", "\u{c}", "\n\n\n"]);
        let indent = prop::sample::select(vec!["", "", "   ", "\t", "          "]);
        let line = (indent, line(), end).prop_map(|(indent, line, end)| format!("{indent}{line}{end}"));
        prop::collection::vec(line, 0..60).prop_map(|lines| lines.concat())
    }

    fn is_kept(text: &str) {
        let text = &*without_soft_hyphens(text.trim_start_matches('\u{feff}'));
        let pages = furniture::part(lines::split(text));
        let kept: Vec<&str> = pages.printed.iter().map(|printed| printed.line.text).collect();
        let aside: Vec<&str> = pages.set_aside.iter().map(|aside| aside.text.as_str()).collect();
        for line in lines::split(text) {
            assert!(
                line.text.is_empty() || kept.contains(&line.text) || aside.contains(&line.text),
                "{:?}",
                line.text
            );
        }
        let expected = letters(kept.iter().copied());
        let (blocks, repeated) = assemble::assemble(&Listing::new(pages.printed));
        let reading = writer::write(&blocks, "text/1");
        let read = letters(repeated.iter().map(|aside| aside.text.as_str()).chain([reading.text.as_str()]));
        assert_eq!(read, expected, "{text:?} {}", reading.text);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]

        #[test]
        fn no_word_is_lost_or_added(text in listing()) {
            is_kept(&text);
        }

        #[test]
        fn any_text_is_read(text in any::<String>()) {
            is_kept(&text);
        }

        #[test]
        fn any_bytes_of_lines_are_read(text in "[ -~\\n\\t\u{a3}\u{c}\u{a0}]{0,400}") {
            read(&text, "text/1").unwrap();
        }
    }
}
