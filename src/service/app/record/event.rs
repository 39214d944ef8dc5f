//! From a caller and what they do to what goes into the record.

use jiff::Timestamp;

use super::Details;
use crate::app::caller::{Caller, Request, Role, Roles, Who};
use cip_store::{AuditEvent, Subject, stamp};

/// What goes into the record of what a caller does.
pub(in crate::app) fn event(
    caller: &Caller,
    at: Timestamp,
    what: &str,
    subject: Option<Subject>,
    refused: Option<&str>,
    details: &Details,
) -> AuditEvent {
    let kind = match caller.who() {
        Who::Loopback => "loopback",
        Who::Command => "command",
        Who::Demonstration => "demonstration",
        Who::System(_) => "system",
        Who::Person(_) => "person",
    };
    AuditEvent {
        who_kind: kind.to_owned(),
        who: caller.to_string(),
        roles: if caller.is_identified() { names(caller.roles()) } else { String::new() },
        subject,
        ..unknown(caller.request(), at, what, refused, details)
    }
}

/// The same where nobody knows who it is.
pub(super) fn unknown(
    request: &Request,
    at: Timestamp,
    what: &str,
    refused: Option<&str>,
    details: &Details,
) -> AuditEvent {
    AuditEvent {
        at: stamp(at),
        what: what.to_owned(),
        who_kind: "unknown".to_owned(),
        who: String::new(),
        roles: String::new(),
        subject: None,
        refused: refused.map(str::to_owned),
        details: details.text(),
        from: request.from.map(|from| from.to_string()),
        request: request.id.clone(),
        reason: request.reason.clone(),
    }
}

fn names(roles: Roles) -> String {
    let names = Role::ALL.into_iter().filter(|role| roles.has(*role)).map(Role::name);
    names.collect::<Vec<_>>().join(" ")
}
