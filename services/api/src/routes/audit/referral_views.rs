//! The shapes of «what the commission had before it when it decided».

use hamyar_events::{DecisionOutcome, ParticipantKind};
use hamyar_projections::commissions::ReferralDetail;
use hamyar_projections::family_document::Change;
use hamyar_projections::views::{CivilDate, FamilyFile, NamedRef, Task};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::access::AccessItem;
use super::named::Named;
use crate::routes::cover::Covered;
use crate::routes::families::timeline::TimelineItem;

/// One referral, from the packet to the tasks.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReferralReview {
    pub(super) referral: ReferralDetail,
    pub(super) file_number: String,
    /// The event that referred the family: who, when it happened, when it was recorded.
    pub(super) referred: TimelineItem,
    /// Sequence of the last event the packet shows.
    pub(super) packet_sequence: i64,
    /// The file as members saw it: as it stood at referral, covered as a packet is.
    #[schema(value_type = FamilyFile)]
    pub(super) packet: Covered,
    /// What happened to the family between referral and decision (until now, where there is none); the referral itself left out.
    pub(super) meanwhile: Vec<TimelineItem>,
    /// What the file said at the decision and the packet did not.
    pub(super) changes: Vec<Change>,
    pub(super) decision: Option<DecisionReview>,
    /// What happened to the case in the commission, oldest first: put on the agenda, adjourned, decided, voided.
    pub(super) course: Vec<TimelineItem>,
    /// Who opened a packet of this family since the referral, oldest first.
    pub(super) openings: Vec<PacketOpening>,
    /// Names of what the events mention by id.
    #[schema(value_type = Object)]
    pub(super) names: Named,
}

/// A packet that was opened.
#[derive(Serialize, ToSchema)]
pub(crate) struct PacketOpening {
    #[serde(flatten)]
    pub(super) access: AccessItem,
    /// Before the decision was recorded.
    pub(super) before_decision: bool,
    /// The account sits in this commission now. A family referred to two commissions has two packets; the record of openings names the family.
    pub(super) of_commission: bool,
}

/// A decision and who took it.
#[derive(Serialize, ToSchema)]
pub(crate) struct DecisionReview {
    pub(super) decision_id: Uuid,
    pub(super) session_id: Uuid,
    pub(super) outcome: DecisionOutcome,
    pub(super) reason: Option<String>,
    pub(super) decided_on: CivilDate,
    /// Sequence of the family's last event that the decision says those present were shown.
    pub(super) seen_sequence: i64,
    /// The decision in the family's stream.
    pub(super) event: TimelineItem,
    /// Sequence of the decision in the commission's stream.
    pub(super) commission_sequence: Option<i64>,
    pub(super) attendance: Vec<Attendance>,
    /// Seated participants that had to be present.
    pub(super) quorum: i64,
    /// Seated participants that were, the caseworker not counted.
    pub(super) counted: i64,
    /// The caseworker who had to be present; null when nobody held the family and the center manager presented it.
    pub(super) caseworker: Option<NamedRef>,
    pub(super) caseworker_present: bool,
    /// The division of labour, as it stands now.
    pub(super) tasks: Vec<Task>,
}

/// Somebody present at the decision.
#[derive(Serialize, ToSchema)]
pub(crate) struct Attendance {
    pub(super) kind: ParticipantKind,
    pub(super) person_id: Uuid,
    /// Null when it was erased or is not known.
    pub(super) name: Option<String>,
    /// Had a seat in the commission at the time.
    pub(super) seated: bool,
    /// Counts towards the quorum.
    pub(super) counts: bool,
}
