//! The fixed phrases of a brief, the same in every form.
//!
//! Takes a [`Brief`], gives sentences of ours: dates, counts and neutral words, never a judgement.

use jiff::civil::Date;

use super::pages;
use cip_engine::brief::{
    Brief, Conference, FoldedSince, Item, ItemKind, Origin, Part, PartId, Quote, RESTRICTED_PLACES_MAX, Rest,
    Side, Unread, VersionLabel,
};

/// What stands under every brief.
pub const FOOT: &str =
    "Made by comparing texts (—: side by side). It assesses no one. The full CIP is authoritative.";

/// What stands over the standing lines.
pub const STANDING: &str = "Where things stand";

/// What stands over the standing lines of page one, `title` as its form writes it.
pub(crate) fn standing_first(brief: &Brief, title: &str) -> String {
    unmarked(brief).map_or_else(|| title.to_owned(), |said| format!("{title} ({said})"))
}

/// What it says of a standing line that it is not marked; nothing where there is no plan to compare with.
pub fn unmarked(brief: &Brief) -> Option<&'static str> {
    brief.baseline.map(|_| "unmarked: as last time")
}

/// What a change is, and is not: a condition that is gone from a text need not have been lifted.
pub const LEGEND: &str = "Changes are of the text, not decisions.";

/// A date as people write it: "20 October 2024".
pub fn date(date: Date) -> String {
    let month = MONTHS[usize::from(date.month().unsigned_abs()).saturating_sub(1).min(11)];
    format!("{} {month} {}", date.day(), date.year())
}

/// A date where many stand: "20/10/2024", day first.
pub fn short_date(date: Date) -> String {
    format!("{:02}/{:02}/{}", date.day(), date.month(), date.year())
}

/// Whose brief it is: "Ann Other (p-17)".
pub fn title(brief: &Brief) -> String {
    let person = match (&brief.name, &brief.person) {
        (Some(name), Some(id)) => format!("{name} ({id})"),
        (Some(name), None) => name.clone(),
        (None, Some(id)) => id.clone(),
        (None, None) => return "Case conference brief".to_owned(),
    };
    format!("Case conference brief: {person}")
}

/// What it is made from: the plans, the conferences, how long and how new.
pub fn head(brief: &Brief) -> Vec<String> {
    let mut lines = not_read(&brief.unread);
    lines.push(plans(brief));
    lines.extend(
        brief
            .agency
            .map(|agency| format!("For: {}, whose own lines come first in each part.", agency.name())),
    );
    lines.extend(conferences(brief));
    lines.push(length(brief));
    lines.extend(restricted(brief));
    lines
}

/// What could not be read of the plan and of the earlier one, before anything else is said of them.
pub fn not_read(unread: &[Unread]) -> Vec<String> {
    let line = |it: &Unread| match it.side {
        Side::After => format!("NOT READ: {}", it.message),
        Side::Before => format!("NOT READ in the earlier plan: {}", it.message),
    };
    unread.iter().map(line).collect()
}

/// How many passages of the plan are not to be read out, whether any of them stands here, where its words are marked, and
/// where in the plan they are. That none is printed says nothing of what other lines tell.
pub fn restricted(brief: &Brief) -> Option<String> {
    let passages = counted(brief.restricted as usize, "passage is", "passages are");
    let items = brief.standing.iter().chain(brief.parts.iter().flat_map(|part| &part.items));
    let here = match items.filter(|item| item.restricted).count() {
        0 => "none printed; other lines may tell the same",
        _ => "marked where printed; other lines may tell the same",
    };
    let shown = &brief.restricted_in[..brief.restricted_in.len().min(RESTRICTED_PLACES_MAX)];
    let more = brief.restricted_in.len() - shown.len();
    let places =
        shown.iter().cloned().chain((more > 0).then(|| format!("{more} more places"))).collect::<Vec<_>>();
    let places = if places.is_empty() { String::new() } else { format!(": see {}", places.join("; ")) };
    (brief.restricted > 0).then(|| format!("{passages} not to be read out, {here}{places}."))
}

fn plans(brief: &Brief) -> String {
    let current = version(brief.current);
    match brief.baseline {
        Some(baseline) => format!("{current} compared with {}.", earlier(baseline)),
        None if brief.current.number == 1 => {
            format!("{current}: the first, so there is none to compare it with.")
        }
        None => format!("{current}: no conference was held on an earlier one, so it is compared with none."),
    }
}

