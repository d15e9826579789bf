//! Every report of the catalog that is a table, and the lists that stand beside them on screens, as one file each. The rows come from the operation that
//! shows them on a screen: its rights, its cover and its trace are those of the file.

mod families;
mod filters;
mod found;
mod nation;

use axum::Json;
use axum::extract::State;
use hamyar_domain::neighborhood::PROFILE_INDICATORS;
use hamyar_projections::places;
use hamyar_projections::report_tables::{OBSTACLES_MAX, quarter_table, quarters_table};
use hamyar_projections::views::Title;
use serde_json::{Value, json};
use uuid::Uuid;

use self::families::of_families;
pub(super) use self::filters::{NamedQuery, only_known};
use self::filters::{told, with_own};
use self::found::{Found, Page, Source, every_page, found, list_at, value, whole};
use self::nation::of_the_nation;
use super::columns as of;
use super::table::{Shape, Table};
use super::{ROWS_MAX, rows};
use crate::auth::Signed;
use crate::input::{Filters, InPath};
use crate::problem::{Problem, from_database};
use crate::report_catalog;
use crate::routes::neighborhood_cases::duties::{self, WholeBoard};
use crate::routes::neighborhood_cases::{case, priorities};
use crate::routes::{councils, facilitation, funds, offices, report_tables, roadmaps};
use crate::state::AppState;
use crate::wait::AtLeast;

/// A file that is asked for by name: of the catalog of reports, or beside it, and the filters it takes.
struct Named {
    key: &'static str,
    /// Of what no catalog names; else the catalog's.
    title: Option<(&'static str, &'static str)>,
    takes: &'static [&'static str],
}

