//! What waits for a person: one list for the screens' notices and for what is written to people elsewhere. It names nobody: a kind, the
//! thing's own id and since when.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sqlx::{FromRow, PgPool};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::due_items::{self, DueKind};
use crate::views::DueState;

/// Kinds of things that wait, the most pressing first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum WaitingKind {
    /// The glass was broken over a family one answers for.
    GlassBroken,
    /// A commission let the term of a referral pass without a word: told to the center that sent it (S057).
    CommissionSilent,
    /// A referral whose term is over and which one's commission has not taken up.
    ReferralLate,
    /// A referral that one's commission has not taken up.
    ReferralNew,
    /// A referral that came back with what is missing.
    ReferralReturned,
    /// A referral that the commission declined.
    ReferralDeclined,
    /// What a family asked about its own case.
    FamilyRequest,
    /// Work that arrived late from a phone.
    LateWork,
    /// Another center asks whether two files are one family.
    Comparison,
    /// A task that the own agency has not answered.
    TaskNew,
    /// A task of the own agency whose day has passed.
    TaskLate,
    /// Work of the own day whose last day has passed.
    WorkLate,
    /// A session of one's commission that was called.
    SessionCalled,
    /// A request to forget somebody.
    Erasure,
}

impl WaitingKind {
    /// Its stable name.
    pub fn name(self) -> String {
        serde_json::to_value(self).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
    }
}

/// For whom: what the person's rights are bound to.
#[derive(Clone, Debug, Default)]
pub struct WaitingFor {
    pub user_id: Uuid,
    /// The caseworker that the person is.
    pub caseworker_id: Option<Uuid>,
    /// Centers that the person manages.
    pub center_ids: Vec<Uuid>,
    /// Commissions in which the person sits.
    pub commission_ids: Vec<Uuid>,
    /// The agency whose tasks the person works on.
    pub agency_id: Option<Uuid>,
    /// Whether the person decides on requests to forget.
    pub decides_erasures: bool,
}

/// One thing that waits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Waiting {
    pub kind: WaitingKind,
    /// The thing's own id, by which it is told once.
    pub key: String,
    pub since: NaiveDate,
}

#[derive(FromRow)]
struct Row {
    kind: String,
    key: String,
    since: NaiveDate,
}

/// Things told of one person at most; the counts of whoever has more say «200».
pub const WAITING_MAX: i64 = 200;

const ROWS: &str = "select kind, key, since from (
    select 'glass_broken' as kind, o.opening_id::text as key, o.opened_at::date as since
      from opening o join family f using (family_id)
     where o.kind = 'glass' and (f.center_id = any($2) or f.caseworker_id = $3) and o.user_id <> $1 and not ($1 = any(o.acknowledged_by))
    union all
    select 'commission_silent', r.referral_id::text, r.answer_by
      from referral r join family f using (family_id)
     where r.state = 'open' and r.reception = 'waiting' and r.answer_by < $7 and f.center_id = any($2)
    union all
    select case when r.answer_by < $7 then 'referral_late' else 'referral_new' end, r.referral_id::text, r.referred_on
      from referral r where r.state = 'open' and r.reception = 'waiting' and r.commission_id = any($4)
    union all
    select 'family_request', r.request_id::text, r.made_on
      from family_request r join family f using (family_id)
     where r.state = 'waiting' and f.center_id = any($2) and not ($1 = any(r.deciders))
    union all
    select 'late_work', l.late_id::text, l.parked_at::date
      from late_work l join family f using (family_id) where l.state = 'waiting' and f.center_id = any($2)
    union all
    select 'comparison', c.case_id, c.asked_on
      from comparison c join family f using (family_id) where c.same is null and f.center_id = any($2)
    union all
    select case when t.due_on < $7 then 'task_late' else 'task_new' end, t.task_id::text, t.given_on
      from task t where t.responsible_kind = 'agency' and t.responsible_id = $5 and t.is_open and (t.state = 'assigned' or t.due_on < $7)
    union all
    select 'session_called', s.session_id::text, s.held_on
      from commission_session s
     where s.state = 'called' and s.held_on >= $7 and s.commission_id = any($4)
    union all
    select 'erasure', e.erasure_id::text, e.requested_on from erasure e where e.state = 'waiting' and $6
  ) w order by since, key limit 200";

/// What waits for one person on a day, the most pressing kind first, then the oldest.
pub async fn waiting(pool: &PgPool, whom: &WaitingFor, today: NaiveDate) -> Result<Vec<Waiting>, sqlx::Error> {
    let rows: Vec<Row> = sqlx::query_as(ROWS)
        .bind(whom.user_id)
        .bind(&whom.center_ids)
        .bind(whom.caseworker_id)
        .bind(&whom.commission_ids)
        .bind(whom.agency_id)
        .bind(whom.decides_erasures)
        .bind(today)
        .fetch_all(pool)
        .await?;
    let mut found: Vec<Waiting> = rows
        .into_iter()
        .filter_map(|row| {
            let kind = serde_json::from_value(row.kind.into()).ok()?;
            Some(Waiting { kind, key: row.key, since: row.since })
        })
        .collect();
    if let Some(caseworker_id) = whom.caseworker_id {
        let day = due_items::today(pool, caseworker_id, today).await?;
        found.extend(day.items.into_iter().filter_map(|item| {
            let kind = match item.kind {
                DueKind::ReferralReturned => WaitingKind::ReferralReturned,
                DueKind::ReferralDeclined => WaitingKind::ReferralDeclined,
                _ if item.state == DueState::Overdue => WaitingKind::WorkLate,
                _ => return None,
            };
            let thing = item.entry_id.or(item.task_id).unwrap_or(item.family.id);
            // The same thing late again, with another last day, is told again.
            Some(Waiting { kind, key: format!("{thing}:{:?}:{}", item.kind, item.due.iso), since: item.due.iso })
        }));
    }
    found.sort();
    Ok(found)
}
