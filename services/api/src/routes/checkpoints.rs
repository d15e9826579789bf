//! Signed checkpoints of the log, for the auditor: what was signed, a code for paper, and a new one now.

use axum::Json;
use axum::extract::State;
use hamyar_identity::policy::{Action, Resource};
use hamyar_projections::views::Instant;
use hamyar_proof::copies::{self, Copy};
use hamyar_proof::{Begins, ProofError, Signed, qr};
use serde::{Deserialize, Serialize};
use std::time::Duration;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::answers::ReadProblems;
use super::run::store_problem;
use crate::auth::Signed as Person;
use crate::input::{Filters, InPath, PageQuery, cursor_of, read_cursor};
use crate::problem::{Problem, from_database};
use crate::state::AppState;

/// How long a new checkpoint is waited for.
pub(crate) const PATIENCE: Duration = Duration::from_secs(8);

/// A checkpoint as the database has its copy. `hamyar verify` holds the log to the files.
#[derive(Serialize, ToSchema)]
pub(crate) struct CheckpointItem {
    /// From 1, without gaps.
    number: i64,
    /// Whether it reads as a checkpoint and its signature is its key's. Where not, everything below is empty.
    holds: bool,
    /// Position of the last event it covers.
    position: Option<i64>,
    /// How many histories the log had.
    streams: Option<i64>,
    signed_at: Option<Instant>,
    /// Root over all events, in hexadecimal.
    root: Option<String>,
    series: Option<u32>,
    /// On the first of a series: `new`, `key_lost` or `restored`.
    begins: Option<String>,
    /// What people compare of its key.
    fingerprint: Option<String>,
}

/// The node that keeps the checkpoints.
#[derive(Serialize, ToSchema)]
pub(crate) struct KeeperView {
    /// When it last looked.
    seen_at: Instant,
    /// What keeps it from signing: `cut_off`, `event_differs`, `ledger_differs`, `other_key`, `key_missing`, `other_store`,
    /// `folder_behind`, `key_unusable`, `folder_unusable`, `checkpoint_altered` or `unavailable`.
    fault: Option<String>,
}

/// Checkpoints, the newest first.
#[derive(Serialize, ToSchema)]
pub(crate) struct CheckpointList {
    items: Vec<CheckpointItem>,
    /// Cursor of the next page.
    next: Option<String>,
    /// Position of the last event of the log.
    position: i64,
    /// None where no node ever kept checkpoints.
    keeper: Option<KeeperView>,
}

/// A code to photograph or print.
#[derive(Serialize, ToSchema)]
pub(crate) struct QrView {
    /// Width and height in modules, margin included.
    side: usize,
    /// The dark modules as the path of an SVG.
    path: String,
}

/// One checkpoint, whole.
#[derive(Serialize, ToSchema)]
pub(crate) struct CheckpointView {
    #[serde(flatten)]
    item: CheckpointItem,
    /// The whole text, signature included.
    note: String,
    /// The key in base64, to verify with.
    public_key: Option<String>,
    qr: Option<QrView>,
}

fn item(copy: &Copy, signed: Option<&Signed>) -> CheckpointItem {
    let number = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    CheckpointItem {
        number: number(copy.number),
        holds: signed.is_some(),
        position: signed.map(|signed| number(signed.size)),
        streams: signed.map(|signed| number(signed.streams)),
        signed_at: signed.map(|signed| signed.time.into()),
        root: signed.map(|signed| signed.root.iter().map(|byte| format!("{byte:02x}")).collect()),
        series: signed.map(|signed| signed.series),
        begins: signed.and_then(|signed| signed.begins).map(|begins| {
            match begins {
                Begins::New => "new",
                Begins::KeyLost => "key_lost",
                Begins::Restored { .. } => "restored",
            }
            .to_owned()
        }),
        fingerprint: signed.map(|signed| signed.key.fingerprint()),
    }
}

/// A copy that reads and is the checkpoint of its number.
fn read(copy: &Copy) -> Option<Signed> {
    Signed::read(&copy.note).ok().filter(|signed| signed.number == copy.number)
}

