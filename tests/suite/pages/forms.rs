//! Posting by hand: forms that lose nothing, show what was understood, and send the reader on.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use http_body_util::BodyExt;
use tower::ServiceExt;

use super::{Answer, FIRST, SECOND, Site};

const BOUNDARY: &str = "----------fields";

impl Site {
    async fn post(&self, address: &str, kind: &str, body: Vec<u8>) -> Answer {
        let request = Request::post(address).header(header::CONTENT_TYPE, kind);
        let response = self.routes.clone().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        let body = String::from_utf8(body.to_vec()).unwrap();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    pub(super) async fn post_fields(&self, address: &str, fields: &[(&str, &str)]) -> Answer {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        self.post(address, "application/x-www-form-urlencoded", body.into_bytes()).await
    }

    /// As a browser posts the form for a plan; the file comes first.
    async fn post_plan(&self, file: Option<(&str, &[u8])>, fields: &[(&str, &str)]) -> Answer {
        let mut body = Vec::new();
        let (name, content) = file.unwrap_or(("", b""));
        let head = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: text/markdown\r\n\r\n"
        );
        body.extend(head.bytes().chain(content.iter().copied()));
        for (name, value) in fields {
            let part =
                format!("\r\n--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}");
            body.extend(part.bytes());
        }
        body.extend(format!("\r\n--{BOUNDARY}--\r\n").bytes());
        self.post(ADD, &format!("multipart/form-data; boundary={BOUNDARY}"), body).await
    }

    async fn versions(&self) -> usize {
        self.get("/people/p-1").await.body.matches("<h3><a href=\"/people/p-1/versions/").count()
    }
}

const ADD: &str = "/people/p-1/versions/new";

pub(super) fn location(answer: &Answer) -> &str {
    answer.headers[header::LOCATION].to_str().unwrap()
}

/// What stands in a hidden field of a page.
fn hidden(page: &str, name: &str) -> String {
    let (_, rest) = page.split_once(&format!("name=\"{name}\" value=\"")).unwrap();
    rest.split_once('"').unwrap().0.to_owned()
}

#[tokio::test]
async fn a_file_is_looked_at_and_then_stored_to_the_byte() {
    let site = Site::with(&[FIRST]).await;
    let plan = SECOND.replace('\n', "\r\n") + "No last line end.";
    let look = [("date", "14/03/2025"), ("kind", "text/markdown"), ("text", ""), ("step", "look")];
    let page = site.post_plan(Some(("plan.md", plan.as_bytes())), &look).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    for said in [
        "14 March 2025, as given",
        "plan.md, ",
        "<dd>3</dd>",
        "stand as in the plan of 14 March 2023",
        "Finances",
    ] {
        assert!(page.body.contains(said), "{said}: {}", page.body);
    }
    assert_eq!(site.versions().await, 1, "nothing is stored by looking");
    let kept = ["kept", "kept_name", "date", "kind"].map(|name| (name, hidden(&page.body, name)));
    let mut fields: Vec<(&str, &str)> = kept.iter().map(|(name, value)| (*name, value.as_str())).collect();
    fields.push(("step", "store"));
    let stored = site.post_plan(None, &fields).await;
    assert_eq!(stored.status, StatusCode::SEE_OTHER);
    assert_eq!(location(&stored), "/people/p-1?stored=2");
    let page = site.get("/people/p-1?stored=2").await.body;
    assert!(page.contains("The plan of 14 March 2025 is stored as version 2."), "{page}");
    let kept = site.content(2).await;
    assert_eq!(kept, plan.as_bytes());
}

#[tokio::test]
async fn a_pasted_text_has_the_line_ends_of_a_text() {
    let site = Site::with(&[FIRST]).await;
    let pasted = SECOND.replace('\n', "\r\n");
    let fields =
        [("text", pasted.as_str()), ("date", "2025-03-14"), ("kind", "text/markdown"), ("step", "store")];
    assert_eq!(site.post_plan(None, &fields).await.status, StatusCode::SEE_OTHER);
    assert_eq!(site.content(2).await, SECOND.as_bytes());
}

