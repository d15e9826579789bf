//! Rows that are surely a person whom the store has already: they are not added but given back, for a person to look.
//!
//! Sure is what says the same of a head in every way: name, day of birth, and father's name or telephone, with nothing that differs. Whoever gives a
//! national id that is known joins that family instead, and two different ids are two people, so that neither is held back. A row that was imported
//! before is imported.

use super::KnownFamily;
use super::known_rows::{self, RowIndex};
use crate::register::LikenessReason as Reason;
use crate::register::duplicates::{self, Likeness, compare};
use crate::register::{Register, RegisterRow};
use hamyar_event_store::{EventStore, StoreError};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use uuid::Uuid;

/// What the file of these rows says beside each.
pub(super) const WHY_FA: &str = "شاید پیش‌تر ثبت شده باشد: نام، روز تولد و نام پدر یا تلفن یکی است؛ نگاه کنید";

/// Whether everything that both say is the same, and enough is said.
fn is_sure(score: f64, reasons: &[Reason]) -> bool {
    let has = |reason: Reason| reasons.contains(&reason);
    score >= 1.0
        && has(Reason::SameName)
        && has(Reason::SameBirthDate)
        && (has(Reason::SameFatherName) || has(Reason::SamePhone))
}

/// The lines to hold back.
pub(super) async fn lines(
    store: &EventStore,
    register: &Register,
    indexes: &[RowIndex],
    known: &[KnownFamily],
) -> Result<BTreeSet<usize>, StoreError> {
    let sure = sure(&register.rows, known);
    if sure.is_empty() {
        return Ok(BTreeSet::new());
    }
    let imported = known_rows::seen(store, indexes).await?;
    let families: Vec<Uuid> = sure.values().flatten().copied().collect();
    let numbered = store.families_with_national_id(&families).await?;
    let mut held = BTreeSet::new();
    for (row, index) in register.rows.iter().zip(indexes) {
        let Some(families) = sure.get(&row.line).filter(|_| !imported.contains(index)) else { continue };
        let is_held = match &row.national_id {
            None => true,
            Some(id) => {
                store.find_national_id(id.as_str()).await?.is_none() && families.iter().any(|id| !numbered.contains(id))
            }
        };
        if is_held {
            held.insert(row.line);
        }
    }
    Ok(held)
}

/// Which families of the store a row is surely of.
fn sure(rows: &[RegisterRow], known: &[KnownFamily]) -> BTreeMap<usize, Vec<Uuid>> {
    let rows: Vec<(usize, Likeness)> = rows.iter().map(|row| (row.line, Likeness::of_row(row))).collect();
    let mut blocks: HashMap<i32, Vec<usize>> = HashMap::new();
    for (place, (_, likeness)) in rows.iter().enumerate() {
        likeness.blocks().into_iter().for_each(|key| blocks.entry(key).or_default().push(place));
    }
    let mut found: BTreeMap<usize, Vec<Uuid>> = BTreeMap::new();
    for family in known {
        let places = duplicates::meeting(&family.likeness.blocks(), &blocks);
        for (line, likeness) in places.into_iter().filter_map(|place| rows.get(place)) {
            if compare(likeness, &family.likeness).is_some_and(|(score, reasons)| is_sure(score, &reasons)) {
                found.entry(*line).or_default().push(family.family_id);
            }
        }
    }
    found
}
