//! What becomes of a version that arrives, decided the same way for every database.
//!
//! Takes the versions that are there, gives the decision; the database only carries it out.

use super::{Again, Arrival, ContentHash, FurtherId, NewSource, NewVersion, Source, StoreError, Version};

/// What to do with a version that arrives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Decision {
    /// Keep it under this number.
    Keep {
        /// The next number.
        number: u32,
    },
    /// It is there already, under this number.
    There {
        /// The number.
        number: u32,
        /// Whether it comes under an id that it is not called by yet.
        named: bool,
    },
    /// Its source id belongs to this other version.
    SourceIdTaken {
        /// The version that has it.
        number: u32,
    },
}

/// Decides by the versions that are there, held ones among them, and their further ids; `last` is the highest number ever
/// given, to a withdrawn one perhaps.
///
/// The source id is looked at first: an id that names two documents is a mistake that the sender must hear of, even where
/// the content itself is known; and an id names one document, so the same id with the same content is that document sent
/// again, whatever came since. Without that, a content that was superseded and comes again is a correction back to it.
pub(super) fn decide(
    there: &[Version],
    further: &[FurtherId],
    last: u32,
    new: &NewVersion,
    hash: ContentHash,
) -> Decision {
    let same = |version: &&Version| version.as_of == new.as_of && version.hash == hash;
    let id = new.source_id.as_deref();
    let is_called_so = |version: &&Version| {
        let further = further.iter().filter(|further| further.number == version.number);
        let mut ids = further.map(|further| &*further.source_id).chain(version.source_id.as_deref());
        id.is_some_and(|id| ids.any(|other| other == id))
    };
    match there.iter().find(is_called_so) {
        Some(holder) if same(&holder) => return Decision::There { number: holder.number, named: false },
        Some(other) => return Decision::SourceIdTaken { number: other.number },
        None => {}
    }
    let stays = |version: &&Version| version.superseded_by.is_none() || new.again == Again::Repeats;
    match there.iter().filter(same).rfind(stays) {
        Some(version) => Decision::There { number: version.number, named: id.is_some() },
        None => Decision::Keep { number: last + 1 },
    }
}

/// What would become of a version that arrives, without keeping it; `there` are the versions that count and those that
/// are held, `further` their further ids, `last` is the highest number ever given.
///
/// # Errors
///
/// [`StoreError::SourceIdTaken`], as when it is kept.
pub fn foresee_version(
    there: &[Version],
    further: &[FurtherId],
    last: u32,
    new: &NewVersion,
) -> Result<Arrival<Version>, StoreError> {
    let hash = ContentHash::of(&new.content);
    let arrives = |number| Version {
        number,
        as_of: new.as_of,
        media_type: new.media_type,
        source_id: new.source_id.clone(),
        hash,
        bytes: new.content.len() as u64,
        superseded_by: None,
    };
    match decide(there, further, last, new, hash) {
        Decision::There { number, .. } => {
            let known = there.iter().find(|version| version.number == number).cloned();
            Ok(Arrival::Known(known.unwrap_or_else(|| arrives(number))))
        }
        Decision::SourceIdTaken { number } => {
            Err(StoreError::SourceIdTaken { source_id: new.source_id.clone().unwrap_or_default(), number })
        }
        Decision::Keep { number } => Ok(Arrival::New(arrives(number))),
    }
}

/// What would become of a source report that arrives, without keeping it.
pub fn foresee_source(there: &[Source], new: &NewSource) -> Arrival<Source> {
    decide_source(there, ContentHash::of(&new.content), new)
}

/// Decides about a source report: the same content, kind and date again is the one that is there.
pub(super) fn decide_source(there: &[Source], hash: ContentHash, new: &NewSource) -> Arrival<Source> {
    let same = |known: &&Source| (known.kind, known.date, known.hash) == (new.kind, new.date, hash);
    if let Some(known) = there.iter().find(same) {
        return Arrival::Known(known.clone());
    }
    Arrival::New(Source {
        number: next_number(there.iter().map(|known| known.number)),
        kind: new.kind,
        date: new.date,
        media_type: new.media_type,
        hash,
        bytes: new.content.len() as u64,
    })
}

/// The number after the highest.
pub(super) fn next_number(numbers: impl Iterator<Item = u32>) -> u32 {
    numbers.max().unwrap_or(0) + 1
}

