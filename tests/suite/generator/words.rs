//! The word data, read from plain files.
//!
//! Takes the files under `data`, gives lists of lines by section name; `#` opens a comment line.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The name in square brackets, and the lines below it, in the file's order.
pub(crate) type Lists = Vec<(&'static str, Vec<&'static str>)>;

static WORDS: LazyLock<BTreeMap<&'static str, Vec<&'static str>>> =
    LazyLock::new(|| lists(include_str!("data/words.txt")).into_iter().collect());

/// The words of one list of `words.txt`: one a line, or several on a line where the list has one line only.
pub(crate) fn words(list: &str) -> &'static [&'static str] {
    WORDS.get(list).unwrap_or_else(|| panic!("words.txt has a list [{list}]"))
}

/// The single-word lists, which stand on one line.
pub(crate) fn row(list: &str) -> Vec<&'static str> {
    words(list).iter().flat_map(|line| line.split(' ')).collect()
}

/// Cuts a data file into its lists. What stands before the first name has the name "".
pub(crate) fn lists(file: &'static str) -> Lists {
    let mut lists: Lists = vec![("", Vec::new())];
    for line in file.lines().map(str::trim_end) {
        if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            lists.push((name, Vec::new()));
        } else if !line.is_empty()
            && !line.starts_with("# ")
            && let Some((_, lines)) = lists.last_mut()
        {
            lines.push(line);
        }
    }
    lists
}
