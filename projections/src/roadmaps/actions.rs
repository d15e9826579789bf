//! Rows → actions: of a neighborhood, of an agency across neighborhoods, of a place.

use chrono::NaiveDate;
use hamyar_events::{CapacityKind, Horizon};
use sqlx::types::Json;
use sqlx::{FromRow, PgPool, Postgres, QueryBuilder};
use uuid::Uuid;

use super::apply::WordKept;
use super::views::{ActionState, ActionView, ActionWord, Flag};
use crate::names::Names;

/// Which actions a list holds; what is given is joined by *and*.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ActionFilter {
    pub neighborhood_id: Option<Uuid>,
    /// Of which this agency is one of the responsible ones.
    pub agency_id: Option<Uuid>,
    /// Of the neighborhoods below this place.
    pub place_id: Option<Uuid>,
    /// Neither done nor dropped.
    pub open_only: bool,
    /// Those that an adopted roadmap took in.
    pub adopted_only: bool,
}

#[derive(FromRow)]
struct Found {
    action_id: Uuid,
    neighborhood_id: Uuid,
    number: i32,
    text: String,
    horizon: String,
    agency_ids: Vec<Uuid>,
    capacity: Option<String>,
    capitals: Vec<String>,
    due_on: Option<NaiveDate>,
    state: String,
    since_version: Option<i32>,
    words: Json<Vec<WordKept>>,
    same_as: Vec<Uuid>,
    sequence: i64,
    short_months: Option<i32>,
    long_months: Option<i32>,
}

/// Actions by neighborhood and number. Pool: [`read pool`](crate#reading).
pub async fn actions(pool: &PgPool, filter: &ActionFilter, today: NaiveDate) -> Result<Vec<ActionView>, sqlx::Error> {
    let mut query = QueryBuilder::<Postgres>::new(
        "select a.*, v.short_months, v.long_months from roadmap_action a left join neighborhood h on h.neighborhood_id = a.neighborhood_id
           left join lateral (select short_months, long_months from roadmap_version v where v.neighborhood_id = a.neighborhood_id
                               order by version desc limit 1) v on true
          where true",
    );
    if let Some(id) = filter.neighborhood_id {
        query.push(" and a.neighborhood_id = ").push_bind(id);
    }
    if let Some(id) = filter.agency_id {
        query.push(" and a.agency_ids @> array[").push_bind(id).push("]::uuid[]");
    }
    if let Some(id) = filter.place_id {
        query
            .push(" and a.neighborhood_id in (")
            .push(crate::places::NEIGHBORHOODS_OF)
            .push("(")
            .push_bind(id)
            .push("))");
    }
    if filter.open_only {
        query.push(" and a.state in ('planned', 'in_progress')");
    }
    if filter.adopted_only {
        query.push(" and a.since_version is not null");
    }
    query.push(" order by h.sort_key, a.neighborhood_id, a.number");
    let rows: Vec<Found> = query.build_query_as().fetch_all(pool).await?;
    let mut ids: Vec<Uuid> = rows.iter().flat_map(|row| row.agency_ids.iter().copied()).collect();
    ids.extend(rows.iter().map(|row| row.neighborhood_id));
    ids.extend(rows.iter().flat_map(|row| row.words.iter().filter_map(|word| word.agency_id)));
    ids.sort_unstable();
    ids.dedup();
    let names = Names::load(pool, &ids).await?;
    Ok(rows.into_iter().map(|row| view(row, &names, today)).collect())
}

fn view(row: Found, names: &Names, today: NaiveDate) -> ActionView {
    let horizon: Option<Horizon> = row.horizon.parse().ok();
    let capacity: Option<CapacityKind> = row.capacity.as_deref().and_then(|word| word.parse().ok());
    let state = ActionState::named(&row.state);
    let open = matches!(state, ActionState::Planned | ActionState::InProgress);
    let against = matches!(
        (capacity, horizon),
        (Some(CapacityKind::Absorptive), Some(Horizon::Long))
            | (Some(CapacityKind::Adaptive | CapacityKind::Transformative), Some(Horizon::Short))
    );
    let raised = [
        (row.since_version.is_none(), Flag::NotAdopted),
        (
            row.since_version.is_some() && horizon == Some(Horizon::Short) && row.short_months.is_none(),
            Flag::ShortWithoutLength,
        ),
        (
            row.since_version.is_some() && horizon == Some(Horizon::Long) && row.long_months.is_none(),
            Flag::LongWithoutLength,
        ),
        (against, Flag::CapacityAgainstHorizon),
        (open && row.due_on.is_some_and(|due| due < today), Flag::Overdue),
    ];
    let words = row.words.0.into_iter().map(|word| ActionWord {
        kind: word.kind,
        agency: word.agency_id.map(|id| names.named(id)),
        evidence: word.evidence,
        on: word.on.into(),
    });
    ActionView {
        id: row.action_id,
        neighborhood: names.named(row.neighborhood_id),
        number: row.number,
        text: row.text,
        horizon,
        agencies: row.agency_ids.iter().map(|id| names.named(*id)).collect(),
        capacity,
        capitals: row.capitals.iter().filter_map(|word| word.parse().ok()).collect(),
        due_on: row.due_on.map(Into::into),
        state,
        since_version: row.since_version,
        words: words.collect(),
        same_as: row.same_as,
        flags: raised.into_iter().filter(|(raised, _)| *raised).map(|(_, flag)| flag).collect(),
        sequence: row.sequence,
    }
}
