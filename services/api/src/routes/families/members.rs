//! Members and the head. Every personal value is sealed with the member's own key.

use axum::extract::State;
use hamyar_domain::{FamilyCommand, family as domain};
use hamyar_events::family::{HeadChanged, MemberChanged, MemberFacts, MemberJoined, MemberLeft};
use hamyar_events::{FamilyId, MemberId, MemberLeftReason, Personal, Relation, Schooling, Sex, WorkSituation};
use hamyar_identity::policy::Action;
use hamyar_persian::person::PersonFacts;
use hamyar_projections::{families, persons};
use uuid::Uuid;

use super::command::{self, Operation, Ready, family_operation};
use super::look::{self, Seen, Sought};
use crate::auth::Signed;
use crate::input::{Day, IfMatch, InPath, Line, Name, NationalNumber, Sent, body, command};
use crate::problem::{Problem, from_database};
use crate::routes::answers::{CommandAnswers, Done};
use crate::routes::run::{self, Ids, derived_id, ids};
use crate::state::AppState;
use crate::wait;

body! {
    /// What is known of a member.
    pub struct MemberFields {
        given_name: Name,
        family_name: Option<Name>,
        father_name: Option<Name>,
        /// Absent for those without papers.
        national_id: Option<NationalNumber>,
        birth_date: Option<Day>,
        sex: Option<Sex>,
        relation: Relation,
        phone: Option<Line>,
        education: Option<Line>,
        occupation: Option<Line>,
        skill: Option<Line>,
        work: Option<WorkSituation>,
        schooling: Option<Schooling>,
    }
}

command! {
    /// A new member.
    pub struct JoinMemberBody {
        given_name: Name,
        family_name: Option<Name>,
        father_name: Option<Name>,
        /// Absent for those without papers.
        national_id: Option<NationalNumber>,
        birth_date: Option<Day>,
        sex: Option<Sex>,
        relation: Relation,
        phone: Option<Line>,
        education: Option<Line>,
        occupation: Option<Line>,
        skill: Option<Line>,
        work: Option<WorkSituation>,
        schooling: Option<Schooling>,
        joined_on: Option<Day>,
        /// Families that the answer `likely_registered` named, and which are others.
        different_from: Option<Vec<FamilyId>>,
        /// Whether a possible match in another center was told and the member is added all the same.
        despite_elsewhere: Option<bool>,
    }
}

command! {
    /// What is known of a member, whole.
    pub struct ChangeMemberBody {
        given_name: Name,
        family_name: Option<Name>,
        father_name: Option<Name>,
        national_id: Option<NationalNumber>,
        birth_date: Option<Day>,
        sex: Option<Sex>,
        relation: Relation,
        phone: Option<Line>,
        education: Option<Line>,
        occupation: Option<Line>,
        skill: Option<Line>,
        work: Option<WorkSituation>,
        schooling: Option<Schooling>,
        /// Families that the answer `likely_registered` named, and which are others.
        different_from: Option<Vec<FamilyId>>,
        /// Whether a possible match in another center was told and the member is changed all the same.
        despite_elsewhere: Option<bool>,
    }
}

command! {
    /// A member is no longer in the family.
    pub struct LeaveMemberBody {
        reason: MemberLeftReason,
        left_on: Option<Day>,
    }
}

command! {
    /// Who heads the family.
    pub struct ChangeHeadBody {
        member_id: MemberId,
        changed_on: Option<Day>,
    }
}

/// The event's facts from a body's fields.
macro_rules! facts {
    ($body:expr, $id:expr) => {{
        let body = $body;
        let id = $id;
        MemberFacts {
            given_name: Personal::of_person(id.0, body.given_name.into_string()),
            family_name: body.family_name.map(|name| Personal::of_person(id.0, name.into_string())),
            father_name: body.father_name.map(|name| Personal::of_person(id.0, name.into_string())),
            national_id: body.national_id.map(|digits| Personal::of_person(id.0, digits.into_string())),
            birth_date: body.birth_date.map(|day| Personal::of_person(id.0, day.0)),
            sex: body.sex,
            relation: body.relation,
            phone: body.phone.map(|phone| Personal::of_person(id.0, phone.into_string())),
            education: body.education.map(|text| Personal::of_person(id.0, text.into_string())),
            occupation: body.occupation.map(|text| Personal::of_person(id.0, text.into_string())),
            skill: body.skill.map(|text| Personal::of_person(id.0, text.into_string())),
            work: body.work.map(|work| Personal::of_person(id.0, work)),
            schooling: body.schooling.map(|schooling| Personal::of_person(id.0, schooling)),
        }
    }};
}

/// The facts of a member named inside another body.
pub(crate) fn facts_of(fields: MemberFields, id: MemberId) -> MemberFacts {
    facts!(fields, id)
}

