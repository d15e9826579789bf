//! Fund events → rows.

use chrono::NaiveDate;
use hamyar_events::fund::FundLoanRequested;
use hamyar_events::{FundEvent, MemberId};
use sqlx::PgConnection;
use uuid::Uuid;

use super::rows::*;
use crate::event::{ProjectedEvent, StreamEventAny};
use crate::projection::ProjectionError;
use crate::rows::Table;

struct Rows {
    funds: Table<FundRow>,
    members: Table<MembershipRow>,
    entries: Table<EntryRow>,
    loans: Table<LoanRow>,
    instalments: Table<InstalmentRow>,
    trainings: Table<TrainingRow>,
}

pub(super) async fn apply(connection: &mut PgConnection, batch: &[&ProjectedEvent]) -> Result<(), ProjectionError> {
    let events = || {
        batch.iter().filter_map(|projected| match &projected.event {
            StreamEventAny::Fund(event) => Some((*projected, event)),
            _ => None,
        })
    };
    let left = events().filter_map(|(projected, event)| match event {
        FundEvent::FundMemberLeft(event) => Some(membership_id(projected.stream_id, event.member_id)),
        _ => None,
    });
    let loans = events().filter_map(|(_, event)| match event {
        FundEvent::FundLoanGranted(event) => Some(event.loan_id.0),
        FundEvent::FundLoanRefused(event) => Some(event.loan_id.0),
        FundEvent::DefaultDeclared(event) => Some(event.loan_id.0),
        FundEvent::InstalmentPaid(event) => Some(event.loan_id.0),
        _ => None,
    });
    let reversed = events().filter_map(|(_, event)| match event {
        FundEvent::FundEntryReversed(event) => Some(event.entry_id.0),
        _ => None,
    });
    let mut rows = Rows {
        funds: Table::load(&mut *connection, batch.iter().map(|projected| projected.stream_id)).await?,
        members: Table::load(&mut *connection, left).await?,
        entries: Table::load(&mut *connection, reversed).await?,
        loans: Table::load(&mut *connection, loans).await?,
        instalments: Table::empty(),
        trainings: Table::empty(),
    };
    for (projected, event) in events() {
        rows.take(projected, event);
        if let Some(fund) = rows.funds.edit(&projected.stream_id) {
            (fund.sequence, fund.position) = (projected.sequence, projected.position);
        }
    }
    rows.funds.save(&mut *connection).await?;
    rows.members.save(&mut *connection).await?;
    rows.entries.save(&mut *connection).await?;
    rows.loans.save(&mut *connection).await?;
    rows.instalments.save(&mut *connection).await?;
    rows.trainings.save(&mut *connection).await
}

/// One entry before it is written.
struct Entry {
    id: Uuid,
    kind: &'static str,
    member: Option<Uuid>,
    loan: Option<Uuid>,
    amount: i64,
    on: NaiveDate,
}

