//! Typed identifiers. All are random UUIDs made by whoever issues the command; none derives from personal data.

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(transparent)]
        pub struct $name(pub uuid::Uuid);

        impl From<uuid::Uuid> for $name {
            fn from(id: uuid::Uuid) -> Self { Self(id) }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { self.0.fmt(f) }
        }
        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> { text.parse().map(Self) }
        }
    )+};
}

id! {
    /// A family (خانواده), the case. Names its stream.
    FamilyId,
    /// A member of a family; also the subject of the member's own sealing key. Survives moves and merges.
    MemberId,
    /// A caseworker (همیار). Names its stream; also the subject of the caseworker's sealing key.
    CaseworkerId,
    /// A local family mutual-aid center (مرکز محلی همیاری خانواده). Names its stream.
    CenterId,
    /// A commission (کمیسیون). Names its stream.
    CommissionId,
    /// A session of a commission.
    SessionId,
    /// A person taking part in a commission who is not a caseworker; the subject of the person's sealing key.
    ParticipantId,
    /// A place above the neighborhood: country, province, county, district, city, village; or a group: zone, municipal district.
    PlaceId,
    /// A neighborhood (محله). Names its stream.
    NeighborhoodId,
    /// An agency, NGO, fund or group (دستگاه / نهاد). Names its stream.
    AgencyId,
    /// A set of indicators and rules. Names its stream.
    IndicatorSetId,
    /// One holding of a family by a caseworker, from reservation to hand-over.
    AssignmentId,
    /// One dated reading of the indicators.
    AssessmentId,
    /// A risk, shock or stress of a neighborhood.
    RiskId,
    /// An action of a neighborhood's roadmap.
    ActionId,
    /// A facilitator (تسهیلگر). Names its stream; also the subject of the facilitator's own sealing key.
    FacilitatorId,
    /// A workshop or class of facilitation. Names its stream.
    WorkshopId,
    /// One sitting of a workshop.
    SittingId,
    /// One thing on the checklist of a workshop.
    MaterialId,
    /// Somebody registered for a workshop, by number and without a name.
    TraineeId,
    /// An activity of general aid. Names its stream.
    ActivityId,
    /// A facilitation office (دفتر تسهیلگری). Names its stream.
    OfficeId,
    /// A group of residents, from its first workshop on.
    GroupId,
    /// An action plan of an office.
    PlanId,
    /// One amount that an office received or spent.
    MoneyId,
    /// One entry of the aid calendar.
    EntryId,
    /// One goal of a family on one indicator.
    GoalId,
    /// One visit.
    VisitId,
    /// One service delivered.
    ServiceId,
    /// One referral to a commission.
    ReferralId,
    /// One wish of a family about its own case.
    RequestId,
    TierProposalId,
    ApprovedTextId,
    /// One sending of a household to a body outside, in a list.
    SendingId,
    /// One row of an agency's list that was found to be a woman of the register.
    AgencyRecordId,
    /// One enrollment of a woman in the empowerment program.
    EnrollmentId,
    /// One request to forget a member or a family.
    ErasureId,
    /// One referral of a special matter to an expert.
    ExpertReferralId,
    /// A decision of a commission on one referral.
    DecisionId,
    /// One task of a division of labour.
    TaskId,
    /// A free note in a family's file.
    NoteId,
    /// A file that belongs to a family's case.
    AttachmentId,
    /// One piece of work that arrived late and waits for a person.
    LateId,
    /// A person who signs in.
    UserId,
    /// One reveal of an address under threat to one person.
    RevealId,
    /// One breaking of the glass by a manager.
    GlassId,
    /// One question whether a person searched for elsewhere is of a family.
    ComparisonId,
    /// One merge of two files of a family.
    MergeId,
    /// One move of members to another family.
    MoveId,
    /// A council, working group, committee or empowerment group. Names its stream.
    CouncilId,
    /// One session of a council.
    CouncilSessionId,
    /// One approval (مصوبه) of a council.
    ApprovalId,
    /// One letter of a council.
    LetterId,
    /// One obstacle that a council follows.
    ObstacleId,
    /// A micro-finance fund (صندوق تأمین مالی خرد). Names its stream.
    FundId,
    /// One loan of a fund.
    FundLoanId,
    /// One entry of a fund's book.
    FundEntryId,
    /// One training of a fund's members.
    FundTrainingId,
    /// A report that somebody saved. Names its stream.
    SavedReportId,
    /// One right of an account: a role over a place for a time.
    GrantId,
    /// A body or public role in the power map of a neighborhood.
    LocalActorId,
    /// A resident whose attitude is recorded; the subject of the resident's sealing key.
    ResidentId,
    /// A trusted person or gate of a neighborhood; the subject of the person's sealing key.
    LocalContactId,
    /// One report of an agency against a duty in a neighborhood.
    DutyReportId,
    /// One request to a utility company.
    UtilityRequestId,
    /// An agreement (تفاهم‌نامه). Names its stream.
    AgreementId,
    /// A credit of an agreement (تخصیص).
    AllocationId,
    /// Money spent of a credit.
    SpendingId,
    /// A national or provincial program, scheme or measure. Names its stream.
    ProgramId,
    /// The part of one agency in a program.
    ShareId,
    /// A line of equipment of one kind of facility. Names its stream.
    EquipmentLineId,
    /// One delivery of equipment.
    DeliveryId,
    /// A non-governmental organization that asks for a licence. Names its stream.
    NgoId,
    /// A licence of a non-governmental organization (پروانهٔ فعالیت).
    LicenceId,
    /// A series of an indicator. Names its stream.
    SeriesId,
}
