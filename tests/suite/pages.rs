//! Pages in process: what is served for which address, and that no text of a plan becomes markup.

mod forms;
mod held;
mod hostile;
mod links;
mod past;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use cip_service::app::{App, Caller, Post};
use cip_service::server;
use cip_store::{
    self, ConferenceDetails, ConferenceKind, ConferenceStatus, Known, MediaType, NewSource, Person, PersonId,
    SourceKind,
};
use http_body_util::BodyExt;
use jiff::civil::{Date, date};
use tempfile::TempDir;
use tower::ServiceExt;

const FIRST: &str = "# Plan\n\n**Name:** A. Nobody\n\n## Housing\n\nHe lives alone. He may return to Mill Lane.\n\n\
    | Need | Status |\n|---|---|\n| Housing | open |\n\n## Finances\n\nNo debts. No income. No account.\n";
const SECOND: &str = "# Plan\n\n**Name:** A. Nobody\n\n## Housing\n\nHe lives alone. He must return to Mill Lane.\n\n\
    | Need | Status |\n|---|---|\n| Housing | done |\n\n## Finances\n\nNo debts. No income. No account.\n";

const REPORT: &str = "# Report\n\nHe has a debt of £400 with the credit union in Kirkervan. He was seen once. He lives alone.\n";

struct Site {
    routes: Router,
    app: App,
    /// Goes with the site.
    _folder: TempDir,
}

struct Answer {
    status: StatusCode,
    headers: axum::http::HeaderMap,
    body: String,
}

impl Site {
    /// A site with one person, these plans and a conference after each but the last.
    async fn with(plans: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let address = format!("sqlite:{}", folder.path().join("pages.db").display());
        let app = App::new(cip_store::open(&address).await.unwrap());
        let person: PersonId = "p-1".parse().unwrap();
        for (plan, year) in plans.iter().zip(2023..) {
            let as_of = date(year, 3, 14);
            app.add_version(&Caller::loopback(), &person, post(plan, as_of)).await.unwrap();
            let conference = ConferenceDetails {
                date: as_of,
                kind: ConferenceKind::Annual,
                status: ConferenceStatus::Held,
            };
            app.add_conference(&Caller::loopback(), &person, conference).await.unwrap();
        }
        let report = NewSource {
            kind: SourceKind::Ser,
            date: date(2019, 2, 1),
            media_type: MediaType::Markdown,
            content: REPORT.as_bytes().to_vec(),
        };
        app.add_source(&Caller::loopback(), &person, report, false).await.unwrap();
        let routes = server::router(app.clone());
        Self { _folder: folder, routes, app }
    }

    /// The bytes of a version as they are kept.
    async fn content(&self, number: u32) -> Vec<u8> {
        let person: PersonId = "p-1".parse().unwrap();
        self.app.version_content(&Caller::loopback(), &person, number).await.unwrap().1
    }

    async fn get(&self, address: &str) -> Answer {
        let request = Request::get(address).body(Body::empty()).unwrap();
        let response = self.routes.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8(body.to_vec()).unwrap(),
        }
    }
}

fn post(plan: &str, as_of: Date) -> Post {
    Post {
        as_of: Some(as_of),
        media_type: MediaType::Markdown,
        source_id: None,
        content: plan.as_bytes().to_vec(),
    }
}

#[tokio::test]
async fn many_people_stand_on_several_pages() {
    let folder = tempfile::tempdir().unwrap();
    let address = format!("sqlite:{}", folder.path().join("pages.db").display());
    let app = App::new(cip_store::open(&address).await.unwrap());
    for number in 100..202 {
        let person = Person { id: format!("p-{number}").parse().unwrap(), known: Known::default() };
        app.put_person(&Caller::loopback(), person).await.unwrap();
    }
    let routes = server::router(app.clone());
    let site = Site { routes, app, _folder: folder };
    let first = site.get("/").await.body;
    assert!(first.contains("100 people by id, from p-100 to p-199"));
    assert!(first.contains("href=\"/?after=p-199\"") && !first.contains("First people"));
    let second = site.get("/?after=p-199").await.body;
    assert!(second.contains("2 people by id, from p-200 to p-201"));
    assert!(second.contains("First people") && !second.contains("Next people"));
    assert!(site.get("/?after=p-999").await.body.contains("Nobody follows p-999."));
    assert_eq!(site.get("/?after=p%201").await.status, 404);
}

