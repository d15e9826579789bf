//! Whatever is asked, in whatever order: no panic, one state for one history, no personal value in it, and the rules hold.

use std::collections::BTreeSet;

use hamyar_events::family::*;
use hamyar_events::settings::ProgramNumbers;
use hamyar_events::*;
use proptest::prelude::*;

use crate::caseworker::*;
use crate::family::*;
use crate::testing::*;

/// Days around the year of the test family, a few of them odd.
fn any_day() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => (0u64..700).prop_map(|days| (day("2025-03-25") + chrono::Days::new(days)).to_string()),
        1 => Just("1900-01-01".to_owned()),
        1 => Just("2031-01-01".to_owned()),
    ]
}

fn any_number() -> impl Strategy<Value = u128> {
    1u128..5
}

fn any_tier() -> impl Strategy<Value = Tier> {
    proptest::sample::select(Tier::ALL)
}

fn any_moment() -> impl Strategy<Value = AssessmentMoment> {
    proptest::sample::select(AssessmentMoment::ALL)
}

fn any_command() -> impl Strategy<Value = FamilyCommand> {
    let identity = prop_oneof![
        any_day().prop_map(|on| identify(&on)),
        (prop_oneof![Just(MOTHER), Just(CHILD)], proptest::sample::select(Relation::ALL))
            .prop_map(|(member, relation)| join(member, relation, Sex::Female)),
        any_day().prop_map(|on| consent(&on)),
        any_day().prop_map(|on| withdraw_consent(&on)),
        (any_tier(), any_day()).prop_map(|(tier, on)| preliminary(tier, &on)),
    ];
    let tiering = prop_oneof![
        (any_number(), any_moment(), 0u8..6, any_day(), 0usize..31).prop_map(
            |(number, moment, value, on, readings)| {
                let mut command = assess(number, moment, value, &on);
                command.readings.truncate(readings);
                command.into()
            }
        ),
        (any_moment(), any_day(), proptest::option::of(any_tier())).prop_map(|(moment, on, given)| {
            let mut command = tier(moment, &on);
            command.override_with = given.map(|tier| OverrideWith { tier, reason: shared("قناری-canary") });
            command.into()
        }),
    ];
    let holding = prop_oneof![
        (any_number(), any_number(), any_day()).prop_map(|(assignment, caseworker, on)| {
            let mut command = assign(&on);
            (command.assignment_id, command.caseworker_id) = (id(assignment), id(caseworker));
            command.into()
        }),
        (any_number(), any_day(), proptest::sample::select(ReleaseReason::ALL)).prop_map(|(assignment, on, reason)| {
            let released_on = day(&on);
            ReleaseCaseworker { assignment_id: id(assignment), reason, note: None, released_on, today: today() }.into()
        }),
        (any_number(), any_number(), any_number(), any_day()).prop_map(|(from, to, caseworker, on)| {
            TransferCaseworker {
                from_assignment_id: id(from),
                assignment_id: id(to),
                caseworker_id: id(caseworker),
                note: None,
                transferred_on: day(&on),
                today: today(),
            }
            .into()
        }),
    ];
    let work = prop_oneof![
        (any_number(), any_day(), any_day())
            .prop_map(|(number, from, to)| super::calendar::plan(number, &from, &to).into()),
        (any_number(), any_day()).prop_map(|(number, on)| super::work::visit(number, &on).into()),
        (any_number(), any_day(), proptest::option::of(any_number())).prop_map(|(number, on, entry)| {
            let mut command = super::work::service(number, &on);
            command.service.entry_id = entry.map(id);
            command.into()
        }),
        any_number().prop_map(|number| super::work::expert(number).into()),
        (any_number(), any_day()).prop_map(|(number, on)| refer(200 + number, COMMISSION, &on).into()),
        (any_number(), any_number(), any_number(), any_day()).prop_map(|(number, referral, caseworker, on)| {
            let mut one = decision(220 + number);
            one.referral_id = id(200 + referral);
            one.present[0].person_id = uuid::Uuid::from_u128(caseworker);
            one.decided_on = day(&on);
            one.tasks[0].task_id = id(400 + number);
            record(one).into()
        }),
        (any_number(), any_day()).prop_map(|(number, on)| {
            let accepted = TaskAccepted { task_id: id(400 + number), accepted_on: day(&on) };
            AcceptTask { accepted, today: today() }.into()
        }),
        any_day().prop_map(|on| {
            let closing = CaseClosed { reason: CloseReason::MovedAway, note: None, closed_on: day(&on) };
            CloseCase { closing, today: today() }.into()
        }),
        any_day().prop_map(|on| {
            let reopening = CaseReopened { reason: shared("قناری-canary"), reopened_on: day(&on) };
            ReopenCase { reopening, today: today() }.into()
        }),
    ];
    let erasure = prop_oneof![
        (
            any_number(),
            proptest::option::of(prop_oneof![Just(MOTHER), Just(CHILD)]),
            proptest::sample::select(ErasureGround::ALL)
        )
            .prop_map(|(number, member, ground)| super::erasure::request(number, member, ground).into()),
        any_number().prop_map(|number| super::erasure::approve(number).into()),
    ];
    let merging = prop_oneof![
        Just(super::merging::away().into()),
        Just(super::merging::take_in().into()),
        Just(super::merging::undo().into()),
        Just(super::merging::back(None).into()),
    ];
    prop_oneof![4 => identity, 6 => tiering, 6 => holding, 8 => work, 1 => erasure, 1 => merging]
}

