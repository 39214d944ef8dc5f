//! Ids that nobody can guess, and what is made from one: a hash to keep, a token for forms, a seal.
//!
//! Each is made from the id under a name of its own, so that none of them gives another away.

use std::fmt;

use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use aws_lc_rs::constant_time::verify_slices_are_equal;
use aws_lc_rs::error::Unspecified;
use aws_lc_rs::rand;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64URL;
use sha2::{Digest, Sha256};

use cip_store::ContentHash;

/// Bytes of an id: 256 bits, of which ASVS 5.0 (7.2.3) asks for 128.
const ID_BYTES: usize = 32;

/// An id of a session, or of a sign-in that has begun. Who has it is taken for whose it is.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Id([u8; ID_BYTES]);

impl Id {
    /// An id that was never given before.
    pub(super) fn new() -> Result<Self, Unspecified> {
        let mut bytes = [0; ID_BYTES];
        rand::fill(&mut bytes)?;
        Ok(Self(bytes))
    }

    /// Reads what [`Self::text`] wrote.
    pub(super) fn read(text: &str) -> Option<Self> {
        BASE64URL.decode(text).ok()?.try_into().ok().map(Self)
    }

    /// The id for the browser's cookie, and for nothing else.
    pub(super) fn text(&self) -> String {
        BASE64URL.encode(self.0)
    }

    /// Under what the store keeps it.
    pub(super) fn hash(&self) -> ContentHash {
        ContentHash(self.derive("session"))
    }

    /// A value for one purpose, from which neither the id nor the value for another purpose can be told.
    pub(super) fn value(&self, purpose: &str) -> String {
        BASE64URL.encode(self.derive(purpose))
    }

    /// Whether a text is the value for a purpose; takes as long whatever the text is.
    pub(super) fn is_value(&self, purpose: &str, text: &str) -> bool {
        verify_slices_are_equal(self.value(purpose).as_bytes(), text.as_bytes()).is_ok()
    }

    /// Seals what only who has the id may read.
    pub(super) fn seal(&self, text: &str) -> Result<Vec<u8>, Unspecified> {
        let mut sealed = text.as_bytes().to_vec();
        let nonce = self.seal_key()?.seal_in_place_append_tag(Aad::empty(), &mut sealed)?;
        Ok([&nonce.as_ref()[..], &sealed].concat())
    }

    /// Opens what was sealed.
    pub(super) fn open(&self, sealed: &[u8]) -> Result<String, Unspecified> {
        let (nonce, sealed) = sealed.split_at_checked(NONCE_LEN).ok_or(Unspecified)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce)?;
        let mut sealed = sealed.to_vec();
        let text = self.seal_key()?.open_in_place(nonce, Aad::empty(), &mut sealed)?;
        String::from_utf8(text.to_vec()).map_err(|_| Unspecified)
    }

    fn seal_key(&self) -> Result<RandomizedNonceKey, Unspecified> {
        RandomizedNonceKey::new(&AES_256_GCM, &self.derive("seal"))
    }

    fn derive(&self, purpose: &str) -> [u8; 32] {
        // The id has one length, so no purpose can run into it.
        Sha256::new().chain_update(b"cip-brief ").chain_update(self.0).chain_update(purpose).finalize().into()
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Id(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_goes_there_and_back() {
        let id = Id::new().unwrap();
        assert_eq!(Id::read(&id.text()), Some(id.clone()));
        assert_ne!(Id::new().unwrap(), id);
        assert_eq!(format!("{id:?}"), "Id(…)");
        for wrong in ["", "short", &"A".repeat(44)] {
            assert_eq!(Id::read(wrong), None);
        }
    }

    #[test]
    fn values_are_apart() {
        let id = Id::new().unwrap();
        assert!(id.is_value("form", &id.value("form")));
        assert!(!id.is_value("form", &id.value("state")) && !id.is_value("form", ""));
    }

    #[test]
    fn a_seal_opens_for_its_id_alone() {
        let (id, other) = (Id::new().unwrap(), Id::new().unwrap());
        let sealed = id.seal("a refresh token").unwrap();
        assert_eq!(id.open(&sealed).unwrap(), "a refresh token");
        assert!(other.open(&sealed).is_err() && id.open(&sealed[1..]).is_err() && id.open(b"").is_err());
    }
}
