//! Why a fund turns a command down.

refusals! {
    /// Why a fund turns a command down.
    FundRefusal {
        NotFormed = "fund_not_formed", "the fund has not been formed";
        AlreadyFormed = "fund_already_formed", "the fund is formed already";
        IsClosed = "fund_closed", "the fund is closed";
        NotAMember = "not_a_fund_member", "the fund deals with its members alone, and this person is none";
        AlreadyMember = "fund_member_already", "this person is a member of the fund already";
        Owes { rials: i64 } = "fund_member_owes", "the member has a loan that is asked for or not paid back";
        AnswersForLoan = "fund_member_guarantees", "the member answers for a loan that is asked for or not paid back";
        ShareLeft { rials: i64 } = "fund_share_left", "the member's share is paid out first";
        ShareTooSmall { rials: i64 } = "fund_share_too_small", "the member's share is smaller";
        MoneyLacking { balance: i64 } = "fund_money_lacking", "the fund does not have that much money";
        UnknownLoan = "unknown_fund_loan", "the fund has no such loan";
        LoanAnswered = "fund_loan_answered", "the loan was granted or refused already";
        NotLent = "fund_loan_not_lent", "the loan was not granted, or is paid back";
        NothingOverdue = "no_instalment_overdue", "no instalment of the loan is overdue";
        InDefault = "fund_loan_in_default", "the loan is in default already";
        NotInDefault = "fund_loan_not_in_default", "guarantors pay once the loan is declared in default";
        NotAGuarantor = "not_a_guarantor", "this member does not answer for the loan";
        UnknownEntry = "unknown_fund_entry", "the fund's book has no such entry";
        BalanceLeft { balance: i64 } = "fund_balance_left", "a fund is closed once nothing is left in it";
        LoansOpen { loans: u32 } = "fund_loans_open", "a fund is closed once every loan is paid back";
        IdTaken = "fund_id_taken", "the fund's book has another entry, loan or training of this id";
    }
}
