//! What gives a place on a case, and what ends it.

use cip_service::app::{Caller, Policy, ReasonPolicy, Request, Role};
use serde_json::json;

use super::{Service, governance, ingest, person, reader};

const BRIEF: &str = "/v1/people/p-17/brief";

async fn sees(service: &Service, name: &str) -> bool {
    match service.get(&reader(name), BRIEF).await.status {
        200 => true,
        404 => false,
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn a_caseload_counts_between_its_days_and_ends_at_once() {
    let service = Service::with_a_person().await;
    let put = async |name: &str, from: &str, until: Option<&str>| {
        let entry = json!({"name": name, "from": from, "until": until});
        assert_eq!(service.json(&ingest(), "PUT", "/v1/people/p-17/caseload", &entry).await.status, 201);
    };
    put("past", "2025-01-01", Some("2026-03-02")).await;
    put("present", "2026-03-02", Some("2026-03-03")).await;
    put("future", "2026-03-03", None).await;
    assert!(
        !sees(&service, "past").await && sees(&service, "present").await && !sees(&service, "future").await
    );
    service.wait(24 * 3600);
    assert!(!sees(&service, "present").await && sees(&service, "future").await);
    let ended =
        service.json(&ingest(), "POST", "/v1/people/p-17/caseload/end", &json!({"name": "future"})).await;
    assert_eq!(ended.parsed()["caseload"][2]["until"], "2026-03-03");
    assert!(!sees(&service, "future").await, "it ended meanwhile");
}

#[tokio::test]
async fn an_invitation_counts_unless_the_conference_is_cancelled() {
    let service = Service::with_a_person().await;
    let set = async |status: &str, invited: Option<&[&str]>| {
        let mut conference = json!({"date": "2026-06-01", "kind": "concern", "status": status});
        if let Some(invited) = invited {
            conference["invited"] = json!(invited);
        }
        service.json(&ingest(), "POST", "/v1/people/p-17/conferences", &conference).await.status
    };
    assert_eq!(set("scheduled", Some(&["m.bell", "r.kerr"])).await, 201);
    assert!(
        sees(&service, "m.bell").await && sees(&service, "r.kerr").await && !sees(&service, "M.Bell").await
    );
    let path = "/v1/people/p-17/conferences/3/invitations";
    let left = service.json(&ingest(), "PUT", path, &json!({"invited": ["m.bell"]})).await;
    assert_eq!(left.parsed(), json!({"invited": ["m.bell"]}));
    assert!(sees(&service, "m.bell").await && !sees(&service, "r.kerr").await);
    assert_eq!(set("cancelled", None).await, 200);
    assert!(!sees(&service, "m.bell").await);
}

#[tokio::test]
async fn invitations_end_where_policy_says_so() {
    let policy = Policy { invited_for_days: Some(30), ..Policy::default() };
    let service = Service::over(|app| app.with_policy(policy)).await;
    service.fill().await;
    let invite = json!({"invited": ["m.bell"]});
    service.json(&ingest(), "PUT", "/v1/people/p-17/conferences/2/invitations", &invite).await;
    assert!(sees(&service, "m.bell").await);
    service.wait(60 * 24 * 3600);
    assert!(!sees(&service, "m.bell").await);
}

#[tokio::test]
async fn an_establishment_opens_its_cases_to_its_staff() {
    let service = Service::with_a_person().await;
    let there = json!({"establishment": "inverkell", "from": "2026-01-01"});
    service.json(&ingest(), "PUT", "/v1/people/p-17/caseload", &there).await;
    let posted = json!({"name": "m.bell", "from": "2026-01-01"});
    let staff = "/v1/establishments/inverkell/staff";
    assert!(!sees(&service, "m.bell").await);
    assert_eq!(service.json(&ingest(), "PUT", staff, &posted).await.status, 201);
    assert!(sees(&service, "m.bell").await);
    service
        .json(&ingest(), "POST", "/v1/people/p-17/caseload/end", &json!({"establishment": "inverkell"}))
        .await;
    assert!(!sees(&service, "m.bell").await, "the person has moved");
    service.json(&ingest(), "PUT", "/v1/people/p-17/caseload", &there).await;
    assert!(sees(&service, "m.bell").await);
    service.json(&ingest(), "POST", &format!("{staff}/end"), &json!({"name": "m.bell"})).await;
    assert!(!sees(&service, "m.bell").await, "the reader has moved");
}

#[tokio::test]
async fn a_case_opened_in_an_emergency_closes_again_and_is_reviewed_by_another() {
    let service = Service::with_a_person().await;
    let open = "/v1/people/p-17/break-glass";
    let opener = person("m.bell", &[Role::Read, Role::Governance]);
    for reason in [json!({}), json!({"reason": ""}), json!({"reason": " "})] {
        assert_eq!(service.json(&opener, "POST", open, &reason).await.status, 422, "{reason}");
    }
    assert!(!sees(&service, "m.bell").await);
    let reason = json!({"reason": "On call; a call from the hall."});
    assert_eq!(service.json(&opener, "POST", open, &reason).await.status, 201);
    assert!(sees(&service, "m.bell").await);
    let waiting = service.get(&governance(), "/v1/break-glass?waiting=true").await.parsed();
    assert_eq!(waiting["break_glass"][0]["reason"], "On call; a call from the hall.");
    let review = json!({"outcome": "justified", "note": "The rota says so."});
    let own = service.json(&opener, "POST", "/v1/break-glass/1/review", &review).await;
    assert_eq!((own.status, own.code().as_str()), (403, "own_review"));
    let reviewed = service.json(&governance(), "POST", "/v1/break-glass/1/review", &review).await;
    assert_eq!(reviewed.parsed()["review"]["by"], "g.overn");
    let (same, other) = (json!({"outcome": "justified"}), json!({"outcome": "not-justified"}));
    let again = service.json(&governance(), "POST", "/v1/break-glass/1/review", &same).await;
    assert_eq!(again.parsed()["review"]["note"], "The rota says so.");
    let otherwise = service.json(&governance(), "POST", "/v1/break-glass/1/review", &other).await;
    assert_eq!((otherwise.status, otherwise.code().as_str()), (409, "already_reviewed"));
    assert!(
        otherwise.body.contains("It was reviewed before, by g.overn, as justified"),
        "{}",
        otherwise.body
    );
    let waiting = service.get(&governance(), "/v1/break-glass?waiting=true").await.parsed();
    assert_eq!(waiting["break_glass"], json!([]));
    let missing = service.json(&governance(), "POST", "/v1/break-glass/9/review", &review).await;
    assert_eq!((missing.status, missing.code().as_str()), (404, "break_glass_not_found"));
    service.wait(3601);
    assert!(!sees(&service, "m.bell").await);
}

#[tokio::test]
async fn opening_a_case_in_an_emergency_does_not_say_whether_there_is_one() {
    let service = Service::with_a_person().await;
    let open = async |person: &str| {
        let path = format!("/v1/people/{person}/break-glass");
        let reply = service.json(&reader("m.bell"), "POST", &path, &json!({"reason": "On call."})).await;
        let mut body = reply.parsed();
        body["number"] = json!(0);
        body["person"] = json!("");
        (reply.status, body)
    };
    assert_eq!(open("p-17").await, open("p-99").await);
}

#[tokio::test]
async fn where_policy_wants_a_reason_nothing_is_shown_without() {
    let policy = Policy { reason: ReasonPolicy::Required, ..Policy::default() };
    let service = Service::over(|app| app.with_policy(policy)).await;
    service.fill().await;
    service.put_on_caseload("m.bell").await;
    let refused = service.get(&reader("m.bell"), BRIEF).await;
    assert_eq!((refused.status, refused.code().as_str()), (428, "reason_missing"));
    assert_eq!(refused, service.get(&reader("m.bell"), &BRIEF.replace("p-17", "p-99")).await);
    let request = Request { reason: Some("The conference on Tuesday.".to_owned()), ..Request::default() };
    assert_eq!(service.get(&reader("m.bell").by(request), BRIEF).await.status, 200);
    let rows = service.rows_after(0).await;
    assert_eq!(rows.last().unwrap().event.reason.as_deref(), Some("The conference on Tuesday."));
    assert_eq!(service.get(&Caller::loopback(), BRIEF).await.status, 200);
}

#[tokio::test]
async fn who_posts_by_hand_needs_a_place_and_a_record_system_does_not() {
    let service = Service::with_a_person().await;
    let conference = json!({"date": "2026-07-01", "kind": "other"});
    let path = "/v1/people/p-17/conferences";
    let hand = person("h.and", &[Role::Ingest, Role::Read]);
    assert_eq!(service.json(&hand, "POST", path, &conference).await.status, 404);
    assert_eq!(service.json(&reader("h.and"), "POST", path, &conference).await.status, 403);
    service.put_on_caseload("h.and").await;
    assert_eq!(service.json(&hand, "POST", path, &conference).await.status, 201);
    assert_eq!(service.json(&reader("h.and"), "POST", path, &conference).await.status, 403);
    assert_eq!(service.json(&ingest(), "POST", path, &conference).await.status, 200);
    assert_eq!(service.get(&ingest(), BRIEF).await.status, 403, "who posts does not read");
}

#[tokio::test]
async fn whoever_adds_a_person_by_hand_has_a_place_on_that_case_for_a_while() {
    let service = Service::with_a_person().await;
    let hand = person("h.and", &[Role::Ingest, Role::Read]);
    let added = service.json(&hand, "PUT", "/v1/people/p-30", &json!({"name": "Ada Tarbert"})).await;
    assert_eq!(added.status, 201, "{}", added.body);
    let rows = service.rows_after(0).await;
    let told = rows.iter().filter(|row| row.event.who == "h.and");
    let told: Vec<_> = told.map(|row| (row.event.what.as_str(), row.event.refused.as_deref())).collect();
    assert_eq!(told, [("BEGIN_CASE", None), ("PUT_PERSON", None)]);
    let plan = "/v1/people/p-30/versions?as_of=2026-03-01";
    assert_eq!(service.post(&hand, plan, "# Plan\n\nShe has a flat.\n").await.status, 201);
    assert_eq!(service.get(&hand, "/v1/people/p-30/brief").await.status, 200);
    assert_eq!(service.get(&reader("s.tranger"), "/v1/people/p-30").await.status, 404, "nobody else");
    let caseload = service.get(&governance(), "/v1/people/p-30/caseload").await.parsed();
    let entry = json!({"name": "h.and", "establishment": null, "from": "2026-03-02", "until": "2026-04-01"});
    assert_eq!(caseload["caseload"], json!([entry]), "governance sees it");
    let another = person("a.nother", &[Role::Ingest, Role::Read]);
    for who in [&another, &hand] {
        let page = service.form(who, "/new", "id=p-30&name=Somebody+Else").await;
        assert!([404, 422].contains(&page.status), "{}", page.status);
        assert!(!page.body.contains("Tarbert"), "{}", page.body);
    }
    assert_eq!(service.get(&hand, "/v1/people/p-30").await.parsed()["name"], "Ada Tarbert", "left as it was");
    service.wait(30 * 24 * 3600);
    assert_eq!(service.get(&hand, "/v1/people/p-30").await.status, 404);
}

#[tokio::test]
async fn a_person_who_is_there_is_not_added_by_whoever_has_no_place() {
    let service = Service::with_a_person().await;
    let hand = person("h.and", &[Role::Ingest, Role::Read]);
    let put = service.json(&hand, "PUT", "/v1/people/p-17", &json!({"name": "Mine"})).await;
    let read = service.get(&hand, "/v1/people/p-17").await;
    assert_eq!((put.status, put.code()), (404, read.code()));
    assert_eq!(put.body, read.body.replace("GET", "PUT"));
    let caseload = service.get(&governance(), "/v1/people/p-17/caseload").await.parsed();
    assert_eq!(caseload["caseload"], json!([]));
    // Whoever posts by hand and does not read adds nobody; a record system does, and gets no place.
    let blind = person("b.lind", &[Role::Ingest]);
    assert_eq!(service.json(&blind, "PUT", "/v1/people/p-31", &json!({})).await.status, 403);
    assert_eq!(service.json(&ingest(), "PUT", "/v1/people/p-31", &json!({})).await.status, 201);
    let caseload = service.get(&governance(), "/v1/people/p-31/caseload").await.parsed();
    assert_eq!(caseload["caseload"], json!([]));
}

#[tokio::test]
async fn policy_may_have_nobody_add_a_person_by_hand() {
    let policy = Policy { added_for_days: 0, ..Policy::default() };
    let service = Service::over(|app| app.with_policy(policy)).await;
    let hand = person("h.and", &[Role::Ingest, Role::Read]);
    assert_eq!(service.json(&hand, "PUT", "/v1/people/p-30", &json!({})).await.status, 404);
    assert_eq!(service.form(&hand, "/new", "id=p-30&name=").await.status, 404);
    assert_eq!(
        service.get(&Caller::loopback(), "/v1/people/p-30").await.status,
        404,
        "nobody came into being"
    );
}

#[tokio::test]
async fn a_chair_sees_who_has_read_it() {
    let service = Service::with_a_person().await;
    let invite = json!({"invited": ["m.bell", "r.kerr", "l.ate"]});
    service.json(&ingest(), "PUT", "/v1/people/p-17/conferences/2/invitations", &invite).await;
    assert!(sees(&service, "m.bell").await);
    service.get(&reader("r.kerr"), "/v1/people/p-17/conferences").await;
    service.wait(10 * 24 * 3600);
    assert!(sees(&service, "l.ate").await);
    let readers = "/v1/people/p-17/conferences/2/readers";
    let chair = person("m.bell", &[Role::Chair]);
    let told = service.get(&chair, readers).await.parsed();
    let line = |name: &str| {
        let line = told["readers"].as_array().unwrap().iter().find(|line| line["name"] == name).unwrap();
        (line["invited"].clone(), line["first_opened"].clone(), line["in_time"].clone())
    };
    assert_eq!(line("m.bell"), (json!(true), json!("2026-03-02T09:00:00.000000Z"), json!(true)));
    assert_eq!(line("r.kerr"), (json!(true), json!(null), json!(false)), "a list is no reading");
    assert_eq!(line("l.ate"), (json!(true), json!("2026-03-12T09:00:00.000000Z"), json!(false)));
    assert_eq!(service.get(&reader("m.bell"), readers).await.status, 403);
    assert_eq!(service.get(&person("o.ther", &[Role::Chair]), readers).await.status, 404);
    assert_eq!(service.get(&governance(), readers).await.status, 200);
    let page = service.get(&chair, "/people/p-17/readers").await.body;
    assert!(
        page.contains("1 of 3 invited opened the brief or the plan by the day of the conference."),
        "{page}"
    );
    assert!(service.get(&chair, "/people/p-17").await.body.contains("Who has read it"));
    assert!(!service.get(&reader("m.bell"), "/people/p-17").await.body.contains("Who has read it"));
}