/// Where the random commands begin: from nothing, or from a family well under way.
fn any_start() -> impl Strategy<Value = Vec<FamilyEvent>> {
    prop_oneof![Just(vec![]), Just(identified()), Just(harmed()), Just(baselined()), Just(decided())]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn any_commands_keep_the_rules(start in any_start(), commands in proptest::collection::vec(any_command(), 1..50)) {
        let mut state = Family::default();
        start.iter().for_each(|event| state.evolve(event));
        let mut all = start;
        for command in commands {
            let before = state.clone();
            let Ok(events) = state.decide(&command) else { continue };
            for event in &events {
                keeps_the_rules(&before, event)?;
                state.evolve(event);
            }
            // No new fact, no event: the same command again finds nothing, or is refused.
            if events.is_empty() {
                prop_assert_eq!(&before, &state);
            }
            all.extend(events);
        }
        // One history, one state.
        let mut replayed = Family::default();
        all.iter().for_each(|event| replayed.evolve(event));
        prop_assert_eq!(&replayed, &state);
        // The state survives JSON and holds nothing personal.
        let json = serde_json::to_string(&state).unwrap();
        prop_assert!(!json.contains("$open") && !json.contains("canary") && !json.contains("آرزو") && !json.contains("خیابان"));
        prop_assert_eq!(&serde_json::from_str::<Family>(&json).unwrap(), &state);
        // Every event survives JSON too.
        for event in &all {
            let json = serde_json::to_string(event).unwrap();
            let read = <FamilyEvent as StreamEvent>::decode(
                &cqrs_es::DomainEvent::event_type(event),
                &cqrs_es::DomainEvent::event_version(event),
                &json,
            );
            prop_assert_eq!(read.as_ref(), Ok(event));
        }
    }

    /// Any events in any order, also those no command would give.
    #[test]
    fn any_history_is_accepted(picks in proptest::collection::vec(any::<proptest::sample::Index>(), 0..60)) {
        let pool = decided();
        let mut state = Family::default();
        for pick in picks {
            state.evolve(pick.get(&pool));
        }
        prop_assert!(serde_json::to_string(&state).is_ok());
    }

    #[test]
    fn a_caseload_never_exceeds_its_limit(steps in proptest::collection::vec((0u8..5, 1u128..40), 1..200)) {
        let mut state = Caseworker::default();
        let numbers = ProgramNumbers::default();
        let run = |state: &mut Caseworker, command: CaseworkerCommand| {
            for event in state.decide(&command).unwrap_or_default() {
                state.evolve(&event);
            }
        };
        let candidate = hamyar_events::caseworker::CaseworkerAdmitted {
            center_id: id(51),
            name: Personal::of_person(uuid::Uuid::from_u128(21), "قناری-canary".to_owned()),
            phone: None,
            background: CaseworkerBackground::Graduate,
            neighborhood_id: None,
            admitted_on: day("2025-01-01"),
        };
        run(&mut state, AdmitCaseworker { candidate, today: today() }.into());
        let training = hamyar_events::caseworker::TrainingRecorded {
            phase: TrainingPhase::Before,
            mode: TrainingMode::Virtual,
            hours: 40,
            title: Personal::of_person(uuid::Uuid::from_u128(21), "قناری-canary".to_owned()),
            held_on: day("2025-01-10"),
        };
        run(&mut state, RecordTraining { training, today: today() }.into());
        run(&mut state, AccreditCaseworker { accredited_on: day("2025-02-01"), numbers, today: today() }.into());
        for (kind, number) in steps {
            let assignment_id = id(1000 + number);
            let command = match kind {
                0 | 1 => ReserveSlot {
                    assignment_id,
                    family_id: id(2000 + number),
                    starts_on: day("2025-04-12"),
                    transfer_from: None,
                    note: None,
                    reserved_on: day("2025-04-12"),
                    numbers,
                }
                .into(),
                2 => ConfirmSlot { assignment_id }.into(),
                3 => FreeSlot { assignment_id }.into(),
                _ => ReleaseReservation { assignment_id, because: "case_closed".to_owned() }.into(),
            };
            run(&mut state, command);
            prop_assert!(state.caseload() <= 15);
            let families: BTreeSet<_> = state.slots.values().map(|slot| slot.family_id).collect();
            prop_assert_eq!(families.len(), state.slots.len());
        }
        let json = serde_json::to_string(&state).unwrap();
        prop_assert!(!json.contains("$open") && !json.contains("canary"));
        prop_assert_eq!(serde_json::from_str::<Caseworker>(&json).unwrap(), state);
    }
}

