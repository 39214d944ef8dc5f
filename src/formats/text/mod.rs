//! Text as a record system or a PDF tool prints it.
mod bullets;
mod entries;
mod fields;
mod furniture;
mod joins;
mod lines;
mod mask;
mod rules;
mod words;
