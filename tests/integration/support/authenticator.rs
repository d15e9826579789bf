//! The authenticators of the people of a test: each knows its secret and shows a code once, as the server takes each once.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};

/// Seconds of a code.
const STEP: i64 = 30;

struct Authenticator {
    secret: String,
    /// The newest step whose code was shown.
    shown: i64,
}

static KNOWN: Mutex<Option<HashMap<String, Authenticator>>> = Mutex::new(None);

fn with<T>(work: impl FnOnce(&mut HashMap<String, Authenticator>) -> T) -> T {
    work(KNOWN.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert_default())
}

fn code(secret: &str, step: i64) -> String {
    let at = DateTime::from_timestamp(step * STEP, 0).expect("a time");
    hamyar_identity::code_at(secret, at)
}

/// Takes a secret into an account's authenticator; its first code, of the step before, so that more can follow at once.
pub fn set_up(account: &str, secret: &str) -> String {
    let step = Utc::now().timestamp() / STEP - 1;
    with(|known| known.insert(account.to_owned(), Authenticator { secret: secret.to_owned(), shown: step }));
    code(secret, step)
}

/// A code that was not shown yet. Waits where the codes around now are used up.
pub async fn next_code(account: &str) -> String {
    loop {
        let now = Utc::now().timestamp() / STEP;
        let next = with(|known| {
            let authenticator = known.get_mut(account).expect("an authenticator that was set up in this test");
            let next = (authenticator.shown + 1).max(now - 1);
            (next <= now + 1).then(|| {
                authenticator.shown = next;
                code(&authenticator.secret, next)
            })
        });
        match next {
            Some(code) => return code,
            None => tokio::time::sleep(Duration::from_secs(1)).await,
        }
    }
}
