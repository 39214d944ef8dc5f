//! What is asked of a delta: which changes, in which view, which folds open. All of it stands in the address.

use super::Show;
use crate::web::links;

/// Most folds that an address may name.
const UNFOLDED_MAX: usize = 200;

/// What an address asks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    /// Which kind of changes.
    pub show: Show,
    /// Only under the highest heading with this title.
    pub need: Option<String>,
    /// Only what this agency wrote, by its role.
    pub agency: Option<String>,
    /// Without what is only said in other words.
    pub hide_reworded: bool,
    /// How the two versions stand.
    pub view: View,
    /// Which folds are open: `all`, a section as `s3`, or any unit in the fold as `u120` or `o98`.
    pub unfold: Vec<String>,
}

/// How the two versions stand on a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// Side by side where the screen is wide, else in line.
    #[default]
    ByWidth,
    /// In line.
    Line,
    /// Side by side wherever there is room for two columns.
    Side,
}

impl View {
    /// Every view, in the order in which they are offered.
    pub(super) const ALL: [Self; 3] = [Self::ByWidth, Self::Line, Self::Side];

    /// The view with this name in an address.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|view| view.name() == name)
    }

    /// Its name in an address, and its class in the stylesheet.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::ByWidth => "width",
            Self::Line => "line",
            Self::Side => "side",
        }
    }

    /// What it is called for people.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::ByWidth => "By width of screen",
            Self::Line => "In line",
            Self::Side => "Side by side",
        }
    }
}

impl Question {
    /// Reads the names of folds.
    pub fn unfolding(names: &str) -> Vec<String> {
        let names = names.split(',').filter(|name| !name.is_empty());
        names.take(UNFOLDED_MAX).map(str::to_owned).collect()
    }

    /// The same of another kind of changes; folds are others then.
    pub(super) fn showing(&self, show: Show) -> Self {
        Self { show, unfold: Vec::new(), ..self.clone() }
    }

    /// The same in another view.
    pub(super) fn viewed(&self, view: View) -> Self {
        Self { view, ..self.clone() }
    }

    /// The same with one more fold open.
    pub(super) fn unfolded(&self, name: &str) -> Self {
        let mut unfold = if name == "all" { Vec::new() } else { self.unfold.clone() };
        unfold.push(name.to_owned());
        Self { unfold, ..self.clone() }
    }

    /// The same with every fold closed.
    pub(super) fn folded(&self) -> Self {
        Self { unfold: Vec::new(), ..self.clone() }
    }

    /// Whether anything but the kind of changes is chosen.
    pub(super) fn is_narrowed(&self) -> bool {
        self.need.is_some() || self.agency.is_some() || self.hide_reworded
    }

    /// What follows the address of a page to ask this.
    pub(super) fn query(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        let mut put = |name: &str, value: Option<&str>| {
            if let Some(value) = value {
                query.append_pair(name, value);
            }
        };
        put("show", Some(self.show.name()).filter(|_| self.show != Show::All));
        put("need", self.need.as_deref());
        put("agency", self.agency.as_deref());
        put("rewordings", self.hide_reworded.then_some("hide"));
        put("view", Some(self.view.name()).filter(|_| self.view != View::ByWidth));
        put("unfold", Some(self.unfold.join(",")).filter(|names| !names.is_empty()).as_deref());
        query.finish()
    }

    /// The address of a delta that asks this.
    pub(super) fn address(&self, person: &str, from: u32, to: u32) -> String {
        let (address, query) = (links::delta(person, from, to), self.query());
        if query.is_empty() { address } else { format!("{address}&{query}") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_asked_is_not_in_the_address() {
        assert_eq!(Question::default().address("p-1", 1, 2), "/people/p-1/delta?from=1&to=2");
    }

    #[test]
    fn everything_asked_is_in_the_address() {
        let question = Question {
            show: Show::Facts,
            need: Some("Work & money".to_owned()),
            agency: Some("PBSW".to_owned()),
            hide_reworded: true,
            view: View::Side,
            unfold: vec!["u12".to_owned()],
        };
        let expected = "show=facts&need=Work+%26+money&agency=PBSW&rewordings=hide&view=side&unfold=u12%2Co9";
        assert_eq!(question.unfolded("o9").query(), expected);
    }

    #[test]
    fn all_takes_the_place_of_single_folds() {
        let question = Question::default().unfolded("u12").unfolded("all");
        assert_eq!(question.unfold, ["all"]);
    }

    #[test]
    fn another_kind_of_changes_has_other_folds() {
        let question = Question { view: View::Side, ..Question::default().unfolded("u12") };
        assert_eq!(question.showing(Show::Risk).query(), "show=risk&view=side");
    }

    #[test]
    fn each_view_is_found_by_its_name() {
        for view in View::ALL {
            assert_eq!(View::named(view.name()), Some(view));
        }
    }
}
