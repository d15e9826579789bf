//! The sentence that explains a tier, in both languages. It names domains and indicators and never a person.

use hamyar_events::family::{Sentence, TierComputation};
use hamyar_events::{Domain, InformationSource, Tier};
use hamyar_persian::digits::to_persian;

use super::PublishedSet;

/// Strengths and harms named in a sentence; the rest stands in the readings.
const NAMED_AT_MOST: usize = 5;

pub(crate) fn nothing() -> Sentence {
    Sentence { fa: String::new(), en: String::new() }
}

/// Persian and English name of a tier.
pub fn tier_words(tier: Tier) -> (&'static str, &'static str) {
    match tier {
        Tier::Stable => ("ایمن یا پایدار", "stable"),
        Tier::AtRisk => ("در معرض آسیب", "at risk"),
        Tier::Harmed => ("آسیب‌دیده", "harmed"),
    }
}

/// Persian and English name of a domain.
pub fn domain_words(domain: Domain) -> (&'static str, &'static str) {
    match domain {
        Domain::Social => ("اجتماعی", "social"),
        Domain::Economic => ("اقتصادی", "economic"),
        Domain::Cultural => ("فرهنگی", "cultural"),
    }
}

fn source_words(source: InformationSource) -> (&'static str, &'static str) {
    match source {
        InformationSource::State => ("سازمان‌های دولتی", "government organizations"),
        InformationSource::SupportInstitution => ("نهادهای حمایتی", "support institutions"),
        InformationSource::PeoplesGroup => ("گروه‌های مردمی", "people's groups"),
        InformationSource::LocalSetting => ("بسترهای محلی", "local settings"),
        InformationSource::Canvassing => ("مراجعهٔ خانه‌به‌خانه", "canvassing"),
        InformationSource::FacilitationOffice => ("دفتر تسهیلگری", "the facilitation office"),
    }
}

/// Why a family was sorted so before any assessment.
pub(crate) fn preliminary(tier: Tier, source: InformationSource) -> Sentence {
    let (tier_fa, tier_en) = tier_words(tier);
    let (source_fa, source_en) = source_words(source);
    Sentence {
        fa: format!("سطح مقدماتی «{tier_fa}» بر پایهٔ اطلاعات {source_fa} است و هنوز پایشی انجام نشده است."),
        en: format!(
            "Preliminary tier “{tier_en}” rests on information from {source_en}; no assessment has been made yet."
        ),
    }
}

/// What was computed, by domain, with the strengths and harms found.
pub(crate) fn computed(set: &PublishedSet, computation: &TierComputation) -> Sentence {
    let (tier_fa, tier_en) = tier_words(computation.tier);
    let (mut fa, mut en) = (Vec::new(), Vec::new());
    for one in &computation.domains {
        let (domain_fa, domain_en) = domain_words(one.domain);
        let (is_fa, is_en) = tier_words(one.tier);
        let score = to_persian(&one.score.to_string());
        fa.push(format!("بخش {domain_fa}: {is_fa} (امتیاز {score} از ۱۰۰۰)"));
        en.push(format!("{domain_en} domain: {is_en} ({} of 1000)", one.score));
    }
    let mut sentence = Sentence {
        fa: format!("سطح خانواده «{tier_fa}» است. {}.", fa.join("؛ ")),
        en: format!("The family's tier is “{tier_en}”. {}.", capitalized(&en.join("; "))),
    };
    let critical: Vec<String> = computation.domains.iter().flat_map(|one| one.critical.iter().cloned()).collect();
    for (codes, fa, en) in [
        (&critical, "در حد بحرانی", "At a critical level"),
        (&computation.harms, "آسیب‌ها", "Harms"),
        (&computation.strengths, "ظرفیت‌ها", "Strengths"),
    ] {
        let titles: Vec<_> = codes.iter().filter_map(|code| set.indicator(code)).map(|one| &one.title).collect();
        if titles.is_empty() {
            continue;
        }
        let named = &titles[..titles.len().min(NAMED_AT_MOST)];
        let rest = titles.len() - named.len();
        let fa_names: Vec<&str> = named.iter().map(|title| title.fa.as_str()).collect();
        let en_names: Vec<&str> = named.iter().map(|title| title.en.as_str()).collect();
        sentence.fa.push_str(&format!(" {fa}: {}", fa_names.join("، ")));
        sentence.en.push_str(&format!(" {en}: {}", en_names.join(", ")));
        if rest > 0 {
            sentence.fa.push_str(&to_persian(&format!(" و {rest} نماگر دیگر")));
            sentence.en.push_str(&format!(" and {rest} more"));
        }
        sentence.fa.push('.');
        sentence.en.push('.');
    }
    sentence
}

/// A tier given by hand beside the computed one. The reason is sealed and not repeated here.
pub(crate) fn overridden(tier: Tier, computation: &TierComputation) -> Sentence {
    let (given_fa, given_en) = tier_words(tier);
    let (was_fa, was_en) = tier_words(computation.tier);
    Sentence {
        fa: format!(
            "سطح «{given_fa}» با ذکر دلیل به جای سطح محاسبه‌شدهٔ «{was_fa}» تعیین شد. {}",
            computation.explanation.fa
        ),
        en: format!(
            "Tier “{given_en}” was given with a reason in place of the computed “{was_en}”. {}",
            computation.explanation.en
        ),
    }
}

fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