const fn report(key: &'static str, takes: &'static [&'static str]) -> Named {
    Named { key, title: None, takes }
}

const fn beside(key: &'static str, fa: &'static str, en: &'static str, takes: &'static [&'static str]) -> Named {
    Named { key, title: Some((fa, en)), takes }
}

const PLACE: &[&str] = &["place_id"];
const PEOPLE: &[&str] = &["place_id", "center_id"];

/// A family's file (P04) is no table: it is printed, and leaves with its proof.
#[rustfmt::skip]
const NAMED: &[Named] = &[
    report("queue", &[]),
    report("caseload", &["center_id"]),
    report("families-without-caseworker", &["center_id"]),
    report("before-after", &["year", "center_id", "place_id", "caseworker_id", "domain"]),
    report("agenda", &["commission_id"]),
    report("commission-tasks", &["commission_id", "state", "responsible_id"]),
    report("services", &["year", "center_id", "place_id", "caseworker_id", "domain"]),
    report("case-replay", &["family_id"]),
    report("activities", &["center_id"]),
    report("facilitators", PLACE),
    report("activity-distribution", PLACE),
    report("classes", &["place_id", "neighborhood_id"]),
    report("participants-by-sex", PLACE),
    report("neighborhood-card", &["neighborhood_id"]),
    report("neighborhood-roadmap", &["neighborhood_id"]),
    report("agency-actions", &["agency_id", "place_id", "state"]),
    report("provincial-summary", PLACE),
    report("provincial-roadmap", PLACE),
    report("strengths-weaknesses", PLACE),
    report("test-results", PLACE),
    report("pilot-statistics", &["place_id", "until"]),
    report("registry", PEOPLE),
    report("funds", &["year", "center_id", "place_id"]),
    report("obstacles", PLACE),
    report("settlements", PLACE),
    report("zones", PLACE),
    report("priorities", &["place_id", "level"]),
    report("office-work-plan", PLACE),
    report("needs-profiles", PLACE),
    report("duties", &["neighborhood_id", "agency_id", "place_id", "rows"]),
    report("quarterly-report", &["office_id", "place_id", "year", "quarter"]),
    report("office-evaluations", PLACE),
    report("vulnerable-categories", PEOPLE),
    report("local-groups", PLACE),
    report("national-figures", &[]),
    report("credits", &["year", "place_id"]),
    report("equipment-coverage", &[]),
    report("indicator-series", &[]),
    report("handed-on", &["agency_id", "center_id", "place_id", "from", "until"]),
    beside("utility-requests", "درخواست از شرکت‌های خدمات‌رسان", "Requests to utility companies", &["neighborhood_id", "agency_id", "place_id"]),
    beside("fund-list", "فهرست صندوق‌ها", "Funds", &["center_id"]),
    beside("councils", "شوراها و کارگروه‌ها به تفکیک نوع", "Councils and working groups by kind", &["year"]),
    beside("council-bodies", "فهرست شوراها و کارگروه‌ها", "Councils and working groups", &[]),
    beside("licences", "پروانه‌ها به تفکیک سطح", "Licences by level", &["from", "until"]),
    beside("organizations", "سازمان‌های مردم‌نهاد و پروانه‌هایشان", "Organizations and their licences", PLACE),
    beside("agreements", "تفاهم‌نامه‌ها", "Agreements", PLACE),
    beside("programs", "برنامه‌های ملی", "National programs", &["level", "approach", "field", "classed", "agency_id", "divided"]),
    beside("division-of-labor", "تقسیم کار برنامه‌های ملی", "Division of labour in national programs", &[]),
    beside("offices", "دفترهای تسهیلگری", "Facilitation offices", &["place_id", "state", "late"]),
];

impl Named {
    fn title(&self) -> Title {
        match (self.title, report_catalog::report(self.key)) {
            (Some((fa, en)), _) => Title::new(fa, en),
            (None, Some(entry)) => Title::new(entry.fa, entry.en),
            (None, None) => Title::new(self.key, self.key),
        }
    }
}

/// A report that has an export of its own, with what every file says of itself.
pub(super) async fn stamp(
    state: &AppState,
    signed: &Signed,
    key: &str,
    query: &NamedQuery,
    table: Table,
) -> Result<Table, Problem> {
    let named = NAMED.iter().find(|one| one.key == key).ok_or(Problem::NotFound)?;
    let given: Vec<_> = query.given().into_iter().filter(|(name, _)| named.takes.contains(name)).collect();
    let table = table.stamped(&[], &state.clock().now().into());
    Ok(table.titled(&named.title(), &told(state, signed, &with_own(signed, key, given)).await?))
}

/// The file of a name.
pub(super) async fn file(
    state: &AppState,
    signed: &Signed,
    key: &str,
    query: &NamedQuery,
    shape: Shape,
) -> Result<Table, Problem> {
    let named = NAMED.iter().find(|one| one.key == key).ok_or(Problem::NotFound)?;
    let given = query.given();
    if let Some((name, _)) = given.iter().find(|(name, _)| !named.takes.contains(name)) {
        return Err(Problem::field(name, "not_expected"));
    }
    let table = match source(state, signed, named.key, query, shape).await? {
        Source::Report(table) => Table::of_report(&table, shape),
        Source::Rows(found) => {
            let table = Table::new(named.key, found.columns, &found.rows, shape, found.position);
            table.stamped(&found.notes, &state.clock().now().into())
        }
    };
    Ok(table.titled(&named.title(), &told(state, signed, &with_own(signed, key, given)).await?))
}

/// Asks the operation that shows the report on a screen.
async fn source(
    state: &AppState,
    signed: &Signed,
    key: &str,
    query: &NamedQuery,
    shape: Shape,
) -> Result<Source, Problem> {
    let me = || (State(state.clone()), signed.clone());
    match key {
        "queue"
        | "caseload"
        | "families-without-caseworker"
        | "before-after"
        | "agenda"
        | "commission-tasks"
        | "services"
        | "case-replay"
        | "activities"
        | "handed-on" => of_families(state, signed, key, query).await,
        "credits" | "equipment-coverage" | "indicator-series" | "national-figures" | "licences" | "organizations"
        | "agreements" | "programs" | "division-of-labor" => of_the_nation(state, signed, key, query, shape).await,
        "quarterly-report" => {
            let mut table = match &query.office_id {
                Some(id) if !id.trim().is_empty() => {
                    if query.place_id.as_deref().is_some_and(|place| !place.trim().is_empty()) {
                        return Err(Problem::field("place_id", "not_expected"));
                    }
                    let id = query.id("office_id", &query.office_id)?;
                    quarter_table(&offices::quarter_of(state, signed, id, &query.year, &query.quarter).await?)
                }
                _ => quarters_table(
                    &offices::quarters_of(state, signed, &query.place_id, &query.year, &query.quarter).await?,
                ),
            };
            table.as_of = Some(state.clock().now().into());
            Ok(Source::Report(Box::new(table)))
        }
        "offices" => {
            let page = |cursor: Option<String>| -> Page<'_> {
                Box::pin(async move {
                    let (state, signed) = me();
                    let asked = query.page(["cursor", "limit"], cursor.as_deref())?;
                    let Json(found) = offices::list_offices(state, signed, AtLeast, Filters(asked)).await?;
                    value(&found)
                })
            };
            every_page(of::OFFICES, ["items", "next"], page).await
        }
        "facilitators" => {
            let (state, signed) = me();
            let Json(page) = facilitation::list_facilitators(state, signed, AtLeast, Filters(query.asked()?)).await?;
            list_at(of::FACILITATORS, &page, "items")
        }
        "classes" => {
            let page = |cursor: Option<String>| -> Page<'_> {
                Box::pin(async move {
                    let (state, signed) = me();
                    let asked = query.page(["cursor", "limit"], cursor.as_deref())?;
                    let Json(found) = facilitation::list_workshops(state, signed, AtLeast, Filters(asked)).await?;
                    value(&found)
                })
            };
            every_page(of::CLASSES, ["items", "next"], page).await
        }
        "neighborhood-card" => card(state, signed, query).await,
        "neighborhood-roadmap" => {
            let id = query.id("neighborhood_id", &query.neighborhood_id)?;
            let (state, signed) = me();
            let Json(view) = roadmaps::read_roadmap(state, signed, AtLeast, InPath([id])).await?;
            list_at(of::ACTIONS, &view, "actions")
        }
        "agency-actions" => {
            let named = query.agency_id.clone().filter(|text| !text.trim().is_empty());
            let own = named.or(signed.principal.agency_id().map(|id| id.to_string()));
            let id = query.id("agency_id", &own)?;
            let (state, signed) = me();
            let asked = Filters(query.asked()?);
            let Json(page) = roadmaps::list_agency_actions(state, signed, AtLeast, InPath([id]), asked).await?;
            list_at(of::ACTIONS, &page, "items")
        }
        "provincial-roadmap" => {
            let id = match query.place_id.as_deref().filter(|text| !text.trim().is_empty()) {
                Some(_) => query.id("place_id", &query.place_id)?,
                None => root(state).await?,
            };
            let (state, signed) = me();
            let Json(view) = roadmaps::read_place_roadmap(state, signed, AtLeast, InPath([id])).await?;
            list_at(of::CONSOLIDATED, &view, "actions")
        }
        "funds" => fund_counts(state, signed, query).await,
        "fund-list" => {
            let (state, signed) = me();
            let Json(page) = funds::list_funds(state, signed, AtLeast, Filters(query.asked()?)).await?;
            whole(page.items.len(), funds::LIST_MAX)?;
            list_at(of::FUNDS, &page, "items")
        }
        "councils" => {
            let (state, signed) = me();
            let Json(view) = councils::read_council_report(state, signed, AtLeast, Filters(query.asked()?)).await?;
            list_at(of::COUNCILS, &view, "kinds")
        }
        "council-bodies" => {
            let (state, signed) = me();
            let Json(page) = councils::list_councils(state, signed, AtLeast).await?;
            whole(page.items.len(), councils::LIST_MAX)?;
            list_at(of::COUNCIL_BODIES, &page, "items")
        }
        "priorities" => {
            let page = |cursor: Option<String>| -> Page<'_> {
                Box::pin(async move {
                    let (state, signed) = me();
                    let asked = query.page(["cursor", "limit"], cursor.as_deref())?;
                    let Json(found) = priorities::list_priorities(state, signed, AtLeast, Filters(asked)).await?;
                    value(&found)
                })
            };
            every_page(of::PRIORITIES, ["items", "next"], page).await
        }
        "duties" | "utility-requests" => {
            let most = i64::try_from(ROWS_MAX).unwrap_or(i64::MAX).saturating_add(1);
            let of_requests = key == "utility-requests";
            let (board, position) = duties::whole_board(state, signed, &query.asked()?, of_requests, most).await?;
            match board {
                WholeBoard::Requests(requests) => found(of::REQUESTS, rows(&requests)?, position),
                WholeBoard::Duties(duties) => found(of::DUTIES, rows(&duties)?, position),
            }
        }
        _ => {
            let asked = query.asked()?;
            let table = report_tables::table(state, signed, key, &asked).await?;
            if key == "obstacles" {
                whole(table.rows.len(), OBSTACLES_MAX)?;
            }
            Ok(Source::Report(Box::new(table)))
        }
    }
}