impl Rows {
    fn take(&mut self, projected: &ProjectedEvent, event: &FundEvent) {
        let fund_id = projected.stream_id;
        match event {
            FundEvent::FundFormed(event) => self.funds.put(FundRow {
                fund_id,
                center_id: event.center_id.0,
                name: event.name.clone(),
                neighborhood_id: event.neighborhood_id.map(|id| id.0),
                agency_id: event.agency_id.map(|id| id.0),
                formed_on: event.formed_on,
                closed_on: None,
                sequence: projected.sequence,
                position: projected.position,
            }),
            FundEvent::FundClosed(event) => {
                if let Some(fund) = self.funds.edit(&fund_id) {
                    fund.closed_on = Some(event.closed_on);
                }
            }
            FundEvent::FundMemberJoined(event) => self.members.put(MembershipRow {
                membership_id: membership_id(fund_id, event.member_id),
                fund_id,
                member_id: event.member_id.0,
                family_id: event.family_id.0,
                joined_on: event.joined_on,
                left_on: None,
            }),
            FundEvent::FundMemberLeft(event) => {
                if let Some(member) = self.members.edit(&membership_id(fund_id, event.member_id)) {
                    member.left_on = Some(event.left_on);
                }
            }
            FundEvent::FundTrainingHeld(event) => self.trainings.put(TrainingRow {
                training_id: event.training_id.0,
                fund_id,
                topic: event.topic.as_str().to_owned(),
                held_on: event.held_on,
                hours: event.hours.into(),
                activity_id: event.activity_id.map(|id| id.0),
                present: event.present.iter().map(|member| member.0).collect(),
            }),
            FundEvent::FundLoanRequested(event) => self.loans.put(asked(fund_id, projected.sequence, event)),
            FundEvent::FundLoanGranted(event) => {
                for (number, one) in (1..).zip(&event.instalments) {
                    self.instalments.put(InstalmentRow {
                        instalment_id: format!("{}/{number}", event.loan_id),
                        loan_id: event.loan_id.0,
                        number,
                        due_on: one.due_on,
                        amount_rials: one.amount_rials,
                    });
                }
                let loan = event.loan_id.0;
                let member = self.loans.edit(&loan).map(|row| {
                    (row.lent_rials, row.granted_on) = (event.amount_rials, Some(event.granted_on));
                    row.member_id
                });
                let paid_out = Entry {
                    id: loan,
                    kind: "loan",
                    member,
                    loan: Some(loan),
                    amount: event.amount_rials,
                    on: event.granted_on,
                };
                self.enter(projected, paid_out);
            }
            FundEvent::FundLoanRefused(event) => {
                if let Some(row) = self.loans.edit(&event.loan_id.0) {
                    row.refused_on = Some(event.refused_on);
                    row.refusal = Some(event.reason.as_str().to_owned());
                }
            }
            FundEvent::DefaultDeclared(event) => {
                if let Some(row) = self.loans.edit(&event.loan_id.0) {
                    row.default_on = Some(event.declared_on);
                }
            }
            FundEvent::FundEntryReversed(event) => {
                if let Some(entry) = self.entries.edit(&event.entry_id.0) {
                    entry.change_rials = 0;
                    entry.mistake = Some(event.mistake.as_str().to_owned());
                    entry.reversed_on = Some(event.reversed_on);
                }
            }
            FundEvent::ContributionRecorded(_)
            | FundEvent::ShareWithdrawn(_)
            | FundEvent::InstalmentPaid(_)
            | FundEvent::DefaultCovered(_) => self.money(projected, event),
        }
    }

    fn money(&mut self, projected: &ProjectedEvent, event: &FundEvent) {
        let entry = match event {
            FundEvent::ContributionRecorded(event) => Entry {
                id: event.entry_id.0,
                kind: "contribution",
                member: Some(event.member_id.0),
                loan: None,
                amount: event.amount_rials,
                on: event.contributed_on,
            },
            FundEvent::ShareWithdrawn(event) => Entry {
                id: event.entry_id.0,
                kind: "withdrawal",
                member: Some(event.member_id.0),
                loan: None,
                amount: event.amount_rials,
                on: event.withdrawn_on,
            },
            FundEvent::InstalmentPaid(event) => Entry {
                id: event.entry_id.0,
                kind: "repayment",
                member: self.loans.get(&event.loan_id.0).map(|loan| loan.member_id),
                loan: Some(event.loan_id.0),
                amount: event.amount_rials,
                on: event.paid_on,
            },
            FundEvent::DefaultCovered(event) => Entry {
                id: event.entry_id.0,
                kind: "cover",
                member: event.covered_by.map(|member| member.0),
                loan: Some(event.loan_id.0),
                amount: event.amount_rials,
                on: event.covered_on,
            },
            _ => return,
        };
        self.enter(projected, entry);
    }

    fn enter(&mut self, projected: &ProjectedEvent, entry: Entry) {
        let goes_out = matches!(entry.kind, "withdrawal" | "loan");
        self.entries.put(EntryRow {
            entry_id: entry.id,
            fund_id: projected.stream_id,
            kind: entry.kind.to_owned(),
            member_id: entry.member,
            loan_id: entry.loan,
            amount_rials: entry.amount,
            change_rials: if goes_out { -entry.amount } else { entry.amount },
            happened_on: entry.on,
            mistake: None,
            reversed_on: None,
            sequence: projected.sequence,
        });
    }
}

fn asked(fund_id: Uuid, sequence: i64, event: &FundLoanRequested) -> LoanRow {
    LoanRow {
        loan_id: event.loan_id.0,
        fund_id,
        member_id: event.member_id.0,
        asked_rials: event.amount_rials,
        lent_rials: 0,
        purpose: event.purpose.as_str().to_owned(),
        guarantee: event.guarantee.as_str().to_owned(),
        guarantors: event.guarantors.iter().map(|member| member.0).collect(),
        collateral: event.collateral.map(|kind| kind.as_str().to_owned()),
        instalments: event.instalments.into(),
        requested_on: event.requested_on,
        granted_on: None,
        refused_on: None,
        refusal: None,
        default_on: None,
        sequence,
    }
}

fn membership_id(fund: Uuid, member: MemberId) -> String {
    format!("{fund}/{member}")
}
