//! Lists, a part at a time.

use serde_json::{Value, json};

use super::{Service, V1, refusal};

/// The values of one field of the entries of all parts, following `next` from part to part.
async fn walk(service: &Service, path: &str, plural: &str, field: &str) -> Vec<Vec<Value>> {
    let (mut parts, mut after) = (Vec::new(), String::new());
    loop {
        let list = service.get(&format!("{path}?limit=2{after}")).await.json();
        let entries = list[plural].as_array().unwrap();
        parts.push(entries.iter().map(|entry| entry[field].clone()).collect());
        match list["next"].as_str() {
            Some(next) => after = format!("&after={next}"),
            None => return parts,
        }
    }
}

#[tokio::test]
async fn people_by_id() {
    let service = Service::new().await;
    for id in ["p-3", "P-1", "p-20"] {
        service.post(&format!("/v1/people/{id}/versions"), "text/markdown", V1).await;
    }
    let ids = walk(&service, "/v1/people", "people", "id").await;
    assert_eq!(ids, [vec![json!("P-1"), json!("p-20")], vec![json!("p-3")]]);
    let entry = json!({"id": "p-3", "name": null, "versions": 1, "newest": "2023-03-14"});
    let rest = service.get("/v1/people?after=p-20").await.json();
    assert_eq!(rest, json!({"people": [entry], "next": null}));
}

#[tokio::test]
async fn nobody_yet() {
    let list = Service::new().await.get("/v1/people").await.json();
    assert_eq!(list, json!({"people": [], "next": null}));
}

#[tokio::test]
async fn versions_by_date() {
    let service = Service::new().await;
    for as_of in ["2025-03-14", "2023-03-14", "2024-03-14", "2024-03-15"] {
        service.post(&format!("/v1/people/p-1/versions?as_of={as_of}"), "text/markdown", V1).await;
    }
    let numbers = walk(&service, "/v1/people/p-1/versions", "versions", "number").await;
    assert_eq!(numbers, [vec![json!(2), json!(3)], vec![json!(4), json!(1)]]);
}

#[tokio::test]
async fn a_late_arrival_before_the_cursor_does_not_move_the_rest() {
    let service = Service::new().await;
    let add = |as_of| service.post(as_of, "text/markdown", V1);
    add("/v1/people/p-1/versions?as_of=2023-03-14").await;
    add("/v1/people/p-1/versions?as_of=2024-03-14").await;
    let first = service.get("/v1/people/p-1/versions?limit=1").await.json();
    add("/v1/people/p-1/versions?as_of=2020-03-14").await;
    let next = first["next"].as_str().unwrap();
    let rest = service.get(&format!("/v1/people/p-1/versions?after={next}")).await.json();
    assert_eq!(rest["versions"].as_array().unwrap().len(), 1);
    assert_eq!(rest["versions"][0]["as_of"], "2024-03-14");
}

#[tokio::test]
async fn conferences_and_sources_by_date() {
    let service = Service::new().await;
    for year in [2025, 2023, 2024] {
        let date = format!("{year}-03-14");
        service.post_json("/v1/people/p-1/conferences", &json!({"date": date, "kind": "annual"})).await;
        let path = format!("/v1/people/p-1/sources?kind=ser&date={date}");
        service.post(&path, "text/markdown", "# Report\n").await;
    }
    let ids = walk(&service, "/v1/people/p-1/conferences", "conferences", "id").await;
    assert_eq!(ids, [vec![json!(2), json!(3)], vec![json!(1)]]);
    let numbers = walk(&service, "/v1/people/p-1/sources", "sources", "number").await;
    assert_eq!(numbers, [vec![json!(2), json!(3)], vec![json!(1)]]);
}

#[tokio::test]
async fn parts_that_cannot_be_asked_for() {
    let service = Service::with_two_versions().await;
    let cases = [
        ("/v1/people?limit=0", "limit"),
        ("/v1/people?limit=1001", "limit"),
        ("/v1/people?after=p%2017", "after"),
        ("/v1/people/p-17/versions?limit=all", "limit"),
        ("/v1/people/p-17/versions?after=p-17", "after"),
        ("/v1/people/p-17/versions?after=2024-02-30.1", "after"),
    ];
    for (path, field) in cases {
        assert_eq!(service.get(path).await.refusal(), refusal(400, "invalid_parameter", field), "{path}");
    }
    let offset = service.get("/v1/people?offset=3").await;
    assert_eq!(offset.refusal(), refusal(400, "unknown_parameter", "offset"));
}
