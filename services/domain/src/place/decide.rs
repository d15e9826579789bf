//! The rules of a place.

use hamyar_events::PlaceEvent;
use hamyar_events::place::PlaceMoved;

use super::{Place, PlaceCommand, PlaceRefusal};
use crate::Rule;
use crate::checks::Checks;

impl Place {
    /// What follows from the command, or why it is turned down.
    pub fn decide(&self, command: &PlaceCommand) -> Result<Vec<PlaceEvent>, PlaceRefusal> {
        match command {
            PlaceCommand::RegisterPlace(command) => {
                let place = &command.place;
                let mut checks = Checks::new();
                checks.text("name", &place.name, 200);
                checks.text("source", &place.source, 200);
                checks.done::<PlaceRefusal>()?;
                if self.level.is_some() {
                    return Err(PlaceRefusal::AlreadyRegistered);
                }
                Ok(vec![place.clone().into()])
            }
            PlaceCommand::MovePlace(command) => {
                self.known()?;
                let backwards = self.parent_since.is_some_and(|since| command.valid_from < since);
                Checks::new().fault_if(backwards, "valid_from", Rule::BeforeStart).done::<PlaceRefusal>()?;
                if self.parent_id == Some(command.parent_id) {
                    return Ok(Vec::new());
                }
                Ok(vec![PlaceMoved { parent_id: command.parent_id, valid_from: command.valid_from }.into()])
            }
            PlaceCommand::DeclareFigure(command) => {
                self.known()?;
                let figure = &command.figure;
                let mut checks = Checks::new();
                checks.text("indicator", &figure.indicator, 64);
                checks.text("source", &figure.source, 200);
                checks.at_most("unit", &figure.unit, 64);
                checks.done::<PlaceRefusal>()?;
                if self.figures.contains(figure) {
                    return Ok(Vec::new());
                }
                Ok(vec![figure.clone().into()])
            }
        }
    }

    fn known(&self) -> Result<(), PlaceRefusal> {
        if self.level.is_some() { Ok(()) } else { Err(PlaceRefusal::NotRegistered) }
    }
}
