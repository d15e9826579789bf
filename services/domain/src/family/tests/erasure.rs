//! Forgetting a member or a family: who may be forgotten, who decides, and what is left.

use hamyar_events::family::*;
use hamyar_events::*;
use uuid::Uuid;

use crate::family::*;
use crate::testing::*;

const ASKS: Uuid = Uuid::from_u128(901);
const DECIDES: Uuid = Uuid::from_u128(902);
const ERASURE: u128 = 91;

pub(super) fn request(number: u128, member: Option<u128>, ground: ErasureGround) -> RequestErasure {
    RequestErasure {
        request: ErasureRequested {
            erasure_id: id(number),
            member_id: member.map(id),
            ground,
            note: Some(shared("قناری-canary")),
            requested_by: ASKS,
            requested_on: today(),
        },
        retention_years: 10,
        today: today(),
    }
}

pub(super) fn approve(number: u128) -> ApproveErasure {
    ApproveErasure {
        erasure_id: id(number),
        family_id: FamilyId(FAMILY),
        approved_by: DECIDES,
        retention_years: 10,
        today: today(),
    }
}

fn refuse(number: u128) -> RefuseErasure {
    RefuseErasure {
        erasure_id: id(number), reason: shared("هنوز لازم است"), refused_by: DECIDES, today: today()
    }
}

fn withdraw(number: u128) -> WithdrawErasure {
    WithdrawErasure { erasure_id: id(number), today: today() }
}

fn with_child() -> Vec<FamilyEvent> {
    identified()
}

fn closed(on: &str) -> Vec<FamilyEvent> {
    let closing = CaseClosed { reason: CloseReason::MovedAway, note: None, closed_on: day(on) };
    history::<Family>(&with_child(), [CloseCase { closing, today: today() }.into()])
}

fn after(before: &[FamilyEvent], commands: impl IntoIterator<Item = FamilyCommand>) -> Vec<FamilyEvent> {
    history::<Family>(before, commands)
}

#[test]
fn a_closed_family_is_forgotten_whole_with_every_member_who_was_ever_in_it() {
    let left = MemberLeft { member_id: id(CHILD), reason: MemberLeftReason::Moved, left_on: day("2025-04-01") };
    let mut before = with_child();
    before = after(&before, [RemoveMember { departure: left, today: today() }.into()]);
    let closing = CaseClosed { reason: CloseReason::MovedAway, note: None, closed_on: day("2025-05-01") };
    before = after(&before, [CloseCase { closing, today: today() }.into()]);
    before = after(&before, [request(ERASURE, None, ErasureGround::PersonRequest).into()]);
    let events = given::<Family>(before.clone()).when(approve(ERASURE)).events();
    let FamilyEvent::PersonalDataErased(erased) = &events[0] else { panic!("{events:?}") };
    assert_eq!(events.len(), 1);
    assert_eq!(
        erased.subjects,
        [Subject::Family(FAMILY), Subject::Person(Uuid::from_u128(MOTHER)), Subject::Person(Uuid::from_u128(CHILD))]
    );
    assert_eq!((erased.requested_by, erased.approved_by, erased.erased_on), (ASKS, DECIDES, today()));
    // What was claimed for them is given up with the event.
    assert_eq!(events[0].national_id_releases(FAMILY).len(), 1);
    before.extend(events);
    given::<Family>(before).when(approve(ERASURE)).then_nothing();
}

#[test]
fn an_open_case_is_not_forgotten_whole_unless_a_court_says_so() {
    given::<Family>(identified())
        .when(request(ERASURE, None, ErasureGround::PersonRequest))
        .then_refused(FamilyRefusal::CaseIsOpen);
    given::<Family>(identified())
        .when(request(ERASURE, None, ErasureGround::LegalOrder))
        .then_types(&["erasure_requested"]);
}

#[test]
fn a_case_that_was_opened_again_is_not_forgotten_on_an_older_request() {
    let before = after(&closed("2025-05-01"), [request(ERASURE, None, ErasureGround::PersonRequest).into()]);
    let reopening = CaseReopened { reason: shared("بازگشت"), reopened_on: today() };
    let before = after(&before, [ReopenCase { reopening, today: today() }.into()]);
    given::<Family>(before).when(approve(ERASURE)).then_refused(FamilyRefusal::CaseIsOpen);
}

