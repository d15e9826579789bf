//! Rows → cards, the center's intake, counts.

use chrono::NaiveDate;
use serde::Serialize;
use sqlx::{FromRow, PgPool, Postgres, QueryBuilder};
use std::collections::HashMap;
use utoipa::ToSchema;
use uuid::Uuid;

use hamyar_events::{Domain, HouseholdType, Tier};

use crate::due_items::{self, DueNumbers};
use crate::family_document::FamilyDocument;
use crate::names::Names;
use crate::rounding::{Keyed, rounded};
use crate::views::{ConsentState, FamilyCard, FamilyFile, FamilyState, Page, ReferralState};

/// Which families a list holds. Every given condition must hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FamilyFilter {
    pub tier: Option<Tier>,
    pub state: Option<FamilyState>,
    /// Part of the family's name or the file number, in any spelling.
    pub q: Option<String>,
    pub caseworker_id: Option<Uuid>,
    pub center_id: Option<Uuid>,
    pub has_caseworker: Option<bool>,
    /// Covered by this agency (S011).
    pub coverage_agency_id: Option<Uuid>,
    /// In a list that went to this body.
    pub sent_to: Option<Uuid>,
    /// In no list that went to this body.
    pub not_sent_to: Option<Uuid>,
    /// Only these families.
    pub ids: Option<Vec<Uuid>>,
    pub consent: Option<ConsentState>,
    /// Whether the family has a baseline tier.
    pub has_baseline: Option<bool>,
    pub referred_by: Option<Uuid>,
    pub category: Option<String>,
    /// Living there; those whose address is under threat are left out, so that no list tells where they live.
    pub neighborhood_id: Option<Uuid>,
    /// Given a service between two days, of a domain or kind where these are named.
    pub served: Option<Served>,
    /// Families of these caseworkers or (the second) of these centers: the rows of a person who is both.
    pub within: Option<(Vec<Uuid>, Vec<Uuid>)>,
}

/// Services by which families are found, as the report on services counts them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Served {
    pub first: NaiveDate,
    pub last: NaiveDate,
    pub domain: Option<Domain>,
    pub kind: Option<String>,
}

#[derive(FromRow)]
struct Row {
    family_id: Uuid,
    file_number: String,
    family_name: Option<String>,
    neighborhood_id: Uuid,
    center_id: Option<Uuid>,
    caseworker_id: Option<Uuid>,
    year_ends: Option<NaiveDate>,
    tier: Option<String>,
    baseline_tier: Option<String>,
    consent: String,
    state: String,
    household_type: String,
    address_under_threat: bool,
    members: i32,
    last_visit: Option<NaiveDate>,
    open_referrals: i32,
    erased: bool,
}

const COLUMNS: &str = "f.family_id, f.file_number, f.family_name, f.neighborhood_id, f.center_id, f.caseworker_id, f.year_ends, f.tier, \
    f.baseline_tier, f.consent, f.state, f.household_type, f.address_under_threat, f.members, f.last_visit, f.open_referrals, f.erased";

