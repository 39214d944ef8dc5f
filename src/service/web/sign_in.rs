//! The pages of signing in and out, and of one's own sessions.

use askama::Template;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::assets;
use super::frame::{Frame, Style};
use super::render;

/// Stands in the frame of every page where the layer around puts who signed in. Text of a plan never holds it, for it is
/// escaped.
const PLACE: &str = "<!--signed-in-->";

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignIn {
    frame: Frame,
    /// The address that begins it.
    start: String,
}

#[derive(Template)]
#[template(path = "signed_out.html")]
struct SignedOut<'a> {
    frame: Frame,
    provider: Option<&'a str>,
}

#[derive(Template)]
#[template(path = "sessions.html")]
struct Sessions<'a> {
    frame: Frame,
    sessions: &'a [OwnSession],
}

#[derive(Template)]
#[template(path = "signed_in.html")]
struct SignedIn<'a> {
    name: &'a str,
}

/// A session of whoever asks.
pub(crate) struct OwnSession {
    /// By which name it is ended.
    pub(crate) handle: String,
    /// Whether it is the one that asks.
    pub(crate) is_this: bool,
    /// When it began.
    pub(crate) begun: Timestamp,
    /// When its last request came, to within a minute.
    pub(crate) seen: Timestamp,
}

impl OwnSession {
    fn begun_in_words(&self) -> String {
        in_words(self.begun)
    }

    fn seen_in_words(&self) -> String {
        in_words(self.seen)
    }
}

/// "12 May 2024, 14:30" in the time of Scotland, as far as the machine knows it.
fn in_words(time: Timestamp) -> String {
    let zone = TimeZone::get("Europe/London").unwrap_or(TimeZone::UTC);
    time.to_zoned(zone).strftime("%-d %B %Y, %H:%M").to_string()
}

/// The page that asks to sign in, and goes on to this path afterwards.
pub(crate) fn sign_in_page(to: &str) -> String {
    let to: String = form_urlencoded::byte_serialize(to.as_bytes()).collect();
    render(&SignIn { frame: frame("Sign in"), start: format!("/sign-in/start?to={to}") })
}

/// The page after signing out here; the address is where the provider signs out.
pub(crate) fn signed_out_page(provider: Option<&str>) -> String {
    render(&SignedOut { frame: frame("Signed out"), provider })
}

/// The sessions of whoever asks.
pub(crate) fn sessions_page(sessions: &[OwnSession]) -> String {
    let frame = Frame::served("Your sessions", vec![super::links::Link::people()], "Your sessions");
    render(&Sessions { frame, sessions })
}

/// A page with who signed in, and the way out.
pub(crate) fn with_name(page: &str, name: &str) -> String {
    page.replacen(PLACE, &render(&SignedIn { name }), 1)
}

/// Without a way back to the people: who is not signed in sees none.
fn frame(title: &str) -> Frame {
    Frame { title: title.to_owned(), crumbs: Vec::new(), style: Style::Linked }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_survives_as_one_parameter() {
        let page = sign_in_page("/people/p-17/delta?from=4&to=5");
        assert!(page.contains("/sign-in/start?to=%2Fpeople%2Fp-17%2Fdelta%3Ffrom%3D4%26to%3D5"), "{page}");
    }

    #[test]
    fn a_name_never_becomes_markup() {
        let page = with_name(&signed_out_page(None), "<script>");
        assert!(page.contains("Sign out") && !page.contains("<script>"));
    }
}
