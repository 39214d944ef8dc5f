//! Briefs, deltas and histories: which versions, in which form, and whether the reader has them.

use serde_json::{Value, json};

use super::{Service, V1, keys, refusal};

#[tokio::test]
async fn a_brief_names_its_dates() {
    let service = Service::with_two_versions().await;
    let brief = service.get("/v1/people/p-17/brief").await.json();
    assert_eq!(brief["schema"], "cip-brief/2");
    assert_eq!(brief["person"], "p-17");
    assert_eq!(brief["baseline"], json!({"number": 1, "as_of": "2023-03-14"}));
    assert_eq!(brief["current"], json!({"number": 2, "as_of": "2024-03-12"}));
    assert_eq!(brief["last_conference"], json!({"date": "2023-03-14", "kind": "annual"}));
    assert_eq!(brief["next_conference"], Value::Null);
    insta::assert_debug_snapshot!("brief_keys", (keys(&brief), keys(&brief["parts"][0]["items"][0])));
}

#[tokio::test]
async fn a_brief_since_a_day_or_a_conference() {
    let service = Service::with_two_versions().await;
    let since = service.get("/v1/people/p-17/brief?since=2023-12-31").await.json();
    assert_eq!(since["baseline"]["number"], 1);
    let conference = service.get("/v1/people/p-17/brief?conference=1&words=200").await.json();
    assert_eq!(conference["baseline"]["number"], 1);
    let early = service.get("/v1/people/p-17/brief?since=2023-03-13").await;
    assert_eq!(early.refusal(), refusal(422, "no_version_since", "since"));
    let unknown = service.get("/v1/people/p-17/brief?conference=9").await;
    assert_eq!(unknown.refusal(), refusal(404, "conference_not_found", ""));
    let both = service.get("/v1/people/p-17/brief?conference=1&since=2023-12-31").await;
    assert_eq!(both.refusal(), refusal(400, "since_and_conference", "since"));
}

#[tokio::test]
async fn a_first_plan_has_a_brief_without_baseline() {
    let service = Service::new().await;
    service.post("/v1/people/p-17/versions?as_of=2023-03-14", "text/markdown", V1).await;
    let brief = service.get("/v1/people/p-17/brief").await.json();
    assert_eq!((&brief["baseline"], &brief["last_conference"]), (&Value::Null, &Value::Null));
}

#[tokio::test]
async fn without_a_conference_nothing_is_said_to_have_changed() {
    let service = Service::new().await;
    let plan = |lead: &str, status: &str| {
        format!(
            "# Plan\n\n{lead}## Action plan\n\n| Action | Owner | Due | Status |\n|---|---|---|---|\n\
             | Ring the landlord | Housing | 3 June 2024 | {status} |\n| Find a tutor | Education | 4 June 2024 | Open |\n"
        )
    };
    let entry = "## Health\n\nHe sleeps badly.\n\nHe has asked for a nurse.\n\nHe walks each day.\n\n";
    for (day, lead, status) in [("2023-03-14", "", "Open"), ("2024-03-12", entry, "Completed")] {
        let path = format!("/v1/people/p-17/versions?as_of={day}");
        service.post(&path, "text/markdown", plan(lead, status)).await;
    }
    let brief = service.get("/v1/people/p-17/brief").await.json();
    assert_eq!(brief["baseline"], Value::Null);
    let lines = brief["parts"].as_array().unwrap().iter().flat_map(|part| part["items"].as_array().unwrap());
    for line in lines {
        let quotes = line["quotes"].as_array().unwrap();
        assert!(quotes.iter().all(|quote| quote["side"] == "new"), "{line}");
    }
    let page = service.get("/v1/people/p-17/brief?format=markdown").await.body;
    let page = String::from_utf8(page).unwrap();
    assert!(!page.contains("~~"), "{page}");
}

#[tokio::test]
async fn a_late_arrival_changes_the_baseline_and_the_tag() {
    let service = Service::with_two_versions().await;
    service.post_json("/v1/people/p-17/conferences", &json!({"date": "2023-10-01", "kind": "concern"})).await;
    let before = service.get("/v1/people/p-17/brief").await;
    service.post("/v1/people/p-17/versions?as_of=2023-09-20", "text/markdown", "# Plan\n").await;
    let after = service.get_with("/v1/people/p-17/brief", "if-none-match", before.header("etag")).await;
    assert_eq!((after.status.as_u16(), &after.json()["baseline"]["number"]), (200, &json!(3)));
}