fn conditions(query: &mut QueryBuilder<'_, Postgres>, filter: &FamilyFilter) {
    query.push(" where true");
    if let Some(tier) = filter.tier {
        query.push(" and f.tier = ").push_bind(tier.as_str());
    }
    if let Some(state) = filter.state {
        query.push(" and f.state = ").push_bind(state.as_str());
    }
    if let Some(id) = filter.caseworker_id {
        query.push(" and f.caseworker_id = ").push_bind(id);
    }
    if let Some(id) = filter.center_id {
        query.push(" and f.center_id = ").push_bind(id);
    }
    if let Some(has) = filter.has_caseworker {
        query.push(if has { " and f.caseworker_id is not null" } else { " and f.caseworker_id is null" });
    }
    if let Some(has) = filter.has_baseline {
        query.push(if has { " and f.baseline_tier is not null" } else { " and f.baseline_tier is null" });
    }
    if let Some(consent) = filter.consent {
        query.push(" and f.consent = ").push_bind(consent.as_str());
    }
    if let Some(id) = filter.coverage_agency_id {
        query.push(" and ").push_bind(id).push(" = any(f.coverages)");
    }
    if let Some(id) = filter.sent_to {
        query.push(" and ").push_bind(id).push(" = any(f.sent_to)");
    }
    if let Some(id) = filter.not_sent_to {
        query.push(" and not ").push_bind(id).push(" = any(f.sent_to)");
    }
    if let Some(id) = filter.referred_by {
        query.push(" and ").push_bind(id).push(" = any(f.referred_by)");
    }
    if let Some(category) = &filter.category {
        query.push(" and ").push_bind(category.clone()).push(" = any(f.categories)");
    }
    if let Some(id) = filter.neighborhood_id {
        query.push(" and f.neighborhood_id = ").push_bind(id).push(" and not f.address_under_threat");
    }
    if let Some(served) = &filter.served {
        query.push(" and exists (select 1 from service_fact v where v.family_id = f.family_id and not v.struck and v.delivered_on between ");
        query.push_bind(served.first).push(" and ").push_bind(served.last);
        if let Some(domain) = served.domain {
            query.push(" and v.domain = ").push_bind(domain.as_str());
        }
        if let Some(kind) = &served.kind {
            query.push(" and v.kind = ").push_bind(kind.clone());
        }
        query.push(")");
    }
    if let Some((caseworker_ids, center_ids)) = &filter.within {
        query.push(" and (f.caseworker_id = any(").push_bind(caseworker_ids.clone());
        query.push(") or f.center_id = any(").push_bind(center_ids.clone()).push("))");
    }
    if let Some(ids) = &filter.ids {
        query.push(" and f.family_id = any(").push_bind(ids.clone()).push(")");
    }
    if let Some(q) = filter.q.as_deref().map(hamyar_persian::fold_joined).filter(|q| !q.is_empty()) {
        let anywhere = if q.chars().count() < 3 { format!("{q}%") } else { format!("%{q}%") };
        query.push(" and (f.name_key like ").push_bind(anywhere).push(" or f.file_number_folded like ");
        query.push_bind(format!("{q}%")).push(")");
    }
}

/// A page of cards in the order of the families' names. `cursor` is the id of the last card of the page before.
pub async fn cards_page(
    pool: &PgPool,
    filter: &FamilyFilter,
    cursor: Option<Uuid>,
    limit: i64,
    today: NaiveDate,
) -> Result<Page<FamilyCard>, sqlx::Error> {
    let mut query = QueryBuilder::new(format!("select {COLUMNS} from family f"));
    conditions(&mut query, filter);
    if let Some(cursor) = cursor {
        query.push(
            " and (f.sort_key, f.family_id) > (select c.sort_key, c.family_id from family c where c.family_id = ",
        );
        query.push_bind(cursor).push(")");
    }
    query.push(" order by f.sort_key, f.family_id limit ").push_bind(limit + 1);
    let mut rows: Vec<Row> = query.build_query_as().fetch_all(pool).await?;
    let more = i64::try_from(rows.len()).is_ok_and(|found| found > limit);
    rows.truncate(usize::try_from(limit).unwrap_or(0));
    let next = if more { rows.last().map(|row| row.family_id.to_string()) } else { None };
    let items = to_cards(pool, rows, today).await?;
    Ok(Page { items, next, total: None, position: crate::position(pool, "families").await? })
}

/// All cards of a filter, at most `limit`, in the order of the families' names.
pub async fn cards(
    pool: &PgPool,
    filter: &FamilyFilter,
    limit: i64,
    today: NaiveDate,
) -> Result<Vec<FamilyCard>, sqlx::Error> {
    let mut query = QueryBuilder::new(format!("select {COLUMNS} from family f"));
    conditions(&mut query, filter);
    query.push(" order by f.sort_key, f.family_id limit ").push_bind(limit);
    let rows: Vec<Row> = query.build_query_as().fetch_all(pool).await?;
    to_cards(pool, rows, today).await
}

/// The cards of given families, in the order of their names.
pub async fn cards_by_ids(pool: &PgPool, ids: &[Uuid], today: NaiveDate) -> Result<Vec<FamilyCard>, sqlx::Error> {
    let filter = FamilyFilter { ids: Some(ids.to_vec()), ..FamilyFilter::default() };
    cards(pool, &filter, i64::MAX, today).await
}

