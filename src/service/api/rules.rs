//! What each route needs, said in the OpenAPI document.

use serde_json::json;
use utoipa::openapi::OpenApi as Document;
use utoipa::openapi::extensions::ExtensionsBuilder;
use utoipa::openapi::path::Operation;

use super::headers;
use crate::app::{Rule, What};

/// What each operation does, by its id; those that are not here are open to everybody ([`OPEN`]).
const RULES: &[(&str, What)] = &[
    ("listPeople", What::ViewPeople),
    ("putPerson", What::PutPerson),
    ("getPerson", What::ViewPerson),
    ("listVersions", What::ViewVersions),
    ("addVersion", What::PostVersion),
    ("getVersion", What::ViewVersion),
    ("getVersionSource", What::ExportPlan),
    ("getVersionText", What::ViewPlan),
    ("withdrawVersion", What::WithdrawVersion),
    ("confirmVersion", What::ConfirmVersion),
    ("listHeldVersions", What::ViewHeld),
    ("listConferences", What::ViewConferences),
    ("addConference", What::PostConference),
    ("getConference", What::ViewConference),
    ("listSources", What::ViewReports),
    ("addSource", What::PostReport),
    ("getSource", What::ViewReport),
    ("getSourceContent", What::ExportReport),
    ("getSourceText", What::ViewReport),
    ("getBrief", What::ViewBrief),
    ("getDelta", What::ViewDelta),
    ("getHistory", What::ViewHistory),
    ("getCondensed", What::ViewCondensed),
    ("putCaseload", What::PutCaseload),
    ("listCaseload", What::ViewCaseload),
    ("endCaseload", What::EndCaseload),
    ("putStaff", What::PutStaff),
    ("listStaff", What::ViewStaff),
    ("endStaff", What::EndStaff),
    ("putInvitations", What::Invite),
    ("getReaders", What::ViewReaders),
    ("breakGlass", What::BreakGlass),
    ("listBreakGlass", What::ViewBreakGlass),
    ("reviewBreakGlass", What::ReviewBreakGlass),
    ("listAudit", What::ViewAudit),
    ("exportAudit", What::ExportAudit),
    ("verifyAudit", What::VerifyAudit),
];

/// Operations that anybody may ask for.
const ANYBODYS: &[&str] = &["getInfo", "getLiveness", "getReadiness"];

/// Operations that say nothing of anybody, and need no role.
#[cfg(test)]
const OPEN: &[&str] = &["getInfo", "getLiveness", "getReadiness", "getMetrics"];

/// Says of each operation which role it takes, for people at the end of its description and for programs as
/// `x-cip-needs` and `x-cip-record`: what it takes, and under which name it is recorded.
pub(super) fn say(document: &mut Document) {
    headers::say_who_asks(document);
    for operation in operations(document) {
        let id = operation.operation_id.as_deref().unwrap_or_default();
        let what = RULES.iter().find(|(known, _)| *known == id).map(|(_, what)| *what);
        let open = ANYBODYS.contains(&id);
        headers::say_headers(operation, what.is_some_and(|what| what.rule() == Rule::Reads), open);
        let Some(what) = what else { continue };
        let needs =
            format!("Needs {}. Without identity, whoever is on this machine may.", what.rule().says());
        let description = operation.description.get_or_insert_default();
        if !description.is_empty() {
            description.push_str("\n\n");
        }
        description.push_str(&needs);
        let said = ExtensionsBuilder::new()
            .add("x-cip-needs", json!(what.rule().says()))
            .add("x-cip-record", json!(what.name()));
        operation.extensions = Some(said.build());
    }
}

fn operations(document: &mut Document) -> impl Iterator<Item = &mut Operation> {
    document.paths.paths.values_mut().flat_map(|item| {
        [&mut item.get, &mut item.put, &mut item.post, &mut item.delete, &mut item.patch]
            .into_iter()
            .flatten()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::described;

    #[test]
    fn every_operation_has_a_rule_or_is_open() {
        let (_, mut document) = described().split_for_parts();
        let ids = operations(&mut document).map(|operation| operation.operation_id.clone().unwrap());
        let mut ids: Vec<String> = ids.collect();
        let mut known: Vec<&str> = RULES.iter().map(|(id, _)| *id).chain(OPEN.iter().copied()).collect();
        ids.sort();
        known.sort_unstable();
        assert_eq!(ids, known);
    }
}
