//! Whether somebody waits for a piece of work.

/// Whether somebody waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Urgency {
    /// A reader waits for the page.
    Prompt,
    /// It arrives from another system, perhaps in thousands.
    Bulk,
}

impl Urgency {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Prompt, Self::Bulk];

    /// Its name in the figures.
    pub fn name(self) -> &'static str {
        match self {
            Self::Prompt => "prompt",
            Self::Bulk => "bulk",
        }
    }
}
