//! A fund as rules: who may borrow, on what, who pays, and when it ends.

use hamyar_events::fund::*;
use hamyar_events::*;

use super::*;
use crate::testing::*;

mod properties;

const A: u128 = 11;
const B: u128 = 12;
const C: u128 = 13;
const D: u128 = 14;
const LOAN: u128 = 501;

fn form() -> FormFund {
    FormFund {
        fund: FundFormed {
            center_id: id(51),
            name: "صندوق بانوان کهریزک".to_owned(),
            neighborhood_id: None,
            agency_id: None,
            formed_on: day("2025-03-21"),
        },
        today: today(),
    }
}

fn enter(member: u128) -> JoinFund {
    let joined_on = day("2025-03-21");
    let member = FundMemberJoined { family_id: id(member - 10), member_id: id(member), joined_on };
    JoinFund { member, today: today() }
}

fn put_in(entry: u128, member: u128, amount_rials: i64) -> RecordContribution {
    let contributed_on = day("2025-04-01");
    let contribution =
        ContributionRecorded { entry_id: id(entry), member_id: id(member), amount_rials, contributed_on };
    RecordContribution { contribution, today: today() }
}

fn take_out(entry: u128, member: u128, amount_rials: i64) -> WithdrawShare {
    let withdrawn_on = day("2026-10-01");
    let withdrawal = ShareWithdrawn { entry_id: id(entry), member_id: id(member), amount_rials, withdrawn_on };
    WithdrawShare { withdrawal, today: today() }
}

fn ask(loan: u128, member: u128, amount_rials: i64, guarantors: &[u128]) -> RequestFundLoan {
    RequestFundLoan {
        request: FundLoanRequested {
            loan_id: id(loan),
            member_id: id(member),
            amount_rials,
            purpose: FundLoanPurpose::Work,
            instalments: 3,
            guarantee: LoanGuarantee::Group,
            guarantors: guarantors.iter().map(|number| id(*number)).collect(),
            collateral: None,
            requested_on: day("2025-04-10"),
        },
        today: today(),
    }
}

fn on_gold(mut wish: RequestFundLoan) -> RequestFundLoan {
    wish.request.guarantee = LoanGuarantee::Physical;
    wish.request.collateral = Some(CollateralKind::Gold);
    wish.request.guarantors.clear();
    wish
}

fn grant(loan: u128) -> GrantFundLoan {
    GrantFundLoan {
        loan_id: id(loan),
        amount_rials: None,
        first_due_on: None,
        granted_on: day("2025-04-21"),
        today: today(),
    }
}

fn pay(entry: u128, loan: u128, amount_rials: i64) -> PayInstalment {
    let payment = InstalmentPaid { entry_id: id(entry), loan_id: id(loan), amount_rials, paid_on: day("2025-06-01") };
    PayInstalment { payment, today: today() }
}

fn default_of(loan: u128) -> DeclareDefault {
    DeclareDefault { default: DefaultDeclared { loan_id: id(loan), declared_on: day("2026-01-01") }, today: today() }
}

fn cover(entry: u128, loan: u128, by: Option<u128>, amount_rials: i64) -> CoverDefault {
    let cover = DefaultCovered {
        entry_id: id(entry),
        loan_id: id(loan),
        covered_by: by.map(id),
        amount_rials,
        covered_on: day("2026-02-01"),
    };
    CoverDefault { cover, today: today() }
}

fn reverse(entry: u128) -> ReverseFundEntry {
    let mistake = FundEntryMistake::WrongAmount;
    let reversal = FundEntryReversed { entry_id: id(entry), mistake, reversed_on: today() };
    ReverseFundEntry { reversal, today: today() }
}

fn leave(member: u128) -> LeaveFund {
    LeaveFund { left: FundMemberLeft { member_id: id(member), left_on: today() }, today: today() }
}

fn close() -> CloseFund {
    CloseFund { closing: FundClosed { closed_on: today() }, today: today() }
}

fn fund(commands: impl IntoIterator<Item = FundCommand>) -> Vec<FundEvent> {
    let begun = vec![form().into(), enter(A).into(), enter(B).into(), enter(C).into()];
    history::<Fund>(&[], [begun, commands.into_iter().collect()].concat())
}

