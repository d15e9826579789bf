//! Members and the head. Every personal value is sealed with the member's own key.

use hamyar_domain::family as domain;
use hamyar_events::family::{HeadChanged, MemberChanged, MemberFacts, MemberJoined, MemberLeft};
use hamyar_events::{MemberId, MemberLeftReason, Personal, Relation, Schooling, Sex, WorkSituation};

use super::command::family_operation;
use crate::input::{Day, Line, Name, NationalNumber, body, command};
use crate::routes::run::{Ids, derived_id, ids};

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

family_operation! {
    /// Add a member.
    post "/families/{id}/members" join_member(JoinMemberBody) KeepRecord, day joined_on,
    |body, at, _family| {
        let member_id = MemberId(derived_id(body.command_id, "member"));
        let member = MemberJoined { member_id, member: facts!(body, member_id), joined_on: at.day };
        Ok((domain::JoinMember { member, today: at.today }.into(), ids("member_id", member_id.0)))
    }
}

family_operation! {
    /// Replace what is known of a member.
    put "/families/{id}/members/{member_id}" [member = "member_id"] change_member(ChangeMemberBody) KeepRecord, day none,
    |body, at, _family| {
        let member_id = MemberId(member);
        let member = MemberChanged { member_id, member: facts!(body, member_id) };
        Ok((domain::ChangeMember { member, today: at.today }.into(), ids("member_id", member_id.0)))
    }
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
