//! Running of commands: policy, context, execution in a task of its own, and what each failure answers.

use chrono::{DateTime, NaiveDate, Utc};
use hamyar_domain::family::{ConsentState, Referral, ReferralState, TaskState};
use hamyar_domain::{Caseworker, Family};
use hamyar_event_store::{CommandContext, Committed, ExecuteError, Execution, StoreError};
use hamyar_events::family::GlassPurpose;
use hamyar_events::{Actor, Decider, HappenedAt};
use hamyar_identity::policy::{self, Action, FamilyFacts, Opened, OpenedKind, Resource, SharingStopped};
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::future::Future;
use uuid::Uuid;

use super::answers::Done;
use crate::auth::Signed;
use crate::input::{Day, Envelope, IfMatch, Sent};
use crate::problem::{FieldError, Problem};
use crate::state::AppState;

/// When a command's fact happened, from what the person said.
#[derive(Clone, Copy)]
pub(crate) struct Moment {
    /// Today in Tehran.
    pub(crate) today: NaiveDate,
    /// The day of the fact: as given, or of `happened_at`, or today.
    pub(crate) day: NaiveDate,
    /// The field time kept with the event.
    pub(crate) happened_at: HappenedAt,
}

/// The moment of a command, with the day its own field names, if any.
pub(crate) fn moment(state: &AppState, envelope: &impl Envelope, fact: Option<Day>) -> Result<Moment, Problem> {
    let now = state.clock().now();
    let today = state.today();
    let fact = fact.map(|day| day.0);
    let happened_at = match (envelope.happened_at(), fact) {
        (Some(given), _) => given,
        (None, Some(day)) if day != today => HappenedAt::Day(day),
        (None, _) => HappenedAt::Instant(now),
    };
    let happened_on = match happened_at {
        HappenedAt::Instant(instant) => hamyar_persian::tehran_date(instant),
        HappenedAt::Day(day) | HappenedAt::About(day) => day,
    };
    if happened_on > today {
        return Err(Problem::field("happened_at", "in_future"));
    }
    if happened_on < hamyar_domain::EARLIEST_DATE {
        return Err(Problem::field("happened_at", "too_early"));
    }
    Ok(Moment { today, day: fact.unwrap_or(happened_on), happened_at })
}

/// The one thing meant when nothing is named: the only one there is.
pub(crate) fn only<T: Copy>(all: Vec<T>) -> Option<T> {
    if let [one] = all.as_slice() { Some(*one) } else { None }
}

/// An id the client did not make: the same for every sending of the command.
pub(crate) fn derived_id(command_id: Uuid, kind: &str) -> Uuid {
    Uuid::new_v5(&command_id, kind.as_bytes())
}

/// Ids of what a command makes, for its answer.
pub(crate) type Ids = BTreeMap<String, Uuid>;

/// One id of what a command makes.
pub(crate) fn ids(kind: &str, id: Uuid) -> Ids {
    BTreeMap::from([(kind.to_owned(), id)])
}

/// The context of a command.
pub(crate) fn context(signed: &Signed, envelope: &impl Envelope, at: Moment, if_match: IfMatch) -> CommandContext {
    let mut context = CommandContext::new(envelope.command_id(), Actor::User(signed.principal.user_id), at.happened_at);
    context.device = envelope.device();
    context.client_clock = envelope.client_clock();
    context.expected_sequence = if_match.0;
    context.based_on = envelope.based_on();
    context
}

/// What a command is called, and the ids of its path.
#[derive(Clone, Copy)]
pub(crate) struct Operation<'a> {
    pub(crate) name: &'static str,
    pub(crate) path: &'a [Uuid],
}

/// What a command is run with.
pub(crate) struct Wish {
    pub(crate) context: CommandContext,
    pub(crate) execution: Execution,
}

impl Wish {
    pub(crate) fn new(context: CommandContext, sent: &Sent, operation: &str, path: &[Uuid]) -> Self {
        Self { context, execution: as_sent(sent, operation, path) }
    }
}

