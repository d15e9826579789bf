//! Unusual patterns: each with its threshold, its list, and the way to the events. Figures come from the log and the record of openings only.

use axum::Json;
use axum::extract::State;
use chrono::{DateTime, Days, NaiveDate, Utc};
use hamyar_identity::policy::{Action, Resource};
use hamyar_persian::tehran::tehran_day_bounds;
use hamyar_projections::audit::{
    self, AuditItem, BackDated, Burst, NightEdits, OverrideShare, QuickTask, Refused, SelfDealing,
};
use hamyar_projections::views::{ActorRef, CivilDate, Instant};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::trace;
use crate::auth::Signed;
use crate::input::{Filters, PageQuery};
use crate::messages;
use crate::problem::{Problem, from_database};
use crate::routes::answers::ReadProblems;
use crate::routes::families::document;
use crate::state::AppState;
use crate::wait::AtLeast;

/// Days looked at unless others are asked for, and at most.
const DAYS: u64 = 30;
const DAYS_MAX: i64 = 366;

/// Which days, and what counts as much.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct PatternsQuery {
    /// Recorded, or opened, on this day in Tehran or later; 30 days back unless given.
    from: Option<String>,
    /// On this day or earlier; today unless given.
    to: Option<String>,
    /// Events at night from which a person shows (5).
    night_events: Option<String>,
    /// Different files within the span from which an account shows (30).
    bulk_files: Option<String>,
    /// Length of that span in minutes (60).
    bulk_minutes: Option<String>,
    /// Tiers against the computed one from which a person shows (3).
    overrides: Option<String>,
    /// Days from happening to recording from which an event shows (30).
    days_late: Option<String>,
    /// Files opened without any work on them from which an account shows (10).
    idle_files: Option<String>,
    /// Refused commands from which a person shows (20).
    refused: Option<String>,
    /// Minutes from accepting a task to its end below which it shows (10).
    task_minutes: Option<String>,
    /// Share in percent of a month's records on its last three days from which a person shows (60).
    burst_percent: Option<String>,
    /// Log position to wait for.
    #[allow(dead_code, reason = "read by AtLeast; named here for the document")]
    at_least: Option<String>,
}

/// What counts as much, as used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Thresholds {
    night_events: i64,
    bulk_files: i64,
    bulk_minutes: i64,
    overrides: i64,
    days_late: i64,
    idle_files: i64,
    refused: i64,
    task_minutes: i64,
    burst_percent: i64,
    /// Records in a month from which its end is looked at.
    burst_records: i64,
    /// Days that are a month's end.
    burst_days: i64,
}

/// Records of a month from which its end is looked at.
const BURST_RECORDS: i64 = 10;
/// Days that are a month's end.
const BURST_DAYS: u64 = 3;

/// Many files opened by one account in a short time.
#[derive(Serialize, ToSchema)]
pub(crate) struct BulkRead {
    actor: ActorRef,
    /// Different families' files within the densest span.
    files: i64,
    began_at: Instant,
    ended_at: Instant,
    /// Different files in all the days looked at.
    files_in_all: i64,
}

/// Files that an account opened without recording anything in them.
#[derive(Serialize, ToSchema)]
pub(crate) struct IdleReader {
    actor: ActorRef,
    /// Different files opened.
    files: i64,
    /// Of them, those in which the account recorded nothing in these days.
    idle_files: i64,
}

/// A refusal in words.
#[derive(Serialize, ToSchema)]
pub(crate) struct RefusalWords {
    code: String,
    title: String,
    title_en: String,
}

/// A person's commands that a rule refused.
#[derive(Serialize, ToSchema)]
pub(crate) struct Refusals {
    actor: ActorRef,
    refused: i64,
    /// All commands of the person in these days.
    commands: i64,
    /// What was refused, the most frequent first; at most five.
    reasons: Vec<RefusalWords>,
}

