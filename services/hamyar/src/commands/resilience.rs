//! `hamyar report resilience`: the tables of the program of social resilience, through the queries that the screens read.

use hamyar_events::{FacilitatorLevel, Horizon, WorkshopKind};
use hamyar_import::spreadsheet::csv_line;
use hamyar_projections::facilitation::{self, FacilitatorView, WorkshopCard, WorkshopFilter};
use hamyar_projections::places;
use hamyar_projections::roadmaps::{self, ActionFilter, ActionView};
use serde_json::{Map, Value, json};
use sqlx::PgPool;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

use super::{print, print_json, today};
use crate::cli::{ResilienceArgs, ResilienceTable, TableFormat};
use crate::failure::Failure;
use crate::inside::Inside;
use crate::open::Opened;
use crate::read_models::{ReadModels, caught_up};

/// Columns by their names, and rows.
pub(super) struct Table {
    pub(super) columns: &'static [&'static str],
    pub(super) rows: Vec<Vec<Value>>,
}

pub async fn run(opened: &Opened, args: &ResilienceArgs) -> Result<(), Failure> {
    let read = caught_up(opened).await?;
    let table = table(opened, &read, args).await;
    read.close().await;
    show(&table?, args.format)
}

async fn table(opened: &Opened, read: &ReadModels, args: &ResilienceArgs) -> Result<Table, Failure> {
    let pool = read.pool();
    let place = match args.place {
        Some(place) => place,
        // The roots of the tree: one country.
        None => places::places(pool, None, None).await?.first().map_or(Uuid::nil(), |root| root.id),
    };
    match args.table {
        ResilienceTable::Facilitators => facilitators(opened, read, place, args.sign_in.user.as_deref()).await,
        ResilienceTable::Classes => classes(pool, place).await,
        ResilienceTable::Neighborhoods => neighborhoods(pool, place).await,
        ResilienceTable::Roadmaps => specs(pool, place).await,
        ResilienceTable::Horizons => horizons(pool, place).await,
        ResilienceTable::Actions => listed(pool, place).await,
        ResilienceTable::Agencies => agencies(pool, place).await,
        ResilienceTable::Consolidated => consolidated(pool, place).await,
        ResilienceTable::Findings => findings(pool, place).await,
        ResilienceTable::Summary => summary(pool, place).await,
    }
}

/// Rows as objects, or as lines for a spreadsheet; what is not known is empty.
pub(super) fn show(table: &Table, format: TableFormat) -> Result<(), Failure> {
    match format {
        TableFormat::Json => {
            let object = |row: &Vec<Value>| {
                let fields = table.columns.iter().map(|name| (*name).to_owned()).zip(row.iter().cloned());
                Value::Object(fields.collect::<Map<_, _>>())
            };
            print_json(&table.rows.iter().map(object).collect::<Vec<_>>())
        }
        TableFormat::Csv => {
            let mut text = csv_line(table.columns.iter().copied());
            for row in &table.rows {
                let cells: Vec<String> = row.iter().map(cell).collect();
                text.push_str(&csv_line(cells.iter().map(String::as_str)));
            }
            print(&text)
        }
    }
}

fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(cell).collect::<Vec<_>>().join("; "),
        other => other.to_string(),
    }
}

/// Those of level 2 who were at a training. The degree in words is told only to who signs in and may see it.
async fn facilitators(opened: &Opened, read: &ReadModels, place: Uuid, user: Option<&str>) -> Result<Table, Failure> {
    let found = facilitation::facilitators(read.pool(), Some(place), today()).await?;
    let mut degrees: BTreeMap<Uuid, Value> = BTreeMap::new();
    if let Some(user) = user {
        let inside = Inside::sign_in(opened, read, user).await?;
        let seen = inside.get(&format!("/api/v1/facilitators?place_id={place}")).await;
        inside.sign_out().await?;
        for one in seen?["items"].as_array().into_iter().flatten() {
            let id = one["id"].as_str().and_then(|id| id.parse().ok());
            degrees.extend(id.map(|id: Uuid| (id, one["degree"].clone())));
        }
    }
    let trained = found.into_iter().filter(|one| one.level == Some(FacilitatorLevel::Two) && one.hours > 0);
    let row = |(index, one): (usize, FacilitatorView)| {
        let degree = degrees.get(&one.id).cloned().unwrap_or_default();
        let below = one.flags.contains(&facilitation::FacilitatorFlag::BelowBachelor);
        vec![json!(index + 1), json!(one.code), degree, json!(one.organization), json!(one.hours), json!(below)]
    };
    Ok(Table {
        columns: &["row_no", "facilitator", "degree_and_field", "organization", "workshop_hours", "below_bachelor"],
        rows: trained.enumerate().map(row).collect(),
    })
}

