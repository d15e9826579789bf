//! Commissions: participants, sessions, agenda, packet, decisions.

use axum::Json;
use axum::extract::State;
use hamyar_domain::commission as domain;
use hamyar_domain::family::{Reception, ReferralState};
use hamyar_domain::{Commission, Family};
use hamyar_events::commission::{Absence, CasePutOnAgenda, CommissionFormed, ParticipantSeated, SessionCalled};
use hamyar_events::family::Attendee;
use hamyar_events::{
    AdjournReason, AgencyId, CenterId, Domain, FamilyId, ParticipantId, ParticipantKind, Personal, ReferralId,
    SessionId,
};
use hamyar_identity::Role;
use hamyar_identity::policy::{Action, Fields, ReferralFacts, Resource};
use hamyar_projections::commissions::{self, Agenda, CommissionCard, ReferralDetail};
use hamyar_projections::views::{FamilyFile, FileReferral, Page};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::answers::{CommandAnswers, Done, ReadProblems};
use super::asked::{Asked, begin, go_on, undated};
use super::centers::position;
use super::cover::{Covered, covered};
use super::families::document;
use super::families::timeline::{TimelineItem, item, name};
use super::lookups;
use super::presenters;
use super::run::{self, Ids, derived_id, ids};
use crate::auth::Signed;
use crate::input::{Day, IfMatch, InPath, Line, Name, Sent, body, command};
use crate::problem::{Problem, from_database};
use crate::state::AppState;
use crate::wait::AtLeast;

/// Events that are no part of what a commission is shown: files of the case, who looked, who asked to be forgotten, what the family asked and
/// its caseworker proposed.
const NOT_TOLD: [&str; 7] =
    ["attachment_", "erasure_", "glass_", "comparison_", "address_revealed", "request_", "tier_propos"];

/// Sessions that are over and still shown.
pub(super) const PAST_SESSIONS: i64 = 20;

/// The commissions: a member's own, everyone else's all.
#[utoipa::path(get, path = "/commissions", tag = "commissions",
    params(("at_least" = Option<i64>, Query, description = "log position to wait for")),
    responses((status = 200, body = Page<CommissionCard>), ReadProblems))]
pub(crate) async fn list_commissions(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
) -> Result<Json<Page<CommissionCard>>, Problem> {
    signed.may_ever(Action::ListCommissions)?;
    signed.check(Action::ListCommissions, &Resource::None)?;
    let all = [Role::Caseworker, Role::CenterManager, Role::Auditor, Role::Administrator];
    let sees_all = all.iter().any(|role| signed.principal.is(*role));
    let own = signed.principal.commission_ids();
    let found = commissions::commissions(state.read(), (!sees_all).then_some(own.as_slice())).await;
    let items = found.map_err(|error| from_database("commissions", error))?;
    Ok(Json(Page::whole(items, position(&state).await?)))
}

/// The agenda of a commission's sessions, and the referrals that wait for one.
#[utoipa::path(get, path = "/commissions/{id}/agenda", tag = "commissions",
    params(("id" = Uuid, Path), ("at_least" = Option<i64>, Query, description = "log position to wait for")),
    responses((status = 200, body = Agenda), ReadProblems))]
pub(crate) async fn read_agenda(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    InPath(path): InPath<[Uuid; 1]>,
) -> Result<Json<Covered>, Problem> {
    let [id] = path;
    signed.may_ever(Action::ReadAgenda)?;
    let verdict = signed.check(Action::ReadAgenda, &Resource::Commission(id))?;
    let found = commissions::agenda(state.read(), id, PAST_SESSIONS, state.today()).await;
    let agenda = found.map_err(|error| from_database("agenda", error))?.ok_or(Problem::NotFound)?;
    // Who also serves an enforcement body reads file numbers, and no question that tells of a family.
    let fields = if serves_enforcement(&state, &signed).await? { Fields::NONE } else { verdict.fields };
    Ok(Json(covered("Agenda", &agenda, fields)))
}

