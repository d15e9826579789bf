//! Micro-finance funds: members of the demo's families, monthly contributions, loans on each other's word; one that is paid back, one late, one covered
//! by those who answer for it.

use hamyar_domain::Fund;
use hamyar_domain::fund::*;
use hamyar_events::fund::*;
use hamyar_events::*;

use super::{Program, Stream, words};
use crate::act::Who;

const MILLION: i64 = 1_000_000;
/// Members of a fund.
const MEMBERS: usize = 11;
/// How long ago each fund was formed, in days, and the center that keeps its book.
const FORMED: [(usize, u64); 4] = [(0, 420), (1, 300), (3, 360), (5, 240)];

impl Program<'_> {
    pub(super) fn run_funds(&mut self) {
        for (number, (center, formed)) in FORMED.into_iter().enumerate() {
            self.run_fund(words::FUNDS[number % words::FUNDS.len()], center, formed);
        }
    }

    /// Heads of families of a center that were there by then and still are.
    fn heads(&self, center: usize, formed: u64) -> Vec<(FamilyId, MemberId)> {
        let by = self.ago(formed + 20);
        let there = self.planner.families.iter().filter(|life| {
            life.center == center && !life.over && life.state.file.as_ref().is_some_and(|file| file.identified_on < by)
        });
        there.filter_map(|life| Some((life.id, life.household.people.first()?.id))).take(MEMBERS).collect()
    }

    fn run_fund(&mut self, name: &str, center: usize, formed: u64) {
        let members = self.heads(center, formed);
        if members.len() < 5 {
            return;
        }
        let who = Who::Manager(center);
        let mut fund = Stream::<Fund>::new(self.id());
        let formed_on = self.ago(formed);
        let home = &self.planner.world.centers[center];
        let fact = FundFormed {
            center_id: home.id,
            name: name.to_owned(),
            neighborhood_id: home.neighborhoods.first().copied(),
            agency_id: None,
            formed_on,
        };
        fund.ask(formed_on, who, FormFund { fund: fact, today: formed_on });
        for (number, (family_id, member_id)) in members.iter().copied().enumerate() {
            let joined_on = self.ago(formed - 2 - number as u64 % 6);
            let member = FundMemberJoined { family_id, member_id, joined_on };
            fund.ask(joined_on, who, JoinFund { member, today: joined_on });
        }
        let members: Vec<MemberId> = members.into_iter().map(|(_, member)| member).collect();
        self.train(&mut fund, who, &members, formed);
        let mut days = formed - 15;
        while days > 3 {
            let contributed_on = self.ago(days);
            for (number, member_id) in members.iter().copied().enumerate() {
                // One in seven misses a month.
                if (number as u64 + days) % 7 == 3 {
                    continue;
                }
                let contribution = ContributionRecorded {
                    entry_id: FundEntryId(self.id()),
                    member_id,
                    amount_rials: 3 * MILLION,
                    contributed_on,
                };
                fund.ask(contributed_on, who, RecordContribution { contribution, today: contributed_on });
            }
            days = days.saturating_sub(30);
        }
        self.lend(&mut fund, who, &members, formed);
        self.settle(&mut fund);
    }

    fn train(&mut self, fund: &mut Stream<Fund>, who: Who, members: &[MemberId], formed: u64) {
        let topics = [FundTrainingTopic::Rules, FundTrainingTopic::Saving, FundTrainingTopic::Business];
        for (number, topic) in topics.into_iter().enumerate() {
            let held_on = self.ago(formed - 12 - 35 * number as u64);
            let training = FundTrainingHeld {
                training_id: FundTrainingId(self.id()),
                topic,
                held_on,
                hours: 3,
                activity_id: None,
                present: members.iter().copied().skip(number).collect(),
            };
            fund.ask(held_on, who, HoldFundTraining { training, today: held_on });
        }
    }

    /// Three loans after each other: the first is paid back, the second late, of the third nothing came and the group pays.
    fn lend(&mut self, fund: &mut Stream<Fund>, who: Who, members: &[MemberId], formed: u64) {
        let purposes = [FundLoanPurpose::Work, FundLoanPurpose::Education, FundLoanPurpose::Work];
        for (number, purpose) in purposes.into_iter().enumerate() {
            let asked = formed - 70 - 10 * number as u64;
            let (requested_on, granted_on) = (self.ago(asked), self.ago(asked - 6));
            let loan_id = FundLoanId(self.id());
            let others = members.iter().copied().filter(|one| *one != members[number]);
            let request = FundLoanRequested {
                loan_id,
                member_id: members[number],
                amount_rials: 18 * MILLION,
                purpose,
                instalments: 6,
                guarantee: LoanGuarantee::Group,
                guarantors: others.skip(number * 2).take(3).collect(),
                collateral: None,
                requested_on,
            };
            let guarantor = request.guarantors.first().copied();
            fund.ask(requested_on, who, RequestFundLoan { request, today: requested_on });
            let grant =
                GrantFundLoan { loan_id, amount_rials: None, first_due_on: None, granted_on, today: granted_on };
            fund.ask(granted_on, who, grant);
            let paid = [6, 3, 1][number];
            for turn in 1..=paid {
                let Some(days) = (asked - 6).checked_sub(30 * turn) else { break };
                let paid_on = self.ago(days);
                let entry_id = FundEntryId(self.id());
                let payment = InstalmentPaid { entry_id, loan_id, amount_rials: 3 * MILLION, paid_on };
                fund.ask(paid_on, who, PayInstalment { payment, today: paid_on });
            }
            if number == 2 {
                let Some(days) = (asked - 6).checked_sub(130) else { continue };
                let declared_on = self.ago(days);
                let default = DefaultDeclared { loan_id, declared_on };
                fund.ask(declared_on, who, DeclareDefault { default, today: declared_on });
                let covered_on = self.ago(days.saturating_sub(9));
                let entry_id = FundEntryId(self.id());
                let cover =
                    DefaultCovered { entry_id, loan_id, covered_by: guarantor, amount_rials: 5 * MILLION, covered_on };
                fund.ask(covered_on, who, CoverDefault { cover, today: covered_on });
            }
        }
    }
}
