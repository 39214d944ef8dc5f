//! Who a plan is about, and who writes and appears in it.
//!
//! Takes a source of chance, gives names and fixed particulars; all of them are invented.

use super::day::{Day, Spelling};
use super::rng::Rng;
use super::words::{row, words};

/// The people of one plan and what stays fixed about them.
#[derive(Clone, Debug)]
pub(crate) struct Cast {
    /// Whether the templates' "he" becomes "she".
    pub(crate) she: bool,
    forename: String,
    surname: String,
    victim: String,
    prison: String,
    number: String,
    born: Day,
    years: u32,
    liberation: Day,
    /// Professionals who write entries and own actions.
    pub(crate) workers: Vec<String>,
    /// Family and friends.
    pub(crate) family: Vec<String>,
}

impl Cast {
    /// Invents a cast; a sentence of so many years began on the day of admission.
    pub(crate) fn new(rng: &mut Rng, she: bool, admitted: Day, years: u32) -> Self {
        let mut shuffled = |list| {
            let mut words = row(list);
            rng.shuffle(&mut words);
            words
        };
        let (women, men, either) = (shuffled("women"), shuffled("men"), shuffled("either"));
        let surnames = shuffled("surnames");
        let colleagues = [&women[2..], &men[1..]].concat();
        Self {
            she,
            forename: if she { women[0] } else { men[0] }.to_owned(),
            surname: surnames[0].to_owned(),
            victim: format!("{} {}", women[1], surnames[1]),
            prison: (*rng.pick(words("prisons"))).to_owned(),
            number: format!("{}-{}", rng.between(10_000, 99_999), rng.between(10, 99)),
            born: admitted.plus(-rng.between(8_000, 16_000).cast_signed()),
            years,
            liberation: admitted.plus((years * 243).cast_signed()),
            workers: workers(&colleagues, &surnames[7..]),
            family: (2..6).map(|at| format!("{} {}", either[at], surnames[at])).collect(),
        }
    }

    /// Forename and surname.
    pub(crate) fn name(&self) -> String {
        format!("{} {}", self.forename, self.surname)
    }

    /// What a template calls `{=key}`.
    pub(crate) fn fixed(&self, key: &str) -> String {
        match key {
            "person" => format!("{} {}", if self.she { "Ms" } else { "Mr" }, self.surname),
            "name" => self.name(),
            "victim" => self.victim.clone(),
            "prison" => self.prison.clone(),
            "number" => self.number.clone(),
            "born" => self.born.spelt(Spelling::Long),
            "sentence" => format!("{} years", self.years),
            "qualifying" => self.liberation.plus(-280).spelt(Spelling::Slashes),
            "liberation" => self.liberation.spelt(Spelling::Long),
            _ => panic!("a template asks for an unknown {{={key}}}"),
        }
    }

    /// The earliest date of liberation.
    pub(crate) fn liberation(&self) -> Day {
        self.liberation
    }

    /// Template text in the person's pronouns.
    pub(crate) fn said(&self, text: &str) -> String {
        if !self.she {
            return text.to_owned();
        }
        text.split_inclusive(|c: char| !c.is_alphanumeric()).map(said_of_her).collect()
    }
}

/// One word and the sign after it.
fn said_of_her(piece: &str) -> String {
    let word = piece.trim_end_matches(|c: char| !c.is_alphanumeric());
    let hers = match word {
        "he" => "she",
        "He" => "She",
        "his" | "him" => "her",
        "His" => "Her",
        "himself" => "herself",
        _ => word,
    };
    format!("{hers}{}", &piece[word.len()..])
}

/// Ten people, each named in a way of their own.
fn workers(forenames: &[&str], surnames: &[&str]) -> Vec<String> {
    let named = |(at, (forename, surname)): (usize, (&&str, &&str))| match at % 5 {
        0 => format!("{forename} {surname}"),
        1 => format!("{}. {surname}", &forename[..1]),
        2 => format!("Ms {surname}"),
        3 => format!("Dr. {surname}"),
        _ => format!("Mr. {surname}"),
    };
    forenames.iter().zip(surnames).take(10).enumerate().map(named).collect()
}
