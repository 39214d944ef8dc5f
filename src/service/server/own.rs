//! Whether a request is meant for this service, and comes from one of its own pages or from no page at all.
//!
//! A foreign page may post a form to this service; a browser says so in `Sec-Fetch-Site` or `Origin`. And a foreign name
//! may be made to resolve to its address; then `Host` is that name. Without identity only loopback names are the
//! service's: listening on the loopback address keeps other machines out, and this the two ways in that would remain.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::http::problem::Problem;
use crate::identity::Origin;

/// Under which names the service is asked.
#[derive(Clone, Debug)]
pub(super) enum Names {
    /// Those of this machine, for itself.
    Loopback,
    /// The one that is configured.
    Configured(Arc<Origin>),
}

/// Refuses what is not meant for this service, and what a foreign page sends.
pub(super) async fn only(State(names): State<Names>, request: Request, next: Next) -> Response {
    if !names.have(request.headers()) && !names.is_probe(&request) {
        let problem = Problem::new(StatusCode::MISDIRECTED_REQUEST, "foreign_host", names.told());
        return problem.at_field("Host").into_response();
    }
    if !request.method().is_safe() && names.sent_by_foreign_page(request.headers()) {
        let detail = "A page of another site sent this request.";
        return Problem::new(StatusCode::FORBIDDEN, "foreign_origin", detail).into_response();
    }
    next.run(request).await
}

/// Whether a browser says that a page of this service sends this. What says otherwise was refused before; what says
/// nothing is no such page for certain.
pub(super) fn says_own_page(headers: &HeaderMap) -> bool {
    headers.contains_key(header::ORIGIN)
        || headers.get("sec-fetch-site").is_some_and(|site| site == "same-origin")
}

impl Names {
    fn have(&self, headers: &HeaderMap) -> bool {
        match self {
            Self::Loopback => addressed_to_loopback(headers),
            Self::Configured(origin) => {
                let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
                host.is_some_and(|host| host.eq_ignore_ascii_case(origin.authority()))
            }
        }
    }

    /// Whoever looks after the service asks it by its address.
    fn is_probe(&self, request: &Request) -> bool {
        matches!(self, Self::Configured(_)) && request.uri().path().starts_with("/health/")
    }

    fn told(&self) -> &'static str {
        match self {
            Self::Loopback => {
                "Without identity configured the service answers to localhost and loopback addresses only."
            }
            Self::Configured(_) => "The service answers to its own name only.",
        }
    }

    /// A browser says with each post of which site the sending page is. A page at another port of this machine is
    /// foreign, too: what it shows may come from anywhere.
    fn sent_by_foreign_page(&self, headers: &HeaderMap) -> bool {
        let site = headers.get("sec-fetch-site").and_then(|site| site.to_str().ok());
        let origin = headers.get(header::ORIGIN).map(|origin| origin.to_str().unwrap_or_default());
        site.is_some_and(|site| !["same-origin", "none"].contains(&site))
            || origin.is_some_and(|origin| !self.own(origin, headers))
    }

    fn own(&self, origin: &str, headers: &HeaderMap) -> bool {
        match self {
            Self::Configured(own) => origin.eq_ignore_ascii_case(&own.to_string()),
            Self::Loopback => {
                let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
                let authority =
                    origin.strip_prefix("http://").and_then(|rest| rest.parse::<Authority>().ok());
                let to_itself = |authority: &Authority| {
                    host.is_none_or(|host| authority.as_str().eq_ignore_ascii_case(host))
                };
                authority.is_some_and(|authority| is_loopback(authority.host()) && to_itself(&authority))
            }
        }
    }
}

fn addressed_to_loopback(headers: &HeaderMap) -> bool {
    let Some(host) = headers.get(header::HOST) else { return true };
    let authority = host.to_str().ok().and_then(|host| host.parse::<Authority>().ok());
    authority.is_some_and(|authority| is_loopback(authority.host()))
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
            assert!(Names::Loopback.sent_by_foreign_page(&headers("origin", origin)), "{origin}");
        }
        for site in ["cross-site", "same-site"] {
            assert!(Names::Loopback.sent_by_foreign_page(&headers("sec-fetch-site", site)), "{site}");
        }
        assert!(!Names::Loopback.sent_by_foreign_page(&headers("sec-fetch-site", "none")));
        assert!(!Names::Loopback.sent_by_foreign_page(&headers("origin", "http://127.0.0.1:8080")));
        assert!(!Names::Loopback.sent_by_foreign_page(&headers("sec-fetch-site", "same-origin")));
        assert!(!Names::Loopback.sent_by_foreign_page(&HeaderMap::new()));
    }

    #[test]
    fn a_page_at_another_port_of_this_machine_is_foreign() {
        let mut both = headers("origin", "http://127.0.0.1:8080");
        both.insert("host", "127.0.0.1:8080".parse().unwrap());
        assert!(!Names::Loopback.sent_by_foreign_page(&both));
        both.insert("host", "127.0.0.1:3000".parse().unwrap());
        assert!(Names::Loopback.sent_by_foreign_page(&both));
    }

    #[test]
    fn a_configured_name_is_the_only_one() {
        let names = Names::Configured(Arc::new("https://plans.example".parse().unwrap()));
        assert!(names.have(&headers("host", "Plans.example")));
        for host in ["localhost", "plans.example:8443", "plans.example.evil.example", ""] {
            assert!(!names.have(&headers("host", host)), "{host}");
        }
        assert!(!names.have(&HeaderMap::new()));
        assert!(!names.sent_by_foreign_page(&headers("origin", "https://plans.example")));
        for origin in
            ["http://plans.example", "https://sibling.plans.example", "null", "https://plans.example:444"]
        {
            assert!(names.sent_by_foreign_page(&headers("origin", origin)), "{origin}");
        }
    }
}
