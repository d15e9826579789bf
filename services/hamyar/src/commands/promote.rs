//! `hamyar promote`: a new epoch of the log.

use crate::cli::Place;
use crate::failure::Failure;
use crate::open::{self, Need};

pub async fn run(place: &Place, reason: &str) -> Result<(), Failure> {
    let reason = reason.trim();
    if reason.is_empty() || reason.chars().count() > 200 || reason.chars().any(char::is_control) {
        return Err(Failure::Unreadable("a reason has 1 to 200 characters on one line".to_owned()));
    }
    let server = open::start(place, Need::Existing).await?;
    let begun = begin(&server.admin_url(), reason).await;
    open::stop(server).await;
    eprintln!("The log is in epoch {} from now on.", begun?);
    Ok(())
}

async fn begin(url: &str, reason: &str) -> Result<i32, Failure> {
    open::refuse_half_restored(url).await?;
    if !crate::info::is_prepared(url).await? {
        return Err(open::no_store());
    }
    Ok(hamyar_event_store::begin_epoch(url, reason).await?)
}
