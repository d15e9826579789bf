//! Every report of the catalog that is a table, and the lists that stand beside them on screens, as one file each. The rows come from the operation that
//! shows them on a screen: its rights, its cover and its trace are those of the file.

use axum::Json;
use axum::extract::State;
use hamyar_domain::neighborhood::PROFILE_INDICATORS;
use hamyar_identity::policy::{Action, Resource};
use hamyar_projections::names::{self, NamedKind};
use hamyar_projections::places;
use hamyar_projections::report_tables::{OBSTACLES_MAX, ReportTable, quarter_table, quarters_table};
use hamyar_projections::views::Title;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::pin::Pin;
use utoipa::IntoParams;
use uuid::Uuid;

use super::columns as of;
use super::table::{Column, Shape, Table};
use super::{ROWS_MAX, full, ground, rows, trace};
use crate::auth::Signed;
use crate::input::{Filters, InPath, PageQuery};
use crate::problem::{Problem, from_database};
use crate::report_catalog;
use crate::routes::families::list;
use crate::routes::national::{self, agreements, equipment, figures, ngos, programs, series};
use crate::routes::neighborhood_cases::duties::{self, WholeBoard};
use crate::routes::neighborhood_cases::{case, priorities};
use crate::routes::{
    activities, caseworkers, centers, commissions, councils, facilitation, families, follow_up, funds, offices,
    report_tables, reports, roadmaps, tasks,
};
use crate::state::AppState;
use crate::wait::AtLeast;

/// Of what. A report takes some of these, as its screen does; what it does not take is refused.
#[derive(Clone, Debug, Default, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct NamedQuery {
    /// Below this place, group or neighborhood.
    place_id: Option<String>,
    center_id: Option<String>,
    neighborhood_id: Option<String>,
    /// The own one where it is needed and absent.
    agency_id: Option<String>,
    office_id: Option<String>,
    /// The own one where it is needed and absent.
    commission_id: Option<String>,
    family_id: Option<String>,
    caseworker_id: Option<String>,
    /// Jalali year.
    year: Option<String>,
    /// 1 to 4.
    quarter: Option<String>,
    /// First day, in either calendar.
    from: Option<String>,
    /// Last day, in either calendar.
    until: Option<String>,
    /// `social`, `economic`, `cultural`.
    domain: Option<String>,
    /// A level of priorities, or of the matrix of interventions.
    level: Option<String>,
    /// Of the matrix of interventions.
    approach: Option<String>,
    /// A field of programs.
    field: Option<String>,
    /// Of programs: `false` for those in no cell of the matrix.
    classed: Option<String>,
    /// Of programs that go on: `false` for those in which no agency has a part.
    divided: Option<String>,
    /// Of tasks: those that this agency or caseworker answers for.
    responsible_id: Option<String>,
    /// Of duties: `all`, `reported`, `unreported` or a state.
    rows: Option<String>,
    /// A state of tasks, actions or offices.
    state: Option<String>,
    /// Of offices: `contract`, `evaluation`, `report`.
    late: Option<String>,
    /// Log position to wait for.
    at_least: Option<String>,
}

/// What a filter is called in the file.
const FILTERS: &[(&str, &str, &str)] = &[
    ("place_id", "جا", "Place"),
    ("center_id", "مرکز", "Center"),
    ("neighborhood_id", "محله", "Neighborhood"),
    ("agency_id", "دستگاه", "Agency"),
    ("office_id", "دفتر", "Office"),
    ("commission_id", "کمیسیون", "Commission"),
    ("family_id", "پرونده", "File"),
    ("caseworker_id", "همیار", "Caseworker"),
    ("year", "سال", "Year"),
    ("quarter", "سه‌ماهه", "Quarter"),
    ("from", "از روز", "From"),
    ("until", "تا روز", "Until"),
    ("domain", "بخش", "Domain"),
    ("level", "سطح", "Level"),
    ("approach", "رویکرد", "Approach"),
    ("field", "حوزه", "Field"),
    ("classed", "در ماتریس", "In the matrix"),
    ("divided", "با تقسیم کار", "With a division of labour"),
    ("responsible_id", "مسئول", "Responsible"),
    ("rows", "سطرها", "Rows"),
    ("state", "وضع", "State"),
    ("late", "دیرکرده", "Late"),
];

