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
    /// Another tier that a caseworker proposed.
    TierProposal,
    /// The manager said no to a tier that one proposed.
    TierProposalDeclined,
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
    /// A part in a national program that the own agency was given; told for two weeks.
    ProgramPartNew,
    /// A part of the own agency in a national program whose day has passed.
    ProgramPartLate,
    /// Work of the own day whose last day has passed.
    WorkLate,
    /// A family that one held went to somebody else, or to nobody; told for two weeks.
    FamilyHandedOver,
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
    /// The agency whose tasks the person works on, and whose parts in programs the person reads.
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

/// Things told of one person and part of the question at most, the newest of them; of whoever has more the count says «200 or more».
pub const WAITING_MAX: i64 = 200;

/// Each part is cut by itself, so that many of one kind hide none of another.
const PARTS: &[&str] = &[
    "select 'glass_broken' as kind, o.opening_id::text as key, (o.opened_at at time zone 'Asia/Tehran')::date as since from opening o join family f using (family_id) where o.kind = 'glass' and (f.center_id = any($2) or f.caseworker_id = $3) and o.user_id <> $1 and not ($1 = any(o.acknowledged_by))",
    "select 'commission_silent' as kind, r.referral_id::text as key, r.answer_by as since from referral r join family f using (family_id) where r.state = 'open' and r.reception = 'waiting' and r.answer_by < $7 and f.center_id = any($2)",
    "select case when r.answer_by < $7 then 'referral_late' else 'referral_new' end as kind, r.referral_id::text as key, r.referred_on as since from referral r where r.state = 'open' and r.reception = 'waiting' and r.commission_id = any($4)",
    "select 'family_request' as kind, r.request_id::text as key, r.made_on as since from family_request r join family f using (family_id) where r.state = 'waiting' and f.state = 'open' and f.center_id = any($2) and not ($1 = any(r.deciders))",
    "select 'tier_proposal' as kind, p.proposal_id::text as key, p.proposed_on as since from tier_proposal p join family f using (family_id) where p.state = 'waiting' and f.state = 'open' and f.center_id = any($2) and p.user_id <> $1",
    // A no is told for two weeks from the day it was written down, whatever day it names; what is to be done then is the caseworker's own.
    "select 'tier_proposal_declined' as kind, p.proposal_id::text as key, p.answer_recorded_on as since from tier_proposal p join family f using (family_id) where p.state = 'declined' and p.answer_recorded_on > $7 - 14 and p.user_id = $1 and f.caseworker_id = $3 and not exists (select 1 from tier_proposal n where n.family_id = p.family_id and n.position > p.position)",
    "select 'family_handed_over' as kind, d.family_id::text || ':' || d.handed_on::text as key, d.handed_on as since from due_case d where d.handed_from = $3 and d.handed_on > $7 - 14",
    "select 'late_work' as kind, l.late_id::text as key, (l.parked_at at time zone 'Asia/Tehran')::date as since from late_work l join family f using (family_id) where l.state = 'waiting' and f.center_id = any($2)",
    "select 'comparison' as kind, c.case_id as key, c.asked_on as since from comparison c join family f using (family_id) where c.same is null and f.center_id = any($2)",
    "select case when t.due_on < $7 then 'task_late' else 'task_new' end as kind, t.task_id::text as key, t.given_on as since from task t join family f using (family_id) where t.responsible_kind = 'agency' and t.responsible_id = $5 and t.is_open and (t.state = 'assigned' or t.due_on < $7) and f.consent = 'given' and f.state = 'open'",
    // Nobody answers for a part: it is told for two weeks from the day it was written down, whatever day it names. Late with another last day, it is told again.
    "select 'program_part_new' as kind, s.share_id::text as key, s.recorded_on as since from program_share s join program p using (program_id) where s.agency_id = $5 and s.ended_on is null and p.ended_on is null and s.recorded_on > $7 - 14 and (s.due_on is null or s.due_on >= $7)",
    "select 'program_part_late' as kind, s.share_id::text || ':' || s.due_on::text as key, s.due_on as since from program_share s join program p using (program_id) where s.agency_id = $5 and s.ended_on is null and p.ended_on is null and s.due_on < $7",
    "select 'session_called' as kind, s.session_id::text as key, s.held_on as since from commission_session s where s.state = 'called' and s.held_on >= $7 and s.commission_id = any($4)",
    "select 'erasure' as kind, e.erasure_id::text as key, e.requested_on as since from erasure e where e.state = 'waiting' and $6",
];

/// Parts of the question that tell of two kinds.
const PAIRS: [[WaitingKind; 2]; 2] =
    [[WaitingKind::ReferralLate, WaitingKind::ReferralNew], [WaitingKind::TaskNew, WaitingKind::TaskLate]];

/// Kinds of which more waits than was told.
pub fn cut_kinds(waiting: &[Waiting]) -> Vec<WaitingKind> {
    let told = |kinds: &[WaitingKind]| waiting.iter().filter(|one| kinds.contains(&one.kind)).count();
    let is_cut = |kinds: &[WaitingKind]| i64::try_from(told(kinds)).is_ok_and(|told| told >= WAITING_MAX);
    let mut cut: Vec<WaitingKind> = PAIRS.iter().filter(|pair| is_cut(&pair[..])).flatten().copied().collect();
    cut.extend(waiting.iter().map(|one| one.kind).filter(|kind| is_cut(&[*kind])));
    cut.sort_unstable();
    cut.dedup();
    cut
}

/// What waits for one person on a day, the most pressing kind first, then the oldest.
pub async fn waiting(pool: &PgPool, whom: &WaitingFor, today: NaiveDate) -> Result<Vec<Waiting>, sqlx::Error> {
    let parts: Vec<String> = PARTS
        .iter()
        .map(|part| format!("(select * from ({part}) one order by since desc, key limit {WAITING_MAX})"))
        .collect();
    let rows: Vec<Row> = sqlx::query_as(&parts.join(" union all "))
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
