//! What a fund's rows mean on a day: which instalments are paid, what is overdue, how far a loan is. Pure.

use chrono::NaiveDate;

use super::views::{FundLoanState, InstalmentItem, InstalmentState};

/// One planned instalment.
#[derive(Clone, Copy)]
pub(super) struct Planned {
    pub number: i32,
    pub due_on: NaiveDate,
    pub amount_rials: i64,
}

/// The instalments with what was paid of each, in their order.
pub(super) fn instalments(plan: &[Planned], repaid: i64, today: NaiveDate) -> Vec<InstalmentItem> {
    let mut left = repaid;
    plan.iter()
        .map(|one| {
            let paid_rials = left.clamp(0, one.amount_rials);
            left -= paid_rials;
            let state = if paid_rials == one.amount_rials {
                InstalmentState::Paid
            } else if one.due_on < today {
                InstalmentState::Overdue
            } else {
                InstalmentState::Due
            };
            let (number, amount_rials) = (one.number, one.amount_rials);
            InstalmentItem { number, due_on: one.due_on.into(), amount_rials, paid_rials, state }
        })
        .collect()
}

/// What of the instalments is past its day and not paid.
pub(super) fn overdue(instalments: &[InstalmentItem]) -> i64 {
    let late = instalments.iter().filter(|one| one.state == InstalmentState::Overdue);
    late.map(|one| one.amount_rials - one.paid_rials).sum()
}

/// What decides how far a loan is.
#[derive(Clone, Copy)]
pub(super) struct Course {
    pub granted: bool,
    pub refused: bool,
    pub default: bool,
    pub outstanding: i64,
    pub overdue: i64,
}

pub(super) fn state(course: Course) -> FundLoanState {
    match course {
        Course { refused: true, .. } => FundLoanState::Refused,
        Course { granted: false, .. } => FundLoanState::Requested,
        Course { outstanding: ..=0, .. } => FundLoanState::Paid,
        Course { default: true, .. } => FundLoanState::Default,
        Course { overdue: 1.., .. } => FundLoanState::Overdue,
        _ => FundLoanState::Lent,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan() -> [Planned; 3] {
        let day = |text: &str| text.parse().unwrap();
        [(1, "2026-01-21"), (2, "2026-02-20"), (3, "2026-03-21")].map(|(number, due)| Planned {
            number,
            due_on: day(due),
            amount_rials: 100,
        })
    }

    #[test]
    fn what_came_back_pays_the_instalments_in_their_order() {
        let today = "2026-02-21".parse().unwrap();
        let found = instalments(&plan(), 150, today);
        let seen: Vec<(i64, InstalmentState)> = found.iter().map(|one| (one.paid_rials, one.state)).collect();
        let expected = [(100, InstalmentState::Paid), (50, InstalmentState::Overdue), (0, InstalmentState::Due)];
        assert_eq!((seen.as_slice(), overdue(&found)), (expected.as_slice(), 50));
        assert_eq!(overdue(&instalments(&plan(), 0, "2026-01-21".parse().unwrap())), 0, "the day itself is not late");
    }

    #[test]
    fn a_loan_is_where_its_course_has_brought_it() {
        let lent = Course { granted: true, refused: false, default: false, outstanding: 5, overdue: 0 };
        assert_eq!(state(lent), FundLoanState::Lent);
        assert_eq!(state(Course { overdue: 1, ..lent }), FundLoanState::Overdue);
        assert_eq!(state(Course { default: true, overdue: 1, ..lent }), FundLoanState::Default);
        assert_eq!(state(Course { default: true, outstanding: 0, ..lent }), FundLoanState::Paid);
        assert_eq!(state(Course { granted: false, ..lent }), FundLoanState::Requested);
        assert_eq!(state(Course { granted: false, refused: true, ..lent }), FundLoanState::Refused);
    }
}
