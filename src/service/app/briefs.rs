//! The page a chair asks for: what changed since the last conference.

use std::sync::Arc;

use super::access::{Case, What};
use super::caller::Caller;
use super::choices::{BriefChoice, BriefQuestion, DeltaChoice, HistoryChoice, choose};
use super::computed::Choice;
use super::deltas::Comparison;
use super::error::AppError;
use super::handle::App;
use super::histories::Traced;
use super::record::Details;
use super::timeline;
use crate::compute::Admission;
use cip_engine::brief::{self, Brief};
use cip_store::{Conference, PersonId, Version};

impl App {
    /// Chooses what a brief is made from.
    pub async fn choose_brief(
        &self,
        caller: &Caller,
        person: &PersonId,
        question: BriefQuestion,
    ) -> Result<BriefChoice, AppError> {
        self.look(caller, What::ViewBrief, person, |case| async move {
            let choice = self.brief_of(&case, question).await?;
            let details = choice.details();
            Ok((choice, details))
        })
        .await
    }

    /// Chooses what a brief is made from that is printed.
    pub async fn print_brief(
        &self,
        caller: &Caller,
        person: &PersonId,
        question: BriefQuestion,
    ) -> Result<BriefChoice, AppError> {
        self.look(caller, What::Print, person, |case| async move {
            let choice = self.brief_of(&case, question).await?;
            let details = choice.details().with("page", BriefChoice::NAME);
            Ok((choice, details))
        })
        .await
    }

    /// What a brief of an open case is made from.
    pub async fn brief_of(&self, case: &Case, question: BriefQuestion) -> Result<BriefChoice, AppError> {
        let mut versions = self.versions_of(case).await?;
        let newest = timeline::current(&versions).cloned();
        if let Some(number) = question.version {
            let asked = versions.iter().find(|version| version.number == number).cloned();
            let Some(asked) = asked else { return Err(self.no_version(case, number).await?) };
            versions = timeline::up_to(versions, &asked);
        }
        let conferences = self.kept.conferences(case).await?;
        let sources = self.sources_of(case).await?;
        let known = self.kept.person(case).await?.map_or_else(cip_store::Known::default, |it| it.known);
        let traced = HistoryChoice::of(case, &versions, sources);
        let traced = traced.ok_or_else(|| AppError::NoVersions(case.person().clone()))?;
        let choice = choose(traced, &versions, &conferences, &known, question)?;
        let newer = newest.filter(|newest| newest.number != choice.current.number);
        Ok(BriefChoice { newer, ..choice })
    }
}

impl BriefChoice {
    /// What the record says of a look at what is made from it: which versions.
    pub(super) fn details(&self) -> Details {
        Details::none()
            .with("version", self.current.number)
            .with_any("baseline", self.baseline.as_ref().map(|baseline| baseline.number))
    }
}

impl Choice for BriefChoice {
    const NAME: &'static str = "brief";
    type Computed = Arc<Brief>;

    async fn compute(&self, app: &App, admission: &Admission) -> Result<Arc<Brief>, AppError> {
        if let Some(brief) = app.cache.brief(self) {
            return Ok(brief);
        }
        let comparison = match &self.baseline {
            Some(baseline) => Some(pair(self, baseline).compute(app, admission).await?),
            None => None,
        };
        let traced = self.traced.compute(app, admission).await?;
        let chosen = self.clone();
        let brief = Arc::new(admission.run(move || write(&chosen, comparison.as_ref(), &traced)).await?);
        app.cache.keep_brief(self, &brief);
        Ok(brief)
    }
}

fn pair(choice: &BriefChoice, baseline: &Version) -> DeltaChoice {
    DeltaChoice { person: choice.person.clone(), before: baseline.clone(), after: choice.current.clone() }
}

fn write(choice: &BriefChoice, comparison: Option<&Comparison>, traced: &Traced) -> Brief {
    traced.read(|input, history| {
        let at = |chosen: &Version| input.versions.iter().find(|version| version.number == chosen.number);
        let newest = &input.versions[input.versions.len() - 1];
        brief::compose(&brief::Input {
            person: Some(choice.person.as_str()),
            baseline: choice.baseline.as_ref().and_then(at).cloned(),
            current: newest.clone(),
            delta: comparison.map(|comparison| &*comparison.delta),
            traced: Some(brief::Traced { input, history }),
            last_conference: choice.last_conference.as_ref().map(conference),
            next_conference: choice.next_conference.as_ref().map(conference),
            known: choice.known.clone(),
            agency: choice.agency,
            words: choice.words,
        })
    })
}

fn conference(conference: &Conference) -> brief::Conference {
    let details = conference.details;
    brief::Conference { date: details.date, kind: details.kind.name().to_owned() }
}
