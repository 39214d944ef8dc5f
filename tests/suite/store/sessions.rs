//! Sessions, the asking about them, and why somebody looks: what every database must do.

use cip_store::{CaseloadEntry, ContentHash, GivenReason, Holder, Session, Term};
use jiff::Timestamp;
use jiff::civil::date;

use super::{Fresh, p17};

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

fn session(id: &str) -> Session {
    Session {
        hash: ContentHash::of(id.as_bytes()),
        handle: format!("handle-{id}"),
        name: "a.keeper".to_owned(),
        roles: vec!["ROLE_CIP_READ".to_owned()],
        begun: at(1000),
        seen: at(1000),
        checked: at(1000),
        subject: "a.keeper".to_owned(),
        refresh: Some(b"sealed".to_vec()),
    }
}

pub(super) async fn one_asks_about_a_session_at_a_time(db: Fresh) {
    let (store, one) = (&db.store, session("one"));
    store.begin_session(&one).await.unwrap();
    let claims: Vec<_> = (0..8)
        .map(|_| {
            let (store, one) = (store.clone(), one.clone());
            tokio::spawn(async move { store.claim_session(&one, at(2000), at(2040)).await.unwrap() })
        })
        .collect();
    let mut claimed = 0;
    for claim in claims {
        claimed += usize::from(claim.await.unwrap());
    }
    assert_eq!(claimed, 1);
    assert!(!store.claim_session(&one, at(2039), at(2080)).await.unwrap());
    assert!(store.claim_session(&one, at(2040), at(2080)).await.unwrap(), "who began was not heard of again");
    store.release_session(one.hash).await.unwrap();
    assert!(store.claim_session(&one, at(2041), at(2081)).await.unwrap());
    let renewed = Session { checked: at(2042), refresh: Some(b"another".to_vec()), ..one.clone() };
    assert!(store.renew_session(&renewed).await.unwrap());
    assert!(!store.claim_session(&one, at(9000), at(9040)).await.unwrap(), "somebody has asked since");
    assert!(store.claim_session(&renewed, at(9000), at(9040)).await.unwrap());
    assert_eq!(store.session(one.hash).await.unwrap(), Some(renewed.clone()));
    store.end_session(one.hash).await.unwrap();
    assert!(!store.renew_session(&renewed).await.unwrap(), "it ended meanwhile");
    assert!(!store.claim_session(&renewed, at(9000), at(9040)).await.unwrap());
}

pub(super) async fn a_reason_counts_in_its_session_for_a_while(db: Fresh) {
    let (store, one, other) = (&db.store, session("one"), session("other"));
    for session in [&one, &other] {
        store.begin_session(session).await.unwrap();
    }
    let given =
        |reason: Option<&str>, until| GivenReason { reason: reason.map(str::to_owned), until: at(until) };
    let first = given(Some("Conference"), 2000);
    store.give_reason(one.hash, &p17(), &first).await.unwrap();
    assert_eq!(store.given_reason(one.hash, &p17(), at(1999)).await.unwrap(), Some(first));
    assert_eq!(store.given_reason(one.hash, &p17(), at(2000)).await.unwrap(), None);
    assert_eq!(store.given_reason(other.hash, &p17(), at(1999)).await.unwrap(), None);
    assert_eq!(store.given_reason(one.hash, &"p-18".parse().unwrap(), at(1999)).await.unwrap(), None);
    let passed = given(None, 3000);
    store.give_reason(one.hash, &p17(), &passed).await.unwrap();
    assert_eq!(store.given_reason(one.hash, &p17(), at(2000)).await.unwrap(), Some(passed.clone()));
    store.end_session(one.hash).await.unwrap();
    assert_eq!(store.given_reason(one.hash, &p17(), at(1999)).await.unwrap(), None);
    // Of a session that has ended nothing is kept, and that is no fault.
    store.give_reason(one.hash, &p17(), &passed).await.unwrap();
    store.begin_session(&one).await.unwrap();
    assert_eq!(store.given_reason(one.hash, &p17(), at(1999)).await.unwrap(), None);
}

pub(super) async fn a_case_begins_once(db: Fresh) {
    let entry = |name: &str| CaseloadEntry {
        holder: Holder::Name(name.to_owned()),
        term: Term { from: date(2026, 3, 2), until: Some(date(2026, 4, 1)) },
    };
    let begins: Vec<_> = (0..8)
        .map(|number| {
            let (store, entry) = (db.store.clone(), entry(&format!("k.{number}")));
            tokio::spawn(async move { (store.begin_case(&p17(), &entry).await.unwrap(), entry) })
        })
        .collect();
    let mut begun = Vec::new();
    for begin in begins {
        let (is_new, entry) = begin.await.unwrap();
        begun.extend(is_new.then_some(entry));
    }
    assert_eq!(begun.len(), 1);
    assert_eq!(db.store.caseload(&p17()).await.unwrap(), begun, "nobody else has a place");
}
