//! Given / when / then, run through cqrs-es's own test framework, so that every rule is tested through the bridge it runs on.

use std::fmt::Debug;
use std::sync::Arc;

use chrono::NaiveDate;
use cqrs_es::test::TestFramework;
use hamyar_events::family::*;
use hamyar_events::settings::ProgramNumbers;
use hamyar_events::*;
use uuid::Uuid;

use crate::family::*;
use crate::{IndicatorSet, PublishedSet, Refused, default_indicator_set};

/// Today in all tests, unless a test says otherwise: 1 Azar 1405.
pub const TODAY: &str = "2026-11-22";

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn today() -> NaiveDate {
    day(TODAY)
}

pub fn id<T: From<Uuid>>(number: u128) -> T {
    Uuid::from_u128(number).into()
}

/// A personal value of the test family.
pub fn shared(text: &str) -> Personal<String> {
    Personal::of_family(FAMILY, text.to_owned())
}

pub const FAMILY: Uuid = Uuid::from_u128(1);
pub const MOTHER: u128 = 11;
pub const CHILD: u128 = 12;
pub const CASEWORKER: u128 = 21;
pub const ASSIGNMENT: u128 = 31;
pub const COMMISSION: u128 = 41;
pub const MANAGER: u128 = 42;

/// What had happened.
pub struct Given<A: Decider>(Vec<A::Event>);

pub fn given<A: Decider>(history: impl IntoIterator<Item = A::Event>) -> Given<A> {
    Given(history.into_iter().collect())
}

/// What followed from the command.
pub struct Outcome<A: Decider>(pub Result<Vec<A::Event>, A::Error>);

impl<A: Decider> Given<A>
where
    A::Event: Debug + PartialEq,
    A::Error: Debug + PartialEq + Refused,
{
    pub fn when(self, command: impl Into<A::Command>) -> Outcome<A> {
        Outcome(TestFramework::<A>::with(()).given(self.0).when(command.into()).inspect_result())
    }
}

impl<A: Decider> Outcome<A>
where
    A::Event: Debug + PartialEq,
    A::Error: Debug + PartialEq + Refused,
{
    #[track_caller]
    pub fn then(self, expected: impl IntoIterator<Item = A::Event>) {
        assert_eq!(self.events(), expected.into_iter().collect::<Vec<_>>());
    }
    #[track_caller]
    pub fn then_nothing(self) {
        assert_eq!(self.events(), Vec::new());
    }
    /// Names of the events.
    #[track_caller]
    pub fn then_types(self, expected: &[&str]) {
        let types: Vec<String> = self.events().iter().map(cqrs_es::DomainEvent::event_type).collect();
        assert_eq!(types, expected);
    }
    #[track_caller]
    pub fn then_refused(self, expected: A::Error) {
        assert_eq!(self.0.expect_err("a refusal"), expected);
    }
    /// Values that cannot be accepted, in these fields.
    #[track_caller]
    pub fn then_invalid(self, fields: &[&str]) {
        let refusal = self.0.expect_err("a refusal");
        let found: Vec<&str> = refusal.fields().iter().map(|one| one.field.as_ref()).collect();
        assert_eq!(found, fields, "{refusal:?}");
        assert!(refusal.is_invalid_input());
    }
    #[track_caller]
    pub fn events(self) -> Vec<A::Event> {
        self.0.expect("events, not a refusal")
    }
}

/// The history that these commands make.
#[track_caller]
pub fn history<A: Decider>(before: &[A::Event], commands: impl IntoIterator<Item = A::Command>) -> Vec<A::Event>
where
    A::Event: Debug + PartialEq,
    A::Error: Debug + PartialEq + Refused,
{
    let mut events = before.to_vec();
    for command in commands {
        let more = given::<A>(events.clone()).when(command).events();
        events.extend(more);
    }
    events
}

/// The shipped set as published.
pub fn published() -> Arc<PublishedSet> {
    let mut set = IndicatorSet::default();
    for event in set.decide(&default_indicator_set().into()).unwrap() {
        set.evolve(&event);
    }
    Arc::new(set.published(id(91), 1).unwrap())
}

pub fn family(before: &[FamilyEvent], commands: impl IntoIterator<Item = FamilyCommand>) -> Vec<FamilyEvent> {
    history::<Family>(before, commands)
}

pub fn identify(on: &str) -> FamilyCommand {
    IdentifyFamily {
        family: FamilyIdentified {
            file_number: "M12-1404-00042".to_owned(),
            center_id: Some(id(51)),
            neighborhood_id: id(61),
            family_name: shared("نمونه"),
            address: Some(shared("خیابان یکم")),
            registration: Registration {
                entry: EntryWay::Referred,
                source: InformationSource::SupportInstitution,
                referred_by: Some(id(71)),
                referred_by_name: None,
                register: None,
                declared: None,
            },
            identified_on: day(on),
        },
        today: today(),
    }
    .into()
}

pub fn facts(member: u128, relation: Relation, sex: Sex) -> MemberFacts {
    MemberFacts {
        given_name: Personal::of_person(Uuid::from_u128(member), "آرزو".to_owned()),
        family_name: None,
        father_name: None,
        national_id: None,
        birth_date: None,
        sex: Some(sex),
        relation,
        phone: None,
        education: None,
        occupation: None,
        skill: None,
        work: None,
        schooling: None,
    }
}

