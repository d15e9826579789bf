//! Who was ever given what: the history of an account's rights, from its stream.

use axum::Json;
use axum::extract::State;
use chrono::NaiveDate;
use hamyar_event_store::Recorded;
use hamyar_events::{AccountEvent, Actor, BoundTo, GrantGround, Personal, Role, StreamEvent, WithdrawalGround};
use hamyar_identity::policy::{self, Action, Resource};
use hamyar_identity::{Access, Scope, Via};
use hamyar_projections::Names;
use hamyar_projections::views::{ActorRef, CivilDate, Instant, NamedRef};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::answers::ReadProblems;
use super::families::document;
use super::grants;
use super::run::store_problem;
use crate::auth::Signed;
use crate::input::InPath;
use crate::problem::{Problem, from_database};
use crate::state::AppState;

/// Where a grant stands today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum GrantState {
    /// It has not begun.
    Coming,
    /// It counts.
    Counts,
    /// It is over by its day.
    Over,
    /// It was taken back.
    Withdrawn,
}

/// What a grant is bound to, with its name.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct BoundView {
    /// `nation`, `caseworker`, `center`, `commission`, `agency`, `neighborhood` or `place`.
    kind: &'static str,
    /// Null for the nation.
    of: Option<NamedRef>,
}

/// Who took a grant back, when and why.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Withdrawal {
    by: ActorRef,
    at: Instant,
    #[schema(value_type = String)]
    ground: WithdrawalGround,
    /// Null where nothing was written, or the account's holder was erased.
    note: Option<String>,
}

/// One right that the account was ever given.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct GrantView {
    grant_id: Uuid,
    role: Role,
    bound_to: BoundView,
    from: CivilDate,
    until: Option<CivilDate>,
    state: GrantState,
    /// Days until it ends by itself, when it counts and has an end.
    days_left: Option<i64>,
    given_by: ActorRef,
    given_at: Instant,
    #[schema(value_type = String)]
    ground: GrantGround,
    /// Null where nothing was written, or the account's holder was erased.
    note: Option<String>,
    withdrawn: Option<Withdrawal>,
}

/// The account was disabled or let in again.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Switch {
    /// `disabled` or `enabled`.
    kind: &'static str,
    by: ActorRef,
    at: Instant,
    #[schema(value_type = Option<String>)]
    ground: Option<WithdrawalGround>,
    note: Option<String>,
}

/// The rights of an account, now and before.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct AccountRights {
    id: Uuid,
    username: String,
    display_name: String,
    disabled: bool,
    opened_at: Option<Instant>,
    opened_by: Option<ActorRef>,
    /// The newest first.
    grants: Vec<GrantView>,
    /// The newest first.
    switches: Vec<Switch>,
    /// The stream's sequence.
    sequence: i64,
}

/// The kind of what a grant is bound to, and its id.
pub(crate) fn kind_of(bound_to: BoundTo) -> (&'static str, Option<Uuid>) {
    let scope = Scope::of(bound_to);
    match bound_to {
        BoundTo::Nation => ("nation", None),
        BoundTo::Caseworker { .. } => ("caseworker", scope.caseworker_id),
        BoundTo::Center { .. } => ("center", scope.center_id),
        BoundTo::Commission { .. } => ("commission", scope.commission_ids.first().copied()),
        BoundTo::Agency { .. } => ("agency", scope.agency_id),
        BoundTo::Neighborhood { .. } => ("neighborhood", scope.place_id),
        BoundTo::Place { .. } => ("place", scope.place_id),
    }
}

fn said(note: Option<Personal<String>>) -> Option<String> {
    note.and_then(|note| note.value)
}

/// Folds an account's stream.
struct Folding {
    today: NaiveDate,
    opened: Option<(Instant, ActorRef)>,
    grants: BTreeMap<Uuid, GrantView>,
    order: Vec<Uuid>,
    switches: Vec<Switch>,
}

