//! The fold without a database: what the file shows at each point of a history.

use chrono::{DateTime, NaiveDate, Utc};
use hamyar_events::family::*;
use hamyar_events::*;
use serde_json::Value;
use uuid::Uuid;

use super::{FamilyDocument, changes};
use crate::Names;
use crate::event::EventMeta;
use crate::views::{ConsentState, FamilyFile, FamilyState, TaskState};

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn meta(sequence: i64) -> EventMeta {
    EventMeta {
        position: sequence * 10,
        sequence,
        actor: Actor::User(id(9)),
        happened_at: HappenedAt::Day(day("2025-05-01")),
        recorded_at: DateTime::<Utc>::from_timestamp(1_780_000_000, 0).unwrap(),
    }
}

fn fold(events: &[FamilyEvent]) -> FamilyDocument {
    let mut document = FamilyDocument::new(id(1));
    for (place, event) in events.iter().enumerate() {
        document.apply(event, &meta(place as i64 + 1));
    }
    document
}

fn file(events: &[FamilyEvent]) -> FamilyFile {
    fold(events).file(&Names::default(), day("2025-06-01"))
}

fn text(value: &str) -> Personal<String> {
    Personal::of_family(id(1), value.to_owned())
}

fn facts(given: &str, sex: Sex) -> MemberFacts {
    MemberFacts {
        given_name: Personal::of_person(id(2), given.to_owned()),
        family_name: None,
        father_name: None,
        national_id: Some(Personal::of_person(id(2), "0084575948".to_owned())),
        birth_date: Some(Personal::of_person(id(2), day("1985-06-02"))),
        sex: Some(sex),
        relation: Relation::Spouse,
        phone: None,
        education: None,
        occupation: None,
        skill: None,
        work: None,
        schooling: None,
    }
}

fn history() -> Vec<FamilyEvent> {
    vec![
        FamilyIdentified {
            file_number: "M1-1".to_owned(),
            center_id: None,
            neighborhood_id: id(3).into(),
            family_name: text("رضایی"),
            address: Some(text("کوچه یکم")),
            registration: Registration {
                entry: EntryWay::SelfReferred,
                source: InformationSource::LocalSetting,
                referred_by: None,
                referred_by_name: None,
                register: None,
                declared: None,
            },
            identified_on: day("2025-04-01"),
        }
        .into(),
        MemberJoined { member_id: id(2).into(), member: facts("سارا", Sex::Female), joined_on: day("2025-04-01") }
            .into(),
        HeadChanged { member_id: id(2).into(), changed_on: day("2025-04-01") }.into(),
        ConsentGiven { basis: ConsentBasis::Head, member_id: None, ground: None, given_on: day("2025-04-02") }.into(),
        VisitRecorded {
            visit_id: id(4).into(),
            caseworker_id: None,
            visit: VisitFacts {
                visited_on: day("2025-05-01"),
                place: VisitPlace::Home,
                present: vec![id(2).into()],
                note: Some(text("نخست")),
                next_visit_on: None,
            },
        }
        .into(),
    ]
}

#[test]
fn s059_every_beginning_of_a_history_shows_the_file_as_it_then_was() {
    let events = history();
    assert!(!fold(&[]).is_identified());
    let first = file(&events[..1]);
    assert_eq!((first.sequence, first.card.members_count, first.card.consent), (1, 0, ConsentState::NotAsked));
    let third = file(&events[..3]);
    assert_eq!((third.card.members_count, third.head_member_id), (1, Some(id(2))));
    assert_eq!(third.card.household_type, HouseholdType::FemaleHeaded);
    assert_eq!(file(&events[..4]).card.consent, ConsentState::Given);
    assert_eq!(file(&events).visits[0].present[0].name.as_deref(), Some("سارا رضایی"));
}

#[test]
fn a_members_age_is_counted_in_jalali_years_on_the_day_of_reading() {
    let document = fold(&history());
    let age = |today: &str| document.file(&Names::default(), day(today)).members[0].age;
    assert_eq!((age("2025-06-01"), age("2025-06-02")), (Some(39), Some(40)));
}

#[test]
fn national_ids_are_masked_but_for_three_digits() {
    let mut file = file(&history());
    file.mask_national_ids();
    assert_eq!(file.members[0].national_id.as_deref(), Some("•••••••948"));
}

#[test]
fn s043_a_correction_shows_the_new_facts_and_that_there_was_one() {
    let mut events = history();
    let corrected = VisitFacts {
        visited_on: day("2025-05-02"),
        place: VisitPlace::Center,
        present: vec![],
        note: None,
        next_visit_on: None,
    };
    events.push(
        VisitCorrected { visit_id: id(4).into(), replacement: Some(corrected), reason: text("روز اشتباه") }.into(),
    );
    let visit = &file(&events).visits[0];
    assert_eq!((visit.visited_on.iso, visit.corrected, visit.voided), (day("2025-05-02"), true, false));
    events.push(VisitCorrected { visit_id: id(4).into(), replacement: None, reason: text("انجام نشد") }.into());
    let file = file(&events);
    assert!(file.visits[0].voided);
    assert_eq!(file.card.last_visit, None);
    // The auditor still reads what stood before.
    assert_eq!(fold(&events[..5]).raw().visits[0].visited_on.iso, day("2025-05-01"));
}

