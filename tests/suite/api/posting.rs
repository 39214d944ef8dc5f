//! What a record system posts, and gets back.

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use super::{Service, V1, V2, refusal};

#[tokio::test]
async fn a_version_as_raw_markdown() {
    let service = Service::new().await;
    let path = "/v1/people/p-17/versions?as_of=2024-03-14";
    let reply = service.post(path, "text/markdown", V1).await;
    assert_eq!((reply.status.as_u16(), reply.header("location")), (201, "/v1/people/p-17/versions/1"));
    insta::assert_json_snapshot!("receipt_first", reply.json());
    let again = service.post(path, "text/markdown; charset=utf-8", V1).await;
    assert_eq!((again.status.as_u16(), again.json()), (200, reply.json()));
}

#[tokio::test]
async fn a_version_as_json() {
    let service = Service::with_two_versions().await;
    let body =
        json!({"as_of": "2025-03-12", "media_type": "text/markdown", "content": V2, "source_id": "PR2-889"});
    let reply = service.post_json("/v1/people/p-17/versions", &body).await;
    assert_eq!(reply.status, 201);
    insta::assert_json_snapshot!("receipt_carried_forward", reply.json());
    let plain = json!({"as_of": "2026-03-12", "media_type": "text/plain", "content": "All is well."});
    let reply = service.post_json("/v1/people/p-17/versions", &plain).await;
    assert_eq!((reply.status.as_u16(), &reply.json()["media_type"]), (201, &json!("text/plain")));
}

#[tokio::test]
async fn the_date_is_taken_from_the_header_of_the_plan() {
    let service = Service::new().await;
    let reply = service.post("/v1/people/p-17/versions", "text/markdown", V1).await;
    assert_eq!((reply.status.as_u16(), &reply.json()["as_of"]), (201, &json!("2023-03-14")));
    let undated = service.post("/v1/people/p-17/versions", "text/plain", "All is well.").await;
    assert_eq!(undated.refusal(), refusal(422, "as_of_missing", "as_of"));
}

#[tokio::test]
async fn other_content_for_a_date_supersedes() {
    let service = Service::with_two_versions().await;
    let path = "/v1/people/p-17/versions?as_of=2024-03-12";
    let reply = service.post(path, "text/markdown", format!("{V2}\nOne line more.\n")).await;
    assert_eq!((reply.status.as_u16(), &reply.json()["supersedes"]), (201, &json!(2)));
    insta::assert_json_snapshot!("versions", service.get("/v1/people/p-17/versions").await.json());
    assert_eq!(service.get("/v1/people/p-17/brief").await.json()["current"]["number"], 3);
}

#[tokio::test]
async fn a_correction_back_to_what_was_superseded_is_in_force() {
    let service = Service::with_two_versions().await;
    let path = "/v1/people/p-17/versions?as_of=2024-03-12";
    let (validate, corrected) = (format!("{path}&validate=true"), format!("{V2}\nOne line more.\n"));
    service.post(path, "text/markdown", corrected.clone()).await;
    let foreseen = service.post(&validate, "text/markdown", V2).await;
    let back = service.post(path, "text/markdown", V2).await;
    assert_eq!((back.status.as_u16(), &back.json()["number"]), (201, &json!(4)));
    assert_eq!((&back.json()["supersedes"], foreseen.json()), (&json!(3), back.json()));
    assert_eq!(service.get("/v1/people/p-17/brief").await.json()["current"]["number"], 4);
    let again = service.post(path, "text/markdown", V2).await;
    assert_eq!((again.status.as_u16(), &again.json()["number"]), (200, &json!(4)));
    service.post_json("/v1/people/p-17/versions/4/withdraw", &json!({"reason": "posted twice"})).await;
    let in_force = service.post(path, "text/markdown", corrected).await;
    assert_eq!((in_force.status.as_u16(), &in_force.json()["superseded_by"]), (200, &json!(null)));
}

