//! The parts of a sentence that a later version may change, each with its class.
//!
//! Takes where a value comes from, gives the value, another value of the same kind, or the same value in another
//! spelling. The classes are the design's closed list, by name.

use super::cast::Cast;
use super::day::{Day, Spelling};
use super::rng::Rng;
use super::words::words;

/// A value in a sentence, of a class, and where others like it come from.
#[derive(Clone, Debug)]
pub(crate) struct Fact {
    /// Name of its class.
    pub(crate) class: &'static str,
    /// Where its value comes from.
    pub(crate) source: Source,
    /// Its value.
    pub(crate) value: Value,
    /// Whether it stands between marks of strong emphasis.
    pub(crate) strong: bool,
    /// Whether it opens a sentence.
    pub(crate) opens: bool,
}

/// Where values come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// One of the wordings between bars.
    Options(&'static str),
    /// A list of `words.txt`.
    Words(&'static str),
    /// A number of a unit, from and to.
    Range(Unit, u32, u32),
    /// A date in the year before.
    Past,
    /// A date in the half-year to come.
    Future,
    /// A month of the year before.
    Month,
    /// A time of day.
    Time,
    /// Someone who works with the person.
    Worker,
    /// Someone of the family.
    Family,
    /// A house number and a street.
    Address,
}

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    /// Nothing: the bare number.
    Plain,
    /// Few things, usually spelt out.
    Count,
    /// Pounds.
    Pounds,
    /// Per cent.
    Percent,
    /// Weeks, years or the like.
    Of(&'static str),
}

/// A value as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    /// Words as they are.
    Text(String),
    /// A date and its spelling.
    Date(Day, Spelling),
    /// Minutes after midnight and a spelling.
    Time(u32, Clock),
    /// A small number, spelt out or in figures.
    Count(u32, bool),
}

/// How a time is spelt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Clock {
    /// 2.05 pm
    Half,
    /// 2.05 p.m.
    Stops,
    /// 14:05
    Full,
    /// 1405 hrs
    Hours,
}

/// Whom and when a sentence is about.
#[derive(Clone, Copy)]
pub(crate) struct Scene<'a> {
    /// Whose plan it is.
    pub(crate) cast: &'a Cast,
    /// The day on which it is written.
    pub(crate) today: Day,
}

impl Fact {
    /// Draws a first value.
    pub(crate) fn draw(class: &'static str, source: Source, scene: Scene, rng: &mut Rng) -> Self {
        Self { class, source, value: draw(source, scene, rng), strong: false, opens: false }
    }

    /// The value without marks.
    pub(crate) fn words(&self) -> String {
        let text = match &self.value {
            Value::Text(text) => text.clone(),
            Value::Date(day, spelling) => day.spelt(*spelling),
            Value::Time(minutes, clock) => time(*minutes, *clock),
            Value::Count(count, spelt) => number(*count, *spelt),
        };
        if self.opens { capitalised(&text) } else { text }
    }

    /// The value as it is written.
    pub(crate) fn text(&self) -> String {
        if self.strong { format!("**{}**", self.words()) } else { self.words() }
    }

    /// Takes another value of the same kind; false if there is none.
    pub(crate) fn change(&mut self, scene: Scene, rng: &mut Rng) -> bool {
        let before = self.words();
        for _ in 0..20 {
            let value = draw(self.source, scene, rng);
            self.value = match (&self.value, value) {
                (Value::Date(_, spelling), Value::Date(day, _)) => Value::Date(day, *spelling),
                (Value::Time(_, clock), Value::Time(minutes, _)) => Value::Time(minutes, *clock),
                (Value::Count(_, spelt), Value::Count(count, _)) => Value::Count(count, *spelt),
                (_, value) => value,
            };
            if self.words() != before {
                return true;
            }
        }
        false
    }

    /// Takes the wording `text`, which is one of the options; false if it is not or has it already.
    pub(crate) fn choose(&mut self, text: &str, scene: Scene) -> bool {
        let Source::Options(options) = self.source else { return false };
        let before = self.words();
        if options.split('|').any(|option| option == text) {
            self.value = Value::Text(scene.cast.said(text));
        }
        self.words() != before
    }