/// What tells a wish that is sent again from another one: the body and the address, not what the edge fills in of the day and the state.
pub(crate) fn as_sent(sent: &Sent, operation: &str, path: &[Uuid]) -> Execution {
    Execution { body: Some(sent.fingerprint(operation, path)) }
}

/// Whether the command has its answer already. What it names was looked up when it was first sent and is not judged again.
pub(crate) async fn is_answered(state: &AppState, command_id: Uuid) -> Result<bool, Problem> {
    hamyar_processes::is_answered(state.store(), command_id).await.map_err(store_problem)
}

/// Runs a command in a task of its own.
pub(crate) async fn execute<A: Decider>(
    state: &AppState,
    id: Uuid,
    command: A::Command,
    wish: Wish,
) -> Result<Committed, Failed> {
    let store = state.store().clone();
    in_own_task(async move { store.execute_with::<A>(id, command, wish.context, wish.execution).await }).await
}

/// Work goes on in its own task when the client hangs up, so that nothing stops half way.
pub(crate) async fn in_own_task<T: Send + 'static, E: Send + 'static>(
    work: impl Future<Output = Result<T, ExecuteError<E>>> + Send + 'static,
) -> Result<T, Failed> {
    match tokio::spawn(work).await {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(error)) => Err(failed(error)),
        Err(error) => Err(Failed::Problem(Problem::internal("command task", &error))),
    }
}

/// A command that did not commit: a problem, or a national id of another family, of which policy has to say what is told.
pub(crate) enum Failed {
    Problem(Problem),
    NationalIdTaken { family_id: Uuid, member_id: Uuid },
}

impl From<Problem> for Failed {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

impl Failed {
    /// The problem of a command that claims no national id.
    pub(crate) fn without_family(self) -> Problem {
        match self {
            Self::Problem(problem) => problem,
            Self::NationalIdTaken { .. } => Problem::Internal,
        }
    }

    /// Whether the same command would fail again: its content was judged, and the store did not merely fail to answer in time.
    pub(crate) fn is_final(&self) -> bool {
        match self {
            Self::NationalIdTaken { .. } | Self::Problem(Problem::Invalid(_)) => true,
            Self::Problem(Problem::Refused { code, .. }) => code != "command_id_reused",
            Self::Problem(_) => false,
        }
    }

