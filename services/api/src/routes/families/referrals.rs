//! Referral of a harmed family to a commission, and its withdrawal.

use axum::extract::State;
use hamyar_domain::Commission;
use hamyar_domain::family::{self as domain, ReferralTarget};
use hamyar_events::family::ReferralWithdrawn;
use hamyar_events::{CenterId, CommissionId, Domain, Personal, ReferralId, Urgency};
use hamyar_identity::policy::Action;
use uuid::Uuid;

use super::command::{Operation, family_command, family_operation};
use crate::auth::Signed;
use crate::input::{Day, IfMatch, InPath, Sent, Words, command};
use crate::problem::Problem;
use crate::routes::answers::{CommandAnswers, Done};
use crate::routes::lookups;
use crate::routes::run::{self, Ids, derived_id, ids};
use crate::state::AppState;

command! {
    /// What a commission is asked.
    pub struct ReferBody {
        commission_id: CommissionId,
        /// Further commissions the same question is put to, where the case touches several domains.
        further_commission_ids: Option<Vec<CommissionId>>,
        question: Words,
        urgency: Urgency,
        /// An earlier referral of the family, no longer open, whose thread this one goes on.
        continues: Option<ReferralId>,
        referred_on: Option<Day>,
    }
}

command! {
    /// What was missing, now added.
    pub struct ResumeReferralBody {
        added: Words,
        resumed_on: Option<Day>,
    }
}

command! {
    /// Why the referral is taken back.
    pub struct WithdrawReferralBody {
        reason: Words,
        withdrawn_on: Option<Day>,
    }
}

/// Domain of a commission that takes cases of the center; one that names centers serves those alone.
async fn serving(state: &AppState, field: &str, id: CommissionId, center: Option<CenterId>) -> Result<Domain, Problem> {
    let unknown = || Problem::field(field, "unknown");
    let commission = run::there::<Commission>(state, id.0).await.map_err(|problem| match problem {
        Problem::NotFound => unknown(),
        other => other,
    })?;
    let serves = commission.center_ids.is_empty() || center.is_some_and(|id| commission.center_ids.contains(&id));
    commission.domain.filter(|_| serves).ok_or_else(unknown)
}

/// Refer the family to one or more commissions of its center.
#[utoipa::path(post, path = "/families/{id}/referrals", tag = "families", request_body = ReferBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header, description = "sequence the person saw")), responses(CommandAnswers))]
pub(crate) async fn refer_to_commission(
    State(state): State<AppState>,
    signed: Signed,
    if_match: IfMatch,
    InPath(path): InPath<[Uuid; 1]>,
    sent: Sent,
) -> Result<Done, Problem> {
    let [id] = path;
    let family = run::allowed_family(&state, &signed, Action::ReferFamily, id).await?;
    let body = sent.read::<ReferBody>()?;
    let center = family.file.as_ref().and_then(|file| file.center_id);
    let first = ("commission_id".to_owned(), body.commission_id);
    let further = body.further_commission_ids.unwrap_or_default().into_iter().enumerate();
    let further = further.map(|(index, id)| (format!("further_commission_ids[{index}]"), id));
    let mut asked: Vec<(CommissionId, Domain)> = Vec::new();
    for (field, id) in std::iter::once(first).chain(further) {
        if asked.iter().any(|(one, _)| *one == id) {
            return Err(Problem::field(&field, "duplicate"));
        }
        asked.push((id, serving(&state, &field, id, center).await?));
    }
    let numbers = lookups::numbers(&state, state.today()).await?;
    let operation = Operation { name: "refer_to_commission", action: Action::ReferFamily, path: &[id] };
    family_command::<ReferBody>(
        &state,
        &signed,
        if_match,
        &sent,
        operation,
        |body| body.referred_on,
        |body, at, family, _| {
            let target = |(index, (commission_id, domain)): (usize, (CommissionId, Domain))| {
                let name = if index == 0 { "referral".to_owned() } else { format!("referral {index}") };
                // An earlier thread is of one commission.
                let continues = body.continues.filter(|_| index == 0);
                ReferralTarget {
                    referral_id: ReferralId(derived_id(body.command_id, &name)),
                    commission_id,
                    domain,
                    continues,
                }
            };
            let referrals: Vec<_> = asked.into_iter().enumerate().map(target).collect();
            let referral_id = referrals[0].referral_id;
            let command = domain::ReferToCommission {
                referrals,
                question: Personal::of_family(family.0, body.question.into_string()),
                urgency: body.urgency,
                referred_on: at.day,
                numbers,
                today: at.today,
            };
            Ok((command.into(), ids("referral_id", referral_id.0)))
        },
    )
    .await
}

family_operation! {
    /// Take a referral back before it is decided.
    post "/families/{id}/referrals/{referral_id}/withdraw" [referral = "referral_id"]
    withdraw_referral(WithdrawReferralBody) ReferFamily, day withdrawn_on,
    |body, at, family| {
        let withdrawal = ReferralWithdrawn {
            referral_id: ReferralId(referral),
            reason: Personal::of_family(family.0, body.reason.into_string()),
            withdrawn_on: at.day,
        };
        Ok((domain::WithdrawReferral { withdrawal, today: at.today }.into(), Ids::new()))
    }
}

family_operation! {
    /// Send a returned referral in again with what was missing; the commission's term goes on, and the packet shows the file as it stands now.
    post "/families/{id}/referrals/{referral_id}/resume" [referral = "referral_id"]
    resume_referral(ResumeReferralBody) ReferFamily, day resumed_on,
    |body, at, family| {
        let command = domain::ResumeReferral {
            referral_id: ReferralId(referral),
            added: Personal::of_family(family.0, body.added.into_string()),
            resumed_on: at.day,
            today: at.today,
        };
        Ok((command.into(), Ids::new()))
    }
}
