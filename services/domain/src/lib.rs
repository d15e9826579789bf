//! The rules of Hamyar, pure: no clock, no chance, no input or output.
//!
//! One folder per aggregate. `commands` are wishes, `refusals` why a wish is turned down, `state` what later decisions need to
//! know, `decide` the rules, `tests` the same rules as given/when/then.
//!
//! - Time, new ids and whatever other streams know (program numbers, the published indicator set, today's date in Tehran) arrive
//!   inside the command. Fields that the edge looks up are not part of what the person asked for, so they are left out of the
//!   serialized command (`#[serde(skip)]`): the same wish sent again tomorrow is still the same wish.
//! - `decide` never changes state and `evolve` never judges; `evolve` accepts any history without panic.
//! - A command whose result already holds gives no event.
//! - State never keeps a personal value.
//!
//! **To add a command**: its struct in `commands`, its rule in `decide`, a refusal with a stable code when it can be turned down,
//! three tests (does it, refuses it, stays quiet), the code's words in `docs/rules.md`.

#[macro_use]
mod macros;
mod checks;
mod refused;

pub mod account;
pub mod activity;
pub mod agency;
pub mod agreement;
pub mod caseworker;
pub mod catalog;
pub mod center;
pub mod commission;
pub mod council;
pub mod equipment;
pub mod facilitator;
pub mod family;
pub mod fund;
pub mod indicator_set;
pub mod matching;
pub mod neighborhood;
pub mod ngo;
pub mod office;
pub mod place;
pub mod program;
pub mod saved_report;
pub mod series;
pub mod settings;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
pub mod workshop;

pub use checks::{DAYS_BEFORE_IDENTIFICATION, EARLIEST_DATE};
pub use refused::{InvalidField, Refused, Rule};

/// The one stream of the program's settings.
pub const SETTINGS_ID: uuid::Uuid = uuid::Uuid::from_u128(0x68616d79_6172_7365_8474_696e67730001);
/// The stream of the set the program ships with; a national office may add sets of its own.
pub const DEFAULT_INDICATOR_SET_ID: uuid::Uuid = uuid::Uuid::from_u128(0x68616d79_6172_696e_8469_6361746f7273);

pub use account::{Account, AccountCommand, AccountRefusal};
pub use activity::{Activity, ActivityCommand, ActivityRefusal};
pub use agency::{Agency, AgencyCommand, AgencyRefusal};
pub use agreement::{Agreement, AgreementCommand, AgreementRefusal};
pub use caseworker::{Caseworker, CaseworkerCommand, CaseworkerRefusal};
pub use catalog::{Catalog, CatalogCommand, CatalogRefusal};
pub use center::{Center, CenterCommand, CenterRefusal};
pub use commission::{Commission, CommissionCommand, CommissionRefusal};
pub use council::{Council, CouncilCommand, CouncilRefusal};
pub use equipment::{EquipmentCommand, EquipmentLine, EquipmentRefusal};
pub use facilitator::{Facilitator, FacilitatorCommand, FacilitatorRefusal};
pub use family::{Family, FamilyCommand, FamilyRefusal};
pub use fund::{Fund, FundCommand, FundRefusal};
pub use indicator_set::{
    IndicatorSet, IndicatorSetCommand, IndicatorSetRefusal, PublishIndicatorSet, PublishedSet, default_indicator_set,
};
pub use neighborhood::{Neighborhood, NeighborhoodCommand, NeighborhoodRefusal};
pub use ngo::{Ngo, NgoCommand, NgoRefusal};
pub use office::{Office, OfficeCommand, OfficeRefusal};
pub use place::{Place, PlaceCommand, PlaceRefusal};
pub use program::{Program, ProgramCommand, ProgramRefusal};
pub use saved_report::{SavedReport, SavedReportCommand, SavedReportRefusal};
pub use series::{IndicatorSeries, SeriesCommand, SeriesRefusal};
pub use settings::{Settings, SettingsCommand, SettingsRefusal};
pub use workshop::{Workshop, WorkshopCommand, WorkshopRefusal};