fn version(label: VersionLabel) -> String {
    match label.as_of {
        Some(as_of) => format!("CIP of {} (version {})", date(as_of), label.number),
        None => format!("CIP version {} (date not recorded)", label.number),
    }
}

/// A plan that is compared with.
fn earlier(label: VersionLabel) -> String {
    match label.as_of {
        Some(as_of) => format!("that of {} (version {})", date(as_of), label.number),
        None => format!("version {} (date not recorded)", label.number),
    }
}

fn conferences(brief: &Brief) -> Option<String> {
    let one = |what: &str, conference: &Conference| {
        format!("{what}: {}, {}.", date(conference.date), conference.kind)
    };
    let last = brief.last_conference.as_ref().map(|conference| one("Last conference", conference));
    let next = brief.next_conference.as_ref().map(|conference| one("Next conference", conference));
    let lines: Vec<String> = last.into_iter().chain(next).collect();
    (!lines.is_empty()).then(|| lines.join(" "))
}

/// "31 pages, 4 new: 87 % carried forward."
fn length(brief: &Brief) -> String {
    let size = brief.size;
    let pages = counted(size.pages() as usize, "page", "pages");
    if brief.baseline.is_none() {
        return format!("{pages}.");
    }
    format!("{pages}, {} new: {} % carried forward. {LEGEND}", size.pages_new(), size.carried_percent())
}

/// How many items of each kind a part has: "3 changed, 2 new, 1 removed"; of parts with one kind only how many. What is
/// new is entries, as many as the head says, and other lines.
pub fn counts(brief: &Brief, part: &Part) -> String {
    if !matches!(part.id, PartId::Risk | PartId::Actions | PartId::New) {
        return part.lines().to_string();
    }
    let entries = if part.id == PartId::New { brief.entries_new as usize } else { 0 };
    let count = |kind: ItemKind, words: &str| {
        let count = part.count(kind);
        match (kind, entries) {
            (ItemKind::New, 1..) => {
                let lines = counted(count.saturating_sub(entries), "new line", "new lines");
                let lines = if count > entries { format!(", {lines}") } else { String::new() };
                Some(format!("{}{lines}", counted(entries, "new entry", "new entries")))
            }
            _ => (count > 0).then(|| format!("{count} {words}")),
        }
    };
    let counts: Vec<String> = KINDS.iter().filter_map(|(kind, words)| count(*kind, words)).collect();
    counts.join(", ")
}

/// The number of a part: they are counted as far as anything of them stands behind page one. None of one of which nothing
/// does.
pub fn number(brief: &Brief, part: &Part) -> Option<usize> {
    let follows = |part: &&Part| !part.in_full().is_empty();
    brief.parts.iter().filter(follows).position(|other| other.id == part.id).map(|at| at + 1)
}

/// "and 19 more, part 4"; none where page one holds the whole part.
pub fn more(brief: &Brief, part: &Part) -> Option<String> {
    let number = number(brief, part)?;
    let more = part.lines() - part.first - part.in_short.len();
    Some(match (part.first + part.in_short.len(), more) {
        (0, _) => format!("all in part {number}"),
        (_, 0) => format!("in full in part {number}"),
        _ => format!("and {more} more, part {number}"),
    })
}

/// What stands before an item's text; nothing before one that changed, for its text shows it, nor where the
/// heading over it says it.
pub fn lead(item: &Item, part: PartId) -> Option<&'static str> {
    match (item.kind, part) {
        (
            ItemKind::Changed
            | ItemKind::Stands
            | ItemKind::Disagreeing
            | ItemKind::Together
            | ItemKind::Agreed
            | ItemKind::NothingNew
            | ItemKind::UnlikeReport,
            _,
        )
        | (ItemKind::Removed, PartId::Removed)
        | (ItemKind::New, PartId::New) => None,
        (kind, _) => Some(kind.phrase()),
    }
}

/// A heading as it stands before what is said under it; one that asks something keeps its sign.
pub(crate) fn before_text(heading: &str) -> String {
    match heading.chars().last() {
        None => String::new(),
        Some('.' | '?' | '!' | ':') => format!("{heading} "),
        Some(_) => format!("{heading}. "),
    }
}

