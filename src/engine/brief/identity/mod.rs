//! Whose plan it is: the name, the numbers and the date of birth that a plan's header gives.
//!
//! Takes documents, gives what one of them says otherwise than every earlier one. A plan posted for the wrong person
//! would show one person's passages as another's changes, so what differs is for somebody to look at; what merely is
//! written otherwise, or is not there, is no difference.

mod name;

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::header::{self, Field, date};
use crate::document::reading::{cell_texts, folded, plain};
use crate::document::{Document, UnitKind};
use crate::lexicon::{self, WordList};
use crate::text::TokenKind;
use name::{is_same_name, shares_a_name};

/// A field that says whose plan it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IdentityField {
    /// The person's name.
    Name,
    /// A number that the prison service gives the person.
    PersonNumber,
    /// The date of birth.
    DateOfBirth,
}

impl IdentityField {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 3] = [Self::Name, Self::PersonNumber, Self::DateOfBirth];

    /// The field's name on every wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::PersonNumber => "person_number",
            Self::DateOfBirth => "date_of_birth",
        }
    }

    /// The field of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }
}

/// What a plan's own header says of whose it is; nothing of what it does not say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identity {
    name: Option<String>,
    /// Each number by its kind: a prison number is not compared with an identification number.
    numbers: BTreeMap<NumberKind, String>,
    born: Option<(Date, String)>,
}

/// A field in which a plan differs from every earlier one that has it. Both texts are verbatim.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IdentityDifference {
    /// Which field.
    pub field: IdentityField,
    /// What the latest of the earlier plans says.
    pub earlier: String,
    /// What this plan says.
    pub this: String,
}

/// A plan's identity as it is compared with one earlier plan after the other, the latest first.
///
/// A field differs where some earlier plan has it and none agrees: a name that was looked at once and found to be the
/// same person's is not asked after again.
#[derive(Clone, Debug)]
pub struct IdentityCheck<'a> {
    this: &'a Identity,
    seen: [Seen; IdentityField::ALL.len()],
}

/// What earlier plans say of a field.
#[derive(Clone, Debug)]
enum Seen {
    Nothing,
    Agrees,
    Differs { earlier: String, this: String },
}

/// Which number of a person it is. The prison service's own two are the surest and come first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum NumberKind {
    Prison,
    Identification,
    /// Another, by its label without the word for a number: "offender", "pnc"; nothing for "Number" alone.
    Other(String),
}

impl Identity {
    /// Reads the header of a plan.
    pub fn of(document: &Document) -> Self {
        let fields = fields(document);
        let number = |(kind, labels): (NumberKind, &WordList)| Some((kind, value(&fields, labels)?));
        let other = |field: &Said| Some((other_number(field)?, field.value.clone()));
        let kinds: [(NumberKind, &WordList); 2] = [
            (NumberKind::Prison, &lexicon::PRISON_NUMBER_LABELS),
            (NumberKind::Identification, &lexicon::IDENTIFICATION_LABELS),
        ];
        Self {
            name: name(&fields),
            // Of two fields with one label the first counts, so they are taken from the last.
            numbers: fields
                .iter()
                .rev()
                .filter_map(other)
                .chain(kinds.into_iter().filter_map(number))
                .collect(),
            born: fields
                .iter()
                .filter(|field| lexicon::BIRTH_LABELS.has(&field.label))
                .find_map(|field| Some((field.date?, field.value.clone()))),
        }
    }

    /// The person's name as the header gives it.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The fields that the header has.
    pub fn fields(&self) -> Vec<IdentityField> {
        let has = |field: &IdentityField| match field {
            IdentityField::Name => self.name.is_some(),
            IdentityField::PersonNumber => !self.numbers.is_empty(),
            IdentityField::DateOfBirth => self.born.is_some(),
        };
        IdentityField::ALL.into_iter().filter(has).collect()
    }

    /// Bytes that it takes, about.
    pub fn bytes(&self) -> usize {
        let texts =
            self.name.iter().chain(self.numbers.values()).chain(self.born.iter().map(|(_, text)| text));
        size_of::<Self>() + texts.map(String::len).sum::<usize>()
    }

