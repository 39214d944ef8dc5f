//! Since when each unit of a version has been in the plan.

use jiff::civil::Date;

use super::access::Case;
use super::choices::HistoryChoice;
use super::error::AppError;
use super::handle::App;
use crate::compute::Admission;
use cip_engine::history::{self, UnitHistory};
use cip_store::Version;

/// The lives of a version's units, through the versions in force before it.
#[derive(Clone, Debug, Default)]
pub struct Lives {
    /// The versions, oldest first; the last is the one whose units these are.
    pub versions: Vec<Version>,
    /// One for each unit, in reading order. Versions in them are places among `versions`.
    pub units: Vec<UnitHistory>,
}

impl Lives {
    /// For each unit the date of the version in which its present wording was first written.
    pub fn wording_dates(&self) -> Vec<Date> {
        let date = |life: &UnitHistory| self.versions[life.wording_since() as usize].as_of;
        self.units.iter().map(date).collect()
    }
}

impl App {
    /// Traces the units of any one version back through the versions in force before it.
    pub async fn lives(
        &self,
        case: &Case,
        version: &Version,
        admission: &Admission,
    ) -> Result<Lives, AppError> {
        let choice = HistoryChoice::up_to(case, &self.versions_of(case).await?, version);
        let texts = self.texts(&choice, admission).await?;
        let units = admission.run(move || texts.with_input(history::unit_histories)).await?;
        Ok(Lives { versions: choice.versions, units })
    }
}
