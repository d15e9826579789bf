//! What is known of members → rows. A row stands while work or schooling is known.

use chrono::NaiveDate;
use hamyar_events::Schooling;
use hamyar_events::family::{FamilyEvent, MemberFacts, MergedMember};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::event::ProjectedEvent;
use crate::projection::ProjectionError;
use crate::rows::{Table, row};

row! {
    /// One member.
    SituationRow in "member_situation" {
        member_id: Uuid,
        family_id: Uuid,
        work: Option<String>,
        schooling: Option<String>,
        education: Option<String>,
        skill: Option<String>,
        back_on: Option<NaiveDate>,
    }
}

/// Events that say what is known of members, or forget it.
pub(super) fn wants(event: &FamilyEvent) -> bool {
    !known(event).is_empty() || matches!(event, FamilyEvent::PersonalDataErased(_))
}

/// The members an event speaks of, with what is known of each.
fn known(event: &FamilyEvent) -> Vec<(Uuid, &MemberFacts)> {
    fn all(members: &[MergedMember]) -> Vec<(Uuid, &MemberFacts)> {
        members.iter().map(|one| (one.member_id.0, &one.member)).collect()
    }
    match event {
        FamilyEvent::MemberJoined(event) => vec![(event.member_id.0, &event.member)],
        FamilyEvent::MemberChanged(event) => vec![(event.member_id.0, &event.member)],
        FamilyEvent::FamilyMerged(event) => all(&event.members),
        FamilyEvent::MergeUndone(event) => all(&event.members),
        FamilyEvent::MembersMovedIn(event) => all(&event.members),
        FamilyEvent::MembersReturned(event) => all(&event.members),
        _ => Vec::new(),
    }
}

pub(super) async fn apply(connection: &mut PgConnection, batch: &[&ProjectedEvent]) -> Result<(), ProjectionError> {
    let mut ids: Vec<Uuid> = Vec::new();
    let mut forgotten: Vec<Uuid> = Vec::new();
    for projected in batch {
        let Some(event) = projected.family() else { continue };
        ids.extend(known(event).into_iter().map(|(id, _)| id));
        if let FamilyEvent::PersonalDataErased(event) = event {
            match event.member_id {
                Some(member) => ids.push(member.0),
                None => forgotten.push(projected.stream_id),
            }
        }
    }
    if !forgotten.is_empty() {
        let sql = "select member_id from member_situation where family_id = any($1)";
        ids.extend(sqlx::query_scalar::<_, Uuid>(sql).bind(&forgotten).fetch_all(&mut *connection).await?);
    }
    let mut rows = Table::<SituationRow>::load(&mut *connection, ids).await?;
    for projected in batch {
        let Some(event) = projected.family() else { continue };
        for (member, facts) in known(event) {
            note(&mut rows, member, projected.stream_id, facts, projected.meta().happened_on());
        }
        if let FamilyEvent::PersonalDataErased(event) = event {
            match event.member_id {
                Some(member) => rows.remove(member.0),
                None => {
                    let of_family = rows.ids_where(|row| row.family_id == projected.stream_id);
                    of_family.into_iter().for_each(|member| rows.remove(member));
                }
            }
        }
    }
    rows.save(connection).await
}

fn note(rows: &mut Table<SituationRow>, member: Uuid, family: Uuid, facts: &MemberFacts, on: NaiveDate) {
    let work = facts.work.as_ref().and_then(|work| work.value);
    let schooling = facts.schooling.as_ref().and_then(|schooling| schooling.value);
    let before = rows.get(&member).cloned();
    if work.is_none() && schooling.is_none() {
        if before.is_some() {
            rows.remove(member);
        }
        return;
    }
    let was_out = before.as_ref().is_some_and(|row| row.schooling.as_deref() == Some(Schooling::OutOfSchool.as_str()));
    let back_on = match schooling {
        Some(Schooling::InSchool) if was_out => Some(on),
        Some(Schooling::OutOfSchool) => None,
        _ => before.and_then(|row| row.back_on),
    };
    rows.put(SituationRow {
        member_id: member,
        family_id: family,
        work: work.map(|work| work.as_str().to_owned()),
        schooling: schooling.map(|schooling| schooling.as_str().to_owned()),
        education: facts.education.as_ref().and_then(|text| text.value.clone()),
        skill: facts.skill.as_ref().and_then(|text| text.value.clone()),
        back_on,
    });
}
