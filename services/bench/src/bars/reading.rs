//! What recording an opening adds to it: the wait until the record is committed, before anything is handed out.

use std::time::{Duration, Instant};

use hamyar_event_store::connect;
use hamyar_identity::{Access, Identity, NewUser, Role, Scope, Via};
use uuid::Uuid;

use super::Rows;
use crate::place::Place;
use crate::report::{Bar, Row};
use crate::times::Times;

/// Readers at once, each of whom opens a file, looks at it for a moment and opens the next.
const READERS: usize = 8;
const LOOK: Duration = Duration::from_millis(20);

pub(super) async fn measure(place: &Place) -> Rows {
    let database = place.database("reading", &[]).await?;
    let pool = connect::app_pool(&database.url, "hamyar-accounts", 4, "").await?;
    let identity = Identity::new(pool.clone()).with_log(database.store.clone());
    let user = NewUser {
        id: None,
        username: format!("bench-{}", Uuid::new_v4().simple()),
        display_name: "سنجش".to_owned(),
        password: Uuid::new_v4().to_string(),
        roles: vec![Role::Auditor],
        scope: Scope::default(),
    };
    let user_id = identity.create_user(user).await?.principal.user_id;
    let rounds = place.size(500, 20);
    let readers = (0..READERS).map(|_| {
        let identity = identity.clone();
        async move {
            let mut times = Vec::with_capacity(rounds);
            for _ in 0..rounds {
                let subject = format!("family:{}", Uuid::new_v4());
                let began = Instant::now();
                let access =
                    Access { user_id, operation: "read_family", subject: &subject, ground: "audit", via: Via::Api };
                identity.record_access(access).await?;
                times.push(began.elapsed());
                tokio::time::sleep(LOOK).await;
            }
            Ok::<_, crate::Fault>(times)
        }
    });
    let times = Times::new(futures::future::try_join_all(readers).await?.concat());

    // The limit: one row, committed by itself, nobody else there.
    let mut alone = Vec::with_capacity(rounds);
    for _ in 0..rounds {
        let began = Instant::now();
        sqlx::query("insert into identity.access_log (user_id, operation, subject, ground, via) values ($1, 'read_family', 'log', 'audit', 'api')")
            .bind(user_id)
            .execute(&pool)
            .await?;
        alone.push(began.elapsed());
        tokio::time::sleep(LOOK).await;
    }
    let alone = Times::new(alone);
    let how = format!(
        "{READERS} readers, {} openings; p50 {:.2} ms; one row committed by itself takes {:.2} ms at p50 and {:.2} ms at p99",
        times.len(),
        times.at(0.5),
        alone.at(0.5),
        alone.at(0.99)
    );
    Ok(vec![Row::new("recording a reading, p99 added", Bar::AtMost(1.0), times.at(0.99), "ms", how)])
}
