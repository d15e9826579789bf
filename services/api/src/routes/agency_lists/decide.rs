//! What was decided of the rows of a list: each woman by her own operations, so that one refusal stops no other, and sent again nothing is done twice.

use axum::Json;
use axum::extract::State;
use futures::{StreamExt, stream};
use hamyar_events::{AgencyId, FamilyId, MemberId, RecordField};
use hamyar_identity::policy::Action;
use hamyar_projections::views::FileMember;
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::auth::Signed;
use crate::input::{Line, Many, Sent, body};
use crate::problem::{Problem, ProblemBody};
use crate::routes::answers::{Done, ReadProblems};
use crate::routes::families::by_name::{self, Key, Named};
use crate::routes::families::document;
use crate::routes::lookups;
use crate::routes::run::{self, derived_id};
use crate::state::AppState;

/// Women decided at the same time.
const AT_ONCE: usize = 8;

body! {
    /// A value that the agency says.
    pub struct RecordValueFields {
        field: RecordField,
        /// As read from the list.
        value: Line,
    }
}

body! {
    /// One row that is a woman of the register.
    pub struct DecidedRowFields {
        family_id: FamilyId,
        member_id: MemberId,
        /// Values of the agency that the register takes.
        taken: Vec<RecordValueFields>,
        /// Values of the agency against which the register stays with its own.
        kept: Vec<RecordValueFields>,
    }
}

body! {
    /// What was decided of the rows of a list.
    pub struct DecideListRowsBody {
        /// Names the whole; sent again under the same id nothing is done twice.
        command_id: Uuid,
        agency_id: AgencyId,
        /// 500 at most.
        #[schema(value_type = Vec<DecidedRowFields>)]
        rows: Many<DecidedRowFields>,
    }
}

/// What became of one row.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DecidedRow {
    family_id: Uuid,
    member_id: Uuid,
    /// `done`, or `refused` with the problem.
    outcome: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<ProblemBody>,
}

/// What became of all of them, in the order they were named.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DecidedRows {
    done: usize,
    refused: usize,
    items: Vec<DecidedRow>,
    position: i64,
}

const fn named(name: &'static str) -> Named {
    Named { name, day: None, key: Key::Adds }
}

async fn run_one(
    state: &AppState,
    signed: &Signed,
    name: &'static str,
    path: (Uuid, Option<Uuid>),
    body: Value,
) -> Result<Done, Problem> {
    let done = by_name::run(&named(name), state, signed.clone(), path, Sent::of(body), None).await;
    done.unwrap_or_else(|| Err(Problem::field("member_id", "required")))
}

/// The member's facts as they stand, with the agency's values in place of those that are taken.
fn changed(member: &FileMember, family_name: Option<&str>, taken: &[RecordValueFields], command_id: Uuid) -> Value {
    let mut facts = json!({
        "command_id": command_id, "given_name": member.given_name, "family_name": member.family_name, "father_name": member.father_name,
        "national_id": member.national_id, "birth_date": member.birth_date.as_ref().map(|date| date.iso), "sex": member.sex,
        "relation": member.relation, "phone": member.phone, "education": member.education, "occupation": member.occupation,
        "skill": member.skill, "work": member.work, "schooling": member.schooling,
        // Somebody held the row against this very woman.
        "despite_elsewhere": true,
    });
    for one in taken {
        facts[one.field.as_str()] = one.value.as_str().into();
    }
    if facts["given_name"].is_null() {
        facts["given_name"] = family_name.unwrap_or_default().into();
    }
    facts
}

async fn decide(
    state: &AppState,
    signed: &Signed,
    whole: Uuid,
    agency: Uuid,
    row: &DecidedRowFields,
) -> Result<i64, Problem> {
    let (family_id, member_id) = (row.family_id.0, row.member_id.0);
    let family = run::allowed_family(state, signed, Action::KeepRecord, family_id).await?;
    let id = |what: &str| derived_id(whole, &format!("{what}:{agency}:{member_id}"));
    let mut position = 0;
    if !row.taken.is_empty() && !run::is_answered(state, id("member")).await? {
        let events = document::events(state, family_id).await?;
        let folded = document::fold(family_id, &events, i64::MAX)?;
        let file = folded.raw();
        let member = file.members.iter().find(|one| one.id == member_id).ok_or(Problem::NotFound)?;
        let facts = changed(member, file.card.family_name.as_deref(), &row.taken, id("member"));
        position = run_one(state, signed, "change_member", (family_id, Some(member_id)), facts).await?.position;
    }
    if !family.coverage.iter().any(|(covers, _)| covers.0 == agency) {
        let body = json!({ "command_id": id("coverage"), "agency_id": agency, "kind": "support" });
        position = position.max(run_one(state, signed, "record_coverage", (family_id, None), body).await?.position);
    }
    let taken: Vec<&str> = row.taken.iter().map(|one| one.field.as_str()).collect();
    let kept: Vec<Value> =
        row.kept.iter().map(|one| json!({ "field": one.field.as_str(), "theirs": one.value.as_str() })).collect();
    let body = json!({ "command_id": id("record"), "agency_id": agency, "member_id": member_id, "taken": taken, "kept": kept });
    let done = run_one(state, signed, "reconcile_record", (family_id, None), body).await?;
    Ok(position.max(done.position))
}

/// Carry out what was decided of the rows of a list: values taken, values kept, and that the agency covers and lists her.
#[utoipa::path(post, path = "/agency-lists/decide", tag = "families", request_body = DecideListRowsBody,
    responses((status = 200, body = DecidedRows), ReadProblems))]
pub(crate) async fn decide_list_rows(
    State(state): State<AppState>,
    signed: Signed,
    sent: Sent,
) -> Result<Json<DecidedRows>, Problem> {
    signed.may_ever(Action::IdentifyFamily)?;
    let body: DecideListRowsBody = sent.read()?;
    if body.rows.0.is_empty() {
        return Err(Problem::field("rows", "required"));
    }
    let agency = body.agency_id.0;
    lookups::agency(&state, "agency_id", agency).await?;
    let whole = body.command_id;
    let work = body.rows.0.into_iter().map(|row| {
        let (state, signed) = (state.clone(), signed.clone());
        async move {
            let answer = decide(&state, &signed, whole, agency, &row).await;
            (row, answer)
        }
    });
    let answers: Vec<_> = stream::iter(work).buffered(AT_ONCE).collect().await;
    let mut all = DecidedRows { done: 0, refused: 0, items: Vec::new(), position: 0 };
    for (row, answer) in answers {
        let (family_id, member_id) = (row.family_id.0, row.member_id.0);
        match answer {
            Ok(position) => {
                all.done += 1;
                all.position = all.position.max(position);
                all.items.push(DecidedRow { family_id, member_id, outcome: "done", problem: None });
            }
            Err(problem @ (Problem::Unavailable | Problem::Internal)) => return Err(problem),
            Err(problem) => {
                all.refused += 1;
                let problem = Some(problem.into_body());
                all.items.push(DecidedRow { family_id, member_id, outcome: "refused", problem });
            }
        }
    }
    Ok(Json(all))
}
