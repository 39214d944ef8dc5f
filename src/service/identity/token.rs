//! Whether a signed token (RFC 7519, RFC 8725) is the provider's, for us, and now.

use std::collections::HashSet;

use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{Algorithm, DecodingKey, Header, Validation, decode, decode_header};
use thiserror::Error;

use super::claims::{Claims, InvalidClaim};
use super::provider::{NoKey, NotKnown, Provider};

/// Longest token, in bytes; one with a hundred roles takes about four thousand.
pub(super) const TOKEN_BYTES_MAX: usize = 16 << 10;
/// By how much the provider's clock may differ from this machine's, in seconds.
const LEEWAY: u64 = 30;

/// What a token may be signed by, and for whom it has to be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Expected<'a> {
    /// The provider's name.
    pub(super) issuer: &'a str,
    /// For whom it is.
    pub(super) audience: &'a str,
    /// The algorithms that count.
    pub(super) algorithms: &'a [Algorithm],
}

/// Why a token does not count. What is said helps who connects a system, and nobody who forges.
#[derive(Debug, Error)]
pub(super) enum InvalidToken {
    /// It is longer than any token is.
    #[error("the token is longer than {TOKEN_BYTES_MAX} bytes")]
    TooLong,
    /// It is no signed token.
    #[error("the token is no signed JWT")]
    Malformed,
    /// It is signed by an algorithm that does not count.
    #[error("the token is signed by an algorithm that is not accepted here")]
    Algorithm,
    /// It is signed by a key that the provider does not have.
    #[error("the token is signed by a key that is none of the provider's")]
    Key,
    /// The signature is not that of the key.
    #[error("the token's signature does not fit")]
    Signature,
    /// It is another provider's.
    #[error("the token is from another issuer")]
    Issuer,
    /// It is for somebody else.
    #[error("the token is for another audience")]
    Audience,
    /// It counts no longer.
    #[error("the token has expired")]
    Expired,
    /// It does not count yet.
    #[error("the token is not valid yet")]
    NotYet,
    /// It does not say what it has to.
    #[error("the token lacks the claim {0}, or it is not what it has to be")]
    Claim(String),
    /// It says something that cannot be read.
    #[error(transparent)]
    Content(#[from] InvalidClaim),
    /// It answers another question than ours.
    #[error("the token belongs to another sign-in")]
    Nonce,
    /// Whether it counts cannot be found out.
    #[error(transparent)]
    Provider(#[from] NotKnown),
}

/// The claims of a token that counts.
pub(super) async fn verified(
    provider: &Provider,
    token: &str,
    expected: Expected<'_>,
) -> Result<Claims, InvalidToken> {
    if token.len() > TOKEN_BYTES_MAX {
        return Err(InvalidToken::TooLong);
    }
    let header = decode_header(token).map_err(|error| kind(error.kind()))?;
    check(&header, expected.algorithms)?;
    let key = provider.key(header.kid.as_deref()).await.map_err(|error| match error {
        NoKey::Unknown => InvalidToken::Key,
        NoKey::Provider(error) => error.into(),
    })?;
    let key = decoding_key(&key, header.alg)?;
    let claims = decode::<Claims>(token, &key, &validation(header.alg, expected));
    Ok(claims.map_err(|error| kind(error.kind()))?.claims)
}

/// What can be refused before a key is looked for. The key is always the provider's, never one that the token brings
/// (`jwk`, `jku`, `x5u`, `x5c`).
fn check(header: &Header, algorithms: &[Algorithm]) -> Result<(), InvalidToken> {
    if !algorithms.contains(&header.alg) {
        return Err(InvalidToken::Algorithm);
    }
    // RFC 8725, section 3.11: a token of another kind, a logout token for instance, is not taken for one of these.
    let kind = header.typ.as_deref().map(str::to_ascii_lowercase);
    let fits =
        kind.is_none_or(|kind| ["jwt", "at+jwt", "application/at+jwt", "application/jwt"].contains(&&*kind));
    // RFC 7515, section 4.1.11: what has to be understood and is not makes the token invalid.
    if fits && header.crit.is_none() { Ok(()) } else { Err(InvalidToken::Malformed) }
}

/// The key, if it is for this algorithm: a key is never used for another than it is meant for.
fn decoding_key(key: &Jwk, algorithm: Algorithm) -> Result<DecodingKey, InvalidToken> {
    let meant = key.common.key_algorithm.map(|meant| meant.to_string().parse::<Algorithm>());
    if meant.is_some_and(|meant| !meant.is_ok_and(|meant| meant == algorithm)) {
        return Err(InvalidToken::Algorithm);
    }
    DecodingKey::from_jwk(key).map_err(|_| InvalidToken::Key)
}

fn validation(algorithm: Algorithm, expected: Expected<'_>) -> Validation {
    let mut validation = Validation::new(algorithm);
    validation.set_issuer(&[expected.issuer]);
    validation.set_audience(&[expected.audience]);
    validation.leeway = LEEWAY;
    validation.validate_nbf = true;
    validation.required_spec_claims = HashSet::from(["exp", "iss", "aud"].map(str::to_owned));
    validation
}

fn kind(error: &ErrorKind) -> InvalidToken {
    match error {
        ErrorKind::InvalidSignature => InvalidToken::Signature,
        ErrorKind::InvalidAlgorithm | ErrorKind::InvalidAlgorithmName | ErrorKind::UnsupportedAlgorithm => {
            InvalidToken::Algorithm
        }
        ErrorKind::InvalidIssuer => InvalidToken::Issuer,
        ErrorKind::InvalidAudience => InvalidToken::Audience,
        ErrorKind::ExpiredSignature => InvalidToken::Expired,
        ErrorKind::ImmatureSignature => InvalidToken::NotYet,
        ErrorKind::MissingRequiredClaim(claim) | ErrorKind::InvalidClaimFormat(claim) => {
            InvalidToken::Claim(claim.clone())
        }
        _ => InvalidToken::Malformed,
    }
}
