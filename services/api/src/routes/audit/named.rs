//! What the ids in an answer stand for, so that a screen shows names.

use hamyar_projections::Names;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

use crate::problem::{Problem, from_database};
use crate::state::AppState;

/// Ids looked up at most; a state that names more shows the rest as they are.
const IDS_MAX: usize = 5_000;

/// Names by id.
pub(super) type Named = BTreeMap<Uuid, String>;

/// Names of everything that these values mention: places, centers, caseworkers, agencies, commissions, families by file number, accounts.
pub(super) async fn named(state: &AppState, values: &[&Value]) -> Result<Named, Problem> {
    let mut ids = BTreeSet::new();
    values.iter().for_each(|value| collect(value, &mut ids));
    let ids: Vec<Uuid> = ids.into_iter().take(IDS_MAX).collect();
    if ids.is_empty() {
        return Ok(Named::new());
    }
    let fault = |error| from_database("names", error);
    let names = Names::load(state.read(), &ids).await.map_err(fault)?;
    let files = hamyar_projections::families::file_numbers(state.read(), &ids).await.map_err(fault)?;
    let accounts = state.identity().names(&ids).await?;
    let mut found = Named::new();
    for id in ids {
        let account = || accounts.get(&id).map(|(name, _)| name.clone());
        let name = names.get(id).map(str::to_owned).or_else(|| files.get(&id).cloned()).or_else(account);
        found.extend(name.map(|name| (id, name)));
    }
    Ok(found)
}

fn collect(value: &Value, ids: &mut BTreeSet<Uuid>) {
    match value {
        Value::String(text) if text.len() == 36 => ids.extend(text.parse::<Uuid>().ok()),
        Value::Array(items) => items.iter().for_each(|item| collect(item, ids)),
        Value::Object(fields) => fields.values().for_each(|field| collect(field, ids)),
        _ => {}
    }
}