/// The cards of those of the given families that a reader may open, at most `limit`, in the order of their names.
pub async fn openable_cards(
    pool: &PgPool,
    ids: &[Uuid],
    within: Option<(Vec<Uuid>, Vec<Uuid>)>,
    limit: i64,
    today: NaiveDate,
) -> Result<Vec<FamilyCard>, sqlx::Error> {
    let filter = FamilyFilter { ids: Some(ids.to_vec()), within, ..FamilyFilter::default() };
    cards(pool, &filter, limit, today).await
}

/// The given names of members, of those that are known.
pub async fn given_names(pool: &PgPool, members: &[Uuid]) -> Result<HashMap<Uuid, String>, sqlx::Error> {
    let sql = "select member_id, given_name from family_member where member_id = any($1) and given_name is not null";
    let rows: Vec<(Uuid, String)> = sqlx::query_as(sql).bind(members).fetch_all(pool).await?;
    Ok(rows.into_iter().collect())
}

/// File numbers of those of the families that the center keeps open.
pub async fn own_files(pool: &PgPool, ids: &[Uuid], center_id: Uuid) -> Result<HashMap<Uuid, String>, sqlx::Error> {
    let sql = "select family_id, file_number from family where family_id = any($1) and center_id = $2 and state = 'open' and not erased";
    let rows: Vec<(Uuid, String)> = sqlx::query_as(sql).bind(ids).bind(center_id).fetch_all(pool).await?;
    Ok(rows.into_iter().collect())
}

/// One family's card.
pub async fn card(pool: &PgPool, id: Uuid, today: NaiveDate) -> Result<Option<FamilyCard>, sqlx::Error> {
    Ok(cards_by_ids(pool, &[id], today).await?.pop())
}

async fn to_cards(pool: &PgPool, rows: Vec<Row>, today: NaiveDate) -> Result<Vec<FamilyCard>, sqlx::Error> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<Uuid> = rows.iter().map(|row| row.family_id).collect();
    let mut refs: Vec<Uuid> =
        rows.iter().flat_map(|row| [Some(row.neighborhood_id), row.center_id, row.caseworker_id]).flatten().collect();
    refs.sort_unstable();
    refs.dedup();
    let (names, due) = futures::try_join!(Names::load(pool, &refs), due_items::summaries(pool, &ids, today))?;
    let cards = rows.into_iter().map(|row| {
        let due = due.get(&row.family_id).copied().unwrap_or_default();
        FamilyCard {
            id: row.family_id,
            file_number: row.file_number,
            family_name: row.family_name,
            tier: row.tier.and_then(|tier| tier.parse().ok()),
            baseline_tier: row.baseline_tier.and_then(|tier| tier.parse().ok()),
            neighborhood: names.named(row.neighborhood_id),
            center: row.center_id.map(|id| names.named(id)),
            caseworker: row.caseworker_id.map(|id| names.named(id)),
            members_count: u32::try_from(row.members).unwrap_or_default(),
            last_visit: row.last_visit.map(Into::into),
            next_due: due.next.map(Into::into),
            overdue: due.overdue,
            open_referrals: u32::try_from(row.open_referrals).unwrap_or_default(),
            consent: consent(&row.consent),
            state: if row.state == "closed" { FamilyState::Closed } else { FamilyState::Open },
            year_ends: row.year_ends.map(Into::into),
            days_left: row.year_ends.map(|ends| (ends - today).num_days()),
            address_under_threat: row.address_under_threat,
            household_type: row.household_type.parse().unwrap_or(HouseholdType::Unknown),
            erased: row.erased,
        }
    });
    Ok(cards.collect())
}

fn consent(stored: &str) -> ConsentState {
    match stored {
        "given" => ConsentState::Given,
        "refused" => ConsentState::Refused,
        "withdrawn" => ConsentState::Withdrawn,
        _ => ConsentState::NotAsked,
    }
}