const PAGES: [&str; 12] = [
    "/",
    "/people/p-1",
    "/people/p-1/brief",
    "/people/p-1/condensed",
    "/people/p-1/delta?from=1&to=2",
    "/people/p-1/versions/2",
    "/people/p-1/plan",
    "/people/p-1/versions/2/passages/38-80",
    "/people/p-1/sources/1",
    "/people/p-1/versions/new",
    "/people/p-1/conferences/new",
    "/new",
];

#[tokio::test]
async fn every_page_is_a_whole_document() {
    let site = Site::with(&[FIRST, SECOND]).await;
    for address in PAGES {
        let page = site.get(address).await;
        assert_eq!(page.status, StatusCode::OK, "{address}");
        assert_eq!(page.headers[header::CONTENT_TYPE], "text/html; charset=utf-8", "{address}");
        for needed in ["<html lang=\"en-GB\">", "<main id=\"main\"", "href=\"#main\"", "<h1", "</html>"] {
            assert!(page.body.contains(needed), "{address} has {needed}");
        }
        assert_eq!(page.body.matches("<h1").count(), 1, "{address}");
    }
}

/// A page without the one script that is our own, which is a file.
fn without_script(page: &str) -> String {
    let (head, rest) = page.split_once("<script src=\"/assets/cip-brief-").unwrap();
    let (_, rest) = rest.split_once(".js\" defer></script>").unwrap();
    format!("{head}{rest}")
}

#[tokio::test]
async fn nothing_stands_in_the_way_of_a_strict_policy() {
    let site = Site::with(&[FIRST, SECOND]).await;
    for address in PAGES {
        let page = without_script(&site.get(address).await.body);
        for inline in ["<script", "<style", " style=", " onclick=", "javascript:"] {
            assert!(!page.contains(inline), "{address} has {inline}");
        }
    }
}

#[tokio::test]
async fn the_stylesheet_is_where_pages_say() {
    let site = Site::with(&[FIRST]).await;
    let page = site.get("/").await.body;
    let (_, rest) = page.split_once("<link rel=\"stylesheet\" href=\"").unwrap();
    let (address, _) = rest.split_once('"').unwrap();
    let sheet = site.get(address).await;
    assert_eq!(sheet.headers[header::CONTENT_TYPE], "text/css; charset=utf-8");
    assert!(sheet.headers[header::CACHE_CONTROL].to_str().unwrap().contains("immutable"));
    assert!(sheet.body.contains("@media print"));
}

#[tokio::test]
async fn text_of_a_plan_never_becomes_markup() {
    let hostile = |word: &str| {
        format!(
            "# <script>alert(0)</script>\n\n**Name:** <img src=x onerror=alert(1)>\n\n## \"><svg onload=alert(2)>\n\n\
             He <b>{word}</b> said </p></main><script>alert(3)</script> here.\n\n\
             | <script>a</script> | b |\n|---|---|\n| {word} | <iframe src=x> |\n\n<script>alert(4)</script>\n\n\
             - <style>*{{display:none}}</style> {word}\n\n```\n</pre><script>alert(5)</script>{word}\n```\n"
        )
    };
    let site = Site::with(&[&hostile("never"), &hostile("often")]).await;
    for address in PAGES {
        let page = without_script(&site.get(address).await.body);
        for markup in
            ["<script", "<img", "<svg onload", "<iframe", "<style", "</pre>", "<b>never", "<b>often"]
        {
            assert!(!page.contains(markup), "{address} has {markup}");
        }
    }
    let plan = site.get("/people/p-1/versions/2").await.body;
    assert!(plan.contains("&#60;script&#62;alert(3)&#60;/script&#62; here."), "{plan}");
}

#[tokio::test]
async fn a_delta_shows_the_change_and_folds_the_rest() {
    let site = Site::with(&[FIRST, SECOND]).await;
    let page = site.get("/people/p-1/delta?from=1&to=2").await.body;
    let said = |html: &str| html.replace("<span class=\"said\">[was: </span>", "");
    assert!(said(&page).contains("<del>may"), "{page}");
    assert!(page.contains("must<span class=\"said\">] </span></ins>"), "{page}");
    assert!(page.contains("class=\"fold sections\""), "{page}");
    assert!(page.contains("Finances"), "{page}");
    assert!(page.contains("3 sentences unchanged since 14 March 2023"), "{page}");
    assert!(!page.contains("No income."), "{page}");
}

