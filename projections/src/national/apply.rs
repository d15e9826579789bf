//! Events of the national work → rows.

use hamyar_events::program::ProgramFacts;
use hamyar_events::{AgreementEvent, EquipmentEvent, NgoEvent, ProgramEvent, SeriesEvent};
use sqlx::PgConnection;
use uuid::Uuid;

use super::rows::*;
use crate::event::{ProjectedEvent, StreamEventAny};
use crate::projection::ProjectionError;
use crate::rows::Table;

struct Rows {
    agreements: Table<AgreementRow>,
    amendments: Table<AmendmentRow>,
    credits: Table<CreditRow>,
    spendings: Table<SpendingRow>,
    programs: Table<ProgramRow>,
    shares: Table<ShareRow>,
    lines: Table<EquipmentRow>,
    deliveries: Table<DeliveryRow>,
    ngos: Table<NgoRow>,
    applications: Table<ApplicationRow>,
    licences: Table<LicenceRow>,
    terms: Table<TermRow>,
    series: Table<SeriesRow>,
    values: Table<ValueRow>,
}

/// Ids of rows that events of the batch change, beside those of the streams themselves.
#[derive(Default)]
struct Touched {
    credits: Vec<Uuid>,
    spendings: Vec<Uuid>,
    shares: Vec<Uuid>,
    deliveries: Vec<Uuid>,
    licences: Vec<Uuid>,
}

fn touched(batch: &[&ProjectedEvent]) -> Touched {
    let mut found = Touched::default();
    for projected in batch {
        match &projected.event {
            StreamEventAny::Agreement(AgreementEvent::AllocationReversed(event)) => {
                found.credits.push(event.allocation_id.0);
            }
            StreamEventAny::Agreement(AgreementEvent::SpendingReversed(event)) => {
                found.spendings.push(event.spending_id.0);
            }
            StreamEventAny::Program(ProgramEvent::ShareChanged(event)) => found.shares.push(event.share_id.0),
            StreamEventAny::Program(ProgramEvent::ShareEnded(event)) => found.shares.push(event.share_id.0),
            StreamEventAny::Equipment(EquipmentEvent::DeliveryReversed(event)) => {
                found.deliveries.push(event.delivery_id.0);
            }
            StreamEventAny::Ngo(NgoEvent::LicenceRenewed(event)) => found.licences.push(event.licence_id.0),
            StreamEventAny::Ngo(NgoEvent::LicenceRevoked(event)) => found.licences.push(event.licence_id.0),
            _ => {}
        }
    }
    found
}

/// Applications that wait, of the organizations in the batch.
async fn waiting(connection: &mut PgConnection, ngos: &[Uuid]) -> Result<Vec<String>, ProjectionError> {
    if ngos.is_empty() {
        return Ok(Vec::new());
    }
    let sql = "select application_id from licence_application where ngo_id = any($1) and answered_on is null";
    Ok(sqlx::query_scalar(sql).bind(ngos).fetch_all(connection).await?)
}

pub(super) async fn apply(connection: &mut PgConnection, batch: &[&ProjectedEvent]) -> Result<(), ProjectionError> {
    let of = |stream: &'static str| {
        let ids = batch.iter().filter(move |event| event.stream == stream).map(|event| event.stream_id);
        ids.collect::<Vec<Uuid>>()
    };
    let touched = touched(batch);
    let waiting = waiting(&mut *connection, &of("ngo")).await?;
    let mut rows = Rows {
        agreements: Table::load(&mut *connection, of("agreement")).await?,
        amendments: Table::empty(),
        credits: Table::load(&mut *connection, touched.credits).await?,
        spendings: Table::load(&mut *connection, touched.spendings).await?,
        programs: Table::load(&mut *connection, of("program")).await?,
        shares: Table::load(&mut *connection, touched.shares).await?,
        lines: Table::load(&mut *connection, of("equipment")).await?,
        deliveries: Table::load(&mut *connection, touched.deliveries).await?,
        ngos: Table::load(&mut *connection, of("ngo")).await?,
        applications: Table::load(&mut *connection, waiting).await?,
        licences: Table::load(&mut *connection, touched.licences).await?,
        terms: Table::empty(),
        series: Table::load(&mut *connection, of("series")).await?,
        values: Table::empty(),
    };
    for projected in batch {
        match &projected.event {
            StreamEventAny::Agreement(event) => rows.agreement(projected, event),
            StreamEventAny::Program(event) => rows.program(projected, event),
            StreamEventAny::Equipment(event) => rows.equipment(projected, event),
            StreamEventAny::Ngo(event) => rows.ngo(projected, event),
            StreamEventAny::Series(event) => rows.series(projected, event),
            _ => {}
        }
    }
    rows.agreements.save(&mut *connection).await?;
    rows.amendments.save(&mut *connection).await?;
    rows.credits.save(&mut *connection).await?;
    rows.spendings.save(&mut *connection).await?;
    rows.programs.save(&mut *connection).await?;
    rows.shares.save(&mut *connection).await?;
    rows.lines.save(&mut *connection).await?;
    rows.deliveries.save(&mut *connection).await?;
    rows.ngos.save(&mut *connection).await?;
    rows.applications.save(&mut *connection).await?;
    rows.licences.save(&mut *connection).await?;
    rows.terms.save(&mut *connection).await?;
    rows.series.save(&mut *connection).await?;
    rows.values.save(&mut *connection).await
}

