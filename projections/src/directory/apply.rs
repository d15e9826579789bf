//! Events of centers, agencies, catalogs, settings and indicator sets → rows.

use chrono::NaiveDate;
use hamyar_events::agency::AgencyEvent;
use hamyar_events::catalog::CatalogEvent;
use hamyar_events::center::CenterEvent;
use hamyar_events::indicator_set::{IndicatorSetEvent, IndicatorSetPublished};
use hamyar_events::settings::{ProgramNumbers, SettingsEvent};
use hamyar_persian::fold_joined;
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::event::{ProjectedEvent, StreamEventAny};
use crate::projection::ProjectionError;
use crate::rows::{Table, row};

/// One duty of an agency, as the row keeps it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct DutyKept {
    pub number: u16,
    pub text: String,
    pub source: String,
}

row! {
    /// One center.
    CenterRow in "center" {
        center_id: Uuid,
        name: String,
        host: String,
        file_prefix: String,
        neighborhood_ids: Vec<Uuid>,
        opened_on: NaiveDate,
        closed_on: Option<NaiveDate>,
        tier_approval: bool,
        sequence: i64,
        position: i64,
    }
}

row! {
    /// One agency.
    AgencyRow in "agency" {
        agency_id: Uuid,
        name: String,
        name_en: Option<String>,
        name_key: String,
        level: String,
        enforcement: bool,
        source: String,
        aliases: Vec<String>,
        alias_keys: Vec<String>,
        duties: Vec<DutyKept>,
        sequence: i64,
        position: i64,
    }
}

row! {
    /// One term of a catalog.
    TermRow in "catalog_term" {
        term_id: String,
        catalog: String,
        code: String,
        title_fa: String,
        title_en: String,
        domain: Option<String>,
        term_group: Option<String>,
        term_order: i32,
        retired: bool,
    }
}

row! {
    /// One version of the program's numbers.
    SettingsRow in "settings_version" {
        version_id: String,
        settings_id: Uuid,
        version: i64,
        body: ProgramNumbers,
        effective_from: NaiveDate,
        sequence: i64,
        position: i64,
    }
}

row! {
    /// One version of an approved text.
    TextRow in "approved_text" {
        version_id: String,
        text_id: Uuid,
        version: i64,
        kind: String,
        title_fa: String,
        title_en: String,
        body: String,
        approved_by: String,
        approved_on: NaiveDate,
        withdrawn_on: Option<NaiveDate>,
        withdrawn_because: Option<String>,
        position: i64,
    }
}

row! {
    /// One version of an indicator set.
    SetRow in "indicator_set_version" {
        version_id: String,
        set_id: Uuid,
        version: i64,
        body: IndicatorSetPublished,
        effective_from: NaiveDate,
        sequence: i64,
        position: i64,
    }
}

fn text_version(text: Uuid, version: u32) -> String {
    format!("{text}/{version}")
}

fn term_id(catalog: &str, code: &str) -> String {
    format!("{catalog}/{code}")
}