fn state(events: &[FundEvent]) -> Fund {
    let mut state = Fund::default();
    events.iter().for_each(|event| state.evolve(event));
    state
}

/// A fund of three with ten million, of which six are lent to the first on the word of the two others.
fn lent() -> Vec<FundEvent> {
    fund([put_in(601, A, 10_000_000).into(), ask(LOAN, A, 6_000_000, &[B, C]).into(), grant(LOAN).into()])
}

#[test]
fn a_fund_is_formed_once_and_closed_once_nothing_is_left() {
    given::<Fund>([]).when(form()).then([form().fund.into()]);
    given::<Fund>([]).when(enter(A)).then_refused(FundRefusal::NotFormed);
    given::<Fund>(fund([])).when(form()).then_refused(FundRefusal::AlreadyFormed);
    let mut blank = form();
    (blank.fund.name, blank.fund.formed_on) = (" ".to_owned(), day("2027-01-01"));
    given::<Fund>([]).when(blank).then_invalid(&["name", "formed_on"]);

    given::<Fund>(lent()).when(close()).then_refused(FundRefusal::LoansOpen { loans: 1 });
    let paid = history::<Fund>(&lent(), [pay(602, LOAN, 6_000_000).into()]);
    given::<Fund>(paid.clone()).when(close()).then_refused(FundRefusal::BalanceLeft { balance: 10_000_000 });
    let empty = history::<Fund>(&paid, [take_out(603, A, 10_000_000).into()]);
    let closed = history::<Fund>(&empty, [close().into()]);
    given::<Fund>(closed.clone()).when(close()).then_nothing();
    given::<Fund>(closed).when(put_in(604, A, 1)).then_refused(FundRefusal::IsClosed);
}

/// S108: a loan is refused to a person who is not a member of the fund.
#[test]
fn s108_a_loan_is_refused_to_whoever_is_no_member() {
    given::<Fund>(fund([])).when(ask(LOAN, D, 1_000, &[B, C])).then_refused(FundRefusal::NotAMember);
    given::<Fund>(fund([])).when(ask(LOAN, A, 1_000, &[B, D])).then_refused(FundRefusal::NotAMember);
    let left = fund([leave(A).into()]);
    given::<Fund>(left.clone()).when(ask(LOAN, A, 1_000, &[B, C])).then_refused(FundRefusal::NotAMember);
    // Whoever comes back is a member again.
    let again = history::<Fund>(&left, [enter(A).into()]);
    given::<Fund>(again).when(ask(LOAN, A, 1_000, &[B, C])).then_types(&["fund_loan_requested"]);
    given::<Fund>(fund([])).when(enter(A)).then_refused(FundRefusal::AlreadyMember);
    given::<Fund>(fund([])).when(put_in(601, D, 5)).then_refused(FundRefusal::NotAMember);
}

/// S109: a loan's guarantee is a group of members or a thing, and says which.
#[test]
fn s109_a_loan_is_secured_on_a_group_or_on_a_thing() {
    given::<Fund>(fund([])).when(ask(LOAN, A, 1_000, &[B, C])).then_types(&["fund_loan_requested"]);
    given::<Fund>(fund([])).when(on_gold(ask(LOAN, A, 1_000, &[]))).then_types(&["fund_loan_requested"]);
    given::<Fund>(fund([])).when(ask(LOAN, A, 1_000, &[B])).then_invalid(&["guarantors"]);
    given::<Fund>(fund([])).when(ask(LOAN, A, 1_000, &[B, B, C])).then_invalid(&["guarantors"]);
    given::<Fund>(fund([])).when(ask(LOAN, A, 1_000, &[A, B])).then_invalid(&["guarantors"]);
    let mut both = on_gold(ask(LOAN, A, 1_000, &[]));
    both.request.guarantors = vec![id(B), id(C)];
    given::<Fund>(fund([])).when(both).then_invalid(&["guarantors"]);
    let mut nothing = on_gold(ask(LOAN, A, 1_000, &[]));
    nothing.request.collateral = None;
    given::<Fund>(fund([])).when(nothing).then_invalid(&["collateral"]);
    given::<Fund>(fund([])).when(ask(LOAN, A, 2, &[B, C])).then_invalid(&["instalments"]);
}

