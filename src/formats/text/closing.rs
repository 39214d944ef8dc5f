//! Which way a line of who and when points that stands apart from the text on both its sides: to what follows, as the head
//! of an entry, or to what stands above, as who signed it. A line alone does not tell, the plan does: lines of one form that
//! stand last in their sections, and never first, close.

use cip_lexicon as lexicon;

use rustc_hash::FxHashMap;

use super::headings;
use super::lines::{ends_sentence, is_capitals};
use super::listing::Listing;
use super::mask;

/// Most words of such a line.
const WORDS_MAX: usize = 16;
/// How much further in than the text above a line stands that is set to the right.
const FAR_COLUMNS_MIN: usize = 10;
/// How many lines that close a section speak against one that opens it.
const OPENING_WEIGHT: usize = 4;

/// How such a line looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
struct Form {
    /// Far to the right of the text above.
    far: bool,
    bracket: bool,
    /// `Signed: …`
    signed: bool,
}

impl Form {
    fn of(listing: &Listing<'_>, at: usize) -> Self {
        let text = listing.text(at);
        let above = at.checked_sub(1).map_or(usize::MAX, |above| listing.line(above).indent);
        let far = listing.line(at).indent >= above.saturating_add(FAR_COLUMNS_MIN);
        Self { far, bracket: text.starts_with('('), signed: is_signed(text) }
    }

    /// Whether it looks like who signs, wherever it stands.
    fn shows(self) -> bool {
        self.far || self.signed
    }

    /// Least lines of this form that close a section, where this form closes.
    fn least(self) -> usize {
        if self.shows() { 1 } else { 2 }
    }
}

/// Where lines of one form stand in their sections.
#[derive(Clone, Copy, Default)]
struct Places {
    first: usize,
    last: usize,
    /// Sections that have such a line and text behind the last of all.
    open: usize,
}

impl Places {
    fn close(self, least: usize) -> bool {
        self.last >= least && self.first * OPENING_WEIGHT <= self.last && self.open <= self.last
    }
}

/// Which lines of a plan close the contribution that stands above them.
pub(super) fn find(listing: &Listing<'_>) -> Vec<bool> {
    let stamps: Vec<(usize, Form)> = (0..listing.len())
        .filter(|at| is_stamp_alone(listing, *at))
        .map(|at| (at, Form::of(listing, at)))
        .collect();
    let mut closes = vec![false; listing.len()];
    let mut forms: FxHashMap<Form, Places> = FxHashMap::default();
    for (at, form) in &stamps {
        let above = at.checked_sub(1).is_none_or(|above| is_heading_like(listing, above));
        let below = at + 1 >= listing.len() || is_heading_like(listing, at + 1);
        let places = forms.entry(*form).or_default();
        places.first += usize::from(above);
        places.last += usize::from(below && !above);
    }
    open_sections(listing, &stamps, &mut forms);
    let closing = forms.iter().any(|(form, places)| places.close(form.least()));
    let opening = forms.values().any(|places| places.first > places.last);
    for (at, form) in stamps {
        let places = forms.get(&form).copied().unwrap_or_default();
        // What stands last goes with its sisters; what says that it is signed says so wherever it stands.
        let last = places.last > 0 && places.open <= places.last;
        let with_others = places.first == 0 && (last && closing && !opening || form.signed);
        closes[at] = places.close(form.least()) || with_others;
    }
    close_at_turns(listing, &mut closes);
    closes
}

/// How a line of who and when opens, and how it looks: its sisters are alike in both.
type Kind<'a> = (Form, Opening<'a>);

/// With what such a line opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Opening<'a> {
    /// A word of signatures: "Entered by O Brae".
    Said(&'a str),
    /// Figures, as of a day.
    Figure,
    Name,
}

impl<'a> Opening<'a> {
    fn of(text: &'a str) -> Self {
        let bare = text.trim_start_matches(|c: char| !c.is_alphanumeric());
        let word = bare.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        match word.starts_with(|c: char| c.is_ascii_digit()) {
            true => Self::Figure,
            false if lexicon::SIGNATURE_OPENERS.has(word) => Self::Said(word),
            false => Self::Name,
        }
    }
}

