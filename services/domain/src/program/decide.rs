//! The rules of a program.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use hamyar_events::program::ProgramFacts;
use hamyar_events::{PlaceId, ProgramEvent, SharePart};

use super::*;
use crate::Rule;
use crate::checks::Checks;

pub(super) type Decided = Result<Vec<ProgramEvent>, ProgramRefusal>;

pub(super) fn one(event: impl Into<ProgramEvent>) -> Decided {
    Ok(vec![event.into()])
}

fn check_facts(checks: &mut Checks, facts: &ProgramFacts) {
    let provinces: BTreeSet<PlaceId> = facts.provinces.iter().copied().collect();
    checks.text("title", &facts.title, 500);
    if let Some(title) = &facts.title_en {
        checks.text("title_en", title, 500);
    }
    checks.fault_if(provinces.len() < facts.provinces.len(), "provinces", Rule::Duplicate);
}

impl Program {
    /// What follows from the command, or why it is turned down.
    pub fn decide(&self, command: &ProgramCommand) -> Decided {
        use ProgramCommand as C;
        match command {
            C::RegisterProgram(command) => self.register(command),
            C::ChangeProgram(command) => self.change(command),
            C::ClassProgram(command) => self.classify(command),
            C::UnclassProgram(command) => self.unclass(command),
            C::EndProgram(command) => self.end(command),
            C::GiveShare(command) => self.give_share(command),
            C::ChangeShare(command) => self.change_share(command),
            C::EndShare(command) => self.end_share(command),
        }
    }

    fn register(&self, command: &RegisterProgram) -> Decided {
        let program = &command.program;
        let mut checks = Checks::new();
        check_facts(&mut checks, &program.facts);
        if let Some(source) = &program.source {
            checks.text("source", source, 200);
        }
        checks.past("registered_on", program.registered_on, command.today);
        checks.done::<ProgramRefusal>()?;
        if self.registered_on.is_some() {
            return Err(ProgramRefusal::AlreadyRegistered);
        }
        one(program.clone())
    }

    fn change(&self, command: &ChangeProgram) -> Decided {
        let registered_on = self.going()?;
        let change = &command.change;
        let mut checks = Checks::new();
        check_facts(&mut checks, &change.facts);
        checks.between("changed_on", change.changed_on, registered_on, command.today);
        checks.done::<ProgramRefusal>()?;
        let leads = self.going_shares().find(|(_, share)| share.facts.part == SharePart::Lead);
        if leads.is_some_and(|(_, share)| change.facts.lead_agency.is_some_and(|agency| agency != share.agency_id)) {
            return Err(ProgramRefusal::LedByAnother);
        }
        let same = self.facts.as_ref() == Some(&change.facts);
        if same { Ok(Vec::new()) } else { one(change.clone()) }
    }

    /// S118: a class is a level and an approach together, with the reason; a program of the past may be classed as well.
    fn classify(&self, command: &ClassProgram) -> Decided {
        let registered_on = self.registered_on.ok_or(ProgramRefusal::NotRegistered)?;
        let class = &command.class;
        let mut checks = Checks::new();
        checks.text("reason", &class.reason, 1000);
        checks.between("classed_on", class.classed_on, registered_on, command.today);
        checks.done::<ProgramRefusal>()?;
        let same = self.class == Some((class.level, class.approach));
        if same { Ok(Vec::new()) } else { one(class.clone()) }
    }

    fn unclass(&self, command: &UnclassProgram) -> Decided {
        let registered_on = self.registered_on.ok_or(ProgramRefusal::NotRegistered)?;
        let withdrawal = &command.withdrawal;
        let mut checks = Checks::new();
        checks.text("reason", &withdrawal.reason, 1000);
        checks.between("unclassed_on", withdrawal.unclassed_on, registered_on, command.today);
        checks.done::<ProgramRefusal>()?;
        if self.class.is_none() {
            return Err(ProgramRefusal::NotClassed);
        }
        one(withdrawal.clone())
    }

    fn end(&self, command: &EndProgram) -> Decided {
        if self.ended_on.is_some() {
            return Ok(Vec::new());
        }
        let registered_on = self.going()?;
        let mut checks = Checks::new();
        checks.between("ended_on", command.end.ended_on, registered_on, command.today);
        checks.done::<ProgramRefusal>()?;
        one(command.end.clone())
    }

    pub(super) fn going(&self) -> Result<NaiveDate, ProgramRefusal> {
        let registered_on = self.registered_on.ok_or(ProgramRefusal::NotRegistered)?;
        if self.ended_on.is_some() { Err(ProgramRefusal::HasEnded) } else { Ok(registered_on) }
    }
}
