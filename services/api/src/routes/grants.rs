//! Rights of accounts: given for a time, with a reason; taken back; and who was ever given what.

use axum::extract::State;
use hamyar_domain::account::NewGrant;
use hamyar_domain::{Caseworker, Center, Commission, Neighborhood, Place};
use hamyar_event_store::{Actor, Committed};
use hamyar_events::{BoundTo, Decider, GrantGround, GrantId, Role, WithdrawalGround};
use hamyar_identity::policy::{self, Action, NotGiven, Resource};
use hamyar_identity::{Change, Scope, User, note_of};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::answers::{CommandAnswers, Done};
use super::lookups;
use super::reach::Reaches;
use super::run::{self, Wish, derived_id, ids, store_problem};
use crate::auth::{FRESH_MINUTES, Signed};
use crate::input::{Day, IfMatch, InPath, Line, Sent, command};
use crate::problem::Problem;
use crate::state::AppState;

command! {
    /// A right: a role over one place, for a time. A role needs what it is bound to.
    pub struct GrantRoleBody {
        role: Role,
        /// For a caseworker.
        caseworker_id: Option<Uuid>,
        /// For a center manager.
        center_id: Option<Uuid>,
        /// For a commission member.
        commission_id: Option<Uuid>,
        /// For an agency officer.
        agency_id: Option<Uuid>,
        /// For an officer.
        neighborhood_id: Option<Uuid>,
        /// For an officer or an administrator; the whole country when absent.
        place_id: Option<Uuid>,
        /// The first day on which it counts; today when absent.
        from: Option<Day>,
        /// The last day on which it counts; no end when absent.
        until: Option<Day>,
        /// `appointed`, `stand_in`, `duty_changed` or `other`.
        ground: GrantGround,
        /// Why, in words; needed with `other`. Sealed with the account holder's own key.
        note: Option<Line>,
        /// A grant of the same account that this one takes the place of.
        replaces: Option<GrantId>,
    }
}

command! {
    /// Why a right is taken back.
    pub struct WithdrawRoleBody {
        /// `duty_ended`, `duty_changed`, `left`, `mistake`, `misuse` or `other`.
        ground: WithdrawalGround,
        /// Why, in words; needed with `other`. Sealed with the account holder's own key.
        note: Option<Line>,
    }
}

command! {
    /// Why an account is disabled.
    pub struct DisableUserBody {
        /// `duty_ended`, `duty_changed`, `left`, `mistake`, `misuse` or `other`.
        ground: WithdrawalGround,
        /// Why, in words; needed with `other`. Sealed with the account holder's own key.
        note: Option<Line>,
    }
}

command! {
    /// Why an account may be used again.
    pub struct EnableUserBody {
        /// Why, in words. Sealed with the account holder's own key.
        note: Option<Line>,
    }
}

/// Grounds that people give; the others are the program's own.
pub(crate) fn is_given(ground: GrantGround) -> Result<GrantGround, Problem> {
    match ground {
        GrantGround::Appointed | GrantGround::StandIn | GrantGround::DutyChanged | GrantGround::Other => Ok(ground),
        GrantGround::FirstAdministrator | GrantGround::ExistedBefore | GrantGround::Demo => {
            Err(Problem::field("ground", "not_in_set"))
        }
    }
}

fn is_taken(ground: WithdrawalGround) -> Result<WithdrawalGround, Problem> {
    match ground {
        WithdrawalGround::Replaced | WithdrawalGround::ExistedBefore => Err(Problem::field("ground", "not_in_set")),
        _ => Ok(ground),
    }
}

/// What a body binds a role to; a field that lacks, or that the role has no use for, is named.
fn bound_to(body: &GrantRoleBody) -> Result<BoundTo, Problem> {
    let given = [
        ("caseworker_id", body.caseworker_id, &[Role::Caseworker][..]),
        ("center_id", body.center_id, &[Role::CenterManager]),
        ("commission_id", body.commission_id, &[Role::CommissionMember]),
        ("agency_id", body.agency_id, &[Role::AgencyOfficer]),
        ("neighborhood_id", body.neighborhood_id, &[Role::Officer, Role::Facilitator]),
        ("place_id", body.place_id, &[Role::Officer, Role::Administrator, Role::Facilitator]),
    ];
    for (field, id, roles) in given {
        if id.is_some() && !roles.contains(&body.role) {
            return Err(Problem::field(field, "not_expected"));
        }
    }
    if let Some(id) = body.neighborhood_id {
        if body.place_id.is_some() {
            return Err(Problem::field("place_id", "not_expected"));
        }
        return Ok(BoundTo::Neighborhood { neighborhood_id: id.into() });
    }
    let scope = Scope {
        caseworker_id: body.caseworker_id,
        center_id: body.center_id,
        commission_ids: body.commission_id.into_iter().collect(),
        agency_id: body.agency_id,
        place_id: body.place_id,
    };
    let lacks = |field| Problem::field(if field == "commission_ids" { "commission_id" } else { field }, "required");
    let bounds = scope.bounds(body.role).map_err(lacks)?;
    bounds.into_iter().next().ok_or(Problem::Internal)
}