    /// Both values of a field, and whether they agree; none where one of them does not have it.
    fn compare<'a>(&'a self, earlier: &'a Self, field: IdentityField) -> Option<(bool, &'a str, &'a str)> {
        match field {
            IdentityField::Name => {
                let (this, that) = (self.name.as_deref()?, earlier.name.as_deref()?);
                Some((is_same_name(that, this)?, that, this))
            }
            IdentityField::PersonNumber => {
                let mut both = None;
                for (kind, this) in &self.numbers {
                    let Some(that) = earlier.numbers.get(kind) else { continue };
                    // A number that only its label tells for one says nothing beside those that are known.
                    if both.is_some() && matches!(kind, NumberKind::Other(_)) {
                        break;
                    }
                    let agrees = bare(this) == bare(that);
                    if both.is_none() || !agrees {
                        both = Some((agrees, that.as_str(), this.as_str()));
                    }
                }
                both
            }
            IdentityField::DateOfBirth => {
                let ((this, this_text), (that, that_text)) = (self.born.as_ref()?, earlier.born.as_ref()?);
                Some((this == that, that_text, this_text))
            }
        }
    }
}

impl<'a> IdentityCheck<'a> {
    /// A plan before it is compared with any.
    pub fn of(this: &'a Identity) -> Self {
        Self { this, seen: [Seen::Nothing, Seen::Nothing, Seen::Nothing] }
    }

    /// Compares with one more earlier plan.
    pub fn see(&mut self, earlier: &Identity) {
        for (field, seen) in IdentityField::ALL.into_iter().zip(&mut self.seen) {
            match (self.this.compare(earlier, field), &*seen) {
                (Some((true, ..)), _) => *seen = Seen::Agrees,
                (Some((false, earlier, this)), Seen::Nothing) => {
                    *seen = Seen::Differs { earlier: earlier.to_owned(), this: this.to_owned() };
                }
                _ => {}
            }
        }
    }

    /// Whether no earlier plan can change the answer any more.
    pub fn is_settled(&self) -> bool {
        let settled = |(field, seen): (IdentityField, &Seen)| match field {
            _ if matches!(seen, Seen::Agrees) => true,
            IdentityField::Name => self.this.name.is_none(),
            IdentityField::PersonNumber => self.this.numbers.is_empty(),
            IdentityField::DateOfBirth => self.this.born.is_none(),
        };
        IdentityField::ALL.into_iter().zip(&self.seen).all(settled)
    }

    /// What differs from every earlier plan that was seen.
    ///
    /// A name that keeps a forename or surname is no difference where the number and the date of birth agree: people
    /// marry, and are called Junie. The number is one person's, so a post that is held for it helps nobody; the delta
    /// shows the new name as what it is, a change of the header.
    pub fn differences(self) -> Vec<IdentityDifference> {
        let [name, number, born] = &self.seen;
        let known = matches!((number, born), (Seen::Agrees, Seen::Agrees));
        let renamed =
            matches!(name, Seen::Differs { earlier, this } if known && shares_a_name(earlier, this));
        let difference = |(field, seen)| match seen {
            Seen::Differs { earlier, this } => Some(IdentityDifference { field, earlier, this }),
            Seen::Nothing | Seen::Agrees => None,
        };
        let seen = IdentityField::ALL.into_iter().zip(self.seen).skip(usize::from(renamed));
        seen.filter_map(difference).collect()
    }
}

/// Most characters of a value that are looked at and told: a field that says who somebody is has fewer.
const VALUE_CHARS_MAX: usize = 200;

/// A field of the header as it is looked at here.
struct Said {
    label: String,
    value: String,
    date: Option<Date>,
}