/// Where a page turns above or below a line of who and when, nothing shows which of the two texts it stands apart from:
/// where lines that open like it stand right below their texts in all of the plan, so does that one. A line that opens with
/// its day is no sister of one that says who entered the text above.
fn close_at_turns(listing: &Listing<'_>, closes: &mut [bool]) {
    let whole = |at: &usize| {
        let head = listing.heads[*at].filter(|head| !head.formed && head.rest.is_empty() && head.below == 0);
        let text = at.checked_sub(1).is_some_and(|above| {
            listing.is_words(above) && !listing.drawn[above] && ends_sentence(listing.text(above))
        });
        head.is_some() && text && listing.is_words(*at) && !listing.text(*at).ends_with(':')
    };
    let turns = |at: usize| listing.printed.get(at).is_some_and(|printed| printed.turn);
    let near = |at: usize| listing.is_words(at) && listing.printed[at].gap == 0;
    // What stands above a line on another page does not show how far in it is set.
    let kind = |at: usize| {
        let text = listing.text(at);
        let form = Form { far: false, bracket: text.starts_with('('), signed: is_signed(text) };
        (form, Opening::of(text))
    };
    let mut places: FxHashMap<Kind<'_>, [usize; 2]> = FxHashMap::default();
    let mut open = Vec::new();
    for at in (1..listing.len()).filter(whole) {
        let [below, above] = places.entry(kind(at)).or_default();
        match (near(at), near(at + 1)) {
            // Between lines of text on both sides it may be anything.
            _ if turns(at) || turns(at + 1) => open.push(at),
            (true, false) => *below += 1,
            (_, true) => *above += 1,
            (false, false) => {}
        }
    }
    for at in open {
        let [below, above] = places.get(&kind(at)).copied().unwrap_or_default();
        if below < CLOSING_MIN || above * OPENING_WEIGHT > below {
            continue;
        }
        let parted = turns(at) && near(at + 1) && !turns(at + 1);
        closes[at] |= !parted && (near(at) || turns(at));
    }
}

/// Least lines right below their texts that show that such lines stand there.
const CLOSING_MIN: usize = 2;

/// Counts the sections in which text goes on behind the last line of who and when.
fn open_sections(listing: &Listing<'_>, stamps: &[(usize, Form)], forms: &mut FxHashMap<Form, Places>) {
    let mut stamps = stamps.iter().peekable();
    let (mut seen, mut last): (Vec<Form>, Option<usize>) = (Vec::new(), None);
    for at in 0..=listing.len() {
        if at == listing.len() || is_heading_like(listing, at) {
            let closed = last.is_some_and(|last| last + 1 == at);
            for form in seen.drain(..).filter(|_| !closed) {
                forms.entry(form).or_default().open += 1;
            }
        }
        if let Some((_, form)) = stamps.next_if(|(stamp, _)| *stamp == at) {
            last = Some(at);
            if !seen.contains(form) {
                seen.push(*form);
            }
        }
    }
}

/// Whether a line says who and when, and nothing else, apart from what stands above and below.
fn is_stamp_alone(listing: &Listing<'_>, at: usize) -> bool {
    let text = listing.text(at);
    let signed = is_signed(text) && mask::find_date(text).is_some();
    let whole = listing.heads[at].is_some_and(|head| !head.formed && head.rest.is_empty() && head.below == 0);
    (whole || signed)
        && listing.is_words(at)
        && text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || c == '(')
        && text.split_whitespace().count() <= WORDS_MAX
        && listing.is_apart(at)
        && !is_underlined(listing, at)
        && (listing.ends_apart(at) || listing.printed[at + 1].turn)
}

/// Whether a line has a stroke right below it and text right below that: so it heads that text.
pub(super) fn is_underlined(listing: &Listing<'_>, at: usize) -> bool {
    listing.has_stroke_below(at) && listing.is_below(at + 2)
}

