//! What was assessed: tools with their levels and scores, and fields that are behind them.

pub(in crate::findings) mod levels;
pub(super) mod overtaken;
pub(super) mod tools;
