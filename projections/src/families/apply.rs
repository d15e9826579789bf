//! Family events → rows.

use hamyar_events::family::{
    FamilyEvent, FamilyIdentified, FamilyMerged, MemberFacts, MembersMovedIn, MembersReturned, MergeUndone,
    PersonalDataErased, Registration, implies_address_threat,
};
use hamyar_events::{HouseholdType, Relation, Sex, Subject, TierMoment};
use hamyar_persian::person::phone_key;
use hamyar_persian::{fold_joined, jalali_year};
use sqlx::PgConnection;
use std::collections::BTreeSet;
use uuid::Uuid;

use super::state::{FamilyRow, MemberRow, Memory};
use crate::event::ProjectedEvent;
use crate::projection::ProjectionError;
use crate::rows::Table;
use crate::sort_key::sort_key;
use crate::views::{ConsentState, FamilyState};

pub(super) async fn apply(connection: &mut PgConnection, batch: &[&ProjectedEvent]) -> Result<(), ProjectionError> {
    let mut families = Table::<FamilyRow>::load(&mut *connection, batch.iter().map(|event| event.stream_id)).await?;
    let touched = batch.iter().filter_map(|event| event.family()).flat_map(|event| match event {
        FamilyEvent::MemberChanged(event) => vec![event.member_id.0],
        FamilyEvent::MemberLeft(event) => vec![event.member_id.0],
        FamilyEvent::PersonalDataErased(event) => persons(event).collect(),
        _ => Vec::new(),
    });
    let mut members = Table::<MemberRow>::load(&mut *connection, touched.collect::<Vec<_>>()).await?;
    for projected in batch {
        let Some(event) = projected.family() else { continue };
        let id = projected.stream_id;
        if let FamilyEvent::FamilyIdentified(event) = event {
            families.put(identified(id, event, projected));
            continue;
        }
        let row = families
            .edit(&id)
            .ok_or(ProjectionError::Contradiction("a family's first event is not family_identified"))?;
        member_row(&mut members, row, event);
        if let FamilyEvent::PersonalDataErased(event) = event {
            forget(&mut members, row, event);
        }
        row.sequence = projected.sequence;
        row.position = projected.position;
        change(row, event);
    }
    families.save(&mut *connection).await?;
    members.save(&mut *connection).await
}

fn identified(id: Uuid, event: &FamilyIdentified, projected: &ProjectedEvent) -> FamilyRow {
    let name = event.family_name.value.clone();
    FamilyRow {
        family_id: id,
        file_number: event.file_number.clone(),
        file_number_folded: fold_joined(&event.file_number),
        name_key: name.as_deref().map(fold_joined).unwrap_or_default(),
        sort_key: name.as_deref().map(sort_key).unwrap_or_default(),
        family_name: name,
        neighborhood_id: event.neighborhood_id.0,
        center_id: event.center_id.map(|center| center.0),
        caseworker_id: None,
        assignment_id: None,
        assigned_on: None,
        year_ends: None,
        tier: None,
        tier_on: None,
        baseline_tier: None,
        baseline_on: None,
        cycle: 0,
        consent: ConsentState::NotAsked.as_str().to_owned(),
        consent_on: None,
        state: FamilyState::Open.as_str().to_owned(),
        closed_on: None,
        household_type: HouseholdType::Unknown.as_str().to_owned(),
        head_member_id: None,
        members: 0,
        last_visit: None,
        open_referrals: 0,
        identified_on: event.identified_on,
        entry: event.registration.entry.as_str().to_owned(),
        source: event.registration.source.as_str().to_owned(),
        register: event.registration.register.clone(),
        referred_by: referrer(&event.registration),
        categories: Vec::new(),
        address_under_threat: false,
        coverages: Vec::new(),
        sent_to: Vec::new(),
        erased: false,
        merged_into: None,
        sequence: projected.sequence,
        position: projected.position,
        fold: Memory::default(),
    }
}

