//! The closed list of fact classes.
//!
//! A new class is a row here, and its words under its name in `facts.txt` of the lexicon; one that is recognised by its form
//! rather than by words has its recogniser beside this file.

macro_rules! classes {
    ($($class:ident = $name:literal, $place:literal, $seen:ident;)*) => {
        /// What kind of fact it is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[expect(missing_docs, reason = "each name says it; the facts modules say what each class holds")]
        pub enum FactClass {
            $($class,)*
        }

        impl FactClass {
            /// The whole list.
            pub const ALL: &[Self] = &[$(Self::$class),*];

            /// The class's name on every wire.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$class => $name,)*
                }
            }

            /// Its place among all classes by what it tells, the most telling first.
            pub fn place(self) -> u32 {
                match self {
                    $(Self::$class => $place,)*
                }
            }

            /// Whether nearly every sentence holds it, so that it says little of one that is new as a whole.
            pub fn is_everywhere(self) -> bool {
                match self {
                    $(Self::$class => matches!(Seen::$seen, Seen::Everywhere),)*
                }
            }
        }
    };
}

/// How widely a class is seen.
enum Seen {
    /// In nearly every sentence.
    Everywhere,
    /// In some.
    Somewhere,
}

// Name on every wire; place among all by what it tells, from 0: the lower names a change from a fact of one class to
// one of another ("one" → "none" is a negation), and is named where there are too many; how widely it is seen.
classes! {
    Date = "date", 3, Somewhere;
    Time = "time", 4, Somewhere;
    Number = "number", 21, Everywhere;
    Dose = "dose", 5, Somewhere;
    Money = "money", 6, Somewhere;
    Duration = "duration", 19, Somewhere;
    Percentage = "percentage", 8, Somewhere;
    Frequency = "frequency", 20, Everywhere;
    Negation = "negation", 0, Somewhere;
    Denial = "denial", 12, Somewhere;
    Modality = "modality", 13, Everywhere;
    Quantifier = "quantifier", 23, Everywhere;
    Antonym = "antonym", 22, Everywhere;
    Risk = "risk", 1, Somewhere;
    Level = "level", 2, Somewhere;
    Score = "score", 7, Somewhere;
    Status = "status", 9, Somewhere;
    Name = "name", 18, Somewhere;
    Relation = "relation", 14, Somewhere;
    Subject = "subject", 25, Everywhere;
    Agency = "agency", 16, Somewhere;
    Owner = "owner", 15, Somewhere;
    Programme = "programme", 11, Somewhere;
    Place = "place", 17, Somewhere;
    Substance = "substance", 10, Somewhere;
    Certainty = "certainty", 24, Everywhere;
}

impl FactClass {
    /// The class of this name; none where no class has it.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|class| class.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_class_has_a_place_and_a_name_of_its_own() {
        let mut places: Vec<u32> = FactClass::ALL.iter().map(|class| class.place()).collect();
        places.sort_unstable();
        assert!(places.into_iter().eq(0..FactClass::ALL.len() as u32));
        assert!(FactClass::ALL.iter().all(|class| FactClass::named(class.name()) == Some(*class)));
    }
}
