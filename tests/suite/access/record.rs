//! The record as it is read, exported and verified.

use cip_service::app::{Caller, Happened, Request, Role};
use cip_store::Anchor;
use serde_json::Value;

use super::{Service, governance, reader};

#[tokio::test]
async fn a_row_says_who_what_when_from_where_and_by_which_place() {
    let service = Service::with_a_person().await;
    service.put_on_caseload("m.bell").await;
    service.get(&reader("m.bell"), "/v1/people/p-17/delta?from=1&to=2").await;
    let rows = service.get(&governance(), "/v1/audit?who=m.bell&subject=p-17").await.parsed();
    let row = &rows["audit"][0];
    let said = ["at", "what", "who_kind", "who", "roles", "subject_type", "subject", "from", "request"];
    assert_eq!(
        said.map(|key| row[key].as_str().unwrap_or_default()),
        [
            "2026-03-02T09:00:00.000000Z",
            "VIEW_DELTA",
            "person",
            "m.bell",
            "ROLE_CIP_READ",
            "PERSON",
            "p-17",
            "192.0.2.7",
            "request-1"
        ]
    );
    assert_eq!(row["details"], serde_json::json!({"from": 1, "to": 2, "place": "caseload"}));
}

#[tokio::test]
async fn a_request_that_cannot_be_read_is_a_row() {
    let service = Service::with_a_person().await;
    service.put_on_caseload("m.bell").await;
    for (path, status, what, code) in [
        ("/v1/people/p-17/delta?from=0&to=2", 400, "REFUSE_REQUEST", "invalid_parameter"),
        ("/v1/people/p-17?since=banana", 400, "REFUSE_REQUEST", "unknown_parameter"),
        ("/v1/people/p-17/history?words=0", 400, "REFUSE_REQUEST", "unknown_parameter"),
        ("/v1/people/p-17/versions/none", 400, "REFUSE_REQUEST", "invalid_number"),
        ("/people/p-17/brief?since=banana", 400, "REFUSE_REQUEST", "unknown_parameter"),
        ("/people/p-17/brief?words=0", 400, "REFUSE_REQUEST", "unknown_parameter"),
        // A use case writes its own.
        ("/v1/people/p-17/versions/9", 404, "VIEW_VERSION", "version_not_found"),
    ] {
        let last = service.last_row().await.number;
        assert_eq!(service.get(&reader("m.bell"), path).await.status, status, "{path}");
        let rows = service.rows_after(last).await;
        let said = rows
            .iter()
            .map(|row| (row.event.what.as_str(), row.event.refused.as_deref()))
            .collect::<Vec<_>>();
        assert_eq!(said, [(what, Some(code))], "{path}");
        assert_eq!(rows[0].event.subject.as_ref().map(|subject| subject.id.as_str()), Some("p-17"), "{path}");
    }
    let unknown = service.get(&governance(), "/v1/audit?what=FOO").await;
    assert_eq!((unknown.status, unknown.code().as_str()), (400, "invalid_parameter"));
    assert_eq!(service.get(&governance(), "/v1/audit?what=REFUSE_REQUEST").await.status, 200);
}

#[tokio::test]
async fn pages_offer_what_the_reader_may_do() {
    let service = Service::with_a_person().await;
    service.put_on_caseload("m.bell").await;
    let posts = Caller::person("m.bell", [Role::Read, Role::Ingest].into_iter().collect());
    for (path, offered) in
        [("/", "/new"), ("/people/p-17", "/versions/new"), ("/people/p-17", "/conferences/new")]
    {
        assert!(!service.get(&reader("m.bell"), path).await.body.contains(offered), "{path}");
        assert!(service.get(&posts, path).await.body.contains(offered), "{path}");
    }
    let opens = Caller::person("o.pen", [Role::Read, Role::Governance].into_iter().collect());
    service.form(&opens, "/break-glass/open", "id=p-17&reason=On+call").await;
    assert!(!service.get(&opens, "/break-glass").await.body.contains("value=\"justified\""));
    assert!(service.get(&governance(), "/break-glass").await.body.contains("value=\"justified\""));
}

#[tokio::test]
async fn parts_of_the_record_follow_one_another() {
    let service = Service::with_a_person().await;
    let first = service.get(&governance(), "/v1/audit?limit=2&what=POST_VERSION").await.parsed();
    let next = first["next"].as_str().unwrap();
    let path = format!("/v1/audit?limit=2&what=POST_VERSION&after={next}");
    let second = service.get(&governance(), &path).await.parsed();
    assert_eq!((first["audit"].as_array().unwrap().len(), second["audit"].as_array().unwrap().len()), (2, 1));
    assert_eq!(second["next"], Value::Null);
}

#[tokio::test]
async fn the_export_has_every_row_in_the_shape_of_justice_services() {
    let service = Service::with_a_person().await;
    let last = service.last_row().await.number;
    let export = service.get(&governance(), "/v1/audit/export").await;
    assert_eq!(export.headers["content-type"], "application/x-ndjson");
    let lines: Vec<Value> = export.body.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len() as u64, last + 1, "with the row that says that it is exported");
    let posted = lines.iter().find(|line| line["what"] == "POST_VERSION").unwrap();
    let keys: Vec<_> = posted.as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        ["correlationId", "details", "service", "subjectId", "subjectType", "what", "when", "who"]
    );
    assert_eq!((&posted["service"], &posted["subjectId"]), (&"cip-brief".into(), &"p-17".into()));
    let details: Value = serde_json::from_str(posted["details"].as_str().unwrap()).unwrap();
    assert_eq!((&details["version"], &details["whoType"]), (&1.into(), &"loopback".into()));
}

