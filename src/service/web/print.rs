//! The print view of a page: the page, with who printed it and when at its foot.
//!
//! A browser prints any page by itself, and no server hears of it. The view is for whoever prints what the service lays
//! out for paper, and is in the record as a print.

use askama::Template;
use jiff::Timestamp;

use super::access::moment;
use crate::app::Caller;
use cip_store::stamp;

/// Stands at the foot of every page where the print view says who printed it. Text of a plan never holds it, for it is
/// escaped.
const PLACE: &str = "<!--printed-->";

#[derive(Template)]
#[template(path = "printed.html")]
struct Printed {
    /// None without identity: whoever is on this machine.
    by: Option<String>,
    at: String,
}

/// A page as it is printed.
pub(super) fn printed(page: &str, caller: &Caller, at: Timestamp) -> String {
    let by = caller.is_identified().then(|| caller.to_string());
    page.replacen(PLACE, &super::render(&Printed { by, at: moment(&stamp(at)) }), 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Roles;

    #[test]
    fn a_print_says_who_and_when_and_never_markup() {
        let at = "2026-03-02T09:05:59Z".parse().unwrap();
        let page = format!("<footer>{PLACE}</footer>");
        let said = printed(&page, &Caller::person("<b>", Roles::default()), at);
        assert!(said.contains("on 2 March 2026, 09:05 UTC") && !said.contains("<b>"), "{said}");
        assert!(printed(&page, &Caller::loopback(), at).contains("Printed on 2 March 2026"));
    }
}
