//! What a family's history leaves to be done.

use hamyar_events::family::*;
use hamyar_events::*;
use uuid::Uuid;

use super::{DueCase, DueItem, DueKind};

const FAMILY: Uuid = Uuid::from_u128(1);

fn day(text: &str) -> chrono::NaiveDate {
    text.parse().unwrap()
}

fn assigned(number: u128, from: &str, continues: Option<u128>) -> FamilyEvent {
    CaseworkerAssigned {
        assignment_id: AssignmentId(Uuid::from_u128(number)),
        caseworker_id: CaseworkerId(Uuid::from_u128(number + 100)),
        starts_on: day(from),
        ends_on: day("2026-04-12"),
        continues: continues.map(|id| AssignmentId(Uuid::from_u128(id))),
    }
    .into()
}

fn released(number: u128, on: &str) -> FamilyEvent {
    CaseworkerReleased {
        assignment_id: AssignmentId(Uuid::from_u128(number)),
        caseworker_id: CaseworkerId(Uuid::from_u128(number + 100)),
        reason: ReleaseReason::Transferred,
        note: None,
        released_on: day(on),
    }
    .into()
}

fn renewed(number: u128, on: &str) -> FamilyEvent {
    AssignmentRenewed {
        assignment_id: AssignmentId(Uuid::from_u128(number)),
        caseworker_id: CaseworkerId(Uuid::from_u128(number + 100)),
        ends_on: day("2027-04-12"),
        reason: Personal::of_family(FAMILY, String::new()),
        renewed_on: day(on),
    }
    .into()
}

fn tier(moment: TierMoment, cycle: u32, on: &str) -> FamilyEvent {
    TierAssigned {
        moment,
        cycle,
        tier: Tier::Harmed,
        computed: None,
        r#override: None,
        explanation: Sentence { fa: String::new(), en: String::new() },
        outside_information: None,
        assessment_id: None,
        household_type: HouseholdType::FemaleHeaded,
        assigned_on: day(on),
    }
    .into()
}

fn visit(number: u128, on: &str, next: Option<&str>) -> FamilyEvent {
    VisitRecorded {
        visit_id: VisitId(Uuid::from_u128(number)),
        caseworker_id: None,
        visit: VisitFacts {
            visited_on: day(on),
            place: VisitPlace::Home,
            present: Vec::new(),
            note: None,
            next_visit_on: next.map(day),
        },
    }
    .into()
}

fn item(events: &[FamilyEvent], kind: DueKind) -> Option<DueItem> {
    let mut case = DueCase::default();
    for event in events {
        case.apply(FAMILY, event);
    }
    case.items().into_iter().find(|item| item.kind == kind)
}

/// S032: the final assessment is due once a year, by the rule that lets the year end.
#[test]
fn a_final_tier_settles_the_year_it_was_given_in() {
    let due = |more: &[FamilyEvent]| {
        let start = [assigned(31, "2025-04-12", None), tier(TierMoment::Baseline, 1, "2025-04-20")];
        item(&[&start[..], more].concat(), DueKind::FinalAssessmentDue).is_some()
    };
    let last = tier(TierMoment::Final, 1, "2026-03-20");
    assert!(due(&[]));
    assert!(!due(std::slice::from_ref(&last)));
    // Under another hand, and beside a baseline of the next cycle, it is still the year's.
    let moved = [released(31, "2026-03-25"), assigned(32, "2026-03-25", Some(31))];
    assert!(!due(&[std::slice::from_ref(&last), &moved[..]].concat()));
    assert!(!due(&[last.clone(), tier(TierMoment::Baseline, 2, "2026-03-30")]));
    // The renewed year wants one of its own.
    assert!(due(&[last.clone(), renewed(31, "2026-03-25")]));
    assert!(!due(&[last, renewed(31, "2026-03-25"), tier(TierMoment::Final, 2, "2027-03-01")]));
}

#[test]
fn a_visit_is_due_from_the_holding_or_the_last_visit_whichever_is_later() {
    let before = [visit(41, "2025-03-01", Some("2025-03-15"))];
    let held = [&before[..], &[assigned(31, "2025-04-12", None)]].concat();
    let first = item(&held, DueKind::VisitDue).unwrap();
    assert_eq!((first.since, first.due_on), (Some(day("2025-04-12")), None));
    let visited = [&held[..], &[visit(42, "2025-05-01", Some("2025-05-20"))]].concat();
    let next = item(&visited, DueKind::VisitDue).unwrap();
    assert_eq!((next.since, next.due_on), (Some(day("2025-05-01")), Some(day("2025-05-20"))));
}