/// What every event must be, given what was before it.
fn keeps_the_rules(before: &Family, event: &FamilyEvent) -> Result<(), TestCaseError> {
    match event {
        FamilyEvent::TierAssigned(event) => {
            if matches!(event.moment, TierMoment::Baseline | TierMoment::Final) {
                let domains = event.computed.as_ref().map(|computed| computed.domains.len());
                prop_assert_eq!(domains, Some(3), "S017");
            }
            let differs = event.computed.as_ref().is_some_and(|computed| computed.tier != event.tier);
            prop_assert_eq!(differs, event.r#override.is_some(), "S024");
        }
        FamilyEvent::CaseworkerAssigned(event) if event.continues.is_none() => {
            prop_assert_eq!(before.tier.as_ref().map(|held| held.tier), Some(Tier::Harmed), "S031");
            prop_assert!(before.holding.is_none());
            prop_assert!(before.consent.covers(event.starts_on));
        }
        FamilyEvent::AssessmentRecorded(event) => prop_assert!(before.consent.covers(event.assessed_on)),
        FamilyEvent::ServiceDelivered(event) => prop_assert!(before.consent.covers(event.service.delivered_on)),
        FamilyEvent::ReferredToCommission(_) => {
            prop_assert_eq!(before.tier.as_ref().map(|held| held.tier), Some(Tier::Harmed), "S051");
        }
        FamilyEvent::CommissionDecisionRecorded(event) => {
            let decision = &event.decision;
            prop_assert!(!decision.tasks.is_empty() || decision.outcome != DecisionOutcome::Tasks, "S053");
        }
        FamilyEvent::CaseClosed(_) => {
            prop_assert!(before.holding.is_none() && !before.tasks.values().any(|task| task.state.is_open()));
        }
        _ => {}
    }
    prop_assert!(!before.erased, "a forgotten family takes nothing in");
    if before.closed_on.is_some() {
        let allowed = matches!(
            event,
            FamilyEvent::CaseReopened(_)
                | FamilyEvent::ConsentWithdrawn(_)
                | FamilyEvent::RegistrationJoined(_)
                | FamilyEvent::ErasureRequested(_)
                | FamilyEvent::PersonalDataErased(_)
                | FamilyEvent::MergedAway(_)
                | FamilyEvent::MergeUndone(_)
                | FamilyEvent::LateWorkParked(_)
                | FamilyEvent::LateWorkSettled(_)
        );
        prop_assert!(allowed, "a closed case refuses changes");
    }
    Ok(())
}