impl Rows {
    fn agreement(&mut self, projected: &ProjectedEvent, event: &AgreementEvent) {
        let agreement_id = projected.stream_id;
        match event {
            AgreementEvent::AgreementSigned(event) => self.agreements.put(AgreementRow {
                agreement_id,
                number: event.number.clone(),
                title: event.title.clone(),
                parties: event.parties.iter().map(|id| id.0).collect(),
                place_id: event.place_id.map(|id| id.0),
                signed_on: event.signed_on,
                ends_on: event.ends_on,
                ended_on: None,
                end_reason: None,
                sequence: projected.sequence,
                position: projected.position,
            }),
            AgreementEvent::AgreementAmended(event) => {
                self.amendments.put(AmendmentRow {
                    amendment_id: format!("{agreement_id}/{}", projected.sequence),
                    agreement_id,
                    note: event.note.clone(),
                    ends_on: event.ends_on,
                    amended_on: event.amended_on,
                    sequence: projected.sequence,
                });
                if let Some(row) = self.agreements.edit(&agreement_id) {
                    row.parties = event.parties.iter().map(|id| id.0).collect();
                    row.ends_on = event.ends_on;
                }
            }
            AgreementEvent::AgreementEnded(event) => {
                if let Some(row) = self.agreements.edit(&agreement_id) {
                    row.ended_on = Some(event.ended_on);
                    row.end_reason = Some(event.reason.as_str().to_owned());
                }
            }
            AgreementEvent::CreditAllocated(event) => self.credits.put(CreditRow {
                allocation_id: event.allocation_id.0,
                agreement_id,
                for_agreement: event.for_agreement.map(|id| id.0),
                amount_rials: event.amount_rials,
                kind: event.kind.as_str().to_owned(),
                budget_line: event.budget_line.clone(),
                drawn_from: event.drawn_from.map(|id| id.0),
                purpose: event.purpose.clone(),
                place_id: event.place_id.map(|id| id.0),
                year: event.year.into(),
                allocated_on: event.allocated_on,
                mistake: None,
                reversed_on: None,
                sequence: projected.sequence,
            }),
            AgreementEvent::CreditSpent(event) => self.spendings.put(SpendingRow {
                spending_id: event.spending_id.0,
                allocation_id: event.allocation_id.0,
                agreement_id,
                amount_rials: event.amount_rials,
                note: event.note.clone(),
                spent_on: event.spent_on,
                mistake: None,
                reversed_on: None,
                sequence: projected.sequence,
            }),
            AgreementEvent::AllocationReversed(event) => {
                if let Some(row) = self.credits.edit(&event.allocation_id.0) {
                    row.mistake = Some(event.mistake.as_str().to_owned());
                    row.reversed_on = Some(event.reversed_on);
                }
            }
            AgreementEvent::SpendingReversed(event) => {
                if let Some(row) = self.spendings.edit(&event.spending_id.0) {
                    row.mistake = Some(event.mistake.as_str().to_owned());
                    row.reversed_on = Some(event.reversed_on);
                }
            }
        }
        if let Some(row) = self.agreements.edit(&agreement_id) {
            (row.sequence, row.position) = (projected.sequence, projected.position);
        }
    }

