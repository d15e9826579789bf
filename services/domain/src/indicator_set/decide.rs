//! What a version of an indicator set must be.

use std::collections::BTreeSet;

use hamyar_events::family::Sentence;
use hamyar_events::indicator_set::{
    Indicator, IndicatorSetDraftDiscarded, IndicatorSetDrafted, IndicatorSetPublished, TierBands,
};
use hamyar_events::{Domain, IndicatorSetEvent};

use super::{BEST, DraftIndicatorSet, IndicatorSet, IndicatorSetCommand, IndicatorSetRefusal, PublishIndicatorSet};
use crate::Rule;
use crate::checks::Checks;

/// Beginnings of words that no indicator may be about: belief, ethnicity, politics.
const FORBIDDEN: [&str; 17] = [
    "relig",
    "belief",
    "believ",
    "ethni",
    "tribe",
    "tribal",
    "politic",
    "voting",
    "faith",
    "مذهب",
    "عقید",
    "عقاید",
    "اعتقاد",
    "قومی",
    "نژاد",
    "سیاس",
    "حزب",
];
/// Whole words of the same kind that are too short to be beginnings.
const FORBIDDEN_WORDS: [&str; 6] = ["race", "sect", "vote", "دین", "دینی", "قوم"];

impl IndicatorSet {
    /// What follows from the command, or why it is turned down.
    pub fn decide(&self, command: &IndicatorSetCommand) -> Result<Vec<IndicatorSetEvent>, IndicatorSetRefusal> {
        match command {
            IndicatorSetCommand::PublishIndicatorSet(wish) => self.publish(wish),
            IndicatorSetCommand::DraftIndicatorSet(wish) => self.draft(wish),
            IndicatorSetCommand::DiscardIndicatorSetDraft(_) => {
                Ok(self.draft.iter().map(|_| IndicatorSetDraftDiscarded {}.into()).collect())
            }
        }
    }

    fn publish(&self, wish: &PublishIndicatorSet) -> Result<Vec<IndicatorSetEvent>, IndicatorSetRefusal> {
        check_values(wish)?;
        check_rule(wish)?;
        let last = self.versions.last();
        let same = last.is_some_and(|last| {
            (&last.title, &last.indicators, &last.bands) == (&wish.title, &wish.indicators, &wish.bands)
        });
        if same {
            return Ok(Vec::new());
        }
        if let Some(last) = last.filter(|last| wish.effective_from < last.effective_from) {
            return Err(IndicatorSetRefusal::EffectiveBeforeLast { last: last.effective_from });
        }
        Ok(vec![
            IndicatorSetPublished {
                version: last.map_or(0, |last| last.version).saturating_add(1),
                title: wish.title.clone(),
                indicators: wish.indicators.clone(),
                bands: wish.bands,
                effective_from: wish.effective_from,
            }
            .into(),
        ])
    }

    fn draft(&self, wish: &DraftIndicatorSet) -> Result<Vec<IndicatorSetEvent>, IndicatorSetRefusal> {
        check_draft(wish)?;
        let DraftIndicatorSet { based_on, title, indicators, bands } = wish.clone();
        let drafted = IndicatorSetDrafted { based_on, title, indicators, bands };
        if self.draft.as_ref() == Some(&drafted) {
            return Ok(Vec::new());
        }
        Ok(vec![drafted.into()])
    }
}

