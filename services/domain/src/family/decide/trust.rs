//! Addresses under threat, reveals, broken glass, comparisons. None of these needs consent: they protect the family, or answer for who looked.

use super::*;
use crate::checks::Checks;
use crate::family::trust::*;

/// Longest reason, in characters.
const REASON_MAX: u32 = 500;

fn reason(text: &Personal<String>) -> Result<(), FamilyRefusal> {
    Checks::new().personal("reason", text, REASON_MAX).done::<FamilyRefusal>()
}

impl Family {
    pub(super) fn mark_address_threat(&self, command: &MarkAddressThreat) -> Decided {
        self.file()?;
        let marking = &command.marking;
        let mut checks = Checks::new();
        checks.personal("reason", &marking.reason, REASON_MAX);
        checks.past("marked_on", marking.marked_on, command.today).done::<FamilyRefusal>()?;
        if self.trust.address_threat { nothing() } else { one(marking.clone()) }
    }

    pub(super) fn clear_address_threat(&self, command: &ClearAddressThreat) -> Decided {
        self.file()?;
        let clearing = &command.clearing;
        let mut checks = Checks::new();
        checks.personal("reason", &clearing.reason, REASON_MAX);
        checks.past("cleared_on", clearing.cleared_on, command.today).done::<FamilyRefusal>()?;
        if !self.trust.address_threat {
            return Err(FamilyRefusal::AddressNotUnderThreat);
        }
        if self.threat_by_category() {
            return Err(FamilyRefusal::ThreatByCategory);
        }
        one(clearing.clone())
    }

    pub(super) fn reveal_address(&self, command: &RevealAddress) -> Decided {
        self.file()?;
        reason(&command.reason)?;
        if !self.trust.address_threat {
            return Err(FamilyRefusal::AddressNotUnderThreat);
        }
        let open = |one: &&Opened| one.user_id == command.user_id && command.now < one.until;
        if let Some(open) = self.trust.reveals.values().find(open) {
            return Err(FamilyRefusal::AddressIsRevealed { until: open.until });
        }
        one(AddressRevealed {
            reveal_id: command.reveal_id,
            user_id: command.user_id,
            reason: command.reason.clone(),
            until: command.now + REVEAL,
        })
    }

    pub(super) fn break_glass(&self, command: &BreakGlass) -> Decided {
        self.file()?;
        reason(&command.reason)?;
        if command.purpose == GlassPurpose::ThreatenedAddress && !self.trust.address_threat {
            return Err(FamilyRefusal::AddressNotUnderThreat);
        }
        let open = |glass: &&Glass| {
            glass.opened.user_id == command.user_id
                && glass.purpose == command.purpose
                && command.now < glass.opened.until
        };
        if let Some(open) = self.trust.glasses.values().find(open) {
            return Err(FamilyRefusal::GlassIsBroken { until: open.opened.until });
        }
        one(GlassBroken {
            glass_id: command.glass_id,
            user_id: command.user_id,
            center_id: command.center_id,
            purpose: command.purpose,
            reason: command.reason.clone(),
            until: command.now + GLASS,
        })
    }

    pub(super) fn acknowledge_glass(&self, command: &AcknowledgeGlass) -> Decided {
        self.file()?;
        let said = &command.acknowledgement;
        let glass = self.trust.glasses.get(&said.glass_id).ok_or(FamilyRefusal::UnknownGlass)?;
        if glass.acknowledged_by.contains(&said.user_id) { nothing() } else { one(said.clone()) }
    }

    pub(super) fn ask_comparison(&self, command: &AskComparison) -> Decided {
        self.file()?;
        let asked = &command.asked;
        let mut checks = Checks::new();
        checks.optional_personal("names", &asked.names, 300);
        checks.optional_personal("phone", &asked.phone, 40).done::<FamilyRefusal>()?;
        if self.trust.comparisons.contains_key(&asked.comparison_id) { nothing() } else { one(asked.clone()) }
    }

    pub(super) fn answer_comparison(&self, command: &AnswerComparison) -> Decided {
        self.file()?;
        let answer = &command.answer;
        match self.trust.comparisons.get(&answer.comparison_id) {
            None => Err(FamilyRefusal::UnknownComparison),
            Some(Some(same)) if *same == answer.same => nothing(),
            Some(Some(_)) => Err(FamilyRefusal::ComparisonAnswered),
            Some(None) => one(answer.clone()),
        }
    }
}