/// The root of the tree of places: one country.
async fn root(state: &AppState) -> Result<Uuid, Problem> {
    let found = places::places(state.read(), None, None).await;
    let found = found.map_err(|error| from_database("places", error))?;
    found.first().map(|place| place.id).ok_or(Problem::NotFound)
}

/// The newest profile of a neighborhood: figures as sources print them, and what the office counted.
async fn card(state: &AppState, signed: &Signed, query: &NamedQuery) -> Result<Source, Problem> {
    let id = query.id("neighborhood_id", &query.neighborhood_id)?;
    let Json(view) = case::read_neighborhood_case(State(state.clone()), signed.clone(), AtLeast, InPath([id])).await?;
    let view = value(&view)?;
    let newest = view["profiles"].as_array().into_iter().flatten().max_by_key(|one| one["version"].as_i64());
    let mut lines: Vec<&Value> = Vec::new();
    for part in ["figures", "counted"] {
        lines.extend(newest.and_then(|one| one[part].as_array()).into_iter().flatten());
    }
    let row = |line: &Value| {
        let mut row = line.clone();
        let code = line["indicator"].as_str().unwrap_or_default();
        let known = PROFILE_INDICATORS.iter().find(|one| one.code == code);
        let (fa, en) = known.map_or((code, code), |one| one.title);
        row["title"] = json!({ "fa": fa, "en": en });
        if let (Some(one), true) = (known, line["unit"].is_null()) {
            row["unit"] = json!(one.unit);
        }
        row
    };
    found(of::CARD, lines.into_iter().map(row).collect(), view["position"].as_i64().unwrap_or_default())
}

