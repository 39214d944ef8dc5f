//! Whether a text that came as plain is Markdown: then it is left as it is.

/// Least headings, or labels in bold, that only Markdown has.
const MARKS_MIN: usize = 2;

/// Strokes that a printer draws, from which on a table alone does not make a text Markdown, and least length of one.
const STROKES_MAX: usize = 2;
const STROKE_BYTES_MIN: usize = 40;

/// Most lines between two rules of a table whose rows are ruled off.
const ROWS_BETWEEN_MAX: usize = 4;

/// Whether a text has headings behind `#`, labels between `**`, or the line below the head of a Markdown table. A print
/// that is ruled over its width may have such a table too.
pub(crate) fn is_markdown(text: &str) -> bool {
    let (mut headings, mut labels, mut bars) = (0, 0, 0);
    let (mut tabled, mut ruled, mut strokes) = (false, false, 0);
    let mut since = ROWS_BETWEEN_MAX;
    for line in text.trim_start_matches('\u{feff}').lines().map(str::trim) {
        headings += usize::from(is_heading(line));
        labels += usize::from(is_bold_label(line));
        let barred = line.contains('|');
        let columns = if barred { delimiters(line) } else { 0 };
        tabled |= columns > 0 && columns == bars;
        // A print rules its rows off.
        ruled |= columns > 0 && since < ROWS_BETWEEN_MAX;
        since = if columns > 0 { 0 } else { since.saturating_add(1) };
        strokes += usize::from(is_stroke(line));
        if headings >= MARKS_MIN || labels >= MARKS_MIN {
            return true;
        }
        bars = if barred { cells(line) } else { 0 };
    }
    tabled && !ruled && strokes < STROKES_MAX
}

/// A line that is ruled, or the edge of a box.
fn is_stroke(line: &str) -> bool {
    let inner = line.strip_prefix('+').unwrap_or(line).trim_end_matches('+');
    let sign = inner.bytes().next().filter(|sign| matches!(sign, b'-' | b'=' | b'_' | b'*' | b'~'));
    inner.len() >= STROKE_BYTES_MIN && sign.is_some_and(|sign| inner.bytes().all(|byte| byte == sign))
}

/// `## Housing`, and not `# 4`, `####` or `## HOUSING ##`: who writes Markdown closes no heading, who draws titles does.
fn is_heading(line: &str) -> bool {
    let title = line.trim_start_matches('#');
    let level = line.len() - title.len();
    (1..=6).contains(&level)
        && !line.ends_with('#')
        && title.starts_with(' ')
        && title.trim_start().starts_with(|c: char| c.is_alphanumeric())
        && title.chars().any(char::is_alphabetic)
}

/// `**Name:** Ann Other`.
fn is_bold_label(line: &str) -> bool {
    let inner = line.strip_prefix("**").and_then(|rest| rest.split_once("**")).map(|(inner, _)| inner);
    inner.is_some_and(|inner| inner.ends_with(':') && !inner.starts_with('*'))
}

/// Columns of a line with bars like `|---|:--:|`; none of others.
fn delimiters(line: &str) -> usize {
    let inner = line.trim_matches('|');
    let is_delimiter = |cell: &str| {
        let dashes = cell.trim().trim_matches(':');
        !dashes.is_empty() && dashes.bytes().all(|byte| byte == b'-')
    };
    if inner.split('|').all(is_delimiter) { inner.split('|').count() } else { 0 }
}

/// Cells of a line with bars.
fn cells(line: &str) -> usize {
    line.trim_matches('|').split('|').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_that_only_markdown_has() {
        assert!(is_markdown("# Plan\n\nHe is.\n\n## Housing\n"));
        assert!(is_markdown("| a | b |\n|---|:-:|\n| c | d |\n"));
        assert!(is_markdown("**Name:** Ann  \n**MAPPA:** 2\n"));
    }

    #[test]
    fn printed_text_is_none() {
        assert!(!is_markdown("#### HOUSING ####\n# 4\n** DRAFT **\n-----\n a | b\n-----+-----\n"));
        assert!(!is_markdown("## 1: Housing ##\nHe is well.\n## 2: Health ##\n"));
        assert!(!is_markdown("1. Housing\n----------\n* one\n* two\n"));
        assert!(!is_markdown("NO | ACT\n---|----\n1  | Go\n---|----\n2  | Stay\n---|----\n"));
        let stroke = "=".repeat(STROKE_BYTES_MIN);
        assert!(!is_markdown(&format!("{stroke}\nPLAN\n{stroke}\n\n| a | b |\n|---|---|\n| c | d |\n")));
    }
}