/// A fault of the proof as the interface tells it.
pub(crate) fn proof_problem(error: ProofError) -> Problem {
    match error {
        ProofError::Database(error) => from_database("proof", error),
        ProofError::NoSuchCheckpoint => Problem::refused("no_checkpoint"),
        ProofError::Unprovable(_) | ProofError::Checkpoint { .. } => Problem::refused("history_differs"),
        ProofError::NoSuchStream => Problem::NotFound,
        other => Problem::internal("proof", &other),
    }
}

/// Which page.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct CheckpointQuery {
    cursor: Option<String>,
    /// 1 to 100.
    limit: Option<String>,
}

/// What was signed, newest first, and how the node fares that signs.
#[utoipa::path(get, path = "/audit/checkpoints", tag = "audit", params(CheckpointQuery),
    responses((status = 200, body = CheckpointList), ReadProblems))]
pub(crate) async fn list_checkpoints(
    State(state): State<AppState>,
    person: Person,
    Filters(query): Filters<CheckpointQuery>,
) -> Result<Json<CheckpointList>, Problem> {
    person.may_ever(Action::ReadAudit)?;
    person.check(Action::ReadAudit, &Resource::None)?;
    let mut page = PageQuery::default();
    let limit = page.limit(&query.limit);
    page.done()?;
    let before = match read_cursor(&query.cursor)? {
        Some(place) => place.parse::<i64>().map_err(|_| Problem::field("cursor", "malformed"))?,
        None => i64::MAX,
    };
    let pool = state.store().pool();
    let mut found = copies::newest(pool, before, limit + 1).await.map_err(proof_problem)?;
    let more = i64::try_from(found.len()).is_ok_and(|found| found > limit);
    found.truncate(usize::try_from(limit).unwrap_or(0));
    let next = found.last().filter(|_| more).map(|last| cursor_of(&last.number.to_string()));
    let keeper = copies::keeper(pool).await.map_err(proof_problem)?;
    Ok(Json(CheckpointList {
        items: found.iter().map(|copy| item(copy, read(copy).as_ref())).collect(),
        next,
        position: state.store().head().await.map_err(store_problem)?,
        keeper: keeper.map(|keeper| KeeperView { seen_at: keeper.at.into(), fault: keeper.fault }),
    }))
}

/// One checkpoint with its text and code.
#[utoipa::path(get, path = "/audit/checkpoints/{number}", tag = "audit", params(("number" = i64, Path)),
    responses((status = 200, body = CheckpointView), ReadProblems))]
pub(crate) async fn read_checkpoint(
    State(state): State<AppState>,
    person: Person,
    InPath(path): InPath<[i64; 1]>,
) -> Result<Json<CheckpointView>, Problem> {
    let [number] = path;
    person.may_ever(Action::ReadAudit)?;
    person.check(Action::ReadAudit, &Resource::None)?;
    let copy = copies::one(state.store().pool(), number).await.map_err(proof_problem)?.ok_or(Problem::NotFound)?;
    Ok(Json(view(&copy)))
}

fn view(copy: &Copy) -> CheckpointView {
    let signed = read(copy);
    CheckpointView {
        item: item(copy, signed.as_ref()),
        public_key: signed.as_ref().map(|signed| signed.key.to_string()),
        qr: qr::drawing(&copy.note).map(|drawing| QrView { side: drawing.side, path: drawing.path }),
        note: copy.note.clone(),
    }
}

/// Signs what the log is now, by the node that keeps the checkpoints, and answers with the newest. Where nothing is new nothing is signed.
#[utoipa::path(post, path = "/audit/checkpoints", tag = "audit",
    responses((status = 200, body = CheckpointView), ReadProblems))]
pub(crate) async fn make_checkpoint(
    State(state): State<AppState>,
    person: Person,
) -> Result<Json<CheckpointView>, Problem> {
    person.may_ever(Action::MakeCheckpoint)?;
    person.check(Action::MakeCheckpoint, &Resource::None)?;
    let made = copies::ask(state.store().pool(), PATIENCE).await.map_err(proof_problem)?;
    let signed = made.ok_or_else(|| Problem::refused("checkpoints_stand_still"))?;
    Ok(Json(view(&Copy { number: signed.number, note: signed.text().to_owned() })))
}

/// The operations.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list_checkpoints, make_checkpoint)).routes(routes!(read_checkpoint))
}