#[tokio::test]
async fn a_source_id_names_one_document() {
    let service = Service::new().await;
    let path = "/v1/people/p-17/versions?as_of=2024-03-14&source_id=PR2-1";
    assert_eq!(service.post(path, "text/markdown", V1).await.status, 201);
    let other = service.post(path, "text/markdown", V2).await;
    assert_eq!(other.refusal(), refusal(409, "source_id_conflict", "source_id"));
    // The same under another id of the record system: both are the version's.
    let second = "/v1/people/p-17/versions?as_of=2024-03-14&source_id=PR2-2";
    let again = service.post(second, "text/markdown", V1).await;
    assert_eq!((again.status.as_u16(), &again.json()["source_id"]), (200, &json!("PR2-1")));
    for path in [second.to_owned(), format!("{second}&validate=true")] {
        let other = service.post(&path, "text/markdown", V2).await;
        assert_eq!(other.refusal(), refusal(409, "source_id_conflict", "source_id"), "{path}");
    }
    assert_eq!(service.get("/v1/people/p-17/versions").await.json()["versions"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn bytes_come_back_as_they_came() {
    let service = Service::new().await;
    let text = "\u{feff}# Plan\r\n\r\nHe has\u{a0}a flat.\r\n\0\t\n\n\n";
    service.post("/v1/people/p-17/versions?as_of=2024-03-14", "text/plain", text).await;
    let reply = service.get("/v1/people/p-17/versions/1/source").await;
    assert_eq!(reply.body, text.as_bytes());
    assert_eq!(reply.header("content-type"), "text/plain; charset=utf-8");
    let path = "/v1/people/p-17/versions/1/source";
    let known = service.get_with(path, "if-none-match", reply.header("etag")).await;
    assert_eq!((known.status.as_u16(), known.body.len()), (304, 0));
}

#[tokio::test]
async fn people_are_put_and_read() {
    let service = Service::new().await;
    let known = json!({"name": "Nobody At All", "admitted": "2019-05-02", "route": "enhanced"});
    let put = |body: Value| {
        let request = Request::put("/v1/people/p-17").header("content-type", "application/json");
        service.send(request.body(Body::from(body.to_string())).unwrap())
    };
    let reply = put(known.clone()).await;
    assert_eq!((reply.status.as_u16(), reply.header("location")), (201, "/v1/people/p-17"));
    assert_eq!(put(known).await.status, 200);
    insta::assert_json_snapshot!("person", service.get("/v1/people/p-17").await.json());
    assert_eq!(put(json!({"route": "scenic"})).await.refusal(), refusal(422, "invalid_field", "route"));
}

#[tokio::test]
async fn conferences_are_posted_and_listed() {
    let service = Service::new().await;
    let path = "/v1/people/p-17/conferences";
    let scheduled = json!({"date": "2024-03-14", "kind": "annual", "status": "scheduled"});
    let reply = service.post_json(path, &scheduled).await;
    assert_eq!((reply.status.as_u16(), reply.header("location")), (201, "/v1/people/p-17/conferences/1"));
    let held = service.post_json(path, &json!({"date": "2024-03-14", "kind": "annual"})).await;
    assert_eq!((held.status.as_u16(), &held.json()["status"]), (200, &json!("held")));
    insta::assert_json_snapshot!("conferences", service.get(path).await.json());
    assert_eq!(service.get("/v1/people/p-17/conferences/1").await.json(), held.json());
}

#[tokio::test]
async fn sources_are_posted_raw_or_in_json_and_listed() {
    let service = Service::new().await;
    let path = "/v1/people/p-17/sources";
    let reply =
        service.post(&format!("{path}?kind=ser&date=2019-02-01"), "text/markdown", "# Report\n").await;
    assert_eq!((reply.status.as_u16(), reply.header("location")), (201, "/v1/people/p-17/sources/1"));
    let body = json!({"kind": "ser", "date": "2019-02-01", "content": "# Report\n"});
    assert_eq!(service.post_json(path, &body).await.status, 200);
    insta::assert_json_snapshot!("sources", service.get(path).await.json());
    assert_eq!(service.get("/v1/people/p-17/sources/1/source").await.text(), "# Report\n");
    let unnamed = service.post(path, "text/markdown", "# Report\n").await;
    assert_eq!(unnamed.refusal(), refusal(400, "missing_parameter", "kind"));
}
