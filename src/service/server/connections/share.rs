//! A share of the connections for each address, so that one silent client does not keep all others out.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use super::super::fair::site;

/// The connections that are open, by address.
#[derive(Clone)]
pub(super) struct Shared {
    most: usize,
    open: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

/// One open connection; counts as long as it lives.
pub(super) struct Share(Option<(Shared, IpAddr)>);

impl Share {
    /// That of an address which may have all.
    pub(super) fn of_all() -> Self {
        Self(None)
    }
}

impl Shared {
    /// Of each address at most so many.
    pub(super) fn new(most: usize) -> Self {
        Self { most, open: Arc::default() }
    }

    /// A connection of this address, unless it has as many as it may.
    pub(super) fn take(&self, address: IpAddr) -> Option<Share> {
        let address = site(address);
        // A panic elsewhere leaves the counts as they are.
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(address).or_default();
        if *count >= self.most {
            return None;
        }
        *count += 1;
        Some(Share(Some((self.clone(), address))))
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        let Some((of, address)) = &self.0 else { return };
        let mut open = of.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(address) {
            *count -= 1;
            if *count == 0 {
                open.remove(address);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_address_has_its_share() {
        let (shared, one, other) = (Shared::new(1), [127, 0, 0, 1].into(), [127, 0, 0, 2].into());
        let share = shared.take(one);
        assert!(share.is_some() && shared.take(one).is_none() && shared.take(other).is_some());
        drop(share);
        assert!(shared.take(one).is_some());
        assert!(shared.open.lock().unwrap().is_empty());
    }
}
