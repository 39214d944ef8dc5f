//! Text as bytes, spans and tokens: what every later stage is built of.
//!
//! Takes `&str`, gives values; knows nothing of sections, versions or files.

mod sentences;
mod span;
mod token;

pub use sentences::sentences;
pub use span::Span;
pub use token::{Token, TokenKind, folded_sign, is_apostrophe, tokenise};
