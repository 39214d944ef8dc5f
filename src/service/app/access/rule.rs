//! Which role, and whether a place on the case, something takes.

use crate::app::caller::{Caller, Role, Who};

/// What a caller needs for something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Whoever reads plans, and has a place on the case.
    Reads,
    /// A system that posts; or a person who posts and reads, and has a place on the case.
    Posts,
    /// Who chairs and has a place on the case, or governance.
    Chairs,
    /// Who posts.
    Ingests,
    /// Who posts, or governance.
    IngestsOrGoverns,
    /// Whoever reads plans, with a place on the case or without.
    Opens,
    /// Governance.
    Governs,
    /// Whoever was told apart; a person needs a place on the case.
    Repeats,
}

/// What is still to be found out once roles have been looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Granted {
    /// Nothing.
    Wholly,
    /// Whether there is a place on the case.
    WithPlace,
}

impl Rule {
    /// What the caller's roles give; none where the role is missing. Trusted callers need neither.
    pub(super) fn granted(self, caller: &Caller) -> Option<Granted> {
        use Granted::{Wholly, WithPlace};

        if !caller.is_identified() {
            return Some(Wholly);
        }
        let roles = caller.roles();
        let (posts, governs) = (roles.has(Role::Ingest), roles.has(Role::Governance));
        let reads = roles.has(Role::Read) || roles.has(Role::Chair);
        let is_system = matches!(caller.who(), Who::System(_));
        match self {
            Self::Reads => reads.then_some(WithPlace),
            Self::Posts if is_system => posts.then_some(Wholly),
            Self::Posts => (posts && reads).then_some(WithPlace),
            Self::Chairs if governs => Some(Wholly),
            Self::Chairs => roles.has(Role::Chair).then_some(WithPlace),
            Self::Ingests => posts.then_some(Wholly),
            Self::IngestsOrGoverns => (posts || governs).then_some(Wholly),
            Self::Opens => reads.then_some(Wholly),
            Self::Governs => governs.then_some(Wholly),
            Self::Repeats if is_system => (posts || reads || governs).then_some(Wholly),
            Self::Repeats => (posts || reads || governs).then_some(WithPlace),
        }
    }

    /// Whether it is a look at somebody's case, so that policy may ask for a reason.
    pub(super) fn is_look(self) -> bool {
        matches!(self, Self::Reads)
    }

    /// What it takes, in words for the API's description and for whoever is refused.
    pub fn says(self) -> &'static str {
        match self {
            Self::Reads => "ROLE_CIP_READ or ROLE_CIP_CHAIR, and a place on the case",
            Self::Posts => {
                "ROLE_CIP_INGEST; a person who signed in also ROLE_CIP_READ or ROLE_CIP_CHAIR, and a place on the case"
            }
            Self::Chairs => "ROLE_CIP_CHAIR and a place on the case, or ROLE_CIP_GOVERNANCE",
            Self::Ingests => "ROLE_CIP_INGEST",
            Self::IngestsOrGoverns => "ROLE_CIP_INGEST or ROLE_CIP_GOVERNANCE",
            Self::Opens => "ROLE_CIP_READ or ROLE_CIP_CHAIR",
            Self::Governs => "ROLE_CIP_GOVERNANCE",
            Self::Repeats => "the role that the first request needed",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Granted::{Wholly, WithPlace};

    fn granted(rule: Rule, is_system: bool, roles: &[Role]) -> Option<Granted> {
        let roles = roles.iter().copied().collect();
        rule.granted(&if is_system { Caller::system("s", roles) } else { Caller::person("p", roles) })
    }

    #[test]
    fn reading_takes_a_role_and_a_place() {
        assert_eq!(granted(Rule::Reads, false, &[Role::Read]), Some(WithPlace));
        assert_eq!(granted(Rule::Reads, true, &[Role::Chair]), Some(WithPlace));
        assert_eq!(granted(Rule::Reads, true, &[Role::Ingest, Role::Governance]), None);
        assert_eq!(Rule::Reads.granted(&Caller::loopback()), Some(Wholly));
    }

    #[test]
    fn a_person_posts_by_hand_where_they_read() {
        assert_eq!(granted(Rule::Posts, true, &[Role::Ingest]), Some(Wholly));
        assert_eq!(granted(Rule::Posts, false, &[Role::Ingest]), None);
        assert_eq!(granted(Rule::Posts, false, &[Role::Read]), None);
        assert_eq!(granted(Rule::Posts, false, &[Role::Ingest, Role::Read]), Some(WithPlace));
    }

    #[test]
    fn nobody_without_roles_does_anything() {
        use Rule::{Chairs, Governs, Ingests, IngestsOrGoverns, Opens, Posts, Reads, Repeats};
        for rule in [Reads, Posts, Chairs, Ingests, IngestsOrGoverns, Opens, Governs, Repeats] {
            assert_eq!((granted(rule, true, &[]), granted(rule, false, &[])), (None, None), "{rule:?}");
        }
    }
}
