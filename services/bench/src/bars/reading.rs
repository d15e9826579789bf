//! What recording an opening adds to it: the record is committed while the file is read, and nothing is handed out before both are done.

use std::time::{Duration, Instant};

use hamyar_event_store::{EventStore, connect};
use hamyar_identity::{Access, Identity, NewUser, Role, Scope, Via};
use rand::Rng;
use uuid::Uuid;

use super::Rows;
use crate::Fault;
use crate::place::Place;
use crate::report::{Bar, Row};
use crate::times::Times;
use crate::work::{self, Sealed};

/// Readers at once, each of whom opens a file, looks at it for a moment and opens the next.
const READERS: usize = 8;
const LOOK: Duration = Duration::from_millis(20);
/// Files, and events of each: a family's year.
const FILES: u128 = 200;
const EVENTS: u32 = 60;

pub(super) async fn measure(place: &Place) -> Rows {
    let database = place.database("reading", &[]).await?;
    let pool = connect::app_pool(&database.url, "hamyar-accounts", 8, "").await?;
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
    work::fill::<Sealed>(&database.store, FILES, place.size(EVENTS, 3)).await?;
    let rounds = place.size(250, 20);
    let reader = Reader { identity, store: database.store.clone(), user_id };
    let (mut bare, mut recorded) = (Vec::new(), Vec::new());
    // In turn, so that a machine that slows down slows both.
    for _ in 0..place.size(4, 1) {
        bare.extend(read_all(&reader, rounds, false).await?);
        recorded.extend(read_all(&reader, rounds, true).await?);
    }
    let (bare, recorded) = (Times::new(bare), Times::new(recorded));

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
        "{READERS} readers, {} openings of files of {EVENTS} events, recorded while they are read, handed out when both are done: {:.2} ms at p50 and \
         {:.2} ms at p99, against {:.2} ms and {:.2} ms unrecorded; one row committed by itself takes {:.2} ms at p50 and {:.2} ms at p99",
        recorded.len(),
        recorded.at(0.5),
        recorded.at(0.99),
        bare.at(0.5),
        bare.at(0.99),
        alone.at(0.5),
        alone.at(0.99)
    );
    let added = recorded.at(0.99) - bare.at(0.99);
    Ok(vec![Row::new("recording a reading, p99 added", Bar::AtMost(1.0), added, "ms", how)])
}

struct Reader {
    identity: Identity,
    store: EventStore,
    user_id: Uuid,
}

impl Reader {
    /// A file opened as the interface opens it: read and unsealed from its own stream.
    async fn read(&self, family: Uuid) -> Result<(), Fault> {
        let events = self.store.stream("load", family, 1, i64::MAX).await?;
        std::hint::black_box(events);
        Ok(())
    }

    async fn record(&self, family: Uuid) -> Result<(), Fault> {
        let subject = format!("family:{family}");
        let (user_id, operation, ground) = (self.user_id, "read_family", "audit");
        Ok(self.identity.record_access(Access { user_id, operation, subject: &subject, ground, via: Via::Api }).await?)
    }
}

/// How long each opening took, of all readers at once.
async fn read_all(reader: &Reader, rounds: usize, record: bool) -> Result<Vec<Duration>, Fault> {
    let readers = (0..READERS).map(|_| async {
        let mut times = Vec::with_capacity(rounds);
        for _ in 0..rounds {
            let family = Uuid::from_u128(rand::rng().random_range(0..FILES));
            let began = Instant::now();
            if record {
                futures::try_join!(reader.record(family), reader.read(family))?;
            } else {
                reader.read(family).await?;
            }
            times.push(began.elapsed());
            tokio::time::sleep(LOOK).await;
        }
        Ok::<_, Fault>(times)
    });
    Ok(futures::future::try_join_all(readers).await?.concat())
}