    /// The problem to answer; the other family is named only to those who may search it.
    pub(crate) async fn into_problem(self, state: &AppState, signed: &Signed) -> Problem {
        let (family_id, member_id) = match self {
            Self::Problem(problem) => return problem,
            Self::NationalIdTaken { family_id, member_id } => (family_id, member_id),
        };
        let mut params = Map::new();
        if let Ok((_, facts)) = family(state, family_id).await
            && policy::decide(&signed.principal, Action::OpenFamily, &Resource::Family(&facts)).allowed
        {
            params.insert("family_id".to_owned(), family_id.to_string().into());
            params.insert("member_id".to_owned(), member_id.to_string().into());
        }
        // Outside the scope it is told no more than a search would tell.
        let code = if params.is_empty() { "possible_match" } else { "national_id_taken" };
        Problem::Refused { code: Cow::Borrowed(code), params }
    }
}

fn failed<E>(error: ExecuteError<E>) -> Failed {
    Failed::Problem(match error {
        ExecuteError::NationalIdTaken(holder) => {
            return Failed::NationalIdTaken { family_id: holder.family_id, member_id: holder.member_id };
        }
        ExecuteError::Refused { refusal, .. } => refused(refusal),
        ExecuteError::CommandIdReused => Problem::refused("command_id_reused"),
        ExecuteError::Stale { expected, actual } => Problem::Stale { expected, actual },
        ExecuteError::Busy | ExecuteError::Unavailable => Problem::Unavailable,
        ExecuteError::Store(error) => store_problem(error),
    })
}

/// A change of rights that did not commit.
pub(crate) fn rights_problem(error: ExecuteError<hamyar_domain::AccountRefusal>) -> Problem {
    match failed(error) {
        Failed::Problem(problem) => problem,
        Failed::NationalIdTaken { .. } => Problem::Internal,
    }
}

/// A fault of the store.
pub(crate) fn store_problem(error: StoreError) -> Problem {
    match error {
        StoreError::Unavailable(_) => Problem::Unavailable,
        StoreError::SubjectErased(_) => Problem::refused("subject_erased"),
        StoreError::ForbiddenCharacter { .. } => Problem::field("body", "bad_characters"),
        error => Problem::internal("store", &error),
    }
}

/// A refusal as stored: wrong values are 422 with every field, a rule's refusal is 409 with its numbers.
pub(crate) fn refused(refusal: Value) -> Problem {
    let Value::Object(mut params) = refusal else { return Problem::refused("refused") };
    let code = params.remove("code").and_then(|code| code.as_str().map(str::to_owned)).unwrap_or_default();
    match code.as_str() {
        "invalid" => {
            let fields = params.remove("fields");
            let fields = fields.as_ref().and_then(Value::as_array).into_iter().flatten();
            Problem::Invalid(
                fields
                    .filter_map(Value::as_object)
                    .map(|field| {
                        let mut numbers = field.clone();
                        let name = numbers.remove("field").and_then(|name| name.as_str().map(str::to_owned));
                        let rule = numbers.remove("rule").and_then(|rule| rule.as_str().map(str::to_owned));
                        FieldError::new(name.unwrap_or_default(), &rule.unwrap_or_default(), numbers)
                    })
                    .collect(),
            )
        }
        _ => Problem::Refused { code: Cow::Owned(code), params },
    }
}

/// What policy needs to know of a family, by the clock of the moment.
pub(crate) fn facts(family: &Family, now: DateTime<Utc>) -> FamilyFacts {
    let trust = &family.trust;
    let reveals = trust.reveals.values().map(|one| (OpenedKind::Reveal, *one));
    let glasses = trust.glasses.values().map(|glass| match glass.purpose {
        GlassPurpose::ForeignFile => (OpenedKind::ForeignFile, glass.opened),
        GlassPurpose::ThreatenedAddress => (OpenedKind::ThreatenedAddress, glass.opened),
    });
    let opened =
        |(kind, one): (_, hamyar_domain::family::Opened)| Opened { kind, user_id: one.user_id.0, until: one.until };
    FamilyFacts {
        center_id: family.file.as_ref().and_then(|file| file.center_id).map(|id| id.0),
        caseworker_id: family.holding.as_ref().map(|holding| holding.caseworker_id.0),
        address_under_threat: trust.address_threat,
        sharing_stopped: sharing_stopped(family),
        commission_ids: family
            .referrals
            .values()
            .filter(|one| is_alive(family, one))
            .map(|one| one.commission_id.0)
            .collect(),
        opened: reveals.chain(glasses).map(opened).collect(),
        now: Some(now),
    }
}

/// Why nothing of a family is shared with agencies now.
fn sharing_stopped(family: &Family) -> Option<SharingStopped> {
    if family.consent.state() != ConsentState::Given {
        Some(SharingStopped::ConsentWithdrawn)
    } else if family.closed_on.is_some() {
        Some(SharingStopped::CaseClosed)
    } else {
        None
    }
}

/// Whether a commission still has a referral before it: until it is withdrawn, or decided and its last task closed, and never beyond the
/// family's consent.
pub(crate) fn is_alive(family: &Family, referral: &Referral) -> bool {
    family.consent.state() == ConsentState::Given
        && match referral.state {
            ReferralState::Open => true,
            ReferralState::Withdrawn | ReferralState::Declined => false,
            ReferralState::Decided { decision_id, .. } => {
                // What was declined waits for the commission, while the case is open.
                let waits =
                    |state: TaskState| state.is_open() || (state == TaskState::Declined && family.closed_on.is_none());
                family.tasks.values().any(|task| task.decision_id == decision_id && waits(task.state))
            }
        }
}

/// A family and its facts from the log's own state, which never lags. A family without a file does not exist.
pub(crate) async fn family(state: &AppState, id: Uuid) -> Result<(Family, FamilyFacts), Problem> {
    let loaded = state.store().load::<Family>(id).await.map_err(store_problem)?;
    if loaded.state.file.is_none() {
        return Err(Problem::NotFound);
    }
    let facts = facts(&loaded.state, state.clock().now());
    Ok((loaded.state, facts))
}

/// A family that the person may do this to.
pub(crate) async fn allowed_family(
    state: &AppState,
    signed: &Signed,
    action: Action,
    id: Uuid,
) -> Result<Family, Problem> {
    signed.may_ever(action)?;
    let (family, facts) = family(state, id).await?;
    signed.check(action, &Resource::Family(&facts))?;
    Ok(family)
}

/// A stream that is there, from the log's own state, which never lags.
pub(crate) async fn there<A: Decider>(state: &AppState, id: Uuid) -> Result<A, Problem> {
    let loaded = state.store().load::<A>(id).await.map_err(store_problem)?;
    if loaded.sequence == 0 { Err(Problem::NotFound) } else { Ok(loaded.state) }
}

/// A caseworker and the center admitted to.
pub(crate) async fn caseworker(state: &AppState, id: Uuid) -> Result<(Caseworker, i64), Problem> {
    let loaded = state.store().load::<Caseworker>(id).await.map_err(store_problem)?;
    if loaded.sequence == 0 { Err(Problem::NotFound) } else { Ok((loaded.state, loaded.sequence)) }
}

/// The answer of a committed command.
pub(crate) fn done(id: Uuid, committed: Committed, ids: Ids) -> Done {
    Done {
        id,
        sequence: committed.sequence,
        position: committed.position,
        repeated: committed.repeated,
        ids,
        file_number: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file is closed as a mistake only when its head can never be accepted, not when the store was busy.
    #[test]
    fn only_a_judged_command_is_final() {
        let final_ones = [
            Failed::NationalIdTaken { family_id: Uuid::nil(), member_id: Uuid::nil() },
            Failed::Problem(Problem::refused("head_exists")),
            Failed::Problem(Problem::field("head.birth_date", "in_future")),
        ];
        assert!(final_ones.iter().all(Failed::is_final));
        let passing = [
            Failed::Problem(Problem::Unavailable),
            Failed::Problem(Problem::Stale { expected: 1, actual: 2 }),
            Failed::Problem(Problem::Internal),
            Failed::Problem(Problem::refused("command_id_reused")),
        ];
        assert!(!passing.iter().any(Failed::is_final));
    }

    /// S058, S016: a referral is before its commission while it is open, and not a moment beyond the family's consent.
    #[test]
    fn no_referral_outlives_consent() {
        use hamyar_domain::family::ConsentPeriod;
        use hamyar_events::{CommissionId, Domain};
        let day = hamyar_domain::EARLIEST_DATE;
        let referral = |state| Referral {
            commission_id: CommissionId(Uuid::nil()),
            domain: Domain::Social,
            referred_on: day,
            packet_sequence: 1,
            state,
            reception: hamyar_domain::family::Reception::Waiting,
            answer_by: None,
        };
        let mut family = Family::default();
        assert!(!is_alive(&family, &referral(ReferralState::Open)), "never asked");
        family.consent.periods.push(ConsentPeriod { given_on: day, withdrawn_on: None });
        assert!(is_alive(&family, &referral(ReferralState::Open)));
        assert!(!is_alive(&family, &referral(ReferralState::Withdrawn)));
        assert!(!is_alive(&family, &referral(ReferralState::Declined)));
        family.consent.periods[0].withdrawn_on = Some(day);
        assert!(!is_alive(&family, &referral(ReferralState::Open)), "withdrawn");
    }
}
