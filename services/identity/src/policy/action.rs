//! What people do, in the grain in which rights are given.

use crate::principal::Role;
use Role::{Administrator, AgencyOfficer, Auditor, Caseworker, CenterManager, CommissionMember, Facilitator, Officer};

/// An act on the program's data. Each operation of the HTTP interface and of the command line is one of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Lists that name no person: settings, indicator sets, catalogs, agencies, places, neighborhoods, centers.
    ReadLists,
    /// The own queue of the day.
    ReadOwnQueue,
    /// Lists of families.
    ListFamilies,
    /// Search and duplicate check by name or number.
    SearchFamilies,
    /// A family's file and timeline.
    OpenFamily,
    /// The bytes of a file of a family's case.
    OpenAttachment,
    /// A family's file as it stood at any event.
    ReplayFamily,
    /// Every event of a family.
    ReadFamilyEvents,
    /// Open a file for a family.
    IdentifyFamily,
    /// Registrations, consent, members, head, address, safe contact, categories, coverages.
    KeepRecord,
    /// Move a family's file to another center.
    MoveFamily,
    /// Merge two files of one family, and undo it.
    MergeFamilies,
    /// Move members to another family.
    MoveMembers,
    /// Record readings of the indicators.
    AssessFamily,
    /// Give the tier that the rule computes, or a preliminary one.
    GiveTier,
    /// Give another tier than the computed one.
    OverrideTier,
    /// Propose another tier than the computed one, and take that back.
    ProposeTier,
    /// Tiers that were proposed: in the own centers, or by oneself.
    ReadTierProposals,
    /// Questions to experts that wait for an answer.
    ReadExpertQuestions,
    /// Say whether the manager decides on proposed tiers.
    SetTierApproval,
    /// Assign, release, transfer, renew.
    AssignCaseworker,
    /// Ask that a member or the family be forgotten, and take that back.
    RequestErasure,
    /// Agree to a request to forget, or refuse it: a second person, who never opens the file.
    DecideErasure,
    /// Requests to forget, and certificates; file numbers and no names.
    ReadErasures,
    /// Closed files whose time is over.
    ReadRetention,
    /// Calendar, visits, services, notes, attachments, referrals to experts.
    ServeFamily,
    /// Refer to a commission and take the referral back.
    ReferFamily,
    /// Answer what a family asked about its own case.
    AnswerFamily,
    /// What families of the own centers asked.
    ReadRequests,
    /// Close and reopen a case.
    CloseCase,
    /// Lists of tasks.
    ListTasks,
    /// The week of an agency, and who works there.
    ReadAgencyWork,
    /// Accept, progress, finish, decline a task, hand it on.
    WorkOnTask,
    /// A center's intake and caseloads.
    ReadCenterWork,
    /// One caseworker's training and caseload.
    ReadCaseworker,
    /// Admit caseworkers, record training, accredit, leave.
    ManageCaseworkers,
    /// Activities of general aid, and who was there.
    ReadActivities,
    /// Plan, announce and hold activities; record who was there.
    ManageActivities,
    /// Risks, actions and roadmaps of the neighborhoods in charge.
    KeepRoadmap,
    /// Say what an agency did of an action of a roadmap.
    ProgressRoadmap,
    /// Facilitators, trainings and classes, and what a province counts of them.
    ReadFacilitation,
    /// Put facilitators forward; plan trainings and classes, with sittings and attendance.
    ManageFacilitation,
    /// What the members of a family have in funds; broken glass does not open it.
    ReadFamilyFunds,
    /// Micro-finance funds: members, book, loans.
    ReadFunds,
    /// Form a fund and keep its book.
    ManageFunds,
    /// Councils, working groups and committees; they name no person.
    ReadCouncils,
    /// Keep a council: its seats, sessions, approvals, letters, obstacles.
    ManageCouncils,
    /// Agreements with their credits, programs, equipment, licences, series; they name no person.
    ReadNational,
    /// Keep them: for the nation, or for the own place.
    ManageNational,
    /// The parts of the own agency in national programs, and of such a program what concerns that agency.
    ReadOwnParts,
    /// Facilitation offices, what they do and what is late.
    ReadOffices,
    /// Call, contract, open and close offices, approve needs profiles, report on quarters.
    ManageOffices,
    /// The work of an office: tasks, groups, needs profiles, action plans, money, evaluations.
    KeepOffice,
    /// Say for an agency what it thinks of an action plan.
    JudgePlan,
    /// Register centers.
    RegisterCenter,
    /// Enter places and neighborhoods in the gazetteer, and put neighborhoods in zones.
    KeepGazetteer,
    /// The list of commissions, to refer to.
    ListCommissions,
    /// A commission's agenda.
    ReadAgenda,
    /// The packet of a referral.
    ReadPacket,
    /// Call, open, decide, adjourn, close; seat participants.
    RunCommission,
    /// Form commissions.
    FormCommission,
    /// The report builder and the own saved reports; each measure asks for its own right as well.
    BuildReports,
    /// The yearly comparison.
    ReadReports,
    /// The families behind a number.
    OpenReportCell,
    /// Try another rule over what was read: who would move, as counts.
    TryRule,
    /// The families that would move under a tried rule, and what was decided on them.
    OpenTried,
    /// The trail of events and of openings, and families by file number.
    ReadAudit,
    /// Sign what the log is now.
    MakeCheckpoint,
    /// Accounts.
    ManageUsers,
    /// Who was ever given what right, by whom and why.
    ReadGrants,
    /// An account for a caseworker of the own center.
    InviteCaseworker,
    /// Devices of others: listed, and wiped when lost.
    ManageDevices,
    /// The record of signing in.
    ReadSignIns,
    /// State of the projections.
    ReadSystem,
    /// Publish indicator sets and program numbers.
    PublishNumbers,
    /// Command line: export the log, replay, import, report.
    ExportLog,
    /// Load registers and seeds.
    ImportRegisters,
    /// Mark an address as under threat.
    MarkThreat,
    /// Say that the threat is over.
    ClearThreat,
    /// Have an address under threat shown for one case and a short time.
    RevealAddress,
    /// Read an address that was revealed.
    ReadAddress,
    /// Break the glass over a family of another center, or over an address under threat.
    BreakGlass,
    /// Acknowledge that the glass was broken over a family one answers for.
    AcknowledgeGlass,
    /// What is open for the person now, and what the person is told of.
    ReadNotices,
    /// Who opened a family's file.
    ReadFamilyAccesses,
    /// Ask the unknown center that keeps a possible match to compare.
    AskComparison,
    /// Questions to compare: those asked and those to answer.
    ListComparisons,
    /// Answer whether it is the same family.
    AnswerComparison,
    /// Carry the own families away on a phone, and keep them there sealed.
    CarryFamilies,
    /// Send what was written on a phone.
    SendFieldWork,
    /// Read work that arrived late and decide what becomes of it.
    ReviewLateWork,
    /// Profile, boundary, power map and requests of the own neighborhood.
    KeepNeighborhood,
    /// The power map of a neighborhood: bodies and roles, residents as counts; by name for those who keep it.
    ReadPowerMap,
    /// Give neighborhoods of the own place their priority, and keep their approval.
    SetPriority,
    /// Try another rule of priority over all neighborhoods.
    TryPriorities,
    /// The page of a neighborhood that needs no session.
    ReadResidentsPage,
    /// Publish that page, and take it back; what the next one would say.
    PublishResidentsPage,
    /// Roll-ups of places, and the yearly atlas: counts of places, those of families rounded.
    ReadRollups,
    /// Report against the own agency's duties, answer what was asked of it.
    ReportDuties,
}

