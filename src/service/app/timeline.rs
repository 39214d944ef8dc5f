//! Which versions a brief compares, and between which conferences it is made. No clock is asked.
//!
//! Takes versions and conferences in the store's order, gives the choice; pure.

use jiff::civil::Date;

use cip_store::{Conference, ConferenceStatus, Version};

/// The version that is in force: the newest by date; of one date, the latest arrival.
pub(super) fn current(versions: &[Version]) -> Option<&Version> {
    in_force(versions).last()
}

/// The version in force on a day: the newest dated on or before it.
pub(super) fn in_force_on(versions: &[Version], day: Date) -> Option<&Version> {
    in_force(versions).rfind(|version| version.as_of <= day)
}

/// The version in force before this one: the newest of an earlier date.
pub fn before<'a>(versions: &'a [Version], version: &Version) -> Option<&'a Version> {
    in_force(versions).rfind(|earlier| earlier.as_of < version.as_of)
}

/// The version in force after this one: the oldest of a later date.
pub fn after<'a>(versions: &'a [Version], version: &Version) -> Option<&'a Version> {
    in_force(versions).find(|later| later.as_of > version.as_of)
}

/// The versions as they were with this one as the newest by date: a later arrival for its date does not supersede it.
pub(super) fn up_to(versions: Vec<Version>, newest: &Version) -> Vec<Version> {
    let earlier = versions.into_iter().filter(|version| {
        version.as_of < newest.as_of || (version.as_of == newest.as_of && version.number <= newest.number)
    });
    let then = |version: Version| {
        let superseded_by = if version.number == newest.number { None } else { version.superseded_by };
        Version { superseded_by, ..version }
    };
    earlier.map(then).collect()
}

/// Versions that no later arrival for their date has superseded.
pub(super) fn in_force(versions: &[Version]) -> impl DoubleEndedIterator<Item = &Version> {
    versions.iter().filter(|version| version.superseded_by.is_none())
}

/// The latest conference held before a day.
pub(super) fn last_conference(conferences: &[Conference], day: Date) -> Option<&Conference> {
    let held = |conference: &&Conference| conference.details.status == ConferenceStatus::Held;
    conferences.iter().filter(held).rfind(|conference| conference.details.date < day)
}

/// The first conference on or after a day that was not cancelled.
pub(super) fn next_conference(conferences: &[Conference], day: Date) -> Option<&Conference> {
    let takes_place = |conference: &&Conference| conference.details.status != ConferenceStatus::Cancelled;
    conferences.iter().filter(takes_place).find(|conference| conference.details.date >= day)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use cip_store::{ConferenceDetails, ConferenceKind, ContentHash, MediaType};

    fn version(number: u32, as_of: Date, superseded_by: Option<u32>) -> Version {
        Version {
            number,
            as_of,
            media_type: MediaType::Markdown,
            source_id: None,
            hash: ContentHash::of(b""),
            bytes: 0,
            superseded_by,
        }
    }

    fn versions() -> Vec<Version> {
        vec![
            version(1, date(2023, 3, 14), None),
            version(2, date(2024, 3, 12), Some(4)),
            version(4, date(2024, 3, 12), None),
            version(3, date(2025, 3, 11), None),
        ]
    }

    fn conferences(statuses: [ConferenceStatus; 3]) -> Vec<Conference> {
        let dates = [date(2023, 3, 15), date(2024, 3, 14), date(2025, 3, 11)];
        let details = |(date, status)| ConferenceDetails { date, kind: ConferenceKind::Annual, status };
        let mut number = 0;
        let mut conference = |details| {
            number += 1;
            Conference { number, details }
        };
        dates.into_iter().zip(statuses).map(details).map(&mut conference).collect()
    }

    fn number(version: Option<&Version>) -> Option<u32> {
        version.map(|version| version.number)
    }

    #[test]
    fn newest_by_date_is_current() {
        assert_eq!(number(current(&versions())), Some(3));
        assert_eq!(number(current(&[])), None);
    }

    #[test]
    fn superseded_versions_are_passed_over() {
        assert_eq!(number(in_force_on(&versions(), date(2024, 3, 12))), Some(4));
        assert_eq!(number(before(&versions(), &versions()[2])), Some(1));
        assert_eq!(number(before(&versions(), &versions()[3])), Some(4));
        assert_eq!(number(after(&versions(), &versions()[0])), Some(4));
        assert_eq!(number(after(&versions(), &versions()[3])), None);
    }

    #[test]
    fn what_was_the_newest_then() {
        let asked = |number: u32| {
            let newest = versions().into_iter().find(|version| version.number == number).unwrap();
            let then = up_to(versions(), &newest);
            (then.len(), super::tests::number(current(&then)))
        };
        assert_eq!([1, 2, 4, 3].map(asked), [(1, Some(1)), (2, Some(2)), (3, Some(4)), (4, Some(3))]);
    }

    #[test]
    fn no_version_before_the_first() {
        assert_eq!(number(in_force_on(&versions(), date(2023, 3, 13))), None);
    }

    #[test]
    fn conference_on_the_day_is_the_next_not_the_last() {
        let held = conferences([ConferenceStatus::Held; 3]);
        assert_eq!(last_conference(&held, date(2025, 3, 11)).map(|it| it.number), Some(2));
        assert_eq!(next_conference(&held, date(2025, 3, 11)).map(|it| it.number), Some(3));
    }

    #[test]
    fn cancelled_and_scheduled_were_not_held() {
        let mixed =
            conferences([ConferenceStatus::Held, ConferenceStatus::Cancelled, ConferenceStatus::Cancelled]);
        assert_eq!(last_conference(&mixed, date(2025, 3, 11)).map(|it| it.number), Some(1));
        assert_eq!(next_conference(&mixed, date(2025, 3, 11)), None);
        let scheduled = conferences([ConferenceStatus::Scheduled; 3]);
        assert_eq!(last_conference(&scheduled, date(2026, 1, 1)), None);
    }
}
