//! Why a place's stream turns a command down.

refusals! {
    /// Why a place's stream turns a command down.
    PlaceRefusal {
        NotRegistered = "place_not_registered", "the place is not registered";
        AlreadyRegistered = "place_already_registered", "the place is registered already";
        FigureNotDeclared = "figure_not_declared", "no such figure of this source is declared for the place";
    }
}
