//! What was computed, kept for the next who asks; bounded in bytes.
//!
//! Keys are hashes of contents, so nothing here can go stale: a version that arrives late or is withdrawn changes which
//! key is asked for, never what is kept under one. A cache lives and dies with the program, so there is one engine to it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use quick_cache::Weighter;
use quick_cache::sync::Cache as Kept;

use super::choices::{BriefChoice, HistoryChoice};
use super::texts::Read;
use cip_engine::brief::{Brief, Identity, Item};
use cip_engine::delta::{Change, Delta, compare};
use cip_engine::document::Document;
use cip_engine::history::{History, UnitHistory};
use cip_store::ContentHash;

/// Bytes of a cache where nobody says how many.
pub const CACHE_BYTES_DEFAULT: u64 = 256 << 20;
/// What a delta of 30-page plans takes, about: the cache makes ready for as many entries as this gives.
const ENTRY_BYTES: u64 = 1 << 20;
/// What an item of a brief takes beside its texts, about: its section, its author, the values of its facts.
const ITEM_BYTES: usize = 1 << 10;

/// What an identity takes, about.
const IDENTITY_BYTES: u64 = 1 << 8;

/// Documents, deltas, histories, briefs, and whose plans they are. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Cache(Arc<Shelves>);

#[derive(Debug)]
struct Shelves {
    documents: Kept<ContentHash, Arc<Document>, Bytes>,
    deltas: Kept<(ContentHash, ContentHash), Arc<Delta>, Bytes>,
    histories: Kept<HistoryChoice, Arc<History>, Bytes>,
    briefs: Kept<BriefChoice, Arc<Brief>, Bytes>,
    identities: Kept<ContentHash, Arc<Identity>, Bytes>,
    arrived: Kept<ContentHash, Read, Bytes>,
    /// How many documents were read.
    read: AtomicU64,
    /// How many words and signs of them were taken over of another version.
    taken_over: AtomicU64,
}

impl Default for Cache {
    fn default() -> Self {
        Self::new(CACHE_BYTES_DEFAULT)
    }
}

impl Cache {
    /// A cache of this many bytes in all: half for documents, a quarter for deltas, the rest for histories and briefs; a
    /// little of the documents' half for whose plans they are, which is asked at each post, and for what was posted last.
    pub fn new(bytes: u64) -> Self {
        let entries = |bytes: u64| (bytes / ENTRY_BYTES) as usize;
        let identities = bytes / 32;
        let arrived = bytes / 16;
        let documents = bytes / 2 - identities - arrived;
        Self(Arc::new(Shelves {
            documents: Kept::with_weighter(entries(documents), documents, Bytes),
            deltas: Kept::with_weighter(entries(bytes / 4), bytes / 4, Bytes),
            histories: Kept::with_weighter(entries(bytes / 8), bytes / 8, Bytes),
            briefs: Kept::with_weighter(entries(bytes / 8), bytes / 8, Bytes),
            identities: Kept::with_weighter((identities / IDENTITY_BYTES) as usize, identities, Bytes),
            arrived: Kept::with_weighter(entries(arrived), arrived, Bytes),
            read: AtomicU64::new(0),
            taken_over: AtomicU64::new(0),
        }))
    }

    /// Bytes in use, by estimate.
    pub fn bytes(&self) -> u64 {
        let shelves = &self.0;
        let changes = shelves.deltas.weight() + shelves.histories.weight();
        let documents = shelves.documents.weight() + shelves.arrived.weight();
        documents + shelves.identities.weight() + changes + shelves.briefs.weight()
    }

    /// How many documents were read, and not found read before.
    pub fn documents_read(&self) -> u64 {
        self.0.read.load(Ordering::Relaxed)
    }

    /// How many words and signs of the documents that were read stood in another version that was at hand.
    pub fn words_taken_over(&self) -> u64 {
        self.0.taken_over.load(Ordering::Relaxed)
    }

