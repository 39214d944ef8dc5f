//! What the status of an action says: done, given up, or open.

use crate::document::reading::folded;

/// Whether a status says that the action is done.
pub fn is_completed(status: &str) -> bool {
    let status = folded(status);
    let mut words = status.split(' ');
    let undone = status.split(' ').any(|word| UNDONE.contains(&word));
    words.any(|word| DONE.contains(&word)) && !undone
}

/// Whether a status says that nothing more is to come of the action.
pub fn is_closed(status: &str) -> bool {
    let folded = folded(status);
    is_completed(status) || CLOSED.iter().any(|closed| folded.contains(closed))
}

/// Whether a status says that nobody has begun.
pub(super) fn is_unstarted(status: &str) -> bool {
    let folded = folded(status);
    UNSTARTED.iter().any(|unstarted| folded.contains(unstarted))
}

const DONE: [&str; 7] = ["completed", "complete", "done", "achieved", "closed", "finished", "concluded"];
const UNDONE: [&str; 7] = ["not", "part", "partly", "partially", "nearly", "almost", "incomplete"];
const CLOSED: [&str; 8] = [
    "cancelled",
    "withdrawn",
    "declined",
    "superseded",
    "not applicable",
    "no longer",
    "not required",
    "refused",
];
const UNSTARTED: [&str; 9] = [
    "not started",
    "not yet started",
    "not begun",
    "not commenced",
    "to be started",
    "yet to start",
    "to do",
    "no progress",
    "outstanding",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn done_given_up_and_open() {
        for status in ["Completed", "Done – 3 May 2024", "**Achieved**"] {
            assert!(is_completed(status) && is_closed(status), "{status}");
        }
        for status in ["Withdrawn", "Declined by prisoner", "No longer needed"] {
            assert!(!is_completed(status) && is_closed(status), "{status}");
        }
        assert!(is_unstarted("Not yet started") && !is_unstarted("Started in May"));
        for status in ["Not completed", "Part done", "In progress", "Open", ""] {
            assert!(!is_completed(status) && !is_closed(status), "{status}");
        }
    }
}
