//! Action plans: one of three domains, an identity sheet, a money plan, and the approval of every agency named (S107, R50).

use chrono::NaiveDate;
use hamyar_events::office::*;
use hamyar_events::*;

use super::catalog::MEASURE_CATALOG;
use super::decide::{Decided, has_twice, one, rials};
use super::*;
use crate::Rule;
use crate::checks::Checks;

fn check_sheet(checks: &mut Checks, sheet: &PlanSheet, lines: &[MoneyLine]) {
    checks.text("title", &sheet.title, 200);
    checks.text("scale", &sheet.scale, 200);
    checks.text("beneficiaries", &sheet.beneficiaries, 400);
    if let Some(persons) = sheet.persons {
        checks.range("persons", persons.into(), 1, 10_000_000);
    }
    let roles = [
        ("people_role", &sheet.people_role),
        ("groups_role", &sheet.groups_role),
        ("institutions_role", &sheet.institutions_role),
    ];
    for (field, text) in roles {
        checks.text(field, text, 1000);
    }
    for (index, code) in sheet.measures.iter().enumerate() {
        let known = MEASURE_CATALOG.iter().any(|one| one.code == code && one.domain == sheet.domain);
        checks.fault_if(!known, format!("measures[{index}]"), Rule::Unknown);
    }
    checks.fault_if(sheet.agency_ids.is_empty(), "agency_ids", Rule::Required);
    checks.fault_if(has_twice(&sheet.agency_ids), "agency_ids", Rule::Duplicate);
    checks.fault_if(lines.is_empty(), "lines", Rule::Required);
    checks.fault_if(lines.len() > 100, "lines", Rule::OutOfRange { min: 1, max: 100 });
    for (index, line) in lines.iter().enumerate() {
        checks.text(format!("lines[{index}].title"), &line.title, 200);
        checks.text(format!("lines[{index}].source"), &line.source, 200);
        rials(checks, format!("lines[{index}].amount_rials"), line.amount_rials);
    }
}

impl Office {
    pub(super) fn draft_plan(&self, draft: &ActionPlanDrafted, today: NaiveDate) -> Decided {
        let opened_on = self.working()?;
        let mut checks = Checks::new();
        check_sheet(&mut checks, &draft.sheet, &draft.lines);
        checks.between("drafted_on", draft.drafted_on, opened_on, today);
        checks.fault_if(!self.serves(draft.neighborhood_id), "neighborhood_id", Rule::Unknown);
        checks.done::<OfficeRefusal>()?;
        if self.plans.contains_key(&draft.plan_id) { Err(OfficeRefusal::PlanKnown) } else { one(draft.clone()) }
    }

    /// Written anew before it begins; every agency is asked again.
    pub(super) fn change_plan(&self, change: &ActionPlanChanged, today: NaiveDate) -> Decided {
        self.working()?;
        let mut checks = Checks::new();
        check_sheet(&mut checks, &change.sheet, &change.lines);
        checks.past("changed_on", change.changed_on, today);
        checks.done::<OfficeRefusal>()?;
        let plan = self.plan(change.plan_id)?;
        if plan.state == Some(PlanState::Begun) {
            return Err(OfficeRefusal::PlanUnderWay);
        }
        Checks::new().between("changed_on", change.changed_on, plan.since, today).done::<OfficeRefusal>()?;
        one(change.clone())
    }

    pub(super) fn judge_plan(&self, judged: &ActionPlanJudged, today: NaiveDate) -> Decided {
        self.working()?;
        let mut checks = Checks::new();
        match &judged.reason {
            Some(reason) => checks.text("reason", reason, 1000),
            None => checks.fault_if(judged.outcome == ApprovalOutcome::Returned, "reason", Rule::Required),
        };
        checks.past("judged_on", judged.judged_on, today);
        checks.done::<OfficeRefusal>()?;
        let plan = self.plan(judged.plan_id)?;
        Checks::new().between("judged_on", judged.judged_on, plan.since, today).done::<OfficeRefusal>()?;
        if plan.state.is_some() {
            return Err(OfficeRefusal::PlanUnderWay);
        }
        match plan.agencies.get(&judged.agency_id) {
            None => Err(OfficeRefusal::NotItsPlan),
            Some(said) if *said == Some(judged.outcome) => Ok(Vec::new()),
            Some(_) => one(judged.clone()),
        }
    }

    /// Begun once every agency approved, then done; dropped at any time with a reason.
    pub(super) fn progress_plan(&self, progress: &ActionPlanProgressed, today: NaiveDate) -> Decided {
        self.working()?;
        let mut checks = Checks::new();
        checks.text("evidence", &progress.evidence, 1000);
        checks.past("progressed_on", progress.progressed_on, today);
        checks.done::<OfficeRefusal>()?;
        let plan = self.plan(progress.plan_id)?;
        Checks::new().between("progressed_on", progress.progressed_on, plan.since, today).done::<OfficeRefusal>()?;
        if progress.state != PlanState::Dropped && !plan.is_approved() {
            return Err(OfficeRefusal::PlanNotApproved);
        }
        if progress.state == PlanState::Done && plan.state.is_none() {
            return Err(OfficeRefusal::PlanNotBegun);
        }
        if plan.state == Some(progress.state) {
            return Ok(Vec::new());
        }
        one(progress.clone())
    }

    /// A plan that is neither done nor dropped.
    fn plan(&self, id: PlanId) -> Result<&Plan, OfficeRefusal> {
        let plan = self.plans.get(&id).ok_or(OfficeRefusal::UnknownPlan)?;
        match plan.state {
            Some(PlanState::Done | PlanState::Dropped) => Err(OfficeRefusal::PlanOver),
            _ => Ok(plan),
        }
    }
}