/// What policy needs to know of a family.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct FamilyAccess {
    pub family_id: Uuid,
    pub file_number: String,
    pub center_id: Option<Uuid>,
    pub caseworker_id: Option<Uuid>,
    pub neighborhood_id: Uuid,
    /// Commissions before which the family has a referral that is neither decided nor withdrawn.
    pub open_commission_ids: Vec<Uuid>,
    /// Commissions that ever had a referral of the family.
    pub commission_ids: Vec<Uuid>,
    /// Agencies that answer for a task of the family.
    pub task_agency_ids: Vec<Uuid>,
    pub sequence: i64,
}

/// What policy needs to know of a family, in one round trip.
pub async fn access(pool: &PgPool, id: Uuid) -> Result<Option<FamilyAccess>, sqlx::Error> {
    sqlx::query_as(
        "select f.family_id, f.file_number, f.center_id, f.caseworker_id, f.neighborhood_id, f.sequence,
                array(select distinct r.commission_id from referral r where r.family_id = f.family_id and r.state = 'open') as open_commission_ids,
                array(select distinct r.commission_id from referral r where r.family_id = f.family_id) as commission_ids,
                array(select distinct t.responsible_id from task t where t.family_id = f.family_id and t.responsible_kind = 'agency')
                  as task_agency_ids
           from family f where f.family_id = $1",
    )
    .bind(id)
    .fetch_optional(pool)
    .await
}

/// The family of a file number, in any spelling.
pub async fn by_file_number(pool: &PgPool, number: &str) -> Result<Option<Uuid>, sqlx::Error> {
    sqlx::query_scalar("select family_id from family where file_number_folded = $1")
        .bind(hamyar_persian::fold_joined(number))
        .fetch_optional(pool)
        .await
}

/// The name that a family goes by, where it is known.
pub async fn family_name(pool: &PgPool, id: Uuid) -> Result<Option<String>, sqlx::Error> {
    let name: Option<Option<String>> =
        sqlx::query_scalar("select family_name from family where family_id = $1").bind(id).fetch_optional(pool).await?;
    Ok(name.flatten())
}

/// The numbers of days in force today.
pub async fn due_numbers(pool: &PgPool, today: NaiveDate) -> Result<DueNumbers, sqlx::Error> {
    Ok(DueNumbers::from(&crate::directory::program_numbers(pool, today).await?))
}

/// The whole file of a family from its folded stream: names, days, and which referrals stand on an agenda.
pub async fn file(pool: &PgPool, document: &FamilyDocument, today: NaiveDate) -> Result<FamilyFile, sqlx::Error> {
    let ids = document.ids();
    let family_id = document.id();
    let (names, numbers, on_agenda) = futures::try_join!(
        Names::load(pool, &ids),
        crate::directory::program_numbers(pool, today),
        crate::commissions::referrals_on_agenda(pool, family_id)
    )?;
    let mut file = document.file_with(&names, today, &DueNumbers::from(&numbers));
    file.kept_until = file.closed.as_ref().filter(|_| file.erased_on.is_none()).map(|closed| {
        let years = numbers.retention_years();
        (0..years).fold(closed.closed_on.iso, |day, _| hamyar_persian::add_jalali_year(day)).into()
    });
    for referral in &mut file.referrals {
        if referral.state == ReferralState::Open && on_agenda.contains(&referral.id) {
            referral.state = ReferralState::OnAgenda;
        }
    }
    Ok(file)
}

/// What waits at a center before focused aid.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Intake {
    /// Not yet asked for consent.
    pub awaiting_consent: Vec<FamilyCard>,
    /// Consented, no baseline tier yet.
    pub awaiting_assessment: Vec<FamilyCard>,
    pub harmed_without_caseworker: Vec<FamilyCard>,
    pub counts: IntakeCounts,
    pub position: i64,
}

/// Lengths of the whole lists, which may be longer than what is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema, FromRow)]
pub struct IntakeCounts {
    pub awaiting_consent: i64,
    pub awaiting_assessment: i64,
    pub harmed_without_caseworker: i64,
}

