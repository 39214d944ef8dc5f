//! Bad inputs, each with the refusal it must get and that nothing was kept; and odd ones, which are kept to the byte.
//!
//! What needs a socket (a head that dribbles, a connection that is silent, a body that stalls or never ends) stands
//! beside the code that serves.

use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes, HttpBody};
use axum::http::Request;
use hyper::body::Frame;
use serde_json::{Value, json};

use super::{Service, V1, V2, refusal};

const VERSIONS: &str = "/v1/people/p-17/versions";
const DATED: &str = "/v1/people/p-17/versions?as_of=2024-03-14";
const JSON: &str = "application/json";

/// Asserts the refusal, and its place where one is given, and that the database is as empty as it was.
async fn refused(body: impl Into<Body>, media_type: &str, path: &str, code: (u16, &str, &str), place: Value) {
    let service = Service::new().await;
    let reply = service.post(path, media_type, body).await;
    assert_eq!(reply.refusal(), refusal(code.0, code.1, code.2));
    for (name, value) in place.as_object().into_iter().flatten() {
        assert_eq!(&reply.json()[name], value, "{name}");
    }
    assert_eq!(service.rows().await, 0, "something was kept");
}

async fn text_refused(body: impl Into<Body>, code: (u16, &str, &str), place: Value) {
    refused(body, "text/markdown", DATED, code, place).await;
}

async fn json_refused(body: impl Into<Body>, code: (u16, &str, &str), place: Value) {
    refused(body, JSON, VERSIONS, code, place).await;
}

/// Asserts that a text is taken and comes back to the byte, and that a brief and a delta are made of it.
async fn kept(text: &str) {
    let service = Service::new().await;
    assert_eq!(service.post(DATED, "text/markdown", text.to_owned()).await.status, 201);
    assert!(service.get(&format!("{VERSIONS}/1/source")).await.body == text.as_bytes());
    let more = format!("{text}\n\nHe moved.\n");
    let path = format!("{VERSIONS}?as_of=2025-03-14");
    assert_eq!(service.post(&path, "text/markdown", more).await.status, 201);
    for path in ["/v1/people/p-17/brief?since=2024-03-14", "/v1/people/p-17/delta?from=1&to=2"] {
        assert_eq!(service.get(path).await.status, 200, "{path}");
    }
}

/// Asserts that bytes are kept as they came and read as this text, with so many notes on it.
async fn decoded(bytes: &[u8], text: &str, notes: usize) {
    let service = Service::new().await;
    let reply = service.post(DATED, "text/markdown", bytes.to_vec()).await;
    assert_eq!(reply.status, 201);
    let receipt = reply.json();
    assert_eq!(receipt["notes"].as_array().map(Vec::len), Some(notes), "{receipt}");
    assert_eq!(receipt["reading"]["reader"], "markdown/1");
    assert!(service.get(&format!("{VERSIONS}/1/source")).await.body == bytes);
    assert_eq!(service.get(&format!("{VERSIONS}/1/text")).await.text(), text);
}

// Length.

#[tokio::test]
async fn empty() {
    text_refused("", (422, "empty_text", ""), json!({})).await;
    json_refused("", (400, "empty_body", ""), json!({})).await;
    json_refused("{\"content\":\"\",\"as_of\":\"2024-03-14\"}", (422, "empty_text", ""), json!({})).await;
}

#[tokio::test]
async fn an_empty_object() {
    json_refused("{}", (422, "missing_field", "content"), json!({"line": 1, "column": 2})).await;
}

#[tokio::test]
async fn nine_megabytes() {
    text_refused("x".repeat(9_000_000), (413, "body_too_large", ""), json!({})).await;
    json_refused(
        json!({"content": "x".repeat(9_000_000)}).to_string(),
        (413, "body_too_large", ""),
        json!({}),
    )
    .await;
}

/// A body without end and without length.
struct Endless;

impl HttpBody for Endless {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(&[b'x'; 4096])))))
    }
}

#[tokio::test]
async fn endless() {
    text_refused(Body::new(Endless), (413, "body_too_large", ""), json!({})).await;
}

