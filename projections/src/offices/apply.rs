//! Office events → the office's file, and the facts that quarterly reports count.

use chrono::NaiveDate;
use hamyar_events::office::*;
use hamyar_events::*;
use hamyar_persian::quarter_bounds;
use sqlx::PgConnection;
use std::collections::BTreeSet;
use uuid::Uuid;

use super::file::*;
use crate::event::{ProjectedEvent, StreamEventAny, event_type};
use crate::projection::ProjectionError;
use crate::rows::{Table, row};
use crate::views::NamedRef;

mod ahead;
mod plans;
mod work;

pub(super) use ahead::StepKept;
use ahead::{NeedsRow, PlanRow, SpanRow, count_ahead, needs_row, plan_row, span_rows};

row! {
    /// One office.
    OfficeRow in "office" {
        office_id: Uuid,
        name: String,
        place_id: Uuid,
        neighborhood_ids: Vec<Uuid>,
        agency_ids: Vec<Uuid>,
        called_on: NaiveDate,
        opened_on: Option<NaiveDate>,
        closed_on: Option<NaiveDate>,
        contract_until: Option<NaiveDate>,
        operator_id: Option<Uuid>,
        operator_name: Option<String>,
        evaluations: i32,
        evaluation_from: Option<NaiveDate>,
        evaluation_due_on: Option<NaiveDate>,
        report_from: Option<NaiveDate>,
        report_due_on: Option<NaiveDate>,
        steps: Vec<StepKept>,
        tasks_done: i32,
        tasks_left_out: i32,
        file: OfficeFile,
        sequence: i64,
        position: i64,
    }
}

row! {
    /// One number that an event adds to a quarter.
    FactRow in "office_fact" {
        fact_id: String,
        office_id: Uuid,
        figure: String,
        value: i64,
        happened_on: NaiveDate,
        event_type: String,
        money_id: Option<Uuid>,
        sequence: i64,
        position: i64,
    }
}

pub(super) async fn apply(connection: &mut PgConnection, batch: &[&ProjectedEvent]) -> Result<(), ProjectionError> {
    let mut offices = Table::<OfficeRow>::load(&mut *connection, batch.iter().map(|event| event.stream_id)).await?;
    let mut facts = Table::<FactRow>::empty();
    let mut spans = Table::<SpanRow>::empty();
    let (mut needs, mut plans) = (Table::<NeedsRow>::empty(), Table::<PlanRow>::empty());
    for projected in batch {
        let StreamEventAny::Office(event) = &projected.event else { continue };
        if let OfficeEvent::OfficeCalled(event) = event {
            offices.put(called(projected.stream_id, event));
        }
        for (figure, value, day) in counted(event) {
            let money_id = match event {
                OfficeEvent::OfficeMoneyRecorded(event) => Some(event.entry_id.0),
                _ => None,
            };
            facts.put(FactRow {
                fact_id: money_id.map_or_else(|| format!("{}/{figure}", projected.position), |id| id.to_string()),
                office_id: projected.stream_id,
                figure: figure.as_str().to_owned(),
                value,
                happened_on: day,
                event_type: event_type(event),
                money_id,
                sequence: projected.sequence,
                position: projected.position,
            });
        }
        if let OfficeEvent::OfficeMoneyStruck(event) = event {
            facts.remove(event.entry_id.to_string());
        }
        if let Some(row) = offices.edit(&projected.stream_id) {
            (row.sequence, row.position) = (projected.sequence, projected.position);
            take_in(row, event);
            row.agency_ids = agencies(&row.file).into_iter().collect();
            count_ahead(row);
            span_rows(row, event).into_iter().for_each(|one| spans.put(one));
            needs_row(row, event).into_iter().for_each(|one| needs.put(one));
            plan_row(row, event).into_iter().for_each(|one| plans.put(one));
        }
    }
    offices.save(&mut *connection).await?;
    spans.save(&mut *connection).await?;
    needs.save(&mut *connection).await?;
    plans.save(&mut *connection).await?;
    facts.save(&mut *connection).await
}

