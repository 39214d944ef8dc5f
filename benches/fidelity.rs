//! How faithful deltas are, on the fixtures: `cargo run --release --example fidelity`.
//!
//! Prints two tables. The first counts what became of every change that the fixtures list; most of them were made by
//! this repository's own generator, so it shows that nothing broke, not how well the engine does on texts of others.
//! The second sets ten changes of a word or digit beside what measures of near-duplicates say of them.

#[path = "../tests/suite/compared.rs"]
mod compared;
#[allow(dead_code, reason = "the tests use the rest")]
#[path = "../tests/suite/listed.rs"]
mod listed;

use cip_engine::delta::{Change, ChangeKind};
use cip_engine::text::Span;
use compared::Compared;
use listed::{Listed, Pair};

fn main() {
    println!(
        "Listed changes of the fixtures, self-made but for craig-tolverie's, which are written by hand\n"
    );
    println!(
        "{:16} {:>6} {:>7} {:>10} {:>9} {:>8} {:>11} {:>11} {:>9} {:>8}",
        "person",
        "units",
        "changes",
        "swallowed",
        "softened",
        "noise",
        "fact class",
        "both values",
        "moved",
        "rebuilt"
    );
    let mut total = Tally::default();
    for person in listed::people() {
        let mut tally = Tally::default();
        for pair in &listed::pairs_of(&person) {
            tally.count(pair);
        }
        tally.print(&person.file_name().unwrap_or_default().to_string_lossy());
        total.add(&tally);
    }
    total.print("all");
    near_duplicates();
}

/// How many of how many.
#[derive(Clone, Copy, Debug, Default)]
struct Share(usize, usize);

impl Share {
    fn count(&mut self, yes: bool) {
        self.0 += usize::from(yes);
        self.1 += 1;
    }

    fn shown(self) -> String {
        format!("{}/{}", self.0, self.1)
    }
}

/// Figures of some pairs.
#[derive(Debug, Default)]
struct Tally {
    /// Entries of the deltas.
    units: usize,
    /// Changes that are listed.
    changes: usize,
    /// Of changes that matter: shown as unchanged or cosmetic, or not at all.
    swallowed: Share,
    /// Of changes that matter: shown as reworded.
    softened: Share,
    /// Of passages that only look otherwise: shown as material, added or removed.
    noise: Share,
    /// Of changed facts: their class is named.
    class: Share,
    /// Of changed facts: a fact of the change has both its values.
    values: Share,
    /// Of moved passages: shown as moved.
    moved: Share,
    /// Of entries with edits: these give back both sides.
    rebuilt: Share,
}

impl Tally {
    fn count(&mut self, pair: &Pair) {
        let compared = Compared::new(pair);
        self.units += compared.delta.changes.len();
        self.changes += pair.changes.len();
        pair.changes.iter().for_each(|listed| self.judge(&compared, listed));
        let with_edits = compared.delta.changes.iter().filter(|change| !change.edits.is_empty());
        with_edits.for_each(|change| self.rebuilt.count(is_rebuilt(&compared, change)));
    }

    fn judge(&mut self, compared: &Compared, listed: &Listed) {
        let shown: Vec<&Change> = compared.changes_of(listed).collect();
        let any = |kinds: &[ChangeKind]| shown.iter().any(|change| kinds.contains(&change.kind));
        match listed.kind.as_str() {
            "material" | "added" | "removed" => {
                let folded = shown.is_empty() || any(&[ChangeKind::Unchanged, ChangeKind::Cosmetic]);
                self.swallowed.count(folded);
                self.softened.count(!folded && any(&[ChangeKind::Reworded]));
            }
            "cosmetic" | "rewrap" | "typo" => {
                self.noise.count(any(&[ChangeKind::Material, ChangeKind::Added, ChangeKind::Removed]));
            }
            _ => {}
        }
        if listed.kind.starts_with("moved") {
            self.moved.count(shown.iter().any(|change| change.moved));
        }
        if let (Some(class), Some(_), Some(_)) = (&listed.class, &listed.old, &listed.new) {
            let has = |change: &&Change| change.reasons.iter().any(|reason| reason.name() == class);
            self.class.count(shown.iter().any(has));
            let (old, new) = compared.differing(listed);
            self.values.count(shown.iter().any(|change| has_both_values(change, old, new)));
        }
    }

    fn add(&mut self, other: &Self) {
        self.units += other.units;
        self.changes += other.changes;
        for (sum, share) in self.shares_mut().into_iter().zip(other.shares()) {
            sum.0 += share.0;
            sum.1 += share.1;
        }
    }

    fn shares(&self) -> [Share; 7] {
        [self.swallowed, self.softened, self.noise, self.class, self.values, self.moved, self.rebuilt]
    }

    fn shares_mut(&mut self) -> [&mut Share; 7] {
        let Self { swallowed, softened, noise, class, values, moved, rebuilt, .. } = self;
        [swallowed, softened, noise, class, values, moved, rebuilt]
    }

