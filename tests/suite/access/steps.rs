//! Whoever has no place on a case is told the same as whoever asks for nobody ([`super::strangers`]), and after the same
//! work: the same questions to the store in the same order, so that the time that it takes tells nothing either.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use cip_service::app::{App, What};
use cip_store::{
    Anchor, Answer, Arrival, Asking, AuditEvent, AuditQuery, AuditRow, BreakGlass, CaseloadEntry, Checked,
    Conference, ContentHash, Done, FurtherId, GivenReason, HeldVersion, Holder, NewBreakGlass, NewConference,
    NewSource, NewVersion, Person, PersonId, PersonSummary, PlaceKind, Review, Session, Source, StaffEntry,
    Store, StoreError, Taken, Version, Withdrawal,
};
use jiff::Timestamp;
use jiff::civil::Date;

use super::Service;
use super::strangers::stranger;
use super::walk::{ROUTES, Route};

/// A store that notes what it is asked.
struct Noted {
    store: Arc<dyn Store>,
    steps: Arc<Mutex<Vec<&'static str>>>,
}

/// Passes every question on, once it is noted.
macro_rules! noted {
    ($($name:ident($($argument:ident: $kind:ty),*) -> $answer:ty;)*) => {
        #[async_trait]
        impl Store for Noted {
            $(async fn $name(&self, $($argument: $kind),*) -> Result<$answer, StoreError> {
                self.steps.lock().unwrap().push(stringify!($name));
                self.store.$name($($argument),*).await
            })*

            async fn close(&self) {
                self.store.close().await;
            }
        }
    };
}

noted! {
    put_person(person: &Person) -> Arrival<()>;
    person(person: &PersonId) -> Option<Person>;
    people(after: Option<&PersonId>, limit: usize) -> Vec<PersonSummary>;
    keep_content(content: &[u8]) -> ContentHash;
    forget_content(hash: ContentHash) -> ();
    unfinished() -> u64;
    reading(content: ContentHash, reader: &str) -> Option<Vec<u8>>;
    keep_reading(content: ContentHash, reader: &str, reading: &[u8]) -> ();
    add_version(person: &PersonId, version: &NewVersion, checked: &Checked) -> Arrival<Taken>;
    held_versions(person: &PersonId) -> Vec<HeldVersion>;
    confirm_version(person: &PersonId, number: u32) -> bool;
    withdraw_version(person: &PersonId, number: u32, reason: &str) -> Option<Withdrawal>;
    withdrawal(person: &PersonId, number: u32) -> Option<Withdrawal>;
    versions(person: &PersonId) -> Vec<Version>;
    further_ids(person: &PersonId) -> Vec<FurtherId>;
    last_number(person: &PersonId) -> u32;
    version_content(person: &PersonId, number: u32) -> Option<Vec<u8>>;
    add_conference(person: &PersonId, conference: &NewConference) -> Arrival<Conference>;
    invite(person: &PersonId, conference: u32, names: &[String]) -> bool;
    invited(person: &PersonId, conference: u32) -> Vec<String>;
    conferences(person: &PersonId) -> Vec<Conference>;
    add_source(person: &PersonId, source: NewSource) -> Arrival<Source>;
    sources(person: &PersonId) -> Vec<Source>;
    source_content(person: &PersonId, number: u32) -> Option<Vec<u8>>;
    answer(key: &str) -> Option<Answer>;
    keep_answer(key: &str, answer: &Answer) -> ();
    begin_session(session: &Session) -> ();
    session(hash: ContentHash) -> Option<Session>;
    sessions_of(name: &str) -> Vec<Session>;
    session_seen(hash: ContentHash, at: Timestamp) -> ();
    claim_session(session: &Session, now: Timestamp, until: Timestamp) -> bool;
    release_session(hash: ContentHash) -> ();
    renew_session(session: &Session) -> bool;
    give_reason(session: ContentHash, person: &PersonId, given: &GivenReason) -> ();
    given_reason(session: ContentHash, person: &PersonId, now: Timestamp) -> Option<GivenReason>;
    end_session(hash: ContentHash) -> ();
    end_session_of(name: &str, handle: &str) -> bool;
    forget_sessions(begun: Timestamp, seen: Timestamp) -> u64;
    place(person: &PersonId, asking: &Asking) -> Option<PlaceKind>;
    people_of(asking: &Asking, after: Option<&PersonId>, limit: usize) -> Vec<PersonSummary>;
    put_caseload(person: &PersonId, entry: &CaseloadEntry) -> Arrival<()>;
    begin_case(person: &PersonId, entry: &CaseloadEntry) -> bool;
    caseload(person: &PersonId) -> Vec<CaseloadEntry>;
    end_caseload(person: &PersonId, holder: &Holder, until: Date) -> u64;
    put_staff(establishment: &str, entry: &StaffEntry) -> Arrival<()>;
    staff(establishment: &str) -> Vec<StaffEntry>;
    end_staff(establishment: &str, name: &str, until: Date) -> u64;
    open_break_glass(opened: &NewBreakGlass) -> BreakGlass;
    break_glass(before: Option<u64>, waiting: bool, limit: usize) -> Vec<BreakGlass>;
    one_break_glass(number: u64) -> Option<BreakGlass>;
    review_break_glass(number: u64, review: &Review) -> Option<BreakGlass>;
    record(events: &[AuditEvent]) -> Anchor;
    records(query: &AuditQuery, before: Option<u64>, limit: usize) -> Vec<AuditRow>;
    record_after(number: u64, limit: usize) -> Vec<AuditRow>;
    record_head() -> Anchor;
    done_since(person: &PersonId, since: &str) -> Vec<Done>;
    bytes() -> u64;
    check() -> ();
    check_writes() -> ();
}

