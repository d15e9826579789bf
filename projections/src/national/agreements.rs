//! Rows → agreements, and one of them with its credits, spendings, amendments and programs.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use hamyar_events::{AgreementEnd, CreditMistake};
use serde::Serialize;
use sqlx::{FromRow, PgPool};
use utoipa::ToSchema;
use uuid::Uuid;

use super::credits::{self, CreditLine};
use super::programs::{ProgramCard, ProgramFilter, programs};
use crate::names::Names;
use crate::views::{CivilDate, NamedRef};

/// An agreement by number and title.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct AgreementRef {
    pub id: Uuid,
    pub number: Option<String>,
    pub title: Option<String>,
}

impl AgreementRef {
    /// One whose signing is not known yet.
    pub(super) fn unknown(id: Uuid) -> Self {
        Self { id, number: None, title: None }
    }
}

/// The agreements with these ids.
pub(super) async fn refs(pool: &PgPool, ids: &[Uuid]) -> Result<HashMap<Uuid, AgreementRef>, sqlx::Error> {
    let rows: Vec<(Uuid, String, String)> =
        sqlx::query_as("select agreement_id, number, title from agreement where agreement_id = any($1)")
            .bind(ids)
            .fetch_all(pool)
            .await?;
    let named = |(id, number, title)| (id, AgreementRef { id, number: Some(number), title: Some(title) });
    Ok(rows.into_iter().map(named).collect())
}

/// An agreement in a list.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct AgreementCard {
    pub id: Uuid,
    pub number: String,
    pub title: String,
    /// The nation when absent.
    pub place: Option<NamedRef>,
    pub parties: Vec<NamedRef>,
    pub signed_on: CivilDate,
    pub ends_on: Option<CivilDate>,
    pub ended_on: Option<CivilDate>,
    pub end_reason: Option<AgreementEnd>,
    /// What budget lines gave to it; what is drawn from that is part of it.
    pub total_rials: i64,
    /// What was spent of its tree of credits.
    pub spent_rials: i64,
    pub left_rials: i64,
    pub programs: i64,
    pub sequence: i64,
}

/// One agreement, whole.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct AgreementView {
    #[serde(flatten)]
    pub card: AgreementCard,
    /// Its tree of credits.
    pub credits: Vec<CreditLine>,
    /// Credits of other agreements that serve this one.
    pub served_by: Vec<CreditLine>,
    /// Spendings of its credits, newest first, mistakes among them.
    pub spendings: Vec<SpendingItem>,
    pub amendments: Vec<AmendmentItem>,
    pub programs_list: Vec<ProgramCard>,
    pub position: i64,
}

/// One spending.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct SpendingItem {
    pub id: Uuid,
    pub allocation_id: Uuid,
    /// The purpose of the credit.
    pub purpose: String,
    pub amount_rials: i64,
    pub note: String,
    pub on: CivilDate,
    pub reversed_on: Option<CivilDate>,
    pub mistake: Option<CreditMistake>,
}

/// One amendment.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct AmendmentItem {
    pub note: String,
    pub ends_on: Option<CivilDate>,
    pub on: CivilDate,
}

#[derive(FromRow)]
struct Card {
    agreement_id: Uuid,
    number: String,
    title: String,
    parties: Vec<Uuid>,
    place_id: Option<Uuid>,
    signed_on: NaiveDate,
    ends_on: Option<NaiveDate>,
    ended_on: Option<NaiveDate>,
    end_reason: Option<String>,
    sequence: i64,
    total: i64,
    spent: i64,
    programs: i64,
}

const SELECT: &str = "select a.agreement_id, a.number, a.title, a.parties, a.place_id, a.signed_on, a.ends_on, a.ended_on, a.end_reason, a.sequence,
       (select coalesce(sum(c.amount_rials), 0)::bigint from credit c
         where c.agreement_id = a.agreement_id and c.drawn_from is null and c.reversed_on is null) as total,
       (select coalesce(sum(s.amount_rials), 0)::bigint from credit_spending s
         where s.agreement_id = a.agreement_id and s.reversed_on is null) as spent,
       (select count(*) from program p where p.agreement_id = a.agreement_id) as programs
  from agreement a";

