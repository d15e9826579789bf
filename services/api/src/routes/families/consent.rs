//! Consent: given, refused, withdrawn. Until it is given only intake, preliminary tier and contact are allowed.

use hamyar_domain::family as domain;
use hamyar_events::family::{ConsentGiven, ConsentRefused, ConsentWithdrawn};
use hamyar_events::{ConsentBasis, MemberId, Personal};

use super::command::family_operation;
use crate::input::{Day, Line, Words, command};
use crate::routes::run::Ids;

command! {
    /// Who agreed, or what stands for it.
    pub struct GiveConsentBody {
        basis: ConsentBasis,
        /// The member who agreed.
        member_id: Option<MemberId>,
        /// The law or order, when the basis is a legal ground.
        ground: Option<Line>,
        given_on: Option<Day>,
    }
}

command! {
    /// The family was asked and said no.
    pub struct RefuseConsentBody {
        reason: Option<Words>,
        refused_on: Option<Day>,
    }
}

command! {
    /// Consent is taken back.
    pub struct WithdrawConsentBody {
        reason: Option<Words>,
        withdrawn_on: Option<Day>,
    }
}

family_operation! {
    /// Record that the family agreed.
    post "/families/{id}/consent" give_consent(GiveConsentBody) KeepRecord, day given_on,
    |body, at, family| {
        let consent = ConsentGiven {
            basis: body.basis,
            member_id: body.member_id,
            ground: body.ground.map(|ground| Personal::of_family(family.0, ground.into_string())),
            given_on: at.day,
        };
        Ok((domain::GiveConsent { consent, today: at.today }.into(), Ids::new()))
    }
}

family_operation! {
    /// Record that the family said no.
    post "/families/{id}/consent/refuse" refuse_consent(RefuseConsentBody) KeepRecord, day refused_on,
    |body, at, family| {
        let reason = body.reason.map(|reason| Personal::of_family(family.0, reason.into_string()));
        let refusal = ConsentRefused { reason, refused_on: at.day };
        Ok((domain::RefuseConsent { refusal, today: at.today }.into(), Ids::new()))
    }
}

family_operation! {
    /// Record that consent was taken back.
    post "/families/{id}/consent/withdraw" withdraw_consent(WithdrawConsentBody) KeepRecord, day withdrawn_on,
    |body, at, family| {
        let reason = body.reason.map(|reason| Personal::of_family(family.0, reason.into_string()));
        let withdrawal = ConsentWithdrawn { reason, withdrawn_on: at.day };
        Ok((domain::WithdrawConsent { withdrawal, today: at.today }.into(), Ids::new()))
    }
}
