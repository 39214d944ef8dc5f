//! Posts that may be another person's plan: held, told, confirmed or withdrawn.

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use super::{Reply, Service, refusal};

const UNA: &str =
    "# Plan\n\nName: Una Brodick\n\nDate of birth: 3 June 1991\n\n## Housing\n\nShe rents a flat.\n";
const UNA_LATER: &str =
    "# Plan\n\nName: BRODICK, U.\n\nDOB: 03/06/1991\n\n## Housing\n\nShe owns a flat now.\n";
const RHODA: &str =
    "# Plan\n\nName: Rhoda Kilmory\n\nDate of birth: 3 June 1981\n\n## Housing\n\nShe has a caravan.\n";

async fn post(service: &Service, as_of: &str, text: &'static str) -> Reply {
    let path = format!("/v1/people/p-17/versions?as_of={as_of}");
    service.post(&path, "text/markdown", text).await
}

/// Una's plan, and Rhoda's posted for her.
async fn with_one_held() -> (Service, Reply) {
    let service = Service::new().await;
    assert_eq!(post(&service, "2023-03-14", UNA).await.status, 201);
    let held = post(&service, "2024-03-12", RHODA).await;
    assert_eq!(held.status, 202, "{}", held.text());
    (service, held)
}

async fn numbers(service: &Service, list: &str, key: &str) -> Vec<Value> {
    let list = service.get(list).await.json();
    list[key].as_array().unwrap().iter().map(|entry| entry["number"].clone()).collect()
}

#[tokio::test]
async fn what_differs_is_told_to_the_sender() {
    let (_, held) = with_one_held().await;
    assert_eq!(held.header("location"), "/v1/people/p-17/held");
    let receipt = held.json();
    assert_eq!((&receipt["number"], &receipt["held"]), (&json!(2), &json!("other_person")));
    assert_eq!(
        receipt["differs"],
        json!([
            {"field": "name", "earlier": "Una Brodick", "this": "Rhoda Kilmory"},
            {"field": "date_of_birth", "earlier": "3 June 1991", "this": "3 June 1981"},
        ])
    );
    assert_eq!((&receipt["carried_forward"], &receipt["supersedes"]), (&Value::Null, &Value::Null));
}

#[tokio::test]
async fn another_spelling_is_taken_at_once() {
    let (service, _) = with_one_held().await;
    let taken = post(&service, "2025-03-11", UNA_LATER).await;
    assert_eq!((taken.status.as_u16(), taken.json().get("held")), (201, None));
}

#[tokio::test]
async fn what_is_held_is_shown_nowhere() {
    let (service, _) = with_one_held().await;
    assert_eq!(numbers(&service, "/v1/people/p-17/versions", "versions").await, [1]);
    assert_eq!(service.get("/v1/people").await.json()["people"][0]["versions"], 1);
    for answer in ["brief", "condensed", "history", "condensed?format=markdown"] {
        let reply = service.get(&format!("/v1/people/p-17/{answer}")).await;
        assert!(reply.status.is_success() && !reply.text().contains("caravan"), "{answer}: {}", reply.text());
    }
    for page in ["/people/p-17", "/people/p-17/brief", "/people/p-17/plan", "/people/p-17/condensed"] {
        let page = service.get(page).await;
        assert!(page.status.is_success() && !page.text().contains("caravan"), "{}", page.text());
    }
    for there in ["versions/2", "versions/2/source", "versions/2/text", "delta?from=1&to=2"] {
        let reply = service.get(&format!("/v1/people/p-17/{there}")).await;
        assert_eq!(reply.refusal(), refusal(409, "version_held", ""), "{there}");
    }
}

#[tokio::test]
async fn the_same_post_again_is_held_once() {
    let (service, held) = with_one_held().await;
    let again = post(&service, "2024-03-12", RHODA).await;
    assert_eq!((again.status.as_u16(), again.json()), (202, held.json()));
    assert_eq!(numbers(&service, "/v1/people/p-17/held", "held").await, [2]);
    let keyed = |key: &'static str| {
        let request = Request::post("/v1/people/p-17/versions?as_of=2024-03-12")
            .header("content-type", "text/markdown")
            .header("idempotency-key", key);
        request.body(Body::from(RHODA)).unwrap()
    };
    assert_eq!(service.send(keyed("k-1")).await.header("idempotency-replayed"), "");
    let replayed = service.send(keyed("k-1")).await;
    assert_eq!((replayed.status.as_u16(), replayed.header("idempotency-replayed")), (202, "true"));
    assert_eq!(replayed.header("location"), "/v1/people/p-17/held");
}

#[tokio::test]
async fn a_source_id_of_a_held_version_is_taken() {
    let service = Service::new().await;
    post(&service, "2023-03-14", UNA).await;
    let body = |content: &str| json!({"as_of": "2024-03-12", "content": content, "source_id": "PR2-889"});
    assert_eq!(service.post_json("/v1/people/p-17/versions", &body(RHODA)).await.status, 202);
    assert_eq!(service.post_json("/v1/people/p-17/versions", &body(RHODA)).await.status, 202);
    let other = service.post_json("/v1/people/p-17/versions", &body(UNA_LATER)).await;
    assert_eq!(other.refusal(), refusal(409, "source_id_conflict", "source_id"));
    let withdrawn = service
        .post_json("/v1/people/p-17/versions/2/withdraw", &json!({"reason": "posted for another person"}))
        .await;
    assert_eq!(withdrawn.status, 200);
    assert_eq!(service.post_json("/v1/people/p-17/versions", &body(UNA_LATER)).await.status, 201);
}

