//! Assessments and tiers.
//!
//! A baseline begins a cycle; one that follows before the cycle has its baseline tier completes it. Interim and final
//! assessments belong to the cycle that runs. A tier is computed from the readings that count for its moment, on one version of
//! the set; a person may override it with a reason, and both values are kept.

use std::collections::BTreeMap;

use super::*;
use crate::Rule;
use crate::checks::Checks;
use crate::family::DomainLacking;
use crate::family::commands::*;
use crate::indicator_set::{HARM_AT_MOST, PublishedSet, STRENGTH_AT_LEAST, compute_tier, words};

impl Family {
    pub(super) fn assign_preliminary_tier(&self, command: &AssignPreliminaryTier) -> Decided {
        self.open_file()?;
        Checks::new()
            .between("assigned_on", command.assigned_on, self.earliest(), command.today)
            .done::<FamilyRefusal>()?;
        if self.cycle > 0 {
            return Err(FamilyRefusal::AlreadyTiered);
        }
        if self.tier.as_ref().is_some_and(|held| held.tier == command.tier) {
            return nothing();
        }
        one(TierAssigned {
            moment: TierMoment::Preliminary,
            cycle: self.cycle,
            tier: command.tier,
            computed: None,
            r#override: None,
            explanation: words::preliminary(command.tier, command.outside_information),
            outside_information: Some(command.outside_information),
            assessment_id: None,
            household_type: command.household_type.unwrap_or_else(|| self.household_type()),
            assigned_on: command.assigned_on,
        })
    }

    pub(super) fn record_assessment(&self, command: &RecordAssessment) -> Decided {
        self.open_file()?;
        let set = &command.set;
        let mut checks = Checks::new();
        checks.between("assessed_on", command.assessed_on, self.earliest(), command.today);
        check_readings(&mut checks, &command.readings, set);
        checks.done::<FamilyRefusal>()?;
        same_set(command.set_reference, set)?;
        if let Some(known) = self.assessments.get(&command.assessment_id) {
            let same = known.moment == command.moment && known.assessed_on == command.assessed_on;
            return if same { nothing() } else { Err(FamilyRefusal::AssessmentIdTaken) };
        }
        self.consent_on(command.assessed_on)?;
        if command.visit_id.is_some_and(|id| self.visits.get(&id).is_none_or(|visit| visit.struck)) {
            return Err(FamilyRefusal::UnknownVisit);
        }
        let cycle = self.cycle_of(command.moment, command.assessed_on)?;
        let codes_where = |wanted: &dyn Fn(u8) -> bool| {
            command.readings.iter().filter(|one| wanted(one.value)).map(|one| one.indicator.clone()).collect()
        };
        one(AssessmentRecorded {
            assessment_id: command.assessment_id,
            moment: command.moment,
            cycle,
            set: set.reference,
            readings: command.readings.clone(),
            strengths: codes_where(&|value| value >= STRENGTH_AT_LEAST),
            harms: codes_where(&|value| value <= HARM_AT_MOST),
            visit_id: command.visit_id,
            assessed_on: command.assessed_on,
        })
    }

    /// The cycle an assessment belongs to.
    fn cycle_of(&self, moment: AssessmentMoment, day: NaiveDate) -> Result<u32, FamilyRefusal> {
        let baseline_on = self.baseline_on();
        if moment == AssessmentMoment::Baseline {
            let Some(tiered_on) = self.baseline_tier_on else { return Ok(self.cycle.max(1)) };
            let after = self.final_tier_on.map_or(tiered_on, |end| end.max(tiered_on));
            if day <= after {
                return Err(FamilyRefusal::BaselineTooEarly { after });
            }
            return match &self.holding {
                Some(holding) if self.final_tier_on.is_none() && day < holding.ends_on => {
                    Err(FamilyRefusal::CycleRuns { ends_on: holding.ends_on })
                }
                _ => Ok(self.cycle.saturating_add(1)),
            };
        }
        let baseline_on = baseline_on.ok_or(FamilyRefusal::NoBaseline)?;
        if day < baseline_on {
            return Err(FamilyRefusal::BeforeBaseline { baseline_on });
        }
        Ok(self.cycle)
    }

