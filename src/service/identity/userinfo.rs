//! What a provider says of somebody where it does not say it in the ID token: at its userinfo endpoint (OpenID Connect
//! Core 1.0, section 5.3). At sign-in it is asked only where the settings have it so, and only for what the token leaves
//! out; at a check also where the provider signs nothing anew.

use axum::http::HeaderValue;

use super::claims::Claims;
use super::handle::Identity;
use super::settings::ClaimsFrom;
use super::sign_in::{NoSignIn, unanswered};
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
        let discovery = self.provider().discovery().await?;
        let place = discovery.userinfo_endpoint.as_deref().ok_or(InvalidToken::Malformed)?;
        let access = access.and_then(|token| HeaderValue::try_from(format!("Bearer {token}")).ok());
        let mut authorization = access.ok_or(InvalidToken::Malformed)?;
        authorization.set_sensitive(true);
        self.provider().client().get_as(place, Some(authorization)).await.map_err(unanswered)
    }
}
