//! Who asks and what they may see, together: signing in, a place on a case, an emergency, and the rows of the record.

use axum::http::Request;
use cip_service::app::Caller;
use cip_store::{AuditQuery, PersonId};

use super::Guarded;

impl Guarded {
    /// What is in the record, the oldest first: who did what, and why it was refused.
    pub(super) async fn recorded(&self) -> Vec<(String, String, Option<String>)> {
        let part = cip_service::app::Paging { after: None, limit: 100 };
        let rows = self.app.records(&Caller::command(), &AuditQuery::default(), &part).await.unwrap();
        let row = |row: cip_store::AuditRow| (row.event.who, row.event.what, row.event.refused);
        rows.entries.into_iter().rev().map(row).collect()
    }

    pub(super) async fn plan_of(&self, person: &str) {
        let id: PersonId = person.parse().unwrap();
        let post = cip_service::app::Post {
            as_of: Some(jiff::civil::date(2024, 3, 14)),
            media_type: cip_store::MediaType::Markdown,
            source_id: None,
            content: b"# Plan\n\nHe has a room in Wick.\n".to_vec(),
        };
        self.app.add_version(&Caller::command(), &id, post).await.unwrap();
    }
}

#[tokio::test]
async fn whoever_signs_in_sees_the_cases_they_have_a_place_on() {
    let service = Guarded::new().await;
    service.plan_of("p-17").await;
    let session = service.sign_in("a.keeper").await;
    let shut = service.get("/people/p-17", &session).await;
    let nobody = service.get("/people/p-18", &session).await;
    assert_eq!(
        (shut.status, nobody.status),
        (axum::http::StatusCode::NOT_FOUND, axum::http::StatusCode::NOT_FOUND)
    );
    assert_eq!(shut.body.replace("p-17", "p-18"), nobody.body);
    // A record system says on whose caseload the person is; a person has no place to say so.
    let bearer = format!("Bearer {}", service.provider.token(&service.provider.claims()));
    let said = async |request: axum::http::request::Builder, entry: &'static str| {
        let request = request.header("authorization", &bearer).header("content-type", "application/json");
        let reply = service.send(request, entry).await;
        assert!(reply.status.is_success(), "{} {}", reply.status, reply.body);
    };
    let put = Request::put("/v1/people/p-17/caseload");
    said(put, "{\"name\":\"a.keeper\",\"from\":\"2020-01-01\"}").await;
    let open = service.get("/people/p-17", &session).await;
    assert_eq!(open.status, 200);
    // It ends in the middle of the session, and counts no more from the next request on, by its tag neither.
    said(Request::post("/v1/people/p-17/caseload/end"), "{\"name\":\"a.keeper\"}").await;
    let ended = service.get("/people/p-17", &session).await;
    assert_eq!((ended.status.as_u16(), ended.body), (404, shut.body));
    let tagged = Request::get("/people/p-17").header("accept", "text/html").header("cookie", &session);
    assert_eq!(service.send(tagged.header("if-none-match", open.header("etag")), "").await.status, 404);
}

#[tokio::test]
async fn signing_in_and_out_and_every_refusal_is_a_row() {
    let service = Guarded::new().await;
    let session = service.sign_in("a.keeper").await;
    let form = service.get("/new", &session).await;
    let token = format!("form_token={}", form.form_token());
    assert_eq!(service.post("/sign-out", &session, &token).await.status, 200);
    assert_eq!(service.with_token("a.b.c").await.status, 401);
    let reply = service.get("/sign-in/return?code=x&state=y", "").await;
    assert_eq!(reply.status, 403);
    let recorded = service.recorded().await;
    let has = |who: &str, what: &str, refused: Option<&str>| {
        recorded.contains(&(who.to_owned(), what.to_owned(), refused.map(str::to_owned)))
    };
    assert!(has("a.keeper", "SIGN_IN", None) && has("a.keeper", "SIGN_OUT", None), "{recorded:?}");
    let refusals = recorded.iter().filter(|(_, what, _)| what == "REFUSE_SIGN_IN");
    let refusals: Vec<&str> = refusals.filter_map(|(_, _, why)| why.as_deref()).collect();
    assert_eq!(refusals, ["invalid_token", "sign_in_stale"]);
}
