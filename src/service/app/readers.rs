//! Who was invited to a conference, and who has read the brief or the plan before it.

use jiff::civil::Date;

use super::access::{Case, What};
use super::caller::Caller;
use super::error::AppError;
use super::handle::App;
use super::record::Details;
use cip_store::{Conference, ConferenceStatus, Done, PersonId};

/// What counts as having read the brief or the plan.
const READING: [What; 7] = [
    What::ViewBrief,
    What::ViewCondensed,
    What::ViewDelta,
    What::ViewPlan,
    What::ViewHistory,
    What::ExportPlan,
    What::Print,
];

/// A conference with those who were invited, and those who read without being invited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Readers {
    /// The conference.
    pub conference: Conference,
    /// Looks count from the day after this one: the conference before it.
    pub since: Option<Date>,
    /// Everybody, by name.
    pub readers: Vec<Reader>,
}

/// Somebody who was invited, or has read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    /// By the name that identity gives.
    pub name: String,
    /// Whether they were invited to the conference.
    pub invited: bool,
    /// When they first opened the brief or the plan, UTC; none where they have not.
    pub first: Option<String>,
    /// When they last did.
    pub last: Option<String>,
    /// Whether they first did on the conference's day or before.
    pub in_time: bool,
}

impl App {
    /// Who was invited to a conference, and who has opened the brief or the plan since the conference before it.
    pub async fn readers(
        &self,
        caller: &Caller,
        person: &PersonId,
        number: u32,
    ) -> Result<Readers, AppError> {
        self.look(caller, What::ViewReaders, person, |case| async move {
            let readers = self.readers_of(&case, number).await?;
            Ok((readers, Details::none().with("conference", number)))
        })
        .await
    }

    /// The same of all conferences that were not cancelled, the newest first.
    pub async fn all_readers(&self, caller: &Caller, person: &PersonId) -> Result<Vec<Readers>, AppError> {
        self.look(caller, What::ViewReaders, person, |case| async move {
            let mut all = Vec::new();
            for conference in self.conferences_of(&case).await?.iter().rev().filter(|it| takes_place(it)) {
                all.push(self.readers_of(&case, conference.number).await?);
            }
            Ok((all, Details::none()))
        })
        .await
    }

    async fn readers_of(&self, case: &Case, number: u32) -> Result<Readers, AppError> {
        let conference = self.conference_of(case, number).await?;
        let date = conference.details.date;
        let conferences = self.kept.conferences(case).await?;
        let earlier = conferences.iter().filter(|it| takes_place(it) && it.details.date < date);
        let since = earlier.map(|it| it.details.date).max();
        let from = since.and_then(|day| day.tomorrow().ok()).map_or_else(String::new, |day| day.to_string());
        let done = self.kept.done_since(case, &from).await?;
        let invited = self.kept.invited(case, number).await?;
        Ok(Readers { conference, since, readers: readers(invited, &done, date) })
    }
}

fn takes_place(conference: &Conference) -> bool {
    conference.details.status != ConferenceStatus::Cancelled
}

/// Those who were invited, then the others who have read, each by name.
fn readers(invited: Vec<String>, done: &[Done], date: Date) -> Vec<Reader> {
    let is_reading = |done: &&Done| READING.iter().any(|what| what.name() == done.what);
    let reading: Vec<&Done> = done.iter().filter(is_reading).collect();
    let mut others: Vec<String> =
        reading.iter().map(|done| done.who.clone()).filter(|who| !invited.contains(who)).collect();
    others.sort();
    others.dedup();
    let named = invited.into_iter().map(|name| (name, true));
    let named = named.chain(others.into_iter().map(|name| (name, false)));
    named.map(|(name, invited)| reader(name, invited, &reading, date)).collect()
}

fn reader(name: String, invited: bool, reading: &[&Done], date: Date) -> Reader {
    let theirs = || reading.iter().filter(|done| done.who == name);
    let first = theirs().map(|done| done.first.clone()).min();
    let last = theirs().map(|done| done.last.clone()).max();
    // Both begin with the date, and dates sort as they are written.
    let in_time = first.as_ref().is_some_and(|first| first[..10] <= *date.to_string());
    Reader { name, invited, first, last, in_time }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn done(who: &str, what: What, first: &str, last: &str) -> Done {
        let (who, what) = (who.to_owned(), what.name().to_owned());
        Done { who, what, first: first.to_owned(), last: last.to_owned() }
    }

    #[test]
    fn whoever_was_invited_comes_first_and_a_list_is_no_reading() {
        let done = [
            done("a.one", What::ViewDelta, "2026-03-02T08:00:00.000000Z", "2026-03-09T08:00:00.000000Z"),
            done("a.one", What::ViewBrief, "2026-03-01T08:00:00.000000Z", "2026-03-01T08:00:00.000000Z"),
            done("b.two", What::ViewVersions, "2026-03-01T08:00:00.000000Z", "2026-03-01T08:00:00.000000Z"),
            done("c.three", What::ViewPlan, "2026-03-11T00:00:00.000000Z", "2026-03-11T00:00:00.000000Z"),
        ];
        let invited = vec!["a.one".to_owned(), "b.two".to_owned()];
        let readers = readers(invited, &done, jiff::civil::date(2026, 3, 10));
        let said = readers.iter().map(|it| (it.name.as_str(), it.invited, it.first.is_some(), it.in_time));
        assert_eq!(
            said.collect::<Vec<_>>(),
            [("a.one", true, true, true), ("b.two", true, false, false), ("c.three", false, true, false)]
        );
        assert_eq!(readers[0].last.as_deref(), Some("2026-03-09T08:00:00.000000Z"));
    }
}
