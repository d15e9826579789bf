//! What policy needs to know of a row. Ids and flags only; taken from the log's own state, not from a read model that may lag.

use chrono::{DateTime, Utc};
use std::collections::BTreeSet;
use uuid::Uuid;

/// The facts of a family on which rights rest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FamilyFacts {
    /// The center that keeps the file.
    pub center_id: Option<Uuid>,
    /// The caseworker who holds the family now; a former one lost the right to read (statement S033).
    pub caseworker_id: Option<Uuid>,
    /// Whether the address could help somebody who threatens a member (statement S065).
    pub address_under_threat: bool,
    /// Why nothing of the family is shared with agencies now; none while consent stands and the case is open.
    pub sharing_stopped: Option<SharingStopped>,
    /// Commissions that have a living referral of the family before them.
    pub commission_ids: Vec<Uuid>,
    /// What was opened beyond the everyday, expired ones included.
    pub opened: Vec<Opened>,
    /// The clock, by which what was opened is open. Without it nothing is.
    pub now: Option<DateTime<Utc>>,
}

impl FamilyFacts {
    /// Whether something of this kind is open for the person now.
    pub fn is_open(&self, kind: OpenedKind, user_id: Uuid) -> bool {
        let open =
            |one: &Opened| one.kind == kind && one.user_id == user_id && self.now.is_some_and(|now| now < one.until);
        self.opened.iter().any(open)
    }
}

/// What can be opened for one person, one family, and some time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenedKind {
    /// A manager broke the glass over a family of another center.
    ForeignFile,
    /// A manager broke the glass over an address under threat of the own center.
    ThreatenedAddress,
    /// An address under threat was revealed to a commission's member or an auditor.
    Reveal,
}

/// One thing opened for one person until an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opened {
    /// What.
    pub kind: OpenedKind,
    /// For whom.
    pub user_id: Uuid,
    /// Open before this instant.
    pub until: DateTime<Utc>,
}

/// Why an agency is told nothing more of a family. The stable name of each is also the code of the refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SharingStopped {
    /// The family's consent is withdrawn, or was never given.
    ConsentWithdrawn,
    /// The case is closed.
    CaseClosed,
    /// The agency is an enforcement body.
    EnforcementAgency,
}

impl SharingStopped {
    /// The stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ConsentWithdrawn => "sharing_stopped_consent",
            Self::CaseClosed => "sharing_stopped_closed",
            Self::EnforcementAgency => "sharing_stopped_enforcement",
        }
    }
}

/// The facts of one referral to a commission.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReferralFacts {
    /// The commission asked.
    pub commission_id: Uuid,
    /// From referral until it was withdrawn, or decided and its last task closed.
    pub alive: bool,
    /// Whether the commission's domain is the social one, which health, addiction, violence and crime belong to.
    pub social: bool,
    /// Whether the reader also serves an enforcement body, which never receives a packet.
    pub enforcement: bool,
}

/// The facts of one task.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TaskFacts {
    /// The responsible agency, when it is one.
    pub agency_id: Option<Uuid>,
    /// The responsible caseworker, when it is one.
    pub caseworker_id: Option<Uuid>,
    /// Whether the responsible agency is an enforcement body, which is told nothing of families.
    pub enforcement: bool,
}

impl TaskFacts {
    /// Why the responsible agency is told nothing more of the task, if it is one and sharing has stopped.
    pub fn stopped(&self, family: &FamilyFacts) -> Option<SharingStopped> {
        self.agency_id?;
        if self.enforcement { Some(SharingStopped::EnforcementAgency) } else { family.sharing_stopped }
    }
}

/// The row an action touches.
#[derive(Clone, Debug)]
pub enum Resource<'a> {
    /// No single row: a list, or something new.
    None,
    /// A family.
    Family(&'a FamilyFacts),
    /// A referral of a family.
    Referral {
        /// The family.
        family: &'a FamilyFacts,
        /// The referral.
        referral: ReferralFacts,
    },
    /// A task of a family.
    Task {
        /// The family.
        family: &'a FamilyFacts,
        /// The task.
        task: TaskFacts,
    },
    /// A center; none where the row names none.
    Center(Option<Uuid>),
    /// A caseworker and the center admitted to.
    Caseworker {
        /// The caseworker.
        id: Uuid,
        /// The center.
        center_id: Option<Uuid>,
    },
    /// A commission.
    Commission(Uuid),
    /// A neighborhood or place: itself, and everything that holds the whole of it.
    Place(&'a BTreeSet<Uuid>),
    /// An action of a roadmap.
    RoadmapAction {
        /// What holds the neighborhood, itself first.
        within: &'a BTreeSet<Uuid>,
        /// The agency that is said to have done something; none for the neighborhood itself.
        agency_id: Option<Uuid>,
    },
    /// A facilitation office.
    Office {
        /// Its neighborhoods or, for what officers do, the counties and provinces that hold them.
        within: &'a BTreeSet<Uuid>,
        /// The agencies that are asked about something of it.
        agency_ids: &'a BTreeSet<Uuid>,
    },
    /// A report, of one center or of all in view.
    Report {
        /// The center asked for.
        center_id: Option<Uuid>,
    },
    /// A neighborhood.
    Neighborhood {
        /// The neighborhood.
        id: Uuid,
        /// Itself, every place above it and every group that holds it.
        within: &'a BTreeSet<Uuid>,
    },
    /// An agency.
    Agency(Uuid),
}