async fn of_place(pool: &PgPool, place: Uuid) -> Result<Vec<WorkshopCard>, Failure> {
    let filter = WorkshopFilter { place_id: Some(place), ..WorkshopFilter::default() };
    Ok(facilitation::workshops(pool, &filter).await?)
}

pub(super) fn name(of: Option<&hamyar_projections::views::NamedRef>) -> Value {
    json!(of.and_then(|one| one.name.clone()))
}

async fn classes(pool: &PgPool, place: Uuid) -> Result<Table, Failure> {
    let all = of_place(pool, place).await?;
    let rows = all.iter().filter(|one| one.kind == Some(WorkshopKind::NeighborhoodClass)).map(|one| {
        let code = one.lead.as_ref().map(|lead| lead.code.clone());
        vec![
            name(one.neighborhood.as_ref()),
            json!(code),
            json!(one.hours),
            json!(one.participants),
            json!(one.risk_title),
            json!(one.person_hours),
        ]
    });
    let columns = &["neighborhood", "local_facilitator", "hours", "participants", "risk_title", "person_hours"];
    Ok(Table { columns, rows: rows.collect() })
}

async fn neighborhoods(pool: &PgPool, place: Uuid) -> Result<Table, Failure> {
    let (all, specs) = (of_place(pool, place).await?, roadmaps::specs(pool, place).await?);
    let row = |spec: &roadmaps::RoadmapSpec| {
        let class = all.iter().find(|one| one.neighborhood.as_ref().is_some_and(|at| at.id == spec.neighborhood.id));
        vec![
            name(Some(&spec.neighborhood)),
            name(spec.county.as_ref()),
            json!(spec.audience),
            json!(spec.risk_title),
            json!(spec.period),
            json!(class.map(|one| one.hours)),
            json!(class.and_then(|one| one.lead.as_ref().map(|lead| lead.code.clone()))),
        ]
    };
    let columns = &["neighborhood", "county", "audience", "risk_title", "period", "hours", "facilitator"];
    Ok(Table { columns, rows: specs.iter().map(row).collect() })
}

async fn specs(pool: &PgPool, place: Uuid) -> Result<Table, Failure> {
    let rows = roadmaps::specs(pool, place).await?.into_iter().map(|one| {
        vec![
            name(Some(&one.neighborhood)),
            json!(one.risk_title),
            json!(one.extent),
            json!(one.duration),
            json!(one.social_level),
            json!(one.short_months),
            json!(one.medium_months),
            json!(one.long_months),
            json!(one.long_without_length),
        ]
    });
    let columns = &[
        "neighborhood",
        "risk_title",
        "extent",
        "duration",
        "social_level",
        "short_months",
        "medium_months",
        "long_months",
        "long_without_length",
    ];
    Ok(Table { columns, rows: rows.collect() })
}

async fn horizons(pool: &PgPool, place: Uuid) -> Result<Table, Failure> {
    let specs = roadmaps::specs(pool, place).await?;
    let mut rows: Vec<Vec<Value>> = specs
        .iter()
        .map(|one| {
            let total = one.short + one.medium + one.long;
            vec![name(Some(&one.neighborhood)), json!(one.short), json!(one.medium), json!(one.long), json!(total)]
        })
        .collect();
    let (short, medium, long) =
        specs.iter().fold((0, 0, 0), |sum, one| (sum.0 + one.short, sum.1 + one.medium, sum.2 + one.long));
    rows.push(vec![json!("total"), json!(short), json!(medium), json!(long), json!(short + medium + long)]);
    Ok(Table { columns: &["neighborhood", "short", "medium", "long", "total"], rows })
}