/// Where an item stands that is shown alone: its section, unless the whole part has one or a whole sentence says what it
/// is about.
pub fn place<'a>(item: &'a Item, part: &Part) -> &'a str {
    let one = part.items.iter().all(|other| other.label == item.label);
    let untitled = matches!(part.id, PartId::Challenge | PartId::Actions | PartId::Minutes | PartId::Nothing);
    if one || untitled || item.is_sentence() { "" } else { &item.label }
}

/// What stands after an item's text: "in 4 places, 7 more sentences, page 8". The pages are left out where the heading
/// over it says them.
pub fn tail(item: &Item, paged: bool) -> Option<String> {
    let count = item.places;
    let on = pages(item).filter(|_| !paged);
    if item.text.is_empty() {
        let entries = if count > 1 { format!("{count} entries, ") } else { String::new() };
        let said = match item.rest {
            // Their sections stand over them, but for lines that are listed by what became of them.
            Rest::Others(count) if is_listed(item) => format!("{count} more: {}", item.label),
            Rest::Others(count) => format!("{count} more"),
            rest => format!("{entries}{} not shown", counted(rest.count() as usize, "sentence", "sentences")),
        };
        return Some([Some(said), on].into_iter().flatten().collect::<Vec<_>>().join(", "));
    }
    let moved = item.moved.then(|| "moved".to_owned());
    let places = (count > 1).then(|| format!("in {count} places"));
    let rest = item.rest.phrase();
    let phrases: Vec<String> = [moved, places, rest, on].into_iter().flatten().collect();
    (!phrases.is_empty()).then(|| phrases.join(", "))
}

fn is_listed(item: &Item) -> bool {
    !item.label.is_empty() && matches!(item.kind, ItemKind::DatePassed)
}

/// Who is to do it, where neither the entry nor the words themselves say so.
pub fn owner(item: &Item) -> Option<&str> {
    let owner = item.ask.as_deref()?;
    let named = |text: &str| text.to_lowercase().contains(&owner.to_lowercase());
    let said = item.text.iter().map(|piece| piece.text.as_str()).collect::<String>();
    (!item.author.as_deref().is_some_and(named) && !named(&said)).then_some(owner)
}

/// The pages on which an item's passages stand; of one that is gone, where it stood, and where what was said of it
/// stands.
pub fn pages(item: &Item) -> Option<String> {
    let on = |side: Side| {
        let on_side = |quote: &&Quote| quote.side == side && matches!(quote.origin, Origin::Version(_));
        pages::said(item.quotes.iter().filter(on_side).filter_map(|quote| quote.place?.page))
    };
    let now = item.quotes.iter().any(|quote| quote.side == Side::After);
    if now && item.kind != ItemKind::Gone {
        return on(Side::After);
    }
    let stood = on(Side::Before).map(|pages| format!("earlier plan, {pages}"));
    let pages: Vec<String> = [stood, on(Side::After)].into_iter().flatten().collect();
    (!pages.is_empty()).then(|| pages.join("; "))
}

/// What stands before the words of a passage that says that it is not for everybody's ears.
pub const RESTRICTED: &str = "Not to be read out";

/// Who wrote an item, by this name, and when, as its entry says, the date written by `date`; behind another item of the
/// same author that it is the same, behind one of the same entry nothing.
pub(crate) fn entry_behind(
    before: Option<&Item>,
    item: &Item,
    named: Option<&str>,
    date: fn(Date) -> String,
) -> Option<String> {
    let before = before.filter(|before| item.author.is_some() && before.author == item.author);
    let written = item.written.map(date);
    if let (Some(before), Some(day)) = (before, item.written) {
        let written = written.filter(|_| before.written != Some(day));
        return written.map(|day| format!("The same, {day}"));
    }
    let entry: Vec<String> = named.map(str::to_owned).into_iter().chain(written).collect();
    (!entry.is_empty()).then(|| entry.join(", "))
}

/// What is said of risk under a part, of changes of risk that are told among what is to be challenged: below the part of
/// risk, or below what is to be challenged where there is none.
pub fn risk_elsewhere(brief: &Brief, part: &Part) -> Option<String> {
    let has_own = brief.parts.iter().any(|part| part.id == PartId::Risk);
    let here = if has_own { PartId::Risk } else { PartId::Challenge };
    let challenged = brief.parts.iter().filter(|part| part.id == PartId::Challenge);
    let count = challenged.flat_map(|part| &part.items).filter(|item| item.risk).count();
    let more = if has_own { "more " } else { "" };
    (count > 0 && part.id == here).then(|| format!("{count} {more}above"))
}

