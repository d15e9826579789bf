//! What can be asked of a council.

use hamyar_events::council::*;

commands! {
    /// Everything that can be asked of a council.
    CouncilCommand {
        FormCouncil,
        GiveCouncilSeat,
        EndCouncilSeat,
        CallCouncilSession,
        HoldCouncilSession "replaces",
        CancelCouncilSession,
        RecordApproval,
        RecordLetter,
        RaiseObstacle,
        FollowObstacle,
        CloseObstacle,
        ReopenObstacle,
        DissolveCouncil,
    }
}

wishes! {
    /// Form a body.
    FormCouncil { council: CouncilFormed },
    /// Let an agency sit in it, or sit in it otherwise.
    GiveCouncilSeat { seat: CouncilSeatGiven },
    /// An agency no longer sits in it.
    EndCouncilSeat { seat: CouncilSeatEnded },
    /// Call a session.
    CallCouncilSession { session: CouncilSessionCalled },
    /// A session was held, called before or not; said again, it is put right.
    HoldCouncilSession { session: CouncilSessionHeld },
    /// A session that was called is not held.
    CancelCouncilSession { session: CouncilSessionCancelled },
    /// The body approved something.
    RecordApproval { approval: ApprovalRecorded },
    /// A letter came or went.
    RecordLetter { letter: LetterRecorded },
    /// Something stands in the way.
    RaiseObstacle { obstacle: ObstacleRaised },
    /// What was done about it.
    FollowObstacle { follow: ObstacleFollowed },
    /// It stands in the way no more.
    CloseObstacle { closing: ObstacleClosed },
    /// It stands in the way again.
    ReopenObstacle { reopening: ObstacleReopened },
    /// Dissolve the body.
    DissolveCouncil { dissolution: CouncilDissolved },
}
