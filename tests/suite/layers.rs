//! The direction of imports, and which file names which library.

use std::fs;
use std::path::{Path, PathBuf};

/// Which modules each module of the engine, and each of the service, may import from inside its crate. What crates
/// may import from each other stands in their manifests.
const LAYERS: &[(&str, &str, &[&str])] = &[
    ("engine", "text", &["lexicon"]),
    ("engine", "facts", &["lexicon", "text"]),
    ("engine", "document", &["facts", "lexicon", "text"]),
    ("engine", "alignment", &["document", "facts", "text"]),
    ("engine", "delta", &["alignment", "document", "facts", "lexicon", "text"]),
    ("engine", "marked", &["delta", "document", "facts", "lexicon", "text"]),
    ("engine", "history", &["alignment", "delta", "document", "facts", "lexicon", "text"]),
    ("engine", "findings", &["delta", "document", "facts", "history", "lexicon", "text"]),
    ("engine", "condensed", &["delta", "document", "facts", "history", "lexicon", "text"]),
    ("engine", "brief", &["delta", "document", "facts", "findings", "history", "lexicon", "marked", "text"]),
    ("service", "build", &[]),
    ("service", "compute", &[]),
    ("service", "child", &[]),
    ("service", "forms", &[]),
    ("service", "app", &["child", "compute"]),
    ("service", "import", &["app", "compute"]),
    ("service", "http", &["app", "compute", "forms"]),
    ("service", "web", &["app", "compute", "forms", "http"]),
    ("service", "api", &["app", "forms", "http", "web"]),
    ("service", "identity", &["app", "http", "web"]),
    ("service", "server", &["api", "app", "compute", "forms", "http", "identity", "web"]),
];

/// Libraries that exactly one file names.
const NAMED_ONCE: &[(&str, &str)] = &[
    ("pulldown_cmark", "engine/document/leaves.rs"),
    ("similar::", "engine/delta/edits.rs"),
    ("strsim", "engine/text/similarity.rs"),
];

/// Libraries that only one folder names.
const NAMED_UNDER: &[(&str, &str)] = &[("sqlx", "store"), ("askama", "service/web"), ("clap", "cli")];

/// Crates without I/O, clock, async or global state, and what would give them away.
const PURE: &[&str] = &["engine", "lexicon", "render", "wire"];
const IMPURE: &[&str] = &[
    "std::fs",
    "std::net",
    "std::env",
    "std::io",
    "std::time",
    "Instant",
    "SystemTime",
    "std::process",
    "tokio",
    "axum",
    "sqlx",
    "async fn",
    "static mut",
    "thread_local",
    "Mutex",
    "RwLock",
    "AtomicU",
    "println!",
    "eprintln!",
];

