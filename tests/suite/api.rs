//! The API, called in process: the forms of the contract, and what each mistake is told.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use cip_brief::app::App;
use cip_brief::{http, store};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use tempfile::TempDir;
use tower::ServiceExt;

const V1: &str = "# Plan\n\nConference date: 14 March 2023\n\n## Housing\n\nHe has a flat in Inverkell.\n\n\
                  ## Risk\n\nThe risk is Medium.\n";
const V2: &str = "# Plan\n\nConference date: 12 March 2024\n\n## Housing\n\nHe has a flat in Inverkell.\n\n\
                  ## Risk\n\nThe risk is High.\n";

/// The service over a database of its own.
struct Service {
    router: Router,
    _folder: TempDir,
}

/// A response, read to its end.
struct Reply {
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Service {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let address = format!("sqlite:{}", folder.path().join("test.db").display());
        let router = http::router(App::new(store::open(&address).await.unwrap()));
        Self { router, _folder: folder }
    }

    /// With two versions and the conference between them.
    async fn with_two_versions() -> Self {
        let service = Self::new().await;
        for (as_of, text) in [("2023-03-14", V1), ("2024-03-12", V2)] {
            let path = format!("/v1/people/p-17/versions?as_of={as_of}");
            assert_eq!(service.post(&path, "text/markdown", text).await.status, 201);
        }
        let conference = json!({"date": "2023-03-14", "kind": "annual"});
        assert_eq!(service.post_json("/v1/people/p-17/conferences", &conference).await.status, 201);
        service
    }

    async fn send(&self, request: Request<Body>) -> Reply {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes().to_vec();
        Reply { status: parts.status, headers: parts.headers, body }
    }

    async fn get(&self, path: &str) -> Reply {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    async fn get_with(&self, path: &str, header: &str, value: &str) -> Reply {
        self.send(Request::get(path).header(header, value).body(Body::empty()).unwrap()).await
    }

    async fn post(&self, path: &str, media_type: &str, body: impl Into<Body>) -> Reply {
        let request = Request::post(path).header("content-type", media_type);
        self.send(request.body(body.into()).unwrap()).await
    }

    async fn post_json(&self, path: &str, body: &Value) -> Reply {
        self.post(path, "application/json", body.to_string()).await
    }
}

impl Reply {
    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    fn text(&self) -> &str {
        str::from_utf8(&self.body).unwrap()
    }

    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// Status, code and field of a refusal.
    fn refusal(&self) -> (u16, String, Option<String>) {
        assert_eq!(self.header("content-type"), "application/problem+json", "{}", self.text());
        let problem = self.json();
        assert_eq!(problem["status"], self.status.as_u16());
        assert!(problem["detail"].as_str().is_some_and(|detail| detail.ends_with('.')), "{problem}");
        let field = problem["field"].as_str().map(str::to_owned);
        (self.status.as_u16(), problem["errorCode"].as_str().unwrap().to_owned(), field)
    }
}

/// The names of an object's fields.
fn keys(value: &Value) -> Vec<&String> {
    value.as_object().unwrap().keys().collect()
}

fn refusal(status: u16, code: &str, field: &str) -> (u16, String, Option<String>) {
    (status, code.to_owned(), (!field.is_empty()).then(|| field.to_owned()))
}

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
    let old = service.post(path, "text/markdown", V2).await;
    assert_eq!((old.status.as_u16(), &old.json()["superseded_by"]), (200, &json!(3)));
    insta::assert_json_snapshot!("versions", service.get("/v1/people/p-17/versions").await.json());
    assert_eq!(service.get("/v1/people/p-17/brief").await.json()["current"]["number"], 3);
}

