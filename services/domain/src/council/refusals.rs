//! Why a council turns a command down.

refusals! {
    /// Why a council turns a command down.
    CouncilRefusal {
        NotFormed = "council_not_formed", "the body has not been formed";
        AlreadyFormed = "council_already_formed", "the body is formed already";
        IsDissolved = "council_dissolved", "the body is dissolved";
        NotSeated = "agency_not_seated", "the agency does not sit in this body";
        UnknownSession = "unknown_council_session", "the body has no such session";
        SessionHeld = "council_session_held", "the session was held";
        SessionCancelled = "council_session_cancelled", "the session was cancelled";
        NumberTaken = "approval_number_taken", "the body has another approval of this number";
        LetterTaken = "letter_number_taken", "the body has another letter of this number in this direction";
        UnknownObstacle = "unknown_obstacle", "the body follows no such obstacle";
        ObstacleIsClosed = "obstacle_closed", "the obstacle is closed; it can be opened again";
        ObstacleIsOpen = "obstacle_open", "the obstacle is open";
        ObstaclesOpen { obstacles: u32 } = "council_obstacles_open", "a body is dissolved once its obstacles are closed";
        IdTaken = "council_id_taken", "the body has another thing of this id";
    }
}
