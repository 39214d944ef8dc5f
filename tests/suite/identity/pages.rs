//! People: signing in and out, what a session is good for and for how long, and what it is not.

use axum::http::Request;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64URL;
use serde_json::json;

use super::provider::AUDIENCE;
use super::tokens::a_minute_goes_by;
use super::{Guarded, SITE, minutes_go_by};

#[tokio::test]
async fn somebody_signs_in_and_comes_back_to_where_they_were() {
    let service = Guarded::new().await;
    let asked = service.get("/people/p-17/delta?from=4&to=5", "").await;
    assert_eq!(asked.status, 401);
    assert!(asked.body.contains("<h1>Sign in</h1>"), "{}", asked.body);
    assert!(asked.body.contains("/sign-in/start?to=%2Fpeople%2Fp-17%2Fdelta%3Ffrom%3D4%26to%3D5"));
    let (cookie, address) = service.begin("%2Fpeople%2Fp-17").await;
    let returned = service.provider.sign_in(&address, "a.keeper");
    let back = service.get(&format!("/sign-in/return?{returned}"), &cookie).await;
    assert_eq!((back.status.as_u16(), back.header("location")), (303, "/people/p-17"));
    let page = service.get("/", &back.cookie("__Host-cip-session")).await;
    assert_eq!(page.status, 200);
    assert_eq!(page.header("cache-control"), "no-store");
    assert!(page.body.contains("Signed in as <a href=\"/sessions\">a.keeper</a>"), "{}", page.body);
}

#[tokio::test]
async fn a_session_is_for_pages_and_their_sources_and_not_for_posting_to_the_api() {
    let service = Guarded::new().await;
    let session = service.sign_in("a.keeper").await;
    assert_eq!(service.get("/v1/people", &session).await.status, 200);
    let request = Request::post("/v1/people/p-17/conferences").header("cookie", &session);
    let reply =
        service.send(request.header("content-type", "application/json"), "{\"date\":\"2024-03-14\"}").await;
    assert_eq!(reply.refusal(), (403, "foreign_form".to_owned()));
}

#[tokio::test]
async fn forms_are_ours_or_refused() {
    let service = Guarded::new().await;
    service.plan_of("p-1").await;
    let session = service.sign_in("a.keeper").await;
    let page = service.get("/new", &session).await;
    let token = page.form_token();
    assert!(!token.is_empty());
    let forms = page.body.matches("<form method=\"post\"").count();
    assert_eq!(page.body.matches("name=\"form_token\"").count(), forms);
    // Another session's token, none, and the right one from a sibling site or another port.
    let other = service.sign_in("b.keeper").await;
    let others = service.get("/new", &other).await;
    for form in [format!("form_token={}&id=p-1", others.form_token()), "id=p-1".to_owned()] {
        assert_eq!(service.post("/new", &session, &form).await.status, 403, "{form}");
    }
    let form = format!("form_token={token}&id=p-1");
    for origin in
        ["https://evil.example", "https://sibling.plans.example", "https://plans.example:8443", "null"]
    {
        let request = Request::post("/new").header("cookie", &session).header("origin", origin);
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        assert_eq!(service.send(request, form.clone()).await.refusal(), (403, "foreign_origin".to_owned()));
    }
    let request = Request::post("/new").header("cookie", &session).header("sec-fetch-site", "same-site");
    let request = request.header("content-type", "application/x-www-form-urlencoded");
    assert_eq!(service.send(request, form.clone()).await.refusal(), (403, "foreign_origin".to_owned()));
    // Ours: it comes as far as the question whose case it is of, on which this person has no place.
    assert_eq!(service.post("/new", &session, &form).await.status, 404);
}

