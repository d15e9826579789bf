use hamyar_events::family::*;
use hamyar_events::settings::ProgramNumbers;
use hamyar_events::*;

use crate::family::*;
use crate::testing::*;

fn ask(kind: FamilyRequestKind) -> MakeRequest {
    MakeRequest {
        request_id: id(501),
        kind,
        member_id: Some(id(MOTHER)),
        words: shared("نمی‌خواهیم"),
        entry_ids: vec![],
        made_on: day("2025-05-01"),
        deciders: vec![id(901)],
        numbers: ProgramNumbers::default(),
        today: today(),
    }
}

fn answer(user: u128) -> AnswerRequest {
    let answer = RequestAnswered {
        request_id: id(501),
        outcome: RequestOutcome::Granted,
        answer: shared("پذیرفته شد"),
        user_id: id(user),
        answered_on: day("2025-05-04"),
    };
    AnswerRequest { answer, today: today() }
}

/// The family is answered by somebody other than whoever decided.
#[test]
fn whoever_decided_does_not_answer() {
    let asked = family(&baselined(), [ask(FamilyRequestKind::ContestTier).into()]);
    given::<Family>(asked.clone()).when(ask(FamilyRequestKind::ContestTier)).then_nothing();
    given::<Family>(asked.clone()).when(answer(901)).then_refused(FamilyRefusal::OwnDecision);
    given::<Family>(asked.clone()).when(answer(902)).then_types(&["request_answered"]);
    let mut second = ask(FamilyRequestKind::ContestTier);
    second.request_id = id(502);
    given::<Family>(asked.clone()).when(second.clone()).then_refused(FamilyRefusal::RequestWaits);
    let answered = family(&asked, [answer(902).into()]);
    given::<Family>(answered.clone()).when(answer(903)).then_refused(FamilyRefusal::RequestIsAnswered);
    given::<Family>(answered).when(second).then_types(&["request_made"]);
}

#[test]
fn what_is_asked_about_must_be_there() {
    given::<Family>(identified()).when(ask(FamilyRequestKind::ContestTier)).then_refused(FamilyRefusal::NoTier);
    given::<Family>(harmed()).when(ask(FamilyRequestKind::AnotherCaseworker)).then_refused(FamilyRefusal::NoCaseworker);
    given::<Family>(held()).when(ask(FamilyRequestKind::AnotherCaseworker)).then_types(&["request_made"]);
    given::<Family>(held()).when(answer(902)).then_refused(FamilyRefusal::UnknownRequest);
    let mut stranger = ask(FamilyRequestKind::RefuseAid);
    stranger.member_id = Some(id(99));
    given::<Family>(held()).when(stranger).then_refused(FamilyRefusal::UnknownMember);
}

/// Refusing needs nobody's agreement, and no consent: what was planned stops at once.
#[test]
fn refused_aid_stops_at_once() {
    let planned =
        family(&held(), [super::calendar::plan(1, "2025-05-02", "2025-05-09").into(), withdraw_consent("2025-04-30")]);
    let mut refuse = ask(FamilyRequestKind::RefuseAid);
    refuse.entry_ids = vec![id(1)];
    given::<Family>(planned.clone()).when(refuse.clone()).then_types(&["request_made", "calendar_entry_cancelled"]);
    refuse.entry_ids = vec![id(9)];
    given::<Family>(planned.clone()).when(refuse.clone()).then_refused(FamilyRefusal::UnknownEntry);
    refuse.kind = FamilyRequestKind::AnotherCaseworker;
    given::<Family>(planned).when(refuse).then_invalid(&["entry_ids"]);
    let mut blank = ask(FamilyRequestKind::RefuseAid);
    blank.words = shared(" ");
    given::<Family>(held()).when(blank).then_invalid(&["words"]);
}

#[test]
fn a_family_takes_its_wish_back() {
    let back = WithdrawRequest {
        withdrawal: hamyar_events::family::RequestWithdrawn { request_id: id(501), withdrawn_on: day("2025-05-02") },
        today: today(),
    };
    let asked = family(&held(), [ask(FamilyRequestKind::AnotherCaseworker).into()]);
    let withdrawn = family(&asked, [back.clone().into()]);
    given::<Family>(withdrawn.clone()).when(back).then_nothing();
    given::<Family>(withdrawn).when(answer(902)).then_refused(FamilyRefusal::RequestTakenBack);
}

/// It is answered within the term of a referral, in working days.
#[test]
fn an_answer_has_a_term() {
    let events = given::<Family>(held()).when(ask(FamilyRequestKind::AnotherCaseworker)).events();
    let [FamilyEvent::RequestMade(event)] = events.as_slice() else { panic!("{events:?}") };
    assert_eq!(event.answer_by, day("2025-05-13"));
    let shown = FileShown { member_id: None, way: ShownWay::ReadAloud, shown_on: day("2025-05-01") };
    given::<Family>(identified()).when(ShowFile { shown, today: today() }).then_types(&["file_shown"]);
}

/// A safe hour is one of the clock.
#[test]
fn a_safe_hour_is_of_the_clock_and_of_the_week() {
    let set = |from: Option<&str>, until: Option<&str>, days: Vec<u8>| SetSafeContact {
        contact: SafeContactSet {
            instruction: shared("صبح‌ها"),
            window: Some(Personal::of_family(
                FAMILY,
                ContactWindow {
                    way: ContactWay::Call,
                    from: from.map(str::to_owned),
                    until: until.map(str::to_owned),
                    days,
                    may_leave_message: false,
                },
            )),
        },
    };
    let family = || given::<Family>(identified());
    family().when(set(Some("09:00"), Some("12:30"), vec![0, 2])).then_types(&["safe_contact_set"]);
    family().when(set(None, None, vec![])).then_types(&["safe_contact_set"]);
    family().when(set(Some("9:00"), Some("12:30"), vec![])).then_invalid(&["window.from"]);
    family().when(set(Some("13:00"), Some("12:30"), vec![])).then_invalid(&["window.until"]);
    family().when(set(Some("09:00"), None, vec![])).then_invalid(&["window.until"]);
    family().when(set(None, None, vec![7])).then_invalid(&["window.days"]);
}
