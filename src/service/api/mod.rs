//! The API: JSON under `/v1`, health, figures, and the OpenAPI document that describes them.
//!
//! Takes requests of record systems, asks the use cases, gives the versioned documents. What a request may say and how
//! it is refused is the same as for pages.

mod audit;
mod break_glass;
mod briefs;
mod caseloads;
mod condensed;
mod conferences;
mod deltas;
mod headers;
mod health;
mod histories;
mod info;
mod metrics;
mod openapi;
mod people;
mod readers;
mod resources;
mod rules;
mod sources;
mod versions;
mod words;

use axum::Router;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;

/// The routes that the OpenAPI document describes.
pub(crate) struct Api {
    /// The described routes.
    pub(crate) routes: Router<App>,
    /// Those that serve the description.
    pub(crate) description: Router<App>,
}

/// The routes of the API.
pub(crate) fn api() -> Api {
    let (routes, mut document) = described().split_for_parts();
    rules::say(&mut document);
    Api { routes, description: openapi::routes(&document) }
}

fn described() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(openapi::base())
        .routes(routes!(people::list))
        .routes(routes!(people::put, people::get))
        .routes(routes!(versions::list, versions::add))
        .routes(routes!(versions::get))
        .routes(routes!(versions::content))
        .routes(routes!(versions::text))
        .routes(routes!(versions::withdraw))
        .routes(routes!(versions::confirm))
        .routes(routes!(versions::held))
        .routes(routes!(conferences::list, conferences::add))
        .routes(routes!(conferences::get))
        .routes(routes!(sources::list, sources::add))
        .routes(routes!(sources::get))
        .routes(routes!(sources::content))
        .routes(routes!(sources::text))
        .routes(routes!(briefs::get))
        .routes(routes!(deltas::get))
        .routes(routes!(histories::get))
        .routes(routes!(condensed::get))
        .routes(routes!(caseloads::put, caseloads::list))
        .routes(routes!(caseloads::end))
        .routes(routes!(caseloads::put_staff, caseloads::staff))
        .routes(routes!(caseloads::end_staff))
        .routes(routes!(readers::invite))
        .routes(routes!(readers::get))
        .routes(routes!(break_glass::open))
        .routes(routes!(break_glass::list))
        .routes(routes!(break_glass::review))
        .routes(routes!(audit::list))
        .routes(routes!(audit::export))
        .routes(routes!(audit::verify))
        .routes(routes!(health::liveness))
        .routes(routes!(health::readiness))
        .routes(routes!(info::get))
        .routes(routes!(metrics::get))
}
