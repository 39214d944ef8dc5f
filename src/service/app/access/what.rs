//! What can be done, each with its name in the record of looks and the rule that it goes by.

use super::rule::Rule;
use crate::app::caller::Caller;

/// Defines what can be done, each with its name in the record and its rule.
macro_rules! whats {
    ($($(#[$doc:meta])* $what:ident = $name:literal by $rule:ident),+ $(,)?) => {
        /// What can be done. The names stay: records are kept for years.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum What {
            $($(#[$doc])* $what),+
        }

        impl What {
            /// All of it.
            pub const ALL: &[Self] = &[$(Self::$what),+];

            /// Its name in the record.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$what => $name),+
                }
            }

            /// Whether a caller's roles allow it, on a case where they have a place.
            pub fn may_be_done_by(self, caller: &Caller) -> bool {
                self.rule().granted(caller).is_some()
            }

            /// What it takes.
            pub const fn rule(self) -> Rule {
                match self {
                    $(Self::$what => Rule::$rule),+
                }
            }
        }
    };
}

whats! {
    /// The list of people.
    ViewPeople = "VIEW_PEOPLE" by Reads,
    /// What is known of a person, and their page.
    ViewPerson = "VIEW_PERSON" by Reads,
    /// The list of versions.
    ViewVersions = "VIEW_VERSIONS" by Reads,
    /// What is known of a version.
    ViewVersion = "VIEW_VERSION" by Reads,
    /// A version's text.
    ViewPlan = "VIEW_PLAN" by Reads,
    /// A version's bytes.
    ExportPlan = "EXPORT_PLAN" by Reads,
    /// What is held.
    ViewHeld = "VIEW_HELD" by Reads,
    /// The brief.
    ViewBrief = "VIEW_BRIEF" by Reads,
    /// The plan condensed.
    ViewCondensed = "VIEW_CONDENSED" by Reads,
    /// What changed between two versions.
    ViewDelta = "VIEW_DELTA" by Reads,
    /// Since when each passage has been there.
    ViewHistory = "VIEW_HISTORY" by Reads,
    /// The life of a passage.
    ViewPassage = "VIEW_PASSAGE" by Reads,
    /// The list of conferences.
    ViewConferences = "VIEW_CONFERENCES" by Reads,
    /// One conference.
    ViewConference = "VIEW_CONFERENCE" by Reads,
    /// The list of source reports.
    ViewReports = "VIEW_REPORTS" by Reads,
    /// A source report, or what is known of it.
    ViewReport = "VIEW_REPORT" by Reads,
    /// A source report's bytes.
    ExportReport = "EXPORT_REPORT" by Reads,
    /// A page for paper.
    Print = "PRINT" by Reads,
    /// What is known of a person.
    PutPerson = "PUT_PERSON" by Posts,
    /// A person who is added by hand, with a place on the case for who adds them.
    BeginCase = "BEGIN_CASE" by Posts,
    /// A form to post by hand.
    OpenForm = "OPEN_FORM" by Posts,
    /// A version.
    PostVersion = "POST_VERSION" by Posts,
    /// What would become of a version.
    PreviewVersion = "PREVIEW_VERSION" by Posts,
    /// That a held version is the person's.
    ConfirmVersion = "CONFIRM_VERSION" by Posts,
    /// That a version was posted in error.
    WithdrawVersion = "WITHDRAW_VERSION" by Posts,
    /// A conference.
    PostConference = "POST_CONFERENCE" by Posts,
    /// A source report.
    PostReport = "POST_REPORT" by Posts,
    /// What would become of a source report.
    PreviewReport = "PREVIEW_REPORT" by Posts,
    /// Who is invited to a conference.
    Invite = "INVITE" by Posts,
    /// The answer that was given to a post, given again.
    RepeatAnswer = "REPEAT_ANSWER" by Repeats,
    /// Who has read what before a conference.
    ViewReaders = "VIEW_READERS" by Chairs,
    /// An entry of a person's caseload.
    PutCaseload = "PUT_CASELOAD" by Ingests,
    /// Its end.
    EndCaseload = "END_CASELOAD" by Ingests,
    /// A person's caseload.
    ViewCaseload = "VIEW_CASELOAD" by IngestsOrGoverns,
    /// Somebody's posting to an establishment.
    PutStaff = "PUT_STAFF" by Ingests,
    /// Its end.
    EndStaff = "END_STAFF" by Ingests,
    /// Who is posted to an establishment.
    ViewStaff = "VIEW_STAFF" by IngestsOrGoverns,
    /// A case opened without a place on it.
    BreakGlass = "BREAK_GLASS" by Opens,
    /// Why somebody looks at a case, or that they passed the question over.
    GiveReason = "GIVE_REASON" by Opens,
    /// What was opened so.
    ViewBreakGlass = "VIEW_BREAK_GLASS" by Governs,
    /// What governance says of it.
    ReviewBreakGlass = "REVIEW_BREAK_GLASS" by Governs,
    /// The record of looks.
    ViewAudit = "VIEW_AUDIT" by Governs,
    /// The whole of it.
    ExportAudit = "EXPORT_AUDIT" by Governs,
    /// Whether it holds.
    VerifyAudit = "VERIFY_AUDIT" by Governs,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_has_a_name_of_its_own() {
        let mut names: Vec<&str> = What::ALL.iter().map(|what| what.name()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), What::ALL.len());
    }
}
