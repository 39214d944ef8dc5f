//! The most memory that this process has held, as Linux counts it.

use std::fs;

/// In KB; 0 where the system does not tell. It never falls.
pub(super) fn kb() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().split(' ').next()?.parse().ok()).unwrap_or(0)
}