    /// Spells the same value otherwise; false if there is no other spelling that surely says the same.
    pub(crate) fn respell(&mut self) -> bool {
        self.value = match self.value {
            Value::Date(day, Spelling::Long | Spelling::Ordinal) => Value::Date(day, Spelling::Slashes),
            Value::Date(day, Spelling::Slashes) => Value::Date(day, Spelling::Long),
            // Between ten and one, "11:30" alone may be of either half of the day.
            Value::Time(minutes, _) if (600..780).contains(&minutes) => return false,
            Value::Time(minutes, Clock::Full) => Value::Time(minutes, Clock::Half),
            Value::Time(minutes, Clock::Half) => Value::Time(minutes, Clock::Full),
            Value::Count(count, spelt) => Value::Count(count, !spelt),
            _ => return false,
        };
        true
    }
}

fn draw(source: Source, scene: Scene, rng: &mut Rng) -> Value {
    let text = match source {
        Source::Options(options) => {
            let options: Vec<&str> = options.split('|').collect();
            scene.cast.said(rng.pick::<&str>(&options))
        }
        Source::Words(list) => (*rng.pick(words(list))).to_owned(),
        Source::Range(Unit::Count, low, high) => {
            return Value::Count(rng.between(low, high), rng.chance(80));
        }
        Source::Range(unit, low, high) => amount(unit, rng.between(low, high)),
        Source::Past => return Value::Date(past(scene, rng), spelling(rng)),
        Source::Future => {
            return Value::Date(scene.today.plus(rng.between(14, 190).cast_signed()), spelling(rng));
        }
        Source::Month => return Value::Date(past(scene, rng), Spelling::Month),
        Source::Time => return Value::Time(5 * rng.between(100, 215), clock(rng)),
        Source::Worker => rng.pick(&scene.cast.workers).clone(),
        Source::Family => rng.pick(&scene.cast.family).clone(),
        Source::Address => format!("{} {}", rng.between(2, 98), rng.pick(words("streets"))),
    };
    Value::Text(text)
}

fn past(scene: Scene, rng: &mut Rng) -> Day {
    scene.today.plus(-rng.between(3, 340).cast_signed())
}

fn spelling(rng: &mut Rng) -> Spelling {
    *rng.pick(&[
        Spelling::Long,
        Spelling::Long,
        Spelling::Long,
        Spelling::Long,
        Spelling::Ordinal,
        Spelling::Slashes,
        Spelling::Slashes,
        Spelling::Points,
        Spelling::Short,
    ])
}

fn clock(rng: &mut Rng) -> Clock {
    *rng.pick(&[Clock::Half, Clock::Half, Clock::Stops, Clock::Full, Clock::Full, Clock::Hours])
}

fn amount(unit: Unit, number: u32) -> String {
    match unit {
        Unit::Plain | Unit::Count => number.to_string(),
        Unit::Percent => format!("{number}%"),
        Unit::Pounds if number >= 1000 => format!("£{},{:03}", number / 1000, number % 1000),
        Unit::Pounds => format!("£{number}"),
        Unit::Of(what) => format!("{number} {what}"),
    }
}

fn time(minutes: u32, clock: Clock) -> String {
    let (hour, minute) = (minutes / 60, minutes % 60);
    let (half, letter) = if hour >= 12 { (hour - 12, 'p') } else { (hour, 'a') };
    let half = if half == 0 { 12 } else { half };
    match clock {
        Clock::Half => format!("{half}.{minute:02} {letter}m"),
        Clock::Stops => format!("{half}.{minute:02} {letter}.m."),
        Clock::Full => format!("{hour:02}:{minute:02}"),
        Clock::Hours => format!("{hour:02}{minute:02} hrs"),
    }
}

const NUMBERS: [&str; 13] = [
    "nought", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
];

/// The number that a word spells out.
pub(crate) fn spelt_number(word: &str) -> Option<usize> {
    NUMBERS.iter().position(|number| *number == word)
}

fn number(count: u32, spelt: bool) -> String {
    match NUMBERS.get(count as usize) {
        Some(word) if spelt => (*word).to_owned(),
        _ => count.to_string(),
    }
}

/// The text with its first letter large.
pub(crate) fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
