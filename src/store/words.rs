//! Closed lists of words, each with its name on every wire and in every table.

/// Defines a closed list of words, each with its name on every wire and in every table.
macro_rules! closed_list {
    ($(#[$about:meta])* $list:ident { $($(#[$doc:meta])* $word:ident = $name:literal),+ $(,)? }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $list {
            $($(#[$doc])* $word),+
        }

        impl $list {
            /// All of the list.
            pub const ALL: &[Self] = &[$(Self::$word),+];

            /// Its name on every wire.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$word => $name),+
                }
            }

            /// The one of this name.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|word| word.name() == name)
            }
        }
    };
}

closed_list! {
    /// What the bytes of a plan or report are.
    MediaType {
        /// Markdown.
        Markdown = "text/markdown",
        /// Plain text, as a record system prints it.
        Plain = "text/plain",
        /// A web page.
        Html = "text/html",
        /// A Word document.
        Docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        /// An `OpenDocument` text.
        Odt = "application/vnd.oasis.opendocument.text",
        /// Rich text.
        Rtf = "application/rtf",
        /// A PDF.
        Pdf = "application/pdf",
    }
}

impl MediaType {
    /// Whether its bytes are a text that JSON can carry. Rich text is a file, though its bytes are letters.
    pub fn is_text(self) -> bool {
        matches!(self, Self::Markdown | Self::Plain | Self::Html)
    }
}

closed_list! {
    /// The route of integrated case management.
    Route {
        /// Without statutory supervision on release.
        Standard = "standard",
        /// With statutory supervision on release.
        Enhanced = "enhanced",
        /// For chosen needs.
        Targeted = "targeted",
    }
}

closed_list! {
    /// What a case conference is for.
    ConferenceKind {
        /// The first of a sentence.
        Initial = "initial",
        /// The yearly one.
        Annual = "annual",
        /// The one before release.
        PreRelease = "pre-release",
        /// Called because of a concern.
        Concern = "concern",
        /// Any other.
        Other = "other",
    }
}

closed_list! {
    /// Whether a case conference took place.
    ConferenceStatus {
        /// It is to be.
        Scheduled = "scheduled",
        /// It was; what counts where nothing is said.
        Held = "held",
        /// It will not be.
        Cancelled = "cancelled",
    }
}

closed_list! {
    /// What kind of report a plan's text may be copied from.
    SourceKind {
        /// Social Enquiry Report.
        Ser = "ser",
        /// Criminal Justice Social Work Report.
        Cjswr = "cjswr",
        /// A risk assessment.
        RiskAssessment = "risk-assessment",
        /// Any other.
        Other = "other",
    }
}

closed_list! {
    /// By what somebody has a place on a case.
    PlaceKind {
        /// Invited to a conference.
        Invitation = "invitation",
        /// On the caseload.
        Caseload = "caseload",
        /// Posted to the establishment that the person is in.
        Establishment = "establishment",
        /// Opened in an emergency, for a while.
        BreakGlass = "break-glass",
    }
}

closed_list! {
    /// What governance says of a case that was opened in an emergency.
    Outcome {
        /// It was right.
        Justified = "justified",
        /// It was not.
        NotJustified = "not-justified",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back() {
        assert!(ConferenceKind::ALL.iter().all(|kind| ConferenceKind::from_name(kind.name()) == Some(*kind)));
        assert_eq!(ConferenceStatus::from_name("Held"), None);
    }
}
