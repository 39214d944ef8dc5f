//! What a careful reader finds in a series of plans, decided once.

mod conditions;
mod cues;
mod ground;
mod levels;
mod lines;
mod persons;
mod polarity;
mod promises;
mod telling;
mod together;
mod values;
mod voices;

#[cfg(test)]
mod check;

pub use ground::Input;
pub use promises::Promise;
pub use telling::News;
pub use together::{Kind, Together};
pub use voices::Voice;

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    /// Promises past their day.
    pub promises: Vec<Promise>,
    /// Lines to be read together, the weightiest first.
    pub together: Vec<Together>,
}

/// Looks for everything.
pub fn find(input: Input<'_>) -> Findings {
    let ground = ground::Ground::new(input);
    Findings { promises: promises::promises(&ground), together: together::together(&ground) }
}

/// The voice of a unit, for trials.
pub fn voice_of(document: &crate::document::Document, unit: u32) -> Option<String> {
    voices::Voices::of(document)
        .voice(unit)
        .map(|voice| format!("{} {:?}", voice.author.as_deref().unwrap_or("-"), voice.written))
}
