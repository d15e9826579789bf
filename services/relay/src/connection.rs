//! Reaching NATS, and refusing a server that is too old.

use std::time::Duration;

use async_nats::{Client, ConnectOptions};

use crate::RelayError;

/// Oldest server the relay works with: `sync_interval: always` and the stream features it needs exist from 2.10 on.
pub const MINIMUM_SERVER: (u32, u32) = (2, 10);

/// Connects. The client then reconnects by itself; whatever is in flight when the server goes away fails and is tried again.
pub(crate) async fn connect(url: &str) -> Result<Client, RelayError> {
    let options = ConnectOptions::new()
        .name("hamyar")
        .connection_timeout(Duration::from_secs(3))
        .request_timeout(Some(Duration::from_secs(5)))
        .reconnect_delay_callback(|attempts| Duration::from_millis((50 * attempts as u64).min(2_000)))
        .event_callback(|event| async move { tracing::debug!(%event, "nats") });
    let client = tokio::time::timeout(Duration::from_secs(6), options.connect(url))
        .await
        .map_err(|_| RelayError::Away("no answer in time".to_owned()))?
        .map_err(|error| RelayError::Away(error.to_string()))?;
    check_version(&client.server_info().version)?;
    Ok(client)
}

/// Refuses a server older than [`MINIMUM_SERVER`]. A version that cannot be read is taken for old.
pub(crate) fn check_version(version: &str) -> Result<(), RelayError> {
    let mut numbers = version.trim_start_matches('v').split(['.', '-']).map(str::parse::<u32>);
    match (numbers.next(), numbers.next()) {
        (Some(Ok(major)), Some(Ok(minor))) if (major, minor) >= MINIMUM_SERVER => Ok(()),
        _ => Err(RelayError::TooOld { found: version.to_owned() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_from_2_10_on_is_accepted() {
        for version in ["2.10.0", "2.10.22-RC.1", "2.15.1", "v2.11.0", "3.0.0"] {
            assert!(check_version(version).is_ok(), "{version}");
        }
    }

    #[test]
    fn an_older_server_is_refused_with_a_clear_sentence() {
        for version in ["2.9.10", "1.4.1", "", "unknown"] {
            let text = check_version(version).unwrap_err().to_string();
            assert!(text.contains("needs 2.10 or later"), "{text}");
        }
    }
}