#[tokio::test]
async fn a_code_counts_once_and_in_its_own_browser() {
    let service = Guarded::new().await;
    let (cookie, address) = service.begin("/").await;
    let returned = service.provider.sign_in(&address, "a.keeper");
    let back = |returned: String| format!("/sign-in/return?{returned}");
    // Without the cookie, with another browser's, with an altered state, from another issuer.
    let (others, _) = service.begin("/").await;
    for (returned, cookie) in [
        (returned.clone(), ""),
        (returned.clone(), others.as_str()),
        (returned.replace("state=", "state=x"), cookie.as_str()),
        (returned.replace("&iss=http", "&iss=https"), cookie.as_str()),
        ("error=access_denied".to_owned(), cookie.as_str()),
        (String::new(), cookie.as_str()),
    ] {
        let reply = service.get(&back(returned.clone()), cookie).await;
        assert_eq!(reply.status, 403, "{returned}");
        assert_eq!(reply.cookie("__Host-cip-session"), "");
    }
    assert_eq!(service.get(&back(returned.clone()), &cookie).await.status, 303);
    // Played again.
    let again = service.get(&back(returned), &cookie).await;
    assert_eq!((again.status.as_u16(), again.cookie("__Host-cip-session")), (403, String::new()));
}

#[tokio::test]
async fn a_token_of_another_sign_in_is_refused() {
    let service = Guarded::new().await;
    let (cookie, address) = service.begin("/").await;
    let returned = service.provider.sign_in(&address, "a.keeper");
    service.provider.with_nonce("code-a.keeper", "of another sign-in");
    assert_eq!(service.get(&format!("/sign-in/return?{returned}"), &cookie).await.status, 403);
}

#[tokio::test]
async fn who_is_signed_by_no_key_of_the_provider_does_not_sign_in() {
    let service = Guarded::new().await;
    for id in ["first", "another"] {
        service.provider.forges(id);
        let (cookie, address) = service.begin("/").await;
        let returned = service.provider.sign_in(&address, "a.keeper");
        let back = service.get(&format!("/sign-in/return?{returned}"), &cookie).await;
        assert_eq!((back.status.as_u16(), back.cookie("__Host-cip-session")), (403, String::new()), "{id}");
    }
}

#[tokio::test]
async fn who_signed_in_for_somebody_else_does_not_sign_in_here() {
    let service = Guarded::new().await;
    for audience in [json!("another-client"), json!(AUDIENCE), json!([]), json!(null)] {
        service.provider.signs_in_for(audience.clone());
        let (cookie, address) = service.begin("/").await;
        let returned = service.provider.sign_in(&address, "a.keeper");
        let back = service.get(&format!("/sign-in/return?{returned}"), &cookie).await;
        assert_eq!(
            (back.status.as_u16(), back.cookie("__Host-cip-session")),
            (403, String::new()),
            "{audience}"
        );
    }
}

#[tokio::test]
async fn a_provider_of_another_name_is_not_believed() {
    let service = Guarded::new().await;
    let claims = service.provider.claims();
    for name in ["https://evil.example".to_owned(), format!("{}/", service.provider.issuer)] {
        service.provider.is_called(&name);
        assert_eq!(service.get("/sign-in/start?to=/", "").await.status, 503, "{name}");
        let reply = service.with_token(&service.provider.token(&claims)).await;
        assert_eq!(reply.refusal(), (503, "identity_unavailable".to_owned()), "{name}");
    }
}

#[tokio::test]
async fn nobody_is_sent_elsewhere_after_signing_in() {
    let service = Guarded::new().await;
    for to in
        ["https%3A%2F%2Fevil.example", "%2F%2Fevil.example", "%2F%5Cevil.example", "%2F%09%2Fevil.example"]
    {
        let (cookie, address) = service.begin(to).await;
        let returned = service.provider.sign_in(&address, "a.keeper");
        let back = service.get(&format!("/sign-in/return?{returned}"), &cookie).await;
        assert_eq!((back.status.as_u16(), back.header("location")), (303, "/"), "{to}");
        let page = service.get(&format!("/sign-in?to={to}"), "").await;
        assert!(page.body.contains("/sign-in/start?to=%2F\""), "{to}");
    }
}

