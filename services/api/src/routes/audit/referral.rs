//! What a commission had before it when it decided: the packet as frozen, what changed since, who was present, who had opened it, what was decided.

use axum::Json;
use axum::extract::State;
use hamyar_event_store::Recorded;
use hamyar_events::family::{Decision, FamilyEvent};
use hamyar_events::{CommissionEvent, ParticipantKind};
use hamyar_identity::AccessFilter;
use hamyar_identity::policy::{FamilyFacts, Fields};
use hamyar_projections::commissions;
use hamyar_projections::views::{FamilyFile, NamedRef};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

use super::access::{self, AccessItem};
use super::moment::{self, History};
use super::named::{Named, named};
use super::referral_views::{Attendance, DecisionReview, PacketOpening, ReferralReview};
use super::replay::differences;
use crate::auth::Signed;
use crate::input::InPath;
use crate::problem::{Problem, from_database};
use crate::routes::answers::ReadProblems;
use crate::routes::cover::covered;
use crate::routes::families::document;
use crate::routes::families::timeline::{TimelineItem, item, name};
use crate::routes::run::{self, store_problem};
use crate::state::AppState;
use crate::wait::AtLeast;

/// Events of a commission read at once.
const EVENTS_MAX: i64 = 100_000;
/// Openings of a packet that are shown.
const OPENINGS_MAX: i64 = 500;

/// One referral, from the packet to the tasks, for the auditor.
#[utoipa::path(get, path = "/audit/referrals/{referral_id}", tag = "audit",
    params(("referral_id" = Uuid, Path)), responses((status = 200, body = ReferralReview), ReadProblems))]
pub(crate) async fn read_referral_review(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    InPath(path): InPath<[Uuid; 1]>,
) -> Result<Json<ReferralReview>, Problem> {
    let [referral_id] = path;
    signed.may_ever(hamyar_identity::policy::Action::ReadFamilyEvents)?;
    let detail = commissions::referral(state.read(), referral_id, state.today()).await;
    let detail = detail.map_err(|error| from_database("referral", error))?.ok_or(Problem::NotFound)?;
    let family = detail.family_id;
    let history = History::open(&state, &signed, "read_referral_review", "family", family).await?;
    let (_, facts) = run::family(&state, family).await?;
    let fields = history.fields();
    let social = detail.domain == hamyar_events::Domain::Social;
    let seen = least(fields, Fields::packet(&facts, social));

    let referred = of_referral(&history.events, "referred_to_commission", referral_id)?.ok_or(Problem::NotFound)?;
    let decided = of_referral(&history.events, "commission_decision_recorded", referral_id)?;
    let until = decided.as_ref().map_or(i64::MAX, |(event, _)| event.sequence - 1);
    let packet = file_at(&state, &history, detail.packet_sequence).await?;
    let then = file_at(&state, &history, until).await?;
    let between = |event: &&Recorded| {
        event.sequence > detail.packet_sequence && event.sequence <= until && event.sequence != referred.0.sequence
    };
    let mut meanwhile: Vec<TimelineItem> =
        history.events.iter().filter(between).map(|event| item(event, fields)).collect();
    name(&state, &mut meanwhile).await?;

    let board = Board::read(&state, detail.commission.id, referral_id).await?;
    let mut course: Vec<TimelineItem> = board.course.iter().map(|event| moment::house_item(event, fields)).collect();
    name(&state, &mut course).await?;
    let decided_at = decided.as_ref().map(|(event, _)| event.recorded_at);
    let openings = openings(&state, family, detail.commission.id, referred.0, decided_at).await?;
    let decision = match &decided {
        Some((event, FamilyEvent::CommissionDecisionRecorded(told))) => {
            let file = file_at(&state, &history, i64::MAX).await?;
            Some(decision(&state, event, &told.decision, &board, file, fields).await?)
        }
        _ => None,
    };
    let mut first = [item(referred.0, fields)];
    name(&state, &mut first).await?;
    let [referred] = first;
    let payloads: Vec<&Value> = meanwhile.iter().chain(&course).map(|event| &event.payload).collect();
    let names = named(&state, &payloads).await?;
    let audited = |file: &FamilyFile| covered("FamilyFile", file, fields);
    Ok(Json(ReferralReview {
        file_number: then.card.file_number.clone(),
        changes: differences(audited(&packet).value(), audited(&then).value()),
        packet_sequence: detail.packet_sequence,
        referral: detail,
        referred,
        packet: covered("FamilyFile", &as_covered_now(packet, &facts), seen),
        meanwhile,
        decision,
        course,
        openings,
        names,
    }))
}