#[tokio::test]
async fn on_a_mistake_nothing_is_lost() {
    let site = Site::with(&[FIRST]).await;
    let page = site.post_plan(Some(("plan.md", SECOND.as_bytes())), &[("date", "soon"), ("text", "")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    for said in [
        "<title>Error: Add a plan",
        "There is a problem",
        "<a href=\"#date\">This is not a whole date",
        "id=\"date-error\"",
        "value=\"soon\"",
        "plan.md (",
    ] {
        assert!(page.body.contains(said), "{said}: {}", page.body);
    }
    // The file goes on with the date alone.
    let (kept, name) = (hidden(&page.body, "kept"), hidden(&page.body, "kept_name"));
    let again = [("kept", kept.as_str()), ("kept_name", &name), ("date", "14/3/2025"), ("text", "")];
    let page = site.post_plan(None, &again).await;
    assert!(page.status == StatusCode::OK && page.body.contains("plan.md, "), "{}", page.body);
    let page = site.post_plan(None, &[("text", "He has <b>left</b>."), ("date", "soon")]).await;
    assert!(page.body.contains("He has &#60;b&#62;left&#60;/b&#62;."), "{}", page.body);
}

#[tokio::test]
async fn what_cannot_be_a_plan_is_refused_at_its_field() {
    let site = Site::with(&[FIRST]).await;
    let cases: [(&[u8], &str, &str); 4] = [
        (b"", "", "Choose the plan\u{2019}s file, or paste its text."),
        (b"%PDF-1.7", "14/03/2025", "The document is damaged"),
        (b" \n ", "14/03/2025", "The text is empty."),
        (b"# Plan\n\nHe left.\n", "", "Enter the plan\u{2019}s date: its own header does not say it."),
    ];
    for (content, date, said) in cases {
        let file = (!content.is_empty()).then_some(("plan.md", content));
        let page = site.post_plan(file, &[("date", date), ("text", "")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{said}");
        assert!(page.body.contains(said), "{said}: {}", page.body);
    }
    assert_eq!(site.versions().await, 1);
}

#[tokio::test]
async fn going_back_from_the_preview_gives_the_text_back() {
    let site = Site::with(&[FIRST]).await;
    let look = [("text", "# Plan\r\n\r\nHe left.\r\n"), ("date", "14/03/2025"), ("step", "look")];
    let page = site.post_plan(None, &look).await.body;
    let kept = hidden(&page, "kept");
    let back = [("kept", kept.as_str()), ("kept_name", ""), ("date", "2025-03-14"), ("step", "change")];
    let page = site.post_plan(None, &back).await.body;
    assert!(page.contains("<textarea") && page.contains("# Plan\n\nHe left.\n"), "{page}");
    assert!(page.contains("value=\"2025-03-14\""), "{page}");
}

#[tokio::test]
async fn what_is_there_already_and_what_is_superseded_is_said_beforehand() {
    let site = Site::with(&[FIRST]).await;
    let date = [("date", "14/03/2023"), ("text", "")];
    let page = site.post_plan(Some(("plan.md", FIRST.as_bytes())), &date).await.body;
    assert!(page.contains("is there already, as version 1"), "{page}");
    assert!(!page.contains("value=\"store\""), "{page}");
    let page = site.post_plan(Some(("plan.md", SECOND.as_bytes())), &date).await.body;
    assert!(page.contains("It will take the place of version 1"), "{page}");
    let step = [("date", "14/03/2023"), ("text", ""), ("step", "store")];
    site.post_plan(Some(("plan.md", SECOND.as_bytes())), &step).await;
    let page = site.post_plan(Some(("plan.md", FIRST.as_bytes())), &date).await.body;
    assert!(page.contains("It will take the place of version 2"), "a correction back: {page}");
    assert!(page.contains("value=\"store\""), "{page}");
}

#[tokio::test]
async fn a_broken_post_is_told_in_words() {
    let site = Site::with(&[FIRST]).await;
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    let cut = site.post(ADD, &kind, format!("--{BOUNDARY}\r\nContent-Disp").into_bytes()).await;
    assert_eq!(cut.status, StatusCode::BAD_REQUEST);
    assert!(cut.body.contains("Nothing was stored"), "{}", cut.body);
    let long = vec![b'a'; 9 << 20];
    let page = site.post_plan(Some(("plan.md", &long)), &[]).await;
    assert_eq!(page.status, StatusCode::PAYLOAD_TOO_LARGE, "{}", page.body);
    assert!(page.body.contains("longer than a form may be"), "{}", page.body);
}

#[tokio::test]
async fn a_conference_is_set() {
    let site = Site::with(&[FIRST]).await;
    let address = "/people/p-1/conferences/new";
    let fields = [("date", "13 November 2025"), ("kind", "pre-release"), ("status", "scheduled")];
    let stored = site.post_fields(address, &fields).await;
    assert_eq!(stored.status, StatusCode::SEE_OTHER);
    let page = site.get(location(&stored)).await.body;
    assert!(
        page.contains("The conference of 13 November 2025 is stored: pre-release, to be held."),
        "{page}"
    );
    let wrong = site.post_fields(address, &[("date", "13 November"), ("kind", "annual")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("value=\"13 November\""), "{}", wrong.body);
    assert!(wrong.body.contains("value=\"annual\" checked"), "{}", wrong.body);
}

#[tokio::test]
async fn a_person_is_added_and_never_replaced() {
    let site = Site::with(&[FIRST]).await;
    let added = site.post_fields("/new", &[("id", "p-2"), ("name", "A. Nobody")]).await;
    assert_eq!((added.status, location(&added)), (StatusCode::SEE_OTHER, "/people/p-2?added=1"));
    let page = site.get("/people/p-2?added=1").await.body;
    assert!(page.contains("p-2 is added.") && page.contains("A. Nobody"), "{page}");
    let again = site.post_fields("/new", &[("id", "p-2"), ("name", "Somebody else")]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.body.contains("p-2 is there already."), "{}", again.body);
    assert!(site.get("/people/p-2").await.body.contains("A. Nobody"));
}

#[tokio::test]
async fn forms_are_for_people_who_are_there() {
    let site = Site::with(&[FIRST]).await;
    for address in ["/people/p-9/versions/new", "/people/p-9/conferences/new"] {
        assert_eq!(site.get(address).await.status, StatusCode::NOT_FOUND, "{address}");
        assert_eq!(site.post_fields(address, &[]).await.status, StatusCode::NOT_FOUND, "{address}");
    }
}

#[tokio::test]
async fn a_person_is_found_by_id() {
    let site = Site::with(&[FIRST]).await;
    let found = site.get("/?id=+p-1+").await;
    assert_eq!((found.status, location(&found)), (StatusCode::SEE_OTHER, "/people/p-1"));
    let page = site.get("/?id=%3Cb%3E").await;
    assert!(page.body.contains("Nobody has the id “&#60;b&#62;”."), "{}", page.body);
    assert!(page.body.contains("p-1"), "the people are still there");
}
