//! Pages of the document that came, as people say them.

/// Most pages that are named one by one.
const NAMED_MAX: usize = 3;

/// "p.12", "pp.3, 12", "pp.3–7" of pages that follow one another, "p.3 and 5 more"; none of no page. As books cite: it
/// stands behind nearly every line of a brief.
pub(crate) fn said(pages: impl IntoIterator<Item = u32>) -> Option<String> {
    let mut pages: Vec<u32> = pages.into_iter().collect();
    pages.sort_unstable();
    pages.dedup();
    match pages[..] {
        [] => None,
        [page] => Some(format!("p.{page}")),
        [first, .., last] if pages.len() > 2 && (last - first) as usize == pages.len() - 1 => {
            Some(format!("pp.{first}–{last}"))
        }
        ref all if all.len() <= NAMED_MAX => {
            let all: Vec<String> = all.iter().map(u32::to_string).collect();
            Some(format!("pp.{}", all.join(", ")))
        }
        [first, ..] => Some(format!("p.{first} and {} more", pages.len() - 1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_said_once_and_in_order() {
        for (pages, expected) in [
            (&[][..], None),
            (&[12], Some("p.12")),
            (&[12, 3, 12], Some("pp.3, 12")),
            (&[4, 3], Some("pp.3, 4")),
            (&[5, 4, 6, 3], Some("pp.3–6")),
            (&[2, 9, 4], Some("pp.2, 4, 9")),
            (&[2, 9, 4, 20], Some("p.2 and 3 more")),
        ] {
            assert_eq!(said(pages.iter().copied()).as_deref(), expected, "{pages:?}");
        }
    }
}
