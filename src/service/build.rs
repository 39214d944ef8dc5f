//! Puts a hash of the sources into the crate, for the entity tags of what is computed from plans.
//!
//! A tag lets a reader keep a page until its sources change. The page also changes when a rule of the engine or a
//! template does, and a version number that somebody has to raise by hand would be forgotten.

#[path = "build/sources.rs"]
mod sources;

use std::env;
use std::error::Error;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    let service = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let roots = sources::roots(&service)?;
    for root in &roots {
        println!("cargo::rerun-if-changed={}", root.display());
    }
    println!("cargo::rustc-env=CIP_BRIEF_SOURCES={}", sources::hash(&roots)?);
    Ok(())
}