impl From<Refused> for Refusals {
    fn from(found: Refused) -> Self {
        let reasons = found.codes.into_iter().map(|code| {
            let (title, title_en) = messages::problem(&code);
            RefusalWords { code, title, title_en }
        });
        Self { actor: found.actor, refused: found.refused, commands: found.commands, reasons: reasons.collect() }
    }
}

/// What the log and the record of openings show for some days.
#[derive(Serialize, ToSchema)]
pub(crate) struct Patterns {
    from: CivilDate,
    to: CivilDate,
    thresholds: Thresholds,
    night_edits: Vec<NightEdits>,
    bulk_reads: Vec<BulkRead>,
    overrides: Vec<OverrideShare>,
    /// Those dated before a decision or consent that stood already come first; at most 200.
    back_dated: Vec<BackDated>,
    /// How many there are in all.
    back_dated_total: i64,
    idle_readers: Vec<IdleReader>,
    refused_commands: Vec<Refusals>,
    quick_tasks: Vec<QuickTask>,
    one_hand: Vec<SelfDealing>,
    month_ends: Vec<Burst>,
    position: i64,
}

/// Patterns worth a look, over the log and the record of openings of some days.
#[utoipa::path(get, path = "/audit/patterns", tag = "audit", params(PatternsQuery),
    responses((status = 200, body = Patterns), ReadProblems))]
pub(crate) async fn list_patterns(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    Filters(query): Filters<PatternsQuery>,
) -> Result<Json<Patterns>, Problem> {
    signed.may_ever(Action::ReadAudit)?;
    let verdict = signed.check(Action::ReadAudit, &Resource::None)?;
    let (from, to, at) = query.read(state.today())?;
    trace(&state, &signed, "list_patterns", "log", &verdict).await?;
    let fault = |error| from_database("audit patterns", error);
    let pool = state.read();
    let window = audit::positions_of(pool, from, to).await.map_err(fault)?;
    let (begin, end) = (tehran_day_bounds(from).0, tehran_day_bounds(to).1);
    let days_late = i32::try_from(at.days_late).unwrap_or(i32::MAX);
    let (
        night_edits,
        overrides,
        (back_dated, back_dated_total),
        refused_commands,
        quick_tasks,
        one_hand,
        month_ends,
        position,
    ) = futures::try_join!(
        audit::night_edits(pool, window, at.night_events),
        audit::overrides(pool, window, at.overrides),
        audit::back_dated(pool, window, days_late),
        audit::refused(pool, begin, end, at.refused),
        audit::quick_tasks(pool, window, at.task_minutes),
        audit::self_dealing(pool, window),
        audit::bursts(pool, window, BURST_DAYS, at.burst_percent, BURST_RECORDS),
        hamyar_projections::position(pool, "audit_trail"),
    )
    .map_err(fault)?;
    let mut found = Patterns {
        from: from.into(),
        to: to.into(),
        thresholds: at,
        night_edits,
        bulk_reads: bulk_reads(&state, begin, end, at).await?,
        overrides,
        back_dated,
        back_dated_total,
        idle_readers: idle_readers(&state, window, begin, end, at).await?,
        refused_commands: refused_commands.into_iter().map(Refusals::from).collect(),
        quick_tasks,
        one_hand,
        month_ends,
        position,
    };
    name(&state, &mut found).await?;
    Ok(Json(found))
}

