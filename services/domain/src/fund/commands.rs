//! What can be asked of a fund.

use chrono::NaiveDate;
use hamyar_events::FundLoanId;
use hamyar_events::fund::*;
use serde::{Deserialize, Serialize};

commands! {
    /// Everything that can be asked of a fund.
    FundCommand {
        FormFund,
        JoinFund,
        LeaveFund,
        RecordContribution,
        WithdrawShare,
        RequestFundLoan,
        GrantFundLoan,
        RefuseFundLoan,
        PayInstalment,
        DeclareDefault,
        CoverDefault,
        ReverseFundEntry,
        HoldFundTraining "replaces",
        CloseFund,
    }
}

wishes! {
    /// Form a fund.
    FormFund { fund: FundFormed },
    /// A member of a registered family joins.
    JoinFund { member: FundMemberJoined },
    /// A member leaves.
    LeaveFund { left: FundMemberLeft },
    /// A member puts money in.
    RecordContribution { contribution: ContributionRecorded },
    /// A member takes of the own share.
    WithdrawShare { withdrawal: ShareWithdrawn },
    /// A member asks for a loan.
    RequestFundLoan { request: FundLoanRequested },
    /// The loan is not granted, or its request is taken back.
    RefuseFundLoan { refusal: FundLoanRefused },
    /// The borrower pays something back.
    PayInstalment { payment: InstalmentPaid },
    /// The borrower does not pay.
    DeclareDefault { default: DefaultDeclared },
    /// Who answers for the loan pays.
    CoverDefault { cover: DefaultCovered },
    /// An entry was a mistake.
    ReverseFundEntry { reversal: FundEntryReversed },
    /// Members were taught; said again, it is put right.
    HoldFundTraining { training: FundTrainingHeld },
    /// Close the fund.
    CloseFund { closing: FundClosed },
}

/// Grant a loan that was asked for. The instalments follow from amount, number and first day: monthly, as equal as whole tomans allow.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GrantFundLoan {
    pub loan_id: FundLoanId,
    /// At most what was asked for; that when absent.
    pub amount_rials: Option<i64>,
    /// A month after the day of payment when absent.
    pub first_due_on: Option<NaiveDate>,
    pub granted_on: NaiveDate,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}