/// What is too short for a version may stand in a draft; what no version could ever hold may not.
fn check_draft(wish: &DraftIndicatorSet) -> Result<(), IndicatorSetRefusal> {
    let mut checks = Checks::new();
    let short = |checks: &mut Checks, field: &str, words: &Sentence| {
        checks.at_most(format!("{field}.fa"), &words.fa, 300);
        checks.at_most(format!("{field}.en"), &words.en, 300);
    };
    short(&mut checks, "title", &wish.title);
    let mut codes = BTreeSet::new();
    for (index, one) in wish.indicators.iter().enumerate() {
        let at = |field: &str| format!("indicators[{index}].{field}");
        checks.code(at("code"), &one.code);
        checks.fault_if(!codes.insert(&one.code), at("code"), Rule::Duplicate);
        short(&mut checks, &at("title"), &one.title);
        checks.fault_if(one.steps.len() != usize::from(BEST) + 1, at("steps"), Rule::OutOfRange { min: 5, max: 5 });
        for (step, words) in one.steps.iter().enumerate() {
            short(&mut checks, &at(&format!("steps[{step}]")), words);
        }
        checks.range(at("weight"), i64::from(one.weight), 1, 10);
        if let Some(level) = one.critical_at {
            checks.range(at("critical_at"), i64::from(level), 0, i64::from(BEST) - 1);
        }
        checks.fault_if(is_forbidden(one), at("title"), Rule::ForbiddenSubject);
    }
    checks.done()
}

fn check_values(wish: &PublishIndicatorSet) -> Result<(), IndicatorSetRefusal> {
    let mut checks = Checks::new();
    sentence(&mut checks, "title", &wish.title);
    let mut codes = BTreeSet::new();
    for (index, one) in wish.indicators.iter().enumerate() {
        let at = |field: &str| format!("indicators[{index}].{field}");
        checks.code(at("code"), &one.code);
        checks.fault_if(!codes.insert(&one.code), at("code"), Rule::Duplicate);
        sentence(&mut checks, &at("title"), &one.title);
        checks.fault_if(one.steps.len() != usize::from(BEST) + 1, at("steps"), Rule::OutOfRange { min: 5, max: 5 });
        for (step, words) in one.steps.iter().enumerate() {
            sentence(&mut checks, &at(&format!("steps[{step}]")), words);
        }
        checks.range(at("weight"), i64::from(one.weight), 1, 10);
        if let Some(level) = one.critical_at {
            checks.range(at("critical_at"), i64::from(level), 0, i64::from(BEST) - 1);
        }
        checks.fault_if(is_forbidden(one), at("title"), Rule::ForbiddenSubject);
    }
    checks.range("bands.rule_version", i64::from(wish.bands.rule_version), 1, i64::from(u32::MAX));
    checks.range("bands.readings_per_domain", i64::from(wish.bands.readings_per_domain), 1, 100);
    checks.done()
}

fn sentence(checks: &mut Checks, field: &str, words: &Sentence) {
    checks.text(format!("{field}.fa"), &words.fa, 300);
    checks.text(format!("{field}.en"), &words.en, 300);
}

/// Each domain has indicators, as many as a tier needs readings, and the bands are in order.
fn check_rule(wish: &PublishIndicatorSet) -> Result<(), IndicatorSetRefusal> {
    check_domains(|domain| wish.indicators.iter().filter(|one| one.domain == domain).count(), wish.bands)
}

/// The same of any rule, by how many indicators each domain has.
pub(super) fn check_domains(count: impl Fn(Domain) -> usize, bands: TierBands) -> Result<(), IndicatorSetRefusal> {
    let domains: Vec<Domain> = Domain::ALL.iter().copied().filter(|domain| count(*domain) == 0).collect();
    if !domains.is_empty() {
        return Err(IndicatorSetRefusal::DomainEmpty { domains });
    }
    if bands.harmed_below == 0 || bands.harmed_below >= bands.at_risk_below || bands.at_risk_below > 1000 {
        return Err(IndicatorSetRefusal::BandsUnordered);
    }
    for domain in Domain::ALL {
        let indicators = u32::try_from(count(*domain)).unwrap_or(u32::MAX);
        let needed = u32::from(bands.readings_per_domain);
        if indicators < needed {
            return Err(IndicatorSetRefusal::TooFewForRule { domain: *domain, indicators, needed });
        }
    }
    Ok(())
}

fn is_forbidden(indicator: &Indicator) -> bool {
    let text = format!("{} {} {}", indicator.code, indicator.title.fa, indicator.title.en).to_lowercase();
    text.split(|c: char| !c.is_alphabetic())
        .any(|word| FORBIDDEN.iter().any(|stem| word.starts_with(stem)) || FORBIDDEN_WORDS.contains(&word))
}
