//! Qazvin's program of social resilience (document 000): risks, roadmaps and actions; facilitators; the training and the eight classes.
//!
//! Totals are never loaded. The documents print them and no attendance, so attendance is invented: participants are numbers without names, who
//! were at every sitting of their class; the days of sittings lie within the summer that is printed. What follows are the printed totals.
//!
//! Where the documents name two titles or two facilitators for one thing, both are told, one after the other, and the later one stands.

use super::ids::{document_day, stream_id};
use super::places::{neighborhood_id, place_id};
use super::plan::{Plan, SeedCommand};
use super::source::{Row, SeedError, SeedSource};
use chrono::{Days, NaiveDate};
use hamyar_domain::facilitator::{ConfirmFacilitator, FacilitatorCommand, NominateFacilitator, is_below_bachelor};
use hamyar_domain::neighborhood::{AdoptRoadmap, IdentifyRisk, NeighborhoodCommand, PlanAction, RetitleRisk};
use hamyar_domain::workshop::{
    HoldSitting, ListMaterials, MarkMaterial, NewMaterial, NewTrainee, PlanWorkshop, RecordFinding, RegisterTrainees,
    SetLead, WorkshopCommand,
};
use hamyar_events::facilitator::{FacilitatorConfirmed, FacilitatorFacts, FacilitatorNominated};
use hamyar_events::neighborhood::{ActionFacts, RiskFacts, RiskIdentified, RiskRetitled};
use hamyar_events::workshop::{FindingRecorded, LeadSet, MaterialMarked, Present, SittingHeld, WorkshopPlanned};
use hamyar_events::{
    ActionId, AgencyId, EducationLevel, FacilitatorId, FacilitatorLevel, MaterialId, MaterialKind, MaterialState,
    Personal, PlaceId, RiskDuration, RiskExtent, RiskId, RiskKind, Sex, SittingId, SocialLevel, TraineeId, WorkshopId,
    WorkshopKind,
};
use hamyar_persian::JalaliDate;
use std::collections::HashMap;
use uuid::Uuid;

const PROFILES: &str = "000/neighbourhood_profiles";
const CLASSES: &str = "000/training_classes";
const SPECS: &str = "000/roadmap_specs";
const ACTIONS: &str = "000/roadmap_actions";
const FACILITATORS: &str = "000/facilitators_level2";
const FINDINGS: &str = "000/strengths_weaknesses";
const PROGRAM: &str = "000/phase1_workshop_programme";

/// The facilitator of level 1, of whom the document says the criteria and no more.
const LEVEL_1: &str = "L01";
/// Days of the training (25 to 29 Tir, 3 and 4 Mordad 1397) with hours that make the printed 36 of each person.
const TRAINING: [(u8, u8, u16); 7] = [(4, 25, 5), (4, 26, 5), (4, 27, 5), (4, 28, 5), (4, 29, 6), (5, 3, 5), (5, 4, 5)];
/// The preface plans twenty facilitators; twenty-one came (M01).
const PLANNED_FACILITATORS: u16 = 20;
/// Hours of one sitting of a class.
const SITTING_HOURS: u16 = 4;

/// Id of a facilitator by the code of the document.
pub fn facilitator_id(code: &str) -> FacilitatorId {
    FacilitatorId(stream_id("facilitator", code))
}

/// Id of the training of facilitators of level 2.
pub fn training_id() -> WorkshopId {
    WorkshopId(stream_id("workshop", "training"))
}

fn class_id(key: &str) -> WorkshopId {
    WorkshopId(stream_id("workshop", &format!("class/{key}")))
}

/// A day of the year 1397.
fn day(month: u8, day: u8) -> NaiveDate {
    JalaliDate::new(1397, month, day).map(JalaliDate::to_gregorian).unwrap_or_default()
}

/// Long after everything that the documents tell of.
fn today() -> NaiveDate {
    document_day("004")
}