/// What a grant is bound to must stand in its register; an enforcement body is told nothing of families.
pub(crate) async fn known(state: &AppState, bound_to: BoundTo) -> Result<(), Problem> {
    match bound_to {
        BoundTo::Nation => Ok(()),
        BoundTo::Agency { agency_id } => lookups::trusted_agency(state, "agency_id", agency_id.0).await,
        BoundTo::Caseworker { caseworker_id } => stands::<Caseworker>(state, "caseworker_id", caseworker_id.0).await,
        BoundTo::Center { center_id } => stands::<Center>(state, "center_id", center_id.0).await,
        BoundTo::Commission { commission_id } => stands::<Commission>(state, "commission_id", commission_id.0).await,
        BoundTo::Neighborhood { neighborhood_id } => {
            stands::<Neighborhood>(state, "neighborhood_id", neighborhood_id.0).await
        }
        BoundTo::Place { place_id } => stands::<Place>(state, "place_id", place_id.0).await,
    }
}

async fn stands<A: Decider>(state: &AppState, field: &'static str, id: Uuid) -> Result<(), Problem> {
    let loaded = state.store().load::<A>(id).await.map_err(store_problem)?;
    if loaded.sequence == 0 { Err(Problem::field(field, "unknown")) } else { Ok(()) }
}

/// The giver's own grant on which a right may rest.
pub(crate) async fn rests_on(
    state: &AppState,
    signed: &Signed,
    holder: Uuid,
    held: Option<&User>,
    (role, bound_to): (Role, BoundTo),
) -> Result<GrantId, Problem> {
    let mut reaches = Reaches::new(state);
    let grants = held.map(|user| user.grants.as_slice()).unwrap_or_default();
    let held = reaches.held(&signed.principal, grants).await?;
    let wanted = reaches.of(role, bound_to).await?;
    match policy::may_give(&signed.principal, holder, &held, &wanted) {
        Ok(grant_id) => Ok(GrantId(grant_id)),
        Err(NotGiven::Own) => Err(Problem::refused("own_rights")),
        Err(NotGiven::NotHeld) => Err(Problem::refused("more_than_held")),
    }
}

/// The account, when the administrator keeps it. One that reaches further than the administrator does not exist for them.
pub(crate) async fn kept(state: &AppState, signed: &Signed, id: Uuid) -> Result<User, Problem> {
    signed.may_ever(Action::ManageUsers)?;
    signed.check(Action::ManageUsers, &Resource::None)?;
    let user = state.identity().user(id, state.clock().now()).await?.ok_or(Problem::NotFound)?;
    let held = Reaches::new(state).held(&signed.principal, &user.grants).await?;
    if policy::may_keep(&signed.principal, &held) { Ok(user) } else { Err(Problem::NotFound) }
}

/// The accounts that the administrator keeps.
pub(crate) async fn all_kept(state: &AppState, signed: &Signed) -> Result<Vec<User>, Problem> {
    let mut reaches = Reaches::new(state);
    let mut kept = Vec::new();
    for user in state.identity().list_users(state.clock().now()).await? {
        let held = reaches.held(&signed.principal, &user.grants).await?;
        if policy::may_keep(&signed.principal, &held) {
            kept.push(user);
        }
    }
    Ok(kept)
}

fn change(state: &AppState, wish: Wish) -> Change {
    Change { context: wish.context, execution: wish.execution, now: state.clock().now() }
}

/// A change that the client did not give an id: what it asks for holds afterwards, however often it is sent.
pub(crate) fn once(state: &AppState, signed: &Signed) -> Change {
    Change::by(Actor::User(signed.principal.user_id), state.clock().now())
}

fn done(user_id: Uuid, committed: Committed, grant_id: GrantId) -> Done {
    run::done(user_id, committed, ids("grant_id", grant_id.0))
}