    /// What the rule computes for the moment, and that a tier may be given for it on that day at all.
    pub(super) fn tiered(&self, command: &AssignTier) -> Result<Tiered, FamilyRefusal> {
        self.open_file()?;
        let set = &command.set;
        let mut checks = Checks::new();
        checks.between("assigned_on", command.assigned_on, self.earliest(), command.today);
        if let Some(given) = &command.override_with {
            checks.personal("override_with.reason", &given.reason, 2000);
        }
        let last = self.counting(command.moment).map(|(_, one)| one.assessed_on).max();
        checks.fault_if(last.is_some_and(|last| command.assigned_on < last), "assigned_on", Rule::BeforeStart);
        checks.done::<FamilyRefusal>()?;
        self.consent_on(command.assigned_on)?;
        match (command.moment, self.final_tier_on) {
            (AssessmentMoment::Baseline, Some(final_on)) => return Err(FamilyRefusal::FinalTierGiven { final_on }),
            // The comparison of a year lays the final tier beside the baseline's.
            (AssessmentMoment::Final, _) if self.baseline_tier_on.is_none() => return Err(FamilyRefusal::NoBaseline),
            (AssessmentMoment::Interim, _) if self.baseline_on().is_none() => return Err(FamilyRefusal::NoBaseline),
            _ => {}
        }
        let expected = self.set_of_moment(command.moment).ok_or(FamilyRefusal::NoReadings)?;
        same_set(expected, set)?;
        let (readings, assessment_id) = self.used_readings(command.moment, expected);
        if command.moment != AssessmentMoment::Interim {
            lacking(&readings, set)?;
        }
        let computed = compute_tier(set, readings).ok_or(FamilyRefusal::NoReadings)?;
        let moment = match command.moment {
            AssessmentMoment::Baseline => TierMoment::Baseline,
            AssessmentMoment::Interim => TierMoment::Interim,
            AssessmentMoment::Final => TierMoment::Final,
        };
        Ok(Tiered { computed, moment, assessment_id })
    }

    pub(super) fn assign_tier(&self, command: &AssignTier) -> Decided {
        let Tiered { computed, moment, assessment_id } = self.tiered(command)?;
        let given = command.override_with.as_ref().filter(|given| given.tier != computed.tier);
        let tier = given.map_or(computed.tier, |given| given.tier);
        let household_type = command.household_type.unwrap_or_else(|| self.household_type());
        let holds_already = self.tier.as_ref().is_some_and(|held| {
            held.moment == moment
                && held.cycle == self.cycle
                && held.tier == tier
                && held.overridden == given.is_some()
                && held.computed.as_ref() == Some(&computed)
        });
        if holds_already {
            return nothing();
        }
        let explanation = match given {
            Some(given) => words::overridden(given.tier, &computed),
            None => computed.explanation.clone(),
        };
        one(TierAssigned {
            moment,
            cycle: self.cycle,
            tier,
            computed: Some(computed),
            r#override: given.map(|given| TierOverride { reason: given.reason.clone() }),
            explanation,
            outside_information: None,
            assessment_id,
            household_type,
            assigned_on: command.assigned_on,
        })
    }

    /// The newest reading of each indicator that counts for the moment on the given set, and the assessment that came last.
    fn used_readings(&self, moment: AssessmentMoment, set: SetReference) -> (Vec<UsedReading>, Option<AssessmentId>) {
        let mut counting: Vec<_> = self.counting(moment).filter(|(_, one)| one.set == set).collect();
        counting.sort_by_key(|(_, one)| (one.assessed_on, one.sequence));
        let mut newest: BTreeMap<&str, UsedReading> = BTreeMap::new();
        for (id, assessment) in &counting {
            for (code, value) in &assessment.readings {
                newest.insert(code, UsedReading { indicator: code.clone(), value: *value, assessment_id: **id });
            }
        }
        (newest.into_values().collect(), counting.last().map(|(id, _)| **id))
    }
}

/// A computed tier that was not given yet.
pub(super) struct Tiered {
    pub(super) computed: TierComputation,
    pub(super) moment: TierMoment,
    pub(super) assessment_id: Option<AssessmentId>,
}

/// The looked-up set is the one that was asked for.
fn same_set(expected: SetReference, set: &PublishedSet) -> Result<(), FamilyRefusal> {
    if set.reference == expected {
        return Ok(());
    }
    Err(FamilyRefusal::SetMismatch { expected_version: expected.version, given_version: set.reference.version })
}

fn check_readings(checks: &mut Checks, readings: &[Reading], set: &PublishedSet) {
    checks.fault_if(readings.is_empty(), "readings", Rule::Required);
    let mut seen = std::collections::BTreeSet::new();
    for (index, reading) in readings.iter().enumerate() {
        let unknown = set.indicator(&reading.indicator).is_none();
        checks.fault_if(unknown, format!("readings[{index}].indicator"), Rule::Unknown);
        checks.fault_if(!seen.insert(&reading.indicator), format!("readings[{index}].indicator"), Rule::Duplicate);
        checks.range(format!("readings[{index}].value"), i64::from(reading.value), 0, 4);
        if let Some(note) = reading.note.as_ref().and_then(Personal::known) {
            checks.at_most(format!("readings[{index}].note"), note, 2000);
        }
    }
}

/// A baseline or final tier needs so many readings in each of the three domains.
fn lacking(readings: &[UsedReading], set: &PublishedSet) -> Result<(), FamilyRefusal> {
    let needed = u32::from(set.bands.readings_per_domain).max(1);
    let domains: Vec<_> = Domain::ALL
        .iter()
        .map(|domain| {
            let of_domain = |one: &&UsedReading| set.indicator(&one.indicator).is_some_and(|i| i.domain == *domain);
            DomainLacking { domain: *domain, readings: count(readings.iter().filter(of_domain)), needed }
        })
        .filter(|lacking| lacking.readings < needed)
        .collect();
    if domains.is_empty() { Ok(()) } else { Err(FamilyRefusal::DomainsLacking { domains }) }
}