#[tokio::test]
async fn a_gzip_bomb_is_not_opened() {
    let service = Service::new().await;
    // What a gigabyte of noughts begins with.
    let bomb =
        b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xec\xc1\x01\x0d\x00\x00\x00\xc2\xa0\xf7Om\x0e7\xa0\x00";
    let request = Request::post(DATED).header("content-type", "text/markdown");
    let reply = service.send(request.header("content-encoding", "gzip").body(bomb[..].into()).unwrap()).await;
    assert_eq!(reply.refusal(), refusal(415, "unsupported_media_type", "Content-Encoding"));
    assert_eq!(service.rows().await, 0);
    // Nor where it does not say that it is one.
    text_refused(&bomb[..], (415, "media_type_mismatch", "Content-Type"), json!({})).await;
}

// JSON.

#[tokio::test]
async fn two_hundred_thousand_nested_arrays() {
    let nested = "[".repeat(200_000);
    json_refused(nested.clone(), (422, "invalid_body", ""), json!({"line": 1, "column": 1})).await;
    json_refused(format!("{{\"content\":{nested}"), (422, "invalid_field", "content"), json!({"line": 1}))
        .await;
    json_refused(format!("{{\"x\":{nested}"), (422, "unknown_field", "x"), json!({"line": 1})).await;
}

#[tokio::test]
async fn fields_in_a_row_without_their_names() {
    let row = "\n [\"2024-03-14\",\"text/markdown\",\"He has a flat.\",null]";
    json_refused(row, (422, "invalid_body", ""), json!({"line": 2, "column": 2})).await;
}

#[tokio::test]
async fn duplicate_keys() {
    let twice = "{\"as_of\":\"2024-03-14\",\n \"content\":\"He may.\",\n \"content\":\"He may not.\"}";
    json_refused(twice, (422, "repeated_field", "content"), json!({"line": 3, "column": 10})).await;
    let spelt = "{\"as_of\":\"2024-03-14\",\"content\":\"He may.\",\"\\u0063ontent\":\"He may not.\"}";
    json_refused(spelt, (422, "repeated_field", "content"), json!({})).await;
}

#[tokio::test]
async fn lone_surrogates() {
    let escaped = "{\"as_of\":\"2024-03-14\",\"content\":\"a\\ud800b\"}";
    json_refused(escaped, (400, "malformed_json", ""), json!({"line": 1})).await;
}

// Bytes.

#[tokio::test]
async fn overlong_utf_8() {
    json_refused(&b"{\"content\":\"\xc0\xaf\"}"[..], (400, "not_utf8", ""), json!({"offset": 12})).await;
}

#[tokio::test]
async fn utf_16_with_a_byte_order_mark() {
    let units = "\u{feff}# Plan\n".encode_utf16();
    let little: Vec<u8> = units.clone().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = units.flat_map(u16::to_be_bytes).collect();
    for bytes in [little, big] {
        decoded(&bytes, "# Plan\n", 0).await;
    }
}

#[tokio::test]
async fn windows_1252_quotes() {
    decoded(b"He said \x93no\x94.", "He said \u{201c}no\u{201d}.", 1).await;
}

#[tokio::test]
async fn nul_in_a_text_is_kept() {
    kept("He has\0 a flat.\n").await;
    let service = Service::new().await;
    let body = json!({"as_of": "2024-03-14", "content": "He has\0 a flat."});
    assert_eq!(service.post_json(VERSIONS, &body).await.status, 201);
    assert_eq!(service.get(&format!("{VERSIONS}/1/source")).await.text(), "He has\0 a flat.");
}

#[tokio::test]
async fn nul_in_an_id_is_refused() {
    refused("x", "text/plain", "/v1/people/p%0017/versions", (400, "invalid_person_id", "person"), json!({}))
        .await;
    let path = format!("{DATED}&source_id=a%00b");
    refused("x", "text/plain", &path, (400, "invalid_parameter", "source_id"), json!({})).await;
    let body = "{\"as_of\":\"2024-03-14\",\"content\":\"x\",\"source_id\":\"a\\u0000b\"}";
    json_refused(body, (422, "invalid_field", "source_id"), json!({"line": 1})).await;
}

