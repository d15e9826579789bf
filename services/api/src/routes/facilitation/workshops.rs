//! Trainings and classes: planned, led, with those who come, sittings and attendance, tests and findings, and the checklist of what each needs.

use hamyar_domain::workshop as domain;
use hamyar_domain::{Facilitator, Workshop};
use hamyar_events::workshop::{
    FindingRecorded, LeadSet, MaterialMarked, Present, SittingHeld, SittingStruck, TraineeTested, WorkshopPlanned,
};
use hamyar_events::{
    Assessor, FacilitatorId, FindingKind, MaterialId, MaterialKind, MaterialState, NeighborhoodId, PlaceId, Sex,
    SittingId, TestMoment, TraineeId, WorkshopKind,
};
use hamyar_identity::policy::Action;
use hamyar_projections::places;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::{in_charge, place, workshop};
use crate::auth::Signed;
use crate::input::{Day, Line, Words, body, command};
use crate::problem::{Problem, from_database};
use crate::routes::answers::{CommandAnswers, Done};
use crate::routes::asked::{Asked, begin, go_on, undated};
use crate::routes::run::{Ids, derived_id, ids, store_problem};
use crate::state::AppState;

command! {
    /// A training of facilitators, or a class of a neighborhood.
    pub struct PlanWorkshopBody {
        kind: WorkshopKind,
        /// As it is announced; names nobody.
        title: Line,
        /// The province, county or city that holds a training.
        place_id: Option<PlaceId>,
        /// Whose people a class is for.
        neighborhood_id: Option<NeighborhoodId>,
        /// Whom it is for, as a group.
        audience: Option<Line>,
        /// The risk it is about, as it is called now.
        risk_title: Option<Line>,
        /// Whole hours.
        planned_hours: u16,
        planned_persons: Option<u16>,
        starts_on: Day,
    }
}

command! {
    /// Who answers for it from now on.
    pub struct SetLeadBody {
        facilitator_id: FacilitatorId,
        reason: Option<Words>,
        set_on: Option<Day>,
    }
}

body! {
    /// Somebody who will come.
    pub struct NewTraineeBody {
        /// In a training of facilitators: which one.
        facilitator_id: Option<FacilitatorId>,
        sex: Option<Sex>,
    }
}

command! {
    /// Those who will come; each gets the next number of the sheet.
    pub struct RegisterTraineesBody {
        trainees: Vec<NewTraineeBody>,
        registered_on: Option<Day>,
    }
}

body! {
    /// Who was there.
    pub struct PresentBody {
        trainee_id: TraineeId,
        /// The whole of it when absent.
        hours: Option<u16>,
    }
}

command! {
    /// A sitting with everybody who was there.
    pub struct HoldSittingBody {
        /// The sitting that is put right; a new one when absent.
        sitting_id: Option<SittingId>,
        held_on: Option<Day>,
        /// Whole hours it lasted.
        hours: u16,
        topic: Option<Line>,
        present: Vec<PresentBody>,
    }
}

command! {
    /// That sitting was not held after all.
    pub struct StrikeSittingBody {}
}

command! {
    /// What somebody knew.
    pub struct TestTraineeBody {
        trainee_id: TraineeId,
        moment: TestMoment,
        /// 0 to 100.
        score: u8,
    }
}

command! {
    /// A strength or a weakness of the program.
    pub struct RecordFindingBody {
        /// 1: training of facilitators; 2: work in the neighborhoods.
        phase: u8,
        assessors: Vec<Assessor>,
        kind: FindingKind,
        /// Names nobody.
        text: Words,
        recorded_on: Option<Day>,
    }
}

body! {
    /// Something that the workshop needs.
    pub struct NewMaterialBody {
        kind: MaterialKind,
        /// What it is, where the kind is another one; a detail otherwise. Names nobody.
        title: Option<Line>,
    }
}

command! {
    /// Things for the checklist of what the workshop needs.
    pub struct AddMaterialsBody {
        materials: Vec<NewMaterialBody>,
        listed_on: Option<Day>,
    }
}

command! {
    /// How it stands with a thing of the checklist.
    pub struct MarkMaterialBody {
        state: MaterialState,
        /// What is missing of it, or why it is not needed; asked for with these two. Names nobody.
        note: Option<Line>,
        marked_on: Option<Day>,
    }
}

/// The place that holds it: as named, or the one in which the neighborhood lies.
async fn held_in(state: &AppState, signed: &Signed, body: &PlanWorkshopBody) -> Result<PlaceId, Problem> {
    let Some(neighborhood) = body.neighborhood_id else {
        let id = body.place_id.ok_or_else(|| Problem::field("place_id", "required"))?;
        place(state, signed, "place_id", id.0).await?;
        return Ok(id);
    };
    let unknown = || Problem::field("neighborhood_id", "unknown");
    let found = places::neighborhood(state.read(), neighborhood.0).await;
    let found = found.map_err(|error| from_database("neighborhood", error))?.ok_or_else(unknown)?;
    in_charge(state, signed, neighborhood.0).await.map_err(|problem| match problem {
        Problem::NotFound => unknown(),
        problem => problem,
    })?;
    // A neighborhood that lies in no known place is a place of its own.
    Ok(PlaceId(found.card.city.map_or(neighborhood.0, |city| city.id)))
}

