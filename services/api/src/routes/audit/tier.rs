//! Why a tier: from the tier to the rule, the domains' scores, each indicator's reading, the assessment, the visit and the people.

use axum::Json;
use axum::extract::State;
use hamyar_domain::PublishedSet;
use hamyar_domain::indicator_set::{BEST, compute_tier};
use hamyar_event_store::Recorded;
use hamyar_events::FamilyEvent;
use hamyar_events::family::{AssessmentRecorded, TierAssigned, TierComputation, UsedReading};
use hamyar_projections::FamilyDocument;
use hamyar_projections::views::{ActorRef, FamilyFile, NamedRef, Title};
use serde_json::Value;
use std::collections::BTreeMap;
use uuid::Uuid;

use super::moment::History;
use super::tier_views::{AssessmentGrounds, DomainGrounds, IndicatorGrounds, TierGrounds, TierRule, VisitGrounds};
use crate::auth::Signed;
use crate::input::InEvent;
use crate::problem::Problem;
use crate::routes::answers::ReadProblems;
use crate::routes::cover::{Covered, covered};
use crate::routes::families::document;
use crate::routes::families::timeline::{TimelineItem, item};
use crate::routes::lookups;
use crate::routes::run::store_problem;
use crate::state::AppState;
use crate::wait::AtLeast;

/// A tier with everything it rests on.
#[utoipa::path(get, path = "/audit/families/{id}/tiers/{sequence}", tag = "audit",
    params(("id" = Uuid, Path), ("sequence" = i64, Path, description = "sequence of the event that gave the tier")),
    responses((status = 200, body = TierGrounds), ReadProblems))]
pub(crate) async fn read_tier_grounds(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    InEvent { id, sequence }: InEvent,
) -> Result<Json<Covered>, Problem> {
    let history = History::open(&state, &signed, "read_tier_grounds", "family", id).await?;
    let given = history.events.iter().find(|event| event.sequence == sequence).ok_or(Problem::NotFound)?;
    let FamilyEvent::TierAssigned(tier) = given.decode::<FamilyEvent>().map_err(store_problem)? else {
        return Err(Problem::NotFound);
    };
    // The file as it reads now: a visit corrected since shows as corrected.
    let folded: FamilyDocument = document::fold(id, &history.events, i64::MAX)?;
    let file = document::whole_file(&state, &folded).await?;
    let recorded = Recordings::of(&history.events)?;

    let (rule, domains) = match &tier.computed {
        Some(computed) => {
            let set = lookups::published_set(&state, computed.set).await?;
            let again = compute_tier(&set, computed.readings.clone());
            let domains = domains(&set, computed, &recorded);
            (Some(rule_of(&set, computed, again.as_ref())), domains)
        }
        None => (None, Vec::new()),
    };
    let mut answer = TierGrounds {
        family_id: id,
        file_number: file.card.file_number.clone(),
        event: item(given, history.fields()),
        tier: tier.tier,
        computed_tier: tier.computed.as_ref().map(|computed| computed.tier),
        overridden: tier.r#override.is_some(),
        override_reason: reason(&tier),
        explanation: tier.explanation.clone().into(),
        rule,
        domains,
        assessments: assessments(&tier, &file, &recorded, &history),
    };
    name(&state, &mut answer).await?;
    Ok(Json(covered("TierGrounds", &answer, history.fields())))
}

fn reason(tier: &TierAssigned) -> Option<String> {
    tier.r#override.as_ref().and_then(|given| given.reason.value.clone())
}

fn rule_of(set: &PublishedSet, computed: &TierComputation, again: Option<&TierComputation>) -> TierRule {
    let same = again.is_some_and(|again| {
        (again.tier, again.score, &again.domains) == (computed.tier, computed.score, &computed.domains)
    });
    TierRule {
        set_id: computed.set.set_id.0,
        set_version: computed.set.version,
        bands: set.bands,
        score: computed.score,
        recomputes: same && set.bands.rule_version == computed.rule_version,
    }
}

/// The events that recorded assessments and visits.
struct Recordings<'a> {
    assessments: BTreeMap<Uuid, (&'a Recorded, AssessmentRecorded)>,
    visits: BTreeMap<Uuid, &'a Recorded>,
}

impl<'a> Recordings<'a> {
    fn of(events: &'a [Recorded]) -> Result<Self, Problem> {
        let mut found = Self { assessments: BTreeMap::new(), visits: BTreeMap::new() };
        for event in events {
            match event.event_type.as_str() {
                "assessment_recorded" | "visit_recorded" => {}
                _ => continue,
            }
            match event.decode::<FamilyEvent>().map_err(store_problem)? {
                FamilyEvent::AssessmentRecorded(assessment) => {
                    found.assessments.insert(assessment.assessment_id.0, (event, assessment));
                }
                FamilyEvent::VisitRecorded(visit) => {
                    found.visits.insert(visit.visit_id.0, event);
                }
                _ => {}
            }
        }
        Ok(found)
    }
}

