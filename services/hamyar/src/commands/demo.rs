//! The demo: loaded into a store that is new and marked as one, and finished where a load broke off.

use hamyar_demo::DemoOptions;
use hamyar_event_store::Actor;
use hamyar_import::seeds::{self, SeedSource};
use serde_json::json;

use super::import::seed_failure;
use super::{print, print_json, today};
use crate::cli::DemoArgs;
use crate::failure::{Failure, with_causes};
use crate::info::{self, DemoInfo, DemoPlan, Kind};
use crate::open::Opened;
use crate::{bootstrap, progress};

/// `hamyar demo`.
pub async fn run(opened: &Opened, args: &DemoArgs) -> Result<(), Failure> {
    let plan = DemoPlan {
        families: args.families,
        caseworkers: args.caseworkers,
        seed: args.seed,
        today: args.today.unwrap_or_else(today),
    };
    let before = opened.store.head().await?;
    let demo = ensure(opened, plan).await?;
    let events = opened.store.head().await? - before;
    if args.json {
        return print_json(&json!({
            "families": demo.plan.families,
            "caseworkers": demo.plan.caseworkers,
            "seed": demo.plan.seed,
            "today": demo.plan.today,
            "events": events,
            "sign_ins": demo.sign_ins,
        }));
    }
    print(&sign_ins(&demo))
}

/// Loads the demo unless it is there, and returns what there is.
pub async fn ensure(opened: &Opened, wanted: DemoPlan) -> Result<DemoInfo, Failure> {
    if opened.info.kind != Kind::Demo {
        return Err(Failure::Refused(
            "this is a real store: demo data lives only in a store of its own. Choose another folder with --data"
                .to_owned(),
        ));
    }
    let pool = opened.pool("hamyar-demo", 1).await?;
    // A load that broke off goes on with its own plan, so that the same acts come again and none is done twice.
    let demo = info::plan_demo(&pool, &wanted).await?;
    if demo.sign_ins.is_some() {
        return Ok(demo);
    }
    let actor = Actor::system("setup");
    bootstrap::ensure(&opened.store).await?;
    let seeds = seeds::plan(&SeedSource::BuiltIn).map_err(|error| Failure::Fault(with_causes(&error)))?;
    let bar = progress::bar("seed data");
    let show = |done: usize, total: usize| progress::show(&bar, done as u64, total as u64);
    seeds::carry_out(&opened.store, &seeds, &actor, &show).await.map_err(seed_failure)?;
    bar.finish_and_clear();
    let set = bootstrap::published_set(&opened.store, demo.plan.today).await?;
    let options = DemoOptions {
        families: demo.plan.families,
        caseworkers: demo.plan.caseworkers,
        seed: demo.plan.seed,
        today: demo.plan.today,
    };
    let bar = progress::bar("demo");
    let report = {
        let bar = bar.clone();
        let show = move |done: u64, total: u64| progress::show(&bar, done, total);
        hamyar_demo::load(&opened.store, &opened.identity, &seeds, set, &options, &show).await.map_err(demo_failure)?
    };
    bar.finish_and_clear();
    let demo = DemoInfo { sign_ins: Some(report.sign_ins), ..demo };
    info::demo_is_loaded(&pool, &demo).await?;
    pool.close().await;
    Ok(demo)
}

fn demo_failure(error: hamyar_demo::DemoError) -> Failure {
    match error {
        hamyar_demo::DemoError::Store(_) => Failure::store(error),
        _ => Failure::fault(error),
    }
}

/// One line per role.
pub fn sign_ins(demo: &DemoInfo) -> String {
    let mut text = String::new();
    for one in demo.sign_ins.iter().flatten() {
        text.push_str(&format!("  {:<18} {:<10} {}\n", one.role.as_str(), one.username, one.password));
    }
    text
}