/// The cover is today's: where the threat came after the referral, what is kept back is said to be.
fn as_covered_now(mut packet: FamilyFile, facts: &FamilyFacts) -> FamilyFile {
    packet.card.address_under_threat |= facts.address_under_threat;
    packet
}

/// The less of two sights, field by field: a packet never shows an auditor more than an audit does.
fn least(audit: Fields, packet: Fields) -> Fields {
    Fields {
        names: audit.names.min(packet.names),
        national_id: audit.national_id.min(packet.national_id),
        sensitive: audit.sensitive.min(packet.sensitive),
        area: audit.area.min(packet.area),
        address: audit.address.min(packet.address),
        work: audit.work.min(packet.work),
    }
}

async fn file_at(state: &AppState, history: &History, until: i64) -> Result<FamilyFile, Problem> {
    let folded = document::fold(history.id, &history.events, until)?;
    let mut file = document::whole_file(state, &folded).await?;
    // What is no part of what a commission is shown.
    file.attachments.clear();
    file.erasures.clear();
    file.requests.clear();
    file.tier_proposals.clear();
    Ok(file)
}

/// The last event of a type about the referral.
fn of_referral<'a>(
    events: &'a [Recorded],
    event_type: &str,
    referral_id: Uuid,
) -> Result<Option<(&'a Recorded, FamilyEvent)>, Problem> {
    for event in events.iter().rev().filter(|event| event.event_type == event_type) {
        let decoded: FamilyEvent = event.decode().map_err(store_problem)?;
        let about = match &decoded {
            FamilyEvent::ReferredToCommission(told) => told.referral_id.0,
            FamilyEvent::CommissionDecisionRecorded(told) => told.decision.referral_id.0,
            _ => continue,
        };
        if about == referral_id {
            return Ok(Some((event, decoded)));
        }
    }
    Ok(None)
}

/// What the commission's own stream says of the case.
struct Board {
    quorum: i64,
    /// Events about the referral, and the openings and ends of the sessions it stood in.
    course: Vec<Recorded>,
    /// Names and seats of participants as of the decision (of the end, where there is none).
    participants: BTreeMap<Uuid, (Option<String>, bool)>,
    /// The caseworker who had to be present when the case was last put on an agenda.
    caseworker: Option<Uuid>,
    decided_sequence: Option<i64>,
}

impl Board {
    async fn read(state: &AppState, commission: Uuid, referral_id: Uuid) -> Result<Self, Problem> {
        let events = state.store().stream("commission", commission, 1, EVENTS_MAX).await.map_err(store_problem)?;
        let mut board = Self {
            quorum: 0,
            course: Vec::new(),
            participants: BTreeMap::new(),
            caseworker: None,
            decided_sequence: None,
        };
        let mut sessions = BTreeSet::new();
        for event in events {
            let decoded: CommissionEvent = event.decode().map_err(store_problem)?;
            // Who sat there after the decision has no part in it.
            let open = board.decided_sequence.is_none();
            let about = match decoded {
                CommissionEvent::CommissionFormed(told) => {
                    board.quorum = i64::from(told.quorum);
                    false
                }
                CommissionEvent::ParticipantSeated(told) if open => {
                    board.participants.insert(told.participant_id.0, (told.name.value, true));
                    false
                }
                CommissionEvent::ParticipantUnseated(told) if open => {
                    if let Some(seat) = board.participants.get_mut(&told.participant_id.0) {
                        seat.1 = false;
                    }
                    false
                }
                CommissionEvent::CasePutOnAgenda(told) if told.referral_id.0 == referral_id => {
                    board.caseworker = told.caseworker_id.map(|id| id.0);
                    sessions.insert(told.session_id);
                    true
                }
                CommissionEvent::CaseTakenOffAgenda(told) => told.referral_id.0 == referral_id,
                CommissionEvent::CaseAdjourned(told) => told.referral_id.0 == referral_id,
                CommissionEvent::CaseDecided(told) if told.decision.referral_id.0 == referral_id => {
                    board.decided_sequence = Some(event.sequence);
                    true
                }
                CommissionEvent::DecisionVoided(told) if told.referral_id.0 == referral_id => {
                    board.decided_sequence = None;
                    true
                }
                CommissionEvent::SessionOpened(told) => sessions.contains(&told.session_id),
                CommissionEvent::SessionCancelled(told) => sessions.contains(&told.session_id),
                _ => false,
            };
            if about {
                board.course.push(event);
            }
        }
        Ok(board)
    }
}

