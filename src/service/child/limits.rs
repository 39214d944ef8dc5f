//! The limits of a process that reads a document.

use std::io;

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// Memory that the process may ask for, in bytes, and addresses, which its program and libraries take too.
const MEMORY: u64 = 224 << 20;
const ADDRESSES: u64 = 1 << 30;
/// Processor time, in seconds, and how many bytes of the document earn another one.
const SECONDS: u64 = if cfg!(debug_assertions) { 10 } else { 1 };
const BYTES_A_SECOND: usize = 1 << 20;

/// Bounds memory; no trace of it is written if the process fails.
pub(super) fn set_memory() -> io::Result<()> {
    set(Resource::Data, MEMORY)?;
    set(Resource::As, ADDRESSES)?;
    set(Resource::Core, 0)
}

/// Bounds the processor time of a document of this length.
pub(super) fn set_time(bytes: usize) -> io::Result<()> {
    set(Resource::Cpu, SECONDS + (bytes / BYTES_A_SECOND) as u64)
}

/// Lowers a limit; one that is lower already stays.
fn set(resource: Resource, limit: u64) -> io::Result<()> {
    let known = getrlimit(resource).maximum.map_or(limit, |known| known.min(limit));
    setrlimit(resource, Rlimit { current: Some(known), maximum: Some(known) })?;
    Ok(())
}