#[tokio::test]
async fn a_source_id_names_one_document() {
    let service = Service::new().await;
    let path = "/v1/people/p-17/versions?as_of=2024-03-14&source_id=PR2-1";
    assert_eq!(service.post(path, "text/markdown", V1).await.status, 201);
    let other = service.post(path, "text/markdown", V2).await;
    assert_eq!(other.refusal(), refusal(409, "source_id_conflict", "source_id"));
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

#[tokio::test]
async fn a_brief_names_its_dates() {
    let service = Service::with_two_versions().await;
    let brief = service.get("/v1/people/p-17/brief").await.json();
    assert_eq!(brief["schema"], "cip-brief/1");
    assert_eq!(brief["person"], "p-17");
    assert_eq!(brief["baseline"], json!({"number": 1, "as_of": "2023-03-14"}));
    assert_eq!(brief["current"], json!({"number": 2, "as_of": "2024-03-12"}));
    assert_eq!(brief["last_conference"], json!({"date": "2023-03-14", "kind": "annual"}));
    assert_eq!(brief["next_conference"], Value::Null);
    insta::assert_debug_snapshot!("brief_keys", (keys(&brief), keys(&brief["parts"][0]["items"][0])));
}

#[tokio::test]
async fn a_brief_since_a_day_or_a_conference() {
    let service = Service::with_two_versions().await;
    let since = service.get("/v1/people/p-17/brief?since=2023-12-31").await.json();
    assert_eq!(since["baseline"]["number"], 1);
    let conference = service.get("/v1/people/p-17/brief?conference=1&words=200").await.json();
    assert_eq!(conference["baseline"]["number"], 1);
    let early = service.get("/v1/people/p-17/brief?since=2023-03-13").await;
    assert_eq!(early.refusal(), refusal(422, "no_version_since", "since"));
    let unknown = service.get("/v1/people/p-17/brief?conference=9").await;
    assert_eq!(unknown.refusal(), refusal(404, "conference_not_found", ""));
    let both = service.get("/v1/people/p-17/brief?conference=1&since=2023-12-31").await;
    assert_eq!(both.refusal(), refusal(400, "since_and_conference", "since"));
}

#[tokio::test]
async fn a_first_plan_has_a_brief_without_baseline() {
    let service = Service::new().await;
    service.post("/v1/people/p-17/versions?as_of=2023-03-14", "text/markdown", V1).await;
    let brief = service.get("/v1/people/p-17/brief").await.json();
    assert_eq!((&brief["baseline"], &brief["last_conference"]), (&Value::Null, &Value::Null));
}

#[tokio::test]
async fn a_late_arrival_changes_the_baseline_and_the_tag() {
    let service = Service::with_two_versions().await;
    service.post_json("/v1/people/p-17/conferences", &json!({"date": "2023-10-01", "kind": "concern"})).await;
    let before = service.get("/v1/people/p-17/brief").await;
    service.post("/v1/people/p-17/versions?as_of=2023-09-20", "text/markdown", "# Plan\n").await;
    let after = service.get_with("/v1/people/p-17/brief", "if-none-match", before.header("etag")).await;
    assert_eq!((after.status.as_u16(), &after.json()["baseline"]["number"]), (200, &json!(3)));
}

#[tokio::test]
async fn a_delta_tells_every_unit() {
    let service = Service::with_two_versions().await;
    let delta = service.get("/v1/people/p-17/delta?from=1&to=2").await.json();
    assert_eq!(delta["schema"], "cip-delta/1");
    assert_eq!(delta["totals"]["unchanged"], 4);
    let kinds: Vec<&str> =
        delta["units"].as_array().unwrap().iter().map(|unit| unit["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["unchanged", "material", "unchanged", "unchanged", "unchanged", "material"]);
    insta::assert_debug_snapshot!("delta_keys", (keys(&delta), keys(&delta["units"][0])));
}

#[tokio::test]
async fn a_reader_who_has_it_is_told_so() {
    let service = Service::with_two_versions().await;
    for path in ["/v1/people/p-17/brief", "/v1/people/p-17/delta?from=1&to=2"] {
        let first = service.get(path).await;
        let again = service.get_with(path, "if-none-match", first.header("etag")).await;
        assert_eq!((again.status.as_u16(), again.body.len()), (304, 0), "{path}");
        assert_eq!(again.header("etag"), first.header("etag"));
        let other = service.get_with(path, "if-none-match", "\"other\"").await;
        assert_eq!((other.status.as_u16(), other.body), (200, first.body));
    }
}

#[tokio::test]
async fn compressed_and_plain_have_tags_of_their_own() {
    let service = Service::with_two_versions().await;
    let path = "/v1/people/p-17/delta?from=1&to=2";
    let plain = service.get(path).await;
    let gzip = service.get_with(path, "accept-encoding", "gzip").await;
    assert_eq!(gzip.header("content-encoding"), "gzip");
    assert_ne!(gzip.header("etag"), plain.header("etag"));
    let known = service.get_with(path, "if-none-match", gzip.header("etag")).await;
    assert_eq!(known.status, 304);
}

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
    assert_eq!(document["openapi"].as_str().unwrap().split('.').next_back(), Some("0"));
    // So that a release does not change the snapshot.
    document["info"]["version"] = "[version]".into();
    insta::assert_json_snapshot!("openapi", document);
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

#[tokio::test]
async fn paths_that_lead_nowhere() {
    let service = Service::with_two_versions().await;
    let cases = [
        ("/v1/nowhere", refusal(404, "no_such_path", "")),
        ("/v1/people/p-17/condensed", refusal(404, "no_such_path", "")),
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
        (dated, "text/markdown", b"caf\xe9", refusal(400, "not_utf8", "")),
        (
            dated,
            "text/markdown; charset=latin1",
            b"x",
            refusal(415, "unsupported_media_type", "Content-Type"),
        ),
        (dated, "application/pdf", b"%PDF", refusal(415, "unsupported_media_type", "Content-Type")),
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
        ("versions", json, b"[1]", refusal(422, "invalid_field", "[0]")),
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
    let path = "/v1/people/p-17/versions?as_of=2024-03-14";
    let raw = service.post(path, "text/markdown", &b"abc\xff"[..]).await.json();
    assert_eq!(raw["offset"], 3);
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
    assert_eq!(coded.refusal(), refusal(415, "unsupported_media_type", "Content-Type"));
}

#[tokio::test]
async fn methods_that_a_path_does_not_take() {
    let service = Service::new().await;
    let request = Request::delete("/v1/people/p-17/versions").body(Body::empty()).unwrap();
    let reply = service.send(request).await;
    assert_eq!(reply.refusal(), refusal(405, "method_not_allowed", ""));
    assert_eq!(reply.header("allow"), "GET,HEAD,POST");
}

#[tokio::test]
async fn each_form_is_had_by_accept_or_by_name() {
    let service = Service::with_two_versions().await;
    let forms = [("json", "application/json"), ("markdown", "text/markdown"), ("html", "text/html")];
    for path in ["/v1/people/p-17/brief?", "/v1/people/p-17/delta?from=1&to=2&"] {
        for (name, media_type) in forms {
            let named = service.get(&format!("{path}format={name}")).await;
            let accepted = service.get_with(path.trim_end_matches(['?', '&']), "accept", media_type).await;
            assert!(named.header("content-type").starts_with(media_type), "{path} {name}");
            assert_eq!(named.header("etag"), accepted.header("etag"), "{path} {name}");
            assert_eq!(named.body, accepted.body, "{path} {name}");
            assert!(named.text().contains("High"), "{path} {name}");
            assert_eq!(named.header("vary"), "accept", "{path} {name}");
        }
    }
}

#[tokio::test]
async fn forms_that_it_does_not_come_in() {
    let service = Service::with_two_versions().await;
    let reply = service.get_with("/v1/people/p-17/brief", "accept", "image/png").await;
    assert_eq!(reply.refusal(), refusal(406, "not_acceptable", "Accept"));
}