pub(super) fn plan(source: &SeedSource, plan: &mut Plan) -> Result<(), SeedError> {
    let profiles = by_neighborhood(source.sheet("000_neighbourhood_profiles.csv")?.rows);
    let specs = by_neighborhood(source.sheet("000_roadmap_specs.csv")?.rows);
    let classes = source.sheet("000_training_classes.csv")?.rows;
    let places: HashMap<String, PlaceId> = source
        .sheet("neighborhoods.csv")?
        .rows
        .iter()
        .map(|row| (row.text("key").to_owned(), place_id(row.text("place_key"))))
        .collect();
    let taught: Vec<String> = classes.iter().map(|class| class.text("local_facilitator").to_owned()).collect();
    plan_facilitators(source, plan, &taught)?;
    plan_training(source, plan)?;
    for class in &classes {
        let key = class.text("neighbourhood_key").to_owned();
        let (Some(profile), Some(spec)) = (profiles.get(&key), specs.get(&key)) else { continue };
        plan_class(plan, &key, class, profile, places.get(&key).copied().unwrap_or(place_id("qazvin_province")))?;
        plan_risk(plan, &key, class, profile, spec);
    }
    plan_actions(source, plan)?;
    for (key, spec) in &specs {
        if let Some(profile) = profiles.get(key) {
            plan_roadmap(plan, key, profile, spec)?;
        }
    }
    Ok(())
}

fn by_neighborhood(rows: Vec<Row>) -> std::collections::BTreeMap<String, Row> {
    rows.into_iter().map(|row| (row.text("neighbourhood_key").to_owned(), row)).collect()
}

/// How far somebody studied, from «فوق لیسانس روانشناسی» and the like.
fn education(printed: &str) -> EducationLevel {
    let begins = |words: &[&str]| words.iter().any(|word| printed.starts_with(word));
    if begins(&["دکتر"]) {
        EducationLevel::Doctorate
    } else if begins(&["فوق لیسانس", "ارشد", "کارشناس ارشد", "کارشناسی ارشد"]) {
        EducationLevel::Master
    } else if begins(&["لیسانس", "کارشناس"]) {
        EducationLevel::Bachelor
    } else if begins(&["دانشجو"]) {
        EducationLevel::Student
    } else if begins(&["دیپلم"]) {
        EducationLevel::Diploma
    } else {
        EducationLevel::Unknown
    }
}

fn nominate(plan: &mut Plan, code: &str, level: FacilitatorLevel, facts: FacilitatorFacts, source: &str) {
    let nomination = FacilitatorNominated {
        code: code.to_owned(),
        level,
        place_id: place_id("qazvin_province"),
        facts,
        nominated_on: day(3, 1),
        source: Some(source.to_owned()),
    };
    let command = FacilitatorCommand::from(NominateFacilitator { nomination, today: today() });
    plan.add(facilitator_id(code).0, "nominate", source, SeedCommand::Facilitator(command));
}

fn unknown() -> FacilitatorFacts {
    FacilitatorFacts {
        name: None,
        education: EducationLevel::Unknown,
        degree: None,
        organization: None,
        criteria: Vec::new(),
    }
}

/// The 21 of the list, the one of level 1, and «F22» whom only a figure names, untrained (M06, S075). Those who taught are confirmed; where the
/// degree lacks, with the exception said (M17).
fn plan_facilitators(source: &SeedSource, plan: &mut Plan, taught: &[String]) -> Result<(), SeedError> {
    nominate(plan, LEVEL_1, FacilitatorLevel::One, unknown(), PROGRAM);
    for row in source.sheet("000_facilitators_level2.csv")?.rows {
        let code = row.text("facilitator").to_owned();
        let id = facilitator_id(&code);
        let degree = row.some("degree_and_field").filter(|degree| degree != "-");
        let education = degree.as_deref().map_or(EducationLevel::Unknown, education);
        let met = (!is_below_bachelor(education)).then(|| "bachelor_at_least".to_owned());
        let facts = FacilitatorFacts {
            name: None,
            education,
            degree: degree.map(|degree| Personal::of_person(id.0, degree)),
            organization: row.some("organisation"),
            criteria: met.into_iter().collect(),
        };
        nominate(plan, &code, FacilitatorLevel::Two, facts, FACILITATORS);
        if taught.contains(&code) {
            let exception = is_below_bachelor(education)
                .then(|| "در محله تدریس کرده است؛ سند دلیل استثنا را ننوشته است.".to_owned());
            let confirmation = FacilitatorConfirmed { confirmed_on: day(5, 5), exception };
            let command = FacilitatorCommand::from(ConfirmFacilitator { confirmation, today: today() });
            plan.add(id.0, "confirm", FACILITATORS, SeedCommand::Facilitator(command));
        }
    }
    nominate(plan, "F22", FacilitatorLevel::Two, unknown(), PROFILES);
    Ok(())
}