fn domains(set: &PublishedSet, computed: &TierComputation, recorded: &Recordings<'_>) -> Vec<DomainGrounds> {
    let mut found = Vec::with_capacity(computed.domains.len());
    for domain in &computed.domains {
        let mut grounds = DomainGrounds {
            domain: domain.domain,
            score: domain.score,
            tier: domain.tier,
            sum: 0,
            best: 0,
            because: None,
            indicators: Vec::new(),
        };
        for used in &computed.readings {
            let Some(indicator) = set.indicator(&used.indicator).filter(|one| one.domain == domain.domain) else {
                continue;
            };
            let weight = u64::from(indicator.weight);
            grounds.sum += weight * u64::from(used.value.min(BEST));
            grounds.best += weight * u64::from(BEST);
            let reading = reading(recorded, used);
            grounds.indicators.push(IndicatorGrounds {
                indicator: used.indicator.clone(),
                title: indicator.title.clone().into(),
                value: used.value,
                step: indicator.steps.get(usize::from(used.value)).cloned().map(Title::from),
                weight: indicator.weight,
                critical_at: indicator.critical_at,
                critical: indicator.critical_at.is_some_and(|level| used.value <= level),
                known_by: indicator.known_by,
                how_known: reading.map(|reading| reading.how_known),
                note: reading.and_then(|reading| reading.note.as_ref()).and_then(|note| note.value.clone()),
                assessment_id: used.assessment_id.0,
            });
        }
        // What weighs most against the family comes first.
        grounds.indicators.sort_by_key(|one| {
            (!one.critical, std::cmp::Reverse(u64::from(one.weight) * u64::from(BEST.saturating_sub(one.value))))
        });
        grounds.because = match domain.tier {
            hamyar_events::Tier::Stable => None,
            _ if !domain.critical.is_empty() => Some("critical"),
            _ => Some("score"),
        };
        found.push(grounds);
    }
    found
}

fn reading<'a>(recorded: &'a Recordings<'_>, used: &UsedReading) -> Option<&'a hamyar_events::family::Reading> {
    let (_, assessment) = recorded.assessments.get(&used.assessment_id.0)?;
    assessment.readings.iter().find(|reading| reading.indicator == used.indicator)
}

fn assessments(
    tier: &TierAssigned,
    file: &FamilyFile,
    recorded: &Recordings<'_>,
    history: &History,
) -> Vec<AssessmentGrounds> {
    let mut used: BTreeMap<Uuid, i64> = BTreeMap::new();
    for reading in tier.computed.iter().flat_map(|computed| &computed.readings) {
        *used.entry(reading.assessment_id.0).or_default() += 1;
    }
    // The one that prompted the tier shows also when none of its readings counted.
    if let Some(prompted) = tier.assessment_id {
        used.entry(prompted.0).or_default();
    }
    let found = used.into_iter().filter_map(|(id, readings_used)| {
        let (event, assessment) = recorded.assessments.get(&id)?;
        let visit = assessment.visit_id.and_then(|visit| visit_of(visit.0, file, recorded, history));
        Some(AssessmentGrounds {
            id,
            moment: assessment.moment,
            assessed_on: assessment.assessed_on.into(),
            readings_used,
            event: bare(event, history),
            visit,
        })
    });
    let mut found: Vec<AssessmentGrounds> = found.collect();
    found.sort_by_key(|one| one.event.sequence);
    found
}

fn visit_of(id: Uuid, file: &FamilyFile, recorded: &Recordings<'_>, history: &History) -> Option<VisitGrounds> {
    let visit = file.visits.iter().find(|visit| visit.id == id)?;
    let named = |one: &NamedRef| one.clone();
    Some(VisitGrounds {
        id,
        visited_on: visit.visited_on.clone(),
        place: visit.place,
        caseworker: visit.caseworker.as_ref().map(named),
        present: visit.present.iter().map(named).collect(),
        corrected: visit.corrected,
        voided: visit.voided,
        event: bare(recorded.visits.get(&id)?, history),
    })
}

/// Who and when, without what was written.
fn bare(event: &Recorded, history: &History) -> TimelineItem {
    TimelineItem { payload: Value::Null, ..item(event, history.fields()) }
}

/// Fills in who gave, assessed and visited.
async fn name(state: &AppState, answer: &mut TierGrounds) -> Result<(), Problem> {
    let mut actors: Vec<&mut ActorRef> = vec![&mut answer.event.actor];
    for assessment in &mut answer.assessments {
        actors.push(&mut assessment.event.actor);
        actors.extend(assessment.visit.iter_mut().map(|visit| &mut visit.event.actor));
    }
    document::name_actors(state, &mut actors).await
}
