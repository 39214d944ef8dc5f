//! The ways to see only some of the changes: links by kind, a form for the rest, and how the versions stand.

use super::choice::{Choice, choices};
use super::question::View;
use super::{Pair, Question, Show};
use crate::web::Place;

/// What a reader can choose.
pub(super) struct Filters {
    /// Kinds of changes.
    pub kinds: Vec<Filter>,
    /// Views.
    pub views: Vec<Filter>,
    /// Needs in which something changed.
    pub needs: Vec<Entry>,
    /// Agencies that wrote something that changed.
    pub agencies: Vec<Entry>,
    /// Whether rewordings are hidden.
    pub hide_reworded: bool,
    /// Whether need, agency or rewordings are chosen.
    pub narrowed: bool,
    /// Where the form leads.
    pub action: String,
    /// What the form keeps of the address.
    pub kept: Vec<(&'static str, String)>,
    /// Without need, agency and hiding.
    pub clear: String,
}

/// A link to another choice.
pub(super) struct Filter {
    /// What it is called.
    pub label: &'static str,
    /// How many changes are of this kind; none of a view.
    pub count: Option<usize>,
    /// Where it leads.
    pub href: String,
    /// Whether it is chosen.
    pub current: bool,
}

/// An entry of a list in the form.
pub(super) struct Entry {
    /// Its text, which is its value as well.
    pub text: String,
    /// Whether it is chosen.
    pub current: bool,
}

/// The choices for a page of the service; a file has nowhere to lead to.
pub(super) fn filters(pair: &Pair<'_>, question: &Question, place: &Place) -> Option<Filters> {
    let Place::Served { person } = place else { return None };
    let (needs, agencies) = choices(pair);
    let address = |question: &Question| question.address(person, pair.before.number, pair.after.number);
    let choice = Choice::new(pair, question);
    Some(Filters {
        kinds: Show::ALL.iter().filter_map(|show| kind(&choice, question, *show, address)).collect(),
        views: View::ALL.iter().map(|view| self::view(question, *view, address)).collect(),
        needs: entries(needs, question.need.as_deref()),
        agencies: entries(agencies, question.agency.as_deref()),
        hide_reworded: question.hide_reworded,
        narrowed: question.is_narrowed(),
        action: format!("/people/{person}/delta"),
        kept: kept(pair, question),
        clear: address(&Question { show: question.show, view: question.view, ..Question::default() }),
    })
}

/// A kind of which there is nothing is not offered, unless it is chosen.
fn kind(
    choice: &Choice<'_>,
    question: &Question,
    show: Show,
    address: impl Fn(&Question) -> String,
) -> Option<Filter> {
    let (count, current) = (choice.count(show), show == question.show);
    let href = address(&question.showing(show));
    (count > 0 || current || show == Show::All).then(|| Filter {
        label: show.label(),
        count: Some(count),
        href,
        current,
    })
}

fn view(question: &Question, view: View, address: impl Fn(&Question) -> String) -> Filter {
    let href = address(&question.viewed(view));
    Filter { label: view.label(), count: None, href, current: view == question.view }
}

/// What is chosen is offered even where nothing is of it.
fn entries(texts: Vec<String>, chosen: Option<&str>) -> Vec<Entry> {
    let missing = chosen.filter(|chosen| !texts.iter().any(|text| text == chosen)).map(str::to_owned);
    let entry = |text: String| Entry { current: chosen == Some(text.as_str()), text };
    texts.into_iter().chain(missing).map(entry).collect()
}

fn kept(pair: &Pair<'_>, question: &Question) -> Vec<(&'static str, String)> {
    let mut kept = vec![("from", pair.before.number.to_string()), ("to", pair.after.number.to_string())];
    if question.show != Show::All {
        kept.push(("show", question.show.name().to_owned()));
    }
    if question.view != View::ByWidth {
        kept.push(("view", question.view.name().to_owned()));
    }
    kept
}
