//! Rows → the page that residents read, its versions, and what the next one would say.

use chrono::{DateTime, NaiveDate, Utc};
use hamyar_events::neighborhood::{PageAction, PageApproval, PageDuty, PageOffice, PagePlan, ResidentsPage};
use hamyar_events::{DutyState, Horizon, PageApprovalKind};
use serde::Serialize;
use sqlx::types::Json;
use sqlx::{FromRow, PgPool};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::names::Names;
use crate::views::{CivilDate, Instant, NamedRef};

/// The page as it is read without signing in. Its fields are those that `policy::unsigned_field` knows; another is not told.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ResidentsPageView {
    pub neighborhood: NamedRef,
    /// City or village.
    pub city: Option<String>,
    pub version: i32,
    pub published_on: CivilDate,
    pub page: ResidentsPage,
}

/// A version, for those who publish.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct PageVersion {
    pub version: i32,
    pub published_on: CivilDate,
    pub recorded_at: Instant,
    /// The account that published it.
    pub published_by: Option<Uuid>,
    pub withdrawn_on: Option<CivilDate>,
    pub withdrawn_because: Option<String>,
    pub page: ResidentsPage,
}

#[derive(FromRow)]
struct Found {
    version: i32,
    page: Json<ResidentsPage>,
    published_on: NaiveDate,
    published_by: Option<Uuid>,
    withdrawn_on: Option<NaiveDate>,
    withdrawn_because: Option<String>,
    recorded_at: DateTime<Utc>,
}

/// Every version, the newest first. Pool: [`read pool`](crate#reading).
pub async fn page_versions(pool: &PgPool, neighborhood_id: Uuid) -> Result<Vec<PageVersion>, sqlx::Error> {
    let rows: Vec<Found> = sqlx::query_as(
        "select version, page, published_on, published_by, withdrawn_on, withdrawn_because, recorded_at from residents_page
          where neighborhood_id = $1 order by version desc",
    )
    .bind(neighborhood_id)
    .fetch_all(pool)
    .await?;
    let view = |row: Found| PageVersion {
        version: row.version,
        published_on: row.published_on.into(),
        recorded_at: row.recorded_at.into(),
        published_by: row.published_by,
        withdrawn_on: row.withdrawn_on.map(Into::into),
        withdrawn_because: row.withdrawn_because,
        page: row.page.0,
    };
    Ok(rows.into_iter().map(view).collect())
}

/// The page that is published; none where none is, or it was taken back. Pool: [`read pool`](crate#reading).
pub async fn residents_page(pool: &PgPool, neighborhood_id: Uuid) -> Result<Option<ResidentsPageView>, sqlx::Error> {
    type Page = (i32, Json<ResidentsPage>, NaiveDate, Option<NaiveDate>, String, Option<String>);
    let found: Option<Page> = sqlx::query_as(
        "select r.version, r.page, r.published_on, r.withdrawn_on, h.name, p.name from residents_page r
           join neighborhood h on h.neighborhood_id = r.neighborhood_id left join place p on p.place_id = h.place_id
          where r.neighborhood_id = $1 order by r.version desc limit 1",
    )
    .bind(neighborhood_id)
    .fetch_optional(pool)
    .await?;
    Ok(found.filter(|(_, _, _, withdrawn_on, ..)| withdrawn_on.is_none()).map(
        |(version, page, published_on, _, name, city)| ResidentsPageView {
            neighborhood: NamedRef { id: neighborhood_id, name: Some(name) },
            city,
            version,
            published_on: published_on.into(),
            page: page.0,
        },
    ))
}

