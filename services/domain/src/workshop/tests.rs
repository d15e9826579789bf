use hamyar_events::workshop::*;
use hamyar_events::*;

use super::*;
use crate::testing::*;

fn plan(kind: WorkshopKind, neighborhood: Option<u128>) -> PlanWorkshop {
    let plan = WorkshopPlanned {
        kind,
        title: "کلاس اقبالیه".to_owned(),
        place_id: id(81),
        neighborhood_id: neighborhood.map(id),
        audience: Some("زنان ساکن محله".to_owned()),
        risk_title: Some("اعتیاد".to_owned()),
        planned_hours: 60,
        planned_persons: None,
        starts_on: day("2018-08-01"),
        source: None,
    };
    PlanWorkshop { plan, today: today() }
}

fn class() -> PlanWorkshop {
    plan(WorkshopKind::NeighborhoodClass, Some(61))
}

fn register(numbers: std::ops::Range<u128>) -> RegisterTrainees {
    let trainees =
        numbers.map(|n| NewTrainee { trainee_id: id(600 + n), facilitator_id: None, sex: Some(Sex::Female) }).collect();
    RegisterTrainees { trainees, registered_on: day("2018-08-01"), today: today() }
}

fn hold(sitting: u128, hours: u16, present: &[(u128, Option<u16>)]) -> HoldSitting {
    let present = present.iter().map(|(n, hours)| Present { trainee_id: id(600 + n), hours: *hours }).collect();
    let sitting = SittingHeld { sitting_id: id(sitting), held_on: day("2018-08-02"), hours, topic: None, present };
    HoldSitting { sitting, today: today() }
}

fn workshop(commands: impl IntoIterator<Item = WorkshopCommand>) -> Vec<WorkshopEvent> {
    history::<Workshop>(&[], [vec![class().into()], commands.into_iter().collect()].concat())
}

#[test]
fn a_class_is_of_a_neighborhood_and_a_training_of_none() {
    given::<Workshop>([]).when(class()).then_types(&["workshop_planned"]);
    given::<Workshop>(workshop([])).when(class()).then_refused(WorkshopRefusal::AlreadyPlanned);
    given::<Workshop>([]).when(plan(WorkshopKind::NeighborhoodClass, None)).then_invalid(&["neighborhood_id"]);
    given::<Workshop>([]).when(plan(WorkshopKind::FacilitatorTraining, Some(61))).then_invalid(&["neighborhood_id"]);
    given::<Workshop>([]).when(register(1..3)).then_refused(WorkshopRefusal::NotPlanned);
}

/// One facilitator answers for a class; another takes over by another event.
#[test]
fn one_facilitator_answers_for_a_class() {
    let lead = |facilitator: u128| SetLead {
        lead: LeadSet { facilitator_id: id(facilitator), set_on: day("2018-08-01"), reason: None, source: None },
        today: today(),
    };
    given::<Workshop>(workshop([])).when(lead(501)).then_types(&["workshop_lead_set"]);
    let led = workshop([lead(501).into()]);
    given::<Workshop>(led.clone()).when(lead(501)).then_nothing();
    given::<Workshop>(led).when(lead(502)).then_types(&["workshop_lead_set"]);
}

/// S068: hours come from attendance of sittings and not from typing.
#[test]
fn s068_hours_follow_from_attendance() {
    let known = workshop([register(1..4).into()]);
    given::<Workshop>(known.clone()).when(hold(701, 4, &[])).then_invalid(&["present"]);
    given::<Workshop>(known.clone()).when(hold(701, 4, &[(1, Some(5))])).then_invalid(&["present[0].hours"]);
    given::<Workshop>(known.clone()).when(hold(701, 4, &[(1, None), (1, None)])).then_invalid(&["present"]);
    given::<Workshop>(known.clone()).when(hold(701, 4, &[(9, None)])).then_refused(WorkshopRefusal::UnknownTrainee);
    let two = history::<Workshop>(
        &known,
        [hold(701, 4, &[(1, None), (2, None), (3, Some(1))]).into(), hold(702, 3, &[(1, None)]).into()],
    );
    let state = |events: &[WorkshopEvent]| {
        let mut state = Workshop::default();
        events.iter().for_each(|event| state.evolve(event));
        state
    };
    assert_eq!(state(&two).hours(), (7, 4 + 4 + 1 + 3));
    given::<Workshop>(two.clone()).when(hold(702, 3, &[(1, None)])).then_nothing();
    let mended = history::<Workshop>(&two, [hold(702, 3, &[(1, None), (2, Some(2))]).into()]);
    assert_eq!(state(&mended).hours(), (7, 9 + 3 + 2));
    let strike = |sitting: u128| StrikeSitting { sitting: SittingStruck { sitting_id: id(sitting) } };
    given::<Workshop>(mended.clone()).when(strike(999)).then_refused(WorkshopRefusal::UnknownSitting);
    let fewer = history::<Workshop>(&mended, [strike(701).into()]);
    assert_eq!(state(&fewer).hours(), (3, 5));
}