/// What a commission has before it.
#[derive(Serialize, ToSchema)]
pub(crate) struct Packet {
    referral: ReferralDetail,
    /// Sequence of the last event the file shows.
    as_of_sequence: i64,
    /// The file as it stood when the family was referred.
    file: FamilyFile,
    /// Whether the file has gone on since.
    now_differs: bool,
    /// What happened in the file since, newest first.
    since: Vec<TimelineItem>,
    /// Earlier referrals on whose thread this one goes on, the latest first.
    thread: Vec<FileReferral>,
    /// Referrals of this family that the commission decided.
    past_decisions: Vec<FileReferral>,
}

/// The packet of a referral: the file as it stood at referral. Opening it is recorded.
#[utoipa::path(get, path = "/commissions/{id}/referrals/{referral_id}/packet", tag = "commissions",
    params(("id" = Uuid, Path), ("referral_id" = Uuid, Path), ("at_least" = Option<i64>, Query, description = "log position to wait for")),
    responses((status = 200, body = Packet), ReadProblems))]
pub(crate) async fn read_packet(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    InPath(path): InPath<[Uuid; 2]>,
) -> Result<Json<Covered>, Problem> {
    let [commission_id, referral_id] = path;
    signed.may_ever(Action::ReadPacket)?;
    let detail = referral(&state, referral_id).await?;
    let (family, facts) = run::family(&state, detail.family_id).await?;
    let stored = family.referrals.get(&ReferralId(referral_id)).ok_or(Problem::NotFound)?;
    if stored.commission_id.0 != commission_id {
        return Err(Problem::NotFound);
    }
    let referral_facts = ReferralFacts {
        commission_id,
        alive: run::is_alive(&family, stored),
        social: stored.domain == Domain::Social,
        enforcement: serves_enforcement(&state, &signed).await?,
    };
    let resource = Resource::Referral { family: &facts, referral: referral_facts };
    let verdict = signed.check(Action::ReadPacket, &resource)?;
    let trace = document::trace(&state, &signed, "read_packet", detail.family_id, verdict.why);
    let events = document::traced(trace, document::events(&state, detail.family_id)).await?;
    let as_of_sequence = i64::try_from(stored.packet_sequence).unwrap_or(i64::MAX);
    let then = document::fold(detail.family_id, &events, as_of_sequence)?;
    let now = document::fold(detail.family_id, &events, i64::MAX)?;
    let mut file = document::whole_file(&state, &then).await?;
    // Files of the case are no part of what a commission is shown; who asked to be forgotten is between the family and its center.
    // The cover is today's: whoever reads is told that a place is kept back, and may ask for it, also where the threat came after the referral.
    file.card.address_under_threat |= facts.address_under_threat;
    file.attachments.clear();
    file.erasures.clear();
    file.requests.clear();
    file.tier_proposals.clear();
    let current = document::whole_file(&state, &now).await?;
    let decided =
        |one: &FileReferral| one.decision.is_some() && one.commission.id == commission_id && one.id != referral_id;
    let thread = thread(&current.referrals, referral_id);
    let past_decisions = current.referrals.into_iter().filter(decided).collect();
    // The referral itself, or its coming back, is the event that follows the packet's last one.
    let newer = events.iter().rev().take_while(|event| event.sequence > as_of_sequence + 1);
    let newer = newer.filter(|event| !NOT_TOLD.iter().any(|kind| event.event_type.starts_with(kind)));
    let mut since: Vec<TimelineItem> = newer.map(|event| item(event, verdict.fields)).collect();
    name(&state, &mut since).await?;
    let now_differs = now.sequence() > as_of_sequence + 1;
    let packet = Packet { referral: detail, as_of_sequence, file, now_differs, since, thread, past_decisions };
    Ok(Json(covered("Packet", &packet, verdict.fields)))
}

/// The referrals before this one on its thread. A referral never continues itself, and a thread is as long as the family has referrals.
fn thread(all: &[FileReferral], id: Uuid) -> Vec<FileReferral> {
    let find = |id: Uuid| all.iter().find(|one| one.id == id);
    let mut found: Vec<FileReferral> = Vec::new();
    let mut at = find(id).and_then(|one| one.continues);
    while let Some(former) = at.and_then(find).filter(|_| found.len() < all.len()) {
        at = former.continues;
        found.push(former.clone());
    }
    found
}

