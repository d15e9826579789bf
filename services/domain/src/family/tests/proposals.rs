use hamyar_events::family::*;
use hamyar_events::*;

use crate::family::*;
use crate::testing::*;

const CASEWORKERS_ACCOUNT: u128 = 921;

fn assessed() -> Vec<FamilyEvent> {
    family(&consented(), [assess(101, AssessmentMoment::Baseline, 4, "2025-04-20").into()])
}

fn propose(number: u128, wanted: Tier) -> ProposeTier {
    ProposeTier {
        proposal_id: id(number),
        moment: AssessmentMoment::Baseline,
        tier: wanted,
        reason: shared("پدر خانواده سه ماه است که برنگشته است"),
        household_type: None,
        user_id: id(CASEWORKERS_ACCOUNT),
        assigned_on: day("2025-04-21"),
        needs_approval: true,
        set: published(),
        today: today(),
    }
}

fn answer(outcome: ProposalOutcome, user: u128, words: Option<&str>) -> AnswerTierProposal {
    let answer = TierProposalAnswered {
        proposal_id: id(601),
        outcome,
        answer: words.map(shared),
        user_id: id(user),
        answered_on: day("2025-04-25"),
    };
    AnswerTierProposal { answer, reason: propose(601, Tier::Harmed).reason, set: published(), today: today() }
}

fn withdraw() -> WithdrawTierProposal {
    let withdrawal = TierProposalWithdrawn { proposal_id: id(601), withdrawn_on: day("2025-04-22") };
    WithdrawTierProposal { withdrawal, today: today() }
}

fn tier_of(events: &[FamilyEvent]) -> (Tier, bool) {
    let held = history_state(events).tier.expect("a tier");
    (held.tier, held.overridden)
}

fn history_state(events: &[FamilyEvent]) -> Family {
    let mut state = Family::default();
    events.iter().for_each(|event| state.evolve(event));
    state
}