pub(super) async fn apply(connection: &mut PgConnection, batch: &[&ProjectedEvent]) -> Result<(), ProjectionError> {
    let of =
        |stream: &'static str| batch.iter().filter(move |event| event.stream == stream).map(|event| event.stream_id);
    let retired = batch.iter().filter_map(|event| match &event.event {
        StreamEventAny::Catalog(CatalogEvent::CatalogTermRetired(event)) => Some(term_id(&event.catalog, &event.code)),
        _ => None,
    });
    let mut centers = Table::<CenterRow>::load(&mut *connection, of("center").collect::<Vec<_>>()).await?;
    let mut agencies = Table::<AgencyRow>::load(&mut *connection, of("agency").collect::<Vec<_>>()).await?;
    let mut terms = Table::<TermRow>::load(&mut *connection, retired.collect::<Vec<_>>()).await?;
    let mut settings = Table::<SettingsRow>::empty();
    let withdrawn = batch.iter().filter_map(|event| match &event.event {
        StreamEventAny::Settings(SettingsEvent::ApprovedTextWithdrawn(event)) => {
            Some(text_version(event.text_id.0, event.version))
        }
        _ => None,
    });
    let mut texts = Table::<TextRow>::load(&mut *connection, withdrawn.collect::<Vec<_>>()).await?;
    let mut sets = Table::<SetRow>::empty();
    for projected in batch {
        match &projected.event {
            StreamEventAny::Center(event) => center(&mut centers, projected, event),
            StreamEventAny::Agency(event) => agency(&mut agencies, projected, event),
            StreamEventAny::Catalog(CatalogEvent::CatalogTermDefined(event)) => terms.put(TermRow {
                term_id: term_id(&event.catalog, &event.code),
                catalog: event.catalog.clone(),
                code: event.code.clone(),
                title_fa: event.title.fa.clone(),
                title_en: event.title.en.clone(),
                domain: event.domain.map(|domain| domain.as_str().to_owned()),
                term_group: event.group.clone(),
                term_order: event.order.into(),
                retired: false,
            }),
            StreamEventAny::Catalog(CatalogEvent::CatalogTermRetired(event)) => {
                if let Some(term) = terms.edit(&term_id(&event.catalog, &event.code)) {
                    term.retired = true;
                }
            }
            StreamEventAny::Settings(SettingsEvent::SettingsPublished(event)) => settings.put(SettingsRow {
                version_id: format!("{}/{}", projected.stream_id, event.version),
                settings_id: projected.stream_id,
                version: event.version.into(),
                body: event.values,
                effective_from: event.effective_from,
                sequence: projected.sequence,
                position: projected.position,
            }),
            StreamEventAny::Settings(SettingsEvent::ApprovedTextPublished(event)) => texts.put(TextRow {
                version_id: text_version(event.text_id.0, event.version),
                text_id: event.text_id.0,
                version: event.version.into(),
                kind: event.kind.as_str().to_owned(),
                title_fa: event.title.fa.clone(),
                title_en: event.title.en.clone(),
                body: event.body.clone(),
                approved_by: event.approved_by.clone(),
                approved_on: event.approved_on,
                withdrawn_on: None,
                withdrawn_because: None,
                position: projected.position,
            }),
            StreamEventAny::Settings(SettingsEvent::ApprovedTextWithdrawn(event)) => {
                if let Some(text) = texts.edit(&text_version(event.text_id.0, event.version)) {
                    text.withdrawn_on = Some(event.withdrawn_on);
                    text.withdrawn_because = Some(event.reason.clone());
                    text.position = projected.position;
                }
            }
            StreamEventAny::IndicatorSet(IndicatorSetEvent::IndicatorSetPublished(event)) => sets.put(SetRow {
                version_id: format!("{}/{}", projected.stream_id, event.version),
                set_id: projected.stream_id,
                version: event.version.into(),
                body: event.clone(),
                effective_from: event.effective_from,
                sequence: projected.sequence,
                position: projected.position,
            }),
            _ => {}
        }
    }
    centers.save(&mut *connection).await?;
    agencies.save(&mut *connection).await?;
    terms.save(&mut *connection).await?;
    settings.save(&mut *connection).await?;
    texts.save(&mut *connection).await?;
    sets.save(&mut *connection).await
}

fn center(centers: &mut Table<CenterRow>, projected: &ProjectedEvent, event: &CenterEvent) {
    let id = projected.stream_id;
    if let CenterEvent::CenterRegistered(event) = event {
        centers.put(CenterRow {
            center_id: id,
            name: event.name.clone(),
            host: event.host.as_str().to_owned(),
            file_prefix: event.file_prefix.clone(),
            neighborhood_ids: event.neighborhood_ids.iter().map(|id| id.0).collect(),
            opened_on: event.opened_on,
            closed_on: None,
            tier_approval: true,
            sequence: projected.sequence,
            position: projected.position,
        });
        return;
    }
    let Some(row) = centers.edit(&id) else { return };
    (row.sequence, row.position) = (projected.sequence, projected.position);
    match event {
        CenterEvent::CenterRegistered(_) => {}
        CenterEvent::CenterNeighborhoodsSet(event) => {
            row.neighborhood_ids = event.neighborhood_ids.iter().map(|id| id.0).collect()
        }
        CenterEvent::TierApprovalSet(event) => row.tier_approval = event.needed,
        CenterEvent::CenterClosed(event) => row.closed_on = Some(event.closed_on),
    }
}

fn agency(agencies: &mut Table<AgencyRow>, projected: &ProjectedEvent, event: &AgencyEvent) {
    let id = projected.stream_id;
    if let AgencyEvent::AgencyRegistered(event) = event {
        agencies.put(AgencyRow {
            agency_id: id,
            name: event.name.clone(),
            name_en: event.name_en.clone(),
            name_key: fold_joined(&event.name),
            level: event.level.as_str().to_owned(),
            enforcement: event.enforcement,
            source: event.source.clone(),
            aliases: Vec::new(),
            alias_keys: Vec::new(),
            duties: Vec::new(),
            sequence: projected.sequence,
            position: projected.position,
        });
        return;
    }
    let Some(row) = agencies.edit(&id) else { return };
    (row.sequence, row.position) = (projected.sequence, projected.position);
    match event {
        AgencyEvent::AgencyRegistered(_) => {}
        AgencyEvent::AgencyAliasAdded(event) => {
            if !row.aliases.contains(&event.alias) {
                row.aliases.push(event.alias.clone());
                row.alias_keys.push(fold_joined(&event.alias));
            }
        }
        AgencyEvent::AgencyDutyRecorded(event) => {
            row.duties.retain(|duty| duty.number != event.number || duty.source != event.source);
            row.duties.push(DutyKept { number: event.number, text: event.text.clone(), source: event.source.clone() });
        }
        AgencyEvent::EnforcementMarked(event) => row.enforcement = event.enforcement,
        // Read from the agency itself, by who reads its lists.
        AgencyEvent::ListColumnsMapped(_) => {}
    }
}
