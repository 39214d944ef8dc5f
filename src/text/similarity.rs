//! How alike two words are: the one place that names `strsim`.

/// Whether the two are one keystroke apart: a letter typed too many, left out, mistaken, or two changed places.
pub fn is_one_keystroke_apart(left: &str, right: &str) -> bool {
    left.len().abs_diff(right.len()) <= 4 && strsim::osa_distance(left, right) == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_keystroke() {
        for (left, right) in
            [("intends", "inetnds"), ("meeting", "meetng"), ("report", "repport"), ("flat", "flit")]
        {
            assert!(is_one_keystroke_apart(left, right), "{left} {right}");
        }
        for (left, right) in [("same", "same"), ("suitable", "unsuitable"), ("form", "froma")] {
            assert!(!is_one_keystroke_apart(left, right), "{left} {right}");
        }
    }
}
