//! Why a neighborhood's stream turns a command down.

refusals! {
    /// Why a neighborhood's stream turns a command down.
    NeighborhoodRefusal {
        NotRegistered = "neighborhood_not_registered", "the neighborhood is not registered";
        AlreadyRegistered = "neighborhood_already_registered", "the neighborhood is registered already";
        ProfileChanged { version: u32 } = "neighborhood_profile_changed", "another version of the profile was recorded meanwhile; read it first";
        NoProfile = "neighborhood_without_profile", "the neighborhood has no profile yet";
        ProfileLacksFigures { missing: Vec<String> } = "profile_lacks_figures", "the profile knows too few of the rule's indicators";
        UnknownActor = "unknown_local_actor", "no such actor in the power map";
        UnknownResident = "unknown_resident", "no such resident is recorded";
        UnknownContact = "unknown_local_contact", "no such trusted person or gate is named";
        UnknownDuty { duty: u16 } = "unknown_duty", "the agency has no duty of that number";
        UnknownRequest = "unknown_utility_request", "no such request to a utility company";
        NotInGroup = "neighborhood_not_in_group", "the neighborhood is not in that group";
    }
}