#[test]
fn those_who_come_are_numbered_in_order_and_a_facilitator_comes_once() {
    let known = workshop([register(1..3).into()]);
    let events = given::<Workshop>(known.clone()).when(register(3..5)).events();
    let numbers: Vec<u16> = events
        .iter()
        .filter_map(|event| match event {
            WorkshopEvent::TraineeRegistered(event) => Some(event.number),
            _ => None,
        })
        .collect();
    assert_eq!(numbers, [3, 4]);
    given::<Workshop>(known.clone()).when(register(1..3)).then_nothing();
    let one = |trainee: u128| {
        let trainees = vec![NewTrainee { trainee_id: id(trainee), facilitator_id: Some(id(501)), sex: None }];
        RegisterTrainees { trainees, registered_on: day("2018-07-16"), today: today() }
    };
    given::<Workshop>(known).when(one(650)).then_invalid(&["trainees"]);
    let training = history::<Workshop>(&[], [plan(WorkshopKind::FacilitatorTraining, None).into(), one(650).into()]);
    given::<Workshop>(training).when(one(651)).then_refused(WorkshopRefusal::FacilitatorRegistered);
}

/// S071: pre-test and post-test are recorded per person.
#[test]
fn s071_tests_are_recorded_before_and_after() {
    let test = |moment, score| TestTrainee { test: TraineeTested { trainee_id: id(601), moment, score } };
    given::<Workshop>(workshop([])).when(test(TestMoment::Before, 40)).then_refused(WorkshopRefusal::UnknownTrainee);
    let known = workshop([register(1..2).into()]);
    given::<Workshop>(known.clone()).when(test(TestMoment::Before, 101)).then_invalid(&["score"]);
    given::<Workshop>(known.clone()).when(test(TestMoment::After, 60)).then_refused(WorkshopRefusal::NothingHeld);
    let both = history::<Workshop>(
        &known,
        [test(TestMoment::Before, 40).into(), hold(701, 4, &[(1, None)]).into(), test(TestMoment::After, 70).into()],
    );
    given::<Workshop>(both.clone()).when(test(TestMoment::After, 70)).then_nothing();
    given::<Workshop>(both).when(test(TestMoment::After, 75)).then_types(&["workshop_trainee_tested"]);
}

/// S076: strengths and weaknesses are recorded by assessor and phase.
#[test]
fn s076_findings_say_who_judged_and_in_which_phase() {
    let find = |phase: u8, assessors: &[Assessor], text: &str| RecordFinding {
        finding: FindingRecorded {
            phase,
            assessors: assessors.to_vec(),
            kind: FindingKind::Strength,
            text: text.to_owned(),
            recorded_on: day("2018-09-01"),
            source: None,
        },
        today: today(),
    };
    let known = workshop([]);
    let expert = [Assessor::OfficeExpert];
    given::<Workshop>(known.clone()).when(find(3, &expert, "جای مناسب")).then_invalid(&["phase"]);
    given::<Workshop>(known.clone()).when(find(1, &[], "جای مناسب")).then_invalid(&["assessors"]);
    given::<Workshop>(known.clone()).when(find(1, &expert, "جای مناسب")).then_types(&["workshop_finding_recorded"]);
    let found = history::<Workshop>(&known, [find(1, &expert, "جای مناسب").into()]);
    given::<Workshop>(found).when(find(1, &expert, "جای مناسب")).then_nothing();
}

fn list(things: &[(u128, MaterialKind, Option<&str>)]) -> ListMaterials {
    let one = |(number, kind, title): &(u128, MaterialKind, Option<&str>)| NewMaterial {
        material_id: id(*number),
        kind: *kind,
        title: title.map(str::to_owned),
    };
    ListMaterials {
        materials: things.iter().map(one).collect(),
        listed_on: day("2018-07-10"),
        source: None,
        today: today(),
    }
}

