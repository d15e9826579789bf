//! What a phone carries away: its person's families and what the forms need, and of those only what is new to it.

use axum::extract::State;
use axum::http::HeaderMap;
use chrono::{Days, NaiveDate};
use hamyar_domain::Family;
use hamyar_identity::CARRY_FAMILY;
use hamyar_identity::policy::{self, Action, Resource};
use hamyar_projections::aid_calendar::{self, Calendar};
use hamyar_projections::caseworkers::caseworker_family_ids;
use hamyar_projections::commissions::{self, CommissionCard};
use hamyar_projections::directory::{self, AgencyCard, CatalogTerm, CenterView, IndicatorSetView, SettingsView};
use hamyar_projections::due_items::{self, Today};
use hamyar_projections::families;
use hamyar_projections::places::{self, NeighborhoodCard, NeighborhoodFilter};
use hamyar_projections::tasks::{self, TaskFilter};
use hamyar_projections::views::{self, CivilDate, FamilyCard, FamilyFile, Page, Task};
use serde::Serialize;
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use utoipa::ToSchema;
use uuid::Uuid;

use super::packed::Packed;
use crate::auth::Signed;
use crate::input::{Code, Sent, body};
use crate::problem::{Problem, from_database};
use crate::routes::answers::ReadProblems;
use crate::routes::cover::{Covered, covered};
use crate::routes::families::document;
use crate::routes::families::list::cards;
use crate::routes::families::timeline::{self, TimelineItem};
use crate::routes::run::{self, store_problem};
use crate::state::AppState;
use crate::wait::AtLeast;

/// Events of a family that a phone carries, the newest.
const TIMELINE: usize = 30;
/// Families a phone may name; no caseworker has so many.
const KNOWN_MAX: usize = 200;
/// Days of the calendar that a phone carries, back and ahead of today: it works for thirty days without a network.
const CALENDAR_DAYS: Days = Days::new(62);
/// Neighborhoods of the own center that a phone carries.
const NEIGHBORHOODS_MAX: i64 = 500;
/// Versions of the indicators before the current one that a phone carries: a tier is told in the words it was given by.
const FORMER_SETS_MAX: i64 = 5;

body! {
    /// A family that is on the phone already.
    pub struct HeldFamily {
        id: Uuid,
        /// The sequence it stands at there.
        sequence: i64,
    }
}

body! {
    /// What the phone has.
    pub struct CarryBody {
        /// The protocol the app speaks.
        protocol: i64,
        /// Names the phone's store: a new one means that the old one is gone.
        store_id: Uuid,
        /// How many pieces of work wait on it, unsent.
        unsent: i64,
        have: Vec<HeldFamily>,
        /// The lists it has, by their tag.
        lists: Option<Code>,
    }
}

/// A family as a phone keeps it.
#[derive(Serialize, ToSchema)]
pub(crate) struct CarriedFamily {
    id: Uuid,
    sequence: i64,
    #[schema(value_type = FamilyFile)]
    file: Covered,
    /// The newest events.
    timeline: Page<TimelineItem>,
}

/// What the forms need and nobody's data: sent again only when any of it changed.
#[derive(Serialize, ToSchema)]
pub(crate) struct CarriedLists {
    tag: String,
    indicator_set: Option<IndicatorSetView>,
    /// Versions in effect before it, the newest first.
    former_sets: Vec<IndicatorSetView>,
    settings: SettingsView,
    catalogs: BTreeMap<String, Page<CatalogTerm>>,
    agencies: Page<AgencyCard>,
    centers: Page<CenterView>,
    commissions: Page<CommissionCard>,
    neighborhoods: Page<NeighborhoodCard>,
}

/// What is new to the phone.
#[derive(Serialize, ToSchema)]
pub(crate) struct Bundle {
    /// The protocol the server speaks.
    protocol: i64,
    /// The server's version: a newer one may know what an older one did not.
    version: &'static str,
    /// The server's clock.
    now: views::Instant,
    /// Today in Tehran.
    today: CivilDate,
    /// The log position all of it stands at, or a later one.
    position: i64,
    /// Every family that is the person's now.
    own: Vec<Uuid>,
    /// Families that were on the phone and are the person's no more: to be forgotten there.
    gone: Vec<Uuid>,
    /// Families that are new to the phone or changed.
    families: Vec<CarriedFamily>,
    #[schema(value_type = Page<FamilyCard>)]
    cards: Page<Covered>,
    queue: Today,
    /// Two months back and ahead.
    calendar: Calendar,
    #[schema(value_type = Page<Task>)]
    tasks: Page<Covered>,
    /// Left out when the phone has them.
    #[schema(value_type = Option<CarriedLists>)]
    lists: Option<Box<RawValue>>,
}

