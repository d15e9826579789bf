//! Family events → agreements and sendings.

use chrono::NaiveDate;
use hamyar_events::AidPhase;
use hamyar_events::family::FamilyEvent;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::event::ProjectedEvent;
use crate::projection::ProjectionError;
use crate::rows::{Table, row};

row! {
    /// What a household said last to being told to one body.
    HandingOnRow in "handing_on" {
        handing_on_id: String,
        family_id: Uuid,
        agency_id: Uuid,
        agreed: bool,
        said_on: NaiveDate,
    }
}

row! {
    /// One sending.
    TransferRow in "transfer" {
        sending_id: Uuid,
        family_id: Uuid,
        agency_id: Uuid,
        sent_on: NaiveDate,
        withdrawn: bool,
        answer: Option<String>,
        answered_on: Option<NaiveDate>,
        reason: Option<String>,
        information: Option<String>,
        information_on: Option<NaiveDate>,
        hygiene: Option<String>,
        hygiene_on: Option<NaiveDate>,
        livelihood: Option<String>,
        livelihood_on: Option<NaiveDate>,
    }
}

pub(super) async fn apply(connection: &mut PgConnection, batch: &[&ProjectedEvent]) -> Result<(), ProjectionError> {
    let mut sendings: Vec<Uuid> = Vec::new();
    let (mut withdrawn, mut forgotten) = (Vec::new(), Vec::new());
    for projected in batch {
        match projected.family() {
            Some(FamilyEvent::SendingWithdrawn(event)) => sendings.push(event.sending_id.0),
            Some(FamilyEvent::SendingAnswered(event)) => sendings.push(event.sending_id.0),
            Some(FamilyEvent::SupportPhaseRecorded(event)) => sendings.push(event.sending_id.0),
            Some(FamilyEvent::ConsentWithdrawn(_)) => withdrawn.push(projected.stream_id),
            Some(FamilyEvent::PersonalDataErased(event)) if event.member_id.is_none() => {
                forgotten.push(projected.stream_id);
            }
            _ => {}
        }
    }
    let mut said: Vec<String> = Vec::new();
    if !withdrawn.is_empty() {
        let sql = "select handing_on_id from handing_on where family_id = any($1)";
        said.extend(sqlx::query_scalar::<_, String>(sql).bind(&withdrawn).fetch_all(&mut *connection).await?);
    }
    if !forgotten.is_empty() {
        let sql = "select sending_id from transfer where family_id = any($1)";
        sendings.extend(sqlx::query_scalar::<_, Uuid>(sql).bind(&forgotten).fetch_all(&mut *connection).await?);
    }
    let mut handing = Table::<HandingOnRow>::load(&mut *connection, said).await?;
    let mut transfers = Table::<TransferRow>::load(&mut *connection, sendings).await?;
    for projected in batch {
        let family_id = projected.stream_id;
        match projected.family() {
            Some(FamilyEvent::HandingOnAgreed(event)) => {
                handing.put(said_of(family_id, event.agency_id.0, true, event.agreed_on));
            }
            Some(FamilyEvent::HandingOnRefused(event)) => {
                handing.put(said_of(family_id, event.agency_id.0, false, event.refused_on));
            }
            // With the consent to aid itself every agreement ends; what was refused stays refused.
            Some(FamilyEvent::ConsentWithdrawn(_)) => {
                let ended = handing.ids_where(|row| row.family_id == family_id && row.agreed);
                ended.into_iter().for_each(|id| handing.remove(id));
            }
            Some(FamilyEvent::SentToAgency(event)) => transfers.put(TransferRow {
                sending_id: event.sending_id.0,
                family_id,
                agency_id: event.agency_id.0,
                sent_on: event.sent_on,
                withdrawn: false,
                answer: None,
                answered_on: None,
                reason: None,
                information: None,
                information_on: None,
                hygiene: None,
                hygiene_on: None,
                livelihood: None,
                livelihood_on: None,
            }),
            Some(FamilyEvent::SendingWithdrawn(event)) => {
                if let Some(row) = transfers.edit(&event.sending_id.0) {
                    row.withdrawn = true;
                }
            }
            Some(FamilyEvent::SendingAnswered(event)) => {
                if let Some(row) = transfers.edit(&event.sending_id.0) {
                    row.answer = Some(event.answer.as_str().to_owned());
                    row.answered_on = Some(event.answered_on);
                    row.reason = event.reason.as_ref().and_then(|reason| reason.known()).cloned();
                }
            }
            Some(FamilyEvent::SupportPhaseRecorded(event)) => {
                if let Some(row) = transfers.edit(&event.sending_id.0) {
                    let (state, on) = (Some(event.state.as_str().to_owned()), Some(event.reached_on));
                    match event.phase {
                        AidPhase::Information => (row.information, row.information_on) = (state, on),
                        AidPhase::Hygiene => (row.hygiene, row.hygiene_on) = (state, on),
                        AidPhase::Livelihood => (row.livelihood, row.livelihood_on) = (state, on),
                    }
                }
            }
            Some(FamilyEvent::PersonalDataErased(event)) if event.member_id.is_none() => {
                transfers.edit_where(|row| row.family_id == family_id, |row| row.reason = None);
            }
            _ => {}
        }
    }
    handing.save(&mut *connection).await?;
    transfers.save(&mut *connection).await
}

fn said_of(family_id: Uuid, agency_id: Uuid, agreed: bool, said_on: NaiveDate) -> HandingOnRow {
    HandingOnRow { handing_on_id: format!("{family_id}/{agency_id}"), family_id, agency_id, agreed, said_on }
}
