//! `hamyar migrate`: the database, prepared.

use crate::cli::Place;
use crate::failure::Failure;
use crate::open;

pub async fn run(place: &Place) -> Result<(), Failure> {
    open::prepare_only(place).await?;
    eprintln!("The database is ready for Hamyar {}.", env!("CARGO_PKG_VERSION"));
    Ok(())
}
