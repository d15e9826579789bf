//! The rule the program ships with. Seed 002 asks for three levels from access to urban facilities and social disorder and lists no indicator (M41,
//! M42): these, their ends and weights are our choice, drawn from the subjects it names, and a national office publishes its own.

use hamyar_events::PriorityGroup::{self, FacilityAccess, SocialDisorder};
use hamyar_events::neighborhood::{PriorityGroupRule, PriorityIndicatorRule, PriorityRule};

/// Version of the rule the program ships with.
pub const DEFAULT_PRIORITY_RULE_VERSION: u32 = 1;

/// Code, weight, best and worst end in whole units.
const ACCESS: &[(&str, u16, i64, i64)] = &[
    ("piped_water", 3, 100, 40),
    ("sewage", 2, 100, 0),
    ("electricity", 2, 100, 60),
    ("gas", 1, 100, 40),
    ("paved_streets", 1, 100, 20),
    ("school_minutes", 2, 10, 45),
    ("health_minutes", 2, 10, 45),
    ("transit_minutes", 1, 5, 30),
    ("green_space", 1, 8, 0),
];

const DISORDER: &[(&str, u16, i64, i64)] = &[
    ("unemployed", 2, 5, 40),
    ("out_of_school", 3, 0, 20),
    ("working_children", 2, 0, 30),
    ("addiction", 2, 0, 60),
    ("homeless", 1, 0, 10),
    ("violence_reports", 2, 0, 20),
    ("drug_dealing", 1, 0, 5),
    ("malnutrition", 2, 0, 20),
];

/// The rule the program ships with.
pub fn default_priority_rule() -> PriorityRule {
    let group = |group: PriorityGroup, indicators: &[(&str, u16, i64, i64)]| PriorityGroupRule {
        group,
        weight: 50,
        indicators: indicators
            .iter()
            .map(|(code, weight, best, worst)| PriorityIndicatorRule {
                indicator: (*code).to_owned(),
                weight: *weight,
                best_thousandths: best * 1000,
                worst_thousandths: worst * 1000,
            })
            .collect(),
    };
    PriorityRule {
        groups: vec![group(FacilityAccess, ACCESS), group(SocialDisorder, DISORDER)],
        first_from: 600,
        second_from: 350,
        known_percent: 50,
    }
}
