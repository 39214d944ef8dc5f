//! Pages that tell where text comes from: the whole plan with the age of each passage, one passage's life, a source
//! report with what was copied from it.
//!
//! Takes histories, gives HTML. [`margin`] says what is shown beside a passage, [`age`] since when it has been in the plan.

mod age;
mod margin;
mod passage;
mod report;
mod routes;

pub(super) use routes::routes;

use crate::web::words;
use cip_engine::history::Version;

/// "the plan of 14 March 2024", or "version 4" where it has no date.
fn the_plan(version: &Version<'_>) -> String {
    match version.as_of {
        Some(date) => format!("the plan of {}", words::day(date)),
        None => format!("version {}", version.number),
    }
}

/// "14 March 2024", or "version 4" where it has no date.
fn day(version: &Version<'_>) -> String {
    version.as_of.map_or_else(|| format!("version {}", version.number), words::day)
}

/// "a", "a and b", "a, b and c".
fn listed(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_read_aloud() {
        let items = ["a", "b", "c"].map(str::to_owned);
        assert_eq!([0, 1, 2, 3].map(|n| listed(&items[..n])), ["", "a", "a and b", "a, b and c"]);
    }
}
