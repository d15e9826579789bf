//! Why referrals came back and tasks were not taken, by the codes that say it, for counting: no words, no names.

mod query;

pub use query::{Answers, AnswersFilter, answers, answers_rounded, long_silent};

use async_trait::async_trait;
use chrono::NaiveDate;
use hamyar_events::family::FamilyEvent;
use hamyar_events::{DeclineCode, ReturnCode};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::event::{ProjectedEvent, StreamEventAny};
use crate::projection::{Projection, ProjectionError};
use crate::rows::{Table, row};

row! {
    /// One referral that came back, or one task that was not taken.
    RefusedRow in "refused" {
        refusal_id: String,
        family_id: Uuid,
        kind: String,
        code: Option<String>,
        refused_on: NaiveDate,
    }
}

/// The kind, the code and the day of a refusal; the others are none.
fn refusal(event: &FamilyEvent) -> Option<(&'static str, Option<&'static str>, NaiveDate)> {
    match event {
        FamilyEvent::ReferralReturned(event) => {
            Some(("referral_returned", event.why.map(ReturnCode::as_str), event.returned_on))
        }
        FamilyEvent::ReferralDeclined(event) => {
            Some(("referral_declined", event.why.map(DeclineCode::as_str), event.declined_on))
        }
        FamilyEvent::TaskDeclined(event) => {
            Some(("task_declined", event.why.map(DeclineCode::as_str), event.declined_on))
        }
        _ => None,
    }
}

/// The `refusals` projection.
pub struct Refusals;

#[async_trait]
impl Projection for Refusals {
    fn name(&self) -> &'static str {
        "refusals"
    }
    fn version(&self) -> i32 {
        1
    }
    fn streams(&self) -> &'static [&'static str] {
        &["family"]
    }
    fn wants(&self, event: &StreamEventAny) -> bool {
        matches!(event, StreamEventAny::Family(event) if refusal(event).is_some())
    }
    fn tables(&self) -> &'static [&'static str] {
        &["refused"]
    }
    fn ddl(&self) -> &'static str {
        "create table refused (refusal_id text primary key, family_id uuid not null, kind text not null, code text, refused_on date not null);
         create index refused_by_day on refused (refused_on);
         create index refused_by_family on refused (family_id);"
    }
    async fn apply(&self, connection: &mut PgConnection, batch: &[&ProjectedEvent]) -> Result<(), ProjectionError> {
        let mut rows = Table::<RefusedRow>::empty();
        for projected in batch {
            let Some((kind, code, refused_on)) = projected.family().and_then(refusal) else { continue };
            rows.put(RefusedRow {
                refusal_id: format!("{}/{}", projected.stream_id, projected.sequence),
                family_id: projected.stream_id,
                kind: kind.to_owned(),
                code: code.map(str::to_owned),
                refused_on,
            });
        }
        rows.save(connection).await
    }
}