#[tokio::test]
async fn a_report_changes_what_is_asked_and_the_tag() {
    let service = Service::with_two_versions().await;
    let plan =
        "# Plan\n\n## Work\n\nThe tutor says that he has finished the bricklaying course at the college.\n";
    service.post("/v1/people/p-17/versions?as_of=2025-03-12", "text/markdown", plan).await;
    let before = service.get("/v1/people/p-17/brief").await;
    let report =
        "# Report\n\nThe tutor says that he has not finished the bricklaying course at the college.\n";
    service.post("/v1/people/p-17/sources?kind=ser&date=2019-02-01", "text/markdown", report).await;
    let after = service.get_with("/v1/people/p-17/brief", "if-none-match", before.header("etag")).await;
    assert_eq!(after.status.as_u16(), 200);
    let brief = after.json();
    let report = brief["parts"].as_array().unwrap().iter().find(|part| part["id"] == "report").unwrap();
    assert_eq!(report["title"], "Differs from the report");
    let quotes = &report["items"][0]["quotes"];
    assert_eq!((&quotes[0]["version"], &quotes[0]["side"]), (&json!(3), &json!("new")));
    assert_eq!((&quotes[1]["version"], &quotes[1]["source"]), (&Value::Null, &json!(1)));
}

#[tokio::test]
async fn what_is_known_of_a_person_changes_what_is_looked_up_and_the_tag() {
    let service = Service::with_two_versions().await;
    service.post_json("/v1/people/p-17/conferences", &json!({"date": "2024-03-12", "kind": "initial"})).await;
    let before = service.get("/v1/people/p-17/brief").await;
    let stage = &before.json()["stage"];
    assert_eq!((&stage["kind"], &stage["conference"]), (&json!("initial"), &json!("2024-03-12")));
    assert_eq!(stage["checks"][0]["finding"], "not-recorded");
    let known = json!({"admitted": "2023-05-03", "sentenced": "2023-11-20", "route": "enhanced"});
    service.put_json("/v1/people/p-17", &known).await;
    let after = service.get_with("/v1/people/p-17/brief", "if-none-match", before.header("etag")).await;
    let after = after.json();
    let checks = after["stage"]["checks"].as_array().unwrap();
    let found: Vec<_> =
        checks.iter().map(|check| (&check["rule"], &check["finding"], &check["months"])).collect();
    let rules =
        ["admission", "sentence"].map(|from| json!(format!("Initial conference within 6 months of {from}")));
    let expected = [(&rules[0], &json!("longer"), &json!(10)), (&rules[1], &json!("within"), &json!(3))];
    assert_eq!(found, expected);
    let page = service.get("/people/p-17/brief").await;
    let said = "admitted 3 May 2023, conference 12 March 2024: 10 months and 9 days.";
    assert!(page.text().contains(said), "{}", page.text());
}

#[tokio::test]
async fn an_agency_reads_its_own_lines_first() {
    let service = Service::new().await;
    let plan = |flat: &str, seen: &str| {
        format!("# Plan\n\n## Housing\n\nHe has {flat}.\n\n## Physical health\n\nHe was seen {seen}.\n")
    };
    for (as_of, text) in [("2023-03-14", plan("a flat", "twice")), ("2024-03-12", plan("no flat", "thrice"))]
    {
        let path = format!("/v1/people/p-17/versions?as_of={as_of}");
        service.post(&path, "text/markdown", text).await;
    }
    let sections = |brief: &Value| -> Vec<Value> {
        let parts = brief["parts"].as_array().unwrap();
        let new = parts.iter().find(|part| part["id"] == "new").unwrap();
        let items = new["items"].as_array().unwrap().iter();
        items.map(|item| item["section"].as_array().unwrap().last().unwrap().clone()).collect()
    };
    let path = "/v1/people/p-17/brief?since=2023-03-14";
    let all = service.get(path).await;
    assert_eq!(sections(&all.json()), ["Housing", "Physical health"]);
    let own = service.get_with(&format!("{path}&agency=nurse"), "if-none-match", all.header("etag")).await;
    let own = own.json();
    assert_eq!(
        (&own["agency"], sections(&own)),
        (&json!("Health"), vec![json!("Physical health"), json!("Housing")])
    );
    let unknown = service.get(&format!("{path}&agency=circus")).await;
    assert_eq!(unknown.refusal(), refusal(400, "agency_unknown", "agency"));
    assert!(unknown.text().contains("Social work, Prison, Health,"), "{}", unknown.text());
}

