//! Thirty versions of one person, posted in any order.

use jiff::civil::date;
use serde_json::Value;

use super::Service;
use crate::generator::{self, Rng};

/// Bytes of the first plan.
const PLAN_BYTES: usize = 600;
const VERSIONS: usize = 30;

/// Dated plans, each made from the one before it.
fn series(seed: u64) -> Vec<(String, String)> {
    let mut text = generator::plan(seed, PLAN_BYTES);
    (1995..)
        .zip(seed..)
        .take(VERSIONS)
        .map(|(year, seed)| {
            let next = generator::successor(seed, &text);
            (date(year, 3, 14).to_string(), std::mem::replace(&mut text, next))
        })
        .collect()
}

/// What is told of a person whose versions came in this order, the numbers left out.
async fn told(series: &[(String, String)]) -> (Value, String) {
    let service = Service::new().await;
    for (as_of, text) in series {
        let path = format!("/v1/people/p-17/versions?as_of={as_of}");
        assert_eq!(service.post(&path, "text/markdown", text.clone()).await.status, 201);
    }
    let mut history = service.get("/v1/people/p-17/history").await.json();
    for version in history["versions"].as_array_mut().unwrap() {
        version["number"].take();
    }
    let condensed = "/v1/people/p-17/condensed?since=2023-12-31&format=markdown";
    let condensed = service.get(condensed).await.text().to_owned();
    assert!(condensed.starts_with('*'), "{condensed}");
    (history, condensed)
}

#[tokio::test]
async fn the_order_of_arrival_changes_numbers_only() {
    for seed in 0..4 {
        let mut series = series(seed);
        let in_order = told(&series).await;
        assert_eq!(in_order.0["versions"].as_array().unwrap().len(), VERSIONS);
        Rng::new(seed).shuffle(&mut series);
        assert_eq!(told(&series).await, in_order, "seed {seed}");
    }
}
