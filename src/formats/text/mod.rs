//! Text as a record system or a PDF tool prints it.
mod furniture;
mod lines;
mod mask;
mod words;
