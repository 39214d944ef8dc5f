//! Figures for operators.

use std::sync::Arc;

use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderName, header};

use super::openapi::Refusals;
use crate::app::App;
use crate::http::metrics::Metrics;
use crate::http::problem::Problem;

const MEDIA_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Give the service's figures as text that Prometheus reads.
#[utoipa::path(
    get,
    path = "/metrics",
    tag = "health",
    operation_id = "getMetrics",
    responses((status = 200, description = "The figures", body = String, content_type = "application/openmetrics-text"),
        Refusals)
)]
pub(super) async fn get(
    State(app): State<App>,
    Extension(metrics): Extension<Arc<Metrics>>,
) -> Result<([(HeaderName, &'static str); 1], String), Problem> {
    let figures = metrics.text(&app).await.map_err(|cause| {
        tracing::error!(%cause, "the figures could not be written");
        Problem::internal()
    })?;
    Ok(([(header::CONTENT_TYPE, MEDIA_TYPE)], figures))
}
