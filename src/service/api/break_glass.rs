//! Cases that are opened in an emergency, without a place on them.

use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::openapi::{CountParam, IdempotencyParam, PersonParam, Refusals};
use super::words::OutcomeWord;
use crate::app::{App, LIST_ENTRIES, Listing, Paging};
use crate::http::extract::{Asker, CountPath, Cursor, Json, Limit, NoParams, PersonPath, Query, ShortText};
use crate::http::problem::Problem;
use cip_store::{BreakGlass, Review};

/// Why a case is opened.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewBreakGlass, example = json!({"reason": "On call tonight; a call from the hall about his medicines."}))]
pub(super) struct BreakGlassIn {
    /// Why, in the opener's own words. Governance reads it.
    reason: ShortText,
}

/// What governance says of it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewReview, example = json!({"outcome": "justified"}))]
pub(super) struct ReviewIn {
    /// Whether it was right.
    outcome: OutcomeWord,
    /// In the reviewer's own words.
    note: Option<ShortText>,
}

/// A case that was opened in an emergency.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = BreakGlass)]
pub(super) struct BreakGlassOut {
    /// Order of opening, from 1, over all cases.
    number: u64,
    /// Whose case.
    person: String,
    /// Who opened it, by the name that identity gives.
    name: String,
    /// Why.
    reason: String,
    /// When.
    #[schema(format = DateTime)]
    opened: String,
    /// When it closes again.
    #[schema(format = DateTime)]
    until: String,
    /// What governance said of it; null while it waits.
    review: Option<ReviewOut>,
}

/// What governance said of it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Review)]
pub(super) struct ReviewOut {
    /// Who, by the name that identity gives.
    by: String,
    /// When.
    #[schema(format = DateTime)]
    at: String,
    /// Whether it was right.
    outcome: OutcomeWord,
    /// In the reviewer's own words.
    note: Option<String>,
}

/// Cases that were opened in an emergency.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = BreakGlassList)]
pub(super) struct BreakGlassList {
    /// The newest first.
    break_glass: Vec<BreakGlassOut>,
    /// What `after` takes to get the older ones that follow; null where none do.
    #[schema(value_type = Option<String>)]
    next: Option<Cursor<u64>>,
}

/// Which of them.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct BreakGlassParams {
    /// Only those that wait for their review.
    #[serde(default)]
    #[param(default = false)]
    waiting: bool,
    /// How many entries at most.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 1000, default = 100)]
    limit: Option<Limit>,
    /// What `next` of the answer before this one said; without it, the list starts at the newest.
    #[param(value_type = Option<String>, min_length = 1)]
    after: Option<Cursor<u64>>,
}

/// Open a person's case in an emergency.
///
/// For who has no place on it and must look: with a reason, for as long as the service allows, and shown to governance
/// at once. The answer does not say whether there is such a person.
#[utoipa::path(
    post,
    path = "/v1/people/{person}/break-glass",
    tag = "access",
    operation_id = "breakGlass",
    params(PersonParam, IdempotencyParam),
    request_body = BreakGlassIn,
    responses((status = 201, description = "The case is open", body = BreakGlassOut), Refusals)
)]
pub(super) async fn open(
    State(app): State<App>,
    Asker(caller): Asker,
    PersonPath(person): PersonPath,
    Query(NoParams {}): Query<NoParams>,
    Json(body): Json<BreakGlassIn>,
) -> Result<(StatusCode, axum::Json<BreakGlassOut>), Problem> {
    let opened = app.break_glass(&caller, &person, &body.reason.0).await?;
    Ok((StatusCode::CREATED, axum::Json(opened.into())))
}

/// List the cases that were opened in an emergency, the newest first.
#[utoipa::path(
    get,
    path = "/v1/break-glass",
    tag = "access",
    operation_id = "listBreakGlass",
    params(BreakGlassParams),
    responses((status = 200, description = "What was opened", body = BreakGlassList), Refusals)
)]
pub(super) async fn list(
    State(app): State<App>,
    Asker(caller): Asker,
    Query(params): Query<BreakGlassParams>,
) -> Result<axum::Json<BreakGlassList>, Problem> {
    let limit = params.limit.map_or(LIST_ENTRIES, |limit| limit.0);
    let paging = Paging { after: params.after.map(|cursor| cursor.0), limit };
    let Listing { entries, next } = app.break_glasses(&caller, params.waiting, &paging).await?;
    let break_glass = entries.into_iter().map(BreakGlassOut::from).collect();
    Ok(axum::Json(BreakGlassList { break_glass, next: next.map(Cursor) }))
}

/// Review a case that was opened in an emergency.
///
/// The first review stands. Whoever opened the case does not review it.
#[utoipa::path(
    post,
    path = "/v1/break-glass/{number}/review",
    tag = "access",
    operation_id = "reviewBreakGlass",
    params(CountParam, IdempotencyParam),
    request_body = ReviewIn,
    responses((status = 200, description = "It is reviewed", body = BreakGlassOut), Refusals)
)]
pub(super) async fn review(
    State(app): State<App>,
    Asker(caller): Asker,
    CountPath(number): CountPath,
    Query(NoParams {}): Query<NoParams>,
    Json(body): Json<ReviewIn>,
) -> Result<axum::Json<BreakGlassOut>, Problem> {
    let note = body.note.map(|note| note.0);
    Ok(axum::Json(app.review_break_glass(&caller, number, body.outcome.into(), note).await?.into()))
}

impl From<BreakGlass> for BreakGlassOut {
    fn from(BreakGlass { number, opened, review }: BreakGlass) -> Self {
        Self {
            number,
            person: opened.person.to_string(),
            name: opened.name,
            reason: opened.reason,
            opened: opened.opened.to_string(),
            until: opened.until.to_string(),
            review: review.map(ReviewOut::from),
        }
    }
}

impl From<Review> for ReviewOut {
    fn from(Review { by, at, outcome, note }: Review) -> Self {
        Self { by, at: at.to_string(), outcome: outcome.into(), note }
    }
}