async fn actions(pool: &PgPool, place: Uuid) -> Result<Vec<ActionView>, Failure> {
    let filter = ActionFilter { place_id: Some(place), adopted_only: true, ..ActionFilter::default() };
    Ok(roadmaps::actions(pool, &filter, today()).await?)
}

async fn listed(pool: &PgPool, place: Uuid) -> Result<Table, Failure> {
    let rows = actions(pool, place).await?.into_iter().map(|one| {
        let agencies: Vec<Value> = one.agencies.iter().map(|agency| name(Some(agency))).collect();
        vec![
            name(Some(&one.neighborhood)),
            json!(one.number),
            json!(one.text),
            json!(one.horizon),
            Value::Array(agencies),
            json!(one.state),
        ]
    });
    let columns = &["neighborhood", "action_no", "action", "horizon", "agencies", "state"];
    Ok(Table { columns, rows: rows.collect() })
}

/// The agency with the most actions first.
async fn agencies(pool: &PgPool, place: Uuid) -> Result<Table, Failure> {
    let mut found: BTreeMap<Uuid, (Value, usize, BTreeSet<Uuid>)> = BTreeMap::new();
    for action in actions(pool, place).await? {
        for agency in &action.agencies {
            let of = found.entry(agency.id).or_insert_with(|| (name(Some(agency)), 0, BTreeSet::new()));
            of.1 += 1;
            of.2.insert(action.neighborhood.id);
        }
    }
    let mut rows: Vec<(Value, usize, usize)> =
        found.into_values().map(|(name, n, places)| (name, n, places.len())).collect();
    rows.sort_by_cached_key(|(name, n, _)| {
        (std::cmp::Reverse(*n), hamyar_projections::sort_key(name.as_str().unwrap_or_default()))
    });
    let rows = rows.into_iter().map(|(name, n, places)| vec![name, json!(n), json!(places)]);
    Ok(Table { columns: &["agency", "actions_assigned", "neighborhoods"], rows: rows.collect() })
}

async fn consolidated(pool: &PgPool, place: Uuid) -> Result<Table, Failure> {
    let found = roadmaps::consolidated(pool, place, today()).await?;
    let horizon = |horizon: Option<Horizon>| json!(horizon);
    let rows = found.actions.into_iter().map(|one| {
        let names = |all: Vec<Value>| Value::Array(all);
        vec![
            json!(one.text),
            horizon(one.horizon),
            names(one.places.iter().map(|at| name(Some(&at.neighborhood))).collect()),
            names(one.agencies.iter().map(|agency| name(Some(agency))).collect()),
        ]
    });
    Ok(Table { columns: &["action", "horizon", "neighborhoods", "agencies"], rows: rows.collect() })
}

async fn findings(pool: &PgPool, place: Uuid) -> Result<Table, Failure> {
    let mut rows = Vec::new();
    for card in of_place(pool, place).await? {
        let Some(view) = facilitation::workshop(pool, card.id).await? else { continue };
        rows.extend(
            view.findings
                .into_iter()
                .map(|one| vec![json!(one.phase), json!(one.assessors), json!(one.kind), json!(one.text)]),
        );
    }
    Ok(Table { columns: &["phase", "assessor", "kind", "text"], rows })
}

async fn summary(pool: &PgPool, place: Uuid) -> Result<Table, Failure> {
    let found = facilitation::summary(pool, place).await?;
    let rows = [
        ("local_communities", found.communities),
        ("counties", found.counties),
        ("risks_or_shocks_identified", i64::try_from(found.risks.len()).unwrap_or(i64::MAX)),
        ("people_covered", found.people),
        ("hours", found.hours),
        ("person_hours", found.person_hours),
        ("facilitators_planned", found.facilitators_planned),
        ("facilitators", found.facilitators_trained),
        ("facilitators_deployed", found.facilitators_deployed),
        ("actions", found.actions),
        ("actions_done", found.actions_done),
    ];
    let rows = rows.into_iter().map(|(what, count)| vec![json!(what), json!(count)]);
    Ok(Table { columns: &["indicator", "value"], rows: rows.collect() })
}