pub fn join(member: u128, relation: Relation, sex: Sex) -> FamilyCommand {
    let member =
        MemberJoined { member_id: id(member), member: facts(member, relation, sex), joined_on: day("2025-04-01") };
    JoinMember { member, today: today() }.into()
}

pub fn consent(on: &str) -> FamilyCommand {
    let consent =
        ConsentGiven { basis: ConsentBasis::Head, member_id: Some(id(MOTHER)), ground: None, given_on: day(on) };
    GiveConsent { consent, today: today() }.into()
}

pub fn withdraw_consent(on: &str) -> FamilyCommand {
    WithdrawConsent { withdrawal: ConsentWithdrawn { reason: None, withdrawn_on: day(on) }, today: today() }.into()
}

pub fn preliminary(tier: Tier, on: &str) -> FamilyCommand {
    AssignPreliminaryTier {
        tier,
        outside_information: InformationSource::State,
        household_type: None,
        assigned_on: day(on),
        today: today(),
    }
    .into()
}

/// An assessment with the same value for every indicator of the set.
pub fn assess(number: u128, moment: AssessmentMoment, value: u8, on: &str) -> RecordAssessment {
    let set = published();
    RecordAssessment {
        assessment_id: id(number),
        moment,
        readings: set.indicators.iter().map(|one| reading(&one.code, value)).collect(),
        visit_id: None,
        assessed_on: day(on),
        set_reference: set.reference,
        set,
        today: today(),
    }
}

pub fn reading(code: &str, value: u8) -> Reading {
    Reading { indicator: code.to_owned(), value, how_known: HowKnown::Told, note: None }
}

pub fn tier(moment: AssessmentMoment, on: &str) -> AssignTier {
    AssignTier {
        moment,
        override_with: None,
        household_type: None,
        assigned_on: day(on),
        set: published(),
        today: today(),
    }
}

pub fn assign(on: &str) -> AssignCaseworker {
    AssignCaseworker {
        assignment_id: id(ASSIGNMENT),
        caseworker_id: id(CASEWORKER),
        starts_on: day(on),
        numbers: ProgramNumbers::default(),
        today: today(),
    }
}

/// A mother and a child with a file and no consent yet.
pub fn identified() -> Vec<FamilyEvent> {
    family(
        &[],
        [identify("2025-04-01"), join(MOTHER, Relation::Head, Sex::Female), join(CHILD, Relation::Child, Sex::Male)],
    )
}

/// The same, agreed.
pub fn consented() -> Vec<FamilyEvent> {
    family(&identified(), [consent("2025-04-05")])
}

/// The same, known as harmed from outside.
pub fn harmed() -> Vec<FamilyEvent> {
    family(&consented(), [preliminary(Tier::Harmed, "2025-04-06")])
}

/// The same, held by a caseworker since 12 April 2025 (23 Farvardin 1404).
pub fn held() -> Vec<FamilyEvent> {
    family(&harmed(), [assign("2025-04-12").into()])
}

/// The same, with a baseline in which everything is harmed.
pub fn baselined() -> Vec<FamilyEvent> {
    family(
        &held(),
        [
            assess(101, AssessmentMoment::Baseline, 1, "2025-04-20").into(),
            tier(AssessmentMoment::Baseline, "2025-04-20").into(),
        ],
    )
}

pub fn refer(referral: u128, commission: u128, on: &str) -> ReferToCommission {
    ReferToCommission {
        referrals: vec![ReferralTarget {
            referral_id: id(referral),
            commission_id: id(commission),
            domain: Domain::Economic,
            continues: None,
        }],
        question: shared("چه باید کرد؟"),
        urgency: Urgency::Normal,
        referred_on: day(on),
        numbers: ProgramNumbers::default(),
        today: today(),
    }
}

/// The same, before the commission.
pub fn referred() -> Vec<FamilyEvent> {
    family(&baselined(), [refer(201, COMMISSION, "2025-05-01").into()])
}

pub fn task(number: u128, due: &str) -> DividedTask {
    DividedTask {
        task_id: id(number),
        title: shared("معرفی به صندوق"),
        domain: Domain::Economic,
        responsible: Responsible::Agency { agency_id: id(71) },
        due_on: day(due),
        expected: None,
    }
}

/// A decision with one task, the family's caseworker present.
pub fn decision(number: u128) -> Decision {
    Decision {
        decision_id: id(number),
        referral_id: id(201),
        commission_id: id(COMMISSION),
        session_id: id(211),
        outcome: DecisionOutcome::Tasks,
        present: vec![
            Attendee { kind: ParticipantKind::Caseworker, person_id: Uuid::from_u128(CASEWORKER) },
            Attendee { kind: ParticipantKind::Expert, person_id: Uuid::from_u128(301) },
            Attendee { kind: ParticipantKind::Official, person_id: Uuid::from_u128(302) },
            Attendee { kind: ParticipantKind::Activist, person_id: Uuid::from_u128(303) },
        ],
        seen_sequence: 9,
        reason: shared("نیاز به کار"),
        tasks: vec![task(401, "2025-06-01")],
        decided_on: day("2025-05-10"),
    }
}

pub fn record(decision: Decision) -> RecordDecision {
    RecordDecision { record: CommissionDecisionRecorded { decision }, today: today() }
}

/// The same, decided with one task.
pub fn decided() -> Vec<FamilyEvent> {
    family(&referred(), [record(decision(221)).into()])
}
