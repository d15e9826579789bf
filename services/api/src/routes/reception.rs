//! How a commission receives a referral before any session: it takes it up, returns it with what is missing, or declines it.

use axum::extract::State;
use hamyar_domain::commission::CaseState;
use hamyar_domain::family as domain;
use hamyar_domain::{Commission, Family, FamilyCommand};
use hamyar_events::family::{ReferralAccepted, ReferralDeclined};
use hamyar_events::{DeclineCode, Domain, FamilyId, Personal, ReferralId, ReturnCode};
use hamyar_identity::policy::{Action, ReferralFacts, Resource};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::answers::{CommandAnswers, Done};
use super::commissions::{referral, serves_enforcement};
use super::run::{self, Ids, Moment, Operation, Wish};
use crate::auth::Signed;
use crate::input::{Day, Envelope, IfMatch, InPath, Read, Sent, Words, command};
use crate::problem::Problem;
use crate::state::AppState;
use crate::wait::AtLeast;

command! {
    /// The commission takes the referral up.
    pub struct AcceptReferralBody {
        accepted_on: Option<Day>,
    }
}

command! {
    /// What the commission needs before it can answer.
    pub struct ReturnReferralBody {
        missing: Words,
        /// The same to count by.
        why: ReturnCode,
        returned_on: Option<Day>,
    }
}

command! {
    /// Why the commission does not take the referral.
    pub struct DeclineReferralBody {
        reason: Words,
        /// The reason to count by.
        why: DeclineCode,
        declined_on: Option<Day>,
    }
}

/// One operation, and whether the case may stand on an agenda meanwhile.
struct Receiving<'a> {
    operation: Operation<'a>,
    off_agenda: bool,
}

/// A command on the family of a referral that the commission has before it.
async fn receive<B: Read + Envelope>(
    state: &AppState,
    signed: &Signed,
    if_match: IfMatch,
    sent: &Sent,
    receiving: Receiving<'_>,
    day: fn(&B) -> Option<Day>,
    make: impl FnOnce(B, Moment, FamilyId, ReferralId) -> FamilyCommand,
) -> Result<Done, Problem> {
    signed.may_ever(Action::RunCommission)?;
    let Receiving { operation, off_agenda } = receiving;
    let &[commission_id, referral_id] = operation.path else { return Err(Problem::NotFound) };
    signed.check(Action::RunCommission, &Resource::Commission(commission_id))?;
    let detail = referral(state, referral_id).await?;
    let (family, facts) = run::family(state, detail.family_id).await?;
    let stored = family.referrals.get(&ReferralId(referral_id)).ok_or(Problem::NotFound)?;
    if stored.commission_id.0 != commission_id {
        return Err(Problem::NotFound);
    }
    let body: B = sent.read()?;
    // What was declined is no longer before the commission; the same word sent again has its answer.
    if !run::is_answered(state, body.command_id()).await? {
        let referral = ReferralFacts {
            commission_id,
            alive: run::is_alive(&family, stored),
            social: stored.domain == Domain::Social,
            enforcement: serves_enforcement(state, signed).await?,
        };
        signed.check(Action::RunCommission, &Resource::Referral { family: &facts, referral })?;
        if off_agenda && is_on_agenda(&run::there::<Commission>(state, commission_id).await?, referral_id) {
            return Err(Problem::refused("case_already_on_agenda"));
        }
    }
    let at = run::moment(state, &body, day(&body))?;
    let wish = Wish::new(run::context(signed, &body, at, if_match), sent, operation.name, operation.path);
    let command = make(body, at, FamilyId(detail.family_id), ReferralId(referral_id));
    match run::execute::<Family>(state, detail.family_id, command, wish).await {
        Ok(committed) => Ok(run::done(detail.family_id, committed, Ids::new())),
        Err(failed) => Err(failed.into_problem(state, signed).await),
    }
}

/// Whether the case waits on the agenda of a session that is not over.
fn is_on_agenda(commission: &Commission, referral_id: Uuid) -> bool {
    commission.sessions.values().filter(|session| session.is_live()).any(|session| {
        session.agenda.get(&ReferralId(referral_id)).is_some_and(|case| case.state == CaseState::Waiting)
    })
}

macro_rules! reception_operation {
    ($(#[$doc:meta])* post $path:tt $name:ident($body:ident) day $day:ident, off agenda $off:literal, |$b:ident, $at:ident, $family:ident, $referral:ident| $make:expr) => {
        $(#[$doc])*
        #[utoipa::path(post, path = $path, tag = "commissions", request_body = $body,
            params(("id" = Uuid, Path), ("referral_id" = Uuid, Path), ("If-Match" = Option<String>, Header),
                ("at_least" = Option<i64>, Query, description = "log position to wait for")), responses(CommandAnswers))]
        pub(crate) async fn $name(
            State(state): State<AppState>,
            signed: Signed,
            _at_least: AtLeast,
            if_match: IfMatch,
            InPath(path): InPath<[Uuid; 2]>,
            sent: Sent,
        ) -> Result<Done, Problem> {
            let operation = Operation { name: stringify!($name), path: &path };
            let receiving = Receiving { operation, off_agenda: $off };
            let make = |$b: $body, $at: Moment, $family: FamilyId, $referral: ReferralId| $make;
            receive::<$body>(&state, &signed, if_match, &sent, receiving, |body| body.$day, make).await
        }
    };
}

reception_operation! {
    /// Take a referral up.
    post "/commissions/{id}/referrals/{referral_id}/accept" accept_referral(AcceptReferralBody) day accepted_on, off agenda false,
    |_body, at, _family, referral_id| {
        let acceptance = ReferralAccepted { referral_id, accepted_on: at.day };
        domain::AcceptReferral { acceptance, today: at.today }.into()
    }
}

reception_operation! {
    /// Return a referral with what is missing; the commission's term stands still until the sender adds it.
    post "/commissions/{id}/referrals/{referral_id}/return" return_referral(ReturnReferralBody) day returned_on, off agenda true,
    |body, at, family, referral_id| {
        let missing = Personal::of_family(family.0, body.missing.into_string());
        domain::ReturnReferral { referral_id, missing, why: Some(body.why), returned_on: at.day, today: at.today }.into()
    }
}

reception_operation! {
    /// Decline a referral, with a reason; it is its sender's again.
    post "/commissions/{id}/referrals/{referral_id}/decline" decline_referral(DeclineReferralBody) day declined_on, off agenda true,
    |body, at, family, referral_id| {
        let reason = Personal::of_family(family.0, body.reason.into_string());
        let refusal = ReferralDeclined { referral_id, reason, why: Some(body.why), declined_on: at.day };
        domain::DeclineReferral { refusal, today: at.today }.into()
    }
}

/// The operations.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(accept_referral))
        .routes(routes!(return_referral))
        .routes(routes!(decline_referral))
}
