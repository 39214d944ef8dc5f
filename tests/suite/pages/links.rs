//! Links between the pages of the fixture people: each leads to a page, and to a place on it, that is there.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use cip_service::app::App;
use cip_service::{import, server};

use super::Site;

/// A page: its links into the case, and the names of places on it.
struct Page {
    links: Vec<String>,
    places: BTreeSet<String>,
}

/// The pages of a case, each asked for once.
struct Pages<'a> {
    site: &'a Site,
    case: String,
    known: BTreeMap<String, Page>,
}

impl Pages<'_> {
    async fn page(&mut self, address: &str) -> &Page {
        if !self.known.contains_key(address) {
            let answer = self.site.get(address).await;
            assert!(answer.status.is_success(), "{address}: {}", answer.status);
            let links = attributes(&answer.body, "href").filter_map(|to| self.within(address, &to)).collect();
            let places = attributes(&answer.body, "id").collect();
            self.known.insert(address.to_owned(), Page { links, places });
        }
        &self.known[address]
    }

    /// The whole address of a link into the case, to what is a page and asks for nothing to be computed otherwise.
    fn within(&self, here: &str, to: &str) -> Option<String> {
        let to = if to.starts_with('#') { format!("{here}{to}") } else { to.to_owned() };
        let other = ["print=1", "unfold=", "show=", "/new"].iter().any(|part| to.contains(part));
        (to.starts_with(&self.case) && !other).then_some(to)
    }
}

/// The values of an attribute.
fn attributes<'a>(page: &'a str, name: &str) -> impl Iterator<Item = String> + use<'a> {
    let values = page.split(&format!(" {name}=\"")).skip(1).collect::<Vec<_>>();
    let value = |rest: &str| rest.split('"').next().unwrap_or_default().replace("&#38;", "&");
    values.into_iter().map(value)
}

async fn of_fixtures() -> Site {
    let folder = tempfile::tempdir().unwrap();
    let address = format!("sqlite:{}", folder.path().join("pages.db").display());
    let app = App::new(cip_store::open(&address).await.unwrap());
    let fixtures = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures"));
    let report = import::import(&app, vec![fixtures], 2, Arc::new(|_| {})).await.unwrap();
    assert!(report.refused.is_empty());
    Site { routes: server::router(app.clone()), app, _folder: folder }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_link_leads_to_a_place_that_is_there() {
    let site = of_fixtures().await;
    for person in ["p-17", "p-101", "p-102", "p-103"] {
        let case = format!("/people/{person}");
        let mut pages = Pages { site: &site, case: case.clone(), known: BTreeMap::new() };
        let mut todo = vec![case.clone()];
        todo.extend(["brief", "condensed", "plan"].map(|page| format!("{case}/{page}")));
        let (mut done, mut fragments) = (BTreeSet::new(), 0);
        while let Some(address) = todo.pop() {
            if !done.insert(address.clone()) {
                continue;
            }
            // The lives of passages are many, and all made in one way: those of one person are enough.
            let further = person == "p-17" || !address.contains("/passages/");
            for link in pages.page(&address).await.links.clone() {
                let (page, place) = link.split_once('#').unwrap_or((&link, ""));
                if further || !page.contains("/passages/") {
                    let there = place.is_empty() || pages.page(page).await.places.contains(place);
                    assert!(there, "{address} leads to {link}");
                    fragments += usize::from(!place.is_empty());
                }
                if further {
                    todo.push(page.to_owned());
                }
            }
        }
        assert!(fragments > 100, "{person}: {fragments} of {} pages", done.len());
    }
}
