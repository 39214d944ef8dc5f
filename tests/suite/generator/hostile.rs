//! Markdown that no person would write and some system will send.
//!
//! Takes a seed, gives a text of fragments that parsers stumble over, glued in ways that make it worse. There is
//! no NUL in it, and nothing is nested deeper than the engine allows.

use std::sync::LazyLock;

use super::rng::Rng;

/// Deepest nesting in a hostile text; the engine takes 100 levels.
const DEPTH_MAX: usize = 90;

static FRAGMENTS: LazyLock<Vec<String>> = LazyLock::new(|| {
    include_str!("data/hostile.txt").lines().filter(|line| !line.starts_with("# F")).map(unescaped).collect()
});

/// A hostile text, mostly of a few hundred bytes.
pub(crate) fn hostile(seed: u64) -> String {
    let mut rng = Rng::new(seed ^ 0x05ee_d0fb_ad00);
    let mut text = String::new();
    if rng.chance(5) {
        text.push('\u{feff}');
    }
    for _ in 0..=rng.below(24) {
        text += &fragment(&mut rng);
        text += *rng.pick(&["\n\n", "\n\n", "\n", "\n", "\r\n", "\r\n\r\n", "\r", " ", "", "\n\n\n"]);
    }
    text
}

fn fragment(rng: &mut Rng) -> String {
    match rng.below(40) {
        0 => nested(rng, "> "),
        1 => nested(rng, "- "),
        2 => stairs(rng),
        3 => repeated(rng, &["word ", "not", "*", "_", "|", "[", "`", "a\u{301}", "1.", "~~"]),
        4 => super::plan(rng.next(), 300),
        5 => cut(rng),
        6 => table(rng),
        7 => format!("{}{}", rng.pick(&FRAGMENTS), rng.pick(&FRAGMENTS)),
        8 => format!("- {}", rng.pick(&FRAGMENTS).replace('\n', "\n  ")),
        9 => format!("> {}", rng.pick(&FRAGMENTS).replace('\n', "\n> ")),
        _ => rng.pick(&FRAGMENTS).clone(),
    }
}

/// One mark many times before a word.
fn nested(rng: &mut Rng, mark: &str) -> String {
    let depth = 1 + rng.below(DEPTH_MAX);
    format!("{}deep", mark.repeat(depth))
}

/// A list in a list in a list, a line each.
fn stairs(rng: &mut Rng) -> String {
    let steps = (0..=rng.below(30)).map(|depth| format!("{}- step {depth}", "  ".repeat(depth)));
    steps.collect::<Vec<_>>().join("\n")
}

/// One thing over and over: a line of a few thousand bytes now and then.
fn repeated(rng: &mut Rng, things: &[&str]) -> String {
    let times = if rng.chance(5) { 3000 } else { 1 + rng.below(60) };
    rng.pick(things).repeat(times)
}

/// A fragment cut short anywhere between two characters.
fn cut(rng: &mut Rng) -> String {
    let text = rng.pick(&FRAGMENTS);
    text.chars().take(rng.below(text.chars().count() + 1)).collect()
}

/// A table whose rows agree in nothing.
fn table(rng: &mut Rng) -> String {
    let row = |rng: &mut Rng| -> String {
        (0..rng.below(7))
            .map(|_| *rng.pick(&["| a ", "|", "| not ", "| \\| ", "| `|` ", "12 mg |"]))
            .collect()
    };
    let width = 1 + rng.below(5);
    let rows: Vec<String> = (0..rng.below(6)).map(|_| row(rng)).collect();
    format!("{}\n{}\n{}", row(rng), "|:-:".repeat(width), rows.join("\n"))
}

/// A line of the data file with its escapes resolved.
fn unescaped(line: &str) -> String {
    let mut text = String::new();
    let mut rest = line;
    while let Some(at) = rest.find('\\') {
        text += &rest[..at];
        rest = &rest[at + 1..];
        let taken = rest.chars().next().map_or(0, char::len_utf8);
        match &rest[..taken] {
            "n" => text.push('\n'),
            "r" => text.push('\r'),
            "t" => text.push('\t'),
            "u" => {
                let end = rest.find('}').unwrap_or_else(|| panic!("{line}: no closing brace"));
                let code = u32::from_str_radix(&rest[2..end], 16).ok().and_then(char::from_u32);
                text.push(code.unwrap_or_else(|| panic!("{line}: no such character")));
                rest = &rest[end + 1..];
                continue;
            }
            other => text += if other.is_empty() { "\\" } else { other },
        }
        rest = &rest[taken..];
    }
    text + rest
}
