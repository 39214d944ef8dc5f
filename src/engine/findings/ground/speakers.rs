//! Who speaks at a table: "MS OTHER (housing): She has a place", below the day of the meeting on a line of its own.
//!
//! Takes a document, gives the voices of such paragraphs. The form has to come back with other names; without a day above
//! it nobody knows when it was said, and a field of a form is read as one.

use std::ops::Range;

use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

use super::voices::Voice;
use crate::document::reading::{body, plain};
use crate::document::{Block, BlockKind, Document, UnitKind};
use crate::lexicon;
use crate::text::Words;

/// Fewest paragraphs of this form, and fewest people who speak in them.
const PARAGRAPHS_MIN: usize = 3;
const SPEAKERS_MIN: usize = 2;
/// Most words of a name, its title among them, and most tokens up to the colon.
const NAME_WORDS_MAX: usize = 4;
const LEAD_TOKENS_MAX: usize = 24;

/// What one of them says in a paragraph.
#[derive(Debug)]
pub(super) struct Speech {
    pub(super) units: Range<u32>,
    /// How many tokens of its first unit say who speaks.
    pub(super) tokens: usize,
    pub(super) voice: Voice,
}

/// By block: what is said in it, one behind the other.
pub(super) fn speeches(document: &Document) -> FxHashMap<u32, Vec<Speech>> {
    let mut found: Vec<(u32, Lead<'_>, Date)> = Vec::new();
    let mut day: Option<(u32, Date)> = None;
    for (index, block) in (0_u32..).zip(document.blocks()) {
        let Some(first) = document.units().get(block.units.start as usize) else { continue };
        if let Some(date) = day_alone(document, block) {
            day = Some((first.section, date));
            continue;
        }
        let below = day.filter(|(section, _)| *section == first.section);
        let prose = matches!(block.kind, BlockKind::Paragraph | BlockKind::Item);
        if let (Some((_, date)), true) = (below, prose) {
            let leads = block.units.clone().filter_map(|unit| Lead::of(document, unit));
            found.extend(leads.map(|lead| (index, lead, date)));
        }
    }
    let names: FxHashSet<&str> = found.iter().map(|(_, lead, _)| lead.name).collect();
    if found.len() < PARAGRAPHS_MIN || names.len() < SPEAKERS_MIN {
        return FxHashMap::default();
    }
    let mut speeches: FxHashMap<u32, Vec<Speech>> = FxHashMap::default();
    for (index, lead, date) in found {
        let units = &document.blocks()[index as usize].units;
        let own = speeches.entry(index).or_default();
        // What stands before the first of them in its paragraph is said by nobody.
        if let Some(last) = own.last_mut() {
            last.units.end = lead.unit;
        }
        own.push(Speech { units: lead.unit..units.end, tokens: lead.tokens, voice: lead.voice(date) });
    }
    speeches
}

/// The day that a paragraph or a heading is and nothing else, or the last of its month.
fn day_alone(document: &Document, block: &Block) -> Option<Date> {
    let unit = document.units().get(block.units.start as usize).filter(|_| block.units.len() == 1)?;
    let words = Words::new(document.source(), body(document, unit));
    let dates = document.dates_in(words.tokens());
    let (range, value) = dates.first()?;
    let beside = |at: usize| words.is_word(at) && !range.contains(&at);
    // "Tuesday 3 May 2024"
    let alone = (0..words.len()).filter(|at| beside(*at)).all(|at| at + 1 == range.start);
    value.last_day().filter(|_| alone)
}

/// The words up to the colon that opens what somebody says.
struct Lead<'d> {
    name: &'d str,
    /// The name with what stands in brackets behind it.
    author: String,
    /// A day of its own: "(added after, 3 May 2024)".
    day: Option<Date>,
    unit: u32,
    tokens: usize,
}

impl<'d> Lead<'d> {
    fn of(document: &'d Document, unit: u32) -> Option<Self> {
        let first = document.unit(unit);
        if !matches!(first.kind, UnitKind::Sentence | UnitKind::Item | UnitKind::Pair) {
            return None;
        }
        let words = Words::new(document.source(), body(document, first));
        let (name, titled) = name(words)?;
        let open = words.is_sign(name.end, "(");
        let limit = words.len().min(LEAD_TOKENS_MAX);
        let close = |open: usize| (open..limit).find(|at| words.is_sign(*at, ")")).map(|close| close + 1);
        let end = if open { close(name.end)? } else { name.end };
        let office = || (name.end..end).any(|at| words.is_in(at, &lexicon::HEAD_ROLES));
        if !words.is_sign(end, ":") || end + 1 >= words.len() {
            return None;
        }
        // "Mr Orr (complainer): he must not be told" is said of somebody; so is what is no sentence: a number, what is to be
        // done or was done to whom.
        let of_others = |at: usize| words.is_in(at, &lexicon::KIN) || words.is_in(at, &lexicon::NO_OFFICE);
        let quote = words.is_sign(end + 1, "\"") || words.is_sign(end + 1, "\u{201c}");
        let said = words.is_word(end + 1) && words.is_capitalised(end + 1) || quote;
        if !(titled || office()) || !said || (0..end).any(of_others) {
            return None;
        }
        let dates = document.dates_in(&words.tokens()[..end]);
        let day = dates.iter().find_map(|(_, value)| value.date());
        let said = if day.is_some() { name.end } else { end };
        let tokens = words.tokens();
        let span = tokens[name.start].span.cover(tokens[name.end - 1].span);
        let author = plain(words.source(), &tokens[..said]);
        Some(Self { name: span.of(words.source()), author, day, unit, tokens: end + 1 })
    }