#[test]
fn imports_go_one_way() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let (floor, module) = place(&path);
        let Some((.., allowed)) = LAYERS.iter().find(|(f, m, _)| *f == floor && *m == module) else {
            assert!(
                !["engine", "service"].contains(&floor.as_str()) || module == "lib",
                "{module} has no layer"
            );
            continue;
        };
        for imported in imports(&text) {
            if imported != module && !allowed.contains(&imported.as_str()) {
                wrong.push(format!("{}: crate::{imported}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "imports against the layers: {wrong:#?}");
}

#[test]
fn each_library_has_one_file_that_names_it() {
    for (library, file) in NAMED_ONCE {
        let code = |text: &str| {
            text.lines().any(|line| !line.trim_start().starts_with("//") && line.contains(library))
        };
        let named: Vec<_> =
            sources().into_iter().filter(|(_, text)| code(text)).map(|(path, _)| path).collect();
        assert_eq!(named, [PathBuf::from(file)], "{library}");
    }
}

#[test]
fn drivers_stay_in_their_folders() {
    for (library, folder) in NAMED_UNDER {
        for (path, text) in sources().into_iter().filter(|(path, _)| !path.starts_with(folder)) {
            let named =
                text.lines().find(|line| !line.trim_start().starts_with("//") && line.contains(library));
            assert_eq!(named, None, "{} names {library}", path.display());
        }
    }
}

#[test]
fn the_core_is_pure() {
    for (path, text) in sources().into_iter().filter(|(path, _)| PURE.contains(&place(path).0.as_str())) {
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for sign in IMPURE {
            let found = code.lines().find(|line| !line.trim_start().starts_with("//") && line.contains(sign));
            assert_eq!(found, None, "{} has {sign}", path.display());
        }
    }
}

/// What is worked out of one version alone is kept with its document: later stages ask the document.
#[test]
fn facts_and_dates_are_found_in_one_place() {
    for (call, own) in [("facts::find(", "engine/facts"), ("dates::find(", "engine/text/dates")] {
        let calls = |text: &str| {
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            // Not "candidates::find(".
            code.match_indices(call).any(|(at, _)| !code[..at].ends_with(char::is_alphanumeric))
        };
        let callers: Vec<_> = sources()
            .into_iter()
            .filter(|(path, text)| place(path).0 == "engine" && !path.starts_with(own) && calls(text))
            .map(|(path, _)| path)
            .collect();
        assert_eq!(callers, [PathBuf::from("engine/document/annotation.rs")], "{call}");
    }
}

/// Files that list the words of a format or of a wire, not of a language: elements, attributes, signs, spellings.
const NAMES_OF_FORMATS: &[&str] = &[
    "engine/text/markup.rs",
    "engine/text/token.rs",
    "engine/document/tables/mod.rs",
    "engine/document/headings.rs",
    "engine/document/footnotes.rs",
    "engine/brief/identity/name.rs",
    "formats/charset.rs",
    "formats/flow.rs",
    "formats/media.rs",
    "formats/roman.rs",
    "formats/xml.rs",
];

/// Folders of readers of a format whose elements have names.
const FORMATS: &[&str] = &["formats/docx", "formats/html", "formats/odt", "formats/pdf", "formats/rtf"];

/// The words that plans are read by stand in the lexicon: no code that reads plans has two words side by side, as a
/// list, as alternatives of a pattern or as questions joined by "or". What pairs a name with something of the code (the
/// class of a list, the label of a variant) is no list of words.
#[test]
fn no_list_of_words_stands_in_code() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let of_format = NAMES_OF_FORMATS.iter().any(|name| path == Path::new(name))
            || FORMATS.iter().any(|folder| path.starts_with(folder));
        let is_test =
            path.ends_with("tests.rs") || path.ends_with("check.rs") || path.ends_with("every_change.rs");
        if !["engine", "formats"].contains(&place(&path).0.as_str()) || of_format || is_test {
            continue;
        }
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let lines = listed_words(code).into_iter();
        wrong.extend(lines.map(|words| format!("{}: {words}", path.display())));
    }
    assert!(wrong.is_empty(), "words to be moved to the lexicon: {wrong:#?}");
}

#[test]
fn lists_of_words_are_known_in_every_form() {
    for code in [
        r#"["pear", "plum"]"#,
        "&[\n    \"pear\",\n    // why\n    \"plum\",\n]",
        r#"matches!(word, "pear" | "plum")"#,
        r#"words.is(at, "pear") || words.is(at, "plum")"#,
        r#"word == "pear" || word == "plum""#,
        r#"word.contains("pear")\n || word.contains("plum")"#,
        r#"(!at.is("pear")) && !at.is("plum")"#,
        r#"vec!["pear".to_owned(), "plum".into()]"#,
        r#""pear plum fig".split(' ')"#,
        r#""pear,plum,fig".split(',')"#,
    ] {
        assert_eq!(listed_words(&code.replace("\\n", "\n")).len(), 1, "{code}");
    }
    for code in [
        r#"("pear", Self::Pear), ("plum", Self::Plum)"#,
        r#"Self::Pear => "pear", Self::Plum => "plum","#,
        r#"words.is(at, "at") && words.is(at + 1, "this")"#,
        r#"[",", ";", "("]"#,
        r#"format!("pear {}", "plum")"#,
        r#"// ["pear", "plum"]"#,
    ] {
        assert_eq!(listed_words(code), Vec::<String>::new(), "{code}");
    }
}

/// Runs of words side by side in code: each pair of literals with nothing between them but what joins a list.
fn listed_words(code: &str) -> Vec<String> {
    let (mut found, mut last): (Vec<String>, Option<(&str, usize)>) = (Vec::new(), None);
    let code: String = code
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| [line.trim(), " "])
        .collect();
    for (start, end) in literals(&code) {
        let text = &code[start..end];
        let behind = code[end + 1..].trim_start();
        let parted = [".split(", ".split_whitespace("].iter().any(|split| behind.starts_with(split));
        if parted && text.split([' ', ',', '|']).filter(|word| is_word(word)).count() > 1 {
            found.push(text.to_owned());
        }
        if let Some((before, last_end)) = last.filter(|(before, _)| is_word(before) && is_word(text))
            && joins(&code[last_end + 1..start - 1])
        {
            found.push(format!("{before}, {text}"));
        }
        last = Some((text, end));
    }
    found
}

/// The contents of the string literals of code on one line, without those with escapes.
fn literals(code: &str) -> Vec<(usize, usize)> {
    let bytes = code.as_bytes();
    let (mut found, mut at) = (Vec::new(), 0);
    while at < bytes.len() {
        match bytes[at] {
            b'\'' if bytes.get(at + 1) == Some(&b'"') && bytes.get(at + 2) == Some(&b'\'') => at += 3,
            b'"' => {
                let start = at + 1;
                at = start;
                while at < bytes.len() && bytes[at] != b'"' {
                    at += 1 + usize::from(bytes[at] == b'\\');
                }
                found.push((start, at.min(bytes.len())));
                at += 1;
            }
            _ => at += 1,
        }
    }
    found.retain(|(start, end)| end < &bytes.len() && start <= end);
    found
}

/// Whether a literal is a word of two letters or more.
fn is_word(text: &str) -> bool {
    text.chars().count() > 1 && text.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '-' | ' '))
}

