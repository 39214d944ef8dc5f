//! Text as bytes, spans, tokens and the values they spell: what every later stage is built of.
//!
//! Takes `&str`, gives values; knows nothing of sections, versions or files.

pub mod dates;
pub mod numbers;
pub mod similarity;
pub mod times;

mod markup;
mod phrases;
mod sentences;
mod span;
mod stem;
mod token;
mod values;
mod words;
mod work;

pub use markup::{Markup, all_markup, has_break, markup_at, parts_words};
pub use phrases::{Keys, Phrases};
pub use sentences::{is_lettered, sentences};
pub use similarity::{TrigramBits, TrigramTable, Trigrams, sequence_similarity};
pub use span::Span;
pub use stem::with_stem;
pub use token::{
    RIGHT_TO_LEFT_MARK, Token, TokenKind, folded_sign, is_apostrophe, is_invisible, ligature, tokenise,
};
pub use values::{Value, keys_of, may_begin_value, same_value_at, starts_of_values, value_at};
pub use words::Words;
#[cfg(test)]
pub(crate) use work::count;
pub(crate) use work::{Work, did};
