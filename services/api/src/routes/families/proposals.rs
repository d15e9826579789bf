//! Another tier than the computed one: proposed by the caseworker, answered by the manager where the center asks for that.

use axum::extract::State;
use hamyar_domain::family as domain;
use hamyar_domain::{Center, Family};
use hamyar_events::family::{FamilyEvent, TierProposalAnswered, TierProposalWithdrawn};
use hamyar_events::{AssessmentMoment, HouseholdType, Personal, ProposalOutcome, Tier, TierProposalId, UserId};
use hamyar_identity::policy::Action;
use uuid::Uuid;

use super::command::{Operation, family_command, family_operation};
use super::document;
use super::tiers::set_of;
use crate::auth::Signed;
use crate::input::{Day, IfMatch, InPath, Sent, Words, command};
use crate::problem::Problem;
use crate::routes::answers::{CommandAnswers, Done};
use crate::routes::run::{self, Ids, derived_id, ids, store_problem};
use crate::state::AppState;

command! {
    /// Another tier than the rule computes, and why.
    pub struct ProposeTierBody {
        moment: AssessmentMoment,
        tier: Tier,
        reason: Words,
        household_type: Option<HouseholdType>,
        assigned_on: Option<Day>,
    }
}

command! {
    /// What the manager says to it.
    pub struct AnswerTierProposalBody {
        outcome: ProposalOutcome,
        /// Needed for a no; the caseworker reads it.
        answer: Option<Words>,
        answered_on: Option<Day>,
    }
}

command! {
    /// The caseworker takes it back.
    pub struct WithdrawTierProposalBody {
        withdrawn_on: Option<Day>,
    }
}

/// Whether the manager of the family's center decides on it. A family of no center waits for one.
async fn needs_approval(state: &AppState, family: &Family) -> Result<bool, Problem> {
    let Some(center) = family.file.as_ref().and_then(|file| file.center_id) else { return Ok(true) };
    let center = state.store().load::<Center>(center.0).await.map_err(store_problem)?;
    Ok(!center.state.tier_approval_waived)
}

/// Propose another tier than the computed one. Where the center leaves that to its caseworkers it holds at once; elsewhere it waits for the
/// manager, and the computed tier holds.
#[utoipa::path(post, path = "/families/{id}/tier-proposals", tag = "families", request_body = ProposeTierBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header, description = "sequence the person saw")), responses(CommandAnswers))]
pub(crate) async fn propose_tier(
    State(state): State<AppState>,
    signed: Signed,
    if_match: IfMatch,
    InPath(path): InPath<[Uuid; 1]>,
    sent: Sent,
) -> Result<Done, Problem> {
    let [id] = path;
    let family = run::allowed_family(&state, &signed, Action::ProposeTier, id).await?;
    let asked: ProposeTierBody = sent.read()?;
    let set = set_of(&state, &family, asked.moment).await?;
    let needs_approval = needs_approval(&state, &family).await?;
    let user_id = UserId(signed.principal.user_id);
    let operation = Operation { name: "propose_tier", action: Action::ProposeTier, path: &path };
    family_command::<ProposeTierBody>(
        &state,
        &signed,
        if_match,
        &sent,
        operation,
        |body| body.assigned_on,
        |body, at, family, _| {
            let proposal_id = TierProposalId(derived_id(body.command_id, "tier_proposal"));
            let command = domain::ProposeTier {
                proposal_id,
                moment: body.moment,
                tier: body.tier,
                reason: Personal::of_family(family.0, body.reason.into_string()),
                household_type: body.household_type,
                user_id,
                assigned_on: at.day,
                needs_approval,
                set,
                today: at.today,
            };
            let made = if needs_approval { ids("proposal_id", proposal_id.0) } else { Ids::new() };
            Ok((command.into(), made))
        },
    )
    .await
}

/// The reason that was given with a proposal, as the log keeps it.
async fn reason_of(state: &AppState, family: Uuid, proposal: Uuid) -> Result<Personal<String>, Problem> {
    for event in document::events(state, family).await? {
        if let FamilyEvent::TierProposed(event) = event.decode::<FamilyEvent>().map_err(store_problem)?
            && event.proposal_id.0 == proposal
        {
            return Ok(event.reason);
        }
    }
    Err(Problem::NotFound)
}

/// Answer a proposed tier. Refused to whoever proposed it; accepted, the family is placed in that tier with the reason that was given.
#[utoipa::path(post, path = "/families/{id}/tier-proposals/{proposal_id}/answer", tag = "families", request_body = AnswerTierProposalBody,
    params(("id" = Uuid, Path), ("proposal_id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn answer_tier_proposal(
    State(state): State<AppState>,
    signed: Signed,
    if_match: IfMatch,
    InPath(path): InPath<[Uuid; 2]>,
    sent: Sent,
) -> Result<Done, Problem> {
    let [id, proposal] = path;
    let family = run::allowed_family(&state, &signed, Action::OverrideTier, id).await?;
    // What is wrong in the answer is told first; then that there is nothing to answer.
    sent.read::<AnswerTierProposalBody>()?;
    let Some(known) = family.tier_proposals.get(&TierProposalId(proposal)) else {
        return Err(Problem::refused("unknown_tier_proposal"));
    };
    let set = set_of(&state, &family, known.moment).await?;
    let reason = reason_of(&state, id, proposal).await?;
    let user_id = UserId(signed.principal.user_id);
    let operation = Operation { name: "answer_tier_proposal", action: Action::OverrideTier, path: &path };
    family_command::<AnswerTierProposalBody>(
        &state,
        &signed,
        if_match,
        &sent,
        operation,
        |body| body.answered_on,
        |body, at, family, _| {
            let answer = TierProposalAnswered {
                proposal_id: TierProposalId(proposal),
                outcome: body.outcome,
                answer: body.answer.map(|words| Personal::of_family(family.0, words.into_string())),
                user_id,
                answered_on: at.day,
            };
            Ok((domain::AnswerTierProposal { answer, reason, set, today: at.today }.into(), Ids::new()))
        },
    )
    .await
}

family_operation! {
    /// The caseworker takes a proposed tier back.
    post "/families/{id}/tier-proposals/{proposal_id}/withdraw" [proposal = "proposal_id"]
    withdraw_tier_proposal(WithdrawTierProposalBody) ProposeTier, day withdrawn_on,
    |_body, at, _family| {
        let withdrawal = TierProposalWithdrawn { proposal_id: TierProposalId(proposal), withdrawn_on: at.day };
        Ok((domain::WithdrawTierProposal { withdrawal, today: at.today }.into(), Ids::new()))
    }
}
