//! People in folders: in each a `person.json`, and the texts that it names.

use std::fs;
use std::path::{Path, PathBuf};

use super::person_file::PersonFile;
use super::record::{Content, Record, What};
use super::report::Refusal;
use super::{Found, Stopped, length, unreadable};
use crate::app::media_type_of_ending;
use cip_store::{ConferenceDetails, Known, MediaType, PersonId};

const PERSON_FILE: &str = "person.json";

/// Reads one person's folder, or a folder of such folders, in the order of their names.
pub(super) fn read(
    folder: &Path,
    hand_out: &mut impl FnMut(Found) -> Result<(), Stopped>,
) -> Result<(), Stopped> {
    match people(folder) {
        Ok(people) if people.is_empty() => {
            let detail = format!("the folder holds no {PERSON_FILE}, nor does any folder in it");
            hand_out(Err(Refusal::of(folder.display().to_string(), "no_person_file", detail)))
        }
        Ok(people) => people.iter().try_for_each(|person| read_person(person, hand_out)),
        Err(error) => hand_out(Err(unreadable(folder, &error))),
    }
}

/// How many bytes the texts of all people have.
pub(super) fn size(folder: &Path) -> u64 {
    let files = |person: &PathBuf| fs::read_dir(person).into_iter().flatten().flatten();
    let people = people(folder).unwrap_or_default();
    let texts = people.iter().flat_map(files).map(|file| file.path()).filter(|path| !is_json(path));
    texts.map(|path| length(&path)).sum()
}

/// Small files that are not texts: `person.json` and the like.
fn is_json(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "json")
}

/// The folders of people: this one, or those in it.
fn people(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    if folder.join(PERSON_FILE).try_exists()? {
        return Ok(vec![folder.to_owned()]);
    }
    let mut inner = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        // One without the file is refused when it is read, for a person may have been forgotten.
        if path.is_dir() {
            inner.push(path);
        }
    }
    inner.sort();
    Ok(inner)
}

fn read_person(
    folder: &Path,
    hand_out: &mut impl FnMut(Found) -> Result<(), Stopped>,
) -> Result<(), Stopped> {
    let file = folder.join(PERSON_FILE);
    let text = match fs::read_to_string(&file) {
        Ok(text) => text,
        Err(error) => return hand_out(Err(unreadable(&file, &error))),
    };
    match serde_json::from_str::<PersonFile>(&text)
        .map_err(anyhow::Error::from)
        .and_then(|person| records(folder, &person))
    {
        Ok(records) => records.into_iter().try_for_each(|record| hand_out(Ok(record))),
        Err(error) => {
            let place = file.display().to_string();
            hand_out(Err(Refusal::of(place, "invalid_person_file", format!("{error:#}"))))
        }
    }
}

/// All that a person's folder holds; of a file that is wrong in one place nothing is taken in.
fn records(folder: &Path, person: &PersonFile) -> anyhow::Result<Vec<Record>> {
    let id: PersonId = person.id.parse()?;
    let known = person.known()?;
    let mut all = Vec::new();
    // Nothing said of a person is no reason to forget what is known.
    if known != Known::default() {
        all.push(record(&id, &folder.join(PERSON_FILE), What::Known(known)));
    }
    for version in &person.versions {
        let path = version.file.within(folder)?;
        let content = Content::File(path.clone());
        let as_of = version.as_of()?;
        let what = What::Version { as_of, media_type: media_type(&path), source_id: None, content };
        all.push(record(&id, &path, what));
    }
    for conference in &person.conferences {
        let what = What::Conference(ConferenceDetails::try_from(conference)?);
        all.push(record(&id, &folder.join(PERSON_FILE), what));
    }
    for source in &person.sources {
        let path = source.file.within(folder)?;
        let content = Content::File(path.clone());
        let (kind, date) = (source.kind()?, source.date()?);
        all.push(record(&id, &path, What::Source { kind, date, media_type: media_type(&path), content }));
    }
    Ok(all)
}

fn record(person: &PersonId, path: &Path, what: What) -> Record {
    // Several records may come from one `person.json`, whose few bytes do not matter.
    let bytes = match &what {
        What::Version { .. } | What::Source { .. } => length(path),
        What::Known(_) | What::Conference(_) => 0,
    };
    Record { order: 0, place: path.display().to_string(), person: person.clone(), bytes, what }
}

/// By the ending, as people name files.
fn media_type(path: &Path) -> MediaType {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    media_type_of_ending(ending).unwrap_or(MediaType::Markdown)
}
