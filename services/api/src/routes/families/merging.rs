//! Two files of one family: merging the one into the other, and undoing it. The center's manager does, for files of the own center.

use std::collections::BTreeMap;

use axum::extract::State;
use hamyar_domain::Family;
use hamyar_domain::family as domain;
use hamyar_event_store::Recorded;
use hamyar_events::family::{
    CategoryAdded, FamilyUnmerged, MemberChanged, MemberFacts, MergedAway, MergedMember, SamePerson,
};
use hamyar_events::{FamilyEvent, FamilyId, MemberId, MergeId, Personal};
use hamyar_identity::policy::Action;
use hamyar_processes::Edge;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::assignment::process;
use super::document;
use crate::auth::Signed;
use crate::input::{Day, IfMatch, InPath, Sent, Words, body, command};
use crate::problem::Problem;
use crate::routes::answers::{CommandAnswers, Done};
use crate::routes::run::{self, Ids, derived_id, ids, store_problem};
use crate::state::AppState;

body! {
    /// Two members who are one person.
    pub struct SamePersonFields {
        /// In the file that goes.
        member_id: MemberId,
        /// In the file that stays.
        same_as: MemberId,
    }
}

command! {
    /// Which file goes, and who is in both.
    pub struct MergeFamilyBody {
        /// The file that goes: it stays readable, and takes nothing more in.
        other: FamilyId,
        /// Members of both files who are one person; everybody else of the other file joins this family.
        same: Vec<SamePersonFields>,
        reason: Words,
        merged_on: Option<Day>,
    }
}

command! {
    /// Why the merge was a mistake.
    pub struct UndoMergeBody {
        reason: Words,
        unmerged_on: Option<Day>,
    }
}

pub(super) type Facts = BTreeMap<MemberId, MemberFacts>;

/// What is known of every member, as the file's last word on each says it.
pub(super) fn members(events: &[Recorded]) -> Result<Facts, Problem> {
    let mut known = Facts::new();
    for event in events {
        match event.decode::<FamilyEvent>().map_err(store_problem)? {
            FamilyEvent::MemberJoined(event) => {
                known.insert(event.member_id, event.member);
            }
            FamilyEvent::MemberChanged(event) => {
                known.insert(event.member_id, event.member);
            }
            FamilyEvent::FamilyMerged(event) => {
                known.extend(event.members.into_iter().map(|one| (one.member_id, one.member)));
            }
            FamilyEvent::MembersMovedIn(event) => {
                known.extend(event.members.into_iter().map(|one| (one.member_id, one.member)));
            }
            FamilyEvent::MembersReturned(event) => {
                known.extend(event.members.into_iter().map(|one| (one.member_id, one.member)));
            }
            FamilyEvent::MergeUndone(event) => {
                known.extend(event.members.into_iter().map(|one| (one.member_id, one.member)));
            }
            _ => {}
        }
    }
    Ok(known)
}

/// What a member is known by when the other file is read as well: what stands here stays, what is blank is filled. `None` where nothing is learned; an
/// error where the two cannot be one person.
fn learned(id: MemberId, here: &MemberFacts, there: &MemberFacts) -> Result<Option<MemberFacts>, Problem> {
    fn fill<T: Clone>(id: MemberId, here: &Option<Personal<T>>, there: &Option<Personal<T>>) -> Option<Personal<T>> {
        let known = |value: &Option<Personal<T>>| value.as_ref().and_then(|value| value.known().cloned());
        if known(here).is_some() { here.clone() } else { known(there).map(|value| Personal::of_person(id.0, value)) }
    }
    let number = |facts: &MemberFacts| facts.national_id.as_ref().and_then(|id| id.known().cloned());
    if let (Some(one), Some(other)) = (number(here), number(there))
        && one != other
    {
        return Err(Problem::refused("national_ids_differ"));
    }
    let filled = MemberFacts {
        given_name: here.given_name.clone(),
        family_name: fill(id, &here.family_name, &there.family_name),
        father_name: fill(id, &here.father_name, &there.father_name),
        national_id: fill(id, &here.national_id, &there.national_id),
        birth_date: fill(id, &here.birth_date, &there.birth_date),
        sex: here.sex.or(there.sex),
        relation: here.relation,
        phone: fill(id, &here.phone, &there.phone),
        education: fill(id, &here.education, &there.education),
        occupation: fill(id, &here.occupation, &there.occupation),
        skill: fill(id, &here.skill, &there.skill),
        work: fill(id, &here.work, &there.work),
        schooling: fill(id, &here.schooling, &there.schooling),
    };
    Ok((filled != *here).then_some(filled))
}

