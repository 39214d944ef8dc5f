//! Every route of the API and the pages, read off the router itself: it has a rule and an audit record, or it stands on
//! the short list of those that say nothing of anybody.

use std::collections::BTreeSet;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, header};
use cip_service::app::{Caller, What};
use cip_service::server;
use tower::ServiceExt;

use super::{CANARY, Reply, Service};

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";
const PLAN: &str = "# Plan\n\nName: Euan Dalry\n\nHe has a room.\n";

/// Routes that say nothing of anybody.
const OPEN: &[(&str, &str)] = &[
    ("GET", "/health/liveness"),
    ("GET", "/health/readiness"),
    ("GET", "/info"),
    ("GET", "/metrics"),
    ("GET", "/openapi.json"),
    ("GET", "/docs"),
    ("GET", "/assets/*"),
    // Empty forms; what they post is on the other list.
    ("GET", "/new"),
    ("GET", "/break-glass/open"),
];

/// A route with a rule, and a request that it answers.
#[derive(Clone, Copy)]
pub(crate) struct Route {
    pub(crate) method: &'static str,
    /// As the router has it.
    pub(crate) path: &'static str,
    /// What its answer is recorded as.
    pub(crate) what: What,
    query: &'static str,
    kind: &'static str,
    body: &'static str,
}

const fn get(path: &'static str, what: What) -> Route {
    Route { method: "GET", path, what, query: "", kind: "", body: "" }
}

const fn send(
    method: &'static str,
    path: &'static str,
    what: What,
    kind: &'static str,
    body: &'static str,
) -> Route {
    Route { method, path, what, query: "", kind, body }
}

const fn asking(route: Route, query: &'static str) -> Route {
    Route { query, ..route }
}

