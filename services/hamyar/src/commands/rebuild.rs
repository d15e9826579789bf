//! `hamyar rebuild`: read models made anew from the log, or proven to follow from it.

use std::sync::Arc;

use hamyar_projections::Projection;
use hamyar_projector::{Progress, RebuildReport};

use super::{print, print_json};
use crate::cli::RebuildArgs;
use crate::failure::Failure;
use crate::open::Opened;
use crate::progress;
use crate::read_models::{caught_up, projector_failure};

pub async fn run(opened: &Opened, args: &RebuildArgs) -> Result<(), Failure> {
    let chosen = choose(args.name.as_deref())?;
    // A check compares at the live rows' own position; nothing is to be compared while they lag far behind.
    if args.check {
        caught_up(opened).await?.close().await;
    }
    let bar = progress::bar(if args.check { "checking" } else { "rebuilding" });
    let mut show = |progress: Progress| {
        let (done, total) = (u64::try_from(progress.position), u64::try_from(progress.of));
        progress::show(&bar, done.unwrap_or_default(), total.unwrap_or_default());
    };
    let report = if args.check {
        hamyar_projector::check(&opened.store, &opened.app_url, &chosen, &mut show).await
    } else {
        hamyar_projector::rebuild(&opened.store, &opened.app_url, &chosen, &mut show).await
    };
    bar.finish_and_clear();
    let report = report.map_err(projector_failure)?;
    // Made anew is as far as the rows had come, which may be nowhere: in a store whose read models never ran, or were emptied when somebody was
    // forgotten again.
    if !args.check {
        caught_up(opened).await?.close().await;
    }
    if args.json {
        print_json(&report)?
    } else {
        print(&in_words(&report, args.check))?
    }
    if args.check && !report.all_equal() { Err(Failure::Different) } else { Ok(()) }
}

fn choose(name: Option<&str>) -> Result<Vec<Arc<dyn Projection>>, Failure> {
    let all = hamyar_projections::all();
    let Some(name) = name else { return Ok(all) };
    let names: Vec<&str> = all.iter().map(|projection| projection.name()).collect();
    let unknown = || Failure::Unreadable(format!("there is no read model {name}; there are: {}", names.join(", ")));
    let found = all.iter().find(|projection| projection.name() == name).ok_or_else(unknown)?;
    Ok(vec![Arc::clone(found)])
}

fn in_words(report: &RebuildReport, check: bool) -> String {
    let mut text = String::new();
    for one in &report.projections {
        let verdict = match (one.equal, check) {
            (true, _) => "equal",
            (false, true) => "DIFFERENT",
            (false, false) => "was different, now rebuilt",
        };
        text.push_str(&format!(
            "{:<16} v{:<3} {:>9} rows {:>9} events/s  {verdict}\n",
            one.name, one.version, one.rows, one.events_per_second
        ));
    }
    text
}