#[tokio::test]
async fn a_history_is_in_the_order_of_dates_and_has_a_tag() {
    let service = Service::with_two_versions().await;
    let path = "/v1/people/p-17/history";
    let first = service.get(path).await;
    let history = first.json();
    assert_eq!(history["schema"], "cip-history/1");
    assert_eq!(history["versions"][1]["number"], 2);
    insta::assert_debug_snapshot!("history_keys", (keys(&history), keys(&history["units"][0])));
    let again = service.get_with(path, "if-none-match", first.header("etag")).await;
    assert_eq!(again.status.as_u16(), 304);
    service.post("/v1/people/p-17/versions?as_of=2022-03-15", "text/markdown", V1).await;
    let late = service.get_with(path, "if-none-match", first.header("etag")).await.json();
    let versions = late["versions"].as_array().unwrap();
    let numbers: Vec<_> = versions.iter().map(|version| version["number"].as_u64().unwrap()).collect();
    assert_eq!(numbers, [3, 1, 2]);
    assert_eq!(
        service.get("/v1/people/nobody/history").await.refusal(),
        refusal(404, "person_not_found", "")
    );
}

#[tokio::test]
async fn a_history_is_told_since_the_last_conference() {
    let service = Service::with_two_versions().await;
    let path = "/v1/people/p-17/history";
    service.post("/v1/people/p-17/versions?as_of=2023-09-20", "text/markdown", "# Plan\n").await;
    let before = service.get(path).await;
    assert_eq!(before.json()["baseline"], 1, "nobody has met about the second of three");
    service.post_json("/v1/people/p-17/conferences", &json!({"date": "2023-10-01", "kind": "concern"})).await;
    let after = service.get_with(path, "if-none-match", before.header("etag")).await;
    assert_eq!((after.status.as_u16(), &after.json()["baseline"]), (200, &json!(2)));
}

#[tokio::test]
async fn a_condensed_plan_folds_what_stood_at_the_last_conference() {
    let service = Service::with_two_versions().await;
    let path = "/v1/people/p-17/condensed";
    let condensed = service.get(path).await.json();
    assert_eq!((&condensed["schema"], &condensed["version"]), (&json!("cip-condensed/1"), &json!(2)));
    insta::assert_debug_snapshot!("condensed_keys", (keys(&condensed), keys(&condensed["parts"][0])));
    let markdown = service.get_with(path, "accept", "text/markdown").await;
    assert_eq!(markdown.header("content-type"), "text/markdown; charset=utf-8");
    let page = service.get_with(path, "accept", "text/html").await;
    assert!(page.text().contains("Condensed plan"), "{}", page.text());
    let early = service.get("/v1/people/p-17/condensed?since=2023-03-13").await;
    assert_eq!(early.refusal(), refusal(422, "no_version_since", "since"));
    assert_eq!(
        service.get("/v1/people/nobody/condensed").await.refusal(),
        refusal(404, "person_not_found", "")
    );
}