#[tokio::test]
async fn another_site_signs_nobody_in() {
    let service = Guarded::new().await;
    for site in ["cross-site", "same-site"] {
        let request = Request::get("/sign-in/start?to=/people/p-17").header("sec-fetch-site", site);
        let reply = service.send(request.header("accept", "text/html"), "").await;
        assert_eq!((reply.status.as_u16(), reply.header("set-cookie")), (200, ""), "{site}");
        assert!(reply.body.contains("/sign-in/start?to=%2Fpeople%2Fp-17"), "the page has the way");
    }
    for site in ["same-origin", "none"] {
        let request = Request::get("/sign-in/start?to=/people/p-17").header("sec-fetch-site", site);
        assert_eq!(service.send(request, "").await.status, 303, "{site}");
    }
}

#[tokio::test]
async fn a_session_that_somebody_planted_is_over_after_signing_in() {
    let service = Guarded::new().await;
    let planted = service.sign_in("an.attacker").await;
    let (cookie, address) = service.begin("/").await;
    let returned = service.provider.sign_in(&address, "a.keeper");
    let back = service.get(&format!("/sign-in/return?{returned}"), &format!("{cookie}; {planted}")).await;
    let session = back.cookie("__Host-cip-session");
    assert!(!session.is_empty() && session != planted);
    assert_eq!(service.get("/", &planted).await.status, 401);
    // An id that the service never gave is no session, and is not made one.
    let own = format!("__Host-cip-session={}", "A".repeat(43));
    assert_eq!(service.get("/", &own).await.status, 401);
}

#[tokio::test]
async fn a_cookie_stands_for_its_own_person_alone() {
    let service = Guarded::new().await;
    let (one, other) = (service.sign_in("a.keeper").await, service.sign_in("b.keeper").await);
    // The form of one, sent with the cookie of the other.
    let form = service.get("/new", &one).await.form_token().to_owned();
    let reply = service.post("/sign-out", &other, &format!("form_token={form}")).await;
    assert_eq!(reply.status, 403);
    // What the database holds of a session opens none, nor does an id that is nearly one.
    let kept = service.app.sessions_of("a.keeper").await.unwrap().remove(0);
    let id = one.split_once('=').unwrap().1;
    let mut near = BASE64URL.decode(id).unwrap();
    near[0] ^= 1;
    let hash = BASE64URL.encode(kept.hash.0);
    for id in [hash.as_str(), &kept.hash.to_string(), &kept.handle, &form, &BASE64URL.encode(near), &id[1..]]
    {
        let reply = service.get("/", &format!("__Host-cip-session={id}")).await;
        assert_eq!(reply.status, 401, "{id}");
    }
    // One who signs out leaves the other in, who sees their own name.
    assert_eq!(service.post("/sign-out", &one, &format!("form_token={form}")).await.status, 200);
    let page = service.get("/", &other).await;
    assert!(page.status == 200 && page.body.contains("b.keeper") && !page.body.contains("a.keeper"));
}

#[tokio::test]
async fn a_session_outlives_a_change_of_keys_and_is_renewed_by_the_new_one_alone() {
    let service = Guarded::new().await;
    let session = service.sign_in("a.keeper").await;
    service.provider.rotate("second");
    assert_eq!(service.get("/", &session).await.status, 200, "nothing is asked of the provider yet");
    a_minute_goes_by().await;
    minutes_go_by(11);
    assert_eq!(service.get("/", &session).await.status, 200, "the new key signs who it is");
    service.provider.forges("first");
    a_minute_goes_by().await;
    minutes_go_by(11);
    assert_eq!(service.get("/", &session).await.status, 401, "the withdrawn one does not");
}

#[tokio::test]
async fn a_session_ends_by_itself() {
    let service = Guarded::new().await;
    let idle = service.sign_in("a.keeper").await;
    minutes_go_by(31);
    assert_eq!(service.get("/", &idle).await.status, 401);
    let used = service.sign_in("a.keeper").await;
    for _ in 0..29 {
        minutes_go_by(20);
        assert_eq!(service.get("/", &used).await.status, 200);
    }
    minutes_go_by(20);
    assert_eq!(service.get("/", &used).await.status, 401, "ten hours have gone by");
}

