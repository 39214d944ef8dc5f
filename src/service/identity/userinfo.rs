//! What a provider says of somebody where it does not say it in the ID token: at its userinfo endpoint (OpenID Connect
//! Core 1.0, section 5.3). Asked only where the settings have it so, and only for what the token leaves out.

use axum::http::HeaderValue;

use super::claims::Claims;
use super::client::NoAnswer;
use super::handle::Identity;
use super::provider::NotKnown;
use super::settings::ClaimsFrom;
use super::sign_in::NoSignIn;
use super::token::InvalidToken;

impl Identity {
    /// The claims of an ID token, with those that it leaves out and userinfo has. What the token says stands.
    pub(super) async fn completed(
        &self,
        mut claims: Claims,
        access: Option<&str>,
    ) -> Result<Claims, NoSignIn> {
        let settings = self.settings();
        let named = [&settings.roles_claim, &settings.name_claim];
        if settings.claims_from == ClaimsFrom::Token || named.iter().all(|name| name.find(&claims).is_some())
        {
            return Ok(claims);
        }
        let said = self.userinfo(access).await?;
        // An answer of somebody else's would bring somebody else's roles (section 5.3.2).
        if said.get("sub") != claims.get("sub") {
            return Err(InvalidToken::Nonce.into());
        }
        for (name, value) in said {
            claims.entry(name).or_insert(value);
        }
        Ok(claims)
    }

    /// What userinfo says of whoever the access token is for.
    pub(super) async fn userinfo(&self, access: Option<&str>) -> Result<Claims, NoSignIn> {
        let access = access.ok_or(InvalidToken::Malformed)?;
        let discovery = self.provider().discovery().await?;
        let place = discovery.userinfo_endpoint.as_deref().ok_or(NotKnown)?;
        let mut bearer =
            HeaderValue::try_from(format!("Bearer {access}")).map_err(|_| InvalidToken::Malformed)?;
        bearer.set_sensitive(true);
        self.provider().client().get_as(place, Some(bearer)).await.map_err(|error| match error {
            NoAnswer::Refused(status) if status.is_client_error() => NoSignIn::Code(error),
            _ => {
                let cause = crate::app::cause_chain(&error);
                tracing::error!(cause, "the identity provider's userinfo was asked in vain");
                NotKnown.into()
            }
        })
    }
}
