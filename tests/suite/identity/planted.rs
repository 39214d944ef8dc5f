//! The service as a process with its log at its loudest: what is planted in plans, names, ids, reasons, tokens and forms
//! turns up in no line of the log, no figure and no refusal's head, also not when it is ended in the middle.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::Command;

use serde_json::json;

use super::provider::{AUDIENCE, CLIENT, Provider, SECRET};
use crate::crash::Service;

/// What is planted: who asks, on whom, what stands in the plans, and what is typed into forms.
const PLANTED: [&str; 12] = [
    "canary.keeper",
    "canary.system",
    "p-canary-17",
    "Quillfeather",
    "Canary Tarbert",
    "canary-reason",
    "canary-sought",
    "canary-word",
    "canary-key",
    "canary-code",
    "canary-state",
    "canary-refresh",
];

/// Which of them stand in a plan: nobody is told these but by the plan itself, and by what is made of it.
const OF_PLANS: std::ops::Range<usize> = 3..5;

/// An answer of the service.
struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Answer {
    fn cookie(&self, name: &str) -> String {
        let line = self.head.lines().find_map(|line| line.strip_prefix(&format!("set-cookie: {name}=")));
        format!("{name}={}", line.and_then(|line| line.split(';').next()).unwrap_or_default())
    }

    fn header(&self, name: &str) -> &str {
        self.head.lines().find_map(|line| line.strip_prefix(&format!("{name}: "))).unwrap_or_default()
    }

    fn form_token(&self) -> &str {
        let rest = self.body.split_once("name=\"form_token\" value=\"").map_or("", |(_, rest)| rest);
        rest.split('"').next().unwrap_or_default()
    }
}

/// A service with identity in a process of its own; what it logs goes into a file.
struct Logged {
    service: Service,
    address: String,
}

impl Logged {
    fn start(folder: &Path, issuer: &str) -> Self {
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let address = format!("127.0.0.1:{port}");
        let settings = format!(
            "listen = \"{address}\"\naddress = \"http://{address}\"\ndatabase = \"sqlite:plans.db\"\n\
             log_format = \"json\"\n[identity]\nissuer = \"{issuer}\"\naudience = \"{AUDIENCE}\"\n\
             client_id = \"{CLIENT}\"\nscopes = [\"openid\"]\n"
        );
        std::fs::write(folder.join("settings.toml"), settings).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_cip-brief"));
        command.args(["serve", "--config", "settings.toml"]).current_dir(folder);
        command.env("CIP_BRIEF_IDENTITY_CLIENT_SECRET", SECRET).env("RUST_LOG", "trace");
        let log = std::fs::File::create(folder.join("log")).unwrap();
        Self { service: Service::start_logging(&mut command, log), address }
    }

    fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let mut request =
            format!("{method} {path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n", self.address);
        for (name, value) in headers {
            write!(request, "{name}: {value}\r\n").unwrap();
        }
        write!(request, "content-length: {}\r\n\r\n{body}", body.len()).unwrap();
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        Answer { status: head[9..12].parse().unwrap(), head: head.to_owned(), body: body.to_owned() }
    }

    /// As a browser asks, with these cookies.
    fn look(&self, path: &str, cookies: &str) -> Answer {
        self.ask("GET", path, &[("accept", "text/html"), ("cookie", cookies)], "")
    }

    /// As a browser posts a form.
    fn form(&self, path: &str, cookies: &str, form: &str) -> Answer {
        let origin = format!("http://{}", self.address);
        let kind = ("content-type", "application/x-www-form-urlencoded");
        self.ask(
            "POST",
            path,
            &[("accept", "text/html"), ("cookie", cookies), ("origin", &origin), kind],
            form,
        )
    }
}

/// What the service answered, and what was asked of it in secret.
#[derive(Default)]
struct Seen {
    answers: Vec<Answer>,
    secrets: Vec<String>,
}

