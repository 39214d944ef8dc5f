//! What the status of an action says: done, given up, or open.
//!
//! Takes the words of a status; the phrases stand in `statuses.txt` of the lexicon. Where in doubt an action is open: what is
//! wrongly taken for open is reported once too often, what is wrongly taken for done is not told.

use std::sync::LazyLock;

use crate::lexicon;
use crate::text::{Phrases, Span, Words, tokenise};

/// Read once and never changed.
static SIGNS: LazyLock<Phrases<Sign>> = LazyLock::new(|| Phrases::read(&lexicon::STATUSES, Sign::of_heading));

/// What a phrase of a status says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    Done,
    GivenUp,
    Unstarted,
    UnstartedFirst,
    Denied,
    Ahead,
}

impl Sign {
    const ALL: [(&str, Self); 6] = [
        ("done", Self::Done),
        ("given up", Self::GivenUp),
        ("unstarted", Self::Unstarted),
        ("unstarted first", Self::UnstartedFirst),
        ("denied", Self::Denied),
        ("ahead", Self::Ahead),
    ];

    fn of_heading(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(heading, _)| *heading == name).map(|(_, sign)| *sign)
    }
}

/// Whether a status says that the action is done.
pub fn is_completed(status: &str) -> bool {
    let mut tokens = Vec::new();
    tokenise(status, Span::new(0, status.len()), &[], &mut tokens);
    Status::of(Words::new(status, &tokens)).is_completed()
}

/// What a status says, as far as nothing denies it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Status {
    done: bool,
    given_up: bool,
    unstarted: bool,
}

impl Status {
    /// Reads a status, sentence by sentence.
    pub(super) fn of(words: Words<'_>) -> Self {
        let mut said = Self::default();
        let mut from = 0;
        while from < words.len() {
            let ends =
                |at: &usize| SENTENCE_ENDS.iter().any(|end| words.is_sign(*at, end)) || words.is(*at, "but");
            let end = (from..words.len()).find(ends).unwrap_or(words.len());
            said.read(words, from, end);
            from = end + 1;
        }
        said
    }

    pub(super) fn is_completed(self) -> bool {
        self.done
    }

    pub(super) fn is_closed(self) -> bool {
        self.done || self.given_up
    }

    pub(super) fn is_unstarted(self) -> bool {
        self.unstarted
    }

    fn read(&mut self, words: Words<'_>, from: usize, end: usize) {
        let mut sentence = Self::default();
        let (mut denied, mut ahead) = (false, false);
        let mut at = from;
        while at < end {
            let Some((next, sign)) = SIGNS.phrase_at(words.tokens(), at) else {
                at += 1;
                continue;
            };
            match sign {
                Sign::Done => sentence.done |= !ahead,
                Sign::GivenUp => sentence.given_up |= !denied && !ahead,
                Sign::Unstarted => sentence.unstarted |= !denied && !ahead,
                Sign::UnstartedFirst => sentence.unstarted |= at == from,
                Sign::Denied => denied = true,
                Sign::Ahead => ahead = true,
            }
            at = next;
        }
        self.done |= sentence.done && !denied;
        self.given_up |= sentence.given_up;
        self.unstarted |= sentence.unstarted;
    }
}

/// Signs after which a status says something else.
const SENTENCE_ENDS: [&str; 2] = [".", ";"];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Span, tokenise};

    fn status(text: &str) -> Status {
        let mut tokens = Vec::new();
        tokenise(text, Span::new(0, text.len()), &[], &mut tokens);
        Status::of(Words::new(text, &tokens))
    }

    fn is_completed(text: &str) -> bool {
        status(text).is_completed()
    }

    fn is_closed(text: &str) -> bool {
        status(text).is_closed()
    }

    fn is_unstarted(text: &str) -> bool {
        status(text).is_unstarted()
    }

    #[test]
    fn done_given_up_and_open() {
        for status in
            ["Completed", "Done – 3 May 2024", "**Achieved**", "100% complete", "Delayed, but now done"]
        {
            assert!(is_completed(status) && is_closed(status), "{status}");
        }
        for status in ["Withdrawn", "Declined by prisoner", "No longer needed", "Not required"] {
            assert!(!is_completed(status) && is_closed(status), "{status}");
        }
        for status in ["Not completed", "Part done", "In progress", "Open", "80% complete", ""] {
            assert!(!is_completed(status) && !is_closed(status), "{status}");
        }
    }

    #[test]
    fn what_is_to_be_done_is_not_done() {
        for status in [
            "To be completed",
            "To be completed by June",
            "Yet to be done",
            "Awaiting completed form",
            "Hasn’t been done",
            "Never done",
            "Will be closed in May",
            "In hand. To be finished.",
            "No work done",
        ] {
            assert!(!is_closed(status), "{status}");
        }
    }

    #[test]
    fn what_was_not_given_up_is_open() {
        for status in ["Not withdrawn, in hand", "Application not refused", "May be cancelled", "Undeclined"]
        {
            assert!(!is_closed(status), "{status}");
        }
    }

    #[test]
    fn not_begun() {
        for status in ["Not yet started", "To do", "No progress", "Outstanding", "In hand. To do."] {
            assert!(is_unstarted(status), "{status}");
        }
        for status in
            ["Started in May", "Referred to doctor", "No longer outstanding", "He has begun to do this"]
        {
            assert!(!is_unstarted(status), "{status}");
        }
    }

    #[test]
    fn every_heading_is_known() {
        for heading in lexicon::STATUSES.headings() {
            assert!(Sign::of_heading(heading).is_some(), "{heading}");
        }
    }
}
