//! The stored vocabulary of Hamyar: one file per stream, every stored name and version pinned.
//!
//! **To change an event**, take the gentlest step that serves: an optional field; a field with a default; a new name in code with the old one kept
//! on disk by `#[serde(rename)]`; a new version with an upcaster in [`StreamEvent::decode`]; a new event. Stored rows and the files under
//! `events/tests/history/` are never edited.

#[macro_use]
mod macros;

pub mod account;
pub mod activity;
pub mod agency;
pub mod agreement;
mod attachments;
pub mod caseworker;
pub mod catalog;
pub mod center;
pub mod commission;
pub mod council;
mod decider;
pub mod equipment;
mod erasure;
pub mod facilitator;
pub mod family;
pub mod fund;
mod ids;
pub mod indicator_set;
mod metadata;
pub mod neighborhood;
mod neighborhood_actors;
mod neighborhood_duties;
mod neighborhood_priority;
mod neighborhood_profile;
mod neighborhood_residents;
pub mod ngo;
pub mod office;
mod personal;
pub mod place;
pub mod program;
pub mod saved_report;
pub mod series;
pub mod settings;
mod stream_event;
mod values;
pub mod workshop;

pub use account::{AccountEvent, BoundTo};
pub use activity::ActivityEvent;
pub use agency::AgencyEvent;
pub use agreement::AgreementEvent;
pub use caseworker::CaseworkerEvent;
pub use catalog::CatalogEvent;
pub use center::CenterEvent;
pub use commission::CommissionEvent;
pub use council::CouncilEvent;
pub use decider::{Decider, Dependence};
pub use equipment::EquipmentEvent;
pub use facilitator::FacilitatorEvent;
pub use family::FamilyEvent;
pub use fund::FundEvent;
pub use ids::*;
pub use indicator_set::IndicatorSetEvent;
pub use metadata::{Actor, HappenedAt, NotAFieldTime, NotAnActor, Precision};
pub use neighborhood::NeighborhoodEvent;
pub use ngo::NgoEvent;
pub use office::OfficeEvent;
pub use personal::{NotASubject, Personal, Subject};
pub use place::PlaceEvent;
pub use program::ProgramEvent;
pub use saved_report::SavedReportEvent;
pub use series::SeriesEvent;
pub use settings::SettingsEvent;
pub(crate) use stream_event::ClaimsNationalId;
pub use stream_event::{DecodeError, NationalIdClaim, NationalIdRelease, StreamEvent};
pub use values::*;
pub use workshop::WorkshopEvent;