impl PatternsQuery {
    /// Days and thresholds, or every value that cannot be read.
    fn read(&self, today: NaiveDate) -> Result<(NaiveDate, NaiveDate, Thresholds), Problem> {
        let mut read = PageQuery::default();
        let to = read.day("to", &self.to).unwrap_or(today).min(today);
        let from = read.day("from", &self.from);
        let from = from.unwrap_or_else(|| to.checked_sub_days(Days::new(DAYS - 1)).unwrap_or(to));
        let mut number =
            |name, text: &Option<String>, least, usual, most| read.number(name, text, least..=most).unwrap_or(usual);
        let at = Thresholds {
            night_events: number("night_events", &self.night_events, 1, 5, 10_000),
            bulk_files: number("bulk_files", &self.bulk_files, 2, 30, 10_000),
            bulk_minutes: number("bulk_minutes", &self.bulk_minutes, 1, 60, 1_440),
            overrides: number("overrides", &self.overrides, 1, 3, 10_000),
            days_late: number("days_late", &self.days_late, 2, 30, 3_650),
            idle_files: number("idle_files", &self.idle_files, 1, 10, 10_000),
            refused: number("refused", &self.refused, 1, 20, 10_000),
            task_minutes: number("task_minutes", &self.task_minutes, 1, 10, 1_440),
            burst_percent: number("burst_percent", &self.burst_percent, 1, 60, 100),
            burst_records: BURST_RECORDS,
            burst_days: i64::try_from(BURST_DAYS).unwrap_or(0),
        };
        if to < from {
            read.fault("to", "before_start");
        } else if (to - from).num_days() >= DAYS_MAX {
            read.fault("from", "too_early");
        }
        read.done()?;
        Ok((from, to, at))
    }
}

fn user(id: Uuid) -> ActorRef {
    ActorRef { id: Some(id), name: None, kind: "user".to_owned() }
}

async fn bulk_reads(
    state: &AppState,
    begin: DateTime<Utc>,
    end: DateTime<Utc>,
    at: Thresholds,
) -> Result<Vec<BulkRead>, Problem> {
    let found = state.identity().bulk_reads(begin, end, at.bulk_files, at.bulk_minutes).await?;
    let found = found.into_iter().map(|one| BulkRead {
        actor: user(one.user_id),
        files: one.files,
        began_at: one.began_at.into(),
        ended_at: one.ended_at.into(),
        files_in_all: one.files_in_all,
    });
    Ok(found.collect())
}

async fn idle_readers(
    state: &AppState,
    window: audit::Window,
    begin: DateTime<Utc>,
    end: DateTime<Utc>,
    at: Thresholds,
) -> Result<Vec<IdleReader>, Problem> {
    let read = state.identity().files_read(begin, end, at.idle_files).await?;
    let pairs: Vec<(Uuid, Uuid)> =
        read.iter().flat_map(|one| one.families.iter().map(|family| (one.user_id, *family))).collect();
    let acted = audit::acted_on(state.read(), &pairs, window).await;
    let mut worked: BTreeMap<Uuid, i64> = BTreeMap::new();
    for (user, _) in acted.map_err(|error| from_database("audit patterns", error))? {
        *worked.entry(user).or_default() += 1;
    }
    let mut found: Vec<IdleReader> = read
        .into_iter()
        .map(|one| {
            let files = i64::try_from(one.families.len()).unwrap_or(i64::MAX);
            let idle_files = files - worked.get(&one.user_id).copied().unwrap_or(0);
            IdleReader { actor: user(one.user_id), files, idle_files }
        })
        .filter(|one| one.idle_files >= at.idle_files)
        .collect();
    found.sort_by_key(|one| std::cmp::Reverse(one.idle_files));
    Ok(found)
}

/// Fills in who did what.
async fn name(state: &AppState, found: &mut Patterns) -> Result<(), Problem> {
    let of_events = found.back_dated.iter_mut().map(|one| &mut one.event);
    let of_events = of_events.chain(found.quick_tasks.iter_mut().map(|one| &mut one.event));
    let of_events = of_events.chain(found.one_hand.iter_mut().map(|one| &mut one.event));
    let mut actors: Vec<&mut ActorRef> = of_events.map(|item: &mut AuditItem| &mut item.actor).collect();
    actors.extend(found.night_edits.iter_mut().map(|one| &mut one.actor));
    actors.extend(found.bulk_reads.iter_mut().map(|one| &mut one.actor));
    actors.extend(found.overrides.iter_mut().map(|one| &mut one.actor));
    actors.extend(found.idle_readers.iter_mut().map(|one| &mut one.actor));
    actors.extend(found.refused_commands.iter_mut().map(|one| &mut one.actor));
    actors.extend(found.month_ends.iter_mut().map(|one| &mut one.actor));
    document::name_actors(state, &mut actors).await
}