    fn program(&mut self, projected: &ProjectedEvent, event: &ProgramEvent) {
        let program_id = projected.stream_id;
        if let ProgramEvent::ProgramRegistered(event) = event {
            let mut row = ProgramRow {
                program_id,
                kind: event.kind.as_str().to_owned(),
                title: String::new(),
                title_en: None,
                field: None,
                lead_agency: None,
                agreement_id: None,
                provinces: Vec::new(),
                horizon: None,
                level: None,
                approach: None,
                class_reason: None,
                classed_on: None,
                registered_on: event.registered_on,
                ended_on: None,
                source: event.source.clone(),
                sequence: projected.sequence,
                position: projected.position,
            };
            put_facts(&mut row, &event.facts);
            self.programs.put(row);
            return;
        }
        let Some(row) = self.programs.edit(&program_id) else { return };
        (row.sequence, row.position) = (projected.sequence, projected.position);
        match event {
            ProgramEvent::ProgramRegistered(_) => {}
            ProgramEvent::ProgramChanged(event) => put_facts(row, &event.facts),
            ProgramEvent::ProgramClassed(event) => {
                row.level = Some(event.level.as_str().to_owned());
                row.approach = Some(event.approach.as_str().to_owned());
                (row.class_reason, row.classed_on) = (Some(event.reason.clone()), Some(event.classed_on));
            }
            ProgramEvent::ProgramUnclassed(_) => {
                (row.level, row.approach, row.class_reason, row.classed_on) = (None, None, None, None);
            }
            ProgramEvent::ProgramEnded(event) => row.ended_on = Some(event.ended_on),
            ProgramEvent::ShareGiven(event) => self.shares.put(ShareRow {
                share_id: event.share_id.0,
                program_id,
                agency_id: event.agency_id.0,
                part: event.facts.part.as_str().to_owned(),
                expected: event.facts.expected.clone(),
                due_on: event.facts.due_on,
                given_on: event.given_on,
                recorded_on: hamyar_persian::tehran_date(projected.recorded_at),
                ended_on: None,
                end_reason: None,
                source: event.source.clone(),
                sequence: projected.sequence,
            }),
            ProgramEvent::ShareChanged(event) => {
                if let Some(share) = self.shares.edit(&event.share_id.0) {
                    event.facts.part.as_str().clone_into(&mut share.part);
                    share.expected.clone_from(&event.facts.expected);
                    share.due_on = event.facts.due_on;
                }
            }
            ProgramEvent::ShareEnded(event) => {
                if let Some(share) = self.shares.edit(&event.share_id.0) {
                    (share.ended_on, share.end_reason) = (Some(event.ended_on), Some(event.reason.clone()));
                }
            }
        }
    }

    fn equipment(&mut self, projected: &ProjectedEvent, event: &EquipmentEvent) {
        let line_id = projected.stream_id;
        match event {
            EquipmentEvent::EquipmentLineOpened(event) => self.lines.put(EquipmentRow {
                line_id,
                title: event.title.clone(),
                title_en: event.title_en.clone(),
                facility_type: event.facility_type.clone(),
                items: event.items.clone(),
                unit: event.unit.clone(),
                requested_by: event.requested_by.map(|id| id.0),
                agreement_id: event.agreement_id.map(|id| id.0),
                allocation_id: event.allocation_id.map(|id| id.0),
                part_of: event.part_of.map(|id| id.0),
                place_id: event.place_id.map(|id| id.0),
                opened_on: event.opened_on,
                closed_on: None,
                source: event.source.clone(),
                declared: None,
                sequence: projected.sequence,
                position: projected.position,
            }),
            EquipmentEvent::EquipmentCoverageDeclared(event) => {
                if let Some(row) = self.lines.edit(&line_id) {
                    row.declared = serde_json::to_value(event).ok();
                }
            }
            EquipmentEvent::EquipmentDelivered(event) => self.deliveries.put(DeliveryRow {
                delivery_id: event.delivery_id.0,
                line_id,
                place_id: event.place_id.0,
                neighborhood_id: event.neighborhood_id.map(|id| id.0),
                units: event.units.into(),
                delivered_on: event.delivered_on,
                mistake: None,
                reversed_on: None,
                sequence: projected.sequence,
            }),
            EquipmentEvent::DeliveryReversed(event) => {
                if let Some(row) = self.deliveries.edit(&event.delivery_id.0) {
                    row.mistake = Some(event.mistake.as_str().to_owned());
                    row.reversed_on = Some(event.reversed_on);
                }
            }
            EquipmentEvent::EquipmentLineClosed(event) => {
                if let Some(row) = self.lines.edit(&line_id) {
                    row.closed_on = Some(event.closed_on);
                }
            }
        }
        if let Some(row) = self.lines.edit(&line_id) {
            (row.sequence, row.position) = (projected.sequence, projected.position);
        }
    }