/// What filters of codes are told by.
const WORDS: &[(&str, &str, &str)] = &[
    ("true", "بله", "yes"),
    ("false", "نه", "no"),
    ("all", "همه", "all"),
    ("reported", "گزارش‌شده", "reported"),
    ("unreported", "بی گزارش", "unreported"),
    ("not_begun", "آغاز نشده", "not begun"),
    ("underway", "در دست", "under way"),
    ("hindered", "به مانع خورده", "hindered"),
    ("structural", "ساختاری", "structural"),
    ("institutional", "نهادی", "institutional"),
    ("relational", "روابط اجتماعی", "relational"),
    ("preventive", "پیشگیرانه", "preventive"),
    ("curative", "درمانگر", "curative"),
    ("addiction", "کاهش اعتیاد", "addiction"),
    ("divorce", "کاهش طلاق", "divorce"),
    ("moral_corruption", "مفاسد اخلاقی", "moral corruption"),
    ("marginal_settlement", "حاشیه‌نشینی", "marginal settlement"),
    ("socially_harmed", "ساماندهی آسیب‌دیدگان اجتماعی", "the socially harmed"),
    ("acute_areas", "مناطق حاد و بحرانی", "acute areas"),
    ("called", "فراخوان شده", "called"),
    ("contracted", "قرارداد بسته", "under contract"),
    ("contract", "پس از پایان قرارداد", "beyond the contract"),
    ("evaluation", "ارزیابی", "evaluation"),
    ("report", "گزارش سه‌ماهه", "quarterly report"),
];

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

impl NamedQuery {
    /// Ids are told in any digits, and a blank one is none.
    fn values(&self) -> Value {
        let mut values = serde_json::to_value(self).unwrap_or_default();
        for (name, ..) in FILTERS.iter().filter(|(name, ..)| name.ends_with("_id")) {
            let id = values[*name].as_str().map(|text| hamyar_persian::digits::to_ascii(text.trim()));
            values[*name] = json!(id.filter(|id| !id.is_empty()));
        }
        values
    }

    /// The filters as an operation of a screen reads them.
    fn asked<Q: DeserializeOwned>(&self) -> Result<Q, Problem> {
        serde_json::from_value(self.values()).map_err(|_| Problem::Unreadable("unreadable_query"))
    }

    /// The same, of one page.
    fn page<Q: DeserializeOwned>(&self, names: [&str; 2], cursor: Option<&str>) -> Result<Q, Problem> {
        let mut values = self.values();
        values[names[0]] = json!(cursor);
        values[names[1]] = json!("100");
        serde_json::from_value(values).map_err(|_| Problem::Unreadable("unreadable_query"))
    }

    /// What was asked for, blank ones left out.
    fn given(&self) -> Vec<(&'static str, String)> {
        let values = self.values();
        let given = FILTERS.iter().filter_map(|(name, ..)| {
            let text = values[*name].as_str()?.trim();
            (!text.is_empty()).then(|| (*name, text.to_owned()))
        });
        given.collect()
    }

    fn id(&self, name: &'static str, text: &Option<String>) -> Result<Uuid, Problem> {
        let mut read = PageQuery::default();
        let id = read.parse(name, text);
        read.done()?;
        id.ok_or_else(|| Problem::field(name, "required"))
    }
}

/// A query names what some report knows; a key that none knows is refused, not dropped.
pub(super) fn only_known(keys: &[(String, String)]) -> Result<(), Problem> {
    let is_known = |key: &str| key == "at_least" || FILTERS.iter().any(|(known, ..)| *known == key);
    match keys.iter().find(|(key, _)| !is_known(key)) {
        Some((key, _)) => Err(Problem::field(key, "not_expected")),
        None => Ok(()),
    }
}

/// A filter, and what was given for it.
type Given = (&'static str, String);

/// Among what the id of a filter is looked for; a filter that is no id has none.
fn kinds(filter: &str) -> &'static [NamedKind] {
    match filter {
        "place_id" => &[NamedKind::Place, NamedKind::Neighborhood],
        "center_id" => &[NamedKind::Center],
        "neighborhood_id" => &[NamedKind::Neighborhood],
        "agency_id" => &[NamedKind::Agency],
        "office_id" => &[NamedKind::Office],
        "commission_id" => &[NamedKind::Commission],
        "family_id" => &[NamedKind::Family],
        "caseworker_id" => &[NamedKind::Caseworker],
        "responsible_id" => &[NamedKind::Agency, NamedKind::Caseworker],
        _ => &[],
    }
}

