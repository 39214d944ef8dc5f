//! A whole store from one database to the other kind and back.

use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use cip_store::{
    Again, Answer, Checked, ConferenceDetails, ConferenceKind, ConferenceStatus, ContentHash, CopiedTable,
    HeldField, Known, MediaType, NewSource, NewVersion, Person, PersonId, SourceKind, Store, StoreError,
    copy, open, open_begun,
};
use jiff::civil::date;

use super::{cluster, row, sqlite};

/// People whose store is copied, and versions of each.
const PEOPLE: usize = 40;
const VERSIONS: i16 = 5;

#[tokio::test]
async fn a_store_that_went_there_and_back_is_the_same() {
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let [from, back] = folders.each_ref().map(sqlite::address);
    fill(&*open(&from).await.unwrap()).await;
    let there = cluster::database().await;
    let copied = copy(&from, &there, &row("COPY")).await.unwrap();
    let again = copy(&there, &back, &row("COPY")).await.unwrap();
    // Each copy is a row of the record more.
    let but_the_record = |copied: &[CopiedTable]| -> Vec<CopiedTable> {
        copied.iter().filter(|table| table.table != "audit").cloned().collect()
    };
    assert_eq!(but_the_record(&copied), but_the_record(&again));
    let rows: Vec<(&str, u64)> = copied.iter().map(|table| (table.table, table.rows)).collect();
    let versions = PEOPLE as u64 * u64::from(VERSIONS.unsigned_abs());
    assert!(rows.contains(&("people", PEOPLE as u64)) && rows.contains(&("versions", versions)), "{rows:?}");
    // It is a store like any other: numbers and answers go on where they were.
    let store = open(&there).await.unwrap();
    let person: PersonId = "p-3".parse().unwrap();
    assert_eq!(store.last_number(&person).await.unwrap(), u32::from(VERSIONS.unsigned_abs()));
    store.keep_answer("later", &answer(b"later")).await.unwrap();
    assert_eq!(store.answer("later").await.unwrap(), Some(answer(b"later")));
}

#[tokio::test]
async fn a_copy_that_broke_off_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let from = sqlite::address(&folder);
    fill(&*open(&from).await.unwrap()).await;
    let there = cluster::database().await;
    for tenth in 1..=10 {
        let mut broken = command(folder.path(), &from, &there).spawn().unwrap();
        // From before it has connected to when it is nearly done.
        tokio::time::sleep(Duration::from_millis(tenth * 12)).await;
        broken.kill().unwrap();
        broken.wait().unwrap();
    }
    let Output { status, stdout, .. } = command(folder.path(), &from, &there).output().unwrap();
    let said = String::from_utf8(stdout).unwrap();
    assert!(status.success() && said.contains("versions"), "{said}");
}

#[tokio::test]
async fn a_target_that_holds_another_store_is_refused_untouched() {
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let [from, to] = folders.each_ref().map(sqlite::address);
    fill(&*open(&from).await.unwrap()).await;
    let other = Person { id: "p-9000".parse().unwrap(), known: Known::default() };
    open(&to).await.unwrap().put_person(&other).await.unwrap();
    let rows = open(&from).await.unwrap().record_head().await.unwrap();
    let refused = copy(&from, &to, &row("COPY")).await.unwrap_err().to_string();
    assert!(refused.contains("people") && refused.contains("nothing was copied"), "{refused}");
    let target = open(&to).await.unwrap();
    assert_eq!(target.people(None, 10).await.unwrap().len(), 1, "none was added");
    assert_eq!(target.record_head().await.unwrap().number, 0);
    assert_eq!(
        open(&from).await.unwrap().record_head().await.unwrap(),
        rows,
        "no copy was made, and none recorded"
    );
    // The same person, of whom something else is known.
    let one = Person { id: "p-0".parse().unwrap(), known: Known::default() };
    let folder = tempfile::tempdir().unwrap();
    open(&sqlite::address(&folder)).await.unwrap().put_person(&one).await.unwrap();
    let refused = copy(&from, &sqlite::address(&folder), &row("COPY")).await.unwrap_err();
    assert!(matches!(refused, StoreError::HoldsAnother("people")), "{refused}");
}

#[tokio::test]
async fn nothing_is_copied_from_where_no_store_is() {
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let [from, to] = folders.each_ref().map(sqlite::address);
    let empty = cluster::database().await;
    for from in [&from, &empty] {
        let refused = copy(from, &to, &row("COPY")).await.unwrap_err();
        assert!(matches!(refused, StoreError::NotBegun(_)), "{refused}");
        assert!(matches!(open_begun(from).await, Err(StoreError::NotBegun(_))));
    }
    for folder in &folders {
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "nothing is left");
    }
}

fn command(folder: &Path, from: &str, to: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cip-brief"));
    command.current_dir(folder).args(["copy", "--from", from, "--to", to]);
    command.stdout(Stdio::piped()).stderr(Stdio::null());
    command
}

fn answer(body: &[u8]) -> Answer {
    Answer {
        fingerprint: ContentHash::of(body),
        status: 201,
        location: None,
        content_type: Some("application/json".to_owned()),
        body: body.to_vec(),
    }
}

/// Fills every table: people with versions, some held, some withdrawn, conferences, reports, answers.
async fn fill(store: &dyn Store) {
    for at in 0..PEOPLE {
        let person: PersonId = format!("p-{at}").parse().unwrap();
        let known = Known { name: Some(format!("Somebody {at}")), ..Known::default() };
        store.put_person(&Person { id: person.clone(), known }).await.unwrap();
        for year in 0..VERSIONS {
            let content =
                format!("# Plan of {at}\n\nYear {year}. {}\n", "He works in the garden. ".repeat(40));
            let new = NewVersion {
                as_of: date(2020 + year, 3, 14),
                media_type: MediaType::Markdown,
                source_id: (year % 2 == 0).then(|| format!("PR2-{at}-{year}")),
                content: content.into_bytes(),
                again: Again::Corrects,
            };
            let name = HeldField { field: "name".to_owned(), earlier: "A".to_owned(), this: "B".to_owned() };
            let differs = if at % 4 == 0 && year == 3 { vec![name] } else { Vec::new() };
            let last_number = store.last_number(&person).await.unwrap();
            store.add_version(&person, &new, &Checked { last_number, differs }).await.unwrap();
            let again = NewVersion { source_id: Some(format!("PR2-{at}-{year}-again")), ..new };
            store.add_version(&person, &again, &Checked::default()).await.unwrap();
        }
        if at % 5 == 0 {
            store.withdraw_version(&person, 2, "posted twice").await.unwrap();
        }
        let details = ConferenceDetails {
            date: date(2024, 3, 14),
            kind: ConferenceKind::Annual,
            status: ConferenceStatus::Held,
        };
        store.add_conference(&person, &details.into()).await.unwrap();
        let report = NewSource {
            kind: SourceKind::Ser,
            date: date(2019, 2, 1),
            media_type: MediaType::Markdown,
            content: format!("He was {at} when he moved.").into_bytes(),
        };
        store.add_source(&person, report).await.unwrap();
        store
            .keep_answer(&format!("key {}", PEOPLE - at), &answer(person.as_str().as_bytes()))
            .await
            .unwrap();
    }
}
