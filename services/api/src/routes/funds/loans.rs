//! Loans of a fund: asked for, granted or refused, paid back, and covered by who answers for them.

use hamyar_domain::fund as domain;
use hamyar_events::fund::{DefaultCovered, DefaultDeclared, FundLoanRefused, FundLoanRequested, InstalmentPaid};
use hamyar_events::{FundEntryId, FundLoanId};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::bodies::{
    CoverDefaultBody, DeclareDefaultBody, GrantFundLoanBody, PayInstalmentBody, RefuseFundLoanBody, RequestFundLoanBody,
};
use super::{Ids, derived_id, fund_operation, ids};
use crate::state::AppState;

fund_operation! {
    /// A member asks for a loan, on the word of a group of members or on a thing.
    post "/funds/{id}/loans" ["id"] request_fund_loan(RequestFundLoanBody) day requested_on, |body, at, _path| {
        let id = derived_id(body.command_id, "fund_loan");
        let request = FundLoanRequested {
            loan_id: FundLoanId(id),
            member_id: body.member_id,
            amount_rials: body.amount_rials,
            purpose: body.purpose,
            instalments: body.instalments,
            guarantee: body.guarantee,
            guarantors: body.guarantors,
            collateral: body.collateral,
            requested_on: at.day,
        };
        (domain::RequestFundLoan { request, today: at.today }.into(), ids("loan_id", id))
    }
}

fund_operation! {
    /// Grant and pay out a loan; its monthly instalments follow.
    post "/funds/{id}/loans/{loan_id}/grant" ["id", "loan_id"] grant_fund_loan(GrantFundLoanBody) day granted_on, |body, at, path| {
        let wish = domain::GrantFundLoan {
            loan_id: FundLoanId(path[1]),
            amount_rials: body.amount_rials,
            first_due_on: body.first_due_on.map(|day| day.0),
            granted_on: at.day,
            today: at.today,
        };
        (wish.into(), Ids::new())
    }
}

fund_operation! {
    /// Refuse a loan, or write down that its request was taken back.
    post "/funds/{id}/loans/{loan_id}/refuse" ["id", "loan_id"] refuse_fund_loan(RefuseFundLoanBody) day refused_on, |body, at, path| {
        let refusal = FundLoanRefused { loan_id: FundLoanId(path[1]), reason: body.reason, refused_on: at.day };
        (domain::RefuseFundLoan { refusal, today: at.today }.into(), Ids::new())
    }
}

fund_operation! {
    /// The borrower pays something back.
    post "/funds/{id}/loans/{loan_id}/pay" ["id", "loan_id"] pay_instalment(PayInstalmentBody) day paid_on, |body, at, path| {
        let id = derived_id(body.command_id, "fund_entry");
        let payment = InstalmentPaid {
            entry_id: FundEntryId(id),
            loan_id: FundLoanId(path[1]),
            amount_rials: body.amount_rials,
            paid_on: at.day,
        };
        (domain::PayInstalment { payment, today: at.today }.into(), ids("entry_id", id))
    }
}

fund_operation! {
    /// Declare a loan of which an instalment is overdue in default.
    post "/funds/{id}/loans/{loan_id}/default" ["id", "loan_id"] declare_default(DeclareDefaultBody) day declared_on, |_body, at, path| {
        let default = DefaultDeclared { loan_id: FundLoanId(path[1]), declared_on: at.day };
        (domain::DeclareDefault { default, today: at.today }.into(), Ids::new())
    }
}

fund_operation! {
    /// Who answers for a loan in default pays of it.
    post "/funds/{id}/loans/{loan_id}/cover" ["id", "loan_id"] cover_default(CoverDefaultBody) day covered_on, |body, at, path| {
        let id = derived_id(body.command_id, "fund_entry");
        let cover = DefaultCovered {
            entry_id: FundEntryId(id),
            loan_id: FundLoanId(path[1]),
            covered_by: body.covered_by,
            amount_rials: body.amount_rials,
            covered_on: at.day,
        };
        (domain::CoverDefault { cover, today: at.today }.into(), ids("entry_id", id))
    }
}

/// The operations.
pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(request_fund_loan))
        .routes(routes!(grant_fund_loan))
        .routes(routes!(refuse_fund_loan))
        .routes(routes!(pay_instalment))
        .routes(routes!(declare_default))
        .routes(routes!(cover_default))
}
