//! Commission events and referrals of families → rows.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use hamyar_events::commission::{Absence, CommissionEvent};
use hamyar_events::family::{Attendee, FamilyEvent};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::event::{ProjectedEvent, StreamEventAny};
use crate::projection::ProjectionError;
use crate::rows::{Table, row};

row! {
    /// One commission.
    CommissionRow in "commission" {
        commission_id: Uuid,
        name: String,
        domain: String,
        quorum: i32,
        center_ids: Vec<Uuid>,
        formed_on: NaiveDate,
        sequence: i64,
        position: i64,
    }
}

row! {
    /// One person of a commission.
    ParticipantRow in "commission_participant" {
        participant_id: Uuid,
        commission_id: Uuid,
        kind: String,
        name: Option<String>,
        agency_id: Option<Uuid>,
        seated: bool,
        account_id: Option<Uuid>,
    }
}

row! {
    /// One session.
    SessionRow in "commission_session" {
        session_id: Uuid,
        commission_id: Uuid,
        held_on: NaiveDate,
        starts_at: String,
        state: String,
        present: Vec<Attendee>,
        remote: Vec<Uuid>,
        absent: Vec<Absence>,
    }
}

row! {
    /// One case on one session's agenda.
    AgendaRow in "agenda_case" {
        case_id: String,
        session_id: Uuid,
        referral_id: Uuid,
        family_id: Uuid,
        commission_id: Uuid,
        caseworker_id: Option<Uuid>,
        state: String,
        reason: Option<String>,
        decision_id: Option<Uuid>,
        place: Option<i32>,
        conflicts: Vec<Uuid>,
    }
}

row! {
    /// One referral.
    ReferralRow in "referral" {
        referral_id: Uuid,
        family_id: Uuid,
        commission_id: Uuid,
        domain: String,
        question: Option<String>,
        urgency: String,
        packet_sequence: i64,
        referred_on: NaiveDate,
        state: String,
        closed_on: Option<NaiveDate>,
        position: i64,
        reception: String,
        answer_by: Option<NaiveDate>,
        accepted_on: Option<NaiveDate>,
        missing: Option<String>,
        continues: Option<Uuid>,
    }
}

fn case_id(session: Uuid, referral: Uuid) -> String {
    format!("{session}/{referral}")
}

/// A family's events that make a referral or close one.
pub(super) fn wants(event: &FamilyEvent) -> bool {
    matches!(
        event,
        FamilyEvent::ReferredToCommission(_)
            | FamilyEvent::ReferralWithdrawn(_)
            | FamilyEvent::ReferralAccepted(_)
            | FamilyEvent::ReferralReturned(_)
            | FamilyEvent::ReferralResumed(_)
            | FamilyEvent::ReferralDeclined(_)
            | FamilyEvent::CommissionDecisionRecorded(_)
    ) || forgets(event)
}

/// Whether the whole family is forgotten, and with it what its referrals asked.
fn forgets(event: &FamilyEvent) -> bool {
    matches!(event, FamilyEvent::PersonalDataErased(event) if event.member_id.is_none())
}

/// Keys a batch touches.
#[derive(Default)]
struct Touched {
    commissions: BTreeSet<Uuid>,
    participants: BTreeSet<Uuid>,
    sessions: BTreeSet<Uuid>,
    cases: BTreeSet<String>,
    referrals: BTreeSet<Uuid>,
    voided: BTreeSet<Uuid>,
    forgotten: BTreeSet<Uuid>,
}

fn touched(batch: &[&ProjectedEvent]) -> Touched {
    let mut keys = Touched::default();
    for projected in batch {
        match &projected.event {
            StreamEventAny::Commission(event) => {
                keys.commissions.insert(projected.stream_id);
                touched_by_commission(&mut keys, event);
            }
            StreamEventAny::Family(event) => {
                if forgets(event) {
                    keys.forgotten.insert(projected.stream_id);
                    continue;
                }
                let referral = match &**event {
                    FamilyEvent::ReferralWithdrawn(event) => event.referral_id,
                    FamilyEvent::ReferralAccepted(event) => event.referral_id,
                    FamilyEvent::ReferralReturned(event) => event.referral_id,
                    FamilyEvent::ReferralResumed(event) => event.referral_id,
                    FamilyEvent::ReferralDeclined(event) => event.referral_id,
                    FamilyEvent::CommissionDecisionRecorded(event) => event.decision.referral_id,
                    _ => continue,
                };
                keys.referrals.insert(referral.0);
            }
            _ => {}
        }
    }
    keys
}

