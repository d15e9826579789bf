//! `hamyar report transfers`: what became of households that were sent to a body outside; the households themselves for who signs in and may list them.

use hamyar_import::spreadsheet::csv_line;
use hamyar_projections::transfers::{TransferFilter, TransferReport, transfers};

use super::{print, print_json};
use crate::cli::{TableFormat, TransfersArgs};
use crate::failure::Failure;
use crate::inside::Inside;
use crate::open::Opened;
use crate::read_models::caught_up;

pub async fn run(opened: &Opened, args: &TransfersArgs) -> Result<(), Failure> {
    let read = caught_up(opened).await?;
    if let Some(user) = args.sign_in.user.as_deref().filter(|_| args.households) {
        // Through the same door as the screen: the same policy, and recorded.
        let inside = Inside::sign_in(opened, &read, user).await?;
        let list = args.list.as_deref().unwrap_or("sent");
        let query = format!("agency_id={}&list={list}", args.agency);
        let found = match args.format {
            TableFormat::Json => {
                inside.get(&format!("/api/v1/reports/transfers/households?{query}")).await.map(Found::Json)
            }
            TableFormat::Csv => {
                inside.get_text(&format!("/api/v1/exports/transfers/csv/en?{query}")).await.map(Found::Text)
            }
        };
        inside.sign_out().await?;
        read.close().await;
        return match found? {
            Found::Json(found) => print_json(&found),
            Found::Text(text) => print(&text),
        };
    }
    let filter = TransferFilter {
        agency_id: args.agency,
        center_id: args.center,
        neighborhoods: None,
        place_id: None,
        from: None,
        until: None,
    };
    let found = transfers(read.pool(), &filter).await;
    read.close().await;
    let report = found?;
    match args.format {
        TableFormat::Json => print_json(&report),
        TableFormat::Csv => print(&csv(&report)),
    }
}

enum Found {
    Json(serde_json::Value),
    Text(String),
}

/// One row a phase and state, after those of the answers.
fn csv(report: &TransferReport) -> String {
    let mut text = String::from("phase,state,households\r\n");
    let mut row = |phase: &str, state: &str, count: Option<i64>| {
        let count = count.map(|count| count.to_string()).unwrap_or_default();
        text.push_str(&csv_line([phase, state, count.as_str()]));
    };
    row("", "sent", report.sent);
    row("", "accepted", report.accepted);
    row("", "refused", report.refused);
    row("", "unanswered", report.unanswered);
    row("", "agreed", report.agreed);
    row("", "not_agreed", report.not_agreed);
    for one in &report.phases {
        let phase = one.phase.as_str();
        row(phase, "delivered", one.delivered);
        row(phase, "under_way", one.under_way);
        row(phase, "not_delivered", one.not_delivered);
        row(phase, "unknown", one.unknown);
    }
    text
}