fn mark(number: u128, state: MaterialState, note: Option<&str>) -> MarkMaterial {
    let mark = MaterialMarked {
        material_id: id(number),
        state,
        note: note.map(str::to_owned),
        marked_on: day("2018-07-12"),
        source: None,
    };
    MarkMaterial { mark, today: today() }
}

/// The checklist of materials: of the program's kinds, or in words of one's own; nothing stands on it twice.
#[test]
fn a_checklist_takes_each_thing_once_and_another_thing_in_words() {
    use MaterialKind::{Other, Projector, Venue};
    let known = workshop([]);
    given::<Workshop>([]).when(list(&[(801, Venue, None)])).then_refused(WorkshopRefusal::NotPlanned);
    given::<Workshop>(known.clone()).when(list(&[])).then_invalid(&["materials"]);
    given::<Workshop>(known.clone()).when(list(&[(801, Other, None)])).then_invalid(&["materials[0].title"]);
    given::<Workshop>(known.clone()).when(list(&[(801, Other, Some(" "))])).then_invalid(&["materials[0].title"]);
    let long = "آ".repeat(201);
    given::<Workshop>(known.clone()).when(list(&[(801, Venue, Some(&long))])).then_invalid(&["materials[0].title"]);
    let twice = [(801, Venue, None), (802, Venue, None)];
    given::<Workshop>(known.clone()).when(list(&twice)).then_invalid(&["materials"]);
    let tomorrow = today().checked_add_days(chrono::Days::new(1)).expect("a day");
    let ahead = ListMaterials { listed_on: tomorrow, ..list(&[(801, Venue, None)]) };
    given::<Workshop>(known.clone()).when(ahead).then_invalid(&["listed_on"]);
    let three = [(801, Venue, None), (802, Projector, None), (803, Other, Some("پردهٔ نمایش"))];
    given::<Workshop>(known.clone()).when(list(&three)).then_types(&["workshop_material_listed"; 3]);
    let listed = history::<Workshop>(&known, [list(&three).into()]);
    given::<Workshop>(listed.clone()).when(list(&[(804, Venue, None)])).then_refused(WorkshopRefusal::MaterialListed);
    given::<Workshop>(listed.clone())
        .when(list(&[(804, Other, Some("پردهٔ نمایش"))]))
        .then_refused(WorkshopRefusal::MaterialListed);
    given::<Workshop>(listed).when(list(&[(804, Other, Some("میز"))])).then_types(&["workshop_material_listed"]);
}

/// A thing is ticked, missing or not needed; the last two in a word. What was marked wrongly is marked again.
#[test]
fn a_thing_is_ticked_or_missing_or_not_needed_with_a_word_and_put_right_by_another_mark() {
    use MaterialState::{Missing, Needed, NotNeeded, Ready};
    let known = history::<Workshop>(&workshop([]), [list(&[(801, MaterialKind::Projector, None)]).into()]);
    given::<Workshop>([]).when(mark(801, Ready, None)).then_refused(WorkshopRefusal::NotPlanned);
    given::<Workshop>(known.clone()).when(mark(809, Ready, None)).then_refused(WorkshopRefusal::UnknownMaterial);
    given::<Workshop>(known.clone()).when(mark(801, Needed, None)).then_nothing();
    for state in [Missing, NotNeeded] {
        given::<Workshop>(known.clone()).when(mark(801, state, None)).then_invalid(&["note"]);
        given::<Workshop>(known.clone()).when(mark(801, state, Some(" "))).then_invalid(&["note"]);
    }
    given::<Workshop>(known.clone()).when(mark(801, Ready, Some(&"آ".repeat(301)))).then_invalid(&["note"]);
    let mut early = mark(801, Ready, None);
    early.mark.marked_on = day("2018-07-09");
    given::<Workshop>(known.clone()).when(early).then_invalid(&["marked_on"]);
    let missing = history::<Workshop>(&known, [mark(801, Missing, Some("لامپ ندارد")).into()]);
    given::<Workshop>(missing.clone()).when(mark(801, Missing, Some("لامپ ندارد"))).then_nothing();
    let ready = history::<Workshop>(&missing, [mark(801, Ready, None).into()]);
    let mut state = Workshop::default();
    ready.iter().for_each(|event| state.evolve(event));
    let projector: MaterialId = id(801);
    assert_eq!((state.materials[&projector].state, &state.materials[&projector].note), (Ready, &None));
    given::<Workshop>(ready).when(mark(801, Needed, None)).then_types(&["workshop_material_marked"]);
}