impl Action {
    /// Roles that may do this to some row at all.
    pub const fn roles(self) -> &'static [Role] {
        match self {
            Self::ReadLists | Self::ReadResidentsPage => &[],
            Self::ReadOwnQueue | Self::CarryFamilies | Self::SendFieldWork | Self::ProposeTier => &[Caseworker],
            Self::ReviewLateWork => &[CenterManager],
            Self::KeepNeighborhood => &[Facilitator],
            Self::SetPriority => &[Officer],
            Self::PublishResidentsPage => &[Facilitator, Officer],
            Self::ReadPowerMap => &[Auditor, Facilitator, Officer],
            Self::ReadRollups => &[Auditor, Officer],
            Self::TryPriorities => &[Auditor, Officer, Administrator],
            Self::ReportDuties => &[AgencyOfficer],
            Self::ListFamilies
            | Self::OpenFamily
            | Self::OpenAttachment
            | Self::ReadFamilyFunds
            | Self::ReplayFamily => &[Caseworker, CenterManager, Auditor],
            Self::SearchFamilies => &[Caseworker, CenterManager, Auditor],
            Self::ReadFamilyEvents | Self::ReadAudit | Self::ExportLog | Self::MakeCheckpoint => &[Auditor],
            Self::IdentifyFamily
            | Self::MoveFamily
            | Self::MergeFamilies
            | Self::MoveMembers
            | Self::OverrideTier
            | Self::SetTierApproval
            | Self::AssignCaseworker
            | Self::CloseCase
            | Self::ManageCaseworkers
            | Self::InviteCaseworker => &[CenterManager],
            Self::ReadGrants => &[Auditor, Administrator],
            Self::RequestErasure | Self::ReadRetention | Self::AnswerFamily | Self::ReadRequests => &[CenterManager],
            Self::DecideErasure => &[Administrator],
            Self::ReadErasures => &[CenterManager, Auditor, Administrator],
            Self::KeepRecord | Self::AssessFamily | Self::GiveTier | Self::ServeFamily | Self::ReferFamily => {
                &[Caseworker, CenterManager]
            }
            Self::ListTasks => &[Caseworker, AgencyOfficer],
            Self::WorkOnTask => &[Caseworker, CenterManager, AgencyOfficer],
            Self::ReadAgencyWork | Self::ReadOwnParts => &[AgencyOfficer],
            Self::ReadCenterWork | Self::ManageActivities | Self::ManageFunds => &[CenterManager],
            Self::ReadActivities | Self::ReadFunds => &[CenterManager, Auditor],
            Self::ReadCouncils => &[CenterManager, CommissionMember, AgencyOfficer, Auditor, Officer, Administrator],
            Self::ManageCouncils | Self::ManageNational => &[Officer, Administrator],
            Self::ReadNational => &[Auditor, Officer, Administrator],
            Self::ReadCaseworker => &[Caseworker, CenterManager, Auditor],
            Self::KeepRoadmap | Self::ManageFacilitation => &[Facilitator],
            Self::ProgressRoadmap => &[AgencyOfficer, Facilitator],
            Self::ReadOffices => &[AgencyOfficer, Facilitator, Auditor, Officer],
            Self::ManageOffices => &[Officer],
            Self::KeepOffice => &[Facilitator],
            Self::JudgePlan => &[AgencyOfficer],
            Self::ReadFacilitation => &[Facilitator, Auditor, Officer],
            Self::RegisterCenter
            | Self::KeepGazetteer
            | Self::FormCommission
            | Self::ManageUsers
            | Self::ReadSystem
            | Self::PublishNumbers => &[Administrator],
            Self::ManageDevices => &[CenterManager, Administrator],
            Self::ReadSignIns => &[Auditor, Administrator],
            Self::ListCommissions => &[Caseworker, CenterManager, CommissionMember, Auditor, Administrator],
            Self::ReadAgenda | Self::ReadPacket => &[CommissionMember, Auditor],
            Self::RunCommission => &[CommissionMember],
            Self::ReadReports | Self::BuildReports => &[CenterManager, Auditor, Officer],
            Self::OpenReportCell | Self::OpenTried => &[CenterManager, Auditor],
            Self::TryRule => &[CenterManager, Auditor, Administrator],
            Self::ImportRegisters => &[Administrator, CenterManager],
            Self::MarkThreat | Self::ClearThreat | Self::AcknowledgeGlass => &[Caseworker, CenterManager],
            Self::AskComparison | Self::ListComparisons | Self::ReadTierProposals | Self::ReadExpertQuestions => {
                &[Caseworker, CenterManager]
            }
            Self::RevealAddress | Self::ReadAddress => &[CommissionMember, Auditor],
            Self::ReadNotices => &[Caseworker, CenterManager, CommissionMember, AgencyOfficer, Auditor, Administrator],
            Self::BreakGlass | Self::AnswerComparison => &[CenterManager],
            Self::ReadFamilyAccesses => &[CenterManager, Auditor],
        }
    }

    /// What an administrator of a place may do as well; the rest is the nation's.
    pub const fn is_of_a_place(self) -> bool {
        matches!(self, Self::ManageUsers | Self::ReadGrants | Self::ListCommissions)
    }

    /// What every signed-in person may do.
    pub const fn is_for_everyone(self) -> bool {
        matches!(self, Self::ReadLists | Self::ReadResidentsPage)
    }
}
