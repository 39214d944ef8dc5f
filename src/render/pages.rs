//! Pages of the document that came, as people say them.

/// Most pages that are named one by one.
const NAMED_MAX: usize = 3;

/// "page 12", "pages 3 and 12", "pages 3 to 7" of pages that follow one another, "page 3 and 5 more pages"; none of no
/// page.
pub(crate) fn said(pages: impl IntoIterator<Item = u32>) -> Option<String> {
    let mut pages: Vec<u32> = pages.into_iter().collect();
    pages.sort_unstable();
    pages.dedup();
    match pages[..] {
        [] => None,
        [page] => Some(format!("page {page}")),
        [first, second] => Some(format!("pages {first} and {second}")),
        [first, .., last] if (last - first) as usize == pages.len() - 1 => {
            Some(format!("pages {first} to {last}"))
        }
        [ref most @ .., last] if pages.len() <= NAMED_MAX => {
            let most: Vec<String> = most.iter().map(u32::to_string).collect();
            Some(format!("pages {} and {last}", most.join(", ")))
        }
        [first, ..] => Some(format!("page {first} and {} more pages", pages.len() - 1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_said_once_and_in_order() {
        for (pages, expected) in [
            (&[][..], None),
            (&[12], Some("page 12")),
            (&[12, 3, 12], Some("pages 3 and 12")),
            (&[5, 4, 6, 3], Some("pages 3 to 6")),
            (&[2, 9, 4], Some("pages 2, 4 and 9")),
            (&[2, 9, 4, 20], Some("page 2 and 3 more pages")),
        ] {
            assert_eq!(said(pages.iter().copied()).as_deref(), expected, "{pages:?}");
        }
    }
}