/// A service with p-17, and what its store was asked.
async fn noted() -> (Service, Arc<Mutex<Vec<&'static str>>>) {
    let mut service = Service::new().await;
    let steps = Arc::default();
    service.store = Arc::new(Noted { store: Arc::clone(&service.store), steps: Arc::clone(&steps) });
    service.app = App::new(Arc::clone(&service.store)).with_clock(service.clock());
    service.fill().await;
    (service, steps)
}

#[tokio::test]
async fn the_same_is_done_for_a_stranger_as_for_who_asks_for_nobody() {
    let (service, steps) = noted().await;
    let mut walked = 0;
    // Adding a person begins a case.
    let begins = |route: &Route| route.what == What::PutPerson;
    for route in ROUTES.iter().filter(|route| route.is_of_a_person() && !begins(route)) {
        let Some(caller) = stranger(route.what.rule()) else { continue };
        let mut taken = Vec::new();
        for person in ["p-17", "p-99"] {
            steps.lock().unwrap().clear();
            assert_eq!(service.send(&caller, route.request(person)).await.status, 404);
            taken.push(steps.lock().unwrap().clone());
        }
        assert_eq!(taken[0], taken[1], "{} {}", route.method, route.path);
        assert!(taken[0].ends_with(&["place", "record"]), "{} {}: {taken:?}", route.method, route.path);
        walked += 1;
    }
    assert!(walked > 20, "{walked} routes");
}

#[tokio::test]
async fn a_list_asks_no_more_for_cases_that_are_not_shown() {
    let (service, steps) = noted().await;
    for path in ["/v1/people", "/", "/?id=p-17", "/?id=p-99"] {
        steps.lock().unwrap().clear();
        service.get(&super::reader("s.tranger"), path).await;
        let taken = steps.lock().unwrap().clone();
        let open = ["people_of", "place", "record"];
        assert!(taken.iter().all(|step| open.contains(step)), "{path}: {taken:?}");
    }
}

/// Both asked in turn, many times, on this machine: by name, for a busy machine's clock proves nothing.
#[tokio::test]
#[ignore = "a measurement"]
async fn the_time_it_takes_tells_nothing() {
    const ROUNDS: usize = 300;
    let service = Service::with_a_person().await;
    let caller = super::reader("s.tranger");
    let mut times: [Vec<Duration>; 2] = [Vec::new(), Vec::new()];
    for round in 0..ROUNDS {
        for turn in 0..2 {
            // Who comes first changes.
            let whose = (round + turn) % 2;
            let path = ["/v1/people/p-17/brief", "/v1/people/p-99/brief"][whose];
            let begun = Instant::now();
            assert_eq!(service.get(&caller, path).await.status, 404);
            times[whose].push(begun.elapsed());
        }
    }
    let [stranger, nobody] = times.map(|mut times| {
        times.sort_unstable();
        [times[ROUNDS / 4], times[ROUNDS / 2], times[ROUNDS * 3 / 4]]
    });
    println!("a stranger {stranger:?}, for nobody {nobody:?} (quartiles of {ROUNDS})");
    let apart = stranger[1].abs_diff(nobody[1]);
    let noise = stranger[2].abs_diff(stranger[0]).max(nobody[2].abs_diff(nobody[0]));
    assert!(apart < noise, "the medians are {apart:?} apart, the quartiles {noise:?}");
}
