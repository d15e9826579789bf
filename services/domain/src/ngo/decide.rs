//! The rules of licences of non-governmental organizations.

use chrono::NaiveDate;
use hamyar_events::{LicenceId, NgoEvent};

use super::*;
use crate::Rule;
use crate::checks::Checks;

type Decided = Result<Vec<NgoEvent>, NgoRefusal>;

fn one(event: impl Into<NgoEvent>) -> Decided {
    Ok(vec![event.into()])
}

impl Ngo {
    /// What follows from the command, or why it is turned down.
    pub fn decide(&self, command: &NgoCommand) -> Decided {
        use NgoCommand as C;
        match command {
            C::RegisterNgo(command) => self.register(command),
            C::ApplyForLicence(command) => self.apply_for(command),
            C::GrantLicence(command) => self.grant(command),
            C::RefuseLicence(command) => self.refuse(command),
            C::RenewLicence(command) => self.renew(command),
            C::RevokeLicence(command) => self.revoke(command),
        }
    }

    fn register(&self, command: &RegisterNgo) -> Decided {
        let mut checks = Checks::new();
        checks.text("name", &command.ngo.name, 200);
        checks.past("registered_on", command.ngo.registered_on, command.today);
        checks.done::<NgoRefusal>()?;
        if self.registered_on.is_some() {
            return Err(NgoRefusal::AlreadyRegistered);
        }
        one(command.ngo.clone())
    }

    fn apply_for(&self, command: &ApplyForLicence) -> Decided {
        let registered_on = self.registered_on.ok_or(NgoRefusal::NotRegistered)?;
        let application = &command.application;
        let mut checks = Checks::new();
        checks.between("applied_on", application.applied_on, registered_on, command.today);
        checks.done::<NgoRefusal>()?;
        match self.application {
            Some(same) if same == (application.level, application.applied_on) => return Ok(Vec::new()),
            Some(_) => return Err(NgoRefusal::ApplicationOpen),
            None => {}
        }
        let holds = self.licences.values().any(|one| {
            one.level == application.level && one.revoked_on.is_none() && one.valid_until >= application.applied_on
        });
        if holds { Err(NgoRefusal::LicenceHolds) } else { one(application.clone()) }
    }

    /// S117: a licence has a level, a number and days; it answers an application.
    fn grant(&self, command: &GrantLicence) -> Decided {
        self.registered_on.ok_or(NgoRefusal::NotRegistered)?;
        let licence = &command.licence;
        let (level, applied_on) = self.application.ok_or(NgoRefusal::NoApplication)?;
        let mut checks = Checks::new();
        checks.text("number", &licence.number, 64);
        checks.between("granted_on", licence.granted_on, applied_on, command.today);
        checks.fault_if(licence.valid_until <= licence.granted_on, "valid_until", Rule::BeforeStart);
        checks.fault_if(licence.level != level, "level", Rule::NotExpected);
        checks.done::<NgoRefusal>()?;
        if self.licences.contains_key(&licence.licence_id) {
            return Err(NgoRefusal::LicenceIdTaken);
        }
        one(licence.clone())
    }

    fn refuse(&self, command: &RefuseLicence) -> Decided {
        self.registered_on.ok_or(NgoRefusal::NotRegistered)?;
        let (_, applied_on) = self.application.ok_or(NgoRefusal::NoApplication)?;
        let mut checks = Checks::new();
        checks.between("refused_on", command.refusal.refused_on, applied_on, command.today);
        checks.done::<NgoRefusal>()?;
        one(command.refusal.clone())
    }

    fn renew(&self, command: &RenewLicence) -> Decided {
        let renewal = &command.renewal;
        let licence = self.licence(renewal.licence_id)?;
        let mut checks = Checks::new();
        checks.between("renewed_on", renewal.renewed_on, licence.granted_on, command.today);
        checks.fault_if(renewal.valid_until < licence.valid_until, "valid_until", Rule::BeforeStart);
        checks.done::<NgoRefusal>()?;
        if licence.revoked_on.is_some() {
            return Err(NgoRefusal::LicenceIsRevoked);
        }
        if renewal.valid_until == licence.valid_until { Ok(Vec::new()) } else { one(renewal.clone()) }
    }

    fn revoke(&self, command: &RevokeLicence) -> Decided {
        let revocation = &command.revocation;
        let licence = self.licence(revocation.licence_id)?;
        if licence.revoked_on.is_some() {
            return Ok(Vec::new());
        }
        let mut checks = Checks::new();
        checks.between("revoked_on", revocation.revoked_on, licence.granted_on, command.today);
        checks.done::<NgoRefusal>()?;
        one(revocation.clone())
    }

    fn licence(&self, id: LicenceId) -> Result<Licence, NgoRefusal> {
        let _: NaiveDate = self.registered_on.ok_or(NgoRefusal::NotRegistered)?;
        self.licences.get(&id).copied().ok_or(NgoRefusal::UnknownLicence)
    }
}