fn workshop(plan: &mut Plan, id: WorkshopId, key: &str, source: &str, command: impl Into<WorkshopCommand>) {
    plan.add(id.0, key, source, SeedCommand::Workshop(command.into()));
}

fn lead(plan: &mut Plan, id: WorkshopId, code: &str, on: NaiveDate, reason: Option<&str>, source: &str) {
    let lead = LeadSet {
        facilitator_id: facilitator_id(code),
        set_on: on,
        reason: reason.map(str::to_owned),
        source: Some(source.to_owned()),
    };
    workshop(plan, id, &format!("lead/{source}"), source, SetLead { lead, today: today() });
}

fn trainee_id(workshop: WorkshopId, number: usize) -> TraineeId {
    TraineeId(Uuid::new_v5(&workshop.0, format!("trainee/{number}").as_bytes()))
}

/// A sitting at which everybody was.
fn sitting(
    plan: &mut Plan,
    id: WorkshopId,
    number: usize,
    on: NaiveDate,
    hours: u16,
    trainees: &[TraineeId],
    source: &str,
) {
    let present = trainees.iter().map(|trainee| Present { trainee_id: *trainee, hours: None }).collect();
    let sitting = SittingHeld {
        sitting_id: SittingId(Uuid::new_v5(&id.0, format!("sitting/{number}").as_bytes())),
        held_on: on,
        hours,
        topic: None,
        present,
    };
    workshop(plan, id, &format!("sitting/{number}"), source, HoldSitting { sitting, today: today() });
}

/// The training of level 2: 36 hours of each of the 21 follow from seven days of attendance (M04, S067), with what was found strong and weak.
fn plan_training(source: &SeedSource, plan: &mut Plan) -> Result<(), SeedError> {
    let id = training_id();
    let planned = WorkshopPlanned {
        kind: WorkshopKind::FacilitatorTraining,
        title: "کارگاه تسهیلگران سطح ۲".to_owned(),
        place_id: place_id("qazvin_province"),
        neighborhood_id: None,
        audience: Some("اعضای سازمان‌های مردم‌نهاد".to_owned()),
        risk_title: None,
        planned_hours: 36,
        planned_persons: Some(PLANNED_FACILITATORS),
        starts_on: day(4, 25),
        source: Some(PROGRAM.to_owned()),
    };
    workshop(plan, id, "plan", PROGRAM, PlanWorkshop { plan: planned, today: today() });
    lead(plan, id, LEVEL_1, day(4, 25), None, PROGRAM);
    let mut trainees = Vec::new();
    let mut ids = Vec::new();
    for (index, row) in source.sheet("000_facilitators_level2.csv")?.rows.iter().enumerate() {
        let trainee_id = trainee_id(id, index + 1);
        ids.push(trainee_id);
        let facilitator_id = Some(facilitator_id(row.text("facilitator")));
        trainees.push(NewTrainee { trainee_id, facilitator_id, sex: None });
    }
    let register = RegisterTrainees { trainees, registered_on: day(4, 25), today: today() };
    workshop(plan, id, "trainees", FACILITATORS, register);
    plan_checklist(plan, id);
    for (number, (month, of_month, hours)) in TRAINING.into_iter().enumerate() {
        sitting(plan, id, number + 1, day(month, of_month), hours, &ids, PROGRAM);
    }
    for (index, row) in source.sheet("000_strengths_weaknesses.csv")?.rows.iter().enumerate() {
        let assessors = row.read("assessor", |text| {
            text.split(';').map(|word| word.trim().parse().ok()).collect::<Option<Vec<_>>>()
        })?;
        let finding = FindingRecorded {
            phase: row.read("phase", |text| text.parse().ok())?,
            assessors,
            kind: row.read("kind", |text| text.parse().ok())?,
            text: row.text("text").to_owned(),
            recorded_on: document_day(FINDINGS),
            source: Some(FINDINGS.to_owned()),
        };
        let command = RecordFinding { finding, today: today() };
        workshop(plan, id, &format!("finding/{index}"), FINDINGS, command);
    }
    Ok(())
}