/// Plan a training of facilitators or a class of a neighborhood.
#[utoipa::path(post, path = "/workshops", tag = "facilitation", request_body = PlanWorkshopBody, responses(CommandAnswers))]
pub(crate) async fn plan_workshop(asked: Asked) -> Result<Done, Problem> {
    asked.signed.may_ever(Action::ManageFacilitation)?;
    let place_id = held_in(&asked.state, &asked.signed, &asked.sent.read()?).await?;
    begin::<Workshop, PlanWorkshopBody>(&asked, "plan_workshop", undated, |body, at| {
        let id = derived_id(body.command_id, "workshop");
        let plan = WorkshopPlanned {
            kind: body.kind,
            title: body.title.into_string(),
            place_id,
            neighborhood_id: body.neighborhood_id,
            audience: body.audience.map(Line::into_string),
            risk_title: body.risk_title.map(Line::into_string),
            planned_hours: body.planned_hours,
            planned_persons: body.planned_persons,
            starts_on: body.starts_on.0,
            source: None,
        };
        Ok((id, domain::PlanWorkshop { plan, today: at.today }.into(), ids("workshop_id", id)))
    })
    .await
}

async fn known_facilitator(state: &AppState, field: &str, id: FacilitatorId) -> Result<(), Problem> {
    let found = state.store().load::<Facilitator>(id.0).await.map_err(store_problem)?.state;
    let works = found.level.is_some() && found.left_on.is_none();
    if works { Ok(()) } else { Err(Problem::field(field, "unknown")) }
}

/// Say who answers for a workshop, or who takes over.
#[utoipa::path(post, path = "/workshops/{id}/lead", tag = "facilitation", request_body = SetLeadBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn set_workshop_lead(asked: Asked<[Uuid; 1]>) -> Result<Done, Problem> {
    workshop(&asked.state, &asked.signed, asked.path[0]).await?;
    let body: SetLeadBody = asked.sent.read()?;
    known_facilitator(&asked.state, "facilitator_id", body.facilitator_id).await?;
    let day = |body: &SetLeadBody| body.set_on;
    go_on::<Workshop, SetLeadBody>(&asked, "set_workshop_lead", day, |body, at| {
        let lead = LeadSet {
            facilitator_id: body.facilitator_id,
            set_on: at.day,
            reason: body.reason.map(Words::into_string),
            source: None,
        };
        Ok((domain::SetLead { lead, today: at.today }.into(), Ids::new()))
    })
    .await
}

/// Register those who will come.
#[utoipa::path(post, path = "/workshops/{id}/trainees", tag = "facilitation", request_body = RegisterTraineesBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn register_trainees(asked: Asked<[Uuid; 1]>) -> Result<Done, Problem> {
    workshop(&asked.state, &asked.signed, asked.path[0]).await?;
    let body: RegisterTraineesBody = asked.sent.read()?;
    for (index, one) in body.trainees.iter().enumerate() {
        if let Some(id) = one.facilitator_id {
            known_facilitator(&asked.state, &format!("trainees[{index}].facilitator_id"), id).await?;
        }
    }
    let day = |body: &RegisterTraineesBody| body.registered_on;
    go_on::<Workshop, RegisterTraineesBody>(&asked, "register_trainees", day, |body, at| {
        let command_id = body.command_id;
        let trainees = body.trainees.into_iter().enumerate().map(|(index, one)| domain::NewTrainee {
            trainee_id: TraineeId(derived_id(command_id, &format!("trainee/{index}"))),
            facilitator_id: one.facilitator_id,
            sex: one.sex,
        });
        let command = domain::RegisterTrainees { trainees: trainees.collect(), registered_on: at.day, today: at.today };
        Ok((command.into(), Ids::new()))
    })
    .await
}

/// Write a sitting down with everybody who was there, or put it right.
#[utoipa::path(post, path = "/workshops/{id}/sittings", tag = "facilitation", request_body = HoldSittingBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn hold_sitting(asked: Asked<[Uuid; 1]>) -> Result<Done, Problem> {
    let known = workshop(&asked.state, &asked.signed, asked.path[0]).await?;
    let body: HoldSittingBody = asked.sent.read()?;
    if body.sitting_id.is_some_and(|id| !known.sittings.contains_key(&id)) {
        return Err(Problem::field("sitting_id", "unknown"));
    }
    let day = |body: &HoldSittingBody| body.held_on;
    go_on::<Workshop, HoldSittingBody>(&asked, "hold_sitting", day, |body, at| {
        let id = body.sitting_id.map_or_else(|| derived_id(body.command_id, "sitting"), |id| id.0);
        let present = body.present.into_iter().map(|who| Present { trainee_id: who.trainee_id, hours: who.hours });
        let sitting = SittingHeld {
            sitting_id: SittingId(id),
            held_on: at.day,
            hours: body.hours,
            topic: body.topic.map(Line::into_string),
            present: present.collect(),
        };
        Ok((domain::HoldSitting { sitting, today: at.today }.into(), ids("sitting_id", id)))
    })
    .await
}