/// Whether the person also serves an enforcement body, which never receives a packet nor an agenda.
pub(super) async fn serves_enforcement(state: &AppState, signed: &Signed) -> Result<bool, Problem> {
    match signed.principal.agency_id() {
        Some(agency) => lookups::is_enforcement(state, agency).await,
        None => Ok(false),
    }
}

pub(super) async fn referral(state: &AppState, id: Uuid) -> Result<ReferralDetail, Problem> {
    let read = || async {
        let found = commissions::referral(state.read(), id, state.today()).await;
        found.map_err(|error| from_database("referral", error))
    };
    if let Some(found) = read().await? {
        return Ok(found);
    }
    // Made a moment ago, it may be in the log and not yet in the read model.
    crate::wait::until_head(state).await?;
    read().await?.ok_or(Problem::NotFound)
}

command! {
    /// A commission of one domain.
    pub struct FormCommissionBody {
        name: Name,
        domain: Domain,
        /// Centers whose families may be referred to it.
        center_ids: Vec<CenterId>,
        /// Seated participants that must be present; the program's least when absent.
        quorum: Option<u8>,
        formed_on: Option<Day>,
    }
}

/// Form a commission.
#[utoipa::path(post, path = "/commissions", tag = "commissions", request_body = FormCommissionBody, responses(CommandAnswers))]
pub(crate) async fn form_commission(asked: Asked) -> Result<Done, Problem> {
    asked.signed.may_ever(Action::FormCommission)?;
    asked.signed.check(Action::FormCommission, &Resource::None)?;
    let numbers = lookups::numbers(&asked.state, asked.state.today()).await?;
    let day = |body: &FormCommissionBody| body.formed_on;
    begin::<Commission, FormCommissionBody>(&asked, "form_commission", day, |body, at| {
        let id = derived_id(body.command_id, "commission");
        let commission = CommissionFormed {
            name: body.name.into_string(),
            domain: body.domain,
            center_ids: body.center_ids,
            quorum: body.quorum.unwrap_or(numbers.quorum_min),
            formed_on: at.day,
        };
        let command = domain::FormCommission { commission, numbers, today: at.today };
        Ok((id, command.into(), ids("commission_id", id)))
    })
    .await
}

/// The commission, for one of its members.
pub(super) async fn own(state: &AppState, signed: &Signed, id: Uuid) -> Result<Commission, Problem> {
    signed.may_ever(Action::RunCommission)?;
    signed.check(Action::RunCommission, &Resource::Commission(id))?;
    run::there(state, id).await
}

command! {
    /// An expert, official, activist or center manager.
    pub struct SeatParticipantBody {
        name: Name,
        kind: ParticipantKind,
        agency_id: Option<AgencyId>,
    }
}

command! {
    /// When the commission meets.
    pub struct CallSessionBody {
        held_on: Day,
        /// Tehran wall-clock time, `HH:MM`.
        starts_at: Line,
    }
}

command! {
    /// A referral for the agenda.
    pub struct PutOnAgendaBody {
        referral_id: ReferralId,
    }
}

body! {
    /// Somebody present.
    pub struct AttendeeFields {
        kind: ParticipantKind,
        /// A participant's id, or the caseworker's.
        person_id: Uuid,
    }
}

body! {
    /// Somebody who was expected.
    pub struct AbsenceFields {
        kind: ParticipantKind,
        person_id: Uuid,
        /// Whether the person had said so before.
        notice: bool,
    }
}

command! {
    /// Those present.
    pub struct OpenSessionBody {
        present: Vec<AttendeeFields>,
        /// Ids of those present who take part from elsewhere.
        remote: Option<Vec<Uuid>>,
        /// Who was expected and is not there.
        absent: Option<Vec<AbsenceFields>>,
        opened_on: Option<Day>,
    }
}

command! {
    /// Why the case is put off.
    pub struct AdjournCaseBody {
        referral_id: ReferralId,
        reason: AdjournReason,
    }
}

