//! Printouts of record systems of several makes, in small, and what is to be read in them.

use super::read;

fn check(printout: &str, expected: &str) {
    assert_eq!(read(printout, "text/1").unwrap().text, expected);
}

#[test]
fn a_mainframe_with_boxes_columns_and_dates_run_together() {
    let printout = "\
CAREFILE 4.2                  PERSON RECORD                        PAGE 1 OF 2\n\
!----------------------------------------------------------------------------!\n\
! SURNAME    : OTHER             ! FORENAMES   : ANN MARY                    !\n\
! DOB        : 19800501          ! LOCATION    : BRAEHEAD HOUSE              !\n\
! KEY WORKER : B ORRIN           ! ALERTS      : DIABETIC, INSULIN TWICE     !\n\
!                                !               DAILY; CARRIES SUGAR        !\n\
!----------------------------------------------------------------------------!\n\
______________________________________________________________________________\n\
CONTACT LOG\n\
______________________________________________________________________________\n\
000143  20251203  0915  SOCIALWORK  ORRINB     FINAL\n\
Seen at home. She has had no visits since the summer and would like one before\n\
the new year. I will write to her sister by 15 January 2026.\n\
\n\
000151  20260122  1620  HEALTH      LOWRIEM    FINAL\n\
Bloods taken, sugar 14. Insulin up to 12 units in the morning.\n\
She is not to drive until the eye clinic has seen her.\n\
\n\
000156  20260204  1103  HOUSING     ADAIRT     DRAFT\n\
Rent account clear. Repairs to the back door asked for on 2 February.\n\
\n\
000160  20260219  0840  HEALTH      LOWRIEM    FINAL\n\
Eye clinic 5 March. Sugar better, 9.\n\
______________________________________________________________________________\n\
NEXT STEPS\n\
______________________________________________________________________________\n\
LINE  TASK                          FALLS TO          DAY         STATE\n\
001   Write to sister               B ORRIN           20260115    OPEN\n\
002   Book transport to the eye     M LOWRIE          20260228    DONE\n\
\x20     clinic\n\
003   Back door to be repaired      T ADAIR           20260331    OPEN\n\
";
    let expected = "\
CAREFILE 4.2 PERSON RECORD PAGE 1 OF 2\n\
\n\
**SURNAME:** OTHER  \n\
**FORENAMES:** ANN MARY  \n\
**DOB:** 19800501  \n\
**LOCATION:** BRAEHEAD HOUSE  \n\
**KEY WORKER:** B ORRIN  \n\
**ALERTS:** DIABETIC, INSULIN TWICE DAILY; CARRIES SUGAR\n\
\n\
### CONTACT LOG\n\
\n\
###### 000143, 2025-12-03, 0915, SOCIALWORK, ORRINB, FINAL\n\
\n\
Seen at home. She has had no visits since the summer and would like one before the new year. I will write to her sister by 15 January 2026.\n\
\n\
###### 000151, 2026-01-22, 1620, HEALTH, LOWRIEM, FINAL\n\
\n\
Bloods taken, sugar 14. Insulin up to 12 units in the morning.\n\
\n\
She is not to drive until the eye clinic has seen her.\n\
\n\
###### 000156, 2026-02-04, 1103, HOUSING, ADAIRT, DRAFT\n\
\n\
Rent account clear. Repairs to the back door asked for on 2 February.\n\
\n\
###### 000160, 2026-02-19, 0840, HEALTH, LOWRIEM, FINAL\n\
\n\
Eye clinic 5 March. Sugar better, 9.\n\
\n\
### NEXT STEPS\n\
\n\
| LINE | TASK | FALLS TO | DAY | STATE |\n\
|---|---|---|---|---|\n\
| 001 | Write to sister | B ORRIN | 2026-01-15 | OPEN |\n\
| 002 | Book transport to the eye clinic | M LOWRIE | 2026-02-28 | DONE |\n\
| 003 | Back door to be repaired | T ADAIR | 2026-03-31 | OPEN |\n\
";
    check(printout, expected);
}

