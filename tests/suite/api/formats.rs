//! Documents of other formats: taken as they are, read, and given back.

use serde_json::json;

use super::{Service, refusal};

const PAGE: &str = "<html><head><title>Plan</title></head><body><h1>Plan</h1><h2>Housing</h2>\
    <p>He has a <b>flat</b>.</p><table><tr><th>Need<th>Due<tr><td>Work<td>4 May 2024</table></body></html>";
const VERSIONS: &str = "/v1/people/p-17/versions";

#[tokio::test]
async fn a_page_is_kept_and_read() {
    let service = Service::new().await;
    let reply = service.post(&format!("{VERSIONS}?as_of=2024-03-14"), "text/html", PAGE).await;
    assert_eq!(reply.status, 201);
    let receipt = reply.json();
    assert_eq!((&receipt["media_type"], &receipt["headings"]), (&json!("text/html"), &json!(2)));
    assert_eq!((&receipt["reading"]["reader"], &receipt["tables"]), (&json!("html/1"), &json!(1)));
    assert_eq!(receipt["set_aside"][0]["text"], "Plan");
    let source = service.get(&format!("{VERSIONS}/1/source")).await;
    assert!(source.text() == PAGE && source.header("content-disposition").starts_with("attachment"));
    let text = service.get(&format!("{VERSIONS}/1/text")).await;
    assert_eq!(text.header("content-type"), "text/markdown; charset=utf-8");
    assert!(
        text.text().starts_with("# Plan\n\n## Housing\n\nHe has a **flat**.\n\n| Need | Due |"),
        "{}",
        text.text()
    );
}

#[tokio::test]
async fn the_delta_of_a_page_and_its_markdown_is_quiet_and_knows_places() {
    let service = Service::new().await;
    service.post(&format!("{VERSIONS}?as_of=2024-03-14"), "text/html", PAGE).await;
    let answer = service.get(&format!("{VERSIONS}/1/text")).await;
    let text = answer.text();
    let later = text.replace("4 May", "6 May");
    service.post(&format!("{VERSIONS}?as_of=2025-03-14"), "text/markdown", later).await;
    let delta = service.get("/v1/people/p-17/delta?from=1&to=2").await.json();
    assert_eq!((&delta["totals"]["material"], &delta["totals"]["unchanged"]), (&json!(1), &json!(4)));
    assert_eq!(delta["old"]["reading"]["reader"], "html/1");
    assert!(delta["new"].get("reading").is_none());
    let changed = delta["units"].as_array().unwrap().iter().find(|unit| unit["kind"] == "material").unwrap();
    assert_eq!(changed["old"][0]["place"], json!({"paragraph": 6, "table": 1, "row": 2}));
    assert!(changed["new"][0].get("place").is_none());
}

#[tokio::test]
async fn the_same_bytes_as_text_and_as_markdown_are_two_texts() {
    let service = Service::new().await;
    service.post(&format!("{VERSIONS}?as_of=2024-03-14"), "text/markdown", "He left.\n").await;
    let other = "/v1/people/p-18/versions";
    service.post(&format!("{other}?as_of=2024-03-14"), "text/plain", "He left.\n").await;
    for path in [VERSIONS, other] {
        assert_eq!(service.get(&format!("{path}/1/text")).await.text(), "He left.\n");
    }
}

#[tokio::test]
async fn a_report_may_be_a_page() {
    let service = Service::new().await;
    let path = "/v1/people/p-17/sources?kind=ser&date=2019-02-01";
    let reply = service.post(path, "text/html", "<p>He lives alone.</p>").await;
    assert_eq!((reply.status.as_u16(), &reply.json()["words"]), (201, &json!(3)));
    assert_eq!(service.get("/v1/people/p-17/sources/1/text").await.text(), "He lives alone.\n");
}

#[tokio::test]
async fn what_cannot_be_read_is_refused_with_what_to_do() {
    let service = Service::new().await;
    let path = format!("{VERSIONS}?as_of=2024-03-14");
    let docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    let damaged = service.post(&path, docx, &b"PK\x03\x04 [Content_Types].xml word/document.xml"[..]).await;
    assert_eq!(damaged.refusal(), refusal(422, "damaged", ""));
    assert!(damaged.json()["detail"].as_str().unwrap().contains("save it again"));
    let page = service.post(&path, "text/html", "<p>He <!-- left.").await;
    assert_eq!(page.refusal(), refusal(422, "damaged", ""));
    assert_eq!(service.rows().await, 0);
}
