//! The folded file as it reads on a day: names, ages, days left, due states.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use hamyar_persian::jalali::JalaliDate;
use uuid::Uuid;

use super::FamilyDocument;
use crate::Names;
use crate::due_items::DueNumbers;
use crate::views::{DueState, EntryState, FamilyFile, NamedRef, ReferralState};

impl FamilyDocument {
    /// Ids whose names the file shows, for [`Names::load`]: center, neighborhood, caseworkers, agencies, commissions.
    pub fn ids(&self) -> Vec<Uuid> {
        let mut file = self.file.clone();
        let mut ids = BTreeSet::new();
        each_reference(&mut file, &mut |reference| {
            ids.insert(reference.id);
        });
        ids.extend(file.tasks.iter().map(|task| task.responsible.id));
        ids.into_iter().collect()
    }

    /// The file as it reads on `today`, with names, under the settings' numbers of days.
    pub fn file_with(&self, names: &Names, today: NaiveDate, numbers: &DueNumbers) -> FamilyFile {
        let mut file = self.file.clone();
        let members = self.member_names();
        each_reference(&mut file, &mut |reference| {
            reference.name = names.get(reference.id).or_else(|| members.get(reference.id)).map(str::to_owned);
        });
        for member in &mut file.members {
            member.age = member.birth_date.as_ref().map(|born| age(born.iso, today));
        }
        for entry in &mut file.calendar {
            let open = matches!(entry.status, EntryState::Planned | EntryState::Missed);
            entry.due_state = open.then(|| DueState::of(entry.window_to.iso, today));
        }
        file.violence_recorded = Some(self.violence_recorded());
        for goal in &mut file.goals {
            goal.value = self.latest_reading(&goal.indicator);
            goal.due_state = goal.result.is_none().then(|| DueState::of(goal.due_on.iso, today));
        }
        for task in &mut file.tasks {
            task.responsible.name = names.get(task.responsible.id).map(str::to_owned);
            task.due_state = (!task.state.is_closed()).then(|| DueState::of(task.due_on.iso, today));
        }
        for referral in &mut file.referrals {
            let until = match referral.state {
                ReferralState::Decided => referral.decision.as_ref().map(|decision| decision.decided_on.iso),
                ReferralState::Withdrawn => referral.withdrawn_on.as_ref().map(|on| on.iso),
                ReferralState::Declined => referral.declined_on.as_ref().map(|on| on.iso),
                ReferralState::Open | ReferralState::OnAgenda => None,
            };
            referral.overdue = until.is_none() && referral.answer_by.as_ref().is_some_and(|by| by.iso < today);
            referral.days_open = (until.unwrap_or(today) - referral.referred_on.iso).num_days();
        }
        if let Some(assignment) = &mut file.assignment {
            let left = (assignment.ends_on.iso - today).num_days();
            assignment.days_left = Some(left);
            assignment.overdue = left < 0;
            file.card.days_left = Some(left);
        }
        let due: Vec<NaiveDate> = self
            .due
            .items()
            .iter()
            .filter(|item| item.is_shown(today, numbers))
            .map(|item| item.due(numbers))
            .collect();
        file.card.next_due = due.iter().min().copied().map(Into::into);
        file.card.overdue = u32::try_from(due.iter().filter(|due| **due < today).count()).unwrap_or(u32::MAX);
        file
    }

    fn member_names(&self) -> Names {
        Names::from_pairs(self.file.members.iter().filter_map(|member| {
            let given = member.given_name.as_deref()?;
            let family = member.family_name.as_deref().or(self.file.card.family_name.as_deref());
            Some((member.id, family.map_or_else(|| given.to_owned(), |family| format!("{given} {family}"))))
        }))
    }
}

/// Whole Jalali years between two days.
pub(crate) fn age(born: NaiveDate, today: NaiveDate) -> i32 {
    let (born, today) = (JalaliDate::from(born), JalaliDate::from(today));
    let had_birthday = (today.month(), today.day()) >= (born.month(), born.day());
    today.year() - born.year() - i32::from(!had_birthday)
}

/// Every reference of the file that has a name.
fn each_reference(file: &mut FamilyFile, visit: &mut dyn FnMut(&mut NamedRef)) {
    visit(&mut file.card.neighborhood);
    let card = &mut file.card;
    card.center.iter_mut().chain(&mut card.caseworker).for_each(&mut *visit);
    file.registration.referred_by.iter_mut().for_each(&mut *visit);
    file.registrations.iter_mut().filter_map(|one| one.referred_by.as_mut()).for_each(&mut *visit);
    file.coverages.iter_mut().map(|one| &mut one.agency).for_each(&mut *visit);
    file.sendings.iter_mut().map(|one| &mut one.agency).for_each(&mut *visit);
    file.handing_on.iter_mut().map(|one| &mut one.agency).for_each(&mut *visit);
    file.assignment.iter_mut().chain(&mut file.past_assignments).map(|one| &mut one.caseworker).for_each(&mut *visit);
    file.goals.iter_mut().filter_map(|one| one.member.as_mut()).for_each(&mut *visit);
    file.calendar.iter_mut().filter_map(|one| one.member.as_mut()).for_each(&mut *visit);
    for one in &mut file.visits {
        one.present.iter_mut().chain(&mut one.caseworker).for_each(&mut *visit);
    }
    for one in &mut file.services {
        one.members.iter_mut().chain(&mut one.provider).chain(&mut one.caseworker).for_each(&mut *visit);
    }
    file.attachments.iter_mut().filter_map(|one| one.member.as_mut()).for_each(&mut *visit);
    file.requests.iter_mut().filter_map(|one| one.member.as_mut()).for_each(&mut *visit);
    file.referrals.iter_mut().map(|one| &mut one.commission).for_each(&mut *visit);
    file.tasks.iter_mut().map(|one| &mut one.commission).for_each(&mut *visit);
}
