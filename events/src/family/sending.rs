//! Lists of households that go to a body outside the program.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Personal;
use crate::ids::*;

/// The household stood in a list that was sent to a body, as households in need to the Subsidies organization (S012; source 004).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SentToAgency {
    pub sending_id: SendingId,
    pub agency_id: AgencyId,
    pub sent_on: NaiveDate,
}

/// It was not sent after all, or the body was asked to strike it out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SendingWithdrawn {
    pub sending_id: SendingId,
    pub reason: Personal<String>,
}
