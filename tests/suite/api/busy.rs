//! A service that has as much work waiting as it takes.

use cip_service::compute::Workers;

use super::{Service, V1, refusal};

#[tokio::test]
async fn a_post_is_told_to_come_back_and_nothing_is_kept() {
    let service = Service::over(|app| app.with_workers(Workers::new(0))).await;
    let posts = [
        ("/v1/people/p-17/versions?as_of=2024-03-14", "text/markdown", V1.to_owned()),
        ("/v1/people/p-17/sources?kind=ser&date=2019-02-01", "text/markdown", V1.to_owned()),
    ];
    for (path, media_type, body) in posts {
        let reply = service.post(path, media_type, body).await;
        assert_eq!(reply.refusal(), refusal(503, "busy", ""), "{path}");
        assert!(!reply.header("retry-after").is_empty(), "{path}");
    }
    assert_eq!(service.get("/v1/people/p-17").await.refusal(), refusal(404, "person_not_found", ""));
}

#[tokio::test]
async fn a_reader_is_told_to_come_back() {
    let service = Service::with_two_versions().await.but(|app| app.with_workers(Workers::new(0)));
    for path in ["/v1/people/p-17/brief", "/v1/people/p-17/delta?from=1&to=2"] {
        let reply = service.get(path).await;
        assert_eq!(reply.refusal(), refusal(503, "busy", ""), "{path}");
    }
    let page = service.get("/people/p-17/brief").await;
    assert_eq!((page.status.as_u16(), page.header("retry-after")), (503, "5"));
    assert!(page.text().contains("Busy"));
    // What needs no work is answered as ever.
    assert_eq!(service.get("/v1/people/p-17/versions/1/source").await.status, 200);
}
