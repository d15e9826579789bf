//! What can be asked of a line of equipment.

use hamyar_events::equipment::*;

commands! {
    /// Everything that can be asked of a line of equipment.
    EquipmentCommand {
        OpenEquipmentLine,
        DeclareEquipmentCoverage "replaces",
        DeliverEquipment,
        ReverseDelivery,
        CloseEquipmentLine,
    }
}

wishes! {
    /// Open a line.
    OpenEquipmentLine { line: EquipmentLineOpened },
    /// Keep what a document prints of its coverage.
    DeclareEquipmentCoverage { coverage: EquipmentCoverageDeclared },
    /// Equipment was delivered.
    DeliverEquipment { delivery: EquipmentDelivered },
    /// A delivery was a mistake.
    ReverseDelivery { reversal: DeliveryReversed },
    /// Nothing more is delivered.
    CloseEquipmentLine { closing: EquipmentLineClosed },
}
