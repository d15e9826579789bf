//! Which caseworkers suit a family: skills, distance, load. A suggestion with its reasons; whom the family gets is a person's choice.

use std::collections::{BTreeMap, BTreeSet};

use crate::{Caseworker, Family};

/// Readings up to this are not good.
const NOT_GOOD: u8 = 2;
/// The greatest part of each reason in the whole of 100.
const SKILLS: u32 = 40;
const NEARNESS: u32 = 35;
const LOAD: u32 = 25;

/// Which skill helps with which indicator.
const HELPS: &[(&str, &[&str])] = &[
    ("counselling", &["couple_relations", "trust_hope", "violence"]),
    ("schooling", &["schooling", "child_labour", "literacy"]),
    ("parenting", &["parenting", "child_labour", "media_use"]),
    ("job_placement", &["employment", "income", "skills"]),
    ("life_skills", &["life_skills", "participation", "leisure"]),
    ("family_mediation", &["couple_relations", "kin_relations", "neighbor_relations"]),
    ("addiction_support", &["substance_use"]),
    ("disability_support", &["health_disability"]),
    ("household_budget", &["debt", "money_management", "income"]),
    ("legal_guidance", &["papers_safety", "imprisonment", "tenure"]),
    ("health_guidance", &["health_disability", "nutrition", "insurance"]),
];

/// Which skill helps with which category.
const HELPS_GROUP: &[(&str, &[&str])] = &[
    ("schooling", &["working_child"]),
    ("job_placement", &["unemployed"]),
    ("addiction_support", &["addict"]),
    ("disability_support", &["physical_disability", "mental_disability", "special_illness"]),
    ("health_guidance", &["malnourished_child", "special_illness", "elderly_alone"]),
];

/// Skills that are no help where violence is recorded.
const NOT_WHERE_VIOLENCE: &[&str] = &["family_mediation"];

/// How near a caseworker is, by neighborhoods.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Nearness {
    /// Neither of the following.
    Elsewhere,
    /// Lives in the same city or village.
    SamePlace,
    /// Holds another family of the neighborhood.
    ComesThere,
    /// Lives in the neighborhood.
    Neighbor,
}

impl Nearness {
    const fn score(self) -> u32 {
        match self {
            Self::Neighbor => NEARNESS,
            Self::ComesThere => 28,
            Self::SamePlace => 14,
            Self::Elsewhere => 0,
        }
    }
}

/// How well a caseworker suits a family, from 0 to 100, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    pub score: u32,
    /// Skills that help this family, by how much of its need each meets.
    pub skills: Vec<String>,
    pub nearness: Nearness,
    /// Families more that the caseload takes.
    pub free: u32,
}

/// The skills that would help a family, each with how many of its needs it meets.
pub fn helping_skills(family: &Family) -> BTreeMap<&'static str, u32> {
    let groups: BTreeSet<&str> = family.categories.iter().map(|(code, _)| code.as_str()).collect();
    let violence = family.violence_recorded();
    let mut found = BTreeMap::new();
    for (skill, indicators) in HELPS {
        let needs = indicators.iter().filter(|code| family.latest_reading(code).is_some_and(|value| value <= NOT_GOOD));
        let of_groups = HELPS_GROUP.iter().filter(|(other, _)| other == skill).flat_map(|(_, groups)| groups.iter());
        let count = needs.count() + of_groups.filter(|group| groups.contains(**group)).count();
        if count > 0 && !(violence && NOT_WHERE_VIOLENCE.contains(skill)) {
            found.insert(*skill, u32::try_from(count).unwrap_or(u32::MAX));
        }
    }
    found
}

/// How well one caseworker suits.
pub fn matching(family: &Family, caseworker: &Caseworker, nearness: Nearness, caseload_max: u16) -> Match {
    let helping = helping_skills(family);
    let all: u32 = helping.values().sum();
    let mut skills: Vec<(u32, &str)> = helping
        .iter()
        .filter(|(skill, _)| caseworker.skills.contains(**skill))
        .map(|(skill, needs)| (*needs, *skill))
        .collect();
    skills.sort_by(|left, right| right.0.cmp(&left.0).then(left.1.cmp(right.1)));
    let met: u32 = skills.iter().map(|(needs, _)| needs).sum();
    let of_skills = (SKILLS * met).checked_div(all).unwrap_or(0);
    let max = u32::from(caseload_max).max(1);
    let free = max.saturating_sub(caseworker.caseload());
    Match {
        score: of_skills + nearness.score() + LOAD * free / max,
        skills: skills.into_iter().map(|(_, skill)| skill.to_owned()).collect(),
        nearness,
        free,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;
    use hamyar_events::family::{CategoryAdded, FamilyEvent};

    fn state(events: &[FamilyEvent]) -> Family {
        let mut family = Family::default();
        events.iter().for_each(|event| family.evolve(event));
        family
    }

    fn caseworker(skills: &[&str], held: u128) -> Caseworker {
        let slot = crate::caseworker::Slot {
            family_id: id(1),
            starts_on: today(),
            reserved_on: today(),
            transfer_from: None,
            held: true,
        };
        Caseworker {
            skills: skills.iter().map(|&skill| skill.to_owned()).collect(),
            slots: (0..held).map(|number| (id(number), slot)).collect(),
            ..Caseworker::default()
        }
    }

    #[test]
    fn skills_distance_and_load_add_up_to_a_hundred() {
        let family = state(&baselined());
        let helping = helping_skills(&family);
        assert!(helping.contains_key("job_placement"), "{helping:?}");
        let all: Vec<&str> = helping.keys().copied().collect();
        let best = matching(&family, &caseworker(&all, 0), Nearness::Neighbor, 15);
        assert_eq!((best.score, best.free, best.skills.len()), (100, 15, all.len()));
        let full = matching(&family, &caseworker(&[], 15), Nearness::Elsewhere, 15);
        assert_eq!((full.score, full.free, full.skills.len()), (0, 0, 0));
        let near = matching(&family, &caseworker(&[], 15), Nearness::ComesThere, 15);
        assert!(full.score < near.score && near.score < best.score);
        let useless = matching(&family, &caseworker(&["no_such_skill"], 15), Nearness::Elsewhere, 15);
        assert_eq!(useless.score, 0);
    }

    /// Nobody is suggested for reconciling where violence is recorded: a category, or a reading.
    #[test]
    fn mediation_is_no_help_where_violence_is_recorded() {
        let calm = |event: &FamilyEvent| {
            let FamilyEvent::AssessmentRecorded(read) = event else { return event.clone() };
            let mut read = read.clone();
            read.readings.retain(|one| one.indicator != "violence");
            read.into()
        };
        let mut events: Vec<FamilyEvent> = baselined().iter().map(calm).collect();
        let before = state(&events);
        assert!(!before.violence_recorded() && helping_skills(&before).contains_key("family_mediation"));
        let violent = CategoryAdded { category: "woman_with_abusive_or_unfit_guardian".to_owned(), member_id: None };
        events.push(violent.into());
        assert!(!helping_skills(&state(&events)).contains_key("family_mediation"));
        assert!(!helping_skills(&state(&baselined())).contains_key("family_mediation"));
    }
}
