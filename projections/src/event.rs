//! An event of the log as projections see it: opened, decoded once, with where and when it was recorded.

use chrono::{DateTime, NaiveDate, Utc};
use hamyar_events::{
    AccountEvent, ActivityEvent, Actor, AgencyEvent, AgreementEvent, CaseworkerEvent, CatalogEvent, CenterEvent,
    CommissionEvent, CouncilEvent, DecodeError, EquipmentEvent, FacilitatorEvent, FamilyEvent, FundEvent, HappenedAt,
    IndicatorSetEvent, NeighborhoodEvent, NgoEvent, OfficeEvent, PlaceEvent, ProgramEvent, SavedReportEvent,
    SeriesEvent, SettingsEvent, StreamEvent, WorkshopEvent,
};
use uuid::Uuid;

/// The stored name of an event's type.
pub(crate) fn event_type<E: StreamEvent>(event: &E) -> String {
    event.event_type()
}

/// One event of any stream, decoded.
#[derive(Clone, Debug, PartialEq)]
pub enum StreamEventAny {
    Account(AccountEvent),
    Family(Box<FamilyEvent>),
    Caseworker(CaseworkerEvent),
    Center(CenterEvent),
    Commission(Box<CommissionEvent>),
    Neighborhood(NeighborhoodEvent),
    Place(PlaceEvent),
    Agency(AgencyEvent),
    IndicatorSet(IndicatorSetEvent),
    Settings(SettingsEvent),
    Catalog(CatalogEvent),
    Activity(ActivityEvent),
    Facilitator(FacilitatorEvent),
    Workshop(WorkshopEvent),
    Fund(FundEvent),
    SavedReport(SavedReportEvent),
    Council(CouncilEvent),
    Office(OfficeEvent),
    Agreement(AgreementEvent),
    Program(ProgramEvent),
    Equipment(EquipmentEvent),
    Ngo(NgoEvent),
    Series(SeriesEvent),
    /// An event no reader of this version knows. A projection that reads its stream stops there; others go on.
    Unreadable(DecodeError),
}

impl StreamEventAny {
    /// Reads an opened payload of any stream. What cannot be read becomes [`StreamEventAny::Unreadable`], never an omission.
    pub fn decode(stream: &str, event_type: &str, event_version: &str, payload: &str) -> Self {
        macro_rules! read {
            ($event:ty, $wrap:expr) => {
                <$event>::decode(event_type, event_version, payload).map_or_else(Self::Unreadable, $wrap)
            };
        }
        match stream {
            AccountEvent::STREAM => read!(AccountEvent, Self::Account),
            FamilyEvent::STREAM => read!(FamilyEvent, |event| Self::Family(Box::new(event))),
            CaseworkerEvent::STREAM => read!(CaseworkerEvent, Self::Caseworker),
            CenterEvent::STREAM => read!(CenterEvent, Self::Center),
            CommissionEvent::STREAM => read!(CommissionEvent, |event| Self::Commission(Box::new(event))),
            NeighborhoodEvent::STREAM => read!(NeighborhoodEvent, Self::Neighborhood),
            PlaceEvent::STREAM => read!(PlaceEvent, Self::Place),
            AgencyEvent::STREAM => read!(AgencyEvent, Self::Agency),
            IndicatorSetEvent::STREAM => read!(IndicatorSetEvent, Self::IndicatorSet),
            SettingsEvent::STREAM => read!(SettingsEvent, Self::Settings),
            CatalogEvent::STREAM => read!(CatalogEvent, Self::Catalog),
            ActivityEvent::STREAM => read!(ActivityEvent, Self::Activity),
            FacilitatorEvent::STREAM => read!(FacilitatorEvent, Self::Facilitator),
            WorkshopEvent::STREAM => read!(WorkshopEvent, Self::Workshop),
            SavedReportEvent::STREAM => read!(SavedReportEvent, Self::SavedReport),
            FundEvent::STREAM => read!(FundEvent, Self::Fund),
            CouncilEvent::STREAM => read!(CouncilEvent, Self::Council),
            OfficeEvent::STREAM => read!(OfficeEvent, Self::Office),
            AgreementEvent::STREAM => read!(AgreementEvent, Self::Agreement),
            ProgramEvent::STREAM => read!(ProgramEvent, Self::Program),
            EquipmentEvent::STREAM => read!(EquipmentEvent, Self::Equipment),
            NgoEvent::STREAM => read!(NgoEvent, Self::Ngo),
            SeriesEvent::STREAM => read!(SeriesEvent, Self::Series),
            _ => Self::Unreadable(DecodeError::unknown("log", event_type, event_version)),
        }
    }
}

/// An event of the log on its way into read models.
#[derive(Clone, Debug, PartialEq)]
pub struct ProjectedEvent {
    /// Place in the one order of the log, from 1, without gaps.
    pub position: i64,
    /// Stream type, as `family`.
    pub stream: String,
    /// The aggregate's id.
    pub stream_id: Uuid,
    /// Place in its stream, from 1.
    pub sequence: i64,
    /// What happened.
    pub event: StreamEventAny,
    /// Who issued the command.
    pub actor: Actor,
    /// When it happened in the field.
    pub happened_at: HappenedAt,
    /// When the log took it.
    pub recorded_at: DateTime<Utc>,
    /// The event's own id.
    pub event_id: Uuid,
}

impl ProjectedEvent {
    /// What the event says about itself beside its payload.
    pub fn meta(&self) -> EventMeta {
        EventMeta {
            position: self.position,
            sequence: self.sequence,
            actor: self.actor.clone(),
            happened_at: self.happened_at,
            recorded_at: self.recorded_at,
        }
    }

    /// The family event, when it is one.
    pub fn family(&self) -> Option<&FamilyEvent> {
        match &self.event {
            StreamEventAny::Family(event) => Some(event),
            _ => None,
        }
    }
}

/// What a fold needs to know of an event beside its payload.
#[derive(Clone, Debug, PartialEq)]
pub struct EventMeta {
    /// Place in the log.
    pub position: i64,
    /// Place in the stream.
    pub sequence: i64,
    /// Who issued the command.
    pub actor: Actor,
    /// When it happened in the field.
    pub happened_at: HappenedAt,
    /// When the log took it.
    pub recorded_at: DateTime<Utc>,
}

impl EventMeta {
    /// The civil day in Tehran on which it happened.
    pub fn happened_on(&self) -> NaiveDate {
        match self.happened_at {
            HappenedAt::Instant(instant) => hamyar_persian::tehran_date(instant),
            HappenedAt::Day(day) | HappenedAt::About(day) => day,
        }
    }
}