/// What the document gives as examples of the checklist; of the inspection of sound and cooling, and of the pack sent a week before, it tells.
fn plan_checklist(plan: &mut Plan, id: WorkshopId) {
    use MaterialKind::{BriefingPack, Cooling, Printer, Projector, Sound, Stationery, Venue};
    let material_id = |kind: MaterialKind| MaterialId(Uuid::new_v5(&id.0, format!("material/{kind}").as_bytes()));
    let source = Some(PROGRAM.to_owned());
    let things = [Stationery, Venue, Projector, Printer, Sound, Cooling, BriefingPack];
    let materials = things.map(|kind| NewMaterial { material_id: material_id(kind), kind, title: None }).to_vec();
    let list = ListMaterials { materials, listed_on: day(4, 18), source: source.clone(), today: today() };
    workshop(plan, id, "materials", PROGRAM, list);
    for (kind, note) in [
        (Sound, "بازرسی شد و نواقص برطرف گردید"),
        (Cooling, "بازرسی شد و نواقص برطرف گردید"),
        (BriefingPack, "از یک هفته قبل در اختیار استانداری قرار گرفت"),
    ] {
        let mark = MaterialMarked {
            material_id: material_id(kind),
            state: MaterialState::Ready,
            note: Some(note.to_owned()),
            marked_on: day(4, 18),
            source: source.clone(),
        };
        workshop(plan, id, &format!("material/{kind}"), PROGRAM, MarkMaterial { mark, today: today() });
    }
}

/// A class: its printed hours and participants follow from sittings and attendance. Where a figure names another facilitator than table 4, that one
/// began and the one of the table took over (M06, M07).
fn plan_class(plan: &mut Plan, key: &str, class: &Row, profile: &Row, place: PlaceId) -> Result<(), SeedError> {
    let id = class_id(key);
    let hours: u16 = class.read("hours", |text| text.parse().ok())?;
    let participants: usize = class.read("participants", |text| text.parse().ok())?;
    let audience = profile.some("audience");
    let planned = WorkshopPlanned {
        kind: WorkshopKind::NeighborhoodClass,
        title: format!("کلاس {}", profile.text("name_as_printed")),
        place_id: place,
        neighborhood_id: Some(neighborhood_id(key)),
        audience: audience.clone(),
        risk_title: class.some("risk_title"),
        planned_hours: hours,
        planned_persons: None,
        starts_on: day(5, 6),
        source: Some(CLASSES.to_owned()),
    };
    workshop(plan, id, "plan", CLASSES, PlanWorkshop { plan: planned, today: today() });
    let by_table = class.text("local_facilitator");
    let by_figure = profile.text("facilitator").split(' ').next().unwrap_or_default();
    let differ = !by_figure.is_empty() && by_figure != by_table;
    if differ {
        lead(plan, id, by_figure, day(5, 6), None, PROFILES);
    }
    lead(plan, id, by_table, day(5, 6), differ.then_some("جدول ۴ سند تسهیلگر دیگری را نام می‌برد."), CLASSES);
    // Only an audience of women says who came.
    let of_women = |group: &String| group.contains("زنان") && !group.contains("جوانان") && !group.contains("ساکنین");
    let sex = audience.filter(of_women).map(|_| Sex::Female);
    let ids: Vec<TraineeId> = (1..=participants).map(|number| trainee_id(id, number)).collect();
    let trainees = ids.iter().map(|trainee| NewTrainee { trainee_id: *trainee, facilitator_id: None, sex }).collect();
    let register = RegisterTrainees { trainees, registered_on: day(5, 6), today: today() };
    workshop(plan, id, "trainees", CLASSES, register);
    let (mut left, mut number) = (hours, 0_usize);
    while left > 0 {
        let lasts = left.min(SITTING_HOURS);
        let after = u64::try_from(number).unwrap_or(0) * 3;
        let on = day(5, 6).checked_add_days(Days::new(after)).unwrap_or(day(5, 6));
        number += 1;
        sitting(plan, id, number, on, lasts, &ids, CLASSES);
        left -= lasts;
    }
    Ok(())
}

