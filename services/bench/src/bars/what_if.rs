//! Another rule tried over every family, through the interface, by whoever sees all centers.

use hamyar_domain::default_indicator_set;
use serde_json::{Value, json};
use sqlx::PgPool;

use super::Rows;
use crate::Fault;
use crate::client::Connection;
use crate::place::Place;
use crate::report::{Bar, Row};
use crate::times::Times;

const ROWS: &str = include_str!("what_if.sql");

/// A rule nobody asked before: weights turned round, bounds moved a little each time.
fn rule(round: usize) -> Value {
    let set = default_indicator_set();
    let indicators: Vec<Value> = set
        .indicators
        .iter()
        .enumerate()
        .map(|(at, one)| {
            let weight = 1 + (at * 7 + round) % 10;
            json!({ "code": one.code, "domain": one.domain, "weight": weight, "critical_at": one.critical_at })
        })
        .collect();
    let harmed_below = 380 + round % 40;
    let bands =
        json!({ "rule_version": 1, "harmed_below": harmed_below, "at_risk_below": 650, "readings_per_domain": 3 });
    json!({ "indicators": indicators, "bands": bands, "year": 1405 })
}

/// Asks rule after rule; the first only warms up.
async fn ask(auditor: &mut Connection, first: Option<u32>, rounds: usize) -> Result<Times, Fault> {
    let mut times = Vec::new();
    for round in 0..=rounds {
        let mut body = rule(round);
        body["first"] = json!(first);
        let answer = auditor.post("/what-if", &body.to_string()).await?.ok()?;
        if round > 0 {
            times.push(answer.took);
        }
    }
    Ok(Times::new(times))
}

/// On the families, cycles and decisions of the screens, to which the readings are added.
pub(super) async fn measure(auditor: &mut Connection, pool: &PgPool, place: &Place, loaded: &str) -> Rows {
    let count = place.options.families;
    // Codes first, so that a place says which indicator it is.
    let codes: Vec<String> = default_indicator_set().indicators.into_iter().map(|one| one.code).collect();
    sqlx::query("insert into tiering_code (code, place) select code, (at - 1)::int from unnest($1::text[]) with ordinality as c (code, at)")
        .bind(codes)
        .execute(pool)
        .await?;
    // Both statements need the functions of the first, which live as long as their connection.
    let functions = super::screens::FUNCTIONS;
    let sql = format!("{functions}{}", ROWS.replace("100000", &count.to_string()));
    let mut connection = pool.acquire().await?.detach();
    sqlx::raw_sql(&sql).execute(&mut connection).await?;
    let mut rows = Vec::new();
    let first = ask(auditor, Some(1000), place.size(50, 3)).await?.at(0.95);
    let how = format!("{loaded}, 30 readings each; two tiers of a year, decisions, caseloads; another rule each time");
    rows.push(Row::new("what-if, first 1,000 families, API p95", Bar::AtMost(500.0), first, "ms", how.clone()));
    let all = ask(auditor, None, place.size(10, 2)).await?.at(0.95) / 1000.0;
    rows.push(Row::new(format!("what-if re-tiering of {count} families, API p95"), Bar::AtMost(20.0), all, "s", how));
    Ok(rows)
}
