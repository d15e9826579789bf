//! Rows → what became of the households that were sent to one body, and who is to be asked first. By file number alone: no name is needed for it.

use chrono::NaiveDate;
use hamyar_events::{AidPhase, SendingAnswer, SupportState};
use serde::Serialize;
use sqlx::{FromRow, PgPool};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::rounding::{Keyed, rounded};
use crate::views::CivilDate;

/// Which households.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransferFilter {
    pub agency_id: Uuid,
    pub center_id: Option<Uuid>,
    pub neighborhoods: Option<Vec<Uuid>>,
    /// Names the neighborhoods in the error of rounded counts.
    pub place_id: Option<Uuid>,
    /// Sent between these days, both counted.
    pub from: Option<NaiveDate>,
    pub until: Option<NaiveDate>,
}

/// Which list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TransferList {
    /// Sent to the body and not taken back.
    Sent,
    /// Open households that agreed and were not sent yet.
    Agreed,
    /// Open households of which nobody knows that they agreed; those who refused among them.
    NotAgreed,
}

/// One phase of support, counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct TransferPhase {
    pub phase: AidPhase,
    pub delivered: Option<i64>,
    pub under_way: Option<i64>,
    pub not_delivered: Option<i64>,
    /// Sent, not refused, and nothing was said of this phase.
    pub unknown: Option<i64>,
}

/// What became of those who were sent to one body (P40).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct TransferReport {
    /// Households, each once.
    pub sent: Option<i64>,
    pub accepted: Option<i64>,
    pub refused: Option<i64>,
    pub unanswered: Option<i64>,
    pub phases: Vec<TransferPhase>,
    /// Open households that agreed and were not sent yet.
    pub agreed: Option<i64>,
    /// Open households without a recorded agreement: they cannot be sent.
    pub not_agreed: Option<i64>,
    /// Counts are rounded, and those below five are not written.
    pub rounded: bool,
    pub position: i64,
}

/// Whether a household agreed to be told to the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TransferAsk {
    Agreed,
    NotAsked,
    Refused,
}

/// One household: no name, no address, nobody's circumstances.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Transfer {
    pub family_id: Uuid,
    pub file_number: String,
    pub asked: TransferAsk,
    pub sending_id: Option<Uuid>,
    pub sent_on: Option<CivilDate>,
    pub answer: Option<SendingAnswer>,
    pub answered_on: Option<CivilDate>,
    /// Why the body refused, as it wrote.
    pub reason: Option<String>,
    /// The furthest phase of which something was said.
    pub phase: Option<AidPhase>,
    pub state: Option<SupportState>,
    pub information: Option<SupportState>,
    pub hygiene: Option<SupportState>,
    pub livelihood: Option<SupportState>,
}

#[derive(FromRow)]
struct Row {
    family_id: Uuid,
    file_number: String,
    agreed: Option<bool>,
    sending_id: Option<Uuid>,
    sent_on: Option<NaiveDate>,
    answer: Option<String>,
    answered_on: Option<NaiveDate>,
    reason: Option<String>,
    information: Option<String>,
    hygiene: Option<String>,
    livelihood: Option<String>,
}

/// `$1` the body, `$2` the center, `$3` neighborhoods, `$4` and `$5` days of sending. A household that was sent is listed wherever its case stands now; one
/// that could be sent is open and agreed to aid.
const ROWS: &str = "select f.family_id, f.file_number, h.agreed, t.sending_id, t.sent_on, t.answer, t.answered_on, t.reason, t.information, t.hygiene, t.livelihood
   from family f
   left join handing_on h on h.family_id = f.family_id and h.agency_id = $1
   left join transfer t on t.family_id = f.family_id and t.agency_id = $1 and not t.withdrawn
  where not f.erased and f.merged_into is null and ($2::uuid is null or f.center_id = $2)
    and ($3::uuid[] is null or f.neighborhood_id = any($3))
    and ((t.sending_id is not null and ($4::date is null or t.sent_on >= $4) and ($5::date is null or t.sent_on <= $5))
         or (t.sending_id is null and f.state = 'open'))";

async fn rows(pool: &PgPool, filter: &TransferFilter) -> Result<Vec<Row>, sqlx::Error> {
    sqlx::query_as(&format!("{ROWS} order by f.file_number_folded, f.family_id"))
        .bind(filter.agency_id)
        .bind(filter.center_id)
        .bind(filter.neighborhoods.as_deref())
        .bind(filter.from)
        .bind(filter.until)
        .fetch_all(pool)
        .await
}

impl Row {
    fn phase(&self, phase: AidPhase) -> Option<SupportState> {
        let text = match phase {
            AidPhase::Information => &self.information,
            AidPhase::Hygiene => &self.hygiene,
            AidPhase::Livelihood => &self.livelihood,
        };
        text.as_deref().and_then(|state| state.parse().ok())
    }

