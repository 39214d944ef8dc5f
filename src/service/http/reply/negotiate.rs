//! In which of the three forms a brief or a delta is wanted.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use mime::Mime;

use crate::forms::Format;
use crate::http::problem::Problem;

/// Chooses the form: what the query says, else what `Accept` likes best, else JSON.
pub(crate) fn choose(asked: Option<Format>, headers: &HeaderMap) -> Result<Format, Problem> {
    if let Some(format) = asked {
        return Ok(format);
    }
    let accept: Vec<&str> =
        headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok()).collect();
    if accept.is_empty() {
        return Ok(Format::Json);
    }
    best(&accept.join(",")).ok_or_else(|| {
        let detail = "This comes as application/json, text/markdown or text/html.";
        Problem::new(StatusCode::NOT_ACCEPTABLE, "not_acceptable", detail).at_field("Accept")
    })
}

/// Lets caches know that the answer depends on `Accept`.
pub(super) fn negotiated(mut response: Response) -> Response {
    response.headers_mut().append(header::VARY, HeaderValue::from_static("accept"));
    response
}

/// The form of the highest quality; of equal ones, the first of ours.
fn best(accept: &str) -> Option<Format> {
    let ranges: Vec<Range> = accept.split(',').filter_map(Range::read).collect();
    let rated = Format::SERVED.map(|format| (format, quality(&ranges, format)));
    let wanted = rated.into_iter().filter(|(_, quality)| *quality > 0);
    // `max_by_key` would take the last of equal ones.
    wanted.reduce(|best, next| if next.1 > best.1 { next } else { best }).map(|(format, _)| format)
}

/// A form's quality is that of the most specific range that covers it.
fn quality(ranges: &[Range], format: Format) -> u16 {
    let covering = ranges.iter().filter_map(|range| Some((range.covers(format)?, range.quality)));
    covering.max_by_key(|(specificity, _)| *specificity).map_or(0, |(_, quality)| quality)
}

/// A media range of an `Accept` header.
struct Range {
    mime: Mime,
    /// In thousandths.
    quality: u16,
}

impl Range {
    fn read(text: &str) -> Option<Self> {
        let mime: Mime = text.trim().parse().ok()?;
        let quality = match mime.get_param("q") {
            Some(q) => q.as_str().parse::<f32>().ok().filter(|q| (0.0..=1.0).contains(q))?,
            None => 1.0,
        };
        #[expect(clippy::cast_sign_loss, reason = "the quality lies between 0 and 1")]
        Some(Self { mime, quality: (quality * 1000.0).round() as u16 })
    }

    /// How specific the range is, if it covers the form at all.
    fn covers(&self, format: Format) -> Option<u8> {
        let essence = format.content_type().split(';').next().unwrap_or_default();
        let (kind, _) = essence.split_once('/').unwrap_or_default();
        match (self.mime.type_().as_str(), self.mime.subtype().as_str()) {
            ("*", "*") => Some(0),
            (range, "*") if range == kind => Some(1),
            _ if self.mime.essence_str() == essence => Some(2),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(accept: &str, format: Option<Format>) {
        assert_eq!(best(accept), format, "{accept}");
    }

    #[test]
    fn one_form() {
        check("application/json", Some(Format::Json));
        check("text/markdown", Some(Format::Markdown));
        check("text/html;charset=utf-8", Some(Format::Html));
    }

    #[test]
    fn anything_is_json() {
        check("*/*", Some(Format::Json));
        check("image/png, */*;q=0.1", Some(Format::Json));
    }

    #[test]
    fn a_browser_gets_a_page() {
        check("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", Some(Format::Html));
    }

    #[test]
    fn qualities_rank() {
        check("application/json;q=0.5, text/markdown;q=0.8", Some(Format::Markdown));
        check("text/*;q=0.3, text/html;q=0.7", Some(Format::Html));
        check("text/*", Some(Format::Markdown));
    }

    #[test]
    fn zero_forbids() {
        check("*/*, application/json;q=0", Some(Format::Markdown));
        check("text/html;q=0", None);
    }

    #[test]
    fn nothing_of_ours() {
        check("image/png", None);
        check("application/pdf, text/csv", None);
        check("", None);
    }

    #[test]
    fn a_quality_that_is_none_is_passed_over() {
        check("text/html;q=2, text/markdown;q=x, application/json;q=0.1", Some(Format::Json));
    }
}
