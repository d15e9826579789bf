//! The sentence that explains a priority, in both languages. It names groups and indicators and never a person.

use hamyar_events::family::Sentence;
use hamyar_events::neighborhood::{PriorityGroupScore, PriorityInput};
use hamyar_events::{PriorityGroup, PriorityLevel};
use hamyar_persian::digits::to_persian;

use super::super::profile_indicator;

/// Needs named in the sentence; the rest stands in the inputs.
const NAMED_AT_MOST: usize = 3;
/// A need from which on it is named.
const NAMED_FROM: u16 = 400;

/// Persian and English name of a level.
pub fn level_words(level: PriorityLevel) -> (&'static str, &'static str) {
    match level {
        PriorityLevel::First => ("یک", "1"),
        PriorityLevel::Second => ("دو", "2"),
        PriorityLevel::Third => ("سه", "3"),
    }
}

/// Persian and English name of a group of indices.
pub fn group_words(group: PriorityGroup) -> (&'static str, &'static str) {
    match group {
        PriorityGroup::FacilityAccess => ("کمبود امکانات شهری", "lack of urban facilities"),
        PriorityGroup::SocialDisorder => ("ناهنجاری‌های اجتماعی", "social disorder"),
    }
}

pub(super) fn explained(level: PriorityLevel, score: u16, groups: &[PriorityGroupScore]) -> Sentence {
    let (level_fa, level_en) = level_words(level);
    let (mut fa, mut en) = (Vec::new(), Vec::new());
    for group in groups {
        let (group_fa, group_en) = group_words(group.group);
        fa.push(format!("{group_fa} {} از ۱۰۰۰", to_persian(&group.score.to_string())));
        en.push(format!("{group_en} {} of 1000", group.score));
    }
    let mut sentence = Sentence {
        fa: format!("اولویت {level_fa} با امتیاز {}: {}.", to_persian(&score.to_string()), fa.join("؛ ")),
        en: format!("Priority {level_en} with a score of {score}: {}.", en.join("; ")),
    };
    let mut inputs: Vec<&PriorityInput> = groups.iter().flat_map(|group| &group.inputs).collect();
    inputs.sort_by_key(|one| std::cmp::Reverse(u32::from(one.need) * u32::from(one.weight)));
    let worst = inputs.into_iter().filter(|one| one.need >= NAMED_FROM).take(NAMED_AT_MOST);
    let titles: Vec<_> = worst.filter_map(|one| profile_indicator(&one.indicator)).map(|one| one.title).collect();
    if !titles.is_empty() {
        let named: Vec<&str> = titles.iter().map(|title| title.0).collect();
        sentence.fa.push_str(&format!(" بیش از همه: {}.", named.join("، ")));
        let named: Vec<String> = titles.iter().map(|title| title.1.to_lowercase()).collect();
        sentence.en.push_str(&format!(" Above all: {}.", named.join(", ")));
    }
    sentence
}
