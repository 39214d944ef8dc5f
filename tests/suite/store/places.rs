//! Places on a case, emergencies and the record of looks: what every database must do.

use cip_store::{
    Asking, AuditEvent, AuditQuery, CaseloadEntry, Chain, ConferenceDetails, ConferenceKind,
    ConferenceStatus, Holder, NewBreakGlass, NewConference, Outcome, PlaceKind, Review, StaffEntry, Subject,
    Term,
};
use jiff::Timestamp;
use jiff::civil::{Date, date};

use super::{Fresh, p17, row};

fn noon(day: Date) -> Timestamp {
    day.at(12, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp()
}

fn asking(name: &str, day: Date) -> Asking {
    Asking { name: name.to_owned(), now: noon(day), today: day, invited_since: None }
}

/// From March 2 until March 9.
const TERM: Term = Term { from: date(2026, 3, 2), until: Some(date(2026, 3, 9)) };

impl Fresh {
    /// By what somebody has a place on p-17's case, which is in their list then and only then.
    async fn place(&self, asking: &Asking) -> Option<PlaceKind> {
        let place = self.store.place(&p17(), asking).await.unwrap();
        let listed = self.store.people_of(asking, None, 10).await.unwrap();
        assert_eq!(listed.len(), usize::from(place.is_some()), "{asking:?}");
        assert_eq!(self.store.place(&"p-18".parse().unwrap(), asking).await.unwrap(), None);
        place
    }
}

pub(super) async fn places_come_from_four_tables_and_end(db: Fresh) {
    let store = &db.store;
    let details = ConferenceDetails {
        date: date(2026, 3, 10),
        kind: ConferenceKind::Annual,
        status: ConferenceStatus::Scheduled,
    };
    let invited = Some(vec!["i.nvited".to_owned()]);
    let conference = NewConference { details, invited };
    store.add_conference(&p17(), &conference).await.unwrap();
    for holder in [Holder::Name("c.aseload".to_owned()), Holder::Establishment("inverkell".to_owned())] {
        store.put_caseload(&p17(), &CaseloadEntry { holder, term: TERM }).await.unwrap();
    }
    store.put_staff("inverkell", &StaffEntry { name: "s.taff".to_owned(), term: TERM }).await.unwrap();
    let opened = NewBreakGlass {
        person: p17(),
        name: "e.mergency".to_owned(),
        reason: "On call.".to_owned(),
        opened: noon(date(2026, 3, 2)),
        until: noon(date(2026, 3, 3)),
    };
    store.open_break_glass(&opened).await.unwrap();
    let day = date(2026, 3, 2);
    for (name, kind) in [
        ("i.nvited", Some(PlaceKind::Invitation)),
        ("c.aseload", Some(PlaceKind::Caseload)),
        ("s.taff", Some(PlaceKind::Establishment)),
        ("e.mergency", Some(PlaceKind::BreakGlass)),
        ("n.obody", None),
        ("C.aseload", None),
    ] {
        assert_eq!(db.place(&asking(name, day)).await, kind, "{name}");
    }
    for name in ["c.aseload", "s.taff", "e.mergency"] {
        assert_eq!(db.place(&asking(name, date(2026, 3, 9))).await, None, "{name} has come to its end");
    }
    let late = Asking { invited_since: Some(date(2026, 3, 11)), ..asking("i.nvited", day) };
    assert_eq!(db.place(&late).await, None);
    let status = ConferenceStatus::Cancelled;
    let cancelled = NewConference { details: ConferenceDetails { status, ..details }, invited: None };
    store.add_conference(&p17(), &cancelled).await.unwrap();
    assert_eq!(db.place(&asking("i.nvited", day)).await, None);
    let holder = Holder::Name("c.aseload".to_owned());
    assert_eq!(store.end_caseload(&p17(), &holder, day).await.unwrap(), 1);
    assert_eq!(db.place(&asking("c.aseload", day)).await, None);
}

pub(super) async fn an_emergency_waits_for_its_first_review(db: Fresh) {
    let opened = |name: &str| NewBreakGlass {
        person: p17(),
        name: name.to_owned(),
        reason: "On call.".to_owned(),
        opened: noon(date(2026, 3, 2)),
        until: noon(date(2026, 3, 3)),
    };
    for name in ["o.ne", "t.wo", "t.hree"] {
        db.store.open_break_glass(&opened(name)).await.unwrap();
    }
    let review =
        |by: &str, outcome| Review { by: by.to_owned(), at: noon(date(2026, 3, 4)), outcome, note: None };
    let first = review("g.overn", Outcome::Justified);
    let reviewed = db.store.review_break_glass(2, &first).await.unwrap().unwrap();
    let again = db.store.review_break_glass(2, &review("a.nother", Outcome::NotJustified)).await.unwrap();
    assert_eq!((reviewed.review.clone(), again), (Some(first), Some(reviewed)));
    assert_eq!(db.store.review_break_glass(9, &review("g.overn", Outcome::Justified)).await.unwrap(), None);
    let numbers = async |before, waiting| -> Vec<u64> {
        let listed = db.store.break_glass(before, waiting, 10).await.unwrap();
        listed.iter().map(|opened| opened.number).collect()
    };
    assert_eq!(numbers(None, true).await, [3, 1]);
    assert_eq!(numbers(Some(3), false).await, [2, 1]);
}

pub(super) async fn the_record_is_a_chain_that_is_asked_by_whom_on_what_and_when(db: Fresh) {
    let event = |number: usize, who: &str, what: &str| AuditEvent {
        at: format!("2026-03-0{number}T09:00:00.000000Z"),
        who_kind: "person".to_owned(),
        who: who.to_owned(),
        subject: Some(Subject { kind: "PERSON".to_owned(), id: "p-17".to_owned() }),
        ..row(what)
    };
    let (one, two) = (event(1, "a.one", "VIEW_BRIEF"), event(2, "a.one", "VIEW_PLAN"));
    db.store.record(&[one, two]).await.unwrap();
    db.store.record(&[event(3, "b.two", "VIEW_BRIEF"), row("BACK_UP")]).await.unwrap();
    let mut chain = Chain::default();
    for row in db.store.record_after(0, 100).await.unwrap() {
        chain.follow(&row).unwrap();
    }
    assert_eq!(chain.ends_at(db.store.record_head().await.unwrap()), Ok(()));
    let asked = async |query: AuditQuery, before| -> Vec<u64> {
        db.store.records(&query, before, 10).await.unwrap().iter().map(|row| row.number).collect()
    };
    let all = AuditQuery::default;
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(asked(all(), None).await, [4, 3, 2, 1]);
    assert_eq!(asked(all(), Some(3)).await, [2, 1]);
    assert_eq!(asked(AuditQuery { who: some("a.one"), ..all() }, None).await, [2, 1]);
    assert_eq!(asked(AuditQuery { what: some("VIEW_BRIEF"), ..all() }, None).await, [3, 1]);
    assert_eq!(asked(AuditQuery { subject: some("p-17"), ..all() }, None).await, [3, 2, 1]);
    let (from, until) = (some("2026-03-02"), some("2026-03-03"));
    assert_eq!(asked(AuditQuery { from, until, ..all() }, None).await, [2]);
    let done = db.store.done_since(&p17(), "2026-03-02").await.unwrap();
    let done: Vec<_> = done.iter().map(|done| (done.who.as_str(), done.what.as_str())).collect();
    assert_eq!(done, [("a.one", "VIEW_PLAN"), ("b.two", "VIEW_BRIEF")]);
}
