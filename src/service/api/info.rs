//! Which program answers.

use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;

/// Which program answers.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Info {
    build: Build,
}

/// What it was built from.
#[derive(Debug, Serialize, ToSchema)]
struct Build {
    /// Its name.
    name: &'static str,
    /// Its version.
    version: &'static str,
    /// A hash of its sources.
    sources: &'static str,
}

/// Say which program answers.
#[utoipa::path(
    get,
    path = "/info",
    tag = "health",
    operation_id = "getInfo",
    responses((status = 200, description = "Name, version and sources", body = Info))
)]
pub(super) async fn get() -> Json<Info> {
    let build =
        Build { name: "cip-brief", version: env!("CARGO_PKG_VERSION"), sources: env!("CIP_BRIEF_SOURCES") };
    Json(Info { build })
}
