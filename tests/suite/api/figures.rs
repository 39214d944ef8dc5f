//! What operators are told, and that it names nobody.

use axum::body::Body;
use axum::http::Request;
use cip_service::compute::Workers;

use super::{Service, V1};

#[tokio::test]
async fn answers_are_counted_by_the_pattern_of_their_route() {
    let service = Service::with_two_versions().await;
    service.get("/v1/people/p-17/brief").await;
    service.get("/v1/people/p-99/brief").await;
    service.get("/people/p-17/nowhere").await;
    let reply = service.get("/metrics").await;
    assert_eq!(reply.header("content-type"), "application/openmetrics-text; version=1.0.0; charset=utf-8");
    for line in [
        "cip_brief_requests_total{route=\"/v1/people/{person}/versions\",method=\"POST\",status=\"201\"} 2",
        "cip_brief_requests_total{route=\"/v1/people/{person}/brief\",method=\"GET\",status=\"200\"} 1",
        "cip_brief_requests_total{route=\"/v1/people/{person}/brief\",method=\"GET\",status=\"404\"} 1",
        "cip_brief_requests_total{route=\"none\",method=\"GET\",status=\"404\"} 1",
        "cip_brief_request_duration_seconds_count{route=\"/v1/people/{person}/brief\"} 2",
        "cip_brief_work_queue{urgency=\"prompt\"} 0",
        "cip_brief_connections 0",
        "# EOF",
    ] {
        assert!(reply.text().lines().any(|told| told == line), "{line} in {}", reply.text());
    }
}

#[tokio::test]
async fn work_is_timed_and_refusals_are_counted() {
    let service = Service::with_two_versions().await;
    let work = |text: &str, line: &str| {
        let line = text.lines().find_map(|told| told.strip_prefix(line)).map(str::to_owned);
        line.and_then(|number| number.trim().parse::<u64>().ok())
    };
    let bulk = "cip_brief_work_duration_seconds_count{urgency=\"bulk\"}";
    assert!(work(service.get("/metrics").await.text(), bulk).is_some_and(|pieces| pieces >= 2));
    let service = service.but(|app| app.with_workers(Workers::new(0)));
    service.post("/v1/people/p-17/versions?as_of=2025-03-14", "text/markdown", V1).await;
    let cache = work(service.get("/metrics").await.text(), "cip_brief_cache_bytes");
    assert!(cache.is_some_and(|bytes| bytes > 0));
    let refused = "cip_brief_work_refused_total{urgency=\"bulk\"}";
    assert_eq!(work(service.get("/metrics").await.text(), refused), Some(1));
}

#[tokio::test]
async fn figures_name_nobody_and_do_not_grow_with_what_is_made_up() {
    let service = Service::with_two_versions().await;
    for method in ["SNARK", "BOOJUM"] {
        let request = Request::builder().method(method).uri("/people/p-17/brief?name=Tolverie");
        service.send(request.body(Body::empty()).unwrap()).await;
    }
    let reply = service.get("/metrics").await;
    for word in ["p-17", "Tolverie", "Inverkell", "SNARK", "BOOJUM"] {
        assert!(!reply.text().contains(word), "{word} in {}", reply.text());
    }
    assert!(reply.text().contains("method=\"other\",status=\"405\"} 2"), "{}", reply.text());
}
