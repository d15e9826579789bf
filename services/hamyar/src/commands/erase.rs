//! `hamyar erase`: asking, agreeing and looking, through the same interface and policy as the screens.

use serde_json::{Value, json};

use super::print_json;
use super::replay::find;
use crate::cli::EraseCommand;
use crate::failure::Failure;
use crate::inside::Inside;
use crate::open::Opened;
use crate::read_models::{ReadModels, caught_up};

pub async fn run(opened: &Opened, command: &EraseCommand) -> Result<(), Failure> {
    let read = caught_up(opened).await?;
    let outcome = ask(opened, &read, command).await;
    read.close().await;
    print_json(&outcome?)
}

async fn ask(opened: &Opened, read: &ReadModels, command: &EraseCommand) -> Result<Value, Failure> {
    let (EraseCommand::Request { sign_in, .. }
    | EraseCommand::Approve { sign_in, .. }
    | EraseCommand::List { sign_in }) = command;
    let inside = Inside::sign_in(opened, read, &sign_in.user).await?;
    let answer = match command {
        EraseCommand::Request { family, member, ground, .. } => {
            let id = find(read, family).await?;
            inside
                .command(&format!("/api/v1/families/{id}/erasures"), json!({ "member_id": member, "ground": ground }))
                .await
        }
        EraseCommand::Approve { erasure, .. } => {
            inside.command(&format!("/api/v1/erasures/{erasure}/approve"), json!({})).await
        }
        EraseCommand::List { .. } => inside.get("/api/v1/erasures").await,
    };
    inside.sign_out().await?;
    answer
}
