//! What a service may decide about access for itself.

use jiff::SignedDuration;

/// How access is handled here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Whether a look at a case has to say why.
    pub reason: ReasonPolicy,
    /// For how long a reason counts that was given on a page: for that person's case, in that session.
    pub reason_kept: SignedDuration,
    /// How long a case stays open that was opened without a place on it.
    pub break_glass: SignedDuration,
    /// For how many days after its date an invitation to a conference counts; for good if absent.
    pub invited_for_days: Option<u32>,
    /// For how many days whoever adds a person by hand has a place on that case; with none, nobody adds a person without
    /// one.
    pub added_for_days: u32,
}

/// Whether a look at a case has to say why.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReasonPolicy {
    /// Nobody is asked; a reason that is given is recorded.
    #[default]
    Off,
    /// Pages ask, and whoever passes it over may look.
    Prompt,
    /// Without a reason nothing of a case is shown.
    Required,
}

impl ReasonPolicy {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Off, Self::Prompt, Self::Required];

    /// Its name in the settings.
    pub fn name(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Prompt => "prompt",
            Self::Required => "required",
        }
    }

    /// The policy of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|policy| policy.name() == name)
    }
}

impl Default for Policy {
    /// Nobody is asked for a reason; where they are, one counts for an hour; a case stays open for an hour; invitations
    /// count for good; whoever adds a person has a place on the case for thirty days.
    fn default() -> Self {
        let hour = SignedDuration::from_hours(1);
        Self {
            reason: ReasonPolicy::Off,
            reason_kept: hour,
            break_glass: hour,
            invited_for_days: None,
            added_for_days: 30,
        }
    }
}
