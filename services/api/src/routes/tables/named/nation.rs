//! Reports on the national work, as files.

use axum::Json;
use axum::extract::State;
use hamyar_projections::national::DivisionOfLabor;
use hamyar_projections::views::Title;
use serde_json::{Value, json};

use super::super::columns as of;
use super::super::rows;
use super::super::table::Shape;
use super::filters::NamedQuery;
use super::found::{Found, Source, found, found_with, list_at, whole, within};
use crate::auth::Signed;
use crate::input::Filters;
use crate::problem::Problem;
use crate::routes::national::{self, agreements, equipment, figures, ngos, programs, series};
use crate::state::AppState;
use crate::wait::AtLeast;

/// Reports on the national work.
pub(super) async fn of_the_nation(
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
        "division-of-labor" => {
            let Json(found) = programs::read_division_of_labor(app, who, AtLeast).await?;
            division(&found)
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

/// A row for each part of each agency; that programs without any agency have no row is said below them.
fn division(division: &DivisionOfLabor) -> Result<Source, Problem> {
    let mut lines = Vec::new();
    for one in &division.agencies {
        lines.extend(rows(&one.parts)?.into_iter().map(|part| json!({ "agency": one.agency, "part": part })));
    }
    let DivisionOfLabor { undivided, programs, position, .. } = division;
    let told = |number: &i64| hamyar_persian::digits::to_persian(&number.to_string());
    let apart = Title::new(
        format!("از {} برنامه‌ای که پایان نیافته‌اند، {} برنامه تقسیم کار ندارد", told(programs), told(undivided)),
        format!("of {programs} programs that go on, {undivided} have no division of labour"),
    );
    found_with(of::DIVISION, lines, *position, vec![apart])
}