/// What was decided for the place by now, and the office that is open for it without where it is found: what the next version would say. Nothing of people, families, the power map or profiles is
/// asked for. Pool: [`read pool`](crate#reading).
pub async fn page_draft(pool: &PgPool, neighborhood_id: Uuid) -> Result<ResidentsPage, sqlx::Error> {
    let actions = sqlx::query_as::<_, (String, String, Vec<Uuid>, String)>(
        "select text, horizon, agency_ids, state from roadmap_action
          where neighborhood_id = $1 and since_version is not null and state <> 'dropped'
          order by array_position(array['short', 'medium', 'long'], horizon), number",
    )
    .bind(neighborhood_id);
    let plans = sqlx::query_as::<_, (String, Vec<Uuid>, String)>(
        "select title, agency_ids, state from office_plan where neighborhood_id = $1 and state in ('approved', 'begun', 'done')
          order by drafted_on, plan_id",
    )
    .bind(neighborhood_id);
    let duties = sqlx::query_as::<_, (String, String, String)>(
        "select a.name, d.value->>'text', s.state from duty_standing s join agency a on a.agency_id = s.agency_id
           cross join lateral json_array_elements(a.duties) d
          where s.neighborhood_id = $1 and (d.value->>'number')::integer = s.duty order by a.name, a.agency_id, s.duty",
    )
    .bind(neighborhood_id);
    let approved = sqlx::query_as::<_, (String, NaiveDate)>(
        "select body, approved_on from target_place where neighborhood_id = $1",
    )
    .bind(neighborhood_id);
    let needs = sqlx::query_as::<_, (Vec<Uuid>, NaiveDate)>(
        "select notified, changed_on from office_needs where neighborhood_id = $1 and state = 'notified' order by changed_on, needs_id",
    )
    .bind(neighborhood_id);
    let office = sqlx::query_scalar::<_, String>(
        "select name from office where neighborhood_ids @> array[$1]::uuid[] and opened_on is not null and closed_on is null
          order by opened_on, office_id limit 1",
    )
    .bind(neighborhood_id);
    let (actions, plans, duties, approved, needs, office) = futures::try_join!(
        actions.fetch_all(pool),
        plans.fetch_all(pool),
        duties.fetch_all(pool),
        approved.fetch_all(pool),
        needs.fetch_all(pool),
        office.fetch_optional(pool),
    )?;
    let asked = actions.iter().flat_map(|one| &one.2).chain(plans.iter().flat_map(|one| &one.1));
    let mut ids: Vec<Uuid> = asked.chain(needs.iter().flat_map(|one| &one.0)).copied().collect();
    ids.sort_unstable();
    ids.dedup();
    let names = Names::load(pool, &ids).await?;
    let named = |ids: &[Uuid]| ids.iter().filter_map(|id| names.get(*id).map(str::to_owned)).collect::<Vec<_>>();
    let target = approved.into_iter().map(|(body, on)| PageApproval {
        kind: PageApprovalKind::TargetPlace,
        bodies: vec![body],
        on,
    });
    let notified = needs.iter().map(|(agencies, on)| PageApproval {
        kind: PageApprovalKind::NeedsProfile,
        bodies: named(agencies),
        on: *on,
    });
    Ok(ResidentsPage {
        approvals: target.chain(notified).collect(),
        actions: actions
            .iter()
            .map(|(text, horizon, agencies, state)| PageAction {
                text: text.clone(),
                horizon: horizon.parse().unwrap_or(Horizon::Medium),
                agencies: named(agencies),
                state: state_of(state),
            })
            .collect(),
        plans: plans
            .iter()
            .map(|(title, agencies, state)| PagePlan {
                title: title.clone(),
                agencies: named(agencies),
                state: state_of(state),
            })
            .collect(),
        duties: duties
            .into_iter()
            .map(|(agency, text, state)| PageDuty { agency, text, state: state_of(&state) })
            .collect(),
        office: office.map(|name| PageOffice { name: Some(name), address: None, hours: None }),
    })
}

/// The state of an action, a plan or a duty in the words of duties.
fn state_of(state: &str) -> DutyState {
    match state {
        "in_progress" | "begun" | "underway" => DutyState::Underway,
        "done" => DutyState::Done,
        "hindered" => DutyState::Hindered,
        _ => DutyState::NotBegun,
    }
}
