//! What each mistake is told, and that nothing was kept.

use axum::body::Body;
use axum::http::Request;
use serde_json::json;

use super::{Service, refusal};

#[tokio::test]
async fn paths_that_lead_nowhere() {
    let service = Service::with_two_versions().await;
    let cases = [
        ("/v1/nowhere", refusal(404, "no_such_path", "")),
        ("/v1/people/p-17/audit", refusal(404, "no_such_path", "")),
        ("/v1/people/p-99/condensed", refusal(404, "person_not_found", "")),
        ("/v1/people/p-99", refusal(404, "person_not_found", "")),
        ("/v1/people/p-99/versions", refusal(404, "person_not_found", "")),
        ("/v1/people/p-99/brief", refusal(404, "person_not_found", "")),
        ("/v1/people/p-17/versions/0", refusal(400, "invalid_number", "number")),
        ("/v1/people/p-17/versions/-1", refusal(400, "invalid_number", "number")),
        ("/v1/people/p-17/versions/99", refusal(404, "version_not_found", "")),
        ("/v1/people/p-17/versions/99/source", refusal(404, "version_not_found", "")),
        ("/v1/people/p-17/delta?from=1&to=99", refusal(404, "version_not_found", "")),
        ("/v1/people/p-17/conferences/9", refusal(404, "conference_not_found", "")),
        ("/v1/people/p-17/sources/9", refusal(404, "source_not_found", "")),
        ("/v1/people/p%2017/versions", refusal(400, "invalid_person_id", "person")),
        ("/v1/people/%ff/versions", refusal(400, "invalid_path", "")),
    ];
    for (path, expected) in cases {
        assert_eq!(service.get(path).await.refusal(), expected, "{path}");
    }
}

#[tokio::test]
async fn a_browser_that_is_lost_gets_a_page() {
    let service = Service::new().await;
    let page = service.get_with("/nowhere", "accept", "text/html,*/*;q=0.8").await;
    assert_eq!((page.status.as_u16(), page.header("content-type")), (404, "text/html; charset=utf-8"));
    let program = service.get_with("/v1/nowhere", "accept", "text/html,*/*;q=0.8").await;
    assert_eq!(program.refusal(), refusal(404, "no_such_path", ""));
}

#[tokio::test]
async fn parameters_that_cannot_be_taken() {
    let service = Service::with_two_versions().await;
    let cases = [
        ("brief?sinse=2024-01-01", refusal(400, "unknown_parameter", "sinse")),
        ("brief?since=2024-02-30", refusal(400, "invalid_parameter", "since")),
        ("brief?since=1899-01-01", refusal(400, "invalid_parameter", "since")),
        ("brief?words=0", refusal(400, "invalid_parameter", "words")),
        ("brief?words=5&words=6", refusal(400, "repeated_parameter", "words")),
        ("brief?format=pdf", refusal(400, "invalid_parameter", "format")),
        ("delta", refusal(400, "missing_parameter", "from")),
        ("delta?from=1", refusal(400, "missing_parameter", "to")),
        ("delta?from=1&to=-1", refusal(400, "invalid_parameter", "to")),
    ];
    for (path, expected) in cases {
        let reply = service.get(&format!("/v1/people/p-17/{path}")).await;
        assert_eq!(reply.refusal(), expected, "{path}");
    }
}

