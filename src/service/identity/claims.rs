//! What a token says of its holder: a name, and roles.

use std::fmt;
use std::str::FromStr;

use serde_json::{Map, Value};
use thiserror::Error;

use crate::app::{Caller, Role, Roles};

/// The claims of a token (RFC 7519, section 4).
pub(super) type Claims = Map<String, Value>;

/// Longest name of somebody who asks, in characters.
const NAME_CHARS_MAX: usize = 200;

/// Where a token says something: a claim, or one inside others, parted by dots (`realm_access.roles`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimName(String);

/// A text that names no claim.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error("the name of a claim belongs here, such as roles or realm_access.roles")]
pub struct InvalidClaimName;

impl FromStr for ClaimName {
    type Err = InvalidClaimName;

    fn from_str(text: &str) -> Result<Self, InvalidClaimName> {
        let fits = !text.is_empty() && !text.chars().any(|c| c.is_whitespace() || c.is_control());
        if fits { Ok(Self(text.to_owned())) } else { Err(InvalidClaimName) }
    }
}

impl fmt::Display for ClaimName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// A claim that is there, and is not what it has to be.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub(super) enum InvalidClaim {
    /// The roles are no list of texts.
    #[error("the claim {0} is no list of texts")]
    Roles(ClaimName),
    /// There is no name, or none that can be called.
    #[error("the claim {0} is no text of 1 to 200 characters")]
    Name(ClaimName),
}

impl ClaimName {
    /// What stands at the claim. A claim of that very name goes before one inside others, for names that are addresses
    /// have dots in them.
    pub(super) fn find<'a>(&self, claims: &'a Claims) -> Option<&'a Value> {
        claims.get(&self.0).or_else(|| {
            let mut steps = self.0.split('.');
            let first = claims.get(steps.next()?)?;
            steps.try_fold(first, |value, step| value.get(step))
        })
    }
}

/// The roles of ours that a token names; none where the claim is missing.
///
/// A single text is refused: read as a list it would be guessed at, and a guess is no role.
pub(super) fn roles(claims: &Claims, name: &ClaimName) -> Result<Roles, InvalidClaim> {
    let Some(value) = name.find(claims) else { return Ok(Roles::default()) };
    let wrong = || InvalidClaim::Roles(name.clone());
    let named = value.as_array().ok_or_else(wrong)?.iter().map(|role| role.as_str().ok_or_else(wrong));
    let named = named.collect::<Result<Vec<_>, _>>()?;
    Ok(named.into_iter().filter_map(Role::of_name).collect())
}

/// The name that a token gives its holder.
pub(super) fn name(claims: &Claims, name: &ClaimName) -> Result<String, InvalidClaim> {
    let text = name.find(claims).and_then(Value::as_str).map(str::trim).unwrap_or_default();
    let fits =
        !text.is_empty() && text.chars().count() <= NAME_CHARS_MAX && !text.chars().any(char::is_control);
    if fits { Ok(text.to_owned()) } else { Err(InvalidClaim::Name(name.clone())) }
}

/// Whether a caller has any role of ours.
pub(crate) fn has_a_role(caller: &Caller) -> bool {
    Role::ALL.into_iter().any(|role| caller.roles().has(role))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn of(claims: &Value, name: &str) -> Result<Roles, InvalidClaim> {
        roles(claims.as_object().unwrap(), &name.parse().unwrap())
    }

    #[test]
    fn roles_are_found_at_any_depth() {
        let read: Roles = [Role::Read].into_iter().collect();
        let named = json!(["ROLE_CIP_READ", "somebody_elses"]);
        assert_eq!(of(&json!({"roles": named}), "roles"), Ok(read));
        assert_eq!(of(&json!({"realm_access": {"roles": named}}), "realm_access.roles"), Ok(read));
        let address = "https://id.example/roles";
        assert_eq!(of(&json!({address: named}), address), Ok(read));
        assert_eq!(of(&json!({"roles": []}), "realm_access.roles"), Ok(Roles::default()));
    }

    #[test]
    fn roles_that_are_no_list_are_refused() {
        for value in
            [json!("ROLE_CIP_READ"), json!({"ROLE_CIP_READ": true}), json!(["ROLE_CIP_READ", 1]), json!(null)]
        {
            assert!(of(&json!({"roles": value}), "roles").is_err(), "{value}");
        }
    }

    #[test]
    fn a_name_is_a_text() {
        let named = |value: Value| {
            let claims = json!({"sub": value});
            name(claims.as_object().unwrap(), &"sub".parse().unwrap()).ok()
        };
        assert_eq!(named(json!(" a.keeper ")), Some("a.keeper".to_owned()));
        for value in [json!(""), json!(7), json!("a\nb"), json!("x".repeat(201)), json!(null)] {
            assert_eq!(named(value.clone()), None, "{value}");
        }
    }
}
