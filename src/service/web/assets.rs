//! The stylesheet, the script and the icon, each under a name that changes with its content.

use std::fmt::Write as _;
use std::sync::LazyLock;

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

/// A file that pages refer to.
#[derive(Debug)]
pub(super) struct Asset {
    /// Where it is served; the name holds a hash of the content, so that it can be kept for ever.
    pub path: String,
    /// Its content.
    pub text: &'static str,
    media_type: &'static str,
}

/// One file a subject, in the order in which later rules may override earlier ones.
const STYLE: &str = concat!(
    include_str!("assets/style/base.css"),
    include_str!("assets/style/frame.css"),
    include_str!("assets/style/parts.css"),
    include_str!("assets/style/plan.css"),
    include_str!("assets/style/delta.css"),
    include_str!("assets/style/lives.css"),
    include_str!("assets/style/brief.css"),
    include_str!("assets/style/people.css"),
    include_str!("assets/style/forms.css"),
    include_str!("assets/style/docs.css"),
    include_str!("assets/style/media.css"),
);

static STYLESHEET: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("cip-brief", "css", "text/css; charset=utf-8", STYLE));
static SCRIPT: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new("cip-brief", "js", "text/javascript; charset=utf-8", include_str!("assets/script.js"))
});
static ICON: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("icon", "svg", "image/svg+xml", include_str!("assets/icon.svg")));

/// The one stylesheet.
pub(super) fn stylesheet() -> &'static Asset {
    &STYLESHEET
}

/// The one script.
pub(super) fn script() -> &'static Asset {
    &SCRIPT
}

/// The icon in the browser's tab.
pub(super) fn icon() -> &'static Asset {
    &ICON
}

/// Whether a path is that of a file that pages refer to.
pub(crate) fn is_asset(path: &str) -> bool {
    [stylesheet(), script(), icon()].iter().any(|asset| asset.path == path)
}

impl Asset {
    fn new(name: &str, extension: &str, media_type: &'static str, text: &'static str) -> Self {
        let path = format!("/assets/{name}-{}.{extension}", short_hash(text));
        Self { path, text, media_type }
    }
}

impl IntoResponse for &'static Asset {
    fn into_response(self) -> Response {
        let headers =
            [(CONTENT_TYPE, self.media_type), (CACHE_CONTROL, "public, max-age=31536000, immutable")];
        (headers, self.text).into_response()
    }
}

fn short_hash(text: &str) -> String {
    Sha256::digest(text).iter().take(6).fold(String::new(), |mut hex, byte| {
        // Writing to a string does not fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_changes_with_the_content() {
        let path = |text| Asset::new("a", "css", "text/css", text).path;
        assert_ne!(path("p {}"), path("q {}"));
        assert_eq!(path("p {}"), path("p {}"));
    }

    #[test]
    fn the_stylesheet_refers_to_nothing_outside() {
        assert!(!stylesheet().text.contains("url("));
        assert!(!stylesheet().text.contains("@import"));
        assert!(!stylesheet().text.contains("</"));
    }
}