#[tokio::test]
async fn bodies_that_cannot_be_taken_leave_nothing_behind() {
    let service = Service::new().await;
    let json = "application/json";
    let dated = "versions?as_of=2024-03-14";
    let cases: [(&str, &str, &[u8], _); 21] = [
        (dated, "text/markdown", b"", refusal(422, "empty_text", "")),
        (dated, "text/markdown", b" \n\xef\xbb\xbf", refusal(422, "empty_text", "")),
        (dated, "text/markdown", b"caf\xe9\0", refusal(415, "media_type_mismatch", "Content-Type")),
        (
            dated,
            "text/markdown; charset=koi8-r",
            b"x",
            refusal(415, "unsupported_media_type", "Content-Type"),
        ),
        (dated, "image/png", b"PNG", refusal(415, "unsupported_media_type", "Content-Type")),
        (
            dated,
            "application/x-www-form-urlencoded",
            b"x",
            refusal(415, "unsupported_media_type", "Content-Type"),
        ),
        (dated, json, b"{\"content\":\"x\"}", refusal(400, "parameter_beside_json", "")),
        ("versions?as_of=2024-02-30", "text/plain", b"x", refusal(400, "invalid_parameter", "as_of")),
        ("versions?as_of=14/03/2024", "text/plain", b"x", refusal(400, "invalid_parameter", "as_of")),
        ("versions?as_off=2024-03-14", "text/plain", b"x", refusal(400, "unknown_parameter", "as_off")),
        ("versions", json, b"", refusal(400, "empty_body", "")),
        ("versions", json, b"{", refusal(400, "malformed_json", "")),
        ("versions", json, b"{}", refusal(422, "missing_field", "content")),
        ("versions", json, b"[1]", refusal(422, "invalid_body", "")),
        ("versions", json, b"{\"content\":\"\\ud800\"}", refusal(400, "malformed_json", "")),
        ("versions", json, b"{\"content\":\"x\",\"date\":1}", refusal(422, "unknown_field", "date")),
        ("versions", json, b"{\"content\":\"x\",\"as_of\":\"soon\"}", refusal(422, "invalid_field", "as_of")),
        (
            "versions",
            json,
            b"{\"content\":\"x\",\"source_id\":\"\"}",
            refusal(422, "invalid_field", "source_id"),
        ),
        ("conferences", json, b"{\"date\":\"2024-03-14\"}", refusal(422, "missing_field", "kind")),
        ("conferences", "text/plain", b"x", refusal(415, "unsupported_media_type", "Content-Type")),
        ("sources?kind=novel&date=2024-03-14", "text/plain", b"x", refusal(400, "invalid_parameter", "kind")),
    ];
    for (path, media_type, body, expected) in cases {
        let reply = service.post(&format!("/v1/people/p-17/{path}"), media_type, body).await;
        let shown = String::from_utf8_lossy(body);
        assert_eq!(reply.refusal(), expected, "{path} {media_type} {shown}");
    }
    assert_eq!(service.get("/v1/people/p-17").await.refusal(), refusal(404, "person_not_found", ""));
}

#[tokio::test]
async fn bad_bytes_are_told_by_their_place() {
    let service = Service::new().await;
    let json =
        service.post("/v1/people/p-17/versions", "application/json", "{\n  \"content\": x}").await.json();
    assert_eq!((&json["line"], &json["column"]), (&json!(2), &json!(14)));
}

#[tokio::test]
async fn a_body_of_eight_mebibytes_is_the_longest() {
    let service = Service::new().await;
    let path = "/v1/people/p-17/versions?as_of=2024-03-14";
    let over = service.post(path, "text/plain", "x".repeat((8 << 20) + 1)).await;
    assert_eq!(over.refusal(), refusal(413, "body_too_large", ""));
    let coded = Request::post(path).header("content-type", "text/plain").header("content-encoding", "gzip");
    let coded = service.send(coded.body("x".into()).unwrap()).await;
    assert_eq!(coded.refusal(), refusal(415, "unsupported_media_type", "Content-Encoding"));
}

#[tokio::test]
async fn methods_that_a_path_does_not_take() {
    let service = Service::new().await;
    let request = Request::delete("/v1/people/p-17/versions").body(Body::empty()).unwrap();
    let reply = service.send(request).await;
    assert_eq!(reply.refusal(), refusal(405, "method_not_allowed", ""));
    assert_eq!(reply.header("allow"), "GET,HEAD,POST");
    let request = Request::builder().method("TRACE").uri("/v1/people").body(Body::empty()).unwrap();
    assert_eq!(service.send(request).await.refusal(), refusal(405, "method_not_allowed", ""));
}

#[tokio::test]
async fn forms_that_it_does_not_come_in() {
    let service = Service::with_two_versions().await;
    let reply = service.get_with("/v1/people/p-17/brief", "accept", "image/png").await;
    assert_eq!(reply.refusal(), refusal(406, "not_acceptable", "Accept"));
}