    fn list(&self) -> TransferList {
        match (self.sending_id, self.agreed) {
            (Some(_), _) => TransferList::Sent,
            (None, Some(true)) => TransferList::Agreed,
            (None, _) => TransferList::NotAgreed,
        }
    }

    fn shown(self) -> Transfer {
        let furthest = AidPhase::ALL.iter().rev().find_map(|phase| Some((*phase, self.phase(*phase)?)));
        let (information, hygiene, livelihood) =
            (self.phase(AidPhase::Information), self.phase(AidPhase::Hygiene), self.phase(AidPhase::Livelihood));
        Transfer {
            family_id: self.family_id,
            file_number: self.file_number,
            asked: match self.agreed {
                Some(true) => TransferAsk::Agreed,
                Some(false) => TransferAsk::Refused,
                None => TransferAsk::NotAsked,
            },
            sending_id: self.sending_id,
            sent_on: self.sent_on.map(Into::into),
            answer: self.answer.and_then(|answer| answer.parse().ok()),
            answered_on: self.answered_on.map(Into::into),
            reason: self.reason,
            phase: furthest.map(|(phase, _)| phase),
            state: furthest.map(|(_, state)| state),
            information,
            hygiene,
            livelihood,
        }
    }
}

/// The report, exact.
pub async fn transfers(pool: &PgPool, filter: &TransferFilter) -> Result<TransferReport, sqlx::Error> {
    let (all, position) = futures::try_join!(rows(pool, filter), crate::position(pool, "transfers"))?;
    let count = |holds: &dyn Fn(&Row) -> bool| i64::try_from(all.iter().filter(|row| holds(row)).count()).ok();
    let in_list = |list: TransferList| count(&move |row: &Row| row.list() == list);
    let answered = |answer: Option<SendingAnswer>| {
        count(&move |row: &Row| {
            row.list() == TransferList::Sent && row.answer.as_deref().and_then(|text| text.parse().ok()) == answer
        })
    };
    let is_refused = |row: &Row| row.answer.as_deref() == Some(SendingAnswer::Refused.as_str());
    let phases = AidPhase::ALL.iter().map(|phase| {
        let of = |state: SupportState| count(&move |row: &Row| row.phase(*phase) == Some(state));
        TransferPhase {
            phase: *phase,
            delivered: of(SupportState::Delivered),
            under_way: of(SupportState::UnderWay),
            not_delivered: of(SupportState::NotDelivered),
            unknown: count(&|row: &Row| {
                row.list() == TransferList::Sent && !is_refused(row) && row.phase(*phase).is_none()
            }),
        }
    });
    Ok(TransferReport {
        sent: in_list(TransferList::Sent),
        accepted: answered(Some(SendingAnswer::Accepted)),
        refused: answered(Some(SendingAnswer::Refused)),
        unanswered: answered(None),
        phases: phases.collect(),
        agreed: in_list(TransferList::Agreed),
        not_agreed: in_list(TransferList::NotAgreed),
        rounded: false,
        position,
    })
}

/// The report as a reader of counts alone is shown it.
pub async fn transfers_rounded(
    pool: &PgPool,
    filter: &TransferFilter,
    keyed: Keyed<'_>,
) -> Result<TransferReport, sqlx::Error> {
    let mut report = transfers(pool, filter).await?;
    let place = filter.place_id.map(|id| id.to_string()).unwrap_or_default();
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let about = format!("transfers {} {place} {} {}", filter.agency_id, day(filter.from), day(filter.until));
    let show = |number: &mut Option<i64>, what: &str| {
        *number = number.and_then(|number| rounded(number, &format!("{about} {what}"), keyed));
    };
    show(&mut report.sent, "sent");
    show(&mut report.accepted, "accepted");
    show(&mut report.refused, "refused");
    show(&mut report.unanswered, "unanswered");
    show(&mut report.agreed, "agreed");
    show(&mut report.not_agreed, "not_agreed");
    for one in &mut report.phases {
        let phase = one.phase.as_str();
        show(&mut one.delivered, &format!("{phase} delivered"));
        show(&mut one.under_way, &format!("{phase} under_way"));
        show(&mut one.not_delivered, &format!("{phase} not_delivered"));
        show(&mut one.unknown, &format!("{phase} unknown"));
    }
    report.rounded = true;
    Ok(report)
}

/// The households of a list, by file number; at most `limit`, with the number of all.
pub async fn transfer_households(
    pool: &PgPool,
    filter: &TransferFilter,
    list: TransferList,
    limit: usize,
) -> Result<(Vec<Transfer>, i64), sqlx::Error> {
    let found: Vec<Row> = rows(pool, filter).await?.into_iter().filter(|row| row.list() == list).collect();
    let total = i64::try_from(found.len()).unwrap_or(i64::MAX);
    Ok((found.into_iter().take(limit).map(Row::shown).collect(), total))
}