#[tokio::test]
async fn the_record_is_verified_against_what_was_noted() {
    let service = Service::with_a_person().await;
    let verify = async |path: String| service.get(&governance(), &path).await.parsed();
    let first = verify("/v1/audit/verify".to_owned()).await;
    assert_eq!((&first["holds"], &first["broken"]), (&true.into(), &Value::Null));
    let noted = first["last"].as_str().unwrap();
    assert_eq!(verify(format!("/v1/audit/verify?noted={noted}")).await["holds"], true);
    let other: Anchor = format!("1:{}", "0".repeat(64)).parse().unwrap();
    let against = verify(format!("/v1/audit/verify?noted={other}")).await;
    assert_eq!(
        (&against["holds"], &against["broken"]),
        (&false.into(), &"row 1 is not the one that was noted".into())
    );
}

#[tokio::test]
async fn what_happens_outside_the_use_cases_is_recorded_by_a_call() {
    let service = Service::new().await;
    service.app.record(&reader("m.bell"), Happened::SignedIn).await.unwrap();
    let request = Request { from: Some([192, 0, 2, 9].into()), ..Request::default() };
    service.app.record_of_unknown(&request, Happened::SignInRefused("token_expired")).await.unwrap();
    let rows = service.rows_after(0).await;
    let said = rows
        .iter()
        .map(|row| (row.event.what.as_str(), row.event.who.as_str(), row.event.refused.as_deref()));
    assert_eq!(
        said.collect::<Vec<_>>(),
        [("SIGN_IN", "m.bell", None), ("REFUSE_SIGN_IN", "", Some("token_expired"))]
    );
}

#[tokio::test]
async fn commands_stand_for_what_they_do_with_a_row_of_their_own() {
    let service = Service::new().await;
    let person = cip_store::Person { id: "p-17".parse().unwrap(), known: cip_store::Known::default() };
    service.app.put_person(&Caller::command(), person).await.unwrap();
    assert_eq!(service.last_row().await, Anchor::START);
}

#[tokio::test]
async fn a_print_is_recorded_and_says_who_printed_it() {
    let service = Service::with_a_person().await;
    service.put_on_caseload("m.bell").await;
    let brief = service.get(&reader("m.bell"), "/people/p-17/brief?agency=").await;
    let link = brief.body.split("href=\"").find(|rest| rest.contains("print=1")).unwrap();
    let link = link.split('"').next().unwrap().replace("&amp;", "&").replace("&#38;", "&");
    for path in [link.as_str(), "/people/p-17/condensed?print=1"] {
        let before = service.last_row().await.number;
        let page = service.get(&reader("m.bell"), path).await;
        assert_eq!(page.status, 200, "{path}");
        assert!(page.body.contains("Printed by m.bell on 2 March 2026, 09:00 UTC."), "{path}: {}", page.body);
        let rows = service.rows_after(before).await;
        assert_eq!((rows.len(), rows[0].event.what.as_str()), (1, "PRINT"));
        let details: Value = serde_json::from_str(&rows[0].event.details).unwrap();
        let page = if path == link { "brief" } else { "condensed" };
        assert_eq!((&details["page"], &details["version"]), (&page.into(), &2.into()));
    }
    for page in ["/people/p-17/brief", "/people/p-17/condensed"] {
        assert!(!service.get(&reader("m.bell"), page).await.body.contains("Printed by"));
    }
}

#[tokio::test]
async fn the_page_tells_rows_in_words_and_is_asked_by_whom_on_whom_what_and_when() {
    let service = Service::with_a_person().await;
    service.put_on_caseload("m.bell").await;
    service.get(&reader("m.bell"), "/people/p-17/brief").await;
    service.get(&reader("s.tranger"), "/people/p-17/brief").await;
    service.wait(24 * 3600);
    service.get(&reader("m.bell"), "/people/p-17/delta?from=1&to=2").await;
    let shown = async |query: &str| service.get(&governance(), &format!("/audit{query}")).await;
    let rows = |page: &str| page.matches("<tr><th scope=\"row\"").count();
    let page = shown("?who=m.bell&subject=p-17&what=VIEW_BRIEF&from=2%2F3%2F2026&until=2+March+2026").await;
    assert_eq!((page.status, rows(&page.body)), (200, 1), "{}", page.body);
    for told in [
        "Read the brief",
        "compared with version 1; by caseload; version 2",
        "192.0.2.7",
        "2 March 2026, 09:00 UTC",
    ] {
        assert!(page.body.contains(told), "{told}: {}", page.body);
    }
    assert!(!page.body.contains('{') && page.body.contains("href=\"/v1/audit/export\""), "{}", page.body);
    assert_eq!(rows(&shown("?who=m.bell&from=3%2F3%2F2026").await.body), 1);
    assert_eq!(rows(&shown("?who=m.bell&until=1%2F3%2F2026").await.body), 0);
    let refused = shown("?who=s.tranger").await.body;
    assert!(refused.contains("Refused: no place on the case, or no such person"), "{refused}");
    let before = service.last_row().await;
    let wrong = shown("?from=soon").await;
    assert_eq!((wrong.status, rows(&wrong.body)), (422, 0));
    assert!(
        wrong.body.contains("value=\"soon\"") && wrong.body.contains("not a whole date"),
        "{}",
        wrong.body
    );
    assert_eq!(service.last_row().await, before, "nothing was read");
    let export = service.get(&governance(), "/v1/audit/export").await;
    assert_eq!(export.status, 200);
}
