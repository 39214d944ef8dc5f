//! What happens once: posts under an idempotency key, and versions that are withdrawn.

use axum::body::Body;
use axum::http::Request;
use serde_json::json;

use super::{Reply, Service, V1, V2, refusal};

const PATH: &str = "/v1/people/p-17/versions?as_of=2023-03-14";

async fn post_with_key(service: &Service, key: &str, path: &str, text: &'static str) -> Reply {
    let request = Request::post(path).header("content-type", "text/markdown").header("idempotency-key", key);
    service.send(request.body(Body::from(text)).unwrap()).await
}

#[tokio::test]
async fn the_same_request_with_the_same_key_gets_the_same_answer() {
    let service = Service::new().await;
    let first = post_with_key(&service, "\"k-1\"", PATH, V1).await;
    let again = post_with_key(&service, "\"k-1\"", PATH, V1).await;
    assert_eq!((first.status.as_u16(), first.header("idempotency-replayed")), (201, ""));
    assert_eq!((again.status.as_u16(), again.header("idempotency-replayed")), (201, "true"));
    assert_eq!(
        (again.body.clone(), again.header("location")),
        (first.body.clone(), first.header("location"))
    );
    assert_eq!(again.header("content-type"), first.header("content-type"));
    assert_eq!(
        service.post(PATH, "text/markdown", V1).await.status,
        200,
        "without a key it is told as known"
    );
}

#[tokio::test]
async fn a_refusal_is_kept_too() {
    let service = Service::new().await;
    let first = post_with_key(&service, "k-1", PATH, " ").await;
    let again = post_with_key(&service, "k-1", PATH, " ").await;
    assert_eq!(first.refusal(), refusal(422, "empty_text", ""));
    assert_eq!((again.refusal(), again.header("idempotency-replayed")), (first.refusal(), "true"));
}

#[tokio::test]
async fn another_request_with_the_same_key_is_refused() {
    let service = Service::new().await;
    assert_eq!(post_with_key(&service, "k-1", PATH, V1).await.status, 201);
    let reused = refusal(422, "idempotency_key_reused", "Idempotency-Key");
    assert_eq!(post_with_key(&service, "k-1", PATH, V2).await.refusal(), reused);
    let elsewhere = "/v1/people/p-18/versions?as_of=2023-03-14";
    assert_eq!(post_with_key(&service, "k-1", elsewhere, V1).await.refusal(), reused);
    assert_eq!(service.get("/v1/people/p-18").await.status, 404);
}

#[tokio::test]
async fn a_key_whose_first_request_is_in_flight_is_told_to_wait() {
    let service = Service::new().await;
    let working = service.app.begin_work("loopback k-1").unwrap();
    let meanwhile = post_with_key(&service, "k-1", PATH, V1).await;
    assert_eq!(meanwhile.refusal(), refusal(409, "request_in_flight", "Idempotency-Key"));
    drop(working);
    assert_eq!(post_with_key(&service, "k-1", PATH, V1).await.status, 201);
}

#[tokio::test]
async fn keys_that_are_none() {
    let service = Service::new().await;
    for key in ["", "\"\"", &"x".repeat(256)] {
        let reply = post_with_key(&service, key, PATH, V1).await;
        assert_eq!(reply.refusal(), refusal(400, "invalid_idempotency_key", "Idempotency-Key"), "{key}");
    }
}

#[tokio::test]
async fn a_withdrawn_version_is_gone_everywhere() {
    let service = Service::with_two_versions().await;
    let reason = json!({"reason": "posted for another person"});
    let path = "/v1/people/p-17/versions/2/withdraw";
    let reply = service.post_json(path, &reason).await;
    assert_eq!(
        (reply.status.as_u16(), reply.json()),
        (200, json!({"number": 2, "reason": "posted for another person"}))
    );
    assert_eq!(service.post_json(path, &json!({"reason": "other"})).await.json()["reason"], reason["reason"]);
    for gone in [
        "/v1/people/p-17/versions/2",
        "/v1/people/p-17/versions/2/source",
        "/v1/people/p-17/delta?from=1&to=2",
    ] {
        assert_eq!(service.get(gone).await.refusal(), refusal(410, "version_withdrawn", ""), "{gone}");
    }
    assert_eq!(service.get("/v1/people/p-17/versions").await.json()["versions"].as_array().unwrap().len(), 1);
    let brief = service.get("/v1/people/p-17/brief").await.json();
    assert_eq!(brief["current"]["number"], 1);
    assert_eq!(service.post(PATH, "text/markdown", V2).await.json()["number"], 3, "no number is given twice");
    let nothing = service.post_json("/v1/people/p-17/versions/9/withdraw", &reason).await;
    assert_eq!(nothing.refusal(), refusal(404, "version_not_found", ""));
}

#[tokio::test]
async fn bytes_that_are_not_those_that_came_are_not_given_out() {
    let service = Service::with_two_versions().await;
    let file = service.folder.path().join("test.db");
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(file);
    let mut db = <sqlx::SqliteConnection as sqlx::Connection>::connect_with(&options).await.unwrap();
    sqlx::query("UPDATE contents SET content = CAST(replace(content, 'High', 'Low') AS BLOB)")
        .execute(&mut db)
        .await
        .unwrap();
    // The text was read when it came, and is not read again; its bytes are.
    assert_eq!(service.get("/v1/people/p-17/versions/1/source").await.status, 200);
    let rotten = service.get("/v1/people/p-17/versions/2/source").await;
    assert_eq!(rotten.refusal(), refusal(500, "internal_error", ""));
}
