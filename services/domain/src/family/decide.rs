//! The rules of a family's case, one file per part of the work.

mod attachments;
mod calendar;
mod closing;
mod consent;
mod erasure;
mod goals;
mod holding;
mod intake;
mod late;
mod members;
mod merging;
mod moving;
mod pathway;
mod proposals;
mod reception;
mod records;
pub(crate) mod referral;
mod sending;
mod tasks;
mod tiering;
mod trust;
mod voice;
mod work;

pub use attachments::{ATTACHMENT_BYTES_MAX, ATTACHMENTS_BYTES_MAX, ATTACHMENTS_MAX};
pub use erasure::retention_until;
pub use intake::is_register_label;

use chrono::NaiveDate;
use hamyar_events::family::*;
use hamyar_events::*;

use super::{ConsentState, Family, FamilyCommand, FamilyRefusal, File, Reception, ReferralState};
use crate::checks::earliest_work;

type Decided = Result<Vec<FamilyEvent>, FamilyRefusal>;

/// One event.
fn one(event: impl Into<FamilyEvent>) -> Decided {
    Ok(vec![event.into()])
}

/// No new fact, no event.
fn nothing() -> Decided {
    Ok(Vec::new())
}

impl Family {
    /// What follows from the command, or why it is turned down.
    pub fn decide(&self, command: &FamilyCommand) -> Decided {
        use FamilyCommand as C;
        // A file that names nobody is history: nothing is added to it, and nothing new can be sealed for it.
        if self.erased && !matches!(command, C::ApproveErasure(_)) {
            return Err(FamilyRefusal::FamilyErased);
        }
        // A file that was merged is history as well, until the merge is undone; only its being forgotten is still decided.
        let still = matches!(
            command,
            C::MergeAway(_)
                | C::TakeBack(_)
                | C::RequestErasure(_)
                | C::WithdrawErasure(_)
                | C::RefuseErasure(_)
                | C::ApproveErasure(_)
        );
        if !still {
            self.not_merged()?;
        }
        match command {
            C::IdentifyFamily(command) => self.identify(command),
            C::JoinRegistration(command) => self.join_registration(command),
            C::ChangeAddress(command) => self.change_address(command),
            C::SetSafeContact(command) => self.set_safe_contact(command),
            C::MoveToCenter(command) => self.move_to_center(command),
            C::AddCategory(command) => self.add_category(command),
            C::RemoveCategory(command) => self.remove_category(command),
            C::RecordCoverage(command) => self.record_coverage(command),
            C::GiveConsent(command) => self.give_consent(command),
            C::RefuseConsent(command) => self.refuse_consent(command),
            C::WithdrawConsent(command) => self.withdraw_consent(command),
            C::JoinMember(command) => self.join_member(command),
            C::ChangeMember(command) => self.change_member(command),
            C::RemoveMember(command) => self.remove_member(command),
            C::ChangeHead(command) => self.change_head(command),
            C::AssignPreliminaryTier(command) => self.assign_preliminary_tier(command),
            C::RecordAssessment(command) => self.record_assessment(command),
            C::AssignTier(command) => self.assign_tier(command),
            C::ProposeTier(command) => self.propose_tier(command),
            C::AnswerTierProposal(command) => self.answer_tier_proposal(command),
            C::WithdrawTierProposal(command) => self.withdraw_tier_proposal(command),
            C::AssignCaseworker(command) => self.assign_caseworker(command),
            C::ReleaseCaseworker(command) => self.release_caseworker(command),
            C::TransferCaseworker(command) => self.transfer_caseworker(command),
            C::RenewAssignment(command) => self.renew_assignment(command),
            C::PrepareHandover(command) => self.prepare_handover(command),
            C::PlanEntry(command) => self.plan_entry(command),
            C::MoveEntry(command) => self.move_entry(command),
            C::CompleteEntry(command) => self.complete_entry(command),
            C::MissEntry(command) => self.miss_entry(command),
            C::CancelEntry(command) => self.cancel_entry(command),
            C::CancelSeries(command) => self.cancel_series(command),
            C::SetGoal(command) => self.set_goal(command),
            C::CloseGoal(command) => self.close_goal(command),
            C::RecordVisit(command) => self.record_visit(command),
            C::CorrectVisit(command) => self.correct_visit(command),
            C::RecordService(command) => self.record_service(command),
            C::CorrectService(command) => self.correct_service(command),
            C::AddNote(command) => self.add_note(command),
            C::AddAttachment(command) => self.add_attachment(command),
            C::RemoveAttachment(command) => self.remove_attachment(command),
            C::ReferToCommission(command) => self.refer_to_commission(command),
            C::WithdrawReferral(command) => self.withdraw_referral(command),
            C::AcceptReferral(command) => self.accept_referral(command),
            C::ReturnReferral(command) => self.return_referral(command),
            C::ResumeReferral(command) => self.resume_referral(command),
            C::DeclineReferral(command) => self.decline_referral(command),
            C::RecordDecision(command) => self.record_decision(command),
            C::AcceptTask(command) => self.accept_task(command),
            C::ProgressTask(command) => self.progress_task(command),
            C::CompleteTask(command) => self.complete_task(command),
            C::DeclineTask(command) => self.decline_task(command),
            C::ReassignTask(command) => self.reassign_task(command),
            C::DropTask(command) => self.drop_task(command),
            C::DelegateTask(command) => self.delegate_task(command),
            C::ReferToExpert(command) => self.refer_to_expert(command),
            C::AnswerAsExpert(command) => self.answer_as_expert(command),
            C::CloseCase(command) => self.close_case(command),
            C::ReopenCase(command) => self.reopen_case(command),
            C::MarkAddressThreat(command) => self.mark_address_threat(command),
            C::ClearAddressThreat(command) => self.clear_address_threat(command),
            C::RevealAddress(command) => self.reveal_address(command),
            C::BreakGlass(command) => self.break_glass(command),
            C::AcknowledgeGlass(command) => self.acknowledge_glass(command),
            C::AskComparison(command) => self.ask_comparison(command),
            C::AnswerComparison(command) => self.answer_comparison(command),
            C::RequestErasure(command) => self.request_erasure(command),
            C::WithdrawErasure(command) => self.withdraw_erasure(command),
            C::RefuseErasure(command) => self.refuse_erasure(command),
            C::ApproveErasure(command) => self.approve_erasure(command),
            C::MergeAway(command) => self.merge_away(command),
            C::TakeIn(command) => self.take_in(command),
            C::UndoMerge(command) => self.undo_merge(command),
            C::TakeBack(command) => self.take_back(command),
            C::MoveOut(command) => self.move_out(command),
            C::ReceiveMembers(command) => self.receive(command),
            C::KeepMembers(command) => self.keep_members(command),
            C::ParkLateWork(command) => self.park_late_work(command),
            C::SettleLateWork(command) => self.settle_late_work(command),
            C::SendToAgency(command) => self.send_to_agency(command),
            C::WithdrawSending(command) => self.withdraw_sending(command),
            C::AgreeToHandingOn(command) => self.agree_to_handing_on(command),
            C::RefuseHandingOn(command) => self.refuse_handing_on(command),
            C::AnswerSending(command) => self.answer_sending(command),
            C::RecordSupportPhase(command) => self.record_support_phase(command),
            C::ReconcileRecord(command) => self.reconcile_record(command),
            C::EnrollWoman(command) => self.enroll_woman(command),
            C::CompleteProgram(command) => self.complete_program(command),
            C::LeaveProgram(command) => self.leave_program(command),
            C::ResumeProgram(command) => self.resume_program(command),
            C::MakeRequest(command) => self.make_request(command),
            C::AnswerRequest(command) => self.answer_request(command),
            C::WithdrawRequest(command) => self.withdraw_request(command),
            C::ShowFile(command) => self.show_file(command),
        }
    }

