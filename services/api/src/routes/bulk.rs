//! One change to many families: tried first, then done family by family, each by its own operation, rules and policy included. What was done is
//! called back the same way, by the operation that undoes it.

use axum::Json;
use axum::extract::State;
use futures::{StreamExt, stream};
use hamyar_identity::policy::Action;
use serde::Serialize;
use serde_json::Value;
use std::collections::{BTreeMap, HashSet};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::answers::ReadProblems;
use super::families::by_name::{self, Key, Named};
use super::run::derived_id;
use crate::auth::Signed;
use crate::input::{Code, Many, Sent, Whole, body};
use crate::problem::{Problem, ProblemBody};
use crate::state::AppState;

/// Families changed at the same time.
const AT_ONCE: usize = 8;

const fn adds(name: &'static str) -> Named {
    Named { name, day: None, key: Key::Adds }
}

/// What may be done to many at once: it stands beside what is there and each has an operation that undoes it, or it says what a body outside said of a
/// list, where the next word replaces the last.
const OPERATIONS: &[Named] = &[
    adds("plan_entry"),
    adds("record_service"),
    adds("send_to_agency"),
    // What calls them back.
    adds("cancel_entry"),
    adds("correct_service"),
    adds("withdraw_sending"),
    // What a body outside said of those who were sent to it.
    adds("answer_sending"),
    adds("record_support_phase"),
];

body! {
    /// One of the families.
    pub struct BulkFamilyBody {
        family_id: Uuid,
        /// The entry, service or sending that is called back or spoken of.
        part_id: Option<Uuid>,
    }
}

body! {
    /// The change and the families.
    pub struct BulkBody {
        /// Names the whole; sent again under the same id nothing is done twice.
        command_id: Uuid,
        /// `plan_entry`, `record_service`, `send_to_agency`; `cancel_entry`, `correct_service`, `withdraw_sending` call them back; `answer_sending`,
        /// `record_support_phase` say what a body said of a list.
        operation: Code,
        /// 500 at most.
        #[schema(value_type = Vec<BulkFamilyBody>)]
        families: Many<BulkFamilyBody>,
        /// The operation's own body, without `command_id`.
        #[schema(value_type = Object)]
        command: Whole,
        /// Only say what would become of it.
        try_only: bool,
    }
}

/// What became of one family.
#[derive(Serialize, ToSchema)]
pub(crate) struct BulkItem {
    family_id: Uuid,
    /// `done`, or `refused` with the problem.
    outcome: &'static str,
    /// Ids of what was made, by kind.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    ids: BTreeMap<String, Uuid>,
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<ProblemBody>,
}

/// What became of all of them, in the order they were named.
#[derive(Serialize, ToSchema)]
pub(crate) struct BulkDone {
    tried: bool,
    done: usize,
    refused: usize,
    items: Vec<BulkItem>,
    /// The log position after the last of them.
    position: i64,
}

/// Try a change on many families, or carry it out: each family by itself, so that one refusal stops no other.
#[utoipa::path(post, path = "/families/bulk", tag = "families", request_body = BulkBody,
    responses((status = 200, body = BulkDone), ReadProblems))]
pub(crate) async fn change_families(
    State(state): State<AppState>,
    mut signed: Signed,
    sent: Sent,
) -> Result<Json<BulkDone>, Problem> {
    signed.may_ever(Action::ServeFamily)?;
    let body: BulkBody = sent.read()?;
    let operation = OPERATIONS.iter().find(|one| one.name == body.operation.as_str());
    let operation = operation.ok_or_else(|| Problem::field("operation", "not_in_set"))?;
    let mut named = HashSet::new();
    let families = body.families.0;
    if families.is_empty() {
        return Err(Problem::field("families", "required"));
    }
    if !families.iter().all(|one| named.insert(one.family_id)) {
        return Err(Problem::field("families", "duplicate"));
    }
    signed.is_trial = body.try_only;
    let command = body.command.into_map();
    let work = families.into_iter().map(|one| {
        let mut command = command.clone();
        let id = derived_id(body.command_id, &format!("{}:{}", operation.name, one.family_id));
        command.insert("command_id".to_owned(), id.to_string().into());
        let (state, signed) = (state.clone(), signed.clone());
        async move {
            let path = (one.family_id, one.part_id);
            let done = by_name::run(operation, &state, signed, path, Sent::of(Value::Object(command)), None).await;
            (one.family_id, done.unwrap_or_else(|| Err(Problem::field("part_id", "required"))))
        }
    });
    let answers: Vec<_> = stream::iter(work).buffered(AT_ONCE).collect().await;
    let mut all = BulkDone { tried: signed.is_trial, done: 0, refused: 0, items: Vec::new(), position: 0 };
    for (family_id, answer) in answers {
        match answer {
            Ok(done) => {
                all.done += 1;
                all.position = all.position.max(done.position);
                all.items.push(BulkItem { family_id, outcome: "done", ids: done.ids, problem: None });
            }
            // Nothing was judged: the whole is asked for again, and what was done already is not done twice.
            Err(problem @ (Problem::Unavailable | Problem::Internal)) => return Err(problem),
            Err(problem) => {
                all.refused += 1;
                let problem = Some(problem.into_body());
                all.items.push(BulkItem { family_id, outcome: "refused", ids: BTreeMap::new(), problem });
            }
        }
    }
    Ok(Json(all))
}

/// The operations.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(change_families))
}