/// A system posts, well and badly; a person signs in, looks, opens a case, seeks and posts; somebody attacks.
fn work(logged: &Logged, provider: &Provider) -> Seen {
    let mut seen = Seen::default();
    let mut claims = provider.claims();
    claims["sub"] = json!("canary.system");
    claims["roles"] = json!(["ROLE_CIP_INGEST", "ROLE_CIP_GOVERNANCE"]);
    let bearer = format!("Bearer {}", provider.token(&claims));
    seen.secrets.push(bearer.rsplit('.').next().unwrap().to_owned());
    let system = |method: &str, path: &str, kind: &str, body: &str| {
        logged.ask(method, path, &[("authorization", &bearer), ("content-type", kind)], body)
    };
    let person = "/v1/people/p-canary-17";
    let versions = format!("{person}/versions?as_of=2024-03-14");
    let plan = "# Plan\n\nName: Canary Tarbert\n\n## Housing\n\nHe has a flat near Quillfeather.\n";
    let staff = json!({"name": "canary.keeper", "from": "2020-01-01"}).to_string();
    assert_eq!(system("POST", &versions, "text/markdown", plan).status, 201);
    assert_eq!(system("PUT", &format!("{person}/caseload"), "application/json", &staff).status, 201);
    seen.answers.extend([
        system("POST", &versions, "application/pdf", &format!("%PDF-1.7\n{plan}")),
        system(
            "POST",
            &versions,
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            plan,
        ),
        system("POST", &versions, "text/html", &"<div>Quillfeather".repeat(2000)),
        system("POST", &format!("{person}/conferences"), "application/json", "{\"date\":\"canary-word\"}"),
        system("POST", &format!("{person}/conferences"), "application/json", "{\"kind\":\"Quillfeather"),
        system("POST", &format!("{person}/versions"), "application/json", "{\"content\":\"Quillfeather"),
        system("PUT", person, "application/json", "{\"name\":[\"Canary Tarbert\"]}"),
        system("GET", "/v1/audit?who=canary.keeper&what=canary-word", "", ""),
        system("GET", "/v1/audit/export", "", ""),
        system("GET", "/metrics", "", ""),
        system("GET", "/openapi.json", "", ""),
        system("GET", &format!("{person}/brief"), "", ""),
        system("GET", "/v1/people/canary%2fword", "", ""),
    ]);
    let session = sign_in(logged, provider, &mut seen);
    let form = logged.look("/new", &session).form_token().to_owned();
    for path in ["", "/brief", "/condensed", "/plan", "/versions/1", "/versions/9", "/held"] {
        logged.look(&format!("/people/p-canary-17{path}"), &session);
    }
    logged.look("/?id=canary-sought", &session);
    logged.look("/?name=canary-sought", &session);
    for (path, fields) in [
        ("/break-glass/open", "id=p-canary-17&reason=canary-reason"),
        (
            "/people/p-canary-17/versions/new",
            "step=look&kind=text/markdown&date=2025-05-02&text=Quillfeather",
        ),
        ("/people/p-canary-17/conferences/new", "date=Quillfeather&kind=annual&status=scheduled"),
        ("/new", "id=canary/word&name=Canary+Tarbert"),
    ] {
        logged.form(path, &session, &format!("form_token={form}&{fields}"));
        logged.form(path, &session, &format!("form_token=canary-word&{fields}"));
    }
    seen.secrets.push(form);
    attack(logged, provider, &session, &mut seen);
    seen
}

fn sign_in(logged: &Logged, provider: &Provider, seen: &mut Seen) -> String {
    let begun = logged.look("/sign-in/start?to=%2Fpeople%2Fp-canary-17", "");
    let cookie = begun.cookie("__Host-cip-sign-in");
    let asked: HashMap<String, String> =
        form_urlencoded::parse(begun.header("location").split_once('?').unwrap().1.as_bytes())
            .into_owned()
            .collect();
    seen.secrets.extend(["state", "nonce"].map(|name| asked[name].clone()));
    let returned = provider.sign_in(begun.header("location"), "canary.keeper");
    let back = logged.look(&format!("/sign-in/return?{returned}"), &cookie);
    assert_eq!(back.status, 303, "{}", back.body);
    let session = back.cookie("__Host-cip-session");
    seen.secrets.push(session.split_once('=').unwrap().1.to_owned());
    seen.secrets.push(cookie.split_once('=').unwrap().1.split('.').next().unwrap().to_owned());
    session
}

fn attack(logged: &Logged, provider: &Provider, session: &str, seen: &mut Seen) {
    let unknown = jsonwebtoken::Header { kid: Some("canary-key".to_owned()), ..provider.header() };
    let unknown = provider.signed(&unknown, &provider.claims());
    let bearer = format!("Bearer {unknown}");
    seen.answers.extend([
        logged.ask("GET", "/v1/people", &[("authorization", &bearer)], ""),
        logged.ask("GET", "/v1/people", &[("authorization", "Bearer canary-word.a.b")], ""),
        logged.ask("GET", &format!("/v1/people?access_token={unknown}"), &[], ""),
        logged.ask("GET", "/canary-word/canary-sought", &[("cookie", session)], ""),
        logged.ask("GET", "/v1/people", &[("x-request-id", "canary-word in an id")], ""),
        logged.ask("GET", "/v1/people", &[("x-forwarded-for", "canary-word")], ""),
        logged.ask("CANARY-WORD", "/v1/people", &[("host", "canary-word.example")], ""),
        logged.ask("GET", "/sign-in", &[("host", "canary-word.example")], ""),
        logged.look("/sign-in/return?code=canary-code&state=canary-state", ""),
        logged
            .look("/sign-in/return?error=canary-word&error_description=Quillfeather&state=canary-state", ""),
    ]);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_planted_turns_up_in_the_log_of_a_process() {
    let (folder, provider) = (tempfile::tempdir().unwrap(), Provider::start().await);
    let issuer = provider.issuer.clone();
    let logged = Logged::start(folder.path(), &issuer);
    let (logged, seen) = tokio::task::spawn_blocking(move || {
        let seen = work(&logged, &provider);
        (logged, seen)
    })
    .await
    .unwrap();
    logged.service.abort();
    let log = std::fs::read_to_string(folder.path().join("log")).unwrap();
    assert!(log.lines().count() > 40 && log.contains("finished processing request"), "{log}");
    let secrets = seen.secrets.iter().map(String::as_str);
    for planted in PLANTED.into_iter().chain([SECRET]).chain(secrets) {
        let line = log.lines().find(|line| line.contains(planted));
        assert_eq!(line, None, "{planted} is logged");
    }
    for answer in &seen.answers {
        for planted in PLANTED {
            assert!(!answer.head.contains(planted), "{planted} in {}", answer.head);
        }
        // What is no date or no id is told back, shortened, to who sent it; nothing of a plan or a sign-in is.
        let is_record = answer.status == 200 && answer.body.contains("POST_VERSION");
        let untold: &[&str] = if is_record { &PLANTED[OF_PLANS] } else { &PLANTED[3..] };
        for planted in untold.iter().filter(|planted| **planted != "canary-word") {
            assert!(!answer.body.contains(planted), "{planted} in {} {}", answer.status, answer.body);
        }
    }
}