/// Lists as they were made last, by center: the same for all its caseworkers, and long.
#[derive(Default)]
pub(crate) struct ListsKept(Mutex<HashMap<Option<Uuid>, KeptLists>>);

#[derive(Clone)]
struct KeptLists {
    made: Instant,
    day: NaiveDate,
    tag: Arc<str>,
    json: Arc<str>,
}

/// How old kept lists may be.
const LISTS_KEPT: Duration = Duration::from_secs(5);

/// Carry the own families away: what changed since the phone last asked, what it is to forget, and what its forms need. Carrying a family is
/// recorded as a reading of it; only a device that is known, and was signed in on, may.
#[utoipa::path(post, path = "/sync/bundle", tag = "sync", request_body = CarryBody,
    params(("at_least" = Option<i64>, Query, description = "log position to wait for")),
    responses((status = 200, body = Bundle), ReadProblems))]
pub(crate) async fn carry_families(
    State(state): State<AppState>,
    signed: Signed,
    _: AtLeast,
    headers: HeaderMap,
    sent: Sent,
) -> Result<Packed<Bundle>, Problem> {
    signed.may_ever(Action::CarryFamilies)?;
    let verdict = signed.check(Action::CarryFamilies, &Resource::None)?;
    let device = super::device(&signed)?;
    let body: CarryBody = sent.read()?;
    super::understood(body.protocol)?;
    if body.have.len() > KNOWN_MAX {
        return Err(Problem::field("have", "too_many"));
    }
    let caseworker = signed.principal.caseworker_id().ok_or(Problem::NotFound)?;
    let unsent = i32::try_from(body.unsent).ok().filter(|count| *count >= 0);
    let unsent = unsent.ok_or_else(|| Problem::field("unsent", "out_of_range"))?;
    let today = state.today();
    // Before anything is read, so that nothing read is older than it says.
    let position = state.store().head().await.map_err(store_problem)?;

    let held: HashMap<Uuid, i64> = body.have.iter().map(|one| (one.id, one.sequence)).collect();
    let listed = caseworker_family_ids(state.read(), caseworker).await;
    let listed = listed.map_err(|error| from_database("own families", error))?;
    let asked: BTreeSet<Uuid> = listed.into_iter().chain(held.keys().copied()).collect();
    let mut own = Vec::new();
    let mut carried = Vec::new();
    for id in asked {
        // The log's own state decides whose it is, not a list that may lag.
        let loaded = state.store().load::<Family>(id).await.map_err(store_problem)?;
        if loaded.state.file.is_none() {
            continue;
        }
        let facts = run::facts(&loaded.state, signed.now);
        let Ok(verdict) = signed.check(Action::OpenFamily, &Resource::Family(&facts)) else { continue };
        if facts.caseworker_id != Some(caseworker) {
            continue;
        }
        own.push(id);
        if held.get(&id) != Some(&loaded.sequence) {
            document::trace(&state, &signed, CARRY_FAMILY, id, verdict.why).await?;
            carried.push(family(&state, id, verdict.fields).await?);
        }
    }
    let gone = held.keys().copied().filter(|id| !own.contains(id)).collect();

    let own_cards = families::cards_by_ids(state.read(), &own, today).await;
    let own_cards = own_cards.map_err(|error| from_database("cards", error))?;
    let queue = due_items::today(state.read(), caseworker, today).await;
    let queue = queue.map_err(|error| from_database("today", error))?;
    let back = today.checked_sub_days(CALENDAR_DAYS).unwrap_or(today);
    let ahead = today.checked_add_days(CALENDAR_DAYS).unwrap_or(today);
    let calendar = aid_calendar::calendar(state.read(), caseworker, (back, ahead), today).await;
    let calendar = calendar.map_err(|error| from_database("calendar", error))?;
    let filter = TaskFilter { caseworker_id: Some(caseworker), ..TaskFilter::default() };
    let own_tasks = tasks::tasks(state.read(), &filter, None, 100, today).await;
    let own_tasks = own_tasks.map_err(|error| from_database("tasks", error))?;
    let own_tasks = own_tasks.items.iter().map(|task| covered("Task", task, verdict.fields)).collect();
    let lists = lists(&state, &signed, caseworker).await?;
    let is_known = body.lists.is_some_and(|tag| tag.as_str() == &*lists.tag);
    let raw = if is_known { None } else { Some(RawValue::from_string(lists.json.to_string())) };
    let raw = raw.transpose().map_err(|error| Problem::internal("lists", &error))?;
    state.identity().phone_synced(device, body.store_id, unsent, signed.now).await?;
    let bundle = Bundle {
        protocol: super::PROTOCOL,
        version: env!("CARGO_PKG_VERSION"),
        now: signed.now.into(),
        today: today.into(),
        position,
        own,
        gone,
        families: carried,
        cards: cards(&signed, Page::whole(own_cards, position)),
        queue,
        calendar,
        tasks: Page::whole(own_tasks, position),
        lists: raw,
    };
    Ok(Packed::new(bundle, &headers))
}

