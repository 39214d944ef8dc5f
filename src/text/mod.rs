//! Text as bytes, spans and tokens: what every later stage is built of.
//!
//! Takes `&str`, gives values; knows nothing of sections, versions or files.

mod span;
mod token;

pub use span::Span;
pub use token::{Token, TokenKind, tokenise};
