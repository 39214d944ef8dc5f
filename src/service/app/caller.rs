//! Who asks.

use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use cip_store::ContentHash;

/// Who asks. Every use case takes it first, decides by it whether there is anything to see, and keeps the record of
/// who saw what under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    who: Who,
    roles: Roles,
    request: Request,
}

/// Somebody or something that can ask.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Who {
    /// Whoever reaches the loopback address of a service without identity: somebody with an account on this machine.
    Loopback,
    /// Whoever runs a command on this machine: an import, a backup, an export of the record.
    Command,
    /// The program itself, filling the demonstration.
    Demonstration,
    /// A system with a bearer token, by the name that the configured claim gives.
    System(String),
    /// A person who signed in, by the name that the configured claim gives.
    Person(String),
}

/// What a caller may do at all; on whose case is decided apart from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// Posts versions, conferences, reports, people and caseloads.
    Ingest,
    /// Reads the plans of those on whose case the caller has a place.
    Read,
    /// Reads as [`Role::Read`] and chairs: sees who has read what before a conference.
    Chair,
    /// Reviews looks that were forced, and reads the record of every look.
    Governance,
}

/// A set of roles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Roles(u8);

/// What is known of the request by which a caller asks, for the record of who saw what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// The request's id, as the log and the answer say it.
    pub id: Option<String>,
    /// The address that it came from.
    pub from: Option<IpAddr>,
    /// Why the caller looks, where policy asks for a reason.
    pub reason: Option<String>,
    /// By which session somebody asks who signed in.
    pub session: Option<ContentHash>,
    /// Whether it is in the record that the request was refused.
    pub refused: RefusalNoted,
}

/// Whether the refusal of a request is in the record; known to all that is asked by that request.
#[derive(Clone, Debug, Default)]
pub struct RefusalNoted(Arc<AtomicBool>);

impl RefusalNoted {
    /// It is.
    pub(super) fn note(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether it is.
    pub(super) fn is_noted(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// What is in the record makes no other request of one.
impl PartialEq for RefusalNoted {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for RefusalNoted {}

impl Caller {
    /// Whoever reaches the loopback address of a service without identity.
    pub fn loopback() -> Self {
        Self::on_this_machine(Who::Loopback)
    }

    /// Whoever runs a command on this machine.
    pub fn command() -> Self {
        Self::on_this_machine(Who::Command)
    }

    /// The program itself, filling the demonstration.
    pub fn demonstration() -> Self {
        Self::on_this_machine(Who::Demonstration)
    }

    /// A system with a bearer token.
    pub fn system(name: impl Into<String>, roles: Roles) -> Self {
        Self { who: Who::System(name.into()), roles, request: Request::default() }
    }

    /// A person who signed in.
    pub fn person(name: impl Into<String>, roles: Roles) -> Self {
        Self { who: Who::Person(name.into()), roles, request: Request::default() }
    }

    /// Who has an account on this machine can read the database's file, so nothing is kept from them here.
    fn on_this_machine(who: Who) -> Self {
        Self { who, roles: Roles::ALL, request: Request::default() }
    }

    /// The same caller, asking by this request.
    #[must_use]
    pub fn by(self, request: Request) -> Self {
        Self { request, ..self }
    }

    /// The same caller, at a request of which nothing is in the record yet.
    #[must_use]
    pub fn anew(self) -> Self {
        let request = Request { refused: RefusalNoted::default(), ..self.request };
        Self { request, ..self }
    }

    /// Who it is.
    pub fn who(&self) -> &Who {
        &self.who
    }

    /// What the caller may do at all.
    pub fn roles(&self) -> Roles {
        self.roles
    }

    /// The request by which the caller asks.
    pub fn request(&self) -> &Request {
        &self.request
    }

    /// Whether the caller was told apart by identity, so that roles and places on a case count.
    pub fn is_identified(&self) -> bool {
        matches!(self.who, Who::System(_) | Who::Person(_))
    }
}

impl fmt::Display for Caller {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match &self.who {
            Who::Loopback => "loopback",
            Who::Command => "command",
            Who::Demonstration => "demonstration",
            Who::System(name) | Who::Person(name) => name,
        })
    }
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 4] = [Self::Ingest, Self::Read, Self::Chair, Self::Governance];

    /// The role's name in a token.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ingest => "ROLE_CIP_INGEST",
            Self::Read => "ROLE_CIP_READ",
            Self::Chair => "ROLE_CIP_CHAIR",
            Self::Governance => "ROLE_CIP_GOVERNANCE",
        }
    }

    /// The role of this name; a name that is none of ours is somebody else's.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }

    fn bit(self) -> u8 {
        1 << self as u8
    }
}

impl Roles {
    const ALL: Self = Self(0b1111);

    /// Whether this role is among them.
    pub fn has(self, role: Role) -> bool {
        self.0 & role.bit() != 0
    }
}

impl FromIterator<Role> for Roles {
    fn from_iter<I: IntoIterator<Item = Role>>(roles: I) -> Self {
        Self(roles.into_iter().fold(0, |set, role| set | role.bit()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_those_that_a_token_names() {
        let named = ["ROLE_CIP_CHAIR", "ROLE_SOMETHING_ELSE", "ROLE_CIP_READ"];
        let roles: Roles = named.into_iter().filter_map(Role::of_name).collect();
        assert!(roles.has(Role::Chair) && roles.has(Role::Read));
        assert!(!roles.has(Role::Ingest) && !roles.has(Role::Governance));
        assert!(Role::ALL.into_iter().all(|role| Caller::loopback().roles().has(role)));
    }
}