fn touched_by_commission(keys: &mut Touched, event: &CommissionEvent) {
    use CommissionEvent as E;
    match event {
        E::ParticipantUnseated(event) => keys.participants.extend([event.participant_id.0]),
        E::SessionOpened(event) => keys.sessions.extend([event.session_id.0]),
        E::SessionClosed(event) => keys.sessions.extend([event.session_id.0]),
        E::SessionCancelled(event) => keys.sessions.extend([event.session_id.0]),
        E::SeatClaimed(event) => keys.participants.extend([event.participant_id.0]),
        E::AttendanceRecorded(event) => keys.sessions.extend([event.session_id.0]),
        E::AgendaOrdered(event) => {
            keys.cases.extend(event.referral_ids.iter().map(|referral| case_id(event.session_id.0, referral.0)));
        }
        E::CasePutOnAgenda(event) => keys.cases.extend([case_id(event.session_id.0, event.referral_id.0)]),
        E::ConflictDeclared(event) => keys.cases.extend([case_id(event.session_id.0, event.referral_id.0)]),
        E::ConflictWithdrawn(event) => keys.cases.extend([case_id(event.session_id.0, event.referral_id.0)]),
        E::CaseDecided(event) => {
            keys.cases.extend([case_id(event.decision.session_id.0, event.decision.referral_id.0)])
        }
        E::CaseAdjourned(event) => keys.cases.extend([case_id(event.session_id.0, event.referral_id.0)]),
        E::DecisionVoided(event) => keys.voided.extend([event.decision_id.0]),
        _ => {}
    }
}

struct Tables {
    commissions: Table<CommissionRow>,
    participants: Table<ParticipantRow>,
    sessions: Table<SessionRow>,
    cases: Table<AgendaRow>,
    referrals: Table<ReferralRow>,
}

pub(super) async fn apply(connection: &mut PgConnection, batch: &[&ProjectedEvent]) -> Result<(), ProjectionError> {
    let mut keys = touched(batch);
    if !keys.voided.is_empty() {
        let voided: Vec<Uuid> = keys.voided.iter().copied().collect();
        let sql = "select case_id from agenda_case where decision_id = any($1)";
        keys.cases.extend(sqlx::query_scalar::<_, String>(sql).bind(voided).fetch_all(&mut *connection).await?);
    }
    if !keys.forgotten.is_empty() {
        let forgotten: Vec<Uuid> = keys.forgotten.iter().copied().collect();
        let sql = "select referral_id from referral where family_id = any($1)";
        keys.referrals.extend(sqlx::query_scalar::<_, Uuid>(sql).bind(forgotten).fetch_all(&mut *connection).await?);
    }
    let mut tables = Tables {
        commissions: Table::load(&mut *connection, keys.commissions).await?,
        participants: Table::load(&mut *connection, keys.participants).await?,
        sessions: Table::load(&mut *connection, keys.sessions).await?,
        cases: Table::load(&mut *connection, keys.cases).await?,
        referrals: Table::load(&mut *connection, keys.referrals).await?,
    };
    for projected in batch {
        match &projected.event {
            StreamEventAny::Commission(event) => of_commission(&mut tables, projected, event)?,
            StreamEventAny::Family(event) => of_family(&mut tables.referrals, projected, event),
            _ => {}
        }
    }
    tables.commissions.save(&mut *connection).await?;
    tables.participants.save(&mut *connection).await?;
    tables.sessions.save(&mut *connection).await?;
    tables.cases.save(&mut *connection).await?;
    tables.referrals.save(&mut *connection).await
}