/// Who is about to be registered, as the last look reads it. A member without a surname of the own bears the family's.
pub(super) fn sought(member: &MemberFacts, family_name: Option<&str>, own: Option<Uuid>) -> Sought {
    let text = |value: &Option<Personal<String>>| value.as_ref().and_then(|text| text.known()).cloned();
    let facts = PersonFacts {
        given_name: member.given_name.known().cloned(),
        family_name: text(&member.family_name).or_else(|| family_name.map(str::to_owned)),
        father_name: text(&member.father_name),
        birth_date: member.birth_date.as_ref().and_then(|day| day.known()).copied(),
        phone: text(&member.phone),
        ..PersonFacts::default()
    };
    Sought { facts, has_national_id: member.national_id.is_some(), own, before: None }
}

/// Looks before a member is written down, unless the rules refuse it anyhow or it has its answer.
async fn look_first(
    state: &AppState,
    signed: &Signed,
    ready: &Ready,
    command_id: Uuid,
    seen: &Seen,
) -> Result<(), Problem> {
    let (member, changed) = match &ready.command {
        FamilyCommand::JoinMember(join) => (&join.member.member, None),
        FamilyCommand::ChangeMember(change) => (&change.member.member, Some(change.member.member_id.0)),
        _ => return Ok(()),
    };
    if ready.family.decide(&ready.command).is_err() || run::is_answered(state, command_id).await? {
        return Ok(());
    }
    // What was written just now is what it was before.
    wait::until_head(state).await?;
    let known = |error| from_database("last look", error);
    let family_name = families::family_name(state.read(), ready.id).await.map_err(known)?;
    let mut sought = sought(member, family_name.as_deref(), Some(ready.id));
    if let Some(changed) = changed {
        sought.before = persons::facts(state.read(), changed).await.map_err(known)?;
        let is_same = sought.before.as_ref().is_some_and(|before| {
            let now = PersonFacts { birth_year: before.birth_year, names: None, ..sought.facts.clone() };
            *before == now
        });
        if is_same {
            return Ok(());
        }
    }
    look::look(state, signed, sought, seen).await
}

/// Add a member.
#[utoipa::path(post, path = "/families/{id}/members", tag = "families", request_body = JoinMemberBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header, description = "sequence the person saw")),
    responses(CommandAnswers))]
pub(crate) async fn join_member(
    State(state): State<AppState>,
    signed: Signed,
    if_match: IfMatch,
    InPath(path): InPath<[Uuid; 1]>,
    sent: Sent,
) -> Result<Done, Problem> {
    let operation = Operation { name: "join_member", action: Action::KeepRecord, path: &path };
    let mut seen = (Uuid::nil(), Seen::default());
    let day = |body: &JoinMemberBody| body.joined_on;
    let ready = command::ready(&state, &signed, if_match, &sent, operation, day, |body, at, _, _| {
        seen = (body.command_id, Seen::new(body.different_from.as_ref(), body.despite_elsewhere));
        let member_id = MemberId(derived_id(body.command_id, "member"));
        let member = MemberJoined { member_id, member: facts!(body, member_id), joined_on: at.day };
        Ok((domain::JoinMember { member, today: at.today }.into(), ids("member_id", member_id.0)))
    });
    let ready = ready.await?;
    look_first(&state, &signed, &ready, seen.0, &seen.1).await?;
    command::carry_out(&state, &signed, ready).await
}

/// Replace what is known of a member.
#[utoipa::path(put, path = "/families/{id}/members/{member_id}", tag = "families", request_body = ChangeMemberBody,
    params(("id" = Uuid, Path), ("member_id" = Uuid, Path), ("If-Match" = Option<String>, Header, description = "sequence the person saw")),
    responses(CommandAnswers))]
pub(crate) async fn change_member(
    State(state): State<AppState>,
    signed: Signed,
    if_match: IfMatch,
    InPath(path): InPath<[Uuid; 2]>,
    sent: Sent,
) -> Result<Done, Problem> {
    let operation = Operation { name: "change_member", action: Action::KeepRecord, path: &path };
    let member_id = MemberId(path[1]);
    let mut seen = (Uuid::nil(), Seen::default());
    let ready = command::ready(
        &state,
        &signed,
        if_match,
        &sent,
        operation,
        |_: &ChangeMemberBody| None,
        |body, at, _, _| {
            seen = (body.command_id, Seen::new(body.different_from.as_ref(), body.despite_elsewhere));
            let member = MemberChanged { member_id, member: facts!(body, member_id) };
            Ok((domain::ChangeMember { member, today: at.today }.into(), ids("member_id", member_id.0)))
        },
    );
    let ready = ready.await?;
    look_first(&state, &signed, &ready, seen.0, &seen.1).await?;
    command::carry_out(&state, &signed, ready).await
}

family_operation! {
    /// Record that a member left.
    post "/families/{id}/members/{member_id}/leave" [member = "member_id"] leave_member(LeaveMemberBody) KeepRecord, day left_on,
    |body, at, _family| {
        let departure = MemberLeft { member_id: MemberId(member), reason: body.reason, left_on: at.day };
        Ok((domain::RemoveMember { departure, today: at.today }.into(), Ids::new()))
    }
}

family_operation! {
    /// Name another head.
    post "/families/{id}/head" change_head(ChangeHeadBody) KeepRecord, day changed_on,
    |body, at, _family| {
        let head = HeadChanged { member_id: body.member_id, changed_on: at.day };
        Ok((domain::ChangeHead { head, today: at.today }.into(), Ids::new()))
    }
}
