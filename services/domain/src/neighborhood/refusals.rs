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
        ProfileChanged { version: u32 } = "neighborhood_profile_changed", "another version of the profile was recorded meanwhile; read it first";
        NoProfile = "neighborhood_without_profile", "the neighborhood has no profile yet";
        ProfileLacksFigures { missing: Vec<String> } = "profile_lacks_figures", "the profile knows too few of the rule's indicators";
        UnknownActor = "unknown_local_actor", "no such actor in the power map";
        UnknownResident = "unknown_resident", "no such resident is recorded";
        UnknownContact = "unknown_local_contact", "no such trusted person or gate is named";
        UnknownDuty { duty: u16 } = "unknown_duty", "the agency has no duty of that number";
        UnknownRequest = "unknown_utility_request", "no such request to a utility company";
        ResidentsPageChanged { version: u32 } = "residents_page_changed", "another version of the residents' page was published meanwhile; read it first";
        ResidentsPageEmpty = "residents_page_empty", "nothing was decided for the place that a page could say";
        ResidentsPageTooLong { lines: u32 } = "residents_page_too_long", "the page has more lines than two sheets hold";
        LabellingWord { word: String } = "labelling_word", "a page labels neither a place nor its people";
        NoResidentsPage = "no_residents_page", "no residents' page is published";
        NotInGroup = "neighborhood_not_in_group", "the neighborhood is not in that group";
    }
}