#[test]
fn a_loan_is_paid_out_of_what_is_there_and_comes_back_monthly() {
    let asked = fund([put_in(601, A, 5_000_000).into(), ask(LOAN, A, 5_000_001, &[B, C]).into()]);
    given::<Fund>(asked.clone()).when(grant(LOAN)).then_refused(FundRefusal::MoneyLacking { balance: 5_000_000 });
    let less = GrantFundLoan { amount_rials: Some(5_000_000), ..grant(LOAN) };
    let granted = history::<Fund>(&asked, [less.into()]);
    let found = &state(&granted).loans[&id(LOAN)];
    let plan: Vec<(String, i64)> =
        found.instalments.iter().map(|one| (one.due_on.to_string(), one.amount_rials)).collect();
    // 1 Khordad, then the first of each Jalali month; two tomans do not divide and go first.
    let expected = [("2025-05-22", 1_666_670), ("2025-06-22", 1_666_670), ("2025-07-23", 1_666_660)];
    assert_eq!(plan, expected.map(|(due, amount)| (due.to_owned(), amount)));
    let more = GrantFundLoan { amount_rials: Some(9_000_000), ..grant(LOAN) };
    given::<Fund>(asked.clone()).when(more).then_invalid(&["amount_rials"]);
    given::<Fund>(granted.clone()).when(grant(LOAN)).then_refused(FundRefusal::LoanAnswered);
    given::<Fund>(granted.clone()).when(ask(502, A, 10, &[B, C])).then_refused(FundRefusal::Owes { rials: 5_000_000 });
    given::<Fund>(granted.clone()).when(pay(602, LOAN, 5_000_001)).then_invalid(&["amount_rials"]);
    let paid = history::<Fund>(&granted, [pay(602, LOAN, 5_000_000).into()]);
    given::<Fund>(paid.clone()).when(pay(603, LOAN, 1)).then_refused(FundRefusal::NotLent);
    given::<Fund>(paid).when(ask(502, A, 10, &[B, C])).then_types(&["fund_loan_requested"]);

    let refusal = FundLoanRefused { loan_id: id(LOAN), reason: FundLoanRefusal::MoneyLacking, refused_on: today() };
    let refuse = RefuseFundLoan { refusal, today: today() };
    let refused = history::<Fund>(&asked, [refuse.clone().into()]);
    given::<Fund>(refused.clone()).when(refuse).then_refused(FundRefusal::LoanAnswered);
    given::<Fund>(refused).when(grant(LOAN)).then_refused(FundRefusal::LoanAnswered);
    given::<Fund>(asked).when(pay(602, LOAN, 1)).then_refused(FundRefusal::NotLent);
    given::<Fund>(fund([])).when(grant(LOAN)).then_refused(FundRefusal::UnknownLoan);
}

#[test]
fn whoever_answers_for_a_loan_pays_when_the_borrower_does_not() {
    given::<Fund>(lent()).when(cover(602, LOAN, Some(B), 1)).then_refused(FundRefusal::NotInDefault);
    let early = DeclareDefault {
        default: DefaultDeclared { loan_id: id(LOAN), declared_on: day("2025-05-22") },
        today: today(),
    };
    given::<Fund>(lent()).when(early).then_refused(FundRefusal::NothingOverdue);
    let ahead = history::<Fund>(&lent(), [pay(602, LOAN, 5_999_999).into()]);
    given::<Fund>(ahead).when(default_of(LOAN)).then_types(&["default_declared"]);
    let failed = history::<Fund>(&lent(), [pay(602, LOAN, 2_000_000).into(), default_of(LOAN).into()]);
    given::<Fund>(failed.clone()).when(default_of(LOAN)).then_refused(FundRefusal::InDefault);
    given::<Fund>(failed.clone()).when(cover(603, LOAN, Some(A), 1)).then_refused(FundRefusal::NotAGuarantor);
    given::<Fund>(failed.clone()).when(cover(603, LOAN, None, 1)).then_invalid(&["covered_by"]);
    given::<Fund>(failed.clone()).when(cover(603, LOAN, Some(B), 4_000_001)).then_invalid(&["amount_rials"]);
    let halves = [cover(603, LOAN, Some(B), 2_000_000).into(), cover(604, LOAN, Some(C), 2_000_000).into()];
    let covered = state(&history::<Fund>(&failed, halves));
    assert_eq!((covered.outstanding(id(LOAN)), covered.balance()), (0, 10_000_000));

    let gold = on_gold(ask(LOAN, A, 600, &[])).into();
    let gold = fund([put_in(601, B, 600).into(), gold, grant(LOAN).into(), default_of(LOAN).into()]);
    given::<Fund>(gold.clone()).when(cover(602, LOAN, Some(B), 600)).then_invalid(&["covered_by"]);
    given::<Fund>(gold).when(cover(602, LOAN, None, 600)).then_types(&["default_covered"]);
}