fn of_commission(
    tables: &mut Tables,
    projected: &ProjectedEvent,
    event: &CommissionEvent,
) -> Result<(), ProjectionError> {
    use CommissionEvent as E;
    let id = projected.stream_id;
    if let E::CommissionFormed(event) = event {
        tables.commissions.put(CommissionRow {
            commission_id: id,
            name: event.name.clone(),
            domain: event.domain.as_str().to_owned(),
            quorum: event.quorum.into(),
            center_ids: event.center_ids.iter().map(|center| center.0).collect(),
            formed_on: event.formed_on,
            sequence: projected.sequence,
            position: projected.position,
        });
        return Ok(());
    }
    let row = tables
        .commissions
        .edit(&id)
        .ok_or(ProjectionError::Contradiction("a commission's first event is not commission_formed"))?;
    (row.sequence, row.position) = (projected.sequence, projected.position);
    let session_to = |sessions: &mut Table<SessionRow>, session: Uuid, state: &str| {
        if let Some(row) = sessions.edit(&session) {
            row.state = state.to_owned();
        }
    };
    match event {
        E::CommissionFormed(_) => {}
        E::ParticipantSeated(event) => tables.participants.put(ParticipantRow {
            participant_id: event.participant_id.0,
            commission_id: id,
            kind: event.kind.as_str().to_owned(),
            name: event.name.value.clone(),
            agency_id: event.agency_id.map(|agency| agency.0),
            seated: true,
            account_id: None,
        }),
        E::ParticipantUnseated(event) => {
            if let Some(row) = tables.participants.edit(&event.participant_id.0) {
                row.seated = false;
            }
        }
        E::SessionCalled(event) => tables.sessions.put(SessionRow {
            session_id: event.session_id.0,
            commission_id: id,
            held_on: event.held_on,
            starts_at: event.starts_at.clone(),
            state: "called".to_owned(),
            present: Vec::new(),
            remote: Vec::new(),
            absent: Vec::new(),
        }),
        E::CasePutOnAgenda(event) => {
            // Put on again after it was put off, it keeps its place and who stands aside.
            let key = case_id(event.session_id.0, event.referral_id.0);
            let former = tables.cases.get(&key).map(|row| (row.place, row.conflicts.clone()));
            let (place, conflicts) = former.unwrap_or_default();
            tables.cases.put(AgendaRow {
                case_id: key,
                session_id: event.session_id.0,
                referral_id: event.referral_id.0,
                family_id: event.family_id.0,
                commission_id: id,
                caseworker_id: event.caseworker_id.map(|caseworker| caseworker.0),
                state: "waiting".to_owned(),
                reason: None,
                decision_id: None,
                place,
                conflicts,
            });
        }
        E::AgendaOrdered(event) => {
            for (place, referral) in (0_i32..).zip(&event.referral_ids) {
                if let Some(row) = tables.cases.edit(&case_id(event.session_id.0, referral.0)) {
                    row.place = Some(place);
                }
            }
        }
        E::AttendanceRecorded(event) => {
            if let Some(row) = tables.sessions.edit(&event.session_id.0) {
                row.remote.clone_from(&event.remote);
                row.absent.clone_from(&event.absent);
            }
        }
        E::ConflictDeclared(event) => {
            if let Some(row) = tables.cases.edit(&case_id(event.session_id.0, event.referral_id.0)) {
                row.conflicts.push(event.person_id.0);
            }
        }
        E::ConflictWithdrawn(event) => {
            if let Some(row) = tables.cases.edit(&case_id(event.session_id.0, event.referral_id.0)) {
                row.conflicts.retain(|person| *person != event.person_id.0);
            }
        }
        E::SeatClaimed(event) => {
            if let Some(row) = tables.participants.edit(&event.participant_id.0) {
                row.account_id = Some(event.user_id.0);
            }
        }
        // Told by the minutes, which are folded from the commission's own stream.
        E::DiscussionNoted(_) | E::VotesCast(_) | E::MinutesSigned(_) => {}
        E::CaseTakenOffAgenda(event) => tables.cases.remove(case_id(event.session_id.0, event.referral_id.0)),
        E::SessionOpened(event) => {
            session_to(&mut tables.sessions, event.session_id.0, "open");
            if let Some(row) = tables.sessions.edit(&event.session_id.0) {
                row.present.clone_from(&event.present);
            }
        }
        E::CaseDecided(event) => {
            let decision = &event.decision;
            if let Some(row) = tables.cases.edit(&case_id(decision.session_id.0, decision.referral_id.0)) {
                row.state = "decided".to_owned();
                row.decision_id = Some(decision.decision_id.0);
            }
        }
        E::CaseAdjourned(event) => {
            if let Some(row) = tables.cases.edit(&case_id(event.session_id.0, event.referral_id.0)) {
                row.state = "adjourned".to_owned();
                row.reason = Some(event.reason.as_str().to_owned());
            }
        }
        E::DecisionVoided(event) => tables.cases.edit_where(
            |row| row.decision_id == Some(event.decision_id.0),
            |row| {
                row.state = "voided".to_owned();
                row.reason = Some(event.because.clone());
            },
        ),
        E::SessionClosed(event) => session_to(&mut tables.sessions, event.session_id.0, "closed"),
        E::SessionCancelled(event) => session_to(&mut tables.sessions, event.session_id.0, "cancelled"),
    }
    Ok(())
}

