//! A provider that says roles at its userinfo endpoint and not in the ID token.

use cip_service::identity::{ClaimsFrom, Identity};
use cip_service::server::Setup;
use serde_json::json;

use super::{Guarded, clock, identity_settings, minutes_go_by};

impl Guarded {
    async fn asking_userinfo(of: &str) -> Self {
        let service = Self::new().await;
        service.provider.says_at_userinfo_of(of);
        let settings = identity_settings(&service.provider);
        let identity =
            Identity::with_clock(super::Settings { claims_from: ClaimsFrom::Userinfo, ..settings }, clock);
        let setup = Setup { identity: Some(identity.unwrap()), ..Setup::default() };
        Self { router: cip_service::server::router_for(service.app.clone(), &setup), ..service }
    }
}

#[tokio::test]
async fn roles_that_the_token_leaves_out_are_asked_for() {
    let service = Guarded::asking_userinfo("a.keeper").await;
    let session = service.sign_in("a.keeper").await;
    assert_eq!(service.get("/", &session).await.status, 200);
    service.provider.says(json!([]));
    minutes_go_by(11);
    assert_eq!(service.get("/", &session).await.status, 403, "and again at the check");
}

#[tokio::test]
async fn nobody_gets_the_roles_of_somebody_else() {
    let service = Guarded::asking_userinfo("s.omebody").await;
    let (cookie, address) = service.begin("/").await;
    let returned = service.provider.sign_in(&address, "a.keeper");
    assert_eq!(service.get(&format!("/sign-in/return?{returned}"), &cookie).await.status, 403);
}

#[tokio::test]
async fn it_is_asked_only_where_the_settings_have_it_so() {
    let service = Guarded::new().await;
    service.provider.says_at_userinfo_of("a.keeper");
    let session = service.sign_in("a.keeper").await;
    assert_eq!(service.get("/", &session).await.status, 403, "no role is known");
}
