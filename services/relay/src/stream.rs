//! The JetStream stream: its name, its subjects, and the configuration the relay relies on.

use std::time::Duration;

use async_nats::jetstream::context::GetStreamErrorKind;
use async_nats::jetstream::stream::{Config, DiscardPolicy, RetentionPolicy, StorageType, Stream};
use async_nats::jetstream::{Context, ErrorCode};

use crate::RelayError;

/// Name of the stream.
pub const STREAM_NAME: &str = "HAMYAR";
/// Everything the relay publishes.
pub const SUBJECTS: &str = "hamyar.v1.events.>";
/// Header that carries the event's position.
pub const HEADER_POSITION: &str = "Hamyar-Position";
/// Header that carries the position's epoch.
pub const HEADER_EPOCH: &str = "Hamyar-Epoch";

/// Window in which the server drops a message whose id it has seen.
const DUPLICATE_WINDOW: Duration = Duration::from_secs(120);

/// Subject of a stream type's news: `hamyar.v1.events.family`. No id is ever part of a subject.
pub fn subject(stream: &str) -> String {
    format!("hamyar.v1.events.{stream}")
}

/// The configuration of a new stream.
pub(crate) fn wanted(max_age: Duration, replicas: usize) -> Config {
    Config {
        name: STREAM_NAME.to_owned(),
        description: Some(
            "Hamyar's events in log order, personal fields sealed. The log itself is in PostgreSQL.".to_owned(),
        ),
        subjects: vec![SUBJECTS.to_owned()],
        retention: RetentionPolicy::Limits,
        discard: DiscardPolicy::Old,
        storage: StorageType::File,
        duplicate_window: DUPLICATE_WINDOW,
        max_age,
        num_replicas: replicas,
        allow_direct: true,
        ..Config::default()
    }
}

/// Finds the stream, or makes it; an existing one must be as the relay needs it.
pub(crate) async fn ensure(context: &Context, wanted: &Config) -> Result<Stream, RelayError> {
    match context.get_stream(&wanted.name).await {
        Ok(stream) => {
            check(&stream.cached_info().config, wanted)?;
            Ok(stream)
        }
        Err(error) => match error.kind() {
            GetStreamErrorKind::JetStream(inner) if inner.error_code() == ErrorCode::STREAM_NOT_FOUND => {
                context.create_stream(wanted.clone()).await.map_err(|error| {
                    if error.to_string().contains("overlap") {
                        let why = format!("another stream already has the subjects {SUBJECTS}");
                        RelayError::Unfit { stream: wanted.name.clone(), why }
                    } else {
                        RelayError::Away(error.to_string())
                    }
                })
            }
            GetStreamErrorKind::JetStream(inner)
                if matches!(
                    inner.error_code(),
                    ErrorCode::JETSTREAM_NOT_ENABLED | ErrorCode::JETSTREAM_NOT_ENABLED_FOR_ACCOUNT
                ) =>
            {
                Err(RelayError::NoJetStream)
            }
            _ if error.to_string().contains("no responders") => Err(RelayError::NoJetStream),
            _ => Err(RelayError::Away(error.to_string())),
        },
    }
}

/// What the relay's promises rest on. Limits of age, size and replicas are the operator's.
fn check(found: &Config, wanted: &Config) -> Result<(), RelayError> {
    let unfit = |why: &str| Err(RelayError::Unfit { stream: found.name.clone(), why: why.to_owned() });
    if found.subjects != wanted.subjects {
        return unfit(&format!("its subjects are not exactly {SUBJECTS}"));
    }
    if found.retention != RetentionPolicy::Limits {
        return unfit("its retention is not `limits`, so a reader's acknowledgement would delete news for all others");
    }
    if found.discard != DiscardPolicy::Old {
        return unfit("it refuses new messages when full; `discard: old` is needed");
    }
    if found.storage != StorageType::File {
        return unfit("it is kept in memory only; `storage: file` is needed");
    }
    if found.duplicate_window.is_zero() {
        return unfit("its duplicate window is off");
    }
    if found.sealed || found.no_ack {
        return unfit("it is sealed or gives no acknowledgements");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_names_the_kind_of_stream_and_nobody() {
        assert_eq!(subject("family"), "hamyar.v1.events.family");
    }

    #[test]
    fn limits_are_the_operators_and_the_rest_is_not() {
        let ours = wanted(Duration::from_secs(60), 1);
        assert!(check(&wanted(Duration::from_secs(3600), 3), &ours).is_ok());
        let unfit = [
            Config { subjects: vec!["hamyar.>".to_owned()], ..ours.clone() },
            Config { retention: RetentionPolicy::WorkQueue, ..ours.clone() },
            Config { discard: DiscardPolicy::New, ..ours.clone() },
            Config { storage: StorageType::Memory, ..ours.clone() },
            Config { duplicate_window: Duration::ZERO, ..ours.clone() },
            Config { sealed: true, ..ours.clone() },
        ];
        for config in unfit {
            assert!(matches!(check(&config, &ours), Err(RelayError::Unfit { .. })), "{config:?}");
        }
    }
}
