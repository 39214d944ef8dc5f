//! Keys by which a provider of identity signs, one for each algorithm that may be allowed.

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der, PublicKeyX509Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair as RsaKeyPair, KeySize};
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair as _};
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{Algorithm, EncodingKey};

/// A pair of keys under its name, for one algorithm.
pub(super) struct Pair {
    pub(super) id: String,
    pub(super) private: EncodingKey,
    pub(super) algorithm: Algorithm,
    /// The public half as X.509 has it.
    der: Vec<u8>,
}

impl Pair {
    /// A pair that was never there before.
    pub(super) fn new(id: &str, algorithm: Algorithm) -> Self {
        let (private, der) = match algorithm {
            Algorithm::ES256 => elliptic(),
            Algorithm::EdDSA => edwards(),
            _ => rsa(),
        };
        Self { id: id.to_owned(), private, algorithm, der }
    }

    /// The public half, as the provider gives it to anyone.
    pub(super) fn public(&self) -> Jwk {
        let mut public = Jwk::from_encoding_key(&self.private, self.algorithm).unwrap();
        public.common.key_id = Some(self.id.clone());
        public
    }

    /// Every way in which somebody may write the public half down: as JSON, as bytes and as PEM.
    pub(super) fn public_bytes(&self) -> [Vec<u8>; 4] {
        let text = BASE64.encode(&self.der);
        let lines: Vec<&str> = text.as_bytes().chunks(64).map(|line| str::from_utf8(line).unwrap()).collect();
        let pem = format!("-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----", lines.join("\n"));
        let with_end = format!("{pem}\n");
        [serde_json::to_vec(&self.public()).unwrap(), self.der.clone(), pem.into(), with_end.into()]
    }
}

fn elliptic() -> (EncodingKey, Vec<u8>) {
    let random = SystemRandom::new();
    let pair = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).unwrap();
    let read = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pair.as_ref()).unwrap();
    let der: PublicKeyX509Der<'_> = read.public_key().as_der().unwrap();
    (EncodingKey::from_ec_der(pair.as_ref()), der.as_ref().to_vec())
}

fn edwards() -> (EncodingKey, Vec<u8>) {
    let pair = Ed25519KeyPair::generate_pkcs8v1(&SystemRandom::new()).unwrap();
    let read = Ed25519KeyPair::from_pkcs8_maybe_unchecked(pair.as_ref()).unwrap();
    let der: PublicKeyX509Der<'_> = read.public_key().as_der().unwrap();
    (EncodingKey::from_ed_der(pair.as_ref()), der.as_ref().to_vec())
}

fn rsa() -> (EncodingKey, Vec<u8>) {
    /// What PKCS #8 writes before a key of 2,048 bits as PKCS #1 has it (RFC 5208, section 5).
    const PKCS8_BYTES: usize = 26;
    let pair = RsaKeyPair::generate(KeySize::Rsa2048).unwrap();
    let private: Pkcs8V1Der<'_> = pair.as_der().unwrap();
    let der: PublicKeyX509Der<'_> = pair.public_key().as_der().unwrap();
    (EncodingKey::from_rsa_der(&private.as_ref()[PKCS8_BYTES..]), der.as_ref().to_vec())
}