fn referrer(registration: &Registration) -> Vec<Uuid> {
    registration.referred_by.iter().map(|agency| agency.0).collect()
}

fn change(row: &mut FamilyRow, event: &FamilyEvent) {
    use FamilyEvent as E;
    match event {
        E::RegistrationJoined(event) => {
            for agency in referrer(&event.registration) {
                if !row.referred_by.contains(&agency) {
                    row.referred_by.push(agency);
                }
            }
        }
        E::ConsentGiven(event) => consent(row, ConsentState::Given, event.given_on),
        E::ConsentRefused(event) => consent(row, ConsentState::Refused, event.refused_on),
        E::ConsentWithdrawn(event) => consent(row, ConsentState::Withdrawn, event.withdrawn_on),
        E::MemberJoined(event) => {
            row.fold.members.insert(event.member_id.0, (event.member.sex, false));
            first_head(row, event.member_id.0, event.member.relation);
            household(row);
        }
        E::MemberChanged(event) => {
            if let Some(member) = row.fold.members.get_mut(&event.member_id.0) {
                member.0 = event.member.sex;
            }
            first_head(row, event.member_id.0, event.member.relation);
            household(row);
        }
        E::MemberLeft(event) => {
            if let Some(member) = row.fold.members.get_mut(&event.member_id.0) {
                member.1 = true;
            }
            if row.head_member_id == Some(event.member_id.0) {
                row.head_member_id = None;
            }
            household(row);
        }
        E::HeadChanged(event) => {
            row.head_member_id = Some(event.member_id.0);
            household(row);
        }
        E::AddressChanged(event) => row.neighborhood_id = event.neighborhood_id.0,
        E::CenterChanged(event) => row.center_id = Some(event.center_id.0),
        E::CategoryAdded(event) => {
            row.fold.categories.insert((event.category.clone(), event.member_id.map(|member| member.0)));
            row.address_under_threat |= implies_address_threat(&event.category);
            categories(row);
        }
        E::CategoryRemoved(event) => {
            row.fold.categories.remove(&(event.category.clone(), event.member_id.map(|member| member.0)));
            categories(row);
        }
        E::AddressThreatMarked(_) => row.address_under_threat = true,
        E::AddressThreatCleared(_) => row.address_under_threat = false,
        E::CoverageRecorded(event) if !row.coverages.contains(&event.agency_id.0) => {
            row.coverages.push(event.agency_id.0)
        }
        E::SentToAgency(event) => {
            row.fold.sendings.insert(event.sending_id.0, event.agency_id.0);
            row.sent_to = sent_to(&row.fold);
        }
        E::SendingWithdrawn(event) => {
            row.fold.sendings.remove(&event.sending_id.0);
            row.sent_to = sent_to(&row.fold);
        }
        E::TierAssigned(event) => {
            row.tier = Some(event.tier.as_str().to_owned());
            row.tier_on = Some(event.assigned_on);
            row.household_type = event.household_type.as_str().to_owned();
            if event.moment == TierMoment::Baseline {
                row.baseline_tier = Some(event.tier.as_str().to_owned());
                row.baseline_on = Some(event.assigned_on);
                row.cycle = i32::try_from(event.cycle).unwrap_or(i32::MAX);
            }
        }
        E::CaseworkerAssigned(event) => {
            row.caseworker_id = Some(event.caseworker_id.0);
            row.assignment_id = Some(event.assignment_id.0);
            row.assigned_on = Some(event.starts_on);
            row.year_ends = Some(event.ends_on);
        }
        E::CaseworkerReleased(event) if row.assignment_id == Some(event.assignment_id.0) => {
            (row.caseworker_id, row.assignment_id, row.assigned_on, row.year_ends) = (None, None, None, None);
        }
        E::AssignmentRenewed(event) if row.assignment_id == Some(event.assignment_id.0) => {
            row.year_ends = Some(event.ends_on)
        }
        E::VisitRecorded(event) => {
            row.fold.visits.insert(event.visit_id.0, event.visit.visited_on);
            row.last_visit = row.fold.visits.values().max().copied();
        }
        E::VisitCorrected(event) => {
            match &event.replacement {
                Some(visit) => row.fold.visits.insert(event.visit_id.0, visit.visited_on),
                None => row.fold.visits.remove(&event.visit_id.0),
            };
            row.last_visit = row.fold.visits.values().max().copied();
        }
        E::ReferredToCommission(event) => {
            row.fold.referrals.insert(event.referral_id.0);
            row.open_referrals = count(row.fold.referrals.len());
        }
        E::ReferralWithdrawn(event) => {
            row.fold.referrals.remove(&event.referral_id.0);
            row.open_referrals = count(row.fold.referrals.len());
        }
        E::ReferralDeclined(event) => {
            row.fold.referrals.remove(&event.referral_id.0);
            row.open_referrals = count(row.fold.referrals.len());
        }
        E::CommissionDecisionRecorded(event) => {
            row.fold.referrals.remove(&event.decision.referral_id.0);
            row.open_referrals = count(row.fold.referrals.len());
        }
        E::CaseClosed(event) => {
            row.state = FamilyState::Closed.as_str().to_owned();
            row.closed_on = Some(event.closed_on);
        }
        E::MergedAway(event) => {
            row.fold.closed_before_merge = row.closed_on;
            row.state = FamilyState::Closed.as_str().to_owned();
            row.closed_on = Some(event.merged_on);
            row.merged_into = Some(event.into.0);
        }
        E::MergeUndone(_) => {
            row.closed_on = row.fold.closed_before_merge.take();
            let state = if row.closed_on.is_some() { FamilyState::Closed } else { FamilyState::Open };
            row.state = state.as_str().to_owned();
            row.merged_into = None;
        }
        E::MembersMovedOut(event) => {
            for one in &event.members {
                if let Some(member) = row.fold.members.get_mut(&one.member_id.0) {
                    member.1 = true;
                }
                if row.head_member_id == Some(one.member_id.0) {
                    row.head_member_id = None;
                }
            }
            household(row);
        }
        E::FamilyMerged(FamilyMerged { members, .. })
        | E::MembersMovedIn(MembersMovedIn { members, .. })
        | E::MembersReturned(MembersReturned { members, .. }) => {
            for one in members {
                row.fold.members.insert(one.member_id.0, (one.member.sex, false));
                first_head(row, one.member_id.0, one.member.relation);
            }
            household(row);
        }
        E::FamilyUnmerged(event) => {
            for one in &event.members {
                if let Some(member) = row.fold.members.get_mut(&one.member_id.0) {
                    member.1 = true;
                }
            }
            household(row);
        }
        E::CaseReopened(_) => {
            row.state = FamilyState::Open.as_str().to_owned();
            row.closed_on = None;
        }
        _ => {}
    }
}