/// The header's fields. The first row of its table may be one, too: Markdown wants a table to have a head.
fn fields(document: &Document) -> Vec<Said> {
    let fields = header::fields(document);
    let end = fields.last().map_or(0, |field| field.unit);
    let heads = (0..end).filter_map(|index| {
        let unit = document.unit(index);
        let mut cells = (unit.kind == UnitKind::TableHead).then(|| cell_texts(document, unit))?.into_iter();
        let (label, value) = (cells.next()?, cells.next()?);
        let tokens = document.tokens_of(unit);
        let at = tokens.iter().position(|token| token.kind == TokenKind::Cell)?;
        let date = date(document, &tokens[at + 1..]);
        cells.next().is_none().then(|| Said { label: folded(&label), value: opening(&value), date })
    });
    let said = |field: &Field<'_>| Said {
        label: field.label.clone(),
        value: opening(&plain(document.source(), field.value)),
        date: date(document, field.value),
    };
    let said: Vec<Said> = fields.iter().map(said).collect();
    heads.chain(said).filter(|said| !lexicon::NO_VALUES.has(&folded(&said.value))).collect()
}

fn opening(value: &str) -> String {
    value.chars().take(VALUE_CHARS_MAX).collect()
}

/// The name under its own label, or as far as the parts of it have theirs.
fn name(fields: &[Said]) -> Option<String> {
    let parts = || {
        let labels = [&lexicon::FORENAME_LABELS, &lexicon::SURNAME_LABELS];
        let parts: Vec<String> = labels.into_iter().filter_map(|labels| value(fields, labels)).collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    };
    value(fields, &lexicon::NAME_LABELS).or_else(parts)
}

/// The value under the first of these labels that the header has.
fn value(fields: &[Said], labels: &WordList) -> Option<String> {
    let under = |label: &str| fields.iter().find(|field| field.label == label);
    let found = labels.iter().find_map(under)?;
    found.value.contains(char::is_alphanumeric).then(|| found.value.clone())
}

/// Which number of the person a field gives, as far as its label tells: one that ends in a word for a number, or is the
/// name of one, and names nothing else that has numbers.
fn other_number(field: &Said) -> Option<NumberKind> {
    let label = field.label.as_str();
    let known = lexicon::PRISON_NUMBER_LABELS.has(label) || lexicon::IDENTIFICATION_LABELS.has(label);
    let words: Vec<&str> = label.split(' ').collect();
    let of = match words.split_last()? {
        _ if lexicon::NAMED_NUMBERS.has(label) => words.as_slice(),
        // "No: …" answers a question.
        (last, rest) if lexicon::NUMBER_WORDS.has(last) && (!rest.is_empty() || *last == "number") => rest,
        _ => return None,
    };
    let of_something_else = of.iter().any(|word| lexicon::OTHER_NUMBERS.has(word));
    let is_number = field.value.contains(|c: char| c.is_ascii_digit());
    (!known && !of_something_else && is_number).then(|| NumberKind::Other(of.join(" ")))
}