#[tokio::test]
async fn what_is_confirmed_counts_from_then_on() {
    let (service, _) = with_one_held().await;
    post(&service, "2023-11-02", UNA_LATER).await;
    let path = "/v1/people/p-17/versions/2/confirm";
    let confirmed = service.post(path, "application/json", "").await;
    assert_eq!(
        (confirmed.status.as_u16(), &confirmed.json()["number"]),
        (200, &json!(2)),
        "{}",
        confirmed.text()
    );
    assert_eq!(service.post(path, "application/json", "").await.status, 200, "again");
    assert_eq!(numbers(&service, "/v1/people/p-17/versions", "versions").await, [1, 3, 2]);
    assert!(numbers(&service, "/v1/people/p-17/held", "held").await.is_empty());
    assert_eq!(service.get("/v1/people/p-17/brief").await.json()["current"]["number"], 2);
    assert_eq!(service.get("/v1/people/p-17/versions/2/source").await.text(), RHODA);
    assert_eq!(post(&service, "2024-03-12", RHODA).await.status, 200);
    // What somebody has confirmed once is not asked again.
    assert_eq!(post(&service, "2025-03-11", RHODA).await.status, 201);
}

#[tokio::test]
async fn what_is_withdrawn_is_not_confirmed() {
    let (service, _) = with_one_held().await;
    let reason = json!({"reason": "posted for another person"});
    assert_eq!(service.post_json("/v1/people/p-17/versions/2/withdraw", &reason).await.status, 200);
    assert!(numbers(&service, "/v1/people/p-17/held", "held").await.is_empty());
    let confirm = |number: u32| format!("/v1/people/p-17/versions/{number}/confirm");
    let gone = service.post(&confirm(2), "application/json", "").await;
    assert_eq!(gone.refusal(), refusal(410, "version_withdrawn", ""));
    assert_eq!(
        service.post(&confirm(9), "application/json", "").await.refusal(),
        refusal(404, "version_not_found", "")
    );
    assert_eq!(service.post(&confirm(1), "application/json", "").await.status, 200, "it counts already");
    assert_eq!(post(&service, "2024-03-12", RHODA).await.json()["number"], 3, "it is held anew");
}

#[tokio::test]
async fn held_versions_come_in_parts() {
    let (service, _) = with_one_held().await;
    post(&service, "2022-03-12", RHODA).await;
    let first = service.get("/v1/people/p-17/held?limit=1").await.json();
    assert_eq!(first["held"][0]["number"], 3, "by date");
    assert_eq!(first["held"][0]["held"], "other_person");
    let after = first["next"].as_str().unwrap();
    assert_eq!(numbers(&service, &format!("/v1/people/p-17/held?after={after}"), "held").await, [2]);
    assert_eq!(service.get("/v1/people/p-99/held").await.refusal(), refusal(404, "person_not_found", ""));
}

#[tokio::test]
async fn a_look_before_posting_tells_it_and_keeps_nothing() {
    let service = Service::new().await;
    post(&service, "2023-03-14", UNA).await;
    let rows = service.rows().await;
    let reply =
        service.post("/v1/people/p-17/versions?as_of=2024-03-12&validate=true", "text/markdown", RHODA).await;
    assert_eq!((reply.status.as_u16(), &reply.json()["held"]), (200, &json!("other_person")));
    assert_eq!(reply.json()["differs"][0]["field"], "name");
    assert_eq!(service.rows().await, rows);
}

const REPORT: &str = "/v1/people/p-17/sources?kind=ser&date=2019-02-01";

#[tokio::test]
async fn a_report_of_another_person_is_refused_until_somebody_says_whose_it_is() {
    let service = Service::new().await;
    post(&service, "2023-03-14", UNA).await;
    let rows = service.rows().await;
    for path in [REPORT.to_owned(), format!("{REPORT}&validate=true")] {
        let refused = service.post(&path, "text/markdown", RHODA).await;
        assert_eq!(refused.refusal(), refusal(409, "other_person", ""));
        let detail = refused.json()["detail"].as_str().unwrap().to_owned();
        assert!(detail.contains("\"Rhoda Kilmory\" in it and \"Una Brodick\" in the plans"), "{detail}");
        assert!(detail.contains("confirmed=true"), "{detail}");
    }
    assert_eq!(service.rows().await, rows);
    let kept = service.post(&format!("{REPORT}&confirmed=true"), "text/markdown", RHODA).await;
    assert_eq!((kept.status.as_u16(), &kept.json()["differs"][0]["this"]), (201, &json!("Rhoda Kilmory")));
    // What is there is there.
    let again = service.post(REPORT, "text/markdown", RHODA).await;
    assert_eq!((again.status.as_u16(), again.json().get("differs")), (200, None));
}

#[tokio::test]
async fn a_report_of_the_same_person_or_of_nobody_named_is_kept() {
    let service = Service::new().await;
    assert_eq!(service.post(REPORT, "text/markdown", RHODA).await.status, 201, "there is no plan yet");
    post(&service, "2023-03-14", UNA).await;
    for report in [UNA_LATER, "# Report\n\nShe lives alone.\n"] {
        assert_eq!(service.post(REPORT, "text/markdown", report).await.status, 201);
    }
}

#[tokio::test]
async fn two_posts_at_once_for_a_new_person_are_not_both_taken() {
    let service = Service::new().await;
    let (una, rhoda) = tokio::join!(post(&service, "2023-03-14", UNA), post(&service, "2024-03-12", RHODA));
    let mut statuses = [una.status.as_u16(), rhoda.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 202]);
}
