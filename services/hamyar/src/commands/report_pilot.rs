//! `hamyar report pilot`: the figures of the empowerment pilot, counted and as printed.

use hamyar_import::spreadsheet::csv_line;
use hamyar_projections::pilot::{PilotFigure, pilot_figures};
use serde_json::json;

use super::{print, print_json};
use crate::cli::{PilotArgs, TableFormat};
use crate::failure::Failure;
use crate::open::Opened;
use crate::read_models::caught_up;

pub async fn run(opened: &Opened, args: &PilotArgs) -> Result<(), Failure> {
    let until = match &args.until {
        None => hamyar_persian::tehran_date(chrono::Utc::now()),
        Some(text) => {
            hamyar_persian::parse_date_input(text).map_err(|_| Failure::Unreadable(format!("«{text}» is no day")))?
        }
    };
    let read = caught_up(opened).await?;
    let found = pilot_figures(read.pool(), args.place, until).await;
    read.close().await;
    let figures = found?;
    match args.format {
        TableFormat::Json => print_json(&json!({ "until": until, "place": args.place, "figures": figures })),
        TableFormat::Csv => print(&csv(&figures)),
    }
}

/// The columns of the seed's table, with what was counted before what was printed. What is not known is left empty.
fn csv(figures: &[PilotFigure]) -> String {
    let mut text = String::from("indicator,counted,printed,qualifier\r\n");
    let number = |figure: Option<i64>| figure.map(|figure| figure.to_string()).unwrap_or_default();
    for one in figures {
        let qualifier = one.qualifier.map(|qualifier| qualifier.as_str()).unwrap_or_default();
        let cells = [one.indicator.to_owned(), number(one.counted), number(one.declared), qualifier.to_owned()];
        text.push_str(&csv_line(cells.iter().map(String::as_str)));
    }
    text
}
