//! No file is in a circle of imports: of any two files at most one needs the other, directly or by way of others, so that
//! each can be read before those that use it.
//!
//! A parent that only hands on what its children offer does not need them for that. So what a file imports is followed
//! through such re-exports to the file that defines it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The crates that are held to it, by folder and top file.
const CRATES: &[(&str, &str)] = &[("src/service", "lib.rs"), ("src/store", "lib.rs"), ("src/cli", "mod.rs")];

/// Circles that are still there.
const LEFT: &[&str] = &["web::brief", "web::brief::items"];

/// A module, by its path inside the crate; the top one is empty.
type Module = Vec<String>;

/// What one file says of others.
#[derive(Debug, Default)]
struct Imports {
    /// Modules and the names that are taken from them.
    taken: Vec<(Module, String)>,
    /// Names that are handed on, and the modules that they come from.
    handed_on: BTreeMap<String, Module>,
}

#[test]
fn no_file_is_in_a_circle() {
    for (folder, top) in CRATES {
        let files = files(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), top);
        assert!(files.len() > 10, "the files of {folder} were found");
        let circles = circles(needs(&files));
        let circles: Vec<String> = circles.iter().map(|module| module.join("::")).collect();
        let new: Vec<&String> = circles.iter().filter(|module| !LEFT.contains(&module.as_str())).collect();
        assert!(new.is_empty(), "{folder}: in a circle, or between two: {new:#?}");
    }
}

