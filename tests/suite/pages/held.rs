//! Posts that may be another person's plan, decided by hand.

use axum::http::{StatusCode, header};

use super::forms::location;
use super::{FIRST, Site, post};
use cip_service::app::{App, Caller};

const OTHER: &str = "# Plan\n\n**Name:** Zoe & Somebody\n\n## Housing\n\nShe lives in a caravan.\n";

/// A person with one plan, and another's posted for her.
async fn with_one_held() -> Site {
    let site = Site::with(&[FIRST]).await;
    hold(&site.app).await;
    site
}

async fn hold(app: &App) {
    let person = "p-1".parse().unwrap();
    let arrival = app
        .add_version(&Caller::loopback(), &person, post(OTHER, jiff::civil::date(2024, 3, 14)))
        .await
        .unwrap();
    assert!(!arrival.kept().held.is_empty());
}

const HELD: &str = "/people/p-1/held";

#[tokio::test]
async fn the_page_shows_both_values_and_two_buttons() {
    let site = with_one_held().await;
    let person = site.get("/people/p-1").await.body;
    assert!(person.contains("href=\"/people/p-1/held\">One post is held"), "{person}");
    let page = site.get(HELD).await;
    assert_eq!(page.status, StatusCode::OK);
    for said in ["A. Nobody", "Zoe &#38; Somebody", "value=\"confirm\"", "value=\"withdraw\"", "version 2"] {
        assert!(page.body.contains(said), "{said}: {}", page.body);
    }
    assert!(!page.body.contains("caravan"), "nothing else of it is shown");
    assert_eq!(site.get("/people/nobody/held").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn confirming_leads_to_the_person() {
    let site = with_one_held().await;
    let done = site.post_fields(HELD, &[("number", "2"), ("decision", "confirm")]).await;
    assert_eq!((done.status, location(&done)), (StatusCode::SEE_OTHER, "/people/p-1?stored=2"));
    let person = site.get("/people/p-1?stored=2").await.body;
    assert!(person.contains("is stored as version 2") && !person.contains("is held"), "{person}");
    assert!(site.get(HELD).await.body.contains("No post is held."));
}

#[tokio::test]
async fn withdrawing_leads_back_to_the_rest() {
    let site = with_one_held().await;
    let fields = [("number", "2"), ("decision", "withdraw")];
    let done = site.post_fields(HELD, &fields).await;
    assert_eq!((done.status, location(&done)), (StatusCode::SEE_OTHER, "/people/p-1/held?withdrawn=2"));
    let page = site.get("/people/p-1/held?withdrawn=2").await.body;
    assert!(page.contains("Version 2 is not held any more.") && page.contains("No post is held."), "{page}");
    assert_eq!(
        site.post_fields(HELD, &fields).await.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "decided already"
    );
}

#[tokio::test]
async fn only_what_is_held_is_withdrawn_there() {
    let site = with_one_held().await;
    let counts = site.post_fields(HELD, &[("number", "1"), ("decision", "withdraw")]).await;
    assert_eq!(counts.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(site.get("/people/p-1/versions/1").await.status, StatusCode::OK);
    for fields in
        [&[("number", "2")][..], &[("decision", "confirm")], &[("number", "2"), ("decision", "burn")]]
    {
        assert_eq!(site.post_fields(HELD, fields).await.status, StatusCode::BAD_REQUEST, "{fields:?}");
    }
}

#[tokio::test]
async fn a_foreign_page_decides_nothing() {
    let site = with_one_held().await;
    let request = axum::http::Request::post(HELD)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "cross-site")
        .body(axum::body::Body::from("number=2&decision=confirm"))
        .unwrap();
    let response = tower::ServiceExt::oneshot(site.routes.clone(), request).await.unwrap();
    assert_eq!(response.status(), StatusCode::FORBIDDEN);
    assert!(site.get(HELD).await.body.contains("version 2"));
}

#[tokio::test]
async fn the_look_before_storing_says_that_it_will_be_held() {
    let site = Site::with(&[FIRST]).await;
    let fields = [("date", "14/03/2024"), ("kind", "text/markdown"), ("text", OTHER)];
    let add = "/people/p-1/versions/new";
    let look = site.post_fields(add, &[&fields[..], &[("step", "look")]].concat()).await;
    assert!(
        look.body.contains("This may be another person’s plan: name “Zoe &#38; Somebody"),
        "{}",
        look.body
    );
    let stored = site.post_fields(add, &[&fields[..], &[("step", "store")]].concat()).await;
    assert_eq!(location(&stored), "/people/p-1/held?stored=2");
    assert!(site.get(location(&stored)).await.body.contains("Version 2 is stored and held."));
}