/// What is put to the two streams.
fn merge_of(
    (into, stays, here): (FamilyId, &Family, &Facts),
    (from, goes, there): (FamilyId, &Family, &Facts),
    body: MergeFamilyBody,
    merge_id: MergeId,
    day: chrono::NaiveDate,
) -> Result<MergedAway, Problem> {
    let number = |family: &Family| family.file.as_ref().map(|file| file.file_number.clone()).unwrap_or_default();
    let same: Vec<SamePerson> =
        body.same.iter().map(|one| SamePerson { member_id: one.member_id, same_as: one.same_as }).collect();
    let mut changes = Vec::new();
    for (place, one) in same.iter().enumerate() {
        let unknown = |field: &str| Problem::field(&format!("same[{place}].{field}"), "unknown");
        let (Some(mine), Some(theirs)) = (here.get(&one.same_as), there.get(&one.member_id)) else {
            return Err(unknown(if here.contains_key(&one.same_as) { "member_id" } else { "same_as" }));
        };
        if let Some(member) = learned(one.same_as, mine, theirs)? {
            changes.push(MemberChanged { member_id: one.same_as, member });
        }
    }
    let as_here = |id: MemberId| same.iter().find(|one| one.member_id == id).map_or(id, |one| one.same_as);
    let present: Vec<MemberId> =
        goes.present_members().filter(|(_, member)| !member.erased).map(|(id, _)| *id).collect();
    let comes = |member: Option<MemberId>| member.is_none_or(|id| present.contains(&id));
    let known = |id: &MemberId| there.get(id).map(|member| MergedMember { member_id: *id, member: member.clone() });
    Ok(MergedAway {
        merge_id,
        from,
        from_file_number: number(goes),
        into,
        into_file_number: number(stays),
        members: present.iter().filter_map(known).collect(),
        same: same.clone(),
        learned: changes,
        categories: goes
            .categories
            .iter()
            .filter(|(_, member)| comes(*member))
            .map(|(category, member)| CategoryAdded { category: category.clone(), member_id: member.map(as_here) })
            .collect(),
        address_under_threat: goes.trust.address_threat,
        reason: Personal::of_family(from.0, body.reason.into_string()),
        merged_on: day,
    })
}

/// Merge another file of the same family into this one. This file's id stands in the path; the other's members join, save those who are here already.
#[utoipa::path(post, path = "/families/{id}/merge", tag = "families", request_body = MergeFamilyBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header, description = "sequence the person saw")), responses(CommandAnswers))]
pub(crate) async fn merge_family(
    State(state): State<AppState>,
    signed: Signed,
    if_match: IfMatch,
    InPath(path): InPath<[Uuid; 1]>,
    sent: Sent,
) -> Result<Done, Problem> {
    let [id] = path;
    let stays = run::allowed_family(&state, &signed, Action::MergeFamilies, id).await?;
    let body: MergeFamilyBody = sent.read()?;
    let (into, from) = (FamilyId(id), body.other);
    if from == into {
        return Err(Problem::field("other", "duplicate"));
    }
    // A file outside the scope is answered like one that is not there.
    let goes = match run::allowed_family(&state, &signed, Action::MergeFamilies, from.0).await {
        Err(Problem::NotFound) => return Err(Problem::field("other", "unknown")),
        other => other?,
    };
    let at = run::moment(&state, &body, body.merged_on)?;
    let context = run::context(&signed, &body, at, if_match);
    let merge_id = MergeId(derived_id(body.command_id, "merge"));
    let here = members(&document::events(&state, id).await?)?;
    let there = members(&document::events(&state, from.0).await?)?;
    let merge = merge_of((into, &stays, &here), (from, &goes, &there), body, merge_id, at.day)?;
    let store = state.store().clone();
    let edge = Edge { today: at.today };
    let as_sent = run::as_sent(&sent, "merge_family", &path);
    let work = async move { hamyar_processes::merge_families_as(&store, context, merge, edge, as_sent).await };
    process(&state, &signed, id, ids("merge_id", merge_id.0), work).await
}