#[tokio::test]
async fn what_is_folded_is_sent_to_who_asks() {
    let site = Site::with(&[FIRST, SECOND]).await;
    let delta = "/people/p-1/delta?from=1&to=2";
    let unit = format!("u{}", SECOND.find("No income.").unwrap());
    let section = |page: &str| page.contains("No income.") && page.contains("</html>");
    for name in ["all", "s3", &unit] {
        assert!(section(&site.get(&format!("{delta}&unfold={name}")).await.body), "{name}");
    }
    let page = site.get(delta).await.body;
    let links: Vec<&str> =
        page.split("data-fold=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(links.len(), 1, "{page}");
    let fold = site.get(&links[0].replace("&#38;", "&")).await;
    assert!(
        fold.body.trim_start().starts_with("<details") && fold.body.contains("No income."),
        "{}",
        fold.body
    );
    assert!(!fold.body.contains("<html"));
    assert_eq!(site.get(&format!("{delta}&only=u99999")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_choice_of_changes_folds_the_others() {
    let site = Site::with(&[FIRST, SECOND]).await;
    let page = site.get("/people/p-1/delta?from=1&to=2&show=new").await.body;
    assert!(page.contains("No change of this kind."), "{page}");
    assert!(page.contains("of another kind"), "{page}");
}

#[tokio::test]
async fn each_unit_of_a_plan_can_be_cited() {
    let site = Site::with(&[FIRST, SECOND]).await;
    let plan = site.get("/people/p-1/versions/2").await.body;
    let offset = SECOND.find("He must").unwrap();
    assert!(plan.contains(&format!("id=\"u{offset}\"")), "{plan}");
    let delta = site.get("/people/p-1/delta?from=1&to=2").await.body;
    assert!(delta.contains(&format!("id=\"u{offset}\"")), "{delta}");
    assert!(delta.contains(&format!("id=\"o{}\"", FIRST.find("He may").unwrap())), "{delta}");
}

#[tokio::test]
async fn fragments_lead_somewhere() {
    let site = Site::with(&[FIRST, SECOND]).await;
    for address in PAGES {
        let page = site.get(address).await.body;
        for fragment in page.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(page.contains(&format!("id=\"{fragment}\"")), "{address} has #{fragment}");
        }
    }
}

#[tokio::test]
async fn no_two_elements_share_an_id() {
    let site = Site::with(&[FIRST, SECOND]).await;
    for address in PAGES {
        let page = site.get(address).await.body;
        let mut ids: Vec<&str> =
            page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all, "{address}");
    }
}

#[tokio::test]
async fn pages_that_are_not_there_say_so_in_words() {
    let site = Site::with(&[FIRST, SECOND]).await;
    let cases = [
        ("/people/p-9", StatusCode::NOT_FOUND, "Nobody has the id p-9."),
        ("/people/p%209", StatusCode::NOT_FOUND, "Nobody has this id."),
        ("/people/p-1/versions/9", StatusCode::NOT_FOUND, "There is no version 9 of p-1."),
        (
            "/people/p-1/versions/last",
            StatusCode::NOT_FOUND,
            "Versions and reports are called by their numbers.",
        ),
        ("/people/p-1/delta", StatusCode::BAD_REQUEST, "from= and a number"),
        ("/people/p-1/delta?from=1&to=x", StatusCode::BAD_REQUEST, "to= and a number"),
        ("/people/p-1/delta?from=1&to=2&show=all+of+it", StatusCode::BAD_REQUEST, "a kind of change"),
        ("/people/p-1/delta?from=1&to=2&view=upside+down", StatusCode::BAD_REQUEST, "a view"),
    ];
    for (address, status, words) in cases {
        let page = site.get(address).await;
        assert_eq!(page.status, status, "{address}");
        assert!(page.body.contains(words), "{address}: {}", page.body);
        assert!(page.body.contains("</html>"), "{address}");
    }
}

#[tokio::test]
async fn a_first_plan_has_a_brief() {
    let site = Site::with(&[FIRST]).await;
    let page = site.get("/people/p-1/brief").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("A first plan"), "{}", page.body);
}