/// Every module of a crate with its code, without tests and comments.
fn files(folder: &Path, top: &str) -> BTreeMap<Module, String> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for path in fs::read_dir(next).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let inside = path.strip_prefix(folder).unwrap().with_extension("");
                let mut module: Module =
                    inside.iter().map(|part| part.to_string_lossy().into_owned()).collect();
                if inside == Path::new(top).with_extension("")
                    || module.last().is_some_and(|name| name == "mod")
                {
                    module.pop();
                }
                found.insert(module, code(&fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found
}

fn code(text: &str) -> String {
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    code.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

/// Which module needs which.
fn needs(files: &BTreeMap<Module, String>) -> BTreeMap<Module, BTreeSet<Module>> {
    let imports: BTreeMap<&Module, Imports> =
        files.iter().map(|(module, code)| (module, imports(module, code, files))).collect();
    let defining = |module: &Module, name: &String| {
        let mut at = module;
        // As many steps as there are files would be a circle of re-exports, which does not compile.
        for _ in 0..files.len() {
            match imports[at].handed_on.get(name).filter(|next| *next != at) {
                Some(next) => at = next,
                None => break,
            }
        }
        at.clone()
    };
    let needed = |(module, imports): (&&Module, &Imports)| {
        let all = imports.taken.iter().map(|(from, name)| defining(from, name));
        ((*module).clone(), all.filter(|from| from != *module).collect())
    };
    imports.iter().map(needed).collect()
}

fn imports(module: &Module, code: &str, files: &BTreeMap<Module, String>) -> Imports {
    let mut imports = Imports::default();
    let mut lines = code.lines();
    while let Some(line) = lines.next() {
        let Some((is_public, tree)) = use_tree(line) else {
            let paths = line.split(|c: char| !c.is_alphanumeric() && c != '_' && c != ':');
            let relative =
                |path: &&str| ["crate::", "super::", "self::"].iter().any(|at| path.starts_with(at));
            let found = paths.filter(relative).filter_map(|path| resolve(module, path, files));
            imports.taken.extend(found);
            continue;
        };
        let mut tree = tree.to_owned();
        while !tree.contains(';') {
            tree.push_str(lines.next().unwrap_or(";"));
        }
        for path in expanded(tree.trim_end_matches(';')) {
            let Some((from, name)) = resolve(module, &path, files) else { continue };
            if is_public {
                imports.handed_on.insert(name.clone(), from.clone());
            }
            // A child's own offer is only handed on.
            if !(is_public && from.len() > module.len() && from.starts_with(module)) {
                imports.taken.push((from, name));
            }
        }
    }
    imports
}

/// The tree of a `use` that begins on this line, and whether it hands on.
fn use_tree(line: &str) -> Option<(bool, &str)> {
    let line = line.trim_start();
    match line.strip_prefix("use ") {
        Some(tree) => Some((false, tree)),
        None if line.starts_with("pub") => line.split_once(" use ").map(|(_, tree)| (true, tree)),
        None => None,
    }
}

/// Each path of a `use` tree.
fn expanded(tree: &str) -> Vec<String> {
    let tree = tree.trim();
    let Some((before, inner)) = tree.split_once('{') else {
        return vec![tree.split(" as ").next().unwrap_or_default().trim().to_owned()];
    };
    let inner = inner.strip_suffix('}').unwrap_or(inner);
    let (mut depth, mut branches) = (0, vec![String::new()]);
    for c in inner.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if c == ',' && depth == 0 {
            branches.push(String::new());
        } else if let Some(branch) = branches.last_mut() {
            branch.push(c);
        }
    }
    let branches = branches.iter().filter(|branch| !branch.trim().is_empty());
    branches.flat_map(|branch| expanded(branch)).map(|path| format!("{before}{path}")).collect()
}

/// The deepest module of the crate that a path names, and the name it takes from there.
fn resolve(module: &Module, path: &str, files: &BTreeMap<Module, String>) -> Option<(Module, String)> {
    let mut parts = path.split("::").map(str::trim).peekable();
    let mut at = match *parts.peek()? {
        "crate" => Module::new(),
        "self" | "super" => module.clone(),
        child if files.contains_key(&joined(module, child)) => module.clone(),
        _ => return None,
    };
    while let Some(step) = parts.next_if(|part| ["crate", "self", "super"].contains(part)) {
        if step == "super" {
            at.pop();
        }
    }
    while let Some(child) = parts.next_if(|part| files.contains_key(&joined(&at, part))) {
        at.push(child.to_owned());
    }
    Some((at, parts.next().unwrap_or_default().to_owned()))
}

fn joined(module: &Module, child: &str) -> Module {
    module.iter().cloned().chain([child.to_owned()]).collect()
}

/// What is left when files that need none, and files that none needs, are taken away again and again.
fn circles(mut needs: BTreeMap<Module, BTreeSet<Module>>) -> Vec<Module> {
    loop {
        let needed: BTreeSet<Module> = needs.values().flatten().cloned().collect();
        let before = needs.len();
        needs.retain(|module, others| !others.is_empty() && needed.contains(module));
        if needs.len() == before {
            return needs.into_keys().collect();
        }
        let left: BTreeSet<Module> = needs.keys().cloned().collect();
        for others in needs.values_mut() {
            others.retain(|other| left.contains(other));
        }
    }
}

#[test]
fn a_circle_is_found_and_a_chain_is_not() {
    let crate_of = |files: &[(&str, &str)]| {
        let module =
            |path: &str| path.split("::").filter(|part| !part.is_empty()).map(str::to_owned).collect();
        let files: BTreeMap<Module, String> =
            files.iter().map(|(path, code)| (module(path), (*code).to_owned())).collect();
        circles(needs(&files)).len()
    };
    let top = ("", "pub use a::A;\npub use b::B;\n");
    assert_eq!(crate_of(&[top, ("a", "use super::b::B;"), ("b", "")]), 0);
    assert_eq!(crate_of(&[top, ("a", "use super::{B};"), ("b", "use crate::a::{\n    A,\n};")]), 2);
    assert_eq!(crate_of(&[top, ("a", "fn f() { super::b::g() }"), ("b", "use super::A;")]), 2);
    assert_eq!(
        crate_of(&[("", "use a::A;\npub struct B;"), ("a", "use super::B;")]),
        2,
        "a parent that takes part"
    );
}
