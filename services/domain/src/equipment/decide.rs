//! The rules of a line of equipment.

use chrono::NaiveDate;
use hamyar_events::EquipmentEvent;

use super::*;
use crate::Rule;
use crate::checks::Checks;

type Decided = Result<Vec<EquipmentEvent>, EquipmentRefusal>;

/// Most units of one delivery.
const UNITS_MAX: i64 = 1_000_000;

fn one(event: impl Into<EquipmentEvent>) -> Decided {
    Ok(vec![event.into()])
}

impl EquipmentLine {
    /// What follows from the command, or why it is turned down.
    pub fn decide(&self, command: &EquipmentCommand) -> Decided {
        use EquipmentCommand as C;
        match command {
            C::OpenEquipmentLine(command) => self.open(command),
            C::DeclareEquipmentCoverage(command) => self.declare(command),
            C::DeliverEquipment(command) => self.deliver(command),
            C::ReverseDelivery(command) => self.reverse(command),
            C::CloseEquipmentLine(command) => self.close(command),
        }
    }

    fn open(&self, command: &OpenEquipmentLine) -> Decided {
        let line = &command.line;
        let mut checks = Checks::new();
        checks.text("title", &line.title, 300);
        checks.code("unit", &line.unit);
        for (field, text, max) in
            [("title_en", &line.title_en, 300), ("items", &line.items, 1000), ("source", &line.source, 200)]
        {
            if let Some(text) = text {
                checks.text(field, text, max);
            }
        }
        if let Some(code) = &line.facility_type {
            checks.code("facility_type", code);
        }
        checks.past("opened_on", line.opened_on, command.today);
        // A credit is found in the stream of its agreement.
        checks.fault_if(line.allocation_id.is_some() && line.agreement_id.is_none(), "agreement_id", Rule::Required);
        checks.done::<EquipmentRefusal>()?;
        if self.opened_on.is_some() {
            return Err(EquipmentRefusal::AlreadyOpened);
        }
        one(line.clone())
    }

    fn declare(&self, command: &DeclareEquipmentCoverage) -> Decided {
        self.opened()?;
        let coverage = &command.coverage;
        let parts = [coverage.provinces, coverage.counties, coverage.neighborhoods, coverage.units];
        let mut checks = Checks::new();
        checks.text("source", &coverage.source, 200);
        if let Some(quote) = &coverage.quote {
            checks.at_most("quote", quote, 2000);
        }
        checks.fault_if(parts.iter().all(Option::is_none), "provinces", Rule::Required);
        checks.done::<EquipmentRefusal>()?;
        let same = self.declared.as_ref() == Some(coverage);
        if same { Ok(Vec::new()) } else { one(coverage.clone()) }
    }

    fn deliver(&self, command: &DeliverEquipment) -> Decided {
        let opened_on = self.opened()?;
        if self.closed_on.is_some() {
            return Err(EquipmentRefusal::IsClosed);
        }
        let delivery = &command.delivery;
        let mut checks = Checks::new();
        checks.range("units", delivery.units.into(), 1, UNITS_MAX);
        checks.between("delivered_on", delivery.delivered_on, opened_on, command.today);
        checks.done::<EquipmentRefusal>()?;
        if self.deliveries.contains_key(&delivery.delivery_id) || self.reversed.contains(&delivery.delivery_id) {
            return Err(EquipmentRefusal::IdTaken);
        }
        one(delivery.clone())
    }

    fn reverse(&self, command: &ReverseDelivery) -> Decided {
        self.opened()?;
        let reversal = &command.reversal;
        if self.reversed.contains(&reversal.delivery_id) {
            return Ok(Vec::new());
        }
        let delivered_on = *self.deliveries.get(&reversal.delivery_id).ok_or(EquipmentRefusal::UnknownDelivery)?;
        let mut checks = Checks::new();
        checks.between("reversed_on", reversal.reversed_on, delivered_on, command.today);
        checks.done::<EquipmentRefusal>()?;
        one(reversal.clone())
    }

    fn close(&self, command: &CloseEquipmentLine) -> Decided {
        if self.closed_on.is_some() {
            return Ok(Vec::new());
        }
        let opened_on = self.opened()?;
        let mut checks = Checks::new();
        checks.between("closed_on", command.closing.closed_on, opened_on, command.today);
        checks.done::<EquipmentRefusal>()?;
        one(command.closing.clone())
    }

    fn opened(&self) -> Result<NaiveDate, EquipmentRefusal> {
        self.opened_on.ok_or(EquipmentRefusal::NotOpened)
    }
}
