//! Why an agreement turns a command down.

refusals! {
    /// Why an agreement turns a command down.
    AgreementRefusal {
        NotSigned = "agreement_not_signed", "the agreement has not been written down";
        AlreadySigned = "agreement_already_signed", "the agreement is written down already";
        HasEnded = "agreement_ended", "the agreement is no more";
        UnknownAllocation = "unknown_allocation", "the agreement has no such credit";
        UnknownSpending = "unknown_spending", "the agreement has no such spending";
        /// Rials that are left.
        SourceTooSmall { left_rials: i64 } = "credit_source_too_small", "less than this is left of the credit it is drawn from";
        /// Rials that are left.
        CreditExhausted { left_rials: i64 } = "credit_exhausted", "less than this is left of the credit";
        AllocationInUse = "allocation_in_use", "something was drawn from the credit or spent of it; that is reversed first";
        IdTaken = "agreement_id_taken", "the agreement has another entry of this id";
    }
}