fn of_family(referrals: &mut Table<ReferralRow>, projected: &ProjectedEvent, event: &FamilyEvent) {
    if forgets(event) {
        return referrals
            .edit_where(|row| row.family_id == projected.stream_id, |row| (row.question, row.missing) = (None, None));
    }
    if let Some(row) = received(event).and_then(|id| referrals.edit(&id)) {
        row.position = projected.position;
        match event {
            FamilyEvent::ReferralAccepted(event) => {
                row.reception = "accepted".to_owned();
                row.accepted_on = Some(event.accepted_on);
            }
            FamilyEvent::ReferralReturned(event) => {
                row.reception = "returned".to_owned();
                row.answer_by = None;
                row.missing.clone_from(&event.missing.value);
            }
            FamilyEvent::ReferralResumed(event) => {
                row.reception = "accepted".to_owned();
                row.answer_by = event.answer_by;
                row.missing = None;
                row.packet_sequence = i64::try_from(event.packet_sequence).unwrap_or(i64::MAX);
            }
            _ => {}
        }
        return;
    }
    let mut close = |referral: Uuid, state: &str, on: NaiveDate| {
        if let Some(row) = referrals.edit(&referral) {
            row.state = state.to_owned();
            row.closed_on = Some(on);
            row.position = projected.position;
        }
    };
    match event {
        FamilyEvent::ReferralWithdrawn(event) => close(event.referral_id.0, "withdrawn", event.withdrawn_on),
        FamilyEvent::ReferralDeclined(event) => close(event.referral_id.0, "declined", event.declined_on),
        FamilyEvent::CommissionDecisionRecorded(event) => {
            close(event.decision.referral_id.0, "decided", event.decision.decided_on);
        }
        FamilyEvent::ReferredToCommission(event) => referrals.put(ReferralRow {
            referral_id: event.referral_id.0,
            family_id: projected.stream_id,
            commission_id: event.commission_id.0,
            domain: event.domain.as_str().to_owned(),
            question: event.question.value.clone(),
            urgency: event.urgency.as_str().to_owned(),
            packet_sequence: i64::try_from(event.packet_sequence).unwrap_or(i64::MAX),
            referred_on: event.referred_on,
            state: "open".to_owned(),
            closed_on: None,
            position: projected.position,
            reception: "waiting".to_owned(),
            answer_by: event.answer_by,
            accepted_on: None,
            missing: None,
            continues: event.continues.map(|id| id.0),
        }),
        _ => {}
    }
}

/// The referral whose reception an event tells of.
fn received(event: &FamilyEvent) -> Option<Uuid> {
    match event {
        FamilyEvent::ReferralAccepted(event) => Some(event.referral_id.0),
        FamilyEvent::ReferralReturned(event) => Some(event.referral_id.0),
        FamilyEvent::ReferralResumed(event) => Some(event.referral_id.0),
        _ => None,
    }
}
