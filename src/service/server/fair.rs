//! Fair use: how much each who asks may ask, so that nobody keeps others waiting.
//!
//! Counted are callers by their names, reading and posting apart, and strangers by their addresses. Whole sites share
//! an address, so those who said who they are are not counted by it.

use std::hash::Hash;
use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::app::{Caller, Who};
use crate::http::problem::Problem;

/// After how many requests those who asked long ago are forgotten.
const TIDY_EVERY: u32 = 4096;

/// How much each may ask within a minute; that much may come at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FairUse {
    /// Requests that read, by each caller.
    pub reads: NonZeroU32,
    /// Requests that post, by each caller.
    pub posts: NonZeroU32,
    /// Requests of those who have not said who they are, by address.
    pub strangers: NonZeroU32,
}

impl Default for FairUse {
    fn default() -> Self {
        let number = |number| NonZeroU32::new(number).unwrap_or(NonZeroU32::MAX);
        Self { reads: number(600), posts: number(300), strangers: number(600) }
    }
}

impl FairUse {
    /// What each of so many copies of the service lets through, where this much may be asked of all of them: an equal share,
    /// rounded up.
    ///
    /// Each copy counts by itself. To count in the database would cost every request a write that waits for the others of
    /// its caller, and would refuse everybody while the database is slow; a balancer spreads a caller's requests evenly
    /// enough.
    #[must_use]
    pub fn of_each(self, copies: NonZeroU32) -> Self {
        let share = |whole: NonZeroU32| {
            NonZeroU32::new(whole.get().div_ceil(copies.get())).unwrap_or(NonZeroU32::MIN)
        };
        Self { reads: share(self.reads), posts: share(self.posts), strangers: share(self.strangers) }
    }
}

/// Counts who asks.
#[derive(Clone)]
pub(super) struct Shares(Arc<Counts>);

struct Counts {
    reads: DefaultKeyedRateLimiter<Who>,
    posts: DefaultKeyedRateLimiter<Who>,
    strangers: DefaultKeyedRateLimiter<IpAddr>,
    since_tidied: AtomicU32,
}

/// Somebody asked too much; that long they have to wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TooMuch(Duration);

impl Shares {
    /// Counts from nothing.
    pub(super) fn new(fair_use: FairUse) -> Self {
        Self(Arc::new(Counts {
            reads: RateLimiter::keyed(Quota::per_minute(fair_use.reads)),
            posts: RateLimiter::keyed(Quota::per_minute(fair_use.posts)),
            strangers: RateLimiter::keyed(Quota::per_minute(fair_use.strangers)),
            since_tidied: AtomicU32::new(0),
        }))
    }

    /// Counts a request of a caller.
    pub(super) fn caller(&self, caller: &Caller, posts: bool) -> Result<(), TooMuch> {
        self.tidy();
        counted(if posts { &self.0.posts } else { &self.0.reads }, caller.who())
    }

    /// Counts a request of somebody who has not said who they are.
    pub(super) fn stranger(&self, address: IpAddr) -> Result<(), TooMuch> {
        self.tidy();
        counted(&self.0.strangers, &site(address))
    }

    /// Forgets who has not asked for so long that it makes no difference.
    fn tidy(&self) {
        if self.0.since_tidied.fetch_add(1, Ordering::Relaxed) % TIDY_EVERY == TIDY_EVERY - 1 {
            self.0.reads.retain_recent();
            self.0.posts.retain_recent();
            self.0.strangers.retain_recent();
        }
    }
}

fn counted<K: Hash + Eq + Clone>(limiter: &DefaultKeyedRateLimiter<K>, key: &K) -> Result<(), TooMuch> {
    limiter.check_key(key).map_err(|until| TooMuch(until.wait_time_from(DefaultClock::default().now())))
}

/// An address as it is counted: one client has as many addresses of the sixth version as it likes, but one network.
pub(super) fn site(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
        address @ IpAddr::V4(_) => address,
    }
}

impl IntoResponse for TooMuch {
    fn into_response(self) -> Response {
        let seconds = self.0.as_secs() + 1;
        let detail =
            format!("More was asked than one may ask within a minute. Try again in {seconds} seconds.");
        let mut response =
            Problem::new(StatusCode::TOO_MANY_REQUESTS, "too_many_requests", detail).into_response();
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Roles;

    fn shares(number: u32) -> Shares {
        let number = NonZeroU32::new(number).unwrap();
        Shares::new(FairUse { reads: number, posts: number, strangers: number })
    }

    #[test]
    fn reading_and_posting_are_counted_apart_and_by_name() {
        let shares = shares(2);
        let caller = Caller::person("a.keeper", Roles::default());
        assert!(shares.caller(&caller, false).is_ok() && shares.caller(&caller, false).is_ok());
        let TooMuch(wait) = shares.caller(&caller, false).unwrap_err();
        assert!(wait > Duration::from_secs(20) && wait <= Duration::from_secs(30), "{wait:?}");
        assert!(shares.caller(&caller, true).is_ok());
        assert!(shares.caller(&Caller::person("b.keeper", Roles::default()), false).is_ok());
        // A system of the same name is somebody else.
        assert!(shares.caller(&Caller::system("a.keeper", Roles::default()), false).is_ok());
    }

    #[test]
    fn copies_share_what_may_be_asked() {
        let number = |number| NonZeroU32::new(number).unwrap();
        let whole = FairUse { reads: number(600), posts: number(301), strangers: number(1) };
        let each = FairUse { reads: number(300), posts: number(151), strangers: number(1) };
        assert_eq!((whole.of_each(number(1)), whole.of_each(number(2))), (whole, each));
    }

    #[test]
    fn a_network_is_one_client() {
        let shares = shares(1);
        let address = |text: &str| text.parse::<IpAddr>().unwrap();
        assert!(shares.stranger(address("2001:db8::1")).is_ok());
        assert!(shares.stranger(address("2001:db8::2")).is_err());
        assert!(shares.stranger(address("2001:db8:0:1::1")).is_ok());
        assert!(shares.stranger(address("192.0.2.1")).is_ok());
        assert!(shares.stranger(address("::ffff:192.0.2.1")).is_err());
    }

    #[test]
    fn who_asked_too_much_is_told_until_when() {
        let response = TooMuch(Duration::from_millis(2500)).into_response();
        assert_eq!(response.status(), StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(response.headers()[header::RETRY_AFTER], "3");
    }
}
