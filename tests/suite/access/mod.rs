//! Who may see what, and the record of who has seen it, over every route of the API and the pages.

mod places;
mod record;
mod steps;
mod strangers;
mod under_fire;
pub(crate) mod walk;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use axum::body::Body;
use axum::http::Request;
use cip_service::app::{App, Caller, Clock, Request as Asked, Role};
use cip_service::server;
use cip_store::{Anchor, AuditRow, Store};
use http_body_util::BodyExt;
use jiff::Timestamp;
use serde_json::{Value, json};
use tempfile::TempDir;
use tower::ServiceExt;

/// A word that the plans hold and no row of the record may.
const CANARY: &str = "Quillfeather";

/// The service over a database of its own, with a clock that is set by hand.
struct Service {
    app: App,
    store: Arc<dyn Store>,
    seconds: Arc<AtomicI64>,
    _folder: TempDir,
}

/// An answer, with everything that a caller can see of it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Reply {
    status: u16,
    headers: BTreeMap<String, String>,
    body: String,
}

impl Service {
    async fn new() -> Self {
        Self::over(|app| app).await
    }

    async fn over(set_up: impl FnOnce(App) -> App) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let address = format!("sqlite:{}", folder.path().join("test.db").display());
        let store = cip_store::open(&address).await.unwrap();
        let now: Timestamp = "2026-03-02T09:00:00Z".parse().unwrap();
        let seconds = Arc::new(AtomicI64::new(now.as_second()));
        let told = Arc::clone(&seconds);
        let app = set_up(App::new(Arc::clone(&store)).with_clock(clock(told)));
        Self { app, store, seconds, _folder: folder }
    }

    /// The clock that [`Self::wait`] sets.
    fn clock(&self) -> Clock {
        clock(Arc::clone(&self.seconds))
    }

    /// With p-17, who has two versions, a held one, a conference before each version and one to come, and a report.
    async fn with_a_person() -> Self {
        let service = Self::new().await;
        service.fill().await;
        service
    }

    async fn fill(&self) {
        let all = Caller::loopback();
        let plan = |date: &str, risk: &str, name: &str| {
            format!(
                "# Plan\n\nName: {name}\n\nConference date: {date}\n\n## Housing\n\nHe has a flat near {CANARY}.\n\n\
                 ## Risk\n\nThe risk is {risk}.\n"
            )
        };
        for (date, text) in [
            ("2024-03-14", plan("14 March 2024", "Medium", "Euan Dalry")),
            ("2025-03-12", plan("12 March 2025", "High", "Euan Dalry")),
            ("2025-04-01", plan("1 April 2025", "Low", "Rory Sefton")),
        ] {
            let reply = self.post(&all, &format!("/v1/people/p-17/versions?as_of={date}"), &text).await;
            assert!([201, 202].contains(&reply.status), "{}", reply.body);
        }
        for (date, status) in [("2024-03-14", "held"), ("2026-03-10", "scheduled")] {
            let conference = json!({"date": date, "kind": "annual", "status": status});
            assert_eq!(self.json(&all, "POST", "/v1/people/p-17/conferences", &conference).await.status, 201);
        }
        let report = "/v1/people/p-17/sources?kind=ser&date=2019-02-01";
        assert_eq!(
            self.post(&all, report, &format!("# Report\n\nHe has a flat near {CANARY}.\n")).await.status,
            201
        );
    }

    /// Lets time go by.
    fn wait(&self, seconds: i64) {
        self.seconds.fetch_add(seconds, Ordering::Relaxed);
    }

    async fn send(&self, caller: &Caller, request: Request<Body>) -> Reply {
        let router = server::router_as(self.app.clone(), caller.clone());
        let (parts, body) = router.oneshot(request).await.unwrap().into_parts();
        let bytes = body.collect().await.unwrap().to_bytes().to_vec();
        let header = |(name, value): (&axum::http::HeaderName, &axum::http::HeaderValue)| {
            (name.to_string(), value.to_str().unwrap().to_owned())
        };
        // Each request has an id of its own.
        let headers = parts.headers.iter().map(header).filter(|(name, _)| name != "x-request-id").collect();
        Reply { status: parts.status.as_u16(), headers, body: String::from_utf8_lossy(&bytes).into_owned() }
    }

    async fn get(&self, caller: &Caller, path: &str) -> Reply {
        self.send(caller, Request::get(path).body(Body::empty()).unwrap()).await
    }

    async fn post(&self, caller: &Caller, path: &str, text: &str) -> Reply {
        let request = Request::post(path).header("content-type", "text/markdown");
        self.send(caller, request.body(text.to_owned().into()).unwrap()).await
    }

    async fn json(&self, caller: &Caller, method: &str, path: &str, body: &Value) -> Reply {
        let request = Request::builder().method(method).uri(path).header("content-type", "application/json");
        self.send(caller, request.body(body.to_string().into()).unwrap()).await
    }

    async fn form(&self, caller: &Caller, path: &str, form: &str) -> Reply {
        let request = Request::post(path).header("content-type", "application/x-www-form-urlencoded");
        self.send(caller, request.header("accept", "text/html").body(form.to_owned().into()).unwrap()).await
    }

    /// Puts somebody on p-17's caseload from the start of the year.
    async fn put_on_caseload(&self, name: &str) {
        let entry = json!({"name": name, "from": "2026-01-01"});
        let reply = self.json(&ingest(), "PUT", "/v1/people/p-17/caseload", &entry).await;
        assert_eq!(reply.status, 201, "{}", reply.body);
    }

    /// The record from the row after one.
    async fn rows_after(&self, number: u64) -> Vec<AuditRow> {
        self.store.record_after(number, 10_000).await.unwrap()
    }

    async fn last_row(&self) -> Anchor {
        self.store.record_head().await.unwrap()
    }
}

impl Reply {
    fn parsed(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("{} {}", self.status, self.body))
    }

    fn code(&self) -> String {
        self.parsed()["errorCode"].as_str().unwrap_or_default().to_owned()
    }

    /// The same, of another person.
    fn of(&self, person: &str, other: &str) -> Self {
        let mut reply = self.clone();
        reply.body = reply.body.replace(person, other);
        reply.headers.remove("etag");
        reply
    }
}

fn clock(seconds: Arc<AtomicI64>) -> Clock {
    Clock::new(move || Timestamp::from_second(seconds.load(Ordering::Relaxed)).unwrap())
}

fn person(name: &str, roles: &[Role]) -> Caller {
    Caller::person(name, roles.iter().copied().collect()).by(asked())
}

fn reader(name: &str) -> Caller {
    person(name, &[Role::Read])
}

fn governance() -> Caller {
    person("g.overn", &[Role::Governance])
}

fn ingest() -> Caller {
    Caller::system("pr2", [Role::Ingest].into_iter().collect()).by(asked())
}

fn asked() -> Asked {
    Asked { id: Some("request-1".to_owned()), from: Some([192, 0, 2, 7].into()), ..Asked::default() }
}
