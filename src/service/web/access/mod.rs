//! Pages of who may see what and who has seen it: the readers of a conference, cases opened in an emergency, the record
//! of looks.

mod audit;
mod break_glass;
mod looks;
mod open;
mod readers;
pub(super) mod reason;

use axum::Router;
use axum::routing::{get, post};
use jiff::Timestamp;

use super::words;
use crate::app::App;

/// The pages, and the posts of their forms.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/people/{person}/readers", get(readers::page))
        .route("/people/{person}/reason", post(reason::post))
        .route("/break-glass", get(break_glass::page))
        .route("/break-glass/open", get(open::form).post(open::post))
        .route("/break-glass/{number}/review", post(break_glass::review))
        .route("/audit", get(audit::page))
}

/// A point in time as people read it: "2 March 2026, 09:05 UTC"; as it is written where it is none.
pub(super) fn moment(text: &str) -> String {
    let Ok(at) = text.parse::<Timestamp>() else { return text.to_owned() };
    let day = words::day(at.to_zoned(jiff::tz::TimeZone::UTC).date());
    format!("{day}, {} UTC", at.strftime("%H:%M"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read_aloud() {
        assert_eq!(moment("2026-03-02T09:05:59.000000Z"), "2 March 2026, 09:05 UTC");
        assert_eq!(moment("soon"), "soon");
    }
}