#[test]
fn a_member_leaves_owing_nothing_answering_for_nobody_with_the_share_paid_out() {
    given::<Fund>(lent()).when(leave(A)).then_refused(FundRefusal::Owes { rials: 6_000_000 });
    given::<Fund>(lent()).when(leave(B)).then_refused(FundRefusal::AnswersForLoan);
    let asked = fund([ask(LOAN, A, 1_000, &[B, C]).into()]);
    given::<Fund>(asked).when(leave(B)).then_refused(FundRefusal::AnswersForLoan);
    let paid = history::<Fund>(&lent(), [pay(602, LOAN, 6_000_000).into()]);
    given::<Fund>(paid.clone()).when(leave(B)).then_types(&["fund_member_left"]);
    given::<Fund>(paid.clone()).when(leave(A)).then_refused(FundRefusal::ShareLeft { rials: 10_000_000 });
    let out = history::<Fund>(&paid, [take_out(603, A, 10_000_000).into()]);
    given::<Fund>(out).when(leave(A)).then_types(&["fund_member_left"]);
    given::<Fund>(paid.clone())
        .when(take_out(603, A, 10_000_001))
        .then_refused(FundRefusal::ShareTooSmall { rials: 10_000_000 });
    given::<Fund>(lent()).when(take_out(603, A, 1)).then_refused(FundRefusal::Owes { rials: 6_000_000 });
    // Another's share is there, and lent.
    let others = history::<Fund>(&lent(), [put_in(602, B, 3_000_000).into(), ask(502, C, 7_000_000, &[A, B]).into()]);
    let all_lent = history::<Fund>(&others, [grant(502).into()]);
    given::<Fund>(all_lent).when(take_out(603, B, 1)).then_refused(FundRefusal::MoneyLacking { balance: 0 });
}

#[test]
fn a_mistake_counts_no_more_and_stays_readable() {
    let twice = fund([put_in(601, A, 5_000).into(), put_in(602, A, 5_000).into()]);
    let right = history::<Fund>(&twice, [reverse(602).into()]);
    assert_eq!(state(&right).balance(), 5_000);
    given::<Fund>(right.clone()).when(reverse(602)).then_nothing();
    given::<Fund>(right.clone()).when(put_in(602, A, 1)).then_refused(FundRefusal::IdTaken);
    given::<Fund>(right).when(reverse(699)).then_refused(FundRefusal::UnknownEntry);
    given::<Fund>(lent()).when(reverse(601)).then_refused(FundRefusal::MoneyLacking { balance: 4_000_000 });
    // A loan that is paid back does not come to life for somebody who left.
    let gone = [pay(602, LOAN, 6_000_000).into(), leave(B).into()];
    given::<Fund>(history::<Fund>(&lent(), gone)).when(reverse(602)).then_refused(FundRefusal::NotAMember);
}

#[test]
fn trainings_name_members_and_are_put_right_by_saying_them_again() {
    let training = |hours: u16, present: &[u128]| HoldFundTraining {
        training: FundTrainingHeld {
            training_id: id(701),
            topic: FundTrainingTopic::Bookkeeping,
            held_on: day("2025-05-01"),
            hours,
            activity_id: None,
            present: present.iter().map(|number| id(*number)).collect(),
        },
        today: today(),
    };
    given::<Fund>(fund([])).when(training(2, &[])).then_invalid(&["present"]);
    given::<Fund>(fund([])).when(training(0, &[A, A])).then_invalid(&["hours", "present"]);
    given::<Fund>(fund([])).when(training(2, &[A, D])).then_refused(FundRefusal::NotAMember);
    let held = fund([training(2, &[A, B]).into()]);
    given::<Fund>(held.clone()).when(training(2, &[A, B])).then_nothing();
    given::<Fund>(held).when(training(2, &[A, B, C])).then_types(&["fund_training_held"]);
}
