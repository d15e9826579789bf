//! The rules of a neighborhood.

use hamyar_events::NeighborhoodEvent;
use hamyar_events::neighborhood::{NeighborhoodProfileRecorded, NeighborhoodUngrouped};

use super::{Membership, Neighborhood, NeighborhoodCommand, NeighborhoodRefusal};
use crate::Rule;
use crate::checks::Checks;

/// What a note of a profile may be about. Never `actor`: who acts in a neighborhood is named, and a place has no key under which a name could be
/// sealed and forgotten.
const NOTE_KINDS: [&str; 6] = ["asset", "need", "location", "risk", "audience", "period"];

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
            NeighborhoodCommand::RecordProfile(command) => {
                self.known()?;
                let mut checks = Checks::new();
                let empty = command.figures.is_empty() && command.notes.is_empty();
                checks.fault_if(empty, "figures", Rule::Required);
                for (index, figure) in command.figures.iter().enumerate() {
                    checks.text(format!("figures[{index}].indicator"), &figure.indicator, 64);
                    checks.text(format!("figures[{index}].source"), &figure.source, 200);
                }
                for (index, note) in command.notes.iter().enumerate() {
                    let (kind, actor) = (note.kind.as_str(), note.kind == "actor");
                    checks.fault_if(actor, format!("notes[{index}].kind"), Rule::NotExpected);
                    let unknown = !actor && !NOTE_KINDS.contains(&kind);
                    checks.fault_if(unknown, format!("notes[{index}].kind"), Rule::Unknown);
                    checks.text(format!("notes[{index}].text"), &note.text, 4000);
                }
                checks.done::<NeighborhoodRefusal>()?;
                let last = self.profile.as_ref();
                let recorded = NeighborhoodProfileRecorded {
                    version: last.map_or(0, |last| last.version).saturating_add(1),
                    figures: command.figures.clone(),
                    notes: command.notes.clone(),
                    as_of: command.as_of,
                };
                let same = last.is_some_and(|last| {
                    (&last.figures, &last.notes, last.as_of) == (&recorded.figures, &recorded.notes, recorded.as_of)
                });
                Ok(if same { Vec::new() } else { vec![recorded.into()] })
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
        }
    }

    fn known(&self) -> Result<(), NeighborhoodRefusal> {
        if self.registered { Ok(()) } else { Err(NeighborhoodRefusal::NotRegistered) }
    }
}