#[test]
fn a_web_page_of_notes_with_labels() {
    let printout = "\
## 1: Who is who ##\n\
Name : Ann Other          Born : 1 May 1980       Ward : Larch\n\
Key worker : B Orrin      Doctor : Dr P Lowrie\n\
\n\
## 2: What is agreed ##\n\
Visits are on Sundays only. No visits from her uncle.\n\
\n\
## 3: Notes ##\n\
User: orrinb    Agency: Social Work    Created: 03/12/2025 09:15    Status: Final\n\
Seen on the ward. She asked for a visit before the new year. I will write to\n\
her sister by 15 January 2026.\n\
\n\
User: lowriep    Agency: Health    Created: 22/01/2026 16:20    Status: Final\n\
Bloods taken, sugar 14. Insulin up to 12 units in the morning.\n\
\n\
Pasted in, please read:\n\
From: Tam Adair (Braehead Housing) Sent: 30 January 2026 11:02 To: Orrin B Subject: back door\n\
The back door cannot be mended before April. I will ring when I have a day.\n\
\n\
User: orrinb    Agency: Social Work    Created: 19/02/2026 08:40    Status: Draft\n\
The sister has not been written to. I will do it this week.\n\
\n\
## 4: Her own words ##\n\
Taken down by B Orrin 20/02/2026\n\
I want to go home by the summer. I do not want my uncle there.\n\
";
    let expected = "\
## 1. Who is who\n\
\n\
**Name:** Ann Other  \n\
**Born:** 1 May 1980  \n\
**Ward:** Larch  \n\
**Key worker:** B Orrin  \n\
**Doctor:** Dr P Lowrie\n\
\n\
## 2. What is agreed\n\
\n\
Visits are on Sundays only. No visits from her uncle.\n\
\n\
## 3. Notes\n\
\n\
###### User: orrinb, Agency: Social Work, Created: 03/12/2025 09:15, Status: Final\n\
\n\
Seen on the ward. She asked for a visit before the new year. I will write to her sister by 15 January 2026.\n\
\n\
###### User: lowriep, Agency: Health, Created: 22/01/2026 16:20, Status: Final\n\
\n\
Bloods taken, sugar 14. Insulin up to 12 units in the morning.\n\
\n\
Pasted in, please read:\n\
\n\
###### From: Tam Adair (Braehead Housing), Sent: 30 January 2026 11:02\n\
\n\
**To:** Orrin B  \n\
**Subject:** back door\n\
\n\
The back door cannot be mended before April. I will ring when I have a day.\n\
\n\
###### User: orrinb, Agency: Social Work, Created: 19/02/2026 08:40, Status: Draft\n\
\n\
The sister has not been written to. I will do it this week.\n\
\n\
## 4. Her own words\n\
\n\
###### Taken down by B Orrin 20/02/2026\n\
\n\
I want to go home by the summer. I do not want my uncle there.\n\
";
    check(printout, expected);
}

#[test]
fn a_log_with_bars_and_stamps() {
    let printout = "\
-----[ Summary ]--------------------------------------------------------------\n\
Ann Other, 45, lives at Braehead House and is to move in the summer.\n\
\n\
-----[ Timeline ]-------------------------------------------------------------\n\
2025-12-03T09:15:00 | orrinb | Social Work | note #4471\n\
\x20 Seen at home. She would like a visit before the new year.\n\
\x20 I will write to her sister by 15 January 2026.\n\
2026-01-22T16:20:41 | lowriem | Health | note #4502\n\
\x20 Bloods taken, sugar 14.\n\
\x20 She is not to drive until the eye clinic has seen her.\n\
2026-02-19T08:40:07 | lowriem | Health | note #4530\n\
\x20 Eye clinic 5 March. Sugar better.\n\
2026-02-21T10:00:00 | adairt | Housing | note #4533\n\
\x20 The back door cannot be mended before April.\n\
\n\
-----[ Statement ]------------------------------------------------------------\n\
I was asked what I want. I want to go home by the summer.\n\
\n\
Signed: Ann Other, 20 February 2026\n\
\n\
-----[ People ]---------------------------------------------------------------\n\
PERSON          PART                RUNG BY      ANSWER\n\
B Orrin         social worker       -            yes\n\
M Lowrie        nurse               B Orrin      by video\n\
T Adair         housing             B Orrin      none\n\
";
    let expected = "\
### Summary\n\
\n\
Ann Other, 45, lives at Braehead House and is to move in the summer.\n\
\n\
### Timeline\n\
\n\
###### 2025-12-03 T09:15:00 | orrinb | Social Work | note #4471\n\
\n\
Seen at home. She would like a visit before the new year.\n\
\n\
I will write to her sister by 15 January 2026.\n\
\n\
###### 2026-01-22 T16:20:41 | lowriem | Health | note #4502\n\
\n\
Bloods taken, sugar 14.\n\
\n\
She is not to drive until the eye clinic has seen her.\n\
\n\
###### 2026-02-19 T08:40:07 | lowriem | Health | note #4530\n\
\n\
Eye clinic 5 March. Sugar better.\n\
\n\
###### 2026-02-21 T10:00:00 | adairt | Housing | note #4533\n\
\n\
The back door cannot be mended before April.\n\
\n\
### Statement\n\
\n\
I was asked what I want. I want to go home by the summer.\n\
\n\
Signed: Ann Other, 20 February 2026\n\
\n\
### People\n\
\n\
| PERSON | PART | RUNG BY | ANSWER |\n\
|---|---|---|---|\n\
| B Orrin | social worker | - | yes |\n\
| M Lowrie | nurse | B Orrin | by video |\n\
| T Adair | housing | B Orrin | none |\n\
";
    check(printout, expected);
}

