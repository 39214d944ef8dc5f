//! Which of the bare numbers at the edges of pages number the pages.

use rustc_hash::FxHashMap;

/// Fewest pages that a count runs over which not all numbers are of: where the count begins anew, or a number of the
/// text stands at an edge.
const COUNT_MIN: usize = 3;
/// Least share of the numbers that are of it, in percent.
const SHARE_MIN: usize = 25;

/// Whether a line is a number of a text and nothing else, whatever signs stand around it; which number.
pub(crate) fn bare_number(line: &str) -> Option<u64> {
    let digits = line.trim_matches(|c: char| !c.is_alphanumeric());
    let plain = (1..=6).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| digits.parse().ok()).flatten()
}

/// Of numbers that stand at an edge of these pages, whether each numbers its page: they count up with the pages. What
/// does not is of the text: a score, a year, how many visits there were.
pub(crate) fn count_up(numbers: &[(usize, u64)]) -> Vec<bool> {
    let ahead = |(page, number): (usize, u64)| number.wrapping_sub(page as u64);
    let mut counts: FxHashMap<u64, usize> = FxHashMap::default();
    for number in numbers {
        *counts.entry(ahead(*number)).or_default() += 1;
    }
    let all = numbers.len();
    let is_count =
        |count: usize| count > 1 && count == all || count >= COUNT_MIN && count * 100 >= all * SHARE_MIN;
    numbers.iter().map(|number| is_count(counts[&ahead(*number)])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_count_with_the_pages() {
        assert_eq!(count_up(&[(0, 1), (1, 2)]), [true, true]);
        assert_eq!(count_up(&[(2, 7), (3, 8), (5, 10)]), [true; 3]);
        assert_eq!(count_up(&[(0, 6), (1, 14), (2, 9)]), [false; 3]);
        assert_eq!(count_up(&[(0, 2016), (1, 2018), (2, 2019)]), [false; 3]);
        assert_eq!(count_up(&[(0, 1), (1, 2), (2, 40), (3, 4)]), [true, true, false, true]);
        assert_eq!(count_up(&[(0, 5)]), [false]);
    }

    #[test]
    fn bare_numbers() {
        for (line, number) in
            [("12", Some(12)), (" - 3 -", Some(3)), ("3 of 4", None), ("12A", None), ("", None)]
        {
            assert_eq!(bare_number(line), number, "{line}");
        }
    }
}
