//! Why a line of equipment turns a command down.

refusals! {
    /// Why a line of equipment turns a command down.
    EquipmentRefusal {
        NotOpened = "equipment_line_not_opened", "the line of equipment has not been opened";
        AlreadyOpened = "equipment_line_already_opened", "the line of equipment is open already";
        IsClosed = "equipment_line_closed", "the line of equipment is closed";
        UnknownDelivery = "unknown_delivery", "the line has no such delivery";
        IdTaken = "delivery_id_taken", "the line has another delivery of this id";
    }
}
