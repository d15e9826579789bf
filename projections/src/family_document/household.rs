//! Intake and household: registrations, members, head, address, categories, coverage.

use chrono::NaiveDate;
use hamyar_events::family::{
    AddressChanged, CoverageRecorded, Declared, FamilyIdentified, MemberChanged, MemberFacts, MemberJoined, MemberLeft,
    Registration, RegistrationJoined, SendingAnswered, SendingWithdrawn, SentToAgency, SupportPhaseRecorded,
    implies_address_threat,
};
use hamyar_events::{HouseholdType, MemberLeftReason, Relation, Sex};
use uuid::Uuid;

use super::FamilyDocument;
use crate::views::{
    FileCategory, FileCoverage, FileDeclared, FileHandingOn, FileMember, FileRegistration, FileSending, FileSupport,
    NamedRef,
};

impl FamilyDocument {
    pub(super) fn identified(&mut self, event: &FamilyIdentified) {
        self.identified = true;
        let card = &mut self.file.card;
        card.file_number.clone_from(&event.file_number);
        card.family_name.clone_from(&event.family_name.value);
        card.erased = event.family_name.is_erased();
        card.neighborhood = NamedRef::unnamed(event.neighborhood_id.0);
        card.center = event.center_id.map(|id| NamedRef::unnamed(id.0));
        self.file.address = event.address.as_ref().and_then(|address| address.value.clone());
        self.file.identified_on = event.identified_on.into();
        self.file.registration = registration(&event.registration, event.identified_on);
        self.file.registrations.push(self.file.registration.clone());
    }

    pub(super) fn registration_joined(&mut self, event: &RegistrationJoined) {
        self.file.registrations.push(registration(&event.registration, event.registered_on));
    }

    pub(super) fn member_joined(&mut self, event: &MemberJoined) {
        self.newcomer(event.member_id.0, &event.member, event.joined_on);
    }

    pub(super) fn newcomer(&mut self, id: Uuid, facts: &MemberFacts, joined_on: NaiveDate) {
        let member = member(id, facts, joined_on);
        match self.file.members.iter_mut().find(|one| one.id == member.id) {
            Some(known) => *known = member,
            None => self.file.members.push(member),
        }
        self.first_head(id, facts.relation);
        self.spread_categories();
        self.count_members();
    }

    /// The first member whose relation is `head` is the head, without an event of its own.
    fn first_head(&mut self, id: Uuid, relation: Relation) {
        if relation == Relation::Head && self.file.head_member_id.is_none() {
            self.file.head_member_id = Some(id);
        }
        let head = self.file.head_member_id;
        for member in &mut self.file.members {
            member.is_head = head == Some(member.id);
        }
    }

    pub(super) fn member_changed(&mut self, event: &MemberChanged) {
        if let Some(known) = self.file.members.iter_mut().find(|one| one.id == event.member_id.0) {
            let (is_head, left, left_reason, categories) =
                (known.is_head, known.left, known.left_reason, std::mem::take(&mut known.categories));
            *known = FileMember {
                is_head,
                left,
                left_reason,
                categories,
                ..member(known.id, &event.member, known.joined_on.iso)
            };
        }
        self.first_head(event.member_id.0, event.member.relation);
        self.count_members();
    }

    pub(super) fn member_left(&mut self, event: &MemberLeft) {
        self.gone(event.member_id.0, event.reason);
    }

    pub(super) fn gone(&mut self, id: Uuid, reason: MemberLeftReason) {
        if let Some(known) = self.file.members.iter_mut().find(|one| one.id == id) {
            known.left = true;
            known.left_reason = Some(reason);
            known.is_head = false;
        }
        if self.file.head_member_id == Some(id) {
            self.file.head_member_id = None;
        }
        self.count_members();
    }

    pub(super) fn head_changed(&mut self, head: Uuid) {
        let former = self.file.head_member_id.replace(head);
        for member in &mut self.file.members {
            member.is_head = member.id == head;
            if member.is_head {
                member.relation = Relation::Head;
            } else if former == Some(member.id) {
                member.relation = Relation::Other;
            }
        }
        self.count_members();
    }

    /// Counts those who have not left, and derives the household's type from its head until a tier states it.
    fn count_members(&mut self) {
        let present = self.file.members.iter().filter(|member| !member.left).count();
        self.file.card.members_count = u32::try_from(present).unwrap_or(u32::MAX);
        let head = self.file.members.iter().find(|member| member.is_head && !member.left);
        self.file.card.household_type = match head.and_then(|head| head.sex) {
            Some(Sex::Female) => HouseholdType::FemaleHeaded,
            Some(Sex::Male) => HouseholdType::MaleHeaded,
            None => HouseholdType::Unknown,
        };
    }

    pub(super) fn address_changed(&mut self, event: &AddressChanged) {
        self.file.card.neighborhood = NamedRef::unnamed(event.neighborhood_id.0);
        self.file.address = event.address.as_ref().and_then(|address| address.value.clone());
    }

