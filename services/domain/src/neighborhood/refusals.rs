//! Why a neighborhood's stream turns a command down.

refusals! {
    /// Why a neighborhood's stream turns a command down.
    NeighborhoodRefusal {
        NotRegistered = "neighborhood_not_registered", "the neighborhood is not registered";
        AlreadyRegistered = "neighborhood_already_registered", "the neighborhood is registered already";
        UnknownRisk = "unknown_risk", "no such risk is recorded in the neighborhood";
        RiskKnown = "risk_known", "a risk of that id is recorded already";
        UnknownAction = "unknown_action", "no such action is in the neighborhood's roadmap";
        ActionKnown = "action_known", "an action of that id is planned already";
        ActionOver = "action_over", "the action is done or dropped";
        ActionNotAdopted = "action_not_adopted", "the action is in no adopted version of the roadmap yet";
        NotItsAction = "not_its_action", "the agency does not answer for that action";
        RoadmapWithoutActions = "roadmap_without_actions", "a roadmap is adopted with at least one action";
        SameNeighborhood = "same_neighborhood", "two actions of one neighborhood are two";
        ActionsNotMatched = "actions_not_matched", "the two actions are not matched";
        NotInGroup = "neighborhood_not_in_group", "the neighborhood is not in that group";
    }
}