/// The counts of funds, a line each; money is told to nobody who reads counts alone, and has no line then.
async fn fund_counts(state: &AppState, signed: &Signed, query: &NamedQuery) -> Result<Source, Problem> {
    const COUNTED: &[(&str, &str, &str)] = &[
        ("funds", "صندوق‌های تشکیل‌شده", "Funds formed"),
        ("funds_closed", "از آن‌ها بسته", "Of them closed"),
        ("trainings", "آموزش‌ها", "Trainings"),
        ("training_hours", "ساعت آموزش", "Hours of training"),
        ("members", "اعضا", "Members"),
        ("members_trained", "آموزش‌دیدگان", "Members taught"),
        ("loans", "وام‌ها", "Loans"),
        ("borrowers", "وام‌گیرندگان", "Borrowers"),
        ("loans_by_group", "وام با ضمانت گروه", "Loans on a group's word"),
        ("loans_on_things", "وام با وثیقه", "Loans secured on a thing"),
        ("loans_in_default", "وام‌های نکول‌شده", "Loans in default"),
        ("contributions_rials", "آورده‌ها (ریال)", "Contributions (rials)"),
        ("lent_rials", "وام پرداختی (ریال)", "Lent (rials)"),
        ("repaid_rials", "بازپرداخت (ریال)", "Repaid (rials)"),
        ("outstanding_rials", "ماندهٔ وام‌ها (ریال)", "Outstanding (rials)"),
        ("balance_rials", "موجودی (ریال)", "Balance (rials)"),
    ];
    let asked = Filters(query.asked()?);
    let Json(report) = funds::read_fund_report(State(state.clone()), signed.clone(), AtLeast, asked).await?;
    let answer = value(&report)?;
    let told = COUNTED.iter().filter(|(code, ..)| !(code.ends_with("_rials") && answer[*code].is_null()));
    let row = |(code, fa, en): &(&str, &str, &str)| json!({ "what": { "fa": fa, "en": en }, "value": answer[*code] });
    let mut notes = Vec::new();
    if report.rounded {
        notes.push(Title::new(
            "شمار اشخاص و وام‌ها گرد شده است و کمتر از ۵ نوشته نمی‌شود",
            "counts of persons and loans are rounded, and fewer than 5 are not told",
        ));
    }
    let rows = told.map(row).collect();
    Ok(Source::Rows(Found { columns: of::COUNTS, rows, position: report.position, notes }))
}

#[cfg(test)]
mod tests {
    use super::filters::FILTERS;
    use super::*;

    /// Every report of the catalog is a file, a family's own excepted; and what is none stands in no list of files.
    #[test]
    fn every_report_of_the_catalog_is_a_file() {
        for entry in report_catalog::REPORTS {
            let is_file = NAMED.iter().any(|one| one.key == entry.key && one.title.is_none());
            assert_eq!(is_file, entry.key != "family-file", "{}", entry.key);
        }
        let beside = NAMED.iter().filter(|one| one.title.is_some());
        assert!(beside.clone().all(|one| report_catalog::report(one.key).is_none()));
        assert_eq!(beside.count() + report_catalog::REPORTS.len() - 1, NAMED.len());
    }

    #[test]
    fn every_filter_that_a_file_takes_has_a_word() {
        let known = |name: &&str| FILTERS.iter().any(|(known, ..)| known == name);
        assert!(NAMED.iter().flat_map(|one| one.takes).all(known));
        let every: NamedQuery = serde_json::from_value(json!({ "place_id": " ", "year": "1405" })).expect("a query");
        assert_eq!(every.given(), [("year", "1405".to_owned())]);
    }
}