    fn print(&self, name: &str) {
        let [swallowed, softened, noise, class, values, moved, rebuilt] = self.shares().map(Share::shown);
        println!(
            "{name:16} {:>6} {:>7} {swallowed:>10} {softened:>9} {noise:>8} {class:>11} {values:>11} {moved:>9} {rebuilt:>8}",
            self.units, self.changes
        );
    }
}

/// Whether a fact of the change meets both places that differ.
fn has_both_values(change: &Change, old: Option<Span>, new: Option<Span>) -> bool {
    let meets = |value: Option<Span>, place: Option<Span>| {
        value.zip(place).is_some_and(|(value, place)| value.overlaps(place))
    };
    let of = |side: fn(&cip_engine::delta::FactChange) -> Option<Span>, place| {
        change.facts.iter().any(|fact| meets(side(fact), place))
    };
    of(|fact| fact.before, old) && of(|fact| fact.after, new)
}

/// Whether equal and deleted bytes give the earlier side, equal and inserted ones the later, white space aside.
fn is_rebuilt(compared: &Compared, change: &Change) -> bool {
    use cip_engine::delta::Edit;
    let (mut before, mut after) = (String::new(), String::new());
    for edit in &change.edits {
        match edit {
            Edit::Equal { before: span, .. } => {
                before.push_str(span.of(compared.before.source()));
                after.push_str(span.of(compared.before.source()));
            }
            Edit::Delete(span) => before.push_str(span.of(compared.before.source())),
            Edit::Insert(span) => after.push_str(span.of(compared.after.source())),
        }
    }
    let squeezed = |text: &str| text.split_whitespace().collect::<String>();
    let side = |document: &cip_engine::document::Document, units: std::ops::Range<u32>| {
        squeezed(&units.map(|unit| document.text(document.unit(unit))).collect::<String>())
    };
    let bare = |text: &str, whole: &str| squeezed(text).ends_with(whole);
    bare(&before, &side(&compared.before, change.before.clone()))
        && bare(&after, &side(&compared.after, change.after.clone()))
}

/// Ten changes beside three measures that tools for near-duplicates go by.
fn near_duplicates() {
    println!("\nTen changes, each alone in a 30-page plan, beside how alike its two sentences are\n");
    println!(
        "{:30} {:10} {:10} {:30} {:>8} {:>8} {:>8}",
        "change", "kind", "class", "values", "letters", "words", "J.-W."
    );
    let mut same = [0; 3];
    let all = listed::near_duplicates();
    for listed in &all {
        let [before, after] = listed::alone_in_a_plan(listed);
        let compared = Compared::of(before, after);
        let first = compared.delta.fact_order.first().map(|at| &compared.delta.changes[*at as usize]);
        let found = first.map(|change| describe(&compared, change)).unwrap_or_default();
        let alike = likeness(listed.old.as_deref().unwrap_or(""), listed.new.as_deref().unwrap_or(""));
        same.iter_mut().zip(alike).for_each(|(same, alike)| *same += usize::from(alike >= 0.9));
        let [letters, words, jaro_winkler] = alike.map(|alike| format!("{alike:.3}"));
        let [kind, class, values] = found;
        println!(
            "{:30} {kind:10} {class:10} {values:30} {letters:>8} {words:>8} {jaro_winkler:>8}",
            listed.what
        );
    }
    let same = same.map(|same| format!("{same} of {}", all.len()));
    println!(
        "{:30} {:10} {:10} {:30} {:>8} {:>8} {:>8}",
        "\"the same\" at 0.9", "", "", "", same[0], same[1], same[2]
    );
    println!(
        "\nletters: 1 less the edit distance over the length; words: difflib's ratio on words; J.-W.: Jaro-Winkler"
    );
}

fn describe(compared: &Compared, change: &Change) -> [String; 3] {
    let value = |span: Option<Span>, source| span.map_or("–", |span| span.of(source));
    let fact = change.facts.first();
    let (old, new) = (
        fact.map_or("", |fact| value(fact.before, compared.before.source())),
        fact.map_or("", |fact| value(fact.after, compared.after.source())),
    );
    let class = fact.map_or("", |fact| fact.class.name());
    [change.kind.name().to_owned(), class.to_owned(), format!("{old} → {new}")]
}

/// How alike two sentences are by measures in common use, 0 to 1.
fn likeness(old: &str, new: &str) -> [f64; 3] {
    let (left, right): (Vec<&str>, Vec<&str>) = (old.split(' ').collect(), new.split(' ').collect());
    let steps = similar::capture_diff_slices(similar::Algorithm::Myers, &left, &right);
    let ratio = similar::diff_ratio(&steps, left.len(), right.len());
    [strsim::normalized_levenshtein(old, new), f64::from(ratio), strsim::jaro_winkler(old, new)]
}