    pub(super) fn count_reading(&self) {
        self.0.read.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn count_taken_over(&self, document: &Document) {
        self.0.taken_over.fetch_add(document.taken_over() as u64, Ordering::Relaxed);
    }

    /// What was made of bytes that arrived.
    pub(super) fn arrived(&self, content: ContentHash) -> Option<Read> {
        self.0.arrived.get(&content)
    }

    pub(super) fn keep_arrived(&self, content: ContentHash, read: &Read) {
        self.0.arrived.insert(content, read.clone());
    }

    /// A document that was read, for somebody who looked at it or as it arrived. It stays on the shelf where it stands,
    /// and is weighed once.
    pub(super) fn document(&self, content: ContentHash) -> Option<Arc<Document>> {
        self.0.documents.get(&content).or_else(|| Some(self.arrived(content)?.document))
    }

    pub(super) fn keep_document(&self, content: ContentHash, document: &Arc<Document>) {
        self.0.documents.insert(content, Arc::clone(document));
    }

    pub(super) fn identity(&self, content: ContentHash) -> Option<Arc<Identity>> {
        self.0.identities.get(&content)
    }

    pub(super) fn keep_identity(&self, content: ContentHash, identity: &Arc<Identity>) {
        self.0.identities.insert(content, Arc::clone(identity));
    }

    /// The delta of two documents, computed if it is not here. Keeps a processor busy.
    pub(super) fn compare(
        &self,
        before: &(ContentHash, Arc<Document>),
        after: &(ContentHash, Arc<Document>),
    ) -> Arc<Delta> {
        let key = (before.0, after.0);
        self.0.deltas.get(&key).unwrap_or_else(|| {
            let delta = Arc::new(compare(&before.1, &after.1));
            self.0.deltas.insert(key, Arc::clone(&delta));
            delta
        })
    }

    pub(super) fn history(&self, choice: &HistoryChoice) -> Option<Arc<History>> {
        self.0.histories.get(choice)
    }

    pub(super) fn keep_history(&self, choice: &HistoryChoice, history: &Arc<History>) {
        self.0.histories.insert(choice.clone(), Arc::clone(history));
    }

    pub(super) fn brief(&self, choice: &BriefChoice) -> Option<Arc<Brief>> {
        self.0.briefs.get(choice)
    }

    pub(super) fn keep_brief(&self, choice: &BriefChoice, brief: &Arc<Brief>) {
        self.0.briefs.insert(choice.clone(), Arc::clone(brief));
    }
}

/// What an entry takes, in bytes, near enough.
#[derive(Clone, Debug)]
struct Bytes;

impl<K> Weighter<K, Arc<Document>> for Bytes {
    fn weight(&self, _: &K, document: &Arc<Document>) -> u64 {
        document.bytes() as u64
    }
}

impl<K> Weighter<K, Read> for Bytes {
    fn weight(&self, key: &K, read: &Read) -> u64 {
        let found = read.reading.made.as_ref().map_or(0, |made| {
            let aside = made.understood.set_aside.iter().map(|aside| size_of_val(aside) + aside.text.len());
            let notes = made.understood.notes.iter().map(|note| size_of_val(note) + note.message.len());
            aside.sum::<usize>() + notes.sum::<usize>()
        });
        self.weight(key, &read.document) + found as u64
    }
}

impl<K> Weighter<K, Arc<Identity>> for Bytes {
    fn weight(&self, _: &K, identity: &Arc<Identity>) -> u64 {
        identity.bytes() as u64
    }
}

impl<K> Weighter<K, Arc<Delta>> for Bytes {
    fn weight(&self, _: &K, delta: &Arc<Delta>) -> u64 {
        let inner = |change: &Change| {
            size_of_val(&*change.edits)
                + size_of_val(&*change.facts)
                + size_of_val(&*change.reasons)
                + size_of_val(&*change.excuses)
        };
        let inner: usize = delta.changes.iter().map(inner).sum();
        (size_of_val(&*delta.changes) + inner) as u64
    }
}

impl<K> Weighter<K, Arc<History>> for Bytes {
    fn weight(&self, _: &K, history: &Arc<History>) -> u64 {
        let unit = |unit: &UnitHistory| {
            size_of_val(&*unit.wordings)
                + size_of_val(&*unit.moves)
                + unit.author.as_ref().map_or(0, String::len)
        };
        let units: usize = history.units.iter().map(unit).sum();
        let found = size_of_val(&*history.repeats) + size_of_val(&*history.copies);
        // What is found of the rest is little beside these.
        (size_of_val(&*history.units) + units + found) as u64 + ITEM_BYTES as u64
    }
}

impl<K> Weighter<K, Arc<Brief>> for Bytes {
    fn weight(&self, _: &K, brief: &Arc<Brief>) -> u64 {
        let items = brief.standing.iter().chain(brief.parts.iter().flat_map(|part| &part.items));
        let texts = |item: &Item| {
            let said: usize = item.text.iter().map(|piece| size_of_val(piece) + piece.text.len()).sum();
            let quoted: usize = item.quotes.iter().map(|quote| size_of_val(quote) + quote.text.len()).sum();
            said + quoted + size_of_val(&*item.facts)
        };
        items.map(|item| (ITEM_BYTES + texts(item)) as u64).sum::<u64>() + ITEM_BYTES as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cip_engine::document::parse;

    #[test]
    fn entries_beyond_the_bytes_go() {
        let cache = Cache::new(4 << 10);
        let document = Arc::new(parse("He left.".to_owned()).unwrap());
        for content in 0..100u8 {
            cache.keep_document(ContentHash::of(&[content]), &document);
        }
        assert!(cache.bytes() <= 4 << 10, "{}", cache.bytes());
        let kept =
            (0..100u8).filter(|content| cache.document(ContentHash::of(&[*content])).is_some()).count();
        assert!((1..100).contains(&kept), "{kept}");
    }

    #[test]
    fn nothing_is_kept_in_no_bytes() {
        let cache = Cache::new(0);
        let document = Arc::new(parse("He left.".to_owned()).unwrap());
        cache.keep_document(ContentHash::of(b""), &document);
        assert!(cache.document(ContentHash::of(b"")).is_none());
    }
}
