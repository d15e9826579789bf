//! The yearly atlas of a place: what is told on the screen, and the same as a table to take away.

use axum::Json;
use axum::extract::State;
use hamyar_identity::Role;
use hamyar_projections::atlas::{self, Atlas, AtlasCounts};
use hamyar_projections::directory::CatalogTerm;
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::answers::ReadProblems;
use super::reach::open_above;
use super::rollup::readable;
use crate::auth::Signed;
use crate::input::{Filters, PageQuery};
use crate::problem::{Problem, from_database};
use crate::state::AppState;
use crate::wait::AtLeast;
use hamyar_identity::policy::Action;

/// Which place and year.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct AtlasQuery {
    /// A place or group; without it the nation, or the own place of whoever is bound to one.
    place_id: Option<String>,
    /// Jalali; this year when absent.
    year: Option<String>,
    /// Log position to wait for.
    #[allow(dead_code, reason = "read by AtLeast; named here for the document")]
    at_least: Option<String>,
}

pub(super) async fn found(state: &AppState, signed: &Signed, query: &AtlasQuery) -> Result<Atlas, Problem> {
    signed.may_ever(Action::ReadRollups)?;
    let mut read = PageQuery::default();
    let asked = read.parse("place_id", &query.place_id);
    let year = read.number("year", &query.year, 1300..=1500);
    read.done()?;
    let place = readable(state, signed, asked).await?;
    let this_year = hamyar_persian::jalali_year(state.today());
    let year = year.and_then(|year| i32::try_from(year).ok()).unwrap_or(this_year);
    if year > this_year {
        return Err(Problem::field("year", "in_future"));
    }
    let keyed = |what: &str| state.store().keyed_number("rounding", what);
    let exact = signed.principal.is(Role::Auditor);
    let found = atlas::atlas(state.read(), place, year, state.today(), if exact { None } else { Some(&keyed) }).await;
    let mut found = found.map_err(|error| from_database("atlas", error))?.ok_or(Problem::NotFound)?;
    found.ancestors = open_above(&signed.principal, found.ancestors);
    Ok(found)
}

/// The atlas of a year: tiers, harms, services and priorities by what lies below a place, and over the years. Small counts are not told.
#[utoipa::path(get, path = "/atlas", tag = "rollup", params(AtlasQuery), responses((status = 200, body = Atlas), ReadProblems))]
pub(crate) async fn read_atlas(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    Filters(query): Filters<AtlasQuery>,
) -> Result<Json<Atlas>, Problem> {
    found(&state, &signed, &query).await.map(Json)
}

/// Each number as a row of its own, with what it counts in words.
pub(super) fn rows_of(atlas: &Atlas, categories: &[CatalogTerm], is_persian: bool) -> Vec<Value> {
    let name = |fa: &'static str, en: &'static str| if is_persian { fa } else { en };
    let whole = atlas.place.as_ref().and_then(|place| place.name.clone());
    let whole = whole.unwrap_or_else(|| name("کشور", "nation").to_owned());
    let title = |code: &str| {
        let found = categories.iter().find(|term| term.code == code);
        found.map_or(code, |term| if is_persian { term.title.fa.as_str() } else { term.title.en.as_str() }).to_owned()
    };
    let told: Vec<&str> = atlas.total.harms.iter().map(|one| one.code.as_str()).collect();
    let mut rows = Vec::new();
    let mut add = |year: i32, known_on: &Value, place: &str, level: &str, counts: &AtlasCounts| {
        let mut one = |measure: &str, code: &str, value: Option<i64>, what: &str| {
            rows.push(json!({
                "year": year, "place": place, "level": level, "measure": measure, "code": code, "value": value,
                "told": if value.is_some() { name("گفته شده", "told") } else { name("کمتر از ۵، نوشته نمی‌شود", "fewer than 5, not written") },
                "what": what, "known_on": known_on,
            }));
        };
        let open = name("خانواده‌های پروندهٔ باز در پایان سال", "families with an open file at the end of the year");
        one("families", "", counts.families, open);
        let tier = name(
            "خانواده‌های پروندهٔ باز در پایان سال، به سطح",
            "families with an open file at the end of the year, by tier",
        );
        counts.tiers.iter().for_each(|count| one("tier", &count.code, count.families, tier));
        let harm = name(
            "خانواده‌های پروندهٔ باز در پایان سال، به گروه آسیب",
            "families with an open file at the end of the year, by category",
        );
        for code in &told {
            let value = counts.harms.iter().find(|count| count.code == *code).and_then(|count| count.families);
            one("harm", &title(code), value, harm);
        }
        let service = name(
            "خانواده‌هایی که در سال در این حوزه خدمت گرفتند",
            "families that received a service of the domain in the year",
        );
        counts.services.iter().for_each(|count| one("service", &count.code, count.families, service));
        one(
            "served",
            "",
            counts.served,
            name("خانواده‌هایی که در سال خدمتی گرفتند", "families that received any service in the year"),
        );
        let given = &counts.priorities;
        let priority = name(
            "محله‌ها به اولویتی که در پایان سال برقرار بود",
            "neighborhoods by the priority that held at the end of the year",
        );
        for (code, count) in
            [("first", given.first), ("second", given.second), ("third", given.third), ("none", given.none)]
        {
            one("priority", code, Some(count), priority);
        }
    };
    let known_on = json!(atlas.known_on);
    add(atlas.year, &known_on, &whole, name("همه", "whole"), &atlas.total);
    for row in &atlas.rows {
        let level =
            row.level.map_or_else(|| name("محله", "neighborhood").to_owned(), |level| level.as_str().to_owned());
        add(atlas.year, &known_on, &row.name, &level, &row.counts);
    }
    for one in atlas.trend.iter().filter(|one| one.year != atlas.year) {
        add(one.year, &json!(one.known_on), &whole, name("همه", "whole"), &one.counts);
    }
    rows
}

/// The operations.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(read_atlas))
}
