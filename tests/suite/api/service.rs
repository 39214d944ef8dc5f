//! What holds for every answer: health, headers, the OpenAPI document, who is answered.

use axum::body::Body;
use axum::http::Request;
use serde_json::json;

use super::{Service, refusal};

#[tokio::test]
async fn head_is_get_without_a_body() {
    let service = Service::with_two_versions().await;
    for path in ["/v1/people/p-17/versions", "/v1/people/p-17/brief", "/openapi.json", "/health/liveness"] {
        let reply = service.send(Request::head(path).body(Body::empty()).unwrap()).await;
        assert_eq!((reply.status.as_u16(), reply.body.len()), (200, 0), "{path}");
        assert_eq!(reply.header("content-length"), service.get(path).await.body.len().to_string(), "{path}");
    }
}

#[tokio::test]
async fn health() {
    let service = Service::new().await;
    assert_eq!(service.get("/health/liveness").await.json(), json!({"status": "alive"}));
    assert_eq!(service.get("/health/readiness").await.json(), json!({"status": "ready"}));
}

#[tokio::test]
async fn the_openapi_document() {
    let service = Service::new().await;
    let mut document = service.get("/openapi.json").await.json();
    assert_eq!(document["openapi"], "3.1.0");
    // So that a release does not change the snapshot.
    document["info"]["version"] = "[version]".into();
    insta::assert_json_snapshot!("openapi", document);
}

#[tokio::test]
async fn the_page_of_the_api_tells_of_every_operation_and_shape() {
    let service = Service::new().await;
    let document = service.get("/openapi.json").await.json();
    let page = service.get("/docs").await;
    assert_eq!((page.status.as_u16(), page.header("content-type")), (200, "text/html; charset=utf-8"));
    for operation in
        document["paths"].as_object().unwrap().values().flat_map(|path| path.as_object().unwrap())
    {
        let id = operation.1["operationId"].as_str().unwrap();
        assert_eq!(page.text().matches(&format!("<h3 id=\"{id}\">")).count(), 1, "{id}");
    }
    for name in document["components"]["schemas"].as_object().unwrap().keys() {
        assert!(page.text().contains(&format!("<h3 id=\"shape-{name}\">")), "{name}");
    }
    let scripts = |form: &str| page.text().matches(form).count();
    assert_eq!(scripts("<script"), scripts("<script src=\"/assets/"), "no script stands in the page");
    let example = r#"curl "$AT/v1/people/p-17/delta?from=4&#38;to=5""#;
    assert!(page.text().replace("&#34;", "\"").contains(example));
}

#[tokio::test]
async fn every_response_carries_the_security_headers_and_a_request_id() {
    let service = Service::new().await;
    for path in ["/health/liveness", "/openapi.json", "/nowhere"] {
        let reply = service.get(path).await;
        assert!(reply.header("content-security-policy").starts_with("default-src 'none'"), "{path}");
        assert_eq!(reply.header("x-content-type-options"), "nosniff", "{path}");
        assert!(!reply.header("x-request-id").is_empty(), "{path}");
    }
}

#[tokio::test]
async fn only_this_machine_is_answered() {
    let service = Service::new().await;
    let foreign = service.get_with("/health/liveness", "host", "plans.example").await;
    assert_eq!(foreign.refusal(), refusal(421, "foreign_host", "Host"));
    assert_eq!(service.get_with("/health/liveness", "host", "localhost:8080").await.status, 200);
    let request =
        Request::post("/v1/people/p-17/versions?as_of=2024-03-14").header("content-type", "text/plain");
    let form =
        service.send(request.header("origin", "https://plans.example").body("x".into()).unwrap()).await;
    assert_eq!(form.refusal(), refusal(403, "foreign_origin", ""));
}
