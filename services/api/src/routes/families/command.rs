//! How every command on a family runs.

use hamyar_domain::{Family, FamilyCommand, FamilyRefusal};
use hamyar_event_store::Committed;
use hamyar_events::{FamilyEvent, FamilyId};
use hamyar_identity::policy::Action;
use uuid::Uuid;

use crate::auth::Signed;
use crate::input::{Day, Envelope, IfMatch, Read, Sent};
use crate::problem::Problem;
use crate::routes::answers::Done;
use crate::routes::lookups;
use crate::routes::run::{self, Ids, Moment, Wish};
use crate::state::AppState;

/// What one operation adds to the common way.
pub(crate) struct Operation<'a> {
    pub(crate) name: &'static str,
    pub(crate) action: Action,
    /// The family, then whatever else the path names.
    pub(crate) path: &'a [Uuid],
}

/// A command that was read and may be asked for.
pub(super) struct Ready {
    pub(super) id: Uuid,
    pub(super) family: Family,
    pub(super) command: FamilyCommand,
    ids: Ids,
    wish: Wish,
}

/// Policy, reading, deciding, appending, answering.
pub(crate) async fn family_command<B: Read + Envelope>(
    state: &AppState,
    signed: &Signed,
    if_match: IfMatch,
    sent: &Sent,
    operation: Operation<'_>,
    day: fn(&B) -> Option<Day>,
    make: impl FnOnce(B, Moment, FamilyId, &Family) -> Result<(FamilyCommand, Ids), Problem>,
) -> Result<Done, Problem> {
    let ready = ready(state, signed, if_match, sent, operation, day, make).await?;
    carry_out(state, signed, ready).await
}

/// Policy and reading: what is wrong in the body is told here.
pub(super) async fn ready<B: Read + Envelope>(
    state: &AppState,
    signed: &Signed,
    if_match: IfMatch,
    sent: &Sent,
    operation: Operation<'_>,
    day: fn(&B) -> Option<Day>,
    make: impl FnOnce(B, Moment, FamilyId, &Family) -> Result<(FamilyCommand, Ids), Problem>,
) -> Result<Ready, Problem> {
    let id = operation.path.first().copied().unwrap_or_default();
    let family = run::allowed_family(state, signed, operation.action, id).await?;
    let body: B = sent.read()?;
    lookups::references(state, operation.name, sent).await?;
    let at = run::moment(state, &body, day(&body))?;
    let context = run::context(signed, &body, at, if_match);
    let (command, ids) = make(body, at, FamilyId(id), &family)?;
    let wish = Wish::new(context, sent, operation.name, operation.path);
    Ok(Ready { id, family, command, ids, wish })
}

/// Deciding, appending, answering.
pub(super) async fn carry_out(state: &AppState, signed: &Signed, ready: Ready) -> Result<Done, Problem> {
    let Ready { id, family, command, ids, wish } = ready;
    if signed.is_trial {
        return tried(id, family.decide(&command), ids);
    }
    match run::execute::<Family>(state, id, command, wish).await {
        Ok(committed) => Ok(run::done(id, committed, ids)),
        Err(failed) => Err(failed.into_problem(state, signed).await),
    }
}

/// What the rules say of a command that is only tried.
fn tried(id: Uuid, decided: Result<Vec<FamilyEvent>, FamilyRefusal>, ids: Ids) -> Result<Done, Problem> {
    match decided {
        Ok(_) => Ok(run::done(id, Committed { position: 0, sequence: 0, events: 0, repeated: false }, ids)),
        Err(refusal) => match serde_json::to_value(&refusal) {
            Ok(refusal) => Err(run::refused(refusal)),
            Err(error) => Err(Problem::internal("refusal", &error)),
        },
    }
}

/// Declares an operation that is one command on a family.
macro_rules! family_operation {
    (
        $(#[$doc:meta])*
        $method:ident $path:tt $name:ident($body:ident) $action:ident, day $day:ident,
        |$b:ident, $at:ident, $family:ident| $make:expr
    ) => {
        $(#[$doc])*
        #[utoipa::path($method, path = $path, tag = "families", request_body = $body,
            params(("id" = uuid::Uuid, Path), ("If-Match" = Option<String>, Header, description = "sequence the person saw")),
            responses(crate::routes::answers::CommandAnswers))]
        pub(crate) async fn $name(
            axum::extract::State(state): axum::extract::State<crate::state::AppState>,
            signed: crate::auth::Signed,
            if_match: crate::input::IfMatch,
            crate::input::InPath(path): crate::input::InPath<[uuid::Uuid; 1]>,
            sent: crate::input::Sent,
        ) -> Result<crate::routes::answers::Done, crate::problem::Problem> {
    let [id] = path;
            let operation = crate::routes::families::command::Operation {
                name: stringify!($name),
                action: hamyar_identity::policy::Action::$action,
                path: &[id],
            };
            crate::routes::families::command::family_command::<$body>(
                &state, &signed, if_match, &sent, operation,
                family_operation!(@day $day),
                |$b, $at, $family, _| $make,
            ).await
        }
    };
    (
        $(#[$doc:meta])*
        $method:ident $path:tt [$sub:ident = $sub_name:tt] $name:ident($body:ident) $action:ident, day $day:ident,
        |$b:ident, $at:ident, $family:ident| $make:expr
    ) => {
        $(#[$doc])*
        #[utoipa::path($method, path = $path, tag = "families", request_body = $body,
            params(("id" = uuid::Uuid, Path), ($sub_name = uuid::Uuid, Path), ("If-Match" = Option<String>, Header, description = "sequence the person saw")),
            responses(crate::routes::answers::CommandAnswers))]
        pub(crate) async fn $name(
            axum::extract::State(state): axum::extract::State<crate::state::AppState>,
            signed: crate::auth::Signed,
            if_match: crate::input::IfMatch,
            crate::input::InPath(path): crate::input::InPath<[uuid::Uuid; 2]>,
            sent: crate::input::Sent,
        ) -> Result<crate::routes::answers::Done, crate::problem::Problem> {
    let [id, $sub] = path;
            let operation = crate::routes::families::command::Operation {
                name: stringify!($name),
                action: hamyar_identity::policy::Action::$action,
                path: &[id, $sub],
            };
            crate::routes::families::command::family_command::<$body>(
                &state, &signed, if_match, &sent, operation,
                family_operation!(@day $day),
                |$b, $at, $family, _| $make,
            ).await
        }
    };
    (@day none) => { |_| None };
    (@day $field:ident) => { |body| body.$field };
}
pub(crate) use family_operation;
