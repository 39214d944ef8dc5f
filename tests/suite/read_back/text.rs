//! Plain text as a person reads it: hanging lines joined, marks in brackets.

use super::{Mark, Readings};

/// Paragraphs that begin with `first`, with the lines that hang under them.
pub(super) fn paragraphs(page: &str, first: &str, rest: &str) -> Vec<String> {
    let mut paragraphs: Vec<String> = Vec::new();
    let mut open = false;
    for line in page.lines() {
        let fold = line.starts_with("  … ")
            && (line.ends_with(" unit unchanged") || line.ends_with(" units unchanged"));
        let hangs = line.strip_prefix(rest).filter(|line| !line.starts_with(' ') && !fold && open);
        let begins = line.strip_prefix(first).filter(|line| !line.starts_with(' ') && !fold);
        match (hangs, begins, paragraphs.last_mut()) {
            (Some(line), _, Some(last)) => {
                last.push(' ');
                last.push_str(line);
            }
            (_, Some(line), _) => {
                paragraphs.push(line.to_owned());
                open = true;
            }
            _ => open = false,
        }
    }
    paragraphs
}

/// What a line reads as: `[old → new]`, or `[[old → new]]`. In a row *nothing* is our word for an empty side.
pub(super) fn read(line: &str, row: bool) -> Readings {
    let mut readings = Readings::default();
    let mut rest = line;
    // Where there are doubled brackets and single ones with an arrow, the single ones are the plan's.
    let doubled = line.contains("[[") && line.contains("]]");
    while let Some(at) = rest.find('[') {
        readings.push(Mark::Same, &rest[..at]);
        rest = &rest[at..];
        if let Some((old, new, len)) = mark(rest).filter(|_| !doubled || rest.starts_with("[[")) {
            let nothing = |side| if row && side == "nothing" { "" } else { side };
            readings.push(Mark::Before, nothing(old));
            readings.push(Mark::After, nothing(new));
            rest = &rest[len..];
        } else {
            readings.push(Mark::Same, "[");
            rest = &rest[1..];
        }
    }
    readings.push(Mark::Same, rest);
    readings
}

/// The sides of the mark that a text begins with, and its length.
fn mark(text: &str) -> Option<(&str, &str, usize)> {
    let doubled = text.starts_with("[[");
    let (opening, end) = if doubled {
        let ends = |at: &usize| text[*at..].starts_with("]]") && !text[at + 2..].starts_with(']');
        let end = text.match_indices(']').map(|(at, _)| at).find(ends)?;
        (2, end)
    } else {
        (1, text.find(']')?)
    };
    let inside = &text[opening..end];
    if !doubled && inside.contains('[') {
        return None;
    }
    let arrow = if inside.contains(" ⇒ ") { " ⇒ " } else { " → " };
    let (old, new) = inside.split_once(arrow)?;
    Some((old, new, end + opening))
}