command! {
    /// The session is over.
    pub struct CloseSessionBody {
        closed_on: Option<Day>,
    }
}

command! {
    /// The session will not be held.
    pub struct CancelSessionBody {
        cancelled_on: Option<Day>,
    }
}

macro_rules! session_operation {
    ($(#[$doc:meta])* post $path:tt $name:ident($body:ident) day $day:ident, |$b:ident, $at:ident, $session:ident| $make:expr) => {
        $(#[$doc])*
        #[utoipa::path(post, path = $path, tag = "commissions", request_body = $body,
            params(("id" = Uuid, Path), ("session_id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
        pub(crate) async fn $name(asked: Asked<[Uuid; 2]>) -> Result<Done, Problem> {
            own(&asked.state, &asked.signed, asked.path[0]).await?;
            let $session = SessionId(asked.path[1]);
            go_on::<Commission, $body>(&asked, stringify!($name), session_operation!(@day $day), |$b, $at| $make).await
        }
    };
    (@day none) => { undated };
    (@day $field:ident) => { |body| body.$field };
}

pub(super) fn attendees(present: Vec<AttendeeFields>) -> Vec<Attendee> {
    present.into_iter().map(|one| Attendee { kind: one.kind, person_id: one.person_id }).collect()
}

/// Seat a participant.
#[utoipa::path(post, path = "/commissions/{id}/participants", tag = "commissions", request_body = SeatParticipantBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn seat_participant(asked: Asked<[Uuid; 1]>) -> Result<Done, Problem> {
    own(&asked.state, &asked.signed, asked.path[0]).await?;
    if let Some(agency_id) = asked.sent.read::<SeatParticipantBody>()?.agency_id {
        lookups::trusted_agency(&asked.state, "agency_id", agency_id.0).await?;
    }
    go_on::<Commission, SeatParticipantBody>(&asked, "seat_participant", undated, |body, _| {
        let id = ParticipantId(derived_id(body.command_id, "participant"));
        let participant = ParticipantSeated {
            participant_id: id,
            kind: body.kind,
            name: Personal::of_person(id.0, body.name.into_string()),
            agency_id: body.agency_id,
        };
        Ok((domain::SeatParticipant { participant }.into(), ids("participant_id", id.0)))
    })
    .await
}

/// Call a session.
#[utoipa::path(post, path = "/commissions/{id}/sessions", tag = "commissions", request_body = CallSessionBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn call_session(asked: Asked<[Uuid; 1]>) -> Result<Done, Problem> {
    own(&asked.state, &asked.signed, asked.path[0]).await?;
    go_on::<Commission, CallSessionBody>(&asked, "call_session", undated, |body, _| {
        let session_id = SessionId(derived_id(body.command_id, "session"));
        let starts_at = hamyar_persian::digits::to_ascii(body.starts_at.as_str());
        let session = SessionCalled { session_id, held_on: body.held_on.0, starts_at };
        Ok((domain::CallSession { session }.into(), ids("session_id", session_id.0)))
    })
    .await
}

/// Put a referral on the agenda. Who must be present is the family's caseworker of today.
#[utoipa::path(post, path = "/commissions/{id}/sessions/{session_id}/agenda", tag = "commissions", request_body = PutOnAgendaBody,
    params(("id" = Uuid, Path), ("session_id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn put_on_agenda(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    if_match: IfMatch,
    InPath(path): InPath<[Uuid; 2]>,
    sent: Sent,
) -> Result<Done, Problem> {
    let asked = Asked { state, signed, if_match, path, sent };
    let [commission_id, session_id] = asked.path;
    own(&asked.state, &asked.signed, commission_id).await?;
    let referral_id = asked.sent.read::<PutOnAgendaBody>()?.referral_id;
    let (family_id, family) = referred(&asked.state, commission_id, referral_id, false).await?;
    let caseworker_id = family.holding.as_ref().map(|holding| holding.caseworker_id);
    go_on::<Commission, PutOnAgendaBody>(&asked, "put_on_agenda", undated, |_, _| {
        let case = CasePutOnAgenda { session_id: SessionId(session_id), referral_id, family_id, caseworker_id };
        Ok((domain::PutCaseOnAgenda { case }.into(), Ids::new()))
    })
    .await
}

/// The family of a referral to this commission. A referral that was withdrawn, declined or returned is refused, unless the wish has its answer already.
pub(super) async fn referred(
    state: &AppState,
    commission: Uuid,
    referral_id: ReferralId,
    answered: bool,
) -> Result<(FamilyId, Family), Problem> {
    let unknown = || Problem::field("referral_id", "unknown");
    let detail = referral(state, referral_id.0).await.map_err(|problem| match problem {
        Problem::NotFound => unknown(),
        other => other,
    })?;
    let (family, _) = run::family(state, detail.family_id).await?;
    let stored = family.referrals.get(&referral_id).ok_or_else(unknown)?;
    if stored.commission_id.0 != commission {
        return Err(unknown());
    }
    match stored.state {
        ReferralState::Withdrawn if !answered => Err(Problem::refused("referral_withdrawn")),
        ReferralState::Declined if !answered => Err(Problem::refused("referral_declined")),
        ReferralState::Open if !answered && matches!(stored.reception, Reception::Returned { .. }) => {
            Err(Problem::refused("referral_returned"))
        }
        _ => Ok((FamilyId(detail.family_id), family)),
    }
}

/// Open the session with those present; again, when somebody came later.
#[utoipa::path(post, path = "/commissions/{id}/sessions/{session_id}/open", tag = "commissions", request_body = OpenSessionBody,
    params(("id" = Uuid, Path), ("session_id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn open_session(asked: Asked<[Uuid; 2]>) -> Result<Done, Problem> {
    let [commission_id, session_id] = asked.path;
    let commission = own(&asked.state, &asked.signed, commission_id).await?;
    let body: OpenSessionBody = asked.sent.read()?;
    if !run::is_answered(&asked.state, body.command_id).await? {
        presenters::check_session(&asked.state, &commission, &attendees(body.present)).await?;
    }
    let day = |body: &OpenSessionBody| body.opened_on;
    go_on::<Commission, OpenSessionBody>(&asked, "open_session", day, |body, at| {
        let (session_id, present) = (SessionId(session_id), attendees(body.present));
        let expected = |one: AbsenceFields| Absence { kind: one.kind, person_id: one.person_id, notice: one.notice };
        let absent = body.absent.unwrap_or_default().into_iter().map(expected).collect();
        let remote = body.remote.unwrap_or_default();
        Ok((
            domain::OpenSession { session_id, present, remote, absent, opened_on: at.day, today: at.today }.into(),
            Ids::new(),
        ))
    })
    .await
}

session_operation! {
    /// Put a case off to the next session.
    post "/commissions/{id}/sessions/{session_id}/adjourn" adjourn_case(AdjournCaseBody) day none, |body, _at, session_id| {
        let command = domain::AdjournCase { session_id, referral_id: body.referral_id, reason: body.reason };
        Ok((command.into(), Ids::new()))
    }
}

session_operation! {
    /// Close the session; every case on its agenda is decided or put off.
    post "/commissions/{id}/sessions/{session_id}/close" close_session(CloseSessionBody) day closed_on, |_body, at, session_id| {
        Ok((domain::CloseSession { session_id, closed_on: at.day, today: at.today }.into(), Ids::new()))
    }
}

session_operation! {
    /// Cancel a called session; its cases are free for another.
    post "/commissions/{id}/sessions/{session_id}/cancel" cancel_session(CancelSessionBody) day cancelled_on, |_body, at, session_id| {
        Ok((domain::CancelSession { session_id, cancelled_on: at.day }.into(), Ids::new()))
    }
}

/// The operations.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_commissions, form_commission))
        .routes(routes!(read_agenda))
        .routes(routes!(read_packet))
        .routes(routes!(seat_participant))
        .routes(routes!(call_session))
        .routes(routes!(put_on_agenda))
        .routes(routes!(open_session))
        .routes(routes!(adjourn_case))
        .routes(routes!(close_session))
        .routes(routes!(cancel_session))
}
