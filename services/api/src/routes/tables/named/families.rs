//! Reports on families, their tasks and who carries them, as files.

use axum::Json;
use axum::extract::State;
use hamyar_identity::policy::{Action, Resource};
use hamyar_projections::views::Title;
use serde_json::json;
use uuid::Uuid;

use super::super::columns as of;
use super::super::{ROWS_MAX, all_families, full, ground, handed_on, matrix, rows, trace};
use super::filters::{NamedQuery, own_commission};
use super::found::{Found, Page, Source, every_page, found, list_at, value, whole};
use crate::auth::Signed;
use crate::input::{Filters, InPath};
use crate::problem::Problem;
use crate::routes::families::list;
use crate::routes::{activities, caseworkers, centers, commissions, families, follow_up, reports, tasks};
use crate::state::AppState;
use crate::wait::AtLeast;

/// Reports on families: their rows stay where nobody can call them back, so that who takes a list of families or tasks away is recorded.
pub(super) async fn of_families(
    state: &AppState,
    signed: &Signed,
    key: &str,
    query: &NamedQuery,
) -> Result<Source, Problem> {
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
            let (rows, position) = all_families(state, signed, asked).await?;
            found(of::FAMILIES, rows, position)
        }
        "before-after" => {
            let (rows, position) = matrix(state, signed, query.asked()?).await?;
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
            let (rows, position) = handed_on(state, signed, &query.asked()?).await?;
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