#[tokio::test]
async fn a_role_that_was_dropped_counts_no_longer_than_the_recheck() {
    let service = Guarded::new().await;
    let session = service.sign_in("a.keeper").await;
    service.provider.says(json!([]));
    minutes_go_by(9);
    assert_eq!(service.get("/", &session).await.status, 200);
    minutes_go_by(2);
    let page = service.get("/", &session).await;
    assert_eq!(page.status, 403);
    assert!(page.body.contains("names no role for you") && page.body.contains("Sign out"), "{}", page.body);
    // Who cannot be asked about any more signs in again.
    let other = service.sign_in("b.keeper").await;
    service.provider.forget_grants();
    minutes_go_by(11);
    assert_eq!(service.get("/", &other).await.status, 401);
}

#[tokio::test]
async fn a_provider_that_renews_without_saying_who_it_is_of_is_asked_for_it() {
    let service = Guarded::new().await;
    service.provider.renews_bare();
    let session = service.sign_in("a.keeper").await;
    minutes_go_by(11);
    assert_eq!(service.get("/", &session).await.status, 200);
    service.provider.says(json!([]));
    minutes_go_by(11);
    assert_eq!(service.get("/", &session).await.status, 403, "the role is gone");
}

#[tokio::test]
async fn the_provider_is_asked_once_for_requests_at_once() {
    let service = Guarded::new().await;
    let session = service.sign_in("a.keeper").await;
    minutes_go_by(11);
    let asked = service.provider.asked_for_tokens().len();
    let (one, two, three) =
        tokio::join!(service.get("/", &session), service.get("/", &session), service.get("/", &session));
    assert_eq!([one.status, two.status, three.status], [200; 3]);
    assert_eq!(service.provider.asked_for_tokens().len(), asked + 1);
}

#[tokio::test]
async fn signing_out_ends_the_session_here_and_leads_to_the_provider() {
    let service = Guarded::new().await;
    let session = service.sign_in("a.keeper").await;
    let token = service.get("/", &session).await.form_token().to_owned();
    assert_eq!(service.post("/sign-out", &session, "").await.status, 403, "not by a form of somebody else");
    let out = service.post("/sign-out", &session, &format!("form_token={token}")).await;
    assert_eq!(out.status, 200);
    let to = out.header("refresh");
    assert!(to.starts_with(&format!("0; url={}/end?client_id=", service.provider.issuer)), "{to}");
    assert!(!to.contains("keeper"));
    assert!(out.headers["set-cookie"].to_str().unwrap().contains("Max-Age=0"));
    assert_eq!(out.header("clear-site-data"), "\"storage\"");
    assert_eq!(service.get("/", &session).await.status, 401);
}

#[tokio::test]
async fn what_was_written_outlives_its_session() {
    let service = Guarded::new().await;
    let old = service.sign_in("a.keeper").await;
    let page = service.get("/new", &old).await;
    let form = format!("form_token={}&id=p-77&name=Ann+%3COther%3E", page.form_token());
    service.post("/sign-out", &old, &format!("form_token={}", page.form_token())).await;
    // The session is over: what was written is there, and how to go on.
    let kept = service.post("/new", &old, &form).await;
    assert_eq!(kept.status, 401);
    for said in ["Your session is over", "Ann &#60;Other&#62;", "p-77", "/sign-in/start", "Send it again"] {
        assert!(kept.body.contains(said), "{said}: {}", kept.body);
    }
    assert!(!kept.body.contains("Authorization") && kept.form_token().is_empty(), "{}", kept.body);
    // Another session is open: what was written goes with its token, once somebody has seen it.
    let new = service.sign_in("a.keeper").await;
    let again = service.post("/new", &new, &form).await;
    assert_eq!(again.status, 403);
    assert!(
        again.body.contains("Not sent yet") && again.body.contains("Ann &#60;Other&#62;"),
        "{}",
        again.body
    );
    let form = form.replace(page.form_token(), again.form_token());
    assert_eq!(service.post("/new", &new, &form).await.status, 303);
    // Only for who fills in a page of ours: another's words are not given back to be confirmed.
    let foreign = Request::post("/new").header("accept", "text/html").header("cookie", &new);
    let foreign = foreign.header("content-type", "application/x-www-form-urlencoded");
    let refused = service.send(foreign, "id=p-78".to_owned()).await;
    assert!(refused.status == 403 && !refused.body.contains("p-78"), "{}", refused.body);
    let program = Request::post("/v1/people/p-1/conferences").header("origin", "https://plans.example");
    assert_eq!(service.send(program, "{}").await.refusal(), (401, "unauthenticated".to_owned()));
}