    fn voice(&self, day: Date) -> Voice {
        Voice { author: Some(self.author.clone()), written: Some(self.day.unwrap_or(day)) }
    }
}

/// The words with capitals that open a line, as a name does, and whether a title, a rank, a job or an initial shows that they
/// are one.
fn name(words: Words<'_>) -> Option<(Range<usize>, bool)> {
    let is = |at: usize| words.is_word(at) && words.is_capitalised(at);
    let mut end = 0;
    let mut count = 0;
    while is(end) && count < NAME_WORDS_MAX {
        count += 1;
        end += 1;
        let initial = words.is_sign(end, ".") && is(end + 1);
        let joined = ["-", "'"].iter().any(|sign| words.is_sign(end, sign)) && words.is_glued(end + 1);
        end += usize::from(initial || joined);
    }
    let lists = [&lexicon::COURTESY_TITLES, &lexicon::RANKS, &lexicon::HEAD_ROLES];
    let titled = words.text(0).len() == 1 || lists.iter().any(|list| words.is_in(0, list));
    (count > 1).then_some((0..end, titled))
}

#[cfg(test)]
mod tests {
    use super::super::voices::Voices;
    use crate::document::parse;

    /// What is said of who wrote this text, and when.
    fn check(plan: &str, text: &str) -> String {
        let document = parse(plan.to_owned()).unwrap();
        let voices = Voices::of(&document);
        let unit = document.units().iter().position(|unit| document.text(unit).contains(text)).unwrap();
        let voice = voices.voice(unit as u32).cloned().unwrap_or_default();
        let day = voice.written.map(|day| day.to_string()).unwrap_or_default();
        format!("{} {day}", voice.author.unwrap_or_default()).trim().to_owned()
    }

    const TABLE: &str = "## Boats\n\nShe has a boat.\n\n*3 May 2023*\n\nMS BRAE (harbour office): She sails. All is well.\n\n\
        *4 May 2024*\n\nMS BRAE (harbour office): She rows. She is quick.\n\n\
        DR TEVIOT (sent in before, 2 May 2024): Her knee is sound.\n\nAnn Leckie (sail tutor): She mends nets.\n\n\
        ## Nets\n\nMR ORR (nets): She has two.\n";

    #[test]
    fn who_speaks_below_the_day_of_the_meeting() {
        assert_eq!(check(TABLE, "sails"), "MS BRAE (harbour office) 2023-05-03");
        assert_eq!(check(TABLE, "quick"), "MS BRAE (harbour office) 2024-05-04");
        assert_eq!(check(TABLE, "knee"), "DR TEVIOT 2024-05-02");
        assert_eq!(check(TABLE, "mends"), "Ann Leckie (sail tutor) 2024-05-04");
        assert_eq!(check(TABLE, "has a boat"), "");
        assert_eq!(check(TABLE, "She has two"), "", "no day above it in its section");
    }

    #[test]
    fn who_wrote_in_a_month() {
        let plan = "## Boats\n\nMay 2023\n\nU Brae (harbour): She sails.\n\nMay 2024\n\nU Brae: She rows. She is quick.\n\n\
            Nurse Teviot: Her knee is sound.\nMr Orr: She has two nets.\n\nAnn Leckie (tutor): She came twice.\n";
        assert_eq!(check(plan, "quick"), "U Brae 2024-05-31");
        assert_eq!(check(plan, "knee"), "Nurse Teviot 2024-05-31");
        assert_eq!(check(plan, "two nets"), "Mr Orr 2024-05-31");
        assert_eq!(check(plan, "twice"), "Ann Leckie (tutor) 2024-05-31");
    }

    #[test]
    fn fields_below_a_day_are_said_by_nobody() {
        let plan = "## Boats\n\n3 May 2024\n\nHarbour Fees (yearly): paid in full now.\n\n\
            Mast Repair (oak): done twice.\n\nSail Loft (rent): paid in full too.\n";
        assert_eq!(check(plan, "done twice"), "");
        let others = "## Boats\n\n3 May 2024\n\nDr Teviot (GP): 0141 496 0000.\n\nMs Brae (tutor): to ring the quay by 9 June.\n\n\
            Officer Leckie: was pushed by her in the yard.\n\nMr Orr (complainer): She must not go near him.\n";
        assert!(
            ["0141", "to ring", "was pushed", "must not"].iter().all(|said| check(others, said).is_empty())
        );
        let one = TABLE.split("*4 May 2024*").next().unwrap();
        assert_eq!(check(one, "sails"), "", "one paragraph is no habit");
    }
}