/// The persons whose values are forgotten.
fn persons(event: &PersonalDataErased) -> impl Iterator<Item = Uuid> {
    event.subjects.iter().filter_map(|subject| match subject {
        Subject::Person(id) => Some(*id),
        Subject::Family(_) => None,
    })
}

/// Drops whatever was derived from the values that are forgotten, so that the rows are those that a rebuild without the keys makes.
fn forget(members: &mut Table<MemberRow>, row: &mut FamilyRow, event: &PersonalDataErased) {
    for id in persons(event) {
        if let Some(member) = members.edit(&id) {
            (member.given_name, member.family_name) = (None, None);
            (member.birth_year, member.phone_digits) = (None, None);
            member.name_key = String::new();
            member.erased = true;
        }
    }
    if event.covers(Subject::Family(row.family_id)) {
        row.family_name = None;
        (row.name_key, row.sort_key) = (String::new(), String::new());
        row.erased = true;
        row.state = FamilyState::Closed.as_str().to_owned();
        row.closed_on = row.closed_on.or(Some(event.erased_on));
    }
}

fn consent(row: &mut FamilyRow, state: ConsentState, on: chrono::NaiveDate) {
    row.consent = state.as_str().to_owned();
    row.consent_on = Some(on);
}

/// The first member whose relation is `head` is the head, without an event of its own.
fn first_head(row: &mut FamilyRow, id: Uuid, relation: Relation) {
    if relation == Relation::Head && row.head_member_id.is_none() {
        row.head_member_id = Some(id);
    }
}