#[tokio::test]
async fn a_delta_tells_every_unit() {
    let service = Service::with_two_versions().await;
    let delta = service.get("/v1/people/p-17/delta?from=1&to=2").await.json();
    assert_eq!(delta["schema"], "cip-delta/1");
    assert_eq!(delta["totals"]["unchanged"], 4);
    let kinds: Vec<&str> =
        delta["units"].as_array().unwrap().iter().map(|unit| unit["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["unchanged", "material", "unchanged", "unchanged", "unchanged", "material"]);
    insta::assert_debug_snapshot!("delta_keys", (keys(&delta), keys(&delta["units"][0])));
}

#[tokio::test]
async fn a_reader_who_has_it_is_told_so() {
    let service = Service::with_two_versions().await;
    for path in ["/v1/people/p-17/brief", "/v1/people/p-17/condensed", "/v1/people/p-17/delta?from=1&to=2"] {
        let first = service.get(path).await;
        let again = service.get_with(path, "if-none-match", first.header("etag")).await;
        assert_eq!((again.status.as_u16(), again.body.len()), (304, 0), "{path}");
        assert_eq!(again.header("etag"), first.header("etag"));
        let other = service.get_with(path, "if-none-match", "\"other\"").await;
        assert_eq!((other.status.as_u16(), other.body), (200, first.body));
    }
}

#[tokio::test]
async fn compressed_and_plain_have_tags_of_their_own() {
    let service = Service::with_two_versions().await;
    let path = "/v1/people/p-17/delta?from=1&to=2";
    let plain = service.get(path).await;
    let gzip = service.get_with(path, "accept-encoding", "gzip").await;
    assert_eq!(gzip.header("content-encoding"), "gzip");
    assert_ne!(gzip.header("etag"), plain.header("etag"));
    let known = service.get_with(path, "if-none-match", gzip.header("etag")).await;
    assert_eq!(known.status, 304);
    // As the answer that the reader has came (RFC 9110, section 15.4.5).
    let both = |reply: &super::Reply| {
        let vary: Vec<_> =
            reply.headers.get_all("vary").iter().map(|vary| vary.to_str().unwrap().to_owned()).collect();
        (reply.header("etag").to_owned(), vary.join(", ").contains("accept-encoding"))
    };
    assert_eq!(both(&known), both(&gzip));
    let known = service.get_with(path, "if-none-match", plain.header("etag")).await;
    assert_eq!(both(&known), (plain.header("etag").to_owned(), true));
}

#[tokio::test]
async fn each_form_is_had_by_accept_or_by_name() {
    let service = Service::with_two_versions().await;
    let forms = [("json", "application/json"), ("markdown", "text/markdown"), ("html", "text/html")];
    for path in ["/v1/people/p-17/brief?", "/v1/people/p-17/delta?from=1&to=2&"] {
        for (name, media_type) in forms {
            let named = service.get(&format!("{path}format={name}")).await;
            let accepted = service.get_with(path.trim_end_matches(['?', '&']), "accept", media_type).await;
            assert!(named.header("content-type").starts_with(media_type), "{path} {name}");
            assert_eq!(named.header("etag"), accepted.header("etag"), "{path} {name}");
            assert_eq!(named.body, accepted.body, "{path} {name}");
            assert!(named.text().contains("High"), "{path} {name}");
            assert_eq!(named.header("vary"), "accept", "{path} {name}");
        }
    }
}

#[tokio::test]
async fn a_conference_before_the_first_plan_gives_no_baseline() {
    let service = Service::new().await;
    service.post("/v1/people/p-17/versions?as_of=2023-03-14", "text/markdown", V1).await;
    service.post_json("/v1/people/p-17/conferences", &json!({"date": "2022-03-01", "kind": "initial"})).await;
    let brief = service.get("/v1/people/p-17/brief").await.json();
    assert_eq!((&brief["baseline"], &brief["last_conference"]["date"]), (&Value::Null, &json!("2022-03-01")));
}

#[tokio::test]
async fn the_brief_of_an_earlier_version_stays_and_names_the_newer_one() {
    let service = Service::with_two_versions().await;
    let then = service.get("/v1/people/p-17/brief?version=1").await.json();
    assert_eq!((&then["current"]["number"], &then["baseline"]), (&json!(1), &Value::Null));
    let page = service.get("/people/p-17/brief?version=1").await;
    assert!(page.text().contains("There is a newer plan, version 2 of 12 March 2024."), "{}", page.text());
    assert!(page.text().contains("href=\"/people/p-17/brief\">Brief of the newest plan"), "{}", page.text());
    let newest = service.get("/people/p-17/brief?version=2").await;
    assert!(!newest.text().contains("There is a newer plan"), "{}", newest.text());
    assert!(newest.text().contains("href=\"/people/p-17/brief?version=2\">This page, of version 2"));
    // What was printed and what is shown now differ in the tag, too.
    let tag = page.header("etag").to_owned();
    let later = service.post("/v1/people/p-17/versions?as_of=2025-03-11", "text/markdown", super::V2).await;
    assert_eq!(later.status, 201);
    let page = service.get_with("/people/p-17/brief?version=1", "if-none-match", &tag).await;
    assert!(page.text().contains("version 3 of 11 March 2025"), "{}", page.text());
    let nothing = service.get("/v1/people/p-17/brief?version=9").await;
    assert_eq!(nothing.refusal(), refusal(404, "version_not_found", ""));
    assert_eq!(service.get("/people/p-17/brief?version=new").await.status, 400);
}