#[tokio::test]
async fn a_right_to_left_override_is_kept() {
    kept("He may \u{202e}not\u{202c} have contact.\n").await;
}

// Shapes.

#[tokio::test]
async fn one_paragraph_of_five_megabytes_is_kept() {
    kept(&"He has a flat in Inverkell and ".repeat(5_000_000 / 31)).await;
}

#[tokio::test]
async fn fifty_thousand_lines_of_one_word_are_kept() {
    let words: Vec<String> = (0..50_000).map(|number| format!("word{number}")).collect();
    kept(&words.join("\n")).await;
}

#[tokio::test]
async fn a_table_of_ten_thousand_columns_is_kept() {
    let row = |cell: &str| format!("|{}\n", cell.repeat(10_000));
    kept(&[row(" Need |"), row("---|"), row(" open |")].concat()).await;
}

#[tokio::test]
async fn a_hundred_thousand_nested_quotations() {
    text_refused(">".repeat(100_000), (422, "text_too_large", ""), json!({})).await;
}

#[tokio::test]
async fn more_sentences_than_the_engine_takes() {
    text_refused("Yes.\n\n".repeat(200_001), (422, "text_too_large", ""), json!({})).await;
}

// Dates.

#[tokio::test]
async fn dates_that_are_none() {
    for day in ["2024-02-30", "1899-12-31", "10000-01-01", "+10000-01-01", "2024-3-1", "0000-00-00"] {
        let path = format!("{VERSIONS}?as_of={}", day.replace('+', "%2B"));
        refused("x", "text/plain", &path, (400, "invalid_parameter", "as_of"), json!({})).await;
        let body = json!({"as_of": day, "content": "x"}).to_string();
        json_refused(body, (422, "invalid_field", "as_of"), json!({"line": 1})).await;
        let body = json!({"date": day, "kind": "annual"}).to_string();
        let path = "/v1/people/p-17/conferences";
        refused(body, JSON, path, (422, "invalid_field", "date"), json!({"line": 1})).await;
    }
}

#[tokio::test]
async fn a_date_that_is_none_in_the_plans_own_header() {
    for day in ["30 February 2024", "14 March 1899", "14 March 10000"] {
        let plan = format!("# Plan\n\nConference date: {day}\n\nHe has a flat.\n");
        refused(plan, "text/markdown", VERSIONS, (422, "as_of_missing", "as_of"), json!({})).await;
    }
}

// Numbers, order and ids.

#[tokio::test]
async fn version_numbers_that_are_none() {
    let service = Service::with_two_versions().await;
    let cases = [
        ("0", refusal(400, "invalid_number", "number")),
        ("99", refusal(404, "version_not_found", "")),
        ("-1", refusal(400, "invalid_number", "number")),
        ("4294967296", refusal(400, "invalid_number", "number")),
    ];
    for (number, expected) in cases {
        assert_eq!(service.get(&format!("{VERSIONS}/{number}")).await.refusal(), expected, "{number}");
        assert_eq!(service.get(&format!("{VERSIONS}/{number}/source")).await.refusal(), expected, "{number}");
    }
    for (from, expected) in [("0", 400), ("99", 404), ("-1", 400)] {
        let reply = service.get(&format!("/v1/people/p-17/delta?from={from}&to=2")).await;
        assert_eq!(reply.status, expected, "{from}");
    }
}

#[tokio::test]
async fn the_third_before_the_second() {
    let service = Service::new().await;
    for (as_of, text) in [("2023-03-14", V1), ("2025-03-12", "All is new."), ("2024-03-12", V2)] {
        let path = format!("{VERSIONS}?as_of={as_of}");
        assert_eq!(service.post(&path, "text/markdown", text).await.status, 201);
    }
    let listed = service.get(VERSIONS).await.json();
    let order: Vec<_> =
        listed["versions"].as_array().unwrap().iter().map(|version| &version["number"]).collect();
    assert_eq!(order, [1, 3, 2]);
    let brief = service.get("/v1/people/p-17/brief?since=2024-03-12").await.json();
    assert_eq!((&brief["baseline"]["number"], &brief["current"]["number"]), (&json!(3), &json!(2)));
}

