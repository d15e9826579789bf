//! The rules of a neighborhood.

use hamyar_events::NeighborhoodEvent;
use hamyar_events::neighborhood::NeighborhoodUngrouped;

use super::{Membership, Neighborhood, NeighborhoodCommand, NeighborhoodRefusal};
use crate::Rule;
use crate::checks::Checks;

impl Neighborhood {
    /// What follows from the command, or why it is turned down.
    pub fn decide(&self, command: &NeighborhoodCommand) -> Result<Vec<NeighborhoodEvent>, NeighborhoodRefusal> {
        match command {
            NeighborhoodCommand::RegisterNeighborhood(command) => {
                let neighborhood = &command.neighborhood;
                let mut checks = Checks::new();
                checks.text("name", &neighborhood.name, 200);
                checks.text("source", &neighborhood.source, 200);
                checks.done::<NeighborhoodRefusal>()?;
                if self.registered {
                    return Err(NeighborhoodRefusal::AlreadyRegistered);
                }
                Ok(vec![neighborhood.clone().into()])
            }
            NeighborhoodCommand::GroupNeighborhood(command) => {
                self.known()?;
                let group = &command.group;
                Checks::new().text("source", &group.source, 200).done::<NeighborhoodRefusal>()?;
                let wanted = Membership { rank: group.rank, valid_from: group.valid_from };
                if self.groups.get(&group.group_id) == Some(&wanted) {
                    return Ok(Vec::new());
                }
                Ok(vec![group.clone().into()])
            }
            NeighborhoodCommand::UngroupNeighborhood(command) => {
                self.known()?;
                let membership = self.groups.get(&command.group_id).ok_or(NeighborhoodRefusal::NotInGroup)?;
                let backwards = membership.valid_from.is_some_and(|from| command.until < from);
                Checks::new().fault_if(backwards, "until", Rule::BeforeStart).done::<NeighborhoodRefusal>()?;
                Ok(vec![NeighborhoodUngrouped { group_id: command.group_id, until: command.until }.into()])
            }
            NeighborhoodCommand::IdentifyRisk(command) => self.known().and_then(|()| self.roadmap.identify(command)),
            NeighborhoodCommand::RetitleRisk(command) => self.known().and_then(|()| self.roadmap.retitle(command)),
            NeighborhoodCommand::ReassessRisk(command) => self.known().and_then(|()| self.roadmap.reassess(command)),
            NeighborhoodCommand::AdoptRoadmap(command) => self.known().and_then(|()| self.roadmap.adopt(command)),
            NeighborhoodCommand::PlanAction(command) => self.known().and_then(|()| self.roadmap.plan(command)),
            NeighborhoodCommand::ChangeAction(command) => self.known().and_then(|()| self.roadmap.change(command)),
            NeighborhoodCommand::ProgressAction(command) => self.known().and_then(|()| self.roadmap.progress(command)),
            NeighborhoodCommand::CompleteAction(command) => self.known().and_then(|()| self.roadmap.complete(command)),
            NeighborhoodCommand::DropAction(command) => self.known().and_then(|()| self.roadmap.drop_action(command)),
            NeighborhoodCommand::MatchAction(command) => self.known().and_then(|()| self.roadmap.same(command)),
            NeighborhoodCommand::UnmatchAction(command) => self.known().and_then(|()| self.roadmap.apart(command)),
            NeighborhoodCommand::RecordProfile(command) => self.record_profile(command),
            NeighborhoodCommand::DrawBoundary(command) => self.draw_boundary(command),
            NeighborhoodCommand::SetPriority(command) => self.set_priority(command),
            NeighborhoodCommand::MapActor(command) => self.map_actor(command),
            NeighborhoodCommand::StrikeActor(command) => self.strike_actor(command),
            NeighborhoodCommand::RecordResident(command) => self.record_resident(command),
            NeighborhoodCommand::WithdrawResident(command) => self.withdraw_resident(command),
            NeighborhoodCommand::NameContact(command) => self.name_contact(command),
            NeighborhoodCommand::WithdrawContact(command) => self.withdraw_contact(command),
            NeighborhoodCommand::ApprovePlace(command) => self.approve_place(command),
            NeighborhoodCommand::ReportDuty(command) => self.report_duty(command),
            NeighborhoodCommand::RequestUtility(command) => self.request_utility(command),
            NeighborhoodCommand::AnswerUtility(command) => self.answer_utility(command),
            NeighborhoodCommand::PublishResidentsPage(command) => self.publish_residents_page(command),
            NeighborhoodCommand::WithdrawResidentsPage(command) => self.withdraw_residents_page(command),
        }
    }

    pub(super) fn known(&self) -> Result<(), NeighborhoodRefusal> {
        if self.registered { Ok(()) } else { Err(NeighborhoodRefusal::NotRegistered) }
    }
}
