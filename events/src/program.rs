//! The program stream: a macro action, scheme, measure or program of the nation or of provinces, and the cell of the matrix of interventions it
//! belongs to: three levels by two approaches (S118). A program that nobody classed has no cell. Which agency does what in it is told by shares.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::ids::*;
use crate::values::*;

stream_events! {
    /// Everything that can have happened to a program.
    ProgramEvent, stream "program" {
        ProgramRegistered = "program_registered" @ "1.0.0",
        ProgramChanged = "program_changed" @ "1.0.0",
        ProgramClassed = "program_classed" @ "1.0.0",
        ProgramUnclassed = "program_unclassed" @ "1.0.0",
        ProgramEnded = "program_ended" @ "1.0.0",
        ShareGiven = "program_share_given" @ "1.0.0",
        ShareChanged = "program_share_changed" @ "1.0.0",
        ShareEnded = "program_share_ended" @ "1.0.0",
    }
}
impl crate::ClaimsNationalId for ProgramEvent {}

/// A program was registered. First event of the stream.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProgramRegistered {
    pub kind: ProgramKind,
    #[serde(flatten)]
    pub facts: ProgramFacts,
    pub registered_on: NaiveDate,
    /// The published document and table it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// What a program is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProgramFacts {
    pub title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title_en: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<ProgramField>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead_agency: Option<AgencyId>,
    /// The agreement it is carried out under.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreement_id: Option<AgreementId>,
    /// Where it is carried out; the whole nation when empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub provinces: Vec<PlaceId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub horizon: Option<Horizon>,
}

/// What the program is was put otherwise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProgramChanged {
    #[serde(flatten)]
    pub facts: ProgramFacts,
    pub changed_on: NaiveDate,
}

/// The program belongs to a cell of the matrix.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProgramClassed {
    pub level: InterventionLevel,
    pub approach: InterventionApproach,
    /// Why this cell.
    pub reason: String,
    pub classed_on: NaiveDate,
}

/// The class was a mistake: the program stands in no cell again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProgramUnclassed {
    pub reason: String,
    pub unclassed_on: NaiveDate,
}

/// The program came to its end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProgramEnded {
    pub ended_on: NaiveDate,
}

/// An agency has a part in the program.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShareGiven {
    pub share_id: ShareId,
    pub agency_id: AgencyId,
    #[serde(flatten)]
    pub facts: ShareFacts,
    pub given_on: NaiveDate,
    /// The published document and table it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// What the part is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShareFacts {
    pub part: SharePart,
    /// What is expected of the agency.
    pub expected: String,
    /// By when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_on: Option<NaiveDate>,
}

/// The part of an agency was put otherwise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShareChanged {
    pub share_id: ShareId,
    #[serde(flatten)]
    pub facts: ShareFacts,
    pub changed_on: NaiveDate,
}

/// The agency has this part no more.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShareEnded {
    pub share_id: ShareId,
    pub reason: String,
    pub ended_on: NaiveDate,
}