fn called(id: Uuid, event: &OfficeCalled) -> OfficeRow {
    let served = event.neighborhood_ids.iter().map(|id| ServedNeighborhood {
        neighborhood: NamedRef::unnamed(id.0),
        from: event.called_on.into(),
        until: None,
    });
    OfficeRow {
        office_id: id,
        name: event.name.clone(),
        place_id: event.place_id.0,
        neighborhood_ids: event.neighborhood_ids.iter().map(|id| id.0).collect(),
        agency_ids: Vec::new(),
        called_on: event.called_on,
        opened_on: None,
        closed_on: None,
        contract_until: None,
        operator_id: None,
        operator_name: None,
        evaluations: 0,
        evaluation_from: None,
        evaluation_due_on: None,
        report_from: None,
        report_due_on: None,
        steps: Vec::new(),
        tasks_done: 0,
        tasks_left_out: 0,
        file: OfficeFile { served: served.collect(), ..OfficeFile::default() },
        sequence: 0,
        position: 0,
    }
}

/// The agencies that were asked or told something.
fn agencies(file: &OfficeFile) -> BTreeSet<Uuid> {
    let asked = file.plans.iter().flat_map(|plan| &plan.agencies).map(|one| one.agency.id);
    let told = file.profiles.iter().flat_map(|profile| &profile.notified).map(|agency| agency.id);
    asked.chain(told).collect()
}

/// Counted from the events of the office's neighborhoods, not from its own.
pub(super) fn is_of_neighborhoods(figure: QuarterFigure) -> bool {
    use QuarterFigure as F;
    matches!(
        figure,
        F::DutiesReported
            | F::DutiesDone
            | F::DutiesLate
            | F::RequestsRaised
            | F::RequestsAnswered
            | F::RequestsOpen
            | F::PrioritiesFirst
            | F::PrioritiesSecond
            | F::PrioritiesThird
    )
}

/// What an office's own events add up to in a quarter; amounts that were struck add nothing.
pub fn quarter_figures(events: &[OfficeEvent], year: u16, quarter: u8) -> Vec<ReportedFigure> {
    let Some((from, until)) = quarter_bounds(year, quarter) else { return Vec::new() };
    let struck = |event: &OfficeEvent| match event {
        OfficeEvent::OfficeMoneyRecorded(money) => events
            .iter()
            .any(|other| matches!(other, OfficeEvent::OfficeMoneyStruck(struck) if struck.entry_id == money.entry_id)),
        _ => false,
    };
    let facts: Vec<_> = events
        .iter()
        .filter(|event| !struck(event))
        .flat_map(counted)
        .filter(|(_, _, day)| (from..=until).contains(day))
        .collect();
    let sum = |figure: QuarterFigure| {
        let values = facts.iter().filter(|(of, _, _)| *of == figure).map(|(_, value, _)| *value);
        ReportedFigure { figure, value: values.fold(0, i64::saturating_add) }
    };
    QuarterFigure::ALL.iter().copied().filter(|figure| !is_of_neighborhoods(*figure)).map(sum).collect()
}

/// The numbers that an event adds to the quarter of its day.
fn counted(event: &OfficeEvent) -> Vec<(QuarterFigure, i64, NaiveDate)> {
    use QuarterFigure as F;
    match event {
        OfficeEvent::OfficeTaskProgressed(event) => {
            let figure = match event.state {
                WorkState::Begun => F::TasksBegun,
                WorkState::Done => F::TasksDone,
                WorkState::LeftOut => F::TasksLeftOut,
            };
            // A task counts once in each of its neighborhoods.
            vec![(figure, i64::try_from(event.neighborhood_ids.len()).unwrap_or(i64::MAX), event.progressed_on)]
        }
        OfficeEvent::OfficeStepCompleted(event) => vec![(F::StepsCompleted, 1, event.completed_on)],
        OfficeEvent::OfficeMeetingHeld(event) => {
            vec![(F::Meetings, 1, event.held_on), (F::MeetingPersons, event.persons.into(), event.held_on)]
        }
        OfficeEvent::GroupWorkshopHeld(event) => vec![(F::Workshops, 1, event.held_on)],
        OfficeEvent::GroupFormed(event) => vec![(F::GroupsFormed, 1, event.formed_on)],
        OfficeEvent::GroupAdvanced(event) if event.stage == GroupStage::Registered => {
            vec![(F::GroupsAdvanced, 1, event.advanced_on), (F::GroupsRegistered, 1, event.advanced_on)]
        }
        OfficeEvent::GroupAdvanced(event) => vec![(F::GroupsAdvanced, 1, event.advanced_on)],
        OfficeEvent::ActionPlanDrafted(event) => vec![(F::PlansDrafted, 1, event.drafted_on)],
        OfficeEvent::ActionPlanJudged(event) if event.outcome == ApprovalOutcome::Approved => {
            vec![(F::PlanApprovals, 1, event.judged_on)]
        }
        OfficeEvent::ActionPlanProgressed(event) => match event.state {
            PlanState::Begun => vec![(F::PlansBegun, 1, event.progressed_on)],
            PlanState::Done => vec![(F::PlansDone, 1, event.progressed_on)],
            PlanState::Dropped => Vec::new(),
        },
        OfficeEvent::NeedsProfileDrafted(event) => vec![(F::NeedsDrafted, 1, event.drafted_on)],
        OfficeEvent::NeedsProfileJudged(event)
            if (event.body, event.outcome) == (ApprovalBody::Headquarters, ApprovalOutcome::Approved) =>
        {
            vec![(F::NeedsApproved, 1, event.judged_on)]
        }
        OfficeEvent::NeedsProfileNotified(event) => vec![(F::NeedsNotified, 1, event.notified_on)],
        OfficeEvent::OfficeEvaluated(event) => vec![(F::Evaluations, 1, event.submitted_on)],
        OfficeEvent::OfficeMoneyRecorded(event) => {
            let figure = match event.direction {
                MoneyDirection::Received => F::ReceivedRials,
                MoneyDirection::Spent => F::SpentRials,
            };
            vec![(figure, event.amount_rials, event.recorded_on)]
        }
        _ => Vec::new(),
    }
}

