//! Why a workshop turns a command down.

refusals! {
    /// Why a workshop turns a command down.
    WorkshopRefusal {
        NotPlanned = "workshop_not_planned", "the workshop has not been planned";
        AlreadyPlanned = "workshop_already_planned", "the workshop is planned already";
        FacilitatorRegistered = "facilitator_registered", "that facilitator is registered for it already";
        UnknownTrainee = "unknown_trainee", "nobody of that number is registered for it";
        UnknownSitting = "unknown_sitting", "no such sitting is recorded";
        MaterialListed = "material_listed", "that stands on the checklist already";
        UnknownMaterial = "unknown_material", "the checklist has no such thing";
        NothingHeld = "workshop_not_held", "a test after it is recorded once a sitting was held";
    }
}
