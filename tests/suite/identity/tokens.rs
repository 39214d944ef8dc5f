//! Systems: what counts as a token, and what each that does not is told.

use axum::http::Request;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};

use super::Guarded;
use super::provider::{AUDIENCE, CLIENT, Provider, in_seconds};

/// The claims of a token that counts, but for some.
fn but(provider: &Provider, changes: &Value) -> Value {
    let mut claims = provider.claims();
    for (name, value) in changes.as_object().unwrap() {
        match value {
            Value::Null => drop(claims.as_object_mut().unwrap().remove(name)),
            value => claims[name] = value.clone(),
        }
    }
    claims
}

async fn refused(service: &Guarded, token: &str) {
    let reply = service.with_token(token).await;
    assert_eq!(reply.refusal(), (401, "invalid_token".to_owned()), "{}", reply.body);
    assert_eq!(reply.header("www-authenticate"), "Bearer realm=\"cip-brief\", error=\"invalid_token\"");
    assert_eq!(reply.header("cache-control"), "no-store");
}

#[tokio::test]
async fn a_token_that_counts_lets_a_system_in() {
    let service = Guarded::new().await;
    let reply = service.with_token(&service.provider.token(&service.provider.claims())).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    assert_eq!(reply.header("cache-control"), "no-store");
    let both = but(&service.provider, &json!({"aud": ["somebody", AUDIENCE]}));
    assert_eq!(service.with_token(&service.provider.token(&both)).await.status, 200);
}

#[tokio::test]
async fn without_a_token_nobody_is_let_in() {
    let service = Guarded::new().await;
    for path in ["/v1/people", "/v1/people/p-17/brief", "/metrics", "/openapi.json", "/no-such-path"] {
        let reply = service.send(Request::get(path), "").await;
        assert_eq!(reply.status, 401, "{path}");
        assert!(reply.header("www-authenticate").starts_with("Bearer"), "{path}");
    }
    for path in ["/health/liveness", "/health/readiness", "/info"] {
        assert_eq!(service.send(Request::get(path), "").await.status, 200, "{path}");
    }
}

#[tokio::test]
async fn tokens_that_say_something_else_are_refused() {
    let service = Guarded::new().await;
    let provider = &service.provider;
    for changes in [
        json!({"iss": "https://other.example"}),
        json!({"iss": null}),
        json!({"aud": "somebody-else"}),
        // What proves who signed in opens no API.
        json!({"aud": CLIENT}),
        json!({"aud": null}),
        json!({"exp": in_seconds(-60)}),
        json!({"exp": null}),
        json!({"exp": "tomorrow"}),
        json!({"nbf": in_seconds(60)}),
        json!({"roles": "ROLE_CIP_READ"}),
        json!({"sub": null}),
        json!({"sub": 7}),
    ] {
        println!("{changes}");
        refused(&service, &provider.token(&but(provider, &changes))).await;
    }
}

#[tokio::test]
async fn who_has_no_role_is_told_so() {
    let service = Guarded::new().await;
    for roles in [json!([]), json!(["ROLE_OF_SOMETHING_ELSE"]), Value::Null] {
        let token = service.provider.token(&but(&service.provider, &json!({"roles": roles})));
        assert_eq!(service.with_token(&token).await.refusal(), (403, "no_role".to_owned()));
    }
}

#[tokio::test]
async fn tokens_that_are_signed_otherwise_are_refused() {
    let service = Guarded::new().await;
    let (provider, claims) = (&service.provider, service.provider.claims());
    let good = provider.token(&claims);
    let parts: Vec<&str> = good.split('.').collect();
    // {"alg":"none"}, and the same in other letters.
    for header in ["eyJhbGciOiJub25lIn0", "eyJhbGciOiJOb25lIn0"] {
        refused(&service, &format!("{header}.{}.", parts[1])).await;
        refused(&service, &format!("{header}.{}.{}", parts[1], parts[2])).await;
    }
    // A key that the token brings itself.
    let own = Provider::start().await;
    let header = Header { jwk: Some(own.public_key()), ..provider.header() };
    refused(&service, &own.signed(&header, &claims)).await;
    // A header that has to be understood; a token of another kind.
    refused(
        &service,
        &provider.signed(&Header { crit: Some(vec!["b64".to_owned()]), ..provider.header() }, &claims),
    )
    .await;
    refused(
        &service,
        &provider.signed(&Header { typ: Some("logout+jwt".to_owned()), ..provider.header() }, &claims),
    )
    .await;
    // Altered, cut off, nothing.
    let last = parts[2].chars().last().map_or('A', |c| if c == 'A' { 'Q' } else { 'A' });
    refused(&service, &format!("{}.{}.{}{last}", parts[0], parts[1], &parts[2][..parts[2].len() - 1])).await;
    for token in [&good[..good.len() - 4], "", "a.b.c", "..", "é"] {
        refused(&service, token).await;
    }
    refused(&service, &format!("{good}{}", "A".repeat(64 << 10))).await;
}