/// Every other route, in an order in which each finds what it asks for.
pub(crate) const ROUTES: &[Route] = &[
    get("/v1/people", What::ViewPeople),
    get("/v1/people/{person}", What::ViewPerson),
    get("/v1/people/{person}/versions", What::ViewVersions),
    get("/v1/people/{person}/versions/{number}", What::ViewVersion),
    get("/v1/people/{person}/versions/{number}/source", What::ExportPlan),
    get("/v1/people/{person}/versions/{number}/text", What::ViewPlan),
    get("/v1/people/{person}/held", What::ViewHeld),
    get("/v1/people/{person}/conferences", What::ViewConferences),
    get("/v1/people/{person}/conferences/{number}", What::ViewConference),
    get("/v1/people/{person}/conferences/{number}/readers", What::ViewReaders),
    get("/v1/people/{person}/sources", What::ViewReports),
    get("/v1/people/{person}/sources/{number}", What::ViewReport),
    get("/v1/people/{person}/sources/{number}/source", What::ExportReport),
    get("/v1/people/{person}/sources/{number}/text", What::ViewReport),
    get("/v1/people/{person}/brief", What::ViewBrief),
    asking(get("/v1/people/{person}/delta", What::ViewDelta), "?from=1&to=2"),
    get("/v1/people/{person}/history", What::ViewHistory),
    get("/v1/people/{person}/condensed", What::ViewCondensed),
    get("/v1/people/{person}/caseload", What::ViewCaseload),
    get("/v1/establishments/{establishment}/staff", What::ViewStaff),
    get("/v1/break-glass", What::ViewBreakGlass),
    get("/v1/audit", What::ViewAudit),
    get("/v1/audit/export", What::ExportAudit),
    get("/v1/audit/verify", What::VerifyAudit),
    get("/", What::ViewPeople),
    get("/people/{person}", What::ViewPerson),
    get("/people/{person}/brief", What::ViewBrief),
    get("/people/{person}/condensed", What::ViewCondensed),
    asking(get("/people/{person}/brief", What::Print), "?print=1"),
    asking(get("/people/{person}/condensed", What::Print), "?print=1"),
    asking(get("/people/{person}/delta", What::ViewDelta), "?from=1&to=2"),
    get("/people/{person}/plan", What::ViewHistory),
    get("/people/{person}/sources/{number}", What::ViewReport),
    get("/people/{person}/versions/{number}", What::ViewPlan),
    get("/people/{person}/versions/{number}/passages/{span}", What::ViewPassage),
    get("/people/{person}/held", What::ViewHeld),
    get("/people/{person}/readers", What::ViewReaders),
    get("/people/{person}/versions/new", What::OpenForm),
    get("/people/{person}/conferences/new", What::OpenForm),
    get("/break-glass", What::ViewBreakGlass),
    get("/audit", What::ViewAudit),
    send("PUT", "/v1/people/{person}", What::PutPerson, JSON, "{}"),
    asking(
        send("POST", "/v1/people/{person}/versions", What::PostVersion, "text/markdown", PLAN),
        "?as_of=2025-05-01",
    ),
    send(
        "POST",
        "/v1/people/{person}/conferences",
        What::PostConference,
        JSON,
        r#"{"date":"2024-03-14","kind":"annual"}"#,
    ),
    send(
        "PUT",
        "/v1/people/{person}/conferences/{number}/invitations",
        What::Invite,
        JSON,
        r#"{"invited":["m.bell"]}"#,
    ),
    asking(
        send(
            "POST",
            "/v1/people/{person}/sources",
            What::PostReport,
            "text/markdown",
            "# Report\n\nHe has a room.\n",
        ),
        "?kind=ser&date=2020-01-01",
    ),
    send(
        "PUT",
        "/v1/people/{person}/caseload",
        What::PutCaseload,
        JSON,
        r#"{"establishment":"inverkell","from":"2026-01-01"}"#,
    ),
    send(
        "POST",
        "/v1/people/{person}/caseload/end",
        What::EndCaseload,
        JSON,
        r#"{"establishment":"inverkell"}"#,
    ),
    send(
        "PUT",
        "/v1/establishments/{establishment}/staff",
        What::PutStaff,
        JSON,
        r#"{"name":"m.bell","from":"2026-01-01"}"#,
    ),
    send(
        "POST",
        "/v1/establishments/{establishment}/staff/end",
        What::EndStaff,
        JSON,
        r#"{"name":"m.bell"}"#,
    ),
    send("POST", "/v1/people/{person}/break-glass", What::BreakGlass, JSON, r#"{"reason":"On call."}"#),
    send(
        "POST",
        "/v1/break-glass/{number}/review",
        What::ReviewBreakGlass,
        JSON,
        r#"{"outcome":"justified"}"#,
    ),
    send("POST", "/new", What::PutPerson, FORM, "id=p-40&name=Ada+Tarbert"),
    send(
        "POST",
        "/people/{person}/versions/new",
        What::PreviewVersion,
        FORM,
        "step=look&kind=text/markdown&date=2025-05-02&text=Plan",
    ),
    send(
        "POST",
        "/people/{person}/conferences/new",
        What::PostConference,
        FORM,
        "date=14/3/2027&kind=annual&status=scheduled",
    ),
    send(
        "POST",
        "/people/{person}/reason",
        What::GiveReason,
        FORM,
        "reason=The+conference.&to=/people/p-17/brief",
    ),
    send("POST", "/break-glass/open", What::BreakGlass, FORM, "id=p-17&reason=On+call."),
    send("POST", "/break-glass/{number}/review", What::ReviewBreakGlass, FORM, "outcome=justified"),
    send("POST", "/people/{person}/held", What::ConfirmVersion, FORM, "number=3&decision=confirm"),
    send("POST", "/v1/people/{person}/versions/{number}/confirm", What::ConfirmVersion, "", ""),
    send(
        "POST",
        "/v1/people/{person}/versions/{number}/withdraw",
        What::WithdrawVersion,
        JSON,
        r#"{"reason":"another's"}"#,
    ),
];

impl Route {
    /// Its request, of a person.
    pub(crate) fn request(&self, person: &str) -> Request<Body> {
        let span = format!("0-{}", 6);
        let path = self.path.replace("{person}", person).replace("{number}", "1").replace("{span}", &span);
        let path = path.replace("{establishment}", "inverkell");
        let request = Request::builder().method(self.method).uri(format!("{path}{}", self.query));
        let request = match self.kind {
            "" => request,
            kind => request.header(header::CONTENT_TYPE, kind),
        };
        // A form may name the person in its body.
        request.body(self.body.replace("p-17", person).into()).unwrap()
    }

    /// Whether its path names a person.
    pub(super) fn is_of_a_person(&self) -> bool {
        self.path.contains("{person}")
    }
}

/// Every path that a router has.
fn paths(router: &Router) -> BTreeSet<String> {
    let shown = format!("{router:?}");
    let paths = shown.split('"').skip(1).step_by(2).filter(|text| text.starts_with('/'));
    paths.filter(|path| !path.contains("__private__")).map(str::to_owned).collect()
}

/// Every path that the router has, with the methods that it takes.
async fn routes(service: &Service) -> BTreeSet<(String, String)> {
    let router = server::router(service.app.clone());
    let mut found = BTreeSet::new();
    for path in &paths(&router) {
        let uri = path.replace(['{', '}'], "");
        let request = Request::builder().method("QUERY").uri(uri).body(Body::empty()).unwrap();
        let answer = router.clone().oneshot(request).await.unwrap();
        let Some(allowed) = answer.headers().get(header::ALLOW) else { continue };
        let path = if path.starts_with("/assets/") { "/assets/*" } else { path };
        for method in allowed.to_str().unwrap().split(',').filter(|method| *method != "HEAD") {
            found.insert((method.to_owned(), path.to_owned()));
        }
    }
    found
}

#[tokio::test]
async fn every_route_has_a_rule_or_is_open() {
    let found = routes(&Service::new().await).await;
    assert!(found.len() > 50, "the routes were found");
    let known = ROUTES.iter().map(|route| (route.method, route.path)).chain(OPEN.iter().copied());
    let known: BTreeSet<_> = known.map(|(method, path)| (method.to_owned(), path.to_owned())).collect();
    let new: Vec<_> = found.difference(&known).collect();
    let gone: Vec<_> = known.difference(&found).collect();
    assert!(new.is_empty() && gone.is_empty(), "without a rule: {new:?}; gone: {gone:?}");
}

/// What there is with identity beside the rest: what signing in takes, which anyone may ask, and one's own sessions.
/// Signing in and out, a sign-in that is refused and a session that is ended are rows of the record.
#[tokio::test]
async fn every_route_of_identity_is_known() {
    let service = Service::new().await;
    let with_identity = crate::identity::router_with_identity(service.app.clone()).await;
    let without = paths(&server::router(service.app.clone()));
    let more: Vec<String> = paths(&with_identity).difference(&without).cloned().collect();
    let known = [
        "/sessions",
        "/sessions/{handle}/end",
        "/sign-in",
        "/sign-in/return",
        "/sign-in/start",
        "/sign-out",
        "/signed-out",
    ];
    assert_eq!(more, known);
}

#[tokio::test]
async fn every_route_that_answers_is_recorded_before() {
    let service = Service::with_a_person().await;
    for route in ROUTES {
        let before = service.last_row().await.number;
        let Reply { status, body, .. } = service.send(&Caller::loopback(), route.request("p-17")).await;
        let place = format!("{} {}: {status} {body}", route.method, route.path);
        // What nobody opened or holds is not there to be reviewed or confirmed; that is recorded too.
        assert!(status < 500 && ![400, 404, 405, 415, 422].contains(&status), "{place}");
        let rows = service.rows_after(before).await;
        let told: Vec<_> = rows.iter().map(|row| row.event.what.as_str()).collect();
        assert!(told.contains(&route.what.name()), "{place}: {told:?}");
        for row in &rows {
            assert!(!format!("{row:?}").contains(CANARY) && !format!("{row:?}").contains("Euan"), "{row:?}");
            let about = row.event.subject.as_ref().map(|subject| subject.id.as_str());
            assert!(!route.is_of_a_person() || about == Some("p-17"), "{row:?}");
        }
    }
    assert_eq!(service.app.verify_record(&Caller::command(), &[]).await.unwrap().broken, None);
}

#[tokio::test]
async fn every_answer_says_what_it_is_and_is_taken_for_nothing_else() {
    let service = Service::with_a_person().await;
    for route in ROUTES {
        let Reply { headers, body, .. } = service.send(&Caller::loopback(), route.request("p-17")).await;
        let place = format!("{} {}: {headers:?}", route.method, route.path);
        let kind = headers.get("content-type").map(String::as_str).unwrap_or_default();
        assert_eq!(kind.is_empty(), body.is_empty(), "{place}");
        assert!(!kind.starts_with("text/") || kind.ends_with("charset=utf-8"), "{place}");
        assert_eq!(headers["x-content-type-options"], "nosniff", "{place}");
        assert_eq!(headers["referrer-policy"], "no-referrer", "{place}");
        assert!(headers["content-security-policy"].contains("frame-ancestors 'none'"), "{place}");
        // What was posted is given back under a name of ours.
        if route.path.ends_with("/source") {
            assert!(headers["content-disposition"].contains("; filename=\"source."), "{place}");
        }
        // Only what depends on nobody may be answered to a page of another site.
        assert!(!headers.contains_key("access-control-allow-origin"), "{place}");
    }
}

#[tokio::test]
async fn what_is_open_says_nothing_of_anybody_and_leaves_no_row() {
    let service = Service::with_a_person().await;
    let before = service.last_row().await;
    for (_, path) in OPEN.iter().filter(|(_, path)| !path.contains('*')) {
        let reply = service.get(&super::reader("nobody"), path).await;
        assert_eq!(reply.status, 200, "{path}");
        assert!(!reply.body.contains(CANARY) && !reply.body.contains("Euan"), "{path}");
    }
    assert_eq!(service.last_row().await, before);
}

#[tokio::test]
async fn a_304_is_a_look_too() {
    let service = Service::with_a_person().await;
    let path = "/v1/people/p-17/brief";
    let first = service.get(&Caller::loopback(), path).await;
    let before = service.last_row().await.number;
    let again =
        Request::get(path).header("if-none-match", &first.headers["etag"]).body(Body::empty()).unwrap();
    assert_eq!(service.send(&Caller::loopback(), again).await.status, 304);
    let rows = service.rows_after(before).await;
    assert_eq!(rows.len(), 1);
    assert_eq!((rows[0].event.what.as_str(), &rows[0].event.refused), ("VIEW_BRIEF", &None));
    assert_eq!(rows[0].event.details, r#"{"baseline":1,"version":2}"#);
}
