//! What is sent to councils. No text of it names a person.

use hamyar_events::{AgencyId, ApprovedTextId, CouncilKind, CouncilRole, CouncilSessionId, LetterDirection, PlaceId};

use crate::input::{Day, Line, Words, body, command};

command! {
    /// A new body.
    pub struct FormCouncilBody {
        kind: CouncilKind,
        name: Line,
        /// The approved text it works by.
        by_law: Option<ApprovedTextId>,
        /// The country when absent.
        place_id: Option<PlaceId>,
        formed_on: Option<Day>,
    }
}

command! {
    /// The body is no more.
    pub struct DissolveCouncilBody {
        dissolved_on: Option<Day>,
    }
}

command! {
    /// An agency sits in the body.
    pub struct GiveCouncilSeatBody {
        agency_id: AgencyId,
        role: CouncilRole,
        given_on: Option<Day>,
    }
}

command! {
    /// An agency no longer sits in the body.
    pub struct EndCouncilSeatBody {
        ended_on: Option<Day>,
    }
}

command! {
    /// A session to come.
    pub struct CallCouncilSessionBody {
        called_for: Day,
    }
}

body! {
    /// How many of an agency were there.
    pub struct CouncilAttendanceFields {
        /// Absent for those whom no agency sent.
        agency_id: Option<AgencyId>,
        persons: u16,
        /// The whole of it when absent.
        hours: Option<u16>,
    }
}

command! {
    /// A session that was held.
    pub struct HoldCouncilSessionBody {
        /// Of a session that was called, or that is put right.
        session_id: Option<CouncilSessionId>,
        held_on: Option<Day>,
        /// Whole hours it lasted.
        hours: u16,
        attendance: Vec<CouncilAttendanceFields>,
    }
}

command! {
    /// A session that was called is not held.
    pub struct CancelCouncilSessionBody {
        cancelled_on: Option<Day>,
    }
}

command! {
    /// The body approved something.
    pub struct RecordApprovalBody {
        /// As it is numbered on paper.
        number: Line,
        subject: Words,
        /// The session that approved it.
        session_id: Option<CouncilSessionId>,
        approved_on: Option<Day>,
    }
}

command! {
    /// A letter that came or went.
    pub struct RecordLetterBody {
        direction: LetterDirection,
        /// As it is numbered on paper.
        number: Line,
        /// The body at the other end.
        correspondent: Line,
        subject: Words,
        dated_on: Option<Day>,
    }
}

command! {
    /// Something stands in the way.
    pub struct RaiseObstacleBody {
        text: Words,
        /// The agency that is to see to it.
        owner: Option<AgencyId>,
        /// The session that raised it.
        session_id: Option<CouncilSessionId>,
        raised_on: Option<Day>,
    }
}

command! {
    /// What was done about it.
    pub struct FollowObstacleBody {
        note: Words,
        /// The agency that is to see to it from now on, when it is another.
        owner: Option<AgencyId>,
        followed_on: Option<Day>,
    }
}

command! {
    /// It stands in the way no more.
    pub struct CloseObstacleBody {
        result: Words,
        closed_on: Option<Day>,
    }
}

command! {
    /// It stands in the way again.
    pub struct ReopenObstacleBody {
        note: Words,
        reopened_on: Option<Day>,
    }
}
