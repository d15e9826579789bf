//! Live updates: which streams changed, by id only, so that open screens ask again. Rights are looked at anew for every event.

use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures::stream::Stream;
use hamyar_domain::{Family, Program};
use hamyar_event_store::StoredEvent;
use hamyar_events::family::Responsible;
use hamyar_identity::policy::{self, Action, FamilyFacts, Resource, SharingStopped, TaskFacts};
use hamyar_identity::{IdentityError, Principal};
use serde::Serialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::time::Duration;
use tokio::sync::{broadcast, mpsc, watch};
use tokio::time::{Instant, MissedTickBehavior, interval, timeout_at};
use tokio_stream::wrappers::ReceiverStream;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::answers::ReadProblems;
use super::{lookups, run};
use crate::auth::{Signed, step_of};
use crate::problem::Problem;
use crate::state::AppState;

/// One event of the log, as far as live streams know it.
#[derive(Clone, Debug)]
pub(crate) struct Changed {
    position: i64,
    stream: String,
    id: Uuid,
    last_word: LastWord,
}

/// Who is told of a change though it ends what they may read, so that open screens read what is left.
#[derive(Clone, Debug, Default)]
struct LastWord {
    /// The agencies that have tasks of the family.
    agencies: bool,
    /// Caseworkers who no longer hold the family.
    caseworkers: Vec<Uuid>,
}

impl LastWord {
    fn of(event: &StoredEvent) -> Self {
        let agencies = LAST_WORDS.contains(&event.event_type.as_str());
        let released = event.event_type == "caseworker_released";
        let payload: Option<Value> = if released { serde_json::from_str(&event.payload).ok() } else { None };
        let caseworker = payload.and_then(|payload| payload["caseworker_id"].as_str()?.parse().ok());
        Self { agencies, caseworkers: caseworker.into_iter().collect() }
    }

    fn and(&mut self, other: Self) {
        self.agencies |= other.agencies;
        self.caseworkers.extend(other.caseworkers);
    }
}

/// The events after which agencies are told nothing more of a family.
const LAST_WORDS: [&str; 2] = ["consent_withdrawn", "case_closed"];

/// Events a slow reader may fall behind before it is told to read everything anew.
const BACKLOG: usize = 1024;
/// Changes that come so close together go out as one.
const GATHER: Duration = Duration::from_millis(40);
/// How often a stream looks whether its session still lives.
const SESSION_LOOK: Duration = Duration::from_secs(5);
/// Events read at once.
const BATCH: i64 = 500;

/// Until the server begins to stop, or is gone.
async fn stopping(shutdown: &mut watch::Receiver<bool>) {
    let _ = shutdown.wait_for(|stopping| *stopping).await.map(|_| ());
}

/// Follows the log for all live streams of this process, from now on.
pub(crate) fn follow(state: &AppState) -> broadcast::Sender<Changed> {
    let (sender, _) = broadcast::channel(BACKLOG);
    let store = state.store().clone();
    let mut shutdown = state.shutdown();
    let out = sender.clone();
    tokio::spawn(async move {
        let mut wake = store.wake();
        let mut after = *wake.borrow_and_update();
        loop {
            tokio::select! {
                changed = wake.changed() => if changed.is_err() { return },
                () = stopping(&mut shutdown) => return,
            }
            let newest = *wake.borrow_and_update();
            while after < newest {
                let Ok(events) = store.read_feed_stored(after, BATCH).await else { break };
                let Some(last) = events.last().map(|event| event.position) else { break };
                after = last;
                for event in events {
                    // Nobody listening is no fault.
                    let last_word = LastWord::of(&event);
                    let _ = out.send(Changed {
                        position: event.position,
                        stream: event.stream,
                        id: event.stream_id,
                        last_word,
                    });
                }
            }
        }
    });
    sender
}

/// What changed.
#[derive(Serialize, ToSchema)]
pub(crate) struct ChangedStreams {
    /// Newest position; name it as `at_least` when reading again.
    position: i64,
    /// Streams in the person's scope, as `family:<uuid>`.
    streams: BTreeSet<String>,
}

/// Server-sent events: `changed` with the streams that changed, `resync` when the reader fell behind and should read everything anew. Ends
/// when the session ends, when what the person may see changes, or when the server stops; whoever still has a session opens it again.
#[utoipa::path(get, path = "/live", tag = "meta",
    responses((status = 200, content_type = "text/event-stream", body = ChangedStreams), ReadProblems))]
pub(crate) async fn watch_changes(
    State(state): State<AppState>,
    signed: Signed,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Problem> {
    let (sender, receiver) = mpsc::channel(16);
    let changes = state.live().subscribe();
    tokio::spawn(tell(state, signed, changes, sender));
    Ok(Sse::new(ReceiverStream::new(receiver)).keep_alive(KeepAlive::new().interval(Duration::from_secs(15))))
}

async fn tell(
    state: AppState,
    signed: Signed,
    mut changes: broadcast::Receiver<Changed>,
    out: mpsc::Sender<Result<Event, Infallible>>,
) {
    let mut shutdown = state.shutdown();
    let mut look = interval(SESSION_LOOK);
    look.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        let first = tokio::select! {
            _ = out.closed() => return,
            () = stopping(&mut shutdown) => return,
            _ = look.tick() => match goes_on(&state, &signed).await {
                Ok(false) => return,
                // A database that does not answer ends no session.
                Ok(true) | Err(_) => continue,
            },
            change = changes.recv() => change,
        };
        let event = match first {
            Ok(change) => gather(&state, &signed.principal, change, &mut changes).await,
            Err(broadcast::error::RecvError::Lagged(_)) => Some(Event::default().event("resync").data("{}")),
            Err(broadcast::error::RecvError::Closed) => return,
        };
        let Some(event) = event else { continue };
        // Not even an id goes to a session that ended, or by a right that ended, a moment ago.
        if !goes_on(&state, &signed).await.unwrap_or(false) || out.send(Ok(event)).await.is_err() {
            return;
        }
    }
}

