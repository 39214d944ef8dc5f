//! A reading, or why there is none, as bytes between two processes of one program.

use cip_formats::{MediaType, Note, NoteCode, Place, Places, Reading, Refused, SetAside, SetAsideKind};
use serde::{Deserialize, Serialize};

#[derive(Debug, Serialize, Deserialize)]
enum Answer {
    Read(Read),
    /// The code of a refusal and what its message names.
    Refused(String, String),
}

/// A reading: names stand for what is one of a list.
#[derive(Debug, Serialize, Deserialize)]
struct Read {
    text: String,
    places: Vec<(u32, Numbers)>,
    set_aside: Vec<(String, String, Numbers)>,
    notes: Vec<(String, String, Numbers)>,
    headings: usize,
    tables: usize,
}

/// Page, line, paragraph, table and row.
type Numbers = [Option<u32>; 5];

/// Refusals whose code says all.
const PLAIN: [Refused; 10] = [
    Refused::Encrypted,
    Refused::TooLarge,
    Refused::UnpacksTooLarge,
    Refused::TooManyParts,
    Refused::NestedTooDeep,
    Refused::TooManyPages,
    Refused::NoTextLayer,
    Refused::UnreadableFont,
    Refused::Xfa,
    Refused::TooCostly,
];

/// Writes what reading a document gave.
pub(super) fn write(read: &Result<Reading, Refused>) -> Vec<u8> {
    let answer = match read {
        Ok(reading) => Answer::Read(Read {
            text: reading.text.clone(),
            places: reading.places.iter().map(|(start, place)| (start, numbers(place))).collect(),
            set_aside: reading
                .set_aside
                .iter()
                .map(|aside| (aside.kind.name().to_owned(), aside.text.clone(), numbers(aside.place)))
                .collect(),
            notes: reading
                .notes
                .iter()
                .map(|note| (note.code.name().to_owned(), note.message.clone(), numbers(note.place)))
                .collect(),
            headings: reading.headings,
            tables: reading.tables,
        }),
        Err(Refused::Damaged { what }) => Answer::Refused("damaged".to_owned(), what.clone()),
        Err(refused) => Answer::Refused(refused.code().to_owned(), refused.to_string()),
    };
    // A value of strings and numbers can always be written.
    serde_json::to_vec(&answer).unwrap_or_default()
}

/// What was written; nothing if it is no answer.
pub(super) fn reading(bytes: &[u8]) -> Option<Result<Reading, Refused>> {
    match serde_json::from_slice(bytes).ok()? {
        Answer::Read(read) => Some(Ok(read.reading()?)),
        Answer::Refused(code, what) => {
            let plain = PLAIN.into_iter().find(|refused| refused.code() == code);
            Some(Err(plain.unwrap_or(Refused::Damaged { what })))
        }
    }
}

impl Read {
    fn reading(self) -> Option<Reading> {
        let mut reading = Reading::new(MediaType::Pdf.reader());
        let mut places = Places::default();
        self.places.into_iter().for_each(|(start, numbers)| places.push(start, place(numbers)));
        for (kind, text, numbers) in self.set_aside {
            let kind = SetAsideKind::ALL.into_iter().find(|known| known.name() == kind)?;
            reading.set_aside.push(SetAside { kind, text, place: place(numbers) });
        }
        for (code, message, numbers) in self.notes {
            let code = NoteCode::ALL.into_iter().find(|known| known.name() == code)?;
            reading.notes.push(Note { code, message, place: place(numbers) });
        }
        (reading.headings, reading.tables) = (self.headings, self.tables);
        reading.text = self.text;
        reading.places = places;
        Some(reading)
    }
}

fn numbers(place: Place) -> Numbers {
    [place.page, place.line, place.paragraph, place.table, place.row]
}

fn place([page, line, paragraph, table, row]: Numbers) -> Place {
    Place { page, line, paragraph, table, row }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reading_arrives_as_it_left() {
        let page = b"<title>Plan</title><h1>Home</h1><p>Name: Ann</p><p>He has <span hidden>x</span>one.</p>\
            <table><tr><th>a<th>b<th>c<tr><td>1<td>2<td>3<tr><td>1<td>2<td>4</table>";
        let mut read = cip_formats::read(page, MediaType::Html, None).unwrap();
        read.reader = MediaType::Pdf.reader();
        assert_eq!(reading(&write(&Ok(read.clone()))), Some(Ok(read)));
    }

    #[test]
    fn refusals_arrive_as_they_left() {
        let damaged = Refused::Damaged { what: "a stream breaks off".to_owned() };
        for refused in PLAIN.into_iter().chain([damaged]) {
            assert_eq!(reading(&write(&Err(refused.clone()))), Some(Err(refused)));
        }
        assert_eq!(reading(b"{"), None);
    }
}
