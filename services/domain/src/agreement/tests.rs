//! An agreement as rules: nothing is drawn or spent that its source does not have, and a total counts each rial once.

use hamyar_events::agreement::*;
use hamyar_events::*;
use proptest::prelude::*;
use std::collections::BTreeMap;

use super::*;
use crate::testing::*;

/// Milliard tomans in rials.
const MILLIARD: i64 = 10_000_000_000;

fn sign() -> SignAgreement {
    let agreement = AgreementSigned {
        number: "۱۳۷".to_owned(),
        title: "کاهش آسیب‌های اجتماعی".to_owned(),
        parties: vec![id(71), id(72)],
        place_id: None,
        signed_on: day("2025-03-21"),
        ends_on: Some(day("2027-03-20")),
    };
    SignAgreement { agreement, today: today() }
}

fn credit(number: u128, amount_rials: i64, source: Option<u128>) -> AllocateCredit {
    let credit = CreditAllocated {
        allocation_id: id(number),
        amount_rials,
        kind: CreditKind::Operating,
        budget_line: source.is_none().then(|| "ردیف کاهش آسیب‌ها".to_owned()),
        drawn_from: source.map(id),
        for_agreement: None,
        purpose: "استان‌های مرزی".to_owned(),
        place_id: None,
        year: 1404,
        allocated_on: day("2025-06-01"),
    };
    AllocateCredit { credit, today: today() }
}

fn spend(number: u128, of: u128, amount_rials: i64) -> SpendCredit {
    let spending = CreditSpent {
        spending_id: id(number),
        allocation_id: id(of),
        amount_rials,
        note: "قسط".to_owned(),
        spent_on: day("2025-07-01"),
    };
    SpendCredit { spending, today: today() }
}

fn take_back(number: u128) -> ReverseAllocation {
    let mistake = CreditMistake::WrongAmount;
    let reversal = AllocationReversed { allocation_id: id(number), mistake, reversed_on: today() };
    ReverseAllocation { reversal, today: today() }
}

fn unspend(number: u128) -> ReverseSpending {
    let mistake = CreditMistake::NotPaid;
    let reversal = SpendingReversed { spending_id: id(number), mistake, reversed_on: today() };
    ReverseSpending { reversal, today: today() }
}

fn end() -> EndAgreement {
    let end = AgreementEnded { reason: AgreementEnd::ByConsent, ended_on: today() };
    EndAgreement { end, today: today() }
}

fn agreement(commands: impl IntoIterator<Item = AgreementCommand>) -> Vec<AgreementEvent> {
    history::<Agreement>(&[], [vec![sign().into()], commands.into_iter().collect()].concat())
}

fn state(events: &[AgreementEvent]) -> Agreement {
    let mut state = Agreement::default();
    events.iter().for_each(|event| state.evolve(event));
    state
}

#[test]
fn an_agreement_is_signed_once_amended_and_ended() {
    given::<Agreement>([]).when(sign()).then_types(&["agreement_signed"]);
    given::<Agreement>(agreement([])).when(sign()).then_refused(AgreementRefusal::AlreadySigned);
    let mut wrong = sign();
    (wrong.agreement.parties, wrong.agreement.ends_on) = (vec![], Some(day("2025-03-21")));
    given::<Agreement>([]).when(wrong).then_invalid(&["parties", "ends_on"]);
    let amendment = AgreementAmended {
        note: "الحاقیه".to_owned(),
        parties: vec![id(71)],
        ends_on: Some(day("2028-03-20")),
        amended_on: day("2026-01-01"),
    };
    let amend = AmendAgreement { amendment, today: today() };
    given::<Agreement>([]).when(amend.clone()).then_refused(AgreementRefusal::NotSigned);
    let amended = agreement([amend.clone().into()]);
    assert_eq!(state(&amended).parties, [id(71)]);
    given::<Agreement>(amended).when(amend.clone()).then_nothing();
    let ended = agreement([end().into()]);
    given::<Agreement>(ended.clone()).when(end()).then_nothing();
    given::<Agreement>(ended.clone()).when(amend).then_refused(AgreementRefusal::HasEnded);
    given::<Agreement>(ended).when(credit(401, MILLIARD, None)).then_refused(AgreementRefusal::HasEnded);
}

/// S114, R53: amount, kind, source and purpose; a credit has one source.
#[test]
fn s114_a_credit_comes_from_a_budget_line_or_from_another_credit() {
    given::<Agreement>([]).when(credit(401, 1, None)).then_refused(AgreementRefusal::NotSigned);
    given::<Agreement>(agreement([])).when(credit(401, 700 * MILLIARD, None)).then_types(&["credit_allocated"]);
    let mut both = credit(402, 5, Some(401));
    both.credit.budget_line = Some("ردیف".to_owned());
    given::<Agreement>(agreement([])).when(both).then_invalid(&["drawn_from"]);
    let mut neither = credit(402, 0, None);
    (neither.credit.budget_line, neither.credit.year) = (None, 99);
    given::<Agreement>(agreement([])).when(neither).then_invalid(&["amount_rials", "year", "budget_line"]);
    let mut elsewhere = credit(402, 5, None);
    elsewhere.credit.for_agreement = Some(id(9));
    given::<Agreement>(agreement([])).when(elsewhere).then_invalid(&["for_agreement"]);
    given::<Agreement>(agreement([])).when(credit(402, 5, Some(401))).then_refused(AgreementRefusal::UnknownAllocation);
    let whole = agreement([credit(401, 10, None).into()]);
    given::<Agreement>(whole.clone()).when(credit(401, 10, None)).then_refused(AgreementRefusal::IdTaken);
    let mut early = credit(402, 5, Some(401));
    early.credit.allocated_on = day("2025-05-31");
    given::<Agreement>(whole).when(early).then_invalid(&["allocated_on"]);
}

