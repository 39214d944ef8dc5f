//! Needs and agencies of which nothing new was written since the baseline.
//!
//! A need is a section of the plan that stands on its own: one of its highest level below the title. An agency is who
//! writes entries, as heads and signatures name its role. In a need another wording is new; of an agency only a new
//! entry is, for whoever corrects an old one may be anybody. What came back is not new.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::lineage::{Back, Lineage, Place};
use super::model::{About, Silent};
use super::near_duplicates::conference_date;
use crate::document::reading::folded;
use crate::document::{UnitKind, role};

/// What is silent in the newest version: needs in the order of the plan, then agencies by name. None without a
/// baseline.
pub(super) fn silent(lineage: &Lineage<'_>) -> Vec<Silent> {
    let Some(baseline) = lineage.baseline() else { return Vec::new() };
    let mut silent = needs(lineage, baseline);
    silent.extend(agencies(lineage, baseline));
    silent
}

/// The newest that is said about something.
#[derive(Clone, Copy, Debug)]
struct Newest {
    /// The latest version that brought something.
    version: u32,
    /// The latest day on which something was written: that of its entry, or else of the version that brought it.
    written: Option<Date>,
    /// What was written on that day.
    unit: u32,
}

impl Newest {
    /// Whatever is newer, of two as new the first.
    fn or(self, other: Self) -> Self {
        let later = if other.written > self.written { other } else { self };
        Self { version: self.version.max(other.version), ..later }
    }

    fn silent(self, baseline: u32, about: About) -> Option<Silent> {
        let silent = Silent { about, since: self.written, unit: Some(self.unit) };
        (self.version <= baseline).then_some(silent)
    }
}

fn needs(lineage: &Lineage<'_>, baseline: u32) -> Vec<Silent> {
    let document = lineage.version(lineage.newest()).document;
    // Of what is the record of one meeting nothing more is to be written.
    let minutes: Vec<bool> =
        document.sections().iter().map(|section| conference_date(document, section).is_some()).collect();
    let mut needs: BTreeMap<u32, Newest> = BTreeMap::new();
    for place in lineage.places().filter(|place| is_said(lineage, *place)) {
        let Some(section) = document.outermost_section(lineage.unit(place).section) else { continue };
        if minutes[section as usize] {
            continue;
        }
        let life = lineage.life(place);
        let came_back = matches!(lineage.back(place), Some(Back::Gone(_)));
        let version = if came_back { life.lineage_since } else { life.wording_since };
        // An entry reworded later is newer than its own date says.
        let entry = document.entry(lineage.unit(place)).written.filter(|_| version == life.lineage_since);
        let written = entry.or(lineage.version(version).as_of);
        let this = Newest { version, written, unit: place.unit };
        needs.entry(section).and_modify(|newest| *newest = newest.or(this)).or_insert(this);
    }
    let title = |section: u32| About::Need(document.sections()[section as usize].title.clone());
    needs.into_iter().filter_map(|(section, newest)| newest.silent(baseline, title(section))).collect()
}

fn agencies(lineage: &Lineage<'_>, baseline: u32) -> Vec<Silent> {
    let document = lineage.version(lineage.newest()).document;
    let mut newest: BTreeMap<String, (&str, Newest)> = BTreeMap::new();
    // What the head of an entry says of the agency holds for all of the entry.
    let mut of_heads: FxHashMap<u32, Option<(&str, String)>> = FxHashMap::default();
    for place in lineage.places().filter(|place| is_said(lineage, *place)) {
        let unit = lineage.unit(place);
        let Some(head) = unit.entry else { continue };
        let agency = || {
            let name = role(document.author(unit)?)?;
            Some((name, folded(name)))
        };
        let Some((name, agency)) = of_heads.entry(head).or_insert_with(agency) else { continue };
        let version = lineage.life(place).lineage_since;
        let written = document.entry(unit).written.or(lineage.version(version).as_of);
        let this = Newest { version, written, unit: place.unit };
        match newest.get_mut(agency.as_str()) {
            Some((_, newest)) => *newest = newest.or(this),
            None => drop(newest.insert(agency.clone(), (name, this))),
        }
    }
    let silent = newest.into_values();
    silent.filter_map(|(name, newest)| newest.silent(baseline, About::Agency(name.to_owned()))).collect()
}

/// Whether it is something said: headings, heads and signatures are not.
fn is_said(lineage: &Lineage<'_>, place: Place) -> bool {
    matches!(lineage.unit(place).kind, UnitKind::Sentence | UnitKind::Item | UnitKind::Row)
}

#[cfg(test)]
mod tests {
    use super::super::series::Series;
    use super::*;

    fn check(plans: &[&str]) -> Vec<(String, String)> {
        let silent = Series::new(plans).history.silent;
        let name = |about: &About| match about {
            About::Need(name) | About::Agency(name) => name.clone(),
        };
        silent.iter().map(|silent| (name(&silent.about), silent.since.unwrap().to_string())).collect()
    }

    const V1: &str = "# Plan\n\n## Housing\n\nHe has a flat in the north of the city.\n\n## Health\n\n\
                      3 May 2021 – nurse (A. Other):\n\nHe was seen and is well.\n";

    #[test]
    fn needs_and_agencies_with_nothing_new() {
        let v2 = V1.replace("north", "south");
        let silent = check(&[V1, &v2]);
        let of_may = "2021-05-03".to_owned();
        assert_eq!(silent, [("Health".to_owned(), of_may.clone()), ("nurse".to_owned(), of_may)]);
        let v3 = format!("{v2}\n4 June 2022 – NURSE:\n\nHis tooth was drawn.\n");
        assert_eq!(check(&[V1, &v2, &v3]), [("Housing".to_owned(), "2022-06-01".to_owned())]);
    }

    #[test]
    fn a_corrected_entry_is_news_of_the_need_not_of_the_agency() {
        let v2 = V1.replace("is well", "is not well").replace("north", "south");
        assert_eq!(check(&[V1, &v2]), [("nurse".to_owned(), "2021-05-03".to_owned())]);
    }

    #[test]
    fn an_upload_between_conferences_makes_nobody_silent() {
        let v2 = V1.replace("north", "south");
        let silent = |baseline| Series::since(&[V1, &v2, &v2], Some(baseline)).history.silent;
        let housing = About::Need("Housing".to_owned());
        assert!(!silent(0).iter().any(|silent| silent.about == housing), "new since the conference");
        assert!(silent(1).iter().any(|silent| silent.about == housing), "new before it");
    }

    #[test]
    fn the_minutes_of_one_meeting_are_no_need() {
        let minutes = "\n## Meeting of 7 May 2021\n\nAll were content.\n";
        let v1 = format!("{V1}{minutes}");
        let silent = check(&[&v1, &v1.replace("north", "south")]);
        assert!(silent.iter().all(|(need, _)| !need.starts_with("Meeting")), "{silent:?}");
    }

    #[test]
    fn a_first_plan_is_all_new() {
        assert_eq!(check(&[V1]), []);
    }
}