async fn decision(
    state: &AppState,
    event: &Recorded,
    decision: &Decision,
    board: &Board,
    file: FamilyFile,
    fields: Fields,
) -> Result<DecisionReview, Problem> {
    let ids: Vec<Uuid> = decision.present.iter().map(|one| one.person_id).chain(board.caseworker).collect();
    let known = named(state, &[&serde_json::json!(ids)]).await?;
    let attendance: Vec<Attendance> =
        decision.present.iter().map(|one| attendance(one.kind, one.person_id, board, &known)).collect();
    let counted = attendance.iter().filter(|one| one.counts).count();
    let mut items = [item(event, fields)];
    name(state, &mut items).await?;
    let [event] = items;
    let tasks: BTreeSet<Uuid> = decision.tasks.iter().map(|task| task.task_id.0).collect();
    Ok(DecisionReview {
        decision_id: decision.decision_id.0,
        session_id: decision.session_id.0,
        outcome: decision.outcome,
        reason: decision.reason.value.clone(),
        decided_on: decision.decided_on.into(),
        seen_sequence: i64::try_from(decision.seen_sequence).unwrap_or(i64::MAX),
        event,
        commission_sequence: board.decided_sequence,
        caseworker_present: decision
            .present
            .iter()
            .any(|one| one.kind == ParticipantKind::Caseworker && Some(one.person_id) == board.caseworker),
        attendance,
        quorum: board.quorum,
        counted: i64::try_from(counted).unwrap_or(i64::MAX),
        caseworker: board.caseworker.map(|id| NamedRef { id, name: known.get(&id).cloned() }),
        tasks: file.tasks.into_iter().filter(|task| tasks.contains(&task.task_id)).collect(),
    })
}

fn attendance(kind: ParticipantKind, person_id: Uuid, board: &Board, known: &Named) -> Attendance {
    let seat = board.participants.get(&person_id);
    let seated = seat.is_some_and(|(_, seated)| *seated);
    let name = seat.and_then(|(name, _)| name.clone()).or_else(|| known.get(&person_id).cloned());
    Attendance { kind, person_id, name, seated, counts: seated && kind != ParticipantKind::Caseworker }
}

async fn openings(
    state: &AppState,
    family: Uuid,
    commission: Uuid,
    referred: &Recorded,
    decided_at: Option<chrono::DateTime<chrono::Utc>>,
) -> Result<Vec<PacketOpening>, Problem> {
    let filter = AccessFilter {
        subject: Some(moment::subject("family", family)),
        operations: vec!["read_packet".to_owned()],
        from: Some(referred.recorded_at),
        ..AccessFilter::default()
    };
    let records = state.identity().filtered_accesses(&filter, None, OPENINGS_MAX).await?;
    let mut members: BTreeMap<Uuid, bool> = BTreeMap::new();
    for user in records.iter().map(|record| record.user_id).collect::<BTreeSet<_>>() {
        let account = state.identity().user(user, state.clock().now()).await?;
        let sits = account.is_some_and(|account| account.principal.scope().commission_ids.contains(&commission));
        members.insert(user, sits);
    }
    let mut found = Vec::with_capacity(records.len());
    for record in records.into_iter().rev() {
        let before_decision = decided_at.is_none_or(|decided| record.accessed_at < decided);
        let of_commission = members.get(&record.user_id).copied().unwrap_or(false);
        found.push((AccessItem::from(record), before_decision, of_commission));
    }
    let (mut items, marks): (Vec<AccessItem>, Vec<(bool, bool)>) =
        found.into_iter().map(|(item, before, of)| (item, (before, of))).unzip();
    access::name(state, &mut items).await?;
    let found = items.into_iter().zip(marks);
    Ok(found
        .map(|(access, (before_decision, of_commission))| PacketOpening { access, before_decision, of_commission })
        .collect())
}
