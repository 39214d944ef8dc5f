//! Whoever has no place on a case is told what whoever asks for nobody is told, in every byte, by every route.

use axum::body::Body;
use axum::http::Request;
use cip_service::app::{Caller, Role, Rule, What};
use serde_json::json;

use super::walk::{ROUTES, Route};
use super::{Reply, Service, governance, ingest, person, reader};

/// Somebody with the role that a rule wants, and without a place on anybody's case.
pub(super) fn stranger(rule: Rule) -> Option<Caller> {
    match rule {
        Rule::Reads => Some(reader("s.tranger")),
        Rule::Posts => Some(person("s.tranger", &[Role::Ingest, Role::Read])),
        Rule::Chairs => Some(person("s.tranger", &[Role::Chair])),
        // These take no place.
        Rule::Ingests | Rule::IngestsOrGoverns | Rule::Opens | Rule::Governs | Rule::Repeats => None,
    }
}

async fn both(service: &Service, caller: &Caller, route: &Route) -> (Reply, Reply) {
    let known = service.send(caller, route.request("p-17")).await;
    let nobody = service.send(caller, route.request("p-99")).await;
    (known.of("p-17", "p-99"), nobody.of("p-17", "p-99"))
}

#[tokio::test]
async fn a_stranger_is_told_that_nobody_has_the_id() {
    let service = Service::with_a_person().await;
    // Adding a person begins a case; of one who is there it says no more than the rest (`places`).
    let begins = |route: &Route| route.what == What::PutPerson;
    for route in ROUTES.iter().filter(|route| route.is_of_a_person() && !begins(route)) {
        let Some(caller) = stranger(route.what.rule()) else { continue };
        let before = service.last_row().await.number;
        let (known, nobody) = both(&service, &caller, route).await;
        assert_eq!((known.status, &known), (404, &nobody), "{} {}", route.method, route.path);
        let rows = service.rows_after(before).await;
        let refused: Vec<_> = rows.iter().map(|row| row.event.refused.as_deref()).collect();
        assert_eq!(refused, [Some("person_not_found"); 2], "{} {}", route.method, route.path);
    }
    let made = service.get(&Caller::loopback(), "/v1/people/p-99").await;
    assert_eq!(made.status, 404, "nobody came into being");
}

#[tokio::test]
async fn whoever_lacks_the_role_is_told_which_it_is_and_nothing_of_anybody() {
    let service = Service::with_a_person().await;
    service.put_on_caseload("n.one").await;
    for route in ROUTES {
        let (known, nobody) = both(&service, &person("n.one", &[]), route).await;
        assert_eq!((known.status, &known), (403, &nobody), "{} {}", route.method, route.path);
        assert!(known.body.contains("ROLE_CIP_"), "{}", known.body);
    }
}

#[tokio::test]
async fn answers_that_are_asked_for_by_their_tag_are_no_way_round() {
    let service = Service::with_a_person().await;
    for path in ["/v1/people/p-17/brief", "/v1/people/p-17/versions/1/source", "/people/p-17/condensed"] {
        for tag in [service.get(&Caller::loopback(), path).await.headers["etag"].as_str(), "*"] {
            let of =
                |path: String| Request::get(path).header("if-none-match", tag).body(Body::empty()).unwrap();
            let known = service.send(&reader("s.tranger"), of(path.to_owned())).await;
            let nobody = service.send(&reader("s.tranger"), of(path.replace("p-17", "p-99"))).await;
            assert_eq!((known.status, known.of("p-17", "p-99")), (404, nobody.of("p-17", "p-99")), "{path}");
        }
    }
}

#[tokio::test]
async fn an_answer_under_an_idempotency_key_is_given_again_only_to_who_may_have_it() {
    let service = Service::with_a_person().await;
    service.put_on_caseload("h.and").await;
    let caller = person("h.and", &[Role::Ingest, Role::Read]);
    let post = |service: &Service, caller: &Caller| {
        let body = json!({"date": "2026-09-01", "kind": "annual", "status": "scheduled"}).to_string();
        let request = Request::post("/v1/people/p-17/conferences").header("idempotency-key", "k-1");
        let request = request.header("content-type", "application/json").body(Body::from(body)).unwrap();
        let (service, caller) = (service.app.clone(), caller.clone());
        async move {
            use tower::ServiceExt;
            let router = cip_service::server::router_as(service, caller);
            router.oneshot(request).await.unwrap().status().as_u16()
        }
    };
    assert_eq!(post(&service, &caller).await, 201);
    assert_eq!(post(&service, &caller).await, 201, "the first answer again");
    let end = json!({"name": "h.and"});
    assert_eq!(service.json(&ingest(), "POST", "/v1/people/p-17/caseload/end", &end).await.status, 200);
    assert_eq!(post(&service, &caller).await, 404);
}

#[tokio::test]
async fn lists_show_only_ones_own_cases() {
    let service = Service::with_a_person().await;
    let another = json!({"name": "Ada Tarbert"});
    service.json(&Caller::loopback(), "PUT", "/v1/people/p-18", &another).await;
    service.put_on_caseload("m.bell").await;
    let people = service.get(&reader("m.bell"), "/v1/people").await.parsed();
    let ids: Vec<_> = people["people"].as_array().unwrap().iter().map(|person| &person["id"]).collect();
    assert_eq!(ids, ["p-17"]);
    let page = service.get(&reader("m.bell"), "/").await.body;
    assert!(page.contains("p-17") && !page.contains("p-18") && !page.contains("Tarbert"));
    assert_eq!(service.get(&reader("s.tranger"), "/v1/people").await.parsed()["people"], json!([]));
    let sought = |id: &str| format!("/?id={id}");
    let known = service.get(&reader("m.bell"), &sought("p-18")).await;
    let nobody = service.get(&reader("m.bell"), &sought("p-99")).await;
    assert_eq!(known.of("p-18", "p-99"), nobody.of("p-18", "p-99"));
}

#[tokio::test]
async fn the_record_is_for_governance() {
    let service = Service::with_a_person().await;
    service.put_on_caseload("m.bell").await;
    for path in
        ["/v1/audit", "/v1/audit/export", "/v1/audit/verify", "/v1/break-glass", "/audit", "/break-glass"]
    {
        assert_eq!(service.get(&person("m.bell", &[Role::Chair]), path).await.status, 403, "{path}");
        assert_eq!(service.get(&governance(), path).await.status, 200, "{path}");
    }
    assert_eq!(service.get(&governance(), "/v1/people/p-17/brief").await.status, 403);
    let first = service.get(&governance(), "/").await;
    assert_eq!((first.status, first.headers["location"].as_str()), (303, "/break-glass"));
    let seen = service.get(&governance(), "/v1/audit?what=VIEW_AUDIT").await.parsed();
    assert_eq!(seen["audit"][0]["who"], "g.overn", "reading the record is recorded");
}

#[test]
fn every_rule_is_walked() {
    let walked = |what: &&What| ROUTES.iter().any(|route| route.what == **what);
    let not: Vec<_> = What::ALL.iter().filter(|what| !walked(what)).collect();
    assert_eq!(not, [&What::BeginCase, &What::PreviewReport, &What::RepeatAnswer]);
}
