//! Why a neighborhood's stream turns a command down.

refusals! {
    /// Why a neighborhood's stream turns a command down.
    NeighborhoodRefusal {
        NotRegistered = "neighborhood_not_registered", "the neighborhood is not registered";
        AlreadyRegistered = "neighborhood_already_registered", "the neighborhood is registered already";
        NotInGroup = "neighborhood_not_in_group", "the neighborhood is not in that group";
    }
}
