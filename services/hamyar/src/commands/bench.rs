//! `hamyar bench`: what the server can do on this machine, beside what it is held to.

use hamyar_bench::{BenchOptions, Row};

use super::print;
use crate::cli::BenchArgs;
use crate::failure::Failure;

/// Measures and writes the page; what stands in it is also told while it is measured.
pub async fn run(args: &BenchArgs) -> Result<(), Failure> {
    let families = if args.quick { 2_000 } else { args.families };
    let options = BenchOptions {
        families,
        persons: args.persons,
        quick: args.quick,
        only: args.only.clone(),
        program: std::env::current_exe()?,
    };
    let tell = |row: &Row| {
        let figure = row
            .figure
            .map_or_else(|| format!("not measured: {}", row.how), |figure| format!("{figure:.3} {}", row.unit));
        eprintln!("{}: {figure}", row.what);
    };
    let report = hamyar_bench::run(&options, &tell).await.map_err(Failure::store)?;
    match &args.out {
        Some(path) => Ok(std::fs::write(path, report.markdown())?),
        None => print(&report.markdown()),
    }
}