fn card(row: &Card, names: &Names) -> AgreementCard {
    AgreementCard {
        id: row.agreement_id,
        number: row.number.clone(),
        title: row.title.clone(),
        place: row.place_id.map(|id| names.named(id)),
        parties: row.parties.iter().map(|id| names.named(*id)).collect(),
        signed_on: row.signed_on.into(),
        ends_on: row.ends_on.map(Into::into),
        ended_on: row.ended_on.map(Into::into),
        end_reason: row.end_reason.as_deref().and_then(|text| text.parse().ok()),
        total_rials: row.total,
        spent_rials: row.spent,
        left_rials: row.total - row.spent,
        programs: row.programs,
        sequence: row.sequence,
    }
}

fn named_in(row: &Card) -> impl Iterator<Item = Uuid> + '_ {
    row.parties.iter().copied().chain(row.place_id)
}

/// Agreements, those in force first, the newest of them first; of a place and below it when one is named.
pub async fn agreements(pool: &PgPool, place: Option<Uuid>, limit: i64) -> Result<Vec<AgreementCard>, sqlx::Error> {
    let area = match place {
        Some(place) => Some(super::area(pool, place).await?),
        None => None,
    };
    let sql = format!(
        "{SELECT} where ($1::uuid[] is null or a.place_id = any($1))
          order by a.ended_on is not null, a.signed_on desc, a.agreement_id limit $2"
    );
    let rows: Vec<Card> = sqlx::query_as(&sql).bind(&area).bind(limit).fetch_all(pool).await?;
    let ids: Vec<Uuid> = rows.iter().flat_map(named_in).collect();
    let names = Names::load(pool, &ids).await?;
    Ok(rows.iter().map(|row| card(row, &names)).collect())
}

type Spent = (Uuid, Uuid, String, i64, String, NaiveDate, Option<NaiveDate>, Option<String>);

/// One agreement, whole.
pub async fn agreement(pool: &PgPool, id: Uuid) -> Result<Option<AgreementView>, sqlx::Error> {
    let sql = format!("{SELECT} where a.agreement_id = $1");
    let Some(row) = sqlx::query_as::<_, Card>(&sql).bind(id).fetch_optional(pool).await? else {
        return Ok(None);
    };
    let spendings = sqlx::query_as::<_, Spent>(
        "select s.spending_id, s.allocation_id, c.purpose, s.amount_rials, s.note, s.spent_on, s.reversed_on, s.mistake
           from credit_spending s join credit c using (allocation_id) where s.agreement_id = $1 order by s.sequence desc",
    );
    let amendments = sqlx::query_as::<_, (String, Option<NaiveDate>, NaiveDate)>(
        "select note, ends_on, amended_on from agreement_amendment where agreement_id = $1 order by sequence desc",
    );
    let of_it = ProgramFilter { agreement_id: Some(id), ..ProgramFilter::default() };
    let ids: Vec<Uuid> = named_in(&row).collect();
    let (names, credits, spendings, amendments, programs_list, position) = futures::try_join!(
        Names::load(pool, &ids),
        credits::all(pool),
        spendings.bind(id).fetch_all(pool),
        amendments.bind(id).fetch_all(pool),
        programs(pool, &of_it, 500),
        crate::position(pool, "national"),
    )?;
    let own: BTreeSet<Uuid> =
        credits.iter().filter(|one| one.agreement_id == id).map(|one| one.allocation_id).collect();
    let serving: BTreeSet<Uuid> =
        credits.iter().filter(|one| one.for_agreement == Some(id)).map(|one| one.allocation_id).collect();
    let (own, served_by) =
        futures::try_join!(credits::lines(pool, &credits, &own), credits::lines(pool, &credits, &serving))?;
    let spending = |(id, allocation_id, purpose, amount_rials, note, on, reversed_on, mistake): Spent| SpendingItem {
        id,
        allocation_id,
        purpose,
        amount_rials,
        note,
        on: on.into(),
        reversed_on: reversed_on.map(Into::into),
        mistake: mistake.and_then(|text| text.parse().ok()),
    };
    Ok(Some(AgreementView {
        card: card(&row, &names),
        credits: own,
        served_by,
        spendings: spendings.into_iter().map(spending).collect(),
        amendments: amendments
            .into_iter()
            .map(|(note, ends_on, on)| AmendmentItem { note, ends_on: ends_on.map(Into::into), on: on.into() })
            .collect(),
        programs_list,
        position,
    }))
}