    fn ngo(&mut self, projected: &ProjectedEvent, event: &NgoEvent) {
        let ngo_id = projected.stream_id;
        match event {
            NgoEvent::NgoRegistered(event) => self.ngos.put(NgoRow {
                ngo_id,
                name: event.name.clone(),
                place_id: event.place_id.map(|id| id.0),
                registered_on: event.registered_on,
                waiting_level: None,
                waiting_since: None,
                sequence: projected.sequence,
                position: projected.position,
            }),
            NgoEvent::LicenceApplied(event) => {
                self.applications.put(ApplicationRow {
                    application_id: format!("{ngo_id}/{}", projected.sequence),
                    ngo_id,
                    level: event.level.as_str().to_owned(),
                    applied_on: event.applied_on,
                    outcome: None,
                    reason: None,
                    answered_on: None,
                    sequence: projected.sequence,
                });
                if let Some(row) = self.ngos.edit(&ngo_id) {
                    row.waiting_level = Some(event.level.as_str().to_owned());
                    row.waiting_since = Some(event.applied_on);
                }
            }
            NgoEvent::LicenceGranted(event) => {
                let level = event.level.as_str().to_owned();
                self.answer(ngo_id, "granted", None, event.granted_on);
                self.terms.put(TermRow {
                    term_id: format!("{}/{}", event.licence_id, projected.sequence),
                    licence_id: event.licence_id.0,
                    level: level.clone(),
                    since: event.granted_on,
                    valid_until: event.valid_until,
                    renewal: false,
                });
                self.licences.put(LicenceRow {
                    licence_id: event.licence_id.0,
                    ngo_id,
                    level,
                    number: event.number.clone(),
                    granted_on: event.granted_on,
                    valid_until: event.valid_until,
                    revoked_on: None,
                    revocation: None,
                    sequence: projected.sequence,
                });
            }
            NgoEvent::LicenceRefused(event) => {
                self.answer(ngo_id, "refused", Some(event.reason.as_str()), event.refused_on);
            }
            NgoEvent::LicenceRenewed(event) => {
                if let Some(row) = self.licences.edit(&event.licence_id.0) {
                    row.valid_until = event.valid_until;
                    let level = row.level.clone();
                    self.terms.put(TermRow {
                        term_id: format!("{}/{}", event.licence_id, projected.sequence),
                        licence_id: event.licence_id.0,
                        level,
                        since: event.renewed_on,
                        valid_until: event.valid_until,
                        renewal: true,
                    });
                }
            }
            NgoEvent::LicenceRevoked(event) => {
                if let Some(row) = self.licences.edit(&event.licence_id.0) {
                    row.revoked_on = Some(event.revoked_on);
                    row.revocation = Some(event.reason.as_str().to_owned());
                }
            }
        }
        if let Some(row) = self.ngos.edit(&ngo_id) {
            (row.sequence, row.position) = (projected.sequence, projected.position);
        }
    }

    /// The application that waits is answered.
    fn answer(&mut self, ngo_id: Uuid, outcome: &str, reason: Option<&str>, on: chrono::NaiveDate) {
        self.applications.edit_where(
            |row| row.ngo_id == ngo_id && row.answered_on.is_none(),
            |row| {
                row.outcome = Some(outcome.to_owned());
                row.reason = reason.map(str::to_owned);
                row.answered_on = Some(on);
            },
        );
        if let Some(row) = self.ngos.edit(&ngo_id) {
            (row.waiting_level, row.waiting_since) = (None, None);
        }
    }

    fn series(&mut self, projected: &ProjectedEvent, event: &SeriesEvent) {
        let series_id = projected.stream_id;
        match event {
            SeriesEvent::SeriesOpened(event) => self.series.put(SeriesRow {
                series_id,
                indicator: event.indicator.clone(),
                title: event.title.clone(),
                title_en: event.title_en.clone(),
                unit: event.unit.clone(),
                place_id: event.place_id.map(|id| id.0),
                opened_on: event.opened_on,
                base_year: None,
                base_reason: None,
                source: event.source.clone(),
                sequence: projected.sequence,
                position: projected.position,
            }),
            SeriesEvent::SeriesValueRecorded(event) => self.values.put(ValueRow {
                value_id: format!("{series_id}/{}", event.year),
                series_id,
                year: event.year.into(),
                value_thousandths: event.value_thousandths,
                qualifier: event.qualifier.as_str().to_owned(),
                source: event.source.clone(),
                recorded_on: event.recorded_on,
            }),
            SeriesEvent::SeriesValueStruck(event) => self.values.remove(format!("{series_id}/{}", event.year)),
            SeriesEvent::SeriesBaseStated(event) => {
                if let Some(row) = self.series.edit(&series_id) {
                    row.base_year = Some(event.year.into());
                    row.base_reason = Some(event.reason.clone());
                }
            }
        }
        if let Some(row) = self.series.edit(&series_id) {
            (row.sequence, row.position) = (projected.sequence, projected.position);
        }
    }
}

fn put_facts(row: &mut ProgramRow, facts: &ProgramFacts) {
    row.title.clone_from(&facts.title);
    row.title_en.clone_from(&facts.title_en);
    row.field = facts.field.map(|field| field.as_str().to_owned());
    row.lead_agency = facts.lead_agency.map(|id| id.0);
    row.agreement_id = facts.agreement_id.map(|id| id.0);
    row.provinces = facts.provinces.iter().map(|id| id.0).collect();
    row.horizon = facts.horizon.map(|horizon| horizon.as_str().to_owned());
}