/// Whether code between two literals makes them parts of one list: a comma or bar, or the same question again.
fn joins(between: &str) -> bool {
    let bare = between.replace(".to_owned()", "").replace(".into()", "").replace(".to_string()", "");
    let bare: String = bare.chars().filter(|c| !c.is_whitespace() && *c != '&').collect();
    if matches!(bare.as_str(), "," | "|") {
        return true;
    }
    let Some((before, question)) = between.split_once("||").or_else(|| between.split_once("&& !")) else {
        return false;
    };
    let closes = before.chars().all(|c| matches!(c, ')' | ' '));
    // A question of another kind, or of another token, is a rule: "at this" or "currently".
    closes
        && !question.contains(['{', '}', ';'])
        && question.matches("&&").count() + question.matches("||").count() == 0
}

/// Every source file, by its path inside `src`, with its text.
fn sources() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut found, mut folders) = (Vec::new(), vec![root.clone()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && !path.ends_with("tests") {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path.strip_prefix(&root).unwrap().to_owned(), text));
            }
        }
    }
    assert!(found.len() > 20, "the sources were found");
    found.sort();
    found
}

/// A file's crate and its module: `engine/alignment/path.rs` is of `engine` and `alignment`.
fn place(path: &Path) -> (String, String) {
    let mut parts = path.iter().map(|part| part.to_string_lossy().trim_end_matches(".rs").to_owned());
    (parts.next().unwrap(), parts.next().unwrap_or_default())
}

/// Modules named after `crate::`, tests included: `crate::text::Span`, `use crate::{brief, delta}`.
fn imports(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let comment = |line: &&str| line.trim_start().starts_with("//");
    let text: String = text.lines().filter(|line| !comment(line)).flat_map(|line| [line, "\n"]).collect();
    for (at, _) in text.match_indices("crate::") {
        let rest = &text[at + "crate::".len()..];
        let before = text[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '$') {
            continue;
        }
        if let Some(list) = rest.strip_prefix('{') {
            let list = &list[..list.find("};").unwrap_or(list.len())];
            let names = top_level(list);
            found.extend(names.into_iter().map(word));
        } else {
            found.push(word(rest));
        }
    }
    found
}

/// The parts of a list between commas outside its inner braces.
fn top_level(list: &str) -> Vec<&str> {
    let (mut depth, mut start, mut parts) = (0, 0, Vec::new());
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&list[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&list[start..]);
    parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect()
}

fn word(text: &str) -> String {
    text.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}