/// Give an account a right, with its days and why. Nobody gives more than they hold, nor anything to themselves.
#[utoipa::path(post, path = "/users/{id}/grants", tag = "administration", params(("id" = Uuid, Path)), request_body = GrantRoleBody, responses(CommandAnswers))]
pub(crate) async fn grant_role(
    State(state): State<AppState>,
    signed: Signed,
    InPath(path): InPath<[Uuid; 1]>,
    sent: Sent,
) -> Result<Done, Problem> {
    let [user_id] = path;
    let user = kept(&state, &signed, user_id).await?;
    let body: GrantRoleBody = sent.read()?;
    signed.fresh(FRESH_MINUTES)?;
    let at = run::moment(&state, &body, None)?;
    let ground = is_given(body.ground)?;
    let bound_to = bound_to(&body)?;
    let wish = Wish::new(run::context(&signed, &body, at, IfMatch(None)), &sent, "grant_role", &path);
    let grant_id = GrantId(derived_id(body.command_id, "grant"));
    let mut by_grant = None;
    if !run::is_answered(&state, body.command_id).await? {
        known(&state, bound_to).await?;
        by_grant = Some(rests_on(&state, &signed, user_id, Some(&user), (body.role, bound_to)).await?);
    }
    let grant = NewGrant {
        grant_id,
        role: body.role,
        bound_to,
        from: body.from.map_or(at.today, |day| day.0),
        until: body.until.map(|day| day.0),
        ground,
        note: note_of(user_id, body.note.map(Line::into_string)),
        by_grant,
    };
    // Whoever made a link for the account before could use it now for more than they hold.
    state.identity().revoke_links_of_others(user_id, signed.principal.user_id, signed.now).await?;
    let committed = state.identity().grant_role(user_id, grant, body.replaces, change(&state, wish)).await?;
    Ok(done(user_id, committed, grant_id))
}

/// Take a right back, with a reason. It ends with the next request, and open screens with it.
#[utoipa::path(post, path = "/users/{id}/grants/{grant_id}/withdraw", tag = "administration",
    params(("id" = Uuid, Path), ("grant_id" = Uuid, Path)), request_body = WithdrawRoleBody, responses(CommandAnswers))]
pub(crate) async fn withdraw_role(
    State(state): State<AppState>,
    signed: Signed,
    InPath(path): InPath<[Uuid; 2]>,
    sent: Sent,
) -> Result<Done, Problem> {
    let [user_id, grant_id] = path;
    kept(&state, &signed, user_id).await?;
    let body: WithdrawRoleBody = sent.read()?;
    let at = run::moment(&state, &body, None)?;
    not_own(&signed, user_id)?;
    let wish = Wish::new(run::context(&signed, &body, at, IfMatch(None)), &sent, "withdraw_role", &path);
    let (ground, note) = (is_taken(body.ground)?, note_of(user_id, body.note.map(Line::into_string)));
    let grant_id = GrantId(grant_id);
    let identity = state.identity();
    let committed = identity.withdraw_role(user_id, grant_id, ground, note, change(&state, wish)).await?;
    Ok(done(user_id, committed, grant_id))
}

fn not_own(signed: &Signed, user_id: Uuid) -> Result<(), Problem> {
    if signed.principal.user_id == user_id { Err(Problem::refused("own_rights")) } else { Ok(()) }
}

/// Disable an account, with a reason, and end its sessions.
#[utoipa::path(post, path = "/users/{id}/disable", tag = "administration", params(("id" = Uuid, Path)), request_body = DisableUserBody, responses(CommandAnswers))]
pub(crate) async fn disable_user(
    State(state): State<AppState>,
    signed: Signed,
    InPath(path): InPath<[Uuid; 1]>,
    sent: Sent,
) -> Result<Done, Problem> {
    let [user_id] = path;
    kept(&state, &signed, user_id).await?;
    let body: DisableUserBody = sent.read()?;
    let at = run::moment(&state, &body, None)?;
    not_own(&signed, user_id)?;
    let wish = Wish::new(run::context(&signed, &body, at, IfMatch(None)), &sent, "disable_user", &path);
    let (ground, note) = (is_taken(body.ground)?, note_of(user_id, body.note.map(Line::into_string)));
    let committed = state.identity().disable_account(user_id, ground, note, change(&state, wish)).await?;
    Ok(run::done(user_id, committed, run::Ids::new()))
}

/// Let an account be used again, with the grants it has.
#[utoipa::path(post, path = "/users/{id}/enable", tag = "administration", params(("id" = Uuid, Path)), request_body = EnableUserBody, responses(CommandAnswers))]
pub(crate) async fn enable_user(
    State(state): State<AppState>,
    signed: Signed,
    InPath(path): InPath<[Uuid; 1]>,
    sent: Sent,
) -> Result<Done, Problem> {
    let [user_id] = path;
    kept(&state, &signed, user_id).await?;
    let body: EnableUserBody = sent.read()?;
    signed.fresh(FRESH_MINUTES)?;
    let at = run::moment(&state, &body, None)?;
    not_own(&signed, user_id)?;
    let wish = Wish::new(run::context(&signed, &body, at, IfMatch(None)), &sent, "enable_user", &path);
    let note = note_of(user_id, body.note.map(Line::into_string));
    let committed = state.identity().enable_account(user_id, note, change(&state, wish)).await?;
    Ok(run::done(user_id, committed, run::Ids::new()))
}

/// The operations.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(grant_role))
        .routes(routes!(withdraw_role))
        .routes(routes!(disable_user))
        .routes(routes!(enable_user))
}