#[tokio::test]
async fn two_versions_that_have_nothing_in_common() {
    let service = Service::new().await;
    assert_eq!(service.post(DATED, "text/markdown", V1).await.status, 201);
    let path = format!("{VERSIONS}?as_of=2025-03-14");
    let other = service.post(&path, "text/plain", "Quarterly figures. Steel rose, copper fell.").await;
    assert_eq!((other.status.as_u16(), &other.json()["carried_forward"]), (201, &json!(0.0)));
    let delta = service.get("/v1/people/p-17/delta?from=1&to=2").await.json();
    assert_eq!(delta["totals"]["unchanged"], 0);
}

#[tokio::test]
async fn the_same_version_under_another_id() {
    let service = Service::new().await;
    assert_eq!(service.post(&format!("{DATED}&source_id=PR2-1"), "text/markdown", V1).await.status, 201);
    let rows = service.rows().await;
    // The same content for the same date is the version that is there, whatever it is called this time.
    let again = service.post(&format!("{DATED}&source_id=PR2-2"), "text/markdown", V1).await;
    assert_eq!((again.status.as_u16(), &again.json()["source_id"]), (200, &json!("PR2-1")));
    assert_eq!(service.rows().await, rows);
}

#[tokio::test]
async fn an_id_with_other_bytes() {
    let service = Service::new().await;
    assert_eq!(service.post(&format!("{DATED}&source_id=PR2-1"), "text/markdown", V1).await.status, 201);
    let rows = service.rows().await;
    let other = service.post(&format!("{DATED}&source_id=PR2-1"), "text/markdown", V2).await;
    assert_eq!(other.refusal(), refusal(409, "source_id_conflict", "source_id"));
    assert_eq!(service.rows().await, rows);
}

// Requests.

#[tokio::test]
async fn wrong_method() {
    let service = Service::new().await;
    for (method, path, allow) in [
        ("DELETE", VERSIONS, "GET,HEAD,POST"),
        ("PATCH", "/v1/people/p-17", "PUT,GET,HEAD"),
        ("POST", "/v1/people/p-17/brief", "GET,HEAD"),
        ("BREW", VERSIONS, "GET,HEAD,POST"),
    ] {
        let reply = service.send(Request::builder().method(method).uri(path).body(V1.into()).unwrap()).await;
        assert_eq!(reply.refusal(), refusal(405, "method_not_allowed", ""), "{method} {path}");
        assert_eq!(reply.header("allow"), allow, "{method} {path}");
    }
    assert_eq!(service.rows().await, 0);
}

#[tokio::test]
async fn wrong_media_type_or_character_set() {
    for media_type in
        ["application/zip", "nonsense", "text/markdown; charset=utf-16", "application/json; charset=utf-16"]
    {
        let expected = (415, "unsupported_media_type", "Content-Type");
        refused(V1, media_type, DATED, expected, json!({})).await;
    }
    let other = (415, "media_type_mismatch", "Content-Type");
    refused(V1, "text/html", DATED, other, json!({})).await;
    refused("<html><p>He left.</p></html>", "text/plain", DATED, other, json!({})).await;
    refused("{\\rtf1 He left.}", "text/markdown", DATED, other, json!({})).await;
    refused("%PDF-1.7", "text/plain", DATED, other, json!({})).await;
    refused(&b"PK\x03\x04"[..], "text/markdown", DATED, other, json!({})).await;
    let service = Service::new().await;
    let untyped = service.send(Request::post(DATED).body(V1.into()).unwrap()).await;
    assert_eq!(untyped.refusal(), refusal(415, "unsupported_media_type", "Content-Type"));
    assert_eq!(service.rows().await, 0);
}

#[tokio::test]
async fn wrong_path() {
    for path in ["/v1/person/p-17/versions", "/v1/people/p-17/version", "/v2/people/p-17/versions", "/"] {
        let service = Service::new().await;
        let reply = service.post(path, "text/markdown", V1).await;
        let expected = if path == "/" { (405, "method_not_allowed", "") } else { (404, "no_such_path", "") };
        assert_eq!(reply.refusal(), refusal(expected.0, expected.1, expected.2), "{path}");
        assert_eq!(service.rows().await, 0);
    }
}
