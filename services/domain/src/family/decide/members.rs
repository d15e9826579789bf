//! Members and the head: allowed before consent.

use hamyar_persian::NationalId;

use super::*;
use crate::Rule;
use crate::checks::{Checks, EARLIEST_DATE};
use crate::family::commands::*;

impl Family {
    pub(super) fn join_member(&self, command: &JoinMember) -> Decided {
        self.open_file()?;
        let member = &command.member;
        let mut checks = Checks::new();
        check_facts(&mut checks, &member.member, command.today);
        checks.past("joined_on", member.joined_on, command.today);
        checks.done::<FamilyRefusal>()?;
        if self.members.contains_key(&member.member_id) {
            return Err(FamilyRefusal::MemberIdTaken);
        }
        if member.member.relation == Relation::Head && self.head.is_some() {
            return Err(FamilyRefusal::HeadExists);
        }
        one(member.clone())
    }

    /// The facts are personal and state keeps none of them, so a repetition of the same facts cannot be told from a change.
    pub(super) fn change_member(&self, command: &ChangeMember) -> Decided {
        self.open_file()?;
        let member = &command.member;
        let mut checks = Checks::new();
        check_facts(&mut checks, &member.member, command.today);
        checks.done::<FamilyRefusal>()?;
        self.known_member(member.member_id)?;
        let becomes_head = member.member.relation == Relation::Head;
        match self.head {
            Some(head) if becomes_head && head != member.member_id => Err(FamilyRefusal::HeadExists),
            Some(head) if !becomes_head && head == member.member_id => Err(FamilyRefusal::HeadMustBeNamed),
            _ => one(member.clone()),
        }
    }

    pub(super) fn remove_member(&self, command: &RemoveMember) -> Decided {
        self.open_file()?;
        let departure = &command.departure;
        Checks::new().past("left_on", departure.left_on, command.today).done::<FamilyRefusal>()?;
        match self.members.get(&departure.member_id) {
            None => return Err(FamilyRefusal::UnknownMember),
            Some(member) if member.left => return nothing(),
            Some(_) => {}
        }
        if self.head == Some(departure.member_id) && self.present_members().count() > 1 {
            return Err(FamilyRefusal::HeadMustBeNamed);
        }
        one(departure.clone())
    }

    pub(super) fn change_head(&self, command: &ChangeHead) -> Decided {
        self.open_file()?;
        let head = &command.head;
        Checks::new().past("changed_on", head.changed_on, command.today).done::<FamilyRefusal>()?;
        self.known_member(head.member_id)?;
        if self.head == Some(head.member_id) {
            return nothing();
        }
        one(head.clone())
    }
}

/// A given name may be blank (a newborn, a register without one); a national id, where given, is right.
fn check_facts(checks: &mut Checks, facts: &MemberFacts, today: NaiveDate) {
    let texts = [
        ("given_name", Some(&facts.given_name)),
        ("family_name", facts.family_name.as_ref()),
        ("father_name", facts.father_name.as_ref()),
        ("phone", facts.phone.as_ref()),
        ("occupation", facts.occupation.as_ref()),
        ("skill", facts.skill.as_ref()),
    ];
    for (field, text) in texts {
        if let Some(text) = text.and_then(Personal::known) {
            checks.at_most(field, text, 120);
        }
    }
    if let Some(phone) = facts.phone.as_ref().and_then(Personal::known) {
        checks.fault_if(!is_phone(phone), "phone", Rule::Malformed);
    }
    if let Some(education) = facts.education.as_ref().and_then(Personal::known) {
        checks.at_most("education", education, 120);
    }
    if let Some(id) = facts.national_id.as_ref().and_then(Personal::known) {
        let right = id.len() == 10 && NationalId::parse(id).is_ok_and(|parsed| parsed.as_str() == id);
        checks.fault_if(!right, "national_id", Rule::NotANationalId);
    }
    if let Some(birth_date) = facts.birth_date.as_ref().and_then(Personal::known) {
        checks.between("birth_date", *birth_date, EARLIEST_DATE, today);
    }
}

/// A number that can be called: three digits or more of any script, with what people put between them, and a word on whose it is beside it.
fn is_phone(text: &str) -> bool {
    text.is_empty()
        || text.chars().filter(|character| hamyar_persian::digits::digit_value(*character).is_some()).count() >= 3
}