impl Folding {
    fn apply(&mut self, recorded: &Recorded, event: AccountEvent) {
        let nobody = || ActorRef { id: None, name: None, kind: "system".to_owned() };
        let by = recorded.actor.parse::<Actor>().map_or_else(|_| nobody(), |actor| ActorRef::from(&actor));
        let at = Instant::from(recorded.recorded_at);
        match event {
            AccountEvent::AccountOpened(_) => self.opened = Some((at, by)),
            AccountEvent::RoleGranted(event) => {
                let (kind, id) = kind_of(event.bound_to);
                let counts = event.from <= self.today;
                let over = event.until.is_some_and(|until| until < self.today);
                let state = match (over, counts) {
                    (true, _) => GrantState::Over,
                    (false, true) => GrantState::Counts,
                    (false, false) => GrantState::Coming,
                };
                let left = event.until.map(|until| (until - self.today).num_days());
                self.order.push(event.grant_id.0);
                self.grants.insert(
                    event.grant_id.0,
                    GrantView {
                        grant_id: event.grant_id.0,
                        role: event.role,
                        bound_to: BoundView { kind, of: id.map(NamedRef::unnamed) },
                        from: event.from.into(),
                        until: event.until.map(CivilDate::from),
                        state,
                        days_left: left.filter(|_| state == GrantState::Counts),
                        given_by: by,
                        given_at: at,
                        ground: event.ground,
                        note: said(event.note),
                        withdrawn: None,
                    },
                );
            }
            AccountEvent::RoleWithdrawn(event) => {
                if let Some(grant) = self.grants.get_mut(&event.grant_id.0) {
                    (grant.state, grant.days_left) = (GrantState::Withdrawn, None);
                    grant.withdrawn = Some(Withdrawal { by, at, ground: event.ground, note: said(event.note) });
                }
            }
            AccountEvent::AccountDisabled(event) => {
                let (kind, ground, note) = ("disabled", Some(event.ground), said(event.note));
                self.switches.push(Switch { kind, by, at, ground, note });
            }
            AccountEvent::AccountEnabled(event) => {
                self.switches.push(Switch { kind: "enabled", by, at, ground: None, note: said(event.note) });
            }
        }
    }

    fn actors(&mut self) -> Vec<&mut ActorRef> {
        let mut actors: Vec<&mut ActorRef> = self.switches.iter_mut().map(|switch| &mut switch.by).collect();
        actors.extend(self.opened.iter_mut().map(|(_, by)| by));
        for grant in self.grants.values_mut() {
            actors.push(&mut grant.given_by);
            actors.extend(grant.withdrawn.iter_mut().map(|withdrawn| &mut withdrawn.by));
        }
        actors
    }
}

/// The rights of an account, now and before: over what, for which days, given and taken back by whom and why. For the administrator who keeps
/// the account, and for the auditor, whose looking is recorded.
#[utoipa::path(get, path = "/users/{id}/grants", tag = "administration", params(("id" = Uuid, Path)),
    responses((status = 200, body = AccountRights), ReadProblems))]
pub(crate) async fn read_user_grants(
    State(state): State<AppState>,
    signed: Signed,
    InPath(path): InPath<[Uuid; 1]>,
) -> Result<Json<AccountRights>, Problem> {
    let [id] = path;
    signed.may_ever(Action::ReadGrants)?;
    let verdict = signed.check(Action::ReadGrants, &Resource::None)?;
    let user = if policy::may_ever(&signed.principal, Action::ReadAudit) {
        let subject = format!("account:{id}");
        let user_id = signed.principal.user_id;
        let access =
            Access { user_id, operation: "read_user_grants", subject: &subject, ground: verdict.why, via: Via::Api };
        state.identity().record_access(access).await?;
        state.identity().user(id, state.clock().now()).await?.ok_or(Problem::NotFound)?
    } else {
        grants::kept(&state, &signed, id).await?
    };
    let recorded = state.store().stream(AccountEvent::STREAM, id, 1, i64::MAX).await.map_err(store_problem)?;
    let mut folding = Folding {
        today: state.today(),
        opened: None,
        grants: BTreeMap::new(),
        order: Vec::new(),
        switches: Vec::new(),
    };
    for one in &recorded {
        folding.apply(one, one.decode().map_err(store_problem)?);
    }
    document::name_actors(&state, &mut folding.actors()).await?;
    let ids: Vec<Uuid> =
        folding.grants.values().filter_map(|grant| grant.bound_to.of.as_ref()).map(|of| of.id).collect();
    let names = Names::load(state.read(), &ids).await.map_err(|error| from_database("names", error))?;
    for of in folding.grants.values_mut().filter_map(|grant| grant.bound_to.of.as_mut()) {
        *of = names.named(of.id);
    }
    let mut grants: Vec<GrantView> = folding.order.iter().rev().filter_map(|id| folding.grants.remove(id)).collect();
    // What stands comes before what is over.
    grants.sort_by_key(|grant| matches!(grant.state, GrantState::Over | GrantState::Withdrawn));
    let (opened_at, opened_by) = folding.opened.unzip();
    folding.switches.reverse();
    Ok(Json(AccountRights {
        id,
        username: user.principal.username,
        display_name: user.principal.display_name,
        disabled: user.disabled,
        opened_at,
        opened_by,
        grants,
        switches: folding.switches,
        sequence: recorded.last().map_or(0, |one| one.sequence),
    }))
}

/// The operations.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(read_user_grants))
}
