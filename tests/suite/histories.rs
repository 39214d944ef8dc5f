//! Histories of writers who meet, checked against a model of what a store is.

use std::collections::BTreeMap;
use std::sync::Arc;

use cip_store::{
    Again, Arrival, Checked, ContentHash, MediaType, NewVersion, PersonId, Store, StoreError, Taken, Version,
    open,
};
use jiff::civil::{Date, date};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

/// How many writers there are.
const WRITERS: usize = 4;

/// What a writer does.
#[derive(Clone, Debug)]
enum Deed {
    Add { person: u8, day: i8, content: u8, source_id: Option<u8> },
    Withdraw { person: u8, number: u32 },
}

/// What came of it.
#[derive(Clone, Debug)]
enum Outcome {
    Added(Arrival<Version>),
    SourceIdTaken,
    Withdrawn,
    NoSuchVersion,
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        6 => (0..2u8, 1..4i8, 0..4u8, prop::option::weighted(0.4, 0..3u8))
            .prop_map(|(person, day, content, source_id)| Deed::Add { person, day, content, source_id }),
        1 => (0..2u8, 1..6u32).prop_map(|(person, number)| Deed::Withdraw { person, number }),
    ]
}

fn person(of: u8) -> PersonId {
    format!("p-{of}").parse().unwrap()
}

fn day(of: i8) -> Date {
    date(2024, 3, of)
}

/// Looks again where another version arrived meanwhile, as the service does.
async fn keep(store: &dyn Store, person: &PersonId, new: &NewVersion) -> Result<Arrival<Taken>, StoreError> {
    loop {
        let checked = Checked { last_number: store.last_number(person).await?, differs: Vec::new() };
        match store.add_version(person, new, &checked).await {
            Err(StoreError::Overtaken) => {}
            kept => return kept,
        }
    }
}

async fn act(store: &dyn Store, deed: &Deed) -> Outcome {
    match deed {
        Deed::Add { person: whose, day: as_of, content, source_id } => {
            let new = NewVersion {
                as_of: day(*as_of),
                media_type: MediaType::Markdown,
                source_id: source_id.map(|id| format!("PR2-{id}")),
                content: vec![*content],
                again: Again::Corrects,
            };
            match keep(store, &person(*whose), &new).await {
                Ok(arrival) => Outcome::Added(arrival.map(|taken| taken.version)),
                Err(StoreError::SourceIdTaken { .. }) => Outcome::SourceIdTaken,
                Err(other) => panic!("{other:?}"),
            }
        }
        Deed::Withdraw { person: whose, number } => {
            match store.withdraw_version(&person(*whose), *number, "posted in error").await.unwrap() {
                Some(_) => Outcome::Withdrawn,
                None => Outcome::NoSuchVersion,
            }
        }
    }
}

/// Lets the writers loose on a fresh store; gives what came of each deed, and the lists in the end.
async fn run(scripts: Vec<Vec<Deed>>) -> (Vec<(Deed, Outcome)>, [Vec<Version>; 2]) {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&format!("sqlite:{}", folder.path().join("test.db").display())).await.unwrap();
    let writers: Vec<_> =
        scripts.into_iter().map(|script| tokio::spawn(write(Arc::clone(&store), script))).collect();
    let mut history = Vec::new();
    for writer in writers {
        history.extend(writer.await.unwrap());
    }
    let lists = [store.versions(&person(0)).await.unwrap(), store.versions(&person(1)).await.unwrap()];
    store.close().await;
    (history, lists)
}

async fn write(store: Arc<dyn Store>, script: Vec<Deed>) -> Vec<(Deed, Outcome)> {
    let mut history = Vec::new();
    for deed in script {
        let outcome = act(&*store, &deed).await;
        history.push((deed, outcome));
    }
    history
}

/// What holds of one person, whatever the order in which the writers came.
fn check(whose: u8, history: &[(Deed, Outcome)], list: &[Version]) -> Result<(), TestCaseError> {
    let mut added: BTreeMap<u32, (i8, u8)> = BTreeMap::new();
    for (deed, outcome) in history {
        let (Deed::Add { person, day: as_of, content, .. }, Outcome::Added(arrival)) = (deed, outcome) else {
            continue;
        };
        if *person != whose {
            continue;
        }
        let kept = arrival.kept();
        prop_assert_eq!(
            (kept.as_of, kept.hash),
            (day(*as_of), ContentHash::of(&[*content])),
            "kept as posted"
        );
        if let Arrival::New(version) = arrival {
            prop_assert!(
                added.insert(version.number, (*as_of, *content)).is_none(),
                "no number is given twice"
            );
        }
    }
    prop_assert!(added.keys().copied().eq(1..=added.len() as u32), "no gap in {:?}", added.keys());
    let withdrawn = |number: &u32| {
        history.iter().any(|(deed, outcome)| {
            matches!((deed, outcome), (Deed::Withdraw { person, number: of }, Outcome::Withdrawn) if *person == whose && of == number)
        })
    };
    let mut expected: Vec<(Date, u32)> = added
        .iter()
        .filter(|(number, _)| !withdrawn(number))
        .map(|(number, (as_of, _))| (day(*as_of), *number))
        .collect();
    expected.sort_unstable();
    let listed: Vec<(Date, u32)> = list.iter().map(|version| (version.as_of, version.number)).collect();
    prop_assert_eq!(listed, expected, "every acknowledged version once, by date and number");
    for (index, version) in list.iter().enumerate() {
        let newest = list.iter().rfind(|other| other.as_of == version.as_of).map(|other| other.number);
        prop_assert_eq!(version.superseded_by, newest.filter(|newest| *newest != version.number));
        if let Some(next) = list.get(index + 1)
            && (next.as_of, next.hash) == (version.as_of, version.hash)
        {
            let between = added.range(version.number + 1..next.number);
            let corrected =
                |(number, (as_of, _)): (&u32, &(i8, u8))| day(*as_of) == version.as_of && withdrawn(number);
            prop_assert!(
                between.into_iter().any(corrected),
                "nothing is doubled but what was corrected back to"
            );
        }
        for other in &list[index + 1..] {
            prop_assert!(
                version.source_id.is_none() || version.source_id != other.source_id,
                "one document an id"
            );
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn writers_who_meet_leave_no_gap_and_no_double(
        scripts in prop::collection::vec(prop::collection::vec(deed(), 1..12), WRITERS),
    ) {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(WRITERS).enable_all().build().unwrap();
        let (history, lists) = runtime.block_on(run(scripts));
        for (whose, list) in (0..).zip(&lists) {
            check(whose, &history, list)?;
        }
    }
}