fn asked(number: u128, answer_by: Option<&str>) -> FamilyEvent {
    ReferredToExpert {
        expert_referral_id: ExpertReferralId(Uuid::from_u128(number)),
        specialty: Personal::of_family(FAMILY, "law".to_owned()),
        question: Personal::of_family(FAMILY, "?".to_owned()),
        referred_on: day("2025-05-01"),
        answer_by: answer_by.map(day),
    }
    .into()
}

/// Statement 57: what was put to an expert stays in the list until the answer comes.
#[test]
fn s057_a_question_to_an_expert_is_due_until_it_is_answered() {
    let numbers = super::DueNumbers::default();
    let asked_with = [assigned(31, "2025-04-12", None), asked(61, Some("2025-05-10"))];
    let due = item(&asked_with, DueKind::ExpertUnanswered).unwrap();
    assert_eq!((due.since, due.due(&numbers)), (Some(day("2025-05-01")), day("2025-05-10")));
    assert_eq!(due.title.as_deref(), Some("law"));
    // A question from before a day was asked for is due within two weeks.
    let old = item(&[asked(61, None)], DueKind::ExpertUnanswered).unwrap();
    assert_eq!(old.due(&numbers), day("2025-05-15"));
    let answered = ExpertAnswered {
        expert_referral_id: ExpertReferralId(Uuid::from_u128(61)),
        answer: Personal::of_family(FAMILY, "!".to_owned()),
        answered_on: day("2025-05-09"),
    };
    let all = [&asked_with[..], &[answered.into()]].concat();
    assert!(item(&all, DueKind::ExpertUnanswered).is_none());
}

#[test]
fn a_goal_comes_up_when_its_day_nears_and_leaves_when_it_is_closed() {
    let numbers = super::DueNumbers::default();
    let set = GoalSet {
        goal_id: GoalId(Uuid::from_u128(71)),
        member_id: None,
        indicator: "income".to_owned(),
        domain: Domain::Economic,
        from_value: 1,
        target: 3,
        wish: None,
        due_on: day("2025-09-01"),
        set_on: day("2025-05-01"),
    };
    let events = [assigned(31, "2025-04-12", None), set.into()];
    let goal = item(&events, DueKind::GoalDue).unwrap();
    assert!(!goal.is_shown(day("2025-07-01"), &numbers), "long before");
    assert!(goal.is_shown(day("2025-08-20"), &numbers) && goal.is_shown(day("2025-09-10"), &numbers));
    let closed = GoalClosed {
        goal_id: GoalId(Uuid::from_u128(71)),
        result: GoalResult::GivenUp,
        reached_value: None,
        reason: None,
        closed_on: day("2025-08-25"),
    };
    assert!(item(&[&events[..], &[closed.into()]].concat(), DueKind::GoalDue).is_none());
}

/// What is urgent is recorded: nobody sets a priority by hand.
#[test]
fn an_urgent_referral_makes_its_family_urgent_until_it_is_back_or_decided() {
    let urgent = |more: &[FamilyEvent]| {
        let mut case = DueCase::default();
        let refer = |urgency| ReferredToCommission {
            referral_id: ReferralId(Uuid::from_u128(201)),
            commission_id: CommissionId(Uuid::from_u128(5)),
            domain: Domain::Social,
            question: Personal::of_family(FAMILY, "?".to_owned()),
            urgency,
            packet_sequence: 4,
            referred_on: day("2025-05-01"),
            answer_by: None,
            continues: None,
        };
        case.apply(FAMILY, &refer(Urgency::Urgent).into());
        more.iter().for_each(|event| {
            case.apply(FAMILY, event);
        });
        case.urgent()
    };
    assert_eq!(urgent(&[]), [super::Urgent::UrgentReferral]);
    let withdrawn = ReferralWithdrawn {
        referral_id: ReferralId(Uuid::from_u128(201)),
        reason: Personal::of_family(FAMILY, "!".to_owned()),
        withdrawn_on: day("2025-05-02"),
    };
    assert!(urgent(&[withdrawn.into()]).is_empty());
}