#[tokio::test]
async fn ones_own_sessions_are_listed_and_ended() {
    let service = Guarded::new().await;
    let (here, there) = (service.sign_in("a.keeper").await, service.sign_in("a.keeper").await);
    let other = service.sign_in("b.keeper").await;
    let page = service.get("/sessions", &here).await;
    assert_eq!(page.body.matches("/end\"").count(), 1, "{}", page.body);
    let end = page.body.split("action=\"").find(|rest| rest.starts_with("/sessions/")).unwrap();
    let end = end.split('"').next().unwrap();
    let theirs = service.get("/sessions", &other).await.form_token().to_owned();
    assert_eq!(service.post(end, &other, &format!("form_token={theirs}")).await.status, 404);
    assert_eq!(service.get("/", &there).await.status, 200);
    let ended = service.post(end, &here, &format!("form_token={}", page.form_token())).await;
    assert_eq!((ended.status.as_u16(), ended.header("location")), (303, "/sessions"));
    assert_eq!(service.get("/", &there).await.status, 401);
}

#[tokio::test]
async fn without_a_role_ones_own_sessions_are_ones_own_all_the_same() {
    let service = Guarded::new().await;
    service.provider.says(serde_json::json!([]));
    let (here, there) = (service.sign_in("n.obody").await, service.sign_in("n.obody").await);
    assert_eq!(service.get("/", &here).await.status, 403);
    let page = service.get("/sessions", &here).await;
    assert_eq!(page.status, 200);
    let end = page.body.split("action=\"").find(|rest| rest.starts_with("/sessions/")).unwrap();
    let end = end.split('"').next().unwrap();
    assert_eq!(service.post(end, &here, &format!("form_token={}", page.form_token())).await.status, 303);
    assert_eq!(service.get("/sessions", &there).await.status, 401);
}

#[tokio::test]
async fn whoever_runs_it_ends_the_sessions_of_somebody_or_of_everybody() {
    let service = Guarded::new().await;
    let (one, same) = (service.sign_in("a.keeper").await, service.sign_in("a.keeper").await);
    let other = service.sign_in("b.keeper").await;
    let end = |arguments: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_cip-brief"));
        command.args(["sessions", "end"]).args(arguments).args(["--database", &service.database]);
        command.output().unwrap()
    };
    assert_eq!(end(&[]).status.code(), Some(2), "nobody is named");
    let output = end(&["a.keeper"]);
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "2 sessions of a.keeper are over.\n");
    let none = String::from_utf8(end(&["a.kepeer"]).stdout).unwrap();
    assert_eq!(none, "a.kepeer had no session to end.\n");
    for (session, status) in [(&one, 401), (&same, 401), (&other, 200)] {
        assert_eq!(service.get("/", session).await.status, status);
    }
    assert!(end(&["--everybody"]).status.success());
    assert_eq!(service.get("/", &other).await.status, 401);
    let ended = service.recorded().await.into_iter().filter(|(_, what, _)| what == "END_SESSION").count();
    assert_eq!(ended, 3);
}

#[tokio::test]
async fn only_its_own_name_is_answered() {
    let service = Guarded::new().await;
    let request =
        Request::get("/sign-in").header("accept", "application/json").header("host", "evil.example");
    // The first host counts; the helper's own comes after it.
    let reply = service.send(request, "").await;
    assert_eq!(reply.status, 421);
    assert_eq!(service.get("/sign-in", "").await.status, 200, "{SITE}");
}
