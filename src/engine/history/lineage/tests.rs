use super::super::series::Series;

/// The versions, from 0, in which the lineage and the present wording of this unit of the last plan began.
fn check(plans: &[&str], text: &str) -> (u32, u32) {
    let series = Series::new(plans);
    let unit = &series.history.units[series.unit(text)];
    (unit.lineage_since, unit.wording_since())
}

const FLAT: &str = "He has asked the council for a flat in the north of the city.\n\n";
const JOB: &str = "He would like to work in a kitchen when he is released.\n\n";
const DEBT: &str = "He owes his brother two hundred pounds from before the sentence.\n\n";

#[test]
fn what_stays_is_as_old_as_it_was() {
    let plans = [FLAT, &format!("{JOB}{FLAT}"), &format!("{JOB}{FLAT}")];
    assert_eq!(check(&plans, FLAT.trim()), (0, 0));
    assert_eq!(check(&plans, JOB.trim()), (1, 1));
}

#[test]
fn another_value_is_another_wording_of_one_lineage() {
    let other = FLAT.replace("north", "south");
    assert_eq!(check(&[FLAT, &other, &other], other.trim()), (0, 1));
    let series = Series::new(&[FLAT, &other, &other]);
    let wordings: Vec<_> = series.history.units[0].wordings.iter().map(|wording| wording.version).collect();
    assert_eq!(wordings, [0, 1]);
    assert_eq!(series.history.units[0].carried, 1);
}

#[test]
fn wordings_quote_their_versions() {
    let other = FLAT.replace("north", "south");
    let series = Series::new(&[FLAT, &other]);
    for wording in &series.history.units[0].wordings {
        let source = series.documents[wording.version as usize].source();
        assert_eq!(wording.span.of(source), source.trim());
    }
}

#[test]
fn what_was_gone_and_comes_back_keeps_its_origin() {
    let both = format!("{FLAT}{JOB}");
    let series = Series::new(&[&both, FLAT, FLAT, &both]);
    let job = series.unit(JOB.trim());
    assert_eq!(series.history.units[job].lineage_since, 0);
    let returned = &series.history.returned;
    assert_eq!(returned.len(), 1);
    assert_eq!((returned[0].units.start as usize, returned[0].last_seen), (job, 0));
}

#[test]
fn a_passage_comes_back_whole_though_a_copy_of_a_part_had_stayed() {
    let (entry, copy) = (format!("{JOB}{DEBT}"), DEBT);
    let plans = [format!("{copy}{FLAT}{entry}"), format!("{copy}{FLAT}"), format!("{copy}{FLAT}{entry}")];
    let series = Series::new(&plans.each_ref().map(String::as_str));
    assert_eq!(series.history.returned.len(), 1);
    assert_eq!(series.history.returned[0].units.len(), 2);
}

#[test]
fn a_value_that_changes_back_is_restored_not_returned() {
    let other = FLAT.replace("north", "south");
    let series = Series::new(&[FLAT, &other, FLAT]);
    assert!(series.history.returned.is_empty());
    assert_eq!((series.history.restored[0].unit, series.history.restored[0].last_seen), (0, 0));
}

#[test]
fn what_came_back_between_conferences_is_told() {
    let (both, other) = (format!("{FLAT}{JOB}"), FLAT.replace("north", "south"));
    let returned = |baseline| Series::since(&[&both, FLAT, &both, &both], Some(baseline)).history.returned;
    assert_eq!(returned(1).iter().map(|back| back.last_seen).collect::<Vec<_>>(), [0]);
    assert_eq!(returned(2), [], "the conference has seen it");
    let restored = |plans: &[&str]| Series::since(plans, Some(1)).history.restored;
    assert_eq!(restored(&[FLAT, &other, FLAT, FLAT]).len(), 1);
    assert_eq!(restored(&[FLAT, &other, FLAT, &other.replace("south", "east")]), [], "and corrected again");
}

#[test]
fn a_copy_of_what_stands_there_is_no_return() {
    let series = Series::new(&[FLAT, FLAT, &format!("{FLAT}{JOB}{FLAT}")]);
    assert!(series.history.returned.is_empty() && series.history.restored.is_empty());
}

#[test]
fn a_few_words_alone_elsewhere_are_chance() {
    let plan = |housing: &str, health: &str| {
        format!("## Housing\n\n{FLAT}{housing}\n\n## Health\n\n{JOB}{health}\n")
    };
    let plans = [plan("No change.", ""), plan("", ""), plan("", "No change.")];
    assert!(Series::new(&plans.each_ref().map(String::as_str)).history.returned.is_empty());
}

#[test]
fn a_joined_sentence_is_as_old_as_its_older_part() {
    let first = "He has asked the council for a flat in the city.\n";
    let both = "He has asked the council for a flat in the city. The council has written back to him.\n";
    let joined = "He has asked the council for a flat in the city; the council has written back to him.\n";
    assert_eq!(check(&[first, both, joined], joined.trim()), (0, 2));
}

#[test]
fn moves_name_the_section_before() {
    let plan =
        |housing: &str, work: &str| format!("## Housing\n\n{DEBT}{housing}\n\n## Work\n\n{JOB}{work}\n");
    let plans = [plan(FLAT, ""), plan("", FLAT)];
    let series = Series::new(&plans.each_ref().map(String::as_str));
    let moves = &series.history.units[series.unit(FLAT.trim())].moves;
    assert_eq!(moves.len(), 1);
    assert_eq!(series.documents[0].section_path(moves[0].from_section), ["Housing"]);
}

#[test]
fn one_version_and_none() {
    assert_eq!(check(&[FLAT], FLAT.trim()), (0, 0));
    assert!(Series::new(&[]).history.units.is_empty());
}
