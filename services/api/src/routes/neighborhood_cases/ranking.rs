//! The zone inside which a neighborhood is ranked.

use hamyar_events::PlaceLevel;
use hamyar_projections::places::{GroupRef, NeighborhoodCard};

/// The zone of a neighborhood.
pub(super) fn zone(card: &NeighborhoodCard) -> Option<&GroupRef> {
    card.groups.iter().find(|group| group.level == PlaceLevel::Zone)
}