/// A family as it stands in the log now.
async fn family(state: &AppState, id: Uuid, fields: policy::Fields) -> Result<CarriedFamily, Problem> {
    let events = document::events(state, id).await?;
    let folded = document::fold(id, &events, i64::MAX)?;
    let file = document::file_now(state, &folded, fields).await?;
    let newest = events.iter().rev().take(TIMELINE);
    let mut items: Vec<TimelineItem> = newest.map(|event| timeline::item(event, fields)).collect();
    timeline::name(state, &mut items).await?;
    let position = events.last().map_or(0, |event| event.position);
    let total = i64::try_from(events.len()).ok();
    Ok(CarriedFamily { id, sequence: folded.sequence(), file, timeline: Page { items, next: None, total, position } })
}

/// The lists that every form needs. Of neighborhoods and commissions only those of the own center: the rest of the country is no use in the field.
async fn lists(state: &AppState, signed: &Signed, caseworker: Uuid) -> Result<KeptLists, Problem> {
    signed.check(Action::ReadLists, &Resource::None)?;
    signed.check(Action::ListCommissions, &Resource::None)?;
    let own = run::caseworker(state, caseworker).await?.0.center_id.map(|center| center.0);
    let today = state.today();
    let kept = state.lists().0.lock().unwrap_or_else(PoisonError::into_inner).get(&own).cloned();
    if let Some(kept) = kept.filter(|kept| kept.day == today && kept.made.elapsed() < LISTS_KEPT) {
        return Ok(kept);
    }
    let lists = make_lists(state, own, today).await?;
    let json = serde_json::to_string(&lists).map_err(|error| Problem::internal("lists", &error))?;
    let made = KeptLists { made: Instant::now(), day: today, tag: lists.tag.into(), json: json.into() };
    state.lists().0.lock().unwrap_or_else(PoisonError::into_inner).insert(own, made.clone());
    Ok(made)
}

async fn make_lists(state: &AppState, own: Option<Uuid>, today: NaiveDate) -> Result<CarriedLists, Problem> {
    let pool = state.read();
    let fault = |error| from_database("lists", error);
    let mut catalogs = BTreeMap::new();
    for name in directory::catalogs(pool).await.map_err(fault)? {
        let terms = directory::catalog(pool, &name).await.map_err(fault)?;
        catalogs.insert(name, Page::whole(terms, 0));
    }
    let centers = directory::centers(pool, None).await.map_err(fault)?;
    let near = centers.iter().find(|center| Some(center.id) == own);
    let near = near.map(|center| center.neighborhoods.iter().map(|one| one.id).collect()).unwrap_or_default();
    let filter = NeighborhoodFilter { ids: Some(near), ..NeighborhoodFilter::default() };
    let neighborhoods = places::neighborhoods(pool, &filter, NEIGHBORHOODS_MAX).await.map_err(fault)?;
    let mut commissions = commissions::commissions(pool, None).await.map_err(fault)?;
    commissions.retain(|one| own.is_some_and(|own| one.center_ids.contains(&own)));
    let mut lists = CarriedLists {
        tag: String::new(),
        indicator_set: directory::current_indicator_set(pool, today).await.map_err(fault)?,
        former_sets: directory::former_indicator_sets(pool, today, FORMER_SETS_MAX).await.map_err(fault)?,
        settings: directory::settings(pool, today).await.map_err(fault)?,
        catalogs,
        agencies: Page::whole(directory::agencies(pool, None).await.map_err(fault)?, 0),
        centers: Page::whole(centers, 0),
        commissions: Page::whole(Vec::new(), 0),
        neighborhoods: Page::whole(neighborhoods, 0),
    };
    // What a commission has before it changes every day and is of no use to a form.
    let bodies: Vec<_> = commissions.iter().map(|one| (one.id, &one.name, one.domain)).collect();
    let content = serde_json::to_vec(&(&lists, bodies)).unwrap_or_default();
    lists.tag = Sha256::digest(&content).iter().take(12).fold(String::new(), |mut tag, byte| {
        let _ = write!(tag, "{byte:02x}");
        tag
    });
    lists.commissions = Page::whole(commissions, 0);
    Ok(lists)
}