/// Nobody can work with a file that names nobody, so what runs ends with it.
#[test]
fn a_legal_order_ends_what_still_runs() {
    let before = after(&decided(), [request(ERASURE, None, ErasureGround::LegalOrder).into()]);
    let events = given::<Family>(before.clone()).when(approve(ERASURE)).events();
    let types: Vec<String> = events.iter().map(cqrs_es::DomainEvent::event_type).collect();
    assert_eq!(types, ["task_declined", "caseworker_released", "personal_data_erased"]);
    let mut state = Family::default();
    before.iter().chain(&events).for_each(|event| state.evolve(event));
    assert!(state.erased && state.holding.is_none() && state.closed_on == Some(today()));
    assert!(!state.tasks.values().any(|task| task.state.is_open()));
    // What had to be said in words is written as erased: it is sealed with no key.
    let text = serde_json::to_string(&events).unwrap();
    assert!(text.contains(r#""erased":true"#) && !text.contains("canary"));
}

#[test]
fn a_forgotten_family_takes_nothing_more_in() {
    let before = after(
        &closed("2025-05-01"),
        [request(ERASURE, None, ErasureGround::PersonRequest).into(), approve(ERASURE).into()],
    );
    let reopening = CaseReopened { reason: shared("بازگشت"), reopened_on: today() };
    let commands: Vec<FamilyCommand> = vec![
        ReopenCase { reopening, today: today() }.into(),
        withdraw_consent("2025-05-01"),
        AddNote { note: NoteAdded { note_id: id(1), text: shared("یادداشت") } }.into(),
        request(ERASURE + 1, None, ErasureGround::LegalOrder).into(),
        join(13, Relation::Child, Sex::Male),
    ];
    for command in commands {
        given::<Family>(before.clone()).when(command).then_refused(FamilyRefusal::FamilyErased);
    }
}

#[test]
fn a_member_is_forgotten_and_the_family_goes_on() {
    let before = after(&with_child(), [request(ERASURE, Some(CHILD), ErasureGround::PersonRequest).into()]);
    let events = given::<Family>(before.clone()).when(approve(ERASURE)).events();
    let FamilyEvent::PersonalDataErased(erased) = &events[0] else { panic!("{events:?}") };
    assert_eq!(erased.subjects, [Subject::Person(Uuid::from_u128(CHILD))]);
    let before = [before, events].concat();
    let mut state = Family::default();
    before.iter().for_each(|event| state.evolve(event));
    assert_eq!((state.present_members().count(), state.erased), (2, false), "the member still counts");
    let head = HeadChanged { member_id: id(CHILD), changed_on: today() };
    given::<Family>(before.clone()).when(ChangeHead { head, today: today() }).then_refused(FamilyRefusal::MemberErased);
    given::<Family>(before.clone())
        .when(request(ERASURE + 1, Some(CHILD), ErasureGround::PersonRequest))
        .then_refused(FamilyRefusal::MemberErased);
    given::<Family>(before)
        .when(AddNote { note: NoteAdded { note_id: id(1), text: shared("یادداشت") } })
        .then_types(&["note_added"]);
}

#[test]
fn the_head_of_an_open_case_is_forgotten_when_another_head_is_named() {
    given::<Family>(with_child())
        .when(request(ERASURE, Some(MOTHER), ErasureGround::PersonRequest))
        .then_refused(FamilyRefusal::HeadMustBeNamed);
    let head = HeadChanged { member_id: id(CHILD), changed_on: today() };
    let before = after(&with_child(), [ChangeHead { head, today: today() }.into()]);
    given::<Family>(before)
        .when(request(ERASURE, Some(MOTHER), ErasureGround::PersonRequest))
        .then_types(&["erasure_requested"]);
    given::<Family>(closed("2025-05-01"))
        .when(request(ERASURE, Some(MOTHER), ErasureGround::PersonRequest))
        .then_types(&["erasure_requested"]);
    given::<Family>(with_child())
        .when(request(ERASURE, Some(99), ErasureGround::PersonRequest))
        .then_refused(FamilyRefusal::UnknownMember);
}

#[test]
fn a_second_person_decides_and_never_one_who_ever_asked_in_this_file() {
    let waiting = after(&closed("2025-05-01"), [request(ERASURE, None, ErasureGround::PersonRequest).into()]);
    let own = ApproveErasure { approved_by: ASKS, ..approve(ERASURE) };
    given::<Family>(waiting.clone()).when(own.clone()).then_refused(FamilyRefusal::OwnErasure);
    given::<Family>(waiting.clone())
        .when(RefuseErasure { refused_by: ASKS, ..refuse(ERASURE) })
        .then_refused(FamilyRefusal::OwnErasure);
    // Asked once, taken back, and asked by somebody else: the first account stays a party.
    let mut other = request(ERASURE + 1, None, ErasureGround::PersonRequest);
    other.request.requested_by = Uuid::from_u128(903);
    let again = after(&waiting, [withdraw(ERASURE).into(), other.into()]);
    given::<Family>(again.clone())
        .when(ApproveErasure { approved_by: ASKS, ..approve(ERASURE + 1) })
        .then_refused(FamilyRefusal::OwnErasure);
    given::<Family>(again).when(approve(ERASURE + 1)).then_types(&["personal_data_erased"]);
}

#[test]
fn a_request_waits_is_taken_back_refused_or_agreed_to_once() {
    let waiting = after(&closed("2025-05-01"), [request(ERASURE, None, ErasureGround::PersonRequest).into()]);
    given::<Family>(waiting.clone()).when(request(ERASURE, None, ErasureGround::PersonRequest)).then_nothing();
    given::<Family>(waiting.clone())
        .when(request(ERASURE, None, ErasureGround::LegalOrder))
        .then_refused(FamilyRefusal::ErasureIdTaken);
    given::<Family>(waiting.clone())
        .when(request(ERASURE + 1, Some(CHILD), ErasureGround::PersonRequest))
        .then_refused(FamilyRefusal::ErasureWaits);
    given::<Family>(waiting.clone()).when(withdraw(99)).then_refused(FamilyRefusal::UnknownErasure);
    given::<Family>(waiting.clone()).when(approve(99)).then_refused(FamilyRefusal::UnknownErasure);

    let withdrawn = after(&waiting, [withdraw(ERASURE).into()]);
    given::<Family>(withdrawn.clone()).when(withdraw(ERASURE)).then_nothing();
    given::<Family>(withdrawn).when(approve(ERASURE)).then_refused(FamilyRefusal::ErasureTakenBack);

    let refused = after(&waiting, [refuse(ERASURE).into()]);
    given::<Family>(refused.clone()).when(refuse(ERASURE)).then_nothing();
    given::<Family>(refused.clone()).when(approve(ERASURE)).then_refused(FamilyRefusal::ErasureDecided);
    given::<Family>(refused.clone()).when(withdraw(ERASURE)).then_refused(FamilyRefusal::ErasureDecided);
    given::<Family>(refused)
        .when(request(ERASURE + 1, None, ErasureGround::PersonRequest))
        .then_types(&["erasure_requested"]);
    given::<Family>(waiting).when(RefuseErasure { reason: shared(" "), ..refuse(ERASURE) }).then_invalid(&["reason"]);
}

#[test]
fn a_closed_file_is_kept_for_its_time() {
    assert_eq!(retention_until(day("2016-11-21"), 10), day("2026-11-22"), "1 Azar 1395 and ten Jalali years");
    let early = request(ERASURE, None, ErasureGround::RetentionEnded);
    given::<Family>(closed("2025-05-01"))
        .when(early.clone())
        .then_refused(FamilyRefusal::RetentionRuns { until: day("2035-05-01") });
    given::<Family>(closed("2025-05-01"))
        .when(RequestErasure { retention_years: 1, ..early })
        .then_types(&["erasure_requested"]);
    given::<Family>(with_child())
        .when(request(ERASURE, Some(CHILD), ErasureGround::RetentionEnded))
        .then_refused(FamilyRefusal::CaseIsOpen);
}

#[test]
fn a_request_is_not_dated_ahead_or_before_the_file() {
    let mut odd = request(ERASURE, None, ErasureGround::PersonRequest);
    odd.request.requested_on = day("2027-01-01");
    given::<Family>(closed("2025-05-01")).when(odd.clone()).then_invalid(&["requested_on"]);
    odd.request.requested_on = day("2020-01-01");
    given::<Family>(closed("2025-05-01")).when(odd).then_invalid(&["requested_on"]);
}
