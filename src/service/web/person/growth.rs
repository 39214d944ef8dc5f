//! A picture of how much of each plan is carried forward, changed and new: stacked bars over the years.
//!
//! Takes the versions, gives places in the picture's own units, so that the template only writes them down. A bar is as
//! high as its plan is long.

use crate::app::VersionOverview;
use crate::web::words;

/// Words of a page, about.
const WORDS_PER_PAGE: usize = 500;
/// Height of the highest bar.
const BAR_HEIGHT: usize = 160;
const BAR_WIDTH: usize = 44;
/// From one bar to the next.
const STEP: usize = 84;
/// Left of the first bar: room for the axis.
const LEFT: usize = 40;
/// Above the highest bar.
const TOP: usize = 12;
/// Below the bars: month and year.
const FOOT: usize = 44;

/// The picture and the figures in it.
pub(super) struct Growth {
    pub width: usize,
    pub height: usize,
    /// Where the bars stand.
    pub base: usize,
    /// Where the axis ends.
    pub right: usize,
    pub ticks: Vec<Tick>,
    pub bars: Vec<Bar>,
}

/// A height with its pages.
pub(super) struct Tick {
    pub y: usize,
    pub pages: usize,
}

/// One plan.
pub(super) struct Bar {
    pub x: usize,
    pub middle: usize,
    pub width: usize,
    /// "14 March 2024", in full and in parts.
    pub day: String,
    pub month: String,
    pub year: i16,
    /// From the bottom: carried forward, changed, new.
    pub parts: [Part; 3],
    pub words: String,
}

/// A part of a bar.
pub(super) struct Part {
    /// Class in the style sheet.
    pub class: &'static str,
    pub y: usize,
    pub height: usize,
    pub words: String,
    pub percent: usize,
}

/// Draws the plans in force; none where there is none that can be read.
pub(super) fn growth(versions: &[VersionOverview]) -> Option<Growth> {
    let in_force = versions.iter().filter(|overview| overview.version.superseded_by.is_none());
    let plans: Vec<(&VersionOverview, [usize; 3])> =
        in_force.filter_map(|overview| Some((overview, shares(overview)?))).collect();
    let most = plans.iter().map(|(_, shares)| shares.iter().sum()).max().filter(|most| *most > 0)?;
    let base = TOP + BAR_HEIGHT;
    let right = LEFT + plans.len() * STEP;
    Some(Growth {
        width: right,
        height: base + FOOT,
        base,
        right,
        ticks: ticks(most, base),
        bars: (0..).zip(&plans).map(|(at, (overview, shares))| bar(at, overview, *shares, most)).collect(),
    })
}

/// Words carried forward, changed and new.
fn shares(overview: &VersionOverview) -> Option<[usize; 3]> {
    overview.carried.map(|it| [it.words, it.changed, it.new_words()])
}

fn bar(at: usize, overview: &VersionOverview, shares: [usize; 3], most: usize) -> Bar {
    let x = LEFT + at * STEP + (STEP - BAR_WIDTH) / 2;
    let of: usize = shares.iter().sum();
    let mut below = 0;
    let part = |(class, words): (&'static str, usize)| {
        let bottom = below * BAR_HEIGHT / most;
        below += words;
        let top = below * BAR_HEIGHT / most;
        Part {
            class,
            y: TOP + BAR_HEIGHT - top,
            height: top - bottom,
            words: words::grouped(words),
            percent: (words * 100 + of / 2) / of.max(1),
        }
    };
    let date = overview.version.as_of;
    let [carried, changed, new] = shares;
    Bar {
        x,
        middle: x + BAR_WIDTH / 2,
        width: BAR_WIDTH,
        day: words::day(date),
        month: date.strftime("%b").to_string(),
        year: date.year(),
        parts: [("carried", carried), ("changed", changed), ("new", new)].map(part),
        words: words::grouped(of),
    }
}

/// The foot, the half and the top of the axis, in whole pages.
fn ticks(most: usize, base: usize) -> Vec<Tick> {
    let pages = most / WORDS_PER_PAGE;
    let mut marks = vec![0, pages / 2, pages];
    marks.dedup();
    let tick = |pages| Tick { y: base - pages * WORDS_PER_PAGE * BAR_HEIGHT / most, pages };
    marks.into_iter().map(tick).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::app::Carried;
    use cip_store::{ContentHash, MediaType, Version};

    fn plan(number: u32, carried: Carried) -> VersionOverview {
        let version = Version {
            number,
            as_of: date(2020 + i16::try_from(number).unwrap(), 3, 14),
            media_type: MediaType::Markdown,
            source_id: None,
            hash: ContentHash::of(b""),
            bytes: 1,
            superseded_by: None,
        };
        VersionOverview { version, words: Some(carried.of), carried: Some(carried) }
    }

    fn first(of: usize) -> Carried {
        Carried { words: 0, changed: 0, of }
    }

    #[test]
    fn a_bar_is_as_high_as_its_plan_is_long() {
        let second = Carried { words: 1000, changed: 500, of: 2000 };
        let drawn = growth(&[plan(1, first(1000)), plan(2, second)]).unwrap();
        let heights = |bar: &Bar| bar.parts.each_ref().map(|part| part.height);
        assert_eq!(heights(&drawn.bars[0]), [0, 0, 80]);
        assert_eq!(heights(&drawn.bars[1]), [80, 40, 40]);
        assert_eq!(drawn.bars[1].parts.each_ref().map(|part| part.percent), [50, 25, 25]);
        assert_eq!(drawn.ticks.iter().map(|tick| tick.pages).collect::<Vec<_>>(), [0, 2, 4]);
    }

    #[test]
    fn parts_stand_on_one_another_without_a_gap() {
        let uneven = Carried { words: 333, changed: 333, of: 1000 };
        let drawn = growth(&[plan(1, first(997)), plan(2, uneven)]).unwrap();
        for bar in &drawn.bars {
            let mut foot = drawn.base;
            for part in &bar.parts {
                assert_eq!(part.y + part.height, foot);
                foot = part.y;
            }
        }
    }

    #[test]
    fn without_a_plan_there_is_no_picture() {
        assert!(growth(&[]).is_none());
        let unreadable = VersionOverview { words: None, carried: None, ..plan(1, first(0)) };
        assert!(growth(&[unreadable]).is_none());
        assert!(growth(&[plan(1, first(0))]).is_none(), "an empty plan has no height");
    }
}