fn take_in(row: &mut OfficeRow, event: &OfficeEvent) {
    let file = &mut row.file;
    match event {
        OfficeEvent::OfficeContracted(event) => {
            file.contract = Some(OfficeContract {
                operator: event.operator.agency_id.map(|id| NamedRef::unnamed(id.0)),
                operator_name: event.operator.name.clone(),
                number: event.number.clone(),
                from: event.from.into(),
                until: event.until.into(),
                amount_rials: event.amount_rials,
                source: event.source.clone(),
            });
        }
        OfficeEvent::OfficeOpened(event) => row.opened_on = Some(event.opened_on),
        OfficeEvent::OfficeClosed(event) => {
            row.closed_on = Some(event.closed_on);
            (file.close_reason, file.close_note) = (Some(event.reason), event.note.clone());
        }
        OfficeEvent::OfficeNeighborhoodAdded(event) => {
            row.neighborhood_ids.push(event.neighborhood_id.0);
            file.served.push(ServedNeighborhood {
                neighborhood: NamedRef::unnamed(event.neighborhood_id.0),
                from: event.added_on.into(),
                until: None,
            });
        }
        OfficeEvent::OfficeNeighborhoodLeft(event) => {
            let id = event.neighborhood_id.0;
            row.neighborhood_ids.retain(|one| *one != id);
            let served = file.served.iter_mut().rfind(|one| one.neighborhood.id == id);
            if let Some(served) = served {
                served.until = Some(event.left_on.into());
            }
        }
        OfficeEvent::OfficeStaffCounted(event) => {
            (file.staff, file.staff_counted_on) = (event.counts.clone(), Some(event.counted_on.into()));
        }
        OfficeEvent::OfficeMoneyRecorded(event) => file.money.push(OfficeMoney {
            entry_id: event.entry_id.0,
            direction: event.direction,
            amount_rials: event.amount_rials,
            source: event.source.clone(),
            purpose: event.purpose.clone(),
            recorded_on: event.recorded_on.into(),
            struck: None,
        }),
        OfficeEvent::OfficeMoneyStruck(event) => {
            if let Some(money) = file.money.iter_mut().find(|one| one.entry_id == event.entry_id.0) {
                money.struck = Some(event.reason.clone());
            }
        }
        OfficeEvent::OfficeEvaluated(event) => file.evaluations.push(OfficeEvaluation {
            number: event.number.into(),
            committee: event.committee.clone(),
            strengths: event.strengths.clone(),
            weaknesses: event.weaknesses.clone(),
            opportunities: event.opportunities.clone(),
            threats: event.threats.clone(),
            remedies: event.remedies.clone(),
            next_year: event.next_year.clone(),
            submitted_on: event.submitted_on.into(),
        }),
        OfficeEvent::OfficeQuarterReported(event) => file.reports.push(IssuedReport {
            year: event.year.into(),
            quarter: event.quarter.into(),
            figures: event.figures.clone(),
            counted_to: event.counted_to,
            reported_on: event.reported_on.into(),
        }),
        _ => {
            work::take_in(file, event);
            plans::take_in(file, event);
        }
    }
}