/// The name that an id of a filter has for this reader: a caseworker's only where the reader reads that caseworker.
async fn name(state: &AppState, signed: &Signed, filter: &str, id: Uuid) -> Result<Option<String>, Problem> {
    let failed = |error| from_database("names", error);
    for kind in kinds(filter) {
        if *kind == NamedKind::Caseworker {
            let center_id = names::center_of_caseworker(state.read(), id).await.map_err(failed)?;
            if signed.check(Action::ReadCaseworker, &Resource::Caseworker { id, center_id }).is_err() {
                continue;
            }
        }
        let found = names::name_of(state.read(), *kind, id).await.map_err(failed)?;
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}

/// A code, a day or a number as people read it.
fn in_words(value: &str) -> Title {
    let (fa, en) = match WORDS.iter().find(|(code, ..)| *code == value) {
        Some((_, fa, en)) => (*fa, *en),
        None => (super::words::of(value, true), super::words::of(value, false)),
    };
    Title::new(hamyar_persian::digits::to_persian(fa), en)
}

/// What the file was narrowed to, as people read it.
async fn told(state: &AppState, signed: &Signed, given: &[Given]) -> Result<Vec<Title>, Problem> {
    let mut lines = Vec::with_capacity(given.len());
    for (filter, value) in given {
        let Some((_, fa, en)) = FILTERS.iter().find(|(known, ..)| known == filter) else { continue };
        let value = match value.parse::<Uuid>() {
            Ok(id) => match name(state, signed, filter, id).await? {
                Some(name) => Title::new(name.clone(), name),
                None => Title::new("یکی، بی نام", "one, not named"),
            },
            Err(_) => in_words(value),
        };
        lines.push(Title::new(format!("{fa}: {}", value.fa), format!("{en}: {}", value.en)));
    }
    Ok(lines)
}

/// The commission of whoever sits in one alone.
fn own_commission(signed: &Signed) -> Option<Uuid> {
    let own: Vec<Uuid> = signed.principal.commission_ids();
    own.first().filter(|_| own.len() == 1).copied()
}

/// What was asked for, and the own one that the report falls back on where none was named.
fn with_own(signed: &Signed, key: &str, mut given: Vec<Given>) -> Vec<Given> {
    let own_agency = || signed.principal.agency_id().map(|id| ("agency_id", id));
    let own_commission = || own_commission(signed).map(|id| ("commission_id", id));
    let own = match key {
        "agenda" => own_commission(),
        "commission-tasks" if given.iter().any(|(name, _)| *name == "commission_id") => None,
        "commission-tasks" => own_commission().or_else(own_agency),
        "agency-actions" => own_agency(),
        "caseload" | "families-without-caseworker" => {
            signed.principal.center_ids().first().map(|id| ("center_id", *id))
        }
        _ => None,
    };
    if let Some((name, id)) = own.filter(|(name, _)| given.iter().all(|(known, _)| known != name)) {
        given.insert(0, (name, id.to_string()));
    }
    given
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

/// Rows of a file as a screen's operation gives them.
struct Found {
    columns: &'static [Column],
    rows: Vec<Value>,
    position: i64,
    /// What has to be known of them.
    notes: Vec<Title>,
}

enum Source {
    Report(Box<ReportTable>),
    Rows(Found),
}

fn found(columns: &'static [Column], rows: Vec<Value>, position: i64) -> Result<Source, Problem> {
    if rows.len() > ROWS_MAX {
        return Err(full());
    }
    Ok(Source::Rows(Found { columns, rows, position, notes: Vec::new() }))
}

fn value(answer: &impl Serialize) -> Result<Value, Problem> {
    serde_json::to_value(answer).map_err(|error| Problem::internal("rows of a table", &error))
}

/// The list of an answer, and the position it stands at.
fn list_at(columns: &'static [Column], answer: &impl Serialize, at: &str) -> Result<Source, Problem> {
    let mut answer = value(answer)?;
    let position = answer["position"].as_i64().unwrap_or_default();
    let rows = match answer[at].take() {
        Value::Array(rows) => rows,
        _ => Vec::new(),
    };
    found(columns, rows, position)
}

/// A list that its operation cuts at so many rows is no file when it is as long: nobody knows what is beyond.
fn whole(rows: usize, most: i64) -> Result<(), Problem> {
    if i64::try_from(rows).is_ok_and(|rows| rows < most) { Ok(()) } else { Err(full()) }
}

type Page<'a> = Pin<Box<dyn Future<Output = Result<Value, Problem>> + Send + 'a>>;

/// Every page of a list: right up to the lowest of their positions. `next` names the cursor of the page after, and the rows stand at `at`.
async fn every_page<'a>(
    columns: &'static [Column],
    [at, next]: [&str; 2],
    page: impl Fn(Option<String>) -> Page<'a>,
) -> Result<Source, Problem> {
    let (mut all, mut position, mut cursor) = (Vec::new(), None, None);
    loop {
        let mut answer = page(cursor).await?;
        let here = answer["position"].as_i64().unwrap_or_default();
        position = Some(position.map_or(here, |lowest: i64| lowest.min(here)));
        if let Value::Array(rows) = answer[at].take() {
            all.extend(rows);
        }
        if all.len() > ROWS_MAX {
            return Err(full());
        }
        match answer[next].take() {
            Value::String(text) => cursor = Some(text),
            _ => return found(columns, all, position.unwrap_or_default()),
        }
    }
}

/// One row for each thing within a thing; a thing with nothing in it has a row of its own.
fn within(answer: &impl Serialize, names: [&str; 2], inner: &str) -> Result<(Vec<Value>, i64), Problem> {
    let answer = value(answer)?;
    let mut rows = Vec::new();
    for outer in answer["items"].as_array().into_iter().flatten() {
        let things = outer[inner].as_array().map(Vec::as_slice).unwrap_or_default();
        if things.is_empty() {
            rows.push(json!({ names[0]: outer }));
        }
        rows.extend(things.iter().map(|one| json!({ names[0]: outer, names[1]: one })));
    }
    Ok((rows, answer["position"].as_i64().unwrap_or_default()))
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
        | "agreements" | "programs" => of_the_nation(state, signed, key, query, shape).await,
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

/// Reports on families: their rows stay where nobody can call them back, so that who takes a list of families or tasks away is recorded.
async fn of_families(state: &AppState, signed: &Signed, key: &str, query: &NamedQuery) -> Result<Source, Problem> {
    let me = || (State(state.clone()), signed.clone());
    match key {
        "queue" => {
            signed.may_ever(Action::ReadOwnQueue)?;
            let ground = ground(signed, Action::ReadOwnQueue);
            trace(state, signed, "export_report_table", "families", ground).await?;
            let (state, signed) = me();
            let Json(view) = caseworkers::read_today(state, signed, AtLeast).await?;
            list_at(of::QUEUE, &view, "items")
        }
        "caseload" => {
            let (state, signed) = me();
            let Json(page) = centers::list_caseloads(state, signed, AtLeast, Filters(query.asked()?)).await?;
            list_at(of::CASELOADS, &page, "items")
        }
        "families-without-caseworker" => {
            let center = centers::own_center(signed, &query.asked()?)?;
            let verdict = signed.check(Action::ReadCenterWork, &Resource::Center(Some(center)))?;
            trace(state, signed, "export_report_table", "families", verdict.why).await?;
            let asked = json!({ "tier": "harmed", "state": "open", "has_caseworker": "false", "center_id": center.to_string() });
            let asked: list::FamiliesQuery =
                serde_json::from_value(asked).map_err(|error| Problem::internal("families", &error))?;
            let (rows, position) = super::all_families(state, signed, asked).await?;
            found(of::FAMILIES, rows, position)
        }
        "before-after" => {
            let (rows, position) = super::matrix(state, signed, query.asked()?).await?;
            found(of::MATRIX, rows, position)
        }
        "services" => {
            let (state, signed) = me();
            let Json(report) = reports::read_service_report(state, signed, AtLeast, Filters(query.asked()?)).await?;
            found(of::SERVICES, rows(&report.kinds)?, report.position)
        }
        "agenda" => agenda(state, signed, query).await,
        "commission-tasks" => commission_tasks(state, signed, query).await,
        "case-replay" => {
            let id = query.id("family_id", &query.family_id)?;
            let (state, signed) = me();
            let Json(page) = families::timeline::list_family_events(state, signed, AtLeast, InPath([id])).await?;
            list_at(of::REPLAY, &page, "items")
        }
        "handed-on" => {
            let (rows, position) = super::handed_on(state, signed, &query.asked()?).await?;
            found(of::TRANSFERS, rows, position)
        }
        _ => {
            let (state, signed) = me();
            let Json(page) = activities::list_activities(state, signed, AtLeast, Filters(query.asked()?)).await?;
            whole(page.items.len(), activities::LIST_MAX)?;
            list_at(of::ACTIVITIES, &page, "items")
        }
    }
}

/// The commission that is named, or the own one where there is one alone.
fn commission(signed: &Signed, query: &NamedQuery) -> Result<Option<Uuid>, Problem> {
    if query.commission_id.as_deref().is_some_and(|text| !text.trim().is_empty()) {
        return query.id("commission_id", &query.commission_id).map(Some);
    }
    Ok(own_commission(signed))
}

async fn agenda(state: &AppState, signed: &Signed, query: &NamedQuery) -> Result<Source, Problem> {
    let id = commission(signed, query)?.ok_or_else(|| Problem::field("commission_id", "required"))?;
    signed.may_ever(Action::ReadAgenda)?;
    let verdict = signed.check(Action::ReadAgenda, &Resource::Commission(id))?;
    trace(state, signed, "export_report_table", "families", verdict.why).await?;
    let Json(view) = commissions::read_agenda(State(state.clone()), signed.clone(), AtLeast, InPath([id])).await?;
    let answer = view.value();
    let mut rows = Vec::new();
    for session in answer["sessions"].as_array().into_iter().flatten() {
        let cases = session["cases"].as_array().into_iter().flatten();
        rows.extend(cases.map(|case| json!({ "session": { "held_on": session["held_on"] }, "case": case })));
    }
    let waiting = answer["waiting"].as_array().into_iter().flatten().map(|referral| {
        let mut case = referral.clone();
        case["state"] = json!("waiting");
        json!({ "case": case })
    });
    rows.extend(waiting);
    if rows.len() > ROWS_MAX {
        return Err(full());
    }
    let position = answer["position"].as_i64().unwrap_or_default();
    let past = commissions::PAST_SESSIONS.to_string();
    let latest = Title::new(
        format!("از جلسه‌های پایان‌یافته تنها {} جلسهٔ آخر", hamyar_persian::digits::to_persian(&past)),
        format!("of the sessions that are over, the latest {past} alone"),
    );
    Ok(Source::Rows(Found { columns: of::AGENDA, rows, position, notes: vec![latest] }))
}

/// Of a commission, every task of its decisions; else the tasks of the own agency, or the caseworker's own.
async fn commission_tasks(state: &AppState, signed: &Signed, query: &NamedQuery) -> Result<Source, Problem> {
    let me = || (State(state.clone()), signed.clone());
    let id = commission(signed, query)?;
    signed.may_ever(if id.is_some() { Action::ReadAgenda } else { Action::ListTasks })?;
    let is_given = query.responsible_id.as_deref().is_some_and(|text| !text.trim().is_empty());
    let ground = match id {
        Some(id) => signed.check(Action::ReadAgenda, &Resource::Commission(id))?.why,
        // Whose they are is not asked of the own ones.
        None if is_given => return Err(Problem::field("responsible_id", "not_expected")),
        None => ground(signed, Action::ListTasks),
    };
    if is_given {
        query.id("responsible_id", &query.responsible_id)?;
    }
    trace(state, signed, "export_report_table", "tasks", ground).await?;
    let page = |cursor: Option<String>| -> Page<'_> {
        Box::pin(async move {
            let (state, signed) = me();
            match id {
                Some(id) => {
                    let asked = Filters(query.page(["cursor", "limit"], cursor.as_deref())?);
                    let Json(found) = follow_up::read_follow_up(state, signed, AtLeast, InPath([id]), asked).await?;
                    value(&found)
                }
                None => {
                    let asked = Filters(query.page(["cursor", "limit"], cursor.as_deref())?);
                    let Json(found) = tasks::list_tasks(state, signed, AtLeast, asked).await?;
                    value(&found)
                }
            }
        })
    };
    every_page(of::TASKS, ["items", "next"], page).await
}

/// Reports on the national work.
async fn of_the_nation(
    state: &AppState,
    signed: &Signed,
    key: &str,
    query: &NamedQuery,
    shape: Shape,
) -> Result<Source, Problem> {
    let (app, who) = (State(state.clone()), signed.clone());
    match key {
        "credits" => {
            let Json(report) = agreements::read_credit_report(app, who, AtLeast, Filters(query.asked()?)).await?;
            let mut lines = rows(&report.lines)?;
            // Each rial once: what is drawn is a part of what is counted.
            lines.push(json!({
                "budget_line": if shape.is_persian { "جمع" } else { "Sum" }, "amount_rials": report.total_rials,
                "drawn_rials": report.drawn_rials, "spent_rials": report.spent_rials, "left_rials": report.left_rials,
            }));
            let drawn = Title::new(
                "جمع مبلغ تنها ردیف‌هایی است که در جمع می‌آید؛ برداشت‌ها بخشی از آن‌اند",
                "the sum of the amounts counts the counted lines alone; what is drawn is a part of them",
            );
            Ok(Source::Rows(Found { columns: of::CREDITS, rows: lines, position: report.position, notes: vec![drawn] }))
        }
        "equipment-coverage" => {
            let Json(page) = equipment::list_equipment(app, who, AtLeast).await?;
            whole(page.items.len(), national::LIST_MAX)?;
            list_at(of::EQUIPMENT, &page, "items")
        }
        "indicator-series" => {
            let Json(page) = series::list_series(app, who, AtLeast).await?;
            whole(page.items.len(), national::LIST_MAX)?;
            let (rows, position) = within(&page, ["series", "point"], "points")?;
            found(of::SERIES, rows, position)
        }
        "licences" => {
            let Json(report) = ngos::read_licence_report(app, who, AtLeast, Filters(query.asked()?)).await?;
            list_at(of::LICENCES, &report, "levels")
        }
        "organizations" => {
            let Json(page) = ngos::list_ngos(app, who, AtLeast, Filters(query.asked()?)).await?;
            whole(page.items.len(), national::LIST_MAX)?;
            let (rows, position) = within(&page, ["ngo", "licence"], "licences")?;
            found(of::ORGANIZATIONS, rows, position)
        }
        "agreements" => {
            let Json(page) = agreements::list_agreements(app, who, AtLeast, Filters(query.asked()?)).await?;
            whole(page.items.len(), national::LIST_MAX)?;
            list_at(of::AGREEMENTS, &page, "items")
        }
        "programs" => {
            let Json(page) = programs::list_programs(app, who, AtLeast, Filters(query.asked()?)).await?;
            whole(page.items.len(), national::LIST_MAX)?;
            list_at(of::PROGRAMS, &page, "items")
        }
        _ => {
            let Json(page) = figures::read_national_figures(app, who, AtLeast).await?;
            let mut lines = rows(&page.items)?;
            for line in &mut lines {
                let kinds = line["relations"].as_array().into_iter().flatten().map(|one| one["relation"].clone());
                let kinds: Vec<Value> = kinds.collect();
                line["relation_kinds"] = Value::Array(kinds);
            }
            found(of::NATIONAL_FIGURES, lines, page.position)
        }
    }
}

#[cfg(test)]
mod tests {
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

    #[test]
    fn a_key_that_no_report_knows_is_named() {
        let keys = |name: &str| [("at_least".to_owned(), "1".to_owned()), (name.to_owned(), String::new())];
        assert!(only_known(&keys("place_id")).is_ok());
        assert!(only_known(&keys("placeid")).is_err());
    }

    #[test]
    fn an_id_is_read_in_any_digits_and_looked_for_by_its_own_kind() {
        let id = "00000000-0000-7000-8000-000000000012";
        let persian = hamyar_persian::digits::to_persian(id);
        let query: NamedQuery = serde_json::from_value(json!({ "place_id": persian })).expect("a query");
        assert_eq!(query.given(), [("place_id", id.to_owned())]);
        for (name, ..) in FILTERS {
            assert_eq!(kinds(name).is_empty(), !name.ends_with("_id"), "{name}");
        }
    }

    #[test]
    fn a_list_as_long_as_its_limit_is_refused() {
        assert!(whole(499, 500).is_ok());
        assert!(whole(500, 500).is_err());
    }
}
