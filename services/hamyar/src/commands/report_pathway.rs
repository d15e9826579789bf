//! `hamyar report pathway`: how many women stand at each step from identified to empowered.

use hamyar_import::spreadsheet::csv_line;
use hamyar_projections::pathway::{Pathway, PathwayBy, PathwayFilter, pathway};

use super::{print, print_json, today};
use crate::cli::{PathwayArgs, TableFormat};
use crate::failure::Failure;
use crate::open::Opened;
use crate::read_models::caught_up;

pub async fn run(opened: &Opened, args: &PathwayArgs) -> Result<(), Failure> {
    let until = match args.year {
        None => today(),
        Some(year) => match hamyar_persian::jalali_year_bounds(year) {
            Some((_, last)) => last.min(today()),
            None => return Err(Failure::Unreadable(format!("«{year}» is no Jalali year"))),
        },
    };
    let by = match args.by.as_deref() {
        None => None,
        Some("center") => Some(PathwayBy::Center),
        Some("neighborhood") => Some(PathwayBy::Neighborhood),
        Some("agency") => Some(PathwayBy::Agency),
        Some("year") => Some(PathwayBy::Year),
        Some(other) => return Err(Failure::Unreadable(format!("nothing is told apart by «{other}»"))),
    };
    let filter = PathwayFilter {
        until,
        year: args.year,
        center_id: args.center,
        caseworker_id: None,
        agency_id: args.agency,
        neighborhoods: None,
        place_id: None,
        family_id: None,
        by,
    };
    let read = caught_up(opened).await?;
    let found = pathway(read.pool(), &filter).await;
    read.close().await;
    let report = found?;
    match args.format {
        TableFormat::Json => print_json(&report),
        TableFormat::Csv => print(&csv(&report)),
    }
}

/// One row a step, then one of those outside; with `--by` one row for each group and step.
fn csv(report: &Pathway) -> String {
    let number = |count: Option<i64>| count.map(|count| count.to_string()).unwrap_or_default();
    if report.by.is_some() {
        let mut text = String::from("group,name,step,women\r\n");
        for group in &report.groups {
            for one in &group.standing {
                let name = group.name.clone().unwrap_or_default();
                let cells = [group.key.clone(), name, one.part.clone(), number(one.women)];
                text.push_str(&csv_line(cells.iter().map(String::as_str)));
            }
        }
        return text;
    }
    let mut text = String::from("step,standing,reached,in_year,contacts\r\n");
    for one in &report.steps {
        let cells = [
            one.step.as_str().to_owned(),
            number(one.standing),
            number(one.reached),
            number(one.in_year),
            number(one.contacts),
        ];
        text.push_str(&csv_line(cells.iter().map(String::as_str)));
    }
    text.push_str(&csv_line(["left", &number(report.left), "", "", ""]));
    text
}
