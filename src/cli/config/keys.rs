//! Every setting that the service knows: its name in the file, in the environment, and what may stand there.

/// A setting.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Key {
    /// Where it stands in the file: `identity.issuer` is `issuer` under `[identity]`.
    pub(crate) path: &'static str,
    /// What may stand there.
    pub(crate) kind: Kind,
    /// Where it may be said.
    pub(crate) place: Place,
}

/// What may stand at a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A text.
    Text,
    /// A whole number, not negative.
    Number,
    /// A list of texts; in the environment they are parted by commas.
    List,
}

/// Where a setting may be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// In the file and in the environment.
    Anywhere,
    /// In the environment alone: a file that is read aloud, mailed and kept in a repository holds no secret.
    Environment,
}

/// Every setting, in the order of docs/operating.md.
pub(crate) const KEYS: &[Key] = &[
    anywhere("listen", Kind::Text),
    anywhere("database", Kind::Text),
    anywhere("connections", Kind::Number),
    anywhere("queue", Kind::Number),
    anywhere("cache", Kind::Number),
    anywhere("log_format", Kind::Text),
    anywhere("address", Kind::Text),
    anywhere("tls.certificate", Kind::Text),
    anywhere("tls.key", Kind::Text),
    anywhere("proxies.trusted", Kind::List),
    anywhere("proxies.header", Kind::Text),
    anywhere("identity.issuer", Kind::Text),
    anywhere("identity.audience", Kind::Text),
    anywhere("identity.client_id", Kind::Text),
    anywhere("identity.client_secret_file", Kind::Text),
    Key { path: "identity.client_secret", kind: Kind::Text, place: Place::Environment },
    anywhere("identity.roles_claim", Kind::Text),
    anywhere("identity.name_claim", Kind::Text),
    anywhere("identity.system_name_claim", Kind::Text),
    anywhere("identity.claims_from", Kind::Text),
    anywhere("identity.scopes", Kind::List),
    anywhere("identity.algorithms", Kind::List),
    anywhere("sessions.idle_minutes", Kind::Number),
    anywhere("sessions.absolute_minutes", Kind::Number),
    anywhere("sessions.recheck_minutes", Kind::Number),
    anywhere("access.reason", Kind::Text),
    anywhere("access.reason_minutes", Kind::Number),
    anywhere("access.break_glass_minutes", Kind::Number),
    anywhere("access.invited_days", Kind::Number),
    anywhere("access.added_days", Kind::Number),
    anywhere("fair_use.reads_per_minute", Kind::Number),
    anywhere("fair_use.posts_per_minute", Kind::Number),
    anywhere("fair_use.strangers_per_minute", Kind::Number),
    anywhere("fair_use.copies", Kind::Number),
];

const fn anywhere(path: &'static str, kind: Kind) -> Key {
    Key { path, kind, place: Place::Anywhere }
}

impl Key {
    /// Its name in the environment: `CIP_BRIEF_IDENTITY_ISSUER`.
    pub(crate) fn variable(&self) -> String {
        format!("CIP_BRIEF_{}", self.path.replace('.', "_").to_ascii_uppercase())
    }
}

/// The sections of the file; a variable under one of them that is no setting is a slip of typing.
pub(crate) fn sections() -> impl Iterator<Item = &'static str> {
    KEYS.iter().filter_map(|key| key.path.split_once('.')).map(|(section, _)| section)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_is_documented() {
        let documented = include_str!("../../../docs/operating.md");
        for key in KEYS {
            assert!(documented.contains(&format!("`{}`", key.variable())), "{}", key.path);
        }
    }
}