#[test]
fn s033_a_transfer_keeps_one_history_in_whatever_order_its_two_events_come() {
    let assigned = |assignment: u128, caseworker: u128| {
        FamilyEvent::from(CaseworkerAssigned {
            assignment_id: id(assignment).into(),
            caseworker_id: id(caseworker).into(),
            starts_on: day("2025-05-01"),
            ends_on: day("2026-05-01"),
            continues: None,
        })
    };
    let released = FamilyEvent::from(CaseworkerReleased {
        assignment_id: id(20).into(),
        caseworker_id: id(30).into(),
        reason: ReleaseReason::Transferred,
        note: None,
        released_on: day("2025-06-01"),
    });
    let first = [assigned(20, 30), released.clone(), assigned(21, 31)];
    let file = file(&[history(), first.to_vec()].concat());
    assert_eq!(file.card.caseworker.as_ref().map(|one| one.id), Some(id(31)));
    assert_eq!(file.past_assignments[0].release_reason, Some(ReleaseReason::Transferred));
}

#[test]
fn a_task_goes_its_way_and_a_closed_case_says_why() {
    let decision = Decision {
        decision_id: id(50).into(),
        referral_id: id(51).into(),
        commission_id: id(52).into(),
        session_id: id(53).into(),
        outcome: DecisionOutcome::Tasks,
        present: vec![],
        seen_sequence: 5,
        reason: text("x"),
        tasks: vec![DividedTask {
            task_id: id(54).into(),
            title: text("بیمه"),
            domain: Domain::Economic,
            responsible: Responsible::Agency { agency_id: id(55).into() },
            due_on: day("2025-05-20"),
            expected: None,
        }],
        decided_on: day("2025-05-10"),
    };
    let mut events = history();
    events.push(
        ReferredToCommission {
            referral_id: id(51).into(),
            commission_id: id(52).into(),
            domain: Domain::Economic,
            question: text("?"),
            urgency: Urgency::Normal,
            packet_sequence: 5,
            referred_on: day("2025-05-05"),
            answer_by: None,
            continues: None,
        }
        .into(),
    );
    assert_eq!(file(&events).card.open_referrals, 1);
    events.push(CommissionDecisionRecorded { decision }.into());
    let decided = file(&events);
    assert_eq!((decided.card.open_referrals, decided.referrals[0].days_open), (0, 5));
    events
        .push(TaskProgressed { task_id: id(54).into(), note: text("در دست"), progressed_on: day("2025-05-12") }.into());
    assert_eq!(file(&events).tasks[0].state, TaskState::InProgress);
    events.push(CaseClosed { reason: CloseReason::GoalsReached, note: None, closed_on: day("2025-05-30") }.into());
    let closed = file(&events);
    assert_eq!(closed.card.state, FamilyState::Closed);
    events.push(CaseReopened { reason: text("بازگشت"), reopened_on: day("2025-05-31") }.into());
    assert_eq!(file(&events).closed, None);
}

#[test]
fn what_an_event_changed_is_named_by_path() {
    let events = history();
    let json = |events: &[FamilyEvent]| serde_json::to_value(file(events)).unwrap();
    let found = changes(&json(&events[..2]), &json(&events[..3]));
    let at = |path: &str| found.iter().find(|change| change.path == path);
    assert_eq!(at("/household_type").unwrap().after, Value::from("female_headed"));
    assert_eq!(at(&format!("/members/{}/is_head", id(2))).unwrap().after, Value::from(true));
    assert!(at("/address").is_none(), "what stayed is not listed");
    assert!(changes(&json(&events), &json(&events)).is_empty());
}

/// The first member whose relation is `head` heads the family without an event of its own (S005).
#[test]
fn the_first_head_needs_no_change_of_head() {
    let mut events = history();
    events.truncate(1);
    let member = MemberFacts { relation: Relation::Head, ..facts("سارا", Sex::Female) };
    events.push(MemberJoined { member_id: id(2).into(), member, joined_on: day("2025-04-01") }.into());
    let joined = file(&events);
    assert_eq!((joined.head_member_id, joined.members[0].is_head), (Some(id(2)), true));
    assert_eq!(joined.card.household_type, HouseholdType::FemaleHeaded);
}

#[test]
fn a_file_of_the_case_shows_whose_it_is_and_stays_shown_when_it_is_taken_out_or_erased() {
    use hamyar_events::{AttachmentKind, MediaType, Subject};
    let added = |number: u128, title: Personal<String>, member: Option<u128>| AttachmentAdded {
        attachment_id: id(number).into(),
        kind: AttachmentKind::Medical,
        title,
        member_id: member.map(|member| id(member).into()),
        media_type: MediaType::Pdf,
        size_bytes: 900,
        sealed_sha256: "0".repeat(64),
        received_on: day("2025-05-01"),
    };
    let mut events = history();
    events.push(added(301, text("نسخهٔ پزشک"), Some(2)).into());
    events.push(added(302, Personal::erased(Subject::Person(id(2))), Some(2)).into());
    let reason = text("اشتباه");
    events.push(AttachmentRemoved { attachment_id: id(301).into(), reason, removed_on: day("2025-05-02") }.into());
    let file = file(&events);
    let [taken_out, erased] = &file.attachments[..] else { panic!("two files") };
    assert_eq!(taken_out.title.as_deref(), Some("نسخهٔ پزشک"));
    assert!(taken_out.member.as_ref().is_some_and(|member| member.name.is_some()));
    assert_eq!(taken_out.removed.as_ref().and_then(|removed| removed.reason.as_deref()), Some("اشتباه"));
    assert!(!taken_out.erased && erased.erased && erased.title.is_none() && erased.removed.is_none());
}
