//! Rows → the list of those who answer.

use chrono::NaiveDate;
use hamyar_events::{AssessmentMoment, FamilyRequestKind, RequestOutcome, Tier};
use serde::Serialize;
use sqlx::{FromRow, PgPool};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::views::CivilDate;

/// What a family asked, as the list of those who answer names it.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FamilyRequest {
    pub id: Uuid,
    pub family_id: Uuid,
    pub file_number: String,
    pub kind: FamilyRequestKind,
    /// `waiting`, `answered`, `withdrawn`.
    pub state: String,
    /// In the family's own words.
    pub words: Option<String>,
    pub made_on: CivilDate,
    pub answer_by: CivilDate,
    pub overdue: bool,
    pub outcome: Option<RequestOutcome>,
    pub answered_on: Option<CivilDate>,
    /// The reader made what is asked about, and does not answer.
    pub own_decision: bool,
}

#[derive(FromRow)]
struct Found {
    request_id: Uuid,
    family_id: Uuid,
    file_number: String,
    kind: String,
    state: String,
    words: Option<String>,
    made_on: NaiveDate,
    answer_by: NaiveDate,
    outcome: Option<String>,
    answered_on: Option<NaiveDate>,
    own_decision: bool,
}

/// What families of these centers asked: what waits first, the earliest due before the others, then the newest answers.
pub async fn requests(
    pool: &PgPool,
    center_ids: &[Uuid],
    reader: Uuid,
    limit: i64,
    today: NaiveDate,
) -> Result<Vec<FamilyRequest>, sqlx::Error> {
    let rows: Vec<Found> = sqlx::query_as(
        "select r.request_id, r.family_id, f.file_number, r.kind, r.state, r.words, r.made_on, r.answer_by, r.outcome, r.answered_on,
                $2 = any(r.deciders) as own_decision
           from family_request r join family f on f.family_id = r.family_id
          where f.center_id = any($1)
          order by r.state <> 'waiting', case when r.state = 'waiting' then r.answer_by end, r.position desc limit $3",
    )
    .bind(center_ids)
    .bind(reader)
    .bind(limit)
    .fetch_all(pool)
    .await?;
    let requests = rows.into_iter().map(|row| FamilyRequest {
        id: row.request_id,
        family_id: row.family_id,
        file_number: row.file_number,
        kind: row.kind.parse().unwrap_or(FamilyRequestKind::RefuseAid),
        overdue: row.state == "waiting" && row.answer_by < today,
        state: row.state,
        words: row.words,
        made_on: row.made_on.into(),
        answer_by: row.answer_by.into(),
        outcome: row.outcome.and_then(|outcome| outcome.parse().ok()),
        answered_on: row.answered_on.map(Into::into),
        own_decision: row.own_decision,
    });
    Ok(requests.collect())
}

/// Another tier that a caseworker proposed, as the list of those who answer names it.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct TierProposal {
    pub id: Uuid,
    pub family_id: Uuid,
    pub file_number: String,
    pub moment: AssessmentMoment,
    pub tier: Tier,
    /// What the rule computed when it was proposed.
    pub computed: Tier,
    pub reason: Option<String>,
    /// `waiting`, `accepted`, `declined`, `withdrawn`.
    pub state: String,
    pub proposed_on: CivilDate,
    pub answered_on: Option<CivilDate>,
    /// The reader proposed it, and does not answer.
    pub own_proposal: bool,
}

#[derive(FromRow)]
struct ProposalFound {
    proposal_id: Uuid,
    family_id: Uuid,
    file_number: String,
    moment: String,
    tier: String,
    computed: String,
    reason: Option<String>,
    state: String,
    proposed_on: NaiveDate,
    answered_on: Option<NaiveDate>,
    own_proposal: bool,
}

/// Who reads the list of proposed tiers.
#[derive(Clone, Copy, Debug)]
pub struct ProposalReader<'a> {
    /// Centers that the person manages.
    pub center_ids: &'a [Uuid],
    pub user_id: Uuid,
    /// The caseworker that the person is: own proposals are read for as long as the family is held.
    pub caseworker_id: Option<Uuid>,
}

/// Tiers proposed in the reader's centers, or by the reader: what waits first, the oldest before the others, then the newest answers.
pub async fn tier_proposals(
    pool: &PgPool,
    reader: &ProposalReader<'_>,
    limit: i64,
) -> Result<Vec<TierProposal>, sqlx::Error> {
    let rows: Vec<ProposalFound> = sqlx::query_as(
        // Family by family (the offset keeps it so): guessing a center to be large, the database would read every proposal there is.
        "select p.proposal_id, p.family_id, f.file_number, p.moment, p.tier, p.computed, p.reason, p.state, p.proposed_on, p.answered_on,
                $2 = p.user_id as own_proposal
           from family f cross join lateral (select * from tier_proposal p where p.family_id = f.family_id offset 0) p
          where (f.center_id = any($1) or f.caseworker_id = $3) and (f.center_id = any($1) or p.user_id = $2)
            and (p.state <> 'waiting' or f.state = 'open')
          order by p.state <> 'waiting', case when p.state = 'waiting' then p.proposed_on end, p.position desc limit $4",
    )
    .bind(reader.center_ids)
    .bind(reader.user_id)
    .bind(reader.caseworker_id)
    .bind(limit)
    .fetch_all(pool)
    .await?;
    let proposals = rows.into_iter().filter_map(|row| {
        Some(TierProposal {
            id: row.proposal_id,
            family_id: row.family_id,
            file_number: row.file_number,
            moment: row.moment.parse().ok()?,
            tier: row.tier.parse().ok()?,
            computed: row.computed.parse().ok()?,
            reason: row.reason,
            state: row.state,
            proposed_on: row.proposed_on.into(),
            answered_on: row.answered_on.map(Into::into),
            own_proposal: row.own_proposal,
        })
    });
    Ok(proposals.collect())
}
