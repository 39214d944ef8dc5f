//! Two copies of the service with identity, over one PostgreSQL database.

use cip_service::app::{Caller, Policy};
use cip_store::{CaseloadEntry, Holder, Term};
use jiff::ToSpan;

use super::{Guarded, clock, minutes_go_by};

async fn two() -> [Guarded; 2] {
    let address = crate::store::cluster::database().await;
    let one = Guarded::at(&address, Policy::default(), |setup| setup).await;
    let other = one.another(&address).await;
    one.plan_of("p-17").await;
    let term = Term { from: jiff::civil::date(2020, 1, 1), until: None };
    let entry = CaseloadEntry { holder: Holder::Name("a.keeper".to_owned()), term };
    one.app.put_caseload(&Caller::command(), &"p-17".parse().unwrap(), entry).await.unwrap();
    [one, other]
}

#[tokio::test]
async fn whoever_signs_in_at_one_copy_reads_at_the_other_and_is_signed_out_at_both() {
    let [one, other] = two().await;
    let session = one.sign_in("a.keeper").await;
    let page = other.get("/people/p-17/brief", &session).await;
    assert_eq!(page.status, 200, "{}", page.body);
    assert!(page.body.contains("14 March 2024") && page.body.contains("Signed in as"), "{}", page.body);
    let form = format!("form_token={}", page.form_token());
    assert_eq!(one.post("/sign-out", &session, &form).await.status, 200, "the other's forms count, too");
    assert_eq!(other.get("/people/p-17/brief", &session).await.status, 401);
    assert_eq!(one.app.verify_record(&Caller::command(), &[]).await.unwrap().broken, None);
}

#[tokio::test]
async fn a_session_begun_at_one_copy_and_returned_to_the_other_is_one() {
    let [one, other] = two().await;
    // No sticky sessions: the balancer sends the browser that comes back from the provider anywhere.
    let (cookie, address) = one.begin("/").await;
    let returned = one.provider.sign_in(&address, "a.keeper");
    let reply = other.get(&format!("/sign-in/return?{returned}"), &cookie).await;
    assert_eq!(reply.status, 303, "{}", reply.body);
    assert_eq!(one.get("/", &reply.cookie("__Host-cip-session")).await.status, 200);
}

#[tokio::test]
async fn the_provider_is_asked_once_by_two_copies() {
    let [one, other] = two().await;
    let session = one.sign_in("a.keeper").await;
    for _ in 0..3 {
        minutes_go_by(11);
        let asked = one.provider.asked_for_tokens().len();
        let answers = tokio::join!(
            one.get("/", &session),
            other.get("/", &session),
            one.get("/", &session),
            other.get("/", &session)
        );
        let statuses = [answers.0, answers.1, answers.2, answers.3].map(|answer| answer.status.as_u16());
        assert_eq!(statuses, [200; 4]);
        assert_eq!(one.provider.asked_for_tokens().len(), asked + 1);
    }
}

#[tokio::test]
async fn a_copy_that_was_lost_while_it_asked_keeps_nobody_out_for_long() {
    let [one, other] = two().await;
    let session = one.sign_in("a.keeper").await;
    minutes_go_by(11);
    let kept = one.app.sessions_of("a.keeper").await.unwrap().remove(0);
    // As a copy does that is killed before the provider answers.
    assert!(one.app.claim_session(&kept, clock(), clock() + 2.seconds()).await.unwrap());
    let began = std::time::Instant::now();
    assert_eq!(other.get("/", &session).await.status, 200);
    assert!(began.elapsed().as_millis() > 900, "{:?}", began.elapsed());
}
