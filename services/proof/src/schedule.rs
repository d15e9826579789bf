//! The keeper at work in a node: on a schedule, when asked, and at the end.

use std::time::Duration;

use chrono::Utc;
use sqlx::postgres::PgListener;
use tokio_util::sync::CancellationToken;

use crate::copies;
use crate::error::ProofError;
use crate::keeper::Keeper;

/// Pause after the database could not be reached.
const AGAIN: Duration = Duration::from_secs(2);

/// Makes a checkpoint now, every so often when the log has grown, whenever one is asked for, and at the end.
pub async fn run(keeper: Keeper, every: Duration, stop: CancellationToken) {
    while !stop.is_cancelled() {
        tokio::select! {
            () = stop.cancelled() => break,
            outcome = listen(&keeper, every) => {
                if let Err(error) = outcome {
                    tracing::debug!(%error, "the keeper of checkpoints cannot listen");
                }
            }
        }
        tokio::select! { () = stop.cancelled() => {}, () = tokio::time::sleep(AGAIN) => {} }
    }
    // What came since the last one is signed before the node is gone.
    once(&keeper).await;
}

async fn listen(keeper: &Keeper, every: Duration) -> Result<(), ProofError> {
    let mut listener = PgListener::connect_with(keeper.pool()).await?;
    listener.listen(copies::CHANNEL).await?;
    loop {
        once(keeper).await;
        match tokio::time::timeout(every, listener.try_recv()).await {
            // Time for the next one, or one was asked for.
            Err(_) | Ok(Ok(Some(_))) => {}
            // The connection was lost and what was asked meanwhile with it; looking again does no harm.
            Ok(Ok(None)) => {}
            Ok(Err(error)) => return Err(error.into()),
        }
    }
}

/// One attempt. What stops it is said in the log and on the auditor's screen; the node works on.
async fn once(keeper: &Keeper) {
    let fault = match keeper.make(Utc::now()).await {
        Ok(Some(signed)) => {
            tracing::debug!(number = signed.number, position = signed.size, "newest checkpoint");
            None
        }
        Ok(None) => None,
        Err(error) => {
            tracing::error!(error = %error, "no checkpoint was signed");
            Some(match error {
                ProofError::Disagrees(why) => why.code(),
                ProofError::Key(_) => "key_unusable",
                ProofError::Folder(_) | ProofError::Ledger(_) => "folder_unusable",
                ProofError::Checkpoint { .. } => "checkpoint_altered",
                _ => "unavailable",
            })
        }
    };
    if let Err(error) = copies::says(keeper.pool(), fault).await {
        tracing::debug!(%error, "the keeper cannot say how it fares");
    }
}
