//! Whether the service runs, and whether it can answer.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use super::openapi::Refusals;
use crate::app::App;
use crate::http::problem::Problem;

/// How the service is.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Health {
    /// `alive` or `ready`.
    status: &'static str,
}

/// Check that the service runs.
#[utoipa::path(
    get,
    path = "/health/liveness",
    tag = "health",
    operation_id = "getLiveness",
    responses((status = 200, description = "It runs", body = Health))
)]
pub(super) async fn liveness() -> Json<Health> {
    Json(Health { status: "alive" })
}

/// Check whether the service can answer: whether its database does.
#[utoipa::path(
    get,
    path = "/health/readiness",
    tag = "health",
    operation_id = "getReadiness",
    responses((status = 200, description = "It can answer", body = Health), Refusals)
)]
pub(super) async fn readiness(State(app): State<App>) -> Result<Json<Health>, Problem> {
    app.ready().await?;
    Ok(Json(Health { status: "ready" }))
}
