//! Posts that only ask what would become of them.

use serde_json::json;

use super::{Service, V1, V2, refusal};

const VERSIONS: &str = "/v1/people/p-17/versions";

async fn versions_kept(service: &Service) -> usize {
    service.get(VERSIONS).await.json()["versions"].as_array().unwrap().len()
}

#[tokio::test]
async fn the_receipt_is_the_one_that_the_post_gets() {
    let service = Service::with_two_versions().await;
    let third = format!("{V2}\nOne line more.\n");
    let path = format!("{VERSIONS}?as_of=2024-03-12&source_id=PR2-3");
    let foreseen = service.post(&format!("{path}&validate=true"), "text/markdown", third.clone()).await;
    assert_eq!((foreseen.status.as_u16(), foreseen.header("location")), (200, ""));
    assert_eq!((&foreseen.json()["number"], &foreseen.json()["supersedes"]), (&json!(3), &json!(2)));
    assert_eq!(versions_kept(&service).await, 2);
    let kept = service.post(&path, "text/markdown", third).await;
    assert_eq!((kept.status.as_u16(), kept.json()), (201, foreseen.json()));
}

#[tokio::test]
async fn a_person_does_not_come_into_being() {
    let service = Service::new().await;
    let body = json!({"as_of": "2024-03-14", "content": V1});
    let reply = service.post_json(&format!("{VERSIONS}?validate=true"), &body).await;
    assert_eq!((reply.status.as_u16(), &reply.json()["carried_forward"]), (200, &json!(null)));
    assert_eq!(service.get("/v1/people/p-17").await.refusal(), refusal(404, "person_not_found", ""));
}

#[tokio::test]
async fn what_is_there_already_keeps_its_number() {
    let service = Service::with_two_versions().await;
    let reply = service.post(&format!("{VERSIONS}?validate=true"), "text/markdown", V1).await;
    assert_eq!((reply.status.as_u16(), &reply.json()["number"]), (200, &json!(1)));
}

#[tokio::test]
async fn validate_false_keeps() {
    let service = Service::new().await;
    let reply = service.post(&format!("{VERSIONS}?validate=false"), "text/markdown", V1).await;
    assert_eq!((reply.status.as_u16(), versions_kept(&service).await), (201, 1));
}

#[tokio::test]
async fn refusals_are_those_of_the_post() {
    let service = Service::new().await;
    let path = format!("{VERSIONS}?as_of=2024-03-14&source_id=PR2-1");
    service.post(&path, "text/markdown", V1).await;
    let cases: [(&str, &[u8], _); 4] = [
        ("as_of=2024-03-14&source_id=PR2-1", b"other", refusal(409, "source_id_conflict", "source_id")),
        ("as_of=2024-03-14", b"", refusal(422, "empty_text", "")),
        ("as_of=2024-03-14", b"\xff\0", refusal(415, "media_type_mismatch", "Content-Type")),
        ("source_id=PR2-2", b"no date", refusal(422, "as_of_missing", "as_of")),
    ];
    for (query, body, expected) in cases {
        let reply = service.post(&format!("{VERSIONS}?{query}&validate=true"), "text/markdown", body).await;
        assert_eq!(reply.refusal(), expected, "{query}");
    }
    let unclear = service.post(&format!("{VERSIONS}?validate=yes"), "text/markdown", V1).await;
    assert_eq!(unclear.refusal(), refusal(400, "invalid_parameter", "validate"));
    assert_eq!(versions_kept(&service).await, 1);
}

#[tokio::test]
async fn source_reports_too() {
    let service = Service::with_two_versions().await;
    let path = "/v1/people/p-17/sources?kind=ser&date=2019-02-01";
    let foreseen = service.post(&format!("{path}&validate=true"), "text/markdown", "# Report\n").await;
    assert_eq!((foreseen.status.as_u16(), &foreseen.json()["number"]), (200, &json!(1)));
    assert_eq!(service.get("/v1/people/p-17/sources").await.json()["sources"], json!([]));
    let kept = service.post(path, "text/markdown", "# Report\n").await;
    assert_eq!((kept.status.as_u16(), kept.json()), (201, foreseen.json()));
}

#[tokio::test]
async fn posts_that_cannot_be_validated_say_so() {
    let service = Service::with_two_versions().await;
    let path = "/v1/people/p-17/conferences";
    let body = json!({"date": "2025-03-14", "kind": "annual"});
    let reply = service.post_json(&format!("{path}?validate=true"), &body).await;
    assert_eq!(reply.refusal(), refusal(400, "unknown_parameter", "validate"));
    assert_eq!(service.get(path).await.json()["conferences"].as_array().unwrap().len(), 1);
    let path = "/v1/people/p-17/versions/1/withdraw?validate=true";
    let reply = service.post_json(path, &json!({"reason": "posted in error"})).await;
    assert_eq!(reply.refusal(), refusal(400, "unknown_parameter", "validate"));
    assert_eq!(service.get("/v1/people/p-17/versions/1").await.status, 200);
}
