//! The closed list of fact classes.

/// What kind of fact it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each name says it; the facts modules say what each class holds")]
pub enum FactClass {
    Date,
    Time,
    Number,
    Dose,
    Money,
    Duration,
    Percentage,
    Frequency,
    Negation,
    Denial,
    Modality,
    Quantifier,
    Antonym,
    Risk,
    Level,
    Score,
    Status,
    Name,
    Relation,
    Subject,
    Agency,
    Owner,
    Programme,
    Place,
    Substance,
    Certainty,
}

impl FactClass {
    /// The whole list.
    pub const ALL: [Self; 26] = [
        Self::Date,
        Self::Time,
        Self::Number,
        Self::Dose,
        Self::Money,
        Self::Duration,
        Self::Percentage,
        Self::Frequency,
        Self::Negation,
        Self::Denial,
        Self::Modality,
        Self::Quantifier,
        Self::Antonym,
        Self::Risk,
        Self::Level,
        Self::Score,
        Self::Status,
        Self::Name,
        Self::Relation,
        Self::Subject,
        Self::Agency,
        Self::Owner,
        Self::Programme,
        Self::Place,
        Self::Substance,
        Self::Certainty,
    ];

    /// The class of this name; none where no class has it.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.name() == name)
    }

    /// The class's name on every wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Time => "time",
            Self::Number => "number",
            Self::Dose => "dose",
            Self::Money => "money",
            Self::Duration => "duration",
            Self::Percentage => "percentage",
            Self::Frequency => "frequency",
            Self::Negation => "negation",
            Self::Denial => "denial",
            Self::Modality => "modality",
            Self::Quantifier => "quantifier",
            Self::Antonym => "antonym",
            Self::Risk => "risk",
            Self::Level => "level",
            Self::Score => "score",
            Self::Status => "status",
            Self::Name => "name",
            Self::Relation => "relation",
            Self::Subject => "subject",
            Self::Agency => "agency",
            Self::Owner => "owner",
            Self::Programme => "programme",
            Self::Place => "place",
            Self::Substance => "substance",
            Self::Certainty => "certainty",
        }
    }
}
