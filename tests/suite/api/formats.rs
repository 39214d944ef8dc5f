//! Documents of other formats: taken as they are, read, and given back.

use cip_service::app::Cache;
use serde_json::{Value, json};

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
    assert_eq!((&receipt["reading"]["reader"], &receipt["tables"]), (&json!("html/9"), &json!(1)));
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
    assert_eq!(delta["old"]["reading"]["reader"], "html/9");
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

/// Of its three pages the second is a picture.
const SCANNED: &[u8] = include_bytes!("../../samples/scanned.pdf");
const PICTURE: &str = "Page 2 is a picture; its text could not be read.";

#[tokio::test]
async fn a_page_that_is_a_picture_is_told_wherever_the_plan_is_shown() {
    let service = Service::new().await;
    let later = String::from_utf8(SCANNED.to_vec()).unwrap().replace("monthly", "nightly");
    for (as_of, bytes) in [("2024-03-14", SCANNED.to_vec()), ("2025-03-12", later.into_bytes())] {
        let reply = service.post(&format!("{VERSIONS}?as_of={as_of}"), "application/pdf", bytes).await;
        assert_eq!(reply.status, 201, "{}", reply.text());
        let note = reply.json()["notes"][0].clone();
        assert_eq!((&note["code"], &note["message"]), (&json!("picture-page"), &json!(PICTURE)));
    }
    service
        .post("/v1/people/p-17/conferences", "application/json", r#"{"date":"2024-03-14","kind":"annual"}"#)
        .await;
    for form in ["brief", "condensed", "delta?from=1&to=2"] {
        let sign = if form.contains('?') { '&' } else { '?' };
        for format in ["json", "markdown", "html"] {
            let reply = service.get(&format!("/v1/people/p-17/{form}{sign}format={format}")).await;
            assert!(reply.text().contains(PICTURE), "{form} {format}: {}", reply.text());
        }
    }
    for page in ["brief", "plan", "condensed", "delta?from=1&to=2", "versions/1", "versions/2"] {
        let page = service.get(&format!("/people/p-17/{page}")).await;
        assert!(page.text().contains(&format!("NOT READ: {PICTURE}")), "{}", page.text());
    }
    let brief = service.get("/v1/people/p-17/brief").await.json();
    assert_eq!(
        brief["unread"],
        json!([{"side": "new", "message": PICTURE}, {"side": "old", "message": PICTURE}])
    );
}

#[tokio::test]
async fn the_same_bytes_are_read_once_however_often_they_are_posted() {
    let cache = Cache::default();
    let held = cache.clone();
    let service = Service::new().await.but(|app| app.with_cache(held));
    for (path, status) in [
        ("/v1/people/p-17/versions?as_of=2024-03-14&validate=true", 200),
        ("/v1/people/p-17/versions?as_of=2024-03-14", 201),
        ("/v1/people/p-17/versions?as_of=2024-03-14", 200),
        ("/v1/people/p-18/versions?as_of=2025-03-14", 201),
    ] {
        let reply = service.post(path, "application/pdf", SCANNED).await;
        assert_eq!((reply.status.as_u16(), &reply.json()["pages"]), (status, &json!(3)), "{path}");
    }
    assert_eq!(cache.documents_read(), 1);
}

#[tokio::test]
async fn what_two_versions_share_is_read_once() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/craig-tolverie");
    let texts = ["v1.md", "v2.md"].map(|name| std::fs::read_to_string(format!("{folder}/{name}")).unwrap());
    let cache = Cache::default();
    let held = cache.clone();
    let service = Service::new().await.but(|app| app.with_cache(held));
    for (text, date) in texts.iter().zip(["2024-03-14", "2025-03-14"]) {
        let path = format!("{VERSIONS}?as_of={date}");
        assert_eq!(service.post(&path, "text/markdown", text.clone()).await.status, 201);
    }
    let delta = "/v1/people/p-17/delta?from=1&to=2";
    let first = service.get(delta).await.body;
    let taken_over = cache.words_taken_over();
    assert!(taken_over > 500, "{taken_over}");
    assert_eq!(cache.documents_read(), 2);
    // The same after a start, when the earlier one is read first.
    let cache = Cache::default();
    let held = cache.clone();
    let service = service.but(|app| app.with_cache(held));
    assert_eq!(service.get(delta).await.body, first);
    assert_eq!((cache.documents_read(), cache.words_taken_over()), (2, taken_over));
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
    let json = r#"{"content":"UEsDBBQAAAAIAMV8","as_of":"2024-03-14"}"#;
    let packed = service.post(VERSIONS, "application/json", json).await;
    assert_eq!(packed.refusal(), refusal(415, "unsupported_media_type", "content"));
    assert!(packed.json()["detail"].as_str().unwrap().contains("as the body"));
    assert_eq!(service.rows().await, 0);
}

