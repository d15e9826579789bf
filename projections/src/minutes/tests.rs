use hamyar_events::commission::*;
use hamyar_events::family::{Attendee, Decision};
use hamyar_events::*;
use uuid::Uuid;

use super::*;
use crate::commissions::MinutesNames;

fn id<T: From<Uuid>>(number: u128) -> T {
    Uuid::from_u128(number).into()
}

fn day(text: &str) -> chrono::NaiveDate {
    text.parse().unwrap()
}

fn text(words: &str) -> Personal<String> {
    Personal::of_family(Uuid::from_u128(1), words.to_owned())
}

fn put(referral: u128) -> CommissionEvent {
    CasePutOnAgenda { session_id: id(5), referral_id: id(referral), family_id: id(1), caseworker_id: None }.into()
}

fn events() -> Vec<CommissionEvent> {
    let formed = CommissionFormed {
        name: "کمیسیون".to_owned(),
        domain: Domain::Social,
        center_ids: vec![],
        quorum: 3,
        formed_on: day("2025-01-01"),
    };
    let seated = ParticipantSeated {
        participant_id: id(31),
        kind: ParticipantKind::Expert,
        name: Personal::of_person(Uuid::from_u128(31), "عضو یکم".to_owned()),
        agency_id: None,
    };
    let present = vec![Attendee { kind: ParticipantKind::Expert, person_id: Uuid::from_u128(31) }];
    let opened = SessionOpened { session_id: id(5), present: present.clone(), opened_on: day("2025-05-10") };
    let absent = vec![Absence { kind: ParticipantKind::Official, person_id: Uuid::from_u128(32), notice: true }];
    let noted =
        DiscussionNoted { session_id: id(5), referral_id: id(8), family_id: id(1), note: text("گفت‌وگو") };
    let votes = vec![Vote { person_id: id(31), vote: VoteKind::For, dissent: None }];
    let decision = Decision {
        decision_id: id(9),
        referral_id: id(8),
        commission_id: id(2),
        session_id: id(5),
        outcome: DecisionOutcome::NoAction,
        present,
        seen_sequence: 3,
        reason: text("نیازی نیست"),
        tasks: vec![],
        decided_on: day("2025-05-10"),
    };
    vec![
        formed.into(),
        seated.into(),
        SessionCalled { session_id: id(5), held_on: day("2025-05-10"), starts_at: "09:30".to_owned() }.into(),
        put(7),
        put(8),
        AgendaOrdered { session_id: id(5), referral_ids: vec![id(8), id(7)] }.into(),
        opened.into(),
        AttendanceRecorded { session_id: id(5), remote: vec![Uuid::from_u128(31)], absent }.into(),
        noted.into(),
        VotesCast { session_id: id(5), referral_id: id(8), decision_id: id(9), votes }.into(),
        CaseDecided { family_id: id(1), decision }.into(),
        CaseAdjourned { session_id: id(5), referral_id: id(7), family_id: id(1), reason: AdjournReason::OutOfTime }
            .into(),
        SessionClosed { session_id: id(5), closed_on: day("2025-05-10") }.into(),
        MinutesSigned {
            session_id: id(5),
            person_id: Uuid::from_u128(31),
            way: SignatureWay::Paper,
            as_of_sequence: 13,
            signed_on: day("2025-05-11"),
        }
        .into(),
    ]
}

fn minutes(events: &[CommissionEvent]) -> Minutes {
    let mut document = MinutesDocument::new(Uuid::from_u128(2), id(5));
    for (sequence, event) in (1..).zip(events) {
        document.apply(event, sequence);
    }
    assert!(document.is_called());
    document.minutes(&MinutesNames::default())
}

#[test]
fn minutes_tell_a_session_from_call_to_signature() {
    let told = minutes(&events());
    assert_eq!((told.state.as_str(), told.quorum), ("closed", 3));
    assert_eq!((told.present[0].name.as_deref(), told.present[0].remote), (Some("عضو یکم"), true));
    assert_eq!((told.absent.len(), told.absent[0].notice), (1, true));
    let states: Vec<_> = told.cases.iter().map(|case| case.state.as_str()).collect();
    assert_eq!(states, ["decided", "adjourned"], "in the order of the agenda");
    assert_eq!(told.cases[0].discussion.as_deref(), Some("گفت‌وگو"));
    assert_eq!(told.cases[0].decision.as_ref().unwrap().votes.len(), 1);
    assert!(!told.signatures[0].changed_since);
}

/// What became of a decision after it was signed is seen under the signature; other sessions change nothing.
#[test]
fn a_signature_says_whether_the_minutes_changed_since() {
    let mut later = events();
    later.push(SessionCalled { session_id: id(6), held_on: day("2025-06-10"), starts_at: "09:30".to_owned() }.into());
    assert!(!minutes(&later).signatures[0].changed_since);
    later.push(
        DecisionVoided { decision_id: id(9), referral_id: id(8), because: "referral_withdrawn".to_owned() }.into(),
    );
    let told = minutes(&later);
    assert!(told.signatures[0].changed_since);
    assert_eq!((told.cases[0].state.as_str(), told.cases[0].decision.is_none()), ("voided", true));
}

/// A family that was forgotten leaves the course of the session and none of its words.
#[test]
fn words_go_with_the_family() {
    let mut forgotten = events();
    for event in &mut forgotten {
        match event {
            CommissionEvent::DiscussionNoted(event) => event.note.value = None,
            CommissionEvent::CaseDecided(event) => event.decision.reason.value = None,
            _ => {}
        }
    }
    let told = minutes(&forgotten);
    assert_eq!((&told.cases[0].discussion, &told.cases[0].decision.as_ref().unwrap().reason), (&None, &None));
}
