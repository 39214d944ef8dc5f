//! Why somebody looks: asked on pages where policy has it so, once for a case and a while, and kept in the record.

use axum::http::Request;
use cip_service::app::{Caller, Paging, Policy, ReasonPolicy, Rule};
use cip_store::{AuditQuery, AuditRow, CaseloadEntry, Holder, Term};

use super::{Guarded, Reply, minutes_go_by};
use crate::access::walk::ROUTES;

const BRIEF: &str = "/people/p-17/brief";

/// With a plan of p-17, on whose case a.keeper has a place; and a.keeper's session.
async fn asking(reason: ReasonPolicy) -> (Guarded, String) {
    let service = Guarded::under(Policy { reason, ..Policy::default() }, |setup| setup).await;
    service.plan_of("p-17").await;
    let term = Term { from: jiff::civil::date(2020, 1, 1), until: None };
    let entry = CaseloadEntry { holder: Holder::Name("a.keeper".to_owned()), term };
    service.app.put_caseload(&Caller::command(), &"p-17".parse().unwrap(), entry).await.unwrap();
    let session = service.sign_in("a.keeper").await;
    (service, session)
}

impl Guarded {
    async fn says(&self, session: &str, asked: &Reply, form: &str) -> Reply {
        let form = format!("form_token={}&{form}", asked.form_token());
        self.post("/people/p-17/reason", session, &form).await
    }

    /// What was done on p-17 and was not refused, with the reason, the oldest first.
    async fn looks(&self) -> Vec<(String, Option<String>)> {
        let query = AuditQuery { subject: Some("p-17".to_owned()), ..AuditQuery::default() };
        let part = Paging { after: None, limit: 1000 };
        let rows = self.app.records(&Caller::command(), &query, &part).await.unwrap().entries;
        let kept = rows.into_iter().rev().filter(|row| row.event.refused.is_none());
        kept.map(|AuditRow { event, .. }| (event.what, event.reason)).collect()
    }
}

fn looked(what: &str, reason: Option<&str>) -> (String, Option<String>) {
    (what.to_owned(), reason.map(str::to_owned))
}

#[tokio::test]
async fn a_reason_is_asked_for_first_and_stands_beside_every_look() {
    let (service, session) = asking(ReasonPolicy::Required).await;
    let asked = service.get("/people/p-17/brief?agency=Social+Work", &session).await;
    assert_eq!(asked.status, 428);
    assert!(asked.body.contains("<label for=\"reason\">") && !asked.body.contains("Wick"), "{}", asked.body);
    assert!(!asked.body.contains("without a reason"));
    for empty in ["step=say&reason=&to=", "step=say&reason=+++&to=/"] {
        let again = service.says(&session, &asked, empty).await;
        assert_eq!(again.status, 422);
        assert!(again.body.contains("Say why you look at this case."), "{}", again.body);
    }
    assert_eq!(service.says(&session, &asked, "step=pass").await.status, 428, "not to be passed over");
    let to = "to=/people/p-17/brief%3Fagency%3DSocial%2BWork";
    let said = service.says(&session, &asked, &format!("step=say&reason=Conference+on+Tuesday&{to}")).await;
    assert_eq!(
        (said.status.as_u16(), said.header("location")),
        (303, "/people/p-17/brief?agency=Social+Work")
    );
    for page in ["/people/p-17", BRIEF, "/v1/people/p-17/versions/1/source"] {
        assert_eq!(service.get(page, &session).await.status, 200, "{page}");
    }
    let why = Some("Conference on Tuesday");
    let looks = ["GIVE_REASON", "VIEW_PERSON", "VIEW_BRIEF", "EXPORT_PLAN"].map(|what| looked(what, why));
    assert_eq!(service.looks().await, looks);
}

#[tokio::test]
async fn a_reason_counts_for_one_case_one_session_and_a_while() {
    let (service, session) = asking(ReasonPolicy::Required).await;
    let asked = service.get(BRIEF, &session).await;
    service.says(&session, &asked, "step=say&reason=Conference").await;
    assert_eq!(service.get(BRIEF, &session).await.status, 200);
    assert_eq!(service.get("/people/p-18/brief", &session).await.status, 428, "another case");
    let other = service.sign_in("a.keeper").await;
    assert_eq!(service.get(BRIEF, &other).await.status, 428, "another session");
    for minutes in [29, 29] {
        minutes_go_by(minutes);
        assert_eq!(service.get(BRIEF, &session).await.status, 200);
    }
    minutes_go_by(3);
    assert_eq!(service.get(BRIEF, &session).await.status, 428, "an hour has gone by");
}

#[tokio::test]
async fn whoever_is_only_prompted_may_pass_it_over_once_for_a_while() {
    let (service, session) = asking(ReasonPolicy::Prompt).await;
    let asked = service.get(BRIEF, &session).await;
    assert_eq!(asked.status, 428);
    assert!(asked.body.contains("Go on without a reason"), "{}", asked.body);
    assert_eq!(service.says(&session, &asked, "step=pass&reason=&to=").await.status, 303);
    assert_eq!(service.get(BRIEF, &session).await.status, 200);
    assert_eq!(service.looks().await, [looked("GIVE_REASON", None), looked("VIEW_BRIEF", None)]);
    let system = service.provider.token(&service.provider.claims());
    let request = Request::get("/v1/people/p-17/brief").header("authorization", format!("Bearer {system}"));
    assert_eq!(service.send(request, "").await.refusal(), (404, "person_not_found".to_owned()), "not asked");
}

#[tokio::test]
async fn being_asked_says_nothing_of_anybody() {
    for reason in [ReasonPolicy::Required, ReasonPolicy::Prompt] {
        let (service, session) = asking(reason).await;
        let (known, nobody) =
            (service.get(BRIEF, &session).await, service.get("/people/p-99/brief", &session).await);
        assert_eq!(known.status, 428);
        assert_eq!(known.body.replace("p-17", "p-99"), nobody.body);
    }
}

#[tokio::test]
async fn every_page_of_a_case_asks() {
    let (service, session) = asking(ReasonPolicy::Required).await;
    let pages = ROUTES.iter().filter(|route| {
        route.method == "GET" && route.path.starts_with("/people/") && route.what.rule() == Rule::Reads
    });
    let mut asked = 0;
    for route in pages {
        let path = route.request("p-17").uri().to_string();
        let page = service.get(&path, &session).await;
        assert_eq!(page.status, 428, "{path}");
        assert!(page.body.contains("<label for=\"reason\">"), "{path}: {}", page.body);
        asked += 1;
    }
    assert!(asked > 7, "{asked}");
}

#[tokio::test]
async fn whoever_opens_a_case_in_an_emergency_has_said_why() {
    let (service, session) = asking(ReasonPolicy::Required).await;
    service.plan_of("p-18").await;
    let form = service.get("/break-glass/open", &session).await;
    let body = format!("form_token={}&id=p-18&reason=On+call", form.form_token());
    assert_eq!(service.post("/break-glass/open", &session, &body).await.status, 303);
    assert_eq!(service.get("/people/p-18", &session).await.status, 200);
}

#[tokio::test]
async fn nobody_is_asked_where_policy_does_not_have_it() {
    let (service, session) = asking(ReasonPolicy::Off).await;
    assert_eq!(service.get(BRIEF, &session).await.status, 200);
}