/// Whether a line looks like a heading: drawn, or a few words with capitals apart from what is around them.
pub(super) fn is_heading_like(listing: &Listing<'_>, at: usize) -> bool {
    if !listing.is_words(at) {
        return true;
    }
    let text = listing.text(at);
    let apart = listing.is_apart(at) || listing.printed[at].turn;
    let shown = listing.drawn[at] || is_capitals(text) || headings::is_title_case(text);
    listing.drawn[at]
        || apart
            && shown
            && listing.heads[at].is_none()
            && !ends_sentence(text)
            && !listing.has_fields(at)
            && headings::is_title(text)
}

/// Whether a line says that it is signed: `Signed: A Other`, `(signed) A Other`.
pub(super) fn is_signed(text: &str) -> bool {
    let mut words = text.trim_start_matches('(').split(|c: char| !c.is_alphabetic());
    words.next().is_some_and(|word| lexicon::SIGNED_WORDS.has(word))
}

#[cfg(test)]
mod tests {
    use super::super::furniture::part;
    use super::super::lines::split;
    use super::*;

    fn check(text: &str) -> Vec<String> {
        let listing = Listing::new(part(split(text)).printed);
        let closing = (0..listing.len()).filter(|at| listing.closes[*at]);
        closing.map(|at| listing.text(at).to_owned()).collect()
    }

    const TEXT: &str = "He was seen in the workshop and would like to stay there until the summer.";

    #[test]
    fn lines_that_stand_last_in_their_sections_close() {
        for indent in ["", "                    "] {
            let stamp = |who: &str| format!("{indent}{who}\n\n");
            let text = [
                &format!("WORK\n\n{TEXT}\n\n"),
                &stamp("O. Brae, Nurse, 3 May 2024"),
                &format!("{TEXT}\n\n{TEXT}\n\n"),
                &stamp("Workshop officer, W. Orr, 4 May 2024"),
                &format!("Home And Family\n\n{TEXT}\n\n"),
                &stamp("O. Brae, Nurse, 5 May 2024"),
            ];
            assert_eq!(check(&text.map(String::as_str).concat()).len(), 3, "{indent:?}");
        }
    }

    #[test]
    fn lines_that_stand_first_in_their_sections_open() {
        let head = |day: u8| format!("                 O. Brae, Nurse, {day} May 2024\n\n{TEXT}\n\n");
        let text = format!("WORK\n\n{}{}HOME\n\n{}{TEXT}\n\n", head(1), head(2), head(3));
        assert_eq!(check(&text), [""; 0]);
        // Nor do such as stand within sections alone.
        let text = format!("WORK\n\n{TEXT}\n\n{}{}", head(1), head(2)).replace("                 ", "");
        assert_eq!(check(&text), [""; 0]);
    }

    #[test]
    fn a_form_that_comes_back_above_text_closes_where_it_is_signed() {
        let signed =
            |day: u8| format!("{TEXT}\n\n                 Signed: O Brae (Nurse)    Date: 0{day}.05.24\n\n");
        let text = format!("WORK\n\n{}{}{}Home And Family\n\n{TEXT}\n", signed(1), signed(2), signed(3));
        assert_eq!(check(&text).len(), 3);
    }

    #[test]
    fn a_few_that_stand_last_do_not_tip_it() {
        let head = |day: u8| format!("O. Brae, Nurse, {day} May 2024\n\n{TEXT}\n\n");
        let section = |name: &str| format!("{name}\n\n{TEXT}\n\n{}{}", head(1), head(2));
        let odd = "O. Brae, Nurse, 7 May 2024\n\nNothing New\n\n";
        let text = ["WORK", "HOME", "MONEY"].map(section).concat();
        assert_eq!(check(&format!("{text}{odd}{}{odd}{}", section("DRUGS"), section("FAMILY"))), [""; 0]);
    }

