use hamyar_events::family::*;
use hamyar_events::*;

use crate::family::*;
use crate::testing::*;

const MEBIBYTE: u64 = 1024 * 1024;

fn attach(number: u128, kind: AttachmentKind, on: &str) -> AddAttachment {
    AddAttachment {
        attachment: AttachmentAdded {
            attachment_id: id(number),
            kind,
            title: shared("کپی شناسنامه"),
            member_id: None,
            media_type: MediaType::Jpeg,
            size_bytes: 1_000,
            sealed_sha256: format!("{number:064x}"),
            received_on: day(on),
        },
        today: today(),
    }
}

fn remove(number: u128, on: &str) -> RemoveAttachment {
    RemoveAttachment {
        removal: AttachmentRemoved {
            attachment_id: id(number), reason: shared("اشتباه بود"), removed_on: day(on)
        },
        today: today(),
    }
}

fn with_one() -> Vec<FamilyEvent> {
    family(&consented(), [attach(301, AttachmentKind::Letter, "2025-04-20").into()])
}

#[test]
fn a_file_is_kept_with_what_it_is_whose_it_is_and_the_proof_of_its_bytes() {
    let mut command = attach(301, AttachmentKind::IdentityDocument, "2025-04-20");
    command.attachment.member_id = Some(id(MOTHER));
    given::<Family>(consented()).when(command.clone()).then([command.attachment.into()]);
}

#[test]
fn without_consent_only_a_consent_form_is_kept() {
    given::<Family>(identified())
        .when(attach(301, AttachmentKind::ConsentForm, "2025-04-20"))
        .then_types(&["attachment_added"]);
    for kind in AttachmentKind::ALL.iter().filter(|kind| **kind != AttachmentKind::ConsentForm) {
        given::<Family>(identified())
            .when(attach(301, *kind, "2025-04-20"))
            .then_refused(FamilyRefusal::ConsentNotAsked);
    }
}

#[test]
fn what_was_received_while_consent_stood_may_be_kept_after_its_withdrawal_and_nothing_later() {
    let withdrawn = family(&consented(), [withdraw_consent("2025-05-01")]);
    given::<Family>(withdrawn.clone())
        .when(attach(301, AttachmentKind::Medical, "2025-04-20"))
        .then_types(&["attachment_added"]);
    given::<Family>(withdrawn)
        .when(attach(301, AttachmentKind::Medical, "2025-05-03"))
        .then_refused(FamilyRefusal::ConsentWithdrawn { withdrawn_on: day("2025-05-01") });
}

#[test]
fn a_file_of_somebody_else_is_refused() {
    let mut command = attach(301, AttachmentKind::Medical, "2025-04-20");
    command.attachment.member_id = Some(id(99));
    given::<Family>(consented()).when(command).then_refused(FamilyRefusal::UnknownMember);
}

#[test]
fn a_file_names_its_title_its_day_and_its_size_rightly() {
    let mut command = attach(301, AttachmentKind::Letter, "2999-01-01");
    command.attachment.title = shared("  ");
    command.attachment.size_bytes = 5 * MEBIBYTE + 1;
    command.attachment.sealed_sha256 = "ABC".to_owned();
    given::<Family>(consented()).when(command).then_invalid(&["title", "received_on", "size_bytes", "sealed_sha256"]);
}

#[test]
fn the_same_file_again_is_nothing_new_and_another_under_its_id_is_refused() {
    given::<Family>(with_one()).when(attach(301, AttachmentKind::Letter, "2025-04-20")).then_nothing();
    let mut other = attach(301, AttachmentKind::Letter, "2025-04-20");
    other.attachment.sealed_sha256 = "f".repeat(64);
    given::<Family>(with_one()).when(other).then_refused(FamilyRefusal::AttachmentIdTaken);
}

#[test]
fn two_hundred_mebibytes_are_the_end_and_what_was_removed_no_longer_counts() {
    let big = |number| {
        let mut command = attach(number, AttachmentKind::Photo, "2025-04-20");
        command.attachment.size_bytes = 5 * MEBIBYTE;
        FamilyCommand::from(command)
    };
    let full = family(&consented(), (400..440).map(big));
    let mut little = attach(500, AttachmentKind::Photo, "2025-04-20");
    little.attachment.size_bytes = 1;
    given::<Family>(full.clone()).when(little.clone()).then_refused(FamilyRefusal::AttachmentsFull {
        limit_mebibytes: 200,
        held_mebibytes: 200,
        limit_files: 500,
        held_files: 40,
    });
    let roomy = family(&full, [remove(400, "2025-04-21").into()]);
    given::<Family>(roomy).when(little).then_types(&["attachment_added"]);
}

#[test]
fn five_hundred_files_are_the_end() {
    let full =
        family(&consented(), (1000..1500).map(|number| attach(number, AttachmentKind::Letter, "2025-04-20").into()));
    given::<Family>(full).when(attach(500, AttachmentKind::Letter, "2025-04-20")).then_refused(
        FamilyRefusal::AttachmentsFull { limit_mebibytes: 200, held_mebibytes: 1, limit_files: 500, held_files: 500 },
    );
}

#[test]
fn a_file_is_removed_once_with_its_reason_also_after_consent_was_withdrawn() {
    let command = remove(301, "2025-05-03");
    let withdrawn = family(&with_one(), [withdraw_consent("2025-05-01")]);
    given::<Family>(withdrawn.clone()).when(command.clone()).then([command.removal.clone().into()]);
    let removed = family(&withdrawn, [command.clone().into()]);
    given::<Family>(removed).when(command).then_nothing();
}

#[test]
fn a_removal_names_a_known_file_a_reason_and_a_day_since_it_came() {
    given::<Family>(consented()).when(remove(301, "2025-05-03")).then_refused(FamilyRefusal::UnknownAttachment);
    let mut command = remove(301, "2025-04-19");
    command.removal.reason = shared("");
    given::<Family>(with_one()).when(command).then_invalid(&["reason", "removed_on"]);
}

#[test]
fn a_closed_case_takes_no_file_and_gives_none_away() {
    let close = CloseCase {
        closing: CaseClosed { reason: CloseReason::MovedAway, note: None, closed_on: day("2025-05-01") },
        today: today(),
    };
    let closed = family(&with_one(), [close.into()]);
    let refusal = || FamilyRefusal::CaseIsClosed { closed_on: day("2025-05-01") };
    given::<Family>(closed.clone()).when(attach(302, AttachmentKind::Letter, "2025-04-20")).then_refused(refusal());
    given::<Family>(closed).when(remove(301, "2025-05-01")).then_refused(refusal());
}
