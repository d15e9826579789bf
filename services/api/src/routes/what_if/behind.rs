//! The numbers of a trial that can be pressed, each with the one question of which families it counts.

use hamyar_events::Tier;
use serde::Deserialize;
use utoipa::ToSchema;

use super::trial::Judged;

/// A number of a trial behind which a list of families stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum TriedNumber {
    /// Those that would move.
    #[default]
    Moved,
    /// Every family whose tier stands on readings.
    Families,
    NotEnough,
    ByHand,
    ByHandOtherwise,
    HarmedNow,
    HarmedTried,
    WaitingNow,
    WaitingTried,
    Held,
    HeldNotHarmed,
    /// Of the year: those in neither table.
    LeftOut,
    /// Of the year: the table as tiers were given.
    YearNow,
    /// Of the year: the table under the tried rule.
    YearTried,
}

impl TriedNumber {
    /// Their stable names.
    pub(crate) const NAMES: [&str; 14] = [
        "moved",
        "families",
        "not_enough",
        "by_hand",
        "by_hand_otherwise",
        "harmed_now",
        "harmed_tried",
        "waiting_now",
        "waiting_tried",
        "held",
        "held_not_harmed",
        "left_out",
        "year_now",
        "year_tried",
    ];

    pub(super) fn is_of_year(self) -> bool {
        matches!(self, Self::LeftOut | Self::YearNow | Self::YearTried)
    }

    /// Whether the number counts a family of the present.
    pub(super) fn counts(self, judged: Judged, is_held: bool) -> bool {
        let (now, tried) = judged.tiers();
        match self {
            Self::Moved => now != tried,
            Self::Families => true,
            Self::NotEnough => matches!(judged, Judged::NotEnough(_)),
            Self::ByHand => matches!(judged, Judged::ByHand(..)),
            Self::ByHandOtherwise => matches!(judged, Judged::ByHand(now, computed) if computed != now),
            Self::HarmedNow => now == Tier::Harmed,
            Self::HarmedTried => tried == Tier::Harmed,
            Self::WaitingNow => now == Tier::Harmed && !is_held,
            Self::WaitingTried => tried == Tier::Harmed && !is_held,
            Self::Held => is_held,
            Self::HeldNotHarmed => is_held && tried != Tier::Harmed,
            Self::LeftOut | Self::YearNow | Self::YearTried => false,
        }
    }
}
