//! The API, called in process: the forms of the contract, and what each mistake is told.

mod bad_inputs;
mod busy;
mod changes;
mod figures;
mod formats;
mod held;
mod lists;
mod once;
mod orders;
mod posting;
mod refusals;
mod service;
mod validating;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use cip_service::app::App;
use cip_service::server;
use http_body_util::BodyExt;
use serde_json::{Value, json};
use sqlx::Connection;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use tempfile::TempDir;
use tower::ServiceExt;

const V1: &str = "# Plan\n\nConference date: 14 March 2023\n\n## Housing\n\nHe has a flat in Inverkell.\n\n\
                  ## Risk\n\nThe risk is Medium.\n";
const V2: &str = "# Plan\n\nConference date: 12 March 2024\n\n## Housing\n\nHe has a flat in Inverkell.\n\n\
                  ## Risk\n\nThe risk is High.\n";

/// The service over a database of its own.
struct Service {
    app: App,
    router: Router,
    /// Goes with the service.
    folder: TempDir,
}

/// A response, read to its end.
struct Reply {
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Service {
    async fn new() -> Self {
        Self::over(|app| app).await
    }

    /// With use cases that are set up like this.
    async fn over(set_up: impl FnOnce(App) -> App) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let address = format!("sqlite:{}", folder.path().join("test.db").display());
        let app = set_up(App::new(cip_store::open(&address).await.unwrap()));
        Self { router: server::router(app.clone()), app, folder }
    }

    /// With the same database and use cases that are set up like this.
    fn but(self, set_up: impl FnOnce(App) -> App) -> Self {
        let app = set_up(self.app);
        Self { router: server::router(app.clone()), app, folder: self.folder }
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

    /// How many rows the database holds.
    async fn rows(&self) -> i64 {
        const TABLES: [&str; 6] = ["people", "versions", "conferences", "sources", "contents", "answers"];
        let options = SqliteConnectOptions::new().filename(self.folder.path().join("test.db"));
        let mut db = SqliteConnection::connect_with(&options).await.unwrap();
        let count = TABLES.map(|table| format!("(SELECT COUNT(*) FROM {table})")).join(" + ");
        let count = sqlx::query_scalar(sqlx::AssertSqlSafe(format!("SELECT {count}")));
        let count = count.fetch_one(&mut db).await.unwrap();
        db.close().await.unwrap();
        count
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

    async fn put_json(&self, path: &str, body: &Value) -> Reply {
        let request = Request::put(path).header("content-type", "application/json");
        self.send(request.body(body.to_string().into()).unwrap()).await
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