    /// The file, which every command but the first needs.
    fn file(&self) -> Result<&File, FamilyRefusal> {
        self.file.as_ref().ok_or(FamilyRefusal::NotIdentified)
    }

    /// The file of an open case.
    fn open_file(&self) -> Result<&File, FamilyRefusal> {
        let file = self.file()?;
        match self.closed_on {
            Some(closed_on) => Err(FamilyRefusal::CaseIsClosed { closed_on }),
            None => Ok(file),
        }
    }

    /// The earliest day of work with this family.
    fn earliest(&self) -> NaiveDate {
        self.file.as_ref().map_or(NaiveDate::MIN, |file| earliest_work(file.identified_on))
    }

    /// Consent stands today: for what begins now.
    fn consent_now(&self) -> Result<(), FamilyRefusal> {
        let withdrawn_on = self.consent.periods.last().and_then(|period| period.withdrawn_on);
        match (self.consent.state(), withdrawn_on) {
            (ConsentState::Given, _) => Ok(()),
            (ConsentState::NotAsked, _) => Err(FamilyRefusal::ConsentNotAsked),
            (ConsentState::Withdrawn, Some(withdrawn_on)) => Err(FamilyRefusal::ConsentWithdrawn { withdrawn_on }),
            (ConsentState::Refused | ConsentState::Withdrawn, _) => Err(FamilyRefusal::ConsentRefused),
        }
    }

    /// Consent stood on the day of a fact, which may be written down after a withdrawal.
    fn consent_on(&self, day: NaiveDate) -> Result<(), FamilyRefusal> {
        if self.consent.covers(day) {
            return Ok(());
        }
        self.consent_now()?;
        let given_on = self.consent.periods.last().map_or(day, |period| period.given_on);
        Err(FamilyRefusal::ConsentNotYetGiven { given_on })
    }

    /// Consent stands today and stood on the given day.
    fn consent_now_and_on(&self, day: NaiveDate) -> Result<(), FamilyRefusal> {
        self.consent_now()?;
        self.consent_on(day)
    }

    /// The member, who has not left.
    fn known_member(&self, id: MemberId) -> Result<(), FamilyRefusal> {
        match self.members.get(&id) {
            None => Err(FamilyRefusal::UnknownMember),
            Some(member) if member.erased => Err(FamilyRefusal::MemberErased),
            Some(member) if member.left => Err(FamilyRefusal::MemberHasLeft),
            Some(_) => Ok(()),
        }
    }

    /// The members were ever in the family; work of the past may name one who left since.
    fn members_ever(&self, ids: &[MemberId]) -> Result<(), FamilyRefusal> {
        if ids.iter().all(|id| self.members.contains_key(id)) { Ok(()) } else { Err(FamilyRefusal::UnknownMember) }
    }

    /// The caseworker who is said to have worked with the family held it on that day.
    fn held_then(&self, caseworker: Option<CaseworkerId>, day: NaiveDate) -> Result<(), FamilyRefusal> {
        match caseworker {
            Some(id) if !self.was_held_by(id, day) => Err(FamilyRefusal::NotTheCaseworker),
            _ => Ok(()),
        }
    }

    fn open_referrals(&self) -> u32 {
        count(self.referrals.values().filter(|one| one.state == ReferralState::Open))
    }

    fn open_tasks(&self) -> u32 {
        count(self.tasks.values().filter(|task| task.state.is_open()))
    }
}

fn count<T>(items: impl Iterator<Item = T>) -> u32 {
    u32::try_from(items.count()).unwrap_or(u32::MAX)
}
