//! Damaged documents: 500 of each format, damaged at random from a fixed seed, are refused or read. Nothing panics,
//! nothing hangs, and nothing without text is called read.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::io::{Cursor, Read, Write};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use cip_formats::{MediaType, Reading, Refused, read};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

const FILES: u64 = 500;
/// Far more than any of them takes without optimisation on a busy machine.
const PATIENCE: Duration = Duration::from_mins(1);

const PAGES_BYTES: usize = 9_000;

const DOCX: &[u8] = include_bytes!("../../../tests/samples/v4.docx");
const HTML: &[u8] = include_bytes!("../../../tests/samples/v4.html");
const SCREEN: &[u8] = include_bytes!("../../../tests/samples/v4.screen.html");
const PRINTED: &[u8] = include_bytes!("../../../tests/samples/v4.txt");
const LAYOUT: &[u8] = include_bytes!("../../../tests/samples/v5.layout.txt");

/// Numbers that look random: a linear congruential generator with Knuth's multiplier.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below.max(1)
    }

    fn stretch(&mut self, bytes: &[u8]) -> std::ops::Range<usize> {
        let start = self.roll(bytes.len());
        start..bytes.len().min(start + 1 + self.roll(400))
    }

    /// One to eight harms: bytes changed, stretches cleared, repeated, taken out or moved, the end cut off.
    fn damage(&mut self, bytes: &mut Vec<u8>) {
        for _ in 0..=self.roll(8) {
            let stretch = self.stretch(bytes);
            match self.roll(7) {
                0..=2 => bytes[stretch.start] = self.roll(256) as u8,
                3 => bytes[stretch].fill([0, b' ', b'<', b'\n'][self.roll(4)]),
                4 => {
                    let copy = bytes[stretch.clone()].to_vec();
                    bytes.splice(stretch.end..stretch.end, copy);
                }
                5 => drop(bytes.drain(stretch)),
                _ => {
                    let moved: Vec<u8> = bytes.drain(stretch).collect();
                    let at = self.roll(bytes.len());
                    bytes.splice(at..at, moved);
                }
            }
            if bytes.is_empty() {
                bytes.push(b'x');
            }
        }
        if self.roll(4) == 0 {
            bytes.truncate(1 + self.roll(bytes.len()));
        }
    }
}

/// Reads damaged files one after the other on a thread of its own; how many were read.
fn check(media: MediaType, files: impl FnMut(u64) -> Vec<u8> + Send + 'static) -> usize {
    let (sender, receiver) = mpsc::channel();
    let mut files = files;
    thread::spawn(move || {
        for seed in 0..FILES {
            if sender.send(read(&files(seed), media, None)).is_err() {
                return;
            }
        }
    });
    (0..FILES).filter(|seed| is_read(*seed, receiver.recv_timeout(PATIENCE).ok())).count()
}

fn is_read(seed: u64, read: Option<Result<Reading, Refused>>) -> bool {
    match read.unwrap_or_else(|| panic!("file {seed} panics or hangs")) {
        Ok(reading) => {
            assert!(!reading.text.trim().is_empty(), "file {seed} reads as nothing");
            assert!(reading.places.iter().all(|(start, _)| start as usize <= reading.text.len()));
            true
        }
        Err(refused) => {
            assert!(!refused.code().is_empty() && !refused.remedy().is_empty());
            false
        }
    }
}

/// Two samples in turn, damaged.
fn of(samples: [&'static [u8]; 2]) -> impl FnMut(u64) -> Vec<u8> + Send + 'static {
    move |seed| {
        let mut bytes = samples[(seed % 2) as usize].to_vec();
        Dice(seed).damage(&mut bytes);
        bytes
    }
}

/// A few pages of print, damaged: a whole plan takes long without optimisation.
fn few_pages(seed: u64) -> Vec<u8> {
    let sample = [PRINTED, LAYOUT][(seed % 2) as usize];
    let mut dice = Dice(seed);
    let start = dice.roll(sample.len() - PAGES_BYTES);
    let mut bytes = sample[start..start + PAGES_BYTES].to_vec();
    dice.damage(&mut bytes);
    bytes
}

/// A Word document one part of which is damaged before it is packed.
fn repacked(seed: u64) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(DOCX)).unwrap();
    let mut dice = Dice(seed);
    let harmed = dice.roll(archive.len());
    let mut packed = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let (mut bytes, name) = (Vec::new(), part.name().unwrap().into_owned());
        part.read_to_end(&mut bytes).unwrap();
        if index == harmed || name == "word/document.xml" && seed.is_multiple_of(2) {
            dice.damage(&mut bytes);
        }
        packed.start_file(name, SimpleFileOptions::default()).unwrap();
        packed.write_all(&bytes).unwrap();
    }
    packed.finish().unwrap().into_inner()
}

#[test]
fn damaged_word_documents() {
    check(MediaType::Docx, of([DOCX, DOCX]));
}

#[test]
fn word_documents_with_damaged_parts() {
    assert!(check(MediaType::Docx, repacked) > 50);
}

#[test]
fn damaged_pages() {
    assert!(check(MediaType::Html, of([HTML, SCREEN])) > 250);
}

#[test]
fn damaged_print() {
    assert!(check(MediaType::Plain, few_pages) > 250);
}
