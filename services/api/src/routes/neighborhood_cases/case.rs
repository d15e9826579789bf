//! The case of one neighborhood, as everybody may read it: it names nobody.

use axum::Json;
use axum::extract::State;
use hamyar_domain::neighborhood::compute;
use hamyar_domain::{SETTINGS_ID, Settings};
use hamyar_events::neighborhood::PriorityComputation;
use hamyar_identity::policy::{self, Action, Resource};
use hamyar_projections::neighborhood_cases::{self as cases, BoundaryView, PriorityView, ProfileVersion};
use hamyar_projections::views::CivilDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::super::answers::ReadProblems;
use super::super::run::store_problem;
use super::{neighborhood, within};
use crate::auth::Signed;
use crate::input::InPath;
use crate::problem::{Problem, from_database};
use crate::state::AppState;
use crate::wait::AtLeast;

/// What the reader may do here.
#[derive(Serialize, ToSchema)]
pub(crate) struct MayDo {
    /// Write the profile, the boundary, the power map and requests.
    pub(crate) keep: bool,
    /// Give the priority and keep the approval.
    pub(crate) prioritize: bool,
    /// Read the power map.
    pub(crate) read_actors: bool,
    /// Publish the residents' page and take it back.
    pub(crate) publish: bool,
    /// Report against the duties of this agency.
    pub(crate) report_for: Option<Uuid>,
}

/// The approval as a target place.
#[derive(Serialize, ToSchema)]
pub(crate) struct ApprovalView {
    body: String,
    number: Option<String>,
    approved_on: CivilDate,
}

/// One neighborhood as a case.
#[derive(Serialize, ToSchema)]
pub(crate) struct NeighborhoodCaseView {
    id: Uuid,
    /// Every version, the newest first.
    profiles: Vec<ProfileVersion>,
    boundary: Option<BoundaryView>,
    /// Every priority given, the newest first: the first holds.
    priorities: Vec<PriorityView>,
    /// What the rule in force makes of the newest profile; null where the profile knows too little.
    computed: Option<PriorityComputation>,
    /// Codes of the indicators that lack for a computation, the heaviest first.
    lacking: Vec<String>,
    approval: Option<ApprovalView>,
    may: MayDo,
    /// The log position up to which it is right.
    position: i64,
}

pub(super) async fn may(state: &AppState, signed: &Signed, id: Uuid) -> Result<MayDo, Problem> {
    let within = within(state, id).await?;
    let resource = Resource::Neighborhood { id, within: &within };
    let allowed = |action| policy::decide(&signed.principal, action, &resource).allowed;
    Ok(MayDo {
        keep: allowed(Action::KeepNeighborhood),
        prioritize: allowed(Action::SetPriority),
        read_actors: allowed(Action::ReadPowerMap),
        publish: allowed(Action::PublishResidentsPage),
        report_for: signed.principal.agency_id(),
    })
}

/// One neighborhood as a case: profile with its versions, boundary, priority with its explanation and history, approval.
#[utoipa::path(get, path = "/neighborhoods/{id}/case", tag = "neighborhoods",
    params(("id" = Uuid, Path), ("at_least" = Option<i64>, Query, description = "log position to wait for")),
    responses((status = 200, body = NeighborhoodCaseView), ReadProblems))]
pub(crate) async fn read_neighborhood_case(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    InPath(path): InPath<[Uuid; 1]>,
) -> Result<Json<NeighborhoodCaseView>, Problem> {
    signed.check(Action::ReadLists, &Resource::None)?;
    let [id] = path;
    neighborhood(&state, id).await?;
    let ids = [id];
    let pool = state.read();
    let (profiles, mut boundaries, priorities, mut standings) = futures::try_join!(
        cases::profiles(pool, id),
        cases::boundaries(pool, &ids),
        cases::priorities(pool, id),
        cases::standings(pool, &ids)
    )
    .map_err(|error| from_database("neighborhood case", error))?;
    let settings = state.store().load::<Settings>(SETTINGS_ID).await.map_err(store_problem)?;
    let rule = settings.state.priority_rule(state.today());
    let standing = standings.remove(&id).unwrap_or_default();
    let (computed, lacking) = match standing.profile.as_ref().map(|profile| compute(&rule, profile)) {
        Some(Ok(computed)) => (Some(computed), Vec::new()),
        Some(Err(lacking)) => (None, lacking.into_iter().flat_map(|one| one.missing).collect()),
        None => (None, Vec::new()),
    };
    let approval = standing.approved.map(|approved| ApprovalView {
        body: approved.body,
        number: approved.number,
        approved_on: approved.approved_on.into(),
    });
    let position = hamyar_projections::position(state.read(), "neighborhood_cases").await;
    let position = position.map_err(|error| from_database("neighborhood case", error))?;
    Ok(Json(NeighborhoodCaseView {
        id,
        profiles,
        boundary: boundaries.remove(&id),
        priorities,
        computed,
        lacking,
        approval,
        may: may(&state, &signed, id).await?,
        position,
    }))
}
