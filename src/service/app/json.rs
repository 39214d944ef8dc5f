//! What is wrong with a JSON text, said the same way over HTTP and in an import.

use serde_json::Error;

/// Longest message that a refusal repeats. A message quotes what it is about, which may be a whole plan.
const MESSAGE_CHARS_MAX: usize = 300;

/// The code of a mistake; the kinds of wrong data are told from one another by the words of serde.
pub fn json_code(error: &Error) -> &'static str {
    let message = error.to_string();
    if !error.is_data() {
        "malformed_json"
    } else if message.starts_with("missing field") {
        "missing_field"
    } else if message.starts_with("unknown field") {
        "unknown_field"
    } else if message.starts_with("duplicate field") {
        "repeated_field"
    } else {
        "invalid_field"
    }
}

/// As much of a message as a refusal repeats.
pub fn shortened(message: &str) -> String {
    message.chars().take(MESSAGE_CHARS_MAX).collect()
}