/// Whether a stream goes on: its session lives, lacks nothing, and the person's rights are those that it began with.
async fn goes_on(state: &AppState, signed: &Signed) -> Result<bool, IdentityError> {
    let still = state.identity().peek_session(&signed.token, state.clock().now()).await?;
    Ok(still.is_some_and(|still| still.principal == signed.principal && step_of(state, &still).is_none()))
}

/// Takes what comes close after the first change, and keeps what the person may know of.
async fn gather(
    state: &AppState,
    principal: &Principal,
    first: Changed,
    changes: &mut broadcast::Receiver<Changed>,
) -> Option<Event> {
    let until = Instant::now() + GATHER;
    let mut position = first.position;
    let mut found = BTreeMap::from([((first.stream, first.id), first.last_word)]);
    while let Ok(Ok(change)) = timeout_at(until, changes.recv()).await {
        position = position.max(change.position);
        found.entry((change.stream, change.id)).or_default().and(change.last_word);
    }
    let mut streams = BTreeSet::new();
    for ((stream, id), last_word) in found {
        if is_visible(state, principal, &stream, id, &last_word).await {
            streams.insert(format!("{stream}:{id}"));
        }
    }
    if streams.is_empty() {
        return None;
    }
    let data = serde_json::to_string(&ChangedStreams { position, streams }).ok()?;
    Some(Event::default().event("changed").data(data))
}

async fn is_visible(state: &AppState, principal: &Principal, stream: &str, id: Uuid, last_word: &LastWord) -> bool {
    match stream {
        "family" => match run::family(state, id).await {
            Ok((family, facts)) => {
                policy::decide(principal, Action::OpenFamily, &Resource::Family(&facts)).allowed
                    || is_referred(principal, &family)
                    || principal.caseworker_id().is_some_and(|own| last_word.caseworkers.contains(&own))
                    || is_tasked(state, principal, &family, &facts, last_word.agencies).await
            }
            Err(_) => false,
        },
        "caseworker" => match run::caseworker(state, id).await {
            Ok((caseworker, _)) => {
                let center_id = caseworker.center_id.map(|center| center.0);
                policy::decide(principal, Action::ReadCaseworker, &Resource::Caseworker { id, center_id }).allowed
            }
            Err(_) => false,
        },
        "facilitator" | "workshop" => policy::may_ever(principal, Action::ReadFacilitation),
        "office" => policy::may_ever(principal, Action::ReadOffices),
        "activity" => policy::may_ever(principal, Action::ReadActivities),
        "council" => policy::may_ever(principal, Action::ReadCouncils),
        "saved_report" => policy::may_ever(principal, Action::BuildReports),
        "program" => policy::may_ever(principal, Action::ReadNational) || has_part(state, principal, id).await,
        "agreement" | "equipment" | "ngo" | "series" => policy::may_ever(principal, Action::ReadNational),
        "fund" => policy::may_ever(principal, Action::ReadFunds),
        "commission" => policy::decide(principal, Action::ReadAgenda, &Resource::Commission(id)).allowed,
        "account" => id == principal.user_id || policy::decide(principal, Action::ReadGrants, &Resource::None).allowed,
        // The rest names no person.
        _ => true,
    }
}

/// Whether a list of a commission's member shows something of the family.
fn is_referred(principal: &Principal, family: &Family) -> bool {
    let own = principal.commission_ids();
    !own.is_empty()
        && family
            .referrals
            .values()
            .any(|referral| run::is_alive(family, referral) && own.contains(&referral.commission_id.0))
}

/// Whether the person's agency has, or had, a part in the program.
async fn has_part(state: &AppState, principal: &Principal, id: Uuid) -> bool {
    let Some(own) = principal.agency_id() else { return false };
    if !policy::decide(principal, Action::ReadOwnParts, &Resource::Agency(own)).allowed {
        return false;
    }
    let Ok(loaded) = state.store().load::<Program>(id).await else { return false };
    let leads = loaded.state.facts.as_ref().and_then(|facts| facts.lead_agency).is_some_and(|agency| agency.0 == own);
    leads || loaded.state.shares.values().any(|share| share.agency_id.0 == own)
}

/// Whether an agency's officer is told that the family changed: it has a task of the agency, and the agency may still work on it.
async fn is_tasked(
    state: &AppState,
    principal: &Principal,
    family: &Family,
    facts: &FamilyFacts,
    is_last_word: bool,
) -> bool {
    let Some(own) = principal.agency_id() else { return false };
    let answers =
        |responsible: &Responsible| matches!(responsible, Responsible::Agency { agency_id } if agency_id.0 == own);
    if !family.tasks.values().any(|task| answers(&task.responsible)) {
        return false;
    }
    let Ok(enforcement) = lookups::is_enforcement(state, own).await else { return false };
    let task = TaskFacts { agency_id: Some(own), caseworker_id: None, enforcement };
    match task.stopped(facts) {
        None => true,
        Some(SharingStopped::EnforcementAgency) => false,
        Some(_) => is_last_word,
    }
}

/// The operations.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(watch_changes))
}
