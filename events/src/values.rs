//! Closed sets of values that several streams share. Stored names are pinned in snake case; a variant is never renamed on disk.

macro_rules! closed_set {
    ($($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:tt),+ $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $text)] $variant),+ }

        impl $name {
            /// Every value, in the order of the definition.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// The stored name.
            pub const fn as_str(self) -> &'static str { match self { $(Self::$variant => $text),+ } }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(self.as_str()) }
        }
        impl std::str::FromStr for $name {
            type Err = crate::UnknownValue;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text { $($text => Ok(Self::$variant),)+ _ => Err(crate::UnknownValue { set: stringify!($name) }) }
            }
        }
    )+};
}

mod resilience;
pub use resilience::*;
mod office;
pub use office::*;
mod national;
pub use national::*;

/// A text that is not a member of a closed set. Holds no value, since the text may be anything a person typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a known {set}")]
pub struct UnknownValue {
    /// Name of the set.
    pub set: &'static str,
}

closed_set! {
    /// The three tiers of a family (سطح‌بندی). Source: seed 003.
    Tier {
        /// ایمن یا پایدار
        Stable = "stable",
        /// در معرض آسیب
        AtRisk = "at_risk",
        /// آسیب‌دیده
        Harmed = "harmed",
    }
    /// The three domains (بخش) that indicators, services and commissions divide by. Source: seed 003.
    Domain { Social = "social", Economic = "economic", Cultural = "cultural" }
    /// When in the family's year a tier was given.
    TierMoment { Preliminary = "preliminary", Baseline = "baseline", Interim = "interim", Final = "final" }
    /// When in the family's year an assessment was made.
    AssessmentMoment { Baseline = "baseline", Interim = "interim", Final = "final" }
    /// How a member earns a living, or does not (statement 13). Source: seed 002.
    WorkSituation {
        Working = "working",
        /// بیکار و جویای کار
        Unemployed = "unemployed",
        /// از کارافتاده یا ناتوان از کار
        Unable = "unable",
        Homemaker = "homemaker",
        Student = "student",
        Retired = "retired",
    }
    /// Whether a child goes to school (statement 14). Source: seed 004.
    Schooling {
        InSchool = "in_school",
        /// بازمانده از تحصیل
        OutOfSchool = "out_of_school",
        Finished = "finished",
    }
    /// Way of entry (نحوهٔ ورود). Source: seed 001.
    EntryWay {
        /// خود معرف
        SelfReferred = "self_referred",
        /// معرفی دستگاه
        Referred = "referred",
    }
    /// Where the center learned of the family. Source: seed 003 (first four), center practice (last two).
    InformationSource {
        State = "state",
        SupportInstitution = "support_institution",
        PeoplesGroup = "peoples_group",
        LocalSetting = "local_setting",
        Canvassing = "canvassing",
        FacilitationOffice = "facilitation_office",
    }
    /// Who gave consent, or on what ground the law replaces it.
    ConsentBasis { Head = "head", Guardian = "guardian", LegalGround = "legal_ground" }
    Sex { Female = "female", Male = "male" }
    /// Relation of a member to the head of the family.
    Relation { Head = "head", Spouse = "spouse", Child = "child", Parent = "parent", Sibling = "sibling", Grandchild = "grandchild", Other = "other" }
    /// Household type, by which the yearly comparison divides.
    HouseholdType {
        FemaleHeaded = "female_headed",
        MaleHeaded = "male_headed",
        ChildHeaded = "child_headed",
        Unknown = "unknown",
    }
    /// Why a member is no longer in the family.
    MemberLeftReason { Moved = "moved", Married = "married", Died = "died", EnteredByMistake = "entered_by_mistake", Other = "other" }
    /// Why members went to another family.
    MemberMoveReason { HouseholdSplit = "household_split", Marriage = "marriage", Other = "other" }
    /// Whose capacity a calendar entry or service uses. Source: seed 003.
    Capacity { Own = "own", Local = "local", Provincial = "provincial", National = "national" }
    /// How an indicator's value became known.
    HowKnown { Told = "told", Seen = "seen", Document = "document" }
    /// Where a visit took place.
    VisitPlace { Home = "home", Center = "center", Phone = "phone", Elsewhere = "elsewhere" }
    /// Purpose of a service. Source: seed 003.
    ServicePurpose { Talents = "talents", Empowerment = "empowerment", RemovingHarms = "removing_harms" }
    /// Outcome of a counselling or other service that has one.
    ServiceOutcome { Completed = "completed", Partly = "partly", Unsuccessful = "unsuccessful", Withdrawn = "withdrawn", Continuing = "continuing" }
    /// Whether a test was before or after an activity. Source: seed 000.
    TestMoment { Before = "before", After = "after" }
    /// What is done before a family goes to another caseworker.
    HandoverItem {
        /// Visits, services and readings are written down.
        FileCurrent = "file_current",
        /// The calendar holds what is to come.
        CalendarReviewed = "calendar_reviewed",
        /// Tasks of commissions and referrals under way are told.
        TasksTold = "tasks_told",
        /// The safe way and hour to contact is told.
        SafeContactTold = "safe_contact_told",
        /// Papers and things of the family are given over.
        PapersHanded = "papers_handed",
        /// The family knows, and has met the next caseworker.
        FamilyTold = "family_told",
    }
    /// Where a job came from.
    JobOrigin {
        /// An employer outside the family.
        Employer = "employer",
        /// The person's own work.
        SelfEmployed = "self_employed",
        /// Work at home.
        Home = "home",
        /// A workshop or cooperative of the program.
        Workshop = "workshop",
    }
    /// On what a loan is secured. Source: seed 001.
    LoanGuarantee { Group = "group", Physical = "physical" }
    /// Kind of a body that brings agencies together. Source: seed 001, whose statistics count the sessions of each apart.
    CouncilKind {
        /// شورای راهبردی
        StrategicCouncil = "strategic_council",
        /// کارگروه
        WorkingGroup = "working_group",
        /// کمیته
        Committee = "committee",
        /// کارگروه توانمندسازی
        EmpowermentGroup = "empowerment_group",
    }
    /// As what an agency sits in a council. Source: seed 001.
    CouncilRole { Member = "member", DataSource = "data_source", Executor = "executor" }
    LetterDirection { Incoming = "incoming", Outgoing = "outgoing" }
    /// What secures a loan of a fund that no group answers for.
    CollateralKind {
        Gold = "gold",
        /// ملک
        Property = "property",
        Vehicle = "vehicle",
        /// چک
        Cheque = "cheque",
        /// سفته
        PromissoryNote = "promissory_note",
        Other = "other",
    }
    /// What a loan of a fund is for. Source: seed 001 (work first).
    FundLoanPurpose { Work = "work", Education = "education", Treatment = "treatment", Housing = "housing", Household = "household", Other = "other" }
    /// Why a loan of a fund is not granted.
    FundLoanRefusal { MoneyLacking = "money_lacking", GuaranteeLacking = "guarantee_lacking", PurposeOutside = "purpose_outside", TakenBack = "taken_back", Other = "other" }
    /// Why an entry of a fund's book was a mistake.
    FundEntryMistake { WrongAmount = "wrong_amount", WrongPerson = "wrong_person", EnteredTwice = "entered_twice", NotPaid = "not_paid" }
    /// What members of a fund are taught.
    FundTrainingTopic { Rules = "rules", Saving = "saving", Bookkeeping = "bookkeeping", Lending = "lending", Business = "business", Selling = "selling", Other = "other" }
    /// Phase of aid in kind. Source: seed 004.
    AidPhase { Information = "information", Hygiene = "hygiene", Livelihood = "livelihood" }
    /// What an agency's list and the register may say differently of a woman.
    RecordField { GivenName = "given_name", FamilyName = "family_name", FatherName = "father_name", NationalId = "national_id", BirthDate = "birth_date", Phone = "phone" }
    /// How far a phase of support came for a household.
    SupportState { UnderWay = "under_way", Delivered = "delivered", NotDelivered = "not_delivered" }
    /// What a body outside says to a household that was sent to it.
    SendingAnswer { Accepted = "accepted", Refused = "refused" }
    /// Why a woman left the empowerment program before its end.
    DropOutReason {
        MovedAway = "moved_away",
        NoTime = "no_time",
        CareDuties = "care_duties",
        Illness = "illness",
        FoundOtherWork = "found_other_work",
        NotUseful = "not_useful",
        LostContact = "lost_contact",
        NoLongerHead = "no_longer_head",
        Other = "other",
        EnteredByMistake = "entered_by_mistake",
    }
    /// In what goods are counted.
    GoodsUnit { Package = "package", Piece = "piece", Kilogram = "kilogram", Litre = "litre" }
    /// What became of a goal.
    GoalResult { Reached = "reached", Partly = "partly", GivenUp = "given_up" }
    /// How often a planned entry comes again.
    RepeatEvery { Week = "week", TwoWeeks = "two_weeks", Month = "month" }
    Urgency { Normal = "normal", Urgent = "urgent" }
    /// What a commission decided. A return for more information is a decision too.
    DecisionOutcome { Tasks = "tasks", NoAction = "no_action", MoreInformation = "more_information" }
    /// Kind of participant in a commission session. Source: seed 003.
    ParticipantKind { Expert = "expert", Official = "official", Activist = "activist", Caseworker = "caseworker", CenterManager = "center_manager" }
    /// What a family asks about its own case.
    FamilyRequestKind { RefuseAid = "refuse_aid", ContestTier = "contest_tier", AnotherCaseworker = "another_caseworker" }
    RequestOutcome { Granted = "granted", Partly = "partly", NotGranted = "not_granted" }
    /// What a body of the program approved, in words.
    ApprovedTextKind { EthicalCharter = "ethical_charter", Requirements = "requirements", ByLaw = "by_law", Other = "other" }
    /// What a manager says to another tier that a caseworker proposed.
    ProposalOutcome { Accepted = "accepted", Declined = "declined" }
    /// How a family was shown its file.
    ShownWay { Printed = "printed", ReadAloud = "read_aloud", OnScreen = "on_screen" }
    /// The safe way to reach a family.
    ContactWay { Visit = "visit", Call = "call", Message = "message", ThroughCenter = "through_center", ThroughRelative = "through_relative" }
    /// What shows that a task is done.
    EvidenceKind {
        /// نامه
        Letter = "letter",
        /// رسید
        Receipt = "receipt",
        /// بازدید
        Visit = "visit",
        /// ثبت در سامانهٔ دستگاه
        Record = "record",
        Other = "other",
    }
    /// Why a commission gives a referral back: what is missing.
    ReturnCode {
        /// مدرکی کم است
        DocumentMissing = "document_missing",
        /// پایش کامل نیست
        AssessmentMissing = "assessment_missing",
        /// پرسش روشن نیست
        QuestionUnclear = "question_unclear",
        /// نظر خانواده نیامده است
        FamilyNotHeard = "family_not_heard",
        Other = "other",
    }
    /// Why a referral or a task is not taken.
    DeclineCode {
        /// خارج از صلاحیت یا وظیفه
        OutsideCompetence = "outside_competence",
        /// خانواده شرایط را ندارد
        NotEligible = "not_eligible",
        /// بودجه یا ظرفیت نیست
        NoResources = "no_resources",
        /// جای دیگری به آن می‌رسد
        ServedElsewhere = "served_elsewhere",
        /// آنچه لازم است نیامده
        InformationMissing = "information_missing",
        Other = "other",
    }
    /// How a member voted.
    VoteKind { For = "for", Against = "against", Abstained = "abstained" }
    /// How minutes were signed: with the own account, or on paper that the secretary saw.
    SignatureWay { Account = "account", Paper = "paper" }
    /// Why a case was put off to the next session.
    AdjournReason { CaseworkerAbsent = "caseworker_absent", NoQuorum = "no_quorum", OutOfTime = "out_of_time", InformationMissing = "information_missing" }
    /// Why a caseworker gave a family back.
    ReleaseReason { YearEnded = "year_ended", Transferred = "transferred", CaseworkerLeft = "caseworker_left", FamilyAsked = "family_asked", CaseClosed = "case_closed", Other = "other" }
    /// Why a case was closed.
    CloseReason { GoalsReached = "goals_reached", MovedAway = "moved_away", Refused = "refused", LostContact = "lost_contact", Died = "died", HandedToAgency = "handed_to_agency", EnteredByMistake = "entered_by_mistake" }
    /// On what ground a person or a family is forgotten.
    ErasureGround {
        /// The person, or who speaks for the family, asked for it.
        PersonRequest = "person_request",
        /// The time is over for which a closed file is kept.
        RetentionEnded = "retention_ended",
        EnteredByMistake = "entered_by_mistake",
        /// A court or another authority ordered it.
        LegalOrder = "legal_order",
    }
    /// The two backgrounds of a caseworker. Source: seed 003.
    CaseworkerBackground { Graduate = "graduate", LocalActivist = "local_activist" }
    /// Training before the first family, or during the year. Source: seed 003.
    TrainingPhase { Before = "before", During = "during" }
    TrainingMode { InPerson = "in_person", Virtual = "virtual" }
    /// Host of a local center. Source: seed 003.
    CenterHost {
        Mosque = "mosque", CulturalCenter = "cultural_center", Charity = "charity",
        VolunteerGroup = "volunteer_group", FamilyCircle = "family_circle", Other = "other",
    }
    /// Level of a place; zones and municipal districts are groups that overlap the tree.
    PlaceLevel {
        Country = "country", Province = "province", County = "county", District = "district", City = "city", Village = "village",
        Zone = "zone", MunicipalDistrict = "municipal_district",
    }
    /// How exact a printed figure is. Source: seeds 001 and 004 (statement 115).
    Qualifier { Exact = "exact", About = "about", MoreThan = "more_than", LessThan = "less_than" }
    /// Level at which an agency works.
    AgencyLevel { National = "national", Provincial = "provincial", County = "county", Local = "local", Unknown = "unknown" }
    /// What a file in a family's case is.
    AttachmentKind {
        /// فرم رضایت
        ConsentForm = "consent_form",
        /// مدرک شناسایی
        IdentityDocument = "identity_document",
        /// مدرک پزشکی
        Medical = "medical",
        /// عکس
        Photo = "photo",
        /// نامه
        Letter = "letter",
        /// پیام صوتی
        VoiceNote = "voice_note",
        Other = "other",
    }
    /// What the bytes of a file may be.
    MediaType {
        Jpeg = "image/jpeg", Png = "image/png", Webp = "image/webp", Pdf = "application/pdf", Ogg = "audio/ogg", Mp3 = "audio/mpeg", M4a = "audio/mp4",
    }
    /// Relation of a support body to a family.
    CoverageKind { Stipend = "stipend", Insurance = "insurance", Support = "support" }
    /// What a person may be in the program. One person may be several.
    Role {
        /// همیار: own families only, whole.
        Caseworker = "caseworker",
        /// مدیر مرکز: the families of the own center.
        CenterManager = "center_manager",
        /// عضو کمیسیون: families referred to the own commissions, while the referral lives.
        CommissionMember = "commission_member",
        /// کارشناس دستگاه: the own agency's tasks, by file number.
        AgencyOfficer = "agency_officer",
        /// تسهیلگر و دفتر تسهیلگری: neighborhoods in charge; no family files.
        Facilitator = "facilitator",
        /// ناظر: everything, read-only, and the own reading is recorded.
        Auditor = "auditor",
        /// کارشناس شهرستان/استان/ملی: counts, small cells suppressed.
        Officer = "officer",
        /// مدیر سامانه: accounts, indicator sets, settings; no family files.
        Administrator = "administrator",
    }
    /// Why an account was opened or a role given.
    GrantGround {
        /// Named to the duty.
        Appointed = "appointed",
        /// For a time, in place of somebody else.
        StandIn = "stand_in",
        /// The person's duty changed.
        DutyChanged = "duty_changed",
        /// The store's first administrator.
        FirstAdministrator = "first_administrator",
        /// Stood before grants were recorded as events.
        ExistedBefore = "existed_before",
        /// A demo store's invented person.
        Demo = "demo",
        /// As the note says.
        Other = "other",
    }
    /// Why a role was taken back or an account disabled.
    WithdrawalGround {
        /// The duty is over.
        DutyEnded = "duty_ended",
        /// The person's duty changed.
        DutyChanged = "duty_changed",
        /// The person left.
        Left = "left",
        /// It was given by mistake.
        Mistake = "mistake",
        /// The right was misused.
        Misuse = "misuse",
        /// Another grant took its place in the same step.
        Replaced = "replaced",
        /// Stood before disabling was recorded as an event.
        ExistedBefore = "existed_before",
        /// As the note says.
        Other = "other",
    }
    /// How a figure of a neighborhood was counted by those who keep its profile. Source: seed 002 (our closed set).
    CountMethod {
        /// شمارش میدانی، خانه به خانه
        FieldCount = "field_count",
        /// نمونه‌گیری
        Sample = "sample",
        /// شمارش از فهرست دستگاه
        AgencyRegister = "agency_register",
        /// مشاهده
        Observed = "observed",
    }
    /// Priority of a neighborhood in three levels (statement 95). Source: seed 002.
    PriorityLevel {
        /// سطح یک، فوری‌ترین
        First = "first",
        Second = "second",
        Third = "third",
    }
    /// The two groups of indices that priority rests on. Source: seed 002.
    PriorityGroup {
        /// دسترسی به امکانات شهری
        FacilityAccess = "facility_access",
        /// ناهنجاری‌های اجتماعی
        SocialDisorder = "social_disorder",
    }
    /// What an actor (کنشگر) is: a body, or a public role that somebody holds. A person is neither.
    LocalActorKind { Body = "body", PublicRole = "public_role" }
    /// The part an actor has in the neighborhood. Source: seed 002 (ذی‌نفع، ذی‌نفوذ، مداخله‌گر).
    ActorPart { Beneficiary = "beneficiary", Influential = "influential", Intervening = "intervening" }
    /// How an actor or a resident stands towards the work (statement 103). Source: seed 002.
    Attitude {
        /// موافق
        Supporter = "supporter",
        /// مخالف
        Opponent = "opponent",
        /// بی‌تفاوت
        Indifferent = "indifferent",
    }
    /// Through whom a neighborhood is entered. Source: seeds 000 and 002 (معتمد، دروازه‌های ورود).
    LocalContactKind {
        /// معتمد محله
        Trusted = "trusted",
        /// دروازهٔ اجتماعی
        SocialGate = "social_gate",
        /// دروازهٔ نهادی
        InstitutionalGate = "institutional_gate",
    }
    /// How far an agency is with a duty in a neighborhood (statement 101).
    DutyState {
        NotBegun = "not_begun",
        Underway = "underway",
        Done = "done",
        /// به مانع خورده
        Hindered = "hindered",
    }
    /// What was approved for a place, on the residents' page.
    PageApprovalKind {
        /// By the province's headquarters as a target place.
        TargetPlace = "target_place",
        /// Its needs profile, of which agencies were told.
        NeedsProfile = "needs_profile",
    }
    /// What is asked of a utility company (statement 102). Source: seed 002.
    Utility { Water = "water", Sewage = "sewage", Electricity = "electricity", Gas = "gas" }
    /// What the utility company answered.
    UtilityAnswer { Accepted = "accepted", Connected = "connected", Refused = "refused" }
    /// How a saved report is drawn beside its table.
    ReportChart { Table = "table", Bars = "bars", Line = "line" }
}
