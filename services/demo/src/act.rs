//! One act of the demo's years: who did what, on which day.

use chrono::{NaiveDate, NaiveTime};
use hamyar_domain::{
    ActivityCommand, CaseworkerCommand, CenterCommand, CommissionCommand, CouncilCommand, FamilyCommand, FundCommand,
    NeighborhoodCommand, OfficeCommand,
};
use hamyar_events::*;
use uuid::Uuid;

use crate::world::City;

/// Who acts. Each stands for an account of the demo, or for the system.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Who {
    /// A caseworker, by place in the world's list; whoever has no account acts through the center.
    Caseworker(usize),
    /// The manager of a center, by place in the world's list.
    Manager(usize),
    /// A member of a commission, by place in the world's list.
    Commission(usize),
    /// An officer of an agency.
    Agency(AgencyId),
    /// The administrator.
    Administrator,
    /// The import of a register.
    Import,
    /// An officer of the province, the first or the second.
    Officer(usize),
    /// Who keeps the neighborhoods and offices of a city's province.
    Facilitator(City),
}

/// What is done, by the same commands and processes as users have.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    Center(CenterId, CenterCommand),
    Caseworker(CaseworkerId, CaseworkerCommand),
    Commission(CommissionId, CommissionCommand),
    Family(FamilyId, Box<FamilyCommand>),
    Activity(Uuid, Box<ActivityCommand>),
    Council(Uuid, Box<CouncilCommand>),
    Fund(Uuid, Box<FundCommand>),
    Neighborhood(Uuid, Box<NeighborhoodCommand>),
    Office(Uuid, Box<OfficeCommand>),
    /// The assignment process: slot, family, confirmation.
    Assign {
        family: FamilyId,
        caseworker: CaseworkerId,
        assignment: AssignmentId,
    },
    /// The release process.
    Release {
        family: FamilyId,
        caseworker: CaseworkerId,
        assignment: AssignmentId,
        reason: ReleaseReason,
    },
    /// The transfer process.
    Transfer {
        family: FamilyId,
        from: CaseworkerId,
        to: CaseworkerId,
        assignment: AssignmentId,
    },
    /// The decision process: the commission's event, then the family's.
    Decide {
        commission: CommissionId,
        family: FamilyId,
        decision: Box<hamyar_events::family::Decision>,
    },
}

impl Step {
    /// The streams it writes to; steps that share one keep their order.
    pub(crate) fn streams(&self) -> [Option<Uuid>; 3] {
        match self {
            Self::Center(id, _) => [Some(id.0), None, None],
            Self::Caseworker(id, _) => [Some(id.0), None, None],
            Self::Commission(id, _) => [Some(id.0), None, None],
            Self::Family(id, _) => [Some(id.0), None, None],
            Self::Activity(id, _)
            | Self::Council(id, _)
            | Self::Fund(id, _)
            | Self::Neighborhood(id, _)
            | Self::Office(id, _) => [Some(*id), None, None],
            Self::Assign { family, caseworker, .. } | Self::Release { family, caseworker, .. } => {
                [Some(family.0), Some(caseworker.0), None]
            }
            Self::Transfer { family, from, to, .. } => [Some(family.0), Some(from.0), Some(to.0)],
            Self::Decide { commission, family, .. } => [Some(commission.0), Some(family.0), None],
        }
    }
}

/// An act.
#[derive(Clone, Debug)]
pub(crate) struct Act {
    /// Client-made, from the seed; loading the same demo twice repeats nothing.
    pub(crate) command_id: Uuid,
    pub(crate) day: NaiveDate,
    /// Tehran wall-clock time, where the hour is known.
    pub(crate) time: Option<NaiveTime>,
    pub(crate) who: Who,
    pub(crate) step: Step,
}
