//! Rules of what agencies do in a neighborhood (statements 101 and 102).

use chrono::NaiveDate;
use hamyar_events::neighborhood::*;
use hamyar_events::{AgencyId, NeighborhoodEvent, Utility, UtilityRequestId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

use super::{Neighborhood, NeighborhoodRefusal};
use crate::checks::Checks;

/// The province's headquarters approved the neighborhood as a target place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ApprovePlace {
    #[serde(flatten)]
    pub approval: TargetPlaceApproved,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}

/// Report against a duty of the own agency.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReportDuty {
    #[serde(flatten)]
    pub report: AgencyDutyReported,
    /// Numbers of the duties the agency has.
    #[serde(skip)]
    pub duties: BTreeSet<u16>,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}

/// Ask a utility company for something.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RequestUtility {
    pub request_id: UtilityRequestId,
    pub agency_id: AgencyId,
    pub utility: Utility,
    pub text: String,
    pub municipality_agreed_on: Option<NaiveDate>,
    pub requested_on: NaiveDate,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}

/// Answer a request to the own company.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AnswerUtility {
    #[serde(flatten)]
    pub answer: UtilityAnswered,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}

type Decided = Result<Vec<NeighborhoodEvent>, NeighborhoodRefusal>;

impl Neighborhood {
    pub(super) fn approve_place(&self, command: &ApprovePlace) -> Decided {
        self.known()?;
        let approval = &command.approval;
        let mut checks = Checks::new();
        checks.text("body", &approval.body, 200);
        if let Some(number) = &approval.number {
            checks.at_most("number", number, 64);
        }
        checks.past("approved_on", approval.approved_on, command.today);
        checks.done::<NeighborhoodRefusal>()?;
        let same = self.case.approved.as_ref() == Some(approval);
        Ok(if same { Vec::new() } else { vec![approval.clone().into()] })
    }

    pub(super) fn report_duty(&self, command: &ReportDuty) -> Decided {
        self.known()?;
        let report = &command.report;
        let mut checks = Checks::new();
        checks.text("text", &report.text, 4000);
        if let Some(evidence) = &report.evidence {
            checks.at_most("evidence", evidence, 200);
        }
        checks.past("reported_on", report.reported_on, command.today);
        checks.done::<NeighborhoodRefusal>()?;
        if !command.duties.contains(&report.duty) {
            return Err(NeighborhoodRefusal::UnknownDuty { duty: report.duty });
        }
        let before = self.case.duties.get(&report.agency_id).and_then(|duties| duties.get(&report.duty));
        // The same words on another day are another report.
        let same = before
            .is_some_and(|before| AgencyDutyReported { report_id: report.report_id, ..before.clone() } == *report);
        Ok(if same { Vec::new() } else { vec![report.clone().into()] })
    }

    /// Whether a request goes out of turn follows from the approval; nobody says so.
    pub(super) fn request_utility(&self, command: &RequestUtility) -> Decided {
        self.known()?;
        let mut checks = Checks::new();
        checks.text("text", &command.text, 4000);
        checks.past("requested_on", command.requested_on, command.today);
        if let Some(agreed) = command.municipality_agreed_on {
            checks.past("municipality_agreed_on", agreed, command.today);
        }
        checks.done::<NeighborhoodRefusal>()?;
        if self.case.requests.contains_key(&command.request_id) {
            return Ok(Vec::new());
        }
        let approved = self.case.approved.as_ref();
        let request = UtilityRequested {
            request_id: command.request_id,
            agency_id: command.agency_id,
            utility: command.utility,
            text: command.text.clone(),
            out_of_turn: approved.is_some_and(|approval| approval.approved_on <= command.requested_on),
            municipality_agreed_on: command.municipality_agreed_on,
            requested_on: command.requested_on,
        };
        Ok(vec![request.into()])
    }

    pub(super) fn answer_utility(&self, command: &AnswerUtility) -> Decided {
        let answer = &command.answer;
        let asked = self.case.requests.get(&answer.request_id).ok_or(NeighborhoodRefusal::UnknownRequest)?;
        let mut checks = Checks::new();
        checks.text("text", &answer.text, 4000);
        checks.between("answered_on", answer.answered_on, asked.request.requested_on, command.today);
        checks.done::<NeighborhoodRefusal>()?;
        let same = asked.answer.as_ref() == Some(answer);
        Ok(if same { Vec::new() } else { vec![answer.clone().into()] })
    }
}