/// Codes of the catalog of risks that a title names.
fn maps_to(title: &str) -> Vec<String> {
    let named = [
        ("بیکاری", "youth_women_unemployment"),
        ("فقر", "economic_poverty"),
        ("اعتیاد", "addiction"),
        ("فروش مواد", "drug_selling"),
        ("افسردگی", "depression_of_women"),
        ("خشونت", "violence"),
    ];
    named.into_iter().filter(|(word, _)| title.contains(word)).map(|(_, code)| code.to_owned()).collect()
}

fn neighborhood(plan: &mut Plan, key: &str, name: &str, source: &str, command: impl Into<NeighborhoodCommand>) {
    plan.add(neighborhood_id(key).0, name, source, SeedCommand::Neighborhood(command.into()));
}

fn risk_id(key: &str) -> RiskId {
    RiskId(stream_id("risk", key))
}

/// The risk under its first title, and every other title by an event (M08, M10, S090).
fn plan_risk(plan: &mut Plan, key: &str, class: &Row, profile: &Row, spec: &Row) {
    let last = spec.text("risk_title");
    let of_class = class.text("risk_title");
    let mut titles: Vec<(&str, &str)> = Vec::new();
    if of_class != last {
        titles.push((of_class, CLASSES));
    }
    for (title, source) in [(profile.text("risk_title"), PROFILES), (last, SPECS)] {
        if titles.last().is_none_or(|(known, _)| *known != title) {
            titles.push((title, source));
        }
    }
    let kind = spec.text("risk_type");
    let facts = RiskFacts {
        kind: RiskKind::Risk,
        extent: RiskExtent::Widespread,
        duration: kind.contains("بلند").then_some(RiskDuration::Long),
        social_level: SocialLevel::Local,
        priority: 1,
        maps_to: maps_to(last),
    };
    for (index, (title, source)) in titles.into_iter().enumerate() {
        let on = document_day(source);
        if index == 0 {
            let risk = RiskIdentified {
                risk_id: risk_id(key),
                title: title.to_owned(),
                facts: facts.clone(),
                identified_on: on,
                source: Some(source.to_owned()),
            };
            neighborhood(plan, key, "risk", source, IdentifyRisk { risk, today: today() });
        } else {
            let title = RiskRetitled {
                risk_id: risk_id(key),
                title: title.to_owned(),
                retitled_on: on,
                reason: None,
                source: Some(source.to_owned()),
            };
            neighborhood(plan, key, &format!("risk/{index}"), source, RetitleRisk { title, today: today() });
        }
    }
}

/// The fifty actions, each with the agencies that its list names once spellings are put together (M24).
fn plan_actions(source: &SeedSource, plan: &mut Plan) -> Result<(), SeedError> {
    let mut answering: HashMap<(String, String), Vec<AgencyId>> = HashMap::new();
    for row in source.sheet("000_roadmap_action_agencies.csv")?.rows {
        let agency = row.read("agency_as_printed", |printed| plan.agency(printed))?;
        let of = (row.text("neighbourhood_key").to_owned(), row.text("action_no").to_owned());
        let agencies = answering.entry(of).or_default();
        if !agencies.contains(&agency) {
            agencies.push(agency);
        }
    }
    for row in source.sheet("000_roadmap_actions.csv")?.rows {
        let (key, number) = (row.text("neighbourhood_key").to_owned(), row.text("action_no").to_owned());
        let facts = ActionFacts {
            text: row.text("action").to_owned(),
            horizon: row.read("horizon", |text| text.parse().ok())?,
            agency_ids: answering.remove(&(key.clone(), number.clone())).unwrap_or_default(),
            capacity: None,
            capitals: Vec::new(),
            due_on: None,
        };
        let command = PlanAction {
            action_id: ActionId(stream_id("action", &format!("{key}/{number}"))),
            facts,
            planned_on: document_day(ACTIONS),
            source: Some(ACTIONS.to_owned()),
            today: today(),
        };
        neighborhood(plan, &key, &format!("action/{number}"), ACTIONS, command);
    }
    Ok(())
}