/// Puts versions in the order of the design, by date and then by number, and marks every version whose date a
/// later arrival took over.
pub(super) fn arrange(versions: &mut [Version]) {
    versions.sort_by_key(|version| (version.as_of, version.number));
    for run in versions.chunk_by_mut(|left, right| left.as_of == right.as_of) {
        if let Some((newest, earlier)) = run.split_last_mut() {
            for version in earlier {
                version.superseded_by = Some(newest.number);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::MediaType;
    use super::*;

    fn version(number: u32, year: i16, content: &str, source_id: Option<&str>) -> Version {
        Version {
            number,
            as_of: date(year, 3, 14),
            media_type: MediaType::Markdown,
            source_id: source_id.map(str::to_owned),
            hash: ContentHash::of(content.as_bytes()),
            bytes: content.len() as u64,
            superseded_by: None,
        }
    }

    fn new(year: i16, content: &str, source_id: Option<&str>) -> NewVersion {
        NewVersion {
            as_of: date(year, 3, 14),
            media_type: MediaType::Markdown,
            source_id: source_id.map(str::to_owned),
            content: content.as_bytes().to_vec(),
            again: Again::Corrects,
        }
    }

    fn decided(there: &[Version], further: &[FurtherId], new: &NewVersion) -> Decision {
        let last = there.iter().map(|version| version.number).max().unwrap_or(0);
        decide(there, further, last, new, ContentHash::of(&new.content))
    }

    fn decide_for(there: &[Version], year: i16, content: &str, source_id: Option<&str>) -> Decision {
        decided(there, &[], &new(year, content, source_id))
    }

    /// The versions as a list gives them.
    fn arranged<const N: usize>(mut there: [Version; N]) -> [Version; N] {
        arrange(&mut there);
        there
    }

    #[test]
    fn first() {
        assert_eq!(decide_for(&[], 2024, "a", None), Decision::Keep { number: 1 });
    }

    #[test]
    fn same_again() {
        let there = [version(1, 2024, "a", None)];
        assert_eq!(decide_for(&there, 2024, "a", None), Decision::There { number: 1, named: false });
    }

    #[test]
    fn same_under_new_id() {
        let there = [version(1, 2024, "a", Some("x"))];
        assert_eq!(decide_for(&there, 2024, "a", Some("y")), Decision::There { number: 1, named: true });
    }

    #[test]
    fn a_correction_back_to_what_was_superseded_is_taken() {
        let there = arranged([version(1, 2024, "a", Some("x")), version(2, 2024, "b", Some("y"))]);
        for id in [None, Some("z")] {
            assert_eq!(decide_for(&there, 2024, "a", id), Decision::Keep { number: 3 });
        }
        assert_eq!(decide_for(&there, 2024, "b", None), Decision::There { number: 2, named: false });
        let under_its_id = decide_for(&there, 2024, "a", Some("x"));
        assert_eq!(under_its_id, Decision::There { number: 1, named: false }, "that document, sent again");
        let loaded = NewVersion { again: Again::Repeats, ..new(2024, "a", None) };
        assert_eq!(decided(&there, &[], &loaded), Decision::There { number: 1, named: false });
        let back = arranged([there[0].clone(), there[1].clone(), version(3, 2024, "a", None)]);
        assert_eq!(decide_for(&back, 2024, "a", None), Decision::There { number: 3, named: false });
        assert_eq!(decide_for(&back, 2024, "b", None), Decision::Keep { number: 4 });
    }

    #[test]
    fn every_id_that_a_version_came_under_is_its_own() {
        let there = [version(1, 2024, "a", Some("x"))];
        let further = [FurtherId { number: 1, source_id: "y".to_owned() }];
        let under = |content, id| decided(&there, &further, &new(2024, content, Some(id)));
        for id in ["x", "y"] {
            assert_eq!(under("a", id), Decision::There { number: 1, named: false }, "{id}");
            assert_eq!(under("b", id), Decision::SourceIdTaken { number: 1 }, "{id}");
        }
        assert_eq!(under("b", "z"), Decision::Keep { number: 2 });
        let withdrawn = [FurtherId { number: 7, source_id: "y".to_owned() }];
        assert_eq!(decided(&there, &withdrawn, &new(2024, "b", Some("y"))), Decision::Keep { number: 2 });
    }

    #[test]
    fn same_content_for_other_date() {
        let there = [version(1, 2024, "a", None)];
        assert_eq!(decide_for(&there, 2025, "a", None), Decision::Keep { number: 2 });
    }

    #[test]
    fn id_with_other_bytes() {
        let there = [version(1, 2024, "a", Some("x"))];
        let decision = decide_for(&there, 2024, "b", Some("x"));
        assert_eq!(decision, Decision::SourceIdTaken { number: 1 });
    }

    #[test]
    fn id_taken_though_content_is_there() {
        let there = [version(1, 2024, "a", Some("x")), version(2, 2025, "b", None)];
        let decision = decide_for(&there, 2025, "b", Some("x"));
        assert_eq!(decision, Decision::SourceIdTaken { number: 1 });
    }

    #[test]
    fn late_arrival_takes_the_next_number_and_its_place_by_date() {
        let mut versions = [version(1, 2023, "a", None), version(2, 2025, "c", None)];
        assert_eq!(decide_for(&versions, 2024, "b", None), Decision::Keep { number: 3 });
        let mut with_late = vec![versions[0].clone(), versions[1].clone(), version(3, 2024, "b", None)];
        arrange(&mut with_late);
        assert_eq!(with_late.iter().map(|version| version.number).collect::<Vec<_>>(), [1, 3, 2]);
        arrange(&mut versions);
        assert!(versions.iter().all(|version| version.superseded_by.is_none()));
    }

    #[test]
    fn numbers_of_withdrawn_versions_are_not_given_again() {
        let new = new(2024, "a", None);
        let decision = decide(&[], &[], 3, &new, ContentHash::of(&new.content));
        assert_eq!(decision, Decision::Keep { number: 4 });
    }

    #[test]
    fn newest_arrival_for_a_date_is_in_force() {
        let mut versions = [3, 1, 2].map(|number| version(number, 2024, &number.to_string(), None));
        arrange(&mut versions);
        let superseded_by: Vec<_> = versions.iter().map(|version| version.superseded_by).collect();
        assert_eq!(superseded_by, [Some(3), Some(3), None]);
    }
}
