//! What a caller may see.
//!
//! Takes who asks, for what and on whose case; gives that person's case ([`Case`]), or refuses. What is kept of one
//! person is reached only with their case in hand ([`Kept`]), a case is opened here and nowhere else, and the look is in
//! the record before what was found leaves ([`App::look`](super::handle::App)). So no use case, route or page can forget
//! to ask.

mod begin;
mod case;
mod decide;
mod kept;
mod policy;
mod reason;
mod rule;
mod what;

pub use case::Case;
pub use policy::{Policy, ReasonPolicy};
pub use rule::Rule;
pub use what::What;

pub(super) use decide::subject;
pub(super) use kept::Kept;