/// Counts those who have not left, and derives the household's type from its head until a tier states it.
fn household(row: &mut FamilyRow) {
    row.members = count(row.fold.members.values().filter(|(_, left)| !left).count());
    let head = row.head_member_id.and_then(|head| row.fold.members.get(&head)).filter(|(_, left)| !left);
    let kind = match head.and_then(|(sex, _)| *sex) {
        Some(Sex::Female) => HouseholdType::FemaleHeaded,
        Some(Sex::Male) => HouseholdType::MaleHeaded,
        None => HouseholdType::Unknown,
    };
    row.household_type = kind.as_str().to_owned();
}

fn categories(row: &mut FamilyRow) {
    row.categories = row.fold.categories.iter().map(|(code, _)| code.clone()).collect();
    row.categories.dedup();
}

fn count(number: usize) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

fn member_row(members: &mut Table<MemberRow>, family: &FamilyRow, event: &FamilyEvent) {
    match event {
        FamilyEvent::MemberJoined(event) => members.put(member(event.member_id.0, family, &event.member)),
        FamilyEvent::MemberChanged(event) => {
            if let Some(known) = members.edit(&event.member_id.0) {
                *known = MemberRow {
                    has_left: known.has_left,
                    erased: known.erased,
                    ..member(event.member_id.0, family, &event.member)
                };
            }
        }
        FamilyEvent::MemberLeft(event) => {
            if let Some(known) = members.edit(&event.member_id.0) {
                known.has_left = true;
            }
        }
        // A person is where the person was taken in last.
        FamilyEvent::FamilyMerged(FamilyMerged { members: named, .. })
        | FamilyEvent::MergeUndone(MergeUndone { members: named, .. })
        | FamilyEvent::MembersMovedIn(MembersMovedIn { members: named, .. })
        | FamilyEvent::MembersReturned(MembersReturned { members: named, .. }) => {
            for one in named {
                members.put(member(one.member_id.0, family, &one.member));
            }
        }
        _ => {}
    }
}

fn member(id: Uuid, family: &FamilyRow, facts: &MemberFacts) -> MemberRow {
    let given_name = facts.given_name.value.clone();
    let family_name = facts.family_name.as_ref().and_then(|name| name.value.clone());
    // A member without a surname of the own is searched under the family's.
    let surname = family_name.as_deref().or(family.family_name.as_deref()).unwrap_or_default();
    let whole = given_name.as_deref().map(|given| format!("{given} {surname}")).unwrap_or_default();
    MemberRow {
        member_id: id,
        family_id: family.family_id,
        name_key: fold_joined(&whole),
        given_name,
        family_name,
        birth_year: facts.birth_date.as_ref().and_then(|date| date.value).map(jalali_year),
        phone_digits: facts.phone.as_ref().and_then(|phone| phone.value.as_deref()).and_then(phone_key),
        sex: facts.sex.map(|sex| sex.as_str().to_owned()),
        relation: facts.relation.as_str().to_owned(),
        has_left: false,
        erased: false,
    }
}

/// Bodies in whose lists the household stands, each once.
fn sent_to(memory: &Memory) -> Vec<Uuid> {
    memory.sendings.values().copied().collect::<BTreeSet<_>>().into_iter().collect()
}
