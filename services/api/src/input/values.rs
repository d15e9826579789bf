//! Ids and the closed sets of the vocabulary.

use hamyar_events::*;
use serde_json::Value;
use uuid::Uuid;

use super::{At, Faults, Read};

impl Read for Uuid {
    fn read(value: Option<&Value>, at: &At, faults: &mut Faults) -> Option<Self> {
        match value {
            None | Some(Value::Null) => {
                faults.add(at, "required");
                None
            }
            Some(Value::String(text)) => match text.trim().parse::<Self>() {
                Ok(id) if !id.is_nil() => Some(id),
                _ => {
                    faults.add(at, "not_an_id");
                    None
                }
            },
            Some(_) => {
                faults.add(at, "not_an_id");
                None
            }
        }
    }
}

macro_rules! ids {
    ($($id:ident),+ $(,)?) => {$(
        impl Read for $id {
            fn read(value: Option<&Value>, at: &At, faults: &mut Faults) -> Option<Self> {
                Uuid::read(value, at, faults).map(Self)
            }
        }
    )+};
}
ids!(
    FamilyId,
    MemberId,
    CaseworkerId,
    CenterId,
    CommissionId,
    SessionId,
    ParticipantId,
    PlaceId,
    NeighborhoodId,
    AgencyId,
    AssessmentId,
    EntryId,
    GoalId,
    VisitId,
    ServiceId,
    ReferralId,
    ErasureId,
    ExpertReferralId,
    NoteId,
    AttachmentId,
    TaskId,
    AssignmentId,
    DecisionId,
    IndicatorSetId,
    GrantId,
    LateId,
    SavedReportId,
    RiskId,
    ActionId,
    FacilitatorId,
    SittingId,
    TraineeId,
    MaterialId,
    LocalActorId,
    ResidentId,
    LocalContactId,
    ActivityId,
    FundTrainingId,
    ApprovedTextId,
    CouncilSessionId,
    GroupId,
    PlanId,
    MoneyId,
    AgreementId,
    AllocationId,
    EquipmentLineId
);

/// A value of a small set that is no part of the log, by its serde name.
fn closed<T: serde::de::DeserializeOwned>(
    value: Option<&Value>,
    allowed: &[&str],
    at: &At,
    faults: &mut Faults,
) -> Option<T> {
    match value {
        None | Some(Value::Null) => {
            faults.add(at, "required");
            None
        }
        Some(value) => {
            let known = value.as_str().and_then(|text| serde_json::from_value(text.trim().into()).ok());
            if known.is_none() {
                faults.add_with(at, "not_in_set", &[("allowed", allowed.iter().copied().collect())]);
            }
            known
        }
    }
}

macro_rules! small_sets {
    ($($set:ty = $allowed:expr),+ $(,)?) => {$(
        impl Read for $set {
            fn read(value: Option<&Value>, at: &At, faults: &mut Faults) -> Option<Self> {
                closed(value, &$allowed, at, faults)
            }
        }
    )+};
}
small_sets!(
    hamyar_identity::Channel = ["email", "sms"],
    hamyar_identity::Rhythm = ["at_once", "daily"],
    hamyar_identity::LetterLanguage = ["fa", "en"],
    crate::routes::what_if::TriedNumber = crate::routes::what_if::TriedNumber::NAMES,
);

macro_rules! sets {
    ($($set:ident),+ $(,)?) => {$(
        impl Read for $set {
            fn read(value: Option<&Value>, at: &At, faults: &mut Faults) -> Option<Self> {
                match value {
                    None | Some(Value::Null) => {
                        faults.add(at, "required");
                        None
                    }
                    Some(value) => {
                        let known = value.as_str().and_then(|text| text.trim().parse().ok());
                        if known.is_none() {
                            let allowed: Vec<Value> = Self::ALL.iter().map(|one| one.as_str().into()).collect();
                            faults.add_with(at, "not_in_set", &[("allowed", allowed.into())]);
                        }
                        known
                    }
                }
            }
        }
    )+};
}
sets!(
    Tier,
    Domain,
    TierMoment,
    AssessmentMoment,
    EntryWay,
    ErasureGround,
    MemberMoveReason,
    InformationSource,
    ConsentBasis,
    Sex,
    Relation,
    MemberLeftReason,
    Capacity,
    HowKnown,
    VisitPlace,
    ServicePurpose,
    ServiceOutcome,
    GoalResult,
    TestMoment,
    HandoverItem,
    JobOrigin,
    LoanGuarantee,
    ReportChart,
    CouncilKind,
    CouncilRole,
    LetterDirection,
    CollateralKind,
    FundLoanPurpose,
    FundLoanRefusal,
    FundEntryMistake,
    FundTrainingTopic,
    AidPhase,
    SupportState,
    RecordField,
    SendingAnswer,
    DropOutReason,
    GoodsUnit,
    RepeatEvery,
    Urgency,
    DecisionOutcome,
    ParticipantKind,
    VoteKind,
    EvidenceKind,
    ReturnCode,
    DeclineCode,
    FamilyRequestKind,
    RequestOutcome,
    ProposalOutcome,
    ApprovedTextKind,
    ShownWay,
    ContactWay,
    SignatureWay,
    AdjournReason,
    WorkSituation,
    Schooling,
    ReleaseReason,
    CloseReason,
    CaseworkerBackground,
    TrainingPhase,
    TrainingMode,
    CenterHost,
    CoverageKind,
    AttachmentKind,
    HouseholdType,
    Role,
    GrantGround,
    WithdrawalGround,
    RiskKind,
    RiskExtent,
    RiskDuration,
    SocialLevel,
    Horizon,
    CapacityKind,
    Capital,
    FacilitatorLevel,
    FigureDoubt,
    FigureRelation,
    PlaceLevel,
    EducationLevel,
    WorkshopKind,
    Assessor,
    FindingKind,
    MaterialKind,
    MaterialState,
    Qualifier,
    CountMethod,
    PriorityLevel,
    PriorityGroup,
    LocalActorKind,
    ActorPart,
    Attitude,
    LocalContactKind,
    DutyState,
    Utility,
    UtilityAnswer,
    OfficeCloseReason,
    StaffRole,
    MoneyDirection,
    MeetingKind,
    WorkState,
    GroupStage,
    ApprovalOutcome,
    PlanDomain,
    PlanState,
    AgreementEnd,
    CreditKind,
    CreditMistake,
    ProgramKind,
    ProgramField,
    InterventionLevel,
    InterventionApproach,
    SharePart,
    DeliveryMistake,
    LicenceLevel,
    LicenceRefusalReason,
    RevocationReason,
);