/// The center's intake; every list shows at most `limit` cards and is counted whole.
pub async fn intake(
    pool: &PgPool,
    center_id: Option<Uuid>,
    limit: i64,
    today: NaiveDate,
) -> Result<Intake, sqlx::Error> {
    let open = FamilyFilter { center_id, state: Some(FamilyState::Open), ..FamilyFilter::default() };
    let consent = FamilyFilter { consent: Some(ConsentState::NotAsked), has_baseline: Some(false), ..open.clone() };
    let assessment = FamilyFilter { consent: Some(ConsentState::Given), has_baseline: Some(false), ..open.clone() };
    let harmed = FamilyFilter { tier: Some(Tier::Harmed), has_caseworker: Some(false), ..open };
    let counts = sqlx::query_as(
        "select count(*) filter (where consent = 'not_asked' and baseline_tier is null) as awaiting_consent,
                count(*) filter (where consent = 'given' and baseline_tier is null) as awaiting_assessment,
                count(*) filter (where tier = 'harmed' and caseworker_id is null) as harmed_without_caseworker
           from family where state = 'open' and (baseline_tier is null or (tier = 'harmed' and caseworker_id is null))
            and ($1::uuid is null or center_id = $1)",
    )
    .bind(center_id);
    let (awaiting_consent, awaiting_assessment, harmed_without_caseworker, counts, position) = futures::try_join!(
        cards(pool, &consent, limit, today),
        cards(pool, &assessment, limit, today),
        cards(pool, &harmed, limit, today),
        counts.fetch_one(pool),
        crate::position(pool, "families"),
    )?;
    Ok(Intake { awaiting_consent, awaiting_assessment, harmed_without_caseworker, counts, position })
}

/// Families by tier, in a neighborhood or place; null where fewer than five for a reader of counts alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct TierCounts {
    /// Every open family, those without a tier included.
    pub total: Option<i64>,
    pub stable: Option<i64>,
    pub at_risk: Option<i64>,
    pub harmed: Option<i64>,
}

impl TierCounts {
    /// No family at all.
    pub const NONE: Self = Self { total: Some(0), stable: Some(0), at_risk: Some(0), harmed: Some(0) };

    /// The counts of a neighborhood as a reader of counts alone sees them.
    pub fn rounded(self, neighborhood_id: Uuid, keyed: Keyed<'_>) -> Self {
        self.rounded_of(&neighborhood_id.to_string(), keyed)
    }

    /// The same of several neighborhoods, under the name of their set.
    pub(crate) fn rounded_of(self, set: &str, keyed: Keyed<'_>) -> Self {
        let show = |count: Option<i64>, what: &str| rounded(count?, &format!("families/{set}/{what}"), keyed);
        Self {
            total: show(self.total, "total"),
            stable: show(self.stable, "stable"),
            at_risk: show(self.at_risk, "at_risk"),
            harmed: show(self.harmed, "harmed"),
        }
    }
}

/// Open families by tier in each of the given neighborhoods.
pub async fn tier_counts(
    pool: &PgPool,
    neighborhood_ids: &[Uuid],
) -> Result<std::collections::HashMap<Uuid, TierCounts>, sqlx::Error> {
    // Planned for these neighborhoods: a plan for any number of them compares each family with each of thousands.
    let rows: Vec<(Uuid, i64, i64, i64, i64)> = sqlx::query_as(
        "select neighborhood_id, count(*), count(*) filter (where tier = 'stable'), count(*) filter (where tier = 'at_risk'),
                count(*) filter (where tier = 'harmed')
           from family where state = 'open' and neighborhood_id = any($1) group by 1",
    )
    .persistent(false)
    .bind(neighborhood_ids)
    .fetch_all(pool)
    .await?;
    let counts = rows.into_iter().map(|(id, total, stable, at_risk, harmed)| {
        (id, TierCounts { total: Some(total), stable: Some(stable), at_risk: Some(at_risk), harmed: Some(harmed) })
    });
    Ok(counts.collect())
}

/// File numbers of those ids that are families.
pub async fn file_numbers(pool: &PgPool, ids: &[Uuid]) -> Result<std::collections::HashMap<Uuid, String>, sqlx::Error> {
    let rows: Vec<(Uuid, String)> =
        sqlx::query_as("select family_id, file_number from family where family_id = any($1)")
            .bind(ids)
            .fetch_all(pool)
            .await?;
    Ok(rows.into_iter().collect())
}
