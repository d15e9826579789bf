//! What can be asked of an agreement.

use hamyar_events::agreement::*;

commands! {
    /// Everything that can be asked of an agreement.
    AgreementCommand {
        SignAgreement,
        AmendAgreement "replaces",
        EndAgreement,
        AllocateCredit,
        SpendCredit,
        ReverseAllocation,
        ReverseSpending,
    }
}

wishes! {
    /// Write down a signed agreement.
    SignAgreement { agreement: AgreementSigned },
    /// Parties or term are others from now on.
    AmendAgreement { amendment: AgreementAmended },
    /// The agreement is no more.
    EndAgreement { end: AgreementEnded },
    /// Allocate a credit, from a budget line or from another credit.
    AllocateCredit { credit: CreditAllocated },
    /// Money of a credit was spent.
    SpendCredit { spending: CreditSpent },
    /// A credit was a mistake.
    ReverseAllocation { reversal: AllocationReversed },
    /// A spending was a mistake.
    ReverseSpending { reversal: SpendingReversed },
}