#[test]
fn heads_over_two_lines_and_labels_beside_values() {
    let printout = "\
PERSON PLAN\n\
\n\
1 DETAILS ====================================================================\n\
¦ Name ¦ Ann Other            ¦ Born ¦ 1 May 1980        ¦\n\
¦ Ward ¦ Larch                ¦ Stay ¦ to 30 June 2026   ¦\n\
\n\
2 RECORD =====================================================================\n\
Entry 17                                   (Social Work)\n\
Made 03-DEC-2025 at 09:15 by ORRINB, version 2\n\
Seen on the ward. She asked for a visit before the new year. I will write to\n\
her sister by 15 January 2026.\n\
\n\
Entry 18                                   (Health)\n\
Made 22-JAN-2026 at 16:20 by LOWRIEP, version 1\n\
Bloods taken, sugar 14. Insulin up to 12 units in the morning.\n\
\n\
Entry 21                                   (Social Work)\n\
Made 19-FEB-2026 at 08:40 by ORRINB, version 1\n\
The sister has not been written to. I will do it this week.\n\
\n\
3 CONDITIONS =================================================================\n\
C1  No visits from her uncle.\n\
C2  Not to leave the grounds alone before the eye clinic has seen her, which is\n\
\x20   on 5 March.\n\
C3  Home leave on Saturdays.\n\
";
    let expected = "\
# PERSON PLAN\n\
\n\
## 1. DETAILS\n\
\n\
**Name:** Ann Other  \n\
**Born:** 1 May 1980  \n\
**Ward:** Larch  \n\
**Stay:** to 30 June 2026\n\
\n\
## 2. RECORD\n\
\n\
###### Entry 17, (Social Work), Made 03-DEC-2025 at 09:15 by ORRINB, version 2\n\
\n\
Seen on the ward. She asked for a visit before the new year. I will write to her sister by 15 January 2026.\n\
\n\
###### Entry 18, (Health), Made 22-JAN-2026 at 16:20 by LOWRIEP, version 1\n\
\n\
Bloods taken, sugar 14. Insulin up to 12 units in the morning.\n\
\n\
###### Entry 21, (Social Work), Made 19-FEB-2026 at 08:40 by ORRINB, version 1\n\
\n\
The sister has not been written to. I will do it this week.\n\
\n\
## 3. CONDITIONS\n\
\n\
C1 No visits from her uncle.\n\
\n\
C2 Not to leave the grounds alone before the eye clinic has seen her, which is on 5 March.\n\
\n\
C3 Home leave on Saturdays.\n\
";
    check(printout, expected);
}

#[test]
fn boxes_with_a_title_in_their_edge_over_pages() {
    let head = |page: u32| {
        format!(
            "RECORDS A/B                                                  CONFIDENTIAL\nOTHER, Ann                  PERSON PLAN          page {page}\n{}\n",
            "=".repeat(78)
        )
    };
    let edge = |number: u32| format!("+-- NOTE {number:02} {}\n", "-".repeat(66));
    let note = |number: u32, who: &str, when: &str| {
        format!(
            "{}  Author: {who}      Created: {when}      Status: SIGNED\n  Seen on the ward, where she asked for a visit from her sister (see\n  SER) and for the door of her room to be mended. She would like to keep\n  3.2 in as it is until the summer, and the others with it if that can be.\n+{}\n",
            edge(number),
            "-".repeat(77)
        )
    };
    let printout = [
        head(1),
        "1. RISK\n\nTOOL       DATE         SCORE / BAND                    DONE BY\nLS/CMI     14/11/2023   27  High                        B Orrin\nSARA       -            not done                        -\n\n".to_owned(),
        note(1, "ORRIN B (PBSW)", "05/02/2024 15:12"),
        note(2, "LOWRIE M (Nurse)", "30/01/2024 11:40"),
        head(2),
        note(12, "ADAIR T (Housing, West)", "05/12/2025 10:20"),
        "\n2. LIMITS\n\n3.1  No visits from her uncle. In force now.\n3.3  Not to leave the grounds alone before the eye clinic has seen her again, in\n     the spring.\n\n".to_owned(),
        note(13, "LOWRIE M (Nurse)", "14/01/2025 09:30"),
        head(3),
        note(14, "LOWRIE M (Nurse)", "15/01/2025 09:30"),
        note(15, "ORRIN B (PBSW)", "16/01/2025 09:30"),
        note(16, "ORRIN B (PBSW)", "17/01/2025 09:30"),
        head(4),
        note(17, "ORRIN B (PBSW)", "18/01/2025 09:30"),
        "\nHer sister has written that she would come on a Sunday if the door were mended.\n".to_owned(),
    ];
    let text = read(&printout.concat(), "text/1").unwrap().text;
    let heads: Vec<&str> = text.lines().filter(|line| line.starts_with("######")).collect();
    assert_eq!(heads.len(), 8, "{text}");
    assert_eq!(text.matches("\n---\n").count(), 1, "{text}");
    assert!(
        text.contains("\n---\n\nHer sister"),
        "what stands below a box is not of the entry in it: {text}"
    );
    assert_eq!(heads[0], "###### NOTE 01, Author: ORRIN B (PBSW), Created: 05/02/2024 15:12, Status: SIGNED");
    assert!(heads.iter().all(|head| head.starts_with("###### NOTE ")), "{heads:?}");
    for whole in [
        "| SARA | - | not done | - |",
        "her sister (see SER) and for the door",
        "keep 3.2 in as it is",
        "\n3.1 No visits from her uncle. In force now.\n\n3.3 Not to leave the grounds",
    ] {
        assert!(text.contains(whole), "{whole}: {text}");
    }
}
