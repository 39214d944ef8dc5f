//! Long lists, a part at a time.
//!
//! A reader who asks for what follows an entry gets none again and misses none of those that were there, also where
//! entries arrive meanwhile: a place is a value of what the list is ordered by, not a count.

use jiff::civil::Date;

/// Entries of a list in one answer where the reader does not say.
pub const LIST_ENTRIES: usize = 100;
/// Most entries of a list in one answer.
pub const LIST_ENTRIES_MAX: usize = 1000;

/// A place in a list that is ordered by date, then by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DatedPlace {
    /// The date.
    pub date: Date,
    /// The number.
    pub number: u32,
}

/// Which part of a list is wanted; `K` is what the list is ordered by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paging<K> {
    /// Only what follows this place; all from the first if absent.
    pub after: Option<K>,
    /// At most so many entries.
    pub limit: usize,
}

/// A part of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing<T, K> {
    /// The entries.
    pub entries: Vec<T>,
    /// The place of the last one; none where no more follow.
    pub next: Option<K>,
}

impl<K: Ord> Paging<K> {
    /// Cuts the part out of a list that is in order.
    pub fn cut<T>(&self, list: Vec<T>, place: impl Fn(&T) -> K) -> Listing<T, K> {
        let follows = |entry: &T| self.after.as_ref().is_none_or(|after| place(entry) > *after);
        let mut entries: Vec<T> = list.into_iter().filter(follows).take(self.limit + 1).collect();
        let more = entries.len() > self.limit;
        entries.truncate(self.limit);
        let next = entries.last().filter(|_| more).map(place);
        Listing { entries, next }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(after: Option<u32>, limit: usize) -> (Vec<u32>, Option<u32>) {
        let listing = Paging { after, limit }.cut(vec![1, 3, 5], |entry| *entry);
        (listing.entries, listing.next)
    }

    #[test]
    fn parts_follow_one_another() {
        assert_eq!(cut(None, 2), (vec![1, 3], Some(3)));
        assert_eq!(cut(Some(3), 2), (vec![5], None));
    }

    #[test]
    fn a_whole_list_has_no_next() {
        assert_eq!(cut(None, 3), (vec![1, 3, 5], None));
    }

    #[test]
    fn a_place_that_is_not_there_any_more_still_divides() {
        assert_eq!(cut(Some(2), 1), (vec![3], Some(3)));
        assert_eq!(cut(Some(9), 1), (vec![], None));
    }
}