/// S114, M54: the 400 and 36 milliard are drawn from the 700, which is therefore all there is.
#[test]
fn s114_what_is_drawn_is_never_added_to_its_source() {
    let drawn = agreement([
        credit(401, 700 * MILLIARD, None).into(),
        credit(402, 400 * MILLIARD, Some(401)).into(),
        credit(403, 36 * MILLIARD, Some(401)).into(),
    ]);
    let held = state(&drawn);
    assert_eq!((held.total(), held.left(id(401))), (700 * MILLIARD, 264 * MILLIARD));
    let left_rials = 264 * MILLIARD;
    let more = credit(404, 264 * MILLIARD + 1, Some(401));
    given::<Agreement>(drawn.clone()).when(more).then_refused(AgreementRefusal::SourceTooSmall { left_rials });
    given::<Agreement>(drawn).when(credit(404, left_rials, Some(401))).then_types(&["credit_allocated"]);
}

#[test]
fn no_more_is_spent_than_is_left() {
    let spent =
        agreement([credit(401, 100, None).into(), credit(402, 60, Some(401)).into(), spend(411, 401, 30).into()]);
    let left_rials = 10;
    given::<Agreement>(spent.clone())
        .when(spend(412, 401, 11))
        .then_refused(AgreementRefusal::CreditExhausted { left_rials });
    given::<Agreement>(spent.clone()).when(spend(412, 499, 1)).then_refused(AgreementRefusal::UnknownAllocation);
    given::<Agreement>(spent.clone()).when(spend(411, 401, 1)).then_refused(AgreementRefusal::IdTaken);
    let mut early = spend(412, 401, 1);
    early.spending.spent_on = day("2025-05-01");
    given::<Agreement>(spent.clone()).when(early).then_invalid(&["spent_on"]);
    // What was promised is still paid after the end.
    let ended = history::<Agreement>(&spent, [end().into()]);
    given::<Agreement>(ended).when(spend(412, 402, 60)).then_types(&["credit_spent"]);
}

#[test]
fn a_mistake_is_reversed_and_never_edited() {
    let spent =
        agreement([credit(401, 100, None).into(), credit(402, 60, Some(401)).into(), spend(411, 402, 30).into()]);
    given::<Agreement>(spent.clone()).when(take_back(401)).then_refused(AgreementRefusal::AllocationInUse);
    given::<Agreement>(spent.clone()).when(take_back(402)).then_refused(AgreementRefusal::AllocationInUse);
    given::<Agreement>(spent.clone()).when(take_back(499)).then_refused(AgreementRefusal::UnknownAllocation);
    given::<Agreement>(spent.clone()).when(unspend(499)).then_refused(AgreementRefusal::UnknownSpending);
    let undone = history::<Agreement>(&spent, [unspend(411).into(), take_back(402).into()]);
    assert_eq!(state(&undone).left(id(401)), 100);
    given::<Agreement>(undone.clone()).when(unspend(411)).then_nothing();
    given::<Agreement>(undone.clone()).when(take_back(402)).then_nothing();
    given::<Agreement>(undone.clone()).when(spend(411, 401, 1)).then_refused(AgreementRefusal::IdTaken);
    given::<Agreement>(undone).when(credit(402, 1, Some(401))).then_refused(AgreementRefusal::IdTaken);
}

fn any_amount() -> impl Strategy<Value = i64> {
    prop_oneof![8 => 1i64..500, 1 => Just(0), 1 => Just(-3), 1 => Just(i64::MAX), 1 => Just(i64::MIN)]
}

/// Credits from outside and from one another, in any order; spendings; what is taken back.
fn any_command() -> impl Strategy<Value = AgreementCommand> {
    let number = || 400u128..412;
    prop_oneof![
        3 => (number(), any_amount()).prop_map(|(one, amount)| credit(one, amount, None).into()),
        6 => (number(), any_amount(), number()).prop_map(|(one, amount, from)| credit(one, amount, Some(from)).into()),
        4 => (500u128..512, number(), any_amount()).prop_map(|(one, of, amount)| spend(one, of, amount).into()),
        2 => number().prop_map(|one| take_back(one).into()),
        2 => (500u128..512).prop_map(|one| unspend(one).into()),
        1 => Just(end().into()),
    ]
}

proptest! {
    /// S114: whatever is asked, in whatever order: what is left everywhere and what was spent is together what budget lines gave, no credit is
    /// overdrawn, and nothing is counted twice.
    #[test]
    fn s114_every_rial_of_a_tree_of_credits_is_counted_once(commands in prop::collection::vec(any_command(), 1..80)) {
        let mut held = Agreement::default();
        sign_into(&mut held);
        let mut given: BTreeMap<AllocationId, i64> = BTreeMap::new();
        for command in commands {
            let Ok(events) = held.decide(&command) else { continue };
            for event in events {
                match &event {
                    AgreementEvent::CreditAllocated(one) if one.drawn_from.is_none() => {
                        given.insert(one.allocation_id, one.amount_rials);
                    }
                    AgreementEvent::AllocationReversed(one) => drop(given.remove(&one.allocation_id)),
                    _ => {}
                }
                held.evolve(&event);
            }
            let left: Vec<i64> = held.allocations.keys().map(|one| held.left(*one)).collect();
            let spent: i64 = held.spendings.values().map(|one| one.amount_rials).sum();
            prop_assert!(left.iter().all(|rials| *rials >= 0));
            prop_assert_eq!(held.total(), given.values().sum::<i64>());
            prop_assert_eq!(left.iter().sum::<i64>() + spent, held.total());
        }
    }
}

fn sign_into(held: &mut Agreement) {
    for event in held.decide(&sign().into()).unwrap() {
        held.evolve(&event);
    }
}