/// Take a sitting back that was not held.
#[utoipa::path(post, path = "/workshops/{id}/sittings/{sitting_id}/strike", tag = "facilitation", request_body = StrikeSittingBody,
    params(("id" = Uuid, Path), ("sitting_id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn strike_sitting(asked: Asked<[Uuid; 2]>) -> Result<Done, Problem> {
    workshop(&asked.state, &asked.signed, asked.path[0]).await?;
    go_on::<Workshop, StrikeSittingBody>(&asked, "strike_sitting", undated, |_, _| {
        let sitting = SittingStruck { sitting_id: SittingId(asked.path[1]) };
        Ok((domain::StrikeSitting { sitting }.into(), Ids::new()))
    })
    .await
}

/// Record a test before or after.
#[utoipa::path(post, path = "/workshops/{id}/tests", tag = "facilitation", request_body = TestTraineeBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn test_trainee(asked: Asked<[Uuid; 1]>) -> Result<Done, Problem> {
    workshop(&asked.state, &asked.signed, asked.path[0]).await?;
    go_on::<Workshop, TestTraineeBody>(&asked, "test_trainee", undated, |body, _| {
        let test = TraineeTested { trainee_id: body.trainee_id, moment: body.moment, score: body.score };
        Ok((domain::TestTrainee { test }.into(), Ids::new()))
    })
    .await
}

/// Record a strength or a weakness, by who judged it and in which phase.
#[utoipa::path(post, path = "/workshops/{id}/findings", tag = "facilitation", request_body = RecordFindingBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn record_finding(asked: Asked<[Uuid; 1]>) -> Result<Done, Problem> {
    workshop(&asked.state, &asked.signed, asked.path[0]).await?;
    let day = |body: &RecordFindingBody| body.recorded_on;
    go_on::<Workshop, RecordFindingBody>(&asked, "record_finding", day, |body, at| {
        let finding = FindingRecorded {
            phase: body.phase,
            assessors: body.assessors,
            kind: body.kind,
            text: body.text.into_string(),
            recorded_on: at.day,
            source: None,
        };
        Ok((domain::RecordFinding { finding, today: at.today }.into(), Ids::new()))
    })
    .await
}

/// Put things on the checklist of what a workshop needs.
#[utoipa::path(post, path = "/workshops/{id}/materials", tag = "facilitation", request_body = AddMaterialsBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn add_workshop_materials(asked: Asked<[Uuid; 1]>) -> Result<Done, Problem> {
    workshop(&asked.state, &asked.signed, asked.path[0]).await?;
    let day = |body: &AddMaterialsBody| body.listed_on;
    go_on::<Workshop, AddMaterialsBody>(&asked, "add_workshop_materials", day, |body, at| {
        let command_id = body.command_id;
        let materials = body.materials.into_iter().enumerate().map(|(index, one)| domain::NewMaterial {
            material_id: MaterialId(derived_id(command_id, &format!("material/{index}"))),
            kind: one.kind,
            title: one.title.map(Line::into_string),
        });
        let command =
            domain::ListMaterials { materials: materials.collect(), listed_on: at.day, source: None, today: at.today };
        Ok((command.into(), Ids::new()))
    })
    .await
}

/// Tick a thing of the checklist, or say that it is missing or not needed.
#[utoipa::path(post, path = "/workshops/{id}/materials/{material_id}/mark", tag = "facilitation", request_body = MarkMaterialBody,
    params(("id" = Uuid, Path), ("material_id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn mark_workshop_material(asked: Asked<[Uuid; 2]>) -> Result<Done, Problem> {
    workshop(&asked.state, &asked.signed, asked.path[0]).await?;
    let day = |body: &MarkMaterialBody| body.marked_on;
    go_on::<Workshop, MarkMaterialBody>(&asked, "mark_workshop_material", day, |body, at| {
        let mark = MaterialMarked {
            material_id: MaterialId(asked.path[1]),
            state: body.state,
            note: body.note.map(Line::into_string),
            marked_on: at.day,
            source: None,
        };
        Ok((domain::MarkMaterial { mark, today: at.today }.into(), Ids::new()))
    })
    .await
}

/// The operations.
pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(plan_workshop))
        .routes(routes!(set_workshop_lead))
        .routes(routes!(register_trainees))
        .routes(routes!(hold_sitting))
        .routes(routes!(strike_sitting))
        .routes(routes!(test_trainee))
        .routes(routes!(record_finding))
        .routes(routes!(add_workshop_materials))
        .routes(routes!(mark_workshop_material))
}
