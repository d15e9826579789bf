//! Why a facilitator's stream turns a command down.

refusals! {
    /// Why a facilitator's stream turns a command down.
    FacilitatorRefusal {
        NotNominated = "facilitator_not_nominated", "the facilitator has not been put forward";
        AlreadyNominated = "facilitator_already_nominated", "the facilitator was put forward already";
        BelowBachelor = "facilitator_below_bachelor", "less than a bachelor's degree is known; confirming needs a reason for the exception";
        Left = "facilitator_left", "the facilitator has left";
    }
}
