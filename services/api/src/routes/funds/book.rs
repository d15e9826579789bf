//! The book of a fund: what members put in and take out, and mistakes that count no more.

use hamyar_domain::fund as domain;
use hamyar_events::FundEntryId;
use hamyar_events::fund::{ContributionRecorded, FundEntryReversed, ShareWithdrawn};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::bodies::{RecordContributionBody, ReverseFundEntryBody, WithdrawShareBody};
use super::{Ids, derived_id, fund_operation, ids};
use crate::state::AppState;

fund_operation! {
    /// A member puts money in.
    post "/funds/{id}/contributions" ["id"] record_contribution(RecordContributionBody) day contributed_on, |body, at, _path| {
        let id = derived_id(body.command_id, "fund_entry");
        let contribution = ContributionRecorded {
            entry_id: FundEntryId(id),
            member_id: body.member_id,
            amount_rials: body.amount_rials,
            contributed_on: at.day,
        };
        (domain::RecordContribution { contribution, today: at.today }.into(), ids("entry_id", id))
    }
}

fund_operation! {
    /// A member takes of the own share.
    post "/funds/{id}/withdrawals" ["id"] withdraw_share(WithdrawShareBody) day withdrawn_on, |body, at, _path| {
        let id = derived_id(body.command_id, "fund_entry");
        let withdrawal = ShareWithdrawn {
            entry_id: FundEntryId(id),
            member_id: body.member_id,
            amount_rials: body.amount_rials,
            withdrawn_on: at.day,
        };
        (domain::WithdrawShare { withdrawal, today: at.today }.into(), ids("entry_id", id))
    }
}

fund_operation! {
    /// An entry was a mistake: it stays readable and counts no more.
    post "/funds/{id}/entries/{entry_id}/reverse" ["id", "entry_id"] reverse_fund_entry(ReverseFundEntryBody) day reversed_on, |body, at, path| {
        let reversal = FundEntryReversed { entry_id: FundEntryId(path[1]), mistake: body.mistake, reversed_on: at.day };
        (domain::ReverseFundEntry { reversal, today: at.today }.into(), Ids::new())
    }
}

/// The operations.
pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(record_contribution))
        .routes(routes!(withdraw_share))
        .routes(routes!(reverse_fund_entry))
}