/// Undo a merge: who came with it goes back to the file it came from, with the national ids; what was recorded meanwhile stays here.
#[utoipa::path(post, path = "/families/{id}/merges/{merge_id}/undo", tag = "families", request_body = UndoMergeBody,
    params(("id" = Uuid, Path), ("merge_id" = Uuid, Path), ("If-Match" = Option<String>, Header, description = "sequence the person saw")),
    responses(CommandAnswers))]
pub(crate) async fn undo_merge(
    State(state): State<AppState>,
    signed: Signed,
    if_match: IfMatch,
    InPath(path): InPath<[Uuid; 2]>,
    sent: Sent,
) -> Result<Done, Problem> {
    let [id, merge_id] = path;
    let family = run::allowed_family(&state, &signed, Action::MergeFamilies, id).await?;
    let body: UndoMergeBody = sent.read()?;
    let at = run::moment(&state, &body, body.unmerged_on)?;
    let context = run::context(&signed, &body, at, if_match);
    let from = family.merges.get(&MergeId(merge_id)).map(|merge| merge.from);
    let from = from.ok_or_else(|| Problem::refused("unknown_merge"))?;
    let events = document::events(&state, id).await?;
    let (merged, then) = came_with(&document::events(&state, from.0).await?, MergeId(merge_id))?;
    let now = members(&events)?;
    // Who joined goes back as known here today; who was the same person goes back as known there.
    let back = merged.members.iter().map(|one| MergedMember {
        member_id: one.member_id,
        member: now.get(&one.member_id).unwrap_or(&one.member).clone(),
    });
    let corrected = merged.same.iter().filter_map(|same| {
        let number = then.get(&same.member_id)?.national_id.as_ref()?.known()?;
        let mut member = now.get(&same.same_as)?.clone();
        // The number that only the other file knew goes back to it.
        let learned = merged.learned.iter().any(|one| one.member_id == same.same_as);
        (learned && member.national_id.as_ref()?.known()? == number).then(|| {
            member.national_id = None;
            MemberChanged { member_id: same.same_as, member }
        })
    });
    let undo = FamilyUnmerged {
        merge_id: MergeId(merge_id),
        from,
        members: back.collect(),
        reason: Personal::of_family(id, body.reason.into_string()),
        unmerged_on: at.day,
    };
    let command = domain::UndoMerge { undo, corrected: corrected.collect(), today: at.today };
    let store = state.store().clone();
    let edge = Edge { today: at.today };
    let as_sent = run::as_sent(&sent, "undo_merge", &path);
    let work =
        async move { hamyar_processes::undo_merge_as(&store, context, FamilyId(id), command, edge, as_sent).await };
    process(&state, &signed, id, Ids::new(), work).await
}

/// The merge as the file that went recorded it, and its members as known before.
fn came_with(events: &[Recorded], merge_id: MergeId) -> Result<(MergedAway, Facts), Problem> {
    for (place, event) in events.iter().enumerate() {
        if event.event_type != "merged_away" {
            continue;
        }
        if let FamilyEvent::MergedAway(merged) = event.decode().map_err(store_problem)?
            && merged.merge_id == merge_id
        {
            return Ok((merged, members(&events[..place])?));
        }
    }
    Err(Problem::refused("unknown_merge"))
}

/// The operations.
pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(merge_family)).routes(routes!(undo_merge))
}
