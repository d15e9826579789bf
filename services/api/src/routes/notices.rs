//! Breaking the glass, and what people are told of it: what is open for oneself, and what was opened of the families one answers for.

use axum::Json;
use axum::extract::State;
use hamyar_domain::Family;
use hamyar_domain::family as domain;
use hamyar_events::family::GlassPurpose;
use hamyar_events::{CenterId, GlassId, Personal, UserId};
use hamyar_identity::Role;
use hamyar_identity::policy::{self, Action, Resource};
use hamyar_projections::families;
use hamyar_projections::trust::{self, GlassNotice, OpenNow};
use hamyar_projections::views::{ActorRef, CivilDate};
use hamyar_projections::waiting::{self, Waiting, WaitingKind};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::answers::{CommandAnswers, Done, ReadProblems};
use super::families::document;
use super::families::search::{SearchFamiliesBody, query};
use super::run::{self, Wish, derived_id, ids};
use crate::auth::{FRESH_MINUTES, Signed};
use crate::input::{IfMatch, Line, Sent, Words, command};
use crate::problem::{Problem, from_database};
use crate::state::AppState;
use crate::wait::AtLeast;

/// What concerns the person beyond the day's work.
#[derive(Serialize, ToSchema)]
pub(crate) struct Notices {
    /// What is open for the person now: broken glass and reveals, with their end.
    open: Vec<OpenNow>,
    /// Glass that others broke over families the person answers for, until acknowledged.
    told: Vec<GlassNotice>,
    /// How much of what waits for the person, the most pressing kind first.
    waiting: Vec<WaitingCount>,
    position: i64,
}

/// How much of one kind waits.
#[derive(Serialize, ToSchema)]
pub(crate) struct WaitingCount {
    kind: WaitingKind,
    count: u32,
    /// Whether there is more of it than is counted.
    more: bool,
    /// The day of the oldest; of sessions, the next.
    since: CivilDate,
}

fn counted(waiting: Vec<Waiting>) -> Vec<WaitingCount> {
    let cut = waiting::cut_kinds(&waiting);
    let mut counts: Vec<WaitingCount> = Vec::new();
    // Sorted by kind, then by key: the oldest is looked for.
    for one in waiting {
        match counts.last_mut().filter(|last| last.kind == one.kind) {
            Some(last) => {
                last.count += 1;
                if one.since < last.since.iso {
                    last.since = one.since.into();
                }
            }
            None => counts.push(WaitingCount {
                kind: one.kind,
                count: 1,
                since: one.since.into(),
                more: cut.contains(&one.kind),
            }),
        }
    }
    counts
}

/// What is open for the person now, and what the person is to acknowledge.
#[utoipa::path(get, path = "/notices", tag = "meta",
    params(("at_least" = Option<i64>, Query, description = "log position to wait for")),
    responses((status = 200, body = Notices), ReadProblems))]
pub(crate) async fn list_notices(
    State(state): State<AppState>,
    signed: Signed,
    _: AtLeast,
) -> Result<Json<Notices>, Problem> {
    signed.may_ever(Action::ReadNotices)?;
    signed.check(Action::ReadNotices, &Resource::None)?;
    let principal = &signed.principal;
    let open = trust::open_now(state.read(), principal.user_id, state.clock().now()).await;
    let open = open.map_err(|error| from_database("openings", error))?;
    let caseworkers: Vec<_> = principal.caseworker_id().into_iter().collect();
    let told = trust::glass_notices(state.read(), principal.user_id, &principal.center_ids(), &caseworkers).await;
    let mut told = told.map_err(|error| from_database("notices", error))?;
    let mut actors: Vec<&mut ActorRef> = told.iter_mut().map(|notice| &mut notice.by).collect();
    document::name_actors(&state, &mut actors).await?;
    let waiting = waiting::waiting(state.read(), &hamyar_notify::waiting_for(principal), state.today()).await;
    let waiting = counted(waiting.map_err(|error| from_database("notices", error))?);
    let position = hamyar_projections::position(state.read(), "due_items").await;
    let position = position.map_err(|error| from_database("notices", error))?;
    Ok(Json(Notices { open, told, waiting, position }))
}

command! {
    /// Over which family, and why. By its file number, or by what a search elsewhere found possible.
    pub struct BreakGlassBody {
        file_number: Option<Line>,
        r#match: Option<SearchFamiliesBody>,
        reason: Words,
    }
}

/// Break the glass: for three hours read the file of a family that another center keeps, or an address under threat of the own center.
/// Recorded in the family's history and told to those who answer for it. Asks who sits there, where that was not shown lately.
#[utoipa::path(post, path = "/break-glass", tag = "families", request_body = BreakGlassBody, responses(CommandAnswers))]
pub(crate) async fn break_glass(State(state): State<AppState>, signed: Signed, sent: Sent) -> Result<Done, Problem> {
    signed.may_ever(Action::BreakGlass)?;
    signed.check(Action::BreakGlass, &Resource::None)?;
    signed.fresh(FRESH_MINUTES)?;
    let mut body: BreakGlassBody = sent.read()?;
    let id = match (body.file_number.take(), body.r#match.take()) {
        (Some(number), None) => {
            let found = families::by_file_number(state.read(), &number.into_string()).await;
            found
                .map_err(|error| from_database("file number", error))?
                .ok_or(Problem::field("file_number", "unknown"))?
        }
        (None, Some(wanted)) => {
            let (query, scope) = query(&state, &signed, wanted).await?;
            let found = families::likely_outside(state.read(), &query, &scope, 1).await;
            let found = found.map_err(|error| from_database("family search", error))?;
            found.into_iter().next().ok_or(Problem::refused("no_possible_match"))?
        }
        (None, None) => return Err(Problem::field("file_number", "required")),
        (Some(_), Some(_)) => return Err(Problem::field("match", "not_expected")),
    };
    let (_, facts) = run::family(&state, id).await?;
    let own = policy::decide(
        &signed.principal,
        Action::OpenFamily,
        &Resource::Family(&policy::FamilyFacts { opened: Vec::new(), ..facts }),
    );
    let purpose = if own.allowed { GlassPurpose::ThreatenedAddress } else { GlassPurpose::ForeignFile };
    let at = run::moment(&state, &body, None)?;
    let glass_id = derived_id(body.command_id, "glass");
    let command = domain::BreakGlass {
        glass_id: GlassId(glass_id),
        user_id: UserId(signed.principal.user_id),
        center_id: signed.principal.scopes(Role::CenterManager).find_map(|scope| scope.center_id).map(CenterId),
        purpose,
        reason: Personal::of_family(id, body.reason.as_str().to_owned()),
        now: state.clock().now(),
    };
    let context = run::context(&signed, &body, at, IfMatch(None));
    let wish = Wish::new(context, &sent, "break_glass", &[]);
    let committed = match run::execute::<Family>(&state, id, command.into(), wish).await {
        Ok(committed) => committed,
        Err(failed) => return Err(failed.into_problem(&state, &signed).await),
    };
    document::trace(&state, &signed, "break_glass", id, policy::BROKEN_GLASS).await?;
    Ok(run::done(id, committed, ids("glass_id", glass_id)))
}

/// The operations.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list_notices)).routes(routes!(break_glass))
}
