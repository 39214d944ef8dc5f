//! A hash of source files: what the service is built from, in one short text.
//!
//! The build script and the test that checks it both take this file in, so it uses nothing of the crate.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

/// Every file whose content can change an answer: the crates that stand beside this one, its own files, and the
/// versions and features of everything else. Sorted by path.
///
/// A folder beside this one is a crate if it has a manifest, so a crate that is added is counted without being named.
///
/// # Errors
///
/// A folder or file that cannot be read.
pub(crate) fn roots(service: &Path) -> io::Result<Vec<PathBuf>> {
    let crates = service.parent().unwrap_or(service);
    let workspace = crates.parent().unwrap_or(crates);
    let mut roots = vec![workspace.join("Cargo.lock"), workspace.join("Cargo.toml")];
    for entry in fs::read_dir(crates)? {
        let folder = entry?.path();
        if folder.join("Cargo.toml").is_file() {
            roots.push(folder);
        }
    }
    roots.sort();
    Ok(roots)
}

/// The hash of all files at or below these paths, in hexadecimal: of the name and the content of each.
///
/// # Errors
///
/// A folder or file that cannot be read.
pub(crate) fn hash(roots: &[PathBuf]) -> io::Result<String> {
    let mut whole = Sha256::new();
    for root in roots {
        let above = root.parent().unwrap_or(root);
        let mut files = Vec::new();
        collect(root, &mut files)?;
        // The order in which a folder lists its files is the file system's own.
        files.sort();
        for file in files {
            let name = file.strip_prefix(above).unwrap_or(&file).to_string_lossy().replace('\\', "/");
            // Digests have one length, so that no part can run into the next.
            whole.update(Sha256::digest(name));
            whole.update(Sha256::digest(fs::read(&file)?));
        }
    }
    Ok(whole.finalize().iter().fold(String::new(), |mut text, byte| {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    }))
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    if !path.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    for entry in fs::read_dir(path)? {
        collect(&entry?.path(), files)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn service() -> &'static Path {
        Path::new(env!("CARGO_MANIFEST_DIR"))
    }

    #[test]
    fn the_hash_in_the_tags_is_that_of_the_sources_as_they_are() {
        assert_eq!(hash(&roots(service()).unwrap()).unwrap(), env!("CIP_BRIEF_SOURCES"));
    }

    #[test]
    fn every_crate_of_ours_that_this_one_uses_is_hashed() {
        let manifest = fs::read_to_string(service().join("Cargo.toml")).unwrap();
        let used = manifest.lines().filter_map(|line| line.strip_prefix("cip-")?.split(['.', ' ']).next());
        let roots = roots(service()).unwrap();
        let mut names: Vec<&str> = used.collect();
        names.push("service");
        assert!(names.contains(&"engine"), "{names:?}");
        for name in names {
            assert!(roots.iter().any(|root| root.ends_with(Path::new("src").join(name))), "{name}");
        }
        assert!(roots.iter().any(|root| root.ends_with("Cargo.lock")));
    }

    /// A workspace with one file in each place, and the hash of it after `change`.
    fn hash_after(change: impl FnOnce(&Path)) -> String {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str| {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, name).unwrap();
        };
        let manifests = ["Cargo.lock", "Cargo.toml", "src/service/Cargo.toml", "src/engine/Cargo.toml"];
        let sources = ["src/engine/data/words.txt", "src/service/web/templates/page.html", "src/cli/run.rs"];
        manifests.into_iter().chain(sources).for_each(write);
        change(folder.path());
        let roots: Vec<PathBuf> = roots(&folder.path().join("src/service")).unwrap();
        hash(&roots).unwrap()
    }

    #[test]
    fn a_change_of_any_source_changes_the_hash() {
        let plain = hash_after(|_| {});
        assert_eq!(plain, hash_after(|_| {}));
        for file in ["Cargo.lock", "src/engine/data/words.txt", "src/service/web/templates/page.html"] {
            assert_ne!(plain, hash_after(|folder| fs::write(folder.join(file), "other").unwrap()), "{file}");
        }
        let renamed = |folder: &Path| {
            let data = folder.join("src/engine/data");
            fs::rename(data.join("words.txt"), data.join("other.txt")).unwrap();
        };
        assert_ne!(plain, hash_after(renamed), "a file by another name");
        let new_crate = |folder: &Path| {
            fs::create_dir(folder.join("src/formats")).unwrap();
            fs::write(folder.join("src/formats/Cargo.toml"), "").unwrap();
        };
        assert_ne!(plain, hash_after(new_crate), "a crate that is added");
        let outside = |folder: &Path| fs::write(folder.join("src/cli/run.rs"), "other").unwrap();
        assert_eq!(plain, hash_after(outside), "the command line makes no answer of the service");
    }
}