impl Service {
    async fn execute(&self, sql: &'static str) -> u64 {
        let file = self.folder.path().join("test.db");
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(file);
        let mut db = <sqlx::SqliteConnection as sqlx::Connection>::connect_with(&options).await.unwrap();
        sqlx::query(sql).execute(&mut db).await.unwrap().rows_affected()
    }

    /// As after a start: with nothing in memory.
    fn restarted(self) -> Self {
        self.but(|app| app.with_cache(Cache::default()))
    }
}

#[tokio::test]
async fn a_document_is_read_once() {
    let service = Service::new().await;
    let docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    let sample = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/samples/v4.docx")).unwrap();
    let posted = service.post(&format!("{VERSIONS}?as_of=2024-11-12"), docx, sample).await;
    assert_eq!(posted.status, 201);
    let (path, brief) = (format!("{VERSIONS}/1/text"), "/v1/people/p-17/brief");
    let (text, first) = (service.get(&path).await.body, service.get(brief).await.body);
    // Were they read again, the bytes would be found to be others.
    assert_eq!(service.execute("UPDATE contents SET content = x'00'").await, 1);
    let service = service.restarted();
    assert_eq!(service.get(&path).await.body, text);
    assert_eq!(service.get(brief).await.body, first, "places and all");
    assert_eq!(service.execute("UPDATE readings SET reader = 'docx/0'").await, 1);
    let service = service.restarted();
    assert_eq!(
        service.get(&path).await.refusal(),
        refusal(500, "internal_error", ""),
        "another reader reads anew"
    );
}

#[tokio::test]
async fn a_reading_that_is_gone_is_made_again_and_kept() {
    let service = Service::new().await;
    service.post(&format!("{VERSIONS}?as_of=2024-03-14"), "text/html", PAGE).await;
    service
        .post("/v1/people/p-17/sources?kind=ser&date=2019-02-01", "text/html", "<p>He lives alone.</p>")
        .await;
    service.post(&format!("{VERSIONS}?as_of=2025-03-14"), "text/markdown", "He left.\n").await;
    service.execute("DELETE FROM readings").await;
    let service = service.restarted();
    for path in ["versions/1", "versions/2", "sources/1"] {
        assert_eq!(service.get(&format!("/v1/people/p-17/{path}/text")).await.status, 200);
    }
    assert_eq!(service.execute("DELETE FROM readings").await, 2, "none of Markdown");
}

#[tokio::test]
async fn the_brief_and_the_condensed_plan_know_places() {
    let service = Service::new().await;
    let plain = "COMMUNITY INTEGRATION PLAN\n\nNAME: UNA BRODICK\n\n1. HOUSING\n\nShe rents a flat in Lamlash.\n\u{c}\
        2. MONEY\n\nShe owes the council 400 pounds.\n";
    let later = plain.replace("owes the council 400", "owes the council 900");
    for (as_of, text) in [("2024-03-14", plain.to_owned()), ("2025-03-14", later)] {
        let reply = service.post(&format!("{VERSIONS}?as_of={as_of}"), "text/plain", text).await;
        assert_eq!(reply.status, 201, "{}", reply.text());
    }
    service.post_json("/v1/people/p-17/conferences", &json!({"date": "2024-03-14", "kind": "annual"})).await;
    let brief = service.get("/v1/people/p-17/brief").await.json();
    let parts = brief["parts"].as_array().unwrap();
    let items = parts.iter().flat_map(|part| part["items"].as_array().unwrap());
    let owes =
        items.clone().find(|item| item["quotes"][0]["text"].as_str().unwrap_or_default().contains("owes"));
    assert_eq!(owes.unwrap()["quotes"][0]["place"]["page"], 2, "{brief}");
    let condensed = service.get("/v1/people/p-17/condensed").await.json();
    let place =
        |part: &Value| part["unit"]["place"]["page"].as_u64().or(part["fold"]["place"]["page"].as_u64());
    let pages: Vec<_> = condensed["parts"].as_array().unwrap().iter().filter_map(place).collect();
    assert!(pages.contains(&1) && pages.contains(&2), "{condensed}");
    for said in
        ["brief?format=markdown", "brief?format=html", "condensed?format=markdown", "condensed?format=html"]
    {
        let reply = service.get(&format!("/v1/people/p-17/{said}")).await;
        assert!(reply.text().contains("p.2"), "{said}: {}", reply.text());
    }
    let text = service.get(&format!("{VERSIONS}/2/text")).await;
    let at = text.text().find("She owes").unwrap();
    let passage = service.get(&format!("/people/p-17/versions/2/passages/{at}-{}", at + 8)).await;
    assert!(passage.text().contains("p.2"), "{}", passage.text());
}