    pub(super) fn category_added(&mut self, code: &str, member_id: Option<Uuid>) {
        let category = FileCategory { code: code.to_owned(), member_id };
        if !self.file.categories.contains(&category) {
            self.file.categories.push(category);
            self.file.card.address_under_threat |= implies_address_threat(code);
        }
        self.spread_categories();
    }

    pub(super) fn category_removed(&mut self, code: &str, member_id: Option<Uuid>) {
        self.file.categories.retain(|one| one.code != code || one.member_id != member_id);
        self.spread_categories();
    }

    fn spread_categories(&mut self) {
        for member in &mut self.file.members {
            let own = self.file.categories.iter().filter(|one| one.member_id == Some(member.id));
            member.categories = own.map(|one| one.code.clone()).collect();
        }
    }

    pub(super) fn sent_to_agency(&mut self, event: &SentToAgency) {
        self.file.sendings.push(FileSending {
            id: event.sending_id.0,
            agency: NamedRef::unnamed(event.agency_id.0),
            sent_on: event.sent_on.into(),
            withdrawn: false,
            reason: None,
            answer: None,
            answered_on: None,
            answer_reason: None,
            support: Vec::new(),
        });
    }

    pub(super) fn sending_answered(&mut self, event: &SendingAnswered) {
        if let Some(sending) = self.file.sendings.iter_mut().find(|one| one.id == event.sending_id.0) {
            sending.answer = Some(event.answer);
            sending.answered_on = Some(event.answered_on.into());
            sending.answer_reason = event.reason.as_ref().and_then(|reason| reason.known()).cloned();
        }
    }

    pub(super) fn support_phase_recorded(&mut self, event: &SupportPhaseRecorded) {
        if let Some(sending) = self.file.sendings.iter_mut().find(|one| one.id == event.sending_id.0) {
            sending.support.retain(|one| one.phase != event.phase);
            let (phase, state) = (event.phase, event.state);
            sending.support.push(FileSupport { phase, state, reached_on: event.reached_on.into() });
            sending.support.sort_by_key(|one| one.phase);
        }
    }

    pub(super) fn handing_on_said(&mut self, said: FileHandingOn) {
        self.file.handing_on.retain(|one| one.agency.id != said.agency.id);
        self.file.handing_on.push(said);
    }

    pub(super) fn sending_withdrawn(&mut self, event: &SendingWithdrawn) {
        if let Some(sending) = self.file.sendings.iter_mut().find(|one| one.id == event.sending_id.0) {
            sending.withdrawn = true;
            sending.reason = event.reason.known().cloned();
        }
    }

    pub(super) fn coverage_recorded(&mut self, event: &CoverageRecorded) {
        self.file.coverages.push(FileCoverage {
            agency: NamedRef::unnamed(event.agency_id.0),
            kind: event.kind,
            since: event.since.into(),
        });
    }
}

fn registration(from: &Registration, on: NaiveDate) -> FileRegistration {
    FileRegistration {
        entry: from.entry,
        source: from.source,
        referred_by: from.referred_by.map(|id| NamedRef::unnamed(id.0)),
        referred_by_name: from.referred_by_name.as_ref().and_then(|name| name.value.clone()),
        register: from.register.clone(),
        registered_on: on.into(),
        declared: from.declared.as_ref().map(declared),
    }
}

fn declared(from: &Declared) -> FileDeclared {
    FileDeclared {
        dependents: from.dependents,
        monthly_income: from.monthly_income.as_ref().and_then(|income| income.value),
        headship_cause: from.headship_cause.as_ref().and_then(|cause| cause.value.clone()),
        supported_by: from.supported_by.as_ref().and_then(|name| name.value.clone()),
        note: from.note.as_ref().and_then(|note| note.value.clone()),
    }
}

fn member(id: Uuid, facts: &MemberFacts, joined_on: NaiveDate) -> FileMember {
    FileMember {
        id,
        given_name: facts.given_name.value.clone(),
        family_name: facts.family_name.as_ref().and_then(|name| name.value.clone()),
        father_name: facts.father_name.as_ref().and_then(|name| name.value.clone()),
        relation: facts.relation,
        sex: facts.sex,
        birth_date: facts.birth_date.as_ref().and_then(|date| date.value).map(Into::into),
        age: None,
        national_id: facts.national_id.as_ref().and_then(|id| id.value.clone()),
        phone: facts.phone.as_ref().and_then(|phone| phone.value.clone()),
        education: facts.education.as_ref().and_then(|text| text.value.clone()),
        occupation: facts.occupation.as_ref().and_then(|occupation| occupation.value.clone()),
        skill: facts.skill.as_ref().and_then(|skill| skill.value.clone()),
        work: facts.work.as_ref().and_then(|work| work.value),
        schooling: facts.schooling.as_ref().and_then(|schooling| schooling.value),
        is_head: false,
        left: false,
        erased: facts.given_name.is_erased(),
        left_reason: None,
        joined_on: joined_on.into(),
        categories: Vec::new(),
    }
}