/// "also part 5, minutes of the last conference; part 7, differs from the report: 3", of parts that page one only names;
/// none where there are none.
pub fn also(brief: &Brief) -> Option<String> {
    let named = |part: &Part| {
        let title = part.id.title().to_lowercase();
        let count = if part.lines() > 1 { format!(": {}", part.lines()) } else { String::new() };
        Some(format!("part {}, {title}{count}", number(brief, part)?))
    };
    let named: Vec<String> =
        brief.parts.iter().filter(|part| is_only_named(part)).filter_map(named).collect();
    (!named.is_empty()).then(|| format!("Also {}.", named.join("; ")))
}

/// Whether page one holds nothing of a part but its name: it is one of those that are read last.
pub fn is_only_named(part: &Part) -> bool {
    let main = matches!(part.id, PartId::Challenge | PartId::Risk | PartId::Actions | PartId::New);
    part.first == 0 && !main
}

/// What was folded, and how long the brief is where it runs over; nothing for a first CIP.
pub fn folded(brief: &Brief) -> Vec<String> {
    let folded = &brief.folded;
    let mut lines = Vec::new();
    if let Some(baseline) = brief.baseline {
        let of = counted(folded.of as usize, "sentence or row", "sentences and rows");
        let since =
            baseline.as_of.map_or("in the version before".to_owned(), |as_of| format!("on {}", date(as_of)));
        // What stands under another title is shown, though its words are the same.
        let (units, moved) = (folded.units - folded.shown, folded.moved - folded.shown_moved);
        let moved = if moved > 0 { format!(", {moved} of them elsewhere") } else { String::new() };
        let small = small(folded.cosmetic, folded.reworded);
        lines.push(format!("Not shown: {units} of {of}, word for word as {since}{moved}{small}."));
    }
    lines
}

/// Since when what was folded is worded so: "Worded so since 14 March 2023: 260, 12 March 2024: 152."; none where that
/// is not known.
pub fn folded_since(brief: &Brief) -> Option<String> {
    let named = |since: &FoldedSince| {
        let version = since.as_of.map_or_else(|| format!("version {}", since.version), date);
        format!("{version}: {}", since.units)
    };
    let since: Vec<String> = brief.folded.since.iter().map(named).collect();
    (!since.is_empty()).then(|| format!("Worded so since {}.", since.join(", ")))
}

/// Where the service lists what was folded; none for a brief made from files.
pub fn folded_address(brief: &Brief) -> Option<String> {
    brief.person.as_ref().map(|person| format!("/people/{person}/condensed"))
}

/// What was left out of new entries.
pub fn over(brief: &Brief) -> Option<String> {
    let left_out: u32 = brief.parts.iter().flat_map(|part| &part.items).map(left_out).sum();
    (left_out > 0).then(|| {
        let sentences = counted(left_out as usize, "sentence", "sentences");
        sentence(&format!("{sentences} of new entries left out, no change"))
    })
}

/// Sentences or rows of an entry that an item does not show.
fn left_out(item: &Item) -> u32 {
    match item.rest {
        Rest::Sentences(count) | Rest::Rows(count) => count,
        Rest::None | Rest::Others(_) => 0,
    }
}

/// With a capital and a full stop.
fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map_or_else(String::new, |first| first.to_uppercase().collect());
    format!("{first}{}.", chars.as_str())
}

/// "; 134 differ in spacing or spelling, 23 in wording".
fn small(cosmetic: u32, reworded: u32) -> String {
    let cosmetic = (cosmetic > 0).then(|| format!("{cosmetic} differ in spacing or spelling"));
    let verb = if cosmetic.is_some() { "" } else { "differ " };
    let reworded = (reworded > 0).then(|| format!("{reworded} {verb}in wording"));
    let both: Vec<String> = cosmetic.into_iter().chain(reworded).collect();
    if both.is_empty() { String::new() } else { format!("; {}", both.join(", ")) }
}

/// "1 page", "3 pages".
pub fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Kinds of items as a count names them, in the order of reading.
const KINDS: [(ItemKind, &str); 7] = [
    (ItemKind::DatePassed, "past their date"),
    (ItemKind::Gone, "gone"),
    (ItemKind::Changed, "changed"),
    (ItemKind::ChangedBack, "changed and changed back"),
    (ItemKind::New, "new"),
    (ItemKind::Completed, "completed"),
    (ItemKind::Removed, "removed"),
];
