//! Needs and agencies of which nothing new was written since the version before.
//!
//! A need is a section of the plan that stands on its own: one of its highest level below the title. An agency is who
//! writes entries, as heads and signatures name its role. In a need another wording is new; of an agency only a new
//! entry is, for whoever corrects an old one may be anybody. What came back is not new.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::authorship::{Entry, entry_of, role};
use super::lineage::{Back, Lineage, Place};
use super::model::{About, Silent};
use crate::document::UnitKind;
use crate::document::reading::folded;

/// What is silent in the newest version: needs in the order of the plan, then agencies by name. None without a
/// version before.
pub(super) fn silent(lineage: &Lineage<'_>) -> Vec<Silent> {
    if lineage.newest() == 0 {
        return Vec::new();
    }
    let mut silent = needs(lineage);
    silent.extend(agencies(lineage));
    silent
}

/// The last that is new about something.
#[derive(Clone, Copy, Debug)]
struct Last {
    /// The version in which it was first written.
    version: u32,
    /// The date of its entry.
    written: Option<Date>,
    unit: u32,
}

impl Last {
    /// Whether this is newer; of two as new the first read stands.
    fn is_after(self, other: Self) -> bool {
        (self.version, self.written) > (other.version, other.written)
    }

    fn silent(self, lineage: &Lineage<'_>, about: About) -> Option<Silent> {
        let as_of = lineage.version(self.version).as_of;
        (self.version < lineage.newest()).then(|| Silent {
            about,
            since: self.written.or(as_of),
            unit: Some(self.unit),
        })
    }
}

fn needs(lineage: &Lineage<'_>) -> Vec<Silent> {
    let document = lineage.version(lineage.newest()).document;
    let mut needs: BTreeMap<u32, Last> = BTreeMap::new();
    for place in lineage.places().filter(|place| is_said(lineage, *place)) {
        let Some(section) = document.outermost_section(lineage.unit(place).section) else { continue };
        let life = lineage.life(place);
        let came_back = matches!(life.back, Some(Back::Gone(_)));
        let version = if came_back { life.lineage_since } else { life.wording_since };
        let written = entry_of(document, lineage.unit(place)).written;
        keep(&mut needs, section, Last { version, written, unit: place.unit });
    }
    let title = |section: u32| About::Need(document.sections()[section as usize].title.clone());
    needs.into_iter().filter_map(|(section, last)| last.silent(lineage, title(section))).collect()
}

fn agencies(lineage: &Lineage<'_>) -> Vec<Silent> {
    let document = lineage.version(lineage.newest()).document;
    let mut agencies: BTreeMap<String, Last> = BTreeMap::new();
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    for place in lineage.places().filter(|place| is_said(lineage, *place)) {
        let Entry { author, written } = entry_of(document, lineage.unit(place));
        let Some(agency) = author.as_deref().and_then(role) else { continue };
        let version = lineage.life(place).lineage_since;
        keep(&mut agencies, folded(agency), Last { version, written, unit: place.unit });
        names.entry(folded(agency)).or_insert_with(|| agency.to_owned());
    }
    let name = |agency: &String| About::Agency(names.get(agency).unwrap_or(agency).clone());
    agencies.iter().filter_map(|(agency, last)| last.silent(lineage, name(agency))).collect()
}

/// Whether it is something said: headings, heads and signatures are not.
fn is_said(lineage: &Lineage<'_>, place: Place) -> bool {
    matches!(lineage.unit(place).kind, UnitKind::Sentence | UnitKind::Item | UnitKind::Row)
}

fn keep<K: Ord>(last: &mut BTreeMap<K, Last>, about: K, this: Last) {
    let entry = last.entry(about).or_insert(this);
    if this.is_after(*entry) {
        *entry = this;
    }
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
    fn a_first_plan_is_all_new() {
        assert_eq!(check(&[V1]), []);
    }
}
