//! «The center will compare»: a question that goes to whoever keeps a possible match, and of which the asker learns the answer alone.

use axum::Json;
use axum::extract::State;
use hamyar_domain::Family;
use hamyar_domain::family as domain;
use hamyar_events::family::ComparisonAsked;
use hamyar_events::{CenterId, ComparisonId, Personal, UserId};
use hamyar_identity::Role;
use hamyar_identity::policy::{self, Action, FamilyRows, Resource};
use hamyar_projections::families;
use hamyar_projections::trust::{self, AskedComparison, Comparison};
use hamyar_projections::views::ActorRef;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::answers::{CommandAnswers, Done, ReadProblems};
use super::cover::{Covered, covered};
use super::families::document;
use super::families::search::{SearchFamiliesBody, query};
use super::run::{self, Wish, derived_id, ids};
use crate::auth::Signed;
use crate::input::{IfMatch, Sent, command};
use crate::problem::{Problem, from_database};
use crate::state::AppState;
use crate::wait::AtLeast;

/// Families whose centers are asked at most; a likelier match goes first.
const ASKED_MAX: usize = 5;

/// Questions between centers.
#[derive(Serialize, ToSchema)]
pub(crate) struct Comparisons {
    /// Of the own center's families, to be answered.
    #[schema(value_type = Vec<Comparison>)]
    to_answer: Vec<Covered>,
    /// Those the person asked, with their answers.
    asked: Vec<AskedComparison>,
}

/// The questions to compare: those that wait for an answer of the own center, and those the person asked.
#[utoipa::path(get, path = "/comparisons", tag = "families",
    params(("at_least" = Option<i64>, Query, description = "log position to wait for")),
    responses((status = 200, body = Comparisons), ReadProblems))]
pub(crate) async fn list_comparisons(
    State(state): State<AppState>,
    signed: Signed,
    _: AtLeast,
) -> Result<Json<Comparisons>, Problem> {
    signed.may_ever(Action::ListComparisons)?;
    let verdict = signed.check(Action::ListComparisons, &Resource::None)?;
    let centers = match policy::family_rows(&signed.principal, Action::AnswerComparison) {
        FamilyRows::Of { center_ids, .. } => center_ids,
        FamilyRows::All | FamilyRows::Nothing => Vec::new(),
    };
    let found = trust::to_compare(state.read(), &centers).await;
    let mut found = found.map_err(|error| from_database("comparisons", error))?;
    let mut actors: Vec<&mut ActorRef> = found.iter_mut().map(|one| &mut one.by).collect();
    document::name_actors(&state, &mut actors).await?;
    let to_answer = found.iter().map(|one: &Comparison| covered("Comparison", one, verdict.fields)).collect();
    let asked = trust::asked_by(state.read(), signed.principal.user_id).await;
    let asked = asked.map_err(|error| from_database("comparisons asked", error))?;
    Ok(Json(Comparisons { to_answer, asked }))
}

command! {
    /// What was searched for.
    pub struct AskComparisonBody {
        search: SearchFamiliesBody,
    }
}

/// Ask whoever keeps a possible match outside the own scope to compare. Which families, and how many, is told to nobody here.
#[utoipa::path(post, path = "/comparisons", tag = "families", request_body = AskComparisonBody, responses(CommandAnswers))]
pub(crate) async fn ask_comparison(State(state): State<AppState>, signed: Signed, sent: Sent) -> Result<Done, Problem> {
    signed.may_ever(Action::AskComparison)?;
    signed.check(Action::AskComparison, &Resource::None)?;
    let body: AskComparisonBody = sent.read()?;
    let at = run::moment(&state, &body, None)?;
    let context = run::context(&signed, &body, at, IfMatch(None));
    let (query, scope) = query(&state, &signed, body.search).await?;
    document::trace_list(&state, &signed, "ask_comparison", "search").await?;
    let found = families::likely_outside(state.read(), &query, &scope, ASKED_MAX).await;
    let found = found.map_err(|error| from_database("family search", error))?;
    if found.is_empty() {
        return Err(Problem::refused("no_possible_match"));
    }
    let comparison_id = derived_id(body.command_id, "comparison");
    let names: Vec<&str> =
        [&query.given_name, &query.family_name, &query.q].into_iter().flatten().map(String::as_str).collect();
    let names = (!names.is_empty()).then(|| names.join(" "));
    let mut answer = None;
    for family in found {
        let asked = ComparisonAsked {
            comparison_id: ComparisonId(comparison_id),
            user_id: UserId(signed.principal.user_id),
            center_id: center(&signed).map(CenterId),
            names: names.clone().map(|names| Personal::of_family(family, names)),
            birth_year: query.birth_year.map(|year| Personal::of_family(family, year)),
            phone: query.phone.clone().map(|phone| Personal::of_family(family, phone)),
            national_id_matches: query.national_id_family == Some(family),
            asked_on: at.today,
        };
        let mut context = context.clone();
        context.command_id = derived_id(body.command_id, &format!("comparison {family}"));
        context.causation_id = Some(body.command_id);
        context.correlation_id = Some(body.command_id);
        let wish = Wish::new(context, &sent, "ask_comparison", &[family]);
        match run::execute::<Family>(&state, family, domain::AskComparison { asked }.into(), wish).await {
            Ok(committed) => answer = answer.max(Some(committed.position)),
            Err(failed) => return Err(failed.into_problem(&state, &signed).await),
        }
    }
    let position = answer.unwrap_or_default();
    // The stream and its sequence would name the family.
    let ids = ids("comparison_id", comparison_id);
    Ok(Done { id: comparison_id, sequence: 0, position, repeated: false, ids, file_number: None })
}

/// The center in whose name the person asks.
fn center(signed: &Signed) -> Option<Uuid> {
    let principal = &signed.principal;
    let of = |role| principal.scopes(role).find_map(|scope| scope.center_id);
    of(Role::CenterManager).or_else(|| of(Role::Caseworker))
}

/// The operations.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list_comparisons, ask_comparison))
}
