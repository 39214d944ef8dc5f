//! What is computed from kept texts when somebody asks for it.

use std::fmt::Debug;

use super::error::AppError;
use super::handle::App;
use crate::compute::Admission;

/// What a brief, a delta, a history or a condensed plan is computed from.
///
/// It is chosen first and small: its debug form holds everything that decides the result, so that a reader who has the
/// result already need not have it computed again.
pub trait Choice: Debug {
    /// What is computed, in a word.
    const NAME: &'static str;

    /// What comes of it.
    type Computed: Send + 'static;

    /// Computes it, for a request that was admitted.
    fn compute(
        &self,
        app: &App,
        admission: &Admission,
    ) -> impl Future<Output = Result<Self::Computed, AppError>> + Send;
}
