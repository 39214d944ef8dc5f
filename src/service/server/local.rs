//! Without identity, only this machine may ask: also not a page from elsewhere through a browser on this machine.
//!
//! Listening on the loopback address keeps other machines out. Two ways in would remain. A foreign page may post a
//! form to this address; a browser says so in `Sec-Fetch-Site` or `Origin`. And a foreign name may be made to
//! resolve to this address; then `Host` is that name.

use std::net::IpAddr;

use axum::extract::Request;
use axum::http::uri::Authority;
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::http::problem::Problem;

/// Refuses what does not come from this machine's own tools and pages.
pub(super) async fn only(request: Request, next: Next) -> Response {
    if !addressed_to_loopback(request.headers()) {
        let detail =
            "Without identity configured the service answers to localhost and loopback addresses only.";
        let problem = Problem::new(StatusCode::MISDIRECTED_REQUEST, "foreign_host", detail);
        return problem.at_field("Host").into_response();
    }
    if !request.method().is_safe() && sent_by_foreign_page(request.headers()) {
        let detail = "A page of another site sent this request.";
        return Problem::new(StatusCode::FORBIDDEN, "foreign_origin", detail).into_response();
    }
    next.run(request).await
}

fn addressed_to_loopback(headers: &HeaderMap) -> bool {
    let Some(host) = headers.get(header::HOST) else { return true };
    let authority = host.to_str().ok().and_then(|host| host.parse::<Authority>().ok());
    authority.is_some_and(|authority| is_loopback(authority.host()))
}

/// A browser says with each post of which site the sending page is. A page at another port of this machine is
/// foreign, too: what it shows may come from anywhere.
fn sent_by_foreign_page(headers: &HeaderMap) -> bool {
    let site = headers.get("sec-fetch-site").and_then(|site| site.to_str().ok());
    let origin = headers.get(header::ORIGIN).map(|origin| origin.to_str().unwrap_or_default());
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let own = |origin: &str| {
        let authority = origin.strip_prefix("http://").and_then(|rest| rest.parse::<Authority>().ok());
        let to_itself =
            |authority: &Authority| host.is_none_or(|host| authority.as_str().eq_ignore_ascii_case(host));
        authority.is_some_and(|authority| is_loopback(authority.host()) && to_itself(&authority))
    };
    site.is_some_and(|site| !["same-origin", "none"].contains(&site))
        || origin.is_some_and(|origin| !own(origin))
}

fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    host.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(name: &'static str, value: &'static str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(name, value.parse().unwrap());
        headers
    }

    #[test]
    fn hosts() {
        for host in ["localhost", "LOCALHOST:8080", "127.0.0.1:8080", "127.1.2.3", "[::1]:8080"] {
            assert!(addressed_to_loopback(&headers("host", host)), "{host}");
        }
        for host in ["plans.example", "localhost.example:8080", "10.0.0.7", "", "[::2]"] {
            assert!(!addressed_to_loopback(&headers("host", host)), "{host}");
        }
        assert!(addressed_to_loopback(&HeaderMap::new()));
    }

    #[test]
    fn origins() {
        for origin in ["https://plans.example", "null", "http://10.0.0.7:8080"] {
            assert!(sent_by_foreign_page(&headers("origin", origin)), "{origin}");
        }
        for site in ["cross-site", "same-site"] {
            assert!(sent_by_foreign_page(&headers("sec-fetch-site", site)), "{site}");
        }
        assert!(!sent_by_foreign_page(&headers("sec-fetch-site", "none")));
        assert!(!sent_by_foreign_page(&headers("origin", "http://127.0.0.1:8080")));
        assert!(!sent_by_foreign_page(&headers("sec-fetch-site", "same-origin")));
        assert!(!sent_by_foreign_page(&HeaderMap::new()));
    }

    #[test]
    fn a_page_at_another_port_of_this_machine_is_foreign() {
        let mut both = headers("origin", "http://127.0.0.1:8080");
        both.insert("host", "127.0.0.1:8080".parse().unwrap());
        assert!(!sent_by_foreign_page(&both));
        both.insert("host", "127.0.0.1:3000".parse().unwrap());
        assert!(sent_by_foreign_page(&both));
    }
}
