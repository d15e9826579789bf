//! Whatever is asked of a fund, in whatever order: its money is what its events say, nothing is spent that was never there, and nobody leaves owing.

use proptest::prelude::*;
use std::collections::BTreeMap;

use super::*;

fn any_member() -> impl Strategy<Value = u128> {
    11u128..16
}

fn any_amount() -> impl Strategy<Value = i64> {
    prop_oneof![8 => 1i64..2_000, 1 => Just(0), 1 => Just(-5), 1 => Just(i64::MAX), 1 => Just(i64::MIN)]
}

/// A wish whose entry, loan and training get a number of their own, or one that was there.
fn any_command() -> impl Strategy<Value = FundCommand> {
    let entry = || 600u128..640;
    let loan = || 500u128..508;
    prop_oneof![
        2 => any_member().prop_map(|member| enter(member).into()),
        1 => any_member().prop_map(|member| leave(member).into()),
        4 => (entry(), any_member(), any_amount()).prop_map(|(entry, member, amount)| put_in(entry, member, amount).into()),
        2 => (entry(), any_member(), any_amount()).prop_map(|(entry, member, amount)| take_out(entry, member, amount).into()),
        3 => (loan(), any_member(), any_amount(), prop::collection::vec(any_member(), 0..4), any::<bool>()).prop_map(
            |(loan, member, amount, guarantors, gold)| {
                let wish = ask(loan, member, amount, &guarantors);
                (if gold { on_gold(wish) } else { wish }).into()
            }
        ),
        3 => (loan(), prop::option::of(any_amount())).prop_map(|(loan, amount_rials)| {
            GrantFundLoan { amount_rials, ..grant(loan) }.into()
        }),
        1 => loan().prop_map(|loan| {
            let reason = FundLoanRefusal::Other;
            RefuseFundLoan { refusal: FundLoanRefused { loan_id: id(loan), reason, refused_on: today() }, today: today() }.into()
        }),
        4 => (entry(), loan(), any_amount()).prop_map(|(entry, loan, amount)| pay(entry, loan, amount).into()),
        2 => loan().prop_map(|loan| default_of(loan).into()),
        2 => (entry(), loan(), prop::option::of(any_member()), any_amount())
            .prop_map(|(entry, loan, by, amount)| cover(entry, loan, by, amount).into()),
        2 => entry().prop_map(|entry| reverse(entry).into()),
        1 => Just(close().into()),
    ]
}

/// The money as a bookkeeper would count it from the events alone: entry by entry, reversed ones left out.
#[derive(Default)]
struct Book {
    entries: BTreeMap<FundEntryId, (i64, Option<FundLoanId>)>,
    lent: BTreeMap<FundLoanId, i64>,
}

impl Book {
    fn take(&mut self, event: &FundEvent) {
        match event {
            FundEvent::ContributionRecorded(e) => drop(self.entries.insert(e.entry_id, (e.amount_rials, None))),
            FundEvent::ShareWithdrawn(e) => drop(self.entries.insert(e.entry_id, (-e.amount_rials, None))),
            FundEvent::InstalmentPaid(e) => {
                self.entries.insert(e.entry_id, (e.amount_rials, Some(e.loan_id)));
            }
            FundEvent::DefaultCovered(e) => {
                self.entries.insert(e.entry_id, (e.amount_rials, Some(e.loan_id)));
            }
            FundEvent::FundEntryReversed(e) => drop(self.entries.remove(&e.entry_id)),
            FundEvent::FundLoanGranted(e) => {
                let plan: i64 = e.instalments.iter().map(|one| one.amount_rials).sum();
                assert_eq!(plan, e.amount_rials, "the instalments are the loan");
                assert!(e.instalments.iter().all(|one| one.amount_rials > 0));
                self.lent.insert(e.loan_id, e.amount_rials);
            }
            _ => {}
        }
    }

    fn balance(&self) -> i64 {
        self.entries.values().map(|(amount, _)| amount).sum::<i64>() - self.lent.values().sum::<i64>()
    }

    fn outstanding(&self, loan: FundLoanId) -> i64 {
        let repaid: i64 = self.entries.values().filter(|(_, of)| *of == Some(loan)).map(|(amount, _)| amount).sum();
        self.lent.get(&loan).copied().unwrap_or_default() - repaid
    }
}

fn check(fund: &Fund, book: &Book) {
    assert_eq!(fund.balance(), book.balance(), "the balance is the sum of its entries");
    assert!(fund.balance() >= 0, "nothing is spent that was never there");
    for (id, loan) in &fund.loans {
        let outstanding = fund.outstanding(*id);
        assert_eq!(outstanding, book.outstanding(*id), "granted less repaid");
        assert!((0..=loan.lent()).contains(&outstanding), "no more comes back than was lent");
        if fund.is_open(*id, loan) {
            assert!(fund.is_member(loan.member_id), "a borrower is a member");
            assert!(loan.guarantors.iter().all(|guarantor| fund.is_member(*guarantor)), "who answers stays");
        }
    }
    for (member, one) in &fund.members {
        assert!(fund.share(*member) >= 0, "nobody takes out more than they put in");
        assert!(one.left_on.is_none() || fund.share(*member) == 0, "who left has nothing in the fund");
    }
    if fund.closed_on.is_some() {
        assert_eq!(fund.balance(), 0);
        assert!(fund.loans.iter().all(|(id, loan)| !fund.is_open(*id, loan)));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_money_of_a_fund_is_what_its_events_say(commands in prop::collection::vec(any_command(), 1..80)) {
        let mut fund = Fund::default();
        let mut book = Book::default();
        let begin: Vec<FundCommand> = vec![form().into(), enter(A).into(), enter(B).into(), enter(C).into()];
        for command in begin.into_iter().chain(commands) {
            for event in fund.decide(&command).unwrap_or_default() {
                fund.evolve(&event);
                book.take(&event);
            }
            check(&fund, &book);
        }
        let kept = serde_json::to_string(&fund).unwrap();
        prop_assert_eq!(serde_json::from_str::<Fund>(&kept).unwrap(), fund);
    }

    /// Any history at all is remembered without a panic, also one that no decision made.
    #[test]
    fn any_history_is_remembered(
        entries in prop::collection::vec((any_member(), any_amount(), 600u128..604, 500u128..502), 0..20),
    ) {
        let mut fund = Fund::default();
        for (member, amount_rials, entry, loan) in entries {
            fund.evolve(&put_in(entry, member, amount_rials).contribution.into());
            fund.evolve(&pay(entry, loan, amount_rials).payment.into());
            let granted_on = today();
            let granted = FundLoanGranted { loan_id: id(loan), amount_rials, instalments: Vec::new(), granted_on };
            fund.evolve(&granted.into());
            fund.evolve(&leave(member).left.into());
            let _ = (fund.balance(), fund.share(id(member)), fund.outstanding(id(loan)));
        }
    }
}
