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
            PlaceCommand::TellFigure(command) => {
                let telling = &command.telling;
                let mut checks = Checks::new();
                checks.text("section", &telling.section, 200);
                if let Some(quote) = &telling.quote {
                    checks.at_most("quote", quote, 2000);
                }
                checks.fault_if(
                    telling.declared_as.as_ref() == Some(&telling.indicator),
                    "declared_as",
                    Rule::Duplicate,
                );
                checks.done::<PlaceRefusal>()?;
                self.declared(&telling.indicator, &telling.source)?;
                if let Some(other) = &telling.declared_as {
                    self.declared(other, &telling.source)?;
                }
                let known = self.tellings.iter().any(|one| {
                    (&one.indicator, &one.source, &one.section, &one.declared_as)
                        == (&telling.indicator, &telling.source, &telling.section, &telling.declared_as)
                });
                if known { Ok(Vec::new()) } else { Ok(vec![telling.clone().into()]) }
            }
            PlaceCommand::RelateFigure(command) => {
                let relation = &command.relation;
                self.declared(&relation.indicator, &relation.source)?;
                self.declared(&relation.other, &relation.source)?;
                let same = relation.indicator == relation.other;
                Checks::new().fault_if(same, "other", Rule::Duplicate).done::<PlaceRefusal>()?;
                if self.relations.contains(relation) { Ok(Vec::new()) } else { Ok(vec![relation.clone().into()]) }
            }
            PlaceCommand::DoubtFigure(command) => {
                let doubt = &command.doubt;
                self.declared(&doubt.indicator, &doubt.source)?;
                if self.doubts.contains(doubt) { Ok(Vec::new()) } else { Ok(vec![doubt.clone().into()]) }
            }
        }
    }

    /// Whether the place has such a figure of that source.
    fn declared(&self, indicator: &str, source: &str) -> Result<(), PlaceRefusal> {
        self.known()?;
        let known = self.figures.iter().any(|one| one.indicator == indicator && one.source == source);
        if known { Ok(()) } else { Err(PlaceRefusal::FigureNotDeclared) }
    }

    fn known(&self) -> Result<(), PlaceRefusal> {
        if self.level.is_some() { Ok(()) } else { Err(PlaceRefusal::NotRegistered) }
    }
}