#[tokio::test]
async fn each_algorithm_counts_with_its_own_key_alone() {
    let service = Guarded::new().await;
    let (provider, claims) = (&service.provider, service.provider.claims());
    let keys = [
        ("rsa", Algorithm::RS256),
        ("pss", Algorithm::PS256),
        ("curve", Algorithm::ES256),
        ("edwards", Algorithm::EdDSA),
    ];
    for (id, algorithm) in keys {
        provider.has_key(id, algorithm);
    }
    for (id, algorithm) in keys {
        let header = |id: &str| Header { kid: Some(id.to_owned()), ..Header::new(algorithm) };
        let reply = service.with_token(&provider.signed_by(id, &header(id), &claims)).await;
        assert_eq!(reply.status, 200, "{algorithm:?} {}", reply.body);
        for (other, _) in keys.iter().filter(|(other, _)| *other != id) {
            refused(&service, &provider.signed_by(id, &header(other), &claims)).await;
        }
    }
    // Allowed are these four, whatever else the key could do.
    for (id, algorithm) in [("rsa", Algorithm::RS512), ("pss", Algorithm::PS384), ("pss", Algorithm::RS256)] {
        let header = Header { kid: Some(id.to_owned()), ..Header::new(algorithm) };
        refused(&service, &provider.signed_by(id, &header, &claims)).await;
    }
}

#[tokio::test]
async fn a_public_key_is_no_shared_secret() {
    let service = Guarded::new().await;
    let (provider, claims) = (&service.provider, service.provider.claims());
    for (id, algorithm) in [("rsa", Algorithm::RS256), ("edwards", Algorithm::EdDSA)] {
        provider.has_key(id, algorithm);
    }
    for public in provider.public_bytes() {
        let secret = EncodingKey::from_secret(&public).unwrap();
        for id in ["first", "rsa", "edwards"] {
            for algorithm in [Algorithm::HS256, Algorithm::HS384, Algorithm::HS512] {
                let header = Header { kid: Some(id.to_owned()), ..Header::new(algorithm) };
                refused(&service, &encode(&header, &claims, &secret).unwrap()).await;
            }
        }
    }
}

#[tokio::test]
async fn a_token_counts_in_its_header_alone() {
    let service = Guarded::new().await;
    let token = service.provider.token(&service.provider.claims());
    for parameter in ["access_token", "token"] {
        let reply = service.send(Request::get(format!("/v1/people?{parameter}={token}")), "").await;
        assert_eq!(reply.refusal(), (401, "unauthenticated".to_owned()));
    }
    let twice = Request::get("/v1/people").header("authorization", format!("Bearer {token}"));
    let reply = service.send(twice.header("authorization", format!("Bearer {token}")), "").await;
    assert_eq!(reply.refusal(), (401, "invalid_token".to_owned()));
}

#[tokio::test]
async fn a_thousand_unknown_keys_make_the_provider_be_asked_once_a_minute() {
    let service = Guarded::new().await;
    let (provider, claims) = (&service.provider, service.provider.claims());
    assert_eq!(service.with_token(&provider.token(&claims)).await.status, 200);
    let asked = provider.asked();
    for number in 0..1000 {
        let header = Header { kid: Some(format!("unknown-{number}")), ..provider.header() };
        let reply = service.with_token(&provider.signed(&header, &claims)).await;
        assert_eq!(reply.status, 401);
    }
    assert_eq!(provider.asked(), asked, "the keys were asked for less than a minute ago");
    a_minute_goes_by().await;
    let header = Header { kid: Some("unknown".to_owned()), ..provider.header() };
    for _ in 0..3 {
        refused(&service, &provider.signed(&header, &claims)).await;
    }
    assert_eq!(provider.asked(), asked + 1);
}

#[tokio::test]
async fn a_key_that_is_new_counts_and_one_that_is_gone_does_not() {
    let service = Guarded::new().await;
    let (provider, claims) = (&service.provider, service.provider.claims());
    let old = provider.token(&claims);
    assert_eq!(service.with_token(&old).await.status, 200);
    provider.rotate("second");
    a_minute_goes_by().await;
    assert_eq!(service.with_token(&provider.token(&claims)).await.status, 200);
    refused(&service, &old).await;
}

pub(super) async fn a_minute_goes_by() {
    tokio::time::pause();
    tokio::time::advance(std::time::Duration::from_secs(61)).await;
    tokio::time::resume();
}
