//! From a place upwards: what holds the whole of it.

use std::collections::{BTreeSet, HashMap};

use sqlx::PgPool;
use uuid::Uuid;

/// For each place or neighborhood: itself, every place above it, the groups it belongs to and what lies above those. An id that is not known is
/// held by nothing, not even by itself. Pool: [`read pool`](crate#reading).
pub async fn holders(pool: &PgPool, ids: &[Uuid]) -> Result<HashMap<Uuid, BTreeSet<Uuid>>, sqlx::Error> {
    let rows: Vec<(Uuid, Uuid)> = sqlx::query_as(
        "with recursive above as (
           select n.neighborhood_id as wanted, n.place_id as id from neighborhood n where n.neighborhood_id = any($1)
           union select g.neighborhood_id, g.group_id from neighborhood_group g where g.neighborhood_id = any($1) and g.valid_until is null
           union select p.place_id, p.place_id from place p where p.place_id = any($1)
           union select a.wanted, p.parent_id from above a join place p on p.place_id = a.id where p.parent_id is not null)
         select wanted, id from above
         union select neighborhood_id, neighborhood_id from neighborhood where neighborhood_id = any($1)",
    )
    .bind(ids)
    .fetch_all(pool)
    .await?;
    let mut found: HashMap<Uuid, BTreeSet<Uuid>> = HashMap::new();
    for (wanted, id) in rows {
        found.entry(wanted).or_default().insert(id);
    }
    Ok(found)
}
