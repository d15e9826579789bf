//! Rows → the power map; residents as counts, and by name for those who keep the neighborhood.

use chrono::NaiveDate;
use hamyar_events::{ActorPart, Attitude, LocalActorKind, LocalContactKind};
use serde::Serialize;
use sqlx::{FromRow, PgPool};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::names::Names;
use crate::rounding::{Keyed, rounded};
use crate::views::{CivilDate, NamedRef};

/// A body or public role.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct LocalActorView {
    pub id: Uuid,
    pub kind: LocalActorKind,
    pub title: String,
    pub part: ActorPart,
    pub agency: Option<NamedRef>,
    pub attitude: Attitude,
    pub reason: String,
    /// 1 to 5.
    pub influence: i32,
    pub mapped_on: CivilDate,
}

/// A resident, for those who keep the neighborhood.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ResidentView {
    pub id: Uuid,
    /// Null once the person was forgotten.
    pub name: Option<String>,
    pub attitude: Option<Attitude>,
    pub reason: Option<String>,
    pub recorded_on: CivilDate,
}

/// A trusted person or gate, for those who keep the neighborhood.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct LocalContactView {
    pub id: Uuid,
    pub kind: LocalContactKind,
    /// Null once the person was forgotten.
    pub name: Option<String>,
    pub standing: Option<String>,
    pub named_on: CivilDate,
}

/// Residents by attitude; null where a count is too small for this reader.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, ToSchema)]
pub struct AttitudeCounts {
    pub supporters: Option<i64>,
    pub opponents: Option<i64>,
    pub indifferent: Option<i64>,
    pub total: Option<i64>,
}

impl AttitudeCounts {
    /// As a reader of counts alone sees them.
    pub fn rounded(self, neighborhood_id: Uuid, keyed: Keyed<'_>) -> Self {
        let show =
            |count: Option<i64>, what: &str| rounded(count?, &format!("attitudes/{neighborhood_id}/{what}"), keyed);
        Self {
            supporters: show(self.supporters, "supporters"),
            opponents: show(self.opponents, "opponents"),
            indifferent: show(self.indifferent, "indifferent"),
            total: show(self.total, "total"),
        }
    }
}

/// Who acts in a neighborhood.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct PowerMap {
    /// Bodies and roles, the most influential first.
    pub actors: Vec<LocalActorView>,
    /// Residents, counted.
    pub attitudes: AttitudeCounts,
    /// Residents by name; null for everybody but those who keep the neighborhood.
    pub residents: Option<Vec<ResidentView>>,
    /// Trusted persons and gates by name; null for everybody but those who keep the neighborhood.
    pub contacts: Option<Vec<LocalContactView>>,
    /// Trusted persons and gates, counted.
    pub contact_count: i64,
    /// Whether the counts are rounded, those below five not written.
    pub rounded: bool,
}

#[derive(FromRow)]
struct ActorFound {
    actor_id: Uuid,
    kind: String,
    title: String,
    part: String,
    agency_id: Option<Uuid>,
    attitude: String,
    reason: String,
    influence: i32,
    mapped_on: NaiveDate,
}

type ResidentFound = (Uuid, Option<String>, Option<String>, Option<String>, NaiveDate);
type ContactFound = (Uuid, String, Option<String>, Option<String>, NaiveDate);

/// The power map, whole and exact. Pool: [`read pool`](crate#reading).
pub async fn power_map(pool: &PgPool, neighborhood_id: Uuid) -> Result<PowerMap, sqlx::Error> {
    let actors = sqlx::query_as::<_, ActorFound>(
        "select actor_id, kind, title, part, agency_id, attitude, reason, influence, mapped_on from local_actor
          where neighborhood_id = $1 and struck_on is null order by influence desc, title, actor_id",
    )
    .bind(neighborhood_id);
    let residents = sqlx::query_as::<_, ResidentFound>(
        "select resident_id, name, attitude, reason, recorded_on from resident_attitude where neighborhood_id = $1 order by name, resident_id",
    )
    .bind(neighborhood_id);
    let contacts = sqlx::query_as::<_, ContactFound>(
        "select contact_id, kind, name, standing, named_on from local_contact where neighborhood_id = $1 order by kind, name, contact_id",
    )
    .bind(neighborhood_id);
    let (actors, residents, contacts) =
        futures::try_join!(actors.fetch_all(pool), residents.fetch_all(pool), contacts.fetch_all(pool))?;
    let agencies: Vec<Uuid> = actors.iter().filter_map(|row| row.agency_id).collect();
    let names = Names::load(pool, &agencies).await?;
    let residents: Vec<ResidentView> = residents
        .into_iter()
        .map(|(id, name, attitude, reason, recorded_on)| ResidentView {
            id,
            name,
            attitude: attitude.and_then(|code| code.parse().ok()),
            reason,
            recorded_on: recorded_on.into(),
        })
        .collect();
    let count = |attitude: Attitude| {
        let found = residents.iter().filter(|one| one.attitude == Some(attitude)).count();
        i64::try_from(found).ok()
    };
    let attitudes = AttitudeCounts {
        supporters: count(Attitude::Supporter),
        opponents: count(Attitude::Opponent),
        indifferent: count(Attitude::Indifferent),
        total: i64::try_from(residents.len()).ok(),
    };
    let contacts: Vec<LocalContactView> = contacts
        .into_iter()
        .map(|(id, kind, name, standing, named_on)| LocalContactView {
            id,
            kind: kind.parse().unwrap_or(LocalContactKind::Trusted),
            name,
            standing,
            named_on: named_on.into(),
        })
        .collect();
    Ok(PowerMap {
        actors: actors.into_iter().map(|row| actor(row, &names)).collect(),
        attitudes,
        contact_count: i64::try_from(contacts.len()).unwrap_or(i64::MAX),
        residents: Some(residents),
        contacts: Some(contacts),
        rounded: false,
    })
}

fn actor(row: ActorFound, names: &Names) -> LocalActorView {
    LocalActorView {
        id: row.actor_id,
        kind: row.kind.parse().unwrap_or(LocalActorKind::Body),
        title: row.title,
        part: row.part.parse().unwrap_or(ActorPart::Beneficiary),
        agency: row.agency_id.map(|id| names.named(id)),
        attitude: row.attitude.parse().unwrap_or(Attitude::Indifferent),
        reason: row.reason,
        influence: row.influence,
        mapped_on: row.mapped_on.into(),
    }
}