/// S024: while the manager's answer is awaited the computed tier holds; agreed to, the proposed one does, with the caseworker's reason.
#[test]
fn a_proposed_tier_waits_and_the_computed_one_holds() {
    given::<Family>(assessed()).when(propose(601, Tier::Harmed)).then_types(&["tier_assigned", "tier_proposed"]);
    let proposed = family(&assessed(), [propose(601, Tier::Harmed).into()]);
    assert_eq!(tier_of(&proposed), (Tier::Stable, false));
    given::<Family>(proposed.clone()).when(propose(601, Tier::Harmed)).then_nothing();
    given::<Family>(proposed.clone()).when(propose(602, Tier::AtRisk)).then_refused(FamilyRefusal::TierProposalWaits);
    let yes = answer(ProposalOutcome::Accepted, 902, None);
    given::<Family>(proposed.clone()).when(yes.clone()).then_types(&["tier_proposal_answered", "tier_assigned"]);
    let accepted = family(&proposed, [yes.clone().into()]);
    assert_eq!(tier_of(&accepted), (Tier::Harmed, true));
    let Some(FamilyEvent::TierAssigned(event)) = accepted.last() else { panic!("{:?}", accepted.last()) };
    assert_eq!(event.computed.as_ref().map(|computed| computed.tier), Some(Tier::Stable));
    assert_eq!(event.r#override.as_ref().map(|given| &given.reason), Some(&yes.reason));
    given::<Family>(accepted.clone()).when(yes).then_refused(FamilyRefusal::TierProposalIsAnswered);
    // A later proposal starts from what the manager decided, and leaves it standing.
    given::<Family>(accepted.clone()).when(propose(603, Tier::Harmed)).then_refused(FamilyRefusal::TierStands);
    given::<Family>(accepted).when(propose(603, Tier::AtRisk)).then_types(&["tier_proposed"]);
}

#[test]
fn whoever_proposed_does_not_answer_and_a_no_has_words() {
    let proposed = family(&assessed(), [propose(601, Tier::Harmed).into()]);
    given::<Family>(proposed.clone())
        .when(answer(ProposalOutcome::Accepted, CASEWORKERS_ACCOUNT, None))
        .then_refused(FamilyRefusal::OwnTierProposal);
    given::<Family>(proposed.clone()).when(answer(ProposalOutcome::Declined, 902, None)).then_invalid(&["answer"]);
    let no = answer(ProposalOutcome::Declined, 902, Some("یک بازدید دیگر لازم است"));
    given::<Family>(proposed.clone()).when(no.clone()).then_types(&["tier_proposal_answered"]);
    let declined = family(&proposed, [no.into()]);
    assert_eq!(tier_of(&declined), (Tier::Stable, false));
    given::<Family>(declined.clone()).when(withdraw()).then_refused(FamilyRefusal::TierProposalIsAnswered);
    given::<Family>(declined).when(propose(602, Tier::AtRisk)).then_types(&["tier_proposed"]);
}

#[test]
fn a_proposal_is_taken_back_once() {
    let proposed = family(&assessed(), [propose(601, Tier::Harmed).into()]);
    given::<Family>(proposed.clone()).when(withdraw()).then_types(&["tier_proposal_withdrawn"]);
    let withdrawn = family(&proposed, [withdraw().into()]);
    given::<Family>(withdrawn.clone()).when(withdraw()).then_nothing();
    let yes = answer(ProposalOutcome::Accepted, 902, None);
    given::<Family>(withdrawn).when(yes.clone()).then_refused(FamilyRefusal::TierProposalTakenBack);
    given::<Family>(assessed()).when(yes).then_refused(FamilyRefusal::UnknownTierProposal);
}

/// Where the center lets its caseworkers decide, the tier holds at once; both values are kept.
#[test]
fn without_the_managers_approval_it_holds_at_once() {
    let mut command = propose(601, Tier::Harmed);
    command.needs_approval = false;
    given::<Family>(assessed()).when(command.clone()).then_types(&["tier_assigned"]);
    assert_eq!(tier_of(&family(&assessed(), [command.clone().into()])), (Tier::Harmed, true));
    command.tier = Tier::Stable;
    given::<Family>(assessed()).when(command).then_refused(FamilyRefusal::TierStands);
}

#[test]
fn a_proposal_needs_a_reason_readings_and_consent() {
    let mut command = propose(601, Tier::Harmed);
    command.reason = shared(" ");
    command.assigned_on = day("2030-01-01");
    given::<Family>(assessed()).when(command).then_invalid(&["reason", "assigned_on"]);
    given::<Family>(consented()).when(propose(601, Tier::Harmed)).then_refused(FamilyRefusal::NoReadings);
    given::<Family>(identified()).when(propose(601, Tier::Harmed)).then_refused(FamilyRefusal::ConsentNotAsked);
}

/// A proposal of a year that is over is not agreed to any more.
#[test]
fn a_proposal_of_the_former_cycle_is_only_declined() {
    let year = family(
        &assessed(),
        [
            propose(601, Tier::Harmed).into(),
            assess(103, AssessmentMoment::Final, 4, "2026-04-10").into(),
            tier(AssessmentMoment::Final, "2026-04-10").into(),
            assess(104, AssessmentMoment::Baseline, 4, "2026-04-20").into(),
        ],
    );
    let mut yes = answer(ProposalOutcome::Accepted, 902, None);
    yes.answer.answered_on = day("2026-04-21");
    given::<Family>(year.clone()).when(yes.clone()).then_refused(FamilyRefusal::TierProposalOutdated);
    yes.answer.outcome = ProposalOutcome::Declined;
    yes.answer.answer = Some(shared("سال تازه آغاز شده است"));
    given::<Family>(year).when(yes).then_types(&["tier_proposal_answered"]);
}

/// The manager agrees to what was proposed: once other readings compute another tier, or a later one holds, it is asked anew.
#[test]
fn an_outdated_proposal_is_not_agreed_to() {
    let proposed = family(&assessed(), [propose(601, Tier::Harmed).into()]);
    let yes = answer(ProposalOutcome::Accepted, 902, None);
    let reread = family(&proposed, [assess(102, AssessmentMoment::Baseline, 2, "2025-04-22").into()]);
    given::<Family>(reread.clone()).when(yes.clone()).then_refused(FamilyRefusal::TierProposalOutdated);
    let no = answer(ProposalOutcome::Declined, 902, Some("پاسخ‌ها تازه شده است"));
    given::<Family>(reread).when(no).then_types(&["tier_proposal_answered"]);
    let later = family(
        &proposed,
        [
            assess(103, AssessmentMoment::Interim, 1, "2025-04-23").into(),
            tier(AssessmentMoment::Interim, "2025-04-23").into(),
        ],
    );
    given::<Family>(later.clone()).when(yes).then_refused(FamilyRefusal::TierProposalOutdated);
    // Nor is a tier proposed for a moment that is over, which would take the later one away.
    let withdrawn = family(&later, [withdraw().into()]);
    given::<Family>(withdrawn).when(propose(602, Tier::AtRisk)).then_refused(FamilyRefusal::TierProposalOutdated);
}

/// What the rule computed before gives way to what it computes from newer readings, also while an answer is awaited.
#[test]
fn newer_readings_hold_while_an_answer_is_awaited() {
    let reread = family(
        &assessed(),
        [
            tier(AssessmentMoment::Baseline, "2025-04-20").into(),
            assess(102, AssessmentMoment::Baseline, 1, "2025-04-21").into(),
        ],
    );
    given::<Family>(reread.clone()).when(propose(601, Tier::Harmed)).then_refused(FamilyRefusal::TierStands);
    given::<Family>(reread.clone()).when(propose(601, Tier::Stable)).then_types(&["tier_assigned", "tier_proposed"]);
    assert_eq!(tier_of(&family(&reread, [propose(601, Tier::Stable).into()])), (Tier::Harmed, false));
}

/// A day before the readings is told of the field of the answer, which is what the manager filled in.
#[test]
fn an_answer_before_the_readings_is_told_of_its_own_field() {
    let proposed = family(&assessed(), [propose(601, Tier::Harmed).into()]);
    let reread = family(&proposed, [assess(102, AssessmentMoment::Baseline, 4, "2025-04-24").into()]);
    let mut early = answer(ProposalOutcome::Accepted, 902, None);
    early.answer.answered_on = day("2025-04-22");
    given::<Family>(reread).when(early).then_invalid(&["answered_on"]);
}
