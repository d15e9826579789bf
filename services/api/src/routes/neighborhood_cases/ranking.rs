//! Ranks inside a zone: by the score of the priority that holds, the most urgent first; equal scores share a rank.

use hamyar_events::PlaceLevel;
use hamyar_projections::neighborhood_cases::Standing;
use hamyar_projections::places::{GroupRef, NeighborhoodCard};
use std::collections::HashMap;
use uuid::Uuid;

/// The zone of a neighborhood.
pub(super) fn zone(card: &NeighborhoodCard) -> Option<&GroupRef> {
    card.groups.iter().find(|group| group.level == PlaceLevel::Zone)
}

/// Rank of each neighborhood that has a score among those of its zone.
pub(super) fn ranks(cards: &[NeighborhoodCard], standings: &HashMap<Uuid, Standing>) -> HashMap<Uuid, u32> {
    let score = |id: &Uuid| {
        let priority = standings.get(id).and_then(|standing| standing.priority.as_ref());
        priority.map(|priority| (priority.level, std::cmp::Reverse(priority.computed.score)))
    };
    let mut zones: HashMap<Uuid, Vec<_>> = HashMap::new();
    for card in cards {
        if let (Some(zone), Some(score)) = (zone(card), score(&card.id)) {
            zones.entry(zone.id).or_default().push((score, card.id));
        }
    }
    let mut ranks = HashMap::new();
    for scores in zones.values_mut() {
        scores.sort_unstable();
        let mut rank = (1_u32, None);
        for (place, (score, id)) in scores.iter().enumerate() {
            if rank.1 != Some(*score) {
                rank = (u32::try_from(place).unwrap_or(u32::MAX).saturating_add(1), Some(*score));
            }
            ranks.insert(*id, rank.0);
        }
    }
    ranks
}
