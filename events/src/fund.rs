//! The fund stream: a micro-finance fund (صندوق تأمین مالی خرد), what its members put in, what it lends them on their word for each other, and what comes
//! back. Money is whole rials. Its balance is never stored: it follows from these events.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::ids::*;
use crate::values::*;

stream_events! {
    /// Everything that can have happened to a fund.
    FundEvent, stream "fund" {
        FundFormed = "fund_formed" @ "1.0.0",
        FundMemberJoined = "fund_member_joined" @ "1.0.0",
        FundMemberLeft = "fund_member_left" @ "1.0.0",
        ContributionRecorded = "contribution_recorded" @ "1.0.0",
        ShareWithdrawn = "share_withdrawn" @ "1.0.0",
        FundLoanRequested = "fund_loan_requested" @ "1.0.0",
        FundLoanGranted = "fund_loan_granted" @ "1.0.0",
        FundLoanRefused = "fund_loan_refused" @ "1.0.0",
        InstalmentPaid = "instalment_paid" @ "1.0.0",
        DefaultDeclared = "default_declared" @ "1.0.0",
        DefaultCovered = "default_covered" @ "1.0.0",
        FundEntryReversed = "fund_entry_reversed" @ "1.0.0",
        FundTrainingHeld = "fund_training_held" @ "1.0.0",
        FundClosed = "fund_closed" @ "1.0.0",
    }
}
impl crate::ClaimsNationalId for FundEvent {}

/// A fund was formed. First event of the stream.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FundFormed {
    /// The center that keeps its book.
    pub center_id: CenterId,
    /// Name of the fund, which names nobody.
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub neighborhood_id: Option<NeighborhoodId>,
    /// The facilitation office or body that helped to form it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agency_id: Option<AgencyId>,
    pub formed_on: NaiveDate,
}

/// A member of a registered family joined.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FundMemberJoined {
    pub family_id: FamilyId,
    pub member_id: MemberId,
    pub joined_on: NaiveDate,
}

/// A member left, owing nothing, answering for nobody, with the own share paid out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FundMemberLeft {
    pub member_id: MemberId,
    pub left_on: NaiveDate,
}

/// A member put money in (آورده).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ContributionRecorded {
    pub entry_id: FundEntryId,
    pub member_id: MemberId,
    pub amount_rials: i64,
    pub contributed_on: NaiveDate,
}

/// A member took money of the own share out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShareWithdrawn {
    pub entry_id: FundEntryId,
    pub member_id: MemberId,
    pub amount_rials: i64,
    pub withdrawn_on: NaiveDate,
}

/// A member asked for a loan and said on what it is secured.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FundLoanRequested {
    pub loan_id: FundLoanId,
    pub member_id: MemberId,
    pub amount_rials: i64,
    pub purpose: FundLoanPurpose,
    /// In how many monthly instalments it is to come back.
    pub instalments: u16,
    pub guarantee: LoanGuarantee,
    /// Members who answer for it together (تضمین جمعی); none where it is secured on a thing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub guarantors: Vec<MemberId>,
    /// What secures it otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collateral: Option<CollateralKind>,
    pub requested_on: NaiveDate,
}

/// The loan was granted and paid out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FundLoanGranted {
    pub loan_id: FundLoanId,
    pub amount_rials: i64,
    /// In the order in which they are due; together the amount.
    pub instalments: Vec<PlannedInstalment>,
    pub granted_on: NaiveDate,
}

/// One instalment as planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedInstalment {
    pub due_on: NaiveDate,
    pub amount_rials: i64,
}

/// The loan was not granted, or its request was taken back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FundLoanRefused {
    pub loan_id: FundLoanId,
    pub reason: FundLoanRefusal,
    pub refused_on: NaiveDate,
}

/// The borrower paid something back. It pays the instalments in their order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InstalmentPaid {
    pub entry_id: FundEntryId,
    pub loan_id: FundLoanId,
    pub amount_rials: i64,
    pub paid_on: NaiveDate,
}

/// The borrower is said not to pay: those who answer for the loan pay now.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DefaultDeclared {
    pub loan_id: FundLoanId,
    pub declared_on: NaiveDate,
}

/// Somebody who answers for a loan paid of it; or what secured it was turned into money.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DefaultCovered {
    pub entry_id: FundEntryId,
    pub loan_id: FundLoanId,
    /// The guarantor who paid; absent where the security did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub covered_by: Option<MemberId>,
    pub amount_rials: i64,
    pub covered_on: NaiveDate,
}

/// An entry of the book was a mistake and counts no more. It stays readable.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FundEntryReversed {
    pub entry_id: FundEntryId,
    pub mistake: FundEntryMistake,
    pub reversed_on: NaiveDate,
}

/// Members were taught. Recorded again, it says what is right.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FundTrainingHeld {
    pub training_id: FundTrainingId,
    pub topic: FundTrainingTopic,
    pub held_on: NaiveDate,
    pub hours: u16,
    /// The activity of general aid it was part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub activity_id: Option<ActivityId>,
    /// Members who were there.
    pub present: Vec<MemberId>,
}

/// The fund was closed: nothing lent, nothing left. Last event of the stream.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FundClosed {
    pub closed_on: NaiveDate,
}
