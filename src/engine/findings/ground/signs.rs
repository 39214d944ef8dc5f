//! Which lists of the lexicon a line has a word of.
//!
//! Each word of a version is looked up once and answers for all findings: whoever asks a list of every word of a line asks
//! [`Signs`] first, and most lines are done with. What they say is that a word may be one of a list: words are told
//! apart by the keys of their tokens, which can collide. So a sign never stands for the look itself, it saves it.

use std::ops::{BitOr, BitOrAssign};
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::findings::together::matters::{self, poles};
use crate::findings::together::sentence::{curfew, in_force, release};
use crate::lexicon::{self, WordList};
use crate::text::{Span, tokenise};

macro_rules! signs {
    ($($sign:ident = $list:ident;)*) => {
        /// A list of the lexicon that whole lines are searched by.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(in crate::findings) enum Sign {
            $($sign,)*
            /// A phrase by which some matter is denied, or told.
            MatterDenied,
            MatterTold,
            /// A phrase by which some matter stands one way or the other.
            Pole,
            /// The name of a date of a sentence.
            DateOfSentence,
            /// Release on a tag by one of its names.
            Curfew,
            /// An order by its name, a denial of one, or a child on a register or off it.
            InForce,
        }

        impl Sign {
            /// Each that is of single words with its list, in the order of their numbers.
            const ALL: &[(Self, &LazyLock<WordList>)] = &[$((Self::$sign, &lexicon::$list)),*];
        }
    };
}

// A list more costs nothing: add it here, and ask `Lines::may` before its words are looked for.
signs! {
    AloneInACell = ALONE_IN_A_CELL;
    Apologies = APOLOGIES;
    Approved = APPROVED;
    Arriving = ARRIVING;
    Away = AWAY;
    AwayBeside = AWAY_BESIDE;
    Barring = BARRING;
    BeingThere = BEING_THERE;
    BeforeContact = BEFORE_CONTACT;
    BeforePermitted = BEFORE_PERMITTED;
    Completed = COMPLETED;
    // With "n't".
    Denial = DENIALS;
    PartOfAProgramme = PARTS_OF_A_PROGRAMME;
    BesideABunk = BESIDE_A_BUNK;
    Doubled = DOUBLED;
    Dwelling = DWELLINGS;
    Dying = DYING;
    ForNow = FOR_NOW;
    Key = KEYS;
    LetAgain = LET_AGAIN;
    PuttingForward = PUTTING_FORWARD;
    Shut = SHUT;
    Banned = BANNED;
    NoneOfThem = NONE_OF_THEM;
    GivingUp = GIVING_UP;
    Hearing = HEARINGS;
    Keeping = KEEPING;
    KeepingCompany = KEEPING_COMPANY;
    Kin = KIN;
    LeavingAHome = LEAVING_A_HOME;
    Knows = KNOWS;
    Level = LEVEL;
    LevelName = LEVEL_NAMES;
    LimitOfDenial = LIMITS_OF_DENIALS;
    MonthWord = MONTH_WORDS;
    NotComing = NOT_COMING;
    NoneOfAField = NONE_OF_A_FIELD;
    OrderOver = ORDER_OVER;
    Ordering = ORDERING;
    Owed = SUMS_OWED_UNDER;
    Refused = REFUSED;
    RefusedWhereDenied = REFUSED_WHERE_DENIED;
    Regime = REGIMES;
    Report = REPORTS;
    ReportOfMisconduct = REPORTS_OF_MISCONDUCT;
    Scheme = MANAGED_TOGETHER;
    OtherInACell = OTHERS_IN_A_CELL;
    SomewhereIs = IS_SOMEWHERE;
    SpeakingInTheRoom = SPEAKING_IN_THE_ROOM;
    Stopped = STOPPED;
    TakenNoMore = TAKEN_NO_MORE;
    Times = TIMES;
    TimesInAWord = TIMES_IN_A_WORD;
    ToldSomebody = TOLD_SOMEBODY;
    Treatment = TREATMENTS;
    Touching = TOUCHING;
    WithAnotherInACell = WITH_ANOTHER_IN_A_CELL;
    YearWord = YEAR_WORDS;
}

/// The lists of which a word or a line may have one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Signs(u64);

/// By key of a token: the lists that have it. Made once and never changed.
static SIGNS: LazyLock<FxHashMap<u64, Signs>> = LazyLock::new(|| {
    let mut signs: FxHashMap<u64, Signs> = FxHashMap::default();
    let mut tokens = Vec::new();
    for (sign, list) in Sign::ALL {
        for word in list.iter() {
            tokens.clear();
            tokenise(word, Span::new(0, word.len()), &[], &mut tokens);
            // Of several tokens none is ever equal to a word of the list.
            if let [token] = tokens.as_slice() {
                *signs.entry(token.key).or_default() |= Signs::from(*sign);
            }
        }
    }
    for (sign, key) in matters::firsts()
        .chain(poles::firsts())
        .chain(release::firsts())
        .chain(in_force::firsts())
        .chain(curfew::firsts())
    {
        *signs.entry(key).or_default() |= Signs::from(sign);
    }
    signs
});

impl Signs {
    /// The lists that have the token with this key.
    pub(super) fn of_key(key: u64) -> Self {
        SIGNS.get(&key).copied().unwrap_or_default()
    }

    /// Whether there may be a word of one of these lists.
    pub(super) fn has_any(self, signs: &[Sign]) -> bool {
        signs.iter().any(|sign| self.0 & Self::from(*sign).0 != 0)
    }
}

impl From<Sign> for Signs {
    fn from(sign: Sign) -> Self {
        Self(1 << sign as u64)
    }
}

impl BitOr for Signs {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitOrAssign for Signs {
    fn bitor_assign(&mut self, other: Self) {
        *self = *self | other;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::check::{unit, with_ground};

    #[test]
    fn every_list_has_its_own_bit() {
        assert!((Sign::InForce as u32) < u64::BITS);
        for (at, (sign, _)) in Sign::ALL.iter().enumerate() {
            assert_eq!(*sign as usize, at);
        }
    }

    #[test]
    fn no_word_of_a_list_goes_without_its_sign() {
        for (sign, list) in Sign::ALL {
            for word in list.iter() {
                let capitals = word.to_uppercase();
                for line in [format!("Quay {word} quay."), format!("Quay {capitals} quay.")] {
                    with_ground(&[("2024-06-01", &format!("{line}\n"))], |ground| {
                        let (at, lines) = (unit(ground, "uay"), &ground.after);
                        let words = lines.words(at);
                        let has = (0..words.len()).any(|at| words.is_in(at, list));
                        assert!(!has || lines.may(at, &[*sign]), "{sign:?}: {line}");
                    });
                }
            }
        }
    }

    #[test]
    fn a_line_without_such_words_has_none() {
        with_ground(&[("2024-06-01", "The quay is wet. Her aunt rowed twice.\n")], |ground| {
            let may = |line, sign| ground.after.may(unit(ground, line), &[sign]);
            assert!(!may("wet", Sign::Kin) && may("rowed", Sign::Kin) && may("rowed", Sign::TimesInAWord));
        });
    }
}
