//! Who asks by a request's headers: a system by its token, a person by the session.

use axum::http::{HeaderMap, StatusCode};

use super::bearer::{self, Brought};
use super::handle::{Identity, SignedIn};
use super::sessions::Asks;
use super::{cookies, provider, token};
use crate::app::{App, Caller};
use crate::http::problem::Problem;

/// Who asks, and how that is known.
pub(crate) struct Asked {
    /// Who.
    pub(crate) caller: Caller,
    /// Set where a browser's session says so.
    pub(crate) signed_in: Option<SignedIn>,
}

impl Identity {
    /// Who asks by these headers; nobody where they say nothing.
    pub(crate) async fn asks(&self, app: &App, headers: &HeaderMap) -> Result<Option<Asked>, Problem> {
        match bearer::brought(headers) {
            Brought::Token(token) => {
                let caller = self.system(token).await.map_err(|error| bearer::refused(&error))?;
                Ok(Some(Asked { caller, signed_in: None }))
            }
            Brought::Wrong => {
                let detail = "The header Authorization has to be one: Bearer and a token.";
                Err(Problem::new(StatusCode::UNAUTHORIZED, "invalid_token", detail).at_field("Authorization"))
            }
            Brought::Nothing => self.asks_by_session(app, headers).await,
        }
    }

    async fn asks_by_session(&self, app: &App, headers: &HeaderMap) -> Result<Option<Asked>, Problem> {
        let Some(id) = cookies::session(headers) else { return Ok(None) };
        match self.person(app, &id).await? {
            Asks::Person(person) => {
                let (caller, signed_in) = *person;
                Ok(Some(Asked { caller, signed_in: Some(signed_in) }))
            }
            Asks::Nobody => Ok(None),
            Asks::Unknown => Err(bearer::refused(&token::InvalidToken::Provider(provider::NotKnown))),
        }
    }
}