/// A number without what is written into it or before it: "No. 0090-417" is 90417. What stands behind it in brackets
/// is no part of it.
fn bare(number: &str) -> String {
    let number = number.split(['(', '[', ',', ';']).next().unwrap_or_default();
    let from = number.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
    let letters: String = number[from..].chars().filter(|c| c.is_alphanumeric()).collect();
    let letters = letters.to_uppercase();
    letters.trim_start_matches('0').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::parse;

    fn identity(text: &str) -> Identity {
        Identity::of(&parse(format!("# Plan\n\n{text}\n\n## Money\n\nThe rent is paid.\n")).unwrap())
    }

    #[test]
    fn the_name_is_verbatim_and_as_far_as_the_header_has_it() {
        let name = |text| identity(text).name().map(str::to_owned);
        assert_eq!(name("**Name:** Ann O’Ther  \n**EDL:** 3 May 2024").as_deref(), Some("Ann O’Ther"));
        assert_eq!(name("Surname: Brodick\n\nForenames: Una Jane").as_deref(), Some("Una Jane Brodick"));
        assert_eq!(name("Surname: Brodick\n\nForenames:").as_deref(), Some("Brodick"));
        let form = "1.1 Surname: Brodick\nForenames: Una Jane\n1.2 Hall: B\n";
        assert_eq!(name(form).as_deref(), Some("Una Jane Brodick"));
        assert_eq!(name("Name: not known"), None, "that says that there is none");
        assert_eq!(name("EDL: 3 May 2024"), None);
    }

    fn differences(earlier: &[&str], this: &str) -> Vec<(&'static str, String, String)> {
        let this = identity(this);
        let mut check = IdentityCheck::of(&this);
        for text in earlier {
            check.see(&identity(text));
        }
        let told = |it: IdentityDifference| (it.field.name(), it.earlier, it.this);
        check.differences().into_iter().map(told).collect()
    }

    fn fields(earlier: &[&str], this: &str) -> Vec<&'static str> {
        differences(earlier, this).into_iter().map(|(field, ..)| field).collect()
    }

    #[test]
    fn what_differs_is_told_with_both_values() {
        let earlier = "Name: Una Brodick\nPrison number: 77120\nDate of birth: 3 June 1991";
        let this = "Name: Rhoda Kilmory\nPrison number: 77210\nDate of birth: 3 July 1991";
        let told = differences(&[earlier], this);
        assert_eq!(told[0], ("name", "Una Brodick".to_owned(), "Rhoda Kilmory".to_owned()));
        assert_eq!(told[1], ("person_number", "77120".to_owned(), "77210".to_owned()));
        assert_eq!(told[2], ("date_of_birth", "3 June 1991".to_owned(), "3 July 1991".to_owned()));
        assert!(differences(&[earlier], earlier).is_empty());
        assert!(differences(&[], this).is_empty(), "there is nothing to compare the first with");
    }

    #[test]
    fn spelling_and_order_are_no_difference() {
        let earlier = "Name: Una Brodick\nPrison number: 0077120\nDate of birth: 3 June 1991";
        for this in [
            "NAME: BRODICK, UNA\n\nPRIS NO: 77120\n\nDOB: 03/06/1991",
            "Surname: Brodick\n\nForenames: Una Jane\n\nDOB: 3rd June '91\n\nPrisoner No.: 77-120",
            "| Name | Miss U. Brodick (known as Junie) |\n|---|---|\n| DOB | 3.6.91 (aged 33) |",
        ] {
            assert!(differences(&[earlier], this).is_empty(), "{this}: {:?}", differences(&[earlier], this));
        }
    }

    #[test]
    fn what_is_missing_is_no_difference() {
        let whole = "Name: Una Brodick\nPrison number: 77120\nDate of birth: 3 June 1991";
        for part in [
            "Establishment: HMP Nowhere",
            "Name: not recorded\nPrison number: n/a\nDate of birth: unknown",
            "SPIN: 4410",
            "Date of birth: June",
        ] {
            assert!(differences(&[whole], part).is_empty(), "{part}");
            assert!(differences(&[part], whole).is_empty(), "{part}");
        }
    }

    #[test]
    fn a_number_is_known_by_its_label() {
        for label in [
            "Person number",
            "Person No.",
            "Number",
            "Offender number",
            "Offender No",
            "PR2 number",
            "PR2",
            "S number",
            "S No.",
            "PNC",
            "PNC ID",
            "CRO",
            "CRO number",
            "Prisoner ID",
            "Unique number",
        ] {
            let of =
                |number: &str| format!("Name: Una Brodick\n{label}: {number}\nDate of birth: 3 June 1991");
            let told = differences(&[&of("77120")], &of("77210"));
            let number = ("person_number", "77120".to_owned(), "77210".to_owned());
            assert_eq!(told, [number], "{label}");
            assert!(fields(&[&of("77120")], &of("0077-120")).is_empty(), "{label}");
        }
    }

    #[test]
    fn a_number_of_something_else_is_none_of_the_person() {
        for label in [
            "Telephone number",
            "Tel no.",
            "Room number",
            "Cell No.",
            "NHS number",
            "CHI number",
            "Case number",
            "Page no",
            "Reference No.",
            "Contact number",
            "Next of kin number",
            "No",
            "Solicitor number",
            "CIP number",
            "Number of children",
            "Flat no.",
        ] {
            let of =
                |number: &str| format!("Name: Una Brodick\n{label}: {number}\nDate of birth: 3 June 1991");
            assert!(fields(&[&of("77120")], &of("77210")).is_empty(), "{label}");
        }
        let word = |value: &str| format!("Name: Una Brodick\nPerson number: {value}");
        assert!(fields(&[&word("pending")], &word("requested")).is_empty(), "these are no numbers");
    }

    #[test]
    fn the_prison_services_own_numbers_are_surer_than_others() {
        let of = |prison: &str, other: &str| {
            format!("Name: Una Brodick\nPrison number: {prison}\nAllocation number: {other}")
        };
        assert!(fields(&[&of("77120", "1")], &of("77120", "2")).is_empty());
        assert_eq!(fields(&[&of("77120", "1")], &of("77210", "1")), ["person_number"]);
        let only = differences(&["Name: Una Brodick\nAllocation number: 1"], &of("77120", "2"));
        assert_eq!(only[0].2, "2", "where nothing else is in both");
    }

    #[test]
    fn the_fields_of_the_header_are_told() {
        let names = |text| identity(text).fields().into_iter().map(IdentityField::name).collect::<Vec<_>>();
        assert_eq!(names("Name: Una Brodick\nPerson number: 77120"), ["name", "person_number"]);
        assert_eq!(names("Date of birth: 3 June 1991"), ["date_of_birth"]);
        assert_eq!(names("Establishment: HMP Nowhere"), [""; 0]);
    }

    #[test]
    fn one_earlier_plan_that_agrees_is_enough() {
        let (before, after) = ("Name: Una Brodick", "Name: Una Sannox");
        assert_eq!(fields(&[before], after), ["name"]);
        assert!(fields(&[after, before], before).is_empty());
        let told = differences(&[after, before], "Name: Kenneth Lamlash");
        assert_eq!(told[0].1, "Una Sannox", "the latest is told");
    }

    #[test]
    fn a_new_surname_or_nickname_is_none_where_number_and_birth_agree() {
        let of = |name: &str| format!("Name: {name}\nPrison number: 77120\nDate of birth: 3 June 1991");
        let earlier = of("Una Brodick");
        for name in ["Una Sannox", "Junie Brodick", "SANNOX, Una"] {
            assert!(fields(&[&earlier], &of(name)).is_empty(), "{name}");
        }
        assert_eq!(fields(&[&earlier], &of("Kenneth Lamlash")), ["name"], "nothing of the name is left");
        assert_eq!(fields(&[&earlier], &of("U. Sannox")), ["name"], "an initial is no name");
        assert_eq!(fields(&[&earlier], "Name: Una Sannox\nDate of birth: 3 June 1991"), ["name"]);
        let other = "Name: Una Sannox\nPrison number: 77210\nDate of birth: 3 June 1991";
        assert_eq!(fields(&[&earlier], other), ["name", "person_number"]);
    }

    #[test]
    fn a_first_row_is_a_field_and_a_later_table_is_not() {
        let table = "| Name | Una Brodick |\n|---|---|\n| EDL | 3 May 2030 |";
        assert_eq!(fields(&[table], "| Name | Kenneth Lamlash |\n|---|---|\n| EDL | 3 May 2030 |"), ["name"]);
        let kin = "Establishment: HMP Nowhere\n\n## Family\n\nName: Kenneth Lamlash";
        assert!(fields(&[table], kin).is_empty());
    }

    #[test]
    fn a_value_is_bounded() {
        let long = format!("Una {}", "Brodick ".repeat(10_000));
        // In a row: a line of that length is no label and value.
        let row = format!("| Field | Detail |\n|---|---|\n| Name | {long} |");
        let told = differences(&["Name: Kenneth Lamlash"], &row);
        assert_eq!(told[0].2.chars().count(), VALUE_CHARS_MAX);
    }

    #[test]
    fn nothing_more_is_looked_at_than_is_needed() {
        let this = identity("Name: Una Brodick");
        let mut check = IdentityCheck::of(&this);
        assert!(!check.is_settled());
        check.see(&identity("Name: Kenneth Lamlash"));
        assert!(!check.is_settled(), "an earlier one may agree");
        check.see(&identity("Name: U Brodick"));
        assert!(check.is_settled());
        assert!(IdentityCheck::of(&Identity::default()).is_settled());
    }

    #[test]
    fn field_names_are_read_back() {
        for field in IdentityField::ALL {
            assert_eq!(IdentityField::from_name(field.name()), Some(field));
        }
    }
}
