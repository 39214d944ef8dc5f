//! The closed lists of the store as words of the API.
//!
//! Written out here, so that the names on the wire and in the OpenAPI document are promised in one place and the
//! store's own types need not serialise. Each `From` is a match without a wildcard: a new word cannot be forgotten.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use cip_store::{ConferenceKind, ConferenceStatus, MediaType, Outcome, Route, SourceKind};

/// Mirrors a closed list of the store, both ways.
macro_rules! words {
    ($(#[$about:meta])* $name:ident for $list:ident { $($word:ident = $text:tt),+ $(,)? }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
        #[schema(as = $list)]
        pub(super) enum $name {
            $(#[serde(rename = $text)] $word),+
        }

        impl From<$list> for $name {
            fn from(word: $list) -> Self {
                match word {
                    $($list::$word => Self::$word),+
                }
            }
        }

        impl From<$name> for $list {
            fn from(word: $name) -> Self {
                match word {
                    $($name::$word => Self::$word),+
                }
            }
        }
    };
}

words! {
    /// What the bytes of a plan or report are.
    MediaTypeWord for MediaType {
        Markdown = "text/markdown",
        Plain = "text/plain",
        Html = "text/html",
        Docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        Odt = "application/vnd.oasis.opendocument.text",
        Rtf = "application/rtf",
        Pdf = "application/pdf",
    }
}
words! {
    /// The route of integrated case management.
    RouteWord for Route { Standard = "standard", Enhanced = "enhanced", Targeted = "targeted" }
}
words! {
    /// What a case conference is for.
    ConferenceKindWord for ConferenceKind {
        Initial = "initial",
        Annual = "annual",
        PreRelease = "pre-release",
        Concern = "concern",
        Other = "other",
    }
}
words! {
    /// Whether a case conference took place.
    ConferenceStatusWord for ConferenceStatus { Scheduled = "scheduled", Held = "held", Cancelled = "cancelled" }
}
words! {
    /// What governance says of a case that was opened in an emergency.
    OutcomeWord for Outcome { Justified = "justified", NotJustified = "not-justified" }
}
words! {
    /// What kind of report a plan's text may be copied from.
    SourceKindWord for SourceKind {
        Ser = "ser",
        Cjswr = "cjswr",
        RiskAssessment = "risk-assessment",
        Other = "other",
    }
}
