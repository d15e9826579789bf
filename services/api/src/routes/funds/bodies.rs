//! What is sent to funds.

use hamyar_events::{
    ActivityId, AgencyId, CenterId, CollateralKind, FamilyId, FundEntryMistake, FundLoanPurpose, FundLoanRefusal,
    FundTrainingId, FundTrainingTopic, LoanGuarantee, MemberId, NeighborhoodId,
};

use crate::input::{Day, Line, command};

command! {
    /// A new fund.
    pub struct FormFundBody {
        /// The manager's own center when absent.
        center_id: Option<CenterId>,
        /// Names nobody.
        name: Line,
        neighborhood_id: Option<NeighborhoodId>,
        /// The facilitation office or body that helped to form it.
        agency_id: Option<AgencyId>,
        formed_on: Option<Day>,
    }
}

command! {
    /// Nothing is lent, nothing is left.
    pub struct CloseFundBody {
        closed_on: Option<Day>,
    }
}

command! {
    /// A member of a family of the own center.
    pub struct JoinFundBody {
        family_id: FamilyId,
        member_id: MemberId,
        joined_on: Option<Day>,
    }
}

command! {
    /// A member goes.
    pub struct LeaveFundBody {
        left_on: Option<Day>,
    }
}

command! {
    /// A member puts money in.
    pub struct RecordContributionBody {
        member_id: MemberId,
        amount_rials: i64,
        contributed_on: Option<Day>,
    }
}

command! {
    /// A member takes money out.
    pub struct WithdrawShareBody {
        member_id: MemberId,
        amount_rials: i64,
        withdrawn_on: Option<Day>,
    }
}

command! {
    /// An entry was a mistake.
    pub struct ReverseFundEntryBody {
        mistake: FundEntryMistake,
        reversed_on: Option<Day>,
    }
}

command! {
    /// A member asks for a loan.
    pub struct RequestFundLoanBody {
        member_id: MemberId,
        amount_rials: i64,
        purpose: FundLoanPurpose,
        /// Monthly instalments.
        instalments: u16,
        guarantee: LoanGuarantee,
        /// Two or more members, where a group answers for it.
        guarantors: Vec<MemberId>,
        /// Where it is secured on a thing.
        collateral: Option<CollateralKind>,
        requested_on: Option<Day>,
    }
}

command! {
    /// The loan is paid out.
    pub struct GrantFundLoanBody {
        /// At most what was asked for; that when absent.
        amount_rials: Option<i64>,
        /// A month after the day of payment when absent.
        first_due_on: Option<Day>,
        granted_on: Option<Day>,
    }
}

command! {
    /// The loan is not granted, or its request is taken back.
    pub struct RefuseFundLoanBody {
        reason: FundLoanRefusal,
        refused_on: Option<Day>,
    }
}

command! {
    /// The borrower pays something back.
    pub struct PayInstalmentBody {
        amount_rials: i64,
        paid_on: Option<Day>,
    }
}

command! {
    /// The borrower does not pay.
    pub struct DeclareDefaultBody {
        declared_on: Option<Day>,
    }
}

command! {
    /// Who answers for the loan pays.
    pub struct CoverDefaultBody {
        /// The guarantor; absent where the security was turned into money.
        covered_by: Option<MemberId>,
        amount_rials: i64,
        covered_on: Option<Day>,
    }
}

command! {
    /// Members were taught.
    pub struct HoldFundTrainingBody {
        /// Of a training that is put right.
        training_id: Option<FundTrainingId>,
        topic: FundTrainingTopic,
        /// Whole hours.
        hours: u16,
        /// The activity of general aid it was part of.
        activity_id: Option<ActivityId>,
        /// Members who were there.
        present: Vec<MemberId>,
        held_on: Option<Day>,
    }
}
