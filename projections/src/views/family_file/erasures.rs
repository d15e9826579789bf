//! Requests to forget.

use hamyar_events::ErasureGround;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::views::{ActorRef, CivilDate};

/// What became of a request to forget.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ErasureState {
    Waiting,
    Withdrawn,
    Refused,
    Erased,
}

impl ErasureState {
    /// The stored name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Withdrawn => "withdrawn",
            Self::Refused => "refused",
            Self::Erased => "erased",
        }
    }
}

/// A request to forget a member or the whole family.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FileErasure {
    pub id: Uuid,
    /// The member; null for the whole family.
    pub member_id: Option<Uuid>,
    pub ground: ErasureGround,
    /// What was said with the request; null when it went with the person.
    pub note: Option<String>,
    pub state: ErasureState,
    pub requested_on: CivilDate,
    pub requested_by: ActorRef,
    /// When it was decided or taken back.
    pub decided_on: Option<CivilDate>,
    /// Who decided; null while it waits and when it was taken back.
    pub decided_by: Option<ActorRef>,
    /// Why it was refused.
    pub reason: Option<String>,
}