/// The first version of each roadmap, with the horizons that are printed (R25).
fn plan_roadmap(plan: &mut Plan, key: &str, profile: &Row, spec: &Row) -> Result<(), SeedError> {
    let number = |column: &str| -> Result<Option<u16>, SeedError> {
        if spec.text(column).is_empty() { Ok(None) } else { spec.read(column, |text| text.parse().ok()).map(Some) }
    };
    let command = AdoptRoadmap {
        risk_id: risk_id(key),
        short_months: number("short_horizon_months")?,
        medium_months: None,
        long_months: number("long_horizon_years")?.map(|years| years * 12),
        audience: profile.some("audience"),
        period: profile.some("period"),
        adopted_on: document_day(SPECS),
        source: Some(SPECS.to_owned()),
        today: today(),
    };
    neighborhood(plan, key, "roadmap", SPECS, command);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::plan as planned;
    use super::*;
    use hamyar_domain::{Facilitator, Neighborhood, Workshop};
    use hamyar_events::NeighborhoodId;
    use std::collections::BTreeMap;

    /// Every command is accepted by its stream, in the order of the plan.
    #[test]
    fn every_planned_command_is_accepted() {
        let plan = planned(&SeedSource::BuiltIn).expect("seed data is readable");
        let mut neighborhoods: BTreeMap<NeighborhoodId, Neighborhood> = BTreeMap::new();
        let mut facilitators: BTreeMap<Uuid, Facilitator> = BTreeMap::new();
        let mut workshops: BTreeMap<Uuid, Workshop> = BTreeMap::new();
        for one in &plan.commands {
            match &one.command {
                SeedCommand::Neighborhood(command) => {
                    let state = neighborhoods.entry(NeighborhoodId(one.stream_id)).or_default();
                    let events = state.decide(command).unwrap_or_else(|refusal| panic!("{refusal:?}: {command:?}"));
                    events.iter().for_each(|event| state.evolve(event));
                }
                SeedCommand::Facilitator(command) => {
                    let state = facilitators.entry(one.stream_id).or_default();
                    let events = state.decide(command).unwrap_or_else(|refusal| panic!("{refusal:?}: {command:?}"));
                    events.iter().for_each(|event| state.evolve(event));
                }
                SeedCommand::Workshop(command) => {
                    let state = workshops.entry(one.stream_id).or_default();
                    let events = state.decide(command).unwrap_or_else(|refusal| panic!("{refusal:?}: {command:?}"));
                    events.iter().for_each(|event| state.evolve(event));
                }
                _ => {}
            }
        }
        assert_eq!((facilitators.len(), workshops.len()), (23, 9));
        let actions: usize = neighborhoods.values().map(|one| one.roadmap.actions.len()).sum();
        assert_eq!(actions, 50);
        assert!(neighborhoods.values().flat_map(|one| one.roadmap.actions.values()).all(|action| action.adopted));
        // S073: from attendance alone.
        let classes = || workshops.values().filter(|one| one.kind == Some(WorkshopKind::NeighborhoodClass));
        let sums = classes().map(Workshop::hours).fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
        assert_eq!((classes().map(|one| one.trainees.len()).sum::<usize>(), sums), (246, (480, 14_760)));
        assert_eq!(workshops[&training_id().0].hours(), (36, 756));
    }

    #[test]
    fn a_degree_is_read_as_people_write_it() {
        for (printed, level) in [
            ("کارشناس روانشناسی عمومی", EducationLevel::Bachelor),
            ("لیسانس", EducationLevel::Bachelor),
            ("فوق لیسانس ادبیات فارسی", EducationLevel::Master),
            ("ارشد روانشناسی", EducationLevel::Master),
            ("دانشجو", EducationLevel::Student),
            ("دیپلم", EducationLevel::Diploma),
            ("-", EducationLevel::Unknown),
        ] {
            assert_eq!(education(printed), level, "{printed}");
        }
    }
}