    #[test]
    fn heads_set_to_the_right_stay_heads_beside_a_signed_line() {
        let head =
            |day: u8| format!("{TEXT}\n\n                    O. Brae, Nurse, {day} May 2024\n\n{TEXT}\n\n");
        let signed = format!("{TEXT}\n\nSigned: W Orr (Warden)    Date: 04.05.24\n\n");
        let text = format!("WORK\n\n{}HOME\n\n{signed}MONEY\n\n{}DRUGS\n\n{}", head(2), head(3), head(5));
        assert_eq!(check(&text), ["Signed: W Orr (Warden)    Date: 04.05.24"]);
    }

    #[test]
    fn lines_with_a_stroke_below_them_head_the_text_below_that() {
        let note = |number: u8| {
            let stroke = "-".repeat(60);
            format!(
                "Note 000{number}   0{number}/05/2024  09:15   OBRAE    HEALTH CENTRE\n{stroke}\n{TEXT}\n\n"
            )
        };
        let text = format!("WORK\n\n{}{}{}HOME\n\n{}{}", note(1), note(2), note(3), note(4), note(5));
        assert_eq!(check(&text), [""; 0]);
    }

    #[test]
    fn lines_below_their_texts_close_where_a_page_turns() {
        let note = |day: u8| format!("{TEXT}\n    Entered by O BRAE, NURSE on 0{day}/05/24\n");
        let turn = |page: u8| {
            format!(
                "\nPrinted 25/08/24                    Page {page}\n\n\nPORT ROW            PLAN            No. 7\n\n"
            )
        };
        let page = |page: u8, text: &str| {
            format!("PORT ROW            PLAN            No. 7\n\n{text}{}", turn(page))
        };
        let [one, two, three, four] = [1, 2, 3, 4].map(note);
        let text =
            format!("{}{one}\n{two}\n{three}{}{four}\n{}", page(1, "WORK\n\n"), turn(2), page(3, "HOME\n"));
        assert_eq!(check(&text), ["Entered by O BRAE, NURSE on 03/05/24"]);
        let split = three.replacen("\n    Entered", &format!("\n{}    Entered", turn(2)), 1);
        let text = format!("{}{one}\n{two}\n{split}\n{four}\n{}", page(1, "WORK\n\n"), page(3, "HOME\n"));
        assert_eq!(check(&text), ["Entered by O BRAE, NURSE on 03/05/24"]);
        // Where they stand above their texts, they head what is on the next page.
        let heads = |day: u8| format!("Entered by O BRAE, NURSE on 0{day}/05/24\n{TEXT}\n");
        let text = format!(
            "{}{}{}Entered by O BRAE, NURSE on 03/05/24{}{TEXT}\n",
            page(1, "WORK\n\n"),
            heads(1),
            heads(2),
            turn(2)
        );
        assert_eq!(check(&text), [""; 0]);
    }

    #[test]
    fn a_line_that_opens_otherwise_heads_the_text_of_its_new_page() {
        let note = |day: u8| format!("{TEXT}\n    Entered by O BRAE, NURSE on 0{day}/05/24\n\n");
        let head = "PORT ROW            PLAN            No. 7\n\n";
        let turn = |page: u8| format!("\nPrinted 25/08/24                    Page {page}\n\n\n");
        for own in ["06/05/24 - Kit Orr, Officer", "Written by Kit Orr, Officer, 06/05/24"] {
            let text = format!(
                "{head}WORK\n\n{}{}{}{}{head}HOME\n\n{TEXT}\n{}{head}{own}\n\n{TEXT}\n{}{head}{}",
                note(1),
                note(2),
                note(3),
                turn(1),
                turn(2),
                turn(3),
                note(5)
            );
            assert!(!check(&text).iter().any(|line| line == own), "{own}");
        }
    }

    #[test]
    fn signed_lines_close_wherever_they_stand() {
        let text =
            format!("WORK\n\n{TEXT}\n\n      Signed: O Brae (Nurse)    Date: 03.05.24\n\n{TEXT}\n\n{TEXT}\n");
        assert_eq!(check(&text).len(), 1);
    }
}
