//! The equipment stream: a line of equipment for one kind of facility, delivery by delivery. Provinces, counties, neighborhoods and units follow from
//! the deliveries (S116); what a document prints of it stands beside as declared.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::ids::*;
use crate::values::*;

stream_events! {
    /// Everything that can have happened to a line of equipment.
    EquipmentEvent, stream "equipment" {
        EquipmentLineOpened = "equipment_line_opened" @ "1.0.0",
        EquipmentCoverageDeclared = "equipment_coverage_declared" @ "1.0.0",
        EquipmentDelivered = "equipment_delivered" @ "1.0.0",
        DeliveryReversed = "delivery_reversed" @ "1.0.0",
        EquipmentLineClosed = "equipment_line_closed" @ "1.0.0",
    }
}
impl crate::ClaimsNationalId for EquipmentEvent {}

/// A line was opened. First event of the stream.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EquipmentLineOpened {
    pub title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title_en: Option<String>,
    /// Code of catalog `facility_type`; absent where it has none of them, as a school or a park.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub facility_type: Option<String>,
    /// What is bought.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub items: Option<String>,
    /// What is counted, as `school`.
    pub unit: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requested_by: Option<AgencyId>,
    /// The agreement whose stream holds the credit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreement_id: Option<AgreementId>,
    /// The credit that pays for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub allocation_id: Option<AllocationId>,
    /// The line that it is a part of; sums leave it out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part_of: Option<EquipmentLineId>,
    /// The province or county it is for; the nation when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place_id: Option<PlaceId>,
    pub opened_on: NaiveDate,
    /// The published document and table it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// What a document prints of the line's coverage. Never added to what was delivered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EquipmentCoverageDeclared {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provinces: Option<DeclaredCount>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counties: Option<DeclaredCount>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub neighborhoods: Option<DeclaredCount>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub units: Option<DeclaredCount>,
    pub source: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
}

/// A printed count and how it is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeclaredCount {
    pub value: u32,
    pub qualifier: Qualifier,
}

/// Equipment was delivered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EquipmentDelivered {
    pub delivery_id: DeliveryId,
    /// The county, city or province.
    pub place_id: PlaceId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub neighborhood_id: Option<NeighborhoodId>,
    pub units: u32,
    pub delivered_on: NaiveDate,
}

/// A delivery was a mistake and counts no more. It stays readable.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DeliveryReversed {
    pub delivery_id: DeliveryId,
    pub mistake: DeliveryMistake,
    pub reversed_on: NaiveDate,
}

/// Nothing more is delivered on the line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EquipmentLineClosed {
    pub closed_on: NaiveDate,
}
